//! Plain lists: one name a line. Blank lines and lines that begin with `#` and a space are left out.

use super::Row;
use crate::error::RowError;
use crate::gazetteer::entry::Entry;

/// The name is the id too.
pub(super) fn read(
    text: &str,
    label: &str,
    each: &mut dyn FnMut(Row) -> Result<(), RowError>,
) -> Result<(), RowError> {
    for (i, line) in text.lines().enumerate() {
        let name = line.trim();
        if name.is_empty() || name == "#" || name.starts_with("# ") {
            continue;
        }
        each((i as u64 + 1, Ok(Entry::new(name, label, name))))?;
    }
    Ok(())
}
