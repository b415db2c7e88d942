//! `still show`: one entry.

use clap::Args;
use engine::OpenMode;
use engine::views::EntryRef;

use super::status::not_there;
use crate::app::App;
use crate::failure::Failure;
use crate::json::EntryShape;
use crate::view;

/// Show an entry
#[derive(Args)]
pub(crate) struct ShowArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY", default_value = "@1")]
    entry: EntryRef,
}

/// Prints the entry.
pub(crate) fn run(app: &mut App, args: &ShowArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let found = vault.entries().get(&args.entry);
    let entry = found.map_err(|error| not_there(&vault, error))?;
    if app.json() {
        return app.print_json(&EntryShape::new(&entry));
    }
    view::entry::page(app, &entry)
}
