//! The suites of the repository, replayed through C. An unknown key is an error, so that no expectation is lost.

mod support;

use serde_json::Value;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use support::*;
use toml::Table;

const CASE_KEYS: [&str; 13] = [
    "name",
    "text",
    "file",
    "list",
    "format",
    "label",
    "builtin",
    "date",
    "offsets",
    "nested",
    "min_score",
    "mentions",
    "note",
];
const MENTION_KEYS: [&str; 7] = ["text", "label", "entity", "start", "end", "nested", "source"];

struct Case {
    /// Suite and name, for messages.
    title: String,
    table: Table,
}

fn cases() -> Vec<Case> {
    let folder = root().join("tests/suites");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
    files.sort();
    files.iter().flat_map(|f| suite(f)).collect()
}

fn suite(file: &Path) -> Vec<Case> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(file).expect("a suite");
    let table: Table = text.parse().unwrap_or_else(|e| panic!("{name}: {e}"));
    known_keys(&table, &["case"], &name);
    let cases = table.get("case").and_then(|c| c.as_array()).cloned().unwrap_or_default();
    let tables = cases.into_iter().map(|c| c.try_into::<Table>().expect("[[case]]"));
    let case =
        |table: Table| Case { title: format!("{name}: {}", string(&table, "name").unwrap_or("?")), table };
    tables.map(case).collect()
}

fn known_keys(table: &Table, known: &[&str], place: &str) {
    let unknown: Vec<_> = table.keys().filter(|k| !known.contains(&k.as_str())).collect();
    assert!(unknown.is_empty(), "{place}: unknown keys {unknown:?}");
}

fn string<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key).map(|v| v.as_str().unwrap_or_else(|| panic!("{key} is not a string: {v}")))
}

fn boolean(table: &Table, key: &str) -> Option<bool> {
    table.get(key).map(|v| v.as_bool().unwrap_or_else(|| panic!("{key} is not true or false: {v}")))
}

impl Case {
    fn text(&self) -> Vec<u8> {
        match (string(&self.table, "text"), string(&self.table, "file")) {
            (Some(text), None) => text.as_bytes().to_vec(),
            (None, Some(file)) => std::fs::read(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}")),
            _ => panic!("{}: give either text or file", self.title),
        }
    }

    /// The case as tests/c/replay.c reads it.
    fn bytes(&self) -> Vec<u8> {
        known_keys(&self.table, &CASE_KEYS, &self.title);
        let offsets = match string(&self.table, "offsets").unwrap_or("chars") {
            "chars" => 0,
            "bytes" => 1,
            "utf16" => 2,
            other => panic!("{}: offsets {other}", self.title),
        };
        let list = string(&self.table, "list");
        let format = match (list, string(&self.table, "format").unwrap_or("jsonl")) {
            (None, _) => 0,
            (_, "csv") => 1,
            (_, "tsv") => 2,
            (_, "jsonl") => 3,
            (_, "list") => 4,
            (_, "spacy") => 5,
            (_, other) => panic!("{}: format {other}", self.title),
        };
        let builtin = boolean(&self.table, "builtin").unwrap_or(list.is_none());
        let nested = boolean(&self.table, "nested").unwrap_or(false);
        let min_score = self.table.get("min_score").map_or(-1.0, number);
        let date = self.table.get("date").map_or("0".to_owned(), |d| match d {
            toml::Value::String(s) => s.replace('-', ""),
            other => other.to_string().replace('-', ""),
        });
        let (label, list, text) =
            (string(&self.table, "label").unwrap_or(""), list.unwrap_or(""), self.text());
        let mut bytes = format!(
            "{offsets} {} {min_score} {date} {format} {} {} {} {}\n",
            u8::from(nested),
            u8::from(builtin),
            label.len(),
            list.len(),
            text.len()
        )
        .into_bytes();
        bytes.extend([label.as_bytes(), list.as_bytes(), &text].concat());
        bytes
    }

    /// What differs between the expectation and a line of the replay.
    fn difference(&self, line: &str) -> Option<String> {
        let json: Value = match serde_json::from_str(line) {
            Ok(json) => json,
            Err(_) => return Some(line.to_owned()),
        };
        let expected = self.table.get("mentions").and_then(|m| m.as_array()).cloned().unwrap_or_default();
        let found = json["mentions"].as_array().expect("mentions");
        let shown: Vec<String> = found.iter().map(|m| show(m, &json)).collect();
        for (place, want) in expected.iter().enumerate() {
            let want = want.as_table().expect("a mention is a table");
            known_keys(want, &MENTION_KEYS, &self.title);
            let Some(got) = found.get(place) else {
                return Some(format!("expected {want}, found only {shown:#?}"));
            };
            for (key, value) in want {
                let have = field(got, &json, key);
                if have != as_json(value) {
                    return Some(format!("mention {place}: {key} is {have}, not {value}, in {shown:#?}"));
                }
            }
        }
        (found.len() > expected.len()).then(|| format!("found too: {:#?}", &shown[expected.len()..]))
    }
}

fn number(value: &toml::Value) -> f64 {
    value.as_float().or_else(|| value.as_integer().map(|i| i as f64)).expect("a number")
}

fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Integer(i) => Value::from(*i),
        toml::Value::Boolean(b) => Value::from(*b),
        toml::Value::String(s) => Value::from(s.as_str()),
        other => panic!("a mention has no use for {other}"),
    }
}

/// A field of a mention under the suites' names.
fn field(mention: &Value, document: &Value, key: &str) -> Value {
    match key {
        "entity" => {
            let index = mention["entity"].as_u64().map(|i| i as usize);
            index.map_or(Value::from(""), |i| document["entities"][i]["id"].clone())
        }
        "nested" => Value::from(mention["nested"].as_bool().unwrap_or(false)),
        key => mention[key].clone(),
    }
}

fn show(mention: &Value, document: &Value) -> String {
    let [text, label, id, start] = ["text", "label", "entity", "start"].map(|k| field(mention, document, k));
    format!("{start} {text} {label} {id}")
}

/// Gives all cases to the program and returns its lines.
fn replay(mut command: Command, cases: &[Case]) -> Vec<String> {
    let input: Vec<u8> = cases.iter().flat_map(Case::bytes).collect();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("replay runs");
    let mut stdin = child.stdin.take().expect("its input");
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("replay ends");
    writer.join().expect("the writer").expect("all cases are read");
    assert!(output.status.success(), "{command:?}: {}", output.status);
    let lines: Vec<String> =
        String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), cases.len(), "one line a case");
    lines
}

#[test]
fn suites_through_c() {
    if !have("cc") {
        return;
    }
    let cases = cases();
    let lines = replay(Command::new(compile("tests/c/replay.c")), &cases);
    let differences: Vec<String> = cases
        .iter()
        .zip(&lines)
        .filter_map(|(case, line)| case.difference(line).map(|d| format!("{}: {d}", case.title)))
        .collect();
    assert!(
        differences.is_empty(),
        "{} of {} cases:\n{}",
        differences.len(),
        cases.len(),
        differences.join("\n")
    );
}

#[test]
fn suites_under_valgrind() {
    if !have("cc") || !have("valgrind") {
        return;
    }
    replay(valgrind(&compile("tests/c/replay.c")), &cases());
}
