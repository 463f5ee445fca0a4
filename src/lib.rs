//! namewire finds the named people, organisations, places, groups, events and products in a news text and ties each
//! to a stable entity id. It is driven by dictionaries and needs no file and no network at run time.
//!
//! ```
//! # #[cfg(feature = "builtin")] {
//! use namewire::Detector;
//!
//! let detector = Detector::builtin()?;
//! let analysis = detector.detect("TEHRAN (Tasnim) - Secretary of State John Kerry said the U.S. agreed. Kerry left.");
//! for mention in analysis.iter() {
//!     println!("{:10} {:7} {}", mention.text(), mention.label(), mention.id());
//! }
//! let kerry: Vec<_> = analysis.iter().filter(|m| m.id() == "nw:person/john-kerry").collect();
//! assert_eq!(kerry.len(), 2);
//! # }
//! # Ok::<(), namewire::Error>(())
//! ```
//!
//! # Overview
//!
//! * [`Gazetteer`]: what is known. Built-in ([`builtin`]), opened from a compiled file, or made from your own lists
//!   with a [`Builder`](gazetteer::Builder).
//! * [`Detector`]: gazetteers in order of priority, and [`Options`]. Immutable and shared by threads;
//!   [`LiveDetector`] replaces one while others scan.
//! * [`Analysis`]: the result, plain arrays of mentions and entities.
//!
//! Rooms, each importing only those before it: [`text`], [`gazetteer`], [`detect`], [`analysis`] (plain values that
//! all may use), [`export`].
//!
//! # Features
//!
//! * `builtin` (default): embeds the built-in gazetteer.
//! * `cli` (default): what the `namewire` program needs. Libraries turn it off.

#![deny(missing_docs)]

pub mod analysis;
#[cfg(feature = "builtin")]
mod builtin;
pub mod detect;
mod error;
pub mod export;
pub mod gazetteer;
pub mod text;

pub use analysis::{
    Analysis, Byline, Dateline, Entity, Evidence, Labels, Mention, MentionView, OffsetUnit, Quotation,
    QuotationKind, Source, Span, StrRef,
};
#[cfg(feature = "builtin")]
pub use builtin::builtin;
pub use detect::{Detector, DetectorBuilder, Document, LiveDetector, Options, Scratch};
pub use error::{Error, Result, RowError};
pub use gazetteer::Gazetteer;
pub use text::Date;

/// The README's Rust example is tested with the others.
#[cfg(all(doctest, feature = "builtin"))]
#[doc = include_str!("../README.md")]
struct Readme;
