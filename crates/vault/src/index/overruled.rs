//! What this device wrote into documents in a history that does not count there: its author writes it anew, once.

use std::collections::BTreeSet;

use journal::document::{Actor, ChangeHash, DocId, Document};
use replica::{Branches, DeviceId, LogId, MemberState};
use store::Tables;

use super::Index;
use super::deferred::Reason;
use super::sealed_list;
use crate::exchange::branches::way;
use crate::space::Space;
use crate::write::payload::Slot;
use crate::{Error, Snapshot, Vault, kind};

/// Bytes of the opened list of what was written anew; it forgets the oldest.
const CARRIED_BYTES_MAX: usize = 256 << 10;
const CARRIED_MAX: usize = 4_096;

/// A part of a record: its log, its number, and which part.
type Place = (LogId, u64, u16);

/// See the module; of one document.
#[derive(Debug)]
pub struct Overruled {
    /// The document.
    pub doc: DocId,
    /// Its kind.
    pub kind: u8,
    /// What both histories know of it.
    pub before: Vec<ChangeHash>,
    /// What does not count, and what other changes made of it.
    pub changes: Vec<ChangeHash>,
    /// The document as the history that does not count left it. Never to be written.
    pub document: Document,
}

fn key(space: &Space) -> String {
    format!("carried/{}", space.tag)
}

impl Snapshot {
    /// A document as one history of a log leaves it, with what builds on it, and the parts that it is made of: all that
    /// counts and is not of another history, what the other one stands in the way of, and these.
    pub(super) fn along(
        &self,
        (doc, kind): (DocId, u8),
        log: LogId,
        late: &[(LogId, u64, &Slot)],
    ) -> Result<(Document, Vec<Slot>), Error> {
        let (view, space) = (self.tables(), self.space());
        let mut index = Index::load(view, space, self.application().kinds())?;
        let named = index.branches.named_by(log);
        let way = way(view, space.tag, &index.branches, log)?;
        let is_of_another = |branches: &Branches, at: LogId, number: u64| {
            let on_way = way.iter().any(|(on, last)| *on == at && number <= *last);
            branches.named_by(at) == named && !on_way
        };
        let mut places = Vec::new();
        for (at, number, place) in self.item(doc)?.map(|item| item.refs).unwrap_or_default() {
            let log = index.dir.log(at);
            places.push((
                log.ok_or_else(|| Error::damaged("the directory"))?,
                number,
                place,
            ));
        }
        for (log, number, place, deferred) in view.deferred(space.tag)? {
            if [Reason::OtherHistory as u8, Reason::Dependency as u8].contains(&deferred.reason) {
                places.push((log, number, place));
            }
        }
        let mut slots: Vec<Slot> = Vec::new();
        for (log, number, place) in places {
            if is_of_another(&index.branches, log, number) {
                continue;
            }
            let slot = index.slot(view, log, number, place)?;
            if slot.id == doc {
                slots.push(slot);
            }
        }
        let late = late.iter();
        let late = late.filter(|(log, number, _)| !is_of_another(&index.branches, *log, *number));
        slots.extend(late.map(|(_, _, slot)| (*slot).clone()));
        let numbered = kind::Numbered::new(self.application().kinds(), kind);
        let mut document = Document::new(numbered, Actor::derive(&log.encode(), doc));
        let mut left: Vec<&Slot> = slots.iter().collect();
        loop {
            let before = left.len();
            left.retain(|slot| {
                let changes: Vec<&[u8]> = slot.changes.iter().map(Vec::as_slice).collect();
                document.apply(&changes).is_err()
            });
            if left.is_empty() || left.len() == before {
                break;
            }
        }
        Ok((document, slots))
    }

    /// The document as a history that does not count in it leaves it, with what builds on it.
    fn left_by(&self, doc: DocId, kind: u8, log: LogId) -> Result<Option<Overruled>, Error> {
        let (document, slots) = self.along((doc, kind), log, &[])?;
        let present = self.document(doc)?;
        let counts = |hash: &ChangeHash| present.as_ref().is_some_and(|present| present.has(hash));
        let mut before: BTreeSet<ChangeHash> = BTreeSet::new();
        let (mut followed, mut changes) = (BTreeSet::new(), Vec::new());
        for change in slots.iter().flat_map(|slot| &slot.changes) {
            let Ok(meta) = journal::gate::scan(change) else {
                continue;
            };
            if !document.has(&meta.hash) {
                continue;
            }
            if counts(&meta.hash) {
                before.insert(meta.hash);
                followed.extend(meta.deps);
            } else {
                changes.push(meta.hash);
            }
        }
        let before = before.into_iter().filter(|hash| !followed.contains(hash));
        Ok((!changes.is_empty()).then(|| Overruled {
            doc,
            kind,
            before: before.collect(),
            changes,
            document: document.read_at(self.now),
        }))
    }

    /// What removed devices wrote in a history that does not count, and nobody can write anew but who is asked.
    pub(super) fn overruled_of_removed(&self) -> Result<Vec<(Place, Slot)>, Error> {
        self.of_other_histories(|device| {
            let member = self.space().membership.member(device);
            member.is_some_and(|member| member.state == MemberState::Removed)
        })
    }

    /// What some devices wrote in a history that does not count.
    fn of_other_histories(
        &self,
        of: impl Fn(DeviceId) -> bool,
    ) -> Result<Vec<(Place, Slot)>, Error> {
        let (view, space) = (self.tables(), self.space());
        let mut found = Vec::new();
        let mut index = None;
        for (log, number, place, deferred) in view.deferred(space.tag)? {
            if deferred.reason != Reason::OtherHistory as u8 || !of(log.device) {
                continue;
            }
            let index = match &mut index {
                Some(index) => index,
                none => none.insert(Index::load(view, space, self.application().kinds())?),
            };
            let slot = index.slot(view, log, number, place)?;
            found.push(((log, number, place), slot));
        }
        Ok(found)
    }
}

impl Vault {
    /// What this device wrote in a history that does not count, and has not written anew.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::Damaged`].
    pub fn overruled(&self, snapshot: &Snapshot) -> Result<Vec<Overruled>, Error> {
        let written = snapshot.of_other_histories(|device| device == self.device)?;
        if written.is_empty() {
            return Ok(Vec::new());
        }
        let carried = read(snapshot.tables(), snapshot.space())?;
        let mut found: Vec<(DocId, u8, LogId)> = Vec::new();
        for ((log, ..), slot) in written {
            let mut metas = slot.changes.iter().map(|c| journal::gate::scan(c));
            let is_new =
                metas.any(|meta| meta.is_ok_and(|meta| !carried.contains(meta.hash.as_bytes())));
            if is_new && !found.contains(&(slot.id, slot.kind, log)) {
                found.push((slot.id, slot.kind, log));
            }
        }
        let mut overruled = Vec::new();
        for (doc, kind, log) in found {
            overruled.extend(snapshot.left_by(doc, kind, log)?);
        }
        Ok(overruled)
    }

    /// Remembers what was written anew, by the changes that did not count.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn note_carried(&self, space: &Space, changes: &[ChangeHash]) -> Result<(), Error> {
        let mut writer = self.store.write()?;
        let mut carried = read(&writer, space)?;
        carried.extend(changes.iter().map(|change| *change.as_bytes()));
        let from = carried.len().saturating_sub(CARRIED_MAX);
        let keys = space.keys()?;
        sealed_list::write(
            &mut writer,
            keys,
            &key(space),
            CARRIED_BYTES_MAX,
            &carried[from..],
        )?;
        Ok(writer.commit()?)
    }
}

fn read(tables: &impl Tables, space: &Space) -> Result<Vec<[u8; 32]>, Error> {
    sealed_list::read(tables, space.keys()?, &key(space), CARRIED_BYTES_MAX)
}
