//! JSON Lines: one entity a line.
//!
//! ```json
//! {"id": "nw:org/acme", "label": "ORG", "subtype": "company", "name": "Acme Corp.", "prior": 0.5,
//!  "aliases": ["Acme", {"text": "ACME", "case": "exact", "weight": 0.7, "lang": "en", "near": ["shares"],
//!              "not_near": [], "require": [], "forbid": [], "window": 10, "from": "2001-01-01", "until": null,
//!              "anywhere": false}],
//!  "attributes": {"country": "iso3166:US"},
//!  "roles": [{"title": "…", "organisation": "…", "from": "2013-02-01", "until": null}]}
//! ```
//!
//! Only `name` is needed. Unknown keys are errors, so that a misspelt rule is not lost.

use super::{Row, parse_date, spacy};
use crate::error::RowError;
use crate::gazetteer::entry::{Alias, CaseRule, Entry, Guards, Role};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryRow {
    #[serde(default)]
    id: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    subtype: String,
    #[serde(default)]
    name: String,
    prior: Option<f32>,
    #[serde(default)]
    aliases: Vec<AliasRow>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    #[serde(default)]
    roles: Vec<RoleRow>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "an alias is a string, or an object with `text` and known rules")]
enum AliasRow {
    Text(String),
    Rules(Box<AliasRules>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AliasRules {
    text: String,
    #[serde(default)]
    lang: String,
    case: Option<String>,
    weight: Option<f32>,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    not_near: Vec<String>,
    #[serde(default)]
    require: Vec<String>,
    #[serde(default)]
    forbid: Vec<String>,
    window: Option<u16>,
    from: Option<String>,
    until: Option<String>,
    #[serde(default)]
    anywhere: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleRow {
    title: String,
    #[serde(default)]
    organisation: String,
    from: Option<String>,
    until: Option<String>,
}

pub(super) fn read(
    text: &str,
    label: &str,
    each: &mut dyn FnMut(Row) -> Result<(), RowError>,
) -> Result<(), RowError> {
    for (i, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let number = i as u64 + 1;
        each((number, if is_pattern(line) { spacy::row(line, label) } else { row(line, label) }))?;
    }
    Ok(())
}

fn is_pattern(line: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        pattern: Option<serde::de::IgnoredAny>,
    }
    line.contains("\"pattern\"") && serde_json::from_str::<Probe>(line).is_ok_and(|p| p.pattern.is_some())
}

fn row(line: &str, default_label: &str) -> Result<Entry, String> {
    let row: EntryRow = serde_json::from_str(line).map_err(|e| format!("bad JSON: {e}"))?;
    if row.id.is_empty() && row.name.is_empty() {
        return Err("row has neither id nor name".to_owned());
    }
    let dates = |from: Option<String>, until: Option<String>| -> Result<_, String> {
        Ok((parse_date(&from.unwrap_or_default(), "from")?, parse_date(&until.unwrap_or_default(), "until")?))
    };
    let roles = row.roles.into_iter().map(|r| {
        let (from, until) = dates(r.from, r.until)?;
        Ok(Role { title: r.title, organisation: r.organisation, from, until })
    });
    let label = match row.label.as_str() {
        "" if !row.name.is_empty() => default_label,
        label => label,
    };
    Ok(Entry {
        id: if row.id.is_empty() { row.name.clone() } else { row.id },
        label: label.to_owned(),
        subtype: row.subtype,
        name: row.name,
        prior: row.prior,
        attributes: row.attributes.into_iter().collect(),
        roles: roles.collect::<Result<_, String>>()?,
        aliases: row.aliases.into_iter().map(alias).collect::<Result<_, _>>()?,
        name_rules: Alias::default(),
    })
}

fn alias(row: AliasRow) -> Result<Alias, String> {
    let rules = match row {
        AliasRow::Text(text) => return Ok(Alias::new(text)),
        AliasRow::Rules(rules) => *rules,
    };
    let case = rules.case.as_deref().unwrap_or("smart");
    Ok(Alias {
        case: CaseRule::parse(case).ok_or_else(|| format!("case `{case}` is not smart, exact or any"))?,
        weight: rules.weight.unwrap_or(Alias::DEFAULT_WEIGHT),
        guards: Guards {
            near: rules.near,
            not_near: rules.not_near,
            require: rules.require,
            forbid: rules.forbid,
            window: rules.window.unwrap_or(Guards::DEFAULT_WINDOW),
        },
        from: parse_date(&rules.from.unwrap_or_default(), "from")?,
        until: parse_date(&rules.until.unwrap_or_default(), "until")?,
        anywhere: rules.anywhere,
        text: rules.text,
        language: rules.lang,
    })
}
