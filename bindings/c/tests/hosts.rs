//! Hosts beside C, and what the README shows: the Python package's own tests, and the README's C and Python examples,
//! which must print the same as the command line.

mod support;

use std::process::Command;
use support::{compile, have, library, new_folder, printed, root, run};

/// The first block of a language in the README.
fn readme_block(language: &str) -> String {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let start = format!("```{language}\n");
    let block =
        readme.split_once(&start).and_then(|(_, rest)| rest.split_once("```")).map(|(block, _)| block);
    block.unwrap_or_else(|| panic!("the README has no {language} block")).to_owned()
}

/// A Python that the package supports, with the package and the library on its path.
fn python() -> Option<Command> {
    if !have("python3") {
        println!("left out: there is no python3");
        return None;
    }
    let mut python = Command::new("python3");
    python
        .env("PYTHONPATH", root().join("bindings/python/src"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("NAMEWIRE_LIBRARY", library().folder().join("libnamewire.so"));
    Some(python)
}

#[test]
fn the_python_tests_pass() {
    let Some(mut python) = python() else { return };
    let output = run(python
        .current_dir(root().join("bindings/python"))
        .args(["-W", "error", "-m", "unittest", "discover", "-s", "tests"]));
    let said = String::from_utf8_lossy(&output.stderr);
    println!("{}", said.lines().rev().take(3).collect::<Vec<_>>().join(" "));
    assert!(output.status.success(), "{said}");
}

#[test]
fn c_python_and_the_command_line_print_the_same_json() {
    let text = "TEHRAN (Tasnim) - Secretary of State John Kerry said the U.S. agreed. Kerry left.";
    let folder = new_folder();
    let article = folder.join("article.txt");
    std::fs::write(&article, text).expect("a file");
    let id = article.display().to_string();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).args(["run", "--quiet", "-p", "namewire"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let line = printed(cargo.args(["--", "detect", "--format", "jsonl"]).arg(&article));
    assert!(line.contains("nw:person/john-kerry"), "{line}");
    if have("cc") {
        let source = folder.join("json.c");
        std::fs::write(&source, readme_block("c")).expect("a file");
        let program = compile(&source.display().to_string());
        assert_eq!(printed(Command::new(program).arg(&article)), line);
    } else {
        println!("left out: there is no C compiler");
    }
    if let Some(mut python) = python() {
        let script = "import sys, namewire; \
                      print(namewire.Detector().detect(open(sys.argv[1]).read()).json(id=sys.argv[1]))";
        assert_eq!(printed(python.args(["-c", script, &id])), line);
    }
}

#[test]
fn the_readme_prints_what_it_says() {
    let Some(mut python) = python() else { return };
    let told = printed(python.args(["-c", &readme_block("python")]));
    assert!(told.contains("Kerry      PERSON nw:person/john-kerry"), "{told}");
}
