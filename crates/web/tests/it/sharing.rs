//! Sharing: nothing is shared before it was seen, and before the passphrase was typed.

use engine::views::EntryFields;
use testkit::DESK_PASSPHRASE;

use crate::browser::Stand;
use crate::reader::{Read, Reader};

/// A journal with two entries of one tag, of which one is a letter, and one entry without it.
async fn with_entries(seed: u64) -> Reader {
    let reader = Reader::of(Stand::new(seed).await).await;
    let entries = reader.stand.journal.entries();
    let tagged = |body: &str, letter| EntryFields {
        tags: vec!["session".into()],
        letter,
        ..EntryFields::text(body)
    };
    entries
        .create(tagged("The <b>lake</b>.", false))
        .await
        .unwrap();
    entries.create(tagged("Dear mother.", true)).await.unwrap();
    entries
        .create(EntryFields::text("Nobody's business."))
        .await
        .unwrap();
    reader
}

/// Chooses the tag for somebody, and gives the way to the preview.
async fn planned(reader: &Reader, form: &[(&str, &str)]) -> String {
    let chosen = [&[("for", "Dr <i>Weber</i>"), ("tag", "session")], form].concat();
    let read = reader.sends("/r/new", &chosen).await;
    assert_eq!(read.status, 303, "{}", read.body);
    read.on
}

async fn shares(reader: &Reader) -> Vec<engine::ShareView> {
    reader.stand.journal.shares().list().await.unwrap()
}

async fn asks(reader: &Reader, path: &str, form: &[(&str, &str)]) -> Read {
    let read = reader.sends(path, form).await;
    assert_eq!(read.status, 422, "{form:?}: {}", read.body);
    read
}

#[tokio::test]
async fn nothing_is_shared_before_it_was_read_and_the_passphrase_typed() {
    let reader = with_entries(51).await;
    let path = planned(&reader, &[("as", "Anna"), ("until", "2030-03-31")]).await;
    assert!(
        !path.contains("session") && !path.contains("Weber"),
        "{path}"
    );
    let page = reader.page(&path).await;
    for part in [
        "Dr &lt;i&gt;Weber&lt;/i&gt;",
        "1 entry. These are the same words",
        "The &lt;b&gt;lake&lt;/b&gt;.",
        "1 letter you will not send",
        "until 31 March 2030",
        "Anna",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(
        !page.contains("Dear mother") && !page.contains("business"),
        "{page}"
    );
    let right = [
        ("read", "yes"),
        ("known", "yes"),
        ("passphrase", DESK_PASSPHRASE),
    ];
    for lacks in 0..2 {
        let form: Vec<_> = right
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != lacks)
            .map(|(_, pair)| *pair)
            .collect();
        let read = asks(&reader, &path, &form).await;
        assert!(read.body.contains("Both must be so"), "{}", read.body);
    }
    for wrong in ["", "another one"] {
        let read = asks(&reader, &path, &[right[0], right[1], ("passphrase", wrong)]).await;
        assert!(
            read.body.contains("This is not the passphrase"),
            "{}",
            read.body
        );
        assert!(!read.body.contains("another one"));
    }
    assert!(shares(&reader).await.is_empty());
    let (on, page) = reader.follows(&path, &right).await;
    let made = shares(&reader).await;
    let [share] = made.as_slice() else {
        panic!("{made:?}");
    };
    assert_eq!(
        (share.name.as_str(), share.from.as_str()),
        ("Dr <i>Weber</i>", "Anna")
    );
    assert_eq!(share.rule.tags, ["session".to_owned()].into());
    assert!(share.ends_at.is_some());
    assert_eq!(on, format!("/r/{}/invite", share.short));
    assert!(
        page.contains("Shared.") && page.contains("Show a ticket"),
        "{page}"
    );
    assert_eq!(reader.goes(&path).await.status, 404);
}

#[tokio::test]
async fn what_cannot_be_shared_as_typed_is_asked_again_with_all_that_was_chosen() {
    let reader = with_entries(52).await;
    let chosen = [
        ("for", ""),
        ("tag", "session"),
        ("from", "never"),
        ("until", "whenever"),
        ("step", "3"),
        ("tags", "#other"),
    ];
    let read = asks(&reader, "/r/new", &chosen).await;
    for part in [
        "Say whom it is for.",
        "value=\"never\"",
        "value=\"whenever\"",
        "value=\"session\" autocomplete=\"off\" checked",
        "value=\"other\"",
    ] {
        assert!(read.body.contains(part), "{part}: {}", read.body);
    }
    let read = asks(&reader, "/r/new", &[("for", "Dr Weber"), ("part", "tags")]).await;
    assert!(
        read.body.contains("Choose at least one thing"),
        "{}",
        read.body
    );
    // A name that is too long is refused by the journal; what was chosen is there still.
    let long = "x".repeat(500);
    let path = reader
        .sends("/r/new", &[("for", &long), ("tag", "session")])
        .await
        .on;
    let right = [
        ("read", "yes"),
        ("known", "yes"),
        ("passphrase", DESK_PASSPHRASE),
    ];
    let read = asks(&reader, &path, &right).await;
    assert!(
        read.body.contains("A name in a share is one line"),
        "{}",
        read.body
    );
    assert!(shares(&reader).await.is_empty());
    // What was chosen can be changed.
    let path = planned(&reader, &[("starred", "yes")]).await;
    let page = reader.page(&path.replace("/plan/", "/new/")).await;
    assert!(
        page.contains("Dr &lt;i&gt;Weber&lt;/i&gt;")
            && page.contains("value=\"session\" autocomplete=\"off\" checked")
    );
}

#[tokio::test]
async fn a_letter_is_shared_when_it_is_the_very_one_that_was_chosen() {
    let reader = with_entries(53).await;
    let list = reader
        .stand
        .journal
        .entries()
        .list(engine::Query::newest(9))
        .await
        .unwrap();
    let letter = list
        .entries
        .iter()
        .find(|entry| entry.letter)
        .unwrap()
        .id
        .clone();
    let page = reader.page(&format!("/r/one/{letter}")).await;
    assert!(
        page.contains(&format!("value=\"{letter}\" autocomplete=\"off\" checked")),
        "{page}"
    );
    let path = planned(&reader, &[("entry", &letter)]).await;
    let page = reader.page(&path).await;
    assert!(
        page.contains("Dear mother.") && page.contains("2 entries"),
        "{page}"
    );
    assert!(!page.contains("letter you will not send"), "{page}");
    // The page is forgotten with the keys.
    reader.stand.web.lock().await;
    let journal = &reader.stand.journal;
    journal
        .unlock(engine::Passphrase::new(DESK_PASSPHRASE.into()))
        .await
        .unwrap();
    assert_eq!(reader.goes(&path).await.status, 404);
}

#[tokio::test]
async fn a_share_is_stopped_by_whoever_knows_the_passphrase() {
    let reader = with_entries(54).await;
    let path = planned(&reader, &[]).await;
    let right = [
        ("read", "yes"),
        ("known", "yes"),
        ("passphrase", DESK_PASSPHRASE),
    ];
    reader.follows(&path, &right).await;
    let short = shares(&reader).await[0].short.clone();
    let path = format!("/r/{short}");
    let read = asks(&reader, &path, &[("passphrase", "another one")]).await;
    assert!(read.body.contains("aria-invalid=\"true\""), "{}", read.body);
    assert!(!shares(&reader).await[0].over);
    let (_, page) = reader
        .follows(&path, &[("passphrase", DESK_PASSPHRASE)])
        .await;
    assert!(
        page.contains("Stopped.") && !page.contains("id=\"stop\""),
        "{page}"
    );
    assert!(shares(&reader).await[0].over);
    let list = reader.page("/r").await;
    assert!(
        list.contains("(ended)") && !list.contains("#stop"),
        "{list}"
    );
}
