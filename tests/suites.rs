//! Replays the suites under `tests/suites` through the Rust API.

use namewire::gazetteer::{Builder, Format, ReadOptions};
use namewire::{Detector, Document, OffsetUnit, Options};
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: Option<String>,
    file: Option<String>,
    list: Option<String>,
    format: Option<String>,
    #[serde(default)]
    label: String,
    builtin: Option<bool>,
    date: Option<String>,
    offsets: Option<String>,
    #[serde(default)]
    nested: bool,
    min_score: Option<f32>,
    mentions: Vec<Expected>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Expected {
    text: String,
    label: String,
    entity: String,
    start: Option<u32>,
    end: Option<u32>,
    nested: Option<bool>,
    source: Option<String>,
}

impl Case {
    fn text(&self) -> String {
        match (&self.text, &self.file) {
            (Some(text), None) => text.clone(),
            (None, Some(file)) => {
                std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
            }
            _ => panic!("{}: give text or file", self.name),
        }
    }

    fn detector(&self) -> Detector {
        let mut builder = Detector::builder();
        if let Some(list) = &self.list {
            let format = Format::parse(self.format.as_deref().unwrap_or("jsonl")).expect("a known format");
            let mut gazetteer = Builder::new();
            let options =
                ReadOptions { name: self.name.clone(), label: self.label.clone(), ..Default::default() };
            gazetteer.read_str(list, format, &options).unwrap();
            builder = builder.gazetteer(gazetteer.build().unwrap());
        }
        if self.builtin.unwrap_or(self.list.is_none()) {
            builder = builder.gazetteer(namewire::builtin().unwrap());
        }
        let offsets = match self.offsets.as_deref() {
            None | Some("chars") => OffsetUnit::Chars,
            Some("bytes") => OffsetUnit::Bytes,
            Some("utf16") => OffsetUnit::Utf16,
            Some(other) => panic!("{}: offsets {other}", self.name),
        };
        let min_score = self.min_score.unwrap_or(Options::default().min_score);
        builder
            .options(Options { offsets, nested: self.nested, min_score, ..Options::default() })
            .build()
            .unwrap()
    }

    /// What differs from the expectation.
    fn check(&self) -> Option<String> {
        let text = self.text();
        let mut document = Document::new(&text);
        if let Some(date) = &self.date {
            document = document.date(date.parse().unwrap());
        }
        let analysis = self.detector().detect_document(&document).unwrap();
        let found: Vec<_> = analysis.iter().collect();
        let shown: Vec<String> = found
            .iter()
            .map(|m| format!("{} {} {} {:?}", m.text(), m.label(), m.id(), m.record().span))
            .collect();
        let same = |(m, e): (&namewire::MentionView<'_>, &Expected)| {
            let source = if m.record().source == 1 { "gazetteer" } else { "memory" };
            m.text() == e.text
                && m.label() == e.label
                && m.id() == e.entity
                && e.start.is_none_or(|s| s == m.record().span.start)
                && e.end.is_none_or(|s| s == m.record().span.end)
                && e.nested.is_none_or(|n| n == m.record().is_nested())
                && e.source.as_ref().is_none_or(|s| s == source)
        };
        let differs = found.iter().zip(&self.mentions).position(|pair| !same(pair));
        match differs {
            None if found.len() == self.mentions.len() => None,
            _ => {
                let at = differs.unwrap_or(found.len().min(self.mentions.len()));
                Some(format!(
                    "{}: mention {at}: expected {:?}, found {:?}\n  all: {}",
                    self.name,
                    self.mentions.get(at),
                    shown.get(at),
                    shown.join("\n       ")
                ))
            }
        }
    }
}

fn replay(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let suite: Suite = toml::from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
    let failures: Vec<String> = suite.case.iter().filter_map(Case::check).collect();
    assert!(
        failures.is_empty(),
        "{file}: {} of {} fail\n{}",
        failures.len(),
        suite.case.len(),
        failures.join("\n")
    );
}

#[test]
fn text() {
    replay("text.toml");
}

#[test]
fn detection() {
    replay("detection.toml");
}

#[test]
fn formats() {
    replay("formats.toml");
}

#[test]
fn samples() {
    replay("samples.toml");
}
