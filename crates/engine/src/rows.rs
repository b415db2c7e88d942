//! The kinds of documents in a journal, and how the values of each lie in pages: entries so that lists and searches read
//! them without copies, everything else as JSON.

use journal::document::DocumentKind;
use journal::{Document, EntryFields, EntryFile, EntryRow, Kind, Row, SheetRow, When};
use serde::{Deserialize, Serialize};
use vault::{NamedFile, StoredKind};

/// The kinds that this program knows.
pub(crate) const KINDS: &[&dyn StoredKind] = &[
    &Entries,
    &Sheets(Kind::Worksheet),
    &Sheets(Kind::Journey),
    &Sheets(Kind::Definition),
    &Sheets(Kind::Share),
    &Sheets(Kind::Note),
    &Sheets(Kind::Settings),
];

/// Kinds whose documents are no entries, less the settings and the notes, which are read alone.
pub(crate) const SHEETS: [Kind; 4] = [
    Kind::Worksheet,
    Kind::Journey,
    Kind::Definition,
    Kind::Share,
];

/// The title of an entry that devices made too large together. Its earlier versions can be read.
const TOO_LARGE: &str = "(too large to be shown)";

/// Entries of the journal, in the order of the moments they are about.
pub(crate) struct Entries;

/// Worksheets, journeys, definitions, shares, notes and settings.
struct Sheets(Kind);

impl StoredKind for Entries {
    fn number(&self) -> u8 {
        Kind::Entry.to_byte()
    }

    fn may_be_provisional(&self) -> bool {
        true
    }

    fn row(&self, document: &Document) -> vault::Row {
        match document.row() {
            Row::Entry(row) => encode_entry(&row),
            Row::Sheet(_) => vault::Row::default(),
        }
    }

    fn encode_row(&self, row: &vault::Row) -> Vec<u8> {
        let entry: Option<PageEntry<'_>> = postcard::from_bytes(&row.bytes).ok();
        entry.map_or_else(Vec::new, |entry| Row::Entry(entry.to_row()).to_json())
    }

    fn decode_row(&self, bytes: &[u8]) -> Option<vault::Row> {
        match Row::from_json(Kind::Entry, bytes).ok()? {
            Row::Entry(row) => Some(encode_entry(&row)),
            Row::Sheet(_) => None,
        }
    }

    fn too_large(&self, row: &vault::Row) -> vault::Row {
        let entry = PageEntry::read(&row.bytes).map(|entry| entry.to_row());
        let entry = entry.unwrap_or_default();
        encode_entry(&EntryRow {
            fields: EntryFields {
                when: entry.fields.when,
                title: TOO_LARGE.to_owned(),
                ..EntryFields::default()
            },
            deleted: entry.deleted,
            ..EntryRow::default()
        })
    }

    fn files(&self, row: &[u8]) -> Vec<NamedFile> {
        let files = PageEntry::read(row).map_or_else(Vec::new, |entry| entry.files());
        let named = |file: EntryFile| NamedFile {
            bytes: file.bytes,
            chunks: file.chunks.iter().map(|name| *name.as_bytes()).collect(),
        };
        files.into_iter().map(named).collect()
    }

    fn words(&self, row: &[u8]) -> Option<String> {
        let entry = PageEntry::read(row)?;
        let title = first(entry.title);
        Some(if title.is_empty() {
            first(entry.body)
        } else {
            title
        })
    }
}

impl StoredKind for Sheets {
    fn number(&self) -> u8 {
        self.0.to_byte()
    }

    fn edits_outlive_deletion(&self) -> bool {
        self.0.edits_outlive_deletion()
    }

    fn row(&self, document: &Document) -> vault::Row {
        match document.row() {
            Row::Sheet(row) => encode_sheet(&row),
            Row::Entry(_) => vault::Row::default(),
        }
    }

    fn part(&self, key: &str) -> Option<String> {
        self.0.part(key)
    }

    fn row_after(&self, document: &Document, before: &vault::Row) -> Option<vault::Row> {
        let before = serde_json::from_slice(&before.bytes).ok()?;
        match document.row_after(Row::Sheet(before)) {
            Row::Sheet(row) => Some(encode_sheet(&row)),
            Row::Entry(_) => None,
        }
    }

    fn encode_row(&self, row: &vault::Row) -> Vec<u8> {
        row.bytes.clone()
    }

    fn decode_row(&self, bytes: &[u8]) -> Option<vault::Row> {
        match Row::from_json(self.0, bytes).ok()? {
            Row::Sheet(row) => Some(encode_sheet(&row)),
            Row::Entry(_) => None,
        }
    }

    fn too_large(&self, row: &vault::Row) -> vault::Row {
        let sheet = serde_json::from_slice::<SheetRow>(&row.bytes).unwrap_or_default();
        let sheet = SheetRow {
            deleted: sheet.deleted,
            ..SheetRow::default()
        };
        encode_sheet(&sheet)
    }

    fn is_noted_when_changed_apart(&self) -> bool {
        matches!(self.0, Kind::Worksheet | Kind::Settings)
    }

    fn counts_as_only_here(&self) -> bool {
        self.0 != Kind::Share
    }
}

/// An entry's value inside a page.
#[derive(Serialize, Deserialize)]
pub(crate) struct PageEntry<'a> {
    pub(crate) when: &'a str,
    pub(crate) title: &'a str,
    pub(crate) body: &'a str,
    /// Title and body as search compares them; left out where the text is plain ASCII, or where it grows too much by it.
    pub(crate) folded: Option<&'a str>,
    pub(crate) mood: Option<u8>,
    pub(crate) emotions: Vec<String>,
    pub(crate) triggers: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) steps: Vec<u8>,
    pub(crate) star: bool,
    pub(crate) letter: bool,
    /// Files as JSON, or empty.
    pub(crate) files: &'a str,
    pub(crate) kept_sentences: Vec<String>,
    pub(crate) deleted: Option<i64>,
    pub(crate) journey: Option<&'a str>,
    /// Unknown fields as JSON, or empty.
    pub(crate) extra: &'a str,
}

impl<'a> PageEntry<'a> {
    /// Reads an entry's value; `None` for what is none.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    pub(crate) fn files(&self) -> Vec<EntryFile> {
        if self.files.is_empty() {
            return Vec::new();
        }
        serde_json::from_str(self.files).unwrap_or_default()
    }

    pub(crate) fn to_row(&self) -> EntryRow {
        EntryRow {
            fields: EntryFields {
                when: self.when.into(),
                title: self.title.to_owned(),
                body: self.body.to_owned(),
                mood: self.mood,
                emotions: self.emotions.clone(),
                triggers: self.triggers.clone(),
                tags: self.tags.clone(),
                steps: self.steps.clone(),
                star: self.star,
                letter: self.letter,
                files: self.files(),
            },
            kept_sentences: self.kept_sentences.clone(),
            deleted: self.deleted,
            journey: self.journey.map(ToOwned::to_owned),
            extra: serde_json::from_str(self.extra).unwrap_or_default(),
        }
    }
}

/// The value of a document of this kind, as plain data.
pub(crate) fn decode(kind: Kind, bytes: &[u8]) -> Row {
    match kind {
        Kind::Entry => {
            let entry = PageEntry::read(bytes);
            Row::Entry(entry.map_or_else(EntryRow::default, |entry| entry.to_row()))
        }
        _ => Row::Sheet(serde_json::from_slice(bytes).unwrap_or_default()),
    }
}

fn encode_entry(row: &EntryRow) -> vault::Row {
    let text = row.title.len() + row.body.len();
    let folded = (!row.title.is_ascii() || !row.body.is_ascii())
        .then(|| journal::fold(&format!("{}\n{}", row.title, row.body)))
        .filter(|folded| folded.len() <= 2 * text + 1);
    let extra = if row.extra.is_empty() {
        String::new()
    } else {
        serde_json::to_string(&row.extra).expect("JSON values always serialise")
    };
    let EntryFields {
        when,
        title,
        body,
        mood,
        emotions,
        triggers,
        tags,
        steps,
        star,
        letter,
        files,
    } = &row.fields;
    let files = if files.is_empty() {
        String::new()
    } else {
        serde_json::to_string(files).expect("files always serialise")
    };
    let entry = PageEntry {
        when: when.as_str(),
        title,
        body,
        folded: folded.as_deref(),
        mood: *mood,
        emotions: emotions.clone(),
        triggers: triggers.clone(),
        tags: tags.clone(),
        steps: steps.clone(),
        star: *star,
        letter: *letter,
        files: &files,
        kept_sentences: row.kept_sentences.clone(),
        deleted: row.deleted,
        journey: row.journey.as_deref(),
        extra: &extra,
    };
    vault::Row {
        bytes: postcard::to_stdvec(&entry).expect("an entry's value always serialises"),
        order: order(when),
        deleted: row.deleted.is_some(),
    }
}

fn encode_sheet(row: &SheetRow) -> vault::Row {
    vault::Row {
        bytes: serde_json::to_vec(row).expect("a sheet's value always serialises"),
        order: 0,
        deleted: row.deleted.is_some(),
    }
}

/// Milliseconds since 1970; what cannot be read sorts first.
pub(crate) fn order(when: &When) -> i64 {
    when.zoned()
        .map_or(i64::MIN, |zoned| zoned.timestamp().as_millisecond())
}

/// Characters of what a link points to that are shown.
const WORDS_CHARS: usize = 50;

/// The first words of a text.
pub(crate) fn first(text: &str) -> String {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim();
    match line.char_indices().nth(WORDS_CHARS) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}
