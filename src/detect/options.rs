//! How a detector works.

use crate::analysis::OffsetUnit;
use crate::error::{Error, Result};
use std::time::Duration;

/// Options of a [`Detector`](crate::Detector); [`Options::default`] suits most.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The unit of [`Span::start`](crate::Span::start) and `end`. Default: code points.
    pub offsets: OffsetUnit,
    /// Give readings inside other mentions too (`England` in `Bank of England`), flagged. Default: no.
    pub nested: bool,
    /// Mentions below this score are left out; 0 to 1. Default: 0.5.
    pub min_score: f32,
    /// Refuse text that is not valid UTF-8 instead of reading past the bad sequences. Default: no.
    pub strict_utf8: bool,
    /// The longest text, in bytes. Default: 256 MiB; at most 4 GiB less one byte.
    pub max_text: usize,
    /// The most mentions per text; the rest of the text is left unread and
    /// [`Analysis::truncated`](crate::Analysis::truncated) is set. Default: no limit.
    pub max_mentions: usize,
    /// The longest time a text may take, checked every few thousand candidates. Default: no limit.
    pub time_limit: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            offsets: OffsetUnit::default(),
            nested: false,
            min_score: 0.5,
            strict_utf8: false,
            max_text: 256 << 20,
            max_mentions: usize::MAX,
            time_limit: None,
        }
    }
}

impl Options {
    /// Offsets are 32 bits wide.
    pub const LONGEST_TEXT: usize = u32::MAX as usize - 1;

    pub(super) fn check(&self) -> Result<()> {
        if !(0.0..=1.0).contains(&self.min_score) {
            return Err(Error::InvalidArgument(format!(
                "min_score {} is not between 0 and 1",
                self.min_score
            )));
        }
        if self.max_text > Self::LONGEST_TEXT {
            let most = Self::LONGEST_TEXT;
            return Err(Error::InvalidArgument(format!("max_text {} is above {most}", self.max_text)));
        }
        Ok(())
    }
}
