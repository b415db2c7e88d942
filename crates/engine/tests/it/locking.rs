//! Locking and unlocking a vault that stays open, also while an exchange goes on.

use std::time::Duration;

use engine::views::{EntryFields, EntryRef};
use engine::{ExchangeEvent, ExchangeOptions, ReadError, Vault};
use testkit::{Desk, World, passphrase};
use tokio::sync::mpsc;

fn write(device: &Desk, body: &str) {
    let draft = EntryFields {
        body: body.into(),
        ..EntryFields::default()
    };
    device.vault.entries().create(draft).unwrap();
}

fn unlock(device: &Desk) {
    let keys = Vault::unlock(device.vault.path(), &passphrase(), &device.env).unwrap();
    device.vault.take_keys(keys).unwrap();
}

#[test]
fn an_open_vault_is_locked_and_unlocked_without_opening_it_again() {
    let device = World::new(1).first("laptop");
    write(&device, "The lake was still.");
    device.vault.forget_keys();
    assert!(!device.vault.is_unlocked());
    let newest = EntryRef::Newest(1);
    let refused = device.vault.entries().get(&newest);
    assert!(matches!(refused, Err(ReadError::Locked)));
    unlock(&device);
    assert_eq!(
        device.vault.entries().get(&newest).unwrap().body,
        "The lake was still."
    );

    let stranger = World::new(2).first("other");
    let keys = Vault::unlock(stranger.vault.path(), &passphrase(), &stranger.env).unwrap();
    device.vault.take_keys(keys).unwrap_err();
}

/// Waits until `done`; an exchange goes on meanwhile.
async fn until(events: &mut mpsc::UnboundedReceiver<ExchangeEvent>, done: impl Fn() -> bool) {
    while !done() {
        let event = tokio::time::timeout(Duration::from_secs(60), events.recv()).await;
        event.expect("an event within a minute").unwrap();
    }
}

#[tokio::test]
async fn an_exchange_goes_on_when_the_vault_is_locked_and_reads_again_when_it_is_unlocked() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    let (here, there) = tokio::io::duplex(1 << 16);
    let options = |peer: &Desk, initiator| ExchangeOptions {
        peer: peer.vault.link_id(),
        version: engine::Version::Three,
        binding: [3; 32],
        initiator,
        live: true,
        look: None,
    };
    let (tell, mut events) = mpsc::unbounded_channel();
    let (records, entries) = (
        || laptop.vault.status().unwrap().records,
        || phone.vault.status().unwrap().entries,
    );
    let script = async {
        let before = entries();
        phone.vault.forget_keys();
        write(&laptop, "Written while the other one is locked.");
        until(&mut events, || {
            phone.vault.status().unwrap().records == records()
        })
        .await;
        assert_eq!(entries(), None, "what came is carried sealed");
        unlock(&phone);
        write(&laptop, "And one more.");
        until(&mut events, || {
            phone.vault.status().unwrap().records == records()
        })
        .await;
        assert_eq!(entries(), before.map(|count| count + 2));
    };
    tokio::select! {
        ended = phone.vault.exchange(here, options(&laptop, true), Some(tell)) => panic!("{ended:?}"),
        ended = laptop.vault.exchange(there, options(&phone, false), None) => panic!("{ended:?}"),
        () = script => {}
    }
}
