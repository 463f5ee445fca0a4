//! Broken encodings: read past them without losing an offset.

/// Makes bytes readable as text of the same length: each bad sequence becomes one character that is part of no
/// token.
///
/// A bad sequence is a maximal subpart in the sense of the Unicode Standard (chapter 3.9, "U+FFFD Substitution
/// of Maximal Subparts") of one to three bytes; it is overwritten by one character of as many bytes. So byte
/// offsets stay true, and code-point and UTF-16 offsets are those of the text that a lossy decoder (Python's
/// `errors="replace"`, WHATWG, [`String::from_utf8_lossy`]) makes of the same bytes.
///
/// Writes the result into `out` and returns how many sequences were bad.
pub fn repair(bytes: &[u8], out: &mut String) -> usize {
    out.clear();
    let mut bad = 0;
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        match chunk.invalid().len() {
            0 => continue,
            1 => out.push('\u{1A}'),
            2 => out.push('\u{80}'),
            _ => out.push('\u{FFFD}'),
        }
        bad += 1;
    }
    bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_length_and_lossy_code_points() {
        let cases: [&[u8]; 6] =
            [b"plain", b"a\xFFb", b"\xE2\x82 x", b"\xF0\x9F\x98 y", b"\xED\xA0\x80", b"\xC0\xAF\xE9 Iran"];
        let mut out = String::new();
        for bytes in cases {
            repair(bytes, &mut out);
            assert_eq!(out.len(), bytes.len());
            assert_eq!(out.chars().count(), String::from_utf8_lossy(bytes).chars().count());
        }
        assert_eq!(repair(b"a\xFFb\xFE", &mut out), 2);
    }
}
