//! What a document is now, with no more than the last of what became of it. That is enough to go on with it, and does not grow
//! with its past.
//!
//! A *tip* knows the one change that all others lead to, and of every value that stands now, of each letter of a text too, the
//! number and the writer of the operation that put it there. It keeps them as the changes of an Automerge document of its own, the
//! *stump*, in which nothing else was put but by its newest changes. What is written there says of what it replaces, and of what it stands behind, the
//! same as it would in the whole document: to belong to it, a change has only to name the change that it really follows.
//!
//! There is none where a document ends with several changes, where several values stand beside each other, or where it lies in
//! the bin: what that reads depends on more than the present values.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{
    ActorId, Automerge, Change, ChangeHash as Hash, ExpandedChange, ReadDoc, TextEncoding,
};
use serde::{Deserialize, Serialize};

use crate::document::id::{Actor, ChangeHash};
use crate::document::present::Present;

/// See the module. Opaque: to be kept as it is, and given back to [`Document::continued`](crate::document::Document::continued).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tip {
    pub(super) head: [u8; 32],
    /// The number of the last operation of all.
    pub(super) last_op: u64,
    pub(super) left_out: LeftOut,
    pub(super) stump: Stump,
}

/// Parts of a document that are not in its stump.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LeftOut {
    /// What `continuing` knows them by.
    pub(super) names: BTreeSet<[u8; 8]>,
    /// Bytes of all that they hold, as [`Reading::size`](crate::document::Reading::size) counts them.
    pub(super) bytes: u64,
}

/// Changes of a stump, in an order in which they follow each other. They are kept as they are: Automerge puts together saved
/// documents only if they were numbered without gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stump {
    pub(super) changes: Vec<Vec<u8>>,
    /// What those of them that were written to it since it was put together are called in the whole document. The last of
    /// its changes are theirs.
    pub(super) written: Vec<[u8; 32]>,
}

/// What a document that is continued knows beyond its stump.
#[derive(Debug, Clone)]
pub(crate) struct Continued {
    pub(super) left_out: LeftOut,
    pub(super) stump: Stump,
}

impl Tip {
    /// The change that all others of the document lead to.
    pub const fn head(&self) -> ChangeHash {
        ChangeHash::from_bytes(self.head)
    }
}

impl Stump {
    pub(super) fn load(&self) -> Option<Automerge> {
        let changes = self.changes.iter();
        let changes = changes.map(|bytes| Change::from_bytes(bytes.clone()));
        let changes: Vec<Change> = changes.collect::<Result<_, _>>().ok()?;
        let mut doc = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
        doc.apply_changes(changes).ok()?;
        (doc.get_heads().len() == 1 && doc.get_missing_deps(&[]).is_empty()).then_some(doc)
    }

    /// One in which these values were put, each by its own operation, and none after the one numbered `last_op`.
    pub(super) fn of(present: &Present, last_op: u64) -> Option<Self> {
        let mut changes = Vec::new();
        // Of each writer, how many changes there are, the number of the last operation in them, and the last of them.
        let mut lines: BTreeMap<Actor, (u64, u64, Hash)> = BTreeMap::new();
        let operations = present.operations_up_to(last_op)?;
        for run in operations.chunk_by(|(one, _), (next, _)| one.is_before(next)) {
            let (first, last) = (run.first()?.0, run.last()?.0);
            // A change is numbered after all that it follows. What has the same number was made apart from it.
            let before = lines.values().filter(|(_, last, _)| *last < first.number);
            let deps = before.map(|(_, _, hash)| *hash).collect();
            let seq = lines.get(&first.actor).map_or(0, |(seq, ..)| *seq) + 1;
            let change = Change::from(ExpandedChange {
                operations: run.iter().map(|(_, op)| op.clone()).collect(),
                actor_id: ActorId::from(first.actor.as_bytes().as_slice()),
                hash: None,
                seq,
                start_op: first.number.try_into().ok()?,
                time: 0,
                message: None,
                deps,
                extra_bytes: Vec::new(),
                author: None,
            });
            lines.insert(first.actor, (seq, last.number, change.hash()));
            changes.push(change.raw_bytes().to_vec());
        }
        Some(Self {
            changes,
            written: Vec::new(),
        })
    }

    /// The same without what became of it before the newest of what was written to it.
    pub(super) fn with_newest(&self, newest: usize) -> Option<Self> {
        let at = self.changes.len().checked_sub(newest)?;
        let (before, after) = self.changes.split_at_checked(at)?;
        let written = self
            .written
            .get(self.written.len().checked_sub(newest)?..)?;
        let before = Self {
            changes: before.to_vec(),
            written: Vec::new(),
        };
        let last_op = Change::from_bytes(after.first()?.clone()).ok()?.start_op();
        let present = Present::of(&before.load()?, |_| true)?;
        let mut stump = Self::of(&present, last_op.get() - 1)?;
        let mut heads = stump.load()?.get_heads();
        let mut seqs: BTreeMap<ActorId, u64> = BTreeMap::new();
        for bytes in &stump.changes {
            let change = Change::from_bytes(bytes.clone()).ok()?;
            seqs.insert(change.actor_id().clone(), change.seq());
        }
        for bytes in after {
            let change = Change::from_bytes(bytes.clone()).ok()?;
            let seq = seqs.entry(change.actor_id().clone()).or_default();
            *seq += 1;
            let moved = Change::from(ExpandedChange {
                hash: None,
                seq: *seq,
                deps: heads,
                ..change.decode()
            });
            heads = vec![moved.hash()];
            stump.changes.push(moved.raw_bytes().to_vec());
        }
        stump.written = written.to_vec();
        Some(stump)
    }
}
