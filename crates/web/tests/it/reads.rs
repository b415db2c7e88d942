//! A device that reads what others share: all of it can be read, found, and nothing changed.

use engine::views::EntryFields;
use engine::{ShareNames, ShareRule};
use testkit::World;

use crate::browser::Stand;
use crate::reader::Reader;

async fn reading(seed: u64) -> (Reader, String) {
    let world = World::new(seed);
    let laptop = world.first("laptop");
    for (body, tag) in [
        ("The <b>lake</b> was still.", "session"),
        ("Nobody's business.", "other"),
    ] {
        let fields = EntryFields {
            tags: vec![tag.into()],
            ..EntryFields::text(body)
        };
        laptop.vault.entries().create(fields).unwrap();
    }
    let rule = ShareRule {
        tags: ["session".to_owned()].into(),
        steps: [1].into(),
        insights: true,
        ..ShareRule::default()
    };
    let names = ShareNames {
        reader: "Dr Weber".into(),
        owner: "<i>Anna</i>".into(),
    };
    let confirmed = laptop.confirmed();
    let share = laptop
        .vault
        .shares()
        .create(names, &rule, None, &confirmed)
        .unwrap();
    let tablet = world.reader(&laptop, &share.short, "tablet").await;
    laptop.meets(&tablet).await;
    let short = tablet.vault.readings().list().unwrap().remove(0).short;
    (Reader::of(Stand::of(tablet).await).await, short)
}

#[tokio::test]
async fn what_others_share_is_the_whole_page_of_a_device_that_reads() {
    let (reader, short) = reading(91).await;
    for path in [
        "/", "/t", "/i", "/p", "/s", "/c", "/r", "/r/new", "/m", "/p/1",
    ] {
        let read = reader.goes(path).await;
        assert_eq!(
            (read.status, read.on.as_str()),
            (303, "/e"),
            "{path}: {}",
            read.body
        );
    }
    // What is about this device can be set, and nothing leads to a journal that is not there.
    for path in ["/o", "/o/passphrase", "/k"] {
        let page = reader.page(path).await;
        assert!(
            page.contains("href=\"/e\"") && !page.contains("href=\"/w\""),
            "{path}"
        );
    }
    assert!(!reader.page("/o").await.contains("day_ends"));
    for path in ["/e", &format!("/e/{short}")] {
        let page = reader.page(path).await;
        for part in [
            "From <bdi>&lt;i&gt;Anna&lt;/i&gt;</bdi>",
            "The &lt;b&gt;lake&lt;/b&gt; was still.",
            "Fetched ",
            "href=\"#doc-entries\"",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(
            !page.contains("business") && !page.contains("href=\"/u\""),
            "{page}"
        );
        // Nothing but the search can be sent.
        assert_eq!(page.matches("<form").count(), 1, "{page}");
    }
    assert_eq!(reader.goes("/e/zzzz").await.status, 404);
}

#[tokio::test]
async fn what_is_shared_can_be_searched_and_nothing_is_in_the_address() {
    let (reader, short) = reading(92).await;
    let path = format!("/e/{short}");
    let found = reader.sends(&path, &[("q", "lake")]).await;
    assert!(
        found.status == 200 && found.body.contains("<mark>lake</mark>"),
        "{}",
        found.body
    );
    let none = reader.sends(&path, &[("q", "lighthouse")]).await;
    assert!(none.body.contains("0 entries"), "{}", none.body);
    let wrong = reader.sends(&path, &[("q", "mood:x")]).await;
    assert!(
        wrong.status == 200 && wrong.body.contains("cannot be looked for"),
        "{}",
        wrong.body
    );
}
