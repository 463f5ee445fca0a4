//! The one file of vector code: which of 64 bytes are letters, digits, capitals.
//!
//! Each function has a scalar twin; the choice is made at run time, and a property test holds them to the same
//! answers.

/// Bits of 64 ASCII bytes, bit `i` for byte `i`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Masks {
    /// Letters and digits.
    pub word: u64,
    /// Capital letters.
    pub upper: u64,
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
        m.upper |= u64::from(b.is_ascii_uppercase()) << i;
        m.wide |= u64::from(b >= 0x80) << i;
    }
    m
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn masks_avx2(block: &[u8; 64]) -> Masks {
    let (lo, hi) = (half_avx2(&block[..32]), half_avx2(&block[32..]));
    let join = |a: u32, b: u32| u64::from(a) | u64::from(b) << 32;
    Masks { word: join(lo.0, hi.0), upper: join(lo.1, hi.1), wide: join(lo.2, hi.2) }
}

/// (word, upper, wide) of 32 bytes. Signed compares suffice: bytes from 0x80 on are negative and in no range.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn half_avx2(half: &[u8]) -> (u32, u32, u32) {
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
    let bits = |v| _mm256_movemask_epi8(v) as u32;
    (bits(word), bits(upper), bits(v))
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

/// Asks the CPU to bring `slice[index]` near; does nothing where there is no such element or no such hint.
#[inline(always)]
pub fn prefetch<T>(slice: &[T], index: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(item) = slice.get(index) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch of a valid reference; it reads nothing that the program can see.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(item).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, index);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
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
            prop_assert_eq!(a.upper, b.upper & !b.wide);
        }
    }
}
