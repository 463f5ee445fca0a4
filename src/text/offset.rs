//! Byte offsets into code points or UTF-16 units.

use crate::analysis::OffsetUnit;

/// How many bytes lie between two remembered positions.
const STRIDE: usize = 128;

/// Converts byte offsets of one text, in any order.
///
/// ASCII text needs no conversion. For other text a position is remembered every few bytes, and a
/// conversion counts from there.
#[derive(Debug, Default)]
pub struct OffsetMap {
    /// Units before byte `i * STRIDE`; empty when bytes and units are the same.
    marks: Vec<u32>,
    unit: OffsetUnit,
}

impl OffsetMap {
    /// Prepares the map for a text; `ascii` says that the text is known to be ASCII.
    pub fn reset(&mut self, text: &str, ascii: bool, unit: OffsetUnit) {
        self.marks.clear();
        self.unit = unit;
        if ascii || unit == OffsetUnit::Bytes {
            return;
        }
        let mut total = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            self.marks.push(total);
            total += count(chunk, unit);
        }
        self.marks.push(total);
    }

    /// The offset in the map's unit of a byte offset of `text`, the text given to [`OffsetMap::reset`].
    pub fn convert(&self, text: &str, byte: usize) -> u32 {
        match self.marks.get(byte / STRIDE) {
            None => byte as u32,
            Some(mark) => mark + count(&text.as_bytes()[byte / STRIDE * STRIDE..byte], self.unit),
        }
    }
}

/// Units that begin in these bytes. Every character counts where its first byte stands; one of four bytes is
/// two UTF-16 units.
fn count(bytes: &[u8], unit: OffsetUnit) -> u32 {
    let chars = bytes.iter().filter(|&&b| (b as i8) >= -0x40).count();
    let pairs = match unit {
        OffsetUnit::Utf16 => bytes.iter().filter(|&&b| b >= 0xF0).count(),
        _ => 0,
    };
    (chars + pairs) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting() {
        let text = "Iran’s 🇮🇷 Тегеран 東京 — plain ascii tail ".repeat(100);
        for unit in [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16] {
            let mut map = OffsetMap::default();
            map.reset(&text, false, unit);
            for (byte, _) in text.char_indices().step_by(7) {
                let head = &text[..byte];
                let want = match unit {
                    OffsetUnit::Bytes => byte,
                    OffsetUnit::Chars => head.chars().count(),
                    OffsetUnit::Utf16 => head.encode_utf16().count(),
                };
                assert_eq!(map.convert(&text, byte), want as u32);
            }
            assert_eq!(
                map.convert(&text, text.len()) as usize,
                match unit {
                    OffsetUnit::Bytes => text.len(),
                    OffsetUnit::Chars => text.chars().count(),
                    OffsetUnit::Utf16 => text.encode_utf16().count(),
                }
            );
        }
    }
}
