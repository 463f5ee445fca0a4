//! Installs into an empty prefix and builds a program outside the tree against it.

mod support;

use std::path::Path;
use std::process::Command;
use support::*;

const PROGRAM: &str = r#"
#include <namewire.h>
#include <stdio.h>

int main(void)
{
    nw_gazetteer *gazetteer = NULL;
    nw_info info;
    if (nw_gazetteer_builtin(&gazetteer, NULL) != 0 || nw_gazetteer_info(gazetteer, &info, NULL) != 0) {
        return 1;
    }
    nw_gazetteer_free(gazetteer);
    printf("%s %d\n", nw_version(), info.entities > 100);
    return 0;
}
"#;

const CMAKE: &str = "cmake_minimum_required(VERSION 3.13)
project(user C)
find_package(namewire 0.1 REQUIRED)
add_executable(shared user.c)
target_link_libraries(shared namewire::namewire)
add_executable(static user.c)
target_link_libraries(static namewire::static)
";

fn expected() -> String {
    format!("{} 1\n", env!("CARGO_PKG_VERSION"))
}

/// A command that finds the installed package and nothing else of ours.
fn pkg_config(prefix: &Path, arguments: &[&str]) -> Vec<String> {
    let mut command = Command::new("pkg-config");
    command.env("PKG_CONFIG_PATH", prefix.join("lib/pkgconfig")).args(arguments).arg("namewire");
    printed(&mut command).split_whitespace().map(str::to_owned).collect()
}

fn with_pkg_config(prefix: &Path, outside: &Path) {
    assert_eq!(pkg_config(prefix, &["--modversion"]), [env!("CARGO_PKG_VERSION")]);
    let build = |name: &str, flags: Vec<String>| {
        let program = outside.join(name);
        let mut cc = Command::new("cc");
        cc.current_dir(outside).args(STRICT).arg("user.c").args(flags).arg("-o").arg(&program);
        run(&mut cc);
        program
    };
    let shared = build("shared", pkg_config(prefix, &["--cflags", "--libs"]));
    let out = printed(Command::new(shared).env("LD_LIBRARY_PATH", prefix.join("lib")));
    assert_eq!(out, expected());
    let mut flags = pkg_config(prefix, &["--cflags"]);
    flags.extend(pkg_config(prefix, &["--variable=archive"]));
    flags.extend(pkg_config(prefix, &["--variable=static_libs"]));
    assert_eq!(printed(&mut Command::new(build("static", flags))), expected());
}

fn with_cmake(prefix: &Path, outside: &Path) {
    std::fs::write(outside.join("CMakeLists.txt"), CMAKE).unwrap();
    let build = outside.join("build");
    let mut configure = Command::new("cmake");
    configure
        .arg("-S")
        .arg(outside)
        .arg("-B")
        .arg(&build)
        .arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display()));
    run(&mut configure);
    run(Command::new("cmake").arg("--build").arg(&build));
    for program in ["shared", "static"] {
        assert_eq!(printed(&mut Command::new(build.join(program))), expected());
    }
}

#[test]
fn an_install_serves_programs_outside_the_tree() {
    if !have("cc") || cfg!(debug_assertions) {
        // install.sh builds for release; a debug run of the tests does not wait for that.
        eprintln!("SKIPPED: needs a C compiler and cargo test --release");
        return;
    }
    let (prefix, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    run(Command::new(here().join("install.sh")).arg(prefix.path()));
    let lib = prefix.path().join("lib");
    let version = env!("CARGO_PKG_VERSION");
    let links =
        ["libnamewire.so", "libnamewire.so.0"].map(|name| std::fs::read_link(lib.join(name)).unwrap());
    assert_eq!(links, [Path::new("libnamewire.so.0"), Path::new(&format!("libnamewire.so.{version}"))]);
    assert!(prefix.path().join("include/namewire.h").is_file() && lib.join("libnamewire.a").is_file());
    std::fs::write(outside.path().join("user.c"), PROGRAM).unwrap();
    if have("pkg-config") {
        with_pkg_config(prefix.path(), outside.path());
    }
    if have("cmake") {
        with_cmake(prefix.path(), outside.path());
    }
}

/// What static linking needs is what rustc says.
#[test]
fn the_list_of_static_libraries_is_current() {
    if !cfg!(all(target_os = "linux", target_env = "gnu")) {
        return;
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(here()).args(["rustc", "-p", "namewire-c", "--lib", "--crate-type", "staticlib"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    cargo.args(["--", "--print", "native-static-libs"]);
    let output = run(&mut cargo);
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    let line = messages
        .lines()
        .find_map(|l| l.split_once("native-static-libs: "))
        .expect("rustc names the libraries")
        .1;
    let committed = std::fs::read_to_string(here().join("static-libs.txt")).expect("static-libs.txt");
    assert_eq!(line.trim(), committed.trim());
}
