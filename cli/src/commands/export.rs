//! `still export`: the whole journal in the clear.

use std::path::PathBuf;

use clap::Args;
use engine::{Export, MarkdownError, OpenMode};
use platform::files::others_may;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{counted, safe_json};

/// Take the whole journal out, unencrypted
///
///   still export --json > journal.jsonl      everything, one JSON object per line; `still import` reads it
///   still export --markdown journal          one file per entry and worksheet, for reading, in a new folder
///
/// Asks for the passphrase again. What comes out is not encrypted: whoever gets at it can read it.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ExportArgs {
    /// Write one Markdown file per entry and worksheet into this new folder
    #[arg(long, value_name = "DIR")]
    markdown: Option<PathBuf>,
    /// Deleted entries too
    #[arg(long)]
    deleted: bool,
}

/// Prints or writes everything.
pub(crate) fn run(app: &mut App, args: &ExportArgs) -> Result<(), Failure> {
    if args.markdown.is_none() && !app.json() {
        return Err(Failure::usage("in which form?").help(
            "`still export --json` prints JSON lines, `still export --markdown DIR` writes files",
        ));
    }
    let vault = app.open(OpenMode::Read)?;
    let confirmed = app.confirm(&vault)?;
    let export = vault.transfer().export(args.deleted, &confirmed)?;
    let Some(folder) = &args.markdown else {
        lines(app, &export)?;
        app.out.flush()?;
        app.notes
            .warn("This is not encrypted. Whoever gets at it can read your journal.");
        tell_left_out(app, &export);
        if is_open_to_others() {
            app.notes.warn(
                "The file that it goes into can be read by other accounts of this computer: `chmod 600` closes it.",
            );
        }
        return Ok(());
    };
    export.write_markdown(folder).map_err(not_written)?;
    let (entries, worksheets) = (export.entries.len(), export.worksheets.len());
    if app.json() {
        app.print_json(&serde_json::json!({
            "folder": folder.display().to_string(), "entries": entries, "worksheets": worksheets,
        }))?;
    } else {
        app.out.line(format!(
            "{} and {}.",
            counted(entries, "entry", "entries"),
            counted(worksheets, "worksheet", "worksheets")
        ))?;
    }
    app.out.flush()?;
    app.notes
        .warn("These files are not encrypted. Whoever gets at them can read your journal.");
    tell_left_out(app, &export);
    Ok(())
}

/// Says what of the journal is not in what came out.
fn tell_left_out(app: &App, export: &Export) {
    let files: usize = export
        .entries
        .iter()
        .map(|entry| entry.row.fields.files.len())
        .sum();
    if files > 0 {
        let files = counted(files, "file of an entry is", "files of entries are");
        app.notes.warn(format_args!(
            "{files} named in it and not there: `still files save ENTRY DIR` writes those of an entry."
        ));
    }
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

fn not_written(error: MarkdownError) -> Failure {
    match error {
        MarkdownError::Folder(error) => Failure::io("making the folder", error),
        MarkdownError::Files(error) => Failure::io("writing the files", error),
        exists => Failure::refused("nothing was exported")
            .because(exists.to_string())
            .help("name a folder that is not there yet"),
    }
}
