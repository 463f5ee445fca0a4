//! What of a word counts when it is looked up.
//!
//! Folding removes case (Unicode case folding), diacritics, width and compatibility forms (NFKD), dots of
//! initials, invisible characters, and the spelling variants of Arabic alef, yeh, kaf and teh marbuta, tatweel
//! and harakat. Marks that are vowels (Indic, Thai) or that change the consonant (kana) stay.
//!
//! It works token by token; nothing is ever written back into the text.

use super::class::{CharClass, classify};
use std::borrow::Cow;
use unicode_normalization::char::decompose_compatible;

/// Appends the folded form of a character; appends nothing for marks and invisible characters.
pub fn fold_char(c: char, out: &mut String) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '.' => {}
        '\0'..='\x7F' | '\u{4E00}'..='\u{9FFF}' => out.push(c),
        // Cyrillic capitals and small letters without a decomposition.
        'А'..='И' | 'К'..='Я' => out.push(char::from_u32(c as u32 + 32).unwrap_or(c)),
        'а'..='и' | 'к'..='я' => out.push(c),
        _ => decompose_compatible(c, |d| fold_base(d, out)),
    }
}

/// Folds one character of a compatibility decomposition.
fn fold_base(c: char, out: &mut String) {
    if c.is_ascii() {
        if c != '.' {
            out.push(c.to_ascii_lowercase());
        }
        return;
    }
    let ascii = match c {
        'ı' | 'İ' => "i",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        _ => "",
    };
    if !ascii.is_empty() {
        return out.push_str(ascii);
    }
    match c {
        _ if is_diacritic(c) || classify(c) == CharClass::Ignorable => {}
        '\u{640}' => {}
        'ٱ' => out.push('ا'),
        'ى' | 'ی' => out.push('ي'),
        'ک' => out.push('ك'),
        'ة' | 'ہ' | 'ە' => out.push('ه'),
        '\u{660}'..='\u{669}' => out.push((b'0' + (c as u32 - 0x660) as u8) as char),
        '\u{6F0}'..='\u{6F9}' => out.push((b'0' + (c as u32 - 0x6F0) as u8) as char),
        'ς' => out.push('σ'),
        _ => out.extend(c.to_lowercase()),
    }
}

/// Marks that only adorn a letter: Latin, Greek and Cyrillic accents, Hebrew points, Arabic harakat.
fn is_diacritic(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5BD}'
        | '\u{5BF}'
        | '\u{5C1}'..='\u{5C2}'
        | '\u{5C4}'..='\u{5C5}'
        | '\u{5C7}'
        | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E8}'
        | '\u{6EA}'..='\u{6ED}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// The folded form of a token.
///
/// ```
/// use namewire::text::fold::fold;
/// assert_eq!(fold("Čeferin"), "ceferin");
/// assert_eq!(fold("U.S."), "us");
/// assert_eq!(fold("ＩＢＭ"), "ibm");
/// assert_eq!(fold("Straße"), "strasse");
/// assert_eq!(fold("إيران"), fold("ایران"));
/// ```
pub fn fold(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    fold_into(token, &mut out);
    out
}

/// Writes the folded form of a token into `out`, replacing what is there.
pub fn fold_into(token: &str, out: &mut String) {
    out.clear();
    token.chars().for_each(|c| fold_char(c, out));
}

/// True when two tokens fold to the same form.
pub fn same_folded(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii() && b != b'.');
    if plain(a) && plain(b) { a.eq_ignore_ascii_case(b) } else { fold(a) == fold(b) }
}

/// The 64-bit hash of a folded token, by which it is looked up.
///
/// Part of the compiled format: a change of this function or of folding is a change of
/// [`FORMAT_VERSION`](crate::gazetteer::FORMAT_VERSION).
pub type TokenHash = u64;

const K0: u64 = 0x9E37_79B9_7F4A_7C15;
const K1: u64 = 0xE703_7ED1_A0B4_28DB;
const LOWER: u64 = 0x2020_2020_2020_2020;
const NON_ASCII: u64 = 0x8080_8080_8080_8080;

/// Folded multiplication: the two halves of the 128-bit product, as in wyhash (Wang Yi, public domain).
#[inline(always)]
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let p = u128::from(a) * u128::from(b);
    (p >> 64) as u64 ^ p as u64
}

/// Up to eight bytes from `at`, little-endian, the rest zero.
#[inline(always)]
fn load(text: &[u8], at: usize, len: usize) -> u64 {
    if let Some(chunk) = text.get(at..at + 8) {
        let word = u64::from_le_bytes(chunk.try_into().unwrap_or([0; 8]));
        return if len >= 8 { word } else { word & ((1 << (8 * len)) - 1) };
    }
    let mut word = 0;
    for i in (0..len.min(8)).rev() {
        word = word << 8 | u64::from(text[at + i]);
    }
    word
}

/// Hash of the token `text[start..end]`, folding as it goes.
///
/// Takes eight bytes at a time while they are ASCII: letters and digits are put in lower case by setting one
/// bit. Other tokens are folded into `scratch` first.
#[inline(always)]
pub fn token_hash(text: &str, start: usize, end: usize, scratch: &mut String) -> TokenHash {
    let bytes = text.as_bytes();
    let len = end - start;
    let first = load(bytes, start, len);
    if len <= 8 {
        if first & NON_ASCII == 0 && (first >> 8) as u8 != b'.' {
            return mix(first | LOWER & low_bytes(len), K0 ^ len as u64);
        }
        return folded_hash(&text[start..end], scratch);
    }
    if (first >> 8) as u8 == b'.' {
        return folded_hash(&text[start..end], scratch);
    }
    let mut non_ascii = first;
    let mut hash = mix(first | LOWER, K0 ^ len as u64);
    let mut at = start + 8;
    while at < end {
        let rest = end - at;
        let word = load(bytes, at, rest);
        non_ascii |= word;
        hash = mix((word | LOWER & low_bytes(rest)) ^ hash, K1);
        at += 8;
    }
    if non_ascii & NON_ASCII != 0 { folded_hash(&text[start..end], scratch) } else { hash }
}

#[inline(always)]
fn low_bytes(len: usize) -> u64 {
    if len >= 8 { u64::MAX } else { (1 << (8 * len)) - 1 }
}

#[cold]
#[inline(never)]
fn folded_hash(token: &str, scratch: &mut String) -> TokenHash {
    fold_into(token, scratch);
    hash_folded(scratch.as_bytes())
}

/// Hash of a token that is folded already.
pub fn hash_folded(folded: &[u8]) -> TokenHash {
    let len = folded.len();
    let mut hash = mix(load(folded, 0, len), K0 ^ len as u64);
    let mut at = 8;
    while at < len {
        hash = mix(load(folded, at, len - at) ^ hash, K1);
        at += 8;
    }
    hash
}

/// The folded form of a whole name: its folded tokens joined by single spaces.
pub fn fold_name<'a>(name: &'a str, map: &mut super::TokenMap) -> Cow<'a, str> {
    map.scan(name);
    let mut key = String::with_capacity(name.len());
    let mut at = 0;
    while let Some(token) = map.next(at) {
        if !key.is_empty() {
            key.push(' ');
        }
        name[token.start..token.end].chars().for_each(|c| fold_char(c, &mut key));
        at = token.end;
    }
    if key == name { Cow::Borrowed(name) } else { Cow::Owned(key) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds() {
        for (a, b) in [
            ("ISTANBUL", "istanbul"),
            ("İstanbul", "istanbul"),
            ("São", "sao"),
            ("Łódź", "lodz"),
            ("Ёлкин", "елкин"),
            ("ﬁn", "fin"),
            ("اِیران", "ايران"),
            ("مـصر", "مصر"),
            ("٢٠١٤", "2014"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("co\u{AD}operate", "cooperate"),
            ("हिन्दी", "हिन्दी"),
        ] {
            assert_eq!(fold(a), b);
        }
        assert_ne!(fold("が"), fold("か"));
        assert_eq!(fold("が"), fold("か\u{3099}"));
    }

    proptest! {
        #[test]
        fn hash_is_that_of_the_folded_form(word in "[A-Za-z0-9]{1,40}|[\\p{L}\\p{N}]{1,12}|([A-Z]\\.){2,4}", pad in ".{0,9}") {
            let text = format!("{pad}{word}{pad}");
            let mut scratch = String::new();
            let got = token_hash(&text, pad.len(), pad.len() + word.len(), &mut scratch);
            prop_assert_eq!(got, hash_folded(fold(&word).as_bytes()));
        }

        #[test]
        fn folding_twice_changes_nothing(word in "\\w{0,20}") {
            let once = fold(&word);
            prop_assert_eq!(fold(&once), once.clone());
        }

        #[test]
        fn same_folded_is_equality_of_folded_forms(a in "[a-cA-Cé.]{0,3}", b in "[a-cA-Cé.]{0,3}") {
            prop_assert_eq!(same_folded(&a, &b), fold(&a) == fold(&b));
        }
    }
}
