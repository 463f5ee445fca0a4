//! Do the engines find the same? Every difference from the reference is put down to a reason.

use crate::Outcome;
use crate::boundary::{is_capital, lower};
use crate::corpus::{Corpus, read_list};
use crate::reference::Reference;
use namewire::text::fold::fold;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// Compares files of spans, as workers write them, and prints what was found of each.
pub fn run(list: &str, text: &str, bytes: usize, spans: &[&str]) -> Outcome {
    let corpus = Corpus::read(text, bytes)?;
    let list = read_list(list)?;
    let lowered = lower(&list);
    let reference = Reference::new(&lowered);
    let hits: Vec<Vec<Hit>> = corpus
        .articles()
        .map(|article| {
            let mut hits = Vec::new();
            reference.scan(article, |start, end| hits.push(Hit { start, end, whole: true }));
            hits
        })
        .collect();
    let names = Names::new(&list, &lowered);
    let mut out = Map::new();
    out.insert("reference".to_owned(), json!(hits.iter().map(Vec::len).sum::<usize>()));
    for path in spans {
        let found = read_spans(path, hits.len())?;
        let mut tally = Tally::default();
        for ((article, hits), found) in corpus.articles().zip(&hits).zip(&found) {
            tally.add(article, hits, found, &names);
        }
        out.insert((*path).to_owned(), tally.report());
    }
    println!("{}", Value::Object(out));
    Ok(())
}

#[derive(Debug, Clone, Copy)]
struct Hit {
    start: usize,
    end: usize,
    /// No letter or digit directly before or after it.
    whole: bool,
}

impl Hit {
    fn overlaps(&self, other: &Hit) -> bool {
        self.start < other.end && other.start < self.end
    }
}

fn read_spans(path: &str, articles: usize) -> Outcome<Vec<Vec<Hit>>> {
    let bytes = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
    let mut found = vec![Vec::new(); articles];
    for record in bytes.chunks_exact(16) {
        let word = |i: usize| record[i * 4..i * 4 + 4].iter().rev().fold(0, |n, &b| n << 8 | usize::from(b));
        let hits = found.get_mut(word(0)).ok_or_else(|| format!("{path}: no article {}", word(0)))?;
        hits.push(Hit { start: word(1), end: word(2), whole: word(3) != 0 });
    }
    Ok(found)
}

/// The list, to ask why a name was found or not.
struct Names<'l> {
    /// All spellings of a name in small letters.
    spellings: HashMap<&'l str, Vec<&'l str>>,
    /// Names without case, accents, spaces and signs.
    folded: HashSet<String>,
}

impl<'l> Names<'l> {
    fn new(list: &'l str, lowered: &'l str) -> Self {
        let mut spellings: HashMap<&str, Vec<&str>> = HashMap::new();
        for (name, key) in list.lines().zip(lowered.lines()) {
            spellings.entry(key).or_default().push(name);
        }
        Names { spellings, folded: list.lines().map(bare).collect() }
    }

    /// True when some spelling of the name has no capital, and no word of capitals, that the text lacks.
    fn case_fits(&self, found: &str) -> bool {
        let words = |s| str::split(s, |c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let spellings = self.spellings.get(lower(found).as_str());
        spellings.into_iter().flatten().any(|spelling| {
            words(spelling).zip(words(found)).all(|(listed, written)| {
                let capital = |w: &str| w.starts_with(char::is_uppercase);
                let capitals = |w: &str| w.chars().nth(1).is_some() && !w.chars().any(char::is_lowercase);
                (!capital(listed) || capital(written)) && (!capitals(listed) || capitals(written))
            })
        })
    }
}

/// True for the `E` of `E.C.`: dotted initials are one word to namewire.
fn in_initials(article: &str, hit: &Hit) -> bool {
    let before = article[..hit.start].strip_suffix('.').and_then(|s| s.chars().next_back());
    let after = article[hit.end..].strip_prefix('.').and_then(|s| s.chars().next());
    article[hit.start..hit.end].chars().count() == 1
        && [before, after].into_iter().flatten().any(char::is_alphabetic)
}

/// A name without what folding and joining ignore.
fn bare(name: &str) -> String {
    fold(&name.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
}

/// Hits of one engine, and why they are not those of the reference.
#[derive(Default)]
struct Tally {
    whole: usize,
    capital: usize,
    same: usize,
    reasons: HashMap<&'static str, HashMap<String, usize>>,
}

/// How many names are shown for a reason, the most frequent first.
const SAMPLES: usize = 4;

impl Tally {
    fn add(&mut self, article: &str, reference: &[Hit], found: &[Hit], names: &Names<'_>) {
        let whole: Vec<Hit> = found.iter().copied().filter(|h| h.whole).collect();
        self.whole += whole.len();
        let spans = |hits: &[Hit]| hits.iter().map(|h| (h.start, h.end)).collect::<HashSet<_>>();
        let (expected, got) = (spans(reference), spans(&whole));
        for hit in whole.iter().filter(|h| is_capital(article, h.start)) {
            self.capital += 1;
            if expected.contains(&(hit.start, hit.end)) {
                self.same += 1;
                continue;
            }
            let text = &article[hit.start..hit.end];
            if !names.spellings.contains_key(lower(text).as_str()) && names.folded.contains(&bare(text)) {
                self.because("+ folded or joined", text);
            } else if reference.iter().any(|r| r.overlaps(hit)) {
                self.because("+ other extent", text);
            } else {
                self.because("+ unexplained", text);
            }
        }
        for hit in reference.iter().filter(|h| !got.contains(&(h.start, h.end))) {
            let text = &article[hit.start..hit.end];
            if whole.iter().any(|f| f.overlaps(hit)) {
                self.because("- other extent", text);
            } else if found.iter().any(|f| f.overlaps(hit)) {
                self.because("- hidden by a match inside words", text);
            } else if in_initials(article, hit) {
                self.because("- part of initials", text);
            } else if !names.case_fits(text) {
                self.because("- case rule", text);
            } else {
                self.because("- unexplained", text);
            }
        }
    }

    fn because(&mut self, reason: &'static str, text: &str) {
        *self.reasons.entry(reason).or_default().entry(text.to_owned()).or_default() += 1;
    }

    fn report(self) -> Value {
        let mut reasons = Map::new();
        for (reason, names) in self.reasons {
            let mut names: Vec<(String, usize)> = names.into_iter().collect();
            names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let count: usize = names.iter().map(|n| n.1).sum();
            names.truncate(SAMPLES);
            let samples: Vec<String> = names.into_iter().map(|n| n.0).collect();
            reasons.insert(reason.to_owned(), json!({"count": count, "samples": samples}));
        }
        json!({"hits": self.whole, "capital": self.capital, "same": self.same, "reasons": reasons})
    }
}
