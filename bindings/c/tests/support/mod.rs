//! Building the library and C programs against it.

#![allow(dead_code)] // Each test file uses a part.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The folder of this crate.
pub fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the repository.
pub fn root() -> PathBuf {
    here().join("../..").canonicalize().expect("the repository")
}

/// Where the built library lies, under the names that programs look for.
pub struct Library {
    folder: tempfile::TempDir,
}

impl Library {
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// The library, built as the test was: with or without optimisation.
pub fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(here()).args(["build", "-p", "namewire-c", "--lib", "--message-format=json"]);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        let output = cargo.stderr(Stdio::inherit()).output().expect("cargo runs");
        assert!(output.status.success(), "cargo build fails");
        let messages = String::from_utf8(output.stdout).expect("UTF-8");
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (ending, names) in
            [(".so", &["libnamewire.so", "libnamewire.so.0"][..]), (".a", &["libnamewire.a"])]
        {
            let built = artefact(&messages, ending);
            names.iter().for_each(|name| link(&built, &folder.path().join(name)));
        }
        Library { folder }
    })
}

/// The file of this crate's library that ends so, from cargo's messages.
fn artefact(messages: &str, ending: &str) -> PathBuf {
    let messages = messages.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
    let mut ours =
        messages.filter(|m| m["reason"] == "compiler-artifact" && m["target"]["kind"][0] == "cdylib");
    let files = ours.next_back().expect("cargo names the library")["filenames"].clone();
    let files = files.as_array().expect("a list of files").iter().filter_map(|f| f.as_str());
    files
        .map(PathBuf::from)
        .find(|f| f.to_string_lossy().ends_with(ending))
        .expect("a library with this ending")
}

fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).expect("a link to the library");
}

/// True when a program can be run; says that the test is skipped when not.
pub fn have(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let found = found.is_ok_and(|s| s.success());
    if !found {
        eprintln!("SKIPPED: {program} is not installed");
    }
    found
}

/// Flags that every C program here compiles with.
pub const STRICT: [&str; 5] = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// A new empty folder; tests run side by side.
pub fn new_folder() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let folder = library().folder().join(NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    std::fs::create_dir(&folder).expect("a folder");
    folder
}

/// Compiles a C program of this crate against the shared library.
pub fn compile(source: &str) -> PathBuf {
    let library = library();
    let program = new_folder().join(Path::new(source).file_stem().expect("a name"));
    let mut cc = Command::new("cc");
    // threads.c uses pthreads, which -std=c99 alone hides.
    cc.args(STRICT)
        .args(["-O1", "-g", "-D_POSIX_C_SOURCE=200809L", "-pthread", "-I"])
        .arg(root().join("include"));
    cc.arg(here().join(source)).arg("-o").arg(&program);
    cc.arg("-L")
        .arg(library.folder())
        .arg("-lnamewire")
        .arg(format!("-Wl,-rpath,{}", library.folder().display()));
    run(&mut cc);
    program
}

/// Runs a command that must succeed.
pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{out}\n{err}", output.status);
    output
}

/// What a command that must succeed prints.
pub fn printed(command: &mut Command) -> String {
    String::from_utf8(run(command).stdout).expect("UTF-8")
}

/// A command that runs a program under valgrind: any error or leak gives exit status 9.
pub fn valgrind(program: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command.args(["--quiet", "--leak-check=full", "--error-exitcode=9", "--num-callers=48"]);
    command.arg(format!("--suppressions={}", here().join("tests/c/valgrind.supp").display())).arg(program);
    command
}
