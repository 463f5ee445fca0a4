//! Where the bytes of a compiled gazetteer live: in the program, in memory, or in a mapped file.

use crate::error::{Error, Result};
use memmap2::Mmap;
use std::fs::File;
use std::path::Path;

/// The alignment that records need, and that every storage has.
pub(crate) const ALIGNMENT: usize = 64;

/// 64 bytes, aligned as the largest record.
#[repr(C, align(64))]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
pub(crate) struct Line([u8; ALIGNMENT]);

/// Bytes aligned to [`ALIGNMENT`].
pub(crate) enum Storage {
    Static(&'static [u8]),
    Owned { lines: Vec<Line>, len: usize },
    Mapped(Mmap),
}

impl Storage {
    /// Bytes compiled into the program; copied only where they are not aligned.
    pub(crate) fn from_static(bytes: &'static [u8]) -> Self {
        if bytes.as_ptr().align_offset(ALIGNMENT) == 0 {
            Storage::Static(bytes)
        } else {
            Self::copy_of(bytes)
        }
    }

    /// A copy of bytes.
    pub(crate) fn copy_of(bytes: &[u8]) -> Self {
        let mut lines = vec![Line([0; ALIGNMENT]); bytes.len().div_ceil(ALIGNMENT)];
        bytemuck::cast_slice_mut(&mut lines)[..bytes.len()].copy_from_slice(bytes);
        Storage::Owned { lines, len: bytes.len() }
    }

    /// A file, mapped: pages are read when they are used and shared with every process that maps the file.
    pub(crate) fn map(path: &Path) -> Result<Self> {
        let io = |e| Error::io(path, e);
        let file = File::open(path).map_err(io)?;
        if file.metadata().map_err(io)?.len() == 0 {
            return Ok(Self::copy_of(&[]));
        }
        // SAFETY: the map is read-only and private. Changing a mapped file in place is outside the contract
        // (documented at `Gazetteer::open`; our own writer replaces by renaming, which leaves the old file to
        // whoever maps it). Every read is bounds-checked and every string re-checked, so altered contents yield
        // wrong names at worst.
        let map = unsafe { Mmap::map(&file) }.map_err(io)?;
        Ok(Storage::Mapped(map))
    }

    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Storage::Static(bytes) => bytes,
            Storage::Owned { lines, len } => &bytemuck::cast_slice(lines)[..*len],
            Storage::Mapped(map) => map,
        }
    }
}
