//! The text, article by article, and the list, name by name.

use crate::Outcome;
use crate::boundary::lower;

/// A file with one article a line.
pub struct Corpus {
    text: String,
}

impl Corpus {
    /// Reads whole articles of about the first `bytes` bytes.
    pub fn read(path: &str, bytes: usize) -> Outcome<Self> {
        let mut text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        if bytes < text.len() {
            let end = text.as_bytes()[..bytes].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
            text.truncate(end);
        }
        if text.is_empty() {
            return Err(format!("{path}: no article in the first {bytes} bytes").into());
        }
        text.shrink_to_fit();
        Ok(Corpus { text })
    }

    /// Puts the text into small letters for engines that cannot ignore case themselves.
    pub fn lower(&mut self) {
        self.text = lower(&self.text);
    }

    /// The articles.
    pub fn articles(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }

    /// Bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }
}

/// Reads a list of one name a line.
pub fn read_list(path: &str) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}").into())
}

/// The table that stands beside a list, the same names under the ids of what they name; or the list itself where
/// there is none.
pub fn table_path(list: &str) -> String {
    let table = std::path::Path::new(list).with_extension("tsv");
    if table.is_file() { table.display().to_string() } else { list.to_owned() }
}
