//! The detector: gazetteers in order of priority, and options.

use super::candidate::Candidate;
use super::document::Document;
use super::lookup::{self, Patience};
use super::options::Options;
use super::report::Reporter;
use super::resolve::Resolution;
use super::scratch::Scratch;
use super::{evidence, memory};
use crate::analysis::{Analysis, Labels};
use crate::error::{Error, Result};
use crate::gazetteer::{Gazetteer, SmallStarts, View, union};
use crate::text::TokenMap;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Finds names in texts. Immutable, cheap to clone, shared by any number of threads.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// let detector = namewire::Detector::builtin()?;
/// let analysis = detector.detect("The Pentagon rejected the claim, US officials said.");
/// let names: Vec<_> = analysis.iter().map(|m| (m.text(), m.label(), m.name())).collect();
/// assert_eq!(names[1], ("US", "GPE", "United States"));
/// # }
/// # Ok::<(), namewire::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Detector {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    gazetteers: Vec<Gazetteer>,
    options: Options,
    labels: Arc<Labels>,
    /// Per gazetteer: the detector's numbers of its labels and subtypes.
    label_numbers: Vec<Vec<u16>>,
    subtype_numbers: Vec<Vec<u16>>,
    /// Which tokens without a capital may begin a name, over all gazetteers.
    small: Vec<u64>,
    /// Entities that a gazetteer of higher priority has too: (gazetteer, number) to (gazetteer, number).
    same: FxHashMap<(u32, u32), (u32, u32)>,
}

/// Collects what a [`Detector`] is made of.
#[derive(Debug, Default)]
pub struct DetectorBuilder {
    gazetteers: Vec<Gazetteer>,
    options: Options,
}

impl DetectorBuilder {
    /// Adds a gazetteer below those added before: where two know the same words, the earlier one decides.
    pub fn gazetteer(mut self, gazetteer: Gazetteer) -> Self {
        self.gazetteers.push(gazetteer);
        self
    }

    /// Sets all options.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Makes the detector. Cost: some microseconds, and one look-up of an id for each entity of the smaller of any
    /// two gazetteers, to know which entities they share.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] for options out of range and for no gazetteer at all.
    pub fn build(self) -> Result<Detector> {
        self.options.check()?;
        if self.gazetteers.is_empty() {
            return Err(Error::InvalidArgument("a detector needs at least one gazetteer".to_owned()));
        }
        let views: Vec<View<'_>> = self.gazetteers.iter().map(Gazetteer::view).collect();
        let mut labels = Labels::new();
        let too_many = || Error::TooLarge { what: "more than 65,535 labels".to_owned() };
        let (mut label_numbers, mut subtype_numbers) = (Vec::new(), Vec::new());
        for view in &views {
            let numbers = view.labels.iter().map(|&l| labels.intern_label(view.str_ref(l)));
            label_numbers.push(numbers.collect::<Option<Vec<_>>>().ok_or_else(too_many)?);
            let numbers = view.subtypes.iter().map(|&s| labels.intern_subtype(view.str_ref(s)));
            subtype_numbers.push(numbers.collect::<Option<Vec<_>>>().ok_or_else(too_many)?);
        }
        let small = views.iter().fold(Vec::new(), |all, view| union(&all, view.small_starts.bits));
        let same = shared_entities(&views);
        drop(views);
        let (gazetteers, options, labels) = (self.gazetteers, self.options, Arc::new(labels));
        let inner = Inner { gazetteers, options, labels, label_numbers, subtype_numbers, small, same };
        Ok(Detector { inner: Arc::new(inner) })
    }
}

/// Ties each entity to the one with the same id in the gazetteer of highest priority.
fn shared_entities(views: &[View<'_>]) -> FxHashMap<(u32, u32), (u32, u32)> {
    let mut same = FxHashMap::default();
    for (low, lower) in views.iter().enumerate().skip(1) {
        for (high, higher) in views[..low].iter().enumerate() {
            let (few, many, swapped) = match lower.entities.len() <= higher.entities.len() {
                true => (lower, higher, false),
                false => (higher, lower, true),
            };
            for number in 0..few.entities.len() as u32 {
                let Some(other) = many.find_id(few.id(number)) else { continue };
                let (in_lower, in_higher) = if swapped { (other, number) } else { (number, other) };
                same.entry((low as u32, in_lower)).or_insert((high as u32, in_higher));
            }
        }
    }
    same
}

impl Detector {
    /// Begins a detector of your own gazetteers; add the built-in one last to keep it below them.
    pub fn builder() -> DetectorBuilder {
        DetectorBuilder::default()
    }

    /// A detector of the built-in gazetteer with default options.
    ///
    /// # Errors
    ///
    /// None in practice: [`Error::Damaged`] if the program's own data were altered.
    #[cfg(feature = "builtin")]
    pub fn builtin() -> Result<Self> {
        Self::builder().gazetteer(crate::builtin()?).build()
    }

    /// The options it works with.
    pub fn options(&self) -> &Options {
        &self.inner.options
    }

    /// Its gazetteers in order of priority.
    pub fn gazetteers(&self) -> &[Gazetteer] {
        &self.inner.gazetteers
    }

    /// Reads a text. Texts longer than [`Options::max_text`], and those that take longer than
    /// [`Options::time_limit`], give an empty analysis; use [`Detector::detect_document`] to be told.
    pub fn detect(&self, text: &str) -> Analysis {
        self.detect_document(&Document::new(text)).unwrap_or_default()
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// [`Error::TextTooLong`], [`Error::InvalidUtf8`] (only when strict), [`Error::Cancelled`], [`Error::TimedOut`].
    pub fn detect_document(&self, document: &Document<'_>) -> Result<Analysis> {
        let mut analysis = Analysis::new();
        self.detect_into(document, &mut Scratch::new(), &mut analysis)?;
        Ok(analysis)
    }

    /// Reads a document into an analysis that is reused; what it held before is gone even when reading fails.
    ///
    /// Cost: linear in the text. Allocates nothing once `scratch` and `analysis` have seen a text as long.
    ///
    /// # Errors
    ///
    /// Those of [`Detector::detect_document`]; the analysis is then empty.
    pub fn detect_into(
        &self,
        document: &Document<'_>,
        scratch: &mut Scratch,
        analysis: &mut Analysis,
    ) -> Result<()> {
        analysis.clear();
        if !Arc::ptr_eq(&analysis.labels, &self.inner.labels) {
            analysis.labels = self.inner.labels.clone();
        }
        let options = &self.inner.options;
        if document.len() > options.max_text {
            return Err(Error::TextTooLong { len: document.len(), limit: options.max_text });
        }
        let mut repaired = std::mem::take(&mut scratch.repaired);
        let outcome = document.read(options.strict_utf8, &mut repaired).and_then(|(text, bad)| {
            analysis.repaired = bad as u32;
            self.read(text, document, scratch, analysis)
        });
        scratch.repaired = repaired;
        if outcome.is_err() {
            analysis.clear();
        }
        outcome
    }

    fn read(
        &self,
        text: &str,
        document: &Document<'_>,
        scratch: &mut Scratch,
        analysis: &mut Analysis,
    ) -> Result<()> {
        let mut views = [self.inner.gazetteers[0].view(); FEW];
        let many: Vec<View<'_>>;
        let views = match self.inner.gazetteers.len() {
            n if n <= FEW => {
                self.inner.gazetteers.iter().zip(&mut views).for_each(|(g, v)| *v = g.view());
                &views[..n]
            }
            _ => {
                many = self.inner.gazetteers.iter().map(Gazetteer::view).collect();
                &many
            }
        };
        let lexicon = Lexicon {
            gazetteers: &self.inner.gazetteers,
            views,
            small: SmallStarts { bits: &self.inner.small },
            inner: &self.inner,
        };
        let options = &self.inner.options;
        let deadline = options.time_limit.map(|limit| Instant::now() + limit);
        let patience = Patience { document, deadline };
        let Scratch {
            page, scanner, confirmer, candidates, accepted, nested, memory, offsets, entities, ..
        } = scratch;
        let check = || match (document.is_cancelled(), patience.is_over()) {
            (true, _) => Err(Error::Cancelled),
            (_, true) => {
                let limit_ms = options.time_limit.map_or(0, |t| t.as_millis() as u64);
                Err(Error::TimedOut { limit_ms })
            }
            _ => Ok(()),
        };
        candidates.clear();
        nested.clear();
        page.words.reset();
        page.map.scan(text);
        check()?;
        lookup::collect(text, page, &lexicon, &patience, scanner, confirmer, candidates);
        check()?;
        if candidates.is_empty() {
            return Ok(());
        }
        page.sentences.cut(text, &page.map);
        evidence::weigh(text, page, &lexicon, document.date, candidates);
        check()?;
        let resolution = Resolution { lexicon: &lexicon, min_score: options.min_score };
        resolution.resolve(candidates, accepted);
        check()?;
        if memory.recall(text, page, &lexicon, accepted, candidates) {
            resolution.resolve(candidates, accepted);
        }
        if options.nested {
            resolution.nested(candidates, accepted, nested);
        }
        check()?;
        offsets.reset(text, page.map.is_ascii(), options.offsets);
        let max_mentions = options.max_mentions;
        let mut reporter = Reporter { text, lexicon: &lexicon, offsets, entities, analysis, max_mentions };
        reporter.report(accepted, nested);
        Ok(())
    }

    /// Reads many documents with some threads (0: one for each processor). `each` is called from those threads, in
    /// no particular order, with the document's place in `documents` and what was read or why it was not.
    pub fn detect_batch<F>(&self, documents: &[Document<'_>], threads: usize, each: F)
    where
        F: Fn(usize, Result<&Analysis>) + Sync,
    {
        let processors = || std::thread::available_parallelism().map_or(1, |n| n.get());
        let threads = if threads == 0 { processors() } else { threads }.min(documents.len()).max(1);
        let next = AtomicUsize::new(0);
        let work = || {
            let (mut scratch, mut analysis) = (Scratch::new(), Analysis::new());
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(document) = documents.get(number) else { return };
                let outcome = self.detect_into(document, &mut scratch, &mut analysis);
                each(number, outcome.map(|()| &analysis));
            }
        };
        std::thread::scope(|scope| {
            // Where a thread cannot be had, the others do its share.
            for _ in 1..threads {
                let _ = std::thread::Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
    }
}

/// Up to this many gazetteers are used without an allocation per text.
const FEW: usize = 4;

/// The gazetteers of a detector, opened for one text.
pub(super) struct Lexicon<'a> {
    pub gazetteers: &'a [Gazetteer],
    pub views: &'a [View<'a>],
    pub small: SmallStarts<'a>,
    inner: &'a Inner,
}

impl Lexicon<'_> {
    /// The same entity in the gazetteer of highest priority that has it.
    pub(super) fn canonical(&self, key: (u32, u32)) -> (u32, u32) {
        match self.inner.same.is_empty() {
            true => key,
            false => self.inner.same.get(&key).copied().unwrap_or(key),
        }
    }

    /// The country an entity is tied to.
    pub(super) fn country(&self, candidate: &Candidate) -> Option<(u32, u32)> {
        let extra = self.views[candidate.view as usize].entity_extra(candidate.entity)?;
        let known = extra.country != crate::analysis::NONE;
        known.then(|| self.canonical((candidate.view, extra.country)))
    }

    pub(super) fn prior(&self, candidate: &Candidate) -> f32 {
        let view = &self.views[candidate.view as usize];
        view.entities.get(candidate.entity as usize).map_or(0.0, |e| e.prior)
    }

    /// Label and subtype of the candidate's entity, as the gazetteer of highest priority gives them.
    pub(super) fn labels_of(&self, candidate: &Candidate) -> (u16, u16) {
        self.labels_of_entity(self.canonical(candidate.entity_key()))
    }

    pub(super) fn labels_of_entity(&self, (view, entity): (u32, u32)) -> (u16, u16) {
        let Some(record) = self.views[view as usize].entities.get(entity as usize) else { return (0, 0) };
        let number =
            |table: &[Vec<u16>], n: u16| table[view as usize].get(usize::from(n)).copied().unwrap_or(0);
        (number(&self.inner.label_numbers, record.label), number(&self.inner.subtype_numbers, record.subtype))
    }

    pub(super) fn is_person(&self, candidate: &Candidate) -> bool {
        /// `PERSON` in [`Labels::ONTONOTES`].
        const PERSON: u16 = 1;
        self.labels_of(candidate).0 == PERSON
    }

    /// The family name that the gazetteer gives a person, where it is not the last word.
    pub(super) fn family_name(&self, candidate: &Candidate) -> Option<&str> {
        self.views[candidate.view as usize].attribute(candidate.entity, "family")
    }

    /// True when a title of any gazetteer stands before a byte.
    pub(super) fn title_before(&self, text: &str, map: &TokenMap, start: usize) -> bool {
        let with_cues = self.gazetteers.iter().zip(self.views).filter(|(_, v)| !v.cues.is_empty());
        with_cues.into_iter().any(|(g, _)| g.cues().title_before(text, map, start))
    }
}

const _: () = {
    // The arrays are shared between threads; a lost `Sync` would be a lost promise.
    const fn shared<T: Send + Sync>() {}
    shared::<Detector>();
    shared::<Gazetteer>();
    shared::<memory::Memory>();
};
