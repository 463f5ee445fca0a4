//! The C ABI of namewire. Its users read `include/namewire.h`, which is made from the comments in these files; each
//! file is one section of the header.
//!
//! # Overview
//!
//! Handles are opaque boxes ([`gazetteer`], [`builder`], [`detector`], [`live`], [`cancel`], [`analysis`]); what an
//! analysis holds is plain [`records`]; [`detect`] fills it. [`status`] and [`error`] tell what went wrong.
//! Every entry point goes through [`boundary`]: it checks what comes in, writes results only on success and stops
//! panics.

// The types carry the names that C gives them.
#![allow(non_camel_case_types)]

mod analysis;
mod batch;
mod boundary;
mod builder;
mod cancel;
mod detect;
mod detector;
mod error;
mod gazetteer;
mod live;
mod options;
mod records;
mod status;
mod version;
