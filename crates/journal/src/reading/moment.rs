//! What counts of a document at some moment of its history: one value for each key, whoever wrote what.
//!
//! Of values written apart the one with the greater time of its change counts, and of equal times the one whose change
//! has the greater hash; a value written in knowledge of another has replaced it already. Texts are put together, see
//! [`crate::reading::settle`]. An entry or worksheet that was put in the bin while somebody else was writing in it is not in the
//! bin. All of it depends on nothing but the changes, and on the reader's clock where one is set.

use std::cell::OnceCell;

use automerge::{Automerge, ChangeHash as Hash, ObjId, ROOT, ReadDoc, ScalarValue, Value};

use crate::kind::Kind;
use crate::reading::settle::Graph;
use crate::reading::{Past, Reading};
use crate::sheet_text;

/// The key that says when a document was put in the bin.
pub(crate) const DELETED: &str = "deleted";

/// How far a change's time may be ahead of the reader's clock, in seconds, before it counts as the lowest.
const AHEAD_MAX: i64 = 24 * 60 * 60;

/// A document's values at certain changes and all before them.
pub(crate) struct Moment<'a> {
    pub(crate) doc: &'a Automerge,
    kind: Kind,
    pub(crate) heads: Vec<Hash>,
    /// The reader's clock, in unix seconds; without one every time is believed.
    clock: Option<i64>,
    graph: OnceCell<Graph>,
}

impl<'a> Moment<'a> {
    /// As it was once these changes (which must be in the document) and all they follow had been made.
    pub(crate) const fn at(
        doc: &'a Automerge,
        kind: Kind,
        heads: Vec<Hash>,
        clock: Option<i64>,
    ) -> Self {
        Self {
            doc,
            kind,
            heads,
            clock,
            graph: OnceCell::new(),
        }
    }

    /// The text at a key at certain changes, as the document holds it.
    pub(crate) fn text_as_it_is(&self, key: &str, heads: &[Hash]) -> Option<String> {
        sheet_text::read(
            &Past {
                doc: self.doc,
                heads,
            },
            key,
        )
    }

    /// Whether the document is not in the bin although its key says so.
    pub(crate) fn is_kept_from_the_bin(&self) -> bool {
        let mut said = self.scalars(DELETED).into_iter();
        said.any(|(value, _)| value.as_i64().is_some()) && Reading::deleted(self).is_none()
    }

    /// All values at a key, the one that counts last.
    pub(crate) fn by_rank(&self, key: &str) -> Vec<(Value<'_>, ObjId)> {
        let mut values = self.get_all(key);
        if values.len() > 1 {
            values.sort_by_key(|(_, id)| self.rank(id));
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
        let time = self.doc.get_change_meta_by_hash(&hash);
        let time = time.map_or(i64::MIN, |change| change.timestamp);
        let ahead = self
            .clock
            .is_some_and(|now| time > now.saturating_add(AHEAD_MAX));
        (if ahead { i64::MIN } else { time }, Some(hash))
    }

    /// Whether a change that does not know of this deletion, nor is known to it, did more than delete or restore.
    fn was_edited_apart(&self, deletion: &ObjId) -> bool {
        // What a share shows no more is gone for its reader, whoever published meanwhile.
        if !matches!(self.kind, Kind::Entry | Kind::Worksheet) {
            return false;
        }
        let Some(hash) = self.doc.hash_for_opid(deletion) else {
            return false;
        };
        let apart = self.graph().apart(&self.heads, &hash);
        apart.into_iter().any(|hash| self.is_edit(&hash))
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

impl Reading for Moment<'_> {
    fn keys(&self) -> Vec<String> {
        self.doc.keys_at(ROOT, &self.heads).collect()
    }

    fn get_all(&self, key: &str) -> Vec<(Value<'_>, ObjId)> {
        let values = self.doc.get_all_at(ROOT, key, &self.heads);
        values.unwrap_or_default()
    }

    fn text(&self, object: &ObjId) -> Option<String> {
        self.doc.text_at(object, &self.heads).ok()
    }

    fn scalar(&self, key: &str) -> Option<ScalarValue> {
        let mut scalars = self.scalars(key);
        if scalars.len() > 1 {
            scalars.sort_by_key(|(_, id)| self.rank(id));
        }
        scalars.pop().map(|(value, _)| value)
    }

    fn whole_text(&self, key: &str) -> Option<String> {
        if self.heads.len() > 1 {
            self.settled_text(key)
        } else {
            self.text_as_it_is(key, &self.heads)
        }
    }

    fn deleted(&self) -> Option<i64> {
        let mut times = self.scalars(DELETED);
        times.retain(|(value, id)| value.as_i64().is_some() && !self.was_edited_apart(id));
        times.sort_by_key(|(_, id)| self.rank(id));
        times.pop().and_then(|(value, _)| value.as_i64())
    }
}
