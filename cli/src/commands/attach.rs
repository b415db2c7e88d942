//! `still attach`: files of an entry.

use std::path::{Path, PathBuf};

use clap::Args;
use engine::OpenMode;
use engine::views::EntryRef;
use serde::Serialize;

use crate::app::App;
use crate::failure::Failure;
use crate::json::EntryShape;
use crate::terminal::show_line;
use crate::view;
use crate::view::files::line;
use crate::writing::attached::{self, Taking};

/// Add files to an entry: photographs, sound, anything
///
/// Each file is sealed in the journal's folder, up to 100 MiB a file and 64 files an entry; the file it came from stays where it is.
/// Another program's output is taken with “-”:
///
///     record | still attach @1 - --name voice.ogg
///
/// A photograph is kept without what it says beside the picture: where, when and with what it was taken. What that was is shown.
#[derive(Args)]
pub(crate) struct AttachArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: EntryRef,
    /// The files; “-” for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the file is called in the journal, if not as it is now
    #[arg(long)]
    name: Option<String>,
    /// A line about it; asked for without WORDS, which keeps them out of your shell's history
    #[arg(long, value_name = "WORDS", num_args = 0..=1, default_missing_value = "")]
    caption: Option<String>,
    /// Keep photographs as they are, with place, camera and time
    #[arg(long)]
    keep_metadata: bool,
}

/// The entry, and which of the new files keep whatever they say of place, time and author.
#[derive(Serialize)]
struct Attached<'a> {
    #[serde(flatten)]
    entry: EntryShape<'a>,
    as_they_came: Vec<&'a str>,
}

/// How the command is said.
const FORM: &str =
    "the entry comes first, then the files: `still attach @1 FILE` adds one to the newest entry";

/// Seals the files and names them in the entry.
pub(crate) fn run(app: &mut App, args: &AttachArgs) -> Result<(), Failure> {
    let first = args.entry.to_string();
    if args.files.is_empty() {
        let asked = if Path::new(&first).exists() {
            format!("to which entry? “{}” is a file", show_line(&first))
        } else {
            format!("which file? “{}” is the entry", show_line(&first))
        };
        return Err(Failure::usage(asked).help(FORM));
    }
    if args.name.is_some() && args.files.len() > 1 {
        return Err(Failure::usage("--name is for one file")
            .help("attach the files one by one to give each another name"));
    }
    let caption = attached::caption(args.caption.as_deref())?;
    let vault = app.open(OpenMode::Write)?;
    // Before anything is sealed; which one is the newest may change while another program still writes.
    let there = vault.entries().get(&args.entry).map_err(|error| {
        let failure = Failure::from(error);
        if Path::new(&first).is_file() {
            failure.help(FORM)
        } else {
            failure
        }
    })?;
    let taking = Taking {
        name: args.name.as_deref(),
        caption: caption.as_deref(),
        keep_metadata: args.keep_metadata,
    };
    let files = attached::take_in(app, &vault, &args.files, taking)?;
    let added = files.len();
    let entry = vault
        .files()
        .attach_taken(&EntryRef::from(&there), &files)?;
    if app.json() {
        app.print_changed(&Attached {
            entry: EntryShape::new(&entry),
            as_they_came: attached::as_they_came(&files),
        })?;
    } else {
        view::entry::done(app, "Attached to", &entry)?;
        let before = entry.files.len().saturating_sub(added);
        for (at, file) in entry.files.iter().enumerate().skip(before) {
            app.out.line(format!("  {}", line(at + 1, file, 0)))?;
        }
    }
    view::entry::note_deleted(app, &entry)
}
