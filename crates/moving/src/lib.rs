//! Other journals: an archive in, plain entries and a report out; and entries [`out`] again, in forms that other programs read. What
//! becomes of them is not known here.
//!
//! An archive is a file, a folder, a zip or a tar. [`read`] recognises of which journal it is, reads it within fixed limits, and
//! says what it holds before anything is done with it: what is carried, what is proposed, what has no place here, and which
//! entries cannot be taken. Nothing is unpacked, no link, path or address in it is followed, and one bad entry stops no
//! other.
//!
//! ```
//! use moving::{Options, read_from};
//!
//! let file = "[2019-06-01 08:31] To the lock.\nWe counted seven ducks. @walk\n";
//! let options = Options::new("2026-11-23T22:10:00+01:00[Europe/Berlin]".parse()?);
//! let moved = read_from(file.as_bytes(), &options)?;
//! assert_eq!(moved.kind.name(), "jrnl");
//! let entry = &moved.entries[0].fields;
//! assert_eq!(entry.when.as_str(), "2019-06-01T08:31:00+02:00[Europe/Berlin]");
//! assert_eq!((entry.title.as_str(), entry.tags.as_slice()), ("To the lock.", ["walk".to_owned()].as_slice()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! In reading order: `archive` names and bytes, `kinds` one file per journal, `taking` what all of them become, [`Report`],
//! `limits`, [`out`].

mod archive;
mod html;
mod json;
mod kind;
mod kinds;
mod limits;
mod moved;
mod options;
pub mod out;
mod read;
mod refusal;
mod report;
mod taking;
mod text;
mod when;
mod words;

pub use self::kind::Kind;
pub use self::moved::{Attachment, Attachments, Entry, Moved, Sheet};
pub use self::options::Options;
pub use self::read::{read, read_from};
pub use self::refusal::Refusal;
pub use self::report::{Files, Refused, Report, Tally};
pub use self::taking::likeness;
pub use self::words::DateOrder;
