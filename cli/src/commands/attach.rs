//! `still attach`: files of an entry.

use std::path::PathBuf;

use clap::Args;
use engine::views::EntryRef;
use engine::{CAPTION_CHARS_MAX, OpenMode};

use crate::app::App;
use crate::failure::Failure;
use crate::view;
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
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What the file is called in the journal, if not as it is now
    #[arg(long)]
    name: Option<String>,
    /// A line about it
    #[arg(long, value_name = "WORDS")]
    caption: Option<String>,
    /// Keep photographs as they are, with place, camera and time
    #[arg(long)]
    keep_metadata: bool,
}

/// Seals the files and names them in the entry.
pub(crate) fn run(app: &mut App, args: &AttachArgs) -> Result<(), Failure> {
    if args.name.is_some() && args.files.len() > 1 {
        return Err(Failure::usage("--name is for one file")
            .help("attach the files one by one to give each another name"));
    }
    let is_line = |words: &String| {
        words.chars().count() <= CAPTION_CHARS_MAX && !words.contains(char::is_control)
    };
    if !args.caption.as_ref().is_none_or(is_line) {
        return Err(Failure::usage(format!(
            "a caption is one line of at most {CAPTION_CHARS_MAX} characters"
        )));
    }
    let vault = app.open(OpenMode::Write)?;
    // Before anything is sealed.
    vault.entries().get(&args.entry)?;
    let taking = Taking {
        name: args.name.as_deref(),
        caption: args.caption.as_deref(),
        keep_metadata: args.keep_metadata,
    };
    let files = attached::take_in(app, &vault, &args.files, taking)?;
    let entry = vault.files().attach(&args.entry, files)?;
    view::entry::done(app, "Attached to", &entry)?;
    view::entry::note_deleted(app, &entry)
}
