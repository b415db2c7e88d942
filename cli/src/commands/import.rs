//! `still import`: entries from elsewhere.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::PathBuf;

use clap::Args;
use engine::{ImportError, Imported, OpenMode, read_import};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Progress, counted};

/// Take entries in from a file
///
/// Reads what `still export --json` printed, and the JSON exports of jrnl (`jrnl --format json`) and Day One. Entries
/// become new ones of this journal; one that is here already, with the same moment, title and text, is left out, so
/// that a file can be taken in twice. A worksheet is taken in only where yours is still empty. When anything in the
/// file cannot be used, nothing of it is saved.
#[derive(Args)]
pub(crate) struct ImportArgs {
    /// The file; standard input if left out
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Reads and saves.
pub(crate) fn run(app: &mut App, args: &ImportArgs) -> Result<(), Failure> {
    let input: Box<dyn Read> = match &args.file {
        Some(path) => {
            let no_file = |e: io::Error| {
                Failure::usage(format!("{} cannot be read", path.display())).because(e)
            };
            Box::new(File::open(path).map_err(no_file)?)
        }
        None if io::stdin().is_terminal() => {
            return Err(Failure::usage("there is nothing to take in")
                .help("name a file, or pipe one in: still import < FILE"));
        }
        None => Box::new(io::stdin()),
    };
    let vault = app.open(OpenMode::Write)?;
    let import = read_import(input, &vault.env().now()).map_err(unreadable)?;
    let total = import.entries.len() as u64;
    let bar = Progress::new("importing", app.quiet());
    let done = vault
        .transfer()
        .import(import, &mut |at| bar.at(at as u64, total))?;
    drop(bar);
    if app.json() {
        return app.print_json(&serde_json::json!({
            "entries": done.entries, "known": done.known, "empty": done.empty, "tags_left": done.tags_left,
            "worksheets": done.worksheets, "worksheets_left": done.worksheets_left,
        }));
    }
    app.out.line(sentence(&done))
}

fn unreadable(error: ImportError) -> Failure {
    let said = error.to_string();
    match error {
        ImportError::Read(e) if e.kind() == io::ErrorKind::IsADirectory => {
            Failure::usage("this is a folder, and a file is taken in")
        }
        ImportError::Read(e) => Failure::io("reading the file", e),
        ImportError::TooLarge => Failure::usage(said).because("1 GiB is the most"),
        ImportError::Line { why, .. } => Failure::usage(said).because(why),
        ImportError::Entry { why, .. } => Failure::usage(said).because(why),
        ImportError::Format(e) => Failure::usage(said).because(e).help(
            "it can be what `still export --json` printed, or the JSON export of jrnl or Day One",
        ),
        _ => Failure::usage(said),
    }
}

fn sentence(done: &Imported) -> String {
    let entries = counted(done.entries, "new entry", "new entries");
    let mut said = format!("Taken in: {entries}");
    if done.worksheets > 0 {
        let sheets = counted(done.worksheets, "worksheet", "worksheets");
        said.push_str(&format!(", {sheets}"));
    }
    if done.known > 0 {
        let known = counted(done.known, "entry that is", "entries that are");
        said.push_str(&format!(". Left out: {known} here already"));
    }
    if done.empty > 0 {
        let empty = counted(
            done.empty,
            "entry with nothing in it",
            "entries with nothing in them",
        );
        said.push_str(&format!(". Left out: {empty}"));
    }
    if done.tags_left > 0 {
        let tags = counted(done.tags_left, "tag", "tags");
        said.push_str(&format!(
            ". Left out: {tags}, of more than 64 characters or beyond 64 of one entry"
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
