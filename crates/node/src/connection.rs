//! What a running node knows of one connection.

use jiff::Timestamp;
use link::LinkId;
use tokio::task::AbortHandle;

/// Tells connections apart; a new one with a device may begin before the end of the last was noticed.
pub(crate) type Number = u64;

/// A connection and the exchange on it.
pub(crate) struct Connection {
    pub(crate) peer: LinkId,
    pub(crate) exchange: AbortHandle,
    pub(crate) since: Timestamp,
    /// Records since both sides held the same.
    pub(crate) sent: u64,
    pub(crate) received: u64,
    /// Whether it got as far as a record or an agreement.
    pub(crate) begun: bool,
    /// Whether both held the same at least once.
    pub(crate) agreed: bool,
    /// Whether both hold the same now.
    pub(crate) in_step: bool,
}
