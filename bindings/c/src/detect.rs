//! Reading texts.

use crate::analysis::nw_analysis;
use crate::boundary::*;
use crate::cancel::nw_cancel;
use crate::detector::nw_detector;
use crate::error::{Failure, nw_error};
use crate::options::{self, growing};
use crate::status::*;
use namewire_core::{Date, Document};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A text and what is known about it. Set size to sizeof(nw_document) and what is not used to 0 (or call
/// nw_document_init).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct nw_document {
    /// sizeof(nw_document).
    pub size: usize,
    /// The text; UTF-8, no NUL needed after it. Nothing of it is kept after the call.
    pub text: *const u8,
    /// Bytes in text. NULL with 0 is the empty text.
    pub text_len: usize,
    /// The day it was written, as the number yyyymmdd; 0 if unknown. Aliases that hold between dates are checked
    /// against it; without it they hold.
    pub date: u32,
    /// 0.
    pub reserved: u32,
    /// Stops the reading when raised by another thread; may be NULL.
    pub cancel: *const nw_cancel,
}

growing!(nw_document { text: std::ptr::null(), text_len: 0, date: 0, reserved: 0, cancel: std::ptr::null() });

/// Reads a text into an analysis; what it held before is gone. After a failure it is empty.
///
/// text: len bytes of UTF-8; NULL with 0 is the empty text. Nothing of it is kept.
///
/// Errors: NW_STATUS_TEXT_TOO_LONG, NW_STATUS_INVALID_UTF8 (only with NW_DETECT_STRICT_UTF8), NW_STATUS_TIMED_OUT.
/// Cost: linear in the text; allocates nothing once the analysis has seen a text as long and as full of names.
/// Threads: any number with one detector, each with an analysis of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_detect(
    detector: *const nw_detector,
    text: *const u8,
    len: usize,
    analysis: *mut nw_analysis,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let analysis = exclusive(analysis, "analysis")?;
            analysis.inner.clear();
            let detector = shared(detector, "detector")?;
            analysis.read(detector, &Document::bytes(text_of(text, len, "text")?))
        })
    }
}

/// Reads a document into an analysis; what it held before is gone. After a failure it is empty.
///
/// Errors: those of nw_detect; NW_STATUS_CANCELLED; NW_STATUS_INVALID_ARGUMENT for a date that is no day;
/// NW_STATUS_OPTIONS_TOO_NEW. Cost and threads: as for nw_detect.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_detect_document(
    detector: *const nw_detector,
    document: *const nw_document,
    analysis: *mut nw_analysis,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let analysis = exclusive(analysis, "analysis")?;
            analysis.inner.clear();
            let detector = shared(detector, "detector")?;
            let document = options::read(document, "document")?;
            analysis.read(detector, &document.parse()?)
        })
    }
}

impl nw_document {
    /// # Safety
    ///
    /// The text is NULL or as long as it says; the flag is NULL or live.
    pub(crate) unsafe fn parse<'a>(&self) -> Outcome<Document<'a>> {
        reserved(self.reserved.into(), "nw_document.reserved")?;
        // SAFETY: the caller's word.
        let (text, cancel) =
            unsafe { (text_of(self.text, self.text_len, "nw_document.text")?, self.cancel.as_ref()) };
        let mut document = Document::bytes(text);
        if self.date != 0 {
            let no_day = || Failure::invalid(format!("date {} is not a day of the form yyyymmdd", self.date));
            document = document.date(Date::from_number(self.date).ok_or_else(no_day)?);
        }
        if let Some(cancel) = cancel {
            document = document.cancel(&cancel.flag);
        }
        Ok(document)
    }
}

/// A text from C; one that no memory could hold is too long rather than invalid.
///
/// # Safety
///
/// `at` is NULL or points to `len` bytes.
unsafe fn text_of<'a>(at: *const u8, len: usize, name: &str) -> Outcome<&'a [u8]> {
    if !at.is_null() && len > isize::MAX as usize {
        return Err(Failure::new(
            NW_STATUS_TEXT_TOO_LONG,
            format!("{name} has {len} bytes, more than memory can hold"),
        ));
    }
    // SAFETY: the caller's word.
    unsafe { slice(at, len, name) }
}

impl nw_analysis {
    /// Reads a document. A panic leaves a handle that can be used again.
    pub(crate) fn read(&mut self, detector: &nw_detector, document: &Document<'_>) -> Outcome {
        let (scratch, inner) = (&mut self.scratch, &mut self.inner);
        let outcome = catch_unwind(AssertUnwindSafe(|| detector.inner.detect_into(document, scratch, inner)));
        if !std::sync::Arc::ptr_eq(&self.names, &detector.names) {
            self.names = detector.names.clone();
        }
        match outcome {
            Ok(outcome) => Ok(outcome?),
            Err(payload) => {
                *self = nw_analysis::default();
                Err(Failure::of_panic(payload))
            }
        }
    }
}
