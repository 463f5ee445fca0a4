//! Cue phrases: words that tell what stands beside them. They run on the `aho-corasick` crate.

use super::compiled::View;
use aho_corasick::{AhoCorasick, MatchKind};

/// What a phrase is a cue for. Numbers are part of the compiled format.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueKind {
    /// A rank, title or office before a person's name: `Brigadier General`, `Mr`.
    Title = 1,
}

/// The longest cue that is looked for before a name, in bytes.
const REACH: usize = 64;

/// Finds cues beside names.
#[derive(Debug)]
pub(crate) struct CueFinder {
    titles: Option<AhoCorasick>,
}

impl CueFinder {
    /// Builds the finder; a list that the `aho-corasick` crate cannot take counts as none.
    pub(crate) fn new(view: &View<'_>) -> Self {
        let titles: Vec<&str> = view
            .cues
            .iter()
            .filter(|c| c.kind == CueKind::Title as u32)
            .map(|c| view.str_ref(c.text))
            .filter(|t| !t.is_empty())
            .collect();
        if titles.is_empty() {
            return CueFinder { titles: None };
        }
        let titles =
            AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(titles);
        CueFinder { titles: titles.ok() }
    }

    /// True when a title ends where the name at `start` begins, as in `Gen. Smith`: only a dot, spaces or a line
    /// break lie between.
    pub(crate) fn title_before(&self, text: &str, start: usize) -> bool {
        let Some(titles) = &self.titles else { return false };
        let head = text[..start].trim_end_matches([' ', '\u{A0}', '\n', '\r', '.']);
        if start - head.len() > 4 || head.len() == start {
            return false;
        }
        let from = (head.len().saturating_sub(REACH)..=head.len()).find(|&i| head.is_char_boundary(i));
        let window = &head[from.unwrap_or(head.len())..];
        let bounded = |at: usize| !window[..at].ends_with(|c: char| c.is_alphanumeric());
        titles.find_overlapping_iter(window).any(|m| m.end() == window.len() && bounded(m.start()))
    }
}
