//! Results.

use crate::boundary::*;
use crate::detector::Names;
use crate::error::{Failure, nw_error};
use crate::records::*;
use crate::status::nw_status;
use namewire_core::{Analysis, Labels, Scratch, export};
use std::ffi::c_char;
use std::sync::{Arc, LazyLock};

/// What one text says, and the working memory to read it. Use it for text after text: once warm, reading allocates
/// nothing. One thread at a time. Free it with nw_analysis_free.
///
/// The pointers that nw_analysis_* functions give are borrowed: they hold until the analysis is given to another
/// nw_detect* call or freed. They refer neither to the text nor to the detector, which may be gone.
pub struct nw_analysis {
    pub(crate) inner: Analysis,
    pub(crate) scratch: Scratch,
    pub(crate) names: Arc<Names>,
    json: Vec<u8>,
}

/// How the reading went.
#[repr(C)]
pub struct nw_state {
    /// Bad UTF-8 sequences that were read as separators.
    pub repaired: u64,
    /// 1 when max_mentions was reached: the mentions up to it are here, the rest of the text was left. Else 0.
    pub truncated: u32,
    /// 0.
    pub reserved: u32,
}

/// Flag of nw_analysis_json: give each mention's evidence as words.
pub const NW_JSON_REASONS: u32 = 1;

/// An empty analysis. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_new(out: *mut *mut nw_analysis, error: *mut nw_error) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let out = Out::new(out, "out")?;
            out.set(handle(nw_analysis::default()));
            Ok(())
        })
    }
}

/// Frees an analysis and everything borrowed from it; NULL is nothing to free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_free(analysis: *mut nw_analysis) {
    // SAFETY: NULL or a handle of this library that was not freed.
    unsafe { free(analysis) }
}

/// The mentions in text order. Without NW_DETECT_NESTED they do not overlap.
///
/// out: borrowed, never NULL. count: how many there are. Threads: any number, while none changes the analysis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_mentions(
    analysis: *const nw_analysis,
    out: *mut *const nw_mention,
    count: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe { array(analysis, |a| a.mentions(), out, count, error) }
}

/// The entities in order of first mention; mentions refer to them by index.
///
/// out: borrowed, never NULL. count: how many there are. Threads: any number, while none changes the analysis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_entities(
    analysis: *const nw_analysis,
    out: *mut *const nw_entity,
    count: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe { array(analysis, |a| a.entities(), out, count, error) }
}

/// The quotations in text order.
///
/// out: borrowed, never NULL. count: how many there are. Threads: any number, while none changes the analysis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_quotations(
    analysis: *const nw_analysis,
    out: *mut *const nw_quotation,
    count: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe { array(analysis, |a| a.quotations(), out, count, error) }
}

/// The dateline. out: borrowed; NULL if the text has none. Threads: any number, while none changes the analysis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_dateline(
    analysis: *const nw_analysis,
    out: *mut *const nw_dateline,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe { record(analysis, |a| a.dateline(), out, error) }
}

/// The byline. out: borrowed; NULL if the text has none. Threads: any number, while none changes the analysis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_byline(
    analysis: *const nw_analysis,
    out: *mut *const nw_byline,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe { record(analysis, |a| a.byline(), out, error) }
}

/// The buffer that nw_str fields point into: UTF-8, one string after the other and no NUL between or after them, so
/// print one with printf("%.*s", (int)s.len, strings + s.offset).
///
/// out: borrowed, never NULL. len: bytes in it. Threads: any number, while none changes the analysis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_strings(
    analysis: *const nw_analysis,
    out: *mut *const c_char,
    len: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let strings = shared(analysis, "analysis")?.inner.strings();
            let (out, len) = (Out::new(out, "out")?, Out::new(len, "len")?);
            out.set(strings.as_ptr().cast());
            len.set(strings.len());
            Ok(())
        })
    }
}

/// The name of a label number, such as "GPE"; of 0, the empty string.
///
/// Numbers 1 to 18 mean the same everywhere (NW_LABEL_*); those above are numbered by each detector.
/// out: UTF-8, NUL-terminated, borrowed. len: bytes in it. Threads: any number, while none changes the analysis.
///
/// Errors: NW_STATUS_INVALID_ARGUMENT for a number without a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_label(
    analysis: *const nw_analysis,
    number: u16,
    out: *mut *const c_char,
    len: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe { name(analysis, |n| &n.labels, "label", number, out, len, error) }
}

/// The name of a subtype number, such as "country"; of 0, the empty string. Subtypes are numbered by each detector.
///
/// out: UTF-8, NUL-terminated, borrowed. len: bytes in it. Threads: any number, while none changes the analysis.
///
/// Errors: NW_STATUS_INVALID_ARGUMENT for a number without a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_subtype(
    analysis: *const nw_analysis,
    number: u16,
    out: *mut *const c_char,
    len: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe { name(analysis, |n| &n.subtypes, "subtype", number, out, len, error) }
}

/// How the reading went. Threads: any number, while none changes the analysis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_state(
    analysis: *const nw_analysis,
    out: *mut nw_state,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let analysis = &shared(analysis, "analysis")?.inner;
            let out = Out::new(out, "out")?;
            let repaired = analysis.repaired() as u64;
            out.set(nw_state { repaired, truncated: analysis.truncated().into(), reserved: 0 });
            Ok(())
        })
    }
}

/// The analysis as one JSON object on one line.
///
/// id: the document's id in the object; UTF-8. NULL with 0 gives null. flags: NW_JSON_REASONS or 0.
/// out: UTF-8, NUL-terminated; borrowed until the next call of this function too. len: bytes, without the NUL.
///
/// Errors: NW_STATUS_INVALID_UTF8 for an id that is not. Threads: one at a time for each analysis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_analysis_json(
    analysis: *mut nw_analysis,
    id: *const u8,
    id_len: usize,
    flags: u32,
    out: *mut *const c_char,
    len: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let analysis = exclusive(analysis, "analysis")?;
            let (out, len) = (Out::new(out, "out")?, Out::new(len, "len")?);
            let text = string(id, id_len, "id")?;
            let id = (!id.is_null()).then_some(text);
            known_flags(flags, NW_JSON_REASONS, "flags")?;
            let json = &mut analysis.json;
            json.clear();
            export::write_json(json, &analysis.inner, id, flags & NW_JSON_REASONS != 0)
                .map_err(|e| Failure::invalid(format!("cannot be written as JSON: {e}")))?;
            json.push(0);
            out.set(json.as_ptr().cast());
            len.set(json.len() - 1);
            Ok(())
        })
    }
}

impl Default for nw_analysis {
    fn default() -> Self {
        /// The names before any detector gave its own.
        static NAMES: LazyLock<Arc<Names>> = LazyLock::new(|| Arc::new(Names::of(&Labels::new())));
        nw_analysis {
            inner: Analysis::new(),
            scratch: Scratch::new(),
            names: NAMES.clone(),
            json: Vec::new(),
        }
    }
}

/// Gives out one of the arrays.
///
/// # Safety
///
/// The pointers are NULL or may be used as their types say.
unsafe fn array<T: Mirror>(
    analysis: *const nw_analysis,
    of: fn(&Analysis) -> &[T::Core],
    out: *mut *const T,
    count: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the caller's word.
    unsafe {
        guard(error, || {
            let records = of(&shared(analysis, "analysis")?.inner);
            let (out, count) = (Out::new(out, "out")?, Out::new(count, "count")?);
            out.set(T::array(records));
            count.set(records.len());
            Ok(())
        })
    }
}

/// Gives out a record that may be missing.
///
/// # Safety
///
/// The pointers are NULL or may be used as their types say.
unsafe fn record<T: Mirror>(
    analysis: *const nw_analysis,
    of: fn(&Analysis) -> Option<&T::Core>,
    out: *mut *const T,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the caller's word.
    unsafe {
        guard(error, || {
            let record = of(&shared(analysis, "analysis")?.inner);
            Out::new(out, "out")?.set(record.map_or(std::ptr::null(), T::of));
            Ok(())
        })
    }
}

/// Gives out a name from one of the tables.
///
/// # Safety
///
/// The pointers are NULL or may be used as their types say.
unsafe fn name(
    analysis: *const nw_analysis,
    of: fn(&Names) -> &[Terminated],
    what: &str,
    number: u16,
    out: *mut *const c_char,
    len: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the caller's word.
    unsafe {
        guard(error, || {
            let table = of(&shared(analysis, "analysis")?.names);
            let (out, len) = (Out::new(out, "out")?, Out::new(len, "len")?);
            let name = table.get(usize::from(number)).ok_or_else(|| {
                Failure::invalid(format!(
                    "{what} number {number} has no name, the last is {}",
                    table.len() - 1
                ))
            })?;
            out.set(name.as_ptr());
            len.set(name.len());
            Ok(())
        })
    }
}
