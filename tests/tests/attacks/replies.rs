//! Whoever could open a sealed page writes what they like, and it comes back as a file: nothing gets into the journal that
//! its owner did not look at, and nothing that no page writes.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::iter;

use age::secrecy::SecretString;
use engine::ReadError;
use engine::replies::{NoteOn, NoteView};
use serde_json::{Value, json};
use testkit::{Desk, World, meet};

use crate::sharing::{by_tag, tagged};

/// What is in the page that is sealed for somebody, as they see it.
fn page(desk: &Desk, reader: &str) -> Value {
    let shares = desk.vault.shares();
    let draft = shares.draft_handout(reader, &by_tag(), None);
    let draft = draft.expect("there is something to hand over");
    let sealed = shares.seal_handout(&draft, |_| json!([]), &desk.confirmed());
    let sealed = sealed.expect("it is sealed");
    let identity = age::scrypt::Identity::new(SecretString::from(sealed.words.join(" ")));
    let plain = opened(&sealed.file, &identity);
    let end = plain
        .iter()
        .rposition(|byte| *byte != 0)
        .expect("it holds something")
        + 1;
    serde_json::from_slice(&plain[..end]).expect("it is well formed")
}

fn opened(file: &[u8], identity: &dyn age::Identity) -> Vec<u8> {
    let decryptor = age::Decryptor::new(file).expect("it is well formed");
    let mut plain = Vec::new();
    let mut reader = decryptor
        .decrypt(iter::once(identity))
        .expect("it is well formed");
    reader.read_to_end(&mut plain).expect("it is well formed");
    plain
}

fn reply(page: &Value, notes: &Value) -> Value {
    json!({
        "v": 1, "page": page["page"], "reply_secret": page["reply_secret"], "notes": notes,
        "name": "Dr Weber", "made": 1_795_000_000,
    })
}

/// As a page seals it.
fn sealed(page: &Value, content: &[u8]) -> Vec<u8> {
    let recipient: age::x25519::Recipient = page["reply_to"]
        .as_str()
        .expect("it is well formed")
        .parse()
        .expect("it is well formed");
    let mut plain = content.to_vec();
    plain.resize(plain.len().max(4096), 0);
    let encryptor = age::Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
        .expect("it is well formed");
    let mut file = Vec::new();
    let mut writer = encryptor.wrap_output(&mut file).expect("it is well formed");
    writer.write_all(&plain).expect("it is well formed");
    writer.finish().expect("it is well formed");
    file
}

fn file(page: &Value, notes: &Value) -> Vec<u8> {
    sealed(page, reply(page, notes).to_string().as_bytes())
}

fn item(page: &Value, title: &str) -> Value {
    let items = page["items"].as_array().expect("it is well formed");
    let found = items
        .iter()
        .find(|item| item["title"] == title)
        .expect("it is well formed");
    found["id"].clone()
}

fn notes(desk: &Desk) -> Vec<NoteView> {
    desk.vault.replies().notes().expect("they can be listed")
}

fn all(file: &[u8], desk: &Desk) -> (usize, usize) {
    let every: BTreeSet<usize> = (0..100).collect();
    let done = desk
        .vault
        .replies()
        .take_in(file, &every)
        .expect("it is well formed");
    (done.taken, done.known)
}

fn laptop(world: &World) -> Desk {
    let laptop = world.first("laptop");
    for (title, body) in [("A walk", "by the lake"), ("A call", "I did not call")] {
        laptop
            .vault
            .entries()
            .create(tagged(title, body))
            .expect("it is well formed");
    }
    laptop
}

#[tokio::test]
async fn notes_come_in_once_where_they_belong_and_go_nowhere() {
    let world = World::new(301);
    let laptop = laptop(&world);
    let phone = world.another(&laptop, "phone").await;
    let page = page(&laptop, "Dr Weber");
    let walk = item(&page, "A walk");
    let file = file(
        &page,
        &json!([{ "item": walk, "text": "zebra\nWhat helped?" }, { "item": "", "text": "Until Friday." }]),
    );

    let seen = laptop.vault.replies().open(&file).unwrap();
    assert_eq!(
        (seen.page_for.as_str(), seen.by.as_str()),
        ("Dr Weber", "Dr Weber")
    );
    let entry = laptop
        .entries()
        .into_iter()
        .find(|one| one.title == "A walk")
        .unwrap();
    let on = NoteOn::Entry {
        id: entry.id.clone(),
        name: "A walk".into(),
    };
    assert_eq!(seen.notes[0].on, on);
    assert_eq!(seen.notes[1].on, NoteOn::Whole);
    assert!(seen.notes.iter().all(|note| !note.known));
    assert_eq!(notes(&laptop), [], "nothing is there before it was wanted");

    // One of them, then all; the other device takes in the same file by itself.
    let done = laptop.vault.replies().take_in(&file, &[0].into()).unwrap();
    assert_eq!((done.taken, done.known), (1, 0));
    assert_eq!(all(&file, &laptop), (1, 1));
    meet(&laptop, &phone).await;
    assert_eq!(notes(&phone), notes(&laptop));
    assert_eq!(all(&file, &phone), (0, 2));
    let on_walk = laptop.vault.replies().notes_on(&entry.id).unwrap();
    assert_eq!(on_walk.len(), 1);
    assert_eq!(on_walk[0].text, "zebra\nWhat helped?");

    // Deleted is deleted, on both, and the file does not bring it back.
    laptop.vault.replies().delete(&on_walk[0].short).unwrap();
    assert_eq!(all(&file, &laptop), (0, 2));
    meet(&phone, &laptop).await;
    assert_eq!(notes(&phone).len(), 1);

    // No page and no share shows one.
    let again = super::replies::page(&laptop, "Dr Stern").to_string();
    let shown = laptop.vault.shares().preview(&by_tag()).unwrap();
    assert!(!again.contains("Until Friday") && !format!("{shown:?}").contains("Until Friday"));
    assert!(again.contains("I did not call"));
    laptop.is_sound();
    phone.is_sound();
}

/// Files that no page wrote to this one, each with what is said of it.
fn hostile(ours: &Value, other: &Value, stranger: &Value) -> Vec<(Vec<u8>, &'static str)> {
    let hello = || json!([{ "item": "", "text": "hello" }]);
    let honest = file(ours, &hello());
    let mut changed = honest.clone();
    let last = changed.len() - 100;
    changed[last] ^= 1;
    let with = |change: fn(&mut Value)| {
        let mut content = reply(ours, &hello());
        change(&mut content);
        sealed(ours, content.to_string().as_bytes())
    };
    let mut elsewhere = reply(other, &hello());
    elsewhere["reply_secret"] = ours["reply_secret"].clone();
    let mut renamed = reply(ours, &hello());
    renamed["page"] = other["page"].clone();
    vec![
        (vec![b'a'; (1 << 20) + 1], "larger than 1 MiB"),
        (b"hello".to_vec(), "no reply"),
        (Vec::new(), "no reply"),
        (changed, "damaged"),
        (honest[..honest.len() - 40].to_vec(), "damaged"),
        (
            file(stranger, &hello()),
            "not sealed to a page of this journal",
        ),
        (
            sealed(ours, &reply(other, &hello()).to_string().into_bytes()),
            "could not open the page",
        ),
        (
            sealed(ours, elsewhere.to_string().as_bytes()),
            "could not open the page",
        ),
        (
            sealed(ours, renamed.to_string().as_bytes()),
            "could not open the page",
        ),
        (
            with(|it| it["reply_secret"] = "".into()),
            "could not open the page",
        ),
        (with(|it| it["v"] = 2.into()), "newer program"),
        (with(|it| it["notes"] = json!([])), "no note"),
        (
            with(|it| it["notes"][0]["text"] = "\u{1b}[2Jhello".into()),
            "no text",
        ),
        (with(|it| it["name"] = "a\u{7}".into()), "no text"),
        (
            with(|it| it["name"] = "n".repeat(100).into()),
            "more than a reply may hold",
        ),
        (
            with(|it| it["notes"][0]["item"] = "../../x".into()),
            "damaged",
        ),
        (sealed(ours, b"<html>"), "damaged"),
    ]
}

#[tokio::test]
async fn what_no_page_of_ours_wrote_is_refused_with_a_sentence() {
    let world = World::new(302);
    let laptop = laptop(&world);
    let ours = page(&laptop, "Dr Weber");
    let other = page(&laptop, "Dr Stern");
    let stranger = page(&self::laptop(&World::new(303)), "Dr Weber");
    let hello = json!([{ "item": "", "text": "hello" }]);
    let said = hostile(&ours, &other, &stranger);
    for (at, (file, why)) in said.iter().enumerate() {
        let refused = laptop.vault.replies().open(file);
        let Err(ReadError::Refused(told)) = refused else {
            panic!("{at}: {refused:?}");
        };
        assert!(told.contains(why), "{at}: {told}");
        assert!(laptop.vault.replies().take_in(file, &[0].into()).is_err());
    }
    // A name of an item that no page has is a note to the whole; direction marks are shown as what they are.
    let odd = file(
        &ours,
        &json!([{ "item": "aaaaaaaaaaaaaaaa", "text": "a\u{202e}b" }]),
    );
    let seen = laptop.vault.replies().open(&odd).unwrap();
    assert_eq!(seen.notes[0].on, NoteOn::Whole);
    assert_eq!(
        engine::escape::show_text(&seen.notes[0].text),
        "a\\u{202e}b"
    );
    assert_eq!(notes(&laptop), []);
    assert_eq!(all(&file(&ours, &hello), &laptop), (1, 0));
}
