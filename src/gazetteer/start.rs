//! Which tokens without a capital may begin a name.
//!
//! Names begin with capitals, so a walk is begun at every capital. For the others (`iPhone`, `al-Shabaab`, `euro`,
//! aliases in any case, Arabic, Han) a bitmap over their first eight bytes tells, without a branch, that a token
//! cannot begin one.

use crate::text::Block;

const LOWER: u64 = 0x2020_2020_2020_2020;
const NON_ASCII: u64 = 0x8080_8080_8080_8080;

/// The filter: a power of two of words, or none when no alias may begin without a capital.
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
        if self.bits.is_empty() {
            return block.upper;
        }
        let mut window = [0; 72];
        let near: &[u8; 72] = match text[base..].first_chunk() {
            Some(chunk) => chunk,
            None => {
                let rest = &text[base..];
                window[..rest.len()].copy_from_slice(rest);
                &window
            }
        };
        let log2_bits = self.bits.len().trailing_zeros() + 6;
        let mut pass = block.upper;
        let mut rest = block.start & !block.upper;
        while rest != 0 {
            let at = rest.trailing_zeros();
            rest &= rest - 1;
            let len = block.len_at(at);
            let eight = near[at as usize..].first_chunk().map_or(0, |c| u64::from_le_bytes(*c));
            let prefix = prefix(eight, len);
            let index = index(prefix, log2_bits);
            let mut listed = self.bits.get(index / 64).map_or(0, |word| word >> (index % 64) & 1);
            if !ascii {
                // Accents fold away: what such a token is can only be told by its hash.
                listed |= u64::from(prefix & NON_ASCII != 0 || len > 8);
            }
            pass |= listed << at;
        }
        pass
    }
}

/// Collects first tokens and makes the filter: 32 bits or more for each of them.
#[derive(Debug, Default)]
pub(crate) struct SmallStartsBuilder {
    prefixes: Vec<u64>,
}

impl SmallStartsBuilder {
    /// Lets tokens with this folded form pass, whether dotted (`u.s.`) or not.
    pub(crate) fn allow(&mut self, folded: &str) {
        self.push(folded.as_bytes());
        if folded.len() > 1 && folded.is_ascii() {
            let dotted: Vec<u8> = folded.bytes().take(4).flat_map(|b| [b, b'.']).collect();
            self.push(&dotted);
            self.push(&dotted[..dotted.len() - 1]);
        }
    }

    fn push(&mut self, folded: &[u8]) {
        let mut eight = [0; 8];
        let len = folded.len().min(8);
        eight[..len].copy_from_slice(&folded[..len]);
        self.prefixes.push(prefix(u64::from_le_bytes(eight), len.max(1) as u32));
    }

    /// The filter's words, as they are stored.
    pub(crate) fn finish(mut self) -> Vec<u64> {
        self.prefixes.sort_unstable();
        self.prefixes.dedup();
        if self.prefixes.is_empty() {
            return Vec::new();
        }
        let bits = (self.prefixes.len() * 32).next_power_of_two().clamp(1 << 12, 1 << 24);
        let mut words = vec![0; bits / 64];
        for prefix in self.prefixes {
            let index = index(prefix, bits.trailing_zeros());
            words[index / 64] |= 1 << (index % 64);
        }
        words
    }
}

/// A filter that lets pass what either of two lets pass.
///
/// A word count that is no power of two comes from a damaged file: then everything passes.
pub(crate) fn union(a: &[u64], b: &[u64]) -> Vec<u64> {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if small.is_empty() {
        return large.to_vec();
    }
    if !small.len().is_power_of_two() || !large.len().is_power_of_two() {
        return vec![u64::MAX; 64];
    }
    // The index is the high bits of the product: one bit of the small filter is a run of bits of the large one.
    let run = large.len() / small.len();
    let bit = |index: usize| {
        let index = index / run;
        small[index / 64] >> (index % 64) & 1
    };
    let widened = |word: usize| (0..64).fold(0, |w, i| w | bit(word * 64 + i) << i);
    large.iter().enumerate().map(|(i, word)| word | widened(i)).collect()
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
            let i =
                index(prefix(u64::from_le_bytes(eight), word.len() as u32), both.len().trailing_zeros() + 6);
            assert_ne!(both[i / 64] >> (i % 64) & 1, 0, "{word}");
        }
    }
}
