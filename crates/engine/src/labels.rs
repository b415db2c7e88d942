//! Tags, emotions and triggers in all entries at once: which there are, and renaming, merging and removing them.

use std::collections::{BTreeMap, BTreeSet};

use journal::{DocId, Edit, EntryEdit, Kind, Label, Row, Spellings, When};

use crate::blocking::Entries;
use crate::edits::WriteEdits;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::rows::PageEntry;
use crate::{Error, Vault};

/// Entries that are changed in one transaction: few enough that nobody waits long for it, and that little is done again
/// after a crash.
const AT_ONCE: usize = 200;

/// A label and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelView {
    /// The latest spelling, which figures show, too.
    pub label: String,
    /// How many entries have it, deleted ones not counted.
    pub entries: usize,
    /// All spellings in them, sorted.
    pub spellings: Vec<String>,
}

/// What is to become of labels, in all entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelChange {
    /// Tags, emotions or triggers.
    pub kind: Label,
    /// The labels, in any spelling.
    pub from: Vec<String>,
    /// What each of them becomes; nothing where they are taken away.
    pub to: Option<String>,
}

/// What a [`LabelChange`] does, before it is done or after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelOutcome {
    /// What the labels become, as it is kept.
    pub to: Option<String>,
    /// How many entries are changed, deleted ones not counted.
    pub entries: usize,
    /// How many deleted entries are changed: they may come back.
    pub deleted: usize,
    /// In how many entries the new label was before, though it is none of those that change: both are one from now on.
    pub merges: usize,
    /// Names of shares that go on by the new label and will show these entries, as far as the rest of their rule fits.
    pub shown_in: Vec<String>,
    /// Names of shares that go by one of the old labels and will not find it any more.
    pub gone_from: Vec<String>,
}

impl LabelOutcome {
    /// Whether anything changes.
    pub const fn is_empty(&self) -> bool {
        self.entries + self.deleted == 0
    }
}

/// The labels of one kind in an entry's value; its text is not copied.
fn labels_of<'e>(kind: Label, entry: &'e PageEntry<'_>) -> &'e [String] {
    kind.pick(&entry.tags, &entry.emotions, &entry.triggers)
}

/// Takes note of how an entry spells its feelings and triggers.
pub(crate) fn see_words(spellings: &mut Spellings, entry: &PageEntry<'_>) {
    let mut labels = entry.emotions.iter().chain(&entry.triggers).peekable();
    if labels.peek().is_some() {
        let at = When::from(entry.when).civil();
        labels.for_each(|label| spellings.saw(Label::Trigger, label, at));
    }
}

/// Takes note of how an entry spells its tags.
pub(crate) fn see_tags(spellings: &mut Spellings, when: &When, tags: &[String]) {
    if !tags.is_empty() {
        let at = when.civil();
        tags.iter()
            .for_each(|tag| spellings.saw(Label::Tag, tag, at));
    }
}

/// A change with its keys worked out.
struct Change {
    kind: Label,
    from: BTreeSet<String>,
    /// Key and spelling.
    to: Option<(String, String)>,
}

impl Change {
    /// The edits that an entry with these labels needs.
    fn edits(&self, held: &[String]) -> Vec<Edit> {
        let edit = |label: &str, on| {
            let label = label.to_owned();
            Edit::Entry(match self.kind {
                Label::Tag => EntryEdit::Tag(label, on),
                Label::Emotion => EntryEdit::Emotion(label, on),
                Label::Trigger => EntryEdit::Trigger(label, on),
            })
        };
        let is_done = |label: &str| matches!(&self.to, Some((_, to)) if to == label);
        let meant = held
            .iter()
            .filter(|label| self.from.contains(&self.kind.key(label)) && !is_done(label));
        let mut edits: Vec<Edit> = meant.map(|label| edit(label, false)).collect();
        if !edits.is_empty() {
            edits.extend(self.to.iter().map(|(_, to)| edit(to, true)));
        }
        edits
    }
}

impl Entries<'_> {
    /// All labels of one kind with the number of entries that have them, the most frequent first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn labels(&self, kind: Label) -> Result<Vec<LabelView>, ReadError> {
        let mut known: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let mut shown = Spellings::default();
        self.vault.home_snapshot()?.each_entry(|_, entry| {
            if entry.deleted.is_none() {
                match kind {
                    Label::Tag => see_tags(&mut shown, &entry.when.into(), &entry.tags),
                    Label::Emotion | Label::Trigger => see_words(&mut shown, entry),
                }
                for label in labels_of(kind, entry) {
                    let spellings = known.entry(kind.key(label)).or_default();
                    *spellings.entry(label.clone()).or_default() += 1;
                }
            }
        })?;
        let mut labels: Vec<LabelView> = known
            .into_iter()
            .map(|(key, spellings)| LabelView {
                label: shown.of_key(kind, &key).unwrap_or(&key).to_owned(),
                entries: spellings.values().sum(),
                spellings: spellings.into_keys().collect(),
            })
            .collect();
        // Those of one number stay in the order of their keys.
        labels.sort_by_key(|label| std::cmp::Reverse(label.entries));
        Ok(labels)
    }

    /// What a change of labels would do. Nothing is saved.
    ///
    /// # Errors
    /// [`ReadError::Locked`]; [`ReadError::Resolve`] for a label that no entry has; [`ReadError::Invalid`] for one that cannot be.
    pub fn check_labels(&self, change: &LabelChange) -> Result<LabelOutcome, ReadError> {
        Ok(self.vault.label_plan(change)?.2)
    }

    /// Changes labels in all entries, deleted ones too, as an ordinary edit of each; `progress` hears how many entries are
    /// done, and of how many. Some hundred are saved at a time: on an error those before it stay changed, and the same
    /// change goes on with the others.
    ///
    /// # Errors
    /// As [`Entries::check_labels`], or what the disk says.
    pub fn change_labels(
        &self,
        change: &LabelChange,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<LabelOutcome, WriteError> {
        let (change, ids, outcome) = self.vault.label_plan(change)?;
        let home = self.vault.own_space()?;
        let mut done = 0;
        for ids in ids.chunks(AT_ONCE) {
            self.vault.write_in(home, |write| {
                for id in ids {
                    // It may be another one since it was looked at.
                    let edits = match write.row(*id)? {
                        Some(Row::Entry(row)) => {
                            let held = change.kind.pick(&row.tags, &row.emotions, &row.triggers);
                            change.edits(held)
                        }
                        _ => Vec::new(),
                    };
                    write.edit(*id, Kind::Entry, &edits)?;
                }
                Ok(())
            })?;
            done += ids.len();
            progress(done, outcome.entries + outcome.deleted);
        }
        Ok(outcome)
    }
}

impl Vault {
    /// The change, the entries that it is about, and what it does.
    fn label_plan(
        &self,
        change: &LabelChange,
    ) -> Result<(Change, Vec<DocId>, LabelOutcome), Error> {
        let kind = change.kind;
        let from: BTreeSet<String> = change.from.iter().map(|label| kind.key(label)).collect();
        let mut to = match &change.to {
            Some(to) => {
                let kept = kind
                    .checked(to)
                    .map_err(|error| Error::Invalid(error.to_string()))?;
                Some((kind.key(&kept), kept))
            }
            None => None,
        };
        let mut missing = from.clone();
        let mut outcome = LabelOutcome::default();
        let (mut present, mut shown) = (0, Spellings::default());
        let mut having = Vec::new();
        self.home_snapshot()?.each_entry(|item, entry| {
            let held = labels_of(kind, entry);
            let is_deleted = entry.deleted.is_some();
            let mut is_meant = false;
            for label in held {
                let key = kind.key(label);
                is_meant |= from.contains(&key);
                missing.remove(&key);
                if !is_deleted && !from.contains(&key) && to.as_ref().is_some_and(|to| to.0 == key)
                {
                    present += 1;
                    shown.saw(kind, label, When::from(entry.when).civil());
                }
            }
            if is_meant {
                having.push((item.id(), held.to_vec(), is_deleted));
            }
        })?;
        if let Some(label) = change
            .from
            .iter()
            .find(|label| missing.contains(&kind.key(label)))
        {
            return Err(ResolveError::missing(NameKind::Label(kind), label).into());
        }
        outcome.merges = present;
        // A label that is there keeps the spelling that is shown.
        if let Some(to) = &mut to
            && let Some(spelling) = shown.of_key(kind, &to.0)
        {
            to.1 = spelling.to_owned();
        }
        outcome.to = to.as_ref().map(|to| to.1.clone());
        let change = Change { kind, from, to };
        let mut ids = Vec::new();
        for (id, held, is_deleted) in having {
            if !change.edits(&held).is_empty() {
                ids.push(id);
                let count = if is_deleted {
                    &mut outcome.deleted
                } else {
                    &mut outcome.entries
                };
                *count += 1;
            }
        }
        if kind == Label::Tag && !ids.is_empty() {
            self.note_shares(&change, &mut outcome)?;
        }
        Ok((change, ids, outcome))
    }

    /// Which shares a change of tags concerns.
    fn note_shares(&self, change: &Change, outcome: &mut LabelOutcome) -> Result<(), Error> {
        for share in self
            .shares()
            .list()?
            .into_iter()
            .filter(|share| !share.over)
        {
            let tags = share.rule.tags.iter();
            let tags: BTreeSet<String> = tags.map(|tag| Label::Tag.key(tag)).collect();
            let to = change.to.as_ref().map(|to| &to.0);
            let has_new = to.is_some_and(|to| tags.contains(to));
            let has_old = tags
                .iter()
                .any(|tag| change.from.contains(tag) && Some(tag) != to);
            if has_new && !change.from.iter().all(|from| tags.contains(from)) {
                outcome.shown_in.push(share.name);
            } else if has_old && !has_new {
                outcome.gone_from.push(share.name);
            }
        }
        Ok(())
    }
}
