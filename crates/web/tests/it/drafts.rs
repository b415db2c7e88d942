//! Drafts: all of them are listed, and one is thrown away by its button.

use engine::{DraftOptions, DraftSubject, DraftText};

use crate::browser::Stand;
use crate::reader::{Reader, hidden};

#[tokio::test]
async fn drafts_are_listed_and_thrown_away_one_by_one() {
    let reader = Reader::of(Stand::new(97).await).await;
    assert!(
        reader
            .page("/w/drafts")
            .await
            .contains("There is no draft.")
    );
    let drafts = reader.stand.journal.drafts();
    let entry = DraftSubject::Entry {
        options: Box::default(),
        first_line_is_title: false,
    };
    let urge = DraftSubject::Urge(DraftOptions::default());
    for (subject, typed) in [(entry, "By the <b>lake</b>"), (urge, "A song")] {
        let draft = drafts.begin(subject).await.unwrap();
        let text = DraftText {
            name: "text".into(),
            text: typed.into(),
        };
        draft.keep(vec![text]).await.unwrap();
    }
    let page = reader.page("/w/drafts").await;
    for part in [
        "By the &lt;b&gt;lake&lt;/b&gt;",
        "A new entry.",
        "A song",
        "An urge.",
        "href=\"/u\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(reader.page("/w").await.contains("href=\"/w/drafts\""));
    let first = hidden(&page, "draft").to_owned();
    let (_, page) = reader.follows("/w/drafts", &[("draft", &first)]).await;
    assert!(
        page.contains("Thrown away.") && page.matches("name=\"draft\"").count() == 1,
        "{page}"
    );
    assert_eq!(
        reader.sends("/w/drafts", &[("draft", &first)]).await.status,
        404
    );
    assert_eq!(drafts.list().await.unwrap().drafts.len(), 1);
}
