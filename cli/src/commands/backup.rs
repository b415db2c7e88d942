//! `still backup`: a sealed copy of the journal, verified.

use std::path::PathBuf;

use clap::Args;
use engine::OpenMode;
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Progress, counted, show_line};

/// Copy the journal into a folder, sealed
///
/// Everything is in it: entries and their history, files, worksheets, devices, shares. It is read again and verified before it
/// takes the place of the one before, and an earlier backup that holds more than this journal is never replaced. Works while
/// the journal is locked. The passphrase of this device opens it, or the recovery kit: `still recover`.
#[derive(Args)]
pub(crate) struct BackupArgs {
    /// An empty or new folder, or that of an earlier backup; best on another disk
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Makes the backup.
pub(crate) fn run(app: &mut App, args: &BackupArgs) -> Result<(), Failure> {
    let vault = app.open_locked(OpenMode::Write)?;
    let bar = Progress::new("backing up", app.quiet());
    let done = vault.back_up(&args.folder, &mut |done, total| bar.at(done, total))?;
    drop(bar);
    if app.json() {
        return app.print_json(&json!({
            "folder": args.folder, "records": done.records, "new": done.new, "bytes": done.bytes,
            "files": { "chunks": done.chunks, "damaged": done.damaged_chunks },
            "replaced_damaged": done.replaced_damaged,
        }));
    }
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
    let folder = show_line(&args.folder.display().to_string());
    let new = if done.new < done.records {
        format!(", {} of them new since the one before", done.new)
    } else {
        String::new()
    };
    let files = match done.chunks {
        0 => String::new(),
        chunks => format!(", and {} of files", counted(chunks, "part", "parts")),
    };
    app.out.line(format!(
        "The backup in {folder} was read again and verified: {} records{new}{files}.",
        done.records
    ))?;
    app.out
        .line("`still recover --from` with that folder goes on from it, with the recovery kit or the passphrase.")
}
