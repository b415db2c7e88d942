//! `still edit`: change an entry.

use clap::Args;
use engine::OpenMode;
use engine::views::{EntryChange, EntryRef, EntryView};

use super::{entry_text, entry_view, mark_view};
use crate::app::App;
use crate::failure::Failure;
use crate::terminal::show_line;
use crate::time::parse_moment;

/// Change an entry
///
/// Without options the text opens in the editor, or is replaced by what is piped in. With options only those fields
/// change; add --text to change the text as well. Every earlier state stays in `still history`.
#[derive(Args)]
pub(crate) struct EditArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: EntryRef,
    /// Change the text too, when other options are given
    #[arg(long)]
    text: bool,
    /// A new title; empty for none
    #[arg(long)]
    title: Option<String>,
    /// A new mood from 1 to 10, or “none”
    #[arg(long, value_name = "1-10", value_parser = mood)]
    mood: Option<Mood>,
    /// Add an emotion; can be repeated
    #[arg(long = "emotion", value_name = "WORD")]
    emotions: Vec<String>,
    /// Take an emotion away
    #[arg(long = "no-emotion", value_name = "WORD")]
    no_emotions: Vec<String>,
    /// Add what set it off; can be repeated
    #[arg(long = "trigger", value_name = "WORD")]
    triggers: Vec<String>,
    /// Take a trigger away
    #[arg(long = "no-trigger", value_name = "WORD")]
    no_triggers: Vec<String>,
    /// Link a step; can be repeated
    #[arg(long = "step", value_name = "1-11")]
    steps: Vec<u8>,
    /// Unlink a step
    #[arg(long = "no-step", value_name = "1-11")]
    no_steps: Vec<u8>,
    /// Make it a letter that is not sent
    #[arg(long, conflicts_with = "no_letter")]
    letter: bool,
    /// Make it an ordinary entry again
    #[arg(long)]
    no_letter: bool,
    /// When it happened
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// Use $VISUAL or $EDITOR, with the file in memory and the editor's own copies switched off
    #[arg(long)]
    editor: bool,
}

/// A mood to set, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mood(Option<u8>);

fn mood(text: &str) -> Result<Mood, String> {
    match text {
        "none" => Ok(Mood(None)),
        _ => text
            .parse()
            .map(|mood| Mood(Some(mood)))
            .map_err(|_| "a number from 1 to 10, or “none”".into()),
    }
}

/// Changes the entry.
pub(crate) fn run(app: &mut App, mut args: EditArgs) -> Result<(), Failure> {
    let at = args
        .at
        .take()
        .map(|at| parse_moment(&at, &app.env().now()))
        .transpose()?;
    let entry = args.entry.clone();
    let with_text = args.text || args.editor;
    let own_editor = args.editor;
    let mut changes = field_changes(args);
    changes.extend(at.map(EntryChange::When));
    if changes.is_empty() || with_text {
        let before = app.open(OpenMode::Read)?.show(&entry)?;
        let Some(text) = new_text(app, &before, own_editor)? else {
            app.notes.note("Nothing was changed.");
            return Ok(());
        };
        changes.push(EntryChange::Body(text));
        // By its whole id: @1 may be another entry by now.
        let whole = EntryRef::Prefix(before.id);
        return save(app, &whole, changes);
    }
    save(app, &entry, changes)
}

fn save(app: &mut App, entry: &EntryRef, changes: Vec<EntryChange>) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let after = vault.edit(entry, changes)?;
    let mut marks = vault.marks_of(&after);
    marks.retain(|view| !view.mark.kept);
    entry_view::done(app, "Saved", &after)?;
    mark_view::note(app, &marks)
}

fn new_text(app: &App, before: &EntryView, own_editor: bool) -> Result<Option<String>, Failure> {
    if entry_text::is_piped() && !own_editor {
        let text = entry_text::piped()?;
        if text.trim().is_empty() {
            return Err(Failure::usage("no text came in, so nothing was changed")
                .help("`still delete` takes an entry away"));
        }
        return Ok((text != before.body).then_some(text));
    }
    let name = if before.title.is_empty() {
        &before.short
    } else {
        &before.title
    };
    let title = format!(
        " {} · {}",
        show_line(name),
        before.when.strftime("%A, %-d %B %Y, %H:%M")
    );
    entry_text::written(app, &title, &before.body, own_editor)
}

fn field_changes(args: EditArgs) -> Vec<EntryChange> {
    let mut changes = Vec::new();
    changes.extend(args.title.map(EntryChange::Title));
    changes.extend(args.mood.map(|mood| EntryChange::Mood(mood.0)));
    changes.extend(
        args.emotions
            .into_iter()
            .map(|word| EntryChange::Emotion(word, true)),
    );
    changes.extend(
        args.no_emotions
            .into_iter()
            .map(|word| EntryChange::Emotion(word, false)),
    );
    changes.extend(
        args.triggers
            .into_iter()
            .map(|word| EntryChange::Trigger(word, true)),
    );
    changes.extend(
        args.no_triggers
            .into_iter()
            .map(|word| EntryChange::Trigger(word, false)),
    );
    changes.extend(
        args.steps
            .into_iter()
            .map(|step| EntryChange::Step(step, true)),
    );
    changes.extend(
        args.no_steps
            .into_iter()
            .map(|step| EntryChange::Step(step, false)),
    );
    if args.letter || args.no_letter {
        changes.push(EntryChange::Letter(args.letter));
    }
    changes
}
