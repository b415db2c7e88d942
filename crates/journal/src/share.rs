//! Shares as documents: what the journal says of a share, and what the share says of itself to its reader.
//!
//! What is read here may come from another device. Fields that make no sense are as if they were not there, and what is
//! no share at all is left out by whoever lists them.

pub(crate) mod rule;

use data_encoding::{BASE64, HEXLOWER};

use crate::edit::Edit;
use crate::share::rule::ShareRule;
use crate::worksheet::id::Place;
use crate::worksheet::row::{FieldValue, SheetRow};
use crate::worksheet::{Scalar, SheetEdit, TEXT_CHARS_MAX};

/// The definition id of both documents.
const DEFINITION: &str = "share";
/// Characters of a name in a share. Of a longer one, which no program of ours writes, the beginning is read.
pub const SHARE_NAME_CHARS_MAX: usize = 80;
/// Longest text of a rule or of what is reflected, in bytes: what a text of so many characters can have.
const TEXT_BYTES_MAX: usize = 4 * TEXT_CHARS_MAX;

/// What the journal says of a share: a document of the home space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareDocument {
    /// Whom it is for, in the owner's words.
    pub name: String,
    /// The id of its space.
    pub space: [u8; 32],
    /// The id of the record that founds its space.
    pub root: [u8; 32],
    /// When it was made, in unix seconds; 0 where that cannot be read.
    pub made: i64,
    /// What names its items; `None` in one of an earlier program.
    pub secret: Option<[u8; 32]>,
    /// What it shows; `None` where this program cannot read that, and so must not publish anything.
    pub rule: Option<ShareRule>,
    /// The records of the home space that the last publication shows, as its device encoded them; empty before the first.
    pub reflects: Vec<u8>,
    /// Whether somebody said that nothing is to be kept of it.
    pub dropped: bool,
}

/// One change of a [`ShareDocument`], as data. Nothing else of it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShareEdit {
    /// Gives it what names its items. Of two made apart the one counts that is read.
    Secret([u8; 32]),
    /// Says what a publication shows.
    Reflects(Vec<u8>),
    /// Says that nothing is to be kept of it, on any device.
    Dropped,
    /// Says that a device which belongs to the journal keeps it, after the one that made it was removed. Nothing else.
    Kept,
}

/// What a share says of itself: a document of its own space, for its reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShareAbout {
    /// Whom it is for.
    pub title: String,
    /// How the owner wants to be named; empty without a name.
    pub from: String,
}

impl ShareDocument {
    /// Reads the row of a share's document in the home space; `None` without the ids that lead to its space.
    pub fn read(row: &SheetRow) -> Option<Self> {
        Some(Self {
            name: name(row, "name"),
            space: id(row, "space")?,
            root: id(row, "root")?,
            made: row.fields.words("made").parse().unwrap_or_default(),
            secret: id(row, "secret"),
            rule: text(row, "rule").and_then(ShareRule::read),
            reflects: text(row, "reflects")
                .and_then(|text| BASE64.decode(text.as_bytes()).ok())
                .unwrap_or_default(),
            dropped: row.fields.get("dropped") == Some(&FieldValue::Check(true)),
        })
    }

    /// The edits that make a document of a share that publishes nothing yet.
    pub fn creation(&self) -> Vec<Edit> {
        let mut edits = vec![
            define(),
            line("name", &self.name),
            line("space", &HEXLOWER.encode(&self.space)),
            line("root", &HEXLOWER.encode(&self.root)),
            line("made", &self.made.to_string()),
        ];
        edits.extend(self.secret.map(|secret| ShareEdit::Secret(secret).into()));
        let rule = self.rule.as_ref();
        edits.extend(rule.map(|rule| written("rule", rule.to_text())));
        edits.extend(self.dropped.then(|| ShareEdit::Dropped.into()));
        edits
    }
}

impl From<ShareEdit> for Edit {
    fn from(edit: ShareEdit) -> Self {
        match edit {
            ShareEdit::Secret(secret) => line("secret", &HEXLOWER.encode(&secret)),
            ShareEdit::Reflects(records) => written("reflects", BASE64.encode(&records)),
            ShareEdit::Dropped => set("dropped", Scalar::Check(true)),
            ShareEdit::Kept => set("kept", Scalar::Check(true)),
        }
    }
}

impl ShareAbout {
    /// Reads the row of the document in the share's space.
    pub fn read(row: &SheetRow) -> Self {
        Self {
            title: name(row, "title"),
            from: name(row, "from"),
        }
    }

    /// The edits that make it.
    pub fn creation(&self) -> Vec<Edit> {
        let mut edits = vec![define(), line("title", &self.title)];
        if !self.from.is_empty() {
            edits.push(Self::named(&self.from));
        }
        edits
    }

    /// The edit that says how the owner wants to be named; an empty name takes the name away.
    pub fn named(from: &str) -> Edit {
        line("from", from)
    }
}

/// An id of 32 bytes in hexadecimal digits.
fn id(row: &SheetRow, field: &str) -> Option<[u8; 32]> {
    let bytes = HEXLOWER.decode(row.fields.words(field).as_bytes()).ok()?;
    bytes.try_into().ok()
}

/// A text that is no longer than it can have been written.
fn text<'a>(row: &'a SheetRow, field: &str) -> Option<&'a str> {
    match row.fields.get(field)? {
        FieldValue::Text(text) if text.len() <= TEXT_BYTES_MAX => Some(text),
        _ => None,
    }
}

fn define() -> Edit {
    Edit::Sheet(SheetEdit::Define {
        definition: DEFINITION.into(),
        version: 1,
        journey: String::new(),
    })
}

fn name(row: &SheetRow, field: &str) -> String {
    let name = row.fields.words(field).chars();
    name.take(SHARE_NAME_CHARS_MAX).collect()
}

fn line(field: &str, value: &str) -> Edit {
    set(field, Scalar::Line(value.to_owned()))
}

fn set(field: &str, value: Scalar) -> Edit {
    let place = Place::field(field);
    Edit::Sheet(SheetEdit::Set { place, value })
}

fn written(field: &str, text: String) -> Edit {
    let place = Place::field(field);
    Edit::Sheet(SheetEdit::Text { place, text })
}
