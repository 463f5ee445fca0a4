//! One possible reading of one stretch of text.

use crate::analysis::{Evidence, Source};

/// A sense of an alias at a place, or a name that the text itself introduced.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The gazetteer, by its place in the order of priority.
    pub view: u32,
    /// The entity's number there.
    pub entity: u32,
    /// The alias's number there, or [`NONE`](crate::analysis::NONE) for names from memory.
    pub alias: u32,
    /// How many tokens the name has.
    pub tokens: u32,
    /// Log-odds of being right, see [`score`](super::score).
    pub odds: f32,
    pub evidence: Evidence,
    pub source: Source,
}

impl Candidate {
    pub(super) fn overlaps(&self, start: u32, end: u32) -> bool {
        self.start < end && start < self.end
    }

    /// The entity as (gazetteer, number).
    pub(super) fn entity_key(&self) -> (u32, u32) {
        (self.view, self.entity)
    }
}
