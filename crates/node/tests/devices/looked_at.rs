//! Entries that are known only from what the other device says of them are looked at while nothing else is to be done.

use node::{Node, Outcome, Profile};
use tokio::time::timeout;

use crate::place::{Device, GIVE_UP_AFTER, in_step, loopback, pair};
use crate::round::LONG;

/// How many entries of a device are known only from what others say of them.
fn provisional(device: &Device) -> u64 {
    let (vault, home) = (&device.vault, device.vault.own_space().unwrap());
    vault
        .provisional_rows(&vault.view().unwrap(), home)
        .unwrap()
}

async fn until_all_are_looked_at(device: &Device) {
    let mut changes = device.journal.watch();
    while provisional(device) > 0 {
        let changed = timeout(GIVE_UP_AFTER, changes.next()).await;
        changed.expect("what came is looked at");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_stays_connected_looks_at_what_came() {
    let (laptop, phone) = pair().await;
    assert_eq!((provisional(&laptop), provisional(&phone)), (0, 1));
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    until_all_are_looked_at(&phone).await;
    in_step(&mut here.events()).await;
    laptop.write("written meanwhile");
    here.round(LONG).await.unwrap();
    until_all_are_looked_at(&phone).await;
    assert_eq!(phone.bodies(), ["before", "written meanwhile"]);
    here.stop().await.unwrap();
    there.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_meeting_looks_at_what_came() {
    let (laptop, phone) = pair().await;
    let here = laptop.start().await;
    laptop.write("written meanwhile");
    let address = here.watch().borrow().addresses.clone();
    phone
        .vault
        .remember_addresses(laptop.vault.link_id(), &[loopback(&address)])
        .unwrap();
    let met = Node::meet(&phone.vault, Profile::Manual, LONG)
        .await
        .unwrap();
    assert!(matches!(met[0].outcome, Outcome::Met(_)), "{met:?}");
    assert_eq!(phone.bodies().len(), 2);
    assert_eq!(provisional(&phone), 0);
    here.stop().await.unwrap();
}
