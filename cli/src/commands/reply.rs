//! `still reply`: what comes back from a sealed page.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use engine::OpenMode;
use engine::replies::{FILE_BYTES_MAX, ReplyView};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Paint, Tty, counted, show_line, show_path};
use crate::view;

/// What was left undone, when a reply is refused.
const UNDONE: &str = "nothing was taken in";

/// Take in what somebody wrote to a sealed page
///
/// Whoever opens a page of `still seal` can write notes in it and save them as `reply.age`, which only your devices open:
///
///   still reply reply.age       show all of it, ask, and take the notes in
///   still reply --list          the notes that were taken in
///   still reply --delete k3v7   delete a note
///
/// Notes stand beside what they are about. The file proves no more than that whoever wrote it could open the page. Notes are in no share and no sealed page.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ReplyArgs {
    /// The file that came back
    #[arg(value_name = "FILE", required_unless_present_any = ["list", "delete"])]
    file: Option<PathBuf>,
    /// Take all of it in, or delete, without asking
    #[arg(long, conflicts_with = "list")]
    yes: bool,
    /// List the notes that were taken in
    #[arg(long, conflicts_with_all = ["file", "delete"])]
    list: bool,
    /// Delete a note: its id, or the beginning of it
    #[arg(long, value_name = "NOTE", conflicts_with = "file")]
    delete: Option<String>,
}

impl ReplyArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        self.list
    }
}

/// Takes in, lists or deletes.
pub(crate) fn run(app: &mut App, args: &ReplyArgs) -> Result<(), Failure> {
    match (&args.file, &args.delete) {
        (Some(file), _) => take_in(app, file, args.yes),
        (None, Some(note)) => delete(app, note, args.yes),
        (None, None) => list(app),
    }
}

fn list(app: &mut App) -> Result<(), Failure> {
    let notes = app.open(OpenMode::Read)?.replies().notes()?;
    if app.json() {
        return app.print_json(&json!({ "notes": json::note::list(&notes) }));
    }
    if notes.is_empty() {
        return app.out.line("No notes.");
    }
    view::note::notes(app, &notes, true)
}

fn delete(app: &mut App, note: &str, yes: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    if !yes {
        let found = vault.replies().note(note)?;
        let mut tty = Tty::open().ok_or_else(|| {
            Failure::refused("nothing was deleted")
                .because("nobody is there to be asked")
                .help("add --yes to delete without asking")
        })?;
        view::note::notes(app, &[found], true)?;
        app.out.flush()?;
        let question = "It goes on all your devices, and its file does not bring it back.";
        tty.confirm(question, "delete")?;
    }
    let note = vault.replies().delete(note)?;
    if app.json() {
        return app.print_changed(&json::note::shape(&note));
    }
    let short = Paint::Strong.on(&note.short);
    app.out.line(format!("Deleted the note {short}"))
}

fn take_in(app: &mut App, file: &Path, yes: bool) -> Result<(), Failure> {
    let bytes = read(file)?;
    let vault = app.open(OpenMode::Write)?;
    let reply = vault.replies().open(&bytes).map_err(|error| match error {
        engine::ReadError::Refused(why) => Failure::refused(UNDONE).because(why),
        error => error.into(),
    })?;
    let new = reply.notes.iter().filter(|note| !note.known).count();
    if !app.json() {
        show(app, &reply)?;
    }
    if new > 0 && !yes {
        let mut tty = Tty::open().ok_or_else(|| {
            Failure::refused(UNDONE)
                .because("nobody is there to look at it")
                .help("look at it in a terminal, or add --yes")
        })?;
        app.out.flush()?;
        let notes = counted(new, "note", "notes");
        tty.confirm(&format!("Take {notes} in?"), "take")?;
    }
    let all: BTreeSet<usize> = (0..reply.notes.len()).collect();
    let done = vault.replies().take_in(&bytes, &all)?;
    if app.json() {
        let notes = reply.notes.iter().map(|note| {
            json!({ "on": json::note::on(&note.on), "text": note.text, "known": note.known })
        });
        return app.print_changed(&json!({
            "for": reply.page_for, "by": reply.by, "made": reply.made.map(|at| at.to_string()),
            "notes": notes.collect::<Vec<_>>(), "taken": done.taken,
        }));
    }
    if done.taken == 0 {
        return app.unchanged("all of it was taken in before.");
    }
    let notes = counted(done.taken, "note", "notes");
    app.out
        .line(format!("Took {notes} in. `still reply --list` lists them."))
}

/// Everything in it, as it would be taken in.
fn show(app: &mut App, reply: &ReplyView) -> Result<(), Failure> {
    let by = match reply.by.as_str() {
        "" => String::new(),
        by => format!(" by {}", show_line(by)),
    };
    let when = reply.made.map_or_else(String::new, |at| {
        let at = at.to_zoned(app.env().now().time_zone().clone());
        at.strftime(" on %-d %B %Y").to_string()
    });
    app.out.line(format!(
        "A reply to the page for {}, written{by}{when}.",
        Paint::Strong.on(show_line(&reply.page_for))
    ))?;
    app.out.line(Paint::Faint.on(
        "It was written by somebody who could open your page. That is all the file can prove.",
    ))?;
    for (at, note) in reply.notes.iter().enumerate() {
        let known = if note.known {
            "  (taken in before)"
        } else {
            ""
        };
        app.out.line("")?;
        app.out
            .line(format!("{}  {}{known}", at + 1, view::note::on(&note.on)))?;
        view::note::text(app, &note.text)?;
    }
    app.out.line("")
}

/// No more of the file than a reply may have, and one byte.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let what = format!("reading {}", show_path(path));
    let failed = |error| Failure::io(&what, error);
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}
