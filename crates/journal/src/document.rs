//! One document: its changes, the edits that make new ones, and its value as a row.

pub(crate) mod id;
mod lineage;
pub(crate) mod reading;
pub(crate) mod settle;
pub(crate) mod splice;
pub(crate) mod texts;

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{
    ActorId, Automerge, AutomergeError, Change, ChangeHash as Hash, ReadDoc, TextEncoding,
};
use thiserror::Error;

use crate::document::id::{Actor, ChangeHash};
use crate::document::reading::Reading;
use crate::edit::{Edit, EditError};
use crate::entry::WriteError;
use crate::gate::{self, ChangeMeta, GateError};
use crate::kind::Kind;
use crate::row::{Row, row_of};
use crate::{entry, worksheet};

use lineage::Lineage;

/// A document in memory. Loading one is costly (about a millisecond and 50 KB); lists and search
/// use rows instead.
#[derive(Clone)]
pub struct Document {
    kind: Kind,
    doc: Automerge,
    lineage: Lineage,
    clock: Option<i64>,
}

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

impl Document {
    /// An empty document, to be written by `actor`.
    pub fn new(kind: Kind, actor: Actor) -> Self {
        let doc = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint)
            .with_actor(ActorId::from(actor.as_bytes().as_slice()));
        Self {
            kind,
            doc,
            lineage: Lineage::default(),
            clock: None,
        }
    }

    /// Says what the reader's clock shows, in unix seconds: a change that claims to be more than a day ahead of it
    /// counts as the earliest among those made apart from it. Without a clock every time is believed.
    #[must_use]
    pub const fn read_at(mut self, now: i64) -> Self {
        self.clock = Some(now);
        self
    }

    /// A document from all its changes, to be continued by `actor`. One call for all changes is many
    /// times faster than one for each.
    ///
    /// # Errors
    /// As [`Document::apply`].
    pub fn from_changes(kind: Kind, actor: Actor, changes: &[&[u8]]) -> Result<Self, ApplyError> {
        let mut document = Self::new(kind, actor);
        document.take_in(changes)?;
        Ok(document)
    }

    /// Takes in changes of other devices, in any order; those already here are passed over.
    ///
    /// # Errors
    /// When one of them is refused by the gate, lacks what it follows, does not continue its
    /// writer's line, or breaks the document. Then none is taken in.
    pub fn apply(&mut self, changes: &[&[u8]]) -> Result<(), ApplyError> {
        let mut copy = self.clone();
        copy.take_in(changes)?;
        *self = copy;
        Ok(())
    }

    /// Leaves the document unusable on error: to be called on a copy.
    fn take_in(&mut self, changes: &[&[u8]]) -> Result<(), ApplyError> {
        let mut scanned: Vec<(ChangeMeta, &[u8])> = Vec::with_capacity(changes.len());
        for bytes in changes {
            let meta = gate::scan(bytes)?;
            if !self.lineage.has(&meta.hash) {
                scanned.push((meta, bytes));
            }
        }
        // Every change has operations, and numbers them after all it follows.
        scanned.sort_by_key(|(meta, _)| (meta.start_op, meta.hash));
        scanned.dedup_by(|(a, _), (b, _)| a.hash == b.hash);
        for (meta, _) in &scanned {
            self.lineage.admit(meta)?;
        }
        let applied = catch_unwind(AssertUnwindSafe(|| {
            let mut decoded = Vec::with_capacity(scanned.len());
            for (meta, bytes) in &scanned {
                let change = Change::from_bytes(bytes.to_vec()).map_err(AutomergeError::from)?;
                if change.hash().as_ref() != meta.hash.as_bytes() {
                    return Err(ApplyError::Breaks);
                }
                decoded.push(change);
            }
            self.doc.apply_changes(decoded)?;
            // What cannot be read must not be taken in either.
            let _ = self.row();
            Ok(())
        }));
        applied.unwrap_or(Err(ApplyError::Breaks))?;
        if self.is_consistent() {
            Ok(())
        } else {
            Err(ApplyError::Breaks)
        }
    }

    /// Whether Automerge holds exactly what we think it holds, with nothing left waiting.
    fn is_consistent(&self) -> bool {
        let heads = self.doc.get_heads();
        heads.len() == self.lineage.heads().len()
            && heads.iter().all(|head| {
                self.lineage
                    .heads()
                    .contains(&ChangeHash::from_bytes(head.0))
            })
            && self.doc.get_missing_deps(&[]).is_empty()
    }

    /// Makes the edits as one change and returns its bytes, or `None` when they change nothing.
    ///
    /// `at` (unix seconds) is the change's time. The change follows everything this document holds,
    /// earlier edits included, so those must be kept too.
    ///
    /// # Errors
    /// When an edit is not allowed; the document is unchanged then.
    pub fn edit(&mut self, edits: &[Edit], at: i64) -> Result<Option<Vec<u8>>, EditError> {
        let mut copy = self.clone();
        let written = catch_unwind(AssertUnwindSafe(|| copy.write(edits, at)));
        let written = written.unwrap_or(Err(EditError::Damaged))?;
        if written.is_some() {
            *self = copy;
        }
        Ok(written)
    }

    /// Leaves the document unusable on error: to be called on a copy.
    fn write(&mut self, edits: &[Edit], at: i64) -> Result<Option<Vec<u8>>, EditError> {
        let kind = self.kind;
        let settlement = self.reading().settlement();
        self.commit(at, |tx| {
            settlement.write(tx)?;
            let before = tx.pending_ops();
            for edit in edits {
                write_one(kind, tx, edit, at)?;
            }
            Ok(tx.pending_ops() > before)
        })
    }

    /// Makes one change of what `write` does and returns its bytes; `None`, and nothing is made, when it answers `false`.
    /// Leaves the document unusable on error.
    pub(crate) fn commit(
        &mut self,
        at: i64,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<bool, EditError>,
    ) -> Result<Option<Vec<u8>>, EditError> {
        let written = self.doc.transact_with(
            |()| CommitOptions::default().with_time(at),
            |tx| match write(tx) {
                Ok(true) => Ok(()),
                Ok(false) => Err(None),
                Err(error) => Err(Some(Box::new(error))),
            },
        );
        let hash = match written {
            Ok(written) => written.hash,
            Err(failure) => match failure.error {
                Some(error) => return Err(*error),
                None => None,
            },
        };
        let Some(hash) = hash else {
            return Ok(None);
        };
        let change = self.doc.get_change_by_hash(&hash);
        let bytes = change.ok_or(EditError::Damaged)?.raw_bytes().to_vec();
        let meta = gate::scan(&bytes).map_err(|error| match error {
            GateError::TooManyOps => EditError::TooMuchAtOnce,
            other => EditError::NotPassable(other),
        })?;
        self.lineage.admit(&meta).map_err(|_| EditError::Damaged)?;
        Ok(Some(bytes))
    }

    /// The document's kind.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The changes that nothing here follows yet, ascending: what the next edit will follow.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.lineage.heads().iter().copied().collect()
    }

    /// Whether this change is here.
    pub fn has(&self, change: &ChangeHash) -> bool {
        self.lineage.has(change)
    }

    /// The only change whose hash begins with these bytes.
    pub fn change_beginning(&self, bytes: &[u8]) -> Option<ChangeHash> {
        self.lineage.beginning(bytes)
    }

    /// The document's value.
    pub fn row(&self) -> Row {
        row_of(self.kind, &self.reading())
    }

    /// The document's value as it was once these changes and all they follow had been made; `None` when one of them is
    /// not here.
    pub fn row_at_heads(&self, heads: &[ChangeHash]) -> Option<Row> {
        if !heads.iter().all(|head| self.has(head)) {
            return None;
        }
        let heads = heads.iter().map(|head| Hash(*head.as_bytes())).collect();
        let then = Reading::at(&self.doc, self.kind, heads, self.clock);
        // It was read when its changes were taken in, but never as it was then.
        catch_unwind(AssertUnwindSafe(|| row_of(self.kind, &then))).ok()
    }

    pub(crate) fn reading(&self) -> Reading<'_> {
        Reading::at(&self.doc, self.kind, self.doc.get_heads(), self.clock)
    }

    /// What the reader's clock shows, if that is known.
    pub(crate) const fn clock(&self) -> Option<i64> {
        self.clock
    }

    /// The document itself, for reading its history.
    pub(crate) const fn automerge(&self) -> &Automerge {
        &self.doc
    }
}

fn write_one(kind: Kind, tx: &mut Transaction<'_>, edit: &Edit, at: i64) -> Result<(), EditError> {
    match (kind, edit) {
        (Kind::Entry, Edit::Entry(edit)) => {
            entry::write::apply(tx, edit, at).map_err(|error| match error {
                WriteError::Entry(error) => EditError::Entry(error),
                WriteError::TooMuchAtOnce => EditError::TooMuchAtOnce,
                WriteError::Document(error) => EditError::Document(error),
            })
        }
        (Kind::Worksheet | Kind::Journey | Kind::Definition | Kind::Share, Edit::Sheet(edit)) => {
            Ok(worksheet::write::apply(tx, edit, at)?)
        }
        (kind, _) => Err(EditError::WrongKind(kind)),
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("kind", &self.kind)
            .field("heads", &self.heads())
            .finish_non_exhaustive()
    }
}
