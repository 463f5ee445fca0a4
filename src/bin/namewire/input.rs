//! What is read: texts from files, standard input and JSON lines; gazetteers from compiled files and lists.

use crate::args::Input;
use namewire::gazetteer::{Builder, Format, ReadOptions};
use namewire::{Date, Error, Gazetteer};
use std::error::Error as StdError;
use std::io::Read;
use std::path::{Path, PathBuf};

/// One text with what is known of it.
pub struct Item {
    pub id: Option<String>,
    pub text: Vec<u8>,
    pub date: Option<Date>,
}

/// Reads one source of texts; `None` is standard input.
pub fn read(file: Option<&Path>, input: Input, text_field: &str) -> Result<Vec<Item>, Box<dyn StdError>> {
    let name = file.map(|f| f.display().to_string());
    let bytes = match file {
        Some(path) => std::fs::read(path).map_err(|e| Error::io(path, e))?,
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes)?;
            bytes
        }
    };
    match input {
        Input::Text => Ok(vec![Item { id: name, text: bytes, date: None }]),
        Input::Jsonl => read_lines(&bytes, name.as_deref().unwrap_or("standard input"), text_field),
    }
}

fn read_lines(bytes: &[u8], name: &str, text_field: &str) -> Result<Vec<Item>, Box<dyn StdError>> {
    let mut items = Vec::new();
    for (number, line) in bytes.split(|&b| b == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        items.push(read_line(line, text_field).map_err(|reason| format!("{name}:{}: {reason}", number + 1))?);
    }
    Ok(items)
}

fn read_line(line: &[u8], text_field: &str) -> Result<Item, String> {
    let value: serde_json::Value = serde_json::from_slice(line).map_err(|e| format!("bad JSON: {e}"))?;
    let object = value.as_object().ok_or("not a JSON object")?;
    let text = object.get(text_field).and_then(|t| t.as_str());
    let text = text.ok_or_else(|| format!("no text in field `{text_field}`"))?;
    let id = match object.get("id") {
        None | Some(serde_json::Value::Null) => None,
        Some(serde_json::Value::String(id)) => Some(id.clone()),
        Some(other) => Some(other.to_string()),
    };
    let date = match object.get("date").and_then(|d| d.as_str()) {
        Some(date) => Some(date.parse().map_err(|e| format!("date: {e}"))?),
        None => None,
    };
    Ok(Item { id, text: text.as_bytes().to_vec(), date })
}

/// Opens a compiled gazetteer, or compiles a list in memory.
pub fn gazetteer(path: &PathBuf, label: &str) -> Result<Gazetteer, Error> {
    if Format::of_path(path).is_none() {
        return Gazetteer::open(path);
    }
    let mut builder = Builder::new();
    let options = ReadOptions { label: label.to_owned(), ..ReadOptions::default() };
    builder.read_file(path, None, &options)?;
    builder.build()
}
