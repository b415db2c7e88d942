//! Which keys of a document a change touches, read from the operations in it.

use std::collections::BTreeMap;

use automerge::legacy::{Key, ObjectId, OpType};
use automerge::{Automerge, ChangeHash, ObjId, Prop, ReadDoc};

/// The keys that a change touches, each with whether it takes the value away.
pub(crate) fn touched(doc: &Automerge, change: ChangeHash) -> BTreeMap<String, bool> {
    let mut keys = BTreeMap::new();
    let Some(change) = doc.get_change_by_hash(&change) else {
        return keys;
    };
    let mut last: Option<ObjectId> = None;
    for op in change.decode().operations {
        match (&op.obj, &op.key) {
            (ObjectId::Root, Key::Map(key)) => {
                let deletes = matches!(op.action, OpType::Delete);
                // What is put back in the same change is not taken away.
                keys.insert(key.to_string(), deletes);
            }
            (ObjectId::Root, Key::Seq(_)) => {}
            // A long text is thousands of operations in one object.
            (object, _) if last.as_ref() == Some(object) => {}
            (object, _) => {
                if let Some(key) = key_of(doc, object) {
                    keys.entry(key).or_insert(false);
                }
                last = Some(object.clone());
            }
        }
    }
    keys
}

/// The key of the root map that an object stands at.
fn key_of(doc: &Automerge, object: &ObjectId) -> Option<String> {
    let ObjectId::Id(id) = object else {
        return None;
    };
    let counter = id.counter();
    // The number is only a hint for where to look the actor up.
    let object = ObjId::Id(counter, id.actor().clone(), 0);
    match doc.parents(&object).ok()?.last()?.prop {
        Prop::Map(key) => Some(key),
        Prop::Seq(_) => None,
    }
}
