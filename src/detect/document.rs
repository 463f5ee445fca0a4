//! One text to be read, with what is known about it.

use crate::error::{Error, Result};
use crate::text::{Date, repair};
use std::sync::atomic::{AtomicBool, Ordering};

/// A text, its date, and a flag by which reading it can be cancelled.
///
/// ```
/// use namewire::{Detector, Document};
/// # #[cfg(feature = "builtin")] {
/// let detector = Detector::builtin()?;
/// let document = Document::new("Iran said no.").date("2014-06-26".parse().unwrap());
/// let analysis = detector.detect_document(&document)?;
/// assert_eq!(analysis.iter().next().unwrap().id(), "iso3166:IR");
/// # }
/// # Ok::<(), namewire::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    pub(super) text: Text<'a>,
    pub(super) date: Option<Date>,
    pub(super) cancel: Option<&'a AtomicBool>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Text<'a> {
    Str(&'a str),
    Bytes(&'a [u8]),
}

impl<'a> Document<'a> {
    /// A text.
    pub fn new(text: &'a str) -> Self {
        Document { text: Text::Str(text), date: None, cancel: None }
    }

    /// A text as bytes that ought to be UTF-8. Bad sequences are read as separators, or refused when
    /// [`Options::strict_utf8`](crate::Options::strict_utf8) is set. Byte offsets stay those of `bytes`; code-point
    /// and UTF-16 offsets are those of the text that a lossy decoder makes of them, one U+FFFD a bad sequence.
    pub fn bytes(bytes: &'a [u8]) -> Self {
        Document { text: Text::Bytes(bytes), date: None, cancel: None }
    }

    /// The day the text was written: aliases that hold between dates are checked against it. Without it they hold.
    pub fn date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    /// Reading stops with [`Error::Cancelled`] soon after this flag is raised by another thread.
    pub fn cancel(mut self, flag: &'a AtomicBool) -> Self {
        self.cancel = Some(flag);
        self
    }

    pub(super) fn len(&self) -> usize {
        match self.text {
            Text::Str(s) => s.len(),
            Text::Bytes(b) => b.len(),
        }
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.cancel.is_some_and(|c| c.load(Ordering::Relaxed))
    }

    /// The text as a string, repaired into `buffer` if need be, and how many sequences were bad.
    pub(super) fn read<'b>(&self, strict: bool, buffer: &'b mut String) -> Result<(&'b str, usize)>
    where
        'a: 'b,
    {
        match self.text {
            Text::Str(s) => Ok((s, 0)),
            Text::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(s) => Ok((s, 0)),
                Err(e) if strict => Err(Error::InvalidUtf8 { offset: e.valid_up_to() }),
                Err(_) => {
                    let bad = repair(bytes, buffer);
                    Ok((buffer, bad))
                }
            },
        }
    }
}
