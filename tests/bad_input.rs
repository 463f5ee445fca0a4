//! Bad lists, bad files, bad texts: a clear error that names row, byte or offset, or a documented result.

use namewire::gazetteer::{Alias, Builder, Entry, Format, MAX_TOKENS, OnBadRow, ReadOptions};
use namewire::{Analysis, Detector, Document, Error, Gazetteer, Options, Scratch};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

fn options(name: &str) -> ReadOptions {
    ReadOptions { name: name.to_owned(), ..ReadOptions::default() }
}

fn small() -> Gazetteer {
    let mut builder = Builder::new();
    for i in 0..500 {
        builder.add(Entry::new(format!("id:{i}"), "ORG", format!("Name{i} Two"))).unwrap();
    }
    builder.add(Entry::new("IR", "GPE", "Iran")).unwrap();
    builder.build().unwrap()
}

/// What reading a one-row list says.
fn complaint(list: &str, format: Format) -> String {
    Builder::new().read_str(list, format, &options("list")).unwrap_err().to_string()
}

#[test]
fn rows_are_named_with_line_and_reason() {
    use Format::*;
    let head = "id,label,name,aliases,weight,from,until,case,window,anywhere,prior,near\n";
    let long = format!("{{\"label\": \"X\", \"name\": \"{}\"}}", "w ".repeat(MAX_TOKENS + 1));
    for (list, format, want) in [
        ("id,label\n1,ORG\n", Csv, "list:1: the header has no column `name`"),
        ("name,colour\nAcme,red\n", Csv, "list:1: unknown column `colour`"),
        ("name,name\nAcme,red\n", Csv, "list:1: column `name` stands twice"),
        ("label,name\nORG\n", Csv, "list:2: row has 1 fields, the header has 2"),
        ("label,name\nORG,Acme\n,Lost\n", Csv, "list:3: `Lost` has no label"),
        ("label,name\nORG,\n", Csv, "list:2: row has neither id nor name"),
        ("label,name\nA B,Acme\n", Csv, "list:2: label `A B` contains white space"),
        ("label,name\nORG,!!! ...\n", Csv, "list:2: alias `!!! ...` has no letter or digit"),
        (
            "id,label,name\n1,ORG,Acme\n1,GPE,Acme\n",
            Csv,
            "list:3: id `1` is there already with label `ORG`, not `GPE`",
        ),
        ("id,label,name\n1,ORG,Acme\n1,ORG,Other\n", Csv, "list:3: id `1` is there already with name `Acme`"),
        ("{\"name\": \"Acme\"", Jsonl, "list:1: bad JSON"),
        (
            "\n{\"name\": \"Acme\", \"label\": \"ORG\", \"alias\": []}",
            Jsonl,
            "list:2: bad JSON: unknown field `alias`",
        ),
        ("{\"label\": \"ORG\"}", Jsonl, "list:1: row has neither id nor name"),
        ("{\"name\": \"A\", \"label\": \"ORG\", \"aliases\": [\"\"]}", Jsonl, "list:1: alias is empty"),
        (
            "{\"name\": \"A\", \"label\": \"ORG\", \"aliases\": [{\"text\": \"B\", \"near\": [\"!\"]}]}",
            Jsonl,
            "guard word `!`",
        ),
        (
            "{\"name\": \"A\", \"label\": \"ORG\", \"aliases\": [{\"text\": \"B\", \"weight\": 7}]}",
            Jsonl,
            "list:1: weight 7",
        ),
        (
            "{\"name\": \"A\", \"label\": \"ORG\", \"aliases\": [{\"text\": \"B\", \"wieght\": 1}]}",
            Jsonl,
            "list:1: bad JSON: an alias is a string",
        ),
        (
            "{\"name\": \"A\", \"label\": \"ORG\", \"prior\": 3}",
            Jsonl,
            "list:1: prior 3 is not between 0 and 1",
        ),
        (long.as_str(), Jsonl, "has 65 words, at most 64 are allowed"),
        ("Acme\n!!!\n", List, "has no label"),
        ("{\"label\": \"ORG\", \"pattern\": [{\"LEMMA\": \"x\"}]}", Spacy, "list:1: token attribute `LEMMA`"),
        ("{\"label\": \"ORG\", \"pattern\": 3}", Spacy, "list:1: `pattern` is neither a string nor a list"),
        (
            "{\"label\": \"ORG\", \"pattern\": [{\"LOWER\": \"a\"}, {\"TEXT\": \"B\"}]}",
            Spacy,
            "list:1: the pattern mixes LOWER with TEXT",
        ),
        ("{\"label\": \"ORG\", \"pattern\": []}", Spacy, "list:1: the pattern stands for no text"),
    ] {
        let said = complaint(list, format);
        assert!(said.contains(want), "{list:?}\n  said {said}\n  not  {want}");
    }
    for (row, want) in [
        ("1,ORG,Acme,,heavy,,,,,,,", "list:2: weight `heavy` is not a number between 0 and 1"),
        ("1,ORG,Acme,,0,,,,,,,", "list:2: weight 0 of `Acme` is not above 0"),
        ("1,ORG,Acme,,,2001-02-30,,,,,,", "list:2: from: `2001-02-30` is not a date"),
        (
            "1,ORG,Acme,,,2002-01-01,2001-01-01,,,,,",
            "list:2: alias `Acme` holds until 2001-01-01, before 2002-01-01",
        ),
        ("1,ORG,Acme,,,,,loud,,,,", "list:2: case `loud` is not smart, exact or any"),
        ("1,ORG,Acme,,,,,,wide,,,", "list:2: window `wide`"),
        ("1,ORG,Acme,,,,,,,perhaps,,", "list:2: anywhere `perhaps`"),
        ("1,ORG,Acme,,,,,,,,2,", "list:2: prior `2`"),
    ] {
        let said = complaint(&format!("{head}{row}\n"), Csv);
        assert!(said.contains(want), "{row}\n  said {said}\n  not  {want}");
    }
}

#[test]
fn a_bad_row_undoes_the_list_or_is_left_out() {
    let list = "id,label,name\n1,ORG,Acme\n2,,Lost\n3,ORG,Initech\n";
    let mut builder = Builder::new();
    builder.add(Entry::new("0", "ORG", "Zero")).unwrap();
    builder.read_str(list, Format::Csv, &options("a.csv")).unwrap_err();
    let skip = ReadOptions { on_bad_row: OnBadRow::Skip, ..options("b.csv") };
    let report = builder.read_str("name,label\n!,ORG\nHooli,ORG\n", Format::Csv, &skip).unwrap();
    assert_eq!((report.rows, report.problems.len()), (2, 1));
    assert_eq!(report.problems[0].to_string(), "b.csv:2: alias `!` has no letter or digit");
    let gazetteer = builder.build().unwrap();
    assert_eq!(gazetteer.info().entities, 2);
    assert!(gazetteer.entity("1").is_none() && gazetteer.senses("Acme").is_empty());
    assert_eq!(gazetteer.senses("Hooli").len(), 1);
}

#[test]
fn files_that_are_not_there_or_not_text() {
    let missing = Builder::new().read_file("no/such/list.csv".as_ref(), None, &options("")).unwrap_err();
    assert!(missing.to_string().starts_with("no/such/list.csv: "), "{missing}");
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("list.odd");
    std::fs::write(&odd, "x").unwrap();
    let said = Builder::new().read_file(&odd, None, &options("")).unwrap_err().to_string();
    assert!(said.contains("cannot tell the format"), "{said}");
    let latin = folder.path().join("list.csv");
    std::fs::write(&latin, b"label,name\nORG,Caf\xE9\n").unwrap();
    let said = Builder::new().read_file(&latin, None, &options("")).unwrap_err().to_string();
    assert!(said.contains("list.csv:2: not valid UTF-8 at byte 18"), "{said}");
}

#[test]
fn compiled_files_that_are_foreign_truncated_or_altered() {
    let good = small().as_bytes().to_vec();
    let open = |bytes: &[u8]| Gazetteer::from_bytes(bytes).unwrap_err();
    assert!(matches!(open(b""), Error::Foreign { .. }));
    assert!(matches!(open(b"PK\x03\x04 some archive"), Error::Foreign { .. }));
    assert!(matches!(open(b"NAMEWIRE"), Error::Damaged { offset: 8, .. }));
    let mut newer = good.clone();
    newer[8] = 99;
    assert!(matches!(open(&newer), Error::Version { found: 99, supported: 1 }));
    let mut other_order = good.clone();
    other_order[12..16].reverse();
    assert!(matches!(open(&other_order), Error::Foreign { .. }));
    for len in (0..good.len()).step_by(997) {
        open(&good[..len]);
    }
    let mut longer = good.clone();
    longer.push(0);
    assert!(matches!(open(&longer), Error::Damaged { .. }));
    for at in (0..good.len()).step_by(61) {
        let mut bad = good.clone();
        bad[at] ^= 0x40;
        let error = open(&bad);
        if let Error::Damaged { offset, .. } = error {
            assert!(offset as usize <= good.len());
        }
    }
    assert!(Gazetteer::from_bytes(&good).is_ok());
}

/// Damage that is not looked for (only the header is checked) may lose names, and never more than that.
#[test]
fn unchecked_damage_cannot_crash() {
    let folder = tempfile::tempdir().unwrap();
    let good = small().as_bytes().to_vec();
    let text = "Name1 Two met Name77 Two in Iran. Name499 Two said Iran.";
    let mut seed = 0x2545_F491_4F6C_DD1Du64;
    let mut random = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as usize
    };
    for round in 0..300 {
        let mut bad = good.clone();
        for _ in 0..1 + round % 40 {
            // Behind the header and the section table, before the checksums that the header vouches for.
            let at = 512 + random() % (bad.len() - 512 - 64);
            bad[at] = random() as u8;
        }
        let path = folder.path().join("bad.nwg");
        std::fs::write(&path, &bad).unwrap();
        let Ok(gazetteer) = Gazetteer::open_unchecked(&path) else { continue };
        let options = Options { nested: true, ..Options::default() };
        let detector = Detector::builder().gazetteer(gazetteer.clone()).options(options).build().unwrap();
        for m in detector.detect(text).iter() {
            assert!(text.contains(m.text()));
        }
        gazetteer.info();
        gazetteer.senses("Iran");
    }
}

/// The writer replaces a file by renaming, so whoever has the old one mapped keeps it.
#[test]
fn a_file_replaced_while_it_is_mapped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.nwg");
    let write = |name: &str| {
        let mut builder = Builder::new();
        builder.add(Entry::new("1", "ORG", name)).unwrap();
        builder.write(&path).unwrap();
    };
    write("Acme");
    let old = Gazetteer::open(&path).unwrap();
    write("Initech");
    let new = Gazetteer::open(&path).unwrap();
    assert_eq!((old.senses("Acme").len(), old.senses("Initech").len()), (1, 0));
    assert_eq!((new.senses("Acme").len(), new.senses("Initech").len()), (0, 1));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn bytes_that_are_not_utf8() {
    let bytes = b"In Iran\xFF and \xE2\x82Iran, \xF0\x9F\x98";
    let detector = Detector::builder().gazetteer(small()).build().unwrap();
    let analysis = detector.detect_document(&Document::bytes(bytes)).unwrap();
    assert_eq!(analysis.repaired(), 3);
    let spans: Vec<_> = analysis.mentions().iter().map(|m| (m.span.start, m.span.byte_start)).collect();
    assert_eq!(spans, [(3, 3), (14, 15)]);
    let lossy: Vec<char> = String::from_utf8_lossy(bytes).chars().collect();
    assert_eq!(lossy[14..18].iter().collect::<String>(), "Iran");
    let strict = Options { strict_utf8: true, ..Options::default() };
    let strict = Detector::builder().gazetteer(small()).options(strict).build().unwrap();
    let error = strict.detect_document(&Document::bytes(bytes)).unwrap_err();
    assert_eq!(error.to_string(), "text is not valid UTF-8: bad sequence at byte 7");
}

#[test]
fn limits_and_cancel() {
    let with = |options| Detector::builder().gazetteer(small()).options(options).build();
    let short = with(Options { max_text: 10, ..Options::default() }).unwrap();
    let error = short.detect_document(&Document::new("Iran and Iran")).unwrap_err();
    assert_eq!(error.to_string(), "text has 13 bytes, the limit is 10");
    let few = with(Options { max_mentions: 2, ..Options::default() }).unwrap();
    let analysis = few.detect("Iran Iran Iran");
    assert_eq!((analysis.mentions().len(), analysis.truncated()), (2, true));
    let hasty = with(Options { time_limit: Some(Duration::ZERO), ..Options::default() }).unwrap();
    assert!(matches!(hasty.detect_document(&Document::new("Iran")), Err(Error::TimedOut { .. })));
    let flag = AtomicBool::new(true);
    let (mut scratch, mut analysis) = (Scratch::new(), Analysis::new());
    let detector = with(Options::default()).unwrap();
    detector.detect_into(&Document::new("Iran"), &mut scratch, &mut analysis).unwrap();
    let cancelled = detector.detect_into(&Document::new("Iran").cancel(&flag), &mut scratch, &mut analysis);
    assert!(matches!(cancelled, Err(Error::Cancelled)));
    assert!(analysis.mentions().is_empty(), "a failed detection leaves nothing of the text before");
    for bad in [
        Options { min_score: 1.5, ..Options::default() },
        Options { min_score: f32::NAN, ..Options::default() },
        Options { max_text: usize::MAX, ..Options::default() },
    ] {
        assert!(matches!(with(bad), Err(Error::InvalidArgument(_))));
    }
    assert!(matches!(Detector::builder().build(), Err(Error::InvalidArgument(_))));
}

#[test]
fn huge_and_hostile_texts() {
    let mut builder = Builder::new();
    let chain: Vec<String> = (1..=MAX_TOKENS).map(|n| vec!["a"; n].join(" ")).collect();
    for (i, alias) in chain.iter().enumerate() {
        let mut entry = Entry::new(format!("{i}"), "X", format!("Name{i}"));
        entry.aliases.push(Alias { case: namewire::gazetteer::CaseRule::Any, ..Alias::new(alias.as_str()) });
        builder.add(entry).unwrap();
    }
    let detector = Detector::builder().gazetteer(builder.build().unwrap()).build().unwrap();
    let repeated = "a ".repeat(20_000);
    let analysis = detector.detect(&repeated);
    assert_eq!(analysis.mentions().len(), 20_000usize.div_ceil(MAX_TOKENS));
    let one_word = "x".repeat(5_000_000);
    assert!(detector.detect(&one_word).mentions().is_empty());
    let brackets = "Name1 ((((".repeat(10_000);
    detector.detect(&brackets);
    detector.detect(&"a\u{301}".repeat(100_000));
    detector.detect(&"U.".repeat(100_000));
    detector.detect(&"\n".repeat(1_000_000));
}
