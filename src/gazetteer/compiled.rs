//! The compiled form: a header, sections of fixed-width records, checksums.
//!
//! # Layout
//!
//! | bytes | what |
//! |---|---|
//! | 0..8 | the letters `NAMEWIRE` |
//! | 8..12 | format version |
//! | 12..16 | `0x01020304`, to tell byte order |
//! | 16..24 | length of the file |
//! | 24..32 | seed of the automaton |
//! | 32..40 | XXH3 of the header and section table, with this field zero |
//! | 64.. | section table: offset and length of each section, in bytes |
//! | … | sections, each at a multiple of 64; the last holds the XXH3 of every [`CHUNK`] of the file's contents |
//!
//! The same list gives the same bytes on every CPU of one byte order. The file is used in place; nothing is
//! parsed when it is opened.

use super::automaton::{Automaton, Node};
use super::record::*;
use super::start;
use super::storage::ALIGNMENT;
use crate::analysis::StrRef;
use crate::error::{Error, Result};
use bytemuck::Pod;
use xxhash_rust::xxh3::xxh3_64;

/// Version of the compiled form. A file of another version is refused.
pub const FORMAT_VERSION: u32 = 1;

const MAGIC: [u8; 8] = *b"NAMEWIRE";
const BYTE_ORDER: u32 = 0x0102_0304;
const HEADER: usize = 64;
/// Contents are checksummed in pieces of this many bytes, so that damage is located.
const CHUNK: usize = 1 << 20;
/// From this size on, the checksums are compared by two threads.
const PARALLEL: usize = 8 << 20;

/// The sections, in file order. Numbers are part of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Section {
    Strings,
    Labels,
    Subtypes,
    Entities,
    EntityExtras,
    Attributes,
    Roles,
    Ids,
    Aliases,
    AliasExtras,
    Guards,
    Phrases,
    PhraseHashes,
    Root,
    Inner,
    Nodes,
    Lists,
    Anywhere,
    Cues,
    SmallStarts,
    Checksums,
}

const SECTIONS: usize = Section::Checksums as usize + 1;
const TABLE_END: usize = HEADER + SECTIONS * 16;

/// Writes sections one after another.
pub(crate) struct Writer {
    bytes: Vec<u8>,
    table: [(u64, u64); SECTIONS],
}

impl Writer {
    pub(crate) fn with_capacity(contents: usize) -> Self {
        let mut bytes =
            Vec::with_capacity(contents + TABLE_END + SECTIONS * ALIGNMENT + contents / CHUNK * 8 + 64);
        bytes.resize(TABLE_END.next_multiple_of(ALIGNMENT), 0);
        Writer { bytes, table: [(0, 0); SECTIONS] }
    }

    pub(crate) fn section<T: Pod>(&mut self, section: Section, records: &[T]) {
        self.bytes.resize(self.bytes.len().next_multiple_of(ALIGNMENT), 0);
        let contents: &[u8] = bytemuck::cast_slice(records);
        self.table[section as usize] = (self.bytes.len() as u64, contents.len() as u64);
        self.bytes.extend_from_slice(contents);
    }

    /// Adds checksums and header and returns the file.
    pub(crate) fn finish(mut self, seed: u64) -> Vec<u8> {
        self.bytes.resize(self.bytes.len().next_multiple_of(ALIGNMENT), 0);
        let contents = &self.bytes[TABLE_END..];
        let sums: Vec<u64> = contents.chunks(CHUNK).map(xxh3_64).collect();
        self.section(Section::Checksums, &sums);
        let mut header = Vec::with_capacity(TABLE_END);
        header.extend_from_slice(&MAGIC);
        header.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        header.extend_from_slice(&BYTE_ORDER.to_le_bytes());
        header.extend_from_slice(&(self.bytes.len() as u64).to_le_bytes());
        header.extend_from_slice(&seed.to_le_bytes());
        header.resize(HEADER, 0);
        for (offset, len) in self.table {
            header.extend_from_slice(&offset.to_le_bytes());
            header.extend_from_slice(&len.to_le_bytes());
        }
        let sum = header_sum(&header, bytemuck::cast_slice(&sums));
        header[32..40].copy_from_slice(&sum.to_le_bytes());
        self.bytes[..TABLE_END].copy_from_slice(&header);
        self.bytes
    }
}

/// Checksum of header, section table and the checksum section; bytes 32..40 count as zero.
fn header_sum(header: &[u8], sums: &[u8]) -> u64 {
    let mut copy = header[..TABLE_END].to_vec();
    copy[32..40].fill(0);
    copy.extend_from_slice(sums);
    xxh3_64(&copy)
}

/// Where the sections of a checked file are.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    table: [(usize, usize); SECTIONS],
    seed: u64,
}

/// How much of a file is checked before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    /// Header, section table and every byte of the contents.
    Everything,
    /// Header and section table.
    Header,
}

impl Layout {
    pub(crate) fn of(bytes: &[u8], check: Check) -> Result<Layout> {
        let foreign = |what: &str| Err(Error::Foreign { what: what.to_owned() });
        if bytes.is_empty() {
            return foreign("the file is empty");
        }
        let magic = &bytes[..bytes.len().min(8)];
        if !MAGIC.starts_with(magic) {
            return foreign(&format!("it begins with {:?}", String::from_utf8_lossy(magic)));
        }
        if bytes.len() < TABLE_END {
            return Err(Error::damaged("the file ends inside its header", bytes.len() as u64));
        }
        let u32_at = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap_or_default());
        let u64_at = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap_or_default());
        if u32_at(12) != BYTE_ORDER || cfg!(target_endian = "big") {
            return foreign("its byte order is not this machine's");
        }
        if u32_at(8) != FORMAT_VERSION {
            return Err(Error::Version { found: u32_at(8), supported: FORMAT_VERSION });
        }
        let len = u64_at(16);
        if len != bytes.len() as u64 {
            let what = format!("the header says {len} bytes, the file has {}", bytes.len());
            return Err(Error::damaged(what, len.min(bytes.len() as u64)));
        }
        let mut table = [(0, 0); SECTIONS];
        for (i, slot) in table.iter_mut().enumerate() {
            let at = HEADER + i * 16;
            let (offset, size) = (u64_at(at), u64_at(at + 8));
            let end = offset.checked_add(size).filter(|&e| e <= len && offset % ALIGNMENT as u64 == 0);
            if end.is_none() {
                return Err(Error::damaged(format!("section {i} lies outside the file"), at as u64));
            }
            *slot = (offset as usize, size as usize);
        }
        let layout = Layout { table, seed: u64_at(24) };
        if header_sum(bytes, layout.raw(bytes, Section::Checksums)) != u64_at(32) {
            return Err(Error::damaged("the header's checksum does not match", 32));
        }
        layout.check_record_sizes()?;
        if check == Check::Everything {
            layout.check_contents(bytes)?;
        }
        Ok(layout)
    }

    #[inline(always)]
    fn raw<'a>(&self, bytes: &'a [u8], section: Section) -> &'a [u8] {
        let (offset, len) = self.table[section as usize];
        bytes.get(offset..offset + len).unwrap_or(&[])
    }

    /// Every section holds a whole number of its records.
    fn check_record_sizes(&self) -> Result<()> {
        use Section::*;
        let sizes = [
            (Labels, size_of::<StrRef>()),
            (Subtypes, size_of::<StrRef>()),
            (Entities, size_of::<EntityRecord>()),
            (EntityExtras, size_of::<EntityExtra>()),
            (Attributes, size_of::<AttributeRecord>()),
            (Roles, size_of::<RoleRecord>()),
            (Ids, 4),
            (Aliases, size_of::<AliasRecord>()),
            (AliasExtras, size_of::<AliasExtra>()),
            (Guards, 4),
            (Phrases, size_of::<PhraseRecord>()),
            (PhraseHashes, 8),
            (Root, size_of::<Bucket>()),
            (Inner, size_of::<Bucket>()),
            (Nodes, size_of::<Node>()),
            (Lists, 4),
            (Anywhere, 4),
            (Cues, size_of::<CueRecord>()),
            (SmallStarts, 8),
            (Checksums, 8),
        ];
        for (section, size) in sizes {
            let (offset, len) = self.table[section as usize];
            if len % size != 0 {
                let what = format!("section {} has {len} bytes, not a multiple of {size}", section as usize);
                return Err(Error::damaged(what, offset as u64));
            }
        }
        Ok(())
    }

    /// Compares every chunk with its checksum; large files with two threads.
    fn check_contents(&self, bytes: &[u8]) -> Result<()> {
        let (sums_at, sums_len) = self.table[Section::Checksums as usize];
        let contents = bytes.get(TABLE_END..sums_at).unwrap_or(&[]);
        let sums: &[u64] = bytemuck::try_cast_slice(self.raw(bytes, Section::Checksums)).unwrap_or(&[]);
        let chunks = contents.len().div_ceil(CHUNK);
        if sums_len / 8 != chunks {
            return Err(Error::damaged("the number of checksums does not fit the contents", sums_at as u64));
        }
        let bad = |from: usize, to: usize| {
            (from..to)
                .find(|&i| xxh3_64(&contents[i * CHUNK..contents.len().min((i + 1) * CHUNK)]) != sums[i])
        };
        let first_bad = if contents.len() < PARALLEL {
            bad(0, chunks)
        } else {
            std::thread::scope(|s| {
                let second = s.spawn(|| bad(chunks / 2, chunks));
                let first = bad(0, chunks / 2);
                first.or(second.join().unwrap_or(Some(chunks / 2)))
            })
        };
        match first_bad {
            None => Ok(()),
            Some(i) => {
                let from = TABLE_END + i * CHUNK;
                let what =
                    format!("contents altered between bytes {from} and {}", (from + CHUNK).min(bytes.len()));
                Err(Error::damaged(what, from as u64))
            }
        }
    }

    /// The sections as records.
    #[inline(always)]
    pub(crate) fn view<'a>(&self, bytes: &'a [u8]) -> View<'a> {
        use Section::*;
        View {
            strings: self.raw(bytes, Strings),
            labels: self.records(bytes, Labels),
            subtypes: self.records(bytes, Subtypes),
            entities: self.records(bytes, Entities),
            entity_extras: self.records(bytes, EntityExtras),
            attributes: self.records(bytes, Attributes),
            roles: self.records(bytes, Roles),
            ids: self.records(bytes, Ids),
            aliases: self.records(bytes, Aliases),
            alias_extras: self.records(bytes, AliasExtras),
            guards: self.records(bytes, Guards),
            phrases: self.records(bytes, Phrases),
            phrase_hashes: self.records(bytes, PhraseHashes),
            automaton: Automaton {
                root: self.records(bytes, Root),
                inner: self.records(bytes, Inner),
                nodes: self.records(bytes, Nodes),
                seed: self.seed,
            },
            lists: self.records(bytes, Lists),
            anywhere: self.records(bytes, Anywhere),
            cues: self.records(bytes, Cues),
            small_starts: start::SmallStarts { bits: self.records(bytes, SmallStarts) },
        }
    }

    /// Storage is aligned and sizes were checked, so the cast cannot fail; if it did, the section would be empty.
    #[inline(always)]
    fn records<'a, T: Pod>(&self, bytes: &'a [u8], section: Section) -> &'a [T] {
        bytemuck::try_cast_slice(self.raw(bytes, section)).unwrap_or(&[])
    }
}

/// A compiled gazetteer's sections. Numbers in records are checked where they are followed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub strings: &'a [u8],
    pub labels: &'a [StrRef],
    pub subtypes: &'a [StrRef],
    pub entities: &'a [EntityRecord],
    pub entity_extras: &'a [EntityExtra],
    pub attributes: &'a [AttributeRecord],
    pub roles: &'a [RoleRecord],
    /// Entity numbers in order of the XXH3 of their ids, then of the ids.
    pub ids: &'a [u32],
    pub aliases: &'a [AliasRecord],
    pub alias_extras: &'a [AliasExtra],
    pub guards: &'a [u32],
    pub phrases: &'a [PhraseRecord],
    pub phrase_hashes: &'a [u64],
    pub automaton: Automaton<'a>,
    pub lists: &'a [u32],
    /// Aliases that match anywhere.
    pub anywhere: &'a [u32],
    pub cues: &'a [CueRecord],
    /// Which tokens without a capital may begin a name.
    pub small_starts: start::SmallStarts<'a>,
}

impl<'a> View<'a> {
    /// A string; empty when a damaged number leads nowhere.
    pub(crate) fn str(&self, offset: u32, len: usize) -> &'a str {
        let bytes = self.strings.get(offset as usize..offset as usize + len).unwrap_or(&[]);
        std::str::from_utf8(bytes).unwrap_or("")
    }

    pub(crate) fn str_ref(&self, at: StrRef) -> &'a str {
        self.str(at.offset, at.len as usize)
    }

    pub(crate) fn id(&self, entity: u32) -> &'a str {
        self.entities.get(entity as usize).map_or("", |e| self.str(e.id, e.id_len.into()))
    }

    pub(crate) fn name(&self, entity: u32) -> &'a str {
        self.entities.get(entity as usize).map_or("", |e| self.str(e.name, e.name_len.into()))
    }

    pub(crate) fn alias_text(&self, alias: &AliasRecord) -> &'a str {
        self.str(alias.text, alias.text_len.into())
    }

    /// An alias's text, perhaps not UTF-8 when the file is damaged: for comparing only.
    #[inline(always)]
    pub(crate) fn alias_bytes(&self, alias: &AliasRecord) -> &'a [u8] {
        let at = alias.text as usize;
        self.strings.get(at..at + usize::from(alias.text_len)).unwrap_or(&[])
    }

    pub(crate) fn entity_extra(&self, entity: u32) -> Option<&'a EntityExtra> {
        self.entity_extras.get(self.entities.get(entity as usize)?.extra as usize)
    }

    pub(crate) fn alias_extra(&self, alias: &AliasRecord) -> Option<&'a AliasExtra> {
        self.alias_extras.get(alias.extra as usize)
    }

    pub(crate) fn attribute(&self, entity: u32, key: &str) -> Option<&'a str> {
        self.attributes_of(entity).iter().find(|a| self.str_ref(a.key) == key).map(|a| self.str_ref(a.value))
    }

    pub(crate) fn attributes_of(&self, entity: u32) -> &'a [AttributeRecord] {
        let Some(extra) = self.entity_extra(entity) else { return &[] };
        let from = extra.attributes as usize;
        self.attributes.get(from..from + extra.attribute_count as usize).unwrap_or(&[])
    }

    pub(crate) fn roles_of(&self, entity: u32) -> &'a [RoleRecord] {
        let Some(extra) = self.entity_extra(entity) else { return &[] };
        let from = extra.roles as usize;
        self.roles.get(from..from + extra.role_count as usize).unwrap_or(&[])
    }

    /// The entity with an id.
    pub(crate) fn find_id(&self, id: &str) -> Option<u32> {
        let key = |id: &'a str| (xxh3_64(id.as_bytes()), id);
        let wanted = xxh3_64(id.as_bytes());
        let at = self.ids.binary_search_by(|&e| {
            let (hash, other) = key(self.id(e));
            hash.cmp(&wanted).then_with(|| other.cmp(id))
        });
        self.ids.get(at.ok()?).copied()
    }
}
