//! Reading lists: CSV and TSV, JSON Lines, plain names, spaCy EntityRuler patterns.
//!
//! Every reader turns rows into [`Entry`] values and hands them, with their line number, to the builder. A row
//! that cannot be read is a [`RowError`]; the rest loads, or nothing does, as [`OnBadRow`] says.

mod jsonl;
mod list;
mod spacy;
mod table;

use super::entry::{Entry, Role};
use crate::error::RowError;
use crate::text::Date;

/// A source format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a header row (RFC 4180).
    Csv,
    /// Tab-separated values with a header row.
    Tsv,
    /// One JSON object a line; rows with a `pattern` are read as spaCy's.
    Jsonl,
    /// One name a line.
    List,
    /// spaCy EntityRuler patterns, one JSON object a line.
    Spacy,
}

impl Format {
    /// The format's name, as options give it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Jsonl => "jsonl",
            Format::List => "list",
            Format::Spacy => "spacy",
        }
    }

    /// The format with this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Format::Csv, Format::Tsv, Format::Jsonl, Format::List, Format::Spacy]
            .into_iter()
            .find(|f| f.name() == name)
    }

    /// The format that a file name's ending tells: `.csv`, `.tsv`, `.jsonl`, `.txt`.
    pub fn of_path(path: &std::path::Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "txt" | "list" => Some(Format::List),
            _ => None,
        }
    }
}

/// What to do when a row cannot be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnBadRow {
    /// Stop with the row's error; nothing of the list is kept.
    #[default]
    Stop,
    /// Leave the row out and say so in the [`Report`].
    Skip,
}

/// How to read a list.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The list's name in error messages; readers of files fill in the path.
    pub name: String,
    /// The label of rows that give none.
    pub label: String,
    /// What to do with bad rows.
    pub on_bad_row: OnBadRow,
}

/// What became of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that were left out, with the reason.
    pub problems: Vec<RowError>,
}

/// One row, or why it could not be read, with its line (from 1).
type Row = (u64, Result<Entry, String>);

/// Reads a whole list, giving each row to `each`; stops when `each` says so.
pub(super) fn read(
    text: &str,
    format: Format,
    label: &str,
    each: &mut dyn FnMut(Row) -> Result<(), RowError>,
) -> Result<(), RowError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match format {
        Format::Csv => table::read(text, b',', label, each),
        Format::Tsv => table::read(text, b'\t', label, each),
        Format::Jsonl => jsonl::read(text, label, each),
        Format::List => list::read(text, label, each),
        Format::Spacy => spacy::read(text, label, each),
    }
}

/// Reads a weight or prior.
fn parse_share(text: &str, what: &str) -> Result<f32, String> {
    match text.trim().parse::<f32>() {
        Ok(x) if (0.0..=1.0).contains(&x) => Ok(x),
        _ => Err(format!("{what} `{text}` is not a number between 0 and 1")),
    }
}

fn parse_date(text: &str, what: &str) -> Result<Option<Date>, String> {
    match text.trim() {
        "" => Ok(None),
        date => date.parse().map(Some).map_err(|e| format!("{what}: {e}")),
    }
}

/// Reads `title [from..until]`; the bracket and either date may be missing.
fn parse_role(text: &str) -> Result<Role, String> {
    let text = text.trim();
    let Some((title, dates)) = text.strip_suffix(']').and_then(|t| t.rsplit_once('[')) else {
        return Ok(Role { title: text.into(), ..Role::default() });
    };
    let (from, until) =
        dates.split_once("..").ok_or_else(|| format!("role `{text}`: expected [from..until]"))?;
    Ok(Role {
        title: title.trim().into(),
        organisation: String::new(),
        from: parse_date(from, "role")?,
        until: parse_date(until, "role")?,
    })
}
