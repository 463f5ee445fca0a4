//! The fixed-width records of an analysis.

use namewire_core as core;
use std::mem::offset_of;

/// "None" in fields that hold the index of an entity: UINT32_MAX.
pub const NW_NONE: u32 = 0xFFFF_FFFF;

/// Label number: a person.
pub const NW_LABEL_PERSON: u16 = 1;
/// Label number: a nationality, religious or political group.
pub const NW_LABEL_NORP: u16 = 2;
/// Label number: a building, airport, road, bridge.
pub const NW_LABEL_FAC: u16 = 3;
/// Label number: a company, agency, institution, movement.
pub const NW_LABEL_ORG: u16 = 4;
/// Label number: a country, province, city.
pub const NW_LABEL_GPE: u16 = 5;
/// Label number: a place that is no GPE: region, river, mountain.
pub const NW_LABEL_LOC: u16 = 6;
/// Label number: a product.
pub const NW_LABEL_PRODUCT: u16 = 7;
/// Label number: a named event.
pub const NW_LABEL_EVENT: u16 = 8;
/// Label number: the title of a book, song, film.
pub const NW_LABEL_WORK_OF_ART: u16 = 9;
/// Label number: a named law or treaty.
pub const NW_LABEL_LAW: u16 = 10;
/// Label number: a language.
pub const NW_LABEL_LANGUAGE: u16 = 11;
/// Label number: a date or period.
pub const NW_LABEL_DATE: u16 = 12;
/// Label number: a time shorter than a day.
pub const NW_LABEL_TIME: u16 = 13;
/// Label number: a percentage.
pub const NW_LABEL_PERCENT: u16 = 14;
/// Label number: an amount of money.
pub const NW_LABEL_MONEY: u16 = 15;
/// Label number: a measurement.
pub const NW_LABEL_QUANTITY: u16 = 16;
/// Label number: "first", "second".
pub const NW_LABEL_ORDINAL: u16 = 17;
/// Label number: any other number. Numbers above 18 are labels of the lists' own: ask nw_analysis_label.
pub const NW_LABEL_CARDINAL: u16 = 18;

/// Evidence bit: the text writes the alias letter by letter as the gazetteer does.
pub const NW_EVIDENCE_EXACT: u32 = 0x1;
/// Evidence bit: case, diacritics, width, quotes or dots differ from the alias.
pub const NW_EVIDENCE_FOLDED: u32 = 0x2;
/// Evidence bit: the alias has guards (words near it, words in the text) and they are met.
pub const NW_EVIDENCE_GUARD: u32 = 0x4;
/// Evidence bit: a rank, title or office stands before the name.
pub const NW_EVIDENCE_TITLE: u32 = 0x8;
/// Evidence bit: last name of a person named in full earlier in the text.
pub const NW_EVIDENCE_SHORT_FORM: u32 = 0x10;
/// Evidence bit: acronym bound to a long form by the text: "Long Form (LF)".
pub const NW_EVIDENCE_ACRONYM: u32 = 0x20;
/// Evidence bit: long form that an acronym in brackets confirms, or the other way round.
pub const NW_EVIDENCE_LONG_FORM: u32 = 0x40;
/// Evidence bit: stands at the start of a sentence, where a capital proves nothing.
pub const NW_EVIDENCE_SENTENCE_START: u32 = 0x80;
/// Evidence bit: stands in a headline in Title Case, where capitals prove nothing.
pub const NW_EVIDENCE_TITLE_CASE: u32 = 0x100;
/// Evidence bit: stands in a stretch in CAPITALS, where capitals prove nothing.
pub const NW_EVIDENCE_CAPITALS: u32 = 0x200;
/// Evidence bit: found inside a word, hashtag, handle or domain: the alias is marked to match anywhere.
pub const NW_EVIDENCE_ANYWHERE: u32 = 0x400;
/// Evidence bit: the alias holds only between dates, and the text's date is unknown.
pub const NW_EVIDENCE_UNDATED: u32 = 0x800;
/// Evidence bit: several entities share the alias here, and this one was chosen.
pub const NW_EVIDENCE_AMBIGUOUS: u32 = 0x1000;
/// Evidence bit: the text names the entity's country elsewhere.
pub const NW_EVIDENCE_COUNTRY: u32 = 0x2000;

/// Source of a mention: an alias of a gazetteer stands in the text.
pub const NW_SOURCE_GAZETTEER: u16 = 1;
/// Source of a mention: the text itself introduced the name: a surname after the full name, an acronym after its long
/// form.
pub const NW_SOURCE_MEMORY: u16 = 2;

/// Flag of a mention: a reading inside another mention; only with NW_DETECT_NESTED.
pub const NW_MENTION_NESTED: u16 = 1;

/// Kind of a quotation: word for word, between quotation marks.
pub const NW_QUOTATION_DIRECT: u16 = 1;
/// Kind of a quotation: reported ("X said that ...").
pub const NW_QUOTATION_INDIRECT: u16 = 2;
/// Kind of a quotation: both in one sentence.
pub const NW_QUOTATION_MIXED: u16 = 3;

/// A string in the analysis' string buffer (nw_analysis_strings). 8 bytes.
#[repr(C)]
pub struct nw_str {
    /// Byte offset in the buffer.
    pub offset: u32,
    /// Length in bytes.
    pub len: u32,
}

/// A stretch of the text, in the detector's unit and in bytes. 16 bytes.
#[repr(C)]
pub struct nw_span {
    /// First unit of the stretch (see NW_OFFSETS_*).
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// First byte.
    pub byte_start: u32,
    /// One past the last byte.
    pub byte_end: u32,
}

/// One name in the text. 44 bytes.
#[repr(C)]
pub struct nw_mention {
    /// Where it stands, without leading article, possessive, title or rank.
    pub span: nw_span,
    /// Its text.
    pub text: nw_str,
    /// Index into the entities.
    pub entity: u32,
    /// What spoke for or against it: NW_EVIDENCE_* bits.
    pub evidence: u32,
    /// How sure the detector is, 0 to 1.
    pub score: f32,
    /// Label number: one of NW_LABEL_*, or ask nw_analysis_label.
    pub label: u16,
    /// Subtype number for nw_analysis_subtype; 0 for none.
    pub subtype: u16,
    /// One of NW_SOURCE_*.
    pub source: u16,
    /// NW_MENTION_NESTED or 0.
    pub flags: u16,
}

/// One entity that the text mentions. 40 bytes.
#[repr(C)]
pub struct nw_entity {
    /// Its stable id, such as "iso3166:IR".
    pub id: nw_str,
    /// Its canonical name.
    pub name: nw_str,
    /// How many mentions name it; nested ones do not count.
    pub mentions: u32,
    /// Index of its first mention.
    pub first_mention: u32,
    /// Its share of the text's attention, 0 to 1; all entities of a text sum to 1.
    pub salience: f32,
    /// Label number.
    pub label: u16,
    /// Subtype number, 0 for none.
    pub subtype: u16,
    /// Position in the detector's array of the gazetteer it comes from.
    pub gazetteer: u32,
    /// Its number inside that gazetteer.
    pub number: u32,
}

/// One quotation. 68 bytes.
#[repr(C)]
pub struct nw_quotation {
    /// Where it stands.
    pub span: nw_span,
    /// Its text.
    pub text: nw_str,
    /// The word that introduces it, such as "said".
    pub cue: nw_str,
    /// Where the speaker is named.
    pub speaker_span: nw_span,
    /// The speaker as the text names them.
    pub speaker_text: nw_str,
    /// Index of the speaker's entity, or NW_NONE.
    pub speaker: u32,
    /// One of NW_QUOTATION_*.
    pub kind: u16,
    /// 0.
    pub flags: u16,
    /// How sure the detector is, 0 to 1.
    pub score: f32,
}

/// Where and by which agency the piece was filed: "TEHRAN (Tasnim) -". 28 bytes.
#[repr(C)]
pub struct nw_dateline {
    /// Where it stands, dash included.
    pub span: nw_span,
    /// Index of the place's entity, or NW_NONE.
    pub place: u32,
    /// Index of the agency's entity, or NW_NONE.
    pub agency: u32,
    /// The date as the number yyyymmdd, or 0.
    pub date: u32,
}

/// Who wrote the piece: "By Press TV". 24 bytes.
#[repr(C)]
pub struct nw_byline {
    /// Where it stands.
    pub span: nw_span,
    /// The names, one a line.
    pub names: nw_str,
}

/// Records of the core that are given to C as they are.
///
/// # Safety
///
/// `Core` has the same layout.
pub(crate) unsafe trait Mirror: Sized {
    type Core;

    fn of(core: &Self::Core) -> *const Self {
        std::ptr::from_ref(core).cast()
    }

    fn array(core: &[Self::Core]) -> *const Self {
        core.as_ptr().cast()
    }
}

/// Ties a record to the core's and compares them, field by field, when this is compiled.
macro_rules! mirror {
    ($($type:ident = $core:ident, $size:literal { $($field:ident: $width:ty),* $(,)? })*) => {$(
        // SAFETY: compared below.
        unsafe impl Mirror for $type {
            type Core = core::$core;
        }
        const _: () = {
            assert!(size_of::<$type>() == $size && size_of::<core::$core>() == $size);
            assert!(align_of::<$type>() == align_of::<core::$core>());
            $(assert!(offset_of!($type, $field) == offset_of!(core::$core, $field));)*
            // The fields fill the record: no padding, none forgotten, and none of another width.
            assert!(0 $(+ size_of::<$width>())* == $size);
            #[allow(dead_code)]
            fn widths(r: core::$core) {
                $(assert!(size_of_val(&r.$field) == size_of::<$width>());)*
            }
        };
    )*};
}

mirror! {
    nw_str = StrRef, 8 { offset: u32, len: u32 }
    nw_span = Span, 16 { start: u32, end: u32, byte_start: u32, byte_end: u32 }
    nw_mention = Mention, 44 {
        span: nw_span, text: nw_str, entity: u32, evidence: u32, score: f32, label: u16, subtype: u16, source: u16,
        flags: u16,
    }
    nw_entity = Entity, 40 {
        id: nw_str, name: nw_str, mentions: u32, first_mention: u32, salience: f32, label: u16, subtype: u16,
        gazetteer: u32, number: u32,
    }
    nw_quotation = Quotation, 68 {
        span: nw_span, text: nw_str, cue: nw_str, speaker_span: nw_span, speaker_text: nw_str, speaker: u32,
        kind: u16, flags: u16, score: f32,
    }
    nw_dateline = Dateline, 28 { span: nw_span, place: u32, agency: u32, date: u32 }
    nw_byline = Byline, 24 { span: nw_span, names: nw_str }
}

// The numbers are those of the core.
const _: () = {
    assert!(NW_NONE == core::analysis::NONE);
    let labels: [(u16, &str); 18] = [
        (NW_LABEL_PERSON, "PERSON"),
        (NW_LABEL_NORP, "NORP"),
        (NW_LABEL_FAC, "FAC"),
        (NW_LABEL_ORG, "ORG"),
        (NW_LABEL_GPE, "GPE"),
        (NW_LABEL_LOC, "LOC"),
        (NW_LABEL_PRODUCT, "PRODUCT"),
        (NW_LABEL_EVENT, "EVENT"),
        (NW_LABEL_WORK_OF_ART, "WORK_OF_ART"),
        (NW_LABEL_LAW, "LAW"),
        (NW_LABEL_LANGUAGE, "LANGUAGE"),
        (NW_LABEL_DATE, "DATE"),
        (NW_LABEL_TIME, "TIME"),
        (NW_LABEL_PERCENT, "PERCENT"),
        (NW_LABEL_MONEY, "MONEY"),
        (NW_LABEL_QUANTITY, "QUANTITY"),
        (NW_LABEL_ORDINAL, "ORDINAL"),
        (NW_LABEL_CARDINAL, "CARDINAL"),
    ];
    let mut i = 0;
    while i < labels.len() {
        assert!(labels[i].0 as usize == i + 1);
        assert!(same(labels[i].1, core::Labels::ONTONOTES[i]));
        i += 1;
    }
    let evidence = [
        (NW_EVIDENCE_EXACT, core::Evidence::EXACT),
        (NW_EVIDENCE_FOLDED, core::Evidence::FOLDED),
        (NW_EVIDENCE_GUARD, core::Evidence::GUARD),
        (NW_EVIDENCE_TITLE, core::Evidence::TITLE),
        (NW_EVIDENCE_SHORT_FORM, core::Evidence::SHORT_FORM),
        (NW_EVIDENCE_ACRONYM, core::Evidence::ACRONYM),
        (NW_EVIDENCE_LONG_FORM, core::Evidence::LONG_FORM),
        (NW_EVIDENCE_SENTENCE_START, core::Evidence::SENTENCE_START),
        (NW_EVIDENCE_TITLE_CASE, core::Evidence::TITLE_CASE),
        (NW_EVIDENCE_CAPITALS, core::Evidence::CAPITALS),
        (NW_EVIDENCE_ANYWHERE, core::Evidence::ANYWHERE),
        (NW_EVIDENCE_UNDATED, core::Evidence::UNDATED),
        (NW_EVIDENCE_AMBIGUOUS, core::Evidence::AMBIGUOUS),
        (NW_EVIDENCE_COUNTRY, core::Evidence::COUNTRY),
    ];
    let mut i = 0;
    while i < evidence.len() {
        assert!(evidence[i].0 == evidence[i].1.0);
        i += 1;
    }
    assert!(NW_SOURCE_GAZETTEER == core::Source::Gazetteer as u16);
    assert!(NW_SOURCE_MEMORY == core::Source::Memory as u16);
    assert!(NW_MENTION_NESTED == core::Mention::NESTED);
    assert!(NW_QUOTATION_DIRECT == core::QuotationKind::Direct as u16);
    assert!(NW_QUOTATION_INDIRECT == core::QuotationKind::Indirect as u16);
    assert!(NW_QUOTATION_MIXED == core::QuotationKind::Mixed as u16);
};

/// String equality that the compiler can work out.
const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}
