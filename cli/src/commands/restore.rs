//! `still restore`: bring a deleted entry back, or what a backup holds and the journal does not.

use std::path::{Path, PathBuf};

use clap::Args;
use engine::views::{EntryEdit, EntryRef};
use engine::{OpenMode, TakenFromBackup};
use serde_json::json;

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::{counted, show_path};
use crate::view;

/// Bring a deleted entry back, or what a backup holds and this journal does not
///
/// `still list --deleted` shows the ids of deleted entries.
///
/// With --from, what lies in a backup and is missing here is taken in; nothing that is here is replaced. Where there is no
/// journal any more, `still recover --from` makes one of the backup.
#[derive(Args)]
pub(crate) struct RestoreArgs {
    /// The entry's id or the beginning of it
    #[arg(value_name = "ENTRY", required_unless_present = "from")]
    entry: Option<EntryRef>,
    /// A backup, or a copy of the journal's folder; of several backups by date the newest is taken
    #[arg(long, value_name = "DIR", conflicts_with = "entry")]
    from: Option<PathBuf>,
}

/// Restores the entry, or what is missing.
pub(crate) fn run(app: &mut App, args: &RestoreArgs) -> Result<(), Failure> {
    if let Some(from) = &args.from {
        return take_in(app, from);
    }
    let Some(entry) = &args.entry else {
        return Err(Failure::usage("name an entry, or a backup with --from"));
    };
    let entry = app
        .open(OpenMode::Write)?
        .entries()
        .change(entry, vec![EntryEdit::Restore])?;
    view::entry::done_or_not(app, "Restored", "it is not deleted.", &entry)
}

fn take_in(app: &mut App, from: &Path) -> Result<(), Failure> {
    let vault = app.open_as_is(OpenMode::Write)?;
    let newest = engine::backups_in(from, &app.env())?.into_iter().next();
    let Some(copy) = newest else {
        let what = format!("there is no backup in {}", show_path(from));
        return Err(Failure::new(Kind::NotFound, what)
            .help("name the folder that `still backup` wrote, or a copy of a journal's folder; what a folder brings that the journal is carried through, `still carry` takes in"));
    };
    let taken = vault.take_from_backup(&copy)?;
    if app.json() {
        return app.print_json(&json!({
            "folder": copy, "taken": taken.new, "chunks": taken.chunks, "refused": taken.refused, "damaged_parts": taken.damaged,
        }));
    }
    let folder = show_path(copy);
    for line in said(&folder, &taken, vault.is_unlocked()) {
        app.out.line(line)?;
    }
    Ok(())
}

fn said(folder: &str, taken: &TakenFromBackup, unlocked: bool) -> Vec<String> {
    let records = counted(taken.new, "record that was", "records that were");
    let parts = counted(taken.chunks, "part of files", "parts of files");
    let mut said = vec![match (taken.new, taken.chunks) {
        (0, 0) => format!("Everything in {folder} is here already."),
        (0, _) => format!("Taken in from {folder}: {parts}. No record was missing."),
        (_, 0) => format!("Taken in from {folder}: {records} not here. Nothing was replaced."),
        _ => format!(
            "Taken in from {folder}: {records} not here, and {parts}. No record was replaced."
        ),
    }];
    if taken.new > 0 && !unlocked {
        said.push("What came is shown once the journal is unlocked.".to_owned());
    }
    if taken.refused > 0 {
        said.push(format!(
            "{} not hold and were not taken in; `still doctor` lists what came.",
            counted(taken.refused, "record does", "records do")
        ));
    }
    if taken.damaged > 0 {
        said.push(format!(
            "{} of the backup cannot be read; what is in there was left out.",
            counted(taken.damaged as u64, "part", "parts")
        ));
    }
    said
}
