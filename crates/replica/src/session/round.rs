//! The closing check of one space, and what comes of it.

use crate::log::{Head, LogId};

/// What comes of two checks.
pub(super) enum Settled {
    InStep,
    /// They differ; our heads, for the peer to compare.
    Differs(Vec<(LogId, Head)>),
}

/// The closing check of one round.
#[derive(Debug, Default)]
pub(super) struct Round {
    pub(super) checked: bool,
    pub(super) peer_check: Option<[u8; 32]>,
    pub(super) heads_sent: bool,
    pub(super) over: bool,
}
