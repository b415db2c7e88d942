//! Worksheets written on several devices at once: nothing is lost, and all devices agree.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{
    Document, Edit, FieldValue, ItemId, Place, Scalar, SheetEdit, SheetRow, order_between,
};

use crate::sheet_edits::{add, remove, row, sheet, text};

fn edit(document: &mut Document, edit: SheetEdit) -> Vec<u8> {
    document.edit(&[Edit::Sheet(edit)], 7).unwrap().unwrap()
}

fn item(n: u8) -> ItemId {
    ItemId::from_bytes([n; 8])
}

#[test]
fn a_text_begun_on_two_devices_is_read_whole_and_edited_in_place() {
    let (mut laptop, mut phone) = (sheet(b"laptop"), sheet(b"phone"));
    let who = || Place::field("who_i_am");
    let a = edit(&mut laptop, text(who(), "A brother."));
    let b = edit(&mut phone, text(who(), "Somebody who swims."));
    laptop.apply(&[&b]).unwrap();
    phone.apply(&[&a]).unwrap();
    assert_eq!(row(&laptop), row(&phone));
    let joined = row(&laptop).fields.words("who_i_am").to_owned();
    assert!(joined.contains("A brother.") && joined.contains("Somebody who swims."));

    // While one device rewrites the joined text, the other goes on typing in its own part.
    let first = if joined.starts_with("A brother.") {
        "A brother."
    } else {
        "Somebody who swims."
    };
    let c = edit(
        &mut laptop,
        text(who(), &joined.replace(first, &format!("{first} More."))),
    );
    let d = edit(&mut phone, text(who(), &format!("{joined} In lakes.")));
    laptop.apply(&[&d]).unwrap();
    phone.apply(&[&c]).unwrap();
    let merged = row(&phone).fields.words("who_i_am").to_owned();
    assert_eq!(merged, row(&laptop).fields.words("who_i_am"));
    for words in ["A brother.", "Somebody who swims.", "More.", "In lakes."] {
        assert_eq!(merged.matches(words).count(), 1, "{words} in {merged}");
    }
}

#[test]
fn joined_texts_can_be_made_one_and_late_words_stay() {
    let (mut laptop, mut phone) = (sheet(b"laptop"), sheet(b"phone"));
    let who = || Place::field("who_i_am");
    let a = edit(&mut laptop, text(who(), "First."));
    let b = edit(&mut phone, text(who(), "Second."));
    laptop.apply(&[&b]).unwrap();
    let c = edit(&mut laptop, text(who(), "All of it at once."));
    assert_eq!(row(&laptop).fields.words("who_i_am"), "All of it at once.");
    let late = edit(&mut phone, text(who(), "Second. And a third."));
    laptop.apply(&[&late]).unwrap();
    phone.apply(&[&a, &c]).unwrap();
    assert_eq!(row(&laptop), row(&phone));
    let words = row(&laptop).fields.words("who_i_am").to_owned();
    assert!(
        words.contains("All of it at once.") && words.contains("And a third."),
        "{words}"
    );
}

#[test]
fn counts_begun_apart_add_up_and_go_on_adding_up() {
    let mut devices = [sheet(b"a"), sheet(b"b"), sheet(b"c")];
    let mut all: Vec<Vec<u8>> = Vec::new();
    for round in 0..4 {
        let mut new = Vec::new();
        for device in &mut devices {
            let place = Place::field("practised");
            new.push(edit(
                device,
                SheetEdit::Count {
                    place,
                    by: 1 + round,
                },
            ));
        }
        all.extend(new);
        let changes: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
        for device in &mut devices {
            device.apply(&changes).unwrap();
        }
    }
    for device in &devices {
        assert_eq!(
            row(device).fields.number("practised"),
            Some(3 * (1 + 2 + 3 + 4))
        );
    }
}

#[test]
fn a_removal_takes_only_what_it_saw() {
    let (mut laptop, mut phone) = (sheet(b"laptop"), sheet(b"phone"));
    let place = |n| Place::item("roots", item(n), "origin");
    let mut start = vec![edit(&mut laptop, add("roots", item(1), "V"))];
    start.push(edit(&mut laptop, add("roots", item(2), "W")));
    start.push(edit(&mut laptop, text(place(1), "An old fear.")));
    start.push(edit(&mut laptop, text(place(2), "A habit.")));
    phone
        .apply(&start.iter().map(Vec::as_slice).collect::<Vec<_>>())
        .unwrap();

    let a = edit(&mut laptop, remove("roots", item(1)));
    let b = edit(&mut laptop, remove("roots", item(2)));
    assert!(row(&laptop).items("roots").is_empty());
    assert!(
        row(&laptop).extra.is_empty(),
        "removed words are not shown anywhere"
    );
    let c = edit(&mut phone, text(place(1), "An old fear, from school."));
    laptop.apply(&[&c]).unwrap();
    phone.apply(&[&a, &b]).unwrap();

    assert_eq!(row(&laptop), row(&phone));
    let left: Vec<&str> = row(&laptop)
        .items("roots")
        .iter()
        .map(|root| root.fields.words("origin"))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|words| {
            if words == "An old fear, from school." {
                "whole"
            } else {
                "?"
            }
        })
        .collect();
    assert_eq!(
        left,
        ["whole"],
        "the item somebody was writing in is back, and only that"
    );

    // Now it is removed by somebody who has seen everything.
    let d = edit(&mut phone, remove("roots", item(1)));
    laptop.apply(&[&d]).unwrap();
    assert!(row(&laptop).items("roots").is_empty());
}

#[test]
fn moved_items_are_never_doubled_and_ties_are_broken_alike() {
    let (mut laptop, mut phone) = (sheet(b"laptop"), sheet(b"phone"));
    let mut start = Vec::new();
    for (n, order) in [(1, "V"), (2, "W"), (3, "X")] {
        start.push(edit(&mut laptop, add("values", item(n), order)));
    }
    phone
        .apply(&start.iter().map(Vec::as_slice).collect::<Vec<_>>())
        .unwrap();
    let to_top = |n: u8| SheetEdit::Move {
        list: "values".into(),
        item: item(n),
        order: Some(order_between(None, Some("V"))),
        at: None,
    };
    let a = edit(&mut laptop, to_top(3));
    let b = edit(&mut phone, to_top(2));
    laptop.apply(&[&b]).unwrap();
    phone.apply(&[&a]).unwrap();
    for device in [&laptop, &phone] {
        let ids: Vec<ItemId> = row(device).items("values").iter().map(|i| i.id).collect();
        assert_eq!(ids, [item(2), item(3), item(1)]);
    }
}

#[test]
fn choices_added_apart_are_all_chosen_and_rankings_stay_whole() {
    let (mut laptop, mut phone) = (sheet(b"laptop"), sheet(b"phone"));
    let choose = |choice: &str| SheetEdit::Choose {
        place: Place::field("closed_channels"),
        choice: choice.into(),
        on: true,
    };
    let rank = |order: [&str; 3]| SheetEdit::Rank {
        place: Place::field("me_now"),
        order: order.map(str::to_owned).to_vec(),
    };
    let a = [
        edit(&mut laptop, choose("calls")),
        edit(&mut laptop, rank(["a", "b", "c"])),
    ];
    let b = [
        edit(&mut phone, choose("friends")),
        edit(&mut phone, rank(["c", "a", "b"])),
    ];
    laptop.apply(&[&b[0], &b[1]]).unwrap();
    phone.apply(&[&a[1], &a[0]]).unwrap();
    assert_eq!(row(&laptop), row(&phone));
    let chosen: Vec<String> = row(&laptop)
        .fields
        .chosen("closed_channels")
        .map(str::to_owned)
        .collect();
    assert_eq!(chosen, ["calls", "friends"]);
    let Some(FieldValue::Ranking(order)) = row(&laptop).fields.get("me_now").cloned() else {
        panic!("a ranking");
    };
    assert!(order == ["a", "b", "c"] || order == ["c", "a", "b"]);
}

#[test]
fn nothing_is_written_when_nothing_changes() {
    let mut laptop = sheet(b"laptop");
    let edits = |n: i64| {
        [
            SheetEdit::Define {
                definition: "own-your-part".into(),
                version: 1,
                journey: String::new(),
            },
            SheetEdit::Set {
                place: Place::field("a"),
                value: Scalar::Number(n),
            },
            text(Place::item("l", item(1), "t"), "words"),
            SheetEdit::MarkDone(Some(true)),
        ]
        .map(Edit::Sheet)
    };
    assert!(laptop.edit(&edits(1), 1).unwrap().is_some());
    assert!(laptop.edit(&edits(1), 2).unwrap().is_none());
    assert!(laptop.edit(&edits(2), 3).unwrap().is_some());
    assert_eq!(row(&laptop).done_by_hand, Some(true));
    assert_eq!(row(&laptop).definition, "own-your-part");
}

#[test]
fn what_cannot_be_a_key_or_value_is_refused_and_leaves_no_trace() {
    let mut laptop = sheet(b"laptop");
    let set = |field: &str, value| SheetEdit::Set {
        place: Place::field(field),
        value,
    };
    let refused = [
        set("a/b", Scalar::Check(true)),
        set("", Scalar::Check(true)),
        set("Ü", Scalar::Check(true)),
        set("a", Scalar::Line("two\nlines".into())),
        set("a", Scalar::Line("x".repeat(1001))),
        text(Place::field("a"), &"x".repeat(30_001)),
        add("l", item(1), ""),
        add("l", item(1), "V0"),
        SheetEdit::Add {
            list: "l".into(),
            item: item(1),
            order: "V".into(),
            at: Some("yesterday".into()),
        },
        SheetEdit::Choose {
            place: Place::field("a"),
            choice: "a/b".into(),
            on: true,
        },
        SheetEdit::Rank {
            place: Place::field("a"),
            order: vec!["x".into(), "x".into()],
        },
        SheetEdit::Count {
            place: Place::field("a"),
            by: i64::MIN,
        },
    ];
    for one in refused {
        assert!(
            laptop.edit(&[Edit::Sheet(one.clone())], 1).is_err(),
            "{one:?}"
        );
    }
    assert_eq!(row(&laptop), SheetRow::default());
}
