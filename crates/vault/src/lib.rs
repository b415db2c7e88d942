//! A sealed, replicated store of documents: written on one device, merged on all, readable by nobody else.
//!
//! A [`Vault`] is one folder on one device. It knows nothing of what its documents are about: an [`Application`] brings
//! the [kinds](StoredKind) of documents it keeps, each with the row that lists and searches read. Writing goes through
//! one store transaction that changes a document, seals the change into a signed record, appends it, and brings the
//! pages up to date. Reading works from a [`Snapshot`]. An exchange with another device moves sealed records; what
//! arrives is verified at the door, passes the gate, and only then reaches a document.
//!
//! An application that keeps notes, each of them one text:
//!
//! ```
//! use std::sync::Arc;
//! use journal::document::Document;
//! use vault::{Application, Env, Error, Passphrase, Row, StoredKind, Vault};
//!
//! const NOTE: u8 = 200; // stands in every record, so it stays what it is
//! struct Note;
//! impl StoredKind for Note {
//!     fn number(&self) -> u8 {
//!         NOTE
//!     }
//!     fn row(&self, note: &Document) -> Row {
//!         let text = note.reading().plain("text").as_str().unwrap_or_default().into();
//!         Row { bytes: text, order: 0, deleted: note.reading().deleted().is_some() }
//!     }
//!     // What travels beside the changes: here the text, and nothing for what was deleted.
//!     fn encode_row(&self, row: &Row) -> Vec<u8> {
//!         if row.deleted { Vec::new() } else { row.bytes.clone() }
//!     }
//!     fn decode_row(&self, bytes: &[u8]) -> Option<Row> {
//!         let text = std::str::from_utf8(bytes).ok().filter(|text| !text.is_empty())?;
//!         Some(Row { bytes: text.into(), order: 0, deleted: false })
//!     }
//! }
//!
//! struct Notes;
//! impl Application for Notes {
//!     fn kinds(&self) -> &[&'static dyn StoredKind] {
//!         &[&Note]
//!     }
//! }
//!
//! # let random = |bytes: &mut [u8]| getrandom::fill(bytes).expect("there is a random source");
//! # let env = Env::for_tests(Arc::new(jiff::Timestamp::now), Arc::new(random), jiff::tz::TimeZone::UTC, None);
//! # let folder = tempfile::tempdir()?; let path = folder.path().join("notes");
//! let passphrase = Passphrase::new("lake heron morning boat".into());
//! let vault = Vault::init(&path, &passphrase, "laptop", env, Arc::new(Notes))?.vault;
//! vault.write_in(vault.own_space()?, |write| {
//!     let id = write.fresh_id(NOTE);
//!     write.change(id, NOTE, |document, at| {
//!         let change = document.change(at, |writing| writing.put("text", &"Water the plants".into()));
//!         let change = change.map_err(|error| Error::Invalid(error.to_string()))?;
//!         Ok(change.into_iter().collect()) // none if it says nothing new
//!     })?;
//!     Ok(())
//! })?;
//! let mut texts = Vec::new();
//! vault.home_snapshot()?.each(NOTE, |item| texts.push(item.row.to_vec()))?;
//! assert_eq!(texts, [b"Water the plants"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `examples/bookmarks.rs` goes on from there. `Env::of_this_user` is the `env` of a program.
//! In reading order: [`kind`](StoredKind) what an application says, `folder` making and opening, `write` an edit's way
//! to the disk, `index` a record's way to a page, `exchange` records from elsewhere, `members` who belongs to a space.

mod backup;
mod carrying;
mod chunks;
mod disk;
mod doctor;
mod ending;
mod env;
mod erase;
mod error;
mod exchange;
mod folder;
#[cfg(feature = "foreign")]
pub mod foreign;
mod handout;
mod index;
mod keeper;
mod kind;
mod members;
mod meta;
mod notes;
mod opened;
mod operation_error;
mod room;
mod snapshot;
mod space;
mod stamp;
mod unused;
mod vault;
mod write;

pub use backup::{BackedUp, TakenFromBackup, checked::*, dated::*, last::*};
pub use error::{Error, ErrorKind, Part, Saved, WriteError};
pub use folder::{Letters, NetworkProfile, PageSettings, Settings, Theme, beginning::*};
pub use index::{apart::Note, late, noticed::Hidden, overruled::Overruled, page::Item};
pub use members::pair::{Asking, Invitation, Showing};
pub use members::views::{CutOff, DeviceView, KitView, SplitView, Status};
pub use members::words::{ShownWords, Typed, drawn_passphrase};
pub use members::{adoption::Adoption, devices::DiscoveryKey, devices::short, ticket::Ticket};
pub use members::{copied::*, gathered::*, kit_check::*, kit_uses::*, recovery::*};
pub use replica::{
    ChunkName, Class, DeviceId, Have, KitStanding, LinkId, MemberState, Purpose, RecordId, Role,
    SpaceId, SpaceTag, Version, labelled_hash, limits,
};
pub use seal::{
    DeviceKeys, FileKey, FolderKey, KitError, OpenError as Closed, Passphrase, Plaintext,
    RecoveryKit, ReplyKey, SlotError, SpaceKeys, open_slot, seal_slot,
};
pub use vault::{Application, Confirmed, OpenMode, OpenedKeys, PassphraseChange, Vault};
pub use write::{Blank, Edited, Made, SpaceWriter, Transaction, author::Founding, id_of_kind};
pub use {carrying::*, chunks::*, disk::*, doctor::*, erase::*, handout::Handout, kind::*};
pub use {env::*, exchange::*, keeper::status::*, keeper::*, operation_error::*};
pub use {exchange::safety::missing::Missing, index::page::PageItem, index::page::PageMeta};
pub use {opened::Page, room::*, snapshot::Snapshot, store::View, store::Waiting};
pub use {space::NAME_BYTES_MAX, space::Space, stamp::Stamp, store::Medium, store::Tables};
