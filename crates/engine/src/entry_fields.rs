//! What an entry says, as it is given: to write a new one, to take one in, to change one.

use jiff::Zoned;
use serde::{Deserialize, Serialize};

/// What an entry says. Everything but the text may be left out.
///
/// ```
/// use engine::EntryFields;
///
/// let fields = EntryFields::text("The lake was still.").mood(7).tag("lake").step(3);
/// assert_eq!(fields.mood, Some(7));
/// assert!(!fields.star);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryFields {
    /// The moment it is about, in the writer's zone; now if left out.
    pub when: Option<Zoned>,
    /// At most 500 characters.
    pub title: String,
    /// The text, at most 1 MiB.
    pub body: String,
    /// 1 to 10.
    pub mood: Option<u8>,
    /// How it felt.
    pub emotions: Vec<String>,
    /// What set it off.
    pub triggers: Vec<String>,
    /// Free labels, without spaces.
    pub tags: Vec<String>,
    /// Steps of the programme it belongs to, 1 to 11.
    pub steps: Vec<u8>,
    /// Marked as important.
    pub star: bool,
    /// A letter that is not sent: in no share unless it is named there.
    pub letter: bool,
}

impl EntryFields {
    /// With this text and nothing else.
    pub fn text(body: impl Into<String>) -> Self {
        Self {
            body: body.into(),
            ..Self::default()
        }
    }

    /// The moment it is about.
    #[must_use]
    pub fn when(mut self, when: Zoned) -> Self {
        self.when = Some(when);
        self
    }

    /// A title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// A mood from 1 to 10.
    #[must_use]
    pub fn mood(mut self, mood: u8) -> Self {
        self.mood = Some(mood);
        self
    }

    /// One more emotion.
    #[must_use]
    pub fn emotion(mut self, emotion: impl Into<String>) -> Self {
        self.emotions.push(emotion.into());
        self
    }

    /// One more trigger.
    #[must_use]
    pub fn trigger(mut self, trigger: impl Into<String>) -> Self {
        self.triggers.push(trigger.into());
        self
    }

    /// One more tag.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tags.push(tag.into());
        self
    }

    /// One more step of the programme.
    #[must_use]
    pub fn step(mut self, step: u8) -> Self {
        self.steps.push(step);
        self
    }

    /// Marked as important.
    #[must_use]
    pub fn star(mut self) -> Self {
        self.star = true;
        self
    }

    /// A letter that is not sent.
    #[must_use]
    pub fn letter(mut self) -> Self {
        self.letter = true;
        self
    }

    /// Whether there is nothing in it: no text, no title, no mood. Such an entry is not saved.
    pub fn is_empty(&self) -> bool {
        journal::is_blank(&self.body) && journal::is_blank(&self.title) && self.mood.is_none()
    }
}
