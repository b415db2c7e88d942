//! `still write`: a new entry.

use clap::Args;
use engine::views::{EntryDraft, EntryView};
use engine::{MarkView, OpenMode, OpenedKeys, Vault};
use jiff::Zoned;

use super::{entry_text, entry_view, mark_view};
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::{Tty, show_line};
use crate::time::parse_moment;

/// Write a new entry
///
/// Opens the built-in editor, whose text never touches the disk. When text is piped in, that is the entry:
///
///     echo "The lake was still." | still write --mood 7
///
/// What you write is never taken from an argument, since shells remember arguments and others can see them.
#[derive(Args)]
pub(crate) struct WriteArgs {
    /// A title; without a value the first line of the text is the title, which keeps it out of your shell's history
    #[arg(long, num_args = 0..=1, default_missing_value = "")]
    title: Option<String>,
    /// How you feel, from 1 to 10
    #[arg(long, value_name = "1-10")]
    mood: Option<u8>,
    /// An emotion; can be repeated
    #[arg(long = "emotion", value_name = "WORD")]
    emotions: Vec<String>,
    /// What set it off; can be repeated
    #[arg(long = "trigger", value_name = "WORD")]
    triggers: Vec<String>,
    /// A tag; can be repeated
    #[arg(long = "tag", value_name = "WORD")]
    tags: Vec<String>,
    /// A step of the programme this belongs to; can be repeated
    #[arg(long = "step", value_name = "1-11")]
    steps: Vec<u8>,
    /// Mark it with a star
    #[arg(long)]
    star: bool,
    /// A letter that you will not send: it stays here, and is in no share unless you choose that very letter
    #[arg(long)]
    letter: bool,
    /// Show the prompt of the day above the text
    #[arg(long)]
    prompt: bool,
    /// When it happened, if not now: “yesterday 22:10”, “monday 9:00”, “2 hours ago”, “2026-11-20 22:10”
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// Use $VISUAL or $EDITOR, with the file in memory and the editor's own copies switched off
    #[arg(long)]
    editor: bool,
}

/// Writes the entry.
pub(crate) fn run(app: &mut App, args: WriteArgs) -> Result<(), Failure> {
    let when = args
        .at
        .as_deref()
        .map(|at| parse_moment(at, &app.env().now()))
        .transpose()?;
    let keys = app.keys()?;
    let piped = entry_text::is_piped() && !args.editor;
    let text = if piped {
        entry_text::piped()?
    } else {
        let title = heading(when.as_ref().unwrap_or(&app.env().now()), args.prompt);
        let Some(text) = entry_text::written(app, &title, "", args.editor)? else {
            app.notes.note("Nothing was written.");
            return Ok(());
        };
        text
    };
    let draft = draft(args, when, text);
    let (entry, marks) = if piped {
        save(app, keys, draft)?
    } else {
        save_patiently(app, keys, &draft)?
    };
    entry_view::done(app, "Saved", &entry)?;
    mark_view::note(app, &marks)
}

fn heading(when: &Zoned, with_prompt: bool) -> String {
    if with_prompt {
        return format!(" {}", engine::worksheet::prompt_of(when.date()));
    }
    format!(" New entry · {}", when.strftime("%A, %-d %B %Y, %H:%M"))
}

fn draft(args: WriteArgs, when: Option<Zoned>, text: String) -> EntryDraft {
    let (title, body) = match args.title {
        Some(title) if title.is_empty() => entry_text::split_title(&text),
        Some(title) => (title, text),
        None => (String::new(), text),
    };
    EntryDraft {
        when,
        title,
        body,
        mood: args.mood,
        emotions: args.emotions,
        triggers: args.triggers,
        tags: args.tags,
        steps: args.steps,
        star: args.star,
        letter: args.letter,
    }
}

/// The entry, and the sentences that are marked in it.
type Saved = (EntryView, Vec<MarkView>);

fn save(app: &App, keys: OpenedKeys, draft: EntryDraft) -> Result<Saved, Failure> {
    let vault = Vault::open(app.folder(), Some(keys), OpenMode::Write, app.env())?;
    let entry = vault.write(draft)?;
    let marks = vault.marks_of(&entry);
    Ok((entry, marks))
}

/// Saves what was typed. When that fails, it is not thrown away: the cause can be mended and saving tried again.
fn save_patiently(
    app: &mut App,
    mut keys: OpenedKeys,
    draft: &EntryDraft,
) -> Result<Saved, Failure> {
    loop {
        let copy = keys.to_agent();
        let failure = match save(app, keys, draft.clone()) {
            Ok(saved) => return Ok(saved),
            Err(failure) => failure,
        };
        let Some(mut tty) = Tty::open() else {
            return Err(failure);
        };
        failure.report(false, app.notes);
        if failure.kind() == Kind::Usage {
            tty.say("Your text, so that it is not lost:")?;
            for line in draft.body.lines() {
                tty.say(&show_line(line))?;
            }
            return Err(Failure::new(Kind::Usage, "the entry was not saved"));
        }
        let question = if failure.may_be_saved() {
            "It may be saved already, so this could make it twice. Save it again?"
        } else {
            "Your text is still here. Try to save it again?"
        };
        if !tty.ask_yes(question)? {
            return Err(failure);
        }
        keys = OpenedKeys::from_agent(copy.as_bytes())
            .map_err(|_| Failure::new(Kind::Unexpected, "the keys were lost"))?;
    }
}
