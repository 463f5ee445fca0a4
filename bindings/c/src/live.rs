//! A detector that is replaced while others scan.

use crate::boundary::*;
use crate::detector::nw_detector;
use crate::error::nw_error;
use crate::status::nw_status;
use std::sync::{Arc, PoisonError, RwLock};

/// Holds the detector of the moment, so that a new watch-list can be put in place while threads are scanning: each
/// takes the detector for a text or a batch with nw_live_get and frees it when done. A replacement never waits for
/// readers, and readers never see half of one. Shared by any number of threads. Free it with nw_live_free.
pub struct nw_live {
    current: RwLock<Arc<nw_detector>>,
}

/// Begins with a detector. The caller's handle stays the caller's and may be freed at once. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_live_new(
    detector: *const nw_detector,
    out: *mut *mut nw_live,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let detector = nw_detector::another(detector)?;
            let out = Out::new(out, "out")?;
            out.set(handle(nw_live { current: RwLock::new(detector) }));
            Ok(())
        })
    }
}

/// The detector of the moment. Free it with nw_detector_free when done; until then it works, whatever replaces it.
/// Cost: a lock held for the time of a reference count; allocates nothing. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_live_get(
    live: *const nw_live,
    out: *mut *mut nw_detector,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let live = shared(live, "live")?;
            let out = Out::new(out, "out")?;
            let detector = live.current.read().unwrap_or_else(PoisonError::into_inner).clone();
            out.set(Arc::into_raw(detector).cast_mut());
            Ok(())
        })
    }
}

/// Puts another detector in place. Whoever took the old one keeps it; the caller's handle stays the caller's and may
/// be freed at once. Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_live_replace(
    live: *const nw_live,
    detector: *const nw_detector,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let live = shared(live, "live")?;
            let detector = nw_detector::another(detector)?;
            let old = {
                let mut current = live.current.write().unwrap_or_else(PoisonError::into_inner);
                std::mem::replace(&mut *current, detector)
            };
            // Freeing a gazetteer may take a while; the lock is no longer held.
            drop(old);
            Ok(())
        })
    }
}

/// Frees the holder; NULL is nothing to free. Detectors taken from it stay valid until they are freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_live_free(live: *mut nw_live) {
    // SAFETY: NULL or a handle of this library that was not freed.
    unsafe { free(live) }
}
