//! Look-up: every sense of every alias, at every place.

use super::candidate::Candidate;
use super::detector::Lexicon;
use super::document::Document;
use super::scratch::Page;
use crate::analysis::{Evidence, Source};
use crate::gazetteer::{AliasRecord, Confirmer, Scanner, View, Walk};
use crate::text::TokenMap;
use std::ops::ControlFlow;
use std::time::Instant;

/// How many candidates lie between two looks at the clock and the cancel flag.
const BETWEEN_CHECKS: usize = 4096;

/// When to give up.
pub(super) struct Patience<'a> {
    pub document: &'a Document<'a>,
    pub deadline: Option<Instant>,
}

impl Patience<'_> {
    /// True when the caller has cancelled or the time is over.
    pub(super) fn is_over(&self) -> bool {
        self.document.is_cancelled() || self.deadline.is_some_and(|d| Instant::now() >= d)
    }
}

/// Appends the candidates of a text, in text order; stops early when patience is over.
pub(super) fn collect(
    text: &str,
    page: &Page,
    lexicon: &Lexicon<'_>,
    patience: &Patience<'_>,
    scanner: &mut Scanner,
    confirmer: &mut Confirmer,
    out: &mut Vec<Candidate>,
) {
    let map = &page.map;
    let mut next_check = BETWEEN_CHECKS;
    scanner.scan(text, map, lexicon.views, lexicon.small, |view, walk| {
        push_senses(text, map, &lexicon.views[view], view, walk, confirmer, out);
        if out.len() >= next_check {
            next_check = out.len() + BETWEEN_CHECKS;
            if patience.is_over() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    for (number, (gazetteer, view)) in lexicon.gazetteers.iter().zip(lexicon.views).enumerate() {
        if !view.anywhere.is_empty() {
            collect_anywhere(text, gazetteer.anywhere(), view, number, out);
        }
    }
}

/// Confirms every alias that a walk reached.
#[inline]
fn push_senses(
    text: &str,
    map: &TokenMap,
    view: &View<'_>,
    number: usize,
    walk: &Walk,
    confirmer: &mut Confirmer,
    out: &mut Vec<Candidate>,
) {
    for &(len, ending) in walk.endings.iter().rev() {
        let tokens = &walk.tokens[..len];
        for &alias in ending.aliases(view.lists) {
            let Some(record) = view.aliases.get(alias as usize) else { continue };
            let found = confirmer.confirm(text, tokens, view.alias_text(record), record.case());
            let Some(found) = found else { continue };
            if !stands_free(text, map, found.start) {
                continue;
            }
            out.push(Candidate {
                start: found.start as u32,
                end: found.end as u32,
                view: number as u32,
                entity: record.entity,
                alias,
                tokens: len as u32,
                odds: 0.0,
                evidence: if found.exact { Evidence::EXACT } else { Evidence::FOLDED },
                source: Source::Gazetteer,
            });
        }
    }
}

/// False for a name behind `@` (a handle names an account, and has aliases of its own) and for one that is the
/// second half of an Arabic name: `al-Iraqi`.
fn stands_free(text: &str, map: &TokenMap, start: usize) -> bool {
    match text.as_bytes()[..start] {
        [.., b'@'] => false,
        [.., b'-'] => match map.previous(start) {
            Some(before) if before.end + 1 == start && before.len() == 2 => {
                super::memory::PARTICLES.note(before.of(text)) != Some("article")
            }
            _ => true,
        },
        _ => true,
    }
}

fn collect_anywhere(
    text: &str,
    finder: &crate::gazetteer::AnywhereFinder,
    view: &View<'_>,
    number: usize,
    out: &mut Vec<Candidate>,
) {
    finder.find(view, text, |start, end, alias| {
        let Some(record): Option<&AliasRecord> = view.aliases.get(alias as usize) else { return };
        let exact = text[start..end] == *view.alias_text(record);
        out.push(Candidate {
            start: start as u32,
            end: end as u32,
            view: number as u32,
            entity: record.entity,
            alias,
            tokens: 1,
            odds: 0.0,
            evidence: Evidence::ANYWHERE | if exact { Evidence::EXACT } else { Evidence::FOLDED },
            source: Source::Gazetteer,
        });
    });
}
