//! Structs that grow: each begins with its size, so that older and newer callers are understood.

use crate::boundary::Outcome;
use crate::error::Failure;
use crate::status::*;

/// A struct from C that begins with its own size.
///
/// # Safety
///
/// The type is `repr(C)`, begins with a `usize`, and every bit pattern is one of its values.
pub(crate) unsafe trait Growing: Copy {
    /// The name in messages.
    const NAME: &str;
    /// Where a shorter, older struct may end: where each field but the first begins.
    const FIELDS: &[usize];
    /// What the caller gets who says nothing.
    const DEFAULT: Self;
}

/// Sizes above this are taken for a struct that was never filled in.
const MOST: usize = 4096;

/// The size that the caller's struct says it has, if that can be.
///
/// # Safety
///
/// `at` is not NULL and points to the struct.
pub(crate) unsafe fn size_of_callers<T: Growing>(at: *const T) -> Outcome<usize> {
    // SAFETY: the struct begins with its size.
    let size = unsafe { at.cast::<usize>().read_unaligned() };
    let known = size_of::<T>();
    if size > MOST || (size < known && !T::FIELDS.contains(&size)) {
        let message = format!("size {size} of {} is not possible, sizeof gives {known}", T::NAME);
        return Err(Failure::invalid(message));
    }
    Ok(size)
}

/// Copies a struct in. What an older caller's lacks is completed; what a newer caller's has more must be zero.
///
/// # Safety
///
/// `at` is NULL or points to as many bytes as its size says.
pub(crate) unsafe fn read<T: Growing>(at: *const T, name: &str) -> Outcome<T> {
    if at.is_null() {
        return Err(Failure::null(name));
    }
    // SAFETY: not NULL.
    let size = unsafe { size_of_callers(at) }?;
    let known = size_of::<T>();
    let mut value = T::DEFAULT;
    // SAFETY: both have that many bytes, and every bit pattern is a value.
    unsafe { at.cast::<u8>().copy_to_nonoverlapping((&raw mut value).cast(), size.min(known)) };
    for place in known..size {
        // SAFETY: within the size that the struct says it has.
        let byte = unsafe { at.cast::<u8>().add(place).read() };
        if byte != 0 {
            let message = format!(
                "{} has {size} bytes, this library (version {}) knows {known}, and byte {place} is {byte}, not 0",
                T::NAME,
                env!("CARGO_PKG_VERSION"),
            );
            return Err(Failure::new(NW_STATUS_OPTIONS_TOO_NEW, message).at(place as u64));
        }
    }
    Ok(value)
}

/// Declares a struct of C as one that grows.
macro_rules! growing {
    ($type:ident { $($field:ident: $default:expr),* $(,)? }) => {
        // SAFETY: `repr(C)`, `size` is first, and all fields are numbers or raw pointers.
        unsafe impl $crate::options::Growing for $type {
            const NAME: &str = stringify!($type);
            const FIELDS: &[usize] = &[$(std::mem::offset_of!($type, $field)),*];
            const DEFAULT: Self = $type { size: size_of::<$type>(), $($field: $default),* };
        }
        const _: () = assert!(std::mem::offset_of!($type, size) == 0);
    };
}
pub(crate) use growing;

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem::offset_of;

    #[repr(C)]
    #[derive(Clone, Copy)]
    struct Old {
        size: usize,
        a: u64,
        b: u64,
    }
    growing!(Old { a: 1, b: 2 });

    fn read_words(words: &[u64]) -> Outcome<Old> {
        // SAFETY: the sizes below are those of the arrays.
        unsafe { read(words.as_ptr().cast::<Old>(), "options") }
    }

    #[test]
    fn shorter_is_completed() {
        let old = read_words(&[16, 7]).unwrap();
        assert_eq!((old.a, old.b), (7, 2));
        let oldest = read_words(&[8]).unwrap();
        assert_eq!((oldest.a, oldest.b), (1, 2));
        assert_eq!(offset_of!(Old, b), 16);
    }

    #[test]
    fn longer_must_be_zero() {
        assert_eq!(read_words(&[32, 7, 8, 0]).unwrap().b, 8);
        let failure = read_words(&[32, 7, 8, 1 << 8]).err().unwrap();
        assert_eq!((failure.status, failure.position), (NW_STATUS_OPTIONS_TOO_NEW, Some(25)));
    }

    #[test]
    fn impossible_sizes() {
        for size in [0, 7, 9, 17, 4097, u64::MAX] {
            let failure = read_words(&[size, 0, 0]).err().unwrap();
            assert!(failure.message.contains(&size.to_string()), "{}", failure.message);
        }
    }
}
