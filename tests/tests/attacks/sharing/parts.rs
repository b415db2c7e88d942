//! Which parts of a shared entry its reader has.

use engine::{EntryPart, ShareRule};
use testkit::World;

use super::{by_tag, everything, holds, shared, tagged};

/// What goes with an entry only if it was chosen, and what goes in any case.
#[tokio::test]
async fn only_chosen_parts_of_an_entry_reach_the_reader() {
    let choices: [(&[EntryPart], &[&str]); 3] = [
        (&[], &[]),
        (&[EntryPart::Triggers], &["canarytrigger"]),
        (
            &EntryPart::ALL,
            &["canarytag", "canaryemotion", "canarytrigger"],
        ),
    ];
    for (parts, words) in choices {
        let world = World::new(1);
        let owner = world.first("laptop");
        let mut entry = tagged("A walk", "by the lake");
        entry.tags.push("canarytag".into());
        entry.emotions.push("canaryemotion".into());
        entry.triggers.push("canarytrigger".into());
        entry.mood = Some(6);
        (entry.star, entry.steps) = (true, vec![3]);
        owner
            .vault
            .entries()
            .create(entry)
            .expect("an owner writes");
        let rule = ShareRule {
            parts: parts.iter().copied().collect(),
            ..by_tag()
        };
        let reader = shared(&world, &owner, &rule, None).await;
        let found = everything(&reader);
        for word in ["canarytag", "canaryemotion", "canarytrigger"] {
            assert_eq!(holds(&found, word), words.contains(&word), "{word}");
        }
        let publication = reader.vault.readings().read(None);
        let entries = publication.expect("the share can be read").entries;
        let read = &entries[0].fields;
        assert_eq!((read.title.as_str(), read.mood), ("A walk", Some(6)));
        assert!(read.tags.contains(&"open".to_owned()));
        assert_eq!(read.star, parts.contains(&EntryPart::Star));
        assert_eq!(read.steps.is_empty(), !parts.contains(&EntryPart::Steps));
        let preview = owner.vault.shares().preview(&rule);
        let preview = &preview.expect("a rule").entries[0].fields;
        assert_eq!(preview, read, "the preview is what the reader sees");
    }
}
