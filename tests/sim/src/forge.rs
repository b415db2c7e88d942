//! A member's keys and store in dishonest hands: records that no honest program writes.

use std::path::Path;

use journal::document::WriteError;
use journal::{Actor, DocId, Document, EntryEdit, Kind};
use replica::{
    Class, Control, ControlBody, ControlRecord, Have, Head, LogId, Record, RecordId, SpaceId,
};
use seal::{DeviceKeys, SpaceKeys};
use store::{Check, Store, Tables};
use vault::Disk;

use crate::device::{Device, VAULT};

/// The changes of one document in a record.
#[derive(Debug, Clone)]
pub struct Slot {
    pub doc: [u8; 16],
    pub changes: Vec<Vec<u8>>,
    /// What its author says that the document reads like; may be empty.
    pub row: Vec<u8>,
}

/// The store of a device, in the hands of whoever has its keys.
pub struct Forger {
    store: Store,
    pub keys: DeviceKeys,
    pub home: SpaceId,
    pub incarnation: u64,
}

impl Forger {
    /// Takes a device's store. Its vault is closed until it is opened again.
    pub fn of(device: &mut Device) -> Self {
        let home = device.vault().own_space().expect("it belongs to a journal");
        let keys = device.device_keys();
        device.vault = None;
        let medium = device.disk.medium(&Path::new(VAULT).join("vault.redb"));
        let medium = medium.expect("a simulated disk has media");
        let store = Store::open_on(medium, Check::Quick).expect("the store opens");
        let mut forger = Self {
            store,
            keys,
            home,
            incarnation: 7,
        };
        let own = forger.keys.device();
        let data = forger.heads().into_iter().map(|(log, _)| log);
        let mut data = data.filter(|log| log.class == Class::Data && log.device == own);
        if let Some(log) = data.next() {
            forger.incarnation = log.incarnation;
        }
        forger
    }

    /// A log of this device.
    pub fn log(&self, class: Class) -> LogId {
        LogId {
            class,
            device: self.keys.device(),
            incarnation: self.incarnation,
        }
    }

    /// Where all logs end.
    pub fn heads(&self) -> Vec<(LogId, Head)> {
        let view = self.store.read().expect("the store can be read");
        view.heads(self.home.tag()).expect("the store can be read")
    }

    /// The data log of another device that is longest.
    pub fn of_another(&self) -> Option<(LogId, Head)> {
        let own = self.keys.device();
        let heads = self.heads().into_iter();
        let others = heads.filter(|(log, _)| log.class == Class::Data && log.device != own);
        others.max_by_key(|(log, head)| (head.number, *log))
    }

    /// Everything that is held of others.
    pub fn held(&self) -> Have {
        let own = self.log(Class::Data);
        let heads = self.heads().into_iter();
        let others = heads.filter(|(log, _)| log.class == Class::Data && *log != own);
        others.map(|(log, head)| (log, head.number)).collect()
    }

    /// All keys that were ever handed to this device, the newest first; whether they were handed out rightly it does not ask.
    fn space_keys(&self) -> SpaceKeys {
        let view = self.store.read().expect("the store can be read");
        let mut opened: Vec<(u32, SpaceKeys)> = Vec::new();
        for (log, head) in self.heads() {
            for number in (1..=head.number).filter(|_| log.class == Class::Control) {
                let bytes = view.record(self.home.tag(), log, number);
                let bytes = bytes.expect("the store can be read").expect("it is held");
                let record = Record::decode(&bytes).expect("a store holds records");
                if let Ok(ControlRecord { body, .. }) = ControlRecord::from_record(&record)
                    && let Control::Keys { height, sealed, .. } = body.op
                    && let Ok(keys) = SpaceKeys::unwrap(&sealed, &self.keys)
                {
                    opened.push((height, keys));
                }
            }
        }
        opened.sort_by_key(|(height, _)| std::cmp::Reverse(*height));
        let mut opened = opened.into_iter().map(|(_, keys)| keys);
        let mut keys = opened.next().expect("a member was given keys");
        opened.for_each(|more| keys.merge(more));
        keys
    }

    /// Keeps a record as if it had come from somewhere; nothing is checked but its place.
    pub fn keep(&self, record: &Record) {
        let mut writer = self.store.write().expect("the store can be written");
        writer.append(record).expect("it is the next of its log");
        writer.commit().expect("the store can be written");
    }

    /// Where a log goes on.
    fn next(&self, log: LogId) -> (u64, RecordId) {
        let head = self.heads().into_iter().find(|(known, _)| *known == log);
        head.map_or((1, RecordId::ZERO), |(_, head)| (head.number + 1, head.id))
    }

    /// Writes a data record that says to follow `after`, sealed as it should be.
    pub fn writes(&self, after: &Have, docs: &[Slot]) {
        self.writes_in(self.log(Class::Data), after, docs);
    }

    /// The same in a log of its choice.
    pub fn writes_in(&self, log: LogId, after: &Have, docs: &[Slot]) {
        let (number, prev) = self.next(log);
        let plain = payload(self.home, log, number, after, docs);
        let body = self.space_keys().seal(&plain);
        let signing = self.keys.signing();
        let record = Record::write(self.home.tag(), log, number, prev, body, signing);
        self.keep(&record.expect("it is small enough"));
    }

    /// The record that would come next in another device's log, which it did not sign.
    pub fn forges(&self, log: LogId, head: Head, docs: &[Slot]) {
        let number = head.number + 1;
        let plain = payload(self.home, log, number, &Have::default(), docs);
        let body = self.space_keys().seal(&plain);
        let mine = self.log(Class::Data);
        let signing = self.keys.signing();
        let record = Record::write(self.home.tag(), mine, number, head.id, body, signing);
        let mut record = record.expect("it is small enough");
        record.header.device = log.device;
        record.header.incarnation = log.incarnation;
        self.keep(&record);
    }

    /// Writes a control record, knowing all that is held.
    pub fn rules(&self, log: LogId, op: Control) {
        let heads = self.heads().into_iter();
        let control = heads.filter(|(log, _)| log.class == Class::Control);
        let seen = match op {
            // Nothing comes before a beginning.
            Control::Create { .. } => Have::default(),
            _ => control.map(|(log, head)| (log, head.number)).collect(),
        };
        let (number, prev) = self.next(log);
        let at = 1_795_000_000;
        let body = ControlBody { at, seen, op }.encode();
        let signing = self.keys.signing();
        let record = Record::write(self.home.tag(), log, number, prev, body, signing);
        self.keep(&record.expect("it is small enough"));
    }
}

/// An entry's id: its last byte says its kind.
pub fn entry_id(drawn: u64) -> [u8; 16] {
    let mut id = [1; 16];
    id[..8].copy_from_slice(&drawn.to_be_bytes());
    id
}

fn actor(log: LogId, doc: [u8; 16]) -> Actor {
    Actor::derive(&log.encode(), DocId::from_bytes(doc))
}

/// The change that an honest program makes for a new entry, on top of others.
pub fn entry(log: LogId, doc: [u8; 16], past: &[&[u8]], body: &str) -> Vec<u8> {
    let document = Document::from_changes(Kind::Entry, actor(log, doc), past);
    let mut document = document.expect("its past applies");
    let edits = [
        EntryEdit::When("2026-11-23T22:10:00+01:00[Europe/Berlin]".into()).into(),
        EntryEdit::Body(body.into()).into(),
    ];
    let made = document.edit(&edits, 1_795_000_000);
    made.expect("an edit").expect("something changed")
}

/// A change on top of another that puts a long text of one character at an unknown key: a few kilobytes once it is packed.
pub fn swollen(log: LogId, doc: [u8; 16], past: &[u8], bytes: usize) -> Vec<u8> {
    let document = Document::from_changes(Kind::Entry, actor(log, doc), &[past]);
    let mut document = document.expect("its past applies");
    let made = document.change(1_795_000_100, |writing| -> Result<(), WriteError> {
        writing.put("unknown", &"\u{1}".repeat(bytes).into())
    });
    made.expect("a change").expect("something changed")
}

/// A slot of an entry with a row that says what it says.
pub fn slot(doc: [u8; 16], change: Vec<u8>, body: &str) -> Slot {
    let row = format!(r#"{{"body":"{body}","when":"2026-11-23T22:10:00+01:00[Europe/Berlin]"}}"#);
    Slot {
        doc,
        changes: vec![change],
        row: row.into_bytes(),
    }
}

/// The bytes of a payload, as FORMAT.md has them.
fn payload(space: SpaceId, log: LogId, number: u64, after: &Have, docs: &[Slot]) -> Vec<u8> {
    let count = |len: usize| (len as u16).to_be_bytes();
    let sized = |out: &mut Vec<u8>, bytes: &[u8]| {
        out.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
        out.extend_from_slice(bytes);
    };
    let mut out = b"SBP1".to_vec();
    out.extend_from_slice(space.as_bytes());
    out.extend_from_slice(&log.encode());
    out.extend_from_slice(&number.to_be_bytes());
    let after: Vec<_> = after.iter().collect();
    out.extend_from_slice(&count(after.len()));
    for (log, number) in after {
        out.extend_from_slice(&log.encode());
        out.extend_from_slice(&number.to_be_bytes());
    }
    out.extend_from_slice(&count(docs.len()));
    for slot in docs {
        out.extend_from_slice(&slot.doc);
        out.push(slot.doc[15]);
        out.extend_from_slice(&count(slot.changes.len()));
        for change in &slot.changes {
            sized(&mut out, change);
        }
        sized(&mut out, &slot.row);
    }
    out
}
