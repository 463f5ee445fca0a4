//! The border between C and Rust: what comes in is checked, what goes out is written only on success, and no panic
//! crosses.

use crate::error::{Failure, nw_error};
use crate::status::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What an entry point's body returns.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Runs the body of an entry point; a failure or a panic becomes a status, and an error if the caller wants one.
///
/// # Safety
///
/// `error` is NULL or points to an `nw_error` that may be written.
pub(crate) unsafe fn guard(error: *mut nw_error, body: impl FnOnce() -> Outcome) -> nw_status {
    let failure = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return NW_STATUS_OK,
        Ok(Err(failure)) => failure,
        Err(payload) => Failure::of_panic(payload),
    };
    if !error.is_null() {
        // SAFETY: not NULL, so the caller's to write.
        unsafe { error.write_unaligned(failure.record()) };
    }
    failure.status
}

/// Runs the body of an entry point that has no way to fail; a panic ends it early.
pub(crate) fn guard_void(body: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(body)) {
        std::mem::forget(payload);
    }
}

/// A place for a result, known not to be NULL.
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    pub fn new(at: *mut T, name: &str) -> Outcome<Self> {
        if at.is_null() { Err(Failure::null(name)) } else { Ok(Out(at)) }
    }

    /// # Safety
    ///
    /// The pointer given to [`Out::new`] may be written.
    pub unsafe fn set(self, value: T) {
        // SAFETY: not NULL, and the caller's word.
        unsafe { self.0.write_unaligned(value) };
    }
}

/// A handle that is only read.
///
/// # Safety
///
/// `at` is NULL or a live handle, and nobody changes it meanwhile.
pub(crate) unsafe fn shared<'a, T>(at: *const T, name: &str) -> Outcome<&'a T> {
    // SAFETY: the caller's word.
    unsafe { at.as_ref() }.ok_or_else(|| Failure::null(name))
}

/// A handle that is changed.
///
/// # Safety
///
/// `at` is NULL or a live handle, and nobody else uses it meanwhile.
pub(crate) unsafe fn exclusive<'a, T>(at: *mut T, name: &str) -> Outcome<&'a mut T> {
    // SAFETY: the caller's word.
    unsafe { at.as_mut() }.ok_or_else(|| Failure::null(name))
}

/// A new handle for the caller to free.
pub(crate) fn handle<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Frees a handle made by [`handle`]; NULL is nothing to free.
///
/// # Safety
///
/// `at` is NULL or came from [`handle`] and was not freed.
pub(crate) unsafe fn free<T>(at: *mut T) {
    if !at.is_null() {
        // SAFETY: the caller's word.
        guard_void(|| drop(unsafe { Box::from_raw(at) }));
    }
}

/// Pointer and length as a slice; NULL with 0 is the empty slice.
///
/// # Safety
///
/// `at` is NULL or points to `len` values that stay as they are while the slice is used.
pub(crate) unsafe fn slice<'a, T>(at: *const T, len: usize, name: &str) -> Outcome<&'a [T]> {
    match (at.is_null(), len) {
        (_, 0) => Ok(&[]),
        (true, _) => {
            Err(Failure::new(NW_STATUS_NULL_ARGUMENT, format!("{name} is NULL, but its length is {len}")))
        }
        (_, len) if len > isize::MAX as usize / size_of::<T>() => {
            Err(Failure::invalid(format!("length {len} of {name} is more than memory can hold")))
        }
        // SAFETY: not NULL, not longer than a slice can be, and the caller's word for the rest.
        _ => Ok(unsafe { std::slice::from_raw_parts(at, len) }),
    }
}

/// Pointer and length as a string.
///
/// # Safety
///
/// As for [`slice`].
pub(crate) unsafe fn string<'a>(at: *const u8, len: usize, name: &str) -> Outcome<&'a str> {
    // SAFETY: the caller's word.
    let bytes = unsafe { slice(at, len, name) }?;
    std::str::from_utf8(bytes).map_err(|e| {
        let at = e.valid_up_to();
        let message = format!("{name} is not valid UTF-8: bad sequence at byte {at}");
        Failure::new(NW_STATUS_INVALID_UTF8, message).at(at as u64)
    })
}

/// Pointer and length as a path: any bytes where paths are bytes, UTF-8 elsewhere.
///
/// # Safety
///
/// As for [`slice`].
pub(crate) unsafe fn path<'a>(at: *const u8, len: usize) -> Outcome<&'a std::path::Path> {
    // SAFETY: the caller's word.
    let bytes = unsafe { slice(at, len, "path") }?;
    if bytes.is_empty() {
        return Err(Failure::invalid("path is empty"));
    }
    if let Some(nul) = bytes.iter().position(|&b| b == 0) {
        let message = format!("path contains a NUL at byte {nul} of {len}");
        return Err(Failure::invalid(message).at(nul as u64));
    }
    #[cfg(unix)]
    return Ok(std::path::Path::new(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes)));
    #[cfg(not(unix))]
    // SAFETY: the same bytes once more.
    return unsafe { string(at, len, "path") }.map(std::path::Path::new);
}

/// Refuses flags that this library does not know.
pub(crate) fn known_flags(flags: u32, known: u32, name: &str) -> Outcome {
    match flags & !known {
        0 => Ok(()),
        unknown => Err(Failure::invalid(format!("{name} 0x{flags:x} contains unknown bits 0x{unknown:x}"))),
    }
}

/// Refuses reserved fields that are not zero.
pub(crate) fn reserved(value: u64, name: &str) -> Outcome {
    match value {
        0 => Ok(()),
        value => Err(Failure::invalid(format!("{name} is {value}, it must be 0"))),
    }
}

/// A string followed by a NUL, for callers in C.
#[derive(Debug)]
pub(crate) struct Terminated(Box<[u8]>);

impl Terminated {
    pub fn new(text: &str) -> Self {
        Terminated(text.bytes().chain([0]).collect())
    }

    pub fn as_ptr(&self) -> *const std::ffi::c_char {
        self.0.as_ptr().cast()
    }

    pub fn len(&self) -> usize {
        self.0.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_status() {
        let mut error = Failure::invalid("").record();
        // SAFETY: `error` may be written.
        let status = unsafe { guard(&mut error, || panic!("at {}", 7)) };
        assert_eq!((status, error.status), (NW_STATUS_PANIC, NW_STATUS_PANIC));
        let message: String =
            error.message.iter().take_while(|&&c| c != 0).map(|&c| c as u8 as char).collect();
        assert_eq!(message, "the library panicked: at 7");
    }

    #[test]
    fn a_panic_needs_no_error_record() {
        // SAFETY: NULL is allowed.
        let status = unsafe { guard(std::ptr::null_mut(), || std::panic::panic_any(7)) };
        assert_eq!(status, NW_STATUS_PANIC);
    }
}
