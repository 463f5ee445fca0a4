//! What the text says: from a text to its mentions and entities.
//!
//! # Overview
//!
//! 1. **look-up** (`lookup`): every sense of every alias, at every place, shorter ones and overlaps included.
//! 2. **evidence** (`evidence`, `guard`): dates, guards, titles, headlines, sentence starts; each candidate gets
//!    a score (`score`).
//! 3. **resolution** (`resolve`): one reading per stretch of text, by score, priority of the gazetteer, prior,
//!    order; leftmost and longest first.
//! 4. **memory** (`memory`): surnames of persons named in full, acronyms bound by `Long Form (LF)`; then
//!    resolution once more.
//! 5. **report** (`report`): the arrays of the [`Analysis`](crate::Analysis).
//!
//! The same text and options always give the same answer.

mod candidate;
mod detector;
mod document;
mod evidence;
mod guard;
mod live;
mod lookup;
mod memory;
mod options;
mod report;
mod resolve;
mod score;
mod scratch;

pub use detector::{Detector, DetectorBuilder};
pub use document::Document;
pub use live::LiveDetector;
pub use options::Options;
pub use scratch::Scratch;
