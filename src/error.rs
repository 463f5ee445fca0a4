//! What can go wrong, and where: every error names the row, byte, offset or limit that caused it.

use std::path::PathBuf;

/// The result type of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of this library.
///
/// Errors are about input (a text, a list, a compiled file, an option); the library does not panic on
/// bad input. New kinds may be added.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be opened, read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The text is not valid UTF-8 and [`Options::strict_utf8`](crate::Options::strict_utf8) is set.
    #[error("text is not valid UTF-8: bad sequence at byte {offset}")]
    InvalidUtf8 {
        /// Byte offset of the first bad sequence.
        offset: usize,
    },
    /// A row of a source list is wrong and the reader was asked to stop at the first such row.
    #[error("{0}")]
    Row(#[from] RowError),
    /// The data is not a compiled gazetteer at all.
    #[error("not a compiled namewire gazetteer: {what}")]
    Foreign {
        /// What was found instead.
        what: String,
    },
    /// The compiled gazetteer was made by a version this one cannot read.
    #[error(
        "compiled gazetteer has format version {found}, this library reads version {supported}: compile the list again"
    )]
    Version {
        /// The version in the file.
        found: u32,
        /// The version this library reads.
        supported: u32,
    },
    /// The compiled gazetteer is truncated or altered.
    #[error("damaged gazetteer: {what} (at byte {offset})")]
    Damaged {
        /// What is wrong.
        what: String,
        /// Byte offset in the file where it was noticed.
        offset: u64,
    },
    /// The list exceeds a limit of the compiled form.
    #[error("gazetteer too large: {what}")]
    TooLarge {
        /// Which limit.
        what: String,
    },
    /// The text is longer than the detector's limit.
    #[error("text has {len} bytes, the limit is {limit}")]
    TextTooLong {
        /// Bytes in the text.
        len: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The caller's cancel flag was raised; the analysis is empty.
    #[error("cancelled")]
    Cancelled,
    /// The time limit ran out; the analysis is empty.
    #[error("time limit of {limit_ms} ms exceeded")]
    TimedOut {
        /// The limit in milliseconds.
        limit_ms: u64,
    },
    /// An option or argument is out of its range.
    #[error("{0}")]
    InvalidArgument(String),
}

impl Error {
    /// Wraps an operating-system error with the file it is about.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Error::Io { path: path.into(), source }
    }

    pub(crate) fn damaged(what: impl Into<String>, offset: u64) -> Self {
        Error::Damaged { what: what.into(), offset }
    }
}

/// One bad row of a source list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{list}:{line}: {reason}")]
pub struct RowError {
    /// The list's name: a path, or what the caller called it.
    pub list: String,
    /// Line, counted from 1.
    pub line: u64,
    /// What is wrong with the row.
    pub reason: String,
}
