//! A worksheet's document written by somebody else, with anything in it, is still read.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ObjType, ROOT, ScalarValue, TextEncoding};
use journal::{Actor, DocId, Document, Kind, SheetRow};
use proptest::prelude::*;

/// The row of a document with these keys.
fn row_of(keys: &[(String, u8)]) -> SheetRow {
    let mut doc = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint)
        .with_actor(ActorId::from([5; 16]));
    doc.transact_with::<_, _, automerge::AutomergeError, _>(
        |_| CommitOptions::default().with_time(1),
        |tx| {
            for (key, kind) in keys {
                if key.is_empty() {
                    continue;
                }
                let key = key.as_str();
                match kind % 9 {
                    0 => tx.put(ROOT, key, "words")?,
                    1 => tx.put(ROOT, key, i64::MIN)?,
                    2 => tx.put(ROOT, key, u64::MAX)?,
                    3 => tx.put(ROOT, key, ScalarValue::counter(i64::MAX))?,
                    4 => tx.put(ROOT, key, true)?,
                    5 => tx.put(ROOT, key, f64::NAN)?,
                    6 => tx.put_object(ROOT, key, ObjType::List).map(|_| ())?,
                    7 => tx.put_object(ROOT, key, ObjType::Text).map(|_| ())?,
                    _ => tx.put(ROOT, key, ScalarValue::Bytes(vec![1, 2]))?,
                }
            }
            Ok(())
        },
    )
    .unwrap();
    let Some(change) = doc.get_changes(&[]).pop() else {
        return SheetRow::default();
    };
    let actor = Actor::derive(b"log", DocId::from_bytes([1; 16]));
    let document = Document::from_changes(Kind::Worksheet, actor, &[change.raw_bytes()]).unwrap();
    document.row().as_sheet().unwrap().clone()
}

#[test]
fn what_is_not_known_is_kept_aside() {
    let keys = ["later", "f/a/b", "z/q", "t/x", "f/x", "f/Big", "d"];
    let keys: Vec<(String, u8)> = keys.map(|key| (key.to_owned(), 4)).to_vec();
    let row = row_of(&keys);
    assert!(row.fields.checked("x"));
    let aside: Vec<&str> = row.extra.keys().map(String::as_str).collect();
    assert_eq!(aside, ["d", "f/Big", "f/a/b", "later", "t/x", "z/q"]);
}

#[test]
fn an_item_without_its_mark_is_not_shown_nor_kept_aside() {
    let item = "i/roots/aaaaaaaaaaaaa/f/issue";
    assert_eq!(row_of(&[(item.to_owned(), 0)]), SheetRow::default());
    let marked = row_of(&[
        (item.to_owned(), 0),
        ("i/roots/aaaaaaaaaaaaa/e".to_owned(), 4),
    ]);
    assert_eq!(marked.items("roots")[0].fields.words("issue"), "words");
}

proptest! {
    #[test]
    fn any_document_can_be_read(
        keys in proptest::collection::vec(
            ("([dvj]|done|deleted|[ftcsrix](/[a-z]{1,3}|/aaaaaaaaaaaaa|/o|/at|/e|/1|//|/\\PC){0,5})", any::<u8>()),
            0..30,
        ),
    ) {
        let row = row_of(&keys);
        let json = serde_json::to_vec(&row).unwrap();
        prop_assert_eq!(serde_json::from_slice::<SheetRow>(&json).unwrap(), row);
    }
}
