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
        let (start, last) = (tokens.first()?.start, tokens.last()?.end);
        let end = start + alias.len();
        let same = text.as_bytes().get(start..end) == Some(alias.as_bytes());
        if same && last <= end && !alias.is_empty() {
            return Some(Confirmed { start, end, exact: true });
        }
        self.compare(text, tokens, alias, case)
    }

    #[cold]
    #[inline(never)]
    fn compare(&mut self, text: &str, tokens: &[Token], alias: &str, case: CaseRule) -> Option<Confirmed> {
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
        self.with_ends(text, tokens, alias)
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
        self.with_ends(text, tokens, alias)
    }

    /// Adds the signs before the first and after the last word of the alias; `self.tokens` are the alias's words.
    fn with_ends(&self, text: &str, tokens: &[Token], alias: &str) -> Option<Confirmed> {
        let (first, last) = (self.tokens.first()?, self.tokens.last()?);
        let (start, end) = (tokens.first()?.start, tokens.last()?.end);
        let lead = joint::lead(&text[..start], &alias[..first.start])?;
        let tail = joint::tail(&text[end..], &alias[last.end..])?;
        let (start, end) = (start - lead, end + tail);
        Some(Confirmed { start, end, exact: text[start..end] == *alias })
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
