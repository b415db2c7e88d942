//! Writing: nothing is called saved before it is, nothing that was typed is lost, and nothing is made twice.

use std::fs;

use engine::views::EntryEdit;
use engine::{EntryFields, Passphrase, Query};
use serde_json::{Value, json};
use testkit::World;

use crate::browser::{Answer, Browser, Stand};

/// A page in which somebody writes.
struct Page {
    browser: Browser,
    name: &'static str,
    key: String,
    version: u64,
    fields_version: u64,
    number: u64,
    /// What stands in the page.
    text: String,
}

impl Page {
    async fn open(browser: &Browser, name: &'static str, place: Option<&str>) -> Self {
        let ask = browser.sends_json("/w/open", &json!({ "place": place }));
        let known = value(&browser.tell(&ask).await);
        Self {
            browser: browser.clone(),
            name,
            key: known["key"].as_str().unwrap().to_owned(),
            version: known["version"].as_u64().unwrap(),
            fields_version: known["fields_version"].as_u64().unwrap(),
            number: 0,
            text: known["text"].as_str().unwrap().to_owned(),
        }
    }

    /// What is sent when `ins` is typed at a place of the text.
    fn types(&mut self, at: usize, del: usize, ins: &str) -> Value {
        self.number += 1;
        let units: Vec<u16> = self.text.encode_utf16().collect();
        let ins_units = ins.encode_utf16().collect();
        let text = [units[..at].to_vec(), ins_units, units[at + del..].to_vec()].concat();
        self.text = String::from_utf16(&text).unwrap();
        json!({
            "key": self.key, "page": self.name, "number": self.number, "version": self.version,
            "at": at, "del": del, "ins": ins, "edits": [], "fields_version": self.fields_version,
        })
    }

    async fn sends(&self, path: &str, body: &Value) -> Answer {
        self.browser
            .tell(&self.browser.sends_json(path, body))
            .await
    }

    /// Takes an answer in: what others changed comes into the text.
    fn takes(&mut self, known: &Value) {
        for other in known["others"].as_array().unwrap() {
            let place = |name: &str| usize::try_from(other[name].as_u64().unwrap()).unwrap();
            let (at, del) = (place("at"), place("del"));
            let mut units: Vec<u16> = self.text.encode_utf16().collect();
            units.splice(at..at + del, other["ins"].as_str().unwrap().encode_utf16());
            self.text = String::from_utf16(&units).unwrap();
        }
        self.version = known["version"].as_u64().unwrap();
        self.fields_version = known["fields_version"].as_u64().unwrap();
    }

    async fn saves(&mut self, at: usize, del: usize, ins: &str) -> Value {
        let body = self.types(at, del, ins);
        let known = value(&self.sends("/w/save", &body).await);
        self.takes(&known);
        known
    }

    async fn looks(&mut self) -> Value {
        let look = json!({ "key": self.key, "version": self.version, "fields_version": self.fields_version });
        let known = value(&self.sends("/w/look", &look).await);
        self.takes(&known);
        known
    }

    async fn is_done(&mut self) -> Answer {
        let body = self.types(0, 0, "");
        self.sends("/w/done", &body).await
    }
}

fn value(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{answer:?}");
    serde_json::from_str(&answer.body).unwrap()
}

async fn drafts(stand: &Stand) -> Vec<String> {
    let kept = stand.journal.drafts().list().await.unwrap().drafts;
    kept.iter()
        .map(|draft| draft.text("text").to_owned())
        .collect()
}

async fn bodies(stand: &Stand) -> Vec<String> {
    let listed = stand
        .journal
        .entries()
        .list(Query::default())
        .await
        .unwrap();
    listed
        .entries
        .into_iter()
        .map(|entry| entry.fields.body)
        .collect()
}

#[tokio::test]
async fn what_is_typed_is_a_draft_until_it_is_done() {
    let stand = Stand::new(31).await;
    let browser = stand.entered().await;
    let mut page = Page::open(&browser, "one", None).await;
    assert!(drafts(&stand).await.is_empty());
    let known = page.saves(0, 0, "The lake").await;
    assert_eq!(known["kept"], "12:06");
    assert_eq!(drafts(&stand).await, ["The lake"]);
    page.saves(8, 0, " was still. \u{1f6a3}").await;
    assert_eq!(drafts(&stand).await, ["The lake was still. \u{1f6a3}"]);
    assert!(bodies(&stand).await.is_empty());
    let mut titled = page.types(0, 0, "");
    titled["edits"] =
        json!([{ "Title": "Evening" }, { "Mood": 7 }, { "Tag": ["walk", true] }, { "Star": true }]);
    value(&page.sends("/w/save", &titled).await);
    let went = value(&page.is_done().await)["go"].clone();
    let shown = browser.tell(&browser.goes(went.as_str().unwrap())).await;
    assert!(shown.body.contains("The lake was still."), "{shown:?}");
    assert!(drafts(&stand).await.is_empty());
    let newest: engine::views::EntryRef = "@1".parse().unwrap();
    let entry = stand.journal.entries().get(newest).await.unwrap();
    assert_eq!(
        (entry.title.as_str(), entry.mood, entry.star),
        ("Evening", Some(7), true)
    );
    assert_eq!(entry.tags, ["walk"]);
    // Sent again, as no answer came, it is not made again.
    assert_eq!(page.is_done().await.status, 200);
    assert_eq!(bodies(&stand).await, ["The lake was still. \u{1f6a3}"]);
}

#[tokio::test]
async fn a_save_that_is_sent_again_is_made_once() {
    let stand = Stand::new(32).await;
    let browser = stand.entered().await;
    let mut page = Page::open(&browser, "one", None).await;
    let first = page.types(0, 0, "lake ");
    for _ in 0..3 {
        page.takes(&value(&page.sends("/w/save", &first).await));
    }
    assert_eq!(drafts(&stand).await, ["lake "]);
    page.saves(5, 0, "boat").await;
    // One that comes late.
    page.sends("/w/save", &first).await;
    assert_eq!(drafts(&stand).await, ["lake boat"]);
}

#[tokio::test]
async fn what_cannot_be_kept_is_not_called_saved_and_comes_with_the_next_try() {
    let stand = Stand::new(33).await;
    let browser = stand.entered().await;
    let mut page = Page::open(&browser, "one", None).await;
    let folder = stand.folder().join("drafts");
    let _ = fs::remove_dir_all(&folder);
    fs::write(&folder, "in the way").unwrap();
    let body = page.types(0, 0, "The lake was still.");
    let failed = page.sends("/w/save", &body).await;
    assert!(failed.status >= 400, "{failed:?}");
    assert!(
        failed.body.contains("said") && !failed.body.contains("\"kept\""),
        "{failed:?}"
    );
    fs::remove_file(&folder).unwrap();
    let known = value(&page.sends("/w/save", &body).await);
    assert_eq!(known["kept"], "12:06");
    assert_eq!(drafts(&stand).await, ["The lake was still."]);
}

#[tokio::test]
async fn two_pages_write_at_one_text() {
    let stand = Stand::new(34).await;
    let browser = stand.entered().await;
    let mut one = Page::open(&browser, "one", None).await;
    let path = one.saves(0, 0, "One lake. One boat.").await["path"].clone();
    let draft = path
        .as_str()
        .unwrap()
        .strip_prefix("/w/")
        .unwrap()
        .to_owned();
    let mut two = Page::open(&browser, "two", Some(&draft)).await;
    assert_eq!(two.text, one.text);
    one.saves(4, 4, "wide lake").await;
    // It does not know of the other's words yet.
    two.saves(14, 4, "heron").await;
    assert_eq!(two.text, "One wide lake. One heron.");
    one.looks().await;
    assert_eq!(one.text, two.text);
    assert_eq!(drafts(&stand).await, [two.text.clone()]);
    // A page that was left open for days types one letter.
    let mut old = Page::open(&browser, "old", Some(&draft)).await;
    for _ in 0..600 {
        one.saves(0, 0, "x").await;
    }
    let body = old.types(0, 0, "y");
    assert_eq!(old.sends("/w/save", &body).await.status, 409);
    let mut again = Page::open(&browser, "old", Some(&draft)).await;
    assert!(again.text.ends_with("One wide lake. One heron.") && again.text.len() > 600);
    value(&again.is_done().await);
    assert_eq!(bodies(&stand).await.len(), 1);
    // Whoever is still in another page is told.
    let look =
        json!({ "key": one.key, "version": one.version, "fields_version": one.fields_version });
    assert_eq!(one.sends("/w/look", &look).await.status, 410);
}

#[tokio::test]
async fn what_another_device_wrote_meanwhile_comes_in_and_both_stay() {
    let world = World::new(35);
    let (laptop, phone) = world.pair().await;
    let id = laptop.writes("One lake.\n\nOne boat.");
    laptop.meets(&phone).await;
    let entry = laptop.vault.entries().get(&id.parse().unwrap()).unwrap();
    let there = phone.vault.entries().get(&id.parse().unwrap()).unwrap();
    let stand = Stand::of(laptop).await;
    let browser = stand.entered().await;
    let mut page = Page::open(&browser, "one", Some(&entry.id)).await;
    page.saves(9, 0, " It was still.").await;
    let theirs = vec![EntryEdit::Body("One lake.\n\nOne boat, far off.".into())];
    phone
        .vault
        .entries()
        .edit(&(&there).into(), &there.stamp, theirs)
        .unwrap();
    stand.desk.meets(&phone).await;
    let known = page.looks().await;
    assert_eq!(known["came"], "phone");
    assert_eq!(page.text, "One lake. It was still.\n\nOne boat, far off.");
    assert_eq!(page.looks().await["came"], Value::Null);
    // Nobody else reads it before it is done.
    assert_eq!(bodies(&stand).await, ["One lake.\n\nOne boat, far off."]);
    page.saves(0, 3, "A").await;
    value(&page.is_done().await);
    assert_eq!(
        bodies(&stand).await,
        ["A lake. It was still.\n\nOne boat, far off."]
    );
}

#[tokio::test]
async fn what_was_typed_before_it_was_locked_is_there_afterwards() {
    let stand = Stand::new(36).await;
    let browser = stand.entered().await;
    let mut page = Page::open(&browser, "one", None).await;
    let path = page.saves(0, 0, "The lake").await["path"].clone();
    stand.web.lock().await;
    // The page goes blank and hands in its last words.
    let known = page.saves(8, 0, " was still.").await;
    assert_eq!(known["kept"], "12:06");
    assert_eq!(
        page.sends("/w/open", &json!({ "place": null }))
            .await
            .status,
        401
    );
    // A little later nothing of it is in memory any more.
    loop {
        let body = page.types(0, 0, "");
        match page.sends("/w/save", &body).await.status {
            200 => tokio::time::sleep(std::time::Duration::from_millis(100)).await,
            status => break assert_eq!(status, 404),
        }
    }
    let passphrase = Passphrase::new(testkit::DESK_PASSPHRASE.into());
    stand.journal.unlock(passphrase).await.unwrap();
    let draft = path
        .as_str()
        .unwrap()
        .strip_prefix("/w/")
        .unwrap()
        .to_owned();
    let again = Page::open(&browser, "two", Some(&draft)).await;
    assert_eq!(again.text, "The lake was still.");
}

#[tokio::test]
async fn what_is_hidden_is_kept_with_all_that_was_typed() {
    let stand = Stand::new(37).await;
    let browser = stand.entered().await;
    let mut page = Page::open(&browser, "one", None).await;
    page.saves(0, 0, "The").await;
    // One save is on its way, and somebody typed on.
    let mut words = page.types(3, 0, " lake");
    words["then"] = json!({ "number": page.number + 1, "at": 8, "del": 0, "ins": " was still.", "edits": [{ "Title": "Quiet" }] });
    page.sends("/w/save", &{
        let mut sent = words.clone();
        sent.as_object_mut().unwrap().remove("then");
        sent
    })
    .await;
    assert_eq!(
        page.sends("/hide", &json!({ "words": [words] }))
            .await
            .status,
        204
    );
    assert!(!stand.journal.is_unlocked());
    let passphrase = Passphrase::new(testkit::DESK_PASSPHRASE.into());
    stand.journal.unlock(passphrase).await.unwrap();
    assert_eq!(drafts(&stand).await, ["The lake was still."]);
    let kept = stand.journal.drafts().list().await.unwrap().drafts;
    assert_eq!(kept[0].text("title"), "Quiet");
}

#[tokio::test]
async fn a_page_changes_nothing_but_what_it_shows() {
    let stand = Stand::new(38).await;
    let entry = EntryFields::text("The lake was still.");
    let entry = stand.journal.entries().create(entry).await.unwrap();
    let browser = stand.entered().await;
    for edit in [
        json!("Delete"),
        json!("Restore"),
        json!({ "Journey": null }),
        json!({ "Body": "" }),
        json!({ "Keep": ["x", true] }),
    ] {
        let mut page = Page::open(&browser, "one", Some(&entry.id)).await;
        let mut body = page.types(0, 0, "x");
        body["edits"] = json!([edit]);
        assert!(page.sends("/w/save", &body).await.status >= 400);
        assert!(page.sends("/w/done", &body).await.status >= 400);
    }
    assert_eq!(bodies(&stand).await, ["The lake was still."]);
    for place in [
        "abcdefgh",
        "x",
        "../../drafts/",
        &"a".repeat(26),
        &"a".repeat(20),
    ] {
        let ask = browser.sends_json("/w/open", &json!({ "place": place }));
        assert_eq!(browser.tell(&ask).await.status, 404, "{place}");
    }
    for body in [
        "",
        "{",
        "[]",
        "{\"key\":1,\"place\":1}",
        "{\"place\":\"\\ud800\"}",
    ] {
        for path in ["/w/open", "/w/save", "/w/look", "/w/done", "/w/drop"] {
            let ask = browser.sends(path, "application/json", body);
            assert!(
                (400..405).contains(&browser.tell(&ask).await.status),
                "{path} {body}"
            );
        }
    }
}

#[tokio::test]
async fn words_are_shown_and_never_run() {
    let stand = Stand::new(39).await;
    let browser = stand.entered().await;
    let hostile = "</script><script>canary()</script>\"><img src=x onerror=canary()>\u{202e}\u{0}";
    let fields = EntryFields::text("x")
        .tag("t")
        .emotion("\"><img src=x onerror=canary()>");
    stand.journal.entries().create(fields).await.unwrap();
    let mut page = Page::open(&browser, "one", None).await;
    page.saves(0, 0, hostile).await;
    let shown = browser.tell(&browser.goes("/w")).await;
    assert!(shown.body.contains("Not done yet:"), "{shown:?}");
    assert!(
        !shown.body.contains("<script>canary") && !shown.body.contains("<img"),
        "{shown:?}"
    );
    assert!(
        !shown.body.contains('\u{202e}') && !shown.body.contains('\u{0}'),
        "{shown:?}"
    );
    value(&page.is_done().await);
    assert!(bodies(&stand).await.contains(&hostile.to_owned()));
}
