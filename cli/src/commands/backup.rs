//! `still backup`: a sealed copy of the journal, verified.

mod verify;

use std::path::PathBuf;

use clap::Args;
use engine::{BackedUp, DatedBackup, OpenMode, Vault};
use serde_json::{Value, json};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Progress, Tty, counted, show_path};
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
    /// Once the new one is verified, remove what earlier ones in DIR hold of entries that were erased since [default: asked]
    #[arg(long)]
    without_erased: bool,
    /// Write nothing: read the backup, or all of several by date, and say what is in it, and what is damaged or missing
    #[arg(long, conflicts_with_all = ["keep", "without_erased"])]
    verify: bool,
    /// With --verify: type the recovery kit, and see that it opens the backup
    #[arg(long, requires = "verify")]
    with_kit: bool,
}

/// Makes the backup.
pub(crate) fn run(app: &mut App, args: &BackupArgs) -> Result<(), Failure> {
    if args.verify {
        return verify::run(app, &args.folder, args.with_kit);
    }
    let vault = app.open_as_is(OpenMode::Write)?;
    let with_erased = vault.backups_with_erased(&args.folder)?;
    let erases = !with_erased.is_empty() && may_erase(app, args, &with_erased)?;
    let dated = written(app, args, &vault, erases)?;
    let holding: Vec<PathBuf> = with_erased
        .into_iter()
        .filter(|old| !erases && old.exists())
        .collect();
    if app.json() {
        return app.print_json(&shape(&dated, &holding));
    }
    for old in &holding {
        app.notes.warn(format_args!(
            "{} holds what was erased since: with --without-erased it is removed",
            show_path(old)
        ));
    }
    tell(app, &vault, &dated)
}

fn written(
    app: &App,
    args: &BackupArgs,
    vault: &Vault,
    erases: bool,
) -> Result<DatedBackup, Failure> {
    let bar = Progress::new("backing up", app.quiet());
    let mut progress = |done, total| bar.at(done, total);
    let Some(keep) = args.keep else {
        let done = match erases {
            true => vault.back_up_without_erased(&args.folder, &mut progress)?,
            false => vault.back_up(&args.folder, &mut progress)?,
        };
        return Ok(DatedBackup {
            folder: args.folder.clone(),
            done,
            removed: 0,
            left: Vec::new(),
        });
    };
    let mut dated = vault.back_up_dated(&args.folder, keep.into(), &mut progress)?;
    if erases {
        dated.removed += vault.remove_backups_with_erased(&args.folder)?;
    }
    Ok(dated)
}

fn tell(app: &mut App, vault: &Vault, dated: &DatedBackup) -> Result<(), Failure> {
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
            show_path(left)
        ));
    }
    let folder = show_path(&dated.folder);
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

/// Whether what earlier backups hold of erased entries is removed: as said, or as somebody answers. One that would have to be
/// replaced for that is refused otherwise.
fn may_erase(app: &App, args: &BackupArgs, with_erased: &[PathBuf]) -> Result<bool, Failure> {
    if args.without_erased {
        return Ok(true);
    }
    let asked = Tty::open().filter(|_| !app.json() && !app.scripted());
    if let Some(mut tty) = asked {
        tty.say("From before something was erased, so that it is in there still:")?;
        for old in with_erased {
            tty.say(&format!("  {}", show_path(old)))?;
        }
        if tty.ask_yes("Remove it from there, once the new backup is verified?")? {
            return Ok(true);
        }
    }
    match args.keep {
        Some(_) => Ok(false),
        None => Err(Failure::refused("the backup there is from before something was erased, and holds it still")
            .because("it was not replaced")
            .help("--without-erased puts a new one in its place, once that is verified; another folder leaves it as it is")),
    }
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

fn shape(dated: &DatedBackup, holding: &[PathBuf]) -> Value {
    let done = &dated.done;
    json!({
        "folder": dated.folder, "records": done.records, "new": done.new, "bytes": done.bytes,
        "files": { "chunks": done.chunks, "damaged": done.damaged_chunks },
        "replaced_damaged": done.replaced_damaged, "removed": dated.removed, "left": dated.left, "hold_erased": holding,
    })
}
