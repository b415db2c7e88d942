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

// Names.
mod id;
mod kind;
mod name;
// Documents and what changes them.
mod document;
mod edit;
mod entry;
mod history;
mod merge;
mod reading;
mod row;
mod script;
mod text;
// Finding entries.
mod blank;
mod fold;
mod query;
mod search;
mod snippet;
// What others send.
pub mod gate;
mod gate_columns;
mod gate_reader;
// Worksheets.
mod sheet;
mod sheet_id;
mod sheet_link;
mod sheet_order;
mod sheet_read;
mod sheet_row;
mod sheet_text;
mod sheet_write;
// What worksheets ask.
mod definition;
mod definition_input;
mod definition_json;
mod definition_parse;
mod definition_versions;

pub use blank::is_blank;
pub use definition::{Choice, Definition, FieldDef, FieldKind, Section, Wording};
pub use definition_input::InputError;
pub use definition_json::{Target, edits_from_json};
pub use definition_parse::DefinitionError;
pub use document::{ApplyError, Document, UnknownVersion};
pub use edit::{Edit, EditError};
pub use entry::{
    BODY_BYTES_MAX, EntryEdit, EntryError, ITEM_KEY, LABEL_CHARS_MAX, LABELS_MAX, MOOD_MAX,
    MOOD_MIN, STEP_MAX, TITLE_CHARS_MAX,
};
pub use fold::{fold, fold_into};
pub use gate::{ChangeMeta, GateError};
pub use history::{DiffLine, DiffPart, Field, FieldChange, History, Version, diff};
pub use id::{Actor, ChangeHash, DOC_ID_CHARS, DocId, PrefixError};
pub use kind::Kind;
pub use query::{QUERY_CHARS_MAX, QUERY_TERMS_MAX, QueryError};
pub use row::{EntryRow, Row, RowError};
pub use search::{Query, Searchable};
pub use sheet::{COUNT_STEP_MAX, LINE_CHARS_MAX, Scalar, SheetEdit, SheetError, TEXT_CHARS_MAX};
pub use sheet_id::{ItemId, Place};
pub use sheet_link::Link;
pub use sheet_order::order_between;
pub use sheet_row::{FieldValue, Fields, ItemRow, SheetRow};
pub use snippet::{SnippetPart, snippet};
pub use text::TEXT_CHARS_PER_CHANGE_MAX;
