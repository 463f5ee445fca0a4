//! Cue phrases: words that tell what stands beside them. They run on the `aho-corasick` crate.

use super::compiled::View;
use crate::text::TokenMap;
use crate::text::fold::{TokenHash, word_hash};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};
use once_cell::sync::OnceCell;

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
    titles: Vec<String>,
    /// Hashes of the last words of the titles, sorted: most words before a name are none of them.
    last_words: Vec<TokenHash>,
    automaton: OnceCell<Option<AhoCorasick>>,
}

impl CueFinder {
    /// Reads the cues of a gazetteer. The automaton is built when the first last word is met.
    pub(crate) fn new(view: &View<'_>) -> Self {
        let titles =
            view.cues.iter().filter(|c| c.kind == CueKind::Title as u32).map(|c| view.str_ref(c.text));
        let titles: Vec<String> = titles.filter(|t| !t.is_empty()).map(str::to_owned).collect();
        let mut map = TokenMap::default();
        let last_word = |title: &String| {
            map.scan(title);
            let last = map.previous(title.len())?;
            Some(word_hash(last.of(title)))
        };
        let mut last_words: Vec<TokenHash> = titles.iter().filter_map(last_word).collect();
        last_words.sort_unstable();
        last_words.dedup();
        CueFinder { titles, last_words, automaton: OnceCell::new() }
    }

    /// True when a title ends where the name at `start` begins, as in `Gen. Smith`: only a dot, spaces or a line
    /// break lie between.
    pub(crate) fn title_before(&self, text: &str, map: &TokenMap, start: usize) -> bool {
        let Some(last) = map.previous(start) else { return false };
        let gap = text[last.end..start].trim_start_matches('.');
        if gap.is_empty() || gap.len() > 4 || !gap.trim_matches([' ', '\u{A0}', '\n', '\r']).is_empty() {
            return false;
        }
        self.last_words.binary_search(&word_hash(last.of(text))).is_ok() && self.ends_in_title(text, last.end)
    }

    fn ends_in_title(&self, text: &str, end: usize) -> bool {
        let Some(automaton) = self.automaton.get_or_init(|| automaton(&self.titles)) else { return false };
        let from = (end.saturating_sub(REACH)..=end).find(|&i| text.is_char_boundary(i)).unwrap_or(end);
        let bounded = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric());
        let input = Input::new(text).range(from..end);
        automaton.find_overlapping_iter(input).any(|m| m.end() == end && bounded(m.start()))
    }
}

/// The automaton over the titles; a list that the `aho-corasick` crate cannot take counts as none.
fn automaton(titles: &[String]) -> Option<AhoCorasick> {
    // The kind that is built fastest: it reads a few dozen bytes at a time.
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .build(titles)
        .ok()
}
