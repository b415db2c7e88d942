//! Logs to store: a device that writes chained, signed records.

use ed25519_dalek::SigningKey;
use replica::{Class, DeviceId, LogId, Record, RecordId, SpaceTag};
use store::{Store, Tables};

pub(crate) const SPACE: SpaceTag = SpaceTag::from_bytes([0xff; 16]);
pub(crate) const ELSEWHERE: SpaceTag = SpaceTag::from_bytes([7; 16]);

/// One log and the key that writes it.
pub(crate) struct Author {
    key: SigningKey,
    pub(crate) log: LogId,
}

impl Author {
    pub(crate) fn new(seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let device = DeviceId::from_bytes(key.verifying_key().to_bytes());
        Self {
            key,
            log: LogId {
                class: Class::Data,
                device,
                incarnation: 1,
            },
        }
    }

    pub(crate) fn device(&self) -> DeviceId {
        self.log.device
    }

    /// A record with a body that its number determines.
    pub(crate) fn record(&self, space: SpaceTag, number: u64, prev: RecordId) -> Record {
        let body = format!("body of {number} ").repeat(60).into_bytes();
        Record::write(space, self.log, number, prev, body, &self.key).unwrap()
    }

    /// Another record with a number.
    pub(crate) fn other(&self, number: u64, prev: RecordId) -> Record {
        let body = format!("another body of {number}").into_bytes();
        Record::write(SPACE, self.log, number, prev, body, &self.key).unwrap()
    }

    /// The first `count` records of the log.
    pub(crate) fn chain(&self, space: SpaceTag, count: u64) -> Vec<Record> {
        let mut prev = RecordId::ZERO;
        let next = |number| {
            let record = self.record(space, number, prev);
            prev = record.id();
            record
        };
        (1..=count).map(next).collect()
    }
}

/// Appends in one transaction.
pub(crate) fn append_all(store: &Store, records: &[Record]) {
    let mut writer = store.write().unwrap();
    for record in records {
        writer.append(record).unwrap();
    }
    writer.commit().unwrap();
}

/// Asserts that the log is whole: as many records as its head says, chained to it.
pub(crate) fn check_log(store: &Store, author: &Author, at_least: u64) -> u64 {
    let view = store.read().unwrap();
    let head = view.head(SPACE, author.log).unwrap();
    let number = head.map_or(0, |head| head.number);
    assert!(
        number >= at_least,
        "{number} records where {at_least} were acknowledged"
    );
    let held = view.records(SPACE, author.log, 1, usize::MAX).unwrap();
    let expected: Vec<_> = author
        .chain(SPACE, number)
        .iter()
        .map(Record::encode)
        .collect();
    assert!(
        held == expected,
        "the {number} records are not those that were written"
    );
    number
}
