//! A machine that was set back as a whole.

use engine::Version;
use testkit::{Desk, World, meet, meet_speaking};

use crate::copy;

/// A virtual machine is set back to a snapshot: the vault and what is kept outside of it, at once.
async fn set_back(world: &World) -> (Desk, Desk) {
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    phone.writes("before the snapshot");
    meet(&phone, &laptop).await;
    let (name, path, env) = phone.closed();
    copy(&path, &world.path("snapshot"));
    let phone = Desk::at(&name, &path, &world.env(None));
    phone.writes("lost by the snapshot, one");
    phone.writes("lost by the snapshot, two");
    meet(&phone, &laptop).await;
    drop((phone, env));
    std::fs::remove_dir_all(&path).unwrap();
    copy(&world.path("snapshot"), &path);
    (laptop, Desk::at(&name, &path, &world.env(None)))
}

// Seen to fail before: only here was 0 on the device that was set back, and nothing said that logs differ.
#[tokio::test]
async fn a_machine_that_was_set_back_and_wrote_is_told_so_and_nothing_is_called_safe() {
    let world = World::new(32);
    let (laptop, phone) = set_back(&world).await;
    phone.writes("after the snapshot");
    for _ in 0..2 {
        let (mine, theirs) = meet_speaking(Version::One, &phone, &laptop).await;
        assert!(mine.diverged + theirs.diverged > 0, "{mine:?} {theirs:?}");
        let status = phone.vault.status().unwrap();
        assert!(status.set_back);
        assert_eq!(status.only_here, 1);
        let verified = phone.vault.verify(&mut |_, _| {}).unwrap();
        assert!(verified.set_back && !verified.problems.is_empty());
        let status = laptop.vault.status().unwrap();
        assert_eq!(
            (status.set_back, status.store.differing),
            (false, vec!["phone".to_owned()])
        );
        assert!(
            !laptop
                .vault
                .verify(&mut |_, _| {})
                .unwrap()
                .problems
                .is_empty()
        );
    }
    // What it writes from now on is in a log of its own and reaches the others.
    phone.writes("later");
    meet_speaking(Version::One, &phone, &laptop).await;
    assert!(laptop.bodies().contains(&"later".to_owned()));
    assert_eq!(phone.vault.status().unwrap().only_here, 1);
}

#[tokio::test]
async fn a_machine_that_was_set_back_and_wrote_more_than_was_lost_is_told_so() {
    let world = World::new(33);
    let (laptop, phone) = set_back(&world).await;
    for words in ["one", "two", "three", "four"] {
        phone.writes(words);
    }
    meet_speaking(Version::One, &phone, &laptop).await;
    let status = phone.vault.status().unwrap();
    assert_eq!((status.set_back, status.only_here), (true, 4));
    assert_eq!(laptop.vault.status().unwrap().differing, ["phone"]);
}

#[tokio::test]
async fn a_machine_that_was_set_back_and_wrote_nothing_since_gets_everything_back() {
    let world = World::new(34);
    let (laptop, phone) = set_back(&world).await;
    let (mine, theirs) = meet(&phone, &laptop).await;
    assert!(mine.in_step && theirs.in_step);
    phone.writes("after that");
    meet(&phone, &laptop).await;
    for desk in [&phone, &laptop] {
        let status = desk.vault.status().unwrap();
        assert_eq!(
            (status.set_back, status.only_here, status.store.differing),
            (false, 0, vec![])
        );
        assert_eq!(desk.bodies().len(), 4);
        desk.is_sound();
    }
}

// The only copy must not be called safe because of what the phone had acknowledged before it was set back.
#[tokio::test]
async fn what_a_device_confirmed_before_it_was_set_back_is_not_safe_with_it() {
    let world = World::new(35);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    let tablet = world.another(&laptop, "tablet").await;
    meet_speaking(Version::One, &phone, &laptop).await;
    meet_speaking(Version::One, &phone, &tablet).await;
    let (name, path, env) = phone.closed();
    copy(&path, &world.path("snapshot"));
    let phone = Desk::at(&name, &path, &world.env(None));
    phone.writes("lost by the snapshot");
    meet_speaking(Version::One, &phone, &laptop).await;
    assert_eq!(laptop.vault.status().unwrap().only_here, 0);
    drop((phone, env));
    std::fs::remove_dir_all(&path).unwrap();
    copy(&world.path("snapshot"), &path);
    let phone = Desk::at(&name, &path, &world.env(None));
    phone.writes("after the snapshot");
    meet_speaking(Version::One, &phone, &tablet).await;
    let (mine, theirs) = meet_speaking(Version::One, &laptop, &tablet).await;
    assert!(mine.diverged + theirs.diverged > 0, "{mine:?} {theirs:?}");
    for desk in [&laptop, &tablet] {
        let status = desk.vault.status().unwrap();
        assert_eq!(status.differing, ["phone"]);
        assert_eq!(status.only_here, 1, "{}", desk.name);
        let phone = status.devices.iter().find(|device| device.name == "phone");
        assert!(phone.unwrap().behind >= 1, "{}", desk.name);
    }
}
