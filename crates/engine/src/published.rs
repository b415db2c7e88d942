//! What each share was last compared with, so that nothing is published or computed twice.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use vault::{Have, SpaceTag};

use crate::views::Publishing;

/// For every share, what it was last compared with, so that it is not computed again while nothing changed.
#[derive(Debug)]
pub(crate) struct Published {
    seen: Mutex<BTreeMap<SpaceTag, State>>,
    computed: AtomicU64,
    news: broadcast::Sender<Publishing>,
}

/// What may wait for who listens before the oldest is dropped.
const NEWS_MAX: usize = 64;

impl Default for Published {
    fn default() -> Self {
        Self {
            seen: Mutex::default(),
            computed: AtomicU64::new(0),
            news: broadcast::Sender::new(NEWS_MAX),
        }
    }
}

/// What this process publishes from now on; see [`Shares::publishings`](crate::blocking::Shares::publishings).
#[derive(Debug)]
pub struct Publishings(broadcast::Receiver<Publishing>);

impl Publishings {
    /// The next one. Nothing is lost if the future is dropped; where nobody took them for long, the oldest are.
    pub async fn next(&mut self) -> Publishing {
        loop {
            match self.0.recv().await {
                Ok(publishing) => return publishing,
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    }
}

/// All that a publication depends on: what the home space and the share hold, of how many entries it is known only from
/// others what they say, and the day, which figures are about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) home: Have,
    pub(crate) share: Have,
    pub(crate) provisional: u64,
    pub(crate) day: Date,
}

impl Published {
    pub(crate) fn is_current(&self, tag: SpaceTag, state: &State) -> bool {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.get(&tag) == Some(state)
    }

    pub(crate) fn set(&self, tag: SpaceTag, state: State) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(tag, state);
    }

    /// Tells who listens.
    pub(crate) fn tell(&self, publishing: Publishing) {
        // Nobody has to listen.
        let _ = self.news.send(publishing);
    }

    pub(crate) fn listen(&self) -> Publishings {
        Publishings(self.news.subscribe())
    }

    /// Counts one more publication whose content was computed.
    pub(crate) fn count(&self) {
        self.computed.fetch_add(1, Ordering::Relaxed);
    }

    /// How many there were since the vault was opened.
    pub(crate) fn counted(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }
}
