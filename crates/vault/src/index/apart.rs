//! Documents that were changed on both sides: records arrived that did not know of changes which were here already.
//!
//! Remembered until somebody looks, sealed, on this device only. A list that cannot be read is empty: it is a hint where
//! to look, and what was written is in the history of each document.

use std::collections::BTreeMap;

use journal::document::{ChangeHash, DocId};
use replica::Purpose;
use serde::{Deserialize, Serialize};
use store::{Tables, Writer};

use crate::index::page::{Directory, Item};
use crate::index::sealed_list;
use crate::kind::Kinds;
use crate::kind::{self, StoredKind};
use crate::space::Space;
use crate::{Env, Error};

/// Most documents that are remembered; the oldest go first.
const NOTES_MAX: usize = 300;
/// Bytes of the opened list.
const NOTES_BYTES_MAX: usize = 1 << 20;

/// A document that was changed on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    doc: [u8; 16],
    /// When this was last noticed, in unix seconds.
    pub at: i64,
    /// The changes that the document ended with when this was first noticed.
    pub before: Vec<[u8; 32]>,
}

impl Note {
    /// The document.
    pub fn doc(&self) -> DocId {
        DocId::from_bytes(self.doc)
    }

    /// The changes of [`Note::before`].
    pub fn hashes(&self) -> Vec<ChangeHash> {
        let before = self.before.iter();
        before.map(|hash| ChangeHash::from_bytes(*hash)).collect()
    }
}

/// What one catching-up found; see the module.
#[derive(Debug, Default)]
pub(crate) struct Notes(BTreeMap<[u8; 16], Vec<[u8; 32]>>);

impl Notes {
    /// Records arrive that do not simply continue a document.
    pub(crate) fn meet(
        &mut self,
        tables: &impl Tables,
        space: &Space,
        kinds: &Kinds,
        dir: &Directory,
        item: &Item,
    ) -> Result<(), Error> {
        let id = *item.id.as_bytes();
        let told_of = kind::of(kinds, item.kind)
            .is_some_and(StoredKind::is_noted_when_changed_apart)
            && space.membership.purpose() == Some(Purpose::Home)
            && !item.heads.is_empty();
        // What came here for the first time, with all that happened to it elsewhere, was not changed here.
        let is_new = || Ok::<_, Error>(dir.page_of(tables, space.tag, &id)?.is_none());
        if told_of && !self.0.contains_key(&id) && !is_new()? {
            self.0.insert(id, item.heads.clone());
        }
        Ok(())
    }

    /// Keeps what was found.
    pub(crate) fn keep(
        &mut self,
        writer: &mut Writer,
        space: &Space,
        env: &Env,
    ) -> Result<(), Error> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut notes = read(writer, space)?;
        let at = env.unix();
        let again = notes.extract_if(.., |note| self.0.contains_key(&note.doc));
        let mut known: BTreeMap<_, _> = again.map(|note| (note.doc, note.before)).collect();
        for (doc, before) in std::mem::take(&mut self.0) {
            // Since it was looked at last, it ended with what was noted first.
            let before = known.remove(&doc).unwrap_or(before);
            notes.push(Note { doc, at, before });
        }
        let over = notes.len().saturating_sub(NOTES_MAX);
        notes.drain(..over);
        write(writer, space, &notes)
    }
}

/// What was noticed and not looked at since, oldest first.
pub(super) fn read(tables: &impl Tables, space: &Space) -> Result<Vec<Note>, Error> {
    sealed_list::read(tables, space.keys()?, &key(space), NOTES_BYTES_MAX)
}

/// Forgets that documents were changed on both sides.
pub(super) fn forget(writer: &mut Writer, space: &Space, docs: &[DocId]) -> Result<(), Error> {
    let mut notes = read(writer, space)?;
    notes.retain(|note| !docs.contains(&note.doc()));
    write(writer, space, &notes)
}

fn write(writer: &mut Writer, space: &Space, notes: &[Note]) -> Result<(), Error> {
    sealed_list::write(writer, space.keys()?, &key(space), NOTES_BYTES_MAX, notes)
}

pub(crate) fn key(space: &Space) -> String {
    format!("apart/{}", space.tag)
}
