//! What a session has asked for of the files of one space, and what it was asked for.

use std::collections::BTreeSet;

use crate::frame::ChunkName;

/// What is under way of one space.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Asked for and not answered yet.
    pub(super) asked: BTreeSet<ChunkName>,
    /// The peer asks for these, and the caller has not answered yet.
    pub(super) loading: BTreeSet<ChunkName>,
    /// Whether the caller is choosing what to ask for next.
    pub(super) choosing: bool,
    /// Whether the caller had nothing to choose.
    pub(super) through: bool,
}
