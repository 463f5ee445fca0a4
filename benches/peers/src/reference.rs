//! What there is to find: slow, plain, and made without any of the engines.
//!
//! A reference hit is a name of the list that stands in the text, case aside, with no letter or digit directly
//! before or after it, and whose first letter is a capital in the text; leftmost-longest, without overlaps.

use crate::boundary::{is_capital, is_whole, lower};
use std::collections::HashMap;

/// The list, by first word.
pub struct Reference<'l> {
    /// Names in small letters by their first word, longest first.
    by_word: HashMap<&'l str, Vec<&'l str>>,
}

impl<'l> Reference<'l> {
    /// From names in small letters, one a line.
    pub fn new(lowered: &'l str) -> Self {
        let mut by_word: HashMap<&str, Vec<&str>> = HashMap::new();
        for name in lowered.lines() {
            by_word.entry(first_word(name)).or_default().push(name);
        }
        // A name that does not begin with a letter or digit never begins with a capital.
        by_word.remove("");
        for names in by_word.values_mut() {
            names.sort_unstable_by_key(|n| std::cmp::Reverse(n.len()));
            names.dedup();
        }
        Reference { by_word }
    }

    /// Gives every reference hit of an article.
    pub fn scan(&self, article: &str, mut hit: impl FnMut(usize, usize)) {
        let lowered = lower(article);
        let mut resume = 0;
        let mut inside = false;
        for (start, c) in article.char_indices() {
            let begins = !inside && c.is_alphanumeric();
            inside = c.is_alphanumeric();
            if !begins || start < resume || !is_capital(article, start) {
                continue;
            }
            let Some(names) = self.by_word.get(first_word(&lowered[start..])) else { continue };
            let fits =
                |n: &&&str| lowered[start..].starts_with(**n) && is_whole(article, start, start + n.len());
            if let Some(name) = names.iter().find(fits) {
                resume = start + name.len();
                hit(start, resume);
            }
        }
    }
}

/// The letters and digits with which a text begins.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_whole_words_with_a_capital() {
        let reference = Reference::new("york\nnew york\nnew york city\nreading\n");
        let mut found = Vec::new();
        let text = "New York Cityhall, NEW YORK CITY; reading in york";
        reference.scan(text, |start, end| found.push(&text[start..end]));
        assert_eq!(found, ["New York", "NEW YORK CITY"]);
    }
}
