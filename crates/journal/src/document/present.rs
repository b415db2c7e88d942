//! Every value that stands in a document now, each with the operation that put it there.

use std::collections::BTreeMap;

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::transaction::Transactable;
use automerge::{
    ActorId, Automerge, AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value,
};

use crate::document::id::Actor;
use crate::document::reading::DELETED;

/// An operation: its number, and who made it. Of two letters that were put behind the same one, the one made by the greater
/// operation stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OpName {
    pub(super) number: u64,
    pub(super) actor: Actor,
}

impl OpName {
    fn new(number: u64, actor: &ActorId) -> Option<Self> {
        let actor = Actor::from_bytes(actor.to_bytes().try_into().ok()?);
        Some(Self { number, actor })
    }

    /// Whether the other one is the next of the same writer.
    pub(super) fn is_before(&self, next: &Self) -> bool {
        next.actor == self.actor && next.number == self.number + 1
    }

    fn id(&self) -> OpId {
        OpId::new(
            self.number,
            &ActorId::from(self.actor.as_bytes().as_slice()),
        )
    }
}

/// See the module.
#[derive(Debug, PartialEq)]
pub(super) struct Present(BTreeMap<String, (OpName, Standing)>);

#[derive(Debug, PartialEq)]
enum Standing {
    Value(ScalarValue),
    /// The letters of a text, in their order.
    Text(Vec<(char, OpName)>),
}

impl Present {
    /// What stands at the keys that are wanted; `None` where that does not say all that has to be known: values beside each
    /// other, lists, letters that were replaced in their places, and the mark of the bin.
    pub(super) fn of(doc: &Automerge, wanted: impl Fn(&str) -> bool) -> Option<Self> {
        let mut standing = BTreeMap::new();
        let mut texts = Vec::new();
        for key in doc.keys(ROOT).filter(|key| wanted(key)) {
            let [(value, object)] = doc.get_all(ROOT, &key).ok()?.try_into().ok()?;
            let ObjId::Id(number, actor, _) = &object else {
                return None;
            };
            let put = OpName::new(*number, actor)?;
            let what = match value {
                _ if key == DELETED => return None,
                Value::Scalar(value) => match value.into_owned() {
                    // What it was counted up to begins the count anew.
                    ScalarValue::Counter(count) => {
                        Standing::Value(ScalarValue::counter(i64::from(&count)))
                    }
                    value => Standing::Value(value),
                },
                Value::Object(ObjType::Text) => {
                    texts.push((key.clone(), put, object));
                    Standing::Text(Vec::new())
                }
                Value::Object(_) => return None,
            };
            standing.insert(key, (put, what));
        }
        let objects = texts.iter().map(|(_, _, object)| object);
        let mut names = names_of_letters(doc, objects)?;
        for (key, put, object) in texts {
            let names = names.remove(&put).unwrap_or_default();
            let text = doc.text(&object).ok()?;
            if text.chars().count() != names.len() {
                return None;
            }
            let letters = text.chars().zip(names).collect();
            standing.insert(key, (put, Standing::Text(letters)));
        }
        Some(Self(standing))
    }

    /// The operations that put all this, in the order in which they were made, the last of them with this number.
    pub(super) fn operations_up_to(&self, last: u64) -> Option<Vec<(OpName, Op)>> {
        let mut operations = Vec::new();
        for (key, (put, standing)) in &self.0 {
            let action = match standing {
                Standing::Value(value) => OpType::Put(value.clone()),
                Standing::Text(_) => OpType::Make(ObjType::Text),
            };
            operations.push((*put, at_key(key, action)));
            if let Standing::Text(letters) = standing {
                insert_letters(&put.id(), letters, &mut operations);
            }
        }
        if operations.iter().all(|(put, _)| put.number < last) {
            operations.extend(come_and_gone(last)?);
        }
        operations.sort_by_key(|(put, _)| *put);
        Some(operations)
    }
}

fn operation(action: OpType, obj: ObjectId, key: Key) -> Op {
    Op {
        insert: matches!(key, Key::Seq(_)),
        action,
        obj,
        key,
        pred: Vec::<OpId>::new().into(),
    }
}

fn at_key(key: &str, action: OpType) -> Op {
    operation(action, ObjectId::Root, Key::Map(key.into()))
}

/// Two operations that leave nothing, the first and, with this number, the last of all.
fn come_and_gone(last: u64) -> Option<[(OpName, Op); 2]> {
    let actor = Actor::from_bytes([0; 16]);
    let [come, gone] = [1, last].map(|number| OpName { number, actor });
    let delete = Op {
        pred: vec![come.id()].into(),
        ..at_key("", OpType::Delete)
    };
    let put = at_key("", OpType::Put(ScalarValue::Boolean(true)));
    (last > 1).then_some([(come, put), (gone, delete)])
}

/// Puts letters into a text so that they stand in this order. A letter has to be put behind an earlier one, and of those put
/// behind the same one the latest stands first: so that is the nearest earlier one that stands before it.
fn insert_letters(text: &OpId, letters: &[(char, OpName)], operations: &mut Vec<(OpName, Op)>) {
    let mut earlier: Vec<OpName> = Vec::new();
    for (letter, name) in letters {
        while earlier.last().is_some_and(|before| before > name) {
            earlier.pop();
        }
        let behind = earlier.last();
        let behind = behind.map_or(ElementId::Head, |before| ElementId::Id(before.id()));
        earlier.push(*name);
        let action = OpType::Put(ScalarValue::Str(letter.to_string().into()));
        let op = operation(action, ObjectId::Id(text.clone()), Key::Seq(behind));
        operations.push((*name, op));
    }
}

/// The operations that put the letters of texts, by the operation that began each text: what would have to be deleted for
/// the texts to be empty. `None` where letters were replaced in their places.
fn names_of_letters<'o>(
    doc: &Automerge,
    texts: impl Iterator<Item = &'o ObjId>,
) -> Option<BTreeMap<OpName, Vec<OpName>>> {
    let mut copy = doc.clone();
    let emptied = copy.transact(|tx| -> Result<(), AutomergeError> {
        for text in texts {
            let letters = isize::try_from(tx.length(text)).unwrap_or(isize::MAX);
            tx.splice_text(text, 0, letters, "")?;
        }
        Ok(())
    });
    let mut names: BTreeMap<OpName, Vec<OpName>> = BTreeMap::new();
    let Some(emptied) = emptied.ok()?.hash else {
        return Some(names);
    };
    for op in copy.get_change_by_hash(&emptied)?.decode().operations {
        let (ObjectId::Id(text), Key::Seq(ElementId::Id(letter))) = (&op.obj, &op.key) else {
            return None;
        };
        if !op.pred.iter().eq([letter]) {
            return None;
        }
        let text = OpName::new(text.counter(), text.actor())?;
        let name = OpName::new(letter.counter(), letter.actor())?;
        names.entry(text).or_default().push(name);
    }
    Some(names)
}
