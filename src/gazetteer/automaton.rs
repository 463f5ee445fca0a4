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
use bytemuck::{Pod, Zeroable};

/// The most tokens an alias may have.
pub const MAX_TOKENS: usize = 64;

/// Bit of a target: it is a state, the rest its number.
const STATE: u32 = 1 << 31;
/// Bit of a target that is a state: the next token may begin without a capital.
const SMALL_NEXT: u32 = 1 << 30;
/// Bit of a stored ending: its aliases want a capital in their first word.
const CAPITAL: u32 = 1 << 29;
/// Bit of an ending: it is a list, the rest its place in the list section.
const LIST: u32 = 1 << 30;

/// The most aliases, and the longest list section, that targets can number.
pub(crate) const MAX_ALIASES: usize = (1 << 29) - 1;

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

    /// The first of the aliases.
    #[inline(always)]
    pub(crate) fn first(self, lists: &[u32]) -> Option<u32> {
        self.as_single().or_else(|| lists.get(self.place() + 1).copied())
    }

    /// The place of the list in the list section; anything when it is none.
    #[inline(always)]
    pub(crate) fn place(self) -> usize {
        (self.0 & !LIST) as usize
    }

    /// The aliases, given the list section: a list is its length followed by its members.
    #[inline(always)]
    pub(crate) fn aliases<'a>(&'a self, lists: &'a [u32]) -> &'a [u32] {
        if self.0 & LIST == 0 {
            return std::slice::from_ref(&self.0);
        }
        let at = self.place();
        let len = lists.get(at).map_or(0, |&n| n as usize);
        lists.get(at + 1..at + 1 + len).unwrap_or(&[])
    }
}

/// Where a transition leads: to an ending, or to a state that has successors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Target(u32);

impl Target {
    /// The ending, if no longer alias begins this way.
    #[inline(always)]
    pub(crate) fn as_ending(self) -> Option<Ending> {
        (self.0 & STATE == 0).then_some(Ending(self.0 & !CAPITAL))
    }

    /// The node of the state it leads to; anything when it leads to none.
    #[inline(always)]
    pub(crate) fn node(self) -> usize {
        (self.0 & !(STATE | SMALL_NEXT)) as usize
    }

    /// False when all aliases that go on from here want a capital in their next word.
    #[inline(always)]
    pub(crate) fn small_may_follow(self) -> bool {
        self.0 & SMALL_NEXT != 0
    }
}

/// A state that has successors. 12 bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
pub(crate) struct Node {
    ends: NodeRecord,
    /// A bit for each successor, at [`next_bit`] of its hash: most walks end here, without another cache line.
    next: [u32; 2],
}

impl Node {
    /// False when the token leads nowhere.
    #[inline(always)]
    pub(crate) fn may_go_on(&self, hash: TokenHash) -> bool {
        let [low, high] = self.next.map(u64::from);
        (low | high << 32) >> next_bit(hash) & 1 != 0
    }
}

/// The bit of [`Node::next`] that stands for a token.
#[inline(always)]
fn next_bit(hash: TokenHash) -> u32 {
    (hash >> 58) as u32
}

/// What ends at a place, as it is stored; `capital` says that the first word of the text has one.
#[inline(always)]
fn ending(stored: u32, capital: bool) -> Option<Ending> {
    (stored != NONE && (capital || stored & CAPITAL == 0)).then_some(Ending(stored & !CAPITAL))
}

/// Where a step of a walk leads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'a> {
    /// What ends here.
    pub ending: Option<Ending>,
    /// The state to go on from, and its node; `None` when nothing longer begins this way.
    pub state: Option<(u32, &'a Node)>,
}

/// The automaton's tables, borrowed from a compiled gazetteer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Automaton<'a> {
    pub root: &'a [Bucket],
    pub inner: &'a [Bucket],
    pub nodes: &'a [Node],
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

    /// Where the first token of a name leads.
    #[inline(always)]
    pub(crate) fn root_target(&self, hash: TokenHash) -> Option<Target> {
        find(self.root, place(ROOT, hash, self.seed, self.root.len()))
    }

    /// Where a later token leads.
    #[inline(always)]
    pub(crate) fn inner_target(&self, state: u32, hash: TokenHash) -> Option<Target> {
        find(self.inner, place(state, hash, self.seed, self.inner.len()))
    }

    /// What a target stands for. Unless the first word of the text has a `capital`, endings that want one are left
    /// out.
    #[inline(always)]
    pub(crate) fn follow(&self, target: Target, capital: bool) -> Step<'a> {
        if target.0 & STATE == 0 {
            return Step { ending: ending(target.0, capital), state: None };
        }
        match self.nodes.get(target.node()) {
            Some(node) => {
                let state = Some((target.node() as u32 + 1, node));
                Step { ending: ending(node.ends.ending, capital), state }
            }
            None => Step { ending: None, state: None },
        }
    }
}

#[inline(always)]
fn find(table: &[Bucket], (at, tag): (usize, u32)) -> Option<Target> {
    let bucket = table.get(at)?;
    let hit = equal_mask(&bucket.tags, tag);
    if hit == 0 && overflown(bucket) {
        return find_beyond(table, at, tag);
    }
    (hit != 0).then(|| Target(bucket.targets[hit.trailing_zeros() as usize & 7]))
}

/// True when an entry that belongs in a bucket stands in a later one.
///
/// Buckets fill from the front, and the order of the last two tags tells: it rises unless the bucket has overflown.
#[inline(always)]
fn overflown(bucket: &Bucket) -> bool {
    bucket.tags[7] != 0 && bucket.tags[7] < bucket.tags[6]
}

/// Looks in the buckets after one that has overflown.
#[cold]
#[inline(never)]
fn find_beyond(table: &[Bucket], first: usize, tag: u32) -> Option<Target> {
    for bucket in table[first + 1..].iter().chain(&table[..first]) {
        if let Some(i) = bucket.tags.iter().position(|&t| t == tag) {
            return Some(Target(bucket.targets[i]));
        }
        if !overflown(bucket) {
            return None;
        }
    }
    None
}

/// The tables of an automaton under construction.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub root: Vec<Bucket>,
    pub inner: Vec<Bucket>,
    pub nodes: Vec<Node>,
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
    /// Bit `i`: a text may have token `i` without a capital.
    pub small: u64,
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
            let capital = ended.clone().all(|s| s.small & 1 == 0);
            let mut ending = push_ending(&mut tables.lists, ended.map(|s| s.alias));
            if capital {
                // Of no consequence for NONE, which has all bits.
                ending |= CAPITAL;
            }
            let target = if goes_on {
                let number = tables.nodes.len() as u32;
                let mut small = false;
                let mut bits = 0;
                for &(_, _, i) in group {
                    let s = &mut spellings[i as usize];
                    if s.len > depth {
                        small |= s.small >> depth & 1 != 0;
                        let hash = hashes[(s.at + depth) as usize];
                        bits |= 1u64 << next_bit(hash);
                        next.push((number + 1, hash, i));
                    }
                }
                let ends = NodeRecord { ending };
                tables.nodes.push(Node { ends, next: [bits as u32, (bits >> 32) as u32] });
                number | STATE | if small { SMALL_NEXT } else { 0 }
            } else {
                ending
            };
            let to = if state == ROOT { &mut roots } else { &mut inners };
            to.push(Transition { state, hash, target });
        }
        frontier = next;
    }
    if tables.nodes.len() > MAX_ALIASES {
        return None;
    }
    // Two transitions may fall on one place with one tag; another seed parts them.
    (0..64u64).find_map(|attempt| {
        let seed = mix(attempt, 0xA076_1D64_78BD_642F);
        (tables.root, tables.inner) = std::thread::scope(|s| {
            let root = s.spawn(|| table(&roots, seed));
            let inner = table(&inners, seed);
            Some((root.join().ok()??, inner?))
        })?;
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

/// Places transitions at 60 % load: one look-up in twenty or so needs a second cache line.
fn table(transitions: &[Transition], seed: u64) -> Option<Vec<Bucket>> {
    let buckets = transitions.len() * 10 / 6 / 8 + 1;
    let mut table = vec![Bucket { tags: [0; 8], targets: [0; 8] }; buckets];
    for t in transitions {
        let (mut at, tag) = place(t.state, t.hash, seed, buckets);
        while !put(&mut table[at], tag, t.target)? {
            at = (at + 1) % buckets;
        }
    }
    Some(table)
}

/// Puts an entry into a bucket; false when it is full, and `None` when it has the tag already.
fn put(bucket: &mut Bucket, tag: u32, target: u32) -> Option<bool> {
    if bucket.tags.contains(&tag) {
        return None;
    }
    let free = bucket.tags.iter().position(|&t| t == 0);
    if let Some(i) = free {
        (bucket.tags[i], bucket.targets[i]) = (tag, target);
    }
    if (free.is_none() && !overflown(bucket)) || (free == Some(7) && overflown(bucket)) {
        bucket.tags.swap(6, 7);
        bucket.targets.swap(6, 7);
    }
    Some(free.is_some())
}
