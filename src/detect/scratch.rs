//! The buffers of a detection, reused from text to text.

use super::candidate::Candidate;
use super::guard::Words;
use super::memory::Memory;
use super::report::Entities;
use crate::gazetteer::{Confirmer, Scanner};
use crate::text::{OffsetMap, Sentences, TokenMap};

/// Working memory for [`Detector::detect_into`](crate::Detector::detect_into). One thread at a time; once warm,
/// detection allocates nothing.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) repaired: String,
    pub(super) page: Page,
    pub(super) scanner: Scanner,
    pub(super) confirmer: Confirmer,
    pub(super) candidates: Vec<Candidate>,
    pub(super) accepted: Vec<Candidate>,
    pub(super) nested: Vec<Candidate>,
    pub(super) memory: Memory,
    pub(super) offsets: OffsetMap,
    pub(super) entities: Entities,
}

/// What is known of the text before any name is.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub map: TokenMap,
    pub sentences: Sentences,
    pub words: Words,
}

impl Scratch {
    /// Empty buffers; they grow with the texts.
    pub fn new() -> Self {
        Self::default()
    }
}
