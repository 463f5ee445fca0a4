//! `namewire gazetteer build|info|lookup`.

use crate::Outcome;
use crate::args::GazetteerCommand;
use crate::input;
use anstream::{eprintln, println};
use namewire::gazetteer::{Builder, EntityInfo, Format, OnBadRow, ReadOptions};
use namewire::{Error, Gazetteer};
use std::path::{Path, PathBuf};

pub fn run(command: &GazetteerCommand) -> Outcome {
    match command {
        GazetteerCommand::Build { lists, output, format, label, skip_bad_rows } => {
            build(lists, output, *format, label, *skip_bad_rows)
        }
        GazetteerCommand::Info { file } => info(file.as_ref()),
        GazetteerCommand::Lookup { name, gazetteer } => lookup(name, gazetteer.as_ref()),
    }
}

fn open(file: Option<&PathBuf>) -> Result<Gazetteer, Error> {
    match file {
        Some(path) => input::gazetteer(path, "MISC"),
        None => namewire::builtin(),
    }
}

fn build(lists: &[PathBuf], output: &Path, format: Option<Format>, label: &str, skip: bool) -> Outcome {
    let mut builder = Builder::new();
    let on_bad_row = if skip { OnBadRow::Skip } else { OnBadRow::Stop };
    let mut left_out = 0;
    for list in lists {
        let options = ReadOptions { label: label.to_owned(), on_bad_row, ..ReadOptions::default() };
        let report = builder.read_file(list, format, &options)?;
        report.problems.iter().for_each(|p| eprintln!("namewire: {p}"));
        left_out += report.problems.len();
        println!("{}: {} rows, {} left out", list.display(), report.rows, report.problems.len());
    }
    builder.write(output)?;
    let info = Gazetteer::open(output)?.info();
    println!(
        "{}: {} entities, {} aliases, {} bytes",
        output.display(),
        info.entities,
        info.aliases,
        info.bytes
    );
    if left_out > 0 {
        eprintln!("namewire: {left_out} bad rows were left out");
    }
    Ok(())
}

fn info(file: Option<&PathBuf>) -> Outcome {
    let info = open(file)?.info();
    println!("entities  {}", info.entities);
    println!("aliases   {} ({} match anywhere)", info.aliases, info.anywhere);
    println!("cues      {}", info.cues);
    println!("bytes     {}", info.bytes);
    println!("\nentities by label");
    for ((label, subtype), count) in &info.labels {
        let name = if subtype.is_empty() { label.clone() } else { format!("{label}.{subtype}") };
        println!("  {name:24} {count:>8}");
    }
    println!("\naliases by language");
    for (language, count) in &info.languages {
        let name = if language.is_empty() { "any" } else { language };
        println!("  {name:24} {count:>8}");
    }
    Ok(())
}

fn lookup(name: &str, file: Option<&PathBuf>) -> Outcome {
    let gazetteer = open(file)?;
    let mut found = false;
    if let Some(entity) = gazetteer.entity(name) {
        print_entity(&entity);
        found = true;
    }
    for sense in gazetteer.senses(name) {
        print_entity(&sense.entity);
        let restricted = if sense.restricted { ", under conditions" } else { "" };
        println!(
            "  alias     {} ({}, weight {:.2}{restricted})",
            sense.alias,
            sense.case.name(),
            sense.weight
        );
        found = true;
    }
    if found { Ok(()) } else { Err(format!("no entity has the name or id `{name}`").into()) }
}

fn print_entity(entity: &EntityInfo<'_>) {
    let dot = if entity.subtype().is_empty() { "" } else { "." };
    println!("{}  {}{dot}{}  {}", entity.id(), entity.label(), entity.subtype(), entity.name());
    println!("  prior     {:.2}", entity.prior());
    for (key, value) in entity.attributes() {
        println!("  {key:9} {value}");
    }
    for role in entity.roles() {
        let date = |d: Option<namewire::Date>| d.map_or_else(String::new, |d| d.to_string());
        println!("  role      {} [{}..{}]", role.title, date(role.from), date(role.until));
    }
    println!("  names     {}", entity.aliases().collect::<Vec<_>>().join(" | "));
}
