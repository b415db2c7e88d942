//! `still export`: the whole journal in the clear.

use std::path::PathBuf;

use clap::Args;
use engine::{Export, ExportError, OpenMode, ReadFile, WrittenFiles};
use platform::files::others_may;

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::{counted, safe_json, show_line};

/// Take the whole journal out, unencrypted
///
///   still export --archive journal           everything with photographs and files, in a new folder; `still import` reads it
///   still export --json > journal.jsonl      all words, one JSON object per line; `still import` reads it
///   still export --markdown journal          one page per entry and worksheet, for reading, in a new folder; files beside them
///
/// Asks for the passphrase again. What comes out is not encrypted: whoever gets at it can read it.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ExportArgs {
    /// Write one Markdown file per entry and worksheet into this new folder, and their files into one in it
    #[arg(long, value_name = "DIR")]
    markdown: Option<PathBuf>,
    /// Write everything into this new folder: the lines of --json, the files of entries, and checksums of both
    #[arg(long, value_name = "DIR", conflicts_with = "markdown")]
    archive: Option<PathBuf>,
    /// Deleted entries too
    #[arg(long)]
    deleted: bool,
}

/// Prints or writes everything.
pub(crate) fn run(app: &mut App, args: &ExportArgs) -> Result<(), Failure> {
    if args.markdown.is_none() && args.archive.is_none() && !app.json() {
        return Err(Failure::usage("in which form?").help(
            "`still export --archive DIR` writes everything, `--markdown DIR` pages for reading; `--json` prints JSON lines",
        ));
    }
    let vault = app.open(OpenMode::Read)?;
    let confirmed = app.confirm(&vault)?;
    let export = vault.transfer().export(args.deleted, &confirmed)?;
    let read: &mut ReadFile<'_> = &mut |file, take| vault.files().read(file, take);
    let (folder, written) = match (&args.archive, &args.markdown) {
        (Some(folder), _) => (folder, export.write_archive(folder, read)),
        (None, Some(folder)) => (folder, export.write_markdown(folder, read)),
        (None, None) => return print_lines(app, &export),
    };
    let WrittenFiles { files, absent, .. } = written.map_err(not_written)?;
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
    if absent.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = absent.iter().map(|name| show_line(name)).collect();
    let what = format!("not on this device, and left out: {}", names.join(", "));
    Err(Failure::new(Kind::Partial, what)
        .help("`still sync` fetches them from a device that has them; then export again"))
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
