//! `still export`: the whole journal in the clear.

use std::path::PathBuf;

use clap::Args;
use engine::views::EntryRow;
use engine::worksheet::{SheetRow, definitions};
use engine::{Export, OpenMode};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::export_markdown;
use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{counted, safe_json};

/// Take the whole journal out, unencrypted
///
///   still export --json > journal.jsonl      everything, one JSON object per line; `still import` reads it
///   still export --markdown journal          one file per entry and worksheet, for reading, in a new folder
///
/// Asks for the passphrase again. What comes out is not encrypted: whoever gets at it can read it.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ExportArgs {
    /// Write one Markdown file per entry and worksheet into this new folder
    #[arg(long, value_name = "DIR")]
    markdown: Option<PathBuf>,
    /// Deleted entries too
    #[arg(long)]
    deleted: bool,
}

/// Prints or writes everything.
pub(crate) fn run(app: &mut App, args: &ExportArgs) -> Result<(), Failure> {
    if args.markdown.is_none() && !app.json() {
        return Err(Failure::usage("in which form?").help(
            "`still export --json` prints JSON lines, `still export --markdown DIR` writes files",
        ));
    }
    let vault = app.open(OpenMode::Read)?;
    let confirmed = app.confirm(&vault)?;
    let export = vault.export(&confirmed, args.deleted)?;
    let Some(folder) = &args.markdown else {
        lines(app, &export)?;
        app.out.flush()?;
        app.notes
            .warn("This is not encrypted. Whoever gets at it can read your journal.");
        return Ok(());
    };
    export_markdown::write(folder, &export)?;
    let (entries, worksheets) = (export.entries.len(), export.worksheets.len());
    if app.json() {
        app.print_json(&serde_json::json!({
            "folder": folder.display().to_string(), "entries": entries, "worksheets": worksheets,
        }))?;
    } else {
        app.out.line(format!(
            "{} and {}.",
            counted(entries, "entry", "entries"),
            counted(worksheets, "worksheet", "worksheets")
        ))?;
    }
    app.out.flush()?;
    app.notes
        .warn("These files are not encrypted. Whoever gets at them can read your journal.");
    Ok(())
}

fn lines(app: &mut App, export: &Export) -> Result<(), Failure> {
    for entry in &export.entries {
        line(app, &EntryLine::new(&entry.id, &entry.row))?;
    }
    for (kind, sheets) in [
        ("worksheet", &export.worksheets),
        ("definition", &export.definitions),
        ("journey", &export.journeys),
    ] {
        for sheet in sheets {
            line(app, &SheetLine::new(kind, &sheet.id, &sheet.row))?;
        }
    }
    Ok(())
}

fn line(app: &mut App, value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|e| Failure::io("writing JSON", e.into()))?;
    app.out.as_is(safe_json(&text))
}

/// One entry, as `docs/read-vault.py` prints it too.
#[derive(Serialize)]
struct EntryLine<'a> {
    id: &'a str,
    when: &'a str,
    title: &'a str,
    body: &'a str,
    mood: Option<u8>,
    emotions: &'a [String],
    triggers: &'a [String],
    tags: &'a [String],
    steps: &'a [u8],
    star: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    letter: bool,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    kept_sentences: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    journey: Option<&'a str>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    extra: Map<String, Value>,
}

impl<'a> EntryLine<'a> {
    fn new(id: &'a str, row: &'a EntryRow) -> Self {
        Self {
            id,
            when: &row.when,
            title: &row.title,
            body: &row.body,
            mood: row.mood,
            emotions: &row.emotions,
            triggers: &row.triggers,
            tags: &row.tags,
            steps: &row.steps,
            star: row.star,
            letter: row.letter,
            kept_sentences: &row.kept_sentences,
            deleted: row.deleted.map(moment),
            journey: row.journey.as_deref(),
            extra: row.extra.clone().into_iter().collect(),
        }
    }
}

/// One worksheet, definition or journey: its value as it travels between devices, from which it can be made again.
#[derive(Serialize)]
struct SheetLine<'a> {
    kind: &'static str,
    id: &'a str,
    step: Option<u8>,
    #[serde(flatten)]
    row: &'a SheetRow,
}

impl<'a> SheetLine<'a> {
    fn new(kind: &'static str, id: &'a str, row: &'a SheetRow) -> Self {
        Self {
            kind,
            id,
            step: definitions::by_id(&row.definition).and_then(|known| known.step),
            row,
        }
    }
}

/// Seconds since 1970 as RFC 3339.
pub(super) fn moment(at: i64) -> String {
    Timestamp::from_second(at)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_string()
}
