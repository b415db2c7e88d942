//! The engine: everything a face of the journal can ask for, as plain data in and plain data out.
//!
//! A [`Journal`] is one person's journal on one device, for programs that are asynchronous:
//!
//! ```
//! # async fn example(dir: &std::path::Path, env: engine::Env) -> Result<(), Box<dyn std::error::Error>> {
//! use engine::{EntryFields, Journal, Passphrase, Query};
//!
//! let passphrase = Passphrase::new("four words or more".into());
//! let journal = Journal::create_with(dir, passphrase, "laptop", env).await?.journal;
//! journal.entries().create(EntryFields::text("The lake was still.").mood(7)).await?;
//! let mut newest = journal.entries().watch(Query::newest(20));
//! assert_eq!(newest.next().await?.total, 1); // and again whenever it is another list
//! journal.lock().await;
//! # Ok(()) }
//! # let world = testkit::World::new(1);
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(example(&world.path("journal"), world.env(None))).unwrap();
//! ```
//! Beneath it a [`Vault`] is the same in calls that block. `docs/engine.md` leads from opening to watching.
//! Modules, in reading order: `handle` the asynchronous side, [`views`] what is shown, `diary` the journal on its store,
//! `rows` values in pages, `snapshot` and `edits` reading and writing, `entries` and `sheets` what is kept, `publish` shares.

mod answers;
pub mod blocking;
mod both_sides;
mod change_words;
mod changes;
mod contact;
mod cores;
mod days;
mod definitions;
mod devices;
mod diary;
mod drafts;
mod edits;
mod entries;
mod erase;
mod error;
pub mod escape;
mod files;
mod flags;
#[cfg(feature = "foreign")]
pub mod foreign;
mod handle;
mod hidden;
pub mod insight;
mod insights;
mod journeys;
mod labels;
pub mod late;
mod links;
mod preferences;
mod projection;
mod publish;
mod published;
mod reading;
pub mod replies;
mod resolve;
mod restore;
mod roll;
mod rows;
mod share_items;
mod share_new;
mod shares;
mod sheets;
mod shelf;
mod snapshot;
pub mod strength;
mod today;
mod transfer;
mod urge;
mod versions;
pub mod views;
pub mod when;
pub mod worksheet;

pub use blocking::Vault;
pub use contact::{AfterUrge, Channel, Slip, Urge};
pub use devices::{BroughtIn, LetIn, Ward};
pub use drafts::{DraftKeeper, DraftOptions, DraftSubject, DraftText, DraftView, KeptDrafts};
pub use error::*;
pub use handle::{
    BothSides, Changes, Devices, Draft, Drafts, Entries, Files, Flags, Insights, Journal, Journeys,
    Late, Live, NewJournal, Programme, Readings, Replies, Shares, Transfer, Worksheets,
    new_device::NewDevice,
};
pub use insights::{Days, InsightKind};
pub use journal::{EntryFields, EntryFile, EntryPart, Label, ShareRule, is_blank};
pub use preferences::{Preference, Preferences};
pub use programme::{ContactPolicy, QuietLine, Standing, Written};
pub use reading::{ReadingOver, ReadingView};
pub use share_new::{Lacking, LeftOut, ShareNames};
pub use shares::{Publication, ShareView, unwanted, words::SharedAnswer, words::SharedItem};
pub use sheets::{Figures, StepView, Towards, WorksheetView};
pub use today::{CheckIn, CheckedIn, DueView, PromiseView, TodayView};
pub use transfer::{
    Export, ExportError, ExportedEntry, ExportedSheet, ImportView, Imported, ReadFile, TakenBack,
    Written as WrittenFiles,
};
use vault::Error;
pub use vault::{
    Asking, BackedUp, BackupBeside, Beginning, CheckedBackup, CheckedPart, Clock, Confirmed,
    Copied, CopiedDevice, DatedBackup, DeviceId, DiscoveryKey, Env, Erased, Erasure,
    Error as StoreError, ErrorKind, ExchangeEvent, ExchangeOptions, ExchangeReport, Finding, Found,
    Full, Invitation, KEEPER_PORT, Keeper, KeeperPeer, KeeperSettings, KeeperStatus, KitCheck,
    KitError, KitStanding, KitUse, KitView, LastBackup, Letters, NetworkProfile, OpenMode,
    OpenedKeys, PageSettings, Part, Passphrase, PassphraseChange, Random, Rebuilt, Recovery,
    RecoveryKit, Room, Saved, Settings, Showing, ShownWords, Stamp, TakenFromBackup, Takes, Theme,
    Ticket, ToFetch, Typed, Uptime, Verified, Version, Waiting, backups_in, check_backup,
};
pub use {carry, moving, pictures, views::EntryView as Entry, views::Query};
pub use {days::DayView, definitions::SheetListing, diary::NewVault, entries::EntryKey};
pub use {files::*, flags::FlagPlace, flags::FlagView, journeys::*, labels::*};
pub use {published::Publishings, shares::handout::HandoutDraft, shelf::SheetName, vault::Handout};
pub use {roll::*, urge::Supporter, urge::UrgeHelp, vault::drawn_passphrase};

/// The code in the guide for programs is compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/engine.md")]
struct Guide;
