//! The kernel: every place where a name may begin, and what the automaton finds from there.
//!
//! Starts are handled in batches and in stages, so that the cache lines that a stage needs were asked for in the
//! stage before: root buckets, then inner buckets and alias records, then alias texts. That hides most of the
//! memory latency of a dictionary that is larger than the caches.

use super::automaton::{Automaton, Ending, MAX_TOKENS, ROOT};
use super::compiled::View;
use super::start::SmallStarts;
use crate::text::fold::{TokenHash, token_hash};
use crate::text::joint::LONGEST_GAP;
use crate::text::{Token, TokenMap, prefetch};
use std::ops::ControlFlow;

/// How many starts, at least, go through the stages together.
const BATCH: usize = 64;

/// A token at which a name may begin.
#[derive(Debug, Clone, Copy)]
struct Start {
    token: Token,
    hash: TokenHash,
}

/// A start that the root table knows.
#[derive(Debug, Clone, Copy)]
struct Pending {
    token: Token,
    view: usize,
    ending: Option<Ending>,
    /// The state to go on from, with the token to read in it and its hash.
    ahead: Option<(u32, Token, TokenHash)>,
}

/// What the automaton finds from one start.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// The tokens read so far, the start first.
    pub tokens: Vec<Token>,
    /// How many tokens each ending takes, shortest first.
    pub endings: Vec<(usize, Ending)>,
}

/// Finds the places where names begin; reusable, one a thread.
#[derive(Debug, Default)]
pub(crate) struct Scanner {
    batch: Vec<Start>,
    pending: Vec<Pending>,
    walk: Walk,
    scratch: String,
}

impl Scanner {
    /// Gives every start that some dictionary knows to `visit`, in text order and, at one start, in the order of
    /// `views`; `visit` gets the number of the view. Stops when `visit` breaks.
    #[inline(always)]
    pub(crate) fn scan(
        &mut self,
        text: &str,
        map: &TokenMap,
        views: &[View<'_>],
        small: SmallStarts<'_>,
        mut visit: impl FnMut(usize, &Walk) -> ControlFlow<()>,
    ) {
        let mut number = 0;
        self.batch.clear();
        while let Some(block) = map.block(number) {
            let base = number * 64;
            let mut bits = small.starts(text.as_bytes(), base, block, map.is_ascii());
            while bits != 0 {
                let at = bits.trailing_zeros();
                bits &= bits - 1;
                let start = base + at as usize;
                let len = block.len_at(at) as usize;
                let end = if len <= 64 { start + len } else { map.end(start) };
                self.batch.push(Start { token: Token { start, end }, hash: 0 });
            }
            if self.batch.len() >= BATCH && self.flush(text, map, views, &mut visit).is_break() {
                return;
            }
            number += 1;
        }
        let _ = self.flush(text, map, views, &mut visit);
    }

    /// Takes a batch through the stages.
    #[inline(always)]
    fn flush(
        &mut self,
        text: &str,
        map: &TokenMap,
        views: &[View<'_>],
        visit: &mut impl FnMut(usize, &Walk) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Scanner { batch, pending, walk, scratch } = self;
        for start in batch.iter_mut() {
            start.hash = token_hash(text, start.token.start, start.token.end, scratch);
            for view in views {
                prefetch(view.automaton.root, view.automaton.root_bucket(start.hash));
            }
        }
        pending.clear();
        for start in batch.iter() {
            for (number, view) in views.iter().enumerate() {
                let Some(step) = view.automaton.step(ROOT, start.hash) else { continue };
                let ahead = step.state.and_then(|state| {
                    let next = next_token(text, map, start.token.end)?;
                    let hash = token_hash(text, next.start, next.end, scratch);
                    prefetch(view.automaton.inner, view.automaton.inner_bucket(state, hash));
                    Some((state, next, hash))
                });
                if let Some(alias) = step.ending.and_then(Ending::as_single) {
                    prefetch(view.aliases, alias as usize);
                }
                if step.ending.is_some() || ahead.is_some() {
                    pending.push(Pending { token: start.token, view: number, ending: step.ending, ahead });
                }
            }
        }
        batch.clear();
        for p in pending.iter() {
            let view = &views[p.view];
            let alias = p.ending.and_then(Ending::as_single).and_then(|a| view.aliases.get(a as usize));
            if let Some(alias) = alias {
                prefetch(view.strings, alias.text as usize);
            }
        }
        for p in pending.iter() {
            walk.begin(p.token, p.ending);
            if let Some(ahead) = p.ahead {
                walk.go_on(&views[p.view].automaton, text, map, ahead, scratch);
            }
            if !walk.endings.is_empty() {
                visit(p.view, walk)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Walks from one token that is known to be a start, whatever its case.
    pub(crate) fn walk_from(&mut self, text: &str, map: &TokenMap, view: &View<'_>, token: Token) -> &Walk {
        let hash = token_hash(text, token.start, token.end, &mut self.scratch);
        self.walk.endings.clear();
        if let Some(step) = view.automaton.step(ROOT, hash) {
            self.walk.begin(token, step.ending);
            if let (Some(state), Some(next)) = (step.state, next_token(text, map, token.end)) {
                let hash = token_hash(text, next.start, next.end, &mut self.scratch);
                self.walk.go_on(&view.automaton, text, map, (state, next, hash), &mut self.scratch);
            }
        }
        &self.walk
    }
}

/// The token after a byte, if it is near enough to be of the same name.
#[inline(always)]
fn next_token(text: &str, map: &TokenMap, end: usize) -> Option<Token> {
    let start = map.next_start(end)?;
    let gap = start - end;
    // Most gaps are one space; a comma and a space, or a full stop, end most walks here.
    let plain = gap <= 1 || (gap <= LONGEST_GAP && !text.as_bytes()[end..start].starts_with(b"\n\n"));
    plain.then(|| Token { start, end: map.end(start) })
}

impl Walk {
    fn begin(&mut self, token: Token, ending: Option<Ending>) {
        self.tokens.clear();
        self.tokens.push(token);
        self.endings.clear();
        self.endings.extend(ending.map(|e| (1, e)));
    }

    /// Reads tokens as long as the automaton goes on.
    fn go_on(
        &mut self,
        automaton: &Automaton<'_>,
        text: &str,
        map: &TokenMap,
        (mut state, mut token, mut hash): (u32, Token, TokenHash),
        scratch: &mut String,
    ) {
        while let Some(step) = automaton.step(state, hash) {
            self.tokens.push(token);
            if let Some(ending) = step.ending {
                self.endings.push((self.tokens.len(), ending));
            }
            let Some(next) = step.state else { return };
            if self.tokens.len() == MAX_TOKENS {
                return;
            }
            let Some(ahead) = next_token(text, map, token.end) else { return };
            hash = token_hash(text, ahead.start, ahead.end, scratch);
            (state, token) = (next, ahead);
        }
    }
}
