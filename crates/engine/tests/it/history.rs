//! What became of entries and worksheets over time, on two devices: old and new values, going back, and what was changed
//! on both sides.

use engine::Journal;
use engine::views::{ApartKind, ChangedApart, EntryEdit, EntryFields, EntryRef, Version};
use engine::worksheet::{Place, Target};
use testkit::{Desk, World};

fn newest() -> EntryRef {
    EntryRef::Newest(1)
}

fn edit(world: &World, device: &Desk, change: EntryEdit) {
    world.advance(60);
    device
        .vault
        .entries()
        .change(&newest(), vec![change])
        .unwrap();
}

/// What a version did, as `device field: old → new`, with who was preferred.
fn told(version: &Version) -> Vec<String> {
    let changes = version.changes.iter().map(|one| {
        let lost = one.lost_to.as_ref();
        let lost = lost.map_or_else(String::new, |won| {
            format!(" (not: {} of {}, {})", won.words, won.device, won.number)
        });
        let item = one.item.as_ref().map_or("", String::as_str);
        format!(
            "{} {item}{}: {} → {}{lost}",
            version.device, one.label, one.old_words, one.new_words
        )
    });
    changes.collect()
}

fn history(device: &Desk) -> Vec<Vec<String>> {
    let mut versions = device
        .vault
        .entries()
        .history(&newest(), 0)
        .unwrap()
        .versions;
    versions.reverse();
    versions.iter().map(told).collect()
}

fn both_sides(device: &Desk) -> Vec<ChangedApart> {
    device.vault.both_sides().list().unwrap()
}

async fn walk(world: &World) -> (Desk, Desk) {
    let (laptop, phone) = world.pair().await;
    world.advance(60);
    let draft = EntryFields {
        title: "A walk".into(),
        body: "The lake was still.".into(),
        mood: Some(5),
        ..EntryFields::default()
    };
    laptop.vault.entries().create(draft).unwrap();
    laptop.meets(&phone).await;
    (laptop, phone)
}

#[tokio::test]
async fn the_value_that_was_not_kept_is_in_the_history_and_can_be_taken_back_alone() {
    let world = World::new(1);
    let (laptop, phone) = walk(&world).await;
    edit(&world, &laptop, EntryEdit::Mood(Some(3)));
    edit(&world, &laptop, EntryEdit::Title("A cold walk".into()));
    edit(&world, &phone, EntryEdit::Mood(Some(8)));
    laptop.meets(&phone).await;
    assert_eq!(history(&laptop), history(&phone));
    assert_eq!(
        history(&laptop)[1..],
        [
            ["laptop mood: 5 → 3 (not: 8 of phone, 4)"],
            ["laptop title: A walk → A cold walk"],
            ["phone mood: 5 → 8"],
        ]
    );

    world.advance(60);
    let back = phone.vault.entries().go_back(&newest(), 2, Some("mood"));
    assert_eq!(back.unwrap().changed, ["mood"]);
    let entry = phone.vault.entries().get(&newest()).unwrap();
    assert_eq!((entry.mood, entry.title.as_str()), (Some(3), "A cold walk"));
    let again = phone.vault.entries().go_back(&newest(), 2, Some("mood"));
    assert!(again.unwrap().changed.is_empty());
    assert_eq!(phone.vault.entries().get(&newest()).unwrap().versions, 5);
    for (number, only) in [(0, None), (6, None), (1, Some("mod"))] {
        let refused = phone.vault.entries().go_back(&newest(), number, only);
        assert!(refused.is_err(), "{number} {only:?}");
    }
}

#[tokio::test]
async fn going_back_makes_every_field_what_it_was_as_one_edit() {
    let world = World::new(1);
    let (laptop, _) = walk(&world).await;
    for change in [
        EntryEdit::Tag("lake".into(), true),
        EntryEdit::Letter(true),
        EntryEdit::Star(true),
        EntryEdit::Body("Nothing.".into()),
        EntryEdit::Tag("lake".into(), false),
        EntryEdit::Mood(None),
        EntryEdit::Title(String::new()),
        EntryEdit::Letter(false),
    ] {
        edit(&world, &laptop, change);
    }
    let back = laptop.vault.entries().go_back(&newest(), 4, None).unwrap();
    assert_eq!(back.changed, ["title", "text", "mood", "tags", "letter"]);
    let entry = laptop.vault.entries().get(&newest()).unwrap();
    assert_eq!(entry.body, "The lake was still.");
    assert_eq!(entry.tags, ["lake"]);
    assert!(entry.star && entry.letter && entry.mood == Some(5));
    assert_eq!(entry.versions, 10);
    assert!(history(&laptop)[9].contains(&"laptop letter: no → yes".to_owned()));
}

#[tokio::test]
async fn what_was_changed_on_both_sides_is_said_until_somebody_looks() {
    let world = World::new(1);
    let (laptop, phone) = walk(&world).await;
    edit(&world, &laptop, EntryEdit::Mood(Some(3)));
    laptop.meets(&phone).await;
    assert!(both_sides(&laptop).is_empty() && both_sides(&phone).is_empty());

    edit(&world, &laptop, EntryEdit::Mood(Some(4)));
    edit(&world, &phone, EntryEdit::Mood(Some(8)));
    edit(&world, &phone, EntryEdit::Star(true));
    laptop.meets(&phone).await;
    for device in [&laptop, &phone] {
        let [one] = both_sides(device).try_into().unwrap();
        assert_eq!(one.words, "A walk");
        let sides = one.sides.iter();
        let sides: Vec<_> = sides
            .map(|side| format!("{}: {}", side.device, side.fields.join(", ")))
            .collect();
        assert_eq!(sides, ["laptop: mood", "phone: mood, star"]);
        let [lost] = one.lost.try_into().unwrap();
        assert_eq!((lost.words.as_str(), lost.device.as_str()), ("4", "laptop"));
        assert_eq!(lost.kept.words, "8");
    }
    // Looking on one device says nothing on the other, and building everything anew finds nothing new.
    // Whoever looks at the newest states only has not looked at the older ones.
    for star in [false, true] {
        edit(&world, &laptop, EntryEdit::Star(star));
    }
    let newest_only = laptop.vault.entries().history(&newest(), 1).unwrap();
    let oldest = newest_only.oldest();
    laptop
        .vault
        .both_sides()
        .saw_entry(&newest(), oldest)
        .unwrap();
    assert_eq!(both_sides(&laptop).len(), 1);
    let all = laptop.vault.entries().history(&newest(), 0).unwrap();
    laptop
        .vault
        .both_sides()
        .saw_entry(&newest(), all.oldest())
        .unwrap();
    assert!(both_sides(&laptop).is_empty());
    laptop.vault.rebuild(&mut |_, _| {}).unwrap();
    phone.vault.rebuild(&mut |_, _| {}).unwrap();
    assert!(both_sides(&laptop).is_empty());
    assert_eq!(both_sides(&phone).len(), 1);

    // A device that comes later learns what there is, and has nothing to look at.
    let tablet = world.blank("reader");
    let invitation = laptop
        .vault
        .devices()
        .invite(Vec::new(), &laptop.confirmed())
        .unwrap();
    tablet.joins(&laptop, invitation).await;
    assert!(both_sides(&tablet).is_empty());
}

#[tokio::test]
async fn an_entry_deleted_here_and_written_in_there_stays_and_is_said() {
    let world = World::new(1);
    let (laptop, phone) = walk(&world).await;
    edit(
        &world,
        &phone,
        EntryEdit::Body("The lake was still. I stayed.".into()),
    );
    edit(&world, &laptop, EntryEdit::Delete);
    laptop.meets(&phone).await;
    for device in [&laptop, &phone] {
        assert_eq!(device.vault.entries().get(&newest()).unwrap().deleted, None);
        let [one] = both_sides(device).try_into().unwrap();
        let [lost] = one.lost.try_into().unwrap();
        assert_eq!(
            (lost.label.as_str(), lost.device.as_str()),
            ("deleted", "laptop")
        );
        assert_eq!(lost.kept.device, "phone");
    }
}

#[tokio::test]
async fn a_worksheet_tells_both_sides_in_words_and_goes_back() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    let days = Place::field("target_days");
    laptop.vault.worksheets().fill(2, &days, "30").unwrap();
    laptop.meets(&phone).await;
    world.advance(60);
    let urge = serde_json::json!({ "channel": "messages", "intensity": 7, "instead": "a walk" });
    let target = Target::NewItem("urges".into());
    let item = laptop
        .vault
        .worksheets()
        .fill_json(2, &target, &urge)
        .unwrap()[0];
    phone
        .vault
        .worksheets()
        .fill_json(2, &target, &urge)
        .unwrap();
    laptop.meets(&phone).await;
    // Items that were added on both sides just come together.
    assert!(both_sides(&laptop).is_empty() && both_sides(&phone).is_empty());

    world.advance(60);
    laptop.vault.worksheets().fill(2, &days, "45").unwrap();
    world.advance(60);
    phone.vault.worksheets().fill(2, &days, "60").unwrap();
    laptop.meets(&phone).await;
    let [one] = both_sides(&laptop).try_into().unwrap();
    assert_eq!(
        (one.name.as_str(), one.kind, one.lost.len()),
        ("2", ApartKind::Worksheet, 1)
    );
    laptop.vault.both_sides().saw_worksheet(2, 1).unwrap();
    assert!(both_sides(&laptop).is_empty());

    let versions = laptop.vault.worksheets().history(2, 0).unwrap();
    assert_eq!(versions, phone.vault.worksheets().history(2, 0).unwrap());
    let lines: Vec<String> = versions.versions.iter().rev().flat_map(told).collect();
    assert!(
        lines.contains(&"laptop Days: 30 → 45 (not: 60 of phone, 5)".to_owned()),
        "{lines:#?}"
    );
    let added = lines.iter().find(|line| line.contains("“a walk”")).unwrap();
    assert!(!added.contains(&item.to_string()), "{added}");

    world.advance(60);
    laptop
        .vault
        .worksheets()
        .remove_item(2, "urges", item)
        .unwrap();
    let sheet = |device: &Desk| device.vault.worksheets().get(2).unwrap().row;
    assert_eq!(sheet(&laptop).items("urges").len(), 1);
    let back = laptop
        .vault
        .worksheets()
        .go_back(2, 5, Some("urges"))
        .unwrap();
    assert_eq!(back.changed.len(), 1);
    let restored = sheet(&laptop);
    let restored = restored.item("urges", item).unwrap();
    assert_eq!(restored.fields.words("instead"), "a walk");
    assert_eq!(sheet(&laptop).fields.number("target_days"), Some(60));
    let back = laptop.vault.worksheets().go_back(2, 1, None).unwrap();
    assert_eq!((back.changed.len(), back.stay), (1, 2));
    assert_eq!(sheet(&laptop).fields.number("target_days"), Some(30));
    assert_eq!(sheet(&laptop).items("urges").len(), 2);
}

// Seen to fail with a door that forgets nothing.
#[tokio::test]
async fn a_live_list_tells_what_was_changed_on_both_sides_until_somebody_looks() {
    let world = World::new(1);
    let (laptop, phone) = walk(&world).await;
    let journal = Journal::from(laptop.vault.clone());
    let mut apart = journal.both_sides().watch();
    assert_eq!(apart.next().await.unwrap(), []);
    edit(&world, &phone, EntryEdit::Mood(Some(3)));
    edit(&world, &laptop, EntryEdit::Mood(Some(8)));
    laptop.meets(&phone).await;
    assert_eq!(apart.next().await.unwrap().len(), 1);
    let both_sides = journal.both_sides();
    both_sides.saw_entry(newest(), 1).await.unwrap();
    assert_eq!(both_sides.list().await.unwrap(), []);
}
