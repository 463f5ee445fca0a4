//! Which library this is.

use std::ffi::c_char;

/// The version of the binary interface. It grows when functions, constants or fields are added.
pub const NW_ABI_VERSION: u32 = 1;

/// The oldest version of the binary interface that this library still serves.
const MINIMUM: u32 = 1;

const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");

/// The library's version, such as "0.1.0": NUL-terminated, never freed.
///
/// It equals NW_VERSION when the program runs with the library whose header it was compiled with.
/// Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn nw_version() -> *const c_char {
    VERSION.as_ptr().cast()
}

/// The version of the binary interface that the library implements. Threads: any.
///
/// A program compiled with the header's NW_ABI_VERSION runs with every library for which
///
///     nw_abi_version_minimum() <= NW_ABI_VERSION && NW_ABI_VERSION <= nw_abi_version()
#[unsafe(no_mangle)]
pub extern "C" fn nw_abi_version() -> u32 {
    NW_ABI_VERSION
}

/// The oldest version of the binary interface that the library still serves. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn nw_abi_version_minimum() -> u32 {
    MINIMUM
}
