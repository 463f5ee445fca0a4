//! The engines behind one trait, each used as its documentation says for this job.

use crate::Outcome;
use crate::boundary::lower;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder};
use namewire::gazetteer::{Builder, Finder, Format, Gazetteer, OnBadRow, ReadOptions};
use namewire::{Analysis, Detector, Document, Scratch};
use std::collections::HashSet;
use std::path::Path;

/// A dictionary matcher.
pub trait Engine: Sized {
    /// True when the text must be in small letters already.
    const LOWERED: bool = false;
    /// True when hits may lie inside words, so that the harness checks the boundaries.
    const RAW: bool = true;

    /// True for engines that are made from the list's table, names under ids, where it has one.
    const TABLE: bool = false;

    /// Makes the engine from a list of one name a line, or from its table.
    fn build(list: &str) -> Outcome<Self>;

    /// Gives every hit in an article, leftmost-longest.
    fn scan(&mut self, article: &str, hit: impl FnMut(usize, usize));

    /// Writes the engine into a file, where it can be.
    fn save(&self, _path: &Path) -> Outcome<bool> {
        Ok(false)
    }

    /// Brings it back.
    fn load(_path: &Path) -> Outcome<Self> {
        Err("cannot be loaded".into())
    }
}

/// How lists and tables are read; names without a letter or digit are left out.
pub fn list_options() -> ReadOptions {
    ReadOptions { label: "GPE".to_owned(), on_bad_row: OnBadRow::Skip, ..ReadOptions::default() }
}

/// `Gazetteer::find`, on a gazetteer in memory or, after `load`, on a mapped file.
pub struct Namewire {
    gazetteer: Gazetteer,
    finder: Finder,
}

impl Engine for Namewire {
    const RAW: bool = false;
    const TABLE: bool = true;

    fn build(list: &str) -> Outcome<Self> {
        let mut builder = Builder::new();
        // Only a table begins with the names of its columns.
        let format = if list.starts_with("id\t") { Format::Tsv } else { Format::List };
        builder.read_str(list, format, &list_options())?;
        Ok(Namewire { gazetteer: builder.build()?, finder: Finder::default() })
    }

    #[inline]
    fn scan(&mut self, article: &str, mut hit: impl FnMut(usize, usize)) {
        self.gazetteer.find(article, &mut self.finder, |m| hit(m.start, m.end));
    }

    fn save(&self, path: &Path) -> Outcome<bool> {
        std::fs::write(path, self.gazetteer.as_bytes())?;
        Ok(true)
    }

    fn load(path: &Path) -> Outcome<Self> {
        Ok(Namewire { gazetteer: Gazetteer::open(path)?, finder: Finder::default() })
    }
}

/// The whole of namewire's work, `Detector::detect_into`: sentences, evidence, memory and entities too.
pub struct Detection {
    detector: Detector,
    scratch: Scratch,
    analysis: Analysis,
}

impl Engine for Detection {
    const RAW: bool = false;
    const TABLE: bool = true;

    fn build(list: &str) -> Outcome<Self> {
        let gazetteer = Namewire::build(list)?.gazetteer;
        let detector = Detector::builder().gazetteer(gazetteer).build()?;
        Ok(Detection { detector, scratch: Scratch::new(), analysis: Analysis::new() })
    }

    #[inline]
    fn scan(&mut self, article: &str, mut hit: impl FnMut(usize, usize)) {
        let outcome =
            self.detector.detect_into(&Document::new(article), &mut self.scratch, &mut self.analysis);
        outcome.expect("the options set no limit that an article exceeds");
        for mention in self.analysis.mentions() {
            hit(mention.span.byte_start as usize, mention.span.byte_end as usize);
        }
    }
}

impl Engine for AhoCorasick {
    fn build(list: &str) -> Outcome<Self> {
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        Ok(builder.kind(Some(AhoCorasickKind::ContiguousNFA)).build(list.lines())?)
    }

    #[inline]
    fn scan(&mut self, article: &str, mut hit: impl FnMut(usize, usize)) {
        self.find_iter(article).for_each(|m| hit(m.start(), m.end()));
    }
}

/// The bytewise double array.
type Daachorse = DoubleArrayAhoCorasick<u32>;

impl Engine for Daachorse {
    const LOWERED: bool = true;

    fn build(list: &str) -> Outcome<Self> {
        let lowered = lower(list);
        let mut seen = HashSet::new();
        // It refuses a pattern that is there twice, as names are that differ in case only.
        let names = lowered.lines().filter(|n| seen.insert(*n)).zip(0u32..);
        let builder = DoubleArrayAhoCorasickBuilder::new();
        let builder = builder.match_kind(daachorse::MatchKind::LeftmostLongest);
        builder.build_with_values(names).map_err(|e| e.to_string().into())
    }

    #[inline]
    fn scan(&mut self, article: &str, mut hit: impl FnMut(usize, usize)) {
        self.leftmost_find_iter(article).for_each(|m| hit(m.start(), m.end()));
    }

    fn save(&self, path: &Path) -> Outcome<bool> {
        std::fs::write(path, self.serialize())?;
        Ok(true)
    }

    fn load(path: &Path) -> Outcome<Self> {
        let bytes = std::fs::read(path)?;
        let (engine, _) = Self::deserialize(&bytes).map_err(|e| e.to_string())?;
        Ok(engine)
    }
}
