//! Tags, emotions and triggers: what is found is what is shared, whatever it was written like.

use std::collections::BTreeSet;

use engine::views::{EntryEdit, EntryFields, EntryRef, Query};
use engine::{Label, LabelChange, LabelOutcome, ReadError, ShareRule, Vault};
use testkit::{Dice, World};

/// Spellings of a few tags; those of one line are one.
const SPELLINGS: [&[&str]; 5] = [
    &["Session", "session", "#SESSION", "séssion", "＃Session"],
    &["walk", "WALK", "##walk"],
    &["e-mail", "e\u{2011}mail", "E–Mail"],
    &["größe", "GROSSE", "gro\u{308}ße"],
    &["c*", "C*"],
];

fn shared(vault: &Vault, tag: &str) -> BTreeSet<String> {
    let rule = ShareRule {
        tags: [tag.to_owned()].into(),
        ..ShareRule::default()
    };
    let seen = vault.shares().preview(&rule).unwrap().entries;
    seen.into_iter().map(|entry| entry.title.clone()).collect()
}

fn found(vault: &Vault, tag: &str) -> BTreeSet<String> {
    let found = vault
        .entries()
        .search(&format!("tag:\"{tag}\""), 0)
        .unwrap()
        .hits;
    found
        .into_iter()
        .map(|hit| hit.entry.title.clone())
        .collect()
}

#[test]
fn what_is_found_by_a_tag_is_what_a_share_of_it_shows() {
    for seed in 0..3 {
        found_is_shared(seed);
    }
}

fn found_is_shared(seed: u64) {
    let world = World::new(seed);
    let vault = world.first("laptop").vault;
    let mut dice = Dice::new(seed);
    for at in 0..40 {
        let mut entry = EntryFields::text("words").title(format!("entry {at}"));
        for _ in 0..dice.below(4) {
            let spellings = SPELLINGS[dice.below(SPELLINGS.len())];
            entry = entry.tag(spellings[dice.below(spellings.len())]);
        }
        vault.entries().create(entry).unwrap();
    }
    for spellings in SPELLINGS {
        let first = found(&vault, spellings[0]);
        for tag in spellings {
            assert_eq!(found(&vault, tag), first, "{tag}");
            assert_eq!(shared(&vault, tag), first, "{tag}");
        }
        // Taken away in any spelling, it is in no share.
        let Some(title) = first.first() else { continue };
        let hits = vault
            .entries()
            .search(&format!("\"{title}\" tag:*"), 0)
            .unwrap()
            .hits;
        let hit = hits
            .into_iter()
            .find(|hit| hit.entry.title == *title)
            .unwrap();
        let last = spellings[spellings.len() - 1].to_owned();
        let entry = EntryRef::from(&hit.entry);
        let left = vault
            .entries()
            .change(&entry, vec![EntryEdit::Tag(last, false)])
            .unwrap();
        assert!(!Label::Tag.is_among(&left.tags, spellings[0]));
        assert!(!shared(&vault, spellings[0]).contains(title));
    }
}

fn change(kind: Label, from: &[&str], to: Option<&str>) -> LabelChange {
    LabelChange {
        kind,
        from: from.iter().map(ToString::to_string).collect(),
        to: to.map(str::to_owned),
    }
}

#[test]
fn a_tag_is_renamed_merged_and_removed_everywhere_and_shares_are_named() {
    let world = World::new(5);
    let laptop = world.first("laptop");
    let entries = laptop.vault.entries();
    for (title, tags) in [
        ("one", ["Walk", "lake"].as_slice()),
        ("two", &["#WALK", "stroll"]),
        ("three", &["stroll"]),
        ("gone", &["walk"]),
    ] {
        let mut fields = EntryFields::text("words").title(title);
        fields.tags = tags.iter().map(ToString::to_string).collect();
        let made = entries.create(fields).unwrap();
        if title == "gone" {
            entries.delete(&EntryRef::from(&made)).unwrap();
        }
    }
    for (reader, tag) in [("Dr Weber", "walk"), ("A friend", "stroll")] {
        let rule = ShareRule {
            tags: [tag.to_owned()].into(),
            ..ShareRule::default()
        };
        let shares = laptop.vault.shares();
        shares
            .create(reader, &rule, None, &laptop.confirmed())
            .unwrap();
    }
    let merge = change(Label::Tag, &["wálk"], Some("STROLL"));
    let plan = entries.check_labels(&merge).unwrap();
    let told = LabelOutcome {
        to: Some("stroll".into()),
        entries: 2,
        deleted: 1,
        merges: 2,
        shown_in: vec!["A friend".into()],
        gone_from: vec!["Dr Weber".into()],
    };
    assert_eq!(plan, told);
    assert_eq!(entries.labels(Label::Tag).unwrap().len(), 3);
    assert_eq!(entries.change_labels(&merge, &mut |_, _| {}).unwrap(), told);
    assert_eq!(shared(&laptop.vault, "walk").len(), 0);
    assert_eq!(shared(&laptop.vault, "stroll").len(), 3);
    // What comes back has the new name, too.
    let gone = entries.list(&Query::default().deleted()).unwrap().entries;
    assert_eq!(gone[0].tags, ["stroll"]);
    assert!(gone[0].deleted.is_some());
    // It is an edit like any other: it stands in the history, and is not made twice.
    let history = entries.history(&EntryRef::from(&gone[0]), 1).unwrap();
    assert_eq!(history.versions[0].changed, ["tags"]);
    let again = entries.check_labels(&merge);
    assert!(matches!(again, Err(ReadError::Resolve(_))), "{again:?}");

    let remove = change(Label::Tag, &["lake", "stroll"], None);
    let outcome = entries.change_labels(&remove, &mut |_, _| {}).unwrap();
    assert_eq!(
        (outcome.entries, outcome.deleted, outcome.merges),
        (3, 1, 0)
    );
    assert_eq!(entries.labels(Label::Tag).unwrap(), []);
}

#[test]
fn many_entries_are_changed_some_hundred_at_a_time() {
    let world = World::new(6);
    let laptop = world.first("laptop");
    let entries = laptop.vault.entries();
    let new = (0..450).map(|at| EntryFields::text(format!("entry {at}")).emotion("Calm"));
    entries.create_all(new.collect(), &mut |_| {}).unwrap();
    let records = || laptop.vault.status().unwrap().records;
    let (before, mut heard) = (records(), Vec::new());
    let rename = change(Label::Emotion, &["calm"], Some("at peace"));
    let outcome = entries.change_labels(&rename, &mut |done, all| heard.push((done, all)));
    assert_eq!(outcome.unwrap().entries, 450);
    assert_eq!(heard, [(200, 450), (400, 450), (450, 450)]);
    assert!(records() - before < 50, "{} records", records() - before);
    let labels = entries.labels(Label::Emotion).unwrap();
    assert_eq!(
        (labels[0].label.as_str(), labels[0].entries),
        ("at peace", 450)
    );
}
