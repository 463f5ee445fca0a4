//! Words that must, or must not, be around an alias.

use super::candidate::Candidate;
use crate::gazetteer::{AliasExtra, View};
use crate::text::TokenMap;
use crate::text::fold::{TokenHash, token_hash};

/// The folded hashes of all tokens of a text, made when the first guard asks for them.
#[derive(Debug, Default)]
pub(super) struct Words {
    starts: Vec<u32>,
    hashes: Vec<TokenHash>,
    /// Answers already given for lists that look at the whole text: (view, extra record, answer).
    answers: Vec<(u32, u32, bool)>,
    ready: bool,
    scratch: String,
}

impl Words {
    pub(super) fn reset(&mut self) {
        self.ready = false;
        self.answers.clear();
    }

    fn prepare(&mut self, text: &str, map: &TokenMap) {
        if self.ready {
            return;
        }
        self.starts.clear();
        self.hashes.clear();
        for token in map.iter() {
            self.starts.push(token.start as u32);
            self.hashes.push(token_hash(text, token.start, token.end, &mut self.scratch));
        }
        self.ready = true;
    }

    /// True when the guards of an alias are met at a candidate's place.
    pub(super) fn met(
        &mut self,
        text: &str,
        map: &TokenMap,
        view: &View<'_>,
        extra: &AliasExtra,
        candidate: &Candidate,
        number: u32,
    ) -> bool {
        let lists = Lists::of(view, extra);
        if lists.is_empty() {
            return true;
        }
        self.prepare(text, map);
        self.met_near(view, &lists, extra.window as usize, candidate)
            && self.met_in_text(view, &lists, candidate.view, number)
    }

    fn met_near(&self, view: &View<'_>, lists: &Lists<'_>, window: usize, candidate: &Candidate) -> bool {
        let first = self.starts.partition_point(|&s| s < candidate.start);
        let after = self.starts.partition_point(|&s| s < candidate.end);
        let before = &self.hashes[first.saturating_sub(window)..first];
        let behind = &self.hashes[after..(after + window).min(self.hashes.len())];
        let near =
            |list: &[u32]| list.iter().any(|&p| stands_in(view, p, before) || stands_in(view, p, behind));
        (lists.near.is_empty() || near(lists.near)) && !near(lists.not_near)
    }

    fn met_in_text(&mut self, view: &View<'_>, lists: &Lists<'_>, view_number: u32, extra: u32) -> bool {
        if lists.require.is_empty() && lists.forbid.is_empty() {
            return true;
        }
        if let Some(known) = self.answers.iter().find(|a| (a.0, a.1) == (view_number, extra)) {
            return known.2;
        }
        let somewhere = |list: &[u32]| list.iter().any(|&p| stands_in(view, p, &self.hashes));
        let met = (lists.require.is_empty() || somewhere(lists.require)) && !somewhere(lists.forbid);
        self.answers.push((view_number, extra, met));
        met
    }
}

/// True when the phrase stands among these tokens.
fn stands_in(view: &View<'_>, phrase: u32, hashes: &[TokenHash]) -> bool {
    let Some(record) = view.phrases.get(phrase as usize) else { return false };
    let from = record.hashes as usize;
    let Some(wanted) = view.phrase_hashes.get(from..from + record.len as usize) else { return false };
    match wanted {
        [] => false,
        [word] => hashes.contains(word),
        words => hashes.windows(words.len()).any(|w| w == words),
    }
}

/// The four lists of phrase numbers.
struct Lists<'a> {
    near: &'a [u32],
    not_near: &'a [u32],
    require: &'a [u32],
    forbid: &'a [u32],
}

impl<'a> Lists<'a> {
    fn of(view: &View<'a>, extra: &AliasExtra) -> Self {
        let mut at = extra.guards as usize;
        let mut next = |len: u16| {
            let list = view.guards.get(at..at + usize::from(len)).unwrap_or(&[]);
            at += usize::from(len);
            list
        };
        Lists {
            near: next(extra.near),
            not_near: next(extra.not_near),
            require: next(extra.require),
            forbid: next(extra.forbid),
        }
    }

    fn is_empty(&self) -> bool {
        [self.near, self.not_near, self.require, self.forbid].iter().all(|l| l.is_empty())
    }
}
