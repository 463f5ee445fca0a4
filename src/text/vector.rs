//! The one file of vector code: which of 64 bytes are letters, digits, capitals.
//!
//! Each function has a scalar twin; the choice is made at run time, and a property test holds them to the same
//! answers.

/// Bits of 64 ASCII bytes, bit `i` for byte `i`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Masks {
    /// Letters and digits.
    pub word: u64,
    /// Letters.
    pub letter: u64,
    /// Capital letters.
    pub upper: u64,
    /// Full stops.
    pub dot: u64,
    /// Bytes of 0x80 and above; when there are any, the other masks say nothing of them.
    pub wide: u64,
}

/// How blocks are classified on this CPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    /// One byte at a time; the compiler may vectorise it.
    Scalar,
    /// 32 bytes at a time.
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Engine {
    /// The best engine for this CPU. Cheap: the answer of `cpuid` is cached by the standard library.
    pub(super) fn best() -> Engine {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            return Engine::Avx2;
        }
        Engine::Scalar
    }

    #[inline(always)]
    pub(super) fn masks(self, block: &[u8; 64]) -> Masks {
        match self {
            Engine::Scalar => masks_scalar(block),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `Engine::best` makes this variant only after the CPU was found to have AVX2.
            Engine::Avx2 => unsafe { masks_avx2(block) },
        }
    }
}

pub(super) fn masks_scalar(block: &[u8; 64]) -> Masks {
    let mut m = Masks::default();
    for (i, &b) in block.iter().enumerate() {
        m.word |= u64::from(b.is_ascii_alphanumeric()) << i;
        m.letter |= u64::from(b.is_ascii_alphabetic()) << i;
        m.upper |= u64::from(b.is_ascii_uppercase()) << i;
        m.dot |= u64::from(b == b'.') << i;
        m.wide |= u64::from(b >= 0x80) << i;
    }
    m
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn masks_avx2(block: &[u8; 64]) -> Masks {
    let (lo, hi) = (half_avx2(&block[..32]), half_avx2(&block[32..]));
    let join = |i: usize| u64::from(lo[i]) | u64::from(hi[i]) << 32;
    Masks { word: join(0), letter: join(1), upper: join(2), dot: join(3), wide: join(4) }
}

/// Words, letters, capitals, dots and wide bytes among 32 bytes. Signed compares suffice: bytes from 0x80 on are
/// negative and in no range.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn half_avx2(half: &[u8]) -> [u32; 5] {
    use std::arch::x86_64::*;
    assert!(half.len() == 32);
    // SAFETY: 32 readable bytes, asserted above; the load has no alignment requirement.
    let v = unsafe { _mm256_loadu_si256(half.as_ptr().cast()) };
    let within = |v, first: u8, last: u8| {
        let above = _mm256_cmpgt_epi8(v, _mm256_set1_epi8(first as i8 - 1));
        let below = _mm256_cmpgt_epi8(_mm256_set1_epi8(last as i8 + 1), v);
        _mm256_and_si256(above, below)
    };
    let upper = within(v, b'A', b'Z');
    let letter = within(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), b'a', b'z');
    let word = _mm256_or_si256(letter, within(v, b'0', b'9'));
    let dot = _mm256_cmpeq_epi8(v, _mm256_set1_epi8(b'.' as i8));
    [word, letter, upper, dot, v].map(|v| _mm256_movemask_epi8(v) as u32)
}

/// Runs `work` compiled for the CPU at hand: inlined into a function that may use AVX2 and the bit instructions of
/// the same generation where the CPU has them, and as it is elsewhere.
#[inline(always)]
pub fn tuned<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
        fn modern<R>(work: impl FnOnce() -> R) -> R {
            work()
        }
        use std::arch::is_x86_feature_detected as has;
        if has!("avx2") && has!("bmi1") && has!("bmi2") && has!("lzcnt") && has!("popcnt") {
            // SAFETY: the CPU was just found to have these features.
            return unsafe { modern(work) };
        }
    }
    work()
}

/// Which of eight numbers equal `wanted`, bit `i` for number `i`.
#[inline(always)]
pub fn equal_mask(numbers: &[u32; 8], wanted: u32) -> u32 {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::*;
        // SAFETY: SSE2 is part of x86-64; both loads lie inside the array and need no alignment.
        unsafe {
            let wanted = _mm_set1_epi32(wanted as i32);
            let low = _mm_cmpeq_epi32(_mm_loadu_si128(numbers.as_ptr().cast()), wanted);
            let high = _mm_cmpeq_epi32(_mm_loadu_si128(numbers.as_ptr().add(4).cast()), wanted);
            let packed = _mm_packs_epi16(_mm_packs_epi32(low, high), _mm_setzero_si128());
            _mm_movemask_epi8(packed) as u32
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    equal_mask_scalar(numbers, wanted)
}

#[cfg(any(test, not(target_arch = "x86_64")))]
fn equal_mask_scalar(numbers: &[u32; 8], wanted: u32) -> u32 {
    numbers.iter().rev().fold(0, |mask, &n| mask << 1 | u32::from(n == wanted))
}

/// Asks the CPU to bring `slice[index]` near; does nothing where there is no such hint.
///
/// The index is not compared with the length: a hint about any address is harmless, and a compare would cost more
/// than the hint.
#[inline(always)]
pub fn prefetch<T>(slice: &[T], index: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch of an address that need not be valid: it neither faults nor reads anything that the
        // program can see.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(slice.as_ptr().wrapping_add(index).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, index);
}

/// Which of 64 bytes are in a set of ASCII bytes, or are not ASCII; bit `i` for byte `i`.
///
/// Bit `b >> 4` of `set[b & 15]` says that the byte `b` is in the set.
#[inline(always)]
pub fn members(block: &[u8; 64], set: &[u8; 16]) -> u64 {
    #[cfg(target_arch = "x86_64")]
    if Engine::best() == Engine::Avx2 {
        // SAFETY: the CPU was just found to have AVX2.
        return unsafe { members_avx2(block, set) };
    }
    members_scalar(block, set)
}

fn members_scalar(block: &[u8; 64], set: &[u8; 16]) -> u64 {
    let member = |b: u8| b >= 0x80 || set[usize::from(b & 15)] >> (b >> 4) & 1 != 0;
    block.iter().rev().fold(0, |mask, &b| mask << 1 | u64::from(member(b)))
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn members_avx2(block: &[u8; 64], set: &[u8; 16]) -> u64 {
    use std::arch::x86_64::*;
    let half = |half: &[u8]| {
        assert!(half.len() == 32);
        // SAFETY: 32 and 16 readable bytes; neither load has an alignment requirement.
        let (v, set) = unsafe {
            let set = _mm_loadu_si128(set.as_ptr().cast());
            (_mm256_loadu_si256(half.as_ptr().cast()), _mm256_broadcastsi128_si256(set))
        };
        let low = _mm256_set1_epi8(15);
        let row = _mm256_shuffle_epi8(set, _mm256_and_si256(v, low));
        // Column `n` of the set is bit `n`: 1, 2, 4 … 128 by the high half of the byte; 0 from 0x80 on.
        let columns =
            _mm256_setr_epi64x(0x8040_2010_0804_0201u64 as i64, 0, 0x8040_2010_0804_0201u64 as i64, 0);
        let column = _mm256_shuffle_epi8(columns, _mm256_and_si256(_mm256_srli_epi16::<4>(v), low));
        let absent = _mm256_cmpeq_epi8(_mm256_and_si256(row, column), _mm256_setzero_si256());
        !_mm256_movemask_epi8(absent) as u32 | _mm256_movemask_epi8(v) as u32
    };
    u64::from(half(&block[..32])) | u64::from(half(&block[32..])) << 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn members_agree(bytes in proptest::collection::vec(any::<u8>(), 64), set in any::<[u8; 16]>()) {
            let block: &[u8; 64] = bytes.as_slice().try_into().unwrap();
            prop_assert_eq!(members(block, &set), members_scalar(block, &set));
        }

        #[test]
        fn equal_masks_agree(numbers in proptest::array::uniform8(0u32..4), wanted in 0u32..4) {
            prop_assert_eq!(equal_mask(&numbers, wanted), equal_mask_scalar(&numbers, wanted));
        }

        #[test]
        fn vector_and_scalar_agree(bytes in proptest::collection::vec(any::<u8>(), 64)) {
            let block: &[u8; 64] = bytes.as_slice().try_into().unwrap();
            let (a, b) = (masks_scalar(block), Engine::best().masks(block));
            prop_assert_eq!(a.wide, b.wide);
            prop_assert_eq!(a.word, b.word & !b.wide);
            prop_assert_eq!(a.letter, b.letter & !b.wide);
            prop_assert_eq!(a.upper, b.upper & !b.wide);
            prop_assert_eq!(a.dot, b.dot);
        }
    }
}
