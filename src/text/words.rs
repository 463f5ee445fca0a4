//! Small word lists of language, read from `data/` when first needed.

use super::fold::{TokenHash, fold, hash_folded, word_hash};

/// A list of folded words, each with what its line says after a tab; kept sorted by the words' hashes.
#[derive(Debug)]
pub struct WordList(Vec<(TokenHash, &'static str)>);

impl WordList {
    /// Reads a list: one word a line, `#` begins a comment line.
    pub fn new(text: &'static str) -> Self {
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let entries = lines.map(|l| l.split_once('\t').unwrap_or((l, "")));
        let mut words: Vec<_> = entries.map(|(w, note)| (hash_folded(fold(w).as_bytes()), note)).collect();
        words.sort_unstable_by_key(|&(hash, _)| hash);
        WordList(words)
    }

    /// True when the list has the word, in any case and with any accents.
    pub fn has(&self, word: &str) -> bool {
        self.note(word).is_some()
    }

    /// What the list says of the word.
    pub fn note(&self, word: &str) -> Option<&'static str> {
        let hash = word_hash(word);
        self.0.binary_search_by_key(&hash, |&(h, _)| h).ok().map(|i| self.0[i].1)
    }
}
