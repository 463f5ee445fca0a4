//! The command line, as a user types it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn namewire(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_namewire"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that fails early closes its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn stdout(args: &[&str], input: &str) -> String {
    let output = namewire(args, input);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn complaint(args: &[&str], input: &str) -> String {
    let output = namewire(args, input);
    assert!(!output.status.success(), "{args:?} ought to fail");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn json_is_the_contract() {
    let out = stdout(&["detect"], "Iran said.");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let mention = &json["mentions"][0];
    assert_eq!(json["id"], serde_json::Value::Null);
    assert_eq!((mention["start"].as_u64(), mention["end"].as_u64()), (Some(0), Some(4)));
    assert_eq!(mention["text"], "Iran");
    assert_eq!((&mention["label"], &mention["subtype"]), (&"GPE".into(), &"country".into()));
    assert_eq!((&mention["entity"], &mention["source"]), (&0.into(), &"gazetteer".into()));
    assert!(mention["score"].as_f64().unwrap() > 0.5);
    let entity = &json["entities"][0];
    assert_eq!((&entity["id"], &entity["name"]), (&"iso3166:IR".into(), &"Iran".into()));
    assert_eq!((&entity["mentions"], &entity["salience"]), (&1.into(), &1.0.into()));
    assert_eq!(json["quotations"], serde_json::json!([]));
    assert!(json["dateline"].is_null() && json["byline"].is_null());
    let keys: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys.len(), 6, "{keys:?}");
}

#[test]
fn json_lines_with_ids_dates_and_threads() {
    let lines: String = (0..2000).map(|i| format!("{{\"id\": {i}, \"body\": \"Iran {i}\"}}\n")).collect();
    let args = ["detect", "--input", "jsonl", "--text-field", "body", "--format", "jsonl", "--threads"];
    let one = stdout(&[&args[..], &["1"]].concat(), &lines);
    let two = stdout(&[&args[..], &["2"]].concat(), &lines);
    assert_eq!(one, two);
    let ids: Vec<String> = one
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, (0..2000).map(|i| i.to_string()).collect::<Vec<_>>());
    let said = complaint(&["detect", "--input", "jsonl"], "{\"text\": \"a\"}\nnonsense\n");
    assert!(said.contains("standard input:2: bad JSON"), "{said}");
    let said = complaint(&["detect", "--input", "jsonl"], "{\"body\": \"a\"}\n");
    assert!(said.contains("standard input:1: no text in field `text`"), "{said}");
}

#[test]
fn iob_and_pretty() {
    let iob = stdout(&["detect", "--format", "iob"], "The United States said no.");
    assert_eq!(
        iob,
        "The\tO\t_\nUnited\tB-GPE\tiso3166:US\nStates\tI-GPE\tiso3166:US\nsaid\tO\t_\nno\tO\t_\n.\tO\t_\n\n"
    );
    let pretty = stdout(&["detect", "--format", "pretty", "--explain"], "Iran said.");
    assert!(
        pretty.contains("iso3166:IR") && pretty.contains("exact") && !pretty.contains('\u{1B}'),
        "{pretty}"
    );
}

#[test]
fn gazetteers_are_built_inspected_and_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("list.csv"), "id,label,name,aliases\nex:1,ORG,Acme Corp.,Acme\n").unwrap();
    stdout(&["gazetteer", "build", &path("list.csv"), "-o", &path("list.nwg")], "");
    assert!(stdout(&["gazetteer", "info", &path("list.nwg")], "").contains("entities  1\naliases   2"));
    assert!(
        stdout(&["gazetteer", "lookup", "acme", "--gazetteer", &path("list.nwg")], "").contains("ex:1  ORG")
    );
    assert!(stdout(&["gazetteer", "lookup", "iso3166:IR"], "").contains("Iran"));
    for list in ["list.nwg", "list.csv"] {
        let out = stdout(&["detect", "--gazetteer", &path(list), "--no-builtin"], "Acme in Iran");
        assert!(out.contains("ex:1") && !out.contains("iso3166:IR"), "{out}");
    }
    std::fs::write(path("bad.csv"), "id,label,name\nex:1,ORG,Acme\nex:2,,Lost\n").unwrap();
    let said = complaint(&["gazetteer", "build", &path("bad.csv"), "-o", &path("bad.nwg")], "");
    assert!(said.contains("bad.csv:3: `ex:2` has no label"), "{said}");
    assert!(!std::path::Path::new(&path("bad.nwg")).exists());
    let skipped =
        namewire(&["gazetteer", "build", &path("bad.csv"), "-o", &path("bad.nwg"), "--skip-bad-rows"], "");
    assert!(skipped.status.success());
    assert!(String::from_utf8_lossy(&skipped.stderr).contains("bad.csv:3"));
    let said = complaint(&["detect", "--gazetteer", &path("none.nwg")], "");
    assert!(said.contains("none.nwg"), "{said}");
    let said = complaint(&["gazetteer", "lookup", "Nobody Knows"], "");
    assert!(said.contains("no entity has the name or id `Nobody Knows`"), "{said}");
}

#[test]
fn broken_texts_are_read_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin1.txt").display().to_string();
    std::fs::write(&path, b"Caf\xE9 in Iran").unwrap();
    let output = namewire(&["detect", &path], "");
    assert!(output.status.success());
    assert!(
        String::from_utf8_lossy(&output.stderr)
            .contains("1 bad UTF-8 sequences were read as separators, the first at byte 3")
    );
    let said = complaint(&["detect", "--strict", &path], "");
    assert!(said.contains("bad sequence at byte 3"), "{said}");
    let said = complaint(&["detect", "no-such-file.txt"], "");
    assert!(said.contains("no-such-file.txt"), "{said}");
    let said = complaint(&["detect", "--min-score", "7"], "Iran");
    assert!(said.contains("min_score 7 is not between 0 and 1"), "{said}");
}
