//! A sealed, replicated store of documents: written on one device, merged on all, readable by nobody else.
//!
//! A [`Vault`] is one folder on one device. It knows nothing of what its documents are about: an [`Application`] brings
//! the [kinds](StoredKind) of documents it keeps, each with the row that lists and searches read. Writing goes through
//! one store transaction that changes a document, seals the change into a signed record, appends it, and brings the
//! pages up to date. Reading works from a [`Snapshot`]. An exchange with another device moves sealed records; what
//! arrives is verified at the door, passes the gate, and only then reaches a document.
//!
//! In reading order: [`kind`](StoredKind) what an application says, `folder` making and opening, `write` an edit's way
//! to the disk, `index` a record's way to a page, `exchange` records from elsewhere, `members` who belongs to a space and
//! how it is admitted.

mod doctor;
mod ending;
mod env;
mod error;
mod exchange;
mod folder;
mod index;
mod kind;
mod members;
mod notes;
mod snapshot;
mod space;
mod stamp;
mod vault;
mod write;

pub use doctor::{Finding, Findings, Rebuilt, Verified};
pub use env::{Clock, Env, Random, Uptime};
pub use error::{Error, ErrorKind, Saved, WriteError};
pub use exchange::{ExchangeEvent, ExchangeOptions, ExchangeReport};
pub use folder::beginning::{Beginning, Found, NewVault};
pub use folder::{NetworkProfile, Settings};
pub use index::apart::Note;
pub use index::hidden::Hidden;
pub use index::page::{Item, PageItem, PageMeta};
pub use kind::{Application, Row, StoredKind};
pub use members::devices::{MeetingPoint, NAME_BYTES_MAX, short};
pub use members::pair::{Asking, Invitation, Showing};
pub use members::ticket::Ticket;
pub use members::views::{CutOff, DeviceView, Status};
pub use members::words::{ShownWords, Typed};
// Names and keys that an application handles, so that it needs no other crate than this one.
pub use replica::{
    Class, DeviceId, Have, LinkId, MemberState, Purpose, RecordId, Role, SpaceId, SpaceTag,
    labelled_hash,
};
pub use seal::{
    DeviceKeys, Passphrase, Plaintext, RecoveryKit, SlotError, SpaceKeys, open_slot, seal_slot,
};
pub use snapshot::{Page, Snapshot};
pub use space::Space;
pub use stamp::Stamp;
pub use store::{Tables, View, Waiting};
pub use vault::{Confirmed, OpenMode, OpenedKeys, PassphraseChange, Vault};
pub use write::author::Founding;
pub use write::{Blank, Edited, Made, SpaceWriter, Transaction, id_of_kind};

/// A moment told in unix seconds; what lies beyond the calendar is its beginning.
pub fn timestamp(at: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}
