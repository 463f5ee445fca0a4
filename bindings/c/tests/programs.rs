//! The examples and the C tests, compiled strictly and run, plainly and under valgrind.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use support::*;

const EXAMPLES: [(&str, &[&str]); 4] = [
    (
        "examples/hello.c",
        &[
            "\tPERSON\tJohn Kerry\tnw:person/john-kerry\t",
            "\tGPE\tU.S.\tiso3166:US\t",
            "\tGPE\tFrance\tiso3166:FR\t",
        ],
    ),
    (
        "examples/watchlist.c",
        &[
            "4 rows, 1 left out\n  watch-list:3: ",
            "3 entities, 5 aliases\n",
            "strict: line 3: list:3: ",
            "text 1: Orion=desk:orion",
            "Iran=iso3166:IR Ada Marlow=desk:marlow Marlow=desk:marlow WHO=desk:who\n",
            "text 2: France=iso3166:FR\n",
        ],
    ),
    ("examples/threads.c", &["4 threads read 800 texts\n"]),
    (
        "examples/batch.c",
        &["{\"id\":\"1\",\"mentions\":[{\"start\":0,\"end\":4,\"text\":\"Iran\"", "{\"id\":\"4\","],
    ),
];

/// The C tests, with what they are given.
fn tests() -> [(&'static str, Vec<PathBuf>); 3] {
    [
        ("tests/c/layout.c", vec![env!("CARGO_PKG_VERSION").into()]),
        ("tests/c/arg_checks.c", vec![]),
        ("tests/c/arg_checks_lists.c", vec![new_folder()]),
    ]
}

#[test]
fn the_header_compiles_strictly() {
    if !have("cc") || !have("c++") {
        return;
    }
    let source = library().folder().join("header.c");
    std::fs::write(&source, "#include <namewire.h>\nint main(void) { return (int)nw_abi_version() - 1; }\n")
        .unwrap();
    for (compiler, language, standard) in
        [("cc", "c", "c99"), ("cc", "c", "c11"), ("c++", "c++", "c++11"), ("c++", "c++", "c++17")]
    {
        let mut command = Command::new(compiler);
        command.args(["-x", language, &format!("-std={standard}")]).args(&STRICT[1..]);
        command.arg("-I").arg(root().join("include")).arg("-fsyntax-only").arg(&source);
        run(&mut command);
    }
}

#[test]
fn examples_print_what_they_should() {
    if !have("cc") {
        return;
    }
    for (source, expected) in EXAMPLES {
        let out = printed(&mut Command::new(compile(source)));
        for words in expected {
            assert!(out.contains(words), "{source} does not print {words:?} but\n{out}");
        }
    }
}

#[test]
fn examples_read_files() {
    if !have("cc") {
        return;
    }
    let text = library().folder().join("text.txt");
    std::fs::write(&text, "Geneva is in Switzerland.").unwrap();
    for source in ["examples/hello.c", "examples/threads.c", "examples/batch.c"] {
        run(Command::new(compile(source)).arg(&text));
    }
    let list = library().folder().join("list.csv");
    std::fs::write(&list, "id,label,name\nx:1,ORG,Orion\n").unwrap();
    let out = printed(Command::new(compile("examples/watchlist.c")).arg(&list));
    assert!(out.contains("1 rows, 0 left out") && out.contains("Orion=x:1"), "{out}");
}

#[test]
fn c_tests() {
    if !have("cc") {
        return;
    }
    for (source, arguments) in tests() {
        let out = printed(Command::new(compile(source)).args(arguments));
        assert!(out.starts_with("ok "), "{source}: {out}");
    }
}

#[test]
fn everything_is_clean_under_valgrind() {
    if !have("cc") || !have("valgrind") {
        return;
    }
    for (source, _) in EXAMPLES {
        run(&mut valgrind(&compile(source)));
    }
    for (source, arguments) in tests() {
        run(valgrind(&compile(source)).args(arguments));
    }
}

/// Reading with warm handles allocates nothing. The library is linked statically, so that the linker can send its
/// allocations through the program's counter.
#[test]
fn reading_allocates_nothing_once_warm() {
    if !have("cc") || !cfg!(target_os = "linux") {
        return;
    }
    let library = library().folder();
    let program = library.join("alloc");
    let mut cc = Command::new("cc");
    cc.args(STRICT).arg("-O1").arg("-I").arg(root().join("include"));
    cc.arg(here().join("tests/c/alloc.c")).arg("-o").arg(&program).arg(library.join("libnamewire.a"));
    for function in ["malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc"] {
        cc.arg(format!("-Wl,--wrap={function}"));
    }
    let libs = std::fs::read_to_string(here().join("static-libs.txt")).expect("static-libs.txt");
    cc.args(libs.split_whitespace());
    run(&mut cc);
    let out = printed(&mut Command::new(program));
    assert!(out.contains("0 allocations in 100 calls\nok "), "{out}");
}

#[test]
fn only_the_interface_is_exported() {
    if !have("nm") || !have("readelf") {
        return;
    }
    let shared = library().folder().join("libnamewire.so");
    let symbols = printed(Command::new("nm").args(["-D", "--defined-only"]).arg(&shared));
    let names: Vec<&str> = symbols.lines().filter_map(|l| l.split_whitespace().last()).collect();
    assert!(names.len() > 30, "{symbols}");
    let foreign: Vec<_> = names.iter().filter(|n| !n.starts_with("nw_")).collect();
    assert!(foreign.is_empty(), "exported beside nw_*: {foreign:?}");
    let header = std::fs::read_to_string(root().join("include/namewire.h")).expect("the header");
    let unknown: Vec<_> = names.iter().filter(|n| !header.contains(&format!("{n}("))).collect();
    assert!(unknown.is_empty(), "exported, but not in the header: {unknown:?}");
    let major = env!("CARGO_PKG_VERSION_MAJOR");
    let dynamic = printed(Command::new("readelf").arg("-d").arg(Path::new(&shared)));
    assert!(dynamic.contains(&format!("soname: [libnamewire.so.{major}]")), "{dynamic}");
}
