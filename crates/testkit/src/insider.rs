//! A look behind the facade with a device's own keys: reads its records, and writes what a dishonest device could.

use std::path::Path;

use engine::{OpenedKeys, Vault};
use replica::{
    Class, Control, ControlBody, ControlRecord, Have, Head, LogId, Membership, Record, RecordId,
    SpaceId, SpaceTag,
};
use seal::SpaceKeys;
use serde::Deserialize;
use store::{Access, Check, Store, Tables};

use crate::{Desk, passphrase};

/// Bytes of an opened payload.
const PAYLOAD_BYTES_MAX: usize = 64 << 20;

/// What the store keeps about a vault; see `docs/FORMAT.md`.
#[derive(Deserialize)]
struct Meta {
    #[allow(dead_code, reason = "part of the layout")]
    device: [u8; 32],
    #[allow(dead_code, reason = "part of the layout")]
    link: [u8; 32],
    incarnation: u64,
    home: Option<[u8; 32]>,
    spaces: Vec<[u8; 32]>,
}

/// The changes of one document in a payload.
#[derive(Debug, Clone)]
pub struct Slot {
    /// The document.
    pub doc: [u8; 16],
    /// 1 for an entry.
    pub kind: u8,
    /// Automerge changes.
    pub changes: Vec<Vec<u8>>,
    /// What the author says the document reads like now; may be empty.
    pub row: Vec<u8>,
}

/// The keys of a device and its store, opened next to the vault.
pub struct Insider {
    store: Store,
    /// The device's own keys.
    pub keys: OpenedKeys,
    /// Present incarnation of its logs.
    pub incarnation: u64,
    /// How many bytes what it seals has at least.
    pub longer: usize,
    /// The home space, if the device has one.
    pub home: Option<SpaceId>,
    /// All spaces the device is a member of.
    pub spaces: Vec<SpaceId>,
}

impl std::fmt::Debug for Insider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Insider")
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}

impl Insider {
    /// Of a device at this desk.
    pub fn of(desk: &Desk) -> Self {
        Self::at(&desk.path, &desk.env)
    }

    /// Of the vault in a folder.
    pub fn at(path: &Path, env: &engine::Env) -> Self {
        let keys = Vault::unlock(path, &passphrase(), env).expect("the passphrase is right");
        Self::with(path, keys)
    }

    /// Of the vault in a folder that these keys belong to.
    pub fn with(path: &Path, keys: OpenedKeys) -> Self {
        let store = Store::open(&path.join("vault.redb"), Access::Write, Check::Quick)
            .expect("the store opens twice");
        let bytes = store
            .read()
            .expect("the store can be read")
            .meta("vault")
            .expect("the store can be read");
        let meta: Meta = postcard::from_bytes(&bytes.expect("every vault has it"))
            .expect("laid out as documented");
        Self {
            store,
            keys,
            incarnation: meta.incarnation,
            longer: 0,
            home: meta.home.map(SpaceId::from_bytes),
            spaces: meta.spaces.into_iter().map(SpaceId::from_bytes).collect(),
        }
    }

    /// The home space.
    pub fn home(&self) -> SpaceId {
        self.home.expect("this device has a journal")
    }

    /// A log of this device.
    pub fn log(&self, class: Class) -> LogId {
        LogId {
            device: self.keys.device(),
            class,
            incarnation: self.incarnation,
        }
    }

    /// Where all logs of a space end.
    pub fn heads(&self, space: SpaceTag) -> Vec<(LogId, Head)> {
        self.store
            .read()
            .and_then(|view| view.heads(space))
            .expect("the store can be read")
    }

    /// One record.
    pub fn record(&self, space: SpaceTag, log: LogId, number: u64) -> Option<Record> {
        let bytes = self
            .store
            .read()
            .and_then(|view| view.record(space, log, number))
            .expect("the store can be read");
        bytes.map(|bytes| Record::decode(&bytes).expect("a store holds records"))
    }

    /// All records of one log.
    pub fn records(&self, space: SpaceTag, log: LogId) -> Vec<Record> {
        (1..)
            .map_while(|number| self.record(space, log, number))
            .collect()
    }

    /// All records of all logs of a space.
    pub fn all_records(&self, space: SpaceTag) -> Vec<Record> {
        self.heads(space)
            .into_iter()
            .flat_map(|(log, head)| {
                // The end of a log that split begins later.
                let numbers = 1..=head.number;
                numbers.filter_map(move |number| self.record(space, log, number))
            })
            .collect()
    }

    /// Members and keys of a space, worked out from its records.
    pub fn membership(&self, space: SpaceTag) -> Membership {
        let control: Vec<_> = self
            .all_records(space)
            .iter()
            .filter(|record| record.log().class == Class::Control)
            .map(|record| {
                ControlRecord::from_record(record).expect("a store holds readable control records")
            })
            .collect();
        Membership::evaluate(&control)
    }

    /// All keys of a space that this device can open.
    pub fn space_keys(&self, space: SpaceTag) -> SpaceKeys {
        let membership = self.membership(space);
        let mut opened = membership
            .keys()
            .into_iter()
            .filter_map(|wrap| SpaceKeys::unwrap(&wrap.sealed, &self.keys).ok());
        let mut keys = opened.next().expect("this device was given keys");
        opened.for_each(|more| keys.merge(more));
        keys
    }

    /// Everything that this device can open of a space: the plaintext of every data record.
    pub fn plaintexts(&self, space: SpaceTag) -> Vec<Vec<u8>> {
        let opened = self.opened(space).into_iter();
        opened.map(|(_, plain)| plain).collect()
    }

    /// The same, each with the id of its record.
    pub fn opened(&self, space: SpaceTag) -> Vec<(RecordId, Vec<u8>)> {
        let keys = self.space_keys(space);
        let data = self
            .all_records(space)
            .into_iter()
            .filter(|record| record.log().class == Class::Data);
        data.filter_map(|record| {
            let plain = keys.open(&record.body, PAYLOAD_BYTES_MAX).ok()?;
            Some((record.id(), plain.as_bytes().to_vec()))
        })
        .collect()
    }

    /// Signs the record that comes next in one of this device's logs, without keeping it.
    pub fn next(&self, space: SpaceTag, class: Class, body: Vec<u8>) -> Record {
        let log = self.log(class);
        let head = self
            .store
            .read()
            .and_then(|view| view.head(space, log))
            .expect("the store can be read");
        let (number, prev) = head.map_or((1, RecordId::ZERO), |head| (head.number + 1, head.id));
        Record::write(space, log, number, prev, body, self.keys.signing())
            .expect("the body is small enough")
    }

    /// Keeps a record as if it had been written or received here. Nothing is checked but its place.
    pub fn keep(&self, record: &Record) {
        let mut writer = self.store.write().expect("the store can be written");
        writer
            .append(record)
            .expect("the record is the next of its log");
        writer.commit().expect("the store can be written");
    }

    /// The same with many at once.
    pub fn keep_all(&self, records: &[Record]) {
        let mut writer = self.store.write().expect("the store can be written");
        for record in records {
            writer
                .append(record)
                .expect("the record is the next of its log");
        }
        writer.commit().expect("the store can be written");
    }

    /// Signs records that begin this log, one for each of these payloads.
    pub fn begin_log(
        &self,
        space: SpaceId,
        log: LogId,
        parts: &[(Have, Vec<Slot>)],
    ) -> Vec<Record> {
        let keys = self.space_keys(space.tag());
        let mut records: Vec<Record> = Vec::with_capacity(parts.len());
        for ((after, docs), number) in parts.iter().zip(1..) {
            let body = keys.seal(&payload(space, log, number, after, docs));
            let before = records.last().map_or(RecordId::ZERO, Record::id);
            let record = Record::write(space.tag(), log, number, before, body, self.keys.signing());
            records.push(record.expect("the body is small enough"));
        }
        records
    }

    /// Flips a bit in every page that holds the rows of a space, as a disk may.
    pub fn spoils_pages(&self, space: SpaceTag) {
        for (key, mut bytes) in self.caches(space, b"p") {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            self.caches_as(&key, &bytes);
        }
    }

    /// The sealed caches of a space whose keys go on like this behind its tag.
    pub fn caches(&self, space: SpaceTag, of: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
        let caches = self.store.read().and_then(|view| view.raw("caches"));
        let prefix = [space.as_bytes().as_slice(), of].concat();
        let caches = caches.expect("the store can be read").into_iter();
        caches.filter(|(key, _)| key.starts_with(&prefix)).collect()
    }

    /// Puts something else in the place of a sealed cache, as a disk may.
    pub fn caches_as(&self, key: &[u8], bytes: &[u8]) {
        let mut writer = self.store.write().expect("the store can be written");
        let put = writer.put_cache(key, bytes);
        put.expect("the store can be written");
        writer.commit().expect("the store can be written");
    }

    /// Writes a data record with this payload into the device's own log, sealed as it should be, after everything that
    /// the device holds.
    pub fn writes_payload(&self, space: SpaceId, docs: &[Slot]) -> Record {
        let log = self.log(Class::Data);
        let mut after = Have::default();
        for (known, head) in self.heads(space.tag()) {
            if known != log && known.class == Class::Data {
                after.raise(known, head.number);
            }
        }
        self.writes_payload_after(space, &after, docs)
    }

    /// The same, after whatever it says that it builds upon.
    pub fn writes_payload_after(&self, space: SpaceId, after: &Have, docs: &[Slot]) -> Record {
        let (tag, log) = (space.tag(), self.log(Class::Data));
        let heads = self.heads(tag);
        let head = heads.iter().find(|(known, _)| *known == log);
        let number = head.map_or(1, |(_, head)| head.number + 1);
        let plain = payload(space, log, number, after, docs);
        let record = self.next(tag, Class::Data, self.seals(tag, &plain));
        self.keep(&record);
        record
    }

    /// Seals a payload as long as it has to be for its bytes to be read, whatever its changes expand to.
    fn seals(&self, space: SpaceTag, plain: &[u8]) -> Vec<u8> {
        let least = self.longer.max(plain.len() / 64);
        self.space_keys(space).seal_at_length(plain, least)
    }

    /// How far it holds the control logs of a space.
    pub fn control_held(&self, space: SpaceTag) -> Have {
        let heads = self.heads(space).into_iter();
        let control = heads.filter(|(log, _)| log.class == Class::Control);
        control.map(|(log, head)| (log, head.number)).collect()
    }

    /// Writes a control record into the device's own log, knowing all that it holds.
    pub fn writes_control(&self, space: SpaceTag, at: i64, op: Control) -> Record {
        let seen = self.control_held(space);
        let record = self.next(space, Class::Control, ControlBody { at, seen, op }.encode());
        self.keep(&record);
        record
    }
}

/// The kinds of the documents in a payload.
pub fn kinds(payload: &[u8]) -> Vec<u8> {
    let documents = documents(payload).into_iter();
    documents.map(|(_, kind)| kind).collect()
}

/// The ids and kinds of the documents in a payload.
pub fn documents(payload: &[u8]) -> Vec<([u8; 16], u8)> {
    let count = |at: usize| u16::from_be_bytes([payload[at], payload[at + 1]]).into();
    let sized = |at: usize| -> usize {
        let size = payload[at..at + 4].try_into().expect("four bytes");
        4 + usize::try_from(u32::from_be_bytes(size)).expect("small")
    };
    let after: usize = count(85);
    let mut at = 87 + 49 * after;
    let docs: usize = count(at);
    at += 2;
    let mut documents = Vec::with_capacity(docs);
    for _ in 0..docs {
        let id = payload[at..at + 16].try_into().expect("16 bytes");
        documents.push((id, payload[at + 16]));
        let changes: usize = count(at + 17);
        at += 19;
        for _ in 0..=changes {
            at += sized(at);
        }
    }
    documents
}

/// The bytes of a payload; see `docs/FORMAT.md`.
pub fn payload(space: SpaceId, log: LogId, number: u64, after: &Have, docs: &[Slot]) -> Vec<u8> {
    let count = |len: usize| u16::try_from(len).expect("few enough").to_be_bytes();
    let sized = |bytes: &[u8]| {
        [
            &u32::try_from(bytes.len()).expect("small").to_be_bytes()[..],
            bytes,
        ]
        .concat()
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
        out.push(slot.kind);
        out.extend_from_slice(&count(slot.changes.len()));
        for change in &slot.changes {
            out.extend_from_slice(&sized(change));
        }
        out.extend_from_slice(&sized(&slot.row));
    }
    out
}
