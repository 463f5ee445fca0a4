//! One thread against two: `Detector::detect_batch` with the built-in gazetteer over the whole text.

use crate::Outcome;
use crate::corpus::Corpus;
use crate::memory::processor_seconds;
use namewire::{Detector, Document};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Rounds of one and two threads by turns; seconds of each, by the clock and of the processors.
pub fn run(text: &str, rounds: usize) -> Outcome {
    let corpus = Corpus::read(text, usize::MAX)?;
    let documents: Vec<Document<'_>> = corpus.articles().map(Document::new).collect();
    let detector = Detector::builtin()?;
    let pass = |threads| {
        let mentions = AtomicUsize::new(0);
        let (clock, begin) = (Instant::now(), processor_seconds());
        detector.detect_batch(&documents, threads, |_, outcome| {
            mentions.fetch_add(outcome.map_or(0, |a| a.mentions().len()), Ordering::Relaxed);
        });
        (clock.elapsed().as_secs_f64(), processor_seconds() - begin, mentions.into_inner())
    };
    pass(1);
    let (mut seconds, mut processor) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    let mut mentions = Same::default();
    for _ in 0..rounds {
        for threads in [1, 2] {
            let (time, used, found) = pass(threads);
            seconds[threads - 1].push(time);
            processor[threads - 1].push(used);
            mentions.add(found)?;
        }
    }
    let [one, two] = seconds;
    let [one_used, two_used] = processor;
    let told = json!({
        "bytes": corpus.len(), "mentions": mentions.0, "one": one, "two": two,
        "one_processor": one_used, "two_processor": two_used,
    });
    println!("{told}");
    Ok(())
}

/// The number that every pass must give.
#[derive(Default)]
struct Same(Option<usize>);

impl Same {
    fn add(&mut self, number: usize) -> Outcome {
        match self.0.replace(number) {
            Some(before) if before != number => Err(format!("{before} mentions, then {number}").into()),
            _ => Ok(()),
        }
    }
}
