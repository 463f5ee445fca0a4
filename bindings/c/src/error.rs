//! What went wrong, in words.

use crate::status::*;
use namewire_core::Error;
use std::any::Any;
use std::ffi::c_char;

/// Why a call failed. 512 bytes, filled by value: nothing to free, nothing shared between threads.
///
/// Every function that can fail takes a pointer to one as its last parameter. It may be NULL for callers to whom the
/// status is enough. It is written only when the call fails.
#[repr(C)]
pub struct nw_error {
    /// The status that the call returned.
    pub status: nw_status,
    /// 0.
    pub reserved: u32,
    /// The byte offset or line that the message is about, UINT64_MAX if it is about none.
    pub position: u64,
    /// What is wrong and where, in English: UTF-8, NUL-terminated, cut at a character if it were longer.
    pub message: [c_char; 496],
}

const _: () = assert!(size_of::<nw_error>() == 512);

/// A failure on its way to the caller.
#[derive(Debug)]
pub(crate) struct Failure {
    pub status: nw_status,
    pub position: Option<u64>,
    pub message: String,
}

impl Failure {
    pub fn new(status: nw_status, message: impl Into<String>) -> Self {
        Failure { status, position: None, message: message.into() }
    }

    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(NW_STATUS_INVALID_ARGUMENT, message)
    }

    pub fn null(name: &str) -> Self {
        Self::new(NW_STATUS_NULL_ARGUMENT, format!("{name} is NULL"))
    }

    pub fn at(self, position: u64) -> Self {
        Failure { position: Some(position), ..self }
    }

    /// Says which part of the input the failure is about.
    pub fn within(self, place: std::fmt::Arguments<'_>) -> Self {
        Failure { message: format!("{place}: {}", self.message), ..self }
    }

    pub fn of_panic(payload: Box<dyn Any + Send>) -> Self {
        let text = payload.downcast_ref::<&str>().copied();
        let text =
            text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
        let failure = Self::new(NW_STATUS_PANIC, format!("the library panicked: {text}"));
        // A payload of a type of its own could panic again when dropped.
        std::mem::forget(payload);
        failure
    }

    /// The form that C reads.
    pub fn record(&self) -> nw_error {
        let mut record = nw_error {
            status: self.status,
            reserved: 0,
            position: self.position.unwrap_or(u64::MAX),
            message: [0; 496],
        };
        let mut end = self.message.len().min(record.message.len() - 1);
        while !self.message.is_char_boundary(end) {
            end -= 1;
        }
        for (to, from) in record.message.iter_mut().zip(self.message[..end].bytes()) {
            // A NUL from a list or text would end the message early.
            *to = if from == 0 { b' ' } else { from } as c_char;
        }
        record
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (status, position) = match &error {
            Error::Io { .. } => (NW_STATUS_IO, None),
            Error::InvalidUtf8 { offset } => (NW_STATUS_INVALID_UTF8, Some(*offset as u64)),
            Error::Row(row) => (NW_STATUS_ROW, Some(row.line)),
            Error::Foreign { .. } => (NW_STATUS_FOREIGN, None),
            Error::Version { .. } => (NW_STATUS_VERSION, None),
            Error::Damaged { offset, .. } => (NW_STATUS_DAMAGED, Some(*offset)),
            Error::TooLarge { .. } => (NW_STATUS_TOO_LARGE, None),
            Error::TextTooLong { .. } => (NW_STATUS_TEXT_TOO_LONG, None),
            Error::Cancelled => (NW_STATUS_CANCELLED, None),
            Error::TimedOut { .. } => (NW_STATUS_TIMED_OUT, None),
            _ => (NW_STATUS_INVALID_ARGUMENT, None),
        };
        Failure { status, position, message: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_is_cut_at_a_character() {
        let record = Failure::invalid("é".repeat(400)).record();
        let bytes: Vec<u8> = record.message.iter().take_while(|&&c| c != 0).map(|&c| c as u8).collect();
        assert_eq!(bytes.len(), 494);
        assert!(std::str::from_utf8(&bytes).is_ok());
    }

    #[test]
    fn a_nul_does_not_end_the_message() {
        let record = Failure::invalid("a\0b").record();
        assert_eq!(record.message[..4], [b'a' as c_char, b' ' as c_char, b'b' as c_char, 0]);
    }
}
