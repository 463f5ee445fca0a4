//! What this process takes of memory and of the processor, as the kernel tells it (Linux).

/// Kilobytes of `/proc/self/status`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// The most that was ever resident since the last [`reset_peak`].
    pub peak: u64,
    /// Resident, not backed by a file.
    pub private: u64,
    /// Resident pages of mapped files.
    pub file: u64,
}

impl Usage {
    /// Now.
    pub fn now() -> Self {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let field = |name: &str| {
            let line = status.lines().find(|l| l.starts_with(name));
            line.and_then(|l| l.split_whitespace().nth(1)).and_then(|n| n.parse().ok()).unwrap_or(0)
        };
        Usage { peak: field("VmHWM:"), private: field("RssAnon:"), file: field("RssFile:") }
    }

    /// All that is resident.
    pub fn resident(self) -> u64 {
        self.private + self.file
    }
}

/// Lets the peak begin anew at what is resident now; without the right to, it stays what it was.
pub fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Gives back to the system what was freed, so that only what is needed is counted.
pub fn trim() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        unsafe extern "C" {
            safe fn malloc_trim(pad: usize) -> i32;
        }
        malloc_trim(0);
    }
}

/// Seconds of processor time of this process. Other than the clock's, they do not grow with what else the machine does.
pub fn processor_seconds() -> f64 {
    #[repr(C)]
    struct Time {
        seconds: i64,
        nanoseconds: i64,
    }
    unsafe extern "C" {
        fn clock_gettime(clock: i32, time: *mut Time) -> i32;
    }
    /// `CLOCK_PROCESS_CPUTIME_ID` on Linux.
    const PROCESS: i32 = 2;
    let mut time = Time { seconds: 0, nanoseconds: 0 };
    // SAFETY: `time` is laid out as `struct timespec` of 64-bit Linux and may be written to.
    let outcome = unsafe { clock_gettime(PROCESS, &raw mut time) };
    assert_eq!(outcome, 0, "there is such a clock on Linux");
    time.seconds as f64 + time.nanoseconds as f64 * 1e-9
}
