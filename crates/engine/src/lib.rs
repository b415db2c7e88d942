//! The engine: everything a face of the journal can ask for, as plain data in and plain data out.
//!
//! A [`Vault`] is one person's folder on one device. Writing goes through one store transaction that applies an edit to
//! its document, seals the change into a signed record, appends it, and brings the pages up to date. Reading works
//! from pages. An exchange with another device moves sealed records; what arrives is verified at the door, passes the
//! gate, and only then reaches a document.
//!
//! Modules, in reading order: [`views`] what is shown, `vault` making and opening, `write` an edit's way to the disk,
//! `index` a record's way to a page, `ingest` and `drive` records from elsewhere, `pair` admitting devices.

mod aside;
mod author;
mod devices;
mod doctor;
mod drive;
mod entries;
mod env;
mod error;
mod folder;
mod gate;
mod growth;
mod index;
mod ingest;
mod keys;
mod mark;
mod members;
mod page;
mod pair;
mod pair_wire;
mod payload;
mod publish;
mod reading;
mod run;
mod shares;
mod sheets;
mod space;
mod ticket;
mod transfer;
mod vault;
mod versions;
pub mod views;
mod words;
pub mod worksheet;
mod write;

pub use devices::MeetingPoint;
pub use doctor::{Finding, Rebuilt, Verified, Ward};
pub use drive::{ExchangeEvent, ExchangeOptions, ExchangeReport};
pub use entries::EntryKey;
pub use env::{Clock, Env, Random};
pub use error::{Error, ErrorKind};
pub use folder::{NetworkProfile, Settings};
pub use pair::{Asking, Invitation, Showing};
pub use reading::ReadingView;
pub use seal::{Passphrase, RecoveryKit};
pub use shares::{Publication, ShareRule, ShareView};
pub use sheets::{Figures, StepView, WorksheetView};
pub use ticket::Ticket;
pub use transfer::{Export, ExportedEntry, ExportedSheet, Import, Imported, ImportedEntry};
pub use vault::{Confirmed, NewVault, OpenMode, OpenedKeys, PassphraseChange, Vault};
