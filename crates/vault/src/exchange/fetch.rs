//! Which chunks of files an exchange is to ask for, has asked for, and will ask for again.

use std::collections::BTreeSet;
use std::time::Duration;

use replica::ChunkName;

/// What the other side did not have is asked for again after this long; after longer each time.
pub(super) const AGAIN_AFTER: Duration = Duration::from_secs(60);
pub(super) const AGAIN_AFTER_MAX: Duration = Duration::from_secs(3600);

/// What one exchange knows of files.
#[derive(Debug)]
pub(super) struct Fetch {
    /// Named by documents and not looked for again.
    pub(super) known: BTreeSet<ChunkName>,
    /// To be asked for, the next one last.
    pub(super) next: Vec<ChunkName>,
    /// Asked for by this exchange.
    pub(super) asked: BTreeSet<ChunkName>,
    /// The other side does not have them, or another exchange asks for them.
    pub(super) later: Vec<ChunkName>,
    pub(super) again_after: Duration,
    /// Whether that is to be.
    pub(super) asks_again: bool,
    /// Bytes that may still come; counted once something is to be fetched.
    pub(super) room: Option<u64>,
    /// Bytes that came and of which nobody was told.
    pub(super) untold: u64,
}

impl Default for Fetch {
    fn default() -> Self {
        Self {
            known: BTreeSet::new(),
            next: Vec::new(),
            asked: BTreeSet::new(),
            later: Vec::new(),
            again_after: AGAIN_AFTER,
            asks_again: false,
            room: None,
            untold: 0,
        }
    }
}
