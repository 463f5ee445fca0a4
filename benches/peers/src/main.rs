//! The Rust side of the whole-job comparison; `run.py` beside it starts these commands and says what they mean.

mod boundary;
mod compare;
mod corpus;
mod engine;
mod memory;
mod reference;
mod sharing;
mod threads;
mod worker;

use std::process::ExitCode;

/// What a command may return: any error is a line on standard error and exit code 1.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
namewire-peers worker ENGINE LIST TEXT [BYTES]   serve an engine, commands on standard input
namewire-peers compare LIST TEXT BYTES SPANS...  hold hits against the reference
namewire-peers compile LIST FILE                 compile a list into a file
namewire-peers open FILE checked|unchecked       open a compiled file once
namewire-peers hold FILE TEXT                    open, scan the text, wait for the end of standard input
namewire-peers threads TEXT ROUNDS               one thread against two over the whole text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["worker", engine, list, text] => worker::serve(engine, list, text, usize::MAX),
        ["worker", engine, list, text, bytes] => {
            bytes.parse().map_err(Into::into).and_then(|b| worker::serve(engine, list, text, b))
        }
        ["compare", list, text, bytes, spans @ ..] => {
            bytes.parse().map_err(Into::into).and_then(|b| compare::run(list, text, b, spans))
        }
        ["compile", list, file] => sharing::compile(list, file),
        ["open", file, check] => sharing::open(file, *check == "checked"),
        ["hold", file, text] => sharing::hold(file, text),
        ["threads", text, rounds] => rounds.parse().map_err(Into::into).and_then(|r| threads::run(text, r)),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
