//! What of a word counts when it is looked up.
//!
//! Folding removes case (Unicode case folding), diacritics, width and compatibility forms (NFKD), dots of
//! initials, invisible characters, and the spelling variants of Arabic alef, yeh, kaf and teh marbuta, tatweel
//! and harakat. Marks that are vowels (Indic, Thai) or that change the consonant (kana) stay.
//!
//! It works token by token; nothing is ever written back into the text.

use super::class::{CharClass, classify};
use std::cell::RefCell;
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
    thread_local! {
        static BUFFERS: RefCell<(String, String)> = RefCell::default();
    }
    if a.is_ascii() && b.is_ascii() {
        fn letters(s: &str) -> impl Iterator<Item = u8> + '_ {
            s.bytes().filter(|&b| b != b'.').map(|b| b.to_ascii_lowercase())
        }
        return letters(a).eq(letters(b));
    }
    BUFFERS.with_borrow_mut(|(left, right)| {
        fold_into(a, left);
        fold_into(b, right);
        left == right
    })
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

/// Ones for the first `n` bytes of 16 stand at `16 - n`.
const EDGE: [u8; 32] = {
    let mut edge = [0; 32];
    let mut i = 0;
    while i < 16 {
        edge[i] = 0xFF;
        i += 1;
    }
    edge
};

/// Ones for the first `len` bytes (at most 16) of two little-endian words.
#[inline(always)]
fn ones(len: usize) -> [u64; 2] {
    let from = 16 - len.min(16);
    EDGE[from..].first_chunk().map_or([0; 2], words)
}

#[inline(always)]
fn words(bytes: &[u8; 16]) -> [u64; 2] {
    let both = u128::from_le_bytes(*bytes);
    [both as u64, (both >> 64) as u64]
}

/// Sixteen bytes from `at` as two little-endian words; zeros after the end of the text.
#[inline(always)]
fn load(text: &[u8], at: usize) -> [u64; 2] {
    match text.get(at..at + 16).and_then(|near| near.first_chunk()) {
        Some(chunk) => words(chunk),
        None => load_end(text, at),
    }
}

#[cold]
#[inline(never)]
fn load_end(text: &[u8], at: usize) -> [u64; 2] {
    let mut chunk = [0; 16];
    let rest = &text[at.min(text.len())..];
    let len = rest.len().min(16);
    chunk[..len].copy_from_slice(&rest[..len]);
    words(&chunk)
}

/// The hash of a folded token of at most 16 bytes, zeros after its end.
#[inline(always)]
fn short_hash([first, second]: [u64; 2]) -> TokenHash {
    mix(first ^ K0, second ^ K1)
}

/// Hash of the token `text[start..end]`, folding as it goes.
///
/// Takes sixteen bytes at a time while they are ASCII: letters and digits are put in lower case by setting one
/// bit. Nothing in it depends on the length of a token of up to 16 bytes, as a branch would: lengths are not to be
/// foretold. Other tokens are folded into `scratch` first.
#[inline(always)]
pub fn token_hash(text: &str, start: usize, end: usize, scratch: &mut String) -> TokenHash {
    let len = end - start;
    let [first, second] = load(text.as_bytes(), start);
    let [low, high] = ones(len);
    let (first, second) = (first & low, second & high);
    let dotted = (first >> 8) as u8 == b'.';
    if (first | second) & NON_ASCII != 0 || len > 16 || dotted {
        return rare_hash(&text[start..end], [first, second], scratch);
    }
    short_hash([first | LOWER & low, second | LOWER & high])
}

/// The hash of a dotted, long or accented token; the words are its beginning.
#[inline(never)]
fn rare_hash(token: &str, [first, second]: [u64; 2], scratch: &mut String) -> TokenHash {
    let plain = (first | second) & NON_ASCII == 0 && token.len() <= 16;
    if plain {
        // Initials: letters at the even places, dots at the odd ones.
        let letters = squeeze(first) | squeeze(second) << 32;
        let [low, _] = ones(token.len().div_ceil(2));
        return short_hash([letters | LOWER & low, 0]);
    }
    fold_into(token, scratch);
    hash_folded(scratch.as_bytes())
}

/// The bytes at the even places of a word.
#[inline(always)]
fn squeeze(word: u64) -> u64 {
    let x = word & 0x00FF_00FF_00FF_00FF;
    let x = (x | x >> 8) & 0x0000_FFFF_0000_FFFF;
    (x | x >> 16) & 0xFFFF_FFFF
}

/// Hash of a token that is folded already.
pub fn hash_folded(folded: &[u8]) -> TokenHash {
    let mut hash = short_hash(load(folded, 0));
    let mut at = 16;
    while at < folded.len() {
        let [first, second] = load(folded, at);
        hash = mix(first ^ hash, second ^ K1);
        at += 16;
    }
    hash
}

/// Hash of a word by itself; keeps a buffer for the thread, so that it allocates nothing once warm.
pub fn word_hash(word: &str) -> TokenHash {
    thread_local! {
        static BUFFER: RefCell<String> = RefCell::default();
    }
    BUFFER.with_borrow_mut(|buffer| token_hash(word, 0, word.len(), buffer))
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

        /// For Latin letters with accents, folding is canonical decomposition without marks, in lower case.
        #[test]
        fn latin_letters_fold_to_their_base(word in "[A-Za-zÀ-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿĀ-ďĒ-ĥĨ-İĴ-ķĹ-ľŃ-ňŌ-őŔ-ťŨ-ž]{0,12}") {
            use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
            let base: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
            prop_assert_eq!(fold(&word), base.to_lowercase());
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
