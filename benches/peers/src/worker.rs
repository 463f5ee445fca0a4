//! An engine that is told over standard input what to do, so that the rounds of all engines can be interleaved.
//!
//! Answers are one JSON object a line:
//!
//! | command | answer |
//! |---|---|
//! | `build` | seconds, megabytes at the peak over what text and list take |
//! | `save FILE` | true when the engine can be saved |
//! | `load FILE` | replaces the engine; seconds of each of several loads |
//! | `round` | processor seconds of a pass over the text, the mean of some; hits at word boundaries |
//! | `memory` | megabytes the engine takes, private and of mapped files |
//! | `spans FILE` | writes every hit as article, start, end, whole word: four little-endian words of 32 bits |

use crate::Outcome;
use crate::boundary::is_whole;
use crate::corpus::{Corpus, read_list, table_path};
use crate::engine::{Detection, Engine, Namewire};
use crate::memory::{Usage, processor_seconds, reset_peak, trim};
use aho_corasick::AhoCorasick;
use daachorse::DoubleArrayAhoCorasick;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::path::Path;
use std::time::Instant;

/// A round lasts this many seconds at least, so that fast engines are measured as exactly as slow ones.
const ROUND: f64 = 0.2;

/// How often a saved engine is loaded.
const LOADS: usize = 5;

/// Runs the engine of a name until standard input ends.
pub fn serve(engine: &str, list: &str, text: &str, bytes: usize) -> Outcome {
    match engine {
        "namewire" => Worker::<Namewire>::serve(list, text, bytes),
        "namewire-detect" => Worker::<Detection>::serve(list, text, bytes),
        "aho-corasick" => Worker::<AhoCorasick>::serve(list, text, bytes),
        "daachorse" => Worker::<DoubleArrayAhoCorasick<u32>>::serve(list, text, bytes),
        _ => Err(format!("no engine `{engine}`").into()),
    }
}

struct Worker<E> {
    engine: Option<E>,
    corpus: Corpus,
    list: String,
    before: Usage,
}

impl<E: Engine> Worker<E> {
    fn serve(list: &str, text: &str, bytes: usize) -> Outcome {
        let mut corpus = Corpus::read(text, bytes)?;
        if E::LOWERED {
            corpus.lower();
        }
        let names = read_list(list)?.lines().count();
        let list = if E::TABLE { read_list(&table_path(list))? } else { read_list(list)? };
        trim();
        reset_peak();
        let mut worker = Worker::<E> { engine: None, corpus, list, before: Usage::now() };
        say(&json!({"bytes": worker.corpus.len(), "names": names}))?;
        for line in std::io::stdin().lock().lines() {
            let line = line?;
            let (command, argument) = line.split_once(' ').unwrap_or((&line, ""));
            say(&worker.answer(command, Path::new(argument))?)?;
        }
        Ok(())
    }

    fn answer(&mut self, command: &str, path: &Path) -> Outcome<Value> {
        match command {
            "build" => {
                self.engine = None;
                reset_peak();
                let clock = Instant::now();
                let engine = E::build(&self.list)?;
                let seconds = clock.elapsed().as_secs_f64();
                self.engine = Some(engine);
                let peak = Usage::now().peak.saturating_sub(self.before.resident());
                Ok(json!({"seconds": seconds, "peak_mb": megabytes(peak)}))
            }
            "load" => self.load(path),
            "save" => Ok(json!({"saved": self.engine()?.save(path)?})),
            "round" => self.round(),
            "memory" => {
                trim();
                let (now, before) = (Usage::now(), self.before);
                let private = now.private.saturating_sub(before.private);
                let file = now.file.saturating_sub(before.file);
                Ok(json!({"private_mb": megabytes(private), "file_mb": megabytes(file)}))
            }
            "spans" => self.spans(path),
            _ => Err(format!("no command `{command}`").into()),
        }
    }

    fn engine(&mut self) -> Outcome<&mut E> {
        self.engine.as_mut().ok_or_else(|| "nothing built yet".into())
    }

    fn load(&mut self, path: &Path) -> Outcome<Value> {
        self.engine = None;
        reset_peak();
        let mut seconds = Vec::new();
        for _ in 0..LOADS {
            self.engine = None;
            let clock = Instant::now();
            let engine = E::load(path)?;
            seconds.push(clock.elapsed().as_secs_f64());
            self.engine = Some(engine);
        }
        let peak = Usage::now().peak.saturating_sub(self.before.resident());
        Ok(json!({"seconds": seconds, "peak_mb": megabytes(peak)}))
    }

    fn round(&mut self) -> Outcome<Value> {
        let Worker { engine, corpus, .. } = self;
        let engine = engine.as_mut().ok_or("nothing built yet")?;
        let (mut hits, mut passes) = (0u64, 0u32);
        let begin = processor_seconds();
        let mut seconds = 0.0;
        while seconds < ROUND {
            hits = 0;
            for article in corpus.articles() {
                engine
                    .scan(article, |start, end| hits += u64::from(!E::RAW || is_whole(article, start, end)));
            }
            passes += 1;
            seconds = processor_seconds() - begin;
        }
        Ok(json!({"seconds": seconds / f64::from(passes), "hits": hits}))
    }

    fn spans(&mut self, path: &Path) -> Outcome<Value> {
        let Worker { engine, corpus, .. } = self;
        let engine = engine.as_mut().ok_or("nothing built yet")?;
        let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
        let mut outcome = Ok(());
        for (number, article) in corpus.articles().enumerate() {
            engine.scan(article, |start, end| {
                let whole = !E::RAW || is_whole(article, start, end);
                for word in [number as u32, start as u32, end as u32, u32::from(whole)] {
                    outcome = std::mem::replace(&mut outcome, Ok(())).and(out.write_all(&word.to_le_bytes()));
                }
            });
        }
        outcome?;
        out.flush()?;
        Ok(json!({}))
    }
}

fn megabytes(kilobytes: u64) -> f64 {
    kilobytes as f64 * 1024.0 / 1e6
}

fn say(value: &Value) -> Outcome {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{value}")?;
    Ok(out.flush()?)
}
