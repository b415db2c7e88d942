//! A table (CSV, RFC 4180): a row for each entry. What a spreadsheet would compute has a `'` before it, and so has what begins with such a
//! mark of its own: `still import` takes exactly one of them away.

use std::io::{self, Write};

use journal::{EntryField, EntryFields, EntryFile};

use super::carried::{Carried, LINE_ENDS, Leaving, unix};

/// The columns. `when` is the moment with its zone; `date` and `time` say the same for people and spreadsheets.
const COLUMNS: [&str; 14] = [
    "when", "date", "time", "title", "text", "tags", "mood", "feelings", "triggers", "steps",
    "star", "letter", "files", "id",
];
/// What separates feelings, triggers and names of files in their cells.
const BETWEEN: char = ';';

/// Writes entries as a table in UTF-8.
///
/// # Errors
/// Those of `out`.
pub fn csv(entries: &[Leaving<'_>], out: &mut dyn Write) -> io::Result<Carried> {
    let mut carried = Carried::default();
    row(out, &COLUMNS.map(str::to_owned))?;
    for entry in entries {
        row(out, &cells(entry, &mut carried))?;
        carried.entries += 1;
        carried.leaves("files of entries", entry.fields.files.len());
    }
    Ok(carried)
}

fn cells(entry: &Leaving<'_>, carried: &mut Carried) -> [String; COLUMNS.len()] {
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
    } = entry.fields;
    let (body, ends) = unix(body);
    carried.changes(LINE_ENDS, ends);
    let civil = when.civil();
    let date = civil.map(|at| at.date().to_string());
    let time = civil.map(|at| at.strftime("%H:%M:%S").to_string());
    let tags: Vec<String> = tags.iter().map(|tag| format!("#{tag}")).collect();
    let steps: Vec<String> = steps.iter().map(u8::to_string).collect();
    let yes = |said: bool| if said { "yes" } else { "" }.to_owned();
    let names: Vec<String> = files.iter().map(EntryFile::words).collect();
    let cells = [
        when.as_str().to_owned(),
        date.unwrap_or_default(),
        time.unwrap_or_default(),
        title.clone(),
        body,
        tags.join(" "),
        mood.map(|mood| mood.to_string()).unwrap_or_default(),
        listed(emotions, EntryField::Emotions, carried),
        listed(triggers, EntryField::Triggers, carried),
        steps.join(" "),
        yes(*star),
        yes(*letter),
        listed(&names, EntryField::Files, carried),
        entry.id.to_owned(),
    ];
    carried.changes(
        "cells that look like a formula, with ' before them",
        cells.iter().filter(|cell| acts(cell)).count(),
    );
    cells
}

/// Several in one cell.
fn listed(words: &[String], field: EntryField, carried: &mut Carried) -> String {
    let has_sign = words.iter().filter(|word| word.contains(BETWEEN)).count();
    if field != EntryField::Files {
        carried.changes(
            "feelings and triggers with ; in them, written with ,",
            has_sign,
        );
    }
    let words: Vec<String> = words
        .iter()
        .map(|word| word.replace(BETWEEN, ","))
        .collect();
    words.join("; ")
}

fn row(out: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        let guard = if acts(cell) { "'" } else { "" };
        let before = if at > 0 { "," } else { "" };
        write!(out, "{before}\"{guard}{}\"", cell.replace('"', "\"\""))?;
    }
    out.write_all(b"\r\n")
}

/// Whether a spreadsheet may compute a cell, or would if it had one `'` less; it may pass over blanks before it.
fn acts(cell: &str) -> bool {
    let inner = cell.trim_start_matches('\'');
    let is_sign = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    inner.starts_with(['\t', '\r']) || inner.trim_start().starts_with(is_sign)
}

/// A cell without the `'` that keeps it from being computed.
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|cell| acts(cell))
        .unwrap_or(cell)
}
