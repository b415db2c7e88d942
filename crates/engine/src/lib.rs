//! The engine: everything a face of the journal can ask for, as plain data in and plain data out.
//!
//! A [`Vault`] is one person's folder on one device. Writing goes through one store transaction that applies an edit to
//! its document, seals the change into a signed record, appends it, and brings the pages up to date. Reading works
//! from pages. An exchange with another device moves sealed records; what arrives is verified at the door, passes the
//! gate, and only then reaches a document.
//!
//! Modules, in reading order: [`views`] what is shown, `diary` the journal on top of its store, `rows` how values lie in
//! pages, `snapshot` and `edits` reading and writing them, `entries` and `sheets` what people keep, `publish` what others
//! are shown.

mod answers;
mod both_sides;
mod change_words;
mod changes;
mod contact;
mod days;
mod definitions;
mod devices;
mod diary;
mod drafts;
mod edits;
mod entries;
mod entry_fields;
mod entry_update;
mod handle;
mod hidden;
pub mod insight;
mod insights;
mod journeys;
mod links;
mod marks;
mod projection;
mod publish;
mod reading;
mod resolve;
mod restore;
mod roll;
mod rows;
mod share_items;
mod share_new;
mod share_rule;
mod shares;
mod sheets;
mod shelf;
mod snapshot;
mod today;
mod transfer;
mod urge;
mod versions;
pub mod views;
pub mod worksheet;

pub use contact::{AfterUrge, Channel, Slip, Urge};
pub use days::DayView;
pub use definitions::SheetListing;
pub use devices::Ward;
pub use diary::{NewVault, Vault};
pub use drafts::{DraftKeeper, DraftOptions, DraftSubject, DraftText, DraftView, Drafts};
pub use entries::{EntryKey, same_label};
pub use entry_fields::EntryFields;
pub use handle::{
    Changes, Entries, ExchangeError, Journal, Live, NameKind, NewJournal, OpenError, ReadError,
    ResolveError, StorageError, UnlockError, WriteError,
};
pub use insights::{Days, InsightKind};
pub use journal::is_blank;
pub use journeys::{JourneyChange, JourneyListing, JourneyReport};
pub use marks::{MarkPlace, MarkView};
pub use reading::{ReadingOver, ReadingView};
pub use roll::{Arrivals, EntryRoll};
pub use share_new::{Lacking, ShareNames};
pub use share_rule::ShareRule;
pub use shares::{Publication, ShareView};
pub use sheets::{Figures, Standing, StepView, WorksheetView};
pub use shelf::SheetName;
pub use today::{CheckedIn, DueView, TodayView};
pub use transfer::{
    Export, ExportedEntry, ExportedSheet, Import, ImportError, Imported, ImportedEntry, read_import,
};
pub use urge::{Supporter, UrgeHelp};
pub use vault::{
    Asking, Beginning, Clock, Confirmed, Env, Error, ErrorKind, ExchangeEvent, ExchangeOptions,
    ExchangeReport, Finding, Found, Invitation, MeetingPoint, NetworkProfile, OpenMode, OpenedKeys,
    Passphrase, PassphraseChange, Random, Rebuilt, RecoveryKit, Saved, Settings, Showing,
    ShownWords, Stamp, Ticket, Typed, Uptime, Verified, Waiting, WriteError as SaveError,
};
pub use views::{EntryView as Entry, ListFilter as Query};
