//! `namewire detect`.

use crate::Outcome;
use crate::args::{DetectArgs, Format};
use crate::input::{self, Item};
use crate::pretty;
use anstream::stdout;
use indicatif::{ProgressBar, ProgressStyle};
use namewire::export::{write_iob, write_json};
use namewire::{Analysis, Detector, Document, Error, Options};
use std::io::{BufWriter, IsTerminal, Write};
use std::sync::OnceLock;

/// From this many bytes on a progress bar is worth its line.
const LONG_INPUT: u64 = 16 << 20;
/// How many texts are read ahead of the output, so that memory stays bounded.
const BATCH: usize = 1024;

pub fn run(args: &DetectArgs) -> Outcome {
    let detector = detector(args)?;
    let terminal = std::io::stdout().is_terminal();
    let format = args.format.unwrap_or(if terminal { Format::Pretty } else { Format::Jsonl });
    let mut out = BufWriter::new(stdout().lock());
    let progress = progress(args);
    let sources: Vec<_> = match args.files.is_empty() {
        true => vec![None],
        false => args.files.iter().map(|f| Some(f.as_path())).collect(),
    };
    let mut all_read = true;
    let mut batch = Vec::new();
    for source in sources {
        for item in input::items(source, args.input, &args.text_field)? {
            batch.push(item?);
            if batch.len() == BATCH {
                all_read &= print(&detector, args, format, &mut batch, &mut out, &progress)?;
            }
        }
    }
    all_read &= print(&detector, args, format, &mut batch, &mut out, &progress)?;
    out.flush()?;
    progress.finish_and_clear();
    if all_read { Ok(()) } else { Err("some texts could not be read".into()) }
}

/// Reads and prints a batch and empties it; false when some text could not be read.
fn print(
    detector: &Detector,
    args: &DetectArgs,
    format: Format,
    batch: &mut Vec<Item>,
    out: &mut impl Write,
    progress: &ProgressBar,
) -> std::io::Result<bool> {
    let mut all_read = true;
    for (item, output) in batch.iter().zip(detect(detector, args, format, batch)) {
        match output {
            Ok(output) => out.write_all(&output)?,
            Err(error) => {
                anstream::eprintln!("namewire: {}: {error}", item.name());
                all_read = false;
            }
        }
        progress.inc(item.text.len() as u64);
    }
    batch.clear();
    Ok(all_read)
}

fn detector(args: &DetectArgs) -> Result<Detector, Error> {
    let mut builder = Detector::builder();
    for path in &args.gazetteers {
        builder = builder.gazetteer(input::gazetteer(path, &args.label)?);
    }
    if !args.no_builtin {
        builder = builder.gazetteer(namewire::builtin()?);
    }
    let options = Options {
        offsets: args.offsets.into(),
        nested: args.nested,
        min_score: args.min_score,
        strict_utf8: args.strict,
        ..Options::default()
    };
    builder.options(options).build()
}

/// One text as it is printed, or why it was not read.
type Rendered = Result<Vec<u8>, Error>;

/// Reads a batch of texts and renders each, in the order of the batch.
fn detect(detector: &Detector, args: &DetectArgs, format: Format, batch: &[Item]) -> Vec<Rendered> {
    let documents: Vec<Document<'_>> = batch
        .iter()
        .map(|item| {
            let document = Document::bytes(&item.text);
            item.date.or(args.date).map_or(document, |date| document.date(date))
        })
        .collect();
    let slots: Vec<OnceLock<Rendered>> = batch.iter().map(|_| OnceLock::new()).collect();
    detector.detect_batch(&documents, args.threads, |number, outcome| {
        let _ = slots[number].set(outcome.map(|analysis| render(analysis, &batch[number], args, format)));
    });
    // Every slot is set: each document is read exactly once.
    slots.into_iter().map(|slot| slot.into_inner().unwrap_or(Err(Error::Cancelled))).collect()
}

fn render(analysis: &Analysis, item: &Item, args: &DetectArgs, format: Format) -> Vec<u8> {
    if analysis.repaired() > 0 {
        let name = item.name();
        let first = std::str::from_utf8(&item.text).err().map_or(0, |e| e.valid_up_to());
        anstream::eprintln!(
            "namewire: {name}: {} bad UTF-8 sequences were read as separators, the first at byte {first}",
            analysis.repaired()
        );
    }
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = match format {
        Format::Jsonl => {
            write_json(&mut out, analysis, item.id.as_deref(), args.explain).and_then(|()| writeln!(out))
        }
        Format::Iob => write_iob(&mut out, analysis, &readable(&item.text)),
        Format::Pretty => {
            pretty::write(&mut out, analysis, item.id.as_deref(), &readable(&item.text), args.explain)
        }
    };
    out
}

/// The text as it was read: bad sequences are separators of the same length.
fn readable(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => {
            let mut repaired = String::new();
            namewire::text::repair(bytes, &mut repaired);
            repaired.into()
        }
    }
}

/// A bar on standard error when that is a terminal, the results go elsewhere, and the input is long.
fn progress(args: &DetectArgs) -> ProgressBar {
    let bytes: u64 = args.files.iter().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum();
    let wanted = bytes >= LONG_INPUT && std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
    if !wanted {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta} left");
    ProgressBar::new(bytes).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
