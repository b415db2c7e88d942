//! What a share shows, as data: it is stored beside the share, and shown to its owner in words.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::entry::fields::EntryFields;
use crate::entry::label::Label;

/// What goes with a shared entry only if it was chosen. Its date, title, text and mood always go, and the tag or star by
/// which a rule chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryPart {
    /// All its tags.
    Tags,
    /// What was felt.
    Emotions,
    /// What set it off.
    Triggers,
    /// The steps that it belongs to.
    Steps,
    /// Whether it has a star.
    Star,
    /// Whether it is a letter.
    Letter,
}

impl EntryPart {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Tags,
        Self::Emotions,
        Self::Triggers,
        Self::Steps,
        Self::Star,
        Self::Letter,
    ];

    /// The part in a word, as people choose it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Emotions => "emotions",
            Self::Triggers => "triggers",
            Self::Steps => "steps",
            Self::Star => "star",
            Self::Letter => "letter",
        }
    }
}

/// What a share that says nothing of it shows: it was made when all parts went.
fn all_parts() -> BTreeSet<EntryPart> {
    EntryPart::ALL.into()
}

fn are_all(parts: &BTreeSet<EntryPart>) -> bool {
    parts.len() == EntryPart::ALL.len()
}

/// What a share shows. An entry is in it if it was named, or if it fits all of tag, star and dates, as far as any of
/// them is given.
///
/// A rule with a field that this program does not know is not read at all: without it, it might show more than was meant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShareRule {
    /// Worksheets of these steps.
    pub steps: BTreeSet<u8>,
    /// The journey the steps are of, as worksheets name it; empty for the first one.
    pub journey: String,
    /// Worksheets of the person's own, by the ids of their definitions.
    pub worksheets: BTreeSet<String>,
    /// Figures worked out from the whole journal, as text.
    pub insights: bool,
    /// Entries with any of these tags.
    pub tags: BTreeSet<String>,
    /// Entries one by one: whole ids.
    pub entries: BTreeSet<String>,
    /// Only starred entries.
    pub starred: bool,
    /// Only entries of this day or later.
    pub from: Option<Date>,
    /// Only entries of this day or earlier.
    pub to: Option<Date>,
    /// What of these entries goes beside date, title, text and mood.
    #[serde(default = "all_parts", skip_serializing_if = "are_all")]
    pub parts: BTreeSet<EntryPart>,
}

impl ShareRule {
    /// Reads what [`ShareRule::to_text`] wrote; `None` for anything else.
    pub(crate) fn read(text: &str) -> Option<Self> {
        // A list would be read as fields without names.
        let is_object = text.starts_with('{');
        is_object.then(|| serde_json::from_str(text).ok())?
    }

    pub(crate) fn to_text(&self) -> String {
        serde_json::to_string(self).expect("a rule always serialises")
    }

    /// Whether nothing at all is chosen.
    pub fn is_empty(&self) -> bool {
        Self {
            journey: String::new(),
            parts: BTreeSet::new(),
            ..self.clone()
        } == Self::default()
    }

    /// The rule in one line, for people.
    pub fn words(&self) -> String {
        let mut parts = Vec::new();
        if !self.steps.is_empty() {
            let steps: Vec<_> = self.steps.iter().map(ToString::to_string).collect();
            parts.push(format!("worksheets of step {}", steps.join(", ")));
        }
        if !self.worksheets.is_empty() {
            let own: Vec<_> = self.worksheets.iter().map(String::as_str).collect();
            parts.push(format!("worksheets {}", own.join(", ")));
        }
        if self.insights {
            parts.push("figures".to_owned());
        }
        if self.selects_entries() {
            let mut entries = "entries".to_owned();
            if self.starred {
                entries = "starred entries".to_owned();
            }
            if !self.tags.is_empty() {
                // Spellings that are compared as one are named once.
                let mut seen = BTreeSet::new();
                let tags = self
                    .tags
                    .iter()
                    .filter(|tag| seen.insert(Label::Tag.key(tag)));
                let tags: Vec<_> = tags.map(String::as_str).collect();
                entries.push_str(&format!(" tagged {}", tags.join(" or ")));
            }
            if let Some(from) = self.from {
                entries.push_str(&format!(" from {from}"));
            }
            if let Some(to) = self.to {
                entries.push_str(&format!(" to {to}"));
            }
            parts.push(entries);
        }
        match self.entries.len() {
            0 => {}
            1 => parts.push("one entry by name".into()),
            n => parts.push(format!("{n} entries by name")),
        }
        parts.join("; ")
    }

    /// What of an entry this rule lets go.
    pub fn only(&self, mut fields: EntryFields) -> EntryFields {
        let goes = |part| self.parts.contains(&part);
        if !goes(EntryPart::Tags) {
            let named: BTreeSet<String> = self.tags.iter().map(|tag| Label::Tag.key(tag)).collect();
            fields
                .tags
                .retain(|tag| named.contains(&Label::Tag.key(tag)));
        }
        if !goes(EntryPart::Emotions) {
            fields.emotions.clear();
        }
        if !goes(EntryPart::Triggers) {
            fields.triggers.clear();
        }
        if !goes(EntryPart::Steps) {
            fields.steps.clear();
        }
        fields.star &= self.starred || goes(EntryPart::Star);
        fields.letter &= goes(EntryPart::Letter);
        // Whoever reads a share gets no chunks.
        fields.files.clear();
        fields
    }

    /// What goes of each entry, in one line, for people.
    pub fn parts_in_words(&self) -> String {
        let mut parts = vec!["date", "title", "text", "mood"];
        if !self.tags.is_empty() && !self.parts.contains(&EntryPart::Tags) {
            parts.push("the tag that chose it");
        }
        if self.starred && !self.parts.contains(&EntryPart::Star) {
            parts.push("star");
        }
        parts.extend(self.parts.iter().map(|part| part.word()));
        parts.join(", ")
    }

    /// Whether it chooses entries by what they are like.
    pub fn selects_entries(&self) -> bool {
        self.starred || !self.tags.is_empty() || self.from.is_some() || self.to.is_some()
    }
}
