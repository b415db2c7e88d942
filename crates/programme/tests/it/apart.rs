//! Two devices fill any fields of the eleven worksheets apart, with whatever each kind of field takes; when they meet
//! every word, item and count of both is there.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::Zoned;
use journal::{
    Actor, Definition, DocId, Document, Edit, FieldDef, FieldKind, FieldValue, ItemId, ItemRow,
    Kind, SheetRow, Target, edits_from_json,
};
use programme::definitions;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What one device fills in: which field, and a number that makes its values its own.
#[derive(Clone, Debug)]
struct Fill {
    device: bool,
    field: usize,
    /// For lists: an item that is there already, instead of a new one.
    item: Option<usize>,
    seed: u32,
}

fn fill() -> impl Strategy<Value = Fill> {
    (
        any::<bool>(),
        0usize..64,
        proptest::option::of(0usize..8),
        any::<u32>(),
    )
        .prop_map(|(device, field, item, seed)| Fill {
            device,
            field,
            item,
            seed,
        })
}

struct Device {
    document: Document,
    sent: Vec<Vec<u8>>,
    ids: u64,
}

impl Device {
    fn new(log: u8) -> Self {
        let actor = Actor::derive(&[log], DocId::from_bytes([4; 16]));
        Self {
            document: Document::new(Kind::Worksheet, actor),
            sent: Vec::new(),
            ids: u64::from(log) << 32,
        }
    }

    fn row(&self) -> SheetRow {
        self.document.row().as_sheet().unwrap().clone()
    }

    fn write(&mut self, definition: &Definition, target: &Target, values: &Value) {
        let row = self.row();
        let now: Zoned = "2026-11-25T20:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let mut next = self.ids;
        let mut ids = || {
            next += 1;
            ItemId::from_bytes(next.to_be_bytes())
        };
        let edits =
            edits_from_json(definition, &row, target, values, &mut ids, &now.into()).unwrap();
        self.ids = next;
        let edits: Vec<Edit> = edits.into_iter().map(Edit::Sheet).collect();
        self.sent.extend(self.document.edit(&edits, 1).unwrap());
    }

    fn hear(&mut self, other: &[Vec<u8>]) {
        let changes: Vec<&[u8]> = other.iter().map(Vec::as_slice).collect();
        self.document.apply(&changes).unwrap();
    }
}

/// A value for a field; texts keep what is there and get one word more.
fn value(field: &FieldDef, before: Option<&FieldValue>, seed: u32) -> Value {
    let word = format!("w{seed}x");
    let choice = |n: u32| field.choices[n as usize % field.choices.len()].id.clone();
    match field.kind {
        FieldKind::Text => match before.and_then(FieldValue::as_str) {
            Some(text) => json!(format!("{text} {word}.")),
            None => json!(format!("{word}.")),
        },
        FieldKind::Line => json!(word),
        FieldKind::Choice => json!(choice(seed)),
        FieldKind::Choices => {
            let mut chosen: BTreeSet<String> = match before {
                Some(FieldValue::Chosen(chosen)) => chosen.clone(),
                _ => BTreeSet::new(),
            };
            chosen.insert(choice(seed));
            json!(chosen)
        }
        FieldKind::Scale => json!(field.low + i64::from(seed) % (field.high - field.low + 1)),
        FieldKind::Date => json!(format!("2026-11-{:02}", seed % 25 + 1)),
        FieldKind::Check => json!(seed.is_multiple_of(2)),
        FieldKind::Count => json!(format!("+{}", seed % 5 + 1)),
        FieldKind::Links => {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&seed.to_be_bytes());
            let link = DocId::from_bytes(id).to_string();
            if field.one {
                json!(link)
            } else {
                json!([link])
            }
        }
        FieldKind::Ranking => {
            let mut order: Vec<&str> = field.choices.iter().map(|c| c.id.as_str()).collect();
            let turn = seed as usize % order.len();
            order.rotate_left(turn);
            json!(order)
        }
        FieldKind::List | FieldKind::Log => unreachable!("items are made of their own fields"),
    }
}

fn apply(device: &mut Device, definition: &Definition, fill: &Fill) {
    let fields: Vec<&FieldDef> = definition.fields().collect();
    let field = fields[fill.field % fields.len()];
    let row = device.row();
    if !field.kind.has_items() {
        let new = value(field, row.fields.get(&field.id), fill.seed);
        device.write(
            definition,
            &Target::Sheet,
            &json!({ field.id.clone(): new }),
        );
        return;
    }
    let items = row.items(&field.id);
    let old = fill
        .item
        .filter(|_| !items.is_empty())
        .map(|at| &items[at % items.len()]);
    let mut values = Map::new();
    for (at, inner) in (0..).zip(&field.fields) {
        let before = old.and_then(|item| item.fields.get(&inner.id));
        let seed = fill.seed.wrapping_mul(31).wrapping_add(at);
        values.insert(inner.id.clone(), value(inner, before, seed));
    }
    let target = match old {
        Some(item) => Target::Item(field.id.clone(), item.id),
        None => Target::NewItem(field.id.clone()),
    };
    device.write(definition, &target, &Value::Object(values));
}

/// The words of a text, each with how often it is there.
fn words(value: Option<&FieldValue>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let text = value.and_then(FieldValue::as_str).unwrap_or_default();
    for word in text.split_whitespace() {
        *found.entry(word.to_owned()).or_default() += 1;
    }
    found
}

/// What must hold for one field once two versions that grew out of `base` have met.
fn met(
    field: &FieldDef,
    [base, a, b, both]: [Option<&FieldValue>; 4],
) -> Result<(), TestCaseError> {
    match field.kind {
        FieldKind::Text => {
            let all = words(both);
            for word in words(a).keys().chain(words(b).keys()) {
                prop_assert_eq!(all.get(word), Some(&1), "{} in {:?}", word, both);
            }
        }
        FieldKind::Count => {
            let number = |v: Option<&FieldValue>| v.and_then(FieldValue::as_number).unwrap_or(0);
            prop_assert_eq!(number(both), number(a) + number(b) - number(base));
        }
        FieldKind::Choices => {
            let of = |v: Option<&FieldValue>| match v {
                Some(FieldValue::Chosen(chosen)) => chosen.clone(),
                _ => BTreeSet::new(),
            };
            // Nothing is ever taken away here, so all is there.
            prop_assert_eq!(of(both), &of(a) | &of(b));
        }
        FieldKind::Links if !field.one => {}
        _ => prop_assert!(both == a || both == b, "{:?} is neither", both),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn any_two_devices_filling_anything_keep_all_of_both(
        step in 1u8..=11,
        together in proptest::collection::vec(fill(), 0..6),
        apart in proptest::collection::vec(fill(), 1..14),
    ) {
        let definition = definitions::of_step(step).unwrap();
        let (mut a, mut b) = (Device::new(1), Device::new(2));
        for fill in &together {
            apply(&mut a, definition, fill);
        }
        b.hear(&a.sent);
        let base = a.row();
        a.sent.clear();
        for fill in &apart {
            apply(if fill.device { &mut a } else { &mut b }, definition, fill);
        }
        let (of_a, of_b) = (a.row(), b.row());
        let (from_a, from_b) = (a.sent.clone(), b.sent.clone());
        a.hear(&from_b);
        b.hear(&from_a);
        let both = a.row();
        prop_assert_eq!(&both, &b.row());

        for field in definition.fields() {
            if !field.kind.has_items() {
                let of = |row: &'_ SheetRow| row.fields.get(&field.id).cloned();
                let [base, a, b, both] = [of(&base), of(&of_a), of(&of_b), of(&both)];
                met(field, [base.as_ref(), a.as_ref(), b.as_ref(), both.as_ref()])?;
                continue;
            }
            let ids = |row: &SheetRow| -> Vec<ItemId> {
                row.items(&field.id).iter().map(|item| item.id).collect()
            };
            let all: BTreeSet<ItemId> = ids(&of_a).into_iter().chain(ids(&of_b)).collect();
            prop_assert_eq!(ids(&both).len(), all.len(), "no item twice");
            prop_assert_eq!(&ids(&both).into_iter().collect::<BTreeSet<_>>(), &all);
            // Each device finds its items in the order it left them in.
            for own in [&of_a, &of_b] {
                let own = ids(own);
                let seen: Vec<ItemId> = ids(&both).into_iter().filter(|id| own.contains(id)).collect();
                prop_assert_eq!(seen, own);
            }
            for id in all {
                for inner in &field.fields {
                    let of = |row: &SheetRow| {
                        let item = row.item(&field.id, id);
                        item.and_then(|item: &ItemRow| item.fields.get(&inner.id)).cloned()
                    };
                    let [base, a, b, both] = [of(&base), of(&of_a), of(&of_b), of(&both)];
                    let known = [a.clone(), b.clone()];
                    // An item that one device alone has made is as that device left it.
                    if known.iter().any(Option::is_none) {
                        prop_assert!(both == a || both == b);
                        continue;
                    }
                    met(inner, [base.as_ref(), a.as_ref(), b.as_ref(), both.as_ref()])?;
                }
            }
        }
    }
}
