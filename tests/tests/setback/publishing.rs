//! What a device writes by itself when it meets another one.

use engine::ShareRule;
use engine::views::EntryFields;
use testkit::{World, meet};

use crate::{image, set_back};

// Seen to fail where a device published as soon as a meeting began.
#[tokio::test]
async fn nothing_is_published_before_the_others_have_said_what_they_hold() {
    let world = World::new(40);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    let rule = ShareRule {
        tags: ["walk".to_owned()].into(),
        ..ShareRule::default()
    };
    let names = engine::ShareNames {
        reader: "Dr Weber".into(),
        owner: String::new(),
    };
    let confirmed = phone.confirmed();
    let share = phone
        .vault
        .shares()
        .create(names, &rule, None, &confirmed)
        .unwrap();
    let reader = world.reader(&phone, &share.short, "practice").await;
    meet(&phone, &laptop).await;
    let tagged = EntryFields {
        tags: vec!["walk".into()],
        ..testkit::draft("a walk")
    };
    phone.vault.entries().create(tagged).unwrap();
    let (phone, before) = image(&world, phone, "image");
    meet(&phone, &laptop).await;
    let phone = set_back(&world, phone, &before);
    for _ in 0..2 {
        let (mine, theirs) = meet(&phone, &laptop).await;
        assert_eq!((mine.diverged, theirs.diverged), (0, 0));
        assert_eq!((mine.refused, theirs.refused), (0, 0));
        assert!(mine.in_step && theirs.in_step);
    }
    meet(&reader, &laptop).await;
    let read = reader.vault.readings().read(None).unwrap();
    assert_eq!(read.entries.len(), 1);
    for desk in [&phone, &laptop] {
        desk.is_sound();
    }
}
