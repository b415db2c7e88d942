//! Labels of entries: tags, emotions and triggers. One rule for what can be one, how it is kept, and which are the same.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::text::blank::is_blank;
use crate::text::fold::fold;

/// Longest tag, emotion or trigger, in characters.
pub const LABEL_CHARS_MAX: usize = 64;
/// Most tags of one entry; the same for emotions and for triggers.
pub const LABELS_MAX: usize = 64;

/// What cannot be a label.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{text:?} cannot be {what}: {rule}")]
pub struct LabelError {
    /// What it was to be, with its article.
    what: &'static str,
    /// What was given, shortened.
    text: String,
    /// What is allowed.
    rule: &'static str,
}

/// The three kinds of labels.
///
/// Two labels are one and the same when their [keys](Self::key) are: writing, removing, search, shares and figures all
/// compare by it. Of several spellings in one entry the first in order of their letters is shown; where labels are counted,
/// [`Spellings`](crate::Spellings) says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// One word that an entry is filed under.
    Tag,
    /// A feeling.
    Emotion,
    /// What set it off.
    Trigger,
}

impl Label {
    /// What a document's keys of this kind begin with.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Tag => "tag/",
            Self::Emotion => "emotion/",
            Self::Trigger => "trigger/",
        }
    }

    /// One of them, with its article: `a tag`.
    pub const fn one(self) -> &'static str {
        match self {
            Self::Tag => "a tag",
            Self::Emotion => "an emotion",
            Self::Trigger => "a trigger",
        }
    }

    /// Several of them: `tags`.
    pub const fn many(self) -> &'static str {
        match self {
            Self::Tag => "tags",
            Self::Emotion => "emotions",
            Self::Trigger => "triggers",
        }
    }

    /// The one of three that belongs to this kind.
    pub fn pick<T>(self, tags: T, emotions: T, triggers: T) -> T {
        match self {
            Self::Tag => tags,
            Self::Emotion => emotions,
            Self::Trigger => triggers,
        }
    }

    /// A label as it is kept: composed, without blanks around it, one space where there are blanks inside, a tag without
    /// its sign.
    pub fn tidied(self, text: &str) -> String {
        // A soft hyphen only says where a word may be parted at the end of a line.
        let composed: String = text.nfc().filter(|c| *c != '\u{ad}').collect();
        let bare = self.bare(composed.trim());
        let words: Vec<&str> = bare.split_whitespace().collect();
        words.join(" ")
    }

    /// What two spellings of one label have in common: [folded](crate::fold) and tidied.
    pub fn key(self, text: &str) -> String {
        // Folding makes blanks of what looks like blanks.
        self.tidied(&fold(text))
    }

    /// Whether two spellings are one label.
    pub fn is_same(self, one: &str, other: &str) -> bool {
        one == other || self.key(one) == self.key(other)
    }

    /// Whether one of these is the same label.
    pub fn is_among(self, labels: &[String], wanted: &str) -> bool {
        let key = self.key(wanted);
        labels.iter().any(|label| self.has_key(label, &key))
    }

    /// Whether a label has this key.
    pub(crate) fn has_key(self, text: &str, key: &str) -> bool {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/".contains(&byte);
        if text.bytes().all(is_plain) {
            text.eq_ignore_ascii_case(key)
        } else {
            self.key(text) == key
        }
    }

    /// A label as it is to be kept.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn checked(self, text: &str) -> Result<String, LabelError> {
        let tidied = self.tidied(text);
        let key = self.key(&tidied);
        let is_seen = !is_blank(&tidied) && !key.is_empty() && !key.starts_with(self.sign());
        if is_seen && self.is_valid(&tidied) {
            return Ok(tidied);
        }
        Err(LabelError {
            what: self.one(),
            text: text.chars().take(LABEL_CHARS_MAX).collect(),
            rule: match self {
                Self::Tag => "one word of at most 64 characters is needed",
                Self::Emotion | Self::Trigger => "at most 64 characters on one line are needed",
            },
        })
    }

    /// Whether `text` can be this label as it stands in a document's key, where earlier programs kept signs.
    pub(crate) fn is_valid(self, text: &str) -> bool {
        let blank = |c: char| c.is_whitespace() && (self == Self::Tag || c != ' ');
        !text.is_empty()
            && text.chars().count() <= LABEL_CHARS_MAX
            && text.trim() == text
            && !text.chars().any(|c| c.is_control() || blank(c))
    }

    /// The labels of one entry as they are shown: tidied, each once, sorted.
    pub(crate) fn shown(self, labels: &mut Vec<String>) {
        for label in labels.iter_mut() {
            *label = self.tidied(label);
        }
        labels.sort_unstable();
        let mut seen = std::collections::BTreeSet::new();
        labels.retain(|label| seen.insert(self.key(label)));
    }

    /// Without the sign that lists show before a tag. What is nothing but signs stays.
    fn bare(self, text: &str) -> &str {
        let is_sign = |letter: char| letter.is_whitespace() || self.sign().contains(&letter);
        let bare = text.trim_start_matches(is_sign);
        if bare.is_empty() { text } else { bare }
    }

    /// A word without the sign before it; `None` for one that begins with none.
    pub(crate) fn after_sign(self, word: &str) -> Option<&str> {
        let bare = self.bare(word);
        (bare.len() < word.len()).then_some(bare)
    }

    /// What may stand before it and is no part of it.
    const fn sign(self) -> &'static [char] {
        match self {
            Self::Tag => &['#', '＃'],
            Self::Emotion | Self::Trigger => &[],
        }
    }
}
