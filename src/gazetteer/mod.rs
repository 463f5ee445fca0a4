//! What is known: entities, their aliases, and the automaton that finds them.
//!
//! # Overview
//!
//! A [`Builder`] reads lists ([`Format`]) or single [`Entry`] values and compiles them into a [`Gazetteer`]: one
//! block of bytes, used in place, whether it is compiled into the program, held in memory or mapped from a file.
//! A gazetteer is immutable, cheap to clone, and shared by any number of threads.
//!
//! Looking names up costs about one cache line a capitalised word; see [`Gazetteer::find`] for plain dictionary
//! matching and [`Detector`](crate::Detector) for everything else.

mod anywhere;
mod automaton;
mod builder;
mod compiled;
mod confirm;
mod cue;
mod entry;
mod find;
mod info;
mod interner;
mod record;
mod scan;
mod source;
mod spelling;
mod start;
mod storage;

pub use automaton::MAX_TOKENS;
pub use builder::{Builder, MAX_NAME};
pub use compiled::FORMAT_VERSION;
pub use cue::CueKind;
pub use entry::{Alias, CaseRule, Entry, Guards, Role};
pub use find::{Finder, Match};
pub use info::{EntityInfo, Info, Sense};
pub use source::{Format, OnBadRow, ReadOptions, Report};

pub(crate) use anywhere::AnywhereFinder;
pub(crate) use compiled::View;
pub(crate) use confirm::Confirmer;
pub(crate) use cue::CueFinder;
pub(crate) use record::{AliasExtra, AliasRecord};
pub(crate) use scan::{Scanner, Walk};
pub(crate) use start::{SmallStarts, union};

use crate::error::Result;
use compiled::{Check, Layout};
use once_cell::sync::OnceCell;
use std::path::Path;
use std::sync::Arc;
use storage::Storage;

/// A compiled gazetteer. Immutable; a clone shares the same bytes.
#[derive(Clone)]
pub struct Gazetteer {
    inner: Arc<Inner>,
}

struct Inner {
    storage: Storage,
    layout: Layout,
    cues: OnceCell<CueFinder>,
    anywhere: OnceCell<AnywhereFinder>,
}

impl Gazetteer {
    /// Opens a compiled file and checks all of it.
    ///
    /// The file is mapped: its pages are read when they are used, and shared by all processes that open it. Replace
    /// it by renaming a new file over it, as [`Builder::write`] does; the old one then stays valid for whoever has
    /// it open. Overwriting or truncating it in place while it is open is outside the contract: the operating
    /// system may end the process. Where that cannot be ruled out, use [`Gazetteer::from_bytes`].
    ///
    /// Cost: one pass over the file for its checksums: 56 MB in 4 to 6 ms. [`Gazetteer::open_unchecked`] leaves it out.
    ///
    /// # Errors
    ///
    /// [`Error::Io`](crate::Error::Io); [`Error::Foreign`](crate::Error::Foreign),
    /// [`Error::Version`](crate::Error::Version) or [`Error::Damaged`](crate::Error::Damaged), which tell what is
    /// wrong and where.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::checked(Storage::map(path.as_ref())?, Check::Everything)
    }

    /// Opens a compiled file and checks its header only: some microseconds whatever its size.
    ///
    /// For files that were checked before, as by `namewire gazetteer info`. Damage further in can make names go
    /// missing or carry wrong ids; it cannot crash.
    ///
    /// # Errors
    ///
    /// Those of [`Gazetteer::open`].
    pub fn open_unchecked(path: impl AsRef<Path>) -> Result<Self> {
        Self::checked(Storage::map(path.as_ref())?, Check::Header)
    }

    /// A gazetteer from the bytes of a compiled file, which are copied and checked.
    ///
    /// # Errors
    ///
    /// Those of [`Gazetteer::open`] but for `Io`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Self::checked(Storage::copy_of(bytes), Check::Everything)
    }

    /// A gazetteer from bytes compiled into the program: used where they are when aligned to 64 bytes; only the
    /// header is checked.
    ///
    /// # Errors
    ///
    /// Those of [`Gazetteer::open`] but for `Io`.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self> {
        Self::checked(Storage::from_static(bytes), Check::Header)
    }

    fn from_storage(storage: Storage) -> Result<Self> {
        Self::checked(storage, Check::Header)
    }

    fn checked(storage: Storage, check: Check) -> Result<Self> {
        let layout = Layout::of(storage.bytes(), check)?;
        let (cues, anywhere) = (OnceCell::new(), OnceCell::new());
        Ok(Gazetteer { inner: Arc::new(Inner { storage, layout, cues, anywhere }) })
    }

    /// The bytes of the compiled form, as [`Builder::compile`] made them.
    pub fn as_bytes(&self) -> &[u8] {
        self.inner.storage.bytes()
    }

    /// The sections. Every call casts all of them, so take it once a text.
    pub(crate) fn view(&self) -> View<'_> {
        self.inner.layout.view(self.inner.storage.bytes())
    }

    pub(crate) fn cues(&self) -> &CueFinder {
        self.inner.cues.get_or_init(|| CueFinder::new(&self.view()))
    }

    pub(crate) fn anywhere(&self) -> &AnywhereFinder {
        self.inner.anywhere.get_or_init(|| AnywhereFinder::new(&self.view()))
    }
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let view = self.view();
        f.debug_struct("Gazetteer")
            .field("entities", &view.entities.len())
            .field("aliases", &view.aliases.len())
            .field("bytes", &self.as_bytes().len())
            .finish()
    }
}
