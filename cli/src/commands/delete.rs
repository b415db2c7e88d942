//! `still delete`: hide an entry.

use clap::Args;
use engine::OpenMode;
use engine::views::{EntryEdit, EntryRef};

use crate::app::App;
use crate::failure::Failure;
use crate::view;

/// Delete an entry
///
/// It disappears from lists and searches on all your devices. Its text stays in the sealed records, so that
/// `still restore` can bring it back; `still list --deleted` shows what is there.
#[derive(Args)]
pub(crate) struct DeleteArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: EntryRef,
}

/// Deletes the entry.
pub(crate) fn run(app: &mut App, args: &DeleteArgs) -> Result<(), Failure> {
    let entry = app
        .open(OpenMode::Write)?
        .entries()
        .change(&args.entry, vec![EntryEdit::Delete])?;
    view::entry::done_or_not(app, "Deleted", "it is deleted already.", &entry)?;
    app.out.flush()?;
    if !app.json() {
        app.notes.note(format_args!(
            "`still restore {}` brings it back.",
            entry.short
        ));
    }
    Ok(())
}
