//! Our own format: one JSON object per line, which [`Export::lines`] writes and `still import` reads.

use std::collections::BTreeMap;
use std::io::{BufRead, Read as _};

use jiff::Timestamp;
use journal::{EntryField, EntryFields, Printed, SheetRow};
use programme::definitions;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::rows::{Export, ExportedEntry, ExportedSheet, Import, ImportedEntry};
use super::unreadable::ImportError;

/// Longest line: the longest text of an entry, were every byte of it written as `\u00XX`, and much else beside it.
const LINE_BYTES_MAX: u64 = 8 << 20;

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

/// What is read of a record of any kind before its fields, so that a mistake is told with its place in the line.
#[derive(Deserialize, Default)]
#[serde(default)]
struct ReadRecord {
    /// Empty or `entry`, which are read as [`EntryFields`]; other kinds as [`SheetRow`].
    kind: String,
    id: Option<String>,
    kept_sentences: Vec<String>,
    /// Whatever it says is a sign that it was deleted.
    deleted: Option<Value>,
}

/// One worksheet, definition or journey: its value as it travels between devices, from which it can be made again.
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

/// Reads one line; nothing at the end of the file.
pub(super) fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<(), ImportError> {
    line.clear();
    input
        .take(LINE_BYTES_MAX + 1)
        .read_until(b'\n', line)
        .map(|_| ())
        .map_err(ImportError::Read)
}

/// Reads the lines of a file, of which the first was read already.
pub(super) fn read(mut line: Vec<u8>, input: &mut impl BufRead) -> Result<Import, ImportError> {
    let mut import = Import {
        counted_by: "line",
        ..Import::default()
    };
    let mut number = 1;
    while !line.is_empty() {
        if line.len() as u64 > LINE_BYTES_MAX {
            return Err(ImportError::line(number, "it is longer than 8 MiB"));
        }
        let text = line.trim_ascii();
        if !text.is_empty() {
            read_record(text, number, &mut import)?;
        }
        read_line(input, &mut line)?;
        number += 1;
    }
    Ok(import)
}

fn read_record(line: &[u8], number: usize, import: &mut Import) -> Result<(), ImportError> {
    let read: ReadRecord =
        serde_json::from_slice(line).map_err(|e| ImportError::no_json(number, &e))?;
    match read.kind.as_str() {
        "" | "entry" => {}
        kind @ ("worksheet" | "definition" | "journey") => {
            let row: SheetRow =
                serde_json::from_slice(line).map_err(|e| ImportError::no_json(number, &e))?;
            let sheets = match kind {
                "worksheet" => &mut import.worksheets,
                "definition" => &mut import.definitions,
                _ => &mut import.journeys,
            };
            let id = read.id.unwrap_or_default();
            sheets.push(ExportedSheet { id, row });
            return Ok(());
        }
        other => {
            return Err(ImportError::line(
                number,
                format!("“{other}” is neither entry, worksheet, definition nor journey"),
            ));
        }
    }
    let fields: EntryFields =
        serde_json::from_slice(line).map_err(|e| ImportError::no_json(number, &e))?;
    if fields.when.zoned().is_none() {
        return Err(ImportError::line(
            number,
            format!("“{}” is no moment with its zone", fields.when),
        ));
    }
    import.entries.push(ImportedEntry {
        id: read.id,
        draft: fields,
        deleted: read.deleted.is_some(),
        kept_sentences: read.kept_sentences,
        tags_left: 0,
        place: number,
    });
    Ok(())
}
