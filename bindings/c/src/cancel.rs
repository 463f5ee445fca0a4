//! Stopping a scan from another thread.

use crate::boundary::*;
use crate::error::nw_error;
use crate::status::nw_status;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that stops reading the documents it is given to. Shared by any number of threads. Free it with
/// nw_cancel_free, when no call is using it any more.
pub struct nw_cancel {
    pub(crate) flag: AtomicBool,
}

/// A flag that is not raised. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_cancel_new(out: *mut *mut nw_cancel, error: *mut nw_error) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let out = Out::new(out, "out")?;
            out.set(handle(nw_cancel { flag: AtomicBool::new(false) }));
            Ok(())
        })
    }
}

/// Raises the flag: calls that read documents with it return NW_STATUS_CANCELLED soon, and so do later ones until it
/// is reset. NULL does nothing. Safe in a signal handler. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_cancel_raise(cancel: *const nw_cancel) {
    // SAFETY: NULL or a live handle.
    if let Some(cancel) = unsafe { cancel.as_ref() } {
        cancel.flag.store(true, Ordering::Relaxed);
    }
}

/// Lowers the flag, so that it can be used again. NULL does nothing. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_cancel_reset(cancel: *const nw_cancel) {
    // SAFETY: NULL or a live handle.
    if let Some(cancel) = unsafe { cancel.as_ref() } {
        cancel.flag.store(false, Ordering::Relaxed);
    }
}

/// Frees a flag; NULL is nothing to free. No call may be using it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_cancel_free(cancel: *mut nw_cancel) {
    // SAFETY: NULL or a handle of this library that was not freed.
    unsafe { free(cancel) }
}
