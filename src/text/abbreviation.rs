//! Words whose trailing dot does not end a sentence.

use super::words::WordList;
use once_cell::sync::Lazy;

static ABBREVIATIONS: Lazy<WordList> =
    Lazy::new(|| WordList::new(include_str!("../../data/abbreviations.txt")));

/// True for `Mr`, `Gen`, `Corp`, `Calif` and the like, in any case, given without the dot.
///
/// The list is `data/abbreviations.txt`.
pub fn is_abbreviation(word: &str) -> bool {
    !word.is_empty() && ABBREVIATIONS.has(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_titles_in_any_case() {
        assert!(is_abbreviation("Mr") && is_abbreviation("GEN") && is_abbreviation("st"));
        assert!(!is_abbreviation("Iran") && !is_abbreviation("") && !is_abbreviation("internationalisation"));
    }
}
