//! An alias as sequences of token hashes, the paths it takes through the automaton.

use super::automaton::{MAX_TOKENS, Spelling};
use super::start::SmallStartsBuilder;
use crate::text::fold::{TokenHash, fold_into, token_hash};
use crate::text::{Token, TokenMap};

/// How aliases are spelled.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    pub list: Vec<Spelling>,
    /// The hashes of all spellings, one after another.
    pub hashes: Vec<TokenHash>,
    /// First tokens that need no capital.
    pub small: SmallStartsBuilder,
}

impl Spellings {
    pub(super) fn with_capacity(aliases: usize) -> Self {
        Spellings {
            list: Vec::with_capacity(aliases + aliases / 64),
            hashes: Vec::with_capacity(aliases * 2),
            small: SmallStartsBuilder::default(),
        }
    }

    /// Adds the spellings of the aliases that follow.
    pub(super) fn append(&mut self, other: Spellings) {
        let shift = self.hashes.len() as u32;
        self.list.extend(other.list.into_iter().map(|s| Spelling { at: s.at + shift, ..s }));
        self.hashes.extend(other.hashes);
        self.small.append(other.small);
    }

    /// Ends a spelling whose hashes begin at `at`; leaves it out when it is too long.
    fn push(&mut self, alias: u32, at: usize, small: u64) {
        let len = self.hashes.len() - at;
        if len <= MAX_TOKENS {
            self.list.push(Spelling { alias, at: at as u32, len: len as u32, small });
        } else {
            self.hashes.truncate(at);
        }
    }
}

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
    /// (`J. K. Rowling`).
    pub(super) fn spell(&mut self, alias: u32, text: &str, any_case: bool, out: &mut Spellings) {
        self.spell_written(alias, text, any_case, out);
        if text.contains('.') {
            self.spell_parted(alias, text, any_case, out);
            self.spell_joined(alias, text, any_case, out);
        }
    }

    fn spell_written(&mut self, alias: u32, text: &str, any_case: bool, out: &mut Spellings) {
        let at = out.hashes.len();
        self.hashes(text, &mut out.hashes);
        let small = if any_case { u64::MAX } else { small_tokens(text, &self.tokens) };
        out.push(alias, at, small);
        if let Some(first) = self.tokens.first() {
            self.allow(small, first.of(text), out);
        }
    }

    /// Lets the first word of a spelling pass the filter if it needs no capital.
    fn allow(&mut self, small: u64, first: &str, out: &mut Spellings) {
        if small & 1 != 0 {
            fold_into(first, &mut self.scratch);
            out.small.allow(&self.scratch);
        }
    }

    /// `J.K.` becomes `J. K.`; `self.tokens` are the alias's.
    fn spell_parted(&mut self, alias: u32, text: &str, any_case: bool, out: &mut Spellings) {
        let at = out.hashes.len();
        let (mut small, mut count) = (0, 0);
        for token in &self.tokens {
            for part in token.of(text).split('.').filter(|part| !part.is_empty()) {
                out.hashes.push(token_hash(part, 0, part.len(), &mut self.scratch));
                small |= u64::from(!begins_with_capital(part)) << (count % 64);
                count += 1;
            }
        }
        if count == self.tokens.len() {
            out.hashes.truncate(at);
            return;
        }
        let small = if any_case { u64::MAX } else { small };
        out.push(alias, at, small);
        if let Some(first) = self.tokens.first() {
            self.allow(small, first.of(text).split('.').next().unwrap_or(""), out);
        }
    }

    /// `J. K.` becomes `J.K.`.
    fn spell_joined(&mut self, alias: u32, text: &str, any_case: bool, out: &mut Spellings) {
        let joined = join_initials(text);
        if joined.len() != text.len() {
            self.spell_written(alias, &joined, any_case, out);
        }
    }
}

/// Bit `i`: token `i` does not begin with a capital.
fn small_tokens(text: &str, tokens: &[Token]) -> u64 {
    let small = |(i, t): (usize, &Token)| u64::from(!begins_with_capital(&text[t.start..])) << i;
    tokens.iter().take(MAX_TOKENS).enumerate().map(small).fold(0, |all, bit| all | bit)
}

/// The case rules ask for a capital where the alias has one. Title-case letters are none to them.
fn begins_with_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Takes the space out of `J. K.`: between a lone letter with its dot and another.
pub(super) fn join_initials(text: &str) -> String {
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
