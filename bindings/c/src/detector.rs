//! Gazetteers and options, ready to read texts.

use crate::boundary::*;
use crate::error::{Failure, nw_error};
use crate::gazetteer::nw_gazetteer;
use crate::options::{self, growing};
use crate::status::nw_status;
use namewire_core::{Detector, Labels, OffsetUnit, Options};
use std::sync::Arc;
use std::time::Duration;

/// Gazetteers in order of priority, and options. It never changes, so any number of threads may use one handle.
/// Free it with nw_detector_free.
pub struct nw_detector {
    pub(crate) inner: Detector,
    pub(crate) names: Arc<Names>,
}

/// Unit of nw_span.start and end: Unicode code points (Python). The default.
pub const NW_OFFSETS_CHARS: u32 = 0;
/// Unit of nw_span.start and end: bytes of UTF-8 (C, Go, Rust).
pub const NW_OFFSETS_BYTES: u32 = 1;
/// Unit of nw_span.start and end: UTF-16 code units (JavaScript, Java, C#).
pub const NW_OFFSETS_UTF16: u32 = 2;

/// Flag of nw_detector_options: give readings inside other mentions too ("England" in "Bank of England"); they carry
/// NW_MENTION_NESTED.
pub const NW_DETECT_NESTED: u32 = 1;
/// Flag of nw_detector_options: refuse text that is not valid UTF-8. Without it bad sequences are read as separators
/// and counted in nw_state.repaired.
pub const NW_DETECT_STRICT_UTF8: u32 = 2;

/// How a detector works. Call nw_detector_options_init and change what you need; where that is not to be had, set
/// size to sizeof(nw_detector_options), min_score to -1 and everything else to 0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct nw_detector_options {
    /// sizeof(nw_detector_options).
    pub size: usize,
    /// One of NW_OFFSETS_*.
    pub offsets: u32,
    /// Any of NW_DETECT_NESTED and NW_DETECT_STRICT_UTF8.
    pub flags: u32,
    /// Mentions below this score are left out: 0 to 1; negative for the default, 0.5. Take care: 0 leaves out nothing.
    pub min_score: f32,
    /// 0.
    pub reserved: u32,
    /// The longest text in bytes, at most UINT32_MAX less one; 0 for the default, 256 MiB. Longer texts are refused
    /// with NW_STATUS_TEXT_TOO_LONG.
    pub max_text: u64,
    /// The most mentions a text may give; 0 for no limit. When it is reached nw_state.truncated is 1.
    pub max_mentions: u64,
    /// The longest time a text may take, in microseconds; 0 for no limit. It is looked at between steps of the work,
    /// so a text may run over it somewhat. Exceeding it is NW_STATUS_TIMED_OUT.
    pub time_limit_us: u64,
}

growing!(nw_detector_options {
    offsets: NW_OFFSETS_CHARS,
    flags: 0,
    min_score: -1.0,
    reserved: 0,
    max_text: 0,
    max_mentions: 0,
    time_limit_us: 0,
});

/// Makes a detector.
///
/// gazetteers: an array of count handles, the most important first: where two know the same words, the earlier one
/// decides, and of an entity that two know, the earlier one gives name and label. To lay a list of your own over the
/// built-in gazetteer, give the list first. The detector keeps what it needs of them: the handles may be freed before
/// or after it.
/// options: may be NULL for the defaults.
///
/// Errors: NW_STATUS_INVALID_ARGUMENT for a count of 0 and for options out of range; NW_STATUS_OPTIONS_TOO_NEW.
/// Cost: microseconds for one gazetteer; for several, one look-up for each entity of the smaller of any two.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_detector_new(
    gazetteers: *const *const nw_gazetteer,
    count: usize,
    options: *const nw_detector_options,
    out: *mut *mut nw_detector,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let out = Out::new(out, "out")?;
            let options = match options.is_null() {
                true => Options::default(),
                false => options::read(options, "options")?.parse()?,
            };
            let mut builder = Detector::builder().options(options);
            for (place, &gazetteer) in slice(gazetteers, count, "gazetteers")?.iter().enumerate() {
                let Some(gazetteer) = gazetteer.as_ref() else {
                    return Err(Failure::null(&format!("gazetteers[{place}]")));
                };
                builder = builder.gazetteer(gazetteer.inner.clone());
            }
            let inner = builder.build()?;
            let names = Arc::new(Names::of(inner.detect("").labels()));
            out.set(Arc::into_raw(Arc::new(nw_detector { inner, names })).cast_mut());
            Ok(())
        })
    }
}

/// Frees a detector; NULL is nothing to free. Analyses made by it stay readable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_detector_free(detector: *mut nw_detector) {
    if !detector.is_null() {
        // SAFETY: a handle of this library that was not freed; all of them are `Arc`s.
        guard_void(|| drop(unsafe { Arc::from_raw(detector) }));
    }
}

impl nw_detector {
    /// One more owner of a detector that the caller has a handle of.
    ///
    /// # Safety
    ///
    /// `at` is NULL or a live handle.
    pub unsafe fn another(at: *const nw_detector) -> Outcome<Arc<nw_detector>> {
        // SAFETY: the caller's word.
        unsafe {
            shared(at, "detector")?;
            Arc::increment_strong_count(at);
            Ok(Arc::from_raw(at))
        }
    }
}

impl nw_detector_options {
    fn parse(&self) -> Outcome<Options> {
        let offsets = match self.offsets {
            NW_OFFSETS_CHARS => OffsetUnit::Chars,
            NW_OFFSETS_BYTES => OffsetUnit::Bytes,
            NW_OFFSETS_UTF16 => OffsetUnit::Utf16,
            other => {
                return Err(Failure::invalid(format!("offsets {other} is not one of NW_OFFSETS_* (0 to 2)")));
            }
        };
        known_flags(self.flags, NW_DETECT_NESTED | NW_DETECT_STRICT_UTF8, "nw_detector_options.flags")?;
        reserved(self.reserved.into(), "nw_detector_options.reserved")?;
        let default = Options::default();
        let size = |name: &str, value: u64| {
            usize::try_from(value)
                .map_err(|_| Failure::invalid(format!("{name} {value} is more than memory can hold")))
        };
        Ok(Options {
            offsets,
            nested: self.flags & NW_DETECT_NESTED != 0,
            strict_utf8: self.flags & NW_DETECT_STRICT_UTF8 != 0,
            min_score: if self.min_score < 0.0 { default.min_score } else { self.min_score },
            max_text: if self.max_text == 0 { default.max_text } else { size("max_text", self.max_text)? },
            max_mentions: match self.max_mentions {
                0 => default.max_mentions,
                most => usize::try_from(most).unwrap_or(usize::MAX),
            },
            time_limit: match self.time_limit_us {
                0 => None,
                limit => Some(Duration::from_micros(limit.min(LONGEST_TIME))),
            },
        })
    }
}

/// A hundred years in microseconds: adding it to the clock overflows nowhere.
const LONGEST_TIME: u64 = 100 * 366 * 86_400 * 1_000_000;

/// The names of labels and subtypes by number, as C reads them.
#[derive(Debug)]
pub(crate) struct Names {
    pub labels: Vec<Terminated>,
    pub subtypes: Vec<Terminated>,
}

impl Names {
    pub fn of(labels: &Labels) -> Self {
        // Number 0 is "none"; a name that is empty ends the table.
        let table = |name: &dyn Fn(u16) -> String| {
            let named = (1..=u16::MAX).map(name).take_while(|n| !n.is_empty());
            std::iter::once(String::new()).chain(named).map(|n| Terminated::new(&n)).collect()
        };
        Names {
            labels: table(&|n| labels.label(n).to_owned()),
            subtypes: table(&|n| labels.subtype(n).to_owned()),
        }
    }
}
