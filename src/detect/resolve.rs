//! One reading per stretch of text.
//!
//! Among the senses at one span: those of the gazetteer of highest priority that reach the threshold, and of them
//! the likeliest; then the entity with the higher prior; then the alias that comes first in the list. Among spans:
//! leftmost first, and of those that begin together the longest.

use super::candidate::Candidate;
use super::detector::Lexicon;
use super::score::{self, score};
use crate::analysis::{Evidence, Source};
use std::cmp::Ordering;

/// Buffers and settings of a resolution.
pub(super) struct Resolution<'a> {
    pub lexicon: &'a Lexicon<'a>,
    pub min_score: f32,
}

impl Resolution<'_> {
    /// Sorts the candidates, adds what the countries of the text tell of ambiguous names, and writes the accepted
    /// ones to `accepted` in text order.
    pub(super) fn resolve(&self, candidates: &mut [Candidate], accepted: &mut Vec<Candidate>) {
        candidates.sort_unstable_by(|a, b| self.order(a, b));
        self.accept(candidates, accepted);
        if self.weigh_countries(candidates, accepted) {
            candidates.sort_unstable_by(|a, b| self.order(a, b));
            self.accept(candidates, accepted);
        }
    }

    /// Text order, longest first, best sense first. Total, so that the result is the same every time.
    fn order(&self, a: &Candidate, b: &Candidate) -> Ordering {
        let below = |c: &Candidate| score(c.odds) < self.min_score;
        let prior = |c: &Candidate| self.lexicon.prior(c);
        (a.start.cmp(&b.start))
            .then_with(|| b.end.cmp(&a.end))
            .then_with(|| below(a).cmp(&below(b)))
            .then_with(|| a.view.cmp(&b.view))
            .then_with(|| b.odds.total_cmp(&a.odds))
            .then_with(|| prior(b).total_cmp(&prior(a)))
            .then_with(|| a.alias.cmp(&b.alias))
            .then_with(|| a.entity.cmp(&b.entity))
            .then_with(|| (a.source as u16).cmp(&(b.source as u16)))
    }

    /// Takes the best sense of each span, leftmost-longest, that reaches the threshold.
    fn accept(&self, candidates: &[Candidate], accepted: &mut Vec<Candidate>) {
        accepted.clear();
        let mut taken = 0;
        for senses in candidates.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end)) {
            let best = senses[0];
            if best.start >= taken && score(best.odds) >= self.min_score {
                taken = best.end;
                accepted.push(self.with_rivals(best, senses));
            }
        }
    }

    fn with_rivals(&self, mut best: Candidate, senses: &[Candidate]) -> Candidate {
        let entity = self.lexicon.canonical(best.entity_key());
        if senses.iter().any(|s| self.lexicon.canonical(s.entity_key()) != entity) {
            best.evidence |= Evidence::AMBIGUOUS;
        }
        best
    }

    /// Raises senses whose country the text names without doubt; true when any was raised.
    fn weigh_countries(&self, candidates: &mut [Candidate], accepted: &[Candidate]) -> bool {
        if !accepted.iter().any(|c| c.evidence.has(Evidence::AMBIGUOUS)) {
            return false;
        }
        let named = |country: (u32, u32)| {
            accepted.iter().any(|c| {
                !c.evidence.has(Evidence::AMBIGUOUS)
                    && (self.lexicon.canonical(c.entity_key()) == country
                        || self.lexicon.country(c) == Some(country))
            })
        };
        let mut raised = false;
        for senses in candidates.chunk_by_mut(|a, b| (a.start, a.end) == (b.start, b.end)) {
            if senses.len() < 2 {
                continue;
            }
            for sense in senses.iter_mut().filter(|s| s.source == Source::Gazetteer) {
                if self.lexicon.country(sense).is_some_and(named) {
                    sense.evidence |= Evidence::COUNTRY;
                    sense.odds += score::COUNTRY;
                    raised = true;
                }
            }
        }
        raised
    }

    /// Readings that lie inside accepted ones, best sense each, in text order.
    pub(super) fn nested(
        &self,
        candidates: &[Candidate],
        accepted: &[Candidate],
        nested: &mut Vec<Candidate>,
    ) {
        nested.clear();
        for senses in candidates.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end)) {
            let best = senses[0];
            let after = accepted.partition_point(|a| a.start <= best.start);
            let Some(outer) = after.checked_sub(1).map(|i| accepted[i]) else { continue };
            let inside = best.end <= outer.end && (best.start, best.end) != (outer.start, outer.end);
            if inside && score(best.odds) >= self.min_score {
                nested.push(self.with_rivals(best, senses));
            }
        }
    }
}
