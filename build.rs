//! Compiles `data/` into the gazetteer that the library embeds, with the library's own text and gazetteer rooms.

#![allow(dead_code, unused_imports)]

#[path = "src/analysis.rs"]
mod analysis;
#[path = "src/error.rs"]
mod error;
#[path = "src/gazetteer/mod.rs"]
mod gazetteer;
#[path = "src/text/mod.rs"]
mod text;

// The rooms refer to these by their public names.
use analysis::*;
use error::{Error, Result, RowError};
use gazetteer::{Builder, CueKind, ReadOptions};
use std::path::{Path, PathBuf};

fn main() {
    for input in ["data", "src/gazetteer", "src/text", "src/analysis.rs", "src/error.rs"] {
        println!("cargo:rerun-if-changed={input}");
    }
    if std::env::var_os("CARGO_FEATURE_BUILTIN").is_none() {
        return;
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    if let Err(error) = compile(&out.join("builtin.nwg")) {
        // A bad row stops the build: the message names file and line.
        println!("cargo::error=built-in gazetteer: {error}");
        std::process::exit(1);
    }
}

fn compile(to: &Path) -> Result<()> {
    let mut builder = Builder::new();
    for list in lists(Path::new("data"))? {
        builder.read_file(&list, None, &ReadOptions::default())?;
    }
    let titles = Path::new("data/cues/titles.txt");
    let text = std::fs::read_to_string(titles).map_err(|e| Error::io(titles, e))?;
    for (number, line) in text.lines().enumerate() {
        if !line.trim().is_empty() && !line.starts_with('#') {
            let name = titles.display().to_string();
            let bad = |reason| RowError { list: name, line: number as u64 + 1, reason };
            builder.add_cue(CueKind::Title, line).map_err(bad)?;
        }
    }
    builder.write(to)
}

/// All `.tsv` and `.jsonl` lists below a folder, in order of their paths, so that every build is the same.
fn lists(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))? {
        let path = entry.map_err(|e| Error::io(folder, e))?.path();
        if path.is_dir() {
            found.extend(lists(&path)?);
        } else if path.extension().is_some_and(|e| e == "tsv" || e == "jsonl") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
