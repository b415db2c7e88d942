//! What a document was before: one version for each change, with what the change did as its writer saw it.
//!
//! The document is loaded once and read in place, as it was at the changes that a version follows. Only the keys that
//! the version touched are read.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use automerge::ChangeHash as Hash;

use crate::document::Document;
use crate::document::id::{Actor, ChangeHash};
use crate::document::reading::{ReadTexts, Reading};
use crate::entry::fields::EntryField;
use crate::entry::row::entry_row_of;
use crate::kind::Kind;
use crate::row::{Row, row_of};
use crate::worksheet::read;
use crate::worksheet::row::FieldValue;

mod changed;
mod diff;
mod lost;
mod order;
mod touched;

pub use changed::{Field, FieldChange};
pub use diff::{DiffLine, DiffPart, diff};

use changed::{entry_changes, field_of, sheet_changes};
use lost::Conflicts;
use order::Changes;
use touched::touched;

/// One change of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its place in the document's history, from 1 for the oldest. The same on every device that has the same changes.
    pub number: usize,
    /// The change that made this version.
    pub hash: ChangeHash,
    /// Who made it.
    pub actor: Actor,
    /// When its writer says it was made, in unix seconds.
    pub at: i64,
    /// Whether it begins the document.
    pub begins: bool,
    /// What it did, field by field.
    pub changes: Vec<FieldChange>,
    /// An entry's title as its writer then had it.
    pub title: Arc<str>,
    /// An entry's text as its writer then had it.
    pub body: Arc<str>,
}

/// The versions of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// Newest first, as many as were asked for.
    pub versions: Vec<Version>,
    /// How many there are in all.
    pub total: usize,
    /// How many values were read for it: what it cost.
    pub values_read: usize,
}

impl Document {
    /// The newest versions; 0 for all.
    ///
    /// Changes made at the same time on several devices are put in a row, earlier times first. What a version changed
    /// is told as its writer saw it: the old value is the one at the changes that it follows, and the new one is the
    /// value right after it. So both sides of a conflict show what they did, and the one whose value did not stand
    /// says so. Costs what the shown versions touched.
    pub fn history(&self, newest: usize) -> History {
        // The document was read when its changes were taken in, but never as it was then.
        let read = catch_unwind(AssertUnwindSafe(|| Told::new(self).history(newest)));
        read.unwrap_or_default()
    }

    /// The newest versions of a document that [goes on from its tip](Document::continued), of so many changes in all: what
    /// [`Document::history`] tells of the whole document. `None` where that has to be asked, as the tip does not reach back so
    /// far; always for 0, which asks for all.
    pub fn newest_versions(&self, newest: usize, total: usize) -> Option<History> {
        let names = self.newest();
        if newest == 0 || newest > names.len() {
            return None;
        }
        let mut history = self.history(newest);
        let told = history.versions.iter_mut().zip(names.iter().rev());
        for (at, (version, name)) in told.enumerate() {
            version.number = total.checked_sub(at)?;
            version.hash = ChangeHash::from_bytes(*name);
        }
        history.total = total;
        (history.versions.len() == newest).then_some(history)
    }

    /// The change that made a version, by its number.
    pub fn change_numbered(&self, number: usize) -> Option<ChangeHash> {
        let changes = Changes::of(self.automerge()).in_order;
        let change = changes.get(number.checked_sub(1)?)?;
        Some(ChangeHash::from_bytes(change.hash.0))
    }

    /// How many changes it holds, which is how many versions it has.
    pub fn version_count(&self) -> usize {
        self.automerge().get_changes_meta(&[]).len()
    }

    /// When its changes were made, as their writers say, in unix seconds; in no particular order.
    pub fn change_times(&self) -> Vec<i64> {
        let changes = self.automerge().get_changes_meta(&[]);
        changes.iter().map(|change| change.timestamp).collect()
    }

    /// The document's value as it was before this moment (unix seconds): with every change that was made earlier and
    /// follows none that was not.
    pub fn row_before(&self, at: i64) -> Row {
        let mut left_out = BTreeSet::new();
        let mut heads = BTreeSet::new();
        for change in Changes::of(self.automerge()).in_order {
            let follows = change.deps.iter().any(|dep| left_out.contains(dep));
            if follows || change.at >= at {
                left_out.insert(change.hash);
            } else {
                for dep in &change.deps {
                    heads.remove(dep);
                }
                heads.insert(change.hash);
            }
        }
        let at = |heads| self.reading_of(heads);
        // It was read when its changes were taken in, but never as it was then. Should that break, nothing is known of it.
        let read = AssertUnwindSafe(|| row_of(self.kind(), &at(heads.into_iter().collect())));
        catch_unwind(read).unwrap_or_else(|_| row_of(self.kind(), &at(Vec::new())))
    }

    /// The changes that were made without knowing of each other, among which is one that came after the document stood
    /// at `before`; by their place in the history.
    pub fn made_apart(&self, before: &[ChangeHash]) -> BTreeSet<usize> {
        let changes = Changes::of(self.automerge());
        let now = self.reading();
        let graph = now.graph();
        let heads = before.iter().filter_map(|hash| changes.place(hash));
        let known = changes.past(heads);
        let mut apart = BTreeSet::new();
        for new in (0..changes.in_order.len()).filter(|at| !known.contains(at)) {
            let others = graph.apart(&now.heads, &changes.in_order[new].hash);
            let others = others.iter().filter_map(|hash| changes.places.get(hash));
            let both = others.flat_map(|other| [new + 1, other + 1]);
            apart.extend(both);
        }
        apart
    }
}

/// A document while its history is told.
struct Told<'d> {
    kind: Kind,
    document: &'d Document,
    changes: Changes,
    /// Every key that held something when one of the versions was written, or holds something now.
    keys: BTreeSet<String>,
    /// Title and text after the versions told so far.
    texts: BTreeMap<Hash, (Arc<str>, Arc<str>)>,
    /// What one version made of a text is what the next one found.
    read_texts: ReadTexts,
    values_read: usize,
}

impl<'d> Told<'d> {
    fn new(document: &'d Document) -> Self {
        Self {
            kind: document.kind(),
            document,
            changes: Changes::of(document.automerge()),
            keys: document.reading().keys().into_iter().collect(),
            texts: BTreeMap::new(),
            read_texts: ReadTexts::default(),
            values_read: 0,
        }
    }

    fn at(&self, heads: &[Hash]) -> Reading<'d> {
        let then = self.document.reading_of(heads.to_vec());
        then.with_texts(&self.read_texts)
    }

    fn history(mut self, newest: usize) -> History {
        let total = self.changes.in_order.len();
        let from = match newest {
            0 => 0,
            newest => total.saturating_sub(newest),
        };
        let window = || self.changes.in_order[from..].iter();
        let touched: Vec<_> = window()
            .map(|one| touched(self.document.automerge(), one.hash))
            .collect();
        // What is gone now was there when one of these changes took it away, or one that some of them did not know of.
        self.keys
            .extend(touched.iter().flat_map(BTreeMap::keys).cloned());
        for at in self.changes.unknown_to_some(from) {
            let elsewhere =
                self::touched::touched(self.document.automerge(), self.changes.in_order[at].hash);
            self.keys.extend(elsewhere.into_keys());
        }
        let mut conflicts = Conflicts::default();
        let mut versions = Vec::with_capacity(touched.len());
        for (at, keys) in (from..total).zip(&touched) {
            versions.push(self.version(at, keys, &mut conflicts));
        }
        let now = self.document.reading();
        self.values_read += conflicts.settle(&now, &self.changes);
        self.emptied(&mut versions, &touched, &mut conflicts);
        for version in &mut versions {
            let lost = conflicts.lost_by(Hash(*version.hash.as_bytes()));
            for (key, winner) in lost {
                let field = field_of(self.kind, key);
                let changes = version.changes.iter_mut();
                for change in changes.filter(|one| Some(&one.field) == field.as_ref()) {
                    change.lost_to = Some(ChangeHash::from_bytes(winner.0));
                }
            }
        }
        versions.reverse();
        History {
            versions,
            total,
            values_read: self.values_read,
        }
    }

    fn version(
        &mut self,
        at: usize,
        keys: &BTreeMap<String, bool>,
        conflicts: &mut Conflicts,
    ) -> Version {
        let change = &self.changes.in_order[at];
        let (hash, deps) = (change.hash, change.deps.clone());
        let (actor, time) = (change.actor, change.at);
        let before = self.at(&deps);
        self.values_read += keys.len();
        for (key, deletes) in keys {
            conflicts.met(&before, &self.changes, key, Some(hash));
            if *deletes {
                conflicts.taken_away(key, hash);
            }
        }
        let keys: BTreeSet<String> = keys.keys().cloned().collect();
        conflicts.touched(&keys);
        let changes = self.compare(&keys, &before, &self.at(&[hash]));
        let (title, body) = self.texts(&keys, &deps, hash);
        Version {
            number: at + 1,
            hash: ChangeHash::from_bytes(hash.0),
            actor,
            at: time,
            begins: deps.is_empty(),
            changes,
            title,
            body,
        }
    }

    /// What a change did to these keys.
    fn compare(
        &mut self,
        keys: &BTreeSet<String>,
        before: &Reading<'_>,
        after: &Reading<'_>,
    ) -> Vec<FieldChange> {
        // An item is told by its words, and a value that is spread over several keys by all of them.
        let mut read = keys.clone();
        for key in keys {
            let asked = key
                .split_once('/')
                .and_then(|(_, rest)| rest.split('/').next());
            if self.kind != Kind::Entry {
                read.extend(asked.map(|field| format!("q/{field}")));
            }
            if let Some(group) = group(self.kind, key) {
                let members = self.keys.range(group.to_owned()..);
                read.extend(members.take_while(|key| key.starts_with(group)).cloned());
            }
        }
        self.values_read += 2 * read.len();
        let held = |at: &Reading<'_>| -> Vec<String> {
            let held = read.iter().filter(|key| at.holds(key));
            held.cloned().collect()
        };
        let (was, is) = (held(before), held(after));
        if self.kind == Kind::Entry {
            return entry_changes(&entry_row_of(before, &was), &entry_row_of(after, &is));
        }
        sheet_changes(&read::row_of(before, &was), &read::row_of(after, &is))
    }

    /// Title and text of an entry after a change.
    fn texts(
        &mut self,
        keys: &BTreeSet<String>,
        deps: &[Hash],
        hash: Hash,
    ) -> (Arc<str>, Arc<str>) {
        if self.kind != Kind::Entry {
            return (Arc::from(""), Arc::from(""));
        }
        let before = match deps {
            [one] => self.texts.get(one).cloned(),
            _ => None,
        };
        let touched = keys.contains("title") || keys.contains("body");
        let texts = match before {
            Some(texts) if !touched => texts,
            _ => {
                let both = ["title".to_owned(), "body".to_owned()];
                self.values_read += both.len();
                let after = self.at(&[hash]);
                let row = entry_row_of(&after, both.iter().filter(|key| after.holds(key)));
                (Arc::from(row.fields.title), Arc::from(row.fields.body))
            }
        };
        self.texts.insert(hash, texts.clone());
        texts
    }

    /// Finds who emptied a text that somebody else was writing in, and did not get their way.
    fn emptied(
        &self,
        versions: &mut [Version],
        touched: &[BTreeMap<String, bool>],
        conflicts: &mut Conflicts,
    ) {
        for (at, version) in versions.iter().enumerate() {
            let hash = Hash(*version.hash.as_bytes());
            for key in touched[at].keys() {
                let field = field_of(self.kind, key);
                let emptied = version.changes.iter().any(|change| {
                    Some(&change.field) == field.as_ref()
                        && matches!(
                            (&change.old, &change.new),
                            (Some(FieldValue::Text(_)), None)
                        )
                });
                if !emptied {
                    continue;
                }
                let others = versions.iter().zip(touched);
                let others = others.filter(|(_, keys)| keys.contains_key(key));
                let mut others = others.map(|(other, _)| Hash(*other.hash.as_bytes()));
                let winner = others.rfind(|other| self.outwrites(*other, hash, key));
                if let Some(winner) = winner {
                    conflicts.lose(hash, key, winner);
                }
            }
        }
    }

    /// Whether a text that one change empties stays, as the other change wrote in it without knowing of that.
    fn outwrites(&self, other: Hash, emptied: Hash, key: &str) -> bool {
        let apart = other != emptied
            && !self.changes.is_after(other, emptied)
            && !self.changes.is_after(emptied, other);
        let both = || self.at(&[emptied, other]).text(key);
        apart && both().is_some_and(|text| !text.is_empty())
    }
}

/// The beginning of all keys that make up one value together with this one.
fn group(kind: Kind, key: &str) -> Option<&str> {
    let up_to = |slashes: usize| {
        let mut ends = key.match_indices('/').map(|(at, _)| at);
        ends.nth(slashes - 1).map(|at| &key[..=at])
    };
    match (kind, key.split('/').next()?) {
        (Kind::Entry, "kept") => up_to(1),
        (Kind::Entry, _) => {
            let each = EntryField::of_stored(key)?.stored();
            each.ends_with('/').then_some(each)
        }
        (_, "i") => up_to(3),
        (_, "s") => up_to(2),
        (_, "k") => up_to(1),
        (_, "c") => Some(up_to(2).map_or(key, |group| &group[..group.len() - 1])),
        _ => None,
    }
}
