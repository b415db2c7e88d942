//! Late records: those of a removed device that came after what counts of it. They lie sealed with all others and are in
//! no page; here they are opened, one document after the other, for a person who looks at them.
//!
//! What was looked at has a number that stays, and what was decided of it, in a sealed list on this device only.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use journal::document::{Actor, ChangeHash, DocId, Document};
use journal::gate::ChangeMeta;
use replica::{Admission, Class, DeviceId, Have, LogId, Record};
use serde::{Deserialize, Serialize};
use store::{Tables, Writer};

use super::sealed_list;
use crate::exchange::branches::branches;
use crate::space::{READ_BYTES, Space};
use crate::write::payload::Slot;
use crate::{Error, Snapshot, Vault, kind};

/// Late documents of one device that have a number; only a hostile one writes more.
const NOTES_OF_DEVICE_MAX: usize = 1_000;
/// Late documents that have a number.
const NOTES_MAX: usize = 8_000;
/// Bytes of the opened list.
const NOTES_BYTES_MAX: usize = 1 << 20;

/// What a person has decided about something late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LateState {
    /// Nothing yet.
    Open,
    /// It was written anew by a device that counts.
    Kept,
    /// Not to be asked about any more.
    Hidden,
}

/// A place among late records. Its number is where it stands in the list, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    device: [u8; 32],
    incarnation: u64,
    number: u64,
    place: u16,
    state: LateState,
}

impl Note {
    fn log(&self) -> LogId {
        LogId {
            device: DeviceId::from_bytes(self.device),
            class: Class::Data,
            incarnation: self.incarnation,
        }
    }

    fn at(&self) -> (LogId, u64, u16) {
        (self.log(), self.number, self.place)
    }
}

/// What a late record says of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateRecord {
    /// Its number on this device, from 1. It never changes.
    pub number: usize,
    /// The removed device.
    pub device: DeviceId,
    /// When it was written, by the clock of that device, in unix seconds.
    pub at: Option<i64>,
    /// What was decided about it.
    pub state: LateState,
    /// What it changed; `None` if it cannot be read here.
    pub change: Option<LateChange>,
}

/// The changes of one document in a late record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateChange {
    /// The document.
    pub doc: DocId,
    /// Its kind.
    pub kind: u8,
    /// What its writer knew of the document.
    pub before: Vec<ChangeHash>,
    /// The changes, oldest first; not empty.
    pub changes: Vec<ChangeHash>,
    /// Of a device whose log has several histories, the one that it is of.
    pub history: Option<LogId>,
}

/// What is late in a space.
#[derive(Debug, Default)]
pub struct LateRecords {
    /// In the order in which they were numbered.
    pub records: Vec<LateRecord>,
    /// The documents that they change, with all that counts and all that is late; one for each history that is in its way
    /// or out of it. Never to be written.
    documents: BTreeMap<(DocId, Option<LogId>), Document>,
    /// Records beyond what is listed.
    pub unlisted: u64,
}

impl LateRecords {
    /// The document that a late change is of, with all that counts and all that is late. Never to be written.
    pub fn document(&self, change: &LateChange) -> Option<&Document> {
        self.documents.get(&(change.doc, change.history))
    }
}

/// The first and the last number of each log that is late.
pub(crate) fn stretches(
    tables: &impl Tables,
    space: &Space,
    vouched: &Have,
) -> Result<Vec<(LogId, u64, u64)>, Error> {
    let mut late = Vec::new();
    let branches = branches(tables, space.tag)?;
    for (log, head) in tables.heads(space.tag)? {
        let beyond = log.class == Class::Data
            && space.membership.admits(log, head.number) == Admission::BeyondCut;
        let cut = space.membership.cut(log).map_or(0, |cut| cut.number);
        let counts = cut.max(vouched.get(log)).max(branches.first(log) - 1);
        if beyond && counts < head.number {
            late.push((log, counts + 1, head.number));
        }
    }
    Ok(late)
}

/// How many records of these logs nothing was decided about, by device.
pub(crate) fn undecided(
    tables: &impl Tables,
    space: &Space,
    stretches: &[(LogId, u64, u64)],
) -> Result<BTreeMap<DeviceId, u64>, Error> {
    let mut undecided: BTreeMap<DeviceId, u64> = BTreeMap::new();
    if stretches.is_empty() {
        return Ok(undecided);
    }
    let notes = read(tables, space)?;
    // A record is decided about when each of its places is.
    let mut decided: BTreeMap<(LogId, u64), bool> = BTreeMap::new();
    for note in &notes {
        let all = decided.entry((note.log(), note.number)).or_insert(true);
        *all &= note.state != LateState::Open;
    }
    for (log, first, last) in stretches {
        let within = decided.range((*log, *first)..=(*log, *last));
        let decided = within.filter(|(_, all)| **all).count() as u64;
        *undecided.entry(log.device).or_default() += (last - first + 1).saturating_sub(decided);
    }
    Ok(undecided)
}

fn read(tables: &impl Tables, space: &Space) -> Result<Vec<Note>, Error> {
    sealed_list::read(tables, space.keys()?, &key(space), NOTES_BYTES_MAX)
}

fn write(writer: &mut Writer, space: &Space, notes: &[Note]) -> Result<(), Error> {
    sealed_list::write(writer, space.keys()?, &key(space), NOTES_BYTES_MAX, notes)
}

pub(crate) fn key(space: &Space) -> String {
    format!("late/{}", space.tag)
}

/// The changes of a document in a late record that may be looked at: what the gate lets through, of the actor of its log.
fn change(named: LogId, slot: &Slot) -> Option<(LateChange, i64)> {
    let actor = Actor::derive(&named.encode(), slot.id);
    if slot.id.as_bytes()[15] != slot.kind {
        return None;
    }
    let scanned: Result<Vec<_>, _> = slot
        .changes
        .iter()
        .map(|c| journal::gate::scan(c))
        .collect();
    let scanned = scanned.ok()?;
    let first = scanned.first()?;
    let change = LateChange {
        doc: slot.id,
        kind: slot.kind,
        before: first.deps.clone(),
        changes: scanned.iter().map(|meta| meta.hash).collect(),
        history: None,
    };
    let own = scanned.iter().all(|meta| meta.actor == actor);
    own.then_some((change, first.time))
}

impl Snapshot {
    /// Opens all that is late.
    fn open_late(&self) -> Result<Opened, Error> {
        let (view, space) = (self.tables(), self.space());
        let mut opened = Opened::default();
        let mut of_device: BTreeMap<DeviceId, usize> = BTreeMap::new();
        for (log, first, last) in stretches(view, space, &self.vouched())? {
            let listed = of_device.entry(log.device).or_default();
            let mut next = first;
            'log: while next <= last {
                let batch = view.records(space.tag, log, next, READ_BYTES)?;
                if batch.is_empty() {
                    break;
                }
                for bytes in batch {
                    if *listed >= NOTES_OF_DEVICE_MAX {
                        break 'log;
                    }
                    let record = Record::decode(&bytes).ok();
                    let payload = record.and_then(|record| space.payload(&record).ok());
                    let slots = payload.map(|payload| payload.docs).unwrap_or_default();
                    // One that cannot be read, or is empty, is listed as such.
                    let places = slots.len().max(1);
                    let mut slots = slots.into_iter();
                    for place in 0..places {
                        let place = u16::try_from(place).expect("a record has few documents");
                        opened.late.push(((log, next, place), slots.next()));
                    }
                    *listed += places;
                    next += 1;
                }
            }
            opened.unlisted += (last + 1).saturating_sub(next);
        }
        for (at, slot) in self.overruled_of_removed()? {
            let listed = of_device.entry(at.0.device).or_default();
            if *listed < NOTES_OF_DEVICE_MAX {
                *listed += 1;
                opened.late.push((at, Some(slot)));
            } else {
                opened.unlisted += 1;
            }
        }
        Ok(opened)
    }

    /// A document with what counts of it and, as far as they apply, these late changes.
    fn with_late(&self, doc: DocId, late: &[(LogId, u64, &Slot)]) -> Result<Document, Error> {
        let mut document = match (self.document(doc)?, late.first()) {
            (None, Some((log, _, slot))) => {
                let kind = kind::Numbered::new(self.application().kinds(), slot.kind);
                Document::new(kind, Actor::derive(&log.encode(), doc))
            }
            (Some(document), _) => document,
            (None, None) => return Err(Error::damaged("a late record")),
        };
        let slots = in_order(&document, late);
        let changes: Vec<&[u8]> = slots
            .iter()
            .flat_map(|slot| slot.changes.iter().map(Vec::as_slice))
            .collect();
        if document.apply(&changes).is_err() {
            // One of them does not apply: all that do are kept.
            for slot in slots {
                let changes: Vec<&[u8]> = slot.changes.iter().map(Vec::as_slice).collect();
                let _ = document.apply(&changes);
            }
        }
        Ok(document)
    }
}

/// Late parts of one document, each after what it builds on; without those that build on what is not here.
fn in_order<'a>(document: &Document, late: &[(LogId, u64, &'a Slot)]) -> Vec<&'a Slot> {
    let scan = |slot: &Slot| -> Option<Vec<ChangeMeta>> {
        let scanned = slot.changes.iter().map(|c| journal::gate::scan(c).ok());
        scanned.collect()
    };
    let parts = late
        .iter()
        .filter_map(|(_, _, slot)| Some((*slot, scan(slot)?)));
    let parts: Vec<(&Slot, Vec<ChangeMeta>)> = parts.collect();
    let mut by_hash = BTreeMap::new();
    let mut by_number = BTreeMap::new();
    for (at, (_, metas)) in parts.iter().enumerate() {
        for meta in metas {
            by_hash.insert(meta.hash, at);
            by_number.insert((meta.actor, meta.seq), at);
        }
    }
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    let mut before = vec![0_usize; parts.len()];
    for (at, (_, metas)) in parts.iter().enumerate() {
        let deps = metas.iter().flat_map(|meta| &meta.deps);
        let own = metas.first().and_then(|first| {
            let place = (first.actor, first.seq.checked_sub(1)?);
            by_number.get(&place)
        });
        let missing = deps
            .filter(|dep| !document.has(dep))
            .map(|dep| by_hash.get(dep));
        let needs: BTreeSet<Option<usize>> = missing
            .chain(own.map(Some))
            .map(|part| part.copied())
            .filter(|part| *part != Some(at))
            .collect();
        for part in needs {
            before[at] += 1;
            if let Some(part) = part {
                followers[part].push(at);
            }
        }
    }
    let mut ready: Vec<usize> = (0..parts.len()).filter(|at| before[*at] == 0).collect();
    let mut order = Vec::with_capacity(parts.len());
    while let Some(at) = ready.pop() {
        order.push(parts[at].0);
        for next in &followers[at] {
            before[*next] -= 1;
            if before[*next] == 0 {
                ready.push(*next);
            }
        }
    }
    order
}

/// Places among late records with what was found there.
#[derive(Default)]
struct Opened {
    late: Vec<((LogId, u64, u16), Option<Slot>)>,
    unlisted: u64,
}

impl Vault {
    /// What is late in a space. Whatever has no number yet gets one.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn late_records(&self, snapshot: &Snapshot) -> Result<LateRecords, Error> {
        let space = snapshot.space();
        let opened = snapshot.open_late()?;
        let places: Vec<_> = opened.late.iter().map(|(at, _)| *at).collect();
        let notes = self.numbered(space, &places)?;
        let mut found = LateRecords {
            unlisted: opened.unlisted,
            ..LateRecords::default()
        };
        let places = notes.iter().enumerate();
        let places: BTreeMap<_, _> = places.map(|(index, note)| (note.at(), index)).collect();
        let branches = branches(snapshot.tables(), space.tag)?;
        let mut by_doc: BTreeMap<DocId, Vec<(LogId, u64, &Slot)>> = BTreeMap::new();
        let mut documents: BTreeSet<(DocId, u8, Option<LogId>)> = BTreeSet::new();
        for (at, slot) in &opened.late {
            let Some(index) = places.get(at).copied() else {
                found.unlisted += 1;
                continue;
            };
            let log = at.0;
            let named = branches.named_by(log);
            let mut change = slot.as_ref().and_then(|slot| change(named, slot));
            if let (Some((change, _)), Some(slot)) = (&mut change, slot) {
                change.history = branches.has_several(log).then_some(log);
                by_doc.entry(slot.id).or_default().push((log, at.1, slot));
                documents.insert((slot.id, slot.kind, change.history));
            }
            let (change, at) = change.unzip();
            found.records.push(LateRecord {
                number: index + 1,
                device: log.device,
                at,
                state: notes[index].state,
                change,
            });
        }
        for (doc, kind, history) in documents {
            let late = by_doc.get(&doc).map(Vec::as_slice).unwrap_or_default();
            let document = match history {
                Some(log) => snapshot.along((doc, kind), log, late)?.0,
                None => snapshot.with_late(doc, late)?,
            };
            found.documents.insert((doc, history), document);
        }
        // What did not apply cannot be read.
        for record in &mut found.records {
            let applies = |change: &LateChange| {
                let document = found.documents.get(&(change.doc, change.history));
                document.is_some_and(|document| change.changes.iter().all(|c| document.has(c)))
            };
            record.change = record.change.take().filter(applies);
        }
        found.records.sort_by_key(|record| record.number);
        Ok(found)
    }

    /// The list with these places in it.
    fn numbered(&self, space: &Space, places: &[(LogId, u64, u16)]) -> Result<Vec<Note>, Error> {
        let mut notes = read(&self.store.read()?, space)?;
        if !number(&mut notes, places) {
            return Ok(notes);
        }
        self.on_writable_store(|store| {
            let mut writer = store.write()?;
            // Another process may have numbered some meanwhile.
            let mut notes = read(&writer, space)?;
            number(&mut notes, places);
            write(&mut writer, space, &notes)?;
            writer.commit()?;
            Ok(notes)
        })
    }

    /// Remembers what was decided about late records with these numbers.
    ///
    /// # Errors
    /// As [`Vault::late_records`].
    pub fn decide_late(
        &self,
        space: &Space,
        numbers: &[usize],
        state: LateState,
    ) -> Result<(), Error> {
        self.on_writable_store(|store| {
            let mut writer = store.write()?;
            let mut notes = read(&writer, space)?;
            for number in numbers {
                if let Some(note) = number.checked_sub(1).and_then(|at| notes.get_mut(at)) {
                    note.state = state;
                }
            }
            write(&mut writer, space, &notes)?;
            Ok(writer.commit()?)
        })
    }

    /// The record of a log that a late number stands for.
    pub(crate) fn late_place(
        &self,
        space: &Space,
        number: usize,
    ) -> Result<Option<(LogId, u64)>, Error> {
        let notes = read(&self.store.read()?, space)?;
        let note = number.checked_sub(1).and_then(|at| notes.get(at));
        Ok(note.map(|note| (note.log(), note.number)))
    }
}

/// Adds places that are not in the list; tells whether there were any.
fn number(notes: &mut Vec<Note>, places: &[(LogId, u64, u16)]) -> bool {
    let known: BTreeSet<_> = notes.iter().map(Note::at).collect();
    let before = notes.len();
    for (log, number, place) in places {
        if notes.len() < NOTES_MAX && !known.contains(&(*log, *number, *place)) {
            notes.push(Note {
                device: *log.device.as_bytes(),
                incarnation: log.incarnation,
                number: *number,
                place: *place,
                state: LateState::Open,
            });
        }
    }
    notes.len() > before
}

impl LateRecord {
    /// When it was written, by the clock of the removed device.
    pub fn written_at(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.at?).ok()
    }
}
