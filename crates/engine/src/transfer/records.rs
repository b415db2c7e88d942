//! Our own format: one JSON object per line, which [`Export::lines`] writes and `still import` reads.

use std::collections::BTreeMap;

use jiff::Timestamp;
use journal::{EntryField, Printed, SheetRow};
use programme::definitions;
use serde::Serialize;
use serde_json::Value;

use super::rows::{Export, ExportedEntry, ExportedSheet};

/// Fields that a record has even where nothing is said of them, as the first of them had.
const ALWAYS_THERE: [EntryField; 9] = [
    EntryField::When,
    EntryField::Title,
    EntryField::Text,
    EntryField::Mood,
    EntryField::Emotions,
    EntryField::Triggers,
    EntryField::Tags,
    EntryField::Steps,
    EntryField::Star,
];

/// One entry, as `docs/read-vault.py` prints it too.
#[derive(Serialize)]
struct EntryRecord<'a> {
    id: &'a str,
    #[serde(flatten)]
    fields: Printed<'a>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    kept_sentences: &'a [String],
    /// RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    journey: Option<&'a str>,
    /// What this version of the program does not know.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extra: &'a BTreeMap<String, Value>,
}

impl<'a> EntryRecord<'a> {
    fn new(entry: &'a ExportedEntry) -> Self {
        let row = &entry.row;
        Self {
            id: &entry.id,
            fields: row.fields.printed(|field| ALWAYS_THERE.contains(&field)),
            kept_sentences: &row.kept_sentences,
            deleted: row.deleted.map(moment),
            journey: row.journey.as_deref(),
            extra: &row.extra,
        }
    }
}

/// One worksheet, definition, journey or note: its value as it travels between devices, from which it can be made again.
#[derive(Serialize)]
struct SheetRecord<'a> {
    kind: &'static str,
    id: &'a str,
    step: Option<u8>,
    #[serde(flatten)]
    row: &'a SheetRow,
}

impl<'a> SheetRecord<'a> {
    fn new(kind: &'static str, id: &'a str, row: &'a SheetRow) -> Self {
        Self {
            kind,
            id,
            step: definitions::by_id(&row.definition).and_then(|known| known.step),
            row,
        }
    }
}

impl Export {
    /// Everything as JSON, one object per line, without line ends.
    ///
    /// # Errors
    /// Those of the JSON writer.
    pub fn lines(&self) -> impl Iterator<Item = serde_json::Result<String>> {
        let entries = self.entries.iter();
        let entries = entries.map(|entry| serde_json::to_string(&EntryRecord::new(entry)));
        let sheets = [
            ("worksheet", &self.worksheets),
            ("definition", &self.definitions),
            ("journey", &self.journeys),
            ("note", &self.notes),
        ];
        let sheets = sheets.into_iter().flat_map(|(kind, sheets)| {
            let record = move |sheet: &ExportedSheet| {
                serde_json::to_string(&SheetRecord::new(kind, &sheet.id, &sheet.row))
            };
            sheets.iter().map(record)
        });
        entries.chain(sheets)
    }
}

/// Seconds since 1970 as RFC 3339.
fn moment(at: i64) -> String {
    Timestamp::from_second(at)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_string()
}
