//! Whole words, and lower case that moves nothing.

/// True when no letter or digit stands directly before or after `text[start..end]`.
#[inline]
pub fn is_whole(text: &str, start: usize, end: usize) -> bool {
    !joins(text, start, true) && !joins(text, end, false)
}

/// True when a letter or digit stands at this side of a byte.
#[inline]
fn joins(text: &str, at: usize, before: bool) -> bool {
    let byte = match before {
        true => at.checked_sub(1).map(|i| text.as_bytes()[i]),
        false => text.as_bytes().get(at).copied(),
    };
    match byte {
        None => false,
        Some(b) if b.is_ascii() => b.is_ascii_alphanumeric(),
        Some(_) if before => text[..at].chars().next_back().is_some_and(char::is_alphanumeric),
        Some(_) => text[at..].chars().next().is_some_and(char::is_alphanumeric),
    }
}

/// True when the character at a byte is a capital letter.
pub fn is_capital(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(char::is_uppercase)
}

/// The text in small letters; letters whose small form has another length stay, so offsets do too.
pub fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(s), None) if s.len_utf8() == c.len_utf8() => out.push(s),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert!(is_whole("in Paris.", 3, 8));
        assert!(!is_whole("in Parisé", 3, 8));
        assert!(!is_whole("xParis", 1, 6));
        assert!(is_whole("—Paris—", 3, 8));
    }

    #[test]
    fn lowering_keeps_lengths() {
        assert_eq!(lower("ÉCOLE İ Ⱥ"), "école İ Ⱥ");
    }
}
