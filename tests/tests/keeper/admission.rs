//! How a keeper is let in, what it is told, and how it goes.

use engine::{Keeper, OpenMode, Vault};
use replica::{Class, Control, ControlRecord};
use testkit::{Desk, Insider, World};

use crate::{only_here, two_and_a_keeper};

/// Records of a journal that hand out keys.
fn keys_handed_out(desk: &Desk) -> usize {
    let inside = Insider::of(desk);
    let all = inside.all_records(inside.home().tag());
    let control = all.iter().filter(|r| r.log().class == Class::Control);
    let mut keys = control.map(|r| {
        ControlRecord::from_record(r)
            .expect("it can be read")
            .body
            .op
    });
    keys.by_ref()
        .filter(|op| matches!(op, Control::Keys { .. }))
        .count()
}

#[tokio::test]
async fn a_keeper_is_let_in_by_its_words_and_is_handed_no_key() {
    let world = World::new(1311);
    let laptop = world.first("laptop");
    let keys = keys_handed_out(&laptop);
    let keeper = world.blank_keeper("server");
    let invite = || {
        let confirmed = laptop.confirmed();
        let made = laptop.vault.devices().invite_keeper(Vec::new(), &confirmed);
        made.expect("an owner invites")
    };
    let (welcomed, joined) = keeper
        .asks(&laptop, &mut invite(), |_| "lake lake lake lake".into())
        .await;
    welcomed.expect_err("these are not its words");
    joined.expect_err("it was not let in");
    keeper.joins(&laptop, invite()).await;
    let listed = laptop.vault.devices().list().expect("they can be listed");
    let server = listed.iter().find(|device| device.name == "server");
    let server = server.expect("it is listed");
    assert_eq!(server.role, engine::views::Role::Keeper);
    assert!(server.new, "it is shown like any new device");
    assert_eq!(keys_handed_out(&laptop), keys);
    assert_eq!(keeper.keeper.spaces().expect("they can be read"), []);
    let keys = |vault: &vault::Vault| {
        let keys = vault.discovery_keys().expect("they can be read");
        keys.iter().map(|key| key.secret).collect::<Vec<_>>()
    };
    let (mine, told) = (keys(&laptop.vault), keys(&keeper.keeper));
    assert_eq!(told.len(), 1);
    let common = mine.iter().filter(|key| told.contains(key));
    assert_eq!(
        (mine.len(), common.count()),
        (2, 1),
        "what devices find each other by stays theirs"
    );
}

#[tokio::test]
async fn tickets_for_keepers_and_for_devices_are_not_exchanged() {
    let world = World::new(1312);
    let laptop = world.first("laptop");
    let (keeper, phone) = (world.blank_keeper("server"), world.blank("phone"));
    let confirmed = laptop.confirmed();
    let devices = laptop.vault.devices();
    let mut for_device = devices.invite(Vec::new(), &confirmed).expect("invited");
    let mut for_keeper = devices
        .invite_keeper(Vec::new(), &confirmed)
        .expect("invited");
    let (_, joined) = keeper.asks(&laptop, &mut for_device, |words| words).await;
    joined.expect_err("a keeper is no device of the journal");
    let (_, joined) = phone.asks(&laptop, &mut for_keeper, |words| words).await;
    joined.expect_err("a device is no keeper");
    keeper.joins(&laptop, for_keeper).await;
    let mut again = devices
        .invite_keeper(Vec::new(), &confirmed)
        .expect("invited");
    let (_, joined) = keeper.asks(&laptop, &mut again, |words| words).await;
    joined.expect_err("it carries one journal");
}

#[tokio::test]
async fn a_keeper_s_folder_is_no_journal_and_a_journal_no_keeper() {
    let world = World::new(1313);
    let laptop = world.first("laptop");
    let keeper = world.keeper(&laptop, "server").await;
    for mode in [OpenMode::Read, OpenMode::Write] {
        let opened = Vault::open(&keeper.path, None, mode, keeper.env.clone());
        let refused = opened
            .expect_err("no journal can be read there")
            .to_string();
        assert!(refused.contains("still keeper run"), "{refused}");
        Keeper::open(&laptop.path, mode, laptop.env.clone()).expect_err("there is no keeper");
    }
}

#[tokio::test]
async fn a_removed_keeper_is_left_alone_and_costs_no_new_key() {
    let world = World::new(1314);
    let (laptop, phone, keeper) = two_and_a_keeper(&world).await;
    laptop.writes("before");
    keeper.meets(&laptop).await;
    laptop.meets(&phone).await;
    let keys = keys_handed_out(&laptop);
    let devices = laptop.vault.devices();
    let removed = devices.remove("server", &laptop.confirmed());
    assert!(removed.expect("an owner removes").removed);
    assert_eq!(keys_handed_out(&laptop), keys);
    laptop.meets(&phone).await;
    laptop.writes("after");
    assert_eq!(only_here(&laptop), 1, "it is no safe holder any more");
    for desk in [&laptop, &phone] {
        let links = desk.vault.allowed_links().expect("they can be read");
        assert!(!links.contains(&keeper.keeper.link_id()), "{}", desk.name);
        let (_, met) = keeper.tries_to_meet(desk).await;
        met.expect_err("nothing is said to it");
    }
    // A device that is removed still costs one.
    devices
        .remove("phone", &laptop.confirmed())
        .expect("removed");
    assert_eq!(keys_handed_out(&laptop), keys + 1);
}

#[tokio::test]
async fn a_keeper_that_hears_of_a_removal_leaves_who_was_removed() {
    let world = World::new(1315);
    let (laptop, phone, keeper) = two_and_a_keeper(&world).await;
    keeper.meets(&phone).await;
    let devices = laptop.vault.devices();
    devices
        .remove("phone", &laptop.confirmed())
        .expect("removed");
    keeper.meets(&laptop).await;
    let links = keeper.keeper.allowed_links().expect("they can be read");
    assert!(!links.contains(&phone.vault.link_id()));
    let (met, _) = keeper.tries_to_meet(&phone).await;
    met.expect_err("nothing is said to it");
}
