//! Entries and worksheets: what they hold, how they change, how they merge, and how they are found. What a
//! programme makes of them is not known here.
//!
//! Every item of the journal is one Automerge document with a flat root map. An [`Edit`] is data;
//! [`Document::edit`] turns edits into the bytes of one change, which other devices take in with
//! [`Document::apply`] after [`gate::scan`] has looked at them. A [`Row`] is a document's value as plain data:
//! lists, search and figures read rows and never load documents.
//!
//! This crate is pure: no files, no network, no clock, no randomness. Given the same changes, every
//! device computes the same rows.
//!
//! ```
//! use journal::{Actor, DocId, Document, EntryEdit, Kind};
//!
//! let actor = Actor::derive(b"a log", DocId::from_bytes([7; 16]));
//! let mut entry = Document::new(Kind::Entry, actor);
//! let change = entry.edit(
//!     &[
//!         EntryEdit::When("2026-11-23T22:10:00+01:00[Europe/Berlin]".into()).into(),
//!         EntryEdit::Title("A walk".into()).into(),
//!     ],
//!     1_795_468_200,
//! )?;
//! assert!(change.is_some());
//! # Ok::<(), journal::EditError>(())
//! ```

// Documents: names, changes, what counts of them, and the gate in front of them. Nothing here knows what they are about.
pub mod document;
pub mod gate;
mod merge;
mod text;
// The documents of a journal.
mod definition;
mod entry;
mod kind;
mod worksheet;
// All of them together.
mod edit;
mod history;
mod row;
mod search;

pub use definition::input::InputError;
pub use definition::json::{Target, edits_from_json};
pub use definition::parse::DefinitionError;
pub use definition::{Choice, Definition, FieldDef, FieldKind, Section, Wording};
pub use document::id::{Actor, ChangeHash, DOC_ID_CHARS, DocId, PrefixError};
pub use document::splice::TEXT_CHARS_PER_CHANGE_MAX;
pub use document::{ApplyError, Document};
pub use edit::base::UnknownVersion;
pub use edit::{Edit, EditError};
pub use entry::row::EntryRow;
pub use entry::{
    BODY_BYTES_MAX, EntryEdit, EntryError, ITEM_KEY, LABEL_CHARS_MAX, LABELS_MAX, MOOD_MAX,
    MOOD_MIN, STEP_MAX, TITLE_CHARS_MAX,
};
pub use gate::{ChangeMeta, GateError};
pub use history::{DiffLine, DiffPart, Field, FieldChange, History, Version, diff};
pub use kind::Kind;
pub use row::{Row, RowError};
pub use search::query::{QUERY_CHARS_MAX, QUERY_TERMS_MAX, QueryError};
pub use search::snippet::{SnippetPart, snippet};
pub use search::{Query, Searchable};
pub use text::blank::is_blank;
pub use text::fold::{fold, fold_into};
pub use worksheet::id::{ItemId, Place};
pub use worksheet::link::Link;
pub use worksheet::order::order_between;
pub use worksheet::row::{FieldValue, Fields, ItemRow, SheetRow};
pub use worksheet::{
    COUNT_STEP_MAX, LINE_CHARS_MAX, Scalar, SheetEdit, SheetError, TEXT_CHARS_MAX,
};
