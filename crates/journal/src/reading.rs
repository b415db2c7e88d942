//! What rows are read from: a document as it is, or as it was once some of its changes had been made.

pub(crate) mod moment;
mod settle;

use automerge::{Automerge, ChangeHash, ObjId, ROOT, ReadDoc, ScalarValue, Value};

use crate::kind::Kind;
use crate::reading::moment::Moment;

/// The flat map of a document, at one moment of it.
pub(crate) trait Reading {
    /// Every key that holds something, in order.
    fn keys(&self) -> Vec<String>;

    /// All values that stand at a key: one, or several where devices wrote without knowing of each other. The one that
    /// Automerge prefers comes last.
    fn get_all(&self, key: &str) -> Vec<(Value<'_>, ObjId)>;

    /// The text of an object.
    fn text(&self, object: &ObjId) -> Option<String>;

    /// Whether a key holds anything.
    fn holds(&self, key: &str) -> bool {
        !self.get_all(key).is_empty()
    }

    /// The single value at a key that counts, if there is one.
    fn scalar(&self, key: &str) -> Option<ScalarValue>;

    /// The text at a key, put together from what devices made of it; `None` where no text was begun.
    fn whole_text(&self, key: &str) -> Option<String>;

    /// When an entry or worksheet was put in the bin, if that counts.
    fn deleted(&self) -> Option<i64>;
}

fn now(doc: &Automerge) -> Moment<'_> {
    Moment::at(doc, Kind::Entry, doc.get_heads(), None)
}

impl Reading for Automerge {
    fn keys(&self) -> Vec<String> {
        ReadDoc::keys(self, ROOT).collect()
    }

    fn get_all(&self, key: &str) -> Vec<(Value<'_>, ObjId)> {
        ReadDoc::get_all(self, ROOT, key).unwrap_or_default()
    }

    fn text(&self, object: &ObjId) -> Option<String> {
        ReadDoc::text(self, object).ok()
    }

    fn scalar(&self, key: &str) -> Option<ScalarValue> {
        now(self).scalar(key)
    }

    fn whole_text(&self, key: &str) -> Option<String> {
        now(self).whole_text(key)
    }

    fn deleted(&self) -> Option<i64> {
        now(self).deleted()
    }
}

/// A document as it was when these changes, and all that they follow, had been made.
pub(crate) struct Past<'a> {
    pub(crate) doc: &'a Automerge,
    pub(crate) heads: &'a [ChangeHash],
}

impl<'a> Past<'a> {
    fn moment(&self) -> Moment<'a> {
        Moment::at(self.doc, Kind::Entry, self.heads.to_vec(), None)
    }
}

impl Reading for Past<'_> {
    fn keys(&self) -> Vec<String> {
        self.doc.keys_at(ROOT, self.heads).collect()
    }

    fn get_all(&self, key: &str) -> Vec<(Value<'_>, ObjId)> {
        let values = self.doc.get_all_at(ROOT, key, self.heads);
        values.unwrap_or_default()
    }

    fn text(&self, object: &ObjId) -> Option<String> {
        self.doc.text_at(object, self.heads).ok()
    }

    fn scalar(&self, key: &str) -> Option<ScalarValue> {
        self.moment().scalar(key)
    }

    fn whole_text(&self, key: &str) -> Option<String> {
        self.moment().whole_text(key)
    }

    fn deleted(&self) -> Option<i64> {
        self.moment().deleted()
    }
}
