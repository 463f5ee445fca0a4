//! The dictionary automaton: a trie over token hashes in two flat hash tables.
//!
//! # Overview
//!
//! Aho–Corasick walks a byte automaton and pays one dependent memory access a byte. Here a *token* is one step:
//! its 64-bit folded hash and the state it is read in give a place in a table of eight-entry buckets, one cache
//! line each. The first tokens of all aliases are in the root table, the others in the inner table, so that the
//! root table stays small. There are no failure links: aliases are a few tokens long, so a walk is simply begun
//! at every token that may begin a name.
//!
//! A transition leads to a *target*: an alias, a list of aliases, or a state that has successors. A hash is not
//! a proof: every alias that a walk reaches is compared with the text before it counts (`confirm`).
//!
//! A walk takes at most [`MAX_TOKENS`] steps, so the cost is linear in the text whatever the dictionary.

use super::record::{Bucket, NONE, NodeRecord};
use crate::text::equal_mask;
use crate::text::fold::{TokenHash, mix};

/// The most tokens an alias may have.
pub const MAX_TOKENS: usize = 64;

/// Bit of a target: it is a state, the rest its number.
const STATE: u32 = 1 << 31;
/// Bit of an ending: it is a list, the rest its place in the list section.
const LIST: u32 = 1 << 30;

/// The most aliases, and the longest list section, that targets can number.
pub(crate) const MAX_ALIASES: usize = (1 << 30) - 1;

/// Which aliases end at a place of the trie: one alias, or a list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ending(pub u32);

impl Ending {
    pub(crate) fn single(alias: u32) -> Self {
        Ending(alias)
    }

    pub(crate) fn list(at: u32) -> Self {
        Ending(at | LIST)
    }

    /// The alias, if it is one alone.
    #[inline(always)]
    pub(crate) fn as_single(self) -> Option<u32> {
        (self.0 & LIST == 0).then_some(self.0)
    }

    /// The aliases, given the list section: a list is its length followed by its members.
    #[inline(always)]
    pub(crate) fn aliases<'a>(&'a self, lists: &'a [u32]) -> &'a [u32] {
        if self.0 & LIST == 0 {
            return std::slice::from_ref(&self.0);
        }
        let at = (self.0 & !LIST) as usize;
        let len = lists.get(at).map_or(0, |&n| n as usize);
        lists.get(at + 1..at + 1 + len).unwrap_or(&[])
    }
}

/// Where a step of a walk leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    /// What ends here.
    pub ending: Option<Ending>,
    /// The state to go on from; `None` when nothing longer begins this way.
    pub state: Option<u32>,
}

/// The automaton's tables, borrowed from a compiled gazetteer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Automaton<'a> {
    pub root: &'a [Bucket],
    pub inner: &'a [Bucket],
    pub nodes: &'a [NodeRecord],
    pub seed: u64,
}

/// The state before any token.
pub(crate) const ROOT: u32 = 0;

/// Where a transition is looked for: bucket and tag.
#[inline(always)]
fn place(state: u32, hash: TokenHash, seed: u64, buckets: usize) -> (usize, u32) {
    let x = mix(hash ^ seed, 0x9FB2_1C65_1E98_DF25 ^ u64::from(state) << 17);
    let bucket = ((x >> 32) * buckets as u64) >> 32;
    (bucket as usize, (x as u32).max(1))
}

impl<'a> Automaton<'a> {
    /// The root bucket of a token, for prefetching.
    #[inline(always)]
    pub(crate) fn root_bucket(&self, hash: TokenHash) -> usize {
        place(ROOT, hash, self.seed, self.root.len()).0
    }

    /// The inner bucket of a token in a state, for prefetching.
    #[inline(always)]
    pub(crate) fn inner_bucket(&self, state: u32, hash: TokenHash) -> usize {
        place(state, hash, self.seed, self.inner.len()).0
    }

    /// Reads a token in a state (0 for the root).
    #[inline(always)]
    pub(crate) fn step(&self, state: u32, hash: TokenHash) -> Option<Step> {
        let table = if state == ROOT { self.root } else { self.inner };
        let target = find(table, place(state, hash, self.seed, table.len()))?;
        if target & STATE == 0 {
            return Some(Step { ending: Some(Ending(target)), state: None });
        }
        let number = target & !STATE;
        let ending = self.nodes.get(number as usize).map(|n| Ending(n.ending)).filter(|e| e.0 != NONE);
        Some(Step { ending, state: Some(number + 1) })
    }
}

#[inline(always)]
fn find(table: &[Bucket], (mut at, tag): (usize, u32)) -> Option<u32> {
    for _ in 0..table.len() {
        let bucket = table.get(at)?;
        let hit = equal_mask(&bucket.tags, tag);
        if hit != 0 {
            return Some(bucket.targets[hit.trailing_zeros() as usize & 7]);
        }
        // Buckets fill from the front, so a full one ends in a tag.
        if bucket.tags[7] == 0 {
            return None;
        }
        at = if at + 1 == table.len() { 0 } else { at + 1 };
    }
    None
}

/// The tables of an automaton under construction.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub root: Vec<Bucket>,
    pub inner: Vec<Bucket>,
    pub nodes: Vec<NodeRecord>,
    pub lists: Vec<u32>,
    pub seed: u64,
}

/// One way to spell one alias as tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelling {
    pub alias: u32,
    /// Where its hashes begin in the array of all hashes.
    pub at: u32,
    pub len: u32,
}

/// A transition before it has its place in a table.
struct Transition {
    state: u32,
    hash: TokenHash,
    target: u32,
}

/// Builds the tables. The result depends only on the spellings and their order.
pub(crate) fn build(mut spellings: Vec<Spelling>, hashes: &[TokenHash]) -> Option<Tables> {
    let mut tables = Tables::default();
    let mut roots = Vec::new();
    let mut inners = Vec::new();
    // Level by level: `frontier` holds (state, hash of the next token, spelling).
    let mut frontier: Vec<(u32, TokenHash, u32)> =
        (0u32..).zip(&spellings).map(|(i, s)| (ROOT, hashes[s.at as usize], i)).collect();
    let mut depth = 0;
    while !frontier.is_empty() {
        depth += 1;
        frontier.sort_unstable();
        let mut next = Vec::new();
        for group in frontier.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (state, hash, _) = group[0];
            let goes_on = group.iter().any(|g| spellings[g.2 as usize].len > depth);
            let ended = group.iter().map(|g| &spellings[g.2 as usize]).filter(|s| s.len == depth);
            let ending = push_ending(&mut tables.lists, ended.map(|s| s.alias));
            let target = if goes_on {
                tables.nodes.push(NodeRecord { ending });
                let number = tables.nodes.len() as u32 - 1;
                for &(_, _, i) in group {
                    let s = &mut spellings[i as usize];
                    if s.len > depth {
                        next.push((number + 1, hashes[(s.at + depth) as usize], i));
                    }
                }
                number | STATE
            } else {
                ending
            };
            let to = if state == ROOT { &mut roots } else { &mut inners };
            to.push(Transition { state, hash, target });
        }
        frontier = next;
    }
    // Two transitions may fall on one place with one tag; another seed parts them.
    (0..64u64).find_map(|attempt| {
        let seed = mix(attempt, 0xA076_1D64_78BD_642F);
        tables.root = table(&roots, seed)?;
        tables.inner = table(&inners, seed)?;
        tables.seed = seed;
        Some(())
    })?;
    Some(tables)
}

fn push_ending(lists: &mut Vec<u32>, aliases: impl Iterator<Item = u32>) -> u32 {
    let at = lists.len();
    lists.push(0);
    lists.extend(aliases);
    // One alias may have two spellings with the same tokens.
    lists[at + 1..].sort_unstable();
    let mut kept = at + 1;
    for i in at + 1..lists.len() {
        if i == at + 1 || lists[i] != lists[i - 1] {
            lists[kept] = lists[i];
            kept += 1;
        }
    }
    lists.truncate(kept);
    match lists.len() - at - 1 {
        0 => {
            lists.truncate(at);
            NONE
        }
        1 => {
            let single = lists[at + 1];
            lists.truncate(at);
            Ending::single(single).0
        }
        n => {
            lists[at] = n as u32;
            Ending::list(at as u32).0
        }
    }
}

/// Places transitions at 60 % load: one look-up in sixteen or so needs a second cache line.
fn table(transitions: &[Transition], seed: u64) -> Option<Vec<Bucket>> {
    let buckets = transitions.len() * 10 / 6 / 8 + 1;
    let mut table = vec![Bucket { tags: [0; 8], targets: [0; 8] }; buckets];
    for t in transitions {
        let (mut at, tag) = place(t.state, t.hash, seed, buckets);
        loop {
            let bucket = &mut table[at];
            if bucket.tags.contains(&tag) {
                return None;
            }
            if let Some(i) = bucket.tags.iter().position(|&t| t == 0) {
                bucket.tags[i] = tag;
                bucket.targets[i] = t.target;
                break;
            }
            at = (at + 1) % buckets;
        }
    }
    Some(table)
}
