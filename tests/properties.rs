//! What holds for every text: offsets slice it, nothing overlaps, the answer is the same every time.

use namewire::gazetteer::{Builder, Entry, Format, ReadOptions};
use namewire::{Detector, Gazetteer, OffsetUnit, Options};
use proptest::prelude::*;

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "Iran", "US", "U.S.", "United", "States", "Nations", "of", "the", "John", "Kerry", "Kerry’s", "New", "York",
            "(UN)", "(", ")", "said", "Mr.", "Bank", "England", "é", "東京", "伊朗", "ایران", "Иран", "-", "—", "\n", "\n\n",
            ".", ",", "“", "🇮🇷", "\u{0}", "al-", "IRAN", "AND", "TALKS", "@", "#",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    proptest::collection::vec((word, prop::sample::select(vec!["", " ", " ", " "])), 0..40)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect())
}

fn detector(offsets: OffsetUnit, nested: bool) -> Detector {
    let options = Options { offsets, nested, ..Options::default() };
    let list = "id,label,name,attr.family\nk,PERSON,John Kerry,\nun,ORG,United Nations,\n";
    let mut builder = Builder::new();
    builder.read_str(list, Format::Csv, &ReadOptions::default()).unwrap();
    let client = builder.build().unwrap();
    Detector::builder()
        .gazetteer(client)
        .gazetteer(namewire::builtin().unwrap())
        .options(options)
        .build()
        .unwrap()
}

/// The stretch of `text` between two offsets in some unit.
fn slice(text: &str, unit: OffsetUnit, start: u32, end: u32) -> String {
    let (start, end) = (start as usize, end as usize);
    match unit {
        OffsetUnit::Bytes => text[start..end].to_owned(),
        OffsetUnit::Chars => text.chars().skip(start).take(end - start).collect(),
        OffsetUnit::Utf16 => {
            String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).unwrap()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn offsets_slice_the_text_in_every_unit(text in words()) {
        for unit in [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16] {
            for m in detector(unit, true).detect(&text).iter() {
                let span = m.record().span;
                prop_assert_eq!(&text[span.byte_start as usize..span.byte_end as usize], m.text());
                prop_assert_eq!(slice(&text, unit, span.start, span.end), m.text());
            }
        }
    }

    #[test]
    fn mentions_are_in_order_and_apart(text in words()) {
        let analysis = detector(OffsetUnit::Bytes, false).detect(&text);
        let mut end = 0;
        for m in analysis.iter() {
            prop_assert!(m.record().span.start >= end && m.record().span.end > m.record().span.start);
            end = m.record().span.end;
            prop_assert!((0.5..=1.0).contains(&m.record().score));
            prop_assert!(!m.id().is_empty() && !m.name().is_empty() && !m.label().is_empty());
        }
        let counted: u32 = analysis.entities().iter().map(|e| e.mentions).sum();
        prop_assert_eq!(counted as usize, analysis.mentions().len());
        let salience: f32 = analysis.entities().iter().map(|e| e.salience).sum();
        prop_assert!(analysis.entities().is_empty() || (salience - 1.0).abs() < 1e-3);
    }

    #[test]
    fn nested_readings_only_add(text in words()) {
        let plain = detector(OffsetUnit::Bytes, false).detect(&text);
        let nested = detector(OffsetUnit::Bytes, true).detect(&text);
        let outer: Vec<_> = nested.mentions().iter().filter(|m| !m.is_nested()).map(|m| m.span).collect();
        prop_assert_eq!(outer, plain.mentions().iter().map(|m| m.span).collect::<Vec<_>>());
    }

    #[test]
    fn the_same_text_gives_the_same_answer(texts in proptest::collection::vec(words(), 1..4)) {
        let detector = detector(OffsetUnit::Chars, true);
        let (mut scratch, mut analysis) = (namewire::Scratch::new(), namewire::Analysis::new());
        for text in texts.iter().chain(&texts) {
            detector.detect_into(&namewire::Document::new(text), &mut scratch, &mut analysis).unwrap();
            let fresh = detector.detect(text);
            prop_assert_eq!(analysis.mentions(), fresh.mentions());
            prop_assert_eq!(analysis.strings(), fresh.strings());
        }
    }

    #[test]
    fn broken_bytes_never_fail(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let analysis = detector(OffsetUnit::Chars, false).detect_document(&namewire::Document::bytes(&bytes)).unwrap();
        let lossy = String::from_utf8_lossy(&bytes);
        for m in analysis.iter() {
            prop_assert_eq!(slice(&lossy, OffsetUnit::Chars, m.record().span.start, m.record().span.end), m.text());
        }
    }

    #[test]
    fn sources_never_panic(list in "(\\PC|[\\n,\"{}:|])*", kind in 0usize..5) {
        let format = [Format::Csv, Format::Tsv, Format::Jsonl, Format::List, Format::Spacy][kind];
        let mut builder = Builder::new();
        let options = ReadOptions { label: "X".into(), on_bad_row: namewire::gazetteer::OnBadRow::Skip, ..Default::default() };
        if builder.read_str(&list, format, &options).is_ok() {
            builder.build().unwrap();
        }
    }

    #[test]
    fn the_same_entries_give_the_same_bytes(names in proptest::collection::vec("[A-C][a-c]{0,3}( [A-C][a-c]?)?", 1..30)) {
        let compile = || {
            let mut builder = Builder::new();
            for name in &names {
                let _ = builder.add(Entry::new(name, "X", name));
            }
            builder.compile().unwrap()
        };
        let bytes = compile();
        prop_assert_eq!(&bytes, &compile());
        let gazetteer = Gazetteer::from_bytes(&bytes).unwrap();
        for name in &names {
            prop_assert!(gazetteer.senses(name).iter().any(|s| s.entity.id() == name.as_str()));
        }
    }
}
