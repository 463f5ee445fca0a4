//! namewire
#![deny(missing_docs)]
pub mod analysis;
mod error;
pub mod text;
pub mod gazetteer;
pub use error::{Error, Result, RowError};
pub use text::Date;
