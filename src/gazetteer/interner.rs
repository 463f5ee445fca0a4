//! One buffer of strings, in which repeated ones are kept once.

use crate::analysis::StrRef;
use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

#[derive(Debug, Default)]
pub(super) struct Interner {
    buffer: String,
    known: HashTable<StrRef>,
}

impl Interner {
    /// Adds a string that is not expected to come again.
    pub(super) fn push(&mut self, s: &str) -> StrRef {
        let at = StrRef { offset: self.buffer.len() as u32, len: s.len() as u32 };
        self.buffer.push_str(s);
        at
    }

    /// The place of a string, added unless it was interned before.
    pub(super) fn intern(&mut self, s: &str) -> StrRef {
        if s.is_empty() {
            return StrRef::default();
        }
        let hash = xxh3_64(s.as_bytes());
        if let Some(&at) = self.known.find(hash, |&r| get(&self.buffer, r) == s) {
            return at;
        }
        let at = self.push(s);
        let buffer = &self.buffer;
        self.known.insert_unique(hash, at, |&r| xxh3_64(get(buffer, r).as_bytes()));
        at
    }

    pub(super) fn get(&self, at: StrRef) -> &str {
        get(&self.buffer, at)
    }

    pub(super) fn len(&self) -> usize {
        self.buffer.len()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.buffer.as_bytes()
    }

    /// Forgets the strings that end after `len` bytes.
    pub(super) fn truncate(&mut self, len: usize) {
        self.known.retain(|r| (r.offset + r.len) as usize <= len);
        self.buffer.truncate(len);
    }
}

fn get(buffer: &str, at: StrRef) -> &str {
    &buffer[at.offset as usize..(at.offset + at.len) as usize]
}
