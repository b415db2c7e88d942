//! `still import`: what another journal left behind.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use engine::moving::{DateOrder, Kind, Moved, Options, Refusal, Report, read, read_from};
use engine::{ImportView, Imported, OpenMode, TakenBack};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::app::App;
use crate::failure::{self, Failure};
use crate::terminal::{Progress, counted, show_line};
use crate::view::import::lines;

/// Take another journal in
///
/// Takes a file, a folder, a zip or a tar: what `still export` wrote, and what jrnl, Day
/// One, Joplin, Obsidian and other folders of Markdown, Daylio, Journey, Diarium, Standard Notes,
/// Google Keep, Evernote, Logseq, org-journal, RedNotebook, Apple Journal, Momento, 750words, Diaro
/// and nb export; and any table (CSV) with a column of dates and one of texts. Which it is, is told
/// from its content.
///
/// First it says what is in it: what is carried, what is only proposed, what has no place here, and
/// which entries cannot be taken, each with its place. The journal is opened after that. Entries
/// that cannot be taken are left out, with code 13; with --strict nothing is taken then.
/// Photographs and other files come along: JPEG, PNG, WebP and GIF without what they say of place,
/// camera and time, all else as it came, as with `still attach`.
///
/// What was taken in before is known again: the same archive can be taken in twice, on one device
/// or on two, and each entry is there once. An import that was broken off goes on when it is run
/// again.
///
///   still import --dry-run export.zip     only say what is in it
///   still import export.zip               take it in
///   still import --list                   the imports of this device
///   still import --take-back 3            delete what import 3 brought
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ImportArgs {
    /// The file or folder; standard input if left out
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// Of which journal it is, if that is not recognised
    #[arg(long = "as", value_name = "KIND", value_parser = kinds())]
    kind: Option<Kind>,

    /// Only say what is in it; the journal is not opened
    #[arg(long)]
    dry_run: bool,

    /// Take nothing if one entry cannot be taken
    #[arg(long)]
    strict: bool,

    /// The time zone of entries that name none, such as Europe/Berlin; otherwise this computer's
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,

    /// Take the moods and feelings that are proposed
    #[arg(long)]
    moods: bool,

    /// Take what is in the bin there too, as deleted
    #[arg(long)]
    deleted: bool,

    /// How dates such as 01/02/2020 are meant, where the file does not tell
    #[arg(long, value_name = "ORDER", value_parser = orders())]
    dates: Option<DateOrder>,

    /// Which columns of a table are which: date=NAME,text=NAME, and title, tags, mood, time, zone, id
    #[arg(long, value_name = "COLUMNS")]
    columns: Option<String>,

    /// List the imports of this device
    #[arg(long, exclusive = true)]
    list: bool,

    /// Put what an import brought to the deleted entries, unless it was changed here since
    #[arg(long, value_name = "NUMBER", exclusive = true)]
    take_back: Option<u32>,
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let names = Kind::ALL.iter().map(|kind| kind.name());
    PossibleValuesParser::new(names)
        .try_map(|name| Kind::of_name(&name).ok_or("there is no such kind"))
}

fn orders() -> impl TypedValueParser<Value = DateOrder> {
    PossibleValuesParser::new(["day-first", "month-first"]).map(|name| match name.as_str() {
        "day-first" => DateOrder::DayFirst,
        _ => DateOrder::MonthFirst,
    })
}

/// Reads, says what is in it, and saves.
pub(crate) fn run(app: &mut App, args: &ImportArgs) -> Result<(), Failure> {
    if args.list {
        return list(app);
    }
    if let Some(number) = args.take_back {
        return take_back(app, number);
    }
    let moved = moved(app, args)?;
    let report = moved.report.clone();
    if !app.json() {
        for line in lines(&report) {
            app.out.line(line)?;
        }
    }
    let takes = report.entries + report.worksheets + report.notes;
    if takes == 0 || args.strict && report.is_partial() {
        if app.json() {
            app.print_json(&json!({ "report": report }))?;
        }
        let what = match takes {
            0 => "nothing of it can be taken in".to_owned(),
            _ => {
                let several = counted(report.refused_count, "entry", "entries");
                format!("{several} cannot be taken in, so nothing was")
            }
        };
        let first = report.refused.first();
        let failure = Failure::usage(what);
        return Err(match first {
            Some(first) => failure.because(format!(
                "{}: {}",
                show_line(&first.place),
                show_line(&first.why)
            )),
            None => failure,
        });
    }
    if args.dry_run {
        if app.json() {
            app.print_json(&json!({ "report": report }))?;
        }
        return left_out(&report, &Imported::default());
    }
    app.out.flush()?;
    let vault = app.open(OpenMode::Write)?;
    let bar = Progress::new("importing", app.quiet());
    let total = report.entries as u64;
    let done = vault
        .transfer()
        .import(moved, &mut |at| bar.at(at as u64, total))?;
    drop(bar);
    told(app, &report, &done)?;
    left_out(&report, &done).map_err(|failure| failure.after_saving(true))
}

/// Reads what was named, before anything is opened.
fn moved(app: &App, args: &ImportArgs) -> Result<Moved, Failure> {
    let zone = args.zone.as_deref().map(|name| {
        TimeZone::get(name).map_err(|_| {
            Failure::usage(format!("“{}” is no time zone", show_line(name)))
                .help("name one such as Europe/Berlin")
        })
    });
    let options = Options {
        zone: zone.transpose()?,
        kind: args.kind,
        deleted: args.deleted,
        moods: args.moods,
        dates: args.dates,
        columns: args.columns.clone(),
        ..Options::new(app.env().now())
    };
    let read = match &args.path {
        Some(path) => read(path, &options),
        None if io::stdin().is_terminal() => {
            return Err(Failure::usage("there is nothing to take in")
                .help("name a file or folder, or pipe a file in: still import < FILE"));
        }
        None => read_from(io::stdin().lock(), &options),
    };
    let name = args.path.as_ref().map(|path| path.display().to_string());
    read.map_err(|refusal| unreadable(name.as_deref().map(show_line).as_deref(), refusal))
}

fn unreadable(name: Option<&str>, refusal: Refusal) -> Failure {
    match (refusal, name) {
        (Refusal::Read(error), Some(name)) => {
            Failure::usage(format!("{name} cannot be read")).because(error)
        }
        (Refusal::Read(error), None) => Failure::io("reading the file", error),
        (Refusal::Content { why, help }, name) => {
            let what = name.map_or_else(|| "this".to_owned(), str::to_owned);
            let failure =
                Failure::usage(format!("{what} cannot be taken in")).because(show_line(&why));
            match help.is_empty() {
                true => failure,
                false => failure.help(help),
            }
        }
        (other, _) => Failure::usage(other.to_string()),
    }
}

/// Something that cannot be taken was left out, which a script may want to know.
fn left_out(report: &Report, done: &Imported) -> Result<(), Failure> {
    let left = report.refused_count + done.failed.len();
    if left == 0 && !done.files_left.is_empty() {
        let files = counted(done.files_left.len(), "file", "files");
        return Err(Failure::new(
            failure::Kind::Partial,
            format!("{files} cannot be taken in; the rest can"),
        ));
    }
    if left == 0 {
        return Ok(());
    }
    let several = counted(left, "entry", "entries");
    Err(Failure::new(
        failure::Kind::Partial,
        format!("{several} cannot be taken in; the rest can"),
    ))
}

fn told(app: &mut App, report: &Report, done: &Imported) -> Result<(), Failure> {
    if app.json() {
        let failed = done.failed.iter();
        let at = |(place, why): &(String, String)| json!({ "place": place, "why": why });
        let failed: Vec<_> = failed.map(at).collect();
        let files_left: Vec<_> = done.files_left.iter().map(at).collect();
        return app.print_json(&json!({
            "report": report, "import": done.number, "entries": done.entries, "updated": done.updated,
            "known": done.known, "changed_here": done.changed_here, "deleted_here": done.deleted_here, "failed": failed,
            "files": done.files, "files_as_they_came": done.files_as_they_came, "files_left": files_left, "notes": done.notes,
            "worksheets": done.worksheets, "worksheets_left": done.worksheets_left,
        }));
    }
    for (place, why) in done.failed.iter().chain(&done.files_left) {
        app.out
            .line(format!("{}: {}", show_line(place), show_line(why)))?;
    }
    app.out.line(sentence(done))?;
    if done.files_as_they_came > 0 {
        let files = counted(
            done.files_as_they_came,
            "file is kept as it came",
            "files are kept as they came",
        );
        app.notes.note(format!(
            "{files}. Whatever is in it of place, time and author stays: only JPEG, PNG, WebP and GIF are kept without."
        ));
    }
    if let Some(number) = done.number.filter(|_| done.entries > 0) {
        app.out.flush()?;
        app.notes.note(format!(
            "`still import --take-back {number}` takes this import back."
        ));
    }
    Ok(())
}

fn sentence(done: &Imported) -> String {
    let entries = counted(done.entries, "new entry", "new entries");
    let mut said = format!("Taken in: {entries}");
    if done.files > 0 {
        said.push_str(&format!(", {}", counted(done.files, "file", "files")));
    }
    if done.notes > 0 {
        let notes = counted(done.notes, "note of others", "notes of others");
        said.push_str(&format!(", {notes}"));
    }
    if done.worksheets > 0 {
        let sheets = counted(done.worksheets, "worksheet", "worksheets");
        said.push_str(&format!(", {sheets}"));
    }
    if done.updated > 0 {
        let several = counted(done.updated, "entry that was", "entries that were");
        said.push_str(&format!(
            ". Brought up to date: {several} changed there since"
        ));
    }
    if done.known > 0 {
        let known = counted(done.known, "entry that is", "entries that are");
        said.push_str(&format!(". Left out: {known} here already"));
    }
    if done.deleted_here > 0 {
        let deleted = counted(
            done.deleted_here,
            "entry that you deleted here",
            "entries that you deleted here",
        );
        said.push_str(&format!(
            ". Left out: {deleted}; `still list --deleted` shows them, and `still restore` brings one back"
        ));
    }
    if done.changed_here > 0 {
        let several = counted(done.changed_here, "entry that was", "entries that were");
        said.push_str(&format!(
            ". Left as it is here: {several} changed there and here"
        ));
    }
    if done.worksheets_left > 0 {
        let left = counted(done.worksheets_left, "worksheet", "worksheets");
        said.push_str(&format!(
            ". Left out: {left}, since yours is not empty or the kind is not known"
        ));
    }
    said.push('.');
    said
}

fn list(app: &mut App) -> Result<(), Failure> {
    let imports = app.open(OpenMode::Read)?.transfer().imports()?;
    if app.json() {
        let shown: Vec<_> = imports.iter().map(as_json).collect();
        return app.print_json(&shown);
    }
    if imports.is_empty() {
        return app.out.line("Nothing was taken in on this device.");
    }
    let zone = app.env().now().time_zone().clone();
    for import in imports {
        let at = moment(import.at).to_zoned(zone.clone());
        let entries = counted(import.entries, "entry", "entries");
        let state = match (import.taken_back, import.finished) {
            (true, _) => ", taken back",
            (false, false) => ", broken off: run it again",
            (false, true) => "",
        };
        app.out.line(format!(
            "{}  {}  {}: {entries}{state}",
            import.number,
            at.strftime("%Y-%m-%d %H:%M"),
            show_line(&import.kind)
        ))?;
    }
    Ok(())
}

fn moment(at: i64) -> Timestamp {
    Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn as_json(import: &ImportView) -> serde_json::Value {
    json!({
        "number": import.number, "at": moment(import.at).to_string(), "kind": import.kind,
        "entries": import.entries, "finished": import.finished, "taken_back": import.taken_back,
    })
}

fn take_back(app: &mut App, number: u32) -> Result<(), Failure> {
    let TakenBack { deleted, kept } = app.open(OpenMode::Write)?.transfer().take_back(number)?;
    if app.json() {
        return app.print_json(&json!({ "import": number, "deleted": deleted, "kept": kept }));
    }
    let mut said = format!("Deleted: {}", counted(deleted, "entry", "entries"));
    if kept > 0 {
        let several = counted(kept, "entry that was", "entries that were");
        said.push_str(&format!(". Kept: {several} changed here since"));
    }
    app.out.line(format!("{said}."))
}
