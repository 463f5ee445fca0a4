//! Making gazetteers from lists.

use crate::boundary::*;
use crate::error::{Failure, nw_error};
use crate::gazetteer::nw_gazetteer;
use crate::options::{self, growing};
use crate::status::*;
use namewire_core::gazetteer::{Builder, Format, OnBadRow, ReadOptions, Report};
use std::ffi::c_char;

/// Collects lists and compiles them. One thread at a time. Free it with nw_builder_free.
pub struct nw_builder {
    inner: Builder,
    problems: Vec<Terminated>,
}

/// List format: comma-separated values with a header row (RFC 4180).
pub const NW_FORMAT_CSV: u32 = 1;
/// List format: tab-separated values with a header row.
pub const NW_FORMAT_TSV: u32 = 2;
/// List format: one JSON object a line. Rows with a "pattern" are read as spaCy's.
pub const NW_FORMAT_JSONL: u32 = 3;
/// List format: one name a line; nw_read_options.label gives the label.
pub const NW_FORMAT_LIST: u32 = 4;
/// List format: spaCy EntityRuler patterns, one JSON object a line.
pub const NW_FORMAT_SPACY: u32 = 5;

/// Flag of nw_read_options: leave bad rows out and count them (nw_builder_problem tells why each was left out).
/// Without it the first bad row fails the call, and nothing of the list is kept.
pub const NW_READ_SKIP_BAD_ROWS: u32 = 1;

/// How to read a list. Set size to sizeof(nw_read_options) and what is not used to 0 (or call
/// nw_read_options_init).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct nw_read_options {
    /// sizeof(nw_read_options).
    pub size: usize,
    /// One of NW_FORMAT_*. 0, for files only: told by the name's ending (.csv .tsv .jsonl .txt).
    pub format: u32,
    /// NW_READ_SKIP_BAD_ROWS or 0.
    pub flags: u32,
    /// The label of rows that give none, such as "ORG"; UTF-8. NULL: rows without a label are bad.
    pub label: *const u8,
    /// Bytes in label.
    pub label_len: usize,
    /// The list's name in messages; UTF-8. NULL: "list", or the path of a file.
    pub name: *const u8,
    /// Bytes in name.
    pub name_len: usize,
    /// 0.
    pub reserved: u64,
}

growing!(nw_read_options {
    format: 0,
    flags: 0,
    label: std::ptr::null(),
    label_len: 0,
    name: std::ptr::null(),
    name_len: 0,
    reserved: 0,
});

/// What became of a list.
#[repr(C)]
pub struct nw_read_report {
    /// Rows that were read, bad ones included.
    pub rows: u64,
    /// Rows that were left out; always 0 without NW_READ_SKIP_BAD_ROWS.
    pub problems: u64,
}

/// A builder without entities. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_builder_new(out: *mut *mut nw_builder, error: *mut nw_error) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let out = Out::new(out, "out")?;
            out.set(handle(nw_builder { inner: Builder::new(), problems: Vec::new() }));
            Ok(())
        })
    }
}

/// Reads a list from memory and adds its entities to the builder. Nothing of the caller's is kept.
///
/// text: len bytes of UTF-8, with or without a byte order mark; NULL with 0 is an empty list.
/// options: must give the format.
/// out: what became of the list; may be NULL.
///
/// Errors: NW_STATUS_ROW for the first bad row (position: its line), unless NW_READ_SKIP_BAD_ROWS is set, and for text
/// that is not UTF-8; the builder is then as it was before. Cost: about 1 microsecond and 200 bytes an alias.
/// Threads: one at a time for each builder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_builder_read(
    builder: *mut nw_builder,
    text: *const u8,
    len: usize,
    options: *const nw_read_options,
    out: *mut nw_read_report,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let builder = exclusive(builder, "builder")?;
            let (format, mut options) = options::read(options, "options")?.parse()?;
            let Some(format) = format else {
                return Err(Failure::invalid("format 0 is for files only, use one of NW_FORMAT_*"));
            };
            if options.name.is_empty() {
                options.name = "list".to_owned();
            }
            let bytes = slice(text, len, "text")?;
            let text =
                std::str::from_utf8(bytes).map_err(|e| not_utf8(bytes, e.valid_up_to(), &options.name))?;
            builder.problems.clear();
            let report = builder.inner.read_str(text, format, &options)?;
            builder.report(report, out);
            Ok(())
        })
    }
}

/// Reads a list from a file and adds its entities to the builder, as nw_builder_read does.
///
/// path: as for nw_gazetteer_open. options: may be NULL: the format is then told by the file's ending.
/// out: what became of the list; may be NULL.
///
/// Errors: those of nw_builder_read; NW_STATUS_IO; NW_STATUS_INVALID_ARGUMENT for an ending that tells no format.
/// Threads: one at a time for each builder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_builder_read_file(
    builder: *mut nw_builder,
    path: *const u8,
    path_len: usize,
    options: *const nw_read_options,
    out: *mut nw_read_report,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let builder = exclusive(builder, "builder")?;
            let path = self::path(path, path_len)?;
            let (format, options) = match options.is_null() {
                true => (None, ReadOptions::default()),
                false => options::read(options, "options")?.parse()?,
            };
            builder.problems.clear();
            let report = builder.inner.read_file(path, format, &options)?;
            builder.report(report, out);
            Ok(())
        })
    }
}

/// Why a row was left out by the last read: "name:line: reason".
///
/// index: from 0 to nw_read_report.problems less one.
/// out, out_len: UTF-8, NUL-terminated; borrowed until the builder reads again or is freed.
///
/// Errors: NW_STATUS_INVALID_ARGUMENT for an index beyond the last problem. Threads: one at a time for each builder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_builder_problem(
    builder: *const nw_builder,
    index: usize,
    out: *mut *const c_char,
    out_len: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let problems = &shared(builder, "builder")?.problems;
            let (out, out_len) = (Out::new(out, "out")?, Out::new(out_len, "out_len")?);
            let problem = problems.get(index).ok_or_else(|| {
                Failure::invalid(format!("index {index}: the last read left out {} rows", problems.len()))
            })?;
            out.set(problem.as_ptr());
            out_len.set(problem.len());
            Ok(())
        })
    }
}

/// Compiles everything that was read into a gazetteer. The builder is empty afterwards, also after a failure, and may
/// be used again. A builder that has read nothing gives a gazetteer that finds nothing.
///
/// Errors: NW_STATUS_TOO_LARGE. Cost: one to two seconds for a million aliases.
/// Threads: one at a time for each builder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_builder_build(
    builder: *mut nw_builder,
    out: *mut *mut nw_gazetteer,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let builder = exclusive(builder, "builder")?;
            let out = Out::new(out, "out")?;
            let full = std::mem::replace(&mut builder.inner, Builder::new());
            out.set(handle(nw_gazetteer { inner: full.build()? }));
            Ok(())
        })
    }
}

/// Compiles everything that was read into a file, for nw_gazetteer_open. The builder is empty afterwards, also after
/// a failure, and may be used again.
///
/// The file appears under its name when it is complete: it is written beside it and renamed, so programs that have
/// the old one open keep it. The same lists in the same order give the same bytes on every machine of one endianness.
///
/// Errors: NW_STATUS_TOO_LARGE, NW_STATUS_IO. Threads: one at a time for each builder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_builder_write(
    builder: *mut nw_builder,
    path: *const u8,
    path_len: usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let builder = exclusive(builder, "builder")?;
            let path = self::path(path, path_len)?;
            let full = std::mem::replace(&mut builder.inner, Builder::new());
            Ok(full.write(path)?)
        })
    }
}

/// Frees a builder; NULL is nothing to free. Gazetteers made by it go on working.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_builder_free(builder: *mut nw_builder) {
    // SAFETY: NULL or a handle of this library that was not freed.
    unsafe { free(builder) }
}

impl nw_builder {
    /// Keeps the problems of a read and tells the caller how many there are.
    ///
    /// # Safety
    ///
    /// `out` is NULL or may be written.
    unsafe fn report(&mut self, report: Report, out: *mut nw_read_report) {
        self.problems = report.problems.iter().map(|p| Terminated::new(&p.to_string())).collect();
        if let Ok(out) = Out::new(out, "out") {
            // SAFETY: the caller's word.
            unsafe { out.set(nw_read_report { rows: report.rows, problems: self.problems.len() as u64 }) };
        }
    }
}

impl nw_read_options {
    /// The options of the core. The format is `None` when it is to be told by the file's ending.
    ///
    /// # Safety
    ///
    /// The strings are NULL or as long as they say.
    unsafe fn parse(&self) -> Outcome<(Option<Format>, ReadOptions)> {
        let format = match self.format {
            0 => None,
            NW_FORMAT_CSV => Some(Format::Csv),
            NW_FORMAT_TSV => Some(Format::Tsv),
            NW_FORMAT_JSONL => Some(Format::Jsonl),
            NW_FORMAT_LIST => Some(Format::List),
            NW_FORMAT_SPACY => Some(Format::Spacy),
            other => {
                return Err(Failure::invalid(format!("format {other} is not one of NW_FORMAT_* (1 to 5)")));
            }
        };
        known_flags(self.flags, NW_READ_SKIP_BAD_ROWS, "nw_read_options.flags")?;
        reserved(self.reserved, "nw_read_options.reserved")?;
        // SAFETY: the caller's word.
        let (label, name) = unsafe {
            let label = string(self.label, self.label_len, "nw_read_options.label")?;
            (label, string(self.name, self.name_len, "nw_read_options.name")?)
        };
        let on_bad_row = match self.flags & NW_READ_SKIP_BAD_ROWS {
            0 => OnBadRow::Stop,
            _ => OnBadRow::Skip,
        };
        Ok((format, ReadOptions { name: name.to_owned(), label: label.to_owned(), on_bad_row }))
    }
}

/// The failure for a list that is not UTF-8, told as for a file.
fn not_utf8(bytes: &[u8], at: usize, name: &str) -> Failure {
    let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
    let message = format!("{name}:{line}: not valid UTF-8 at byte {at}");
    Failure::new(NW_STATUS_ROW, message).at(line as u64)
}
