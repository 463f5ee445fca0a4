//! Small word lists of language, read from `data/` when first needed.

use super::fold::{TokenHash, fold, hash_folded, word_hash};
use rustc_hash::FxHashMap;

/// A list of folded words, each with what its line says after a tab.
#[derive(Debug)]
pub struct WordList(FxHashMap<TokenHash, &'static str>);

impl WordList {
    /// Reads a list: one word a line, `#` begins a comment line.
    pub fn new(text: &'static str) -> Self {
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let entries = lines.map(|l| l.split_once('\t').unwrap_or((l, "")));
        WordList(entries.map(|(word, note)| (hash_folded(fold(word).as_bytes()), note)).collect())
    }

    /// True when the list has the word, in any case and with any accents.
    pub fn has(&self, word: &str) -> bool {
        self.note(word).is_some()
    }

    /// What the list says of the word.
    pub fn note(&self, word: &str) -> Option<&'static str> {
        self.0.get(&word_hash(word)).copied()
    }
}
