//! Journal entries as documents: what can be changed, and within which limits.
//!
//! The document is one flat map: `when`, `title`, `body` (text that merges), `mood`, `star`, `deleted`,
//! `letter`, `journey`, and one key for each tag, emotion, trigger, step and kept sentence, so that two devices
//! adding different ones both keep theirs.

use automerge::transaction::Transactable;
use automerge::{AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::sheet::{is_sentence, shown};
use crate::sheet_text;
use crate::text::{self, TEXT_CHARS_PER_CHANGE_MAX};

/// Longest title, in characters.
pub const TITLE_CHARS_MAX: usize = 500;
/// Longest body, in bytes of UTF-8.
pub const BODY_BYTES_MAX: usize = 1 << 20;
/// Longest tag, emotion or trigger, in characters.
pub const LABEL_CHARS_MAX: usize = 64;
/// Most tags of one entry; the same for emotions and for triggers.
pub const LABELS_MAX: usize = 64;
/// Lowest and highest mood.
pub const MOOD_MIN: u8 = 1;
/// Highest mood.
pub const MOOD_MAX: u8 = 10;
/// Highest number of a step that an entry can be linked to.
pub const STEP_MAX: u8 = 99;
/// Where a published document keeps which item of its share it is; in a worksheet, the field `item`.
pub const ITEM_KEY: &str = "f/item";
/// Longest date and time with zone, in bytes.
const WHEN_BYTES_MAX: usize = 100;

/// One change of an entry, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryEdit {
    /// Writes a new entry.
    Create {
        /// What the writer's clock showed, as `2026-11-23T22:10:00+01:00[Europe/Berlin]`.
        when: String,
        /// The title; may be empty.
        title: String,
        /// The text.
        body: String,
        /// How it was, from 1 to 10.
        mood: Option<u8>,
        /// Feelings.
        emotions: Vec<String>,
        /// What set them off.
        triggers: Vec<String>,
        /// Tags, without any `#`.
        tags: Vec<String>,
        /// Numbers of the steps it belongs to.
        steps: Vec<u8>,
        /// Whether it is marked with a star.
        star: bool,
    },
    /// Moves the entry to another moment (same form as in `Create`).
    When(String),
    /// Replaces the title.
    Title(String),
    /// Makes the text read like this; what did not change stays untouched and merges.
    Body(String),
    /// Sets the mood, or takes it away.
    Mood(Option<u8>),
    /// Adds or takes away a tag.
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
    /// Keeps a marked sentence as it is (by the key that the check of wording gives it), or has it marked
    /// again.
    Keep(String, bool),
    /// Says which journey the entry belongs to (a document id as text), or none.
    Journey(Option<String>),
    /// In a share: names the item that this document publishes. Rows show it in `extra`, under
    /// [`ITEM_KEY`], as every program did that did not know of it.
    Item(String),
    /// Puts the entry in the bin.
    Delete,
    /// Takes it out again.
    Restore,
}

/// What the user gave that an entry cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EntryError {
    /// Not a date and time with its zone.
    #[error(
        "{0:?} is not a date and time with its zone, like 2026-11-23T22:10:00+01:00[Europe/Berlin]"
    )]
    When(String),
    /// The title is too long.
    #[error("the title has {0} characters, {TITLE_CHARS_MAX} at most")]
    TitleTooLong(usize),
    /// The title has a line break or another control character.
    #[error("the title must be a single line")]
    TitleNotOneLine,
    /// The text is too long.
    #[error("the text has {0} bytes, {BODY_BYTES_MAX} at most")]
    BodyTooLong(usize),
    /// The mood is outside the scale.
    #[error("{0} is no mood: give a number from {MOOD_MIN} to {MOOD_MAX}")]
    Mood(u8),
    /// A tag, emotion or trigger that cannot be one.
    #[error("{text:?} cannot be {what}: {rule}")]
    Label {
        /// What it was to be, with its article.
        what: &'static str,
        /// What was given, shortened.
        text: String,
        /// What is allowed.
        rule: &'static str,
    },
    /// Too many tags, emotions or triggers.
    #[error("an entry has at most {LABELS_MAX} {0}")]
    TooMany(&'static str),
    /// No such step.
    #[error("{0} is no step: give a number from 1 to {STEP_MAX}")]
    Step(u8),
    /// Not the key of a sentence.
    #[error("{0:?} is not the key of a sentence")]
    Sentence(String),
    /// Not the id of a journey.
    #[error("{0:?} is not the id of a journey")]
    Journey(String),
}

/// Everything that can go wrong while writing an entry's edit.
#[derive(Debug)]
pub(crate) enum WriteError {
    Entry(EntryError),
    TooMuchAtOnce,
    Document(AutomergeError),
}

impl From<EntryError> for WriteError {
    fn from(error: EntryError) -> Self {
        Self::Entry(error)
    }
}

impl From<AutomergeError> for WriteError {
    fn from(error: AutomergeError) -> Self {
        Self::Document(error)
    }
}

/// The three kinds of labels, each under its own beginning of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Tag,
    Emotion,
    Trigger,
}

impl Label {
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Tag => "tag/",
            Self::Emotion => "emotion/",
            Self::Trigger => "trigger/",
        }
    }

    const fn one(self) -> &'static str {
        match self {
            Self::Tag => "a tag",
            Self::Emotion => "an emotion",
            Self::Trigger => "a trigger",
        }
    }

    const fn many(self) -> &'static str {
        match self {
            Self::Tag => "tags",
            Self::Emotion => "emotions",
            Self::Trigger => "triggers",
        }
    }

    /// Whether `text` can be this label as it stands in a key.
    pub(crate) fn is_valid(self, text: &str) -> bool {
        let blank = |c: char| c.is_whitespace() && (self == Self::Tag || c != ' ');
        !text.is_empty()
            && text.chars().count() <= LABEL_CHARS_MAX
            && text.trim() == text
            && !text.chars().any(|c| c.is_control() || blank(c))
    }

    /// The text as it stands in a key: composed, without blanks around it.
    fn checked(self, text: &str) -> Result<String, EntryError> {
        let clean: String = text.trim().nfc().collect();
        if self.is_valid(&clean) {
            return Ok(clean);
        }
        Err(EntryError::Label {
            what: self.one(),
            text: text.chars().take(LABEL_CHARS_MAX).collect(),
            rule: match self {
                Self::Tag => "one word of at most 64 characters is needed",
                Self::Emotion | Self::Trigger => "at most 64 characters on one line are needed",
            },
        })
    }
}

/// Writes one edit into a document. `at` (unix seconds) is the time kept by [`EntryEdit::Delete`].
///
/// Nothing is written when the edit changes nothing. After an error the transaction must be rolled
/// back by the caller.
pub(crate) fn apply<T: Transactable>(
    tx: &mut T,
    edit: &EntryEdit,
    at: i64,
) -> Result<(), WriteError> {
    match edit {
        EntryEdit::Create { .. } => create(tx, edit),
        EntryEdit::When(when) => set_when(tx, when),
        EntryEdit::Title(title) => set_title(tx, title),
        EntryEdit::Body(body) => set_body(tx, body),
        EntryEdit::Mood(mood) => set_mood(tx, *mood),
        EntryEdit::Tag(text, on) => set_label(tx, Label::Tag, text, *on),
        EntryEdit::Emotion(text, on) => set_label(tx, Label::Emotion, text, *on),
        EntryEdit::Trigger(text, on) => set_label(tx, Label::Trigger, text, *on),
        EntryEdit::Step(step, on) => set_step(tx, *step, *on),
        EntryEdit::Star(true) => put(tx, "star", true.into()),
        EntryEdit::Star(false) => remove(tx, "star"),
        EntryEdit::Letter(true) => put(tx, "letter", true.into()),
        EntryEdit::Letter(false) => remove(tx, "letter"),
        EntryEdit::Keep(sentence, on) => keep(tx, sentence, *on),
        EntryEdit::Journey(Some(journey)) => set_journey(tx, journey),
        EntryEdit::Journey(None) => remove(tx, "journey"),
        EntryEdit::Item(item) => put(tx, ITEM_KEY, item.as_str().into()),
        EntryEdit::Delete => put(tx, "deleted", ScalarValue::Int(at)),
        EntryEdit::Restore => remove(tx, "deleted"),
    }
}

fn create<T: Transactable>(tx: &mut T, edit: &EntryEdit) -> Result<(), WriteError> {
    let EntryEdit::Create {
        when,
        title,
        body,
        mood,
        emotions,
        triggers,
        tags,
        steps,
        star,
    } = edit
    else {
        return Ok(());
    };
    set_when(tx, when)?;
    set_title(tx, title)?;
    // The text object is made now even when empty: texts begun on two devices would stay two.
    if bodies(tx)?.is_empty() {
        tx.put_object(ROOT, "body", ObjType::Text)?;
    }
    set_body(tx, body)?;
    set_mood(tx, *mood)?;
    for (label, texts) in [
        (Label::Emotion, emotions),
        (Label::Trigger, triggers),
        (Label::Tag, tags),
    ] {
        for text in texts {
            set_label(tx, label, text, true)?;
        }
    }
    for step in steps {
        set_step(tx, *step, true)?;
    }
    if *star {
        put(tx, "star", true.into())?;
    }
    Ok(())
}

fn set_when<T: Transactable>(tx: &mut T, when: &str) -> Result<(), WriteError> {
    if when.len() > WHEN_BYTES_MAX || when.parse::<jiff::Zoned>().is_err() {
        return Err(EntryError::When(when.chars().take(WHEN_BYTES_MAX).collect()).into());
    }
    put(tx, "when", when.into())
}

fn set_title<T: Transactable>(tx: &mut T, title: &str) -> Result<(), WriteError> {
    let chars = title.chars().count();
    if chars > TITLE_CHARS_MAX {
        return Err(EntryError::TitleTooLong(chars).into());
    }
    if title.chars().any(char::is_control) {
        return Err(EntryError::TitleNotOneLine.into());
    }
    if title.is_empty() {
        return remove(tx, "title");
    }
    put(tx, "title", title.into())
}

fn set_body<T: Transactable>(tx: &mut T, body: &str) -> Result<(), WriteError> {
    if body.len() > BODY_BYTES_MAX {
        return Err(EntryError::BodyTooLong(body.len()).into());
    }
    let bodies = bodies(tx)?;
    let [one] = bodies.as_slice() else {
        return Ok(sheet_text::write(tx, "body", body)?);
    };
    let old = tx.text(one)?;
    let splices = text::splices(&old, body);
    if text::changed(&splices) > TEXT_CHARS_PER_CHANGE_MAX {
        return Err(WriteError::TooMuchAtOnce);
    }
    // Splices count characters, which fits only where the object is nothing but text.
    if tx.length(one) == old.chars().count() {
        text::splice(tx, one, &splices)?;
    } else {
        let fresh = tx.put_object(ROOT, "body", ObjType::Text)?;
        tx.splice_text(&fresh, 0, 0, body)?;
    }
    Ok(())
}

/// The text objects at `body`: one, or more where it was begun on several devices at once.
fn bodies<D: ReadDoc>(doc: &D) -> Result<Vec<ObjId>, AutomergeError> {
    let all = doc.get_all(ROOT, "body")?.into_iter();
    Ok(all
        .filter(|(value, _)| matches!(value, Value::Object(ObjType::Text)))
        .map(|(_, object)| object)
        .collect())
}

fn set_mood<T: Transactable>(tx: &mut T, mood: Option<u8>) -> Result<(), WriteError> {
    match mood {
        Some(mood) if !(MOOD_MIN..=MOOD_MAX).contains(&mood) => Err(EntryError::Mood(mood).into()),
        Some(mood) => put(tx, "mood", ScalarValue::Int(i64::from(mood))),
        None => remove(tx, "mood"),
    }
}

fn set_label<T: Transactable>(
    tx: &mut T,
    label: Label,
    text: &str,
    on: bool,
) -> Result<(), WriteError> {
    let prefix = label.prefix();
    let key = format!("{prefix}{}", label.checked(text)?);
    let held: Vec<String> = tx
        .keys(ROOT)
        .filter(|key| key.starts_with(prefix))
        .collect();
    // Compared as search does: what is found by a label also goes with it, and is not there twice.
    let wanted = crate::fold(&key[prefix.len()..]);
    let same = held
        .iter()
        .filter(|key| crate::fold(&key[prefix.len()..]) == wanted);
    if !on {
        return same.into_iter().try_for_each(|key| remove(tx, key));
    }
    if !held.contains(&key) {
        if same.count() > 0 {
            return Ok(());
        }
        if held.len() >= LABELS_MAX {
            return Err(EntryError::TooMany(label.many()).into());
        }
    }
    put(tx, &key, true.into())
}

fn set_step<T: Transactable>(tx: &mut T, step: u8, on: bool) -> Result<(), WriteError> {
    if !(1..=STEP_MAX).contains(&step) {
        return Err(EntryError::Step(step).into());
    }
    let key = format!("step/{step}");
    if on {
        put(tx, &key, true.into())
    } else {
        remove(tx, &key)
    }
}

fn keep<T: Transactable>(tx: &mut T, sentence: &str, on: bool) -> Result<(), WriteError> {
    if !is_sentence(sentence) {
        return Err(EntryError::Sentence(shown(sentence)).into());
    }
    let key = format!("kept/{sentence}");
    if on {
        put(tx, &key, true.into())
    } else {
        remove(tx, &key)
    }
}

fn set_journey<T: Transactable>(tx: &mut T, journey: &str) -> Result<(), WriteError> {
    if crate::DocId::prefix_bounds(journey).is_err() {
        return Err(EntryError::Journey(journey.chars().take(LABEL_CHARS_MAX).collect()).into());
    }
    put(tx, "journey", journey.into())
}

fn put<T: Transactable>(tx: &mut T, key: &str, value: ScalarValue) -> Result<(), WriteError> {
    let same = match tx.get_all(ROOT, key)?.as_slice() {
        [(Value::Scalar(old), _)] => **old == value,
        _ => false,
    };
    if !same {
        tx.put(ROOT, key, value)?;
    }
    Ok(())
}

fn remove<T: Transactable>(tx: &mut T, key: &str) -> Result<(), WriteError> {
    if tx.get(ROOT, key)?.is_some() {
        tx.delete(ROOT, key)?;
    }
    Ok(())
}
