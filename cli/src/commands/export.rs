//! `still export`: the whole journal in the clear.

mod book;
mod form;

use std::io;
use std::path::PathBuf;

use clap::{ArgGroup, Args};
use engine::{Export, ExportError, OpenMode, ReadFile, Vault, WrittenFiles};
use platform::files::others_may;

use self::form::{Form, all_here};
use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{SignalGuard, counted, safe_json};

/// Take the whole journal out, unencrypted
///
///   still export --archive journal        everything, with photographs, files
///   still export --json > journal.jsonl   all words, one JSON object per line
///   still export --markdown journal       a page per entry or worksheet, to read
///   still export --day-one journal.zip    entries with photographs, for Day One
///   still export --jrnl journal.txt       entries as plain text of jrnl; with
///                                         jrnl/ its folder, a file for each day
///   still export --csv journal.csv        entries as a table, one in each row
///   still export --html journal.html      entries and photographs as one page
///   still export --pdf journal.pdf        entries and photographs as a book
///
/// The first and the third make a new folder; `still import` reads what the first two write. The last five say what they
/// have no place for; --dry-run only says it, and writes nothing. In these, photographs leave without place, camera and
/// time, and those from which that cannot be taken out stay here; the first and the third have files as they are kept.
///
/// Asks for the passphrase again. What comes out is not encrypted: whoever gets at it can read it.
#[derive(Args)]
#[command(verbatim_doc_comment)]
#[command(group = ArgGroup::new("form").args(["markdown", "archive", "jrnl", "day_one", "csv", "html", "pdf"]))]
pub(crate) struct ExportArgs {
    /// Write one Markdown file per entry and worksheet into this new folder, and their files into one in it
    #[arg(long, value_name = "DIR")]
    markdown: Option<PathBuf>,
    /// Write everything into this new folder: the lines of --json, the files of entries, and checksums of both
    #[arg(long, value_name = "DIR")]
    archive: Option<PathBuf>,
    /// Write entries as the plain text of jrnl into this new file; into a new folder if it ends with /
    #[arg(long, value_name = "FILE|DIR/")]
    jrnl: Option<PathBuf>,
    /// Write entries and photographs for Day One into this new zip
    #[arg(long, value_name = "FILE")]
    day_one: Option<PathBuf>,
    /// Write entries as a table into this new file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write entries and photographs as one page for a browser into this new file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write entries and photographs as a book to print into this new file
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Only say what would be in the file and what it has no place for
    #[arg(long, conflicts_with_all = ["markdown", "archive"])]
    dry_run: bool,
    /// Deleted entries too; only --json, --archive and --markdown have a place for them
    #[arg(long, conflicts_with_all = ["jrnl", "day_one", "csv", "html", "pdf"])]
    deleted: bool,
}

impl ExportArgs {
    /// A form for another program, if one was asked for.
    fn form(&self) -> Option<Form<'_>> {
        let jrnl = self.jrnl.as_deref().map(Form::of_jrnl);
        let day_one = self.day_one.as_deref().map(Form::DayOne);
        let csv = self.csv.as_deref().map(Form::Csv);
        let html = self.html.as_deref().map(Form::Html);
        let pdf = self.pdf.as_deref().map(Form::Pdf);
        jrnl.or(day_one).or(csv).or(html).or(pdf)
    }
}

/// Prints or writes everything.
pub(crate) fn run(app: &mut App, args: &ExportArgs) -> Result<(), Failure> {
    let form = args.form();
    let is_folder = args.markdown.is_some() || args.archive.is_some();
    if form.is_none() && !is_folder && (!app.json() || args.dry_run) {
        return Err(Failure::usage("in which form?").help(
            "`still export --archive DIR` writes everything, `--markdown DIR` pages for reading; `--json` prints JSON lines; `--day-one`, `--jrnl` and `--csv` are for other programs, `--html` and `--pdf` for reading",
        ));
    }
    if let Some(form) = &form
        && !args.dry_run
    {
        form.check()?;
    }
    let vault = app.open(OpenMode::Read)?;
    let confirmed = app.confirm(&vault)?;
    let export = vault.transfer().export(args.deleted, &confirmed)?;
    match form {
        Some(form) => form::run(app, &vault, &export, &form, args.dry_run),
        None => everything(app, &vault, &export, args),
    }
}

/// Everything, as lines or in a folder.
fn everything(
    app: &mut App,
    vault: &Vault,
    export: &Export,
    args: &ExportArgs,
) -> Result<(), Failure> {
    let (folder, is_archive) = match (&args.archive, &args.markdown) {
        (Some(folder), _) => (folder, true),
        (None, Some(folder)) => (folder, false),
        (None, None) => return print_lines(app, export),
    };
    let guard = SignalGuard::hold();
    let read: &mut ReadFile<'_> = &mut |file, take| {
        vault.files().read(file, &mut |piece| match guard.caught() {
            Some(_) => Err(io::Error::other("stopped")),
            None => take(piece),
        })
    };
    let written = match is_archive {
        true => export.write_archive(folder, read),
        false => export.write_markdown(folder, read),
    };
    let written = written.map_err(|error| {
        // The folder was taken away again.
        let stopped = guard.caught().map(Failure::interrupted);
        stopped.unwrap_or_else(|| not_written(error))
    });
    drop(guard);
    let WrittenFiles { files, absent, .. } = written?;
    let (entries, worksheets) = (export.entries.len(), export.worksheets.len());
    let notes = export.notes.len();
    if app.json() {
        app.print_json(&serde_json::json!({
            "folder": folder.display().to_string(), "entries": entries, "worksheets": worksheets,
            "notes": notes, "files": files, "absent": absent,
        }))?;
    } else {
        let mut said = counted(entries, "entry", "entries");
        for (number, one, several) in [
            (files, "file", "files"),
            (notes, "note of others", "notes of others"),
        ] {
            if number > 0 {
                said.push_str(&format!(", {}", counted(number, one, several)));
            }
        }
        let worksheets = counted(worksheets, "worksheet", "worksheets");
        app.out.line(format!("{said} and {worksheets}."))?;
    }
    app.out.flush()?;
    app.notes
        .warn("These files are not encrypted. Whoever gets at them can read your journal.");
    all_here(&absent)
}

/// Prints the lines, and says what is not in them.
fn print_lines(app: &mut App, export: &Export) -> Result<(), Failure> {
    lines(app, export)?;
    app.out.flush()?;
    app.notes
        .warn("This is not encrypted. Whoever gets at it can read your journal.");
    let files = export
        .entries
        .iter()
        .map(|entry| entry.row.fields.files.len());
    let files: usize = files.sum();
    if files > 0 {
        let files = counted(files, "file of an entry is", "files of entries are");
        app.notes.warn(format_args!(
            "{files} named in it and not there: `still export --archive DIR` brings them along."
        ));
    }
    if is_open_to_others() {
        app.notes.warn(
            "The file that it goes into can be read by other accounts of this computer: `chmod 600` closes it.",
        );
    }
    Ok(())
}

/// Whether standard output is a file that others may read.
fn is_open_to_others() -> bool {
    let Ok(out) = platform::process::descriptor(1) else {
        return false;
    };
    out.metadata()
        .is_ok_and(|meta| meta.is_file() && others_may(&meta, 0o044))
}

fn lines(app: &mut App, export: &Export) -> Result<(), Failure> {
    for line in export.lines() {
        let line = line.map_err(|e| Failure::io("writing JSON", e.into()))?;
        app.out.as_is(safe_json(&line))?;
    }
    Ok(())
}

fn not_written(error: ExportError) -> Failure {
    match error {
        ExportError::Folder(error) => Failure::io("making the folder", error),
        ExportError::Files(error) => Failure::io("writing the files", error),
        ExportError::Read(error) => error.into(),
        exists => Failure::refused("nothing was exported")
            .because(exists.to_string())
            .help("name a folder that is not there yet"),
    }
}
