//! Reading many texts.

use crate::analysis::nw_analysis;
use crate::boundary::*;
use crate::detect::nw_document;
use crate::detector::nw_detector;
use crate::error::{Failure, nw_error};
use crate::options;
use crate::status::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The most threads that a batch may ask for.
const MOST_THREADS: u32 = 1024;

/// Reads many documents with several threads, each into an analysis of its own.
///
/// All documents are read, whatever becomes of the others. If any fails, the call returns the status of the first
/// failure in document order, and the error's message begins with "documents[n]: ".
///
/// documents: an array of count structs that all give the same size.
/// threads: 0 for one a processor, at most 1024; the calling thread is one of them.
/// analyses: an array of count handles, all different.
/// statuses: an array of count places for the status of each document, or NULL. Written unless the arguments of the
/// call itself are refused (a NULL array or handle, a handle given twice, too many threads); then nothing is read.
///
/// Errors: those of nw_detect_document. Threads: any number with one detector, each with analyses of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nw_detect_batch(
    detector: *const nw_detector,
    documents: *const nw_document,
    count: usize,
    threads: u32,
    analyses: *const *mut nw_analysis,
    statuses: *mut nw_status,
    error: *mut nw_error,
) -> nw_status {
    // SAFETY: the pointers are NULL or what the header asks for.
    unsafe {
        guard(error, || {
            let detector = shared(detector, "detector")?;
            let analyses = slice(analyses, count, "analyses")?;
            check_handles(analyses)?;
            let threads = check_threads(threads)?;
            if documents.is_null() && count > 0 {
                return Err(Failure::null("documents"));
            }
            let stride = if count == 0 { 0 } else { options::size_of_callers(documents)? };
            let (next, first) = (AtomicUsize::new(0), Mutex::new(None));
            let batch = Batch { detector, documents, stride, analyses, statuses, next, first };
            batch.run(threads);
            match batch.first.into_inner().unwrap_or_else(PoisonError::into_inner) {
                Some((number, failure)) => Err(failure.within(format_args!("documents[{number}]"))),
                None => Ok(()),
            }
        })
    }
}

fn check_threads(threads: u32) -> Outcome<usize> {
    match threads {
        0 => Ok(std::thread::available_parallelism().map_or(1, |n| n.get())),
        n if n > MOST_THREADS => Err(Failure::invalid(format!("threads {n} is above {MOST_THREADS}"))),
        n => Ok(n as usize),
    }
}

/// Each handle is changed by one thread: none may be missing or there twice.
fn check_handles(analyses: &[*mut nw_analysis]) -> Outcome {
    if let Some(place) = analyses.iter().position(|a| a.is_null()) {
        return Err(Failure::null(&format!("analyses[{place}]")));
    }
    let mut sorted: Vec<(*mut nw_analysis, usize)> = analyses.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    match sorted.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(Failure::invalid(format!(
            "analyses[{}] and analyses[{}] are one handle",
            pair[0].1, pair[1].1
        ))),
        None => Ok(()),
    }
}

struct Batch<'a> {
    detector: &'a nw_detector,
    documents: *const nw_document,
    /// Bytes from one document to the next: the size of the struct as the caller knows it.
    stride: usize,
    analyses: &'a [*mut nw_analysis],
    statuses: *mut nw_status,
    next: AtomicUsize,
    first: Mutex<Option<(usize, Failure)>>,
}

// SAFETY: the counter gives each number, and with it each document, analysis and status, to one thread only; the
// caller's arrays hold distinct handles (checked) and stay as they are during the call.
unsafe impl Sync for Batch<'_> {}

impl Batch<'_> {
    fn run(&self, threads: usize) {
        let threads = threads.min(self.analyses.len()).max(1);
        std::thread::scope(|scope| {
            let spawn = |_| std::thread::Builder::new().spawn_scoped(scope, || self.work()).ok();
            // Where a thread cannot be had, the others do its share.
            let others: Vec<_> = (1..threads).map_while(spawn).collect();
            self.work();
            // The scope waits for their work; joining waits for their end, so that nothing of this library runs when
            // the call has returned and a host may unload it.
            for other in others {
                if let Err(payload) = other.join() {
                    std::panic::resume_unwind(payload);
                }
            }
        });
    }

    fn work(&self) {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&analysis) = self.analyses.get(number) else { return };
            // SAFETY: nobody else is given this number.
            let outcome = unsafe { self.read(number, &mut *analysis) };
            let status = outcome.as_ref().err().map_or(NW_STATUS_OK, |f| f.status);
            if !self.statuses.is_null() {
                // SAFETY: the caller's array has a place for each document.
                unsafe { self.statuses.add(number).write_unaligned(status) };
            }
            if let Err(failure) = outcome {
                let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
                if first.as_ref().is_none_or(|(n, _)| number < *n) {
                    *first = Some((number, failure));
                }
            }
        }
    }

    /// # Safety
    ///
    /// The documents are what the header asks for.
    unsafe fn read(&self, number: usize, analysis: &mut nw_analysis) -> Outcome {
        analysis.inner.clear();
        // SAFETY: the caller's array has that many documents of that size.
        unsafe {
            let document = self.documents.byte_add(number * self.stride);
            let size = options::size_of_callers(document)?;
            if size != self.stride {
                let message =
                    format!("size {size} of nw_document is not {}, the first document's", self.stride);
                return Err(Failure::invalid(message));
            }
            analysis.read(self.detector, &options::read(document, "document")?.parse()?)
        }
    }
}
