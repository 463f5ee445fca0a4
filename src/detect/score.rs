//! What each piece of evidence is worth.
//!
//! A candidate begins with the log-odds of its alias's weight, `ln(w / (1 - w))`; evidence adds to it; the score
//! is the logistic function of the sum, so it lies between 0 and 1. The amounts are set by hand so that no single
//! doubt drops a sound alias (0.9 is 2.2) below the default threshold of 0.5 (0.0), and two doubts drop a weak one.

use crate::analysis::Evidence;

/// The alias is written letter by letter.
const EXACT: f32 = 0.2;
/// A name of several words is seldom anything else.
const SEVERAL_TOKENS: f32 = 1.0;
/// A title before a person's name.
const TITLE: f32 = 1.5;
/// A title before what is no person: `General Washington`.
const TITLE_BEFORE_OTHER: f32 = -1.0;
/// A word alone at the start of a sentence.
const SENTENCE_START: f32 = -0.4;
/// A word alone in a Title Case headline.
const TITLE_CASE: f32 = -0.3;
/// A word alone in CAPITALS.
const CAPITALS: f32 = -0.4;
/// A short acronym in CAPITALS may be any word (`US`, `WHO`, `IT`).
const ACRONYM_IN_CAPITALS: f32 = -1.2;
/// An acronym written like a word (`Aids`) where a capital proves nothing.
const SPOKEN_ACRONYM_AT_START: f32 = -2.0;
/// The alias holds only between dates and the text has none.
const UNDATED: f32 = -0.2;
/// The text names the entity's country.
pub(super) const COUNTRY: f32 = 0.7;
/// An acronym in brackets confirms the long form.
pub(super) const LONG_FORM: f32 = 1.0;
/// An acronym that the text binds to its long form.
pub(super) const ACRONYM: f32 = 2.5;
/// A surname is a little less sure than the full name it goes back to.
pub(super) const SHORT_FORM: f32 = -0.3;

/// A surname alone beside a capitalised word that is no title: another person's name.
pub(super) const OTHER_PERSON: f32 = -4.0;

/// What the scorer has to know of a candidate beside its evidence bits.
pub(super) struct Facts {
    pub weight: f32,
    pub tokens: u32,
    pub person: bool,
    /// The text is all capitals and at most three letters.
    pub short_acronym: bool,
    /// The alias is an acronym and the text is not in capitals.
    pub spoken_acronym: bool,
}

/// The log-odds of a candidate.
pub(super) fn odds(evidence: Evidence, facts: &Facts) -> f32 {
    let w = facts.weight.clamp(0.01, 0.99);
    let alone = facts.tokens == 1;
    let no_proof = Evidence::SENTENCE_START | Evidence::TITLE_CASE;
    let amounts = [
        (evidence.has(Evidence::EXACT), EXACT),
        (!alone, SEVERAL_TOKENS),
        (evidence.has(Evidence::TITLE) && facts.person, TITLE),
        (evidence.has(Evidence::TITLE) && !facts.person && alone, TITLE_BEFORE_OTHER),
        (evidence.has(Evidence::SENTENCE_START) && alone, SENTENCE_START),
        (evidence.has(Evidence::TITLE_CASE) && alone, TITLE_CASE),
        (evidence.has(Evidence::CAPITALS) && alone, CAPITALS),
        (evidence.has(Evidence::CAPITALS) && alone && facts.short_acronym, ACRONYM_IN_CAPITALS),
        (evidence.0 & no_proof.0 != 0 && facts.spoken_acronym, SPOKEN_ACRONYM_AT_START),
        (evidence.has(Evidence::UNDATED), UNDATED),
    ];
    (w / (1.0 - w)).ln() + amounts.iter().filter(|(holds, _)| *holds).map(|(_, amount)| amount).sum::<f32>()
}

/// The score of log-odds.
pub(super) fn score(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}
