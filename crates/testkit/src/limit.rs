//! A limit of time for a test, so that one that hangs is named instead of holding up everything else.

use std::io::Write as _;
use std::panic::Location;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Several times what the slowest test takes on a busy machine; `TEST_SECONDS` says otherwise, for long runs.
const SECONDS: u64 = 900;

/// Ends the whole test program, with the name of the test, unless it is dropped in time. Everything here that starts
/// processes or whole vaults holds one.
#[derive(Debug)]
pub struct Limit(Arc<(Mutex<bool>, Condvar)>);

impl Limit {
    /// Begins to watch the test that this is called from.
    #[track_caller]
    pub fn begin() -> Self {
        let seconds = std::env::var("TEST_SECONDS").ok();
        let seconds = seconds.and_then(|seconds| seconds.parse().ok());
        Self::of(Duration::from_secs(seconds.unwrap_or(SECONDS)))
    }

    /// The same with a time of one's own.
    #[track_caller]
    pub fn of(time: Duration) -> Self {
        // The harness names the thread of a test after it, unless all run in the first thread.
        let current = std::thread::current();
        let test = current.name().unwrap_or("a test").to_owned();
        let place = Location::caller();
        let over = Arc::new((Mutex::new(false), Condvar::new()));
        let watched = Arc::clone(&over);
        std::thread::spawn(move || {
            let end = Instant::now() + time;
            let (over, changed) = &*watched;
            let mut over = over.lock().unwrap_or_else(PoisonError::into_inner);
            while !*over {
                let left = end.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    // Not with a macro: what those print is caught by the harness and lost.
                    let _ = writeln!(
                        std::io::stderr(),
                        "\n{test} ({place}) did not end within {} s",
                        time.as_secs()
                    );
                    std::process::abort();
                }
                over = changed
                    .wait_timeout(over, left)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0;
            }
        });
        Self(over)
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the test below starts; alone it does nothing.
    #[test]
    fn hangs() {
        if std::env::var_os("HANGS").is_some() {
            let _limit = Limit::of(Duration::from_millis(10));
            std::thread::park();
        }
    }

    #[test]
    fn a_test_that_hangs_is_named() {
        let ended = std::process::Command::new(std::env::current_exe().expect("it has a path"))
            .args(["limit::tests::hangs", "--exact", "--test-threads", "2"])
            .env("HANGS", "1")
            .output()
            .expect("it can be started");
        let told = String::from_utf8_lossy(&ended.stderr);
        assert!(!ended.status.success());
        assert!(
            told.contains("limit::tests::hangs (") && told.contains("did not end within"),
            "{told}"
        );
    }

    #[test]
    fn a_test_that_ends_in_time_goes_on() {
        let limit = Limit::of(Duration::from_secs(600));
        let over = Arc::clone(&limit.0);
        drop(limit);
        assert!(*over.0.lock().expect("nobody panicked"));
    }
}
