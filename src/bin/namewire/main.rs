//! The command line: detect names in texts; build, inspect and query gazetteers.

mod args;
mod detect;
mod gazetteer;
mod input;
mod pretty;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

/// What a command can fail with: a message that names the file, row or offset.
type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Detect(args) => detect::run(&args),
        Command::Gazetteer(command) => gazetteer::run(&command),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that closes the pipe (`| head`) has what it wanted.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("namewire: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
