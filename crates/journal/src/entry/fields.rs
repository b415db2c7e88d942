//! What an entry says: each field with its names, its value, and the edit that changes it.
//!
//! A new field begins here. The compiler then names every other place that has to know it: how it lies in the document
//! (`stored.rs`), and above this crate how it lies in pages and by which options it is given. Whatever shows, compares,
//! shares, restores or exports entries goes by [`EntryFields::values`] and needs no change.

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::entry::file::{self, EntryFile};
use crate::entry::label::Label;
use crate::entry::when::When;
use crate::text::blank::is_blank;

/// What an entry says. Everything but the text may be left out.
///
/// ```
/// use journal::EntryFields;
///
/// let fields = EntryFields::text("The lake was still.").mood(7).tag("lake").step(3);
/// assert_eq!(fields.mood, Some(7));
/// assert!(!fields.star);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryFields {
    /// The moment it is about. A new entry that leaves it open is about now.
    #[serde(skip_serializing_if = "When::is_open")]
    pub when: When,
    /// One line of at most 500 characters; empty without a title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The text, at most 1 MiB.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// How it was, from 1 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<u8>,
    /// How it felt. Sorted where it was read, as all lists are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emotions: Vec<String>,
    /// What set it off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<String>,
    /// Free labels, each one word without `#`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The steps of a programme that it belongs to, by number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<u8>,
    /// Marked as important.
    #[serde(skip_serializing_if = "is_false")]
    pub star: bool,
    /// A letter that is not sent: in no share unless it is named there.
    #[serde(skip_serializing_if = "is_false")]
    pub letter: bool,
    /// Photographs, sound and other files, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<EntryFile>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

/// One of the fields of an entry, its words before all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryField {
    /// The title.
    Title,
    /// The text.
    Text,
    /// The moment it is about.
    When,
    /// The mood.
    Mood,
    /// Feelings.
    Emotions,
    /// What set them off.
    Triggers,
    /// Tags.
    Tags,
    /// Steps of the programme.
    Steps,
    /// The star.
    Star,
    /// Whether it is a letter that is not sent.
    Letter,
    /// Its files.
    Files,
}

/// One change of an entry, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryEdit {
    /// Moves the entry to another moment.
    When(When),
    /// Replaces the title.
    Title(String),
    /// Makes the text read like this; what did not change stays untouched and merges.
    Body(String),
    /// Sets the mood, or takes it away.
    Mood(Option<u8>),
    /// Adds (`true`) or takes away a tag.
    Tag(String, bool),
    /// Adds or takes away an emotion.
    Emotion(String, bool),
    /// Adds or takes away a trigger.
    Trigger(String, bool),
    /// Links or unlinks a step.
    Step(u8, bool),
    /// Sets or takes away the star.
    Star(bool),
    /// Makes it a letter that is not sent, or an ordinary entry again.
    Letter(bool),
    /// Adds a file, or says something else of one that is there, by its id.
    File(Box<EntryFile>),
    /// Takes a file away, by its id.
    Unfile(String),
    /// Keeps a flagged sentence as it is (by the key that the check of wording gives it), or has it flagged
    /// again.
    Keep(String, bool),
    /// Says which journey the entry belongs to (a document id as text), or none.
    Journey(Option<String>),
    /// Puts the entry in the bin. Its text stays in the history.
    Delete,
    /// Takes it out again.
    Restore,
}

/// What an entry says of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum EntryValue<'a> {
    /// One line; empty where nothing is said.
    Line(&'a str),
    /// A text that merges; empty where nothing is said.
    Text(&'a str),
    /// A number, or none.
    Number(Option<u8>),
    /// Words, sorted.
    Words(&'a [String]),
    /// Numbers, sorted.
    Numbers(&'a [u8]),
    /// Yes or no.
    Check(bool),
    /// Files; printed without what opens them.
    #[serde(serialize_with = "file::told")]
    Files(&'a [EntryFile]),
}

impl EntryField {
    /// All of them, in the order in which they are written and printed.
    pub fn all() -> impl Iterator<Item = Self> {
        let values = EntryFields::default().values().map(|(field, _)| field);
        values.into_iter()
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::When => "date",
            Self::Text => "text",
            _ => self.key(),
        }
    }

    /// What programs call it: its key in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Title => "title",
            Self::Text => "body",
            Self::Mood => "mood",
            Self::Emotions => "emotions",
            Self::Triggers => "triggers",
            Self::Tags => "tags",
            Self::Steps => "steps",
            Self::Star => "star",
            Self::Letter => "letter",
            Self::Files => "files",
        }
    }

    /// Its key in the document. One that ends with `/` begins the keys of its words or numbers, each of which has its
    /// own, so that two devices adding different ones both keep theirs.
    pub(crate) const fn stored(self) -> &'static str {
        match self {
            Self::Emotions => "emotion/",
            Self::Triggers => "trigger/",
            Self::Tags => "tag/",
            Self::Steps => "step/",
            Self::Files => "file/",
            _ => self.key(),
        }
    }

    /// The field that a key of the document belongs to.
    pub(crate) fn of_stored(key: &str) -> Option<Self> {
        let is_of = |field: &Self| match field.stored() {
            each if each.ends_with('/') => key.starts_with(each),
            single => key == single,
        };
        Self::all().find(is_of)
    }
}

impl EntryFields {
    /// Every field with what is said of it, in the order in which they are written and printed.
    pub fn values(&self) -> [(EntryField, EntryValue<'_>); 11] {
        let Self {
            when,
            title,
            body,
            mood,
            emotions,
            triggers,
            tags,
            steps,
            star,
            letter,
            files,
        } = self;
        [
            (EntryField::When, EntryValue::Line(when.as_str())),
            (EntryField::Title, EntryValue::Line(title)),
            (EntryField::Text, EntryValue::Text(body)),
            (EntryField::Mood, EntryValue::Number(*mood)),
            (EntryField::Emotions, EntryValue::Words(emotions)),
            (EntryField::Triggers, EntryValue::Words(triggers)),
            (EntryField::Tags, EntryValue::Words(tags)),
            (EntryField::Steps, EntryValue::Numbers(steps)),
            (EntryField::Star, EntryValue::Check(*star)),
            (EntryField::Letter, EntryValue::Check(*letter)),
            (EntryField::Files, EntryValue::Files(files)),
        ]
    }

    /// The edits that make an entry with these fields say of one field what `then` says. A moment that `then` leaves open
    /// or that cannot be read stays.
    pub fn edits_to(&self, then: &Self, field: EntryField) -> Vec<EntryEdit> {
        let one = |differs: bool, edit: EntryEdit| if differs { vec![edit] } else { Vec::new() };
        match field {
            EntryField::When => one(
                self.when != then.when && then.when.zoned().is_some(),
                EntryEdit::When(then.when.clone()),
            ),
            EntryField::Title => one(
                self.title != then.title,
                EntryEdit::Title(then.title.clone()),
            ),
            EntryField::Text => one(self.body != then.body, EntryEdit::Body(then.body.clone())),
            EntryField::Mood => one(self.mood != then.mood, EntryEdit::Mood(then.mood)),
            EntryField::Emotions => each(&self.emotions, &then.emotions, EntryEdit::Emotion),
            EntryField::Triggers => each(&self.triggers, &then.triggers, EntryEdit::Trigger),
            EntryField::Tags => each(&self.tags, &then.tags, EntryEdit::Tag),
            EntryField::Steps => each(&self.steps, &then.steps, EntryEdit::Step),
            EntryField::Star => one(self.star != then.star, EntryEdit::Star(then.star)),
            EntryField::Letter => one(self.letter != then.letter, EntryEdit::Letter(then.letter)),
            EntryField::Files => {
                let is_there = |id: &String| then.files.iter().any(|file| file.id == *id);
                let gone = self.files.iter().map(|file| &file.id);
                let gone = gone.filter(|id| !is_there(id)).cloned();
                let said = then.files.iter().filter(|file| !self.files.contains(file));
                let said = said.map(|file| EntryEdit::File(Box::new(file.clone())));
                gone.map(EntryEdit::Unfile).chain(said).collect()
            }
        }
    }

    /// The edits that make an entry with these fields say all that `then` says; see [`EntryFields::edits_to`].
    pub fn all_edits_to(&self, then: &Self) -> Vec<EntryEdit> {
        let edits = EntryField::all().flat_map(|field| self.edits_to(then, field));
        edits.collect()
    }

    /// Whether these fields say already what an edit of one of them would make them say.
    pub(crate) fn says(&self, edit: &EntryEdit) -> bool {
        match edit {
            EntryEdit::When(when) => *when == self.when,
            EntryEdit::Title(title) => *title == self.title,
            EntryEdit::Body(body) => *body == self.body,
            EntryEdit::Mood(mood) => *mood == self.mood,
            EntryEdit::Tag(tag, on) => Label::Tag.is_among(&self.tags, tag) == *on,
            EntryEdit::Emotion(name, on) => Label::Emotion.is_among(&self.emotions, name) == *on,
            EntryEdit::Trigger(name, on) => Label::Trigger.is_among(&self.triggers, name) == *on,
            EntryEdit::Step(step, on) => self.steps.contains(step) == *on,
            EntryEdit::Star(on) => self.star == *on,
            EntryEdit::Letter(on) => self.letter == *on,
            EntryEdit::File(file) => self.files.contains(file),
            EntryEdit::Unfile(id) => self.files.iter().all(|file| file.id != *id),
            EntryEdit::Keep(..)
            | EntryEdit::Journey(_)
            | EntryEdit::Delete
            | EntryEdit::Restore => false,
        }
    }

    /// These fields, and what `other` says of those of which nothing is said here.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        fn list<T>(mine: Vec<T>, other: Vec<T>) -> Vec<T> {
            if mine.is_empty() { other } else { mine }
        }
        fn text(mine: String, other: String) -> String {
            if mine.is_empty() { other } else { mine }
        }
        Self {
            when: self.when.or(other.when),
            title: text(self.title, other.title),
            body: text(self.body, other.body),
            mood: self.mood.or(other.mood),
            emotions: list(self.emotions, other.emotions),
            triggers: list(self.triggers, other.triggers),
            tags: list(self.tags, other.tags),
            steps: list(self.steps, other.steps),
            star: self.star || other.star,
            letter: self.letter || other.letter,
            files: list(self.files, other.files),
        }
    }

    /// Whether there is nothing in it: no text, no title, no mood, no file. Such an entry is not saved.
    pub fn is_empty(&self) -> bool {
        is_blank(&self.body)
            && is_blank(&self.title)
            && self.mood.is_none()
            && self.files.is_empty()
    }

    /// All fields as JSON prints them, by [`EntryField::key`]. Those of which nothing is said are there if `even_empty`
    /// says so.
    pub const fn printed(&self, even_empty: fn(EntryField) -> bool) -> Printed<'_> {
        Printed {
            fields: self,
            even_empty,
        }
    }
}

/// What is taken away and what is added.
fn each<T: PartialEq + Clone>(
    now: &[T],
    then: &[T],
    edit: fn(T, bool) -> EntryEdit,
) -> Vec<EntryEdit> {
    let gone = now.iter().filter(|one| !then.contains(one));
    let added = then.iter().filter(|one| !now.contains(one));
    let gone = gone.map(|one| edit(one.clone(), false));
    gone.chain(added.map(|one| edit(one.clone(), true)))
        .collect()
}

impl EntryValue<'_> {
    /// Whether anything is said.
    pub const fn is_filled(self) -> bool {
        match self {
            Self::Line(text) | Self::Text(text) => !text.is_empty(),
            Self::Number(number) => number.is_some(),
            Self::Words(words) => !words.is_empty(),
            Self::Numbers(numbers) => !numbers.is_empty(),
            Self::Check(on) => on,
            Self::Files(files) => !files.is_empty(),
        }
    }

    /// The value for people, on one line if it is no text; empty where nothing is said.
    pub fn words(self) -> String {
        match self {
            Self::Line(text) | Self::Text(text) => text.to_owned(),
            Self::Number(number) => number.map_or_else(String::new, |number| number.to_string()),
            Self::Words(words) => words.join(", "),
            Self::Numbers(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(u8::to_string).collect();
                numbers.join(", ")
            }
            Self::Check(on) => if on { "yes" } else { "" }.to_owned(),
            Self::Files(files) => {
                let files: Vec<String> = files.iter().map(EntryFile::words).collect();
                files.join(", ")
            }
        }
    }
}

/// Made by [`EntryFields::printed`].
#[derive(Debug, Clone, Copy)]
pub struct Printed<'a> {
    fields: &'a EntryFields,
    even_empty: fn(EntryField) -> bool,
}

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, value) in self.fields.values() {
            if value.is_filled() || (self.even_empty)(field) {
                map.serialize_entry(field.key(), &value)?;
            }
        }
        map.end()
    }
}

/// Fields one after the other, as a program gives them.
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
    pub fn when(mut self, when: impl Into<When>) -> Self {
        self.when = when.into();
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
    pub const fn mood(mut self, mood: u8) -> Self {
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
    pub const fn star(mut self) -> Self {
        self.star = true;
        self
    }

    /// A letter that is not sent.
    #[must_use]
    pub const fn letter(mut self) -> Self {
        self.letter = true;
        self
    }
}
