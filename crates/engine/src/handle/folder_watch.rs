//! Waiting for changes in a vault's folder, whoever makes them. One implementation for each kind of system.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Woken {
    /// Something in the folder changed, or may have.
    Changed,
    /// The time is up. Time in which the machine sleeps counts, where the system can count it.
    TimeUp,
    /// [`Stop`] was called.
    Stopped,
}

/// Waits for changes in a folder.
pub(super) trait FolderWatch: Send {
    /// Waits for the next change, at most for this long.
    fn wait(&mut self, time: Duration) -> Woken;
}

/// Ends the wait for good.
pub(super) type Stop = Box<dyn Fn() + Send + Sync>;

/// Tells only that the time is up.
pub(super) struct Unwatched(Arc<(Mutex<bool>, Condvar)>);

impl Unwatched {
    pub(super) fn start() -> (Box<dyn FolderWatch>, Stop) {
        let shared = Arc::<(Mutex<bool>, Condvar)>::default();
        let stopping = Arc::clone(&shared);
        let stop = move || {
            *stopping.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
            stopping.1.notify_all();
        };
        (Box::new(Self(shared)), Box::new(stop))
    }
}

impl FolderWatch for Unwatched {
    fn wait(&mut self, time: Duration) -> Woken {
        let (stopped, told) = &*self.0;
        let stopped = stopped.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = told.wait_timeout_while(stopped, time, |stopped| !*stopped);
        let (stopped, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *stopped {
            Woken::Stopped
        } else {
            Woken::TimeUp
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_system_that_tells_only_time_passes() {
        let (mut folder, stop) = Unwatched::start();
        assert_eq!(folder.wait(Duration::ZERO), Woken::TimeUp);
        stop();
        assert_eq!(folder.wait(Duration::from_secs(3600)), Woken::Stopped);
    }
}
