//! Files of an entry: what comes in by pieces goes out as it came, and nothing but a picture is ever shown.

use engine::EntryFields;
use serde_json::{Value, json};

use crate::browser::{Answer, Stand};
use crate::reader::{Reader, between};

/// The smallest picture there is.
const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;";

async fn asked(reader: &Reader, path: &str, body: &Value) -> Answer {
    let browser = reader.browser();
    browser.tell(&browser.sends_json(path, body)).await
}

async fn begins(reader: &Reader, entry: &str, name: &str, bytes: usize) -> String {
    let body = json!({ "entry": entry, "name": name, "bytes": bytes });
    let answer = asked(reader, "/f/begin", &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let said: Value = serde_json::from_str(&answer.body).unwrap();
    said["key"].as_str().unwrap().to_owned()
}

async fn adds(reader: &Reader, entry: &str, name: &str, bytes: &[u8]) -> Answer {
    let key = begins(reader, entry, name, bytes.len()).await;
    for (number, piece) in bytes.chunks(256 << 10).enumerate() {
        let letters = data_encoding::BASE64.encode(piece);
        let body = json!({ "key": key, "number": number, "bytes": letters });
        assert_eq!(asked(reader, "/f/piece", &body).await.status, 200);
    }
    asked(reader, "/f/end", &json!({ "key": key })).await
}

/// The address of the first file on the page of an entry.
async fn first_file(reader: &Reader, entry: &str) -> String {
    let page = reader.page(&format!("/n/{entry}")).await;
    let form = format!("action=\"/n/{entry}/f/");
    format!("/n/{entry}/f/{}", between(&page, &form, "\""))
}

async fn with_an_entry(seed: u64) -> (Reader, String) {
    let stand = Stand::new(seed).await;
    let entries = stand.journal.entries();
    let entry = entries
        .create(EntryFields::text("The lake."))
        .await
        .unwrap();
    (Reader::of(stand).await, entry.id)
}

#[tokio::test]
async fn what_comes_in_by_pieces_goes_out_as_it_came() {
    let (reader, entry) = with_an_entry(130).await;
    let text: Vec<u8> = (0..600_000_u32).map(|at| b'a' + (at % 26) as u8).collect();
    let name = "lake \"1\"\r\nx: y/é.txt";
    let answer = adds(&reader, &entry, name, &text).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.body.contains("Added: "), "{}", answer.body);
    let path = first_file(&reader, &entry).await;
    let saved = reader.sends(&path, &[("do", "save")]).await;
    assert_eq!(
        (saved.status, saved.body.as_bytes()),
        (200, text.as_slice())
    );
    let saved = reader.answers(&path, &[("do", "save")]).await;
    let how = saved.header("content-disposition").unwrap();
    assert!(how.starts_with("attachment; filename*=UTF-8''"), "{how}");
    assert!(
        how.is_ascii() && !how.contains('"') && !how.contains("x:"),
        "{how}"
    );
    assert_eq!(
        saved.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(saved.header("x-content-type-options"), Some("nosniff"));
    // It is no picture, so no page shows it.
    let browser = reader.browser();
    let picture = browser
        .asks("GET", &path)
        .with("sec-fetch-dest", Some("image"));
    assert_eq!(browser.tell(&picture).await.status, 404);
    let (_, page) = reader.follows(&path, &[("do", "remove")]).await;
    assert!(page.contains("The file is taken away.") && !page.contains("value=\"save\""));
    assert_eq!(reader.sends(&path, &[("do", "save")]).await.status, 404);
}

#[tokio::test]
async fn a_picture_is_shown_among_words_alone() {
    let (reader, entry) = with_an_entry(131).await;
    adds(&reader, &entry, "dot.gif", GIF).await;
    let path = first_file(&reader, &entry).await;
    let page = reader.page(&format!("/n/{entry}")).await;
    assert!(page.contains(&format!("src=\"{path}\"")), "{page}");
    let browser = reader.browser();
    let asks = |dest: &str| {
        browser
            .asks("GET", &path)
            .with("sec-fetch-dest", Some(dest))
    };
    let shown = browser.tell(&asks("image")).await;
    assert_eq!(
        (shown.status, shown.header("content-type")),
        (200, Some("image/gif"))
    );
    for other in ["document", "empty", "iframe", "script"] {
        assert_eq!(browser.tell(&asks(other)).await.status, 404, "{other}");
    }
    assert_eq!(browser.tell(&browser.goes(&path)).await.status, 404);
}

#[tokio::test]
async fn pieces_that_do_not_fit_add_nothing() {
    let (reader, entry) = with_an_entry(132).await;
    let piece = |key: &str, number: usize, bytes: &str| json!({ "key": key, "number": number, "bytes": bytes });
    let key = begins(&reader, &entry, "a.txt", 3).await;
    for wrong in [
        piece(&key, 1, "YWJj"),
        piece(&key, 0, "YWJjZA=="),
        piece("other", 0, "YWJj"),
    ] {
        let answer = asked(&reader, "/f/piece", &wrong).await;
        assert_eq!(answer.status, 409, "{answer:?}");
        assert!(answer.body.contains("nothing was added"));
    }
    assert_eq!(
        asked(&reader, "/f/piece", &piece(&key, 0, "*"))
            .await
            .status,
        400
    );
    assert_eq!(
        asked(&reader, "/f/end", &json!({ "key": key }))
            .await
            .status,
        409
    );
    let large = json!({ "entry": entry, "name": "a", "bytes": (100 << 20) + 1 });
    assert_eq!(asked(&reader, "/f/begin", &large).await.status, 413);
    let nowhere = json!({ "entry": "zzzz", "name": "a", "bytes": 1 });
    assert_eq!(asked(&reader, "/f/begin", &nowhere).await.status, 404);
    assert_eq!(
        asked(&reader, "/f/piece", &piece(&key, 0, "YWJj"))
            .await
            .status,
        200
    );
    // What came so far is forgotten with the keys.
    reader.stand.web.lock().await;
    assert_eq!(
        asked(&reader, "/f/end", &json!({ "key": key }))
            .await
            .status,
        401
    );
    let passphrase = engine::Passphrase::new(testkit::DESK_PASSPHRASE.into());
    reader.stand.journal.unlock(passphrase).await.unwrap();
    assert_eq!(
        asked(&reader, "/f/end", &json!({ "key": key }))
            .await
            .status,
        409
    );
}
