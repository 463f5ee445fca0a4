//! Compiled dictionaries.

use crate::boundary::*;
use crate::error::nw_error;
use crate::status::nw_status;
use namewire_core::Gazetteer;

/// A compiled gazetteer: entities, their aliases, and the automaton that finds them. It never changes, so any number
/// of threads may use one handle. Free it with nw_gazetteer_free; detectors made from it keep what they need.
pub struct nw_gazetteer {
    pub(crate) inner: Gazetteer,
}

/// What a gazetteer holds.
#[repr(C)]
pub struct nw_info {
    /// Entities.
    pub entities: u64,
    /// Aliases, names included.
    pub aliases: u64,
    /// Aliases that match inside words, hashtags, handles and domains too.
    pub anywhere: u64,
    /// Cue phrases, such as ranks and titles.
    pub cues: u64,
    /// Bytes of the compiled form.
    pub bytes: u64,
}

/// Flag of nw_gazetteer_open: check the file's header only.
pub const NW_OPEN_UNCHECKED: u32 = 1;

/// The gazetteer that is compiled into the library: countries, cities, nationalities, organisations, media, persons.
///
/// Cost: microseconds the first time, a reference count afterwards; it needs no file and copies nothing.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_gazetteer_builtin(
    out: *mut *mut nw_gazetteer,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: `out` and `error` are NULL or may be written, as the header says.
    unsafe {
        guard(error, || {
            let out = Out::new(out, "out")?;
            out.set(handle(nw_gazetteer { inner: namewire_core::builtin()? }));
            Ok(())
        })
    }
}

/// Opens a compiled file, as nw_builder_write and "namewire gazetteer build" make them.
///
/// The file is mapped, not read: pages are loaded when they are used and shared by all processes that open it.
/// Replace it by renaming a new file over it, as nw_builder_write does; whoever has the old one open keeps it.
/// Overwriting or truncating an open file in place is outside the contract, the operating system may end the process;
/// where that cannot be ruled out, read the file and use nw_gazetteer_from_bytes.
///
/// path: path_len bytes, no NUL among or needed after them; any bytes on Unix, UTF-8 elsewhere.
/// flags: 0 checks all of the file, 56 MB in 4 to 6 ms. NW_OPEN_UNCHECKED checks the header only, some microseconds
/// whatever the size, for files that were checked before: damage further in can make names go missing or carry wrong
/// ids, it cannot crash.
///
/// Errors: NW_STATUS_IO, NW_STATUS_FOREIGN, NW_STATUS_VERSION, NW_STATUS_DAMAGED. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_gazetteer_open(
    path: *const u8,
    path_len: usize,
    flags: u32,
    out: *mut *mut nw_gazetteer,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let out = Out::new(out, "out")?;
            let path = self::path(path, path_len)?;
            known_flags(flags, NW_OPEN_UNCHECKED, "flags")?;
            let inner = match flags & NW_OPEN_UNCHECKED {
                0 => Gazetteer::open(path)?,
                _ => Gazetteer::open_unchecked(path)?,
            };
            out.set(handle(nw_gazetteer { inner }));
            Ok(())
        })
    }
}

/// A gazetteer from the bytes of a compiled file. They are checked and copied; the caller's may go at once.
///
/// The bytes may come from anywhere: hostile ones are refused and cannot crash the process.
///
/// Errors: NW_STATUS_FOREIGN, NW_STATUS_VERSION, NW_STATUS_DAMAGED. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_gazetteer_from_bytes(
    bytes: *const u8,
    len: usize,
    out: *mut *mut nw_gazetteer,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let out = Out::new(out, "out")?;
            let inner = Gazetteer::from_bytes(slice(bytes, len, "bytes")?)?;
            out.set(handle(nw_gazetteer { inner }));
            Ok(())
        })
    }
}

/// Counts what a gazetteer holds. Cost: one pass over its aliases. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_gazetteer_info(
    gazetteer: *const nw_gazetteer,
    out: *mut nw_info,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let gazetteer = shared(gazetteer, "gazetteer")?;
            let out = Out::new(out, "out")?;
            let info = gazetteer.inner.info();
            out.set(nw_info {
                entities: info.entities as u64,
                aliases: info.aliases as u64,
                anywhere: info.anywhere as u64,
                cues: info.cues as u64,
                bytes: info.bytes as u64,
            });
            Ok(())
        })
    }
}

/// The compiled form, to be stored or sent, and read again with nw_gazetteer_from_bytes or, as a file, with
/// nw_gazetteer_open. The bytes belong to the gazetteer and live as long as it does. Copies nothing. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_gazetteer_bytes(
    gazetteer: *const nw_gazetteer,
    out: *mut *const u8,
    out_len: *mut usize,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let bytes = shared(gazetteer, "gazetteer")?.inner.as_bytes();
            let (out, out_len) = (Out::new(out, "out")?, Out::new(out_len, "out_len")?);
            out.set(bytes.as_ptr());
            out_len.set(bytes.len());
            Ok(())
        })
    }
}

/// Frees a gazetteer; NULL is nothing to free. Detectors made from it go on working.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_gazetteer_free(gazetteer: *mut nw_gazetteer) {
    // SAFETY: NULL or a handle of this library that was not freed.
    unsafe { free(gazetteer) }
}
