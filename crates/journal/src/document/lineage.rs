//! Who wrote what after what: the order of a document's changes, without their content.
//!
//! Automerge asserts where it should refuse: a gap in an actor's line of changes, or operation
//! numbers used twice, make it panic or leave documents that differ between devices. Here such a
//! change is refused before Automerge sees it.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Automerge, AutomergeError};
use thiserror::Error;

use crate::document::id::{Actor, ChangeHash};
use crate::gate::{ChangeMeta, GateError};

/// Why changes were not taken in. The document is unchanged then.
#[derive(Debug, Error)]
pub enum ApplyError {
    /// A change did not pass the gate.
    #[error(transparent)]
    Gate(#[from] GateError),
    /// A change follows one that is not here.
    #[error("a change follows {0}, which is not here")]
    MissingDependency(ChangeHash),
    /// Its writer has already written another change with this number.
    #[error("change {0} has a number that its writer used before")]
    SequenceTaken(ChangeHash),
    /// It does not continue its writer's line of changes.
    #[error("change {0} does not continue what its writer wrote before")]
    OutOfLine(ChangeHash),
    /// The library that holds documents refused it.
    #[error("the document refused the change")]
    Refused(#[from] AutomergeError),
    /// Reading or applying it broke the library that holds documents.
    #[error("the change is malicious or damaged: it would break the document")]
    Breaks,
}

/// The changes that a document holds, by name: enough to say whether another one can follow them, without expanding any.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    /// Each change with the highest operation number in it and its past.
    last_ops: BTreeMap<ChangeHash, u64>,
    /// Each actor with its last change's place in its line, and its highest operation number.
    actors: BTreeMap<Actor, (u64, u64)>,
    /// The changes that nothing follows yet.
    heads: BTreeSet<ChangeHash>,
}

impl Lineage {
    /// That of a document.
    pub(crate) fn of(doc: &Automerge) -> Self {
        let mut lineage = Self::default();
        let heads = doc.get_heads().into_iter();
        lineage.heads = heads.map(|hash| ChangeHash::from_bytes(hash.0)).collect();
        for change in doc.get_changes_meta(&[]) {
            let hash = ChangeHash::from_bytes(change.hash.0);
            lineage.last_ops.insert(hash, change.max_op);
            let Ok(actor) = change.actor.to_bytes().try_into() else {
                continue;
            };
            let last = lineage.actors.entry(Actor::from_bytes(actor)).or_default();
            *last = (*last).max((change.seq, change.max_op));
        }
        lineage
    }

    /// That of a document of which only the last change is known, which all others lead to, and the number of this actor's last.
    pub(crate) fn ending_with(head: ChangeHash, last_op: u64, actor: Actor, seq: u64) -> Self {
        Self {
            last_ops: BTreeMap::from([(head, last_op)]),
            actors: BTreeMap::from([(actor, (seq, last_op))]),
            heads: BTreeSet::from([head]),
        }
    }

    /// The highest operation number in a change and its past.
    pub(crate) fn last_op(&self, change: &ChangeHash) -> Option<u64> {
        self.last_ops.get(change).copied()
    }

    /// The number of an actor's last change; 0 before its first.
    pub(crate) fn seq(&self, actor: &Actor) -> u64 {
        self.actors.get(actor).map_or(0, |(seq, _)| *seq)
    }

    /// Each actor with the number of its last change.
    pub fn seqs(&self) -> impl Iterator<Item = (Actor, u64)> {
        self.actors.iter().map(|(actor, (seq, _))| (*actor, *seq))
    }

    /// How many changes there are.
    pub fn len(&self) -> usize {
        self.last_ops.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.last_ops.is_empty()
    }

    /// Whether this change is here.
    pub fn has(&self, hash: &ChangeHash) -> bool {
        self.last_ops.contains_key(hash)
    }

    /// The only change whose hash begins with these bytes.
    pub(crate) fn beginning(&self, bytes: &[u8]) -> Option<ChangeHash> {
        let hashes = self.last_ops.keys();
        let mut found = hashes.filter(|hash| hash.as_bytes().starts_with(bytes));
        let one = found.next().copied();
        one.filter(|_| found.next().is_none())
    }

    /// The changes that nothing here follows yet.
    pub const fn heads(&self) -> &BTreeSet<ChangeHash> {
        &self.heads
    }

    /// Takes in several changes in the order given, or says why one of them cannot follow what is here.
    ///
    /// # Errors
    /// See [`ApplyError`]. Then none is taken in.
    pub fn admit_all(&mut self, changes: &[ChangeMeta]) -> Result<(), ApplyError> {
        let mut undo = Vec::with_capacity(changes.len());
        for meta in changes {
            let actor = self.actors.get(&meta.actor).copied();
            let heads = meta.deps.iter().filter(|dep| self.heads.contains(dep));
            let heads: Vec<ChangeHash> = heads.copied().collect();
            if let Err(error) = self.admit(meta) {
                for (meta, actor, heads) in undo.into_iter().rev() {
                    self.forget(meta, actor, heads);
                }
                return Err(error);
            }
            undo.push((meta, actor, heads));
        }
        Ok(())
    }

    /// Undoes the taking in of the last change.
    fn forget(&mut self, meta: &ChangeMeta, actor: Option<(u64, u64)>, heads: Vec<ChangeHash>) {
        self.heads.remove(&meta.hash);
        self.heads.extend(heads);
        self.last_ops.remove(&meta.hash);
        match actor {
            Some(before) => self.actors.insert(meta.actor, before),
            None => self.actors.remove(&meta.actor),
        };
    }

    /// Takes in a change, or says why it cannot follow what is here.
    pub(crate) fn admit(&mut self, meta: &ChangeMeta) -> Result<(), ApplyError> {
        let mut past = 0;
        for dep in &meta.deps {
            let last_op = self.last_ops.get(dep);
            past = past.max(*last_op.ok_or(ApplyError::MissingDependency(*dep))?);
        }
        let (seq, own) = self.actors.get(&meta.actor).copied().unwrap_or((0, 0));
        if meta.seq <= seq {
            return Err(ApplyError::SequenceTaken(meta.hash));
        }
        // An honest writer numbers its operations directly after everything it has seen, its own
        // changes included. A leap would use up the numbers that later edits need.
        if meta.seq != seq + 1 || meta.start_op != past + 1 || past < own {
            return Err(ApplyError::OutOfLine(meta.hash));
        }
        self.actors.insert(meta.actor, (meta.seq, meta.last_op()));
        self.last_ops.insert(meta.hash, meta.last_op());
        for dep in &meta.deps {
            self.heads.remove(dep);
        }
        self.heads.insert(meta.hash);
        Ok(())
    }
}
