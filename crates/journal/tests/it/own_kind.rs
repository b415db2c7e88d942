//! Documents of a kind that this program does not know, kept by its machinery: recipes.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::document::{Actor, DocId, Document, DocumentKind, WriteError, Writing};
use serde_json::json;

/// A kind with or without a bin that edits bring back from.
#[derive(Clone, Copy)]
struct Recipe {
    edits_win: bool,
}

impl DocumentKind for Recipe {
    fn byte(self) -> u8 {
        200
    }

    fn edits_outlive_deletion(self) -> bool {
        self.edits_win
    }
}

fn device(kind: Recipe, log: &[u8]) -> Document {
    Document::new(kind, Actor::derive(log, DocId::from_bytes([7; 16])))
}

fn write(
    document: &mut Document,
    at: i64,
    write: impl FnOnce(&mut Writing<'_, '_>) -> Result<(), WriteError>,
) -> Vec<u8> {
    document.change(at, write).unwrap().unwrap()
}

fn bread(document: &mut Document) -> Vec<u8> {
    write(document, 1, |writing| {
        writing.put("title", &json!("Bread"))?;
        writing.put("minutes", &json!(90))?;
        writing.put_text("steps", "Knead. Wait. Bake.")
    })
}

#[test]
fn what_two_devices_wrote_apart_merges() {
    let kind = Recipe { edits_win: true };
    let (mut a, mut b) = (device(kind, b"a"), device(kind, b"b"));
    b.apply(&[&bread(&mut a)]).unwrap();
    let from_a = write(&mut a, 2, |writing| {
        writing.put_text("steps", "Knead well. Wait. Bake.")
    });
    let from_b = write(&mut b, 3, |writing| {
        writing.put("title", &json!("Good bread"))?;
        writing.put_text("steps", "Knead. Wait. Bake. Eat.")
    });
    a.apply(&[&from_b]).unwrap();
    b.apply(&[&from_a]).unwrap();
    for document in [&a, &b] {
        assert_eq!(document.kind_byte(), 200);
        let now = document.reading();
        assert_eq!(now.keys(), ["minutes", "steps", "title"]);
        assert_eq!(now.plain("title"), "Good bread");
        assert_eq!(now.plain("minutes"), 90);
        let steps = now.text("steps");
        assert_eq!(steps.as_deref(), Some("Knead well. Wait. Bake. Eat."));
    }
}

#[test]
fn the_kind_says_whether_an_edit_outlives_a_deletion() {
    for edits_win in [true, false] {
        let kind = Recipe { edits_win };
        let (mut a, mut b) = (device(kind, b"a"), device(kind, b"b"));
        b.apply(&[&bread(&mut a)]).unwrap();
        let gone = write(&mut a, 2, |writing| writing.put("deleted", &json!(2)));
        write(&mut b, 3, |writing| writing.put("minutes", &json!(60)));
        b.apply(&[&gone]).unwrap();
        assert_eq!(b.reading().deleted(), (!edits_win).then_some(2));
    }
}

#[test]
fn nothing_is_made_of_nothing_and_nothing_of_what_is_refused() {
    let mut a = device(Recipe { edits_win: true }, b"a");
    bread(&mut a);
    let heads = a.heads();
    let same = a.change(2, |writing| writing.put("title", &json!("Bread")));
    assert!(same.unwrap().is_none());
    let list = a.change(2, |writing| {
        writing.put("title", &json!("Cake"))?;
        writing.put("minutes", &json!([1, 2]))
    });
    assert!(matches!(list, Err(WriteError::NotPlain)), "{list:?}");
    assert_eq!(a.heads(), heads);
    assert_eq!(a.reading().plain("title"), "Bread");
}

#[test]
fn a_past_version_is_read_as_it_was() {
    let mut a = device(Recipe { edits_win: true }, b"a");
    bread(&mut a);
    let then = a.heads();
    write(&mut a, 2, |writing| writing.remove("minutes"));
    assert_eq!(
        a.as_of(&then, |then| then.plain("minutes")),
        Some(json!(90))
    );
    assert_eq!(a.reading().plain("minutes"), json!(null));
    let mut stranger = device(Recipe { edits_win: true }, b"b");
    write(&mut stranger, 1, |writing| {
        writing.put("title", &json!("Soup"))
    });
    let elsewhere = a.as_of(&stranger.heads(), |then| then.plain("title"));
    assert_eq!(elsewhere, None);
}

#[test]
fn a_book_is_written_in_parts() {
    let mut a = device(Recipe { edits_win: true }, b"a");
    let book = "A word after a word. ".repeat(8_000);
    let mut changes = Vec::new();
    a.text_in_parts(("steps", &book), 1, &mut changes, |writing, part| {
        writing.put_text("steps", &part)
    })
    .unwrap();
    assert!(changes.len() > 2, "{}", changes.len());
    let mut b = device(Recipe { edits_win: true }, b"b");
    let changes: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
    b.apply(&changes).unwrap();
    assert_eq!(b.reading().text("steps"), Some(book));
}
