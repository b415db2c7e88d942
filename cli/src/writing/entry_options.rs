//! What an entry says beside its text, as options of `write` and of `edit`. A new field of an entry is asked for here, in
//! both.

use clap::Args;
use engine::EntryFields;
use engine::views::{EntryEdit, When};

/// What a new entry says.
#[derive(Args, Default)]
pub(crate) struct NewEntryOptions {
    /// A title; without a value the first line of the text is the title, which keeps it out of your shell's history
    #[arg(long, num_args = 0..=1, default_missing_value = "")]
    title: Option<String>,
    /// How you feel, from 1 to 10
    #[arg(long, value_name = "1-10", value_parser = number)]
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
}

impl NewEntryOptions {
    /// Whether the first line of the text is to be the title.
    pub(crate) fn first_line_is_title(&self) -> bool {
        self.title.as_ref().is_some_and(String::is_empty)
    }

    /// The fields without the text. The moment comes from elsewhere, as it needs a clock to be read.
    pub(crate) fn fields(&self, when: When) -> EntryFields {
        EntryFields {
            when,
            title: self.title.clone().unwrap_or_default(),
            body: String::new(),
            mood: self.mood,
            emotions: self.emotions.clone(),
            triggers: self.triggers.clone(),
            tags: self.tags.clone(),
            steps: self.steps.clone(),
            star: self.star,
            letter: self.letter,
            files: Vec::new(),
        }
    }
}

/// What is to change in an entry. Its tags and its star have commands of their own.
#[derive(Args)]
pub(crate) struct EditOptions {
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
}

/// A mood to set, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mood(Option<u8>);

/// Whether it is on the scale is said with the other fields.
fn number(text: &str) -> Result<u8, String> {
    text.parse()
        .map_err(|_| "a number from 1 to 10 is needed".into())
}

fn mood(text: &str) -> Result<Mood, String> {
    match text {
        "none" => Ok(Mood(None)),
        _ => text
            .parse()
            .map(|mood| Mood(Some(mood)))
            .map_err(|_| "a number from 1 to 10, or “none”".into()),
    }
}

impl EditOptions {
    /// The edits that were asked for, in the order of the options.
    pub(crate) fn edits(self) -> Vec<EntryEdit> {
        let mut edits = Vec::new();
        edits.extend(self.title.map(EntryEdit::Title));
        edits.extend(self.mood.map(|mood| EntryEdit::Mood(mood.0)));
        edits.extend(each(self.emotions, self.no_emotions, EntryEdit::Emotion));
        edits.extend(each(self.triggers, self.no_triggers, EntryEdit::Trigger));
        edits.extend(each(self.steps, self.no_steps, EntryEdit::Step));
        if self.letter || self.no_letter {
            edits.push(EntryEdit::Letter(self.letter));
        }
        edits
    }
}

/// What is to be added and what taken away.
fn each<T>(added: Vec<T>, gone: Vec<T>, edit: fn(T, bool) -> EntryEdit) -> Vec<EntryEdit> {
    let added = added.into_iter().map(|one| edit(one, true));
    let gone = gone.into_iter().map(|one| edit(one, false));
    added.chain(gone).collect()
}
