//! The outcome of a call, as a number.

use std::ffi::c_char;

/// The outcome of a call: one of NW_STATUS_*. A library newer than the header may return numbers that are not listed
/// here; treat them as failures. Numbers are never reused.
pub type nw_status = i32;

/// It worked; outputs are written.
pub const NW_STATUS_OK: i32 = 0;
/// A pointer that must not be NULL is NULL; the message names the parameter.
pub const NW_STATUS_NULL_ARGUMENT: i32 = 1;
/// A number, flag, size or string is out of its range; the message names it and its value.
pub const NW_STATUS_INVALID_ARGUMENT: i32 = 2;
/// An options struct is longer than this library knows, and its unknown bytes are not zero: the program was compiled
/// with a newer header and asks for something that this library cannot do.
pub const NW_STATUS_OPTIONS_TOO_NEW: i32 = 3;
/// The operating system refused to open, read or write a file; the message names it.
pub const NW_STATUS_IO: i32 = 4;
/// A string or text is not valid UTF-8. Position: the byte where it stops being so.
pub const NW_STATUS_INVALID_UTF8: i32 = 5;
/// A row of a list is wrong; the message gives the list, the line and the reason. Position: the line, from 1.
pub const NW_STATUS_ROW: i32 = 6;
/// The bytes are not a compiled gazetteer.
pub const NW_STATUS_FOREIGN: i32 = 7;
/// The compiled gazetteer has a format version that this library does not read.
pub const NW_STATUS_VERSION: i32 = 8;
/// The compiled gazetteer is truncated or altered. Position: the byte where it was noticed.
pub const NW_STATUS_DAMAGED: i32 = 9;
/// The lists exceed a limit of the compiled form; the message names the limit.
pub const NW_STATUS_TOO_LARGE: i32 = 10;
/// The text is longer than the detector's max_text.
pub const NW_STATUS_TEXT_TOO_LONG: i32 = 11;
/// The document's cancel flag was raised.
pub const NW_STATUS_CANCELLED: i32 = 12;
/// The detector's time limit ran out.
pub const NW_STATUS_TIMED_OUT: i32 = 13;
/// A bug in the library: it panicked, and the panic was stopped here. Handles stay valid; please report the message.
/// (Running out of memory or of stack is not caught: it ends the process.)
pub const NW_STATUS_PANIC: i32 = 14;

const NAMES: [&str; 15] = [
    "ok\0",
    "null argument\0",
    "invalid argument\0",
    "options too new\0",
    "input/output error\0",
    "invalid UTF-8\0",
    "bad row\0",
    "not a compiled gazetteer\0",
    "unsupported format version\0",
    "damaged gazetteer\0",
    "gazetteer too large\0",
    "text too long\0",
    "cancelled\0",
    "timed out\0",
    "panic\0",
];

/// A few words for a status, such as "bad row": NUL-terminated, never freed. A number that is no status gives
/// "unknown status". Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn nw_status_name(status: nw_status) -> *const c_char {
    let name = usize::try_from(status).ok().and_then(|s| NAMES.get(s));
    name.unwrap_or(&"unknown status\0").as_ptr().cast()
}
