//! Plain dictionary matching: leftmost-longest names, nothing weighed.

use super::confirm::{Compared, Confirmer, compare_bytes};
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
        let view = self.inner.layout.view(self.inner.storage.bytes());
        let Finder { map, scanner, confirmer } = finder;
        map.scan_here(text);
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
    let c = match compare_bytes(text, tokens, view.alias_bytes(alias), alias.case()) {
        Compared::Same(confirmed) => confirmed,
        Compared::Other => return None,
        Compared::Open => confirmer.compare(text, tokens, view.alias_text(alias), alias.case())?,
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::spelling::join_initials;
    use crate::gazetteer::{Builder, Entry};
    use crate::text::fold::fold;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Vec<Token> {
        let mut map = TokenMap::default();
        map.scan(text);
        map.iter().collect()
    }

    /// The folded tokens of an alias: as it is written, with initials parted, and with initials joined.
    fn spellings(alias: &str) -> [Vec<String>; 3] {
        let folded = |s: &str| tokens(s).iter().map(|t| fold(t.of(s))).collect::<Vec<_>>();
        let letters =
            tokens(alias).into_iter().flat_map(|t| t.of(alias).split('.').map(fold).collect::<Vec<_>>());
        let parted = letters.filter(|l| !l.is_empty()).collect();
        [folded(alias), parted, folded(&join_initials(alias))]
    }

    /// Tries every alias at every token; no filters, no hashes, words compared one by one.
    fn naive(text: &str, aliases: &[(String, CaseRule)]) -> Vec<Match> {
        let tokens = tokens(text);
        let folded: Vec<String> = tokens.iter().map(|t| fold(t.of(text))).collect();
        let spelled: Vec<_> = aliases.iter().map(|(alias, _)| spellings(alias)).collect();
        let at = |from: usize, to: usize| {
            (0..aliases.len()).filter(|&a| spelled[a].iter().any(|s| *s == folded[from..to])).find_map(|a| {
                let (alias, case) = &aliases[a];
                let c = Confirmer::default().compare(text, &tokens[from..to], alias, *case)?;
                Some(Match { start: c.start, end: c.end, entity: a as u32, alias: a as u32 })
            })
        };
        let mut found: Vec<Match> = Vec::new();
        for from in 0..tokens.len() {
            if found.last().is_none_or(|m| m.end <= tokens[from].start) {
                found.extend((from + 1..=tokens.len()).rev().find_map(|to| at(from, to)));
            }
        }
        found
    }

    fn alias() -> impl Strategy<Value = (String, CaseRule)> {
        let text = "(a|b|A|B|Ab|AB|é|É|A\\.B\\.|b9|中)(( |-|\\. |&|')(a|B|Ab|ß|É|B\\.)){0,3}[.!]?";
        let case =
            prop_oneof![4 => Just(CaseRule::Smart), 1 => Just(CaseRule::Exact), 1 => Just(CaseRule::Any)];
        (text, case)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn finds_what_a_naive_search_finds(
            aliases in proptest::collection::vec(alias(), 1..12),
            text in "((a|b|A|B|Ab|AB|aB|é|É|ss|A\\.B\\.|a\\.b|b9|中|e\u{301})( | | |-|\\. |\\.|, |&|'|\n|  |\n\n)?){0,40}",
            long in 0..3usize,
        ) {
            // Some texts reach over blocks and batches.
            let text = text.repeat([1, 3, 12][long]);
            let mut builder = Builder::new();
            for (i, (alias, case)) in aliases.iter().enumerate() {
                let mut entry = Entry::new(i.to_string(), "X", alias.as_str());
                entry.name_rules.case = *case;
                builder.add(entry).unwrap();
            }
            let gazetteer = builder.build().unwrap();
            let mut found = Vec::new();
            gazetteer.find(&text, &mut Finder::default(), |m| found.push(m));
            prop_assert_eq!(found, naive(&text, &aliases));
        }
    }
}
