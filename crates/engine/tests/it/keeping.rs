//! A journal goes out and comes in again; what is said about a vault is true; a vault nobody wants leaves nothing.

use std::collections::BTreeSet;

use engine::moving::{Moved, Options, read_from};
use engine::views::{EntryEdit, EntryFields, EntryRef};
use engine::worksheet::Target;
use engine::{Export, ShareRule, SheetName, Vault};
use testkit::{Desk, World, passphrase};

fn draft(title: &str, body: &str) -> EntryFields {
    EntryFields {
        title: title.into(),
        body: body.into(),
        ..EntryFields::default()
    }
}

/// What a face makes of an export when it reads it again.
fn as_import(export: &Export) -> Moved {
    let lines: Vec<String> = export.lines().map(Result::unwrap).collect();
    read(&lines.join("\n"))
}

/// A file from elsewhere, as it was read.
fn read(file: &str) -> Moved {
    let now = "2026-11-23T22:10:00+01:00[Europe/Berlin]".parse().unwrap();
    read_from(file.as_bytes(), &Options::new(now)).unwrap()
}

fn everything(device: &Desk) -> Export {
    device
        .vault
        .transfer()
        .export(true, &device.confirmed())
        .unwrap()
}

#[test]
fn a_journal_comes_in_as_it_went_out() {
    let world = World::new(1);
    let old = world.first("laptop");
    let walk = EntryFields {
        mood: Some(7),
        tags: vec!["lake".into()],
        emotions: vec!["calm".into()],
        triggers: vec!["a song".into()],
        steps: vec![2, 9],
        star: true,
        ..draft("A walk", "by the river\nand back")
    };
    let walk = old.vault.entries().create(walk).unwrap();
    let gone = old.vault.entries().create(draft("", "gone")).unwrap();
    let gone = EntryRef::Prefix(gone.id);
    old.vault
        .entries()
        .change(&gone, vec![EntryEdit::Delete])
        .unwrap();
    let evidence = serde_json::json!({"changed": "I walk", "evidence": [walk.id]});
    old.vault
        .worksheets()
        .fill_json(3, &Target::NewItem("roots".into()), &evidence)
        .unwrap_or_else(|error| panic!("{error}"));

    let new = world.first("other");
    let mut steps = 0;
    let done = new
        .vault
        .transfer()
        .import(as_import(&everything(&old)), &mut |at| steps = at)
        .unwrap();
    assert_eq!(
        (done.entries, done.known, done.worksheets, steps),
        (2, 0, 1, 2)
    );
    let there = everything(&new);
    for (old, new) in everything(&old).entries.iter().zip(&there.entries) {
        let found = there
            .entries
            .iter()
            .find(|entry| entry.row.body == old.row.body);
        let mut row = found.unwrap().row.clone();
        assert!(row.extra.remove("source").is_some());
        assert_eq!(row, old.row);
        assert_ne!(new.id, old.id);
    }
    let walk = new.vault.entries().get(&EntryRef::Newest(1)).unwrap();
    let linked = format!("{:?}", there.worksheets[0].row);
    assert!(linked.contains(&walk.id), "{linked}");

    let again = new
        .vault
        .transfer()
        .import(as_import(&everything(&old)), &mut |_| {})
        .unwrap();
    assert_eq!((again.entries, again.known), (0, 2));
    assert_eq!((again.worksheets, again.worksheets_left), (0, 1));
    assert_eq!(everything(&new).entries.len(), 2);
}

#[test]
fn deleted_entries_go_out_only_when_asked_for() {
    let device = World::new(1).first("laptop");
    let entry = EntryRef::Prefix(device.vault.entries().create(draft("", "gone")).unwrap().id);
    device
        .vault
        .entries()
        .change(&entry, vec![EntryEdit::Delete])
        .unwrap();
    let export = device
        .vault
        .transfer()
        .export(false, &device.confirmed())
        .unwrap();
    assert!(export.entries.is_empty());
    assert_eq!(everything(&device).entries.len(), 1);
}

#[tokio::test]
async fn the_status_says_since_when_something_is_only_here() {
    let world = World::new(1);
    let laptop = world.first("laptop");
    let phone = world.blank("phone");
    let invitation = laptop
        .vault
        .devices()
        .invite(Vec::new(), &laptop.confirmed())
        .unwrap();
    phone.joins(&laptop, invitation).await;
    laptop.meets(&phone).await;
    assert_eq!(laptop.vault.status().unwrap().only_here_since, None);
    world.advance(100);
    let since = laptop.env.now().timestamp();
    laptop.vault.entries().create(draft("", "one")).unwrap();
    world.advance(100);
    laptop.vault.entries().create(draft("", "two")).unwrap();
    let status = laptop.vault.status().unwrap();
    assert_eq!((status.only_here, status.only_here_since), (2, Some(since)));
    laptop.meets(&phone).await;
    let status = laptop.vault.status().unwrap();
    assert_eq!((status.only_here, status.only_here_since), (0, None));
}

#[test]
fn unlocking_is_remembered_and_confirming_is_not() {
    let world = World::new(1);
    let device = world.first("laptop");
    let path = device.vault.path().to_owned();
    assert_eq!(Vault::last_unlock(&path), None);
    Vault::unlock(&path, &passphrase(), &device.env).unwrap();
    let at = device.env.now().timestamp();
    world.advance(60);
    device.confirmed();
    assert_eq!(Vault::last_unlock(&path), Some(at));
    assert_eq!(device.vault.status().unwrap().last_unlock, Some(at));
    let wrong = engine::Passphrase::new("wrong".into());
    assert!(Vault::unlock(&path, &wrong, &device.env).is_err());
    assert_eq!(Vault::last_unlock(&path), Some(at));
}

#[test]
fn a_share_without_a_reader_says_what_it_will_hold() {
    let device = World::new(1).first("laptop");
    let tagged = EntryFields {
        tags: vec!["lake".into()],
        ..draft("", "shared")
    };
    device.vault.entries().create(tagged).unwrap();
    device
        .vault
        .entries()
        .create(draft("", "not shared"))
        .unwrap();
    let rule = ShareRule {
        tags: BTreeSet::from(["lake".to_owned()]),
        ..ShareRule::default()
    };
    let share = device
        .vault
        .shares()
        .create("Therapist", &rule, None, &device.confirmed())
        .unwrap();
    assert_eq!((share.published, share.reader), (1, None));
    let (_, publication) = device.vault.shares().show("Therapist").unwrap();
    assert_eq!(publication.entries[0].body, "shared");
    let over = device
        .vault
        .shares()
        .stop("Therapist", &device.confirmed())
        .unwrap();
    assert_eq!(over.published, 0);
}

#[test]
fn a_changed_passphrase_is_the_only_one() {
    let device = World::new(1).first("laptop");
    let path = device.vault.path();
    let new = engine::Passphrase::new("another one".into());
    let change = Vault::change_passphrase(path, &passphrase(), &device.env).unwrap();
    change.finish(&new, &device.env).unwrap();
    assert!(Vault::unlock(path, &passphrase(), &device.env).is_err());
    assert!(Vault::unlock(path, &new, &device.env).is_ok());
}

const CARD: &str = include_str!("../../../../tests/fixtures/card.toml");

#[test]
fn journeys_definitions_letters_and_kept_sentences_come_in_as_they_went_out() {
    let world = World::new(1);
    let old = world.first("laptop");
    let plan = |days: u32| serde_json::json!({ "target_days": days });
    let day = jiff::civil::date(2026, 9, 1);
    let fill = |name: SheetName, answers: &serde_json::Value| {
        let filled = old
            .vault
            .worksheets()
            .fill_json(name, &Target::Sheet, answers);
        filled.unwrap();
    };
    fill(2.into(), &plan(30));
    old.vault.journeys().begin("second", day).unwrap();
    fill(2.into(), &plan(60));
    old.vault.worksheets().import(CARD).unwrap();
    let next = CARD
        .replace("version = 1", "version = 2")
        .replace("How was the evening?", "And the evening?");
    let evening = serde_json::json!({ "evening": "a walk" });
    fill("card".into(), &evening);
    old.vault.worksheets().import(&next).unwrap();
    let letter = EntryFields {
        letter: true,
        steps: vec![1],
        ..draft("", "Dear you. It was your fault.")
    };
    let letter = old.vault.entries().create(letter).unwrap();
    let flag = old.vault.flags().of_entry(&letter).remove(0).flag.key;
    let keep = EntryEdit::Keep(flag.clone(), true);
    let id = EntryRef::Prefix(letter.id);
    old.vault.entries().change(&id, vec![keep]).unwrap();

    let new = world.first("other");
    new.vault
        .transfer()
        .import(as_import(&everything(&old)), &mut |_| {})
        .unwrap();
    let days = |device: &Desk| {
        device
            .vault
            .worksheets()
            .get(2)
            .unwrap()
            .row
            .fields
            .number("target_days")
    };
    let journeys = new.vault.journeys().list().unwrap();
    assert_eq!(journeys.len(), 2);
    assert_eq!(days(&new), Some(60));
    let first = journeys.iter().find(|journey| !journey.present).unwrap();
    new.vault
        .journeys()
        .change(Some(&first.short), engine::JourneyChange::Choose)
        .unwrap();
    assert_eq!(days(&new), Some(30));

    let card = new.vault.worksheets().get("card").unwrap();
    assert_eq!(card.definition.version, 2);
    assert_eq!(card.row.fields.words("evening"), "a walk");
    let field = card.definition.field("evening").unwrap();
    assert_eq!(field.asked_by(1).1, "How was the evening?");

    let letter = new.vault.entries().get(&EntryRef::Newest(1)).unwrap();
    assert!(letter.letter);
    assert_eq!(letter.kept_sentences, [flag]);
    assert!(new.vault.flags().list(false).unwrap().is_empty());

    // The same file again changes nothing.
    new.vault
        .transfer()
        .import(as_import(&everything(&old)), &mut |_| {})
        .unwrap();
    assert_eq!(new.vault.journeys().list().unwrap().len(), 2);
    assert_eq!(everything(&new).definitions.len(), 2);
}

// Seen to fail: a removed device was announced as new for two weeks.
#[tokio::test]
async fn a_removed_device_is_not_announced() {
    let world = World::new(1);
    let laptop = world.first("laptop");
    let phone = world.blank("phone");
    let confirmed = laptop.confirmed();
    let invitation = laptop
        .vault
        .devices()
        .invite(Vec::new(), &confirmed)
        .unwrap();
    phone.joins(&laptop, invitation).await;
    let shown = |laptop: &Desk| {
        let devices = laptop.vault.devices().list().unwrap();
        let phone = devices.into_iter().find(|device| device.name == "phone");
        phone.map(|phone| (phone.new, phone.removed, phone.behind))
    };
    laptop
        .vault
        .entries()
        .create(draft("", "for later"))
        .unwrap();
    assert_eq!(shown(&laptop), Some((true, false, 1)));
    let short = laptop.vault.devices().list().unwrap().pop().unwrap().short;
    laptop.vault.devices().remove(&short, &confirmed).unwrap();
    assert_eq!(shown(&laptop), Some((false, true, 0)));
    let saved = laptop.env.times_saved();
    assert!(
        laptop
            .vault
            .devices()
            .remove(&short, &confirmed)
            .unwrap()
            .removed
    );
    assert_eq!(laptop.env.times_saved(), saved, "nothing is written again");
}

// Seen to fail: "the index does not reflect every record yet".
#[test]
fn a_share_without_a_reader_is_no_fault() {
    let world = World::new(1);
    let laptop = world.first("laptop");
    let rule = ShareRule {
        steps: [1].into(),
        ..ShareRule::default()
    };
    let confirmed = laptop.confirmed();
    let share = laptop
        .vault
        .shares()
        .create("her", &rule, None, &confirmed)
        .unwrap();
    let found = laptop.vault.verify(&mut |_, _| {}).unwrap();
    assert_eq!((found.problems, found.unread), (Vec::new(), 0));
    laptop
        .vault
        .shares()
        .stop(&share.short, &confirmed)
        .unwrap();
    let saved = laptop.env.times_saved();
    assert!(
        laptop
            .vault
            .shares()
            .stop(&share.short, &confirmed)
            .unwrap()
            .over
    );
    assert_eq!(laptop.env.times_saved(), saved, "nothing is written again");
}
