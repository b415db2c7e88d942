//! Decoders of foreign bytes that are private otherwise, for the fuzz bodies: bytes in, and what the encoder makes of what
//! was read out; `None` for what is refused.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use journal::document::DocId;
use replica::{Class, DeviceId, Have, LinkId, LogId, SpaceId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Row;
use crate::folder::{Settings, high_water};
use crate::index::ids;
use crate::index::page::{Directory, Item, decode_page, encode_item};
use crate::members::pair_wire::{
    Admission, Approval, Certificate, Hello, Newcomer, Nonce, Welcome, receive, send,
};
use crate::vault::Meta;
use crate::write::payload::{Payload, Slot};

/// What is inside a data record.
pub fn payload(bytes: &[u8]) -> Option<Vec<u8>> {
    Payload::decode(bytes).ok().map(|payload| payload.encode())
}

/// An opened page.
pub fn page(bytes: &[u8]) -> Option<Vec<u8>> {
    let items = decode_page(bytes).ok()?;
    let encoded = items.iter().map(|item| encode_item(&item.to_item()));
    Some(encoded.collect::<Vec<_>>().concat())
}

/// An opened page of ids.
pub fn ids(bytes: &[u8]) -> Option<Vec<u8>> {
    ids::decode(bytes).ok().map(|ids| ids.concat())
}

/// An opened directory of pages.
pub fn directory(bytes: &[u8]) -> Option<Vec<u8>> {
    let directory: Directory = postcard::from_bytes(bytes).ok()?;
    if directory.is_readable() {
        let (indexed, vouched) = (directory.indexed(), directory.vouched());
        assert!(directory.all_pages().count() <= bytes.len() && indexed.covers(&indexed));
        assert!(vouched.covers(&vouched) && directory.log(u16::MAX).is_none());
    }
    postcard::to_stdvec(&directory).ok()
}

/// What the store keeps about the vault itself.
pub fn meta(bytes: &[u8]) -> Option<Vec<u8>> {
    postcard::from_bytes::<Meta>(bytes)
        .ok()
        .and_then(|meta| postcard::to_stdvec(&meta).ok())
}

/// The text of a high-water file.
pub fn high_water(text: &str) -> Option<String> {
    high_water::parse(text).map(|read| read.to_text())
}

/// The text of `settings.toml`.
pub fn settings(text: &str) -> Option<String> {
    let settings: Settings = toml::from_str(text).ok()?;
    toml::to_string(&settings).ok()
}

/// The messages of pairing, by number.
pub const PAIRING_MESSAGES: usize = 7;

/// A message of pairing as it travels. What it needs more bytes for than there are is refused, as at the end of a stream.
pub fn pairing(number: usize, wire: &[u8]) -> Option<Vec<u8>> {
    match number {
        0 => again::<Newcomer>(wire),
        1 => again::<Hello>(wire),
        2 => again::<Welcome>(wire),
        3 => again::<Nonce>(wire),
        4 => again::<Approval>(wire),
        5 => again::<Certificate>(wire),
        _ => again::<Admission>(wire),
    }
}

fn again<T: DeserializeOwned + Serialize>(mut wire: &[u8]) -> Option<Vec<u8>> {
    let message: T = at_once(receive(&mut wire))?.ok()?;
    sent(&message)
}

fn sent(message: &impl Serialize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    at_once(send(&mut out, message))?.ok()?;
    Some(out)
}

/// Streams in memory never wait.
fn at_once<T>(work: impl Future<Output = T>) -> Option<T> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}

/// What the encoders write, by the name of the function here that reads it.
pub fn examples() -> Vec<(&'static str, Vec<u8>)> {
    let log = |class| LogId {
        class,
        device: DeviceId::from_bytes([3; 32]),
        incarnation: 1,
    };
    let have: Have = [(log(Class::Control), 2), (log(Class::Data), 9)]
        .into_iter()
        .collect();
    let slot = |id| Slot {
        id: DocId::from_bytes([id; 16]),
        kind: 1,
        changes: vec![vec![1, 2, 3], vec![4]],
        row: b"{}".to_vec(),
    };
    let payload = Payload {
        space: SpaceId::from_bytes([1; 32]),
        log: log(Class::Data),
        number: 10,
        after: have.clone(),
        docs: vec![slot(5), slot(6)],
    };
    let mut item = Item::new(DocId::from_bytes([5; 16]), 1);
    item.heads = vec![[8; 32]];
    item.set_seq([2; 16], 3);
    item.refs = vec![(0, 10, 0)];
    item.row = Row {
        bytes: b"a row".to_vec(),
        order: 1_795_000_000,
        deleted: false,
    };
    let mut directory = Directory::default();
    directory.set_indexed(&have);
    directory.log_index(log(Class::Data));
    directory.run_mut(1).clear();
    let mut meta = Meta::new(
        DeviceId::from_bytes([3; 32]),
        LinkId::from_bytes([4; 32]),
        1,
    );
    meta.add_space(SpaceId::from_bytes([1; 32]), true);
    let mut settings = Settings {
        port: Some(50_000),
        ..Settings::default()
    };
    settings.relay = Some("https://relay.example.org".into());
    settings.page.lock_minutes = Some(2);
    let encoded = |value: Result<Vec<u8>, postcard::Error>| value.unwrap_or_default();
    vec![
        ("payload", payload.encode()),
        ("page", [encode_item(&item), encode_item(&item)].concat()),
        ("directory", encoded(postcard::to_stdvec(&directory))),
        ("meta", encoded(postcard::to_stdvec(&meta))),
        ("high_water", b"0000000000000001 1234567 90\n".to_vec()),
        (
            "settings",
            toml::to_string(&settings).unwrap_or_default().into_bytes(),
        ),
    ]
}

/// One of each message of pairing.
pub fn pairing_examples() -> Vec<Vec<u8>> {
    let newcomer = Newcomer {
        version: 1,
        invite: [1; 16],
        device: [2; 32],
        link: [3; 32],
        recipient: "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p".into(),
        name: "phone".into(),
        commitment: [4; 32],
    };
    let hello = Hello {
        newcomer: postcard::to_stdvec(&newcomer).unwrap_or_default(),
        proof: [5; 32],
    };
    let welcome = Welcome {
        device: [6; 32],
        name: "laptop".into(),
        nonce: [7; 32],
        proof: [8; 32],
    };
    let admission = Admission {
        spaces: vec![([1; 32], [2; 32])],
    };
    let messages = [
        sent(&newcomer),
        sent(&hello),
        sent(&welcome),
        sent(&Nonce([9; 32])),
        sent(&Approval(vec![1; 40])),
        sent(&Certificate(vec![2; 300])),
        sent(&admission),
    ];
    messages.into_iter().flatten().collect()
}
