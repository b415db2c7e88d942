//! Entries and worksheets: what they hold, how they change, how they merge, and how they are found. What a
//! programme makes of them is not known here.
//!
//! Every item of the journal is one Automerge document with a flat root map. An [`Edit`] is data;
//! [`Document::edit`] turns edits into the bytes of one change, which other devices take in with
//! [`Document::apply`] after [`gate::scan`] has looked at them. A [`Row`] is a document's value as plain data:
//! lists, search and figures read rows and never load documents.
//!
//! Without the feature `documents` there is only [`Definition`] and what reads it, which needs few crates: for programs that check
//! definitions while they are built.
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

// What a worksheet asks.
mod definition;
// Documents: names, changes, what counts of them, and the gate in front of them. Nothing here knows what they are about.
#[cfg(feature = "documents")]
pub mod document;
#[cfg(feature = "documents")]
pub mod gate;
#[cfg(feature = "documents")]
mod merge;
#[cfg(feature = "documents")]
mod text;
#[cfg(feature = "documents")]
mod unknown;
// The documents of a journal.
#[cfg(feature = "documents")]
mod entry;
#[cfg(feature = "documents")]
mod kind;
#[cfg(feature = "documents")]
mod worksheet;
// The person's days.
#[cfg(feature = "documents")]
mod day;
#[cfg(feature = "documents")]
mod moment;
// All of them together.
#[cfg(feature = "documents")]
mod edit;
#[cfg(feature = "documents")]
mod history;
#[cfg(feature = "documents")]
mod row;
#[cfg(feature = "documents")]
mod search;
#[cfg(feature = "documents")]
mod share;

#[cfg(feature = "documents")]
pub use self::{
    day::{DayEnds, DayEndsError, Present},
    definition::input::InputError,
    definition::json::{Target, edits_from_json},
    document::id::{Actor, ChangeHash, DOC_ID_CHARS, DocId, PrefixError, SHORT_ID_CHARS},
    document::splice::TEXT_CHARS_PER_CHANGE_MAX,
    document::{ApplyError, Document},
    edit::base::UnknownVersion,
    edit::{Edit, EditError},
    entry::fields::{EntryEdit, EntryField, EntryFields, EntryValue, Printed},
    entry::file::{EntryFile, FileHash},
    entry::label::{LABEL_CHARS_MAX, LABELS_MAX, Label, LabelError},
    entry::row::EntryRow,
    entry::spelling::Spellings,
    entry::when::When,
    entry::{
        BODY_BYTES_MAX, CAPTION_CHARS_MAX, CHUNK_BYTES, EntryError, FILE_BYTES_MAX,
        FILE_NAME_BYTES_MAX, FILES_BYTES_MAX, FILES_MAX, ITEM_KEY, MOOD_MAX, MOOD_MIN, SOURCE_KEY,
        TITLE_CHARS_MAX,
    },
    gate::{ChangeMeta, GateError},
    history::{DiffLine, DiffPart, Field, FieldChange, History, Version, diff},
    kind::Kind,
    moment::{ClockChange, Moment, Wanted, WhenError, seconds_of, time_of_day},
    row::{Row, RowError},
    search::error::{QUERY_CHARS_MAX, QUERY_DEPTH_MAX, QUERY_TERMS_MAX, QueryError},
    search::snippet::{SnippetPart, snippet},
    search::{Query, Searchable},
    share::rule::{EntryPart, ShareRule},
    share::{SHARE_NAME_CHARS_MAX, ShareAbout, ShareDocument, ShareEdit},
    text::blank::is_blank,
    text::fold::{fold, fold_into},
    text::unseen::{hidden_chars, is_unseen},
    worksheet::id::{ItemId, Place},
    worksheet::link::Link,
    worksheet::order::order_between,
    worksheet::row::{FieldValue, Fields, ItemRow, SheetRow},
    worksheet::{
        COUNT_STEP_MAX, ITEM_FIELD, LINE_CHARS_MAX, Scalar, SheetEdit, SheetError, TEXT_CHARS_MAX,
    },
};
pub use definition::parse::DefinitionError;
pub use definition::{
    Choice, Condition, Definition, FieldDef, FieldKind, STEP_MAX, Section, Test, Wording,
};
