//! What each share was last compared with, so that nothing is published or computed twice.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use vault::{Have, SpaceTag};

/// For every share, what it was last compared with, so that it is not computed again while nothing changed.
#[derive(Debug, Default)]
pub(crate) struct Published {
    seen: Mutex<BTreeMap<SpaceTag, State>>,
    computed: AtomicU64,
}

/// All that a publication depends on: what the home space and the share hold, and the day, which figures are about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) home: Have,
    pub(crate) share: Have,
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

    /// Counts one more publication whose content was computed.
    pub(crate) fn count(&self) {
        self.computed.fetch_add(1, Ordering::Relaxed);
    }

    /// How many there were since the vault was opened.
    pub(crate) fn counted(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }
}
