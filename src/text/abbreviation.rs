//! Words whose trailing dot does not end a sentence.

use once_cell::sync::Lazy;
use std::collections::HashSet;

static ABBREVIATIONS: Lazy<HashSet<&'static str>> = Lazy::new(|| {
    include_str!("../../data/abbreviations.txt")
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect()
});

/// The longest entry that is looked for, in bytes.
const LONGEST: usize = 12;

/// True for `Mr`, `Gen`, `Corp`, `Calif` and the like, in any case, given without the dot.
///
/// The list is `data/abbreviations.txt`.
pub fn is_abbreviation(word: &str) -> bool {
    if word.len() > LONGEST {
        return false;
    }
    let mut lower = [0u8; LONGEST];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).is_ok_and(|w| ABBREVIATIONS.contains(w))
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
