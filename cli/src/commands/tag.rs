//! `still tag`: add and remove tags.

use clap::Args;
use engine::OpenMode;
use engine::views::{EntryChange, EntryRef};

use super::entry_view;
use crate::app::App;
use crate::failure::Failure;

/// Add tags to an entry, or take them away
#[derive(Args)]
pub(crate) struct TagArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: EntryRef,
    /// Tags to add
    #[arg(value_name = "TAG", required_unless_present = "remove")]
    tags: Vec<String>,
    /// A tag to take away; can be repeated
    #[arg(long, value_name = "TAG")]
    remove: Vec<String>,
}

/// Changes the tags.
pub(crate) fn run(app: &mut App, args: TagArgs) -> Result<(), Failure> {
    let bare = |tag: String| tag.strip_prefix('#').map_or(tag.clone(), str::to_owned);
    let add = args
        .tags
        .into_iter()
        .map(|tag| EntryChange::Tag(bare(tag), true));
    let remove = args
        .remove
        .into_iter()
        .map(|tag| EntryChange::Tag(bare(tag), false));
    let changes = add.chain(remove).collect();
    let entry = app.open(OpenMode::Write)?.edit(&args.entry, changes)?;
    entry_view::done(app, "Tagged", &entry)
}
