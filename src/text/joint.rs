//! What may stand between two tokens of one name, before the first and after the last.
//!
//! Always allowed: spaces (with at most one line break), NBSP, hyphens and dashes without spaces around them,
//! apostrophes, the middle dot that parts foreign names in Chinese and Japanese, a dot after an initial or an
//! abbreviation. Anything else must stand in the alias too (`AT&T`, `S&P 500`, `Washington, D.C.`).

use super::abbreviation::is_abbreviation;
use super::class::{CharClass, classify};

/// The longest stretch between two tokens of one name that is looked at, in bytes.
pub const LONGEST_GAP: usize = 16;

/// True when `gap`, as it stands in the text after the token `before`, may join two tokens that the alias joins
/// by `alias_gap`.
#[inline]
pub fn joins(gap: &str, alias_gap: &str, before: &str) -> bool {
    if gap == " " && alias_gap == " " {
        return true;
    }
    if gap.len() > LONGEST_GAP || breaks(gap) {
        return false;
    }
    if gap == alias_gap {
        return true;
    }
    if gap.contains('.') && !alias_gap.contains('.') && !is_shortened(before, gap) {
        return false;
    }
    significant(gap).eq(significant(alias_gap))
}

/// True for a blank line, and for a dash with a space beside it.
fn breaks(gap: &str) -> bool {
    let lines = gap.matches('\n').count();
    lines > 1
        || gap.contains(['\u{0C}', '\u{2029}'])
        || (gap.chars().any(is_dash) && gap.chars().any(char::is_whitespace))
}

/// True when a dot after this token belongs to it: an initial, or an abbreviation before a space.
fn is_shortened(token: &str, gap: &str) -> bool {
    token.chars().count() == 1 || (gap.ends_with(char::is_whitespace) && is_abbreviation(token))
}

/// The characters of a gap that an alias must share.
fn significant(gap: &str) -> impl Iterator<Item = char> + '_ {
    gap.chars().filter(|&c| !is_joiner(c) && c != '.').map(normal)
}

/// Characters that join two tokens whether or not the alias has them.
pub fn is_joiner(c: char) -> bool {
    c.is_whitespace() || is_dash(c) || is_apostrophe(c) || is_middle_dot(c) || c == '\u{200C}' || {
        !c.is_ascii() && classify(c) == CharClass::Ignorable
    }
}

/// Hyphens, dashes and the minus sign, of any width.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{5BE}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Apostrophes, and the quotes and accents that are typed for them.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2BB}' | '\u{2BC}' | '`' | '´' | '′' | '＇')
}

fn is_middle_dot(c: char) -> bool {
    matches!(c, '·' | '・' | '･' | '‧')
}

/// One form for typographic variants of the same sign.
fn normal(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' | '＂' => '"',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ if is_apostrophe(c) => '\'',
        _ if is_dash(c) => '-',
        _ => c,
    }
}

/// How many bytes after a match belong to it because the alias ends in the signs `tail` (`Yahoo!`, `Inc.`), or
/// `None` when the text does not have them. A dot may be missing in the text unless `exact`.
pub fn tail(after: &str, tail: &str, exact: bool) -> Option<usize> {
    let mut rest = after.chars();
    for want in tail.chars() {
        let mut ahead = rest.clone();
        match ahead.next() {
            Some(c) if normal(c) == normal(want) => rest = ahead,
            _ if want == '.' && !exact => {}
            _ => return None,
        }
    }
    Some(after.len() - rest.as_str().len())
}

/// How many bytes before a match belong to it because the alias begins with the signs `lead` (`@`, `#`, `.`),
/// or `None` when the text does not have them.
pub fn lead(before: &str, lead: &str) -> Option<usize> {
    let mut rest = before.chars();
    for want in lead.chars().rev() {
        if rest.next_back().map(normal) != Some(normal(want)) {
            return None;
        }
    }
    Some(before.len() - rest.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps() {
        for (gap, alias, before, want) in [
            (" ", " ", "New", true),
            ("\n", " ", "New", true),
            ("\r\n ", " ", "New", true),
            ("\n\n", " ", "New", false),
            ("\u{A0}", " ", "New", true),
            ("-", " ", "Rolls", true),
            ("–", "-", "Rolls", true),
            (" - ", " ", "LONDON", false),
            ("’", "'", "O", true),
            (", ", " ", "Paris", false),
            (", ", ", ", "Washington", true),
            ("&", "&", "AT", true),
            (" & ", "&", "AT", true),
            (" ", "&", "AT", false),
            (". ", " ", "St", true),
            (". ", " ", "F", true),
            (".", " ", "St", false),
            (". ", " ", "Paris", false),
            (" ", ". ", "St", true),
            ("", "", "東", true),
            (" (", " ", "A", false),
        ] {
            assert_eq!(joins(gap, alias, before), want, "{gap:?} {alias:?} after {before}");
        }
    }

    #[test]
    fn ends() {
        assert_eq!(tail("! said", "!", false), Some(1));
        assert_eq!(tail(" said", "!", false), None);
        assert_eq!(tail(". The", ".", true), Some(1));
        assert_eq!(tail(" said", ".", false), Some(0));
        assert_eq!(tail(" said", ".", true), None);
        assert_eq!(lead("see @", "@"), Some(1));
        assert_eq!(lead("see ", "@"), None);
        assert_eq!(lead("", ""), Some(0));
    }
}
