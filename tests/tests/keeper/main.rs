//! A keeper: what it is for, what it learns, and what one in bad hands can do.

mod admission;
mod hostile;
mod in_step;
mod shares;

use testkit::{Desk, KeeperDesk, World};

/// A laptop, a phone, and a keeper that the laptop let in and that the phone has heard of.
async fn two_and_a_keeper(world: &World) -> (Desk, Desk, KeeperDesk) {
    let (laptop, phone) = world.pair().await;
    let keeper = world.keeper(&laptop, "server").await;
    laptop.meets(&phone).await;
    (laptop, phone, keeper)
}

/// Records of the journal that no safe holder has confirmed, as `still status` counts them.
fn only_here(desk: &Desk) -> u64 {
    let status = desk.vault.status().expect("the status can be read");
    status.only_here
}

/// How many changes a device or keeper of this name lacks, as far as this device knows.
fn behind(desk: &Desk, name: &str) -> u64 {
    let listed = desk.vault.devices().list().expect("they can be listed");
    let found = listed.iter().find(|device| device.name == name);
    found.expect("it is listed").behind
}
