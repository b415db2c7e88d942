//! What an entry can hold, said once: asked before anything is written, and again when it is.

use std::collections::BTreeSet;

use crate::definition::STEP_MAX;
use crate::entry::fields::EntryFields;
use crate::entry::file;
use crate::entry::label::{LABELS_MAX, Label};
use crate::entry::{BODY_BYTES_MAX, EntryError, MOOD_MAX, MOOD_MIN, TITLE_CHARS_MAX};

impl EntryFields {
    /// Whether an entry can hold all of this. The moment and the journey are not looked at.
    ///
    /// # Errors
    /// What it cannot hold first: a title, a text, a mood, a step or a label.
    pub fn check(&self) -> Result<(), EntryError> {
        title(&self.title)?;
        body(&self.body)?;
        self.mood.map_or(Ok(()), mood)?;
        self.steps.iter().try_for_each(|number| step(*number))?;
        let labels = [
            (Label::Tag, &self.tags),
            (Label::Emotion, &self.emotions),
            (Label::Trigger, &self.triggers),
        ];
        for (label, texts) in labels {
            let mut held = BTreeSet::new();
            for text in texts {
                held.insert(label.key(&label.checked(text)?));
            }
            if held.len() > LABELS_MAX {
                return Err(EntryError::TooMany(label.many()));
            }
        }
        file::check(&self.files)
    }
}

pub(super) fn title(title: &str) -> Result<(), EntryError> {
    let chars = title.chars().count();
    if chars > TITLE_CHARS_MAX {
        return Err(EntryError::TitleTooLong(chars));
    }
    if title.chars().any(char::is_control) {
        return Err(EntryError::TitleNotOneLine);
    }
    Ok(())
}

pub(super) fn body(body: &str) -> Result<(), EntryError> {
    if body.len() > BODY_BYTES_MAX {
        return Err(EntryError::BodyTooLong(body.len()));
    }
    Ok(())
}

pub(super) fn mood(mood: u8) -> Result<(), EntryError> {
    if !(MOOD_MIN..=MOOD_MAX).contains(&mood) {
        return Err(EntryError::Mood(mood));
    }
    Ok(())
}

pub(super) fn step(number: u8) -> Result<(), EntryError> {
    if !(1..=STEP_MAX).contains(&number) {
        return Err(EntryError::Step(number));
    }
    Ok(())
}
