//! `still backup`: a sealed copy of the journal, verified.

use std::path::{Path, PathBuf};

use clap::Args;
use engine::{BackedUp, DatedBackup, OpenMode};
use serde_json::{Value, json};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Progress, counted, show_line};
use crate::view;

/// Copy the journal into a folder, sealed
///
/// Everything is in it: entries and their history, files, worksheets, devices, shares. The next time only what is new is added. All of it is read again and verified before it
/// counts, and an earlier backup that holds more than this journal is never replaced. Works while
/// the journal is locked. The passphrase of this device opens it, or the recovery kit: `still recover`.
#[derive(Args)]
pub(crate) struct BackupArgs {
    /// An empty or new folder, or that of an earlier backup; best on another disk
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Keep the last N backups, each by its date in a folder of its own in DIR; older ones are removed
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    keep: Option<u16>,
}

/// Makes the backup.
pub(crate) fn run(app: &mut App, args: &BackupArgs) -> Result<(), Failure> {
    let vault = app.open_as_is(OpenMode::Write)?;
    let bar = Progress::new("backing up", app.quiet());
    let mut progress = |done, total| bar.at(done, total);
    let dated = match args.keep {
        Some(keep) => vault.back_up_dated(&args.folder, keep.into(), &mut progress)?,
        None => DatedBackup {
            folder: args.folder.clone(),
            done: vault.back_up(&args.folder, &mut progress)?,
            removed: 0,
            left: Vec::new(),
        },
    };
    drop(bar);
    if app.json() {
        return app.print_json(&shape(&dated));
    }
    let done = &dated.done;
    if done.replaced_damaged {
        app.notes
            .warn("the backup that lay there is damaged; it was put aside, and a whole one lies in its place");
    }
    if done.damaged_chunks > 0 {
        app.notes.warn(format_args!(
            "{} of files on this device are damaged and not in the backup; `still doctor --verify` names them",
            counted(done.damaged_chunks, "part", "parts")
        ));
    }
    // Nothing is known of files while locked.
    let to_fetch = vault.to_fetch().unwrap_or_default();
    if let Some(lacking) = view::files::lacking(&to_fetch) {
        app.notes.warn(lacking);
    }
    for left in &dated.left {
        app.notes.warn(format_args!(
            "{} stays: it holds something that this journal does not",
            shown(left)
        ));
    }
    let folder = shown(&dated.folder);
    app.out.line(said(&folder, done))?;
    if dated.removed > 0 {
        let removed = counted(
            dated.removed,
            "older one was removed.",
            "older ones were removed.",
        );
        app.out.line(removed)?;
    }
    app.out
        .line("`still recover --from` with that folder goes on from it, with the recovery kit or the passphrase.")
}

fn shown(path: &Path) -> String {
    show_line(&path.display().to_string()).to_string()
}

fn said(folder: &str, done: &BackedUp) -> String {
    let new = match done.new {
        new if new == done.records => String::new(),
        0 => ", none of them new since the one before".to_owned(),
        new => format!(", {new} of them new since the one before"),
    };
    let files = match done.chunks {
        0 => String::new(),
        chunks => format!(", and {} of files", counted(chunks, "part", "parts")),
    };
    format!(
        "The backup in {folder} was read again and verified: {}{new}{files}.",
        counted(done.records, "record", "records")
    )
}

fn shape(dated: &DatedBackup) -> Value {
    let done = &dated.done;
    json!({
        "folder": dated.folder, "records": done.records, "new": done.new, "bytes": done.bytes,
        "files": { "chunks": done.chunks, "damaged": done.damaged_chunks },
        "replaced_damaged": done.replaced_damaged, "removed": dated.removed, "left": dated.left,
    })
}
