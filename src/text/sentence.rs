//! Where sentences begin, and which stretches have capitals that prove nothing.

use super::abbreviation::is_abbreviation;
use super::token::TokenMap;
use memchr::{memchr, memchr3_iter};

/// How a stretch of text uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Running text: a capital inside a sentence marks a name.
    Prose,
    /// A headline That Capitalises Most Words.
    TitleCase,
    /// TEXT IN CAPITALS.
    Capitals,
}

/// One sentence or headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// First byte of its first token.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// How it uses capitals.
    pub zone: Zone,
}

/// The sentences of one text, in order; reusable.
///
/// A sentence ends at `.`, `!`, `?` (and their equivalents in other scripts) when white space and no small letter
/// follow and the word before the dot is no initial and no abbreviation; at a blank line; and at the end of the
/// first line, which is taken for a headline.
#[derive(Debug, Default)]
pub struct Sentences {
    list: Vec<Sentence>,
}

/// A headline is no longer than this, in bytes.
const LONGEST_HEADLINE: usize = 250;

impl Sentences {
    /// Cuts a text whose tokens are in `map`, replacing what was held.
    pub fn cut(&mut self, text: &str, map: &TokenMap) {
        self.list.clear();
        let bytes = text.as_bytes();
        let mut start = 0;
        let mut line = 0;
        while line < bytes.len() {
            let end = memchr(b'\n', &bytes[line..]).map_or(bytes.len(), |i| line + i);
            self.cut_line(text, map, &mut start, line, end);
            let next = end + 1;
            let blank = bytes.get(next..).is_none_or(|rest| {
                rest.iter().take_while(|b| b.is_ascii_whitespace()).any(|&b| b == b'\n') || rest.is_empty()
            });
            if blank || line == 0 {
                self.push(text, map, &mut start, end);
            }
            line = next;
        }
        self.push(text, map, &mut start, bytes.len());
    }

    /// Ends sentences inside one line.
    fn cut_line(&mut self, text: &str, map: &TokenMap, start: &mut usize, line: usize, end: usize) {
        if map.is_ascii() {
            for stop in memchr3_iter(b'.', b'!', b'?', &text.as_bytes()[line..end]) {
                self.consider(text, map, start, line + stop, 1, end);
            }
        } else {
            for (i, stop) in text[line..end].match_indices(is_stop) {
                self.consider(text, map, start, line + i, stop.len(), end);
            }
        }
    }

    fn consider(
        &mut self,
        text: &str,
        map: &TokenMap,
        start: &mut usize,
        stop: usize,
        len: usize,
        end: usize,
    ) {
        let after = &text[stop + len..end];
        let rest = after.trim_start_matches(is_closing);
        let spaced = len > 1 || rest.is_empty() || rest.starts_with(char::is_whitespace);
        if !spaced || (text.as_bytes()[stop] == b'.' && !ends_sentence(text, map, stop)) {
            return;
        }
        let next = rest.trim_start().trim_start_matches(is_opening);
        if next.starts_with(char::is_lowercase) {
            return;
        }
        self.push(text, map, start, end - rest.len());
    }

    fn push(&mut self, text: &str, map: &TokenMap, start: &mut usize, end: usize) {
        if let Some(first) = map.next_start(*start).filter(|&s| s < end) {
            let zone = zone(text, map, first, end);
            self.list.push(Sentence { start: first as u32, end: end as u32, zone });
        }
        *start = end;
    }

    /// The sentences in text order.
    pub fn list(&self) -> &[Sentence] {
        &self.list
    }

    /// The sentence that a byte stands in, or `None` before the first.
    pub fn at(&self, byte: usize) -> Option<Sentence> {
        let number = self.list.partition_point(|s| s.start as usize <= byte).checked_sub(1)?;
        self.list.get(number).copied()
    }
}

/// True when the dot at `stop` ends a sentence as far as the word before it tells.
fn ends_sentence(text: &str, map: &TokenMap, stop: usize) -> bool {
    match map.previous(stop + 1) {
        Some(token) if token.end > stop => false, // dotted initials: U.S.
        Some(token) if token.end == stop => {
            let word = token.of(text);
            let initial = map.is_upper(token.start) && word.chars().count() == 1;
            !initial && !is_abbreviation(word)
        }
        _ => true,
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।' | '…')
}

fn is_closing(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）')
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '「' | '『' | '（' | '„')
}

/// How a sentence uses capitals: CAPITALS when 70 % of its letters are, Title Case when it is a line of its own
/// without a final stop and 85 % of its words of four letters and more are capitalised.
fn zone(text: &str, map: &TokenMap, start: usize, end: usize) -> Zone {
    let (words, capitalised) = (map.count(start, end), map.count_upper(start, end));
    if words < 3 || capitalised * 2 < words {
        return Zone::Prose;
    }
    let body = &text[start..end];
    let (upper, lower) = body
        .chars()
        .take(LONGEST_HEADLINE)
        .fold((0, 0), |(u, l), c| (u + usize::from(c.is_uppercase()), l + usize::from(c.is_lowercase())));
    if upper * 10 >= (upper + lower) * 7 {
        return Zone::Capitals;
    }
    let own_line = text[..start].trim_end_matches([' ', '\t', '"', '“', '‘', '\'']).ends_with('\n')
        || text[..start].trim_start_matches('\u{FEFF}').trim().is_empty();
    let ends_line = text[end..].is_empty() || text[end..].starts_with(['\n', '\r']);
    if !own_line || !ends_line || body.len() > LONGEST_HEADLINE || body.trim_end().ends_with('.') {
        return Zone::Prose;
    }
    let (mut long, mut titled) = (0, 0);
    let mut at = start;
    while let Some(token) = map.next(at).filter(|t| t.start < end) {
        at = token.end;
        if token.len() >= 4 {
            long += 1;
            titled += usize::from(map.is_upper(token.start));
        }
    }
    if long >= 3 && titled * 100 >= long * 85 { Zone::TitleCase } else { Zone::Prose }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, Zone)> {
        let (mut map, mut sentences) = (TokenMap::default(), Sentences::default());
        map.scan(text);
        sentences.cut(text, &map);
        sentences.list().iter().map(|s| (&text[s.start as usize..s.end as usize], s.zone)).collect()
    }

    #[test]
    fn sentences() {
        let starts =
            |text| cut(text).iter().map(|s| s.0.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(starts("He met Gen. Smith. They spoke to J. Doe in St. Louis."), ["He", "They"]);
        assert_eq!(starts("It fell 3.5 percent. \"Why?\" he asked. No."), ["It", "Why?\"", "No."]);
        assert_eq!(starts("Talks in the U.S. ended. x"), ["Talks"]);
        assert_eq!(starts("Headline here\nBody one\ngoes on. Two"), ["Headline", "Body", "Two"]);
        assert_eq!(starts("これは本。次の文"), ["これは本。", "次の文"]);
        assert_eq!(cut("").len(), 0);
        assert_eq!(cut(" ... \n\n").len(), 0);
    }

    #[test]
    fn zones() {
        let zone = |text| cut(text)[0].1;
        assert_eq!(zone("Commander Rules Out Iran-US Cooperation on Iraq\n\nTEHRAN"), Zone::TitleCase);
        assert_eq!(zone("IRAN REJECTS U.S. CLAIM OF AIR STRIKES\n\nBody"), Zone::Capitals);
        assert_eq!(zone("Iran not cooperating with US over ISIL: Commander\n\nA"), Zone::Prose);
        assert_eq!(zone("Presidents Obama, Putin, Hollande Meet.\n\nA"), Zone::Prose);
    }
}
