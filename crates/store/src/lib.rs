//! The vault's database: logs of records, and the sealed caches made from them, in one redb file.
//!
//! Holds only what is sealed or public: nothing here can decrypt, and no key in the file carries a word of the journal.
//! Any number of processes may have the file open; one writes at a time; what [`Writer::commit`] acknowledged survives
//! the process and the power.
//!
//! ```
//! use store::{Access, Check, Store, Tables};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let path = folder.path().join("vault.redb");
//! let store = Store::create(&path).unwrap();
//! let mut writer = store.write().unwrap();
//! writer.set_meta("high-water", b"7").unwrap();
//! writer.commit().unwrap();
//!
//! let elsewhere = Store::open(&path, Access::Read, Check::Quick).unwrap();
//! assert_eq!(elsewhere.read().unwrap().meta("high-water").unwrap().unwrap(), b"7");
//! ```
//!
//! In reading order: `tables` (the layout, byte by byte), `open`, `read`, `write`, `backend` (what a commit that failed left),
//! `medium` (simulated disks), `overlay` (disks that cannot be written), `error`.

mod backend;
mod branch;
mod error;
#[cfg(feature = "foreign")]
pub mod foreign;
mod medium;
mod open;
mod overlay;
mod quarantine;
mod read;
mod tables;
mod write;

pub use error::{AppendError, CommitError, OpenError, Saved, StoreError};
pub use medium::Medium;
pub use open::{Access, Check, Store, Waiting};
pub use read::{Deferred, Quarantined, RawRow, Tables, Taken, View};
pub use write::Writer;
