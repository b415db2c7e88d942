//! Documents that merge: names, changes, and what counts of them. What a document is *about* is brought by its kind.
//!
//! A document is one Automerge document with a flat root map. [`Document::change`] turns whatever is written through
//! [`Writing`] into the bytes of one change, which other devices take in with [`Document::apply`] after
//! [`crate::gate::scan`] has looked at them. [`Reading`] gives the one value of each key that counts, whoever wrote what.
//! Together with [`crate::gate`] this module stands alone: an application can keep documents of its own in it.
//!
//! ```
//! use journal::document::{Actor, DocId, Document, DocumentKind, WriteError};
//!
//! #[derive(Clone, Copy)]
//! struct Recipe;
//!
//! impl DocumentKind for Recipe {
//!     fn byte(self) -> u8 {
//!         200
//!     }
//!     fn edits_outlive_deletion(self) -> bool {
//!         true
//!     }
//! }
//!
//! let of = |log: &[u8]| Actor::derive(log, DocId::from_bytes([7; 16]));
//! let mut here = Document::new(Recipe, of(b"here"));
//! let change = here.change(1_795_468_200, |writing| -> Result<(), WriteError> {
//!     writing.put("title", &"Bread".into())?;
//!     writing.put_text("steps", "Knead. Wait. Bake.")
//! })?;
//!
//! let mut there = Document::new(Recipe, of(b"there"));
//! there.apply(&[&change.expect("something was written")])?;
//! assert_eq!(there.reading().plain("title"), "Bread");
//! assert_eq!(there.reading().text("steps").as_deref(), Some("Knead. Wait. Bake."));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod continuing;
mod graph;
pub(crate) mod id;
mod lineage;
mod parts;
mod present;
pub(crate) mod reading;
mod saved;
pub(crate) mod settle;
pub(crate) mod splice;
pub(crate) mod texts;
mod tip;
mod writing;

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{
    ActorId, Automerge, AutomergeError, Change, ChangeHash as Hash, ReadDoc, TextEncoding,
};

use crate::gate::{self, ChangeMeta, GateError};
pub use id::{Actor, ChangeHash, DOC_ID_CHARS, DocId, PrefixError};
pub use lineage::{ApplyError, Lineage};
pub use reading::{ClockSpan, Reading};
pub use splice::TEXT_CHARS_PER_CHANGE_MAX;
pub use tip::Tip;
pub use writing::{WriteError, Writing};

/// Operations that are expanded at once: a document of more is expanded in parts.
const WORK_AT_ONCE_MAX: u64 = 4 * gate::OPS_MAX;

/// What has to be known of a kind of documents to keep them. Everything else about a kind is how its keys are written
/// and read.
pub trait DocumentKind: Copy {
    /// The number that stands for the kind in records.
    fn byte(self) -> u8;

    /// Whether an edit takes the document out of the bin again when the deletion and the edit were made without knowing
    /// of each other. The same on every device, or they differ in what they show.
    fn edits_outlive_deletion(self) -> bool;
}

/// A document in memory. Loading one is costly (about a millisecond and 50 KB); lists and search
/// use its value as plain data instead.
#[derive(Clone)]
pub struct Document {
    kind: u8,
    edits_outlive_deletion: bool,
    doc: Automerge,
    lineage: Lineage,
    clock: Option<i64>,
    /// What is known beyond `doc`, where that holds only what stands now.
    continued: Option<tip::Continued>,
}

impl Document {
    /// An empty document, to be written by `actor`.
    pub fn new(kind: impl DocumentKind, actor: Actor) -> Self {
        let doc = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint)
            .with_actor(ActorId::from(actor.as_bytes().as_slice()));
        Self {
            kind: kind.byte(),
            edits_outlive_deletion: kind.edits_outlive_deletion(),
            doc,
            lineage: Lineage::default(),
            clock: None,
            continued: None,
        }
    }

    /// Says what the reader's clock shows, in unix seconds: a change that claims to be more than a day ahead of it
    /// counts as the earliest among those made apart from it. Without a clock every time is believed.
    #[must_use]
    pub const fn read_at(mut self, now: i64) -> Self {
        self.clock = Some(now);
        self
    }

    /// Around the time that its clock shows, the times at which it reads the same; `None` where that hangs on no clock.
    pub fn clock_span(&self) -> Option<ClockSpan> {
        // What one writer wrote does not stand beside what that one wrote.
        let is_by_several = self.lineage.seqs().nth(1).is_some();
        is_by_several.then(|| self.reading().clock_span()).flatten()
    }

    /// A document from all its changes, to be continued by `actor`. One call for all changes is many
    /// times faster than one for each.
    ///
    /// # Errors
    /// As [`Document::apply`].
    pub fn from_changes(
        kind: impl DocumentKind,
        actor: Actor,
        changes: &[&[u8]],
    ) -> Result<Self, ApplyError> {
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
        if !self.has_past() {
            return Err(ApplyError::Breaks);
        }
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
            let before = self.doc.get_heads();
            for some in at_once(&scanned) {
                self.expand(some)?;
            }
            // Automerge takes in what replaces an operation that is not there, and reads back another change.
            let mut back: Vec<_> = self.doc.get_changes(&before);
            back.sort_by_key(|change| (change.start_op(), change.hash()));
            let is_same = |(change, (meta, _)): (&Change, &(ChangeMeta, &[u8]))| {
                change.hash().as_ref() == meta.hash.as_bytes()
            };
            if back.len() != scanned.len() || !back.iter().zip(&scanned).all(is_same) {
                return Err(ApplyError::Breaks);
            }
            // What cannot be read must not be taken in either.
            self.reading().all();
            Ok(())
        }));
        applied.unwrap_or(Err(ApplyError::Breaks))?;
        if self.is_consistent() {
            Ok(())
        } else {
            Err(ApplyError::Breaks)
        }
    }

    /// Hands changes to Automerge, which takes about 500 bytes of memory for each of their operations meanwhile.
    fn expand(&mut self, changes: &[(ChangeMeta, &[u8])]) -> Result<(), ApplyError> {
        let mut decoded = Vec::with_capacity(changes.len());
        for (meta, bytes) in changes {
            let change = Change::from_bytes(bytes.to_vec()).map_err(AutomergeError::from)?;
            if change.hash().as_ref() != meta.hash.as_bytes() {
                return Err(ApplyError::Breaks);
            }
            decoded.push(change);
        }
        Ok(self.doc.apply_changes(decoded)?)
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

    /// Makes one change of what `write` does and returns its bytes, or `None` when it changes nothing. What was edited
    /// apart is settled in the same change.
    ///
    /// `at` (unix seconds) is the change's time. The change follows everything this document holds, earlier
    /// changes included, so those must be kept too.
    ///
    /// # Errors
    /// What `write` answers, and [`WriteError`] when the change cannot be made; the document is unchanged then.
    pub fn change<E: From<WriteError>>(
        &mut self,
        at: i64,
        write: impl FnOnce(&mut Writing<'_, '_>) -> Result<(), E>,
    ) -> Result<Option<Vec<u8>>, E> {
        let mut copy = self.clone();
        let settled = AssertUnwindSafe(|| {
            let settlement = copy.reading().settlement();
            copy.commit(at, |tx| -> Result<bool, E> {
                settlement.write(tx)?;
                let before = tx.pending_ops();
                write(&mut Writing::new(tx))?;
                Ok(tx.pending_ops() > before)
            })
        });
        let written = catch_unwind(settled).unwrap_or_else(|_| Err(WriteError::Damaged.into()))?;
        if written.is_some() {
            *self = copy;
        }
        Ok(written)
    }

    /// Makes one change of what `write` does and returns its bytes; `None`, and nothing is made, when it answers `false`.
    /// Leaves the document unusable on error.
    fn commit<E: From<WriteError>>(
        &mut self,
        at: i64,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<bool, E>,
    ) -> Result<Option<Vec<u8>>, E> {
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
        let bytes = self.of_whole(&change.ok_or(WriteError::Damaged)?)?;
        let meta = gate::scan(&bytes).map_err(|error| match error {
            GateError::TooManyOps => WriteError::TooMuchAtOnce,
            other => WriteError::NotPassable(other),
        })?;
        self.lineage.admit(&meta).map_err(|_| WriteError::Damaged)?;
        Ok(Some(bytes))
    }

    /// The number that stands for its kind in records.
    pub const fn kind_byte(&self) -> u8 {
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

    /// What counts of it now.
    pub fn reading(&self) -> Reading<'_> {
        self.reading_of(self.doc.get_heads())
    }

    /// What `read` finds in the document as it was once these changes and all they follow had been made; `None` when one
    /// of them is not here.
    pub fn as_of<T>(
        &self,
        heads: &[ChangeHash],
        read: impl FnOnce(&Reading<'_>) -> T,
    ) -> Option<T> {
        if !self.has_past() || !heads.iter().all(|head| self.has(head)) {
            return None;
        }
        let heads = heads.iter().map(|head| Hash(*head.as_bytes())).collect();
        let then = self.reading_of(heads);
        // It was read when its changes were taken in, but never as it was then.
        catch_unwind(AssertUnwindSafe(|| read(&then))).ok()
    }

    /// What counted of it once these changes (which must be here) and all they follow had been made.
    pub(crate) fn reading_of(&self, heads: Vec<Hash>) -> Reading<'_> {
        Reading::at(&self.doc, self.edits_outlive_deletion, heads, self.clock)
    }

    /// The document itself, for reading its history.
    pub(crate) const fn automerge(&self) -> &Automerge {
        &self.doc
    }
}

/// Changes in parts that are expanded at once, each of a bounded number of operations.
fn at_once<'c, 'b>(
    mut changes: &'c [(ChangeMeta, &'b [u8])],
) -> impl Iterator<Item = &'c [(ChangeMeta, &'b [u8])]> {
    std::iter::from_fn(move || {
        let mut work = 0;
        let fits = changes.iter().take_while(|(meta, _)| {
            work += meta.work;
            work <= WORK_AT_ONCE_MAX
        });
        let (some, rest) = changes.split_at_checked(fits.count().max(1))?;
        changes = rest;
        Some(some)
    })
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("kind", &self.kind)
            .field("heads", &self.heads())
            .finish_non_exhaustive()
    }
}
