//! Worksheets written on several devices at once: nothing is lost, and all devices agree.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::collections::{BTreeMap, BTreeSet};

use journal::{
    Actor, DocId, Document, Edit, FieldValue, ItemId, Kind, Place, Scalar, SheetEdit, SheetRow,
    order_between,
};
use proptest::prelude::*;

fn sheet(log: &[u8]) -> Document {
    let actor = Actor::derive(log, DocId::from_bytes([1; 16]));
    Document::new(Kind::Worksheet, actor)
}

fn row(document: &Document) -> SheetRow {
    document.row().as_sheet().unwrap().clone()
}

fn edit(document: &mut Document, edit: SheetEdit) -> Vec<u8> {
    document.edit(&[Edit::Sheet(edit)], 7).unwrap().unwrap()
}

fn text(place: Place, text: &str) -> SheetEdit {
    let text = text.to_owned();
    SheetEdit::Text { place, text }
}

fn add(list: &str, item: ItemId, order: &str) -> SheetEdit {
    SheetEdit::Add {
        list: list.into(),
        item,
        order: order.into(),
        at: None,
    }
}

fn remove(list: &str, item: ItemId) -> SheetEdit {
    let list = list.into();
    SheetEdit::Remove { list, item }
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

/// What one device does, or that it hears everything another one knows.
#[derive(Clone, Debug)]
enum Act {
    Word { item: Option<u8>, at_start: bool },
    Count { item: Option<u8>, by: i64 },
    Set { item: Option<u8>, number: i64 },
    Choose(u8),
    Rank(bool),
    Add { list: u8, at: usize },
    Remove(u8),
    Hear(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let place = || proptest::option::of(0u8..8);
    prop_oneof![
        5 => (place(), any::<bool>()).prop_map(|(item, at_start)| Act::Word { item, at_start }),
        3 => (place(), 1i64..9).prop_map(|(item, by)| Act::Count { item, by }),
        2 => (place(), 1i64..11).prop_map(|(item, number)| Act::Set { item, number }),
        1 => (0u8..4).prop_map(Act::Choose),
        1 => any::<bool>().prop_map(Act::Rank),
        3 => (0u8..2, 0usize..4).prop_map(|(list, at)| Act::Add { list, at }),
        2 => (0u8..8).prop_map(Act::Remove),
        3 => (0usize..3).prop_map(Act::Hear),
    ]
}

const LISTS: [&str; 2] = ["moments", "urges"];

/// One step of what a device did, as the oracle sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    Wrote {
        item: Option<ItemId>,
        word: String,
    },
    Counted {
        item: Option<ItemId>,
        by: i64,
        nonce: usize,
    },
    Chose(u8),
    /// Gives an item another reason to exist.
    Touched {
        list: &'static str,
        item: ItemId,
        nonce: usize,
    },
    /// Takes away the reasons known then.
    Removed {
        reasons: BTreeSet<usize>,
    },
}

struct Device {
    document: Document,
    changes: Vec<Vec<u8>>,
    facts: BTreeSet<Fact>,
}

impl Device {
    fn new(log: usize) -> Self {
        Self {
            document: sheet(&[log as u8]),
            changes: Vec::new(),
            facts: BTreeSet::new(),
        }
    }

    fn touch(&mut self, list: &'static str, item: ItemId, nonce: usize) {
        self.facts.insert(Fact::Touched { list, item, nonce });
    }

    fn write(&mut self, edit: SheetEdit) -> bool {
        let change = self.document.edit(&[Edit::Sheet(edit)], 1).unwrap();
        self.changes.extend(change.clone());
        change.is_some()
    }

    fn hear(&mut self, changes: &[Vec<u8>], facts: &BTreeSet<Fact>) {
        let new: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
        self.document.apply(&new).unwrap();
        for change in changes {
            if !self.changes.contains(change) {
                self.changes.push(change.clone());
            }
        }
        self.facts.extend(facts.iter().cloned());
    }

    /// The items this device shows, over both lists.
    fn items(&self) -> Vec<(&'static str, ItemId)> {
        let row = row(&self.document);
        let of = |list: &'static str| row.items(list).iter().map(move |i| (list, i.id));
        LISTS.into_iter().flat_map(of).collect()
    }

    fn place(&self, n: Option<u8>, field: &str) -> (Place, Option<(&'static str, ItemId)>) {
        let items = self.items();
        match n {
            Some(n) if !items.is_empty() => {
                let (list, item) = items[usize::from(n) % items.len()];
                (Place::item(list, item, field), Some((list, item)))
            }
            _ => (Place::field(field), None),
        }
    }

    fn act(&mut self, act: &Act, nonce: usize) {
        match act {
            Act::Word { item, at_start } => {
                let (place, item) = self.place(*item, "words");
                let row = row(&self.document);
                let old = match item {
                    Some((list, id)) => row.item(list, id).unwrap().fields.words("words"),
                    None => row.fields.words("words"),
                };
                let word = format!("word{nonce}.");
                let new = if *at_start {
                    format!("{word} {old}")
                } else {
                    format!("{old} {word}")
                };
                assert!(self.write(text(place, &new)));
                self.facts.insert(Fact::Wrote {
                    item: item.map(|i| i.1),
                    word,
                });
                if let Some((list, item)) = item {
                    self.touch(list, item, nonce);
                }
            }
            Act::Count { item, by } => {
                let (place, item) = self.place(*item, "times");
                let by = *by;
                assert!(self.write(SheetEdit::Count { place, by }));
                self.facts.insert(Fact::Counted {
                    item: item.map(|i| i.1),
                    by,
                    nonce,
                });
                if let Some((list, item)) = item {
                    self.touch(list, item, nonce);
                }
            }
            Act::Set { item, number } => {
                let (place, item) = self.place(*item, "scale");
                let value = Scalar::Number(*number);
                if self.write(SheetEdit::Set { place, value })
                    && let Some((list, item)) = item
                {
                    self.touch(list, item, nonce);
                }
            }
            Act::Choose(n) => {
                self.write(SheetEdit::Choose {
                    place: Place::field("choices"),
                    choice: format!("c{n}"),
                    on: true,
                });
                self.facts.insert(Fact::Chose(*n));
            }
            Act::Rank(turned) => {
                let order = if *turned { ["b", "a"] } else { ["a", "b"] };
                self.write(SheetEdit::Rank {
                    place: Place::field("order"),
                    order: order.map(str::to_owned).to_vec(),
                });
            }
            Act::Add { list, at } => {
                let list = LISTS[usize::from(*list)];
                let row = row(&self.document);
                let items = row.items(list);
                let at = (*at).min(items.len());
                let before = at.checked_sub(1).map(|i| items[i].order.as_str());
                let after = items.get(at).map(|item| item.order.as_str());
                let id = ItemId::from_bytes((nonce as u64).to_be_bytes());
                assert!(self.write(add(list, id, &order_between(before, after))));
                self.touch(list, id, nonce);
            }
            Act::Remove(n) => {
                let items = self.items();
                if items.is_empty() {
                    return;
                }
                let (list, id) = items[usize::from(*n) % items.len()];
                assert!(self.write(remove(list, id)));
                let reasons = self.facts.iter().filter_map(|fact| match fact {
                    Fact::Touched { item, nonce, .. } if *item == id => Some(*nonce),
                    _ => None,
                });
                let reasons = reasons.collect();
                self.facts.insert(Fact::Removed { reasons });
            }
            Act::Hear(_) => {}
        }
    }
}

/// What must be there after everybody has heard everything.
fn check(row: &SheetRow, facts: &BTreeSet<Fact>) -> Result<(), TestCaseError> {
    let removed: BTreeSet<usize> = facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Removed { reasons } => Some(reasons.iter().copied()),
            _ => None,
        })
        .flatten()
        .collect();
    let mut expected: BTreeMap<&str, BTreeSet<ItemId>> = BTreeMap::new();
    for fact in facts {
        if let Fact::Touched { list, item, nonce } = fact
            && !removed.contains(nonce)
        {
            expected.entry(list).or_default().insert(*item);
        }
    }
    for list in LISTS {
        let shown: BTreeSet<ItemId> = row.items(list).iter().map(|item| item.id).collect();
        prop_assert_eq!(shown.len(), row.items(list).len(), "no item is shown twice");
        prop_assert_eq!(&shown, &expected.get(list).cloned().unwrap_or_default());
    }
    let fields_of = |item: &Option<ItemId>| match item {
        None => Some(&row.fields),
        Some(id) => LISTS
            .iter()
            .find_map(|list| row.item(list, *id))
            .map(|item| &item.fields),
    };
    let mut counts: BTreeMap<Option<ItemId>, i64> = BTreeMap::new();
    for fact in facts {
        match fact {
            Fact::Wrote { item, word } => {
                if let Some(fields) = fields_of(item) {
                    let words = fields.words("words");
                    prop_assert!(words.contains(word.as_str()), "{} in {}", word, words);
                }
            }
            Fact::Counted { item, by, .. } => *counts.entry(*item).or_default() += by,
            Fact::Chose(n) => {
                let choice = format!("c{n}");
                prop_assert!(row.fields.chosen("choices").any(|chosen| chosen == choice));
            }
            Fact::Touched { .. } | Fact::Removed { .. } => {}
        }
    }
    for (item, count) in counts {
        if let Some(fields) = fields_of(&item) {
            prop_assert_eq!(fields.number("times"), Some(count));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn devices_writing_apart_agree_and_lose_nothing(
        devices in 2usize..=3,
        acts in proptest::collection::vec((0usize..3, act()), 1..40),
        order in proptest::collection::vec(any::<u16>(), 64),
    ) {
        let mut fleet: Vec<Device> = (0..devices).map(Device::new).collect();
        for (nonce, (who, act)) in acts.iter().enumerate() {
            let who = who % devices;
            if let Act::Hear(other) = act {
                let other = other % devices;
                let (changes, facts) = (fleet[other].changes.clone(), fleet[other].facts.clone());
                fleet[who].hear(&changes, &facts);
            } else {
                fleet[who].act(act, nonce);
            }
        }
        let facts: BTreeSet<Fact> = fleet.iter().flat_map(|d| d.facts.clone()).collect();
        let mut changes: Vec<Vec<u8>> = Vec::new();
        for change in fleet.iter().flat_map(|device| &device.changes) {
            if !changes.contains(change) {
                changes.push(change.clone());
            }
        }
        for device in &mut fleet {
            device.hear(&changes, &facts);
        }
        let agreed = row(&fleet[0].document);
        check(&agreed, &facts)?;
        for device in &fleet {
            prop_assert_eq!(&row(&device.document), &agreed);
        }

        // A newcomer hears the changes one by one in any order, each as soon as it can be believed.
        let mut waiting: Vec<&Vec<u8>> = changes.iter().collect();
        let keys = order.iter().cycle();
        let mut keyed: Vec<(u16, &Vec<u8>)> = keys.copied().zip(waiting.drain(..)).collect();
        keyed.sort();
        let mut waiting: Vec<&Vec<u8>> = keyed.into_iter().map(|(_, change)| change).collect();
        let mut newcomer = sheet(b"newcomer");
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain(|change| newcomer.apply(&[change]).is_err());
            prop_assert!(waiting.len() < before, "some change can always be taken in");
        }
        prop_assert_eq!(&row(&newcomer), &agreed);

        // And the row survives its own JSON.
        let json = serde_json::to_vec(&agreed).unwrap();
        prop_assert_eq!(&serde_json::from_slice::<SheetRow>(&json).unwrap(), &agreed);
    }
}
