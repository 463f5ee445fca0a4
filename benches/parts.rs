//! The parts, one by one: `cargo bench --bench parts`; `-- --test` runs each once, for CI.
//!
//! The text is that of `tests/samples/`, repeated to some 64 kB, so nothing from outside the repository is needed.
//! How to read the figures: `benches/README.md`.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use namewire::gazetteer::{Builder, Entry, Finder, Format, Gazetteer, ReadOptions};
use namewire::text::fold::token_hash;
use namewire::text::{Sentences, TokenMap};
use namewire::{Analysis, Detector, Document, Scratch, builtin};
use std::hint::black_box;
use std::path::Path;

/// How long the text is, at least: it fits the second-level cache, as an article just received does.
const TEXT: usize = 64 << 10;

/// Used where the samples are not beside the benches, as in a packaged crate.
const FALLBACK: &str = "\
LONDON (Reuters) - The Bank of England held rates on Thursday, and officials in Washington, Tehran and São Paulo
said the United Nations would meet in New York next week. \"We expect no change,\" Angela Merkel told reporters.

Shares of International Business Machines rose 2.3 percent; the U.S. dollar fell against the yen in Tokyo.
";

/// The samples, one after another, until the text is long enough; and the shortest of at least 3 kB, or its like.
struct Text {
    long: String,
    article: String,
}

impl Text {
    fn read() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
        let mut paths: Vec<_> = files.filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
        paths.sort();
        let mut samples: Vec<String> =
            paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
        if samples.is_empty() {
            samples.push(FALLBACK.to_owned());
        }
        let fill = |least: usize| {
            let mut text = String::new();
            for sample in samples.iter().cycle() {
                text.push_str(sample);
                text.push_str("\n\n");
                if text.len() >= least {
                    break;
                }
            }
            text
        };
        let mut article = fill(3000);
        let end = (0..=3000).rev().find(|&i| article.is_char_boundary(i)).unwrap_or(0);
        article.truncate(end);
        Text { long: fill(TEXT), article }
    }
}

/// Names that are all different and of one to three words.
fn names(count: usize) -> impl Iterator<Item = String> {
    const HEADS: [&str; 12] =
        ["Al", "Bar", "Cor", "Dun", "El", "Far", "Gor", "Hel", "Is", "Jar", "Kel", "Lun"];
    const TAILS: [&str; 8] = ["ab", "brook", "caster", "din", "évan", "ford", "grad", "holm"];
    (0..count).map(|i| {
        let (head, tail, rest) = (HEADS[i % 12], TAILS[i / 12 % 8], i / 96);
        match i % 3 {
            0 => format!("{head}{tail}{rest}"),
            1 => format!("{head}{tail} {}{rest}", TAILS[rest % 8]),
            _ => format!("New {head}{tail} on {}{rest}", HEADS[rest % 12]),
        }
    })
}

fn text(c: &mut Criterion) {
    let text = Text::read().long;
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(text.len() as u64));
    let mut map = TokenMap::default();
    group.bench_function("tokenise", |b| {
        b.iter(|| {
            map.scan(black_box(&text));
            black_box(map.next_start(0))
        });
    });
    map.scan(&text);
    let mut scratch = String::new();
    group.bench_function("fold and hash every token", |b| {
        b.iter(|| {
            map.iter().fold(0, |all, t| all ^ token_hash(black_box(&text), t.start, t.end, &mut scratch))
        });
    });
    let mut sentences = Sentences::default();
    group.bench_function("cut sentences", |b| {
        b.iter(|| {
            sentences.cut(black_box(&text), &map);
            sentences.list().len()
        });
    });
    group.finish();
}

fn lookup(c: &mut Criterion) {
    let Text { long, article } = Text::read();
    let gazetteer = builtin().expect("the built-in gazetteer is good");
    let detector = Detector::builtin().expect("the built-in gazetteer is good");
    let mut group = c.benchmark_group("names");
    for (name, text) in [("64 kB", &long), ("3 kB", &article)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        let mut finder = Finder::default();
        group.bench_function(format!("find, {name}"), |b| {
            b.iter(|| {
                let mut hits = 0;
                gazetteer.find(black_box(text), &mut finder, |_| hits += 1);
                hits
            });
        });
        let (mut scratch, mut analysis) = (Scratch::new(), Analysis::new());
        let document = Document::new(text);
        group.bench_function(format!("detect, {name}"), |b| {
            b.iter(|| {
                let outcome = detector.detect_into(black_box(&document), &mut scratch, &mut analysis);
                outcome.expect("the options set no limit");
                analysis.mentions().len()
            });
        });
    }
    group.finish();
}

fn gazetteer(c: &mut Criterion) {
    const NAMES: usize = 10_000;
    let list: String = names(NAMES).map(|name| name + "\n").collect();
    let options = ReadOptions { label: "GPE".to_owned(), ..ReadOptions::default() };
    let mut group = c.benchmark_group("gazetteer");
    group.throughput(Throughput::Elements(NAMES as u64));
    group.bench_function("build 10,000 names from a list", |b| {
        b.iter(|| {
            let mut builder = Builder::new();
            builder.read_str(black_box(&list), Format::List, &options).expect("the names are good");
            builder.build().expect("no limit is near")
        });
    });
    group.bench_function("build 10,000 names from entries", |b| {
        let entries = || names(NAMES).map(|n| Entry::new(n.clone(), "GPE", n)).collect::<Vec<_>>();
        let build = |entries| {
            let mut builder = Builder::new();
            for entry in entries {
                builder.add(entry).expect("the names are good");
            }
            builder.build().expect("no limit is near")
        };
        b.iter_batched(entries, build, BatchSize::LargeInput);
    });
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("names.nwg");
    let mut builder = Builder::new();
    builder.read_str(&list, Format::List, &options).expect("the names are good");
    builder.write(&path).expect("the file can be written");
    group.throughput(Throughput::Bytes(std::fs::metadata(&path).expect("just written").len()));
    group.bench_function("open", |b| b.iter(|| Gazetteer::open(black_box(&path))));
    group.bench_function("open unchecked", |b| b.iter(|| Gazetteer::open_unchecked(black_box(&path))));
    group.finish();
}

criterion_group!(parts, text, lookup, gazetteer);
criterion_main!(parts);
