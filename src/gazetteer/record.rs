//! The fixed-width records of a compiled gazetteer.
//!
//! All fields are little-endian; no record has padding. Offsets into the string section are bytes; a name or id
//! is at most 65,535 bytes long.

use crate::analysis::StrRef;
use bytemuck::{Pod, Zeroable};

/// "None" for fields that hold a number of a record.
pub(crate) const NONE: u32 = u32::MAX;

/// An entity. 24 bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct EntityRecord {
    pub id: u32,
    pub name: u32,
    pub id_len: u16,
    pub name_len: u16,
    /// Number in the label section.
    pub label: u16,
    /// Number in the subtype section, 0 for none.
    pub subtype: u16,
    pub prior: f32,
    /// Number of an [`EntityExtra`], or [`NONE`].
    pub extra: u32,
}

/// What few entities have. 20 bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct EntityExtra {
    pub attributes: u32,
    pub roles: u32,
    pub attribute_count: u32,
    pub role_count: u32,
    /// The entity that the attribute `country` names, or [`NONE`].
    pub country: u32,
}

/// A key and value.
#[repr(C)]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct AttributeRecord {
    pub key: StrRef,
    pub value: StrRef,
}

/// An office; dates are `yyyymmdd` or 0.
#[repr(C)]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct RoleRecord {
    pub title: StrRef,
    pub organisation: StrRef,
    pub from: u32,
    pub until: u32,
}

/// An alias. 16 bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct AliasRecord {
    pub text: u32,
    pub entity: u32,
    /// Number of an [`AliasExtra`], or [`NONE`].
    pub extra: u32,
    pub text_len: u16,
    /// Weight in 255ths.
    pub weight: u8,
    /// The case rule, and [`AliasRecord::ANYWHERE`].
    pub flags: u8,
}

impl AliasRecord {
    pub const CASE: u8 = 0b11;
    pub const ANYWHERE: u8 = 0b100;
}

/// What few aliases have: guards, dates, language. 36 bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
pub(crate) struct AliasExtra {
    /// First number in the guard section; the four lists follow one another.
    pub guards: u32,
    pub near: u16,
    pub not_near: u16,
    pub require: u16,
    pub forbid: u16,
    /// Tokens before and after the name that count as near.
    pub window: u32,
    /// `yyyymmdd` or 0.
    pub from: u32,
    pub until: u32,
    pub language: StrRef,
}

/// A guard phrase: its token hashes. 8 bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct PhraseRecord {
    pub hashes: u32,
    pub len: u32,
}

/// A cue phrase and what it is a cue for. 12 bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct CueRecord {
    pub text: StrRef,
    pub kind: u32,
}

/// A state of the automaton that has successors: what ends here. 4 bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct NodeRecord {
    /// An [`Ending`](super::automaton::Ending), or [`NONE`].
    pub ending: u32,
}

/// Eight transitions, one cache line.
#[repr(C, align(64))]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct Bucket {
    /// 0 for a free place.
    pub tags: [u32; 8],
    pub targets: [u32; 8],
}
