//! What is read: texts from files, standard input and JSON lines; gazetteers from compiled files and lists.

use crate::args::Input;
use namewire::gazetteer::{Builder, Format, ReadOptions};
use namewire::{Date, Error, Gazetteer};
use std::error::Error as StdError;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// One text with what is known of it.
pub struct Item {
    pub id: Option<String>,
    pub text: Vec<u8>,
    pub date: Option<Date>,
}

impl Item {
    /// What messages call it.
    pub fn name(&self) -> &str {
        self.id.as_deref().unwrap_or("standard input")
    }
}

/// The texts of one source, read as they are asked for.
pub type Items = Box<dyn Iterator<Item = Result<Item, Box<dyn StdError>>>>;

/// Opens one source of texts; `None` is standard input.
pub fn items(file: Option<&Path>, input: Input, text_field: &str) -> Result<Items, Box<dyn StdError>> {
    let name = file.map(|f| f.display().to_string());
    let mut reader: Box<dyn BufRead> = match file {
        Some(path) => Box::new(BufReader::new(File::open(path).map_err(|e| Error::io(path, e))?)),
        None => Box::new(std::io::stdin().lock()),
    };
    match input {
        Input::Text => {
            let mut text = Vec::new();
            reader.read_to_end(&mut text).map_err(|e| Error::io(name.as_deref().unwrap_or("-"), e))?;
            Ok(Box::new(std::iter::once(Ok(Item { id: name, text, date: None }))))
        }
        Input::Jsonl => Ok(lines(reader, name.unwrap_or("standard input".to_owned()), text_field.to_owned())),
    }
}

fn lines(reader: Box<dyn BufRead>, name: String, text_field: String) -> Items {
    let lines = (1..).zip(reader.split(b'\n'));
    Box::new(lines.filter_map(move |(number, line)| {
        let item = match line {
            Ok(line) if line.iter().all(u8::is_ascii_whitespace) => return None,
            Ok(line) => read_line(&line, &text_field),
            Err(error) => Err(error.to_string()),
        };
        Some(item.map_err(|reason| format!("{name}:{number}: {reason}").into()))
    }))
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
