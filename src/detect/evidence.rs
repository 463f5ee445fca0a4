//! What speaks for and against a candidate where it stands.

use super::candidate::Candidate;
use super::detector::Lexicon;
use super::score::{self, Facts};
use super::scratch::Page;
use crate::analysis::Evidence;
use crate::gazetteer::{AliasRecord, View};
use crate::text::{Date, Zone};

/// Weighs all candidates and drops those whose dates or guards do not hold.
pub(super) fn weigh(
    text: &str,
    page: &mut Page,
    lexicon: &Lexicon<'_>,
    date: Option<Date>,
    candidates: &mut Vec<Candidate>,
) {
    candidates.retain_mut(|candidate| {
        let view = &lexicon.views[candidate.view as usize];
        let Some(record) = view.aliases.get(candidate.alias as usize) else { return false };
        if !holds(text, page, view, record, date, candidate) {
            return false;
        }
        candidate.evidence |= place(page, candidate.start);
        let person = lexicon.is_person(candidate);
        // Titles matter to persons, and to single words that may be part of a person's name.
        if (person || candidate.tokens == 1)
            && lexicon.title_before(text, &page.map, candidate.start as usize)
        {
            candidate.evidence |= Evidence::TITLE;
        }
        let written = &text[candidate.start as usize..candidate.end as usize];
        let facts = Facts {
            weight: f32::from(record.weight) / 255.0,
            tokens: candidate.tokens,
            person,
            short_acronym: written.len() <= 3 && written.bytes().all(|b| b.is_ascii_uppercase()),
            spoken_acronym: candidate.tokens == 1
                && candidate.evidence.has(Evidence::FOLDED)
                && is_capitals(view.alias_text(record))
                && !is_capitals(written),
        };
        candidate.odds = score::odds(candidate.evidence, &facts);
        true
    });
}

fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// Dates and guards of the alias; adds their evidence.
fn holds(
    text: &str,
    page: &mut Page,
    view: &View<'_>,
    record: &AliasRecord,
    date: Option<Date>,
    candidate: &mut Candidate,
) -> bool {
    let Some(extra) = view.alias_extra(record) else { return true };
    if extra.from != 0 || extra.until != 0 {
        match date.map(Date::number) {
            None => candidate.evidence |= Evidence::UNDATED,
            Some(day) if day < extra.from || (extra.until != 0 && day > extra.until) => return false,
            Some(_) => {}
        }
    }
    if extra.near | extra.not_near | extra.require | extra.forbid != 0 {
        if !page.words.met(text, &page.map, view, extra, candidate, record.extra) {
            return false;
        }
        candidate.evidence |= Evidence::GUARD;
    }
    true
}

/// What the place in the text tells: start of a sentence, headline, capitals.
pub(super) fn place(page: &Page, start: u32) -> Evidence {
    let Some(sentence) = page.sentences.at(start as usize) else { return Evidence::default() };
    let zone = match sentence.zone {
        Zone::Prose => Evidence::default(),
        Zone::TitleCase => Evidence::TITLE_CASE,
        Zone::Capitals => Evidence::CAPITALS,
    };
    let first = if sentence.start == start { Evidence::SENTENCE_START } else { Evidence::default() };
    zone | first
}
