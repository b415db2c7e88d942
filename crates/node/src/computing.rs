//! Looking at entries that are known only from what other devices say of them, while nothing else is to be done.

use std::sync::Arc;
use std::time::Duration;

use engine::Vault;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

/// How long after a change it is looked, and how long after one part the next follows: others write meanwhile.
const AFTER: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(250);
/// How many parts of what came are looked at after a meeting, each a few hundred entries at most.
const PARTS_AFTER_MEETING: usize = 8;

/// What is looked at, part by part.
pub(crate) struct Computing {
    at: Option<Instant>,
    /// At most one.
    parts: JoinSet<bool>,
}

impl Computing {
    pub(crate) fn begin() -> Self {
        Self {
            at: Some(Instant::now() + AFTER),
            parts: JoinSet::new(),
        }
    }

    /// Says that something changed.
    pub(crate) fn soon(&mut self) {
        self.at.get_or_insert_with(|| Instant::now() + AFTER);
    }

    /// Begins a part when it is time, or takes the end of one. Waits for ever where there is nothing to do, and can be
    /// dropped at any moment.
    pub(crate) async fn step(&mut self, vault: &Arc<Vault>) {
        if let Some(more) = self.parts.join_next().await {
            if more.unwrap_or(false) {
                self.at = Some(Instant::now() + BETWEEN);
            }
            return;
        }
        let Some(at) = self.at else {
            return std::future::pending().await;
        };
        sleep_until(at).await;
        self.at = None;
        let vault = Arc::clone(vault);
        self.parts.spawn_blocking(move || compute_some(&vault));
    }
}

/// Looks at some of what came with a meeting.
pub(crate) async fn compute_after_meeting(vault: &Arc<Vault>) {
    let vault = Arc::clone(vault);
    let parts = move || {
        let parts = (0..PARTS_AFTER_MEETING).take_while(|_| compute_some(&vault));
        parts.count()
    };
    // A bug in it would be met again by whoever opens the entry.
    let _ = tokio::task::spawn_blocking(parts).await;
}

/// Answers whether there are more. Where it fails, it is tried again after the next change.
fn compute_some(vault: &Vault) -> bool {
    vault.compute_some_rows().unwrap_or(false)
}
