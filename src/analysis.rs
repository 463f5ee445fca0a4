//! The result of reading one text: plain arrays, made once, owned by one value.
//!
//! # Overview
//!
//! An [`Analysis`] holds three arrays of fixed-width records ([`Mention`], [`Entity`], [`Quotation`]), two
//! optional records ([`Dateline`], [`Byline`]) and one buffer of strings that the records point into by
//! offset. The records hold no pointers, so the C ABI, NumPy and Arrow read the arrays without a copy.
//! Nothing here refers to the text that was read: an analysis outlives it.
//!
//! An analysis may be reused for text after text; its buffers keep their capacity.

use std::sync::Arc;

/// "None" for the fields that hold an index into an array.
pub const NONE: u32 = u32::MAX;

/// A place in the analysis' string buffer: byte offset and length.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
pub struct StrRef {
    /// Byte offset in the string buffer.
    pub offset: u32,
    /// Length in bytes.
    pub len: u32,
}

/// A stretch of the text, in the unit the detector was asked for and in bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
pub struct Span {
    /// First unit of the stretch (bytes, code points or UTF-16 units, see [`OffsetUnit`]).
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// First byte.
    pub byte_start: u32,
    /// One past the last byte.
    pub byte_end: u32,
}

/// The unit in which [`Span::start`] and [`Span::end`] count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Bytes of UTF-8: Rust, C, Go.
    Bytes,
    /// Unicode code points: Python. The default.
    #[default]
    Chars,
    /// UTF-16 code units: JavaScript, Java, C#.
    Utf16,
}

/// Where a mention comes from.
#[repr(u16)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An alias of a gazetteer stands in the text.
    Gazetteer = 1,
    /// The text itself introduced the name: a surname after the full name, an acronym after its long form.
    Memory = 2,
}

impl Source {
    /// The name used in the JSON form.
    pub fn name(self) -> &'static str {
        match self {
            Source::Gazetteer => "gazetteer",
            Source::Memory => "memory",
        }
    }
}

macro_rules! evidence {
    ($($(#[$doc:meta])* $name:ident = $bit:expr, $text:expr;)*) => {
        /// What spoke for or against a mention: a set of bits.
        ///
        /// Bit numbers are part of the C ABI and never reused.
        #[repr(transparent)]
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
        pub struct Evidence(pub u32);

        impl Evidence {
            $($(#[$doc])* pub const $name: Evidence = Evidence(1 << $bit);)*

            /// The names of the bits that are set, in bit order.
            pub fn names(self) -> impl Iterator<Item = &'static str> {
                [$((Evidence::$name, $text)),*].into_iter().filter(move |(e, _)| self.has(*e)).map(|(_, t)| t)
            }
        }
    };
}

evidence! {
    /// The text writes the alias letter by letter as the gazetteer does.
    EXACT = 0, "exact";
    /// Case, diacritics, width, quotes or dots differ from the alias.
    FOLDED = 1, "folded";
    /// The alias has guards (words near it, words in the text) and they are met.
    GUARD = 2, "guard";
    /// A rank, title or office stands before the name.
    TITLE = 3, "title";
    /// Last name of a person named in full earlier in the text.
    SHORT_FORM = 4, "short_form";
    /// Acronym bound to a long form by the text: `Long Form (LF)`.
    ACRONYM = 5, "acronym";
    /// Long form that an acronym in brackets confirms, or the other way round.
    LONG_FORM = 6, "long_form";
    /// Stands at the start of a sentence, where a capital proves nothing.
    SENTENCE_START = 7, "sentence_start";
    /// Stands in a headline in Title Case, where capitals prove nothing.
    TITLE_CASE = 8, "title_case";
    /// Stands in a stretch in CAPITALS, where capitals prove nothing.
    CAPITALS = 9, "capitals";
    /// Found inside a word, hashtag, handle or domain: the alias is marked to match anywhere.
    ANYWHERE = 10, "anywhere";
    /// The alias holds only between dates, and the text's date is unknown.
    UNDATED = 11, "undated";
    /// Several entities share the alias here, and this one was chosen.
    AMBIGUOUS = 12, "ambiguous";
    /// The text names the entity's country elsewhere.
    COUNTRY = 13, "country";
}

impl Evidence {
    /// True when every bit of `other` is set.
    pub fn has(self, other: Evidence) -> bool {
        self.0 & other.0 == other.0
    }
}

impl std::ops::BitOr for Evidence {
    type Output = Evidence;
    fn bitor(self, other: Evidence) -> Evidence {
        Evidence(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Evidence {
    fn bitor_assign(&mut self, other: Evidence) {
        self.0 |= other.0;
    }
}

/// One name in the text. 44 bytes, no padding.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
pub struct Mention {
    /// Where it stands, without leading article, possessive, title or rank (CoNLL-2003's convention).
    pub span: Span,
    /// The mention's text, in the string buffer.
    pub text: StrRef,
    /// Index into the entities, never [`NONE`] for mentions that come from a gazetteer.
    pub entity: u32,
    /// Why it is there.
    pub evidence: Evidence,
    /// 0 to 1: how sure the detector is.
    pub score: f32,
    /// Label number, see [`Labels`].
    pub label: u16,
    /// Subtype number, see [`Labels`]; 0 for none.
    pub subtype: u16,
    /// A [`Source`] as a number.
    pub source: u16,
    /// [`Mention::NESTED`].
    pub flags: u16,
}

impl Mention {
    /// Flag: a reading inside another mention, given only when nested readings are asked for.
    pub const NESTED: u16 = 1;

    /// True for a reading inside another mention.
    pub fn is_nested(&self) -> bool {
        self.flags & Self::NESTED != 0
    }
}

/// One entity that the text mentions. 40 bytes, no padding.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
pub struct Entity {
    /// The stable id, in the string buffer.
    pub id: StrRef,
    /// The canonical name, in the string buffer.
    pub name: StrRef,
    /// How many mentions name it (nested ones do not count).
    pub mentions: u32,
    /// Index of its first mention.
    pub first_mention: u32,
    /// 0 to 1: its share of the text's attention; all entities of a text sum to 1.
    ///
    /// Every mention weighs 1, one in the first line 2, and the weights are divided by their sum.
    pub salience: f32,
    /// Label number, see [`Labels`].
    pub label: u16,
    /// Subtype number, 0 for none.
    pub subtype: u16,
    /// Position of the gazetteer it comes from in the detector's order of priority, from 0.
    pub gazetteer: u32,
    /// Number of the entity inside that gazetteer.
    pub number: u32,
}

/// How a quotation is given.
#[repr(u16)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotationKind {
    /// Word for word, between quotation marks.
    Direct = 1,
    /// Reported: `X said that …`.
    Indirect = 2,
    /// Both in one sentence.
    Mixed = 3,
}

/// One quotation. 68 bytes, no padding.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
pub struct Quotation {
    /// Where it stands.
    pub span: Span,
    /// Its text, in the string buffer.
    pub text: StrRef,
    /// The word that introduces it (`said`), in the string buffer.
    pub cue: StrRef,
    /// Where the speaker is named.
    pub speaker_span: Span,
    /// The speaker's text, in the string buffer.
    pub speaker_text: StrRef,
    /// Index of the speaker's entity, or [`NONE`].
    pub speaker: u32,
    /// A [`QuotationKind`] as a number.
    pub kind: u16,
    /// Reserved, 0.
    pub flags: u16,
    /// 0 to 1: how sure the detector is.
    pub score: f32,
}

/// Where and by which agency the piece was filed: `TEHRAN (Tasnim) -`.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
pub struct Dateline {
    /// Where it stands, dash included.
    pub span: Span,
    /// Index of the place's entity, or [`NONE`].
    pub place: u32,
    /// Index of the agency's entity, or [`NONE`].
    pub agency: u32,
    /// The date as the number `yyyymmdd`, or 0.
    pub date: u32,
}

/// Who wrote the piece: `By Press TV`.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
pub struct Byline {
    /// Where it stands.
    pub span: Span,
    /// The names, one a line, in the string buffer.
    pub names: StrRef,
}

/// The names of labels and subtypes behind the numbers in the records.
///
/// Numbers 1 to 18 are OntoNotes's labels and mean the same everywhere ([`Labels::ONTONOTES`]); labels of the
/// user's own and all subtypes are numbered per detector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    labels: Vec<Box<str>>,
    subtypes: Vec<Box<str>>,
}

impl Labels {
    /// OntoNotes's labels in the order of their numbers, from 1.
    pub const ONTONOTES: [&'static str; 18] = [
        "PERSON",
        "NORP",
        "FAC",
        "ORG",
        "GPE",
        "LOC",
        "PRODUCT",
        "EVENT",
        "WORK_OF_ART",
        "LAW",
        "LANGUAGE",
        "DATE",
        "TIME",
        "PERCENT",
        "MONEY",
        "QUANTITY",
        "ORDINAL",
        "CARDINAL",
    ];

    /// A table of OntoNotes's labels and no subtypes.
    pub fn new() -> Self {
        let labels = std::iter::once("").chain(Self::ONTONOTES).map(Box::from).collect();
        Labels { labels, subtypes: vec!["".into()] }
    }

    /// The number of a label, or `None` when the table is full (65,535 labels); adds it if it is new.
    pub fn intern_label(&mut self, name: &str) -> Option<u16> {
        intern(&mut self.labels, name)
    }

    /// The number of a subtype, or `None` when the table is full; adds it if it is new.
    pub fn intern_subtype(&mut self, name: &str) -> Option<u16> {
        intern(&mut self.subtypes, name)
    }

    /// The label's name; empty for a number that is not in the table.
    pub fn label(&self, number: u16) -> &str {
        self.labels.get(usize::from(number)).map_or("", |s| s)
    }

    /// The subtype's name; empty for 0 and for a number that is not in the table.
    pub fn subtype(&self, number: u16) -> &str {
        self.subtypes.get(usize::from(number)).map_or("", |s| s)
    }
}

impl Default for Labels {
    fn default() -> Self {
        Self::new()
    }
}

fn intern(table: &mut Vec<Box<str>>, name: &str) -> Option<u16> {
    if let Some(i) = table.iter().position(|n| &**n == name) {
        return Some(i as u16);
    }
    let number = u16::try_from(table.len()).ok()?;
    table.push(name.into());
    Some(number)
}

/// What one text says. See the [module documentation](self).
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    pub(crate) labels: Arc<Labels>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) dateline: Option<Dateline>,
    pub(crate) byline: Option<Byline>,
    pub(crate) strings: String,
    pub(crate) repaired: u32,
    pub(crate) truncated: bool,
}

impl Analysis {
    /// An empty analysis, to be filled by [`Detector::detect_into`](crate::Detector::detect_into).
    pub fn new() -> Self {
        Self::default()
    }

    /// The mentions in text order; without nested readings they do not overlap.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// The entities in order of first mention.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The quotations in text order.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// The dateline, if the text has one.
    pub fn dateline(&self) -> Option<&Dateline> {
        self.dateline.as_ref()
    }

    /// The byline, if the text has one.
    pub fn byline(&self) -> Option<&Byline> {
        self.byline.as_ref()
    }

    /// The string behind a reference; empty for one that is not of this analysis.
    pub fn str(&self, at: StrRef) -> &str {
        let start = at.offset as usize;
        self.strings.get(start..start + at.len as usize).unwrap_or("")
    }

    /// The whole string buffer.
    pub fn strings(&self) -> &str {
        &self.strings
    }

    /// The names behind label and subtype numbers.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// How many bad UTF-8 sequences were read as separators (see [`Document::bytes`](crate::Document::bytes)).
    pub fn repaired(&self) -> usize {
        self.repaired as usize
    }

    /// True when the mention limit was reached: the mentions up to it are here, the rest of the text was left.
    pub fn truncated(&self) -> bool {
        self.truncated
    }

    /// The mentions with their names spelt out, for reading in Rust.
    pub fn iter(&self) -> impl Iterator<Item = MentionView<'_>> {
        self.mentions.iter().map(move |mention| MentionView { analysis: self, mention })
    }

    /// Empties the analysis, keeping its buffers.
    pub fn clear(&mut self) {
        self.mentions.clear();
        self.entities.clear();
        self.quotations.clear();
        self.dateline = None;
        self.byline = None;
        self.strings.clear();
        self.repaired = 0;
        self.truncated = false;
    }

    /// Copies a string into the buffer.
    pub(crate) fn push_str(&mut self, s: &str) -> StrRef {
        let offset = self.strings.len() as u32;
        self.strings.push_str(s);
        StrRef { offset, len: s.len() as u32 }
    }
}

/// A mention together with the analysis that gives its numbers their names.
#[derive(Debug, Clone, Copy)]
pub struct MentionView<'a> {
    analysis: &'a Analysis,
    mention: &'a Mention,
}

impl<'a> MentionView<'a> {
    /// The record itself.
    pub fn record(&self) -> &'a Mention {
        self.mention
    }

    /// The mention as the text writes it.
    pub fn text(&self) -> &'a str {
        self.analysis.str(self.mention.text)
    }

    /// Label, such as `GPE`.
    pub fn label(&self) -> &'a str {
        self.analysis.labels.label(self.mention.label)
    }

    /// Subtype, such as `country`; empty for none.
    pub fn subtype(&self) -> &'a str {
        self.analysis.labels.subtype(self.mention.subtype)
    }

    /// The entity's id, such as `iso3166:IR`; empty without an entity.
    pub fn id(&self) -> &'a str {
        self.entity().map_or("", |e| self.analysis.str(e.id))
    }

    /// The entity's canonical name; empty without an entity.
    pub fn name(&self) -> &'a str {
        self.entity().map_or("", |e| self.analysis.str(e.name))
    }

    /// The entity's record.
    pub fn entity(&self) -> Option<&'a Entity> {
        self.analysis.entities.get(self.mention.entity as usize)
    }
}

const _: () = {
    assert!(size_of::<Mention>() == 44);
    assert!(size_of::<Entity>() == 40);
    assert!(size_of::<Quotation>() == 68);
    assert!(size_of::<Dateline>() == 28);
    assert!(size_of::<Byline>() == 24);
};
