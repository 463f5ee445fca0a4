//! Words that must, or must not, be around an alias.

use super::candidate::Candidate;
use crate::gazetteer::{AliasExtra, View};
use crate::text::TokenMap;
use crate::text::fold::{TokenHash, token_hash};

/// The folded hashes of the words that guards ask for.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// All tokens of the text, hashed when the first guard asks for the whole text.
    all: Vec<TokenHash>,
    all_ready: bool,
    /// The tokens around one candidate, in text order, and what they are around.
    before: Vec<TokenHash>,
    after: Vec<TokenHash>,
    around: Option<(u32, u32, u32)>,
    /// Answers already given for lists that look at the whole text: (view, extra record, answer).
    answers: Vec<(u32, u32, bool)>,
    scratch: String,
}

impl Words {
    pub(super) fn reset(&mut self) {
        self.all_ready = false;
        self.around = None;
        self.answers.clear();
    }

    /// True when the guards of an alias, kept in the extra record `number`, are met at a candidate's place.
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
        if !(lists.near.is_empty() && lists.not_near.is_empty()) {
            self.look_around(text, map, candidate, extra.window);
            if !self.met_near(view, &lists) {
                return false;
            }
        }
        (lists.require.is_empty() && lists.forbid.is_empty())
            || self.met_in_text(text, map, view, &lists, (candidate.view, number))
    }

    /// Hashes up to `window` tokens before and after a candidate.
    fn look_around(&mut self, text: &str, map: &TokenMap, candidate: &Candidate, window: u32) {
        let around = (candidate.start, candidate.end, window);
        if self.around.replace(around) == Some(around) {
            return;
        }
        self.before.clear();
        self.after.clear();
        let mut at = candidate.start as usize;
        for _ in 0..window {
            let Some(token) = map.previous(at) else { break };
            self.before.push(token_hash(text, token.start, token.end, &mut self.scratch));
            at = token.start;
        }
        self.before.reverse();
        let mut at = candidate.end as usize;
        for _ in 0..window {
            let Some(token) = map.next(at) else { break };
            self.after.push(token_hash(text, token.start, token.end, &mut self.scratch));
            at = token.end;
        }
    }

    fn met_near(&self, view: &View<'_>, lists: &Lists<'_>) -> bool {
        let near = |list: &[u32]| {
            list.iter().any(|&p| stands_in(view, p, &self.before) || stands_in(view, p, &self.after))
        };
        (lists.near.is_empty() || near(lists.near)) && !near(lists.not_near)
    }

    fn met_in_text(
        &mut self,
        text: &str,
        map: &TokenMap,
        view: &View<'_>,
        lists: &Lists<'_>,
        key: (u32, u32),
    ) -> bool {
        if let Some(known) = self.answers.iter().find(|a| (a.0, a.1) == key) {
            return known.2;
        }
        if !self.all_ready {
            let scratch = &mut self.scratch;
            self.all.clear();
            self.all.extend(map.iter().map(|t| token_hash(text, t.start, t.end, scratch)));
            self.all_ready = true;
        }
        let somewhere = |list: &[u32]| list.iter().any(|&p| stands_in(view, p, &self.all));
        let met = (lists.require.is_empty() || somewhere(lists.require)) && !somewhere(lists.forbid);
        self.answers.push((key.0, key.1, met));
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
}
