//! Devices and spaces that follow from small numbers, and seeds for bodies that take bytes as choices.

use ed25519_dalek::Signer;
use replica::{
    Class, Control, ControlBody, DeviceCertificate, DeviceId, Have, LogId, Purpose, Record,
    RecordId, Role, SigningKey, SpaceId, SpaceTag,
};

use crate::Seed;

pub(crate) const RECIPIENT: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

pub(crate) struct Device {
    pub(crate) key: SigningKey,
    link: SigningKey,
}

impl Device {
    pub(crate) fn new(number: u8) -> Self {
        Self {
            key: SigningKey::from_bytes(&[number + 1; 32]),
            link: SigningKey::from_bytes(&[(number + 1) ^ 0x80; 32]),
        }
    }

    pub(crate) fn id(&self) -> DeviceId {
        DeviceId::from_bytes(self.key.verifying_key().to_bytes())
    }

    pub(crate) fn log(&self, class: Class) -> LogId {
        LogId {
            class,
            device: self.id(),
            incarnation: 1,
        }
    }

    pub(crate) fn certificate(&self, role: Role) -> DeviceCertificate {
        DeviceCertificate::sign(
            role,
            RECIPIENT.into(),
            b"a name".to_vec(),
            &self.key,
            &self.link,
        )
        .expect("these keys make a certificate")
    }

    pub(crate) fn sign(&self, record: &mut Record) {
        record.signature = self.key.sign(record.id().as_bytes()).to_bytes();
    }
}

pub(crate) fn space(number: u8) -> SpaceTag {
    SpaceId::from_bytes([number; 32]).tag()
}

/// A log of so many records that hold these bodies.
pub(crate) fn log_of(
    device: &Device,
    class: Class,
    bodies: impl IntoIterator<Item = Vec<u8>>,
) -> Vec<Record> {
    let mut prev = RecordId::ZERO;
    let records = (1..).zip(bodies).map(|(number, body)| {
        let log = device.log(class);
        let record = Record::write(space(1), log, number, prev, body, &device.key);
        let record = record.expect("a body within the limits");
        prev = record.id();
        record
    });
    records.collect()
}

pub(crate) fn founding(founder: &Device) -> Control {
    Control::Create {
        purpose: Purpose::Home,
        founder: founder.certificate(Role::Owner),
        recovery_recipient: RECIPIENT.into(),
        recovery_key: *Device::new(50).id().as_bytes(),
        ends_at: None,
    }
}

pub(crate) fn control_body(seen: Have, op: Control) -> ControlBody {
    ControlBody {
        at: 1_795_000_000,
        seen,
        op,
    }
}

/// Rows of choices: all the first, all the last, and rows that look like noise.
pub(crate) fn choice_seeds() -> Vec<Seed> {
    let mut seeds = vec![
        ("first".to_owned(), vec![0; 64]),
        ("last".to_owned(), vec![255; 64]),
    ];
    seeds.extend((1..=12_u32).map(|number| {
        let mut state = number.wrapping_mul(0x9e37_79b9);
        let noise = (0..number * 40).map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_be_bytes()[0]
        });
        (format!("noise-{number:02}"), noise.collect())
    }));
    seeds
}
