//! Where the tokens stand: three bits for every byte of the text.

use super::class::{CharClass, classify};
use super::vector::{Engine, Masks, members, tuned};

/// A token's place in the text, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Token {
    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Never true for a token found in a text.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The token's text.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// The tokens of one text as bitmaps; reusable, and walked by bit operations instead of a list.
///
/// Bit `i` of word `i / 64` stands for byte `i`. Memory: 3 bits a byte of text.
///
/// ```
/// let mut map = namewire::text::TokenMap::default();
/// let text = "The U.S.-led talks";
/// map.scan(text);
/// let words: Vec<&str> = map.iter().map(|t| t.of(text)).collect();
/// assert_eq!(words, ["The", "U.S.", "led", "talks"]);
/// ```
#[derive(Debug, Default)]
pub struct TokenMap {
    /// First bytes of tokens.
    start: Vec<u64>,
    /// Bytes at which a token before them has ended: all but the second and later bytes of tokens.
    stop: Vec<u64>,
    /// First bytes of tokens that begin with a capital.
    upper: Vec<u64>,
    /// Lone letters followed by a dot: candidates for dotted initials.
    initials: Vec<usize>,
    len: usize,
    ascii: bool,
}

/// 64 bytes' worth of bitmaps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block {
    /// Token starts.
    pub start: u64,
    /// Token starts with a capital.
    pub upper: u64,
    stop: u64,
    /// The same for the next block.
    next_stop: u64,
}

impl Block {
    /// Length of the token that begins at bit `at`; 65 for a token of more than 64 bytes.
    #[inline(always)]
    pub(crate) fn len_at(&self, at: u32) -> u32 {
        let ahead = self.stop >> at >> 1 | self.next_stop << (63 - at);
        ahead.trailing_zeros() + 1
    }

    /// Of the tokens without a capital, those whose first byte is in a set or is not ASCII; see [`members`].
    #[inline(always)]
    pub(crate) fn small_among(&self, bytes: &[u8; 64], set: &[u8; 16]) -> u64 {
        self.start & !self.upper & members(bytes, set)
    }
}

/// What the scalar pass carries from one character to the next.
#[derive(Clone, Copy, Default)]
struct Carry {
    /// The character before belongs to a token that a letter may continue.
    open: bool,
    /// The character before belongs to a token, so a mark may continue it.
    marks: bool,
}

impl TokenMap {
    /// Reads a text, replacing what the map held.
    pub fn scan(&mut self, text: &str) {
        tuned(
            #[inline(always)]
            || self.scan_here(text),
        );
    }

    /// [`TokenMap::scan`] for callers that are [`tuned`] themselves.
    #[inline(always)]
    pub(crate) fn scan_here(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.reset(bytes.len());
        let engine = Engine::best();
        let mut carry = Carry::default();
        let mut at = 0;
        while at < bytes.len() {
            let block = at / 64;
            let masks = match bytes[block * 64..].first_chunk::<64>() {
                Some(full) => engine.masks(full),
                None => {
                    let mut padded = [0; 64];
                    padded[..bytes.len() - block * 64].copy_from_slice(&bytes[block * 64..]);
                    engine.masks(&padded)
                }
            };
            if masks.wide == 0 && at % 64 == 0 {
                self.put(bytes, block, masks, &mut carry);
                at += 64;
            } else {
                at = self.scan_wide(text, at, &mut carry);
            }
        }
        if !self.initials.is_empty() {
            self.join_initials(text);
        }
    }

    /// Makes room for a text; one block more than it needs, so that a look ahead never leaves the map.
    ///
    /// What older texts left in the blocks stays there until they are written.
    #[inline(always)]
    fn reset(&mut self, len: usize) {
        let blocks = len / 64 + 2;
        for map in [&mut self.start, &mut self.stop, &mut self.upper] {
            map.resize(blocks, 0);
        }
        self.empty(blocks - 2);
        self.empty(blocks - 1);
        self.initials.clear();
        self.len = len;
        self.ascii = true;
    }

    #[inline(always)]
    fn empty(&mut self, block: usize) {
        (self.start[block], self.stop[block], self.upper[block]) = (0, u64::MAX, 0);
    }

    /// Writes a block of ASCII.
    #[inline(always)]
    fn put(&mut self, bytes: &[u8], block: usize, masks: Masks, carry: &mut Carry) {
        let start = masks.word & !(masks.word << 1 | u64::from(carry.open));
        self.start[block] = start;
        self.stop[block] = start | !masks.word;
        self.upper[block] = start & masks.upper;
        carry.open = masks.word >> 63 != 0;
        carry.marks = carry.open;
        let next_dot = u64::from(bytes.get(block * 64 + 64) == Some(&b'.'));
        // A letter that starts here, with a dot after it.
        let mut initials = start & masks.letter & (masks.dot >> 1 | next_dot << 63);
        while initials != 0 {
            self.initials.push(block * 64 + initials.trailing_zeros() as usize);
            initials &= initials - 1;
        }
    }

    /// Reads the rest of the block at `at`, in which there is more than ASCII, character by character; returns
    /// where the first character after it begins.
    #[inline(never)]
    fn scan_wide(&mut self, text: &str, at: usize, carry: &mut Carry) -> usize {
        self.ascii = false;
        let block = at / 64;
        if at.is_multiple_of(64) {
            self.empty(block);
        }
        // The last character may reach into the next block.
        self.empty(block + 1);
        self.scan_chars(text, at, ((block + 1) * 64).min(text.len()), carry)
    }

    /// Classifies characters from `at` until a character begins at or after `until`; returns where that is.
    fn scan_chars(&mut self, text: &str, mut at: usize, until: usize, carry: &mut Carry) -> usize {
        let mut chars = text[at..].chars().peekable();
        while at < until {
            let Some(c) = chars.next() else { break };
            let class = match classify(c) {
                CharClass::Ignorable => match chars.peek().map(|&n| classify(n)) {
                    Some(CharClass::Word | CharClass::Upper) if carry.open => CharClass::Mark,
                    Some(CharClass::Mark) if carry.marks => CharClass::Mark,
                    _ => CharClass::Other,
                },
                class => class,
            };
            let (word, start) = match class {
                CharClass::Other | CharClass::Ignorable => (false, false),
                CharClass::Word | CharClass::Upper => (true, !carry.open),
                CharClass::Alone => (true, true),
                CharClass::Mark => (carry.marks, false),
            };
            if word {
                (at..at + c.len_utf8()).for_each(|i| clear(&mut self.stop, i));
            }
            if start {
                set(&mut self.start, at);
                set(&mut self.stop, at);
                if class == CharClass::Upper {
                    set(&mut self.upper, at);
                }
                if class != CharClass::Alone && chars.peek() == Some(&'.') && c.is_alphabetic() {
                    self.initials.push(at);
                }
            }
            carry.marks = word;
            carry.open = match class {
                CharClass::Word | CharClass::Upper => true,
                CharClass::Mark => carry.open,
                _ => false,
            };
            at += c.len_utf8();
        }
        at
    }

    /// Makes one token of `U.S.`: single letters, each followed by a dot and the next letter at once.
    fn join_initials(&mut self, text: &str) {
        let initials = std::mem::take(&mut self.initials);
        let mut done = 0;
        for &first in &initials {
            if first < done {
                continue;
            }
            let mut end = self.end(first);
            let mut letters = 1;
            // `end` is the place of the dot after the letters so far.
            while text.as_bytes().get(end) == Some(&b'.') && self.is_lone_letter(text, end + 1) {
                letters += 1;
                clear(&mut self.start, end + 1);
                clear(&mut self.upper, end + 1);
                clear(&mut self.stop, end + 1);
                clear(&mut self.stop, end);
                end = self.end(end + 1);
            }
            if letters > 1 {
                if text.as_bytes().get(end) == Some(&b'.') {
                    clear(&mut self.stop, end);
                    end += 1;
                }
                done = end;
            }
        }
        self.initials = initials;
    }

    fn is_lone_letter(&self, text: &str, at: usize) -> bool {
        if at >= self.len || !bit(&self.start, at) {
            return false;
        }
        let mut chars = text[at..].chars();
        let lone = chars.next().is_some_and(char::is_alphabetic);
        lone && self.end(at) == self.len - chars.as_str().len()
    }

    /// True when the text was all ASCII.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// Length of the text in bytes.
    pub fn text_len(&self) -> usize {
        self.len
    }

    /// One past the last byte of the token that begins at `start`.
    #[inline(always)]
    pub fn end(&self, start: usize) -> usize {
        let ahead = window(&self.stop, start + 1);
        if ahead != 0 { start + 1 + ahead.trailing_zeros() as usize } else { self.far_end(start) }
    }

    /// The end of a token of more than 64 bytes; the end of the text for a start outside it.
    #[cold]
    #[inline(never)]
    fn far_end(&self, start: usize) -> usize {
        let at = start + 1;
        next_bit(&self.stop, at).map_or(self.len, |end| end.min(self.len))
    }

    /// The first token that begins at or after a byte.
    #[inline(always)]
    pub fn next(&self, from: usize) -> Option<Token> {
        let start = self.next_start(from)?;
        Some(Token { start, end: self.end(start) })
    }

    /// Where the first token at or after a byte begins.
    #[inline(always)]
    pub fn next_start(&self, from: usize) -> Option<usize> {
        next_bit(&self.start, from)
    }

    /// How far behind a byte the next token begins: 0 when it begins there, 64 for 64 bytes and more.
    #[inline(always)]
    pub(crate) fn gap(&self, from: usize) -> usize {
        window(&self.start, from).trailing_zeros() as usize
    }

    /// The last token that begins before a byte.
    pub fn previous(&self, before: usize) -> Option<Token> {
        let before = before.min(self.len);
        let mut block = before / 64;
        let mut bits = self.start.get(block)? & ((1 << (before % 64)) - 1);
        while bits == 0 {
            block = block.checked_sub(1)?;
            bits = self.start[block];
        }
        let start = block * 64 + 63 - bits.leading_zeros() as usize;
        Some(Token { start, end: self.end(start) })
    }

    /// True when a token begins at this byte.
    pub fn is_start(&self, at: usize) -> bool {
        at < self.len && bit(&self.start, at)
    }

    /// True when a token that begins with a capital begins at this byte.
    pub fn is_upper(&self, at: usize) -> bool {
        at < self.len && bit(&self.upper, at)
    }

    /// How many tokens begin in a stretch of the text.
    pub fn count(&self, from: usize, to: usize) -> usize {
        count(&self.start, from, to)
    }

    /// How many tokens that begin with a capital begin in a stretch of the text.
    pub fn count_upper(&self, from: usize, to: usize) -> usize {
        count(&self.upper, from, to)
    }

    /// All tokens in text order.
    pub fn iter(&self) -> impl Iterator<Item = Token> + '_ {
        let mut at = 0;
        std::iter::from_fn(move || {
            let token = self.next(at)?;
            at = token.end;
            Some(token)
        })
    }

    /// The bitmaps of one block of 64 bytes; blocks count from 0.
    #[inline(always)]
    pub(crate) fn block(&self, number: usize) -> Option<Block> {
        let &[stop, next_stop] = self.stop.get(number..number + 2)?.first_chunk()?;
        Some(Block { start: *self.start.get(number)?, upper: *self.upper.get(number)?, stop, next_stop })
    }
}

/// The 64 bits from bit `at` on; zeros where the map does not reach.
#[inline(always)]
fn window(map: &[u64], at: usize) -> u64 {
    match map.get(at / 64..at / 64 + 2) {
        Some(&[low, high]) => low >> (at % 64) | high << 1 << (63 - at % 64),
        _ => 0,
    }
}

/// The first bit that is set, from bit `at` on.
#[inline(always)]
fn next_bit(map: &[u64], at: usize) -> Option<usize> {
    let mut block = at / 64;
    let mut bits = map.get(block)? & (u64::MAX << (at % 64));
    while bits == 0 {
        block += 1;
        bits = *map.get(block)?;
    }
    Some(block * 64 + bits.trailing_zeros() as usize)
}

fn bit(map: &[u64], at: usize) -> bool {
    map[at / 64] >> (at % 64) & 1 != 0
}

fn set(map: &mut [u64], at: usize) {
    map[at / 64] |= 1 << (at % 64);
}

fn clear(map: &mut [u64], at: usize) {
    map[at / 64] &= !(1 << (at % 64));
}

fn count(map: &[u64], from: usize, to: usize) -> usize {
    if from >= to || map.is_empty() {
        return 0;
    }
    let (first, last) = (from / 64, (to / 64).min(map.len() - 1));
    let ones = |block: usize| {
        let mut bits = map[block];
        if block == first {
            bits &= u64::MAX << (from % 64);
        }
        if block == to / 64 {
            bits &= (1u64 << (to % 64)) - 1;
        }
        bits.count_ones() as usize
    };
    (first..=last).map(ones).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut map = TokenMap::default();
        map.scan(text);
        map.iter().map(|t| t.of(text)).collect()
    }

    #[test]
    fn tokens() {
        for (text, want) in [
            ("", vec![]),
            ("Iran's", vec!["Iran", "s"]),
            ("the U.S. said", vec!["the", "U.S.", "said"]),
            ("U.S.A, and U.K.'s", vec!["U.S.A", "and", "U.K.", "s"]),
            ("John F. Kennedy", vec!["John", "F", "Kennedy"]),
            ("J.K. Rowling", vec!["J.K.", "Rowling"]),
            ("а.б. И.О. Иванов", vec!["а.б.", "И.О.", "Иванов"]),
            ("3.5 a.b2", vec!["3", "5", "a", "b2"]),
            ("AT&T-led", vec!["AT", "T", "led"]),
            ("東京タワー", vec!["東", "京", "タ", "ワ", "ー"]),
            ("中A国b", vec!["中", "A", "国", "b"]),
            ("ภาษา", vec!["ภ", "า", "ษ", "า"]),
            ("می‌شود", vec!["می", "شود"]),
            ("e\u{301}te\u{301}", vec!["e\u{301}te\u{301}"]),
            ("co\u{AD}op\u{AD} x", vec!["co\u{AD}op", "x"]),
            ("\u{200F}ایران\u{200F}،", vec!["ایران"]),
            ("#Iran @user_name", vec!["Iran", "user", "name"]),
        ] {
            assert_eq!(words(text), want, "{text:?}");
        }
    }

    #[test]
    fn initials_across_a_block_boundary() {
        for pad in 55..70 {
            let text = format!("{} U.S.A. next", "x".repeat(pad));
            assert_eq!(words(&text)[1..], ["U.S.A.", "next"], "{pad}");
        }
    }

    proptest! {
        #[test]
        fn ascii_and_character_passes_agree(text in "[ -~\n]{0,300}") {
            // One non-ASCII character at the end of a block's worth of text sends every block down the slow path.
            let fast = words(&text);
            let mut slow = TokenMap::default();
            let blocks = text.len() / 64 + 1;
            slow.reset(text.len());
            (0..blocks).for_each(|block| slow.empty(block));
            slow.scan_chars(&text, 0, text.len(), &mut Carry::default());
            slow.join_initials(&text);
            prop_assert_eq!(fast, slow.iter().map(|t| t.of(&text)).collect::<Vec<_>>());
        }

        #[test]
        fn walking_back_is_walking_forward(text in "(\\PC|[a-zA-Z. 東]){0,200}") {
            let mut map = TokenMap::default();
            map.scan(&text);
            let forward: Vec<Token> = map.iter().collect();
            let mut back = Vec::new();
            let mut at = text.len();
            while let Some(t) = map.previous(at) {
                back.push(t);
                at = t.start;
            }
            back.reverse();
            prop_assert_eq!(&forward, &back);
            for t in &forward {
                prop_assert!(text.is_char_boundary(t.start) && text.is_char_boundary(t.end) && !t.is_empty());
            }
            prop_assert_eq!(map.count(0, text.len()), forward.len());
        }
    }
}
