//! The gazetteer that is compiled into the library.
//!
//! The build script compiles `data/` with the library's own builder; here its bytes are used where they are.
//! Nothing is parsed or copied at start-up.

use crate::error::Result;
use crate::gazetteer::Gazetteer;
use once_cell::sync::OnceCell;

/// Aligns the bytes as the records in them need.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/builtin.nwg")));

/// The built-in gazetteer: countries, capitals and cities, regions, nationalities and peoples, organisations, media,
/// persons. Its sources are the lists under `data/`, with their licences in `data/SOURCES.md`.
///
/// Cost: microseconds the first time, a reference count afterwards.
///
/// # Errors
///
/// None in practice: [`Error::Damaged`](crate::Error::Damaged) if the program's own data were altered.
pub fn builtin() -> Result<Gazetteer> {
    static BUILTIN: OnceCell<Gazetteer> = OnceCell::new();
    BUILTIN.get_or_try_init(|| Gazetteer::from_static(&BYTES.0)).cloned()
}
