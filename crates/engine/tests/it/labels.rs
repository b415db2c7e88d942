//! Tags, emotions and triggers: what is found is what is shared, whatever it was written like.

use std::collections::BTreeSet;

use engine::views::{EntryEdit, EntryFields, EntryRef};
use engine::{Label, ShareRule, Vault};
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
