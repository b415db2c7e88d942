//! `still erase`: let entries leave this device for good.

use std::collections::BTreeSet;

use clap::Args;
use engine::views::{EntryRef, EntryView, Query};
use engine::{Erased, Erasure, Label, OpenMode, Vault};
use jiff::Timestamp;
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Progress, Tty, counted};
use crate::view::entry::{id_cells, list_line};

/// What was left undone.
const UNDONE: &str = "nothing was erased";
/// How somebody with several devices gets rid of something.
const WAY_OUT: &str = "with more than this one device: `still export`, `still init` a new journal, `still import` without those \
     entries, and remove the folder of the old one on every device";

/// Let entries leave this device for good, with every version of them
///
/// Nothing brings them back: no `still restore`, no history, no search. Their files and drafts go, too. The journal's file is
/// written anew without them, and the old one overwritten.
///
///   still erase abcd                  one entry, also a deleted one
///   still erase --tag secret          all entries with a tag
///   still erase --before 2025-01-01   all entries of the days before
///   still erase --status              what was erased when, and what may hold it
///
/// So far this is for a journal that is on this device alone. If another device ever belonged to it, or a folder carries it, or it
/// has a share, nothing is erased: they would keep the entries, or bring them back.
///
/// No program can promise more than its own files. A drive may keep old copies of what was overwritten for a while, as flash
/// drives and snapshots of the system do; backups, exports, sealed pages and printed ones stay as they are.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct EraseArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday; several may be named
    #[arg(value_name = "ENTRY", required_unless_present_any = ["tag", "before", "status"])]
    entries: Vec<EntryRef>,
    /// All entries with this tag
    #[arg(long, value_name = "TAG", conflicts_with = "entries")]
    tag: Option<String>,
    /// All entries of the days before this one, or before the first day of a month or year; with --tag those that fit both
    #[arg(long, value_name = "DAY", conflicts_with = "entries")]
    before: Option<String>,
    /// Do not ask whether to
    #[arg(long, conflicts_with = "status")]
    yes: bool,
    /// Show what was erased on this device, and what may hold it still
    #[arg(long, conflicts_with_all = ["entries", "tag", "before"])]
    status: bool,
}

impl EraseArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        self.status
    }
}

/// Erases, or shows what was.
pub(crate) fn run(app: &mut App, args: &EraseArgs) -> Result<(), Failure> {
    if args.status {
        return status(app);
    }
    let vault = app.open(OpenMode::Write)?;
    if let Some(why) = vault.entries().kept_from_erasing()? {
        return Err(Failure::refused(UNDONE).because(why).help(WAY_OUT));
    }
    let entries = chosen(&vault, args)?;
    if entries.is_empty() {
        return app.unchanged("no entry fits.");
    }
    let backup = vault.last_backup()?.map(|backup| backup.at);
    if !args.yes {
        ask(&entries, backup)?;
    }
    let confirmed = app.confirm(&vault)?;
    let bar = Progress::new("writing the journal anew", app.quiet());
    let erased = vault.erase(&entries, &confirmed, &mut |done, all| bar.at(done, all))?;
    drop(bar);
    tell(app, &erased, backup)
}

/// The entries that are meant, those in the bin among them.
fn chosen(vault: &Vault, args: &EraseArgs) -> Result<Vec<EntryView>, Failure> {
    let mut seen = BTreeSet::new();
    if !args.entries.is_empty() {
        let found = args.entries.iter().map(|entry| vault.entries().get(entry));
        let mut found: Vec<EntryView> = found.collect::<Result<_, _>>()?;
        found.retain(|entry| seen.insert(entry.id.clone()));
        return Ok(found);
    }
    // Nothing that was typed gets into the query: it could ask for more than a day and a tag.
    let query = match &args.before {
        Some(typed) => {
            let (first, _) = vault.present()?.days(typed)?;
            if first.year() < 1 {
                return Err(Failure::usage("no entry is from before that day"));
            }
            format!("before:{first}")
        }
        None => String::new(),
    };
    let query = Query::matching(query);
    let mut found = vault.entries().list(&query)?.entries;
    let deleted = Query {
        deleted: true,
        ..query
    };
    found.extend(vault.entries().list(&deleted)?.entries);
    if let Some(tag) = &args.tag {
        let wanted = Label::Tag.key(tag.trim_start_matches('#'));
        if wanted.is_empty() {
            return Err(Failure::usage("that is no tag"));
        }
        found.retain(|entry| {
            let mut tags = entry.fields.tags.iter();
            tags.any(|tag| Label::Tag.key(tag) == wanted)
        });
    }
    Ok(found)
}

fn ask(entries: &[EntryView], backup: Option<Timestamp>) -> Result<(), Failure> {
    let mut tty = Tty::open().ok_or_else(|| {
        Failure::refused(UNDONE)
            .because("nobody is there to be asked")
            .help("add --yes to erase without asking")
    })?;
    tty.say("For good, with every version, file and draft of it:")?;
    let cells = id_cells(entries.iter());
    for entry in entries {
        tty.say(&list_line(entry, cells))?;
    }
    tty.say(
        "What is outside of this journal's folder stays: backups, exports, sealed and printed pages, and what the drive or the \
         system keeps of old files.",
    )?;
    if let Some(at) = backup {
        tty.say(&backed_up(at))?;
    }
    let all = counted(entries.len(), "entry", "entries");
    tty.confirm(&format!("Erase {all}? Nothing brings it back."), "erase")
}

fn tell(app: &mut App, erased: &Erased, backup: Option<Timestamp>) -> Result<(), Failure> {
    if app.json() {
        return app.print_changed(&json!({
            "erased": erased.documents, "records": erased.records, "parts_of_files": erased.chunks,
            "overwritten": erased.overwritten, "backup": backup.map(|at| at.to_string()),
        }));
    }
    let all = counted(erased.documents, "entry", "entries");
    app.out.line(format!("Erased {all}, with every version."))?;
    app.out.flush()?;
    if !erased.overwritten {
        app.notes.warn(NOT_OVERWRITTEN);
    }
    if let Some(at) = backup {
        app.notes.note(backed_up(at));
    }
    app.notes
        .note("Old copies that the drive or the system keeps, exports and printed pages are beyond what this can reach.");
    Ok(())
}

/// Said where the bytes of the old file may be on the drive still.
const NOT_OVERWRITTEN: &str = "the journal was written anew, and its old file could not be overwritten; every later command \
     tries again while it lies there as vault.redb.old";

fn backed_up(at: Timestamp) -> String {
    format!(
        "The backup of {} held it, and holds it still where it lies: `still backup DIR --without-erased` makes a new one in its place.",
        at.strftime("%Y-%m-%d")
    )
}

fn status(app: &mut App) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let erasures = vault.entries().erasures()?;
    let kept_from = vault.entries().kept_from_erasing()?;
    let leftovers = vault.has_leftovers();
    if app.json() {
        let shape = |erasure: &Erasure| json!({ "at": moment(erasure.at), "entries": erasure.documents, "backup": erasure.backup.map(moment) });
        return app.print_json(&json!({
            "erased": erasures.iter().map(shape).collect::<Vec<_>>(), "to_be_overwritten": leftovers, "kept_from": kept_from,
        }));
    }
    if erasures.is_empty() {
        app.out.line("Nothing was erased on this device.")?;
    }
    let zone = app.env().now().time_zone().clone();
    for erasure in &erasures {
        let when = instant(erasure.at).to_zoned(zone.clone());
        let all = counted(erasure.documents, "entry", "entries");
        app.out
            .line(format!("{}  {all}", when.strftime("%Y-%m-%d %H:%M")))?;
        if let Some(at) = erasure.backup {
            app.out.line(format!("  {}", backed_up(instant(at))))?;
        }
    }
    app.out.flush()?;
    if leftovers {
        app.notes.warn(NOT_OVERWRITTEN);
    }
    match kept_from {
        Some(why) => app
            .notes
            .note(format_args!("Now nothing can be erased: {why}.")),
        None => app
            .notes
            .note("No other device, folder or reader has records of this journal."),
    }
    Ok(())
}

fn instant(at: i64) -> Timestamp {
    Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn moment(at: i64) -> String {
    instant(at).to_string()
}
