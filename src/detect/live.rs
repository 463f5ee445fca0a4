//! A detector that can be replaced while other threads are scanning.

use super::detector::Detector;
use std::sync::{PoisonError, RwLock};

/// Holds the detector of the moment. Threads take it for each text (or each batch); whoever has taken one keeps it
/// until done, so a replacement never waits for readers and readers never see half of one.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// use namewire::{Detector, LiveDetector};
/// let live = LiveDetector::new(Detector::builtin()?);
/// let analysis = live.get().detect("Iran said no.");
/// let old = live.replace(Detector::builtin()?); // a new watch-list has come
/// # }
/// # Ok::<(), namewire::Error>(())
/// ```
#[derive(Debug)]
pub struct LiveDetector {
    current: RwLock<Detector>,
}

impl LiveDetector {
    /// Begins with a detector.
    pub fn new(detector: Detector) -> Self {
        LiveDetector { current: RwLock::new(detector) }
    }

    /// The detector of the moment. Cost: a lock held for the time of a reference count.
    pub fn get(&self) -> Detector {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another detector in its place and returns the old one.
    pub fn replace(&self, detector: Detector) -> Detector {
        std::mem::replace(&mut self.current.write().unwrap_or_else(PoisonError::into_inner), detector)
    }
}
