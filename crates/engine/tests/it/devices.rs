//! Two devices and a reader, from the facade: writing apart, meeting, sharing, ending.

use engine::ShareRule;
use engine::views::{EntryEdit, EntryFields, Query};
use testkit::{Desk, World};

fn draft(body: &str) -> EntryFields {
    EntryFields {
        body: body.into(),
        ..EntryFields::default()
    }
}

fn bodies(device: &Desk) -> Vec<String> {
    let listing = device.vault.entries().list(&Query::default()).unwrap();
    let mut bodies: Vec<_> = listing
        .entries
        .into_iter()
        .map(|entry| entry.fields.body)
        .collect();
    bodies.sort();
    bodies
}

#[tokio::test]
async fn what_is_written_apart_is_together_after_meeting() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    laptop
        .vault
        .entries()
        .create(draft("from the laptop"))
        .unwrap();
    phone
        .vault
        .entries()
        .create(draft("from the phone"))
        .unwrap();
    let (mine, theirs) = laptop.meets(&phone).await;
    assert!(mine.in_step && theirs.in_step, "{mine:?} {theirs:?}");
    assert_eq!(bodies(&laptop), ["from the laptop", "from the phone"]);
    assert_eq!(bodies(&laptop), bodies(&phone));
    let (mine, theirs) = laptop.meets(&phone).await;
    assert!(mine.bytes_out <= 1024 && mine.bytes_in <= 1024, "{mine:?}");
    assert!(theirs.in_step);
    assert_eq!(mine.sent + mine.received, 0);
}

#[tokio::test]
async fn one_entry_edited_on_both_sides_keeps_the_words_of_both() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    laptop
        .vault
        .entries()
        .create(draft("a walk by the river"))
        .unwrap();
    laptop.meets(&phone).await;
    let newest = "@1".parse().unwrap();
    laptop
        .vault
        .entries()
        .change(
            &newest,
            vec![EntryEdit::Body("a long walk by the river".into())],
        )
        .unwrap();
    phone
        .vault
        .entries()
        .change(
            &newest,
            vec![EntryEdit::Body("a walk by the river, alone".into())],
        )
        .unwrap();
    laptop.meets(&phone).await;
    assert_eq!(bodies(&laptop), ["a long walk by the river, alone"]);
    assert_eq!(bodies(&phone), bodies(&laptop));
    let rebuilt = phone.vault.rebuild(&mut |_, _| {}).unwrap();
    assert_eq!(rebuilt.different, Vec::<String>::new());
    let verified = phone.vault.verify(&mut |_, _| {}).unwrap();
    assert_eq!(verified.problems, Vec::<String>::new());
    assert_eq!(phone.vault.entries().history(&newest, 0).unwrap().total, 3);
}

#[tokio::test]
async fn a_reader_sees_the_share_and_nothing_else_and_loses_it_when_it_stops() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    laptop
        .vault
        .entries()
        .create(EntryFields {
            tags: vec!["session".into()],
            ..draft("for the session")
        })
        .unwrap();
    laptop.vault.entries().create(draft("private")).unwrap();
    let rule = ShareRule {
        tags: ["session".to_owned()].into(),
        ..ShareRule::default()
    };
    let share = laptop
        .vault
        .shares()
        .create("Dr Weber", &rule, None, &laptop.confirmed())
        .unwrap();
    let reader = world.blank("reader");
    let invitation = laptop
        .vault
        .shares()
        .invite(&share.short, Vec::new(), &laptop.confirmed())
        .unwrap();
    reader.joins(&laptop, invitation).await;
    let seen = reader.vault.readings().read(None).unwrap();
    let seen: Vec<_> = seen
        .entries
        .iter()
        .map(|entry| entry.body.as_str())
        .collect();
    assert_eq!(seen, ["for the session"]);

    // The phone learns of the share, publishes what it wrote, and may answer the reader too.
    phone.meets(&laptop).await;
    phone
        .vault
        .entries()
        .create(EntryFields {
            tags: vec!["session".into()],
            ..draft("from the phone")
        })
        .unwrap();
    phone.meets(&laptop).await;
    reader.meets(&phone).await;
    assert_eq!(reader.vault.readings().read(None).unwrap().entries.len(), 2);

    let reads = || {
        let devices = laptop.vault.devices().list().unwrap().into_iter();
        let mut readers = devices.filter(|device| device.share.is_some());
        readers.next().unwrap()
    };
    phone.meets(&laptop).await;
    assert!(reads().new);
    laptop
        .vault
        .shares()
        .stop(&share.short, &laptop.confirmed())
        .unwrap();
    // Nothing is owed to whoever reads what is over.
    assert_eq!((reads().new, reads().behind), (false, 0));
    reader.meets(&laptop).await;
    assert!(reader.vault.readings().read(None).is_err());
    assert!(reader.vault.readings().list().unwrap().is_empty());
}

#[tokio::test]
async fn a_share_ends_on_its_date_on_both_sides() {
    let world = World::new(1);
    let laptop = world.first("laptop");
    laptop
        .vault
        .entries()
        .create(EntryFields {
            star: true,
            ..draft("for a while")
        })
        .unwrap();
    let rule = ShareRule {
        starred: true,
        ..ShareRule::default()
    };
    let until = laptop.env.now().saturating_add(jiff::Span::new().hours(48));
    let share = laptop
        .vault
        .shares()
        .create("Dr Weber", &rule, Some(&until), &laptop.confirmed())
        .unwrap();
    let reader = world.blank("reader");
    let invitation = laptop
        .vault
        .shares()
        .invite(&share.short, Vec::new(), &laptop.confirmed())
        .unwrap();
    reader.joins(&laptop, invitation).await;
    assert_eq!(reader.vault.readings().read(None).unwrap().entries.len(), 1);
    world.advance(3 * 24 * 3600);
    laptop
        .vault
        .entries()
        .create(EntryFields {
            star: true,
            ..draft("after the end")
        })
        .unwrap();
    assert!(reader.vault.readings().list().unwrap().is_empty());
    assert!(laptop.vault.shares().list().unwrap()[0].over);
}

#[tokio::test]
async fn a_copied_vault_goes_on_in_a_log_of_its_own() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    laptop
        .vault
        .entries()
        .create(draft("before the copy"))
        .unwrap();
    laptop.meets(&phone).await;
    let copy = world.copy(&laptop, "copy");
    laptop
        .vault
        .entries()
        .create(draft("on the original"))
        .unwrap();
    copy.vault.entries().create(draft("on the copy")).unwrap();
    phone.meets(&laptop).await;
    phone.meets(&copy).await;
    phone.meets(&laptop).await;
    let all = ["before the copy", "on the copy", "on the original"];
    assert_eq!(bodies(&phone), all);
    assert_eq!(bodies(&laptop), all);
    assert_eq!(bodies(&copy), all);
    assert_eq!(phone.vault.ward().unwrap().refused_total, 0);
}
