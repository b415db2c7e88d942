//! What happens while a node runs, one value for each thing.

use engine::carry::Carried;
use engine::views::{ChangedApart, DeviceView, HiddenEntry, Publishing, SplitView};
use jiff::SignedDuration;
use link::LinkId;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// Events that may wait to be taken before the oldest are dropped.
pub(crate) const EVENTS_MAX: usize = 1024;

/// The device at the other end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// How the transport knows it.
    pub link: LinkId,
    /// Its name, if it is known here; a locked vault knows short ids only.
    pub name: Option<String>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum NodeEvent {
    /// A connection came about. Nothing was said on it yet.
    Connected {
        /// Who is at the other end.
        peer: Peer,
    },
    /// Records were sent.
    Sent {
        /// To whom.
        peer: Peer,
        /// How many.
        records: u64,
    },
    /// Records arrived and are durable.
    Received {
        /// From whom.
        peer: Peer,
        /// How many.
        records: u64,
    },
    /// Parts of files arrived, and nothing more can be had from there for now.
    Fetched {
        /// From whom.
        peer: Peer,
        /// How many bytes.
        bytes: u64,
    },
    /// Both sides hold the same. Comes again after every change, also one without a new record.
    InStep {
        /// With whom.
        peer: Peer,
        /// Whether this is the first time on this connection.
        first: bool,
        /// Records sent since the last time.
        sent: u64,
        /// Records received since the last time.
        received: u64,
    },
    /// The clocks of two devices differ by more than some minutes. Told again when they differ otherwise.
    ClocksDiffer {
        /// Whose the other clock is.
        peer: Peer,
        /// How far it is ahead of the one here; negative where it is behind.
        ahead: SignedDuration,
    },
    /// All was sent, and so many logs still differ: damage, a copy, or tampering.
    Differs {
        /// From whose.
        peer: Peer,
        /// How many logs.
        logs: u64,
    },
    /// An exchange with a device ended with an error of this side. It is dialled again, and everything else goes on.
    Failed {
        /// Whom it concerns.
        peer: Peer,
        /// Why, in plain words.
        why: String,
    },
    /// One of the two shares nothing with the other any more.
    Refused {
        /// Whom it concerns.
        peer: Peer,
    },
    /// A connection ended.
    Left {
        /// Who was at the other end.
        peer: Peer,
        /// Whether it got as far as a record or an agreement.
        begun: bool,
        /// Records sent since both held the same.
        sent: u64,
        /// Records received since both held the same.
        received: u64,
    },
    /// It became known that a device was added to the journal, or a reader to a share.
    Added(Box<DeviceView>),
    /// It became known that a device was removed from the journal, or a reader from a share; it is not spoken with any
    /// more.
    Removed(Box<DeviceView>),
    /// What a share shows was brought up to date by this process, or could not be.
    Published(Publishing),
    /// The vault was unlocked: what arrived sealed is being read. Connections go on.
    Unlocked,
    /// The vault was locked: sealed records come and go unread. Connections go on.
    Locked,
    /// It was noticed that a device was set back, this one or another, or that it exists twice.
    SetBack(SplitView),
    /// Something turned out to have been changed on both sides. A locked vault finds out once it is unlocked.
    ChangedOnBothSides(Box<ChangedApart>),
    /// A removal has hidden entries that nobody was told of yet. Told once while the node runs;
    /// [`engine::blocking::Entries::told_of_hidden`] remembers it for good. A locked vault finds out once it is unlocked.
    Hidden(Vec<HiddenEntry>),
    /// Something was carried through a folder, or learned there about a device.
    Carried(Box<Carried>),
    /// A folder that is there could not be used. Told again when the reason is another; everything else goes on.
    NotCarried {
        /// What it is called.
        folder: String,
        /// Why, in plain words.
        why: String,
    },
    /// So many events were dropped, since nobody took them in time.
    Missed(u64),
}

/// The events of a node, in order.
#[derive(Debug)]
pub struct Events(pub(crate) Option<broadcast::Receiver<NodeEvent>>);

impl Events {
    /// The next event; `None` once the node has ended. Nothing is lost if the future is dropped.
    pub async fn next(&mut self) -> Option<NodeEvent> {
        match self.0.as_mut()?.recv().await {
            Ok(event) => Some(event),
            Err(RecvError::Lagged(missed)) => Some(NodeEvent::Missed(missed)),
            Err(RecvError::Closed) => None,
        }
    }
}
