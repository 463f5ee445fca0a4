//! Bytes to tokens: what a word is, how words are compared, where sentences begin.
//!
//! # Overview
//!
//! The text is never copied or rewritten, so every offset is exact. [`TokenMap`] marks, one bit a byte, where
//! tokens stand; [`fold`] says what of a token counts when it is looked up; [`joint`] what may stand between
//! two tokens of one name; [`Sentences`] cuts the text and tells headlines from prose;
//! [`OffsetMap`] turns byte offsets into the host's unit.
//!
//! * A token is a maximal run of letters, marks and digits. In scripts written without spaces (Han, kana,
//!   Thai, Lao, Khmer, Myanmar) each character with its marks is a token. Dotted initials are one token:
//!   `U.S.` is `US`.
//! * ASCII takes a fast path of vector compares, 64 bytes at a time.

mod abbreviation;
mod class;
mod date;
pub mod fold;
pub mod joint;
mod offset;
mod sentence;
mod token;
mod utf8;
mod vector;
mod words;

pub use abbreviation::is_abbreviation;
pub use class::{CharClass, classify};
pub use date::Date;
pub use offset::OffsetMap;
pub use sentence::{Sentence, Sentences, Zone};
pub(crate) use token::Block;
pub use token::{Token, TokenMap};
pub use utf8::repair;
pub(crate) use vector::{equal_mask, prefetch, tuned};
pub use words::WordList;
