//! `still star`: mark an entry.

use clap::Args;
use engine::OpenMode;
use engine::views::{EntryEdit, EntryRef};

use crate::app::App;
use crate::failure::Failure;
use crate::view;

/// Mark an entry with a star, or take the star away
#[derive(Args)]
pub(crate) struct StarArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: EntryRef,
    /// Take the star away
    #[arg(long)]
    off: bool,
}

/// Sets or clears the star.
pub(crate) fn run(app: &mut App, args: &StarArgs) -> Result<(), Failure> {
    let changes = vec![EntryEdit::Star(!args.off)];
    let entry = app
        .open(OpenMode::Write)?
        .entries()
        .change(&args.entry, changes)?;
    let (done, why_not) = if args.off {
        ("Unstarred", "it has no star.")
    } else {
        ("Starred", "it has a star already.")
    };
    view::entry::changed_or_not(app, done, why_not, &entry)
}
