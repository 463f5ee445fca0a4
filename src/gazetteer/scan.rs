//! The kernel: every place where a name may begin, and what the automaton finds from there.
//!
//! Starts are handled in batches and in stages, so that the cache lines that a stage needs were asked for in the
//! stage before: root buckets; nodes and alias records; inner buckets and alias texts. That hides most of the
//! memory latency of a dictionary that is larger than the caches.
//!
//! What a word turns out to be is not to be foretold, and a branch guessed wrong costs as much as twenty
//! instructions. So a stage writes every result and counts only the good ones, and the places of starts are taken
//! from the bitmaps four at a time, wanted or not (Langdale and Lemire, "Parsing gigabytes of JSON per second").

use super::automaton::{Automaton, Ending, MAX_TOKENS, Target};
use super::compiled::View;
use super::start::SmallStarts;
use crate::text::fold::{TokenHash, token_hash};
use crate::text::joint::LONGEST_GAP;
use crate::text::{Token, TokenMap, prefetch};
use std::ops::ControlFlow;

/// How many starts, at least, go through the stages together.
const BATCH: usize = 64;
/// Places are written in fours, and one block may bring 64 of them.
const PLACES: usize = BATCH + 64 + 4;

/// A token at which a name may begin.
#[derive(Debug, Clone, Copy, Default)]
struct Start {
    token: Token,
    hash: TokenHash,
}

/// A start that a root table knows.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    token: Token,
    view: u32,
    target: Target,
}

/// A start with what ends at its first token, and the state, token and hash to go on with.
#[derive(Debug, Clone, Copy)]
struct Pending {
    token: Token,
    view: u32,
    ending: Option<Ending>,
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
    places: Vec<usize>,
    starts: Vec<Start>,
    known: Vec<Known>,
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
        self.places.resize(PLACES, 0);
        self.starts.resize(PLACES, Start::default());
        self.known.resize(PLACES * views.len() + 1, Known::default());
        let mut number = 0;
        let mut count = 0;
        while let Some(block) = map.block(number) {
            let bits = small.starts(text.as_bytes(), number * 64, block, map.is_ascii());
            count += self.collect(count, number * 64, bits);
            number += 1;
            if count >= BATCH {
                if self.flush(count, text, map, views, &mut visit).is_break() {
                    return;
                }
                count = 0;
            }
        }
        let _ = self.flush(count, text, map, views, &mut visit);
    }

    /// Writes the places of the bits after the first `count` places and returns how many there are.
    #[inline(always)]
    fn collect(&mut self, count: usize, base: usize, mut bits: u64) -> usize {
        let found = bits.count_ones() as usize;
        let mut at = count;
        loop {
            // More places than bits may be written; the next block's are written over them.
            let Some(four) = self.places.get_mut(at..at + 4) else { return found };
            for place in four {
                *place = base + bits.trailing_zeros() as usize;
                bits &= bits.wrapping_sub(1);
            }
            if bits == 0 {
                return found;
            }
            at += 4;
        }
    }

    /// Takes the first `count` places through the stages.
    #[inline(always)]
    fn flush(
        &mut self,
        count: usize,
        text: &str,
        map: &TokenMap,
        views: &[View<'_>],
        visit: &mut impl FnMut(usize, &Walk) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.hash_starts(count, text, map, views);
        let known = self.look_up_starts(count, views);
        self.follow_known(known, text, map, views);
        let Scanner { pending, walk, scratch, .. } = self;
        for p in pending.iter() {
            let view = &views[p.view as usize];
            let alias = p.ending.and_then(|e| e.first(view.lists)).and_then(|a| view.aliases.get(a as usize));
            if let Some(alias) = alias {
                prefetch(view.strings, alias.text as usize);
            }
        }
        for p in pending.iter() {
            let view = &views[p.view as usize];
            let ahead = p
                .ahead
                .and_then(|(state, token, hash)| Some((view.automaton.inner_target(state, hash)?, token)));
            if p.ending.is_none() && ahead.is_none() {
                continue;
            }
            walk.begin(p.token, p.ending);
            if let Some((target, token)) = ahead {
                let capital = map.is_upper(p.token.start);
                walk.go_on(&view.automaton, (text, map, capital), target, token, scratch);
            }
            if !walk.endings.is_empty() {
                visit(p.view as usize, walk)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// First stage: where tokens end, and their hashes.
    #[inline(always)]
    fn hash_starts(&mut self, count: usize, text: &str, map: &TokenMap, views: &[View<'_>]) {
        for (&start, to) in self.places[..count].iter().zip(&mut self.starts) {
            let end = map.end(start);
            let hash = token_hash(text, start, end, &mut self.scratch);
            *to = Start { token: Token { start, end }, hash };
            for view in views {
                prefetch(view.automaton.root, view.automaton.root_bucket(hash));
            }
        }
    }

    /// Second stage: which starts are known; returns how many.
    #[inline(always)]
    fn look_up_starts(&mut self, count: usize, views: &[View<'_>]) -> usize {
        let mut known = 0;
        for &Start { token, hash } in &self.starts[..count] {
            for (number, view) in views.iter().enumerate() {
                let target = view.automaton.root_target(hash);
                let Some(to) = self.known.get_mut(known) else { return known };
                *to = Known { token, view: number as u32, target: target.unwrap_or_default() };
                known += usize::from(target.is_some());
                match to.target.as_ending().map(|e| (e, e.as_single())) {
                    Some((_, Some(alias))) => prefetch(view.aliases, alias as usize),
                    Some((list, None)) => prefetch(view.lists, list.place()),
                    None => prefetch(view.automaton.nodes, to.target.node()),
                }
            }
        }
        known
    }

    /// Third stage: what ends at the first token, and the token after it.
    #[inline(always)]
    fn follow_known(&mut self, count: usize, text: &str, map: &TokenMap, views: &[View<'_>]) {
        self.pending.clear();
        for &Known { token, view, target } in &self.known[..count] {
            let automaton = &views[view as usize].automaton;
            let step = automaton.follow(target, map.is_upper(token.start));
            let ahead = step.state.and_then(|(state, node)| {
                let next = next_token(text, map, token.end)?;
                // Ends most walks: the word after a capitalised one is seldom capitalised itself.
                if !target.small_may_follow() && !map.is_upper(next.start) {
                    return None;
                }
                let hash = token_hash(text, next.start, next.end, &mut self.scratch);
                if !node.may_go_on(hash) {
                    return None;
                }
                prefetch(automaton.inner, automaton.inner_bucket(state, hash));
                Some((state, next, hash))
            });
            if let Some(alias) = step.ending.and_then(|e| e.first(views[view as usize].lists)) {
                prefetch(views[view as usize].aliases, alias as usize);
            }
            if step.ending.is_some() || ahead.is_some() {
                self.pending.push(Pending { token, view, ending: step.ending, ahead });
            }
        }
    }

    /// Walks from one token that is known to be a start, whatever its case.
    pub(crate) fn walk_from(&mut self, text: &str, map: &TokenMap, view: &View<'_>, token: Token) -> &Walk {
        let hash = token_hash(text, token.start, token.end, &mut self.scratch);
        self.walk.endings.clear();
        if let Some(target) = view.automaton.root_target(hash) {
            self.walk.tokens.clear();
            self.walk.go_on(&view.automaton, (text, map, true), target, token, &mut self.scratch);
        }
        &self.walk
    }
}

/// The token after a byte, if it is near enough to be of the same name.
#[inline(always)]
fn next_token(text: &str, map: &TokenMap, end: usize) -> Option<Token> {
    let gap = map.gap(end);
    let start = end + gap;
    // Most gaps are one space; a comma and a space, or a full stop, end most walks here.
    let near = gap <= 1 || (gap <= LONGEST_GAP && !text.as_bytes()[end..start].starts_with(b"\n\n"));
    near.then(|| Token { start, end: map.end(start) })
}

impl Walk {
    #[inline(always)]
    fn begin(&mut self, token: Token, ending: Option<Ending>) {
        self.tokens.clear();
        self.tokens.push(token);
        self.endings.clear();
        self.endings.extend(ending.map(|e| (1, e)));
    }

    /// Reads `token`, which leads to `target`, and tokens after it as long as the automaton goes on; `capital` says
    /// whether endings that want a capital in their first word count.
    fn go_on(
        &mut self,
        automaton: &Automaton<'_>,
        (text, map, capital): (&str, &TokenMap, bool),
        mut target: Target,
        mut token: Token,
        scratch: &mut String,
    ) {
        loop {
            self.tokens.push(token);
            let step = automaton.follow(target, capital);
            if let Some(ending) = step.ending {
                self.endings.push((self.tokens.len(), ending));
            }
            let Some((state, _)) = step.state else { return };
            if self.tokens.len() == MAX_TOKENS {
                return;
            }
            let Some(next) = next_token(text, map, token.end) else { return };
            let hash = token_hash(text, next.start, next.end, scratch);
            let Some(further) = automaton.inner_target(state, hash) else { return };
            (target, token) = (further, next);
        }
    }
}
