//! The engine: everything a face of the journal can ask for, as plain data in and plain data out.
//!
//! A [`Vault`] is one person's folder on one device. Writing goes through one store transaction that applies an edit to
//! its document, seals the change into a signed record, appends it, and brings the pages up to date. Reading works
//! from pages. An exchange with another device moves sealed records; what arrives is verified at the door, passes the
//! gate, and only then reaches a document.
//!
//! Modules, in reading order: [`views`] what is shown, `beginning` and `vault` making and opening, `write` an edit's way to the disk,
//! `index` a record's way to a page, `ingest` and `drive` records from elsewhere, `pair` admitting devices.

mod answers;
mod aside;
mod author;
mod beginning;
mod both_sides;
mod change_words;
mod changes;
mod confirmed;
mod cut_off;
mod definitions;
mod devices;
mod doctor;
mod drafts;
mod drive;
mod entries;
mod env;
mod error;
mod folder;
mod gate;
mod growth;
mod index;
mod ingest;
pub mod insight;
mod insights;
mod journeys;
mod keys;
mod links;
mod mark;
mod marks;
mod members;
mod page;
mod pair;
mod pair_wire;
mod payload;
mod projection;
mod publish;
mod reading;
mod resolve;
mod restore;
mod roll;
mod run;
mod safety;
mod share_end;
mod share_items;
mod share_new;
mod share_rule;
mod shares;
mod sheets;
mod shelf;
mod small_file;
mod snapshot;
mod space;
mod stamp;
mod ticket;
mod today;
mod transfer;
mod urge;
mod vault;
mod versions;
pub mod views;
mod words;
pub mod worksheet;
mod write;

pub use beginning::{Beginning, Found, NewVault};
pub use definitions::SheetListing;
pub use devices::MeetingPoint;
pub use doctor::{Finding, Rebuilt, Verified, Ward};
pub use drafts::{DraftKeeper, DraftOptions, DraftSubject, DraftText, DraftView, Drafts};
pub use drive::{ExchangeEvent, ExchangeOptions, ExchangeReport};
pub use entries::{EntryKey, same_label};
pub use env::{Clock, Env, Random, Uptime};
pub use error::{Error, ErrorKind, Saved, WriteError};
pub use folder::{NetworkProfile, Settings};
pub use insights::{Days, InsightKind};
pub use journal::is_blank;
pub use journeys::{JourneyChange, JourneyListing, JourneyReport};
pub use marks::{MarkPlace, MarkView};
pub use pair::{Asking, Invitation, Showing};
pub use reading::{ReadingOver, ReadingView};
pub use roll::{Arrivals, EntryRoll};
pub use seal::{Passphrase, RecoveryKit};
pub use share_new::{Lacking, ShareNames};
pub use share_rule::ShareRule;
pub use shares::{Publication, ShareView};
pub use sheets::{Figures, Standing, StepView, WorksheetView};
pub use shelf::SheetName;
pub use stamp::Stamp;
pub use store::Waiting;
pub use ticket::Ticket;
pub use today::{CheckedIn, DueView, TodayView};
pub use transfer::{Export, ExportedEntry, ExportedSheet, Import, Imported, ImportedEntry};
pub use urge::{Supporter, UrgeHelp};
pub use vault::{Confirmed, OpenMode, OpenedKeys, PassphraseChange, Vault};
pub use words::{ShownWords, Typed};
