//! One token a line with its tag, as CoNLL-2003 and its successors have it (IOB2).

use crate::analysis::{Analysis, Mention};
use crate::text::{Sentences, TokenMap};
use std::io::{self, Write};

/// Writes `token TAB tag TAB entity id` lines, a blank line after each sentence and one more after the text; the id
/// of tokens outside mentions is `_`. Signs are tokens of their own. `text` is the text that was read, valid UTF-8.
///
/// # Errors
///
/// Those of the writer.
pub fn write_iob(out: &mut impl Write, analysis: &Analysis, text: &str) -> io::Result<()> {
    let (mut map, mut sentences) = (TokenMap::default(), Sentences::default());
    map.scan(text);
    sentences.cut(text, &map);
    let mut starts = sentences.list().iter().skip(1).map(|s| s.start as usize).peekable();
    let mut mentions = analysis.mentions().iter().filter(|m| !m.is_nested()).peekable();
    let mut at = 0;
    while let Some((start, end)) = next_piece(text, &map, at) {
        if starts.next_if(|&s| s <= start).is_some() {
            writeln!(out)?;
        }
        while mentions.next_if(|m| m.span.byte_end as usize <= start).is_some() {}
        let inside = mentions.peek().filter(|m| (m.span.byte_start as usize) < end);
        write_token(out, analysis, &text[start..end], start, inside.copied())?;
        at = end;
    }
    writeln!(out)
}

fn write_token(
    out: &mut impl Write,
    analysis: &Analysis,
    token: &str,
    start: usize,
    mention: Option<&Mention>,
) -> io::Result<()> {
    let Some(m) = mention else { return writeln!(out, "{token}\tO\t_") };
    let tag = if m.span.byte_start as usize >= start { 'B' } else { 'I' };
    let id = analysis.entities().get(m.entity as usize).map_or("_", |e| analysis.str(e.id));
    writeln!(out, "{token}\t{tag}-{}\t{id}", analysis.labels().label(m.label))
}

/// The next token, or the next sign that is no white space.
fn next_piece(text: &str, map: &TokenMap, at: usize) -> Option<(usize, usize)> {
    let (offset, sign) = text[at..].char_indices().find(|(_, c)| !c.is_whitespace())?;
    let start = at + offset;
    let end = if map.is_start(start) { map.next(start).map(|t| t.end) } else { None };
    Some((start, end.unwrap_or(start + sign.len_utf8())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_text() {
        let text = "“Iran’s U.S. ties,” he said.";
        let mut map = TokenMap::default();
        map.scan(text);
        let mut at = 0;
        let mut pieces = Vec::new();
        while let Some((start, end)) = next_piece(text, &map, at) {
            pieces.push(&text[start..end]);
            at = end;
        }
        assert_eq!(pieces, ["“", "Iran", "’", "s", "U.S.", "ties", ",", "”", "he", "said", "."]);
    }
}
