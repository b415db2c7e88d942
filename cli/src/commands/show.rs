//! `still show`: one entry.

use clap::Args;
use engine::OpenMode;
use engine::views::EntryRef;
use serde::Serialize;
use serde_json::Value;

use super::status::not_there;
use crate::app::App;
use crate::failure::Failure;
use crate::json::{self, EntryShape};
use crate::view;

/// Show an entry
#[derive(Args)]
pub(crate) struct ShowArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY", default_value = "@1")]
    entry: EntryRef,
}

/// An entry with the notes on it.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    entry: EntryShape<'a>,
    notes: Vec<Value>,
}

/// Prints the entry.
pub(crate) fn run(app: &mut App, args: &ShowArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let found = vault.entries().get(&args.entry);
    let entry = found.map_err(|error| not_there(&vault, error))?;
    let notes = vault.replies().notes_on(&entry.id)?;
    if app.json() {
        return app.print_json(&Shown {
            entry: EntryShape::new(&entry),
            notes: json::note::list(&notes),
        });
    }
    let files = vault.files().of(&entry);
    view::entry::page_with(app, &entry, &files)?;
    view::note::notes(app, &notes, false)
}
