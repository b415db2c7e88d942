//! What counts of a document at some state of its history: one value for each key, whoever wrote what.
//!
//! Of values written apart the one with the greater time of its change counts, and of equal times the one whose change
//! has the greater hash; a value written in knowledge of another has replaced it already. Texts are put together, see
//! [`settle`](crate::document::settle). Where the kind says so, a document that was put in the bin while somebody else was writing in
//! it is not in the bin. All of it depends on nothing but the changes, and on the reader's clock where one is set.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use automerge::{Automerge, ChangeHash as Hash, ObjId, ROOT, ReadDoc, ScalarValue, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::document::graph::Graph;
use crate::document::texts;
use crate::gate::VALUE_BYTES;

/// The key that says when a document was put in the bin.
pub(crate) const DELETED: &str = "deleted";

/// How far a change's time may be ahead of the reader's clock, in seconds, before it counts as the lowest.
const AHEAD_MAX: i64 = 24 * 60 * 60;

/// What a clock shows, in unix seconds, when it begins to believe the time of a change.
const fn believed_from(time: i64) -> i64 {
    time.saturating_sub(AHEAD_MAX)
}

/// Most deletions beside each other that are held against what was edited apart from them. Honest devices leave one each.
const DELETIONS_MAX: usize = 64;

/// Texts as they were read, by the changes they were read at and by their keys: finding out what a text once was takes as long
/// as its past.
pub(crate) type ReadTexts = Rc<RefCell<BTreeMap<(Vec<Hash>, String), Option<String>>>>;

/// Texts that are remembered at once.
const READ_TEXTS_MAX: usize = 64;

/// Times of the reader's clock at which a document reads the same, in unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockSpan {
    /// The first of them.
    pub from: i64,
    /// The first one after them.
    pub until: i64,
}

impl ClockSpan {
    /// All times.
    pub const ALL: Self = Self {
        from: i64::MIN,
        until: i64::MAX,
    };

    /// Whether a time is one of them.
    pub const fn holds(&self, now: i64) -> bool {
        self.from <= now && now < self.until
    }

    /// The times that are in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            from: self.from.max(other.from),
            until: self.until.min(other.until),
        }
    }
}

/// What counts of a document at certain changes and all before them.
pub struct Reading<'a> {
    pub(crate) doc: &'a Automerge,
    edits_outlive_deletion: bool,
    pub(crate) heads: Vec<Hash>,
    /// The reader's clock, in unix seconds; without one every time is believed.
    clock: Option<i64>,
    graph: OnceCell<Graph>,
    read_texts: Option<ReadTexts>,
}

impl<'a> Reading<'a> {
    /// As it was once these changes (which must be in the document) and all they follow had been made.
    pub(crate) const fn at(
        doc: &'a Automerge,
        edits_outlive_deletion: bool,
        heads: Vec<Hash>,
        clock: Option<i64>,
    ) -> Self {
        Self {
            doc,
            edits_outlive_deletion,
            heads,
            clock,
            graph: OnceCell::new(),
            read_texts: None,
        }
    }

    /// The same, where texts are read again and again.
    pub(crate) fn with_texts(mut self, read: &ReadTexts) -> Self {
        self.read_texts = Some(Rc::clone(read));
        self
    }

    /// Whether the document is not in the bin although its key says so.
    pub(crate) fn is_kept_from_the_bin(&self) -> bool {
        let mut said = self.scalars(DELETED).into_iter();
        said.any(|(value, _)| value.as_i64().is_some()) && self.deleted().is_none()
    }

    /// All values at a key, the one that counts last.
    pub(crate) fn by_rank(&self, key: &str) -> Vec<(Value<'_>, ObjId)> {
        let mut values = self.get_all(key);
        if values.len() > 1 {
            values.sort_by_cached_key(|(_, id)| self.rank(id));
        }
        values
    }

    pub(crate) fn graph(&self) -> &Graph {
        self.graph.get_or_init(|| Graph::of(self.doc))
    }

    fn scalars(&self, key: &str) -> Vec<(ScalarValue, ObjId)> {
        let values = self.get_all(key).into_iter();
        let scalars = values.filter_map(|(value, id)| match value {
            Value::Scalar(value) => Some((value.into_owned(), id)),
            Value::Object(_) => None,
        });
        scalars.collect()
    }

    /// What decides between values written apart: the greater one counts.
    fn rank(&self, id: &ObjId) -> (i64, Option<Hash>) {
        let Some(hash) = self.doc.hash_for_opid(id) else {
            return (i64::MIN, None);
        };
        let time = self.time(&hash);
        let ahead = self.clock.is_some_and(|now| now < believed_from(time));
        (if ahead { i64::MIN } else { time }, Some(hash))
    }

    fn time(&self, change: &Hash) -> i64 {
        let change = self.doc.get_change_meta_by_hash(change);
        change.map_or(i64::MIN, |change| change.timestamp)
    }

    /// Around the reader's clock, the times at which it reads the same; `None` where no clock changes what it reads.
    pub(crate) fn clock_span(&self) -> Option<ClockSpan> {
        let now = self.clock?;
        let mut span = ClockSpan::ALL;
        for key in self.keys() {
            let values = self.get_all(&key);
            for (_, id) in values.iter().filter(|_| values.len() > 1) {
                let Some(change) = self.doc.hash_for_opid(id) else {
                    continue;
                };
                let from = believed_from(self.time(&change));
                if now < from {
                    span.until = span.until.min(from);
                } else {
                    span.from = span.from.max(from);
                }
            }
        }
        (span != ClockSpan::ALL).then_some(span)
    }

    /// Whether a change that does not know of this one, which deletes, nor is known to it, did more than delete or restore.
    fn was_edited_apart(&self, deletion: &Hash, edits: &mut BTreeMap<Hash, bool>) -> bool {
        let apart = self.graph().apart(&self.heads, deletion);
        let mut apart = apart.into_iter();
        apart.any(|hash| *edits.entry(hash).or_insert_with(|| self.is_edit(&hash)))
    }

    fn is_edit(&self, hash: &Hash) -> bool {
        let Some(change) = self.doc.get_change_by_hash(hash) else {
            return false;
        };
        let about_the_bin = |op: &automerge::legacy::Op| {
            matches!(&op.key, automerge::legacy::Key::Map(key) if key.as_str() == DELETED)
                && matches!(op.obj, automerge::legacy::ObjectId::Root)
        };
        !change.decode().operations.iter().all(about_the_bin)
    }
}

impl Reading<'_> {
    /// Every key that holds something, in order.
    pub fn keys(&self) -> Vec<String> {
        self.doc.keys_at(ROOT, &self.heads).collect()
    }

    /// All values that stand at a key: one, or several where devices wrote without knowing of each other. The one that
    /// Automerge prefers comes last.
    pub(crate) fn get_all(&self, key: &str) -> Vec<(Value<'_>, ObjId)> {
        let values = self.doc.get_all_at(ROOT, key, &self.heads);
        values.unwrap_or_default()
    }

    /// Whether a key holds anything.
    pub(crate) fn holds(&self, key: &str) -> bool {
        !self.get_all(key).is_empty()
    }

    /// The single value at a key that counts, if there is one.
    pub(crate) fn scalar(&self, key: &str) -> Option<ScalarValue> {
        let mut scalars = self.scalars(key);
        if scalars.len() > 1 {
            scalars.sort_by_cached_key(|(_, id)| self.rank(id));
        }
        scalars.pop().map(|(value, _)| value)
    }

    /// The text at a key, put together from what devices made of it; `None` where no text was begun.
    pub fn text(&self, key: &str) -> Option<String> {
        let Some(read) = &self.read_texts else {
            return self.read_text(key);
        };
        let name = (self.heads.clone(), key.to_owned());
        if let Some(text) = read.borrow().get(&name) {
            return text.clone();
        }
        let text = self.read_text(key);
        let mut read = read.borrow_mut();
        if read.len() >= READ_TEXTS_MAX {
            read.clear();
        }
        read.insert(name, text.clone());
        text
    }

    fn read_text(&self, key: &str) -> Option<String> {
        if self.heads.len() > 1 {
            self.settled_text(key)
        } else {
            texts::read(self.doc, &self.heads, key)
        }
    }

    /// When it was put in the bin, in unix seconds, if that counts. The time stands at the key `deleted`. Each change that put
    /// it there is judged once, and no more than 64 of them, those that count most.
    pub fn deleted(&self) -> Option<i64> {
        let mut times = self.scalars(DELETED);
        times.retain(|(value, _)| value.as_i64().is_some());
        if times.len() > 1 {
            times.sort_by_cached_key(|(_, id)| self.rank(id));
        }
        let (mut overruled, mut edits) = (BTreeSet::new(), BTreeMap::new());
        while let Some((value, id)) = times.pop() {
            let change = self.doc.hash_for_opid(&id);
            let change = change.filter(|_| self.edits_outlive_deletion);
            let Some(change) = change else {
                return value.as_i64();
            };
            if overruled.contains(&change) {
                continue;
            }
            if overruled.len() >= DELETIONS_MAX {
                return None;
            }
            if !self.was_edited_apart(&change, &mut edits) {
                return value.as_i64();
            }
            overruled.insert(change);
        }
        None
    }

    /// The value at a key as JSON: scalars and texts as they are, other objects as null.
    pub fn plain(&self, key: &str) -> Json {
        match self.scalar(key) {
            Some(ScalarValue::Str(text)) => Json::from(text.as_str()),
            Some(ScalarValue::Boolean(on)) => Json::from(on),
            Some(ScalarValue::Int(number) | ScalarValue::Timestamp(number)) => Json::from(number),
            Some(ScalarValue::Uint(number)) => Json::from(number),
            Some(ScalarValue::F64(number)) => Json::from(number),
            Some(ScalarValue::Counter(counter)) => Json::from(i64::from(&counter)),
            Some(_) => Json::Null,
            None => self.text(key).map_or(Json::Null, Json::from),
        }
    }

    /// Bytes of all that it holds: every key, with every value and text that stands there; what stands beside another value
    /// counts as 64 bytes more. What is read of it is not much more than that.
    pub fn size(&self) -> usize {
        self.size_at(|_| true)
    }

    /// The same of those keys that are wanted.
    pub(crate) fn size_at(&self, wanted: impl Fn(&str) -> bool) -> usize {
        let keys = self.keys().into_iter().filter(|key| wanted(key));
        keys.map(|key| {
            let values = self.get_all(&key);
            let bytes = values.iter().map(|(value, id)| match value {
                Value::Scalar(value) => match value.as_ref() {
                    ScalarValue::Str(text) => text.len(),
                    ScalarValue::Bytes(bytes) => bytes.len(),
                    _ => 8,
                },
                Value::Object(_) => self
                    .doc
                    .text_at(id, &self.heads)
                    .map_or(0, |text| text.len()),
            });
            let beside = values.len().saturating_sub(1) * VALUE_BYTES as usize;
            bytes.sum::<usize>() + beside + key.len()
        })
        .sum()
    }

    /// Reads everything once and keeps nothing.
    pub(crate) fn all(&self) {
        for key in self.keys() {
            let values = self.by_rank(&key);
            if values.iter().any(|(value, _)| value.is_object()) {
                let _ = self.text(&key);
            }
        }
        self.deleted();
    }
}
