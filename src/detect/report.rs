//! From accepted candidates to the arrays of the analysis.

use super::candidate::Candidate;
use super::detector::Lexicon;
use super::score::score;
use crate::analysis::{Analysis, Entity, Mention, Span};
use crate::text::OffsetMap;
use rustc_hash::FxHashMap;

/// Entities of the text by (gazetteer, number).
#[derive(Debug, Default)]
pub(super) struct Entities {
    index: FxHashMap<(u32, u32), u32>,
    /// Summed weight of the mentions of each entity.
    weights: Vec<f32>,
}

/// Fills an empty analysis with mentions and entities. `accepted` and `nested` are in text order.
pub(super) struct Reporter<'a> {
    pub text: &'a str,
    pub lexicon: &'a Lexicon<'a>,
    pub offsets: &'a OffsetMap,
    pub entities: &'a mut Entities,
    pub analysis: &'a mut Analysis,
    pub max_mentions: usize,
}

impl Reporter<'_> {
    pub(super) fn report(&mut self, accepted: &[Candidate], nested: &[Candidate]) {
        self.entities.index.clear();
        self.entities.weights.clear();
        let headline_end = self.headline_end();
        let (mut outer, mut inner) = (accepted.iter().peekable(), nested.iter().peekable());
        loop {
            // Text order; at one place the longer reading first.
            let key = |c: &&Candidate| (c.start, u32::MAX - c.end);
            let (candidate, flags) = match (outer.peek().map(key), inner.peek().map(key)) {
                (Some(o), Some(i)) if i < o => (inner.next(), Mention::NESTED),
                (Some(_), _) => (outer.next(), 0),
                (None, _) => (inner.next(), Mention::NESTED),
            };
            let Some(candidate) = candidate else { break };
            if self.analysis.mentions.len() == self.max_mentions {
                self.analysis.truncated = true;
                break;
            }
            self.push(candidate, flags, headline_end);
        }
        self.set_salience();
    }

    fn push(&mut self, candidate: &Candidate, flags: u16, headline_end: usize) {
        let (label, subtype) = self.lexicon.labels_of(candidate);
        let entity = self.entity(candidate);
        let number = self.analysis.mentions.len() as u32;
        let (from, to) = (candidate.start as usize, candidate.end as usize);
        let text = self.analysis.push_str(&self.text[from..to]);
        if flags & Mention::NESTED == 0 {
            let record = &mut self.analysis.entities[entity as usize];
            record.first_mention = record.first_mention.min(number);
            record.mentions += 1;
            self.entities.weights[entity as usize] += if to <= headline_end { 2.0 } else { 1.0 };
        }
        self.analysis.mentions.push(Mention {
            span: Span {
                start: self.offsets.convert(self.text, from),
                end: self.offsets.convert(self.text, to),
                byte_start: candidate.start,
                byte_end: candidate.end,
            },
            text,
            entity,
            evidence: candidate.evidence,
            score: score(candidate.odds),
            label,
            subtype,
            source: candidate.source as u16,
            flags,
        });
    }

    /// The entity's index, added at its first mention.
    fn entity(&mut self, candidate: &Candidate) -> u32 {
        let key = self.lexicon.canonical(candidate.entity_key());
        if let Some(&known) = self.entities.index.get(&key) {
            return known;
        }
        let number = self.analysis.entities.len() as u32;
        let view = &self.lexicon.views[key.0 as usize];
        let id = self.analysis.push_str(view.id(key.1));
        let name = self.analysis.push_str(view.name(key.1));
        let (label, subtype) = self.lexicon.labels_of_entity(key);
        self.analysis.entities.push(Entity {
            id,
            name,
            mentions: 0,
            first_mention: self.analysis.mentions.len() as u32,
            salience: 0.0,
            label,
            subtype,
            gazetteer: key.0,
            number: key.1,
        });
        self.entities.weights.push(0.0);
        self.entities.index.insert(key, number);
        number
    }

    /// Where the first line that is not blank ends.
    fn headline_end(&self) -> usize {
        let start = self.text.len() - self.text.trim_start().len();
        memchr::memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |i| start + i)
    }

    fn set_salience(&mut self) {
        let total: f32 = self.entities.weights.iter().sum();
        if total > 0.0 {
            for (entity, weight) in self.analysis.entities.iter_mut().zip(&self.entities.weights) {
                entity.salience = weight / total;
            }
        }
    }
}
