//! What the text itself has introduced: surnames of persons named in full, acronyms of long forms.

use super::candidate::Candidate;
use super::detector::Lexicon;
use super::evidence::place;
use super::score;
use super::scratch::Page;
use crate::analysis::{Evidence, NONE, Source};
use crate::text::fold::{TokenHash, same_folded, token_hash};
use crate::text::{Token, TokenMap, WordList};
use once_cell::sync::Lazy;

/// Words that belong to the family name after them (`data/names/particles.txt`).
pub(super) static PARTICLES: Lazy<WordList> =
    Lazy::new(|| WordList::new(include_str!("../../data/names/particles.txt")));
static SUFFIXES: Lazy<WordList> = Lazy::new(|| WordList::new(include_str!("../../data/names/suffixes.txt")));
static CALENDAR: Lazy<WordList> = Lazy::new(|| WordList::new(include_str!("../../data/names/calendar.txt")));

/// A name that stands for an entity in the rest of the text.
#[derive(Debug, Clone, Copy)]
struct Short {
    hash: TokenHash,
    /// The word, where it was introduced.
    word: Token,
    /// From which byte on it holds.
    from: u32,
    /// The candidate that introduced it.
    full: Candidate,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Surname,
    Acronym,
}

/// Buffers of the in-document memory.
#[derive(Debug, Default)]
pub(super) struct Memory {
    shorts: Vec<Short>,
    scratch: String,
}

impl Memory {
    /// Learns from the accepted readings and appends what they license to `candidates`; true if anything changed.
    pub(super) fn recall(
        &mut self,
        text: &str,
        page: &Page,
        lexicon: &Lexicon<'_>,
        accepted: &[Candidate],
        candidates: &mut Vec<Candidate>,
    ) -> bool {
        self.shorts.clear();
        let doubted = doubt_surnames(text, page, lexicon, accepted, candidates);
        for candidate in accepted {
            if lexicon.is_person(candidate) {
                self.learn_surname(text, &page.map, lexicon, candidate);
            } else if candidate.tokens > 1 {
                self.learn_acronym(text, &page.map, candidate, candidates);
            }
        }
        if self.shorts.is_empty() {
            return doubted;
        }
        // Sorted by hash, then by place, so that the latest introduction before a byte is easily found.
        self.shorts.sort_unstable_by_key(|s| (s.hash, s.from, s.word.start));
        self.find_all(text, page, lexicon, accepted, candidates);
        true
    }

    fn learn_surname(&mut self, text: &str, map: &TokenMap, lexicon: &Lexicon<'_>, candidate: &Candidate) {
        if candidate.tokens < 2 || candidate.source != Source::Gazetteer {
            return;
        }
        let (start, end) = (candidate.start as usize, candidate.end as usize);
        let word = match lexicon.family_name(candidate) {
            Some(family) => {
                let mut at = start;
                std::iter::from_fn(|| {
                    let token = map.next(at).filter(|t| t.end <= end)?;
                    at = token.end;
                    Some(token)
                })
                .find(|t| same_folded(t.of(text), family))
            }
            None => last_word(text, map, start, end),
        };
        let Some(word) = word.filter(|w| w.of(text).chars().count() > 1) else { return };
        let hash = token_hash(text, word.start, word.end, &mut self.scratch);
        self.shorts.push(Short { hash, word, from: candidate.end, full: *candidate, kind: Kind::Surname });
    }

    /// `Long Form (LF)` and `LF (Long Form)`.
    fn learn_acronym(&mut self, text: &str, map: &TokenMap, long: &Candidate, candidates: &mut [Candidate]) {
        let (start, end) = (long.start as usize, long.end as usize);
        let Some(acronym) = acronym_after(text, map, end).or_else(|| acronym_before(text, map, start, end))
        else {
            return;
        };
        if !abbreviates(acronym.of(text), &text[start..end]) {
            return;
        }
        for sense in candidates.iter_mut().filter(|c| (c.start, c.end) == (long.start, long.end)) {
            if sense.entity_key() == long.entity_key() && !sense.evidence.has(Evidence::LONG_FORM) {
                sense.evidence |= Evidence::LONG_FORM;
                sense.odds += score::LONG_FORM;
            }
        }
        let hash = token_hash(text, acronym.start, acronym.end, &mut self.scratch);
        // An acronym holds in the whole text: headlines use it before the body explains it.
        self.shorts.push(Short { hash, word: acronym, from: 0, full: *long, kind: Kind::Acronym });
    }

    fn find_all(
        &mut self,
        text: &str,
        page: &Page,
        lexicon: &Lexicon<'_>,
        accepted: &[Candidate],
        candidates: &mut Vec<Candidate>,
    ) {
        let map = &page.map;
        let listed = candidates.len();
        let mut number = 0;
        while let Some(block) = map.block(number) {
            let mut bits = block.upper;
            while bits != 0 {
                let start = number * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let token = Token { start, end: map.end(start) };
                let hash = token_hash(text, token.start, token.end, &mut self.scratch);
                let group = self.shorts.partition_point(|s| s.hash < hash);
                let same =
                    self.shorts[group..].iter().take_while(|s| s.hash == hash && s.from as usize <= start);
                let Some(short) = same.last() else { continue };
                if let Some(found) = recognise(text, page, lexicon, accepted, short, token)
                    && !confirm_listed(lexicon, &mut candidates[..listed], &found)
                {
                    candidates.push(found);
                }
            }
            number += 1;
        }
    }
}

/// Lowers listed surnames that stand in another person's name (`Betty Obama`); true if there was one.
fn doubt_surnames(
    text: &str,
    page: &Page,
    lexicon: &Lexicon<'_>,
    accepted: &[Candidate],
    candidates: &mut [Candidate],
) -> bool {
    let mut doubted = false;
    for alone in accepted.iter().filter(|c| c.tokens == 1 && !c.evidence.has(Evidence::TITLE)) {
        if lexicon.is_person(alone) && is_other_person(text, page, accepted, alone) {
            let from = candidates.partition_point(|c| c.start < alone.start);
            let same = candidates[from..].iter_mut().take_while(|c| c.start == alone.start);
            for sense in same.filter(|c| c.tokens == 1 && lexicon.is_person(c)) {
                sense.odds += score::OTHER_PERSON;
            }
            doubted = true;
        }
    }
    doubted
}

/// Where the gazetteer has the same reading, adds to it what memory knows; false where it has not. `listed` is in
/// text order.
fn confirm_listed(lexicon: &Lexicon<'_>, listed: &mut [Candidate], found: &Candidate) -> bool {
    let from = listed.partition_point(|c| c.start < found.start);
    let entity = lexicon.canonical(found.entity_key());
    let here = listed[from..].iter_mut().take_while(|c| c.start == found.start);
    let same = here.into_iter().find(|c| c.end == found.end && lexicon.canonical(c.entity_key()) == entity);
    let Some(same) = same else { return false };
    same.evidence |= found.evidence;
    same.odds = same.odds.max(found.odds);
    true
}

/// A candidate where a remembered name stands, if nothing around it speaks against it.
fn recognise(
    text: &str,
    page: &Page,
    lexicon: &Lexicon<'_>,
    accepted: &[Candidate],
    short: &Short,
    token: Token,
) -> Option<Candidate> {
    if !same_folded(token.of(text), short.word.of(text)) {
        return None;
    }
    let mut found = Candidate {
        start: token.start as u32,
        end: token.end as u32,
        alias: NONE,
        tokens: 1,
        source: Source::Memory,
        ..short.full
    };
    found.evidence = place(page, found.start);
    match short.kind {
        Kind::Acronym => {
            let small = token.of(text).chars().any(char::is_lowercase);
            if small != short.word.of(text).chars().any(char::is_lowercase) {
                return None;
            }
            found.evidence |= Evidence::ACRONYM;
            found.odds = short.full.odds.max(score::ACRONYM);
        }
        Kind::Surname => {
            found.start = with_particles(text, &page.map, short, token) as u32;
            let title = lexicon.title_before(text, &page.map, found.start as usize);
            if title {
                found.evidence |= Evidence::TITLE;
            } else if is_other_person(text, page, accepted, &found) {
                return None;
            }
            found.evidence |= Evidence::SHORT_FORM;
            found.odds = short.full.odds + score::SHORT_FORM;
        }
    }
    Some(found)
}

/// The last word of a name that is no suffix.
fn last_word(text: &str, map: &TokenMap, start: usize, end: usize) -> Option<Token> {
    let mut at = end;
    loop {
        let token = map.previous(at).filter(|t| t.start > start)?;
        if !SUFFIXES.has(token.of(text)) {
            return Some(token);
        }
        at = token.start;
    }
}

/// Where a surname begins when the particles that stood before it in the full name stand before it here too.
fn with_particles(text: &str, map: &TokenMap, short: &Short, token: Token) -> usize {
    let (mut start, mut model) = (token.start, short.word.start);
    loop {
        let (Some(here), Some(there)) = (map.previous(start), map.previous(model)) else { return start };
        let in_full_name = there.start > short.full.start as usize && there.end + 1 == model;
        let particle = PARTICLES.has(there.of(text)) && same_folded(here.of(text), there.of(text));
        if !in_full_name || !particle || here.end + 1 != start {
            return start;
        }
        (start, model) = (here.start, there.start);
    }
}

/// True when a capitalised neighbour makes it another person's name (`Teresa Kerry`, `Kerry Washington`), as far as
/// capitals prove anything here.
fn is_other_person(text: &str, page: &Page, accepted: &[Candidate], found: &Candidate) -> bool {
    let map = &page.map;
    if found.evidence.0 & (Evidence::TITLE_CASE | Evidence::CAPITALS).0 != 0 {
        return false;
    }
    let known = |t: Token| accepted.iter().any(|a| a.overlaps(t.start as u32, t.end as u32));
    let (start, end) = (found.start as usize, found.end as usize);
    let joined = |t: &Token| match &text[t.end..start] {
        " " => true,
        ". " => t.of(text).chars().count() == 1, // an initial
        _ => false,
    };
    let before =
        map.previous(start).filter(|t| joined(t) && map.is_upper(t.start) && !CALENDAR.has(t.of(text)));
    let first_in_sentence =
        |t: Token| page.sentences.at(t.start).is_some_and(|s| s.start as usize == t.start);
    let after = map.next(end).filter(|t| text[end..t.start] == *" " && map.is_upper(t.start));
    before.is_some_and(|t| !first_in_sentence(t) && !known(t))
        || after.is_some_and(|t| !CALENDAR.has(t.of(text)) && !known(t))
}

/// The one word in brackets that follows a name.
fn acronym_after(text: &str, map: &TokenMap, end: usize) -> Option<Token> {
    let rest = text[end..].trim_start_matches([' ', '\u{A0}']).strip_prefix('(')?;
    let token = map.next(text.len() - rest.len())?;
    let quoted = |s: &str| s.chars().all(|c| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | ' '));
    let (inner, after) = (&text[text.len() - rest.len()..token.start], &text[token.end..]);
    let closes = after.trim_start_matches(['"', '”', '\'', '’', ' ']).starts_with(')');
    (quoted(inner) && closes && is_acronym(token.of(text))).then_some(token)
}

/// The one word before the bracket that a name stands in.
fn acronym_before(text: &str, map: &TokenMap, start: usize, end: usize) -> Option<Token> {
    let head = text[..start].strip_suffix('(')?.trim_end_matches([' ', '\u{A0}']);
    let token = map.previous(head.len() + 1).filter(|t| t.end == head.len())?;
    (text[end..].starts_with(')') && is_acronym(token.of(text))).then_some(token)
}

/// Two to ten characters of which two at least are capitals.
fn is_acronym(word: &str) -> bool {
    (2..=10).contains(&word.chars().count()) && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// True when an acronym can be read off a long form: its letters, from the last to the first, are found in the
/// long form from right to left, and the first begins a word (Schwartz and Hearst, "A simple algorithm for
/// identifying abbreviation definitions in biomedical text", 2003).
fn abbreviates(acronym: &str, long: &str) -> bool {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let mut letters = acronym.chars().rev().filter(|c| c.is_alphanumeric()).map(lower).peekable();
    let mut rest = long.chars();
    while let Some(letter) = letters.next() {
        let first = letters.peek().is_none();
        loop {
            let Some(c) = rest.next_back() else { return false };
            let begins_word = !rest.clone().next_back().is_some_and(char::is_alphanumeric);
            if lower(c) == letter && (!first || begins_word) {
                break;
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms() {
        assert!(abbreviates("ISIL", "Islamic State in Iraq and the Levant"));
        assert!(abbreviates("IAEA", "International Atomic Energy Agency"));
        assert!(abbreviates("U.N.", "United Nations"));
        assert!(!abbreviates("WHO", "United Nations"));
        assert!(!abbreviates("AB", "B"));
    }
}
