//! `still files`: which there are, writing them out, taking them away.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use engine::views::{EntryRef, Query};
use engine::{EntryFile, FileHash, HeldFile, OpenMode, Settings, Vault};
use platform::files::create_folder;
use serde_json::json;

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::files::fresh;
use crate::json::files_shape;
use crate::terminal::{Paint, Progress, counted, show_line, show_path};
use crate::view;
use crate::view::files::{line, size, total};

/// Longest name of a file that is written out, in bytes.
const NAME_BYTES_MAX: usize = 120;
/// Files of one name in a folder, at most.
const SAME_NAMES_MAX: usize = 1_000;
const MIB: u64 = 1 << 20;

/// List the files of entries, write them out, take them away
///
/// `still attach` adds some.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct FilesArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// Only of this entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: Option<EntryRef>,
    /// What no entry names any more, in none of its states, and has lain here for 30 days
    #[arg(long, conflicts_with = "entry")]
    unused: bool,
}

#[derive(Subcommand)]
enum Action {
    List(ListArgs),
    Save(SaveArgs),
    Remove(RemoveArgs),
    Free(FreeArgs),
    Limit(LimitArgs),
}

/// List the files, as `still files` alone does
#[derive(Args)]
struct ListArgs {
    /// Only of this entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: Option<EntryRef>,
}

/// Write the files of an entry into a folder, in the clear
///
/// Names are made harmless, nothing is written over a file that is there, and the copies are yours alone to read.
#[derive(Args)]
struct SaveArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: EntryRef,
    /// The number of one file, if not all of them, then the folder
    #[arg(value_names = ["N", "DIR"], num_args = 1..=2, required = true)]
    place: Vec<String>,
}

/// Take a file from an entry
///
/// Earlier states of the entry still have it: `still history ENTRY --restore N` brings it back. To let a file go for good,
/// `still erase ENTRY` takes the whole entry.
#[derive(Args)]
struct RemoveArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: EntryRef,
    /// The number of the file, as `still files` shows it
    #[arg(value_name = "N")]
    number: usize,
}

/// Remove what no entry names any more, in none of its states
///
/// Only what has lain here for 30 days: `still files --unused` shows it. A file that was taken from an entry is in its earlier states
/// still, and stays.
#[derive(Args)]
struct FreeArgs {}

/// Show or set how much room files may take on this device
///
/// Files that were attached on your other devices come by themselves when the devices meet, after the words, until those here take
/// so much. It counts for this device alone, and nothing is removed by it.
#[derive(Args)]
struct LimitArgs {
    /// The most, as `20GB` or `500MB`; `usual` for what it is without any; shown if left out
    #[arg(value_name = "SIZE", value_parser = most)]
    most: Option<Most>,
}

/// The most that files may take, in megabytes; `None` for the usual.
#[derive(Clone, Copy)]
struct Most(Option<u64>);

fn most(text: &str) -> Result<Most, String> {
    let lower = text.trim().to_ascii_lowercase();
    if lower == "usual" {
        return Ok(Most(None));
    }
    let (digits, unit) = match (lower.strip_suffix("gb"), lower.strip_suffix("mb")) {
        (Some(digits), _) => (digits, 1_000),
        (_, Some(digits)) => (digits, 1),
        _ => return Err("a number with GB or MB behind it, as 20GB, or `usual`".to_owned()),
    };
    let number: Option<u64> = digits.trim().parse().ok();
    let mb = number.and_then(|number| number.checked_mul(unit));
    mb.map(|mb| Most(Some(mb)))
        .ok_or_else(|| "this is no whole number that can be used".to_owned())
}

impl FilesArgs {
    /// Whether it only shows something.
    pub(crate) fn only_shows(&self) -> bool {
        matches!(self.action, None | Some(Action::List(_)))
    }
}

/// Does what was asked for.
pub(crate) fn run(app: &mut App, args: &FilesArgs) -> Result<(), Failure> {
    match &args.action {
        Some(Action::List(args)) => list(app, args.entry.as_ref()),
        Some(Action::Save(args)) => save(app, args),
        Some(Action::Remove(args)) => remove(app, args),
        Some(Action::Free(FreeArgs {})) => free(app),
        Some(Action::Limit(args)) => limit(app, args),
        None if args.unused => unused(app),
        None => list(app, args.entry.as_ref()),
    }
}

fn list(app: &mut App, entry: Option<&EntryRef>) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let files = match entry {
        Some(entry) => {
            let entry = vault.entries().get(entry)?;
            vault.files().of(&entry)
        }
        None => vault.files().list(&Query::default())?,
    };
    let held = vault.held_chunks()?;
    if app.json() {
        return app.print_json(&json!({
            "files": files_shape(&files), "bytes": total(&files),
            "here": { "chunks": held.count, "bytes": held.bytes },
        }));
    }
    let mut of = "";
    let mut number = 0;
    for file in &files {
        if of != file.entry.id {
            (of, number) = (&file.entry.id, 0);
            let when = file
                .entry
                .moment()
                .strftime("%Y-%m-%d %a %H:%M")
                .to_string();
            let short = Paint::Strong.on(show_line(&file.entry.short));
            app.out
                .line(format!("{short}  {}", Paint::Faint.on(when)))?;
        }
        number += 1;
        app.out
            .line(format!("  {}", line(number, &file.file, file.missing)))?;
    }
    if files.is_empty() {
        app.notes
            .note("No files. `still attach ENTRY FILE` adds some.");
        return Ok(());
    }
    let files_words = counted(files.len(), "file", "files");
    let here = format!("all files take {} here", size(held.bytes));
    app.out
        .line(format!("{files_words}, {}; {here}", size(total(&files))))
}

fn unused(app: &mut App) -> Result<(), Failure> {
    let unused = app.open(OpenMode::Read)?.files().unused()?;
    tell_parts(app, &unused, "No entry names")
}

fn free(app: &mut App) -> Result<(), Failure> {
    let freed = app.open(OpenMode::Write)?.files().free()?;
    tell_parts(app, &freed, "Removed:")
}

fn limit(app: &mut App, args: &LimitArgs) -> Result<(), Failure> {
    let vault = app.open_locked(OpenMode::Read)?;
    if let Some(Most(files_mb)) = args.most {
        vault.set_settings(&Settings {
            files_mb,
            ..vault.settings()?
        })?;
    }
    let (most, held) = (vault.files_bytes_max()?, vault.held_chunks()?);
    if app.json() {
        return app.print_json(&json!({ "bytes_max": most, "bytes": held.bytes }));
    }
    app.out.line(format!(
        "Files may take {} on this device; they take {}.",
        size(most),
        size(held.bytes)
    ))
}

fn tell_parts(app: &mut App, parts: &[(FileHash, u64)], what: &str) -> Result<(), Failure> {
    let bytes: u64 = parts.iter().map(|(_, bytes)| bytes).sum();
    if app.json() {
        return app.print_json(&json!({ "chunks": parts.len(), "bytes": bytes }));
    }
    if parts.is_empty() {
        return app.out.line("Nothing is unused.");
    }
    let parts = counted(parts.len(), "part of files", "parts of files");
    app.out.line(format!("{what} {parts}, {}.", size(bytes)))
}

fn remove(app: &mut App, args: &RemoveArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let entry = vault.files().remove(&args.entry, args.number)?;
    view::entry::done(app, "Taken from", &entry)?;
    let short = show_line(&entry.short);
    app.notes.note(format_args!(
        "Earlier states of the entry still have it: `still history {short}` shows them, with --restore N it comes back. \
         `still erase {short}` lets it go for good, together with the entry."
    ));
    view::entry::note_deleted(app, &entry)
}

fn save(app: &mut App, args: &SaveArgs) -> Result<(), Failure> {
    let (number, folder) = match args.place.as_slice() {
        [number, folder] => {
            let number: usize = number.parse().map_err(|_| {
                Failure::usage(format!("“{}” is no number of a file", show_line(number)))
                    .help("`still files ENTRY` shows the numbers; the folder comes last")
            })?;
            (Some(number), folder)
        }
        [number] if number.parse::<usize>().is_ok() => {
            let number = show_line(number);
            return Err(Failure::usage(format!(
                "into which folder? “{number}” is the number of a file"
            ))
            .help(format!(
                "`still files save ENTRY {number} DIR` writes that one; a folder of that name is ./{number}"
            )));
        }
        place => (None, place.last().expect("one is required")),
    };
    let vault = app.open(OpenMode::Read)?;
    let entry = vault.entries().get(&args.entry)?;
    let mut files = vault.files().of(&entry);
    if let Some(number) = number {
        if number == 0 || number > files.len() {
            return Err(
                Failure::new(Kind::NotFound, format!("there is no file {number}")).because(
                    format!("the entry has {}", counted(files.len(), "file", "files")),
                ),
            );
        }
        files = vec![files.swap_remove(number - 1)];
    }
    if files.is_empty() {
        return no_files(app);
    }
    let folder = make(Path::new(folder))?;
    let mut written = Vec::new();
    let mut absent = Vec::new();
    for held in &files {
        if held.missing > 0 {
            absent.push(held);
            continue;
        }
        let written_now = write(app, &vault, &held.file, &folder);
        if files.len() > 1 && is_damage(&written_now) {
            // The others are written all the same.
            absent.push(held);
            continue;
        }
        let path = written_now?;
        if !app.json() {
            app.out.line(format!("Written: {}", show_path(&path)))?;
        }
        written.push(path);
    }
    if app.json() {
        app.print_json(&json!({ "written": written, "absent": names(&absent) }))?;
    } else if !written.is_empty() {
        app.out.flush()?;
        app.notes
            .warn("These copies are not sealed. Whoever gets at them can read them.");
    }
    if absent.is_empty() {
        return Ok(());
    }
    app.out.flush()?;
    Err(not_here(&absent, written.is_empty()))
}

fn is_damage(written: &Result<PathBuf, Failure>) -> bool {
    matches!(written, Err(failure) if failure.kind() == Kind::Damaged)
}

fn no_files(app: &mut App) -> Result<(), Failure> {
    if app.json() {
        return app.print_json(&json!({ "written": [], "absent": [] }));
    }
    app.unchanged("the entry has no files.")
}

/// What is said of files that are not here; `all` is whether no other was written.
fn not_here(absent: &[&HeldFile], all: bool) -> Failure {
    let kind = if all { Kind::Refused } else { Kind::Partial };
    let what = format!(
        "not whole on this device: {}",
        show_line(&names(absent).join(", "))
    );
    Failure::new(kind, what)
        .help("`still sync` fetches them from a device that has them; `still restore --from BACKUP` takes them from a backup")
}

fn names(files: &[&HeldFile]) -> Vec<String> {
    files.iter().map(|held| held.file.name.clone()).collect()
}

/// The folder, made for its owner alone if it is not there.
fn make(folder: &Path) -> Result<PathBuf, Failure> {
    match create_folder(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let shown = show_path(folder);
            Err(Failure::io(&format!("making the folder {shown}"), error))
        }
        _ => Ok(folder.to_owned()),
    }
}

/// Writes a file under a harmless name that nothing has yet. Nothing is left of one that could not be written.
fn write(app: &App, vault: &Vault, file: &EntryFile, folder: &Path) -> Result<PathBuf, Failure> {
    let path = free_path(folder, &harmless(&file.name))?;
    let bar = Progress::new("writing", app.quiet());
    let mut done = 0;
    fresh::write(&path, |out| {
        let read = vault.files().read(file, &mut |piece| {
            done += piece.len() as u64;
            if file.bytes > 2 * MIB {
                bar.at(done.div_ceil(MIB), file.bytes.div_ceil(MIB));
            }
            out.write_all(piece)
        });
        Ok(read?)
    })?;
    Ok(path)
}

/// A path that nothing has, and beside which nothing half-written lies.
fn free_path(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let (stem, end) = match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    };
    let numbered = (2..SAME_NAMES_MAX).map(|number| format!("{stem}-{number}{end}"));
    let is_free = |name: &String| {
        let taken = |name: &str| folder.join(name).symlink_metadata().is_ok();
        !taken(name) && !taken(&format!("{name}.new"))
    };
    let free = std::iter::once(name.to_owned())
        .chain(numbered)
        .find(is_free);
    free.map(|name| folder.join(name)).ok_or_else(|| {
        let shown = show_path(folder);
        Failure::refused("nothing was written").because(format!(
            "the folder {shown} has too many files called {name}"
        ))
    })
}

/// A name without anything that a shell, a file manager or a terminal could act on.
fn harmless(name: &str) -> String {
    let tame = |c: char| {
        if c.is_alphanumeric() || "-_.".contains(c) {
            c
        } else {
            '_'
        }
    };
    let mut name: String = name.chars().map(tame).collect();
    while name.len() > NAME_BYTES_MAX {
        name.pop();
    }
    match name.trim_start_matches(['.', '-', '_']) {
        "" => "file".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_name_acts_on_anything() {
        let names = [
            ("lake.jpg", "lake.jpg"),
            ("../../.bashrc", "bashrc"),
            ("-rf *", "rf__"),
            ("a b;$(x)\u{202e}gpj.exe", "a_b___x__gpj.exe"),
            ("…", "file"),
            ("Größe.pdf", "Größe.pdf"),
        ];
        for (name, tame) in names {
            assert_eq!(harmless(name), tame);
        }
        assert!(harmless(&"é".repeat(300)).len() <= super::NAME_BYTES_MAX);
    }
}
