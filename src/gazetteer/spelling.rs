//! An alias as sequences of token hashes, the paths it takes through the automaton.

use super::start::SmallStartsBuilder;
use crate::text::fold::{TokenHash, fold_into, token_hash};
use crate::text::{Token, TokenMap};

#[derive(Debug, Default)]
pub(super) struct Speller {
    map: TokenMap,
    tokens: Vec<Token>,
    scratch: String,
}

impl Speller {
    fn scan(&mut self, text: &str) {
        self.map.scan(text);
        self.tokens.clear();
        self.tokens.extend(self.map.iter());
    }

    /// How many tokens a text has.
    pub(super) fn count(&mut self, text: &str) -> usize {
        self.map.scan(text);
        self.map.count(0, text.len())
    }

    /// Appends the hashes of a text's tokens and returns how many there are.
    pub(super) fn hashes(&mut self, text: &str, out: &mut Vec<TokenHash>) -> usize {
        self.scan(text);
        let scratch = &mut self.scratch;
        out.extend(self.tokens.iter().map(|t| token_hash(text, t.start, t.end, scratch)));
        self.tokens.len()
    }

    /// Spells an alias: as it is written and, where it has initials, with them joined (`J.K. Rowling`) or parted
    /// (`J. K. Rowling`). `each` is given the place and number of the hashes of each spelling.
    pub(super) fn spell(
        &mut self,
        text: &str,
        any_case: bool,
        small: &mut SmallStartsBuilder,
        hashes: &mut Vec<TokenHash>,
        mut each: impl FnMut(u32, u32),
    ) {
        let at = hashes.len();
        let len = self.hashes(text, hashes);
        each(at as u32, len as u32);
        let Some(first) = self.tokens.first() else { return };
        if any_case || !self.map.is_upper(first.start) {
            fold_into(first.of(text), &mut self.scratch);
            small.allow(&self.scratch);
        }
        if text.contains('.') {
            self.spell_initials(text, hashes, each);
        }
    }

    fn spell_initials(&mut self, text: &str, hashes: &mut Vec<TokenHash>, mut each: impl FnMut(u32, u32)) {
        let parted = hashes.len();
        for token in &self.tokens {
            if token.of(text).contains('.') {
                for letter in token.of(text).split('.').filter(|l| !l.is_empty()) {
                    hashes.push(token_hash(letter, 0, letter.len(), &mut self.scratch));
                }
            } else {
                hashes.push(token_hash(text, token.start, token.end, &mut self.scratch));
            }
        }
        let len = hashes.len() - parted;
        if len != self.tokens.len() && len <= super::MAX_TOKENS {
            each(parted as u32, len as u32);
        } else {
            hashes.truncate(parted);
        }
        // "J. K." with a space between becomes "J.K.".
        let closed = join_initials(text);
        if closed.len() != text.len() {
            let joined = hashes.len();
            let len = self.hashes(&closed, hashes);
            each(joined as u32, len as u32);
        }
    }
}

/// Takes the space out of `J. K.`: between a lone letter with its dot and another.
fn join_initials(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let initial = |w: &str| w.ends_with('.') && w.chars().count() == 2 && w.starts_with(char::is_alphabetic);
    let mut out = String::with_capacity(text.len());
    for (i, word) in words.iter().enumerate() {
        if i > 0 && !(initial(words[i - 1]) && initial(word)) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
