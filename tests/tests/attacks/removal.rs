//! Removed devices: what of theirs still counts, and who decides when two remove each other.

use engine::views::{EntryEdit, EntryRef, Role};
use engine::{OpenMode, Vault};
use replica::Class;
use testkit::{Desk, Insider, World, meet, meet_over, passphrase};

use crate::membership::{removes, three};

async fn cannot_meet(one: &Desk, other: &Desk) {
    let (here, there) = tokio::io::duplex(1 << 16);
    let (mine, theirs) = meet_over(one, here, other, there).await;
    assert!(mine.is_err() || theirs.is_err(), "{mine:?} {theirs:?}");
}

fn state_of<'d>(
    devices: &'d [engine::views::DeviceView],
    name: &str,
) -> &'d engine::views::DeviceView {
    devices
        .iter()
        .find(|device| device.name == name)
        .unwrap_or_else(|| panic!("no {name} in {devices:?}"))
}

#[tokio::test]
async fn a_removed_device_s_later_records_do_not_count_but_honest_edits_on_them_do() {
    let world = World::new(54);
    let (laptop, phone, tablet) = three(&world).await;
    phone.writes("before the removal");
    meet(&phone, &laptop).await;
    meet(&tablet, &laptop).await;
    removes(&laptop, "phone");
    cannot_meet(&phone, &laptop).await;
    // The tablet has not heard of it: what it builds on stays.
    let id = phone.writes("late, and built on");
    meet(&phone, &tablet).await;
    let changes = vec![EntryEdit::Body("late, and built on by the tablet".into())];
    tablet
        .vault
        .entries()
        .change(&EntryRef::Prefix(id), changes)
        .expect("an owner edits");
    phone.writes("too late");
    meet(&phone, &tablet).await;
    assert_eq!(tablet.bodies().len(), 3);
    meet(&tablet, &laptop).await;
    meet(&tablet, &laptop).await;
    for desk in [&laptop, &tablet] {
        assert_eq!(
            desk.bodies(),
            ["before the removal", "late, and built on by the tablet"],
            "{}",
            desk.name
        );
        desk.is_sound_but_waiting(1);
        // It is not said to wait: nothing that may arrive will have it shown.
        let status = desk.vault.status().expect("the status can be read");
        assert_eq!(status.waiting, 0, "{}", desk.name);
        let cut = &status.cut_off[0];
        assert_eq!((cut.device.as_str(), cut.records), ("phone", 1));
        assert_eq!(cut.removed_by.as_deref(), Some("laptop"));
    }
    cannot_meet(&phone, &tablet).await;
    // A device that joins now comes to the same.
    let desktop = world.another(&tablet, "desktop").await;
    assert_eq!(desktop.bodies(), laptop.bodies());
}

// Seen to fail: the entries were gone, and nothing said which.
#[tokio::test]
async fn entries_that_a_removal_hides_are_named_until_somebody_was_told() {
    let world = World::new(59);
    let (laptop, phone, tablet) = three(&world).await;
    laptop.writes("by the laptop");
    meet(&laptop, &phone).await;
    let built_on = phone.writes("built on");
    meet(&phone, &tablet).await;
    meet(&tablet, &laptop).await;
    removes(&laptop, "phone");
    let late = phone.writes("late words\nand more of them");
    let binned = phone.writes("late, and in the bin");
    let edit = |desk: &Desk, id: &str, change| {
        let done = desk
            .vault
            .entries()
            .change(&EntryRef::Prefix(id.into()), vec![change]);
        done.expect("an owner edits");
    };
    edit(&phone, &binned, EntryEdit::Delete);
    edit(&phone, &built_on, EntryEdit::Star(true));
    meet(&phone, &tablet).await;
    let hidden = |desk: &Desk| desk.vault.entries().hidden().expect("they can be listed");
    assert_eq!(hidden(&tablet), []);

    meet(&tablet, &laptop).await;
    assert_eq!(tablet.bodies(), ["built on", "by the laptop"]);
    let named = hidden(&tablet);
    assert_eq!(named.len(), 1, "{named:?}");
    let one = &named[0];
    assert_eq!((&one.id, one.told), (&late, false));
    assert_eq!(
        (one.words.as_str(), one.device.as_str()),
        ("late words", "phone")
    );
    let shown = tablet
        .vault
        .entries()
        .get(&EntryRef::Prefix(one.short.clone()));
    let why = shown.expect_err("it is hidden").to_string();
    assert!(why.contains("hidden since the removal of “phone”"), "{why}");
    // The laptop never showed it.
    assert_eq!(hidden(&laptop), []);

    // Somebody is told by a command that only reads.
    let keys = Vault::unlock(&tablet.path, &passphrase(), &tablet.env);
    let keys = keys.expect("the passphrase is right");
    let mode = OpenMode::Read;
    let reading = Vault::open(&tablet.path, Some(keys), mode, tablet.env.clone());
    let reading = reading.expect("the vault can be opened");
    reading
        .entries()
        .told_of_hidden(&named)
        .expect("it is noted");
    drop(reading);
    let tablet = tablet.reopened();
    assert!(hidden(&tablet)[0].told);
    tablet.is_sound_but_waiting(4);
    assert_eq!(hidden(&tablet).len(), 1);
}

#[tokio::test]
async fn two_that_remove_each_other_are_both_suspended_until_a_third_decides() {
    let world = World::new(58);
    let (laptop, phone, tablet) = three(&world).await;
    removes(&laptop, "phone");
    removes(&phone, "laptop");
    meet(&tablet, &laptop).await;
    // The tablet no longer speaks with the phone, so somebody carries what the phone signed.
    let (from, to) = (Insider::of(&phone), Insider::of(&tablet));
    let (tag, log) = (from.home().tag(), from.log(Class::Control));
    from.records(tag, log)
        .iter()
        .for_each(|record| to.keep(record));
    let membership = Insider::of(&tablet).membership(tag);
    for device in [Insider::of(&laptop).keys.device(), from.keys.device()] {
        assert_eq!(membership.role(device), None, "both are suspended");
    }
    let disputed = |desk: &Desk| desk.vault.status().expect("it can be read").store.disputed;
    let mut names = disputed(&tablet);
    names.sort();
    assert_eq!(names, ["laptop", "phone"]);
    tablet.writes("meanwhile");
    tablet
        .vault
        .devices()
        .remove("phone", &tablet.confirmed())
        .expect("the third decides");
    let devices = tablet
        .vault
        .devices()
        .list()
        .expect("devices can be listed");
    assert!(disputed(&tablet).is_empty());
    assert!(state_of(&devices, "phone").removed);
    assert!(!state_of(&devices, "laptop").removed);
    assert_eq!(state_of(&devices, "laptop").role, Role::Owner);
    meet(&tablet, &laptop).await;
    laptop.writes("reinstated");
    meet(&tablet, &laptop).await;
    assert_eq!(tablet.bodies(), ["meanwhile", "reinstated"]);
    assert_eq!(laptop.bodies(), tablet.bodies());
}
