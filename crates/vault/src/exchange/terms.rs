//! The words an exchange and its caller use.

use replica::{CloseReason, LinkId, Version};
use tokio::sync::watch;

use crate::Error;

/// How to conduct an exchange.
#[derive(Debug, Clone)]
pub struct ExchangeOptions {
    /// The peer, as the transport has proved it.
    pub peer: LinkId,
    /// What the connection was made for.
    pub version: Version,
    /// Keying material exported from this very connection.
    pub binding: [u8; 32],
    /// Whether this side opened the connection.
    pub initiator: bool,
    /// Stay connected and push what comes, instead of ending when both sides hold the same.
    pub live: bool,
    /// With `live`: at each other number this looks at the vault at once, and answers with [`ExchangeEvent::Looked`].
    pub look: Option<watch::Receiver<u64>>,
}

/// Something worth telling while an exchange goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExchangeEvent {
    /// Records arrived and are durable.
    Received(u64),
    /// Records were sent.
    Sent(u64),
    /// Parts of files arrived, so many bytes of them, and there is nothing more to ask for now.
    Fetched(u64),
    /// Both sides hold the same, in every space that either of them offered.
    InStep,
    /// All was sent, and so many logs still differ ([`crate::members::views::Status::set_back`]).
    Differs(u64),
    /// What was in the vault when this was asked for is on its way to the other side, or is there.
    Looked {
        /// The number that asked ([`ExchangeOptions::look`]).
        asked: u64,
        /// Whether both sides hold the same. If not, [`ExchangeEvent::InStep`] follows once they do.
        in_step: bool,
    },
}

/// What an exchange did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExchangeReport {
    /// Name of the peer, if it can be read.
    pub peer: String,
    /// Records sent.
    pub sent: u64,
    /// Records received and kept.
    pub received: u64,
    /// Records refused.
    pub refused: u64,
    /// Bytes of sealed parts of files that came and were kept.
    pub files_in: u64,
    /// Bytes of sealed parts of files that were given.
    pub files_out: u64,
    /// Bytes written to the connection.
    pub bytes_out: u64,
    /// Bytes read from the connection.
    pub bytes_in: u64,
    /// Whether both sides ended with the same records in every space that either of them offered; of a share that is over
    /// nothing is owed.
    pub in_step: bool,
    /// The most bytes that waited at once to be written.
    pub queued_bytes: u64,
    /// Logs that differ although both sides hold them to the same number: damage, a copy, or tampering.
    pub diverged: u64,
}

/// Whether an exchange that has closed did what it was for.
pub(super) fn closed(reason: CloseReason) -> Result<(), Error> {
    let connection = |what: &str| Err(Error::Connection(what.into()));
    match reason {
        CloseReason::Done => Ok(()),
        CloseReason::Silent => connection("the other side fell silent"),
        CloseReason::Stalled => connection("the other side made no progress"),
        CloseReason::OtherVersion { .. } => Err(Error::Refused(
            "the other device runs another version of the program; bring both up to date".into(),
        )),
        CloseReason::Protocol(_) => connection("the other side does not follow the protocol"),
    }
}
