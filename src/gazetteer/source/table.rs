//! CSV and TSV with a header row.
//!
//! Columns: `id` (the name when missing), `label`, `subtype`, `name`, `aliases` (parted by `|`), `lang`, `case`,
//! `weight`, `prior`, `near`, `not_near`, `require`, `forbid` (parted by `|`), `window`, `from`, `until`,
//! `anywhere` (`yes`), `roles` (`title [from..until]`, parted by `|`) and `attr.KEY` for attributes. All but
//! `name` may be missing. Rules of a row hold for all its aliases, the name included. Lines that begin with `#`
//! are comments.

use super::{Row, parse_date, parse_role, parse_share};
use crate::error::RowError;
use crate::gazetteer::entry::{Alias, CaseRule, Entry};
use csv::{ReaderBuilder, StringRecord};

const COLUMNS: [&str; 18] = [
    "id", "label", "subtype", "name", "aliases", "lang", "case", "weight", "prior", "near", "not_near",
    "require", "forbid", "window", "from", "until", "anywhere", "roles",
];

/// Where each column stands in the rows.
struct Header {
    at: [Option<usize>; COLUMNS.len()],
    attributes: Vec<(usize, String)>,
    width: usize,
}

impl Header {
    fn read(record: &StringRecord) -> Result<Header, String> {
        let mut header = Header { at: [None; COLUMNS.len()], attributes: Vec::new(), width: record.len() };
        for (i, column) in record.iter().map(str::trim).enumerate() {
            if let Some(key) = column.strip_prefix("attr.") {
                header.attributes.push((i, key.to_owned()));
            } else if let Some(known) = COLUMNS.iter().position(|c| *c == column) {
                if header.at[known].replace(i).is_some() {
                    return Err(format!("column `{column}` stands twice in the header"));
                }
            } else {
                return Err(format!(
                    "unknown column `{column}` (known: {}; attributes are written attr.KEY)",
                    COLUMNS.join(", ")
                ));
            }
        }
        if header.at[3].is_none() {
            return Err("the header has no column `name`".to_owned());
        }
        Ok(header)
    }

    /// The field of a column, by its name in [`COLUMNS`].
    fn field<'r>(&self, record: &'r StringRecord, column: &str) -> &'r str {
        let at = COLUMNS.iter().position(|c| *c == column).and_then(|i| self.at[i]);
        at.and_then(|i| record.get(i)).map_or("", str::trim)
    }
}

pub(super) fn read(
    text: &str,
    delimiter: u8,
    label: &str,
    each: &mut dyn FnMut(Row) -> Result<(), RowError>,
) -> Result<(), RowError> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter == b',')
        .comment(Some(b'#'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut header: Option<Header> = None;
    loop {
        let more = reader.read_record(&mut record);
        // The reader's own position is that of the row's first byte; multi-line fields keep it true.
        let line = record.position().map_or(1, |p| p.line());
        match (more, &header) {
            (Ok(false), _) => return Ok(()),
            (Err(e), _) => each((line, Err(e.to_string())))?,
            (Ok(true), None) => match Header::read(&record) {
                Ok(h) => header = Some(h),
                // Without its header no row of the list can be understood: one error, and the end.
                Err(reason) => return each((line, Err(reason))),
            },
            (Ok(true), Some(header)) => each((line, row(header, &record, label)))?,
        }
    }
}

fn row(header: &Header, record: &StringRecord, default_label: &str) -> Result<Entry, String> {
    if record.len() != header.width {
        return Err(format!("row has {} fields, the header has {}", record.len(), header.width));
    }
    let field = |column| header.field(record, column);
    let rules = rules(&field)?;
    let (id, name) = (field("id"), field("name"));
    if id.is_empty() && name.is_empty() {
        return Err("row has neither id nor name".to_owned());
    }
    // A row without a name adds to an entity that an earlier row introduced, so it needs no label.
    let label = match field("label") {
        "" if !name.is_empty() => default_label,
        label => label,
    };
    Ok(Entry {
        id: if id.is_empty() { name } else { id }.to_owned(),
        label: label.to_owned(),
        subtype: field("subtype").to_owned(),
        name: name.to_owned(),
        prior: match field("prior") {
            "" => None,
            prior => Some(parse_share(prior, "prior")?),
        },
        attributes: header
            .attributes
            .iter()
            .filter_map(|(i, key)| Some((key.clone(), record.get(*i)?.trim().to_owned())))
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        roles: parts(field("roles")).map(parse_role).collect::<Result<_, _>>()?,
        aliases: parts(field("aliases"))
            .map(|text| Alias { text: text.to_owned(), ..rules.clone() })
            .collect(),
        name_rules: rules,
    })
}

/// The conditions that a row puts on its aliases.
fn rules<'r>(field: &impl Fn(&'static str) -> &'r str) -> Result<Alias, String> {
    let mut rules = Alias { language: field("lang").to_owned(), ..Alias::default() };
    let case = field("case");
    if !case.is_empty() {
        rules.case =
            CaseRule::parse(case).ok_or_else(|| format!("case `{case}` is not smart, exact or any"))?;
    }
    let weight = field("weight");
    if !weight.is_empty() {
        rules.weight = parse_share(weight, "weight")?;
    }
    let words = |column| parts(field(column)).map(str::to_owned).collect::<Vec<_>>();
    rules.guards.near = words("near");
    rules.guards.not_near = words("not_near");
    rules.guards.require = words("require");
    rules.guards.forbid = words("forbid");
    let window = field("window");
    if !window.is_empty() {
        rules.guards.window =
            window.parse().map_err(|_| format!("window `{window}` is not a number of tokens"))?;
    }
    rules.from = parse_date(field("from"), "from")?;
    rules.until = parse_date(field("until"), "until")?;
    rules.anywhere = match field("anywhere") {
        "" | "no" | "false" | "0" => false,
        "yes" | "true" | "1" => true,
        other => return Err(format!("anywhere `{other}` is not yes or no")),
    };
    Ok(rules)
}

fn parts(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|p| !p.is_empty())
}
