//! Which tokens without a capital may begin a name.
//!
//! Names begin with capitals, so a walk is begun at every capital. For the others (`iPhone`, `al-Shabaab`, `euro`,
//! aliases in any case, Arabic, Han) a bitmap over their first eight bytes tells, without a branch, that a token
//! cannot begin one.

use crate::text::Block;

const LOWER: u64 = 0x2020_2020_2020_2020;
const NON_ASCII: u64 = 0x8080_8080_8080_8080;
/// A full stop, after [`prefix`].
const DOT: u8 = b'.' | 0x20;

/// Words before the bitmap: the set of first bytes, a byte for each low half of a byte and in it a bit for each
/// high half.
const FIRST: usize = 2;

/// The filter: the set of first bytes and a bitmap, a power of two of words; or nothing when no alias may begin
/// without a capital.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SmallStarts<'a> {
    pub bits: &'a [u64],
}

/// The first eight bytes of a token, in lower case, zeros after its end.
#[inline(always)]
fn prefix(word: u64, len: u32) -> u64 {
    let mask = u64::MAX >> (64 - 8 * len.min(8));
    (word | LOWER) & mask
}

#[inline(always)]
fn index(prefix: u64, log2_bits: u32) -> usize {
    // Fibonacci hashing (Knuth, TAOCP 6.4): the high bits of a product with 2^64 / phi.
    (prefix.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - log2_bits)) as usize
}

impl SmallStarts<'_> {
    /// Of the tokens that begin in a block at `base`, those that may begin a name: all with a capital, and of the
    /// others those that the filter lets pass. `ascii` says that the whole text is ASCII.
    #[inline(always)]
    pub(crate) fn starts(self, text: &[u8], base: usize, block: Block, ascii: bool) -> u64 {
        let Some((first, bits)) = self.bits.split_first_chunk::<FIRST>() else { return block.upper };
        let first: &[u8; 16] = bytemuck::cast_ref(first);
        let mut window = [0; 72];
        let near: &[u8; 72] = match text[base..].first_chunk() {
            Some(chunk) => chunk,
            None => {
                let rest = &text[base..];
                window[..rest.len()].copy_from_slice(rest);
                &window
            }
        };
        let wide = !ascii;
        let mut rest = near.first_chunk().map_or(0, |bytes| block.small_among(bytes, first));
        let log2_bits = bits.len().trailing_zeros() + 6;
        let mut pass = block.upper;
        while rest != 0 {
            let at = rest.trailing_zeros();
            rest &= rest - 1;
            let len = block.len_at(at);
            let eight = near[at as usize..].first_chunk().map_or(0, |c| u64::from_le_bytes(*c));
            let prefix = prefix(eight, len);
            let index = index(prefix, log2_bits);
            let mut listed = bits.get(index / 64).map_or(0, |word| word >> (index % 64) & 1);
            // Dots and accents fold away: what such a token is can only be told by its hash.
            listed |= u64::from((prefix >> 8) as u8 == DOT);
            listed |= u64::from(wide && (prefix & NON_ASCII != 0 || len > 8));
            pass |= listed << at;
        }
        pass
    }
}

/// Collects first tokens and makes the filter: 32 bits or more for each of them.
#[derive(Debug, Default)]
pub(crate) struct SmallStartsBuilder {
    /// Some token was allowed.
    listed: bool,
    prefixes: Vec<u64>,
}

impl SmallStartsBuilder {
    /// Lets tokens with this folded form pass, whether dotted (`u.s.`) or not.
    ///
    /// Forms with other than ASCII letters need no bits: such tokens always pass.
    pub(crate) fn allow(&mut self, folded: &str) {
        let mut eight = [0; 8];
        let len = folded.len().min(8);
        eight[..len].copy_from_slice(&folded.as_bytes()[..len]);
        self.listed = true;
        if len > 0 && eight.is_ascii() {
            self.prefixes.push(prefix(u64::from_le_bytes(eight), len as u32));
        }
    }

    /// Lets pass what another lets pass.
    pub(crate) fn append(&mut self, other: Self) {
        self.listed |= other.listed;
        self.prefixes.extend(other.prefixes);
    }

    /// The filter's words, as they are stored.
    pub(crate) fn finish(mut self) -> Vec<u64> {
        self.prefixes.sort_unstable();
        self.prefixes.dedup();
        if !self.listed {
            return Vec::new();
        }
        let bits = (self.prefixes.len() * 32).next_power_of_two().clamp(1 << 12, 1 << 24);
        let mut first = [0u8; 16];
        let mut words = vec![0; FIRST + bits / 64];
        for prefix in self.prefixes {
            let index = index(prefix, bits.trailing_zeros());
            words[FIRST + index / 64] |= 1 << (index % 64);
            let byte = prefix as u8;
            first[usize::from(byte & 15)] |= 1 << (byte >> 4);
        }
        words[..FIRST].copy_from_slice(&bytemuck::cast::<_, [u64; FIRST]>(first));
        words
    }
}

/// A filter that lets pass what either of two lets pass.
///
/// A word count that is no power of two comes from a damaged file: then everything passes.
pub(crate) fn union(a: &[u64], b: &[u64]) -> Vec<u64> {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let Some((small_first, small)) = small.split_first_chunk::<FIRST>() else { return large.to_vec() };
    let Some((large_first, large)) = large.split_first_chunk::<FIRST>() else { return Vec::new() };
    if !small.len().is_power_of_two() || !large.len().is_power_of_two() {
        return vec![u64::MAX; FIRST + 64];
    }
    // The index is the high bits of the product: one bit of the small filter is a run of bits of the large one.
    let run = large.len() / small.len();
    let bit = |index: usize| {
        let index = index / run;
        small[index / 64] >> (index % 64) & 1
    };
    let widened = |word: usize| (0..64).fold(0, |w, i| w | bit(word * 64 + i) << i);
    let first = small_first.iter().zip(large_first).map(|(a, b)| a | b);
    first.chain(large.iter().enumerate().map(|(i, word)| word | widened(i))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TokenMap;

    fn passing(words: &[&str], text: &str) -> Vec<String> {
        let mut builder = SmallStartsBuilder::default();
        words.iter().for_each(|w| builder.allow(w));
        let bits = builder.finish();
        let mut map = TokenMap::default();
        map.scan(text);
        let mut found = Vec::new();
        let mut number = 0;
        while let Some(block) = map.block(number) {
            let mask =
                SmallStarts { bits: &bits }.starts(text.as_bytes(), number * 64, block, map.is_ascii());
            let at = (0..64).filter(|i| mask >> i & 1 != 0).map(|i| number * 64 + i);
            found.extend(at.map(|i| map.next(i).unwrap().of(text).to_owned()));
            number += 1;
        }
        found
    }

    #[test]
    fn only_listed_small_words_pass() {
        assert_eq!(passing(&[], "the Bank of x"), ["Bank"]);
        assert_eq!(passing(&["al", "iphone"], "an al iPhone all iphones"), ["al", "iPhone"]);
        assert_eq!(passing(&["us"], "u.s. us use"), ["u.s.", "us"]);
        let long = format!("{} internationalism x", "w ".repeat(30));
        assert_eq!(passing(&["internationalism"], &long), ["internationalism"]);
        assert_eq!(passing(&["ecole"], "une école ici"), ["école"]);
    }

    #[test]
    fn union_lets_pass_what_either_lets_pass() {
        let filter = |words: &[String]| {
            let mut b = SmallStartsBuilder::default();
            words.iter().for_each(|w| b.allow(w));
            b.finish()
        };
        let few: Vec<String> = (0..3).map(|i| format!("few{i}")).collect();
        let many: Vec<String> = (0..999).map(|i| format!("many{i}")).collect();
        let both = union(&filter(&few), &filter(&many));
        for word in few.iter().chain(&many) {
            let mut eight = [0; 8];
            eight[..word.len()].copy_from_slice(word.as_bytes());
            let log2_bits = (both.len() - FIRST).trailing_zeros() + 6;
            let i = index(prefix(u64::from_le_bytes(eight), word.len() as u32), log2_bits);
            assert_ne!(both[FIRST + i / 64] >> (i % 64) & 1, 0, "{word}");
        }
    }
}
