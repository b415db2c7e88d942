//! `still restore`: bring a deleted entry back.

use clap::Args;
use engine::OpenMode;
use engine::views::{EntryEdit, EntryRef};

use crate::app::App;
use crate::failure::Failure;
use crate::view;

/// Bring a deleted entry back
///
/// `still list --deleted` shows the ids of deleted entries.
#[derive(Args)]
pub(crate) struct RestoreArgs {
    /// The entry's id or the beginning of it
    #[arg(value_name = "ENTRY")]
    entry: EntryRef,
}

/// Restores the entry.
pub(crate) fn run(app: &mut App, args: &RestoreArgs) -> Result<(), Failure> {
    let entry = app
        .open(OpenMode::Write)?
        .entries()
        .change(&args.entry, vec![EntryEdit::Restore])?;
    view::entry::done_or_not(app, "Restored", "it is not deleted.", &entry)
}
