//! Shares through a keeper: a reader gets its own, with all owners off.

use engine::ShareRule;
use engine::views::EntryFields;
use testkit::{Desk, World, draft};

fn shown(body: &str) -> EntryFields {
    EntryFields {
        tags: vec!["open".into()],
        ..draft(body)
    }
}

fn share(owner: &Desk, name: &str) -> String {
    let rule = ShareRule {
        tags: ["open".to_owned()].into(),
        ..ShareRule::default()
    };
    let shares = owner.vault.shares();
    let made = shares.create(name, &rule, None, &owner.confirmed());
    made.expect("a share is made").short
}

/// The texts that a reader can read.
fn read(reader: &Desk) -> Vec<String> {
    let shown = reader.vault.readings().read(None);
    let entries = shown.expect("the share can be read").entries;
    let mut texts: Vec<_> = entries.into_iter().map(|entry| entry.fields.body).collect();
    texts.sort();
    texts
}

#[tokio::test]
async fn a_reader_is_served_its_own_share_with_all_owners_off() {
    let world = World::new(1321);
    let (laptop, phone) = world.pair().await;
    let one = share(&laptop, "for the therapist");
    let therapist = world.reader(&laptop, &one, "therapist").await;
    let keeper = world.keeper(&laptop, "server").await;
    // This one comes when the keeper is there already.
    let other = share(&laptop, "for a friend");
    let friend = world.reader(&laptop, &other, "friend").await;
    laptop
        .vault
        .entries()
        .create(shown("on the pier"))
        .expect("an owner writes");
    keeper.meets(&laptop).await;
    // Whoever is to be served hears of the keeper from an owner, once.
    for other in [&therapist, &friend, &phone] {
        laptop.meets(other).await;
    }
    laptop
        .vault
        .entries()
        .create(shown("in the rain"))
        .expect("an owner writes");
    let (kept, _) = keeper.meets(&laptop).await;
    assert!(kept.in_step);
    for reader in [&therapist, &friend] {
        let (kept, taken) = keeper.meets(reader).await;
        assert!(kept.in_step && taken.in_step, "{kept:?} {taken:?}");
        assert_eq!(read(reader), ["in the rain", "on the pier"]);
        let spaces = reader.vault.spaces().expect("they can be read");
        assert_eq!(spaces.len(), 1, "nothing but its own share");
    }
    // What the reader sees of a share is on the phone, too.
    keeper.meets(&phone).await;
    assert_eq!(
        phone
            .vault
            .shares()
            .list()
            .expect("they can be listed")
            .len(),
        2
    );
}
