//! The JSON form: one object a document, the contract that tools, tests and bindings share.
//!
//! ```json
//! {"id": "…",
//!  "mentions":   [{"start": 0, "end": 4, "text": "Iran", "label": "GPE", "subtype": "country", "entity": 0,
//!                  "source": "gazetteer", "score": 0.98}],
//!  "entities":   [{"id": "iso3166:IR", "name": "Iran", "label": "GPE", "subtype": "country", "mentions": 6,
//!                  "salience": 0.41}],
//!  "quotations": [], "dateline": null, "byline": null}
//! ```
//!
//! `entity`, `speaker`, `place` and `agency` are indices into `entities`, or null. Nested readings carry
//! `"nested": true`; with reasons asked for, each mention has `"evidence": ["exact", …]`.

use crate::analysis::{
    Analysis, Byline, Dateline, Entity, Evidence, Mention, NONE, Quotation, QuotationKind, Source,
};
use crate::text::Date;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct DocumentJson<'a> {
    id: Option<&'a str>,
    mentions: Vec<MentionJson<'a>>,
    entities: Vec<EntityJson<'a>>,
    quotations: Vec<QuotationJson<'a>>,
    dateline: Option<DatelineJson>,
    byline: Option<BylineJson<'a>>,
    #[serde(skip_serializing_if = "is_false")]
    truncated: bool,
}

#[derive(Serialize)]
struct MentionJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    label: &'a str,
    subtype: &'a str,
    entity: Option<u32>,
    source: &'static str,
    score: f64,
    #[serde(skip_serializing_if = "is_false")]
    nested: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<&'static str>>,
}

#[derive(Serialize)]
struct EntityJson<'a> {
    id: &'a str,
    name: &'a str,
    label: &'a str,
    subtype: &'a str,
    mentions: u32,
    salience: f64,
}

#[derive(Serialize)]
struct QuotationJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    kind: &'static str,
    cue: &'a str,
    speaker: Option<u32>,
    speaker_text: &'a str,
    speaker_start: u32,
    speaker_end: u32,
}

#[derive(Serialize)]
struct DatelineJson {
    start: u32,
    end: u32,
    place: Option<u32>,
    agency: Option<u32>,
    date: Option<String>,
}

#[derive(Serialize)]
struct BylineJson<'a> {
    start: u32,
    end: u32,
    names: Vec<&'a str>,
}

fn is_false(b: &bool) -> bool {
    !b
}

fn index(number: u32) -> Option<u32> {
    (number != NONE).then_some(number)
}

/// Three decimals: more would only say how a sum was rounded.
fn share(x: f32) -> f64 {
    (f64::from(x) * 1000.0).round() / 1000.0
}

/// Writes one JSON object without a line break. `id` names the document; `reasons` adds the evidence of each
/// mention.
///
/// # Errors
///
/// Those of the writer.
pub fn write_json(
    out: &mut impl Write,
    analysis: &Analysis,
    id: Option<&str>,
    reasons: bool,
) -> io::Result<()> {
    let document = DocumentJson {
        id,
        mentions: analysis.mentions().iter().map(|m| mention(analysis, m, reasons)).collect(),
        entities: analysis.entities().iter().map(|e| entity(analysis, e)).collect(),
        quotations: analysis.quotations().iter().map(|q| quotation(analysis, q)).collect(),
        dateline: analysis.dateline().map(dateline),
        byline: analysis.byline().map(|b| byline(analysis, b)),
        truncated: analysis.truncated(),
    };
    serde_json::to_writer(out, &document).map_err(io::Error::from)
}

fn mention<'a>(analysis: &'a Analysis, m: &Mention, reasons: bool) -> MentionJson<'a> {
    let source = [Source::Gazetteer, Source::Memory].into_iter().find(|s| *s as u16 == m.source);
    MentionJson {
        start: m.span.start,
        end: m.span.end,
        text: analysis.str(m.text),
        label: analysis.labels().label(m.label),
        subtype: analysis.labels().subtype(m.subtype),
        entity: index(m.entity),
        source: source.map_or("", Source::name),
        score: share(m.score),
        nested: m.is_nested(),
        evidence: reasons.then(|| Evidence::names(m.evidence).collect()),
    }
}

fn entity<'a>(analysis: &'a Analysis, e: &Entity) -> EntityJson<'a> {
    EntityJson {
        id: analysis.str(e.id),
        name: analysis.str(e.name),
        label: analysis.labels().label(e.label),
        subtype: analysis.labels().subtype(e.subtype),
        mentions: e.mentions,
        salience: share(e.salience),
    }
}

fn quotation<'a>(analysis: &'a Analysis, q: &Quotation) -> QuotationJson<'a> {
    QuotationJson {
        start: q.span.start,
        end: q.span.end,
        text: analysis.str(q.text),
        kind: match q.kind {
            k if k == QuotationKind::Indirect as u16 => "indirect",
            k if k == QuotationKind::Mixed as u16 => "mixed",
            _ => "direct",
        },
        cue: analysis.str(q.cue),
        speaker: index(q.speaker),
        speaker_text: analysis.str(q.speaker_text),
        speaker_start: q.speaker_span.start,
        speaker_end: q.speaker_span.end,
    }
}

fn dateline(d: &Dateline) -> DatelineJson {
    DatelineJson {
        start: d.span.start,
        end: d.span.end,
        place: index(d.place),
        agency: index(d.agency),
        date: Date::from_number(d.date).map(|d| d.to_string()),
    }
}

fn byline<'a>(analysis: &'a Analysis, b: &Byline) -> BylineJson<'a> {
    let names = analysis.str(b.names).lines().collect();
    BylineJson { start: b.span.start, end: b.span.end, names }
}
