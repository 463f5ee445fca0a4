//! The form for people: the text with its names coloured by label, and a table of its entities.

use namewire::{Analysis, Evidence};
use owo_colors::{AnsiColors, OwoColorize};
use std::io::{self, Write};

fn color(label: &str) -> AnsiColors {
    match label {
        "PERSON" => AnsiColors::Yellow,
        "ORG" => AnsiColors::Cyan,
        "GPE" | "LOC" | "FAC" => AnsiColors::Green,
        "NORP" => AnsiColors::Magenta,
        _ => AnsiColors::Blue,
    }
}

/// Writes the document; colours are taken out again where the output is no terminal.
pub fn write(
    out: &mut Vec<u8>,
    analysis: &Analysis,
    id: Option<&str>,
    text: &str,
    reasons: bool,
) -> io::Result<()> {
    if let Some(id) = id {
        writeln!(out, "{}", id.bold())?;
    }
    let mut at = 0;
    for m in analysis.iter().filter(|m| !m.record().is_nested()) {
        let (start, end) = (m.record().span.byte_start as usize, m.record().span.byte_end as usize);
        write!(out, "{}{}", &text[at..start], (&text[start..end]).color(color(m.label())).underline())?;
        at = end;
    }
    writeln!(out, "{}\n", text[at..].trim_end())?;
    if reasons {
        for m in analysis.iter() {
            let why: Vec<&str> = Evidence::names(m.record().evidence).collect();
            writeln!(out, "  {:5.3}  {:28} {:28} {}", m.record().score, m.text(), m.id(), why.join(" "))?;
        }
        writeln!(out)?;
    }
    let width = analysis.entities().iter().map(|e| analysis.str(e.name).chars().count()).max().unwrap_or(0);
    let mut entities: Vec<_> = analysis.entities().iter().collect();
    entities.sort_by(|a, b| b.salience.total_cmp(&a.salience).then(a.first_mention.cmp(&b.first_mention)));
    for e in entities {
        let (label, subtype) = (analysis.labels().label(e.label), analysis.labels().subtype(e.subtype));
        let kind = if subtype.is_empty() { label.to_owned() } else { format!("{label}.{subtype}") };
        writeln!(
            out,
            "  {:width$}  {:22} {:>3} ×  {:>4.0} %  {}",
            analysis.str(e.name),
            kind.color(color(label)),
            e.mentions,
            e.salience * 100.0,
            analysis.str(e.id).dimmed()
        )?;
    }
    writeln!(out)
}
