//! Who follows whom among a document's changes.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Automerge, ChangeHash as Hash};

/// See the module.
pub(crate) struct Graph {
    /// Each change after all it follows.
    pub(crate) hashes: Vec<Hash>,
    pub(crate) times: Vec<i64>,
    deps: Vec<Vec<usize>>,
    places: BTreeMap<Hash, usize>,
}

impl Graph {
    pub(crate) fn of(doc: &Automerge) -> Self {
        let mut changes = doc.get_changes_meta(&[]);
        // Operations are numbered after all that a change follows.
        changes.sort_by_key(|change| (change.start_op, change.hash));
        let places: BTreeMap<Hash, usize> = (0..)
            .zip(&changes)
            .map(|(place, change)| (change.hash, place))
            .collect();
        let known = |deps: &Vec<Hash>| -> Vec<usize> {
            let places = deps.iter().filter_map(|dep| places.get(dep));
            places.copied().collect()
        };
        Self {
            deps: changes.iter().map(|change| known(&change.deps)).collect(),
            times: changes.iter().map(|change| change.timestamp).collect(),
            hashes: changes.iter().map(|change| change.hash).collect(),
            places,
        }
    }

    /// These changes and all they follow.
    pub(crate) fn past(&self, heads: &[usize]) -> Vec<bool> {
        let mut past = vec![false; self.hashes.len()];
        for head in heads {
            past[*head] = true;
        }
        for place in (0..past.len()).rev() {
            if past[place] {
                for dep in &self.deps[place] {
                    past[*dep] = true;
                }
            }
        }
        past
    }

    /// The heads of what both sides know.
    pub(crate) fn common(&self, some: &[usize], other: usize) -> Vec<usize> {
        let (some, other) = (self.past(some), self.past(&[other]));
        let mut heads: Vec<bool> = some.iter().zip(&other).map(|(a, b)| *a && *b).collect();
        for place in (0..heads.len()).rev() {
            if some[place] && other[place] {
                for dep in &self.deps[place] {
                    heads[*dep] = false;
                }
            }
        }
        (0..heads.len()).filter(|place| heads[*place]).collect()
    }

    /// The heads of what these changes follow.
    pub(crate) fn before(&self, heads: &[usize]) -> Vec<usize> {
        let deps: BTreeSet<usize> = heads
            .iter()
            .flat_map(|head| &self.deps[*head])
            .copied()
            .collect();
        let deps: Vec<usize> = deps.into_iter().collect();
        let older = |dep: &usize| {
            let others: Vec<usize> = deps.iter().copied().filter(|other| other != dep).collect();
            self.past(&others)[*dep]
        };
        deps.iter().copied().filter(|dep| !older(dep)).collect()
    }

    /// The changes up to `heads` that neither follow `change` nor are followed by it.
    pub(crate) fn apart(&self, heads: &[Hash], change: &Hash) -> Vec<Hash> {
        let Some(change) = self.places.get(change).copied() else {
            return Vec::new();
        };
        let before = self.past(&[change]);
        let mut follows = vec![false; self.hashes.len()];
        follows[change] = true;
        for place in change + 1..follows.len() {
            follows[place] = self.deps[place].iter().any(|dep| follows[*dep]);
        }
        let known = self.past(&self.places_of(heads));
        (0..known.len())
            .filter(|place| known[*place] && !before[*place] && !follows[*place])
            .map(|place| self.hashes[place])
            .collect()
    }

    pub(crate) fn places_of(&self, hashes: &[Hash]) -> Vec<usize> {
        let found = hashes.iter().filter_map(|hash| self.places.get(hash));
        found.copied().collect()
    }

    pub(crate) fn hashes_of(&self, places: &[usize]) -> Vec<Hash> {
        places.iter().map(|place| self.hashes[*place]).collect()
    }
}
