//! Which values did not stand: they were written without knowing of another one, and the other one was preferred.
//!
//! Values that were written apart stand beside each other until somebody writes again in knowledge of them. So a value
//! that did not stand is found where the document is read: at the changes that the next one follows, or now.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{ChangeHash, ObjId, ScalarValue, Value};

use crate::document::reading::{DELETED, Reading};
use crate::history::order::Changes;

/// See the module.
#[derive(Default)]
pub(crate) struct Conflicts {
    /// For each change, the keys at which another change's value stands instead.
    lost: BTreeMap<ChangeHash, BTreeMap<String, ChangeHash>>,
    /// Changes that took a value away, as long as nothing was written in knowledge of them.
    taken_away: BTreeMap<String, Vec<ChangeHash>>,
    keys: BTreeSet<String>,
}

impl Conflicts {
    /// A change took the value at a key away.
    pub(crate) fn taken_away(&mut self, key: &str, by: ChangeHash) {
        self.taken_away.entry(key.to_owned()).or_default().push(by);
    }

    /// Keys that are to be looked at when all changes are known.
    pub(crate) fn touched(&mut self, keys: &BTreeSet<String>) {
        self.keys.extend(keys.iter().cloned());
    }

    /// Looks at what stood at a key when `by` was written, or stands there now.
    pub(crate) fn met(
        &mut self,
        then: &Reading<'_>,
        changes: &Changes,
        key: &str,
        by: Option<ChangeHash>,
    ) {
        let knows = |earlier| by.is_none_or(|by| changes.is_after(by, earlier));
        let gone = self.taken_away.get_mut(key);
        let seen: Vec<ChangeHash> = gone.map_or_else(Vec::new, |gone| {
            let (seen, open) = gone.iter().partition(|earlier| knows(**earlier));
            *gone = open;
            seen
        });
        let values = then.by_rank(key);
        let writer = |object: &ObjId| then.doc.hash_for_opid(object);
        let Some((last, object)) = values.last() else {
            return;
        };
        let Some(winner) = writer(object) else {
            return;
        };
        if key == DELETED && then.is_kept_from_the_bin() {
            for (_, object) in &values {
                let loser = writer(object);
                let wrote = loser.and_then(|loser| last_apart(then, changes, loser));
                if let (Some(loser), Some(wrote)) = (loser, wrote) {
                    self.lose(loser, key, wrote);
                }
            }
            return;
        }
        for earlier in seen {
            let mut writers = values.iter().filter_map(|(_, object)| writer(object));
            // Who put it back knew that it was gone.
            if !writers.any(|writer| changes.is_after(writer, earlier)) {
                self.lose(earlier, key, winner);
            }
        }
        for (value, object) in &values[..values.len() - 1] {
            if let Some(loser) = writer(object)
                && competes(value)
                && value != last
            {
                self.lose(loser, key, winner);
            }
        }
    }

    /// What a change wrote at a key did not stand, but what the other one wrote.
    pub(crate) fn lose(&mut self, loser: ChangeHash, key: &str, winner: ChangeHash) {
        let lost = self.lost.entry(loser).or_default();
        lost.entry(key.to_owned()).or_insert(winner);
    }

    /// Looks at what stands now; tells how many values were read.
    pub(crate) fn settle(&mut self, now: &Reading<'_>, changes: &Changes) -> usize {
        let keys = std::mem::take(&mut self.keys);
        for key in &keys {
            self.met(now, changes, key, None);
        }
        keys.len()
    }

    /// The keys at which a change's value did not stand, each with the change whose value did.
    pub(crate) fn lost_by(
        &self,
        change: ChangeHash,
    ) -> impl Iterator<Item = (&String, &ChangeHash)> {
        self.lost.get(&change).into_iter().flatten()
    }
}

/// The last of the changes that were made apart from this one.
fn last_apart(then: &Reading<'_>, changes: &Changes, from: ChangeHash) -> Option<ChangeHash> {
    let apart = then.graph().apart(&then.heads, &from);
    let heads = changes.in_order.iter().rev().map(|change| change.hash);
    heads.into_iter().find(|hash| apart.contains(hash))
}

/// Whether only one of several such values can be shown. Texts are joined and counts added up.
fn competes(value: &Value<'_>) -> bool {
    match value {
        Value::Object(_) => false,
        Value::Scalar(value) => !matches!(value.as_ref(), ScalarValue::Counter(_)),
    }
}
