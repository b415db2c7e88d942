//! Waiting for changes in a vault's folder, whoever makes them. The system tells of them, or nobody does.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use platform::watch::Folders;
pub(super) use platform::watch::{Stop, Woken};

/// Waits for changes in a folder.
pub(super) trait FolderWatch: Send {
    /// Waits for the next change, at most for this long.
    fn wait(&mut self, time: Duration) -> Woken;
}

impl FolderWatch for Folders {
    fn wait(&mut self, time: Duration) -> Woken {
        Self::wait(self, time)
    }
}

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
