//! A document's changes in a row that is the same on every device, and who follows whom among them.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Automerge, ChangeHash as Hash};

use crate::document::id::{Actor, ChangeHash};

/// What is known of one change without its content.
pub(crate) struct ChangeHead {
    pub(crate) hash: Hash,
    pub(crate) actor: Actor,
    pub(crate) at: i64,
    pub(crate) deps: Vec<Hash>,
}

/// The changes of a document, each after those it follows; among those that could come next, the earliest.
pub(crate) struct Changes {
    pub(crate) in_order: Vec<ChangeHead>,
    pub(crate) places: BTreeMap<Hash, usize>,
}

impl Changes {
    pub(crate) fn of(doc: &Automerge) -> Self {
        let changes = doc
            .get_changes_meta(&[])
            .into_iter()
            .map(|meta| ChangeHead {
                hash: meta.hash,
                // The gate lets no other actors in.
                actor: Actor::from_bytes(meta.actor.to_bytes().try_into().unwrap_or_default()),
                at: meta.timestamp,
                deps: meta.deps,
            });
        let in_order = in_order(changes);
        let places = in_order.iter().enumerate();
        let places = places.map(|(at, change)| (change.hash, at)).collect();
        Self { in_order, places }
    }

    pub(crate) fn place(&self, hash: &ChangeHash) -> Option<usize> {
        self.places.get(&Hash(*hash.as_bytes())).copied()
    }

    /// These changes and all they follow, by place.
    pub(crate) fn past(&self, changes: impl Iterator<Item = usize>) -> BTreeSet<usize> {
        let mut past = BTreeSet::new();
        let mut ahead: Vec<usize> = changes.collect();
        while let Some(at) = ahead.pop() {
            if past.insert(at) {
                let deps = self.in_order[at].deps.iter();
                ahead.extend(deps.filter_map(|dep| self.places.get(dep)));
            }
        }
        past
    }

    /// The changes before this place that one at it or after it was made without knowing of.
    pub(crate) fn unknown_to_some(&self, from: usize) -> BTreeSet<usize> {
        let before = |dep: &Hash| self.places.get(dep).is_some_and(|at| *at < from);
        let first =
            (from..self.in_order.len()).filter(|at| self.in_order[*at].deps.iter().all(before));
        first
            .flat_map(|at| {
                let past = self.past(std::iter::once(at));
                (0..from).filter(move |at| !past.contains(at))
            })
            .collect()
    }

    /// Whether the change at `later` was made in knowledge of the one at `earlier`.
    pub(crate) fn follows(&self, later: usize, earlier: usize) -> bool {
        let mut seen = BTreeSet::new();
        let mut ahead = vec![later];
        while let Some(at) = ahead.pop() {
            if at == earlier {
                return true;
            }
            // What comes before it in the row cannot follow it.
            if at > earlier && seen.insert(at) {
                let deps = self.in_order[at].deps.iter();
                ahead.extend(deps.filter_map(|dep| self.places.get(dep)));
            }
        }
        false
    }

    /// The same for changes by name.
    pub(crate) fn is_after(&self, later: Hash, earlier: Hash) -> bool {
        match (self.places.get(&later), self.places.get(&earlier)) {
            (Some(later), Some(earlier)) => self.follows(*later, *earlier),
            _ => false,
        }
    }
}

fn in_order(changes: impl Iterator<Item = ChangeHead>) -> Vec<ChangeHead> {
    let mut waiting_for: BTreeMap<Hash, usize> = BTreeMap::new();
    let mut followers: BTreeMap<Hash, Vec<Hash>> = BTreeMap::new();
    let mut ready: BTreeSet<(i64, Hash)> = BTreeSet::new();
    let mut by_hash: BTreeMap<Hash, ChangeHead> = BTreeMap::new();
    for change in changes {
        waiting_for.insert(change.hash, change.deps.len());
        for dep in &change.deps {
            followers.entry(*dep).or_default().push(change.hash);
        }
        if change.deps.is_empty() {
            ready.insert((change.at, change.hash));
        }
        by_hash.insert(change.hash, change);
    }
    let mut ordered = Vec::with_capacity(by_hash.len());
    while let Some((_, hash)) = ready.pop_first() {
        for follower in followers.remove(&hash).unwrap_or_default() {
            let Some(left) = waiting_for.get_mut(&follower) else {
                continue;
            };
            *left -= 1;
            if let (0, Some(change)) = (*left, by_hash.get(&follower)) {
                ready.insert((change.at, follower));
            }
        }
        ordered.extend(by_hash.remove(&hash));
    }
    ordered
}
