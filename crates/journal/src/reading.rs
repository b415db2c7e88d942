//! What rows are read from: a document as it is, or as it was once some of its changes had been made.

use automerge::{Automerge, ChangeHash, ObjId, ROOT, ReadDoc, Value};

/// The flat map of a document, at one moment of it.
pub(crate) trait Reading {
    /// Every key that holds something, in order.
    fn keys(&self) -> Vec<String>;

    /// All values that stand at a key: one, or several where devices wrote without knowing of each other. The one that
    /// Automerge prefers comes last.
    fn get_all(&self, key: &str) -> Vec<(Value<'_>, ObjId)>;

    /// The text of an object.
    fn text(&self, object: &ObjId) -> Option<String>;

    /// The value that stands at a key.
    fn get(&self, key: &str) -> Option<Value<'_>> {
        self.get_all(key).pop().map(|(value, _)| value)
    }
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
}

/// A document as it was when these changes, and all that they follow, had been made.
pub(crate) struct Past<'a> {
    pub(crate) doc: &'a Automerge,
    pub(crate) heads: &'a [ChangeHash],
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
}
