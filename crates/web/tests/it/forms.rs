//! What the forms of the screens do, and that nothing of what was typed gets into an address.

use engine::views::EntryFields;
use engine::worksheet::{Place, Target};
use engine::{Journal, JourneyChange};
use serde_json::json;
use testkit::World;

use crate::browser::Stand;
use crate::reader::{Reader, between, hidden};

async fn with_entry(seed: u64, fields: EntryFields) -> (Reader, Journal, String) {
    let reader = Reader::of(Stand::new(seed).await).await;
    let journal = reader.stand.journal.clone();
    let entry = journal.entries().create(fields).await.unwrap();
    (reader, journal, format!("/n/{}", entry.id))
}

#[tokio::test]
async fn an_entry_gets_a_star_and_tags_is_put_away_and_comes_back() {
    let (reader, _, path) = with_entry(21, EntryFields::text("The lake.")).await;
    let (_, page) = reader.follows(&path, &[("star", "yes")]).await;
    assert!(page.contains("Star off"));
    let (_, page) = reader.follows(&path, &[("tag", " #Quiet ")]).await;
    assert!(page.contains("#Quiet"));
    let wrong = reader.sends(&path, &[("tag", "two words")]).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body.contains("aria-invalid=\"true\"") && wrong.body.contains("value=\"two words\"")
    );
    let (_, page) = reader.follows(&path, &[("untag", "Quiet")]).await;
    assert!(!page.contains("#Quiet"));
    let (_, page) = reader.follows(&path, &[("away", "yes")]).await;
    assert!(page.contains("This entry is put away.") && page.contains("The lake."));
    assert!(!reader.page("/t").await.contains("The lake."));
    reader.follows(&path, &[("away", "no")]).await;
    assert!(reader.page("/t").await.contains("The lake."));
}

#[tokio::test]
async fn an_earlier_version_is_brought_back_as_a_new_one() {
    let (reader, journal, path) = with_entry(22, EntryFields::text("One lake.")).await;
    let id = path.strip_prefix("/n/").unwrap();
    let history = format!("/h/{id}");
    let entry = journal
        .entries()
        .get(engine::views::EntryRef::Prefix(id.into()))
        .await
        .unwrap();
    journal
        .entries()
        .type_text(&entry, &entry.stamp, "Two lakes.")
        .await
        .unwrap();
    let page = reader.page(&history).await;
    assert!(
        page.contains("<del>One</del>") && page.contains("<ins>Two</ins>"),
        "{page}"
    );
    let first = reader.page(&format!("{history}/1")).await;
    assert!(first.contains("One lake.") && first.contains("Bring back the version of"));
    let (_, page) = reader.follows(&history, &[("version", "1")]).await;
    assert!(page.contains("nothing is lost"));
    assert!(reader.page(&path).await.contains("One lake."));
    for gone in [
        "/h/zzzz",
        &format!("{history}/99"),
        &format!("{history}/x"),
        "/n/zzzz",
    ] {
        assert_eq!(reader.goes(gone).await.status, 404, "{gone}");
    }
}

#[tokio::test]
async fn what_is_looked_for_is_in_no_address_and_forgotten_when_it_is_locked() {
    let (reader, journal, _) = with_entry(
        23,
        EntryFields::text("Down to the lake, and the LAKE again."),
    )
    .await;
    let (path, page) = reader.follows("/s", &[("q", "lake")]).await;
    assert!(path.starts_with("/s/") && !path.contains("lake"));
    assert_eq!(page.matches("<mark>").count(), 2, "{page}");
    // The way back from an entry leads to the same page.
    assert!(reader.page(&path).await.contains("value=\"lake\""));
    let (_, wrong) = reader.follows("/s", &[("q", "mood:many")]).await;
    assert!(wrong.contains("role=\"status\"") && wrong.contains("mood"));
    let (_, none) = reader.follows("/s", &[("q", "<b>\u{202e}")]).await;
    assert!(none.contains("No entry has") && !none.contains("<b>"));
    reader.stand.web.lock().await;
    journal.unlock(testkit::passphrase()).await.unwrap();
    assert!(!reader.page(&path).await.contains("value=\"lake\""));
}

#[tokio::test]
async fn days_and_ranges_are_typed_as_everywhere() {
    let reader = Reader::of(Stand::new(24).await).await;
    let (path, _) = reader.follows("/t", &[("day", "14 oct")]).await;
    assert_eq!(path, "/t/2026-10-14");
    let wrong = reader.sends("/t", &[("day", "someday")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"someday\"") && wrong.body.contains("id=\"day-wrong\""));
    let (path, _) = reader.follows("/i", &[("from", "oct 1"), ("to", "")]).await;
    assert_eq!(path, "/i/2026-10-01/-");
    let (path, _) = reader.follows("/i", &[("from", ""), ("to", "")]).await;
    assert_eq!(path, "/i");
    for (from, to) in [("someday", ""), ("today", "yesterday")] {
        assert_eq!(
            reader
                .sends("/i", &[("from", from), ("to", to)])
                .await
                .status,
            422
        );
    }
    for gone in [
        "/t/someday",
        "/c/2026-13",
        "/i/a/b",
        "/t/2026-11-01/x",
        "/p/12",
        "/p/0",
        "/p/secret",
        "/r/zz",
        "/u/zz",
    ] {
        assert_eq!(reader.goes(gone).await.status, 404, "{gone}");
    }
}

#[tokio::test]
async fn promises_are_checked_in_where_they_are_due() {
    let reader = Reader::of(Stand::new(25).await).await;
    let vault = reader.stand.journal.vault();
    let promise = json!({ "promise": "Call my sister", "cadence": "daily", "from": "2026-11-10" });
    let item = vault
        .worksheets()
        .fill_json(9, &Target::NewItem("commitments".into()), &promise)
        .unwrap()[0];
    let page = reader.page("/").await;
    assert!(page.contains(">Due<") && page.contains(">Open since yesterday<"));
    let item = item.to_string();
    let (_, page) = reader
        .follows("/", &[("promise", &item), ("kept", "yes")])
        .await;
    assert!(page.contains("Kept: Call my sister.") && !page.contains(">Due<"));
    let yesterday = [
        ("promise", item.as_str()),
        ("day", "2026-11-17"),
        ("kept", "no"),
    ];
    let (_, page) = reader.follows("/", &yesterday).await;
    assert!(page.contains("Missed: Call my sister.") && !page.contains(">Open since yesterday<"));
    let kept: Vec<bool> = vault
        .worksheets()
        .get(9)
        .unwrap()
        .row
        .items("checkins")
        .iter()
        .map(|said| said.fields.words("kept") == "kept")
        .collect();
    assert_eq!(kept.len(), 2);
}

#[tokio::test]
async fn an_urge_is_kept_when_it_is_asked_for_and_not_before() {
    let reader = Reader::of(Stand::new(26).await).await;
    let urges = || {
        reader
            .stand
            .journal
            .vault()
            .worksheets()
            .get(2)
            .unwrap()
            .row
            .items("urges")
            .to_vec()
    };
    let page = reader.page("/u").await;
    assert!(
        page.contains("You do not have to do anything right now.") && page.contains("Until 12:16"),
        "{page}"
    );
    assert!(urges().is_empty());
    let form = [
        ("strength", "9"),
        ("trigger", "old song"),
        ("channel", "messages"),
    ];
    let (path, page) = reader.follows("/u", &form).await;
    // As strong as that brings the one quiet line, too.
    assert!(page.contains("Written down. It will pass.") && page.contains("If it gets too much"));
    assert_eq!(urges()[0].fields.number("intensity"), Some(9));
    let (_, page) = reader
        .follows(&path, &[("do", "letter"), ("words", "I miss\r\nyou.")])
        .await;
    assert!(page.contains("The letter stays here."));
    let letters = reader
        .stand
        .journal
        .entries()
        .list(engine::Query::matching("letter:yes"))
        .await
        .unwrap();
    assert_eq!(letters.entries[0].body, "I miss\nyou.");
    let after = [
        ("do", "after"),
        ("after", "3"),
        ("instead", "Slept"),
        ("gave_in", ""),
    ];
    let (path, page) = reader.follows(&path, &after).await;
    assert_eq!(path, "/");
    assert!(page.contains("1 urge resisted so far. Go gently."));
    assert_eq!(urges()[0].fields.words("instead"), "Slept");
    let again = reader.page("/u").await;
    assert!(again.contains("What helped before") && again.contains("Slept"));
}

#[tokio::test]
async fn marked_sentences_are_kept_from_their_page() {
    let (reader, journal, path) =
        with_entry(27, EntryFields::text("Fine. She made me do it.").step(1)).await;
    let page = reader.page(&path).await;
    assert!(page.contains("<mark class=\"said\">She made me do it.</mark>"));
    let marks = reader.page("/m").await;
    let key = hidden(&marks, "sentence").to_owned();
    let (_, page) = reader
        .follows("/m", &[("sentence", &key), ("keep", "yes")])
        .await;
    assert!(page.contains("No sentence is marked."));
    assert!(journal.flags().list(false).await.unwrap().is_empty());
}

#[tokio::test]
async fn settings_say_what_they_changed() {
    let reader = Reader::of(Stand::new(28).await).await;
    let (_, page) = reader.follows("/o", &[("day_ends", "4am")]).await;
    assert!(page.contains("What happens before 04:00 counts to the day before."));
    let wrong = reader.sends("/o", &[("day_ends", "noon")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"noon\""));
    reader.follows("/o", &[("quiet_line", "off")]).await;
    let chosen = reader.stand.journal.preferences().await.unwrap();
    assert!(!chosen.quiet_line && chosen.day_ends.to_string() == "04:00");
}

#[tokio::test]
async fn where_contact_is_not_wanted_nothing_looks_towards_it() {
    let reader = Reader::of(Stand::new(29).await).await;
    let vault = reader.stand.journal.vault();
    let set = |step: u8, field: &str, value: &str| {
        vault
            .worksheets()
            .fill(step, &Place::field(field), value)
            .unwrap();
    };
    set(2, "start", "2026-11-01");
    set(2, "target_days", "45");
    set(7, "contact_purpose", "to see you once more");
    set(11, "most", "3");
    let before = reader.page("/p/7").await;
    assert!(before.contains("to see you once more"));
    let (_, page) = reader.follows("/o", &[("do_not_contact", "on")]).await;
    assert!(page.contains("Contact is not wanted, so none is planned here."));
    for path in ["/p/7", "/p/8"] {
        let page = reader.page(path).await;
        assert!(
            page.contains("Contact is not wanted") && !page.contains("once more"),
            "{page}"
        );
        assert!(!page.contains("/q\"") && !page.contains("<dl"), "{path}");
        let question = reader.goes(&format!("{path}/q")).await;
        assert_eq!((question.status, question.on.as_str()), (303, path));
        for at in 0..30 {
            assert_eq!(reader.goes(&format!("{path}/q/{at}")).await.status, 404);
            let sent = reader
                .sends(
                    &format!("{path}/q/{at}"),
                    &[
                        ("field", "contact_purpose"),
                        ("base", "new"),
                        ("answer", "x"),
                    ],
                )
                .await;
            assert_eq!(sent.status, 404);
        }
    }
    let two = reader.page("/p/2").await;
    assert!(
        two.contains("Contact is not wanted") && !two.contains("of 45") && !two.contains(">Days<")
    );
    let eleven = reader.page("/p/11").await;
    assert!(!eleven.contains("attempts") && !eleven.contains("The most"));
    let today = reader.page("/").await;
    assert!(today.contains("step 11 is there for it") && !today.contains("of 45"));
    assert!(between(&reader.page("/p").await, "Step 7", "</li>").contains("no contact is planned"));
    reader
        .stand
        .journal
        .journeys()
        .change(None, JourneyChange::DoNotContact(false))
        .await
        .unwrap();
    assert!(reader.page("/p/7").await.contains("once more"));
}

// Seen to fail with a page of questions that does not ask the policy.
#[tokio::test]
async fn after_a_no_a_plan_is_still_read_and_asked_about_no_more() {
    let reader = Reader::of(Stand::new(32).await).await;
    let vault = reader.stand.journal.vault();
    let set = |step: u8, field: &str, value: &str| {
        vault
            .worksheets()
            .fill(step, &Place::field(field), value)
            .unwrap();
    };
    set(7, "contact_purpose", "to see you once more");
    set(11, "outcome_date", "2026-11-10");
    set(11, "outcome_answer", "no");
    let sheet = vault.worksheets().get(7).unwrap();
    let mut fields = sheet.definition.fields();
    let at = fields
        .position(|field| field.id == "contact_purpose")
        .unwrap();
    let path = format!("/p/7/q/{at}");
    let page = reader.page("/p/7").await;
    assert!(page.contains("They have said no.") && page.contains("once more"));
    assert!(!page.contains(&format!("\"{path}\"")), "{page}");
    assert_eq!(reader.goes(&path).await.status, 404);
    let form = [
        ("field", "contact_purpose"),
        ("base", "new"),
        ("answer", "x"),
    ];
    assert_eq!(reader.sends(&path, &form).await.status, 404);
}

#[tokio::test]
async fn the_page_of_help_is_there_while_the_journal_is_locked() {
    let reader = Reader::of(Stand::new(30).await).await;
    assert!(reader.page("/k").await.contains("aria-label=\"Pages\""));
    reader.stand.web.lock().await;
    let page = reader.page("/k").await;
    assert!(page.contains("People who answer") && !page.contains("aria-label=\"Pages\""));
    assert_eq!(reader.goes("/u").await.on, "/x");
}

#[tokio::test]
async fn a_share_is_shown_exactly_as_its_reader_has_it() {
    let desk = World::new(31).first("laptop");
    let entries = desk.vault.entries();
    entries
        .create(EntryFields {
            star: true,
            ..EntryFields::text("For the doctor.").mood(4)
        })
        .unwrap();
    entries.create(EntryFields::text("For nobody.")).unwrap();
    let rule = engine::ShareRule {
        starred: true,
        ..engine::ShareRule::default()
    };
    let share = desk
        .vault
        .shares()
        .create("Dr Weber", &rule, None, &desk.confirmed())
        .unwrap();
    let reader = Reader::of(Stand::of(desk).await).await;
    let page = reader.page(&format!("/r/{}", share.short)).await;
    assert!(page.contains("Exactly what") && page.contains("1 entry. "));
    assert!(page.contains("For the doctor.") && !page.contains("For nobody."));
    let list = reader.page("/r").await;
    assert!(list.contains("Dr Weber") && list.contains("It waits for its reader."));
}
