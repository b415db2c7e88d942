//! A fleet of devices that write arbitrary things into one worksheet, each hearing of the others now
//! and then: in the end they agree, and every word, item and count is there.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::collections::{BTreeMap, BTreeSet};

use journal::{Document, Edit, ItemId, Place, Scalar, SheetEdit, SheetRow, order_between};
use proptest::prelude::*;

use crate::sheet_edits::{add, remove, row, sheet, text};

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

    /// Notes another reason for an item to exist.
    fn touch(&mut self, item: Option<(&'static str, ItemId)>, nonce: usize) {
        if let Some((list, item)) = item {
            self.facts.insert(Fact::Touched { list, item, nonce });
        }
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
            Act::Word { item, at_start } => self.word(*item, *at_start, nonce),
            Act::Count { item, by } => {
                let (place, item) = self.place(*item, "times");
                let by = *by;
                assert!(self.write(SheetEdit::Count { place, by }));
                let id = item.map(|item| item.1);
                self.facts.insert(Fact::Counted {
                    item: id,
                    by,
                    nonce,
                });
                self.touch(item, nonce);
            }
            Act::Set { item, number } => {
                let (place, item) = self.place(*item, "scale");
                let value = Scalar::Number(*number);
                if self.write(SheetEdit::Set { place, value }) {
                    self.touch(item, nonce);
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
            Act::Add { list, at } => self.add(LISTS[usize::from(*list)], *at, nonce),
            Act::Remove(n) => self.remove(usize::from(*n)),
            Act::Hear(_) => {}
        }
    }

    fn word(&mut self, item: Option<u8>, at_start: bool, nonce: usize) {
        let (place, item) = self.place(item, "words");
        let row = row(&self.document);
        let old = match item {
            Some((list, id)) => row.item(list, id).unwrap().fields.words("words"),
            None => row.fields.words("words"),
        };
        let word = format!("word{nonce}.");
        let new = if at_start {
            format!("{word} {old}")
        } else {
            format!("{old} {word}")
        };
        assert!(self.write(text(place, &new)));
        let id = item.map(|item| item.1);
        self.facts.insert(Fact::Wrote { item: id, word });
        self.touch(item, nonce);
    }

    fn add(&mut self, list: &'static str, at: usize, nonce: usize) {
        let row = row(&self.document);
        let items = row.items(list);
        let at = at.min(items.len());
        let before = at.checked_sub(1).map(|i| items[i].order.as_str());
        let after = items.get(at).map(|item| item.order.as_str());
        let id = ItemId::from_bytes((nonce as u64).to_be_bytes());
        assert!(self.write(add(list, id, &order_between(before, after))));
        self.touch(Some((list, id)), nonce);
    }

    fn remove(&mut self, n: usize) {
        let items = self.items();
        if items.is_empty() {
            return;
        }
        let (list, id) = items[n % items.len()];
        assert!(self.write(remove(list, id)));
        let reasons = self.facts.iter().filter_map(|fact| match fact {
            Fact::Touched { item, nonce, .. } if *item == id => Some(*nonce),
            _ => None,
        });
        let reasons = reasons.collect();
        self.facts.insert(Fact::Removed { reasons });
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
                    let times = words.matches(word.as_str()).count();
                    prop_assert_eq!(times, 1, "{} in {}", word, words);
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
