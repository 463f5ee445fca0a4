//! The analysis in the forms that others read.

mod iob;
mod json;

pub use iob::write_iob;
pub use json::write_json;
