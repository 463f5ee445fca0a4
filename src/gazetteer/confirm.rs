//! Is this really the alias? Letters, gaps and case of a match are compared with the text itself.
//!
//! The automaton compares hashes; a collision, made on purpose or not, must never invent a name. Here the
//! alias's own text decides.

use super::entry::CaseRule;
use crate::text::fold::{fold_char, same_folded};
use crate::text::{Token, TokenMap, joint};

/// A confirmed match: its span in bytes, signs that belong to the alias included, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Confirmed {
    pub start: usize,
    pub end: usize,
    /// The text has the alias letter by letter.
    pub exact: bool,
}

/// Buffers for comparing; one a thread.
#[derive(Debug, Default)]
pub(crate) struct Confirmer {
    map: TokenMap,
    tokens: Vec<Token>,
    left: String,
    right: String,
}

impl Confirmer {
    /// Compares the tokens of a match with an alias. `tokens` is never empty.
    #[inline]
    pub(crate) fn confirm(
        &mut self,
        text: &str,
        tokens: &[Token],
        alias: &str,
        case: CaseRule,
    ) -> Option<Confirmed> {
        match compare_bytes(text, tokens, alias.as_bytes(), case) {
            Compared::Same(confirmed) => Some(confirmed),
            Compared::Other => None,
            Compared::Open => self.compare(text, tokens, alias, case),
        }
    }

    /// Compares word by word: what [`compare_bytes`] leaves open.
    #[cold]
    #[inline(never)]
    pub(crate) fn compare(
        &mut self,
        text: &str,
        tokens: &[Token],
        alias: &str,
        case: CaseRule,
    ) -> Option<Confirmed> {
        self.map.scan(alias);
        self.tokens.clear();
        self.tokens.extend(self.map.iter());
        let words = &self.tokens;
        if words.len() != tokens.len() {
            return self.compare_initials(text, tokens, alias, case);
        }
        for (i, (word, token)) in words.iter().zip(tokens).enumerate() {
            let (a, t) = (word.of(alias), token.of(text));
            if !same_folded(a, t) || !case_agrees(case, a, t) {
                return None;
            }
            if let (Some(next_word), Some(next)) = (words.get(i + 1), tokens.get(i + 1)) {
                let (gap, alias_gap) = (&text[token.end..next.start], &alias[word.end..next_word.start]);
                if !joint::joins(gap, alias_gap, t) {
                    return None;
                }
            }
        }
        self.with_ends(text, tokens, alias, case)
    }

    /// `J. K. Rowling` and `J.K. Rowling`: the same letters, cut into tokens differently.
    fn compare_initials(
        &mut self,
        text: &str,
        tokens: &[Token],
        alias: &str,
        case: CaseRule,
    ) -> Option<Confirmed> {
        let words = &self.tokens;
        self.left.clear();
        self.right.clear();
        words.iter().for_each(|w| w.of(alias).chars().for_each(|c| fold_char(c, &mut self.left)));
        tokens.iter().for_each(|t| t.of(text).chars().for_each(|c| fold_char(c, &mut self.right)));
        let joined = tokens.windows(2).all(|pair| {
            let gap = &text[pair[0].end..pair[1].start];
            joint::joins(gap, " ", pair[0].of(text)) || gap == "."
        });
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return None };
        let whole = &alias[first.start..last.end];
        let span = &text[tokens.first()?.start..tokens.last()?.end];
        let case_fits = case == CaseRule::Any || letters(whole).eq(letters(span));
        (self.left == self.right && joined && case_fits).then_some(())?;
        self.with_ends(text, tokens, alias, case)
    }

    /// Adds the signs before the first and after the last word of the alias; `self.tokens` are the alias's words.
    fn with_ends(&self, text: &str, tokens: &[Token], alias: &str, case: CaseRule) -> Option<Confirmed> {
        let (first, last) = (self.tokens.first()?, self.tokens.last()?);
        let (start, end) = (tokens.first()?.start, tokens.last()?.end);
        let lead = joint::lead(&text[..start], &alias[..first.start])?;
        let tail = joint::tail(&text[end..], &alias[last.end..], case == CaseRule::Exact)?;
        let (start, end) = (start - lead, end + tail);
        Some(Confirmed { start, end, exact: text[start..end] == *alias })
    }
}

/// What comparing bytes tells.
pub(crate) enum Compared {
    Same(Confirmed),
    /// Not this alias.
    Other,
    /// Only [`Confirmer::compare`] can tell.
    Open,
}

/// Compares the bytes of a match with those of an alias, which decides nearly every match; `alias` may come from a
/// damaged file and need not be UTF-8.
#[inline(always)]
pub(crate) fn compare_bytes(text: &str, tokens: &[Token], alias: &[u8], case: CaseRule) -> Compared {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Compared::Other };
    let (start, end) = (first.start, first.start + alias.len());
    let Some(&initial) = alias.first() else { return Compared::Open };
    if case != CaseRule::Any && initial.is_ascii_uppercase() && text.as_bytes()[start].is_ascii_lowercase() {
        return Compared::Other;
    }
    if last.end > end || !text.is_char_boundary(end) {
        return Compared::Open;
    }
    if &text.as_bytes()[start..end] == alias {
        return Compared::Same(Confirmed { start, end, exact: true });
    }
    compare_ascii(text, tokens, end, alias, case)
}

/// The same letters and signs in another case: it remains to look at the case of each word.
fn compare_ascii(text: &str, tokens: &[Token], end: usize, alias: &[u8], case: CaseRule) -> Compared {
    let start = tokens[0].start;
    let span = &text.as_bytes()[start..end];
    if !span.eq_ignore_ascii_case(alias) || !alias.is_ascii() {
        return Compared::Open;
    }
    let agrees = |t: &Token| {
        let at = t.start - start..t.end - start;
        ascii_case_agrees(case, &alias[at.clone()], &span[at])
    };
    match tokens.iter().all(agrees) {
        true => Compared::Same(Confirmed { start, end, exact: false }),
        false => Compared::Other,
    }
}

/// [`case_agrees`] for words that have the same ASCII letters, digits and dots, but for case.
fn ascii_case_agrees(rule: CaseRule, alias: &[u8], word: &[u8]) -> bool {
    match rule {
        CaseRule::Any => true,
        CaseRule::Exact => alias == word,
        CaseRule::Smart => {
            if !alias[0].is_ascii_uppercase() {
                return true;
            }
            if !word[0].is_ascii_uppercase() {
                return false;
            }
            let letters = alias.iter().filter(|b| b.is_ascii_alphabetic()).count();
            let acronym = letters > 1 && !alias.iter().any(u8::is_ascii_lowercase);
            let spoken = letters >= SPOKEN_ACRONYM && !word[1..].iter().any(u8::is_ascii_uppercase);
            !acronym || spoken || !word.iter().any(u8::is_ascii_lowercase)
        }
    }
}

/// Case of each letter, in order.
fn letters(s: &str) -> impl Iterator<Item = bool> + '_ {
    s.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase)
}

/// From how many letters on an acronym may be written like a name (`Nato`, `Unicef`), as the British press does.
const SPOKEN_ACRONYM: usize = 4;

/// True when the case of a word in the text agrees with the alias's word.
pub(crate) fn case_agrees(rule: CaseRule, alias: &str, word: &str) -> bool {
    match rule {
        CaseRule::Any => true,
        CaseRule::Exact => letters(alias).eq(letters(word)),
        CaseRule::Smart => {
            let Some(first) = alias.chars().find(|c| c.is_alphanumeric()) else { return true };
            if !first.is_uppercase() {
                return true;
            }
            let word_first = word.chars().find(|c| c.is_alphanumeric());
            if !word_first.is_some_and(char::is_uppercase) {
                return false;
            }
            let count = alias.chars().filter(|c| c.is_alphabetic()).count();
            let acronym = count > 1 && !alias.chars().any(char::is_lowercase);
            let spoken = count >= SPOKEN_ACRONYM && !word.chars().skip(1).any(char::is_uppercase);
            !acronym || spoken || !word.chars().any(char::is_lowercase)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confirm(text: &str, alias: &str, case: CaseRule) -> Option<String> {
        let mut map = TokenMap::default();
        map.scan(alias);
        let n = map.iter().count();
        map.scan(text);
        let tokens: Vec<Token> = map.iter().take(n).collect();
        let c = Confirmer::default().confirm(text, &tokens, alias, case)?;
        Some(text[c.start..c.end].to_owned())
    }

    #[test]
    fn case_rules() {
        use CaseRule::*;
        for (text, alias, case, want) in [
            ("Iran", "Iran", Smart, true),
            ("IRAN", "Iran", Smart, true),
            ("iran", "Iran", Smart, false),
            ("iran", "Iran", Any, true),
            ("IRAN", "Iran", Exact, false),
            ("Us", "US", Smart, false),
            ("us", "US", Smart, false),
            ("U.S.", "US", Smart, true),
            ("U.S.", "US", Exact, true),
            ("Nato", "NATO", Smart, true),
            ("nato", "NATO", Smart, false),
            ("Who", "WHO", Smart, false),
            ("BANK OF ENGLAND", "Bank of England", Smart, true),
            ("bank of England", "Bank of England", Smart, false),
            ("EBay", "eBay", Smart, true),
            ("Ebay", "eBay", Exact, false),
            ("İstanbul", "Istanbul", Exact, true),
        ] {
            assert_eq!(confirm(text, alias, case).is_some(), want, "{text} {alias} {case:?}");
        }
    }

    #[test]
    fn ends_and_gaps() {
        let smart = |text, alias| confirm(text, alias, CaseRule::Smart);
        assert_eq!(smart("Yahoo! said", "Yahoo!").as_deref(), Some("Yahoo!"));
        assert_eq!(smart("Yahoo said", "Yahoo!"), None);
        assert_eq!(smart("Apple Inc said", "Apple Inc.").as_deref(), Some("Apple Inc"));
        assert_eq!(smart("Apple Inc., said", "Apple Inc.").as_deref(), Some("Apple Inc."));
        assert_eq!(smart("AT&T Corp", "AT&T").as_deref(), Some("AT&T"));
        assert_eq!(smart("AT T Corp", "AT&T"), None);
        assert_eq!(smart("McDonald’s menu", "McDonald's").as_deref(), Some("McDonald’s"));
        assert_eq!(smart("São\u{A0}Paulo", "Sao Paulo").as_deref(), Some("São\u{A0}Paulo"));
        assert_eq!(smart("New\n\nYork", "New York"), None);
    }
}
