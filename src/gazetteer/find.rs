//! Plain dictionary matching: leftmost-longest names, nothing weighed.

use super::confirm::Confirmer;
use super::entry::CaseRule;
use super::record::AliasRecord;
use super::scan::Scanner;
use super::{Gazetteer, View};
use crate::text::{Token, TokenMap, tuned};
use std::ops::ControlFlow;

/// One alias in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Number of the entity in the gazetteer.
    pub entity: u32,
    /// Number of the alias in the gazetteer.
    pub alias: u32,
}

/// Buffers for [`Gazetteer::find`]; reuse it from text to text. One a thread.
#[derive(Debug, Default)]
pub struct Finder {
    map: TokenMap,
    scanner: Scanner,
    confirmer: Confirmer,
}

impl Gazetteer {
    /// Gives every alias in the text to `each`: whole words, leftmost-longest, without overlaps, case rules kept;
    /// guards, dates and `anywhere` are not looked at. Where entities share an alias, the first of them is given.
    ///
    /// A longer alias that does not hold never hides a shorter one that does. Allocates nothing once warm.
    ///
    /// ```
    /// use namewire::gazetteer::{Builder, Entry, Finder};
    /// let mut builder = Builder::new();
    /// builder.add(Entry::new("1", "GPE", "York")).unwrap();
    /// builder.add(Entry::new("2", "GPE", "New York")).unwrap();
    /// let gazetteer = builder.build().unwrap();
    /// let mut found = Vec::new();
    /// gazetteer.find("From York to New York", &mut Finder::default(), |m| found.push((m.start, m.entity)));
    /// assert_eq!(found, [(5, 0), (13, 1)]);
    /// ```
    pub fn find(&self, text: &str, finder: &mut Finder, each: impl FnMut(Match)) {
        tuned(
            #[inline(always)]
            || self.find_with(text, finder, each),
        );
    }

    #[inline(always)]
    fn find_with(&self, text: &str, finder: &mut Finder, mut each: impl FnMut(Match)) {
        let view = self.view();
        let Finder { map, scanner, confirmer } = finder;
        map.scan(text);
        let mut resume = 0;
        scanner.scan(text, map, &[view], view.small_starts, |_, walk| {
            if walk.tokens[0].start < resume {
                return ControlFlow::Continue(());
            }
            let longest = walk.endings.iter().rev().find_map(|&(len, ending)| {
                let tokens = &walk.tokens[..len];
                ending.aliases(view.lists).iter().find_map(|&a| confirmed(&view, confirmer, text, tokens, a))
            });
            if let Some(found) = longest {
                resume = found.end;
                each(found);
            }
            ControlFlow::Continue(())
        });
    }
}

#[inline(always)]
fn confirmed(
    view: &View<'_>,
    confirmer: &mut Confirmer,
    text: &str,
    tokens: &[Token],
    number: u32,
) -> Option<Match> {
    let alias = view.aliases.get(number as usize)?;
    let c = confirmer.confirm(text, tokens, view.alias_text(alias), alias.case())?;
    Some(Match { start: c.start, end: c.end, entity: alias.entity, alias: number })
}

impl AliasRecord {
    /// The case rule; a damaged number reads as the default.
    #[inline(always)]
    pub(crate) fn case(&self) -> CaseRule {
        match self.flags & AliasRecord::CASE {
            n if n == CaseRule::Exact as u8 => CaseRule::Exact,
            n if n == CaseRule::Any as u8 => CaseRule::Any,
            _ => CaseRule::Smart,
        }
    }
}
