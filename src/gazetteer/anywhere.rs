//! Aliases that match anywhere: inside words, hashtags, handles, domains. They run on the `aho-corasick` crate.

use super::compiled::View;
use super::entry::CaseRule;
use super::record::AliasRecord;
use aho_corasick::{AhoCorasick, MatchKind};

/// A byte automaton over the aliases marked `anywhere`.
#[derive(Debug)]
pub(crate) struct AnywhereFinder {
    automaton: Option<AhoCorasick>,
    /// The alias of each pattern.
    aliases: Vec<u32>,
}

impl AnywhereFinder {
    /// Builds the automaton; cost grows with the summed length of the aliases (10 to 20 microseconds each, measured at a million).
    pub(crate) fn new(view: &View<'_>) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut aliases = Vec::new();
        for &number in view.anywhere {
            let Some(alias) = view.aliases.get(number as usize) else { continue };
            let text = view.alias_text(alias);
            // The crate folds ASCII case only; other scripts get their case forms as patterns of their own.
            let mut forms = vec![text.to_owned()];
            if !text.is_ascii() {
                forms.extend([text.to_lowercase(), text.to_uppercase()]);
                forms.dedup();
            }
            aliases.extend(forms.iter().filter(|f| !f.is_empty()).map(|_| number));
            patterns.extend(forms.into_iter().filter(|f| !f.is_empty()));
        }
        let automaton = (!patterns.is_empty()).then(|| {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::Standard)
                .build(patterns)
                .ok()
        });
        AnywhereFinder { automaton: automaton.flatten(), aliases }
    }

    /// Gives every place where such an alias stands, overlapping ones too, to `each`: (start, end, alias).
    pub(crate) fn find(&self, view: &View<'_>, text: &str, mut each: impl FnMut(usize, usize, u32)) {
        let Some(automaton) = &self.automaton else { return };
        for m in automaton.find_overlapping_iter(text) {
            let Some(&number) = self.aliases.get(m.pattern().as_usize()) else { continue };
            let Some(alias) = view.aliases.get(number as usize) else { continue };
            let (found, wanted) = (&text[m.range()], view.alias_text(alias));
            let case = alias.flags & AliasRecord::CASE;
            // Inside hashtags and domains case is free; only `exact` insists.
            if case != CaseRule::Exact as u8 || found == wanted {
                each(m.start(), m.end(), number);
            }
        }
    }
}
