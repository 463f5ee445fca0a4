//! The arguments of the command line.

use clap::{Parser, Subcommand, ValueEnum};
use namewire::{Date, OffsetUnit};
use std::path::PathBuf;

/// Finds the named people, organisations, places and groups in news texts.
#[derive(Debug, Parser)]
#[command(name = "namewire", version)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read texts and print the names in them.
    Detect(DetectArgs),
    /// Make, inspect and query gazetteers.
    #[command(subcommand)]
    Gazetteer(GazetteerCommand),
}

#[derive(Debug, clap::Args)]
pub struct DetectArgs {
    /// Files to read, one text each (or JSON lines); standard input without files.
    pub files: Vec<PathBuf>,
    /// What a file holds.
    #[arg(long, value_enum, default_value_t = Input::Text)]
    pub input: Input,
    /// The field of a JSON line that holds the text.
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub text_field: String,
    /// How to print; pretty on a terminal, jsonl otherwise.
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// The unit of offsets.
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    pub offsets: Offsets,
    /// A compiled gazetteer or a source list (.csv .tsv .jsonl .txt) to lay over the built-in one; may be repeated,
    /// the first decides.
    #[arg(long = "gazetteer", value_name = "FILE")]
    pub gazetteers: Vec<PathBuf>,
    /// The label of list rows that give none.
    #[arg(long, value_name = "LABEL", default_value = "MISC")]
    pub label: String,
    /// Leave the built-in gazetteer out.
    #[arg(long)]
    pub no_builtin: bool,
    /// The day the texts were written (JSON lines may have a `date` each).
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// How many threads; 0 for one a processor.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub threads: usize,
    /// Say for each mention what speaks for it.
    #[arg(long)]
    pub explain: bool,
    /// Give names inside names too.
    #[arg(long)]
    pub nested: bool,
    /// Leave out mentions below this score, 0 to 1.
    #[arg(long, value_name = "SCORE", default_value_t = 0.5)]
    pub min_score: f32,
    /// Refuse texts that are not valid UTF-8 instead of reading past the bad bytes.
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Input {
    /// One text a file.
    Text,
    /// One object a line, with `id`, the text field and perhaps `date`.
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Coloured text and a table of its entities.
    Pretty,
    /// One JSON object a text.
    Jsonl,
    /// One token a line with its tag.
    Iob,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Offsets {
    Bytes,
    Chars,
    Utf16,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Bytes => OffsetUnit::Bytes,
            Offsets::Chars => OffsetUnit::Chars,
            Offsets::Utf16 => OffsetUnit::Utf16,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum GazetteerCommand {
    /// Compile lists into one gazetteer file.
    Build {
        /// The lists.
        #[arg(required = true)]
        lists: Vec<PathBuf>,
        /// Where to write the gazetteer.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// The lists' format; told by their names' endings unless given: csv, tsv, jsonl, list, spacy.
        #[arg(long, value_parser = parse_format)]
        format: Option<namewire::gazetteer::Format>,
        /// The label of rows that give none.
        #[arg(long, value_name = "LABEL", default_value = "")]
        label: String,
        /// Leave bad rows out, saying so, instead of stopping at the first.
        #[arg(long)]
        skip_bad_rows: bool,
    },
    /// Check a gazetteer and count what it holds.
    Info {
        /// A compiled gazetteer or a list; the built-in one when missing.
        file: Option<PathBuf>,
    },
    /// Print every entity that a name (or an id) stands for.
    Lookup {
        /// The name or id.
        name: String,
        /// A compiled gazetteer or a list; the built-in one when missing.
        #[arg(long, value_name = "FILE")]
        gazetteer: Option<PathBuf>,
    },
}

fn parse_format(name: &str) -> Result<namewire::gazetteer::Format, String> {
    namewire::gazetteer::Format::parse(name)
        .ok_or_else(|| "expected csv, tsv, jsonl, list or spacy".to_owned())
}
