//! The committed header is the one that the sources give. With NAMEWIRE_BLESS=1 it is written instead.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The sections of the header: banner, and the files it is made from.
const SECTIONS: &[(&str, &[&str])] = &[
    ("Version", &["version.rs"]),
    ("Status and error", &["status.rs", "error.rs"]),
    ("Gazetteers", &["gazetteer.rs"]),
    ("Building gazetteers from lists", &["builder.rs"]),
    ("Detectors", &["detector.rs"]),
    ("Replacing a detector while others scan", &["live.rs"]),
    ("Cancelling", &["cancel.rs"]),
    ("Records of an analysis", &["records.rs"]),
    ("Analyses", &["analysis.rs"]),
    ("Detection", &["detect.rs", "batch.rs"]),
];

const BANNER: &str =
    "/* ---------------------------------------------------------------------------------------- */";

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What cbindgen makes of one file, without the blank lines around it.
fn section(file: &str) -> String {
    let config = cbindgen::Config::from_file(here().join("cbindgen.toml")).expect("cbindgen.toml");
    let builder = cbindgen::Builder::new().with_config(config).with_src(here().join("src").join(file));
    let mut out = Vec::new();
    builder.generate().unwrap_or_else(|e| panic!("{file}: {e}")).write(&mut out);
    tidy(String::from_utf8(out).expect("UTF-8").trim())
}

/// Every struct has a typedef, so its tag is not needed where it is used; a comment of one line takes one line.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut tidied = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let one_line = lines[at].trim() == "/**" && lines.get(at + 2).is_some_and(|l| l.trim() == "*/");
        if one_line && let Some(comment) = lines[at + 1].trim().strip_prefix("* ") {
            tidied.push(format!("{} {comment} */", lines[at]));
            at += 3;
            continue;
        }
        let line = lines[at].replace("struct nw_", "nw_").replace("typedef nw_", "typedef struct nw_");
        tidied.push(line.trim_end().to_owned());
        at += 1;
    }
    tidied.join("\n")
}

fn versions() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut text = String::from("/** The version of this header, to be compared with nw_version(). */\n");
    for (name, number) in ["MAJOR", "MINOR", "PATCH"].into_iter().zip(version.split('.')) {
        writeln!(text, "#define NW_VERSION_{name} {number}").unwrap();
    }
    writeln!(text, "#define NW_VERSION \"{version}\"").unwrap();
    text
}

fn header() -> String {
    let mut text = read(here().join("header/head.h"));
    for (banner, files) in SECTIONS {
        write!(text, "{BANNER}\n/* {banner:<88} */\n{BANNER}\n\n").unwrap();
        if *banner == "Version" {
            text.push_str(&versions());
            text.push('\n');
        }
        for file in *files {
            text.push_str(&section(file));
            text.push_str("\n\n");
        }
    }
    text.push_str(&read(here().join("header/tail.h")));
    text
}

#[test]
fn the_header_is_current() {
    let path = here().join("../../include/namewire.h");
    let made = header();
    if std::env::var_os("NAMEWIRE_BLESS").is_some() {
        std::fs::write(&path, &made).expect("include/namewire.h");
        return;
    }
    let committed = read(path);
    let line = made.lines().zip(committed.lines()).position(|(a, b)| a != b);
    assert!(
        made == committed,
        "include/namewire.h is stale from line {}: run NAMEWIRE_BLESS=1 cargo test -p namewire-c --test header",
        line.map_or(made.lines().count().min(committed.lines().count()), |l| l + 1)
    );
}

#[test]
fn every_exported_function_is_in_the_header() {
    let header = read(here().join("../../include/namewire.h"));
    for (_, files) in SECTIONS {
        for file in *files {
            let source = read(here().join("src").join(file));
            for line in source.lines().filter(|l| l.contains("extern \"C\" fn nw_")) {
                let name = line.split("fn ").nth(1).and_then(|n| n.split('(').next()).unwrap();
                assert!(header.contains(&format!("{name}(")), "{name} is missing from the header");
            }
        }
    }
}
