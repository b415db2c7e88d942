//! `still tag`: add and remove tags.

use clap::Args;
use engine::views::{EntryEdit, EntryRef, EntryView};
use engine::{Label, OpenMode};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::show_line;
use crate::view;

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
    let change = |on| move |tag: String| EntryEdit::Tag(Label::Tag.tidied(&tag), on);
    let add = args.tags.into_iter().map(change(true));
    let remove = args.remove.into_iter().map(change(false));
    let changes: Vec<_> = add.chain(remove).collect();
    let vault = app.open(OpenMode::Write)?;
    let before = vault.entries().get(&args.entry)?;
    let vain = in_vain(&before, &changes);
    // By its whole id: @1 may be another entry by now.
    let entry = vault
        .entries()
        .change(&EntryRef::Prefix(before.id), changes)?;
    view::entry::changed_or_not(app, "Tagged", &vain.join(" "), &entry)?;
    if app.has_saved() && !app.json() {
        app.out.flush()?;
        for why in vain {
            app.notes.note(capitalised(&why));
        }
    }
    Ok(())
}

/// What of these changes there is no need for.
fn in_vain(before: &EntryView, changes: &[EntryEdit]) -> Vec<String> {
    let has = |tag: &str| Label::Tag.is_among(&before.tags, tag);
    let why = |change: &EntryEdit| match change {
        EntryEdit::Tag(tag, true) if has(tag) => {
            Some(format!("it has the tag {} already.", show_line(tag)))
        }
        EntryEdit::Tag(tag, false) if !has(tag) => {
            Some(format!("it has no tag {}.", show_line(tag)))
        }
        _ => None,
    };
    changes.iter().filter_map(why).collect()
}

fn capitalised(sentence: &str) -> String {
    let mut rest = sentence.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest).collect()
}
