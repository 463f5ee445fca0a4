//! spaCy EntityRuler patterns, as `EntityRuler.to_disk` writes them.
//!
//! * `{"label": "ORG", "pattern": "Apple", "id": "apple"}`: a phrase, matched letter by letter as spaCy does.
//! * `{"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "francisco"}]}`: tokens given by `LOWER` (any
//!   case) or by `TEXT` or `ORTH` (exact), each a string or `{"IN": […]}`; `"OP": "?"` makes a token optional.
//!
//! The id is the pattern's, or its first text when it has none. Patterns that ask for more (lemmas, tags, regular
//! expressions, repetition) are refused row by row.

use super::Row;
use crate::error::RowError;
use crate::gazetteer::entry::{Alias, CaseRule, Entry};
use serde::Deserialize;
use serde_json::{Map, Value};

/// How many texts one pattern may stand for.
const MOST_VARIANTS: usize = 1024;

#[derive(Deserialize)]
struct PatternRow {
    label: Option<String>,
    pattern: Value,
    id: Option<String>,
}

pub(super) fn read(
    text: &str,
    label: &str,
    each: &mut dyn FnMut(Row) -> Result<(), RowError>,
) -> Result<(), RowError> {
    for (i, line) in text.lines().enumerate() {
        if !line.trim().is_empty() {
            each((i as u64 + 1, row(line, label)))?;
        }
    }
    Ok(())
}

/// The entry of one pattern.
pub(super) fn row(line: &str, default_label: &str) -> Result<Entry, String> {
    let row: PatternRow = serde_json::from_str(line).map_err(|e| format!("bad JSON: {e}"))?;
    let (texts, case) = match &row.pattern {
        Value::String(phrase) => (vec![phrase.clone()], CaseRule::Exact),
        Value::Array(tokens) => expand(tokens)?,
        _ => return Err("`pattern` is neither a string nor a list of tokens".to_owned()),
    };
    let Some(first) = texts.first().cloned() else {
        return Err("the pattern stands for no text".to_owned());
    };
    let rules = Alias { case, ..Alias::default() };
    Ok(Entry {
        id: row.id.unwrap_or_else(|| first.clone()),
        label: row.label.unwrap_or_else(|| default_label.to_owned()),
        name: first,
        aliases: texts.into_iter().skip(1).map(|text| Alias { text, ..rules.clone() }).collect(),
        name_rules: rules,
        ..Entry::default()
    })
}

/// All texts that a list of tokens stands for, and how their case is compared.
fn expand(tokens: &[Value]) -> Result<(Vec<String>, CaseRule), String> {
    let mut texts = vec![String::new()];
    let mut case = None;
    for token in tokens {
        let token = token.as_object().ok_or("a token of the pattern is not an object")?;
        let (words, rule, optional) = words(token)?;
        if *case.get_or_insert(rule) != rule {
            return Err("the pattern mixes LOWER with TEXT or ORTH".to_owned());
        }
        let before = texts.clone();
        if !optional {
            texts.clear();
        }
        for word in &words {
            texts.extend(before.iter().map(|t| match t.is_empty() {
                true => word.clone(),
                false => format!("{t} {word}"),
            }));
        }
        if texts.len() > MOST_VARIANTS {
            return Err(format!("the pattern stands for more than {MOST_VARIANTS} texts"));
        }
    }
    texts.retain(|t| !t.is_empty());
    Ok((texts, case.unwrap_or_default()))
}

/// The words a token may be, its case rule, and whether it may be missing.
fn words(token: &Map<String, Value>) -> Result<(Vec<String>, CaseRule, bool), String> {
    let mut found = None;
    let mut optional = false;
    for (key, value) in token {
        match (key.as_str(), value) {
            ("LOWER" | "lower", value) => found = Some((value, CaseRule::Any)),
            ("TEXT" | "ORTH" | "text" | "orth", value) => found = Some((value, CaseRule::Exact)),
            ("OP" | "op", Value::String(op)) if op == "?" => optional = true,
            ("OP" | "op", Value::String(op)) if op == "1" => {}
            _ => return Err(format!("token attribute `{key}`: {value} is not supported")),
        }
    }
    let (value, case) = found.ok_or("a token has neither LOWER nor TEXT nor ORTH")?;
    let list = match value {
        Value::String(word) => vec![word.clone()],
        Value::Object(map) if map.len() == 1 => {
            let any = map.get("IN").or_else(|| map.get("in")).and_then(Value::as_array);
            let any = any.ok_or_else(|| format!("token value {value} is not supported"))?;
            any.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => return Err(format!("token value {value} is not supported")),
    };
    Ok((list, case, optional))
}
