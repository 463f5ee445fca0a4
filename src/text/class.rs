//! What kind of character this is, as far as tokens are concerned.

use unicode_normalization::char::is_combining_mark;

/// The kinds of character that tokens are made of, or that stand between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharClass {
    /// Not part of any token: spaces, punctuation, symbols.
    Other,
    /// A letter or digit of a script written with spaces.
    Word,
    /// A capital or title-case letter.
    Upper,
    /// A character of a script written without spaces: a token by itself.
    Alone,
    /// A combining mark: belongs to the token before it.
    Mark,
    /// Invisible, counts for nothing inside a token: soft hyphen, joiners, direction marks.
    Ignorable,
}

/// The class of a character.
///
/// Modifier apostrophes (U+02BB, U+02BC) are punctuation here, so that `Hawaiʻi` is written like `Hawai'i`.
/// Scripts without spaces are those of Unicode's line-breaking classes ID and SA (UAX #14).
pub fn classify(c: char) -> CharClass {
    if c.is_ascii() {
        return match c {
            'A'..='Z' => CharClass::Upper,
            'a'..='z' | '0'..='9' => CharClass::Word,
            _ => CharClass::Other,
        };
    }
    match c {
        // Latin-1 to Cyrillic: the common case of accented text.
        '\u{AD}' => CharClass::Ignorable,
        '\u{80}'..='\u{A9}' | '\u{AB}'..='\u{B1}' | '\u{B4}' | '\u{B6}'..='\u{B8}' | '\u{BB}' | '\u{BF}' => {
            CharClass::Other
        }
        '\u{D7}' | '\u{F7}' | '\u{2B9}'..='\u{2CF}' => CharClass::Other,
        '\u{2000}'..='\u{200B}' | '\u{2010}'..='\u{2029}' | '\u{202F}'..='\u{205F}' => CharClass::Other,
        '\u{200C}' => CharClass::Other, // ZWNJ parts Persian words as a hyphen does
        '\u{200D}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' => {
            CharClass::Ignorable
        }
        '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' => CharClass::Ignorable,
        _ if is_spaceless(c) => alone_or_mark(c),
        _ if c.is_uppercase() || is_title_case(c) => CharClass::Upper,
        _ if is_combining_mark(c) => CharClass::Mark,
        _ if c.is_alphanumeric() => CharClass::Word,
        _ => CharClass::Other,
    }
}

fn alone_or_mark(c: char) -> CharClass {
    if is_combining_mark(c) {
        CharClass::Mark
    } else if c.is_alphanumeric() {
        CharClass::Alone
    } else {
        CharClass::Other
    }
}

/// Thai to Lao, Myanmar, Khmer, Tai, kana, Han with its extensions, Yi.
fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}'
        | '\u{1950}'..='\u{19DF}'
        | '\u{1A20}'..='\u{1AAF}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{A000}'..='\u{A4CF}'
        | '\u{A9E0}'..='\u{A9FF}'
        | '\u{AA60}'..='\u{AADF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}'
        | '\u{1B000}'..='\u{1B16F}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// The 31 characters of general category Lt.
fn is_title_case(c: char) -> bool {
    matches!(c, '\u{1C5}' | '\u{1C8}' | '\u{1CB}' | '\u{1F2}' | '\u{1F88}'..='\u{1F8F}' | '\u{1F98}'..='\u{1F9F}'
        | '\u{1FA8}'..='\u{1FAF}' | '\u{1FBC}' | '\u{1FCC}' | '\u{1FFC}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        use CharClass::*;
        for (c, class) in [
            ('a', Word),
            ('Z', Upper),
            ('7', Word),
            ('_', Other),
            ('’', Other),
            ('é', Word),
            ('É', Upper),
            ('ª', Word),
            ('Ж', Upper),
            ('ж', Word),
            ('ا', Word),
            ('\u{64B}', Mark),
            ('ـ', Word),
            ('東', Alone),
            ('ア', Alone),
            ('ー', Alone),
            ('ก', Alone),
            ('\u{E35}', Mark),
            ('한', Word),
            ('\u{301}', Mark),
            ('\u{AD}', Ignorable),
            ('\u{200C}', Other),
            ('Ａ', Upper),
            ('٣', Word),
            ('ʼ', Other),
            ('、', Other),
            ('\u{FFFD}', Other),
        ] {
            assert_eq!(classify(c), class, "{c:?}");
        }
    }
}
