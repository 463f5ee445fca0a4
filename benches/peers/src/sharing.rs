//! The compiled file: making it, opening it, and holding it open beside others.

use crate::Outcome;
use crate::corpus::{Corpus, table_path};
use crate::engine::list_options;
use crate::memory::{Usage, processor_seconds};
use namewire::gazetteer::{Builder, Finder, Gazetteer};
use serde_json::json;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

/// Compiles a list into a file and tells time and the peak of the whole process.
pub fn compile(list: &str, file: &str) -> Outcome {
    let clock = Instant::now();
    let mut builder = Builder::new();
    let report = builder.read_file(Path::new(&table_path(list)), None, &list_options())?;
    let read = clock.elapsed().as_secs_f64();
    builder.write(Path::new(file))?;
    let seconds = clock.elapsed().as_secs_f64();
    let bytes = std::fs::metadata(file)?.len();
    let peak_mb = Usage::now().peak as f64 * 1024.0 / 1e6;
    let (rows, bad) = (report.rows, report.problems.len());
    let told = json!({
        "seconds": seconds, "read_seconds": read, "processor_seconds": processor_seconds(),
        "peak_mb": peak_mb, "bytes": bytes, "rows": rows, "left_out": bad,
    });
    println!("{told}");
    Ok(())
}

/// Opens a file, once: a process of its own for each opening, so that nothing is warm but the page cache.
pub fn open(file: &str, checked: bool) -> Outcome {
    let clock = Instant::now();
    let gazetteer = if checked { Gazetteer::open(file)? } else { Gazetteer::open_unchecked(file)? };
    let opened = clock.elapsed().as_secs_f64();
    let mut first = false;
    gazetteer
        .find("Officials in Paris, London and New York said so.", &mut Finder::default(), |_| first = true);
    println!("{}", json!({"open": opened, "first": clock.elapsed().as_secs_f64(), "found": first}));
    Ok(())
}

/// Opens a file, scans the text with it, says so, and keeps it open until standard input ends.
pub fn hold(file: &str, text: &str) -> Outcome {
    let gazetteer = Gazetteer::open(file)?;
    let mut hits = 0u64;
    let mut finder = Finder::default();
    for article in Corpus::read(text, usize::MAX)?.articles() {
        gazetteer.find(article, &mut finder, |_| hits += 1);
    }
    println!("{}", json!({"hits": hits}));
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
