//! Which of several spellings of a label is shown.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::entry::label::Label;

/// The spelling that each label is shown in, wherever labels are counted: the latest one, by what the writer's clock
/// showed. A feeling and a trigger of one name have one spelling; tags are kept apart.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    tags: BTreeMap<String, Spelling>,
    words: BTreeMap<String, Spelling>,
}

/// When a label was last written, and how. What has no moment comes before all else, and of one moment the later in order of
/// letters is taken.
type Spelling = (Option<DateTime>, String);

impl Spellings {
    /// Takes note of a label as it was written.
    pub fn saw(&mut self, kind: Label, label: &str, at: Option<DateTime>) {
        let (key, label) = (kind.key(label), kind.tidied(label));
        if key.is_empty() {
            return;
        }
        let latest = self.of_mut(kind).entry(key).or_default();
        if (at, label.as_str()) > (latest.0, latest.1.as_str()) {
            *latest = (at, label);
        }
    }

    /// The spelling of the label with this [key](Label::key); `None` for one that was not seen.
    pub fn of_key(&self, kind: Label, key: &str) -> Option<&str> {
        let (_, label) = self.of(kind).get(key)?;
        Some(label)
    }

    /// A label as it is shown: tidied, where it was not seen.
    pub fn shown(&self, kind: Label, label: &str) -> String {
        let seen = self.of_key(kind, &kind.key(label));
        seen.map_or_else(|| kind.tidied(label), str::to_owned)
    }

    /// Adds the labels of another one that were not seen here.
    pub fn add_unseen(&mut self, other: Self) {
        for (known, more) in [(&mut self.tags, other.tags), (&mut self.words, other.words)] {
            for (key, spelling) in more {
                known.entry(key).or_insert(spelling);
            }
        }
    }

    fn of(&self, kind: Label) -> &BTreeMap<String, Spelling> {
        kind.pick(&self.tags, &self.words, &self.words)
    }

    fn of_mut(&mut self, kind: Label) -> &mut BTreeMap<String, Spelling> {
        match kind {
            Label::Tag => &mut self.tags,
            Label::Emotion | Label::Trigger => &mut self.words,
        }
    }
}
