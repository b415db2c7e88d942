//! `still history`: what became of an entry.

use clap::Args;
use engine::OpenMode;
use engine::views::EntryRef;

use super::status::not_there;
use crate::app::App;
use crate::failure::Failure;
use crate::view;
use crate::view::version::Shown;

/// Show how an entry changed: when, on which device, and from what to what
///
/// Every saved state has a number. In a text, lines that came stand after +, lines that went after -. Where two devices
/// changed the same without knowing of each other, the value that was not kept says so; --restore takes it back:
///
///   still history abcd --restore 3               all that it said in state 3
///   still history abcd --restore 3 --only mood   only its mood
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct HistoryArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY", default_value = "@1")]
    entry: EntryRef,
    #[command(flatten)]
    past: PastArgs,
    /// The whole text of each state instead of what changed in it
    #[arg(long, conflicts_with = "number")]
    full: bool,
}

/// Which saved states to show, or which one to go back to.
#[derive(Args)]
pub(super) struct PastArgs {
    /// At most this many states, newest first; 0 for all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Go back to what state N said, as a new edit; nothing of the history goes away
    #[arg(long = "restore", value_name = "N", conflicts_with = "limit")]
    pub(super) number: Option<usize>,
    /// Only this field of it
    #[arg(long, value_name = "FIELD", requires = "number")]
    pub(super) only: Option<String>,
}

impl PastArgs {
    /// How many states to show; 0 for all.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }
}

/// Prints the history, or goes back in it.
pub(crate) fn run(app: &mut App, args: &HistoryArgs) -> Result<(), Failure> {
    if let Some(number) = args.past.number {
        let vault = app.open(OpenMode::Write)?;
        let only = args.past.only.as_deref();
        // Named once: a new edit may make another entry the newest.
        let short = vault.entries().get(&args.entry)?.short;
        let entry = EntryRef::Prefix(short);
        let back = vault.entries().go_back(&entry, number, only)?;
        view::version::went_back(app, &back, number)?;
        return view::entry::note_deleted(app, &vault.entries().get(&entry)?);
    }
    let vault = app.open(OpenMode::Read)?;
    let found = vault.entries().history(&args.entry, args.past.limit());
    let versions = found.map_err(|error| not_there(&vault, error))?;
    let shown = Shown {
        command: format!("still history {}", versions.name),
        full: args.full,
        now: vault.env().now(),
    };
    view::version::print(app, &versions, &shown)?;
    if !app.json() {
        app.out.flush()?;
        // Where it cannot be remembered, it is only said again.
        let _ = vault.both_sides().saw_entry(&args.entry, versions.oldest());
    }
    Ok(())
}
