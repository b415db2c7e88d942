//! Changes of documents: what the gate lets through, Automerge reads in the same way, and the document goes on working.

use std::panic::catch_unwind;

use automerge::Change;
use journal::{
    Actor, DocId, Document, Edit, EntryEdit, EntryFields, ItemId, Kind, Place, Scalar, SheetEdit,
    gate,
};
use sha2::{Digest, Sha256};

use crate::Seed;
use crate::choices::Choices;

const AT: i64 = 1_795_468_200;
/// Bytes in front of a chunk's type: magic and checksum.
const FRONT: usize = 8;

fn actor(number: u8) -> Actor {
    Actor::derive(&[number], DocId::from_bytes([7; 16]))
}

/// A document that one device began, and its changes.
fn begun(kind: Kind) -> (Document, Vec<Vec<u8>>) {
    let mut document = Document::new(kind, actor(0));
    let first: Vec<Edit> = if kind == Kind::Entry {
        let fields = EntryFields {
            title: "A walk".into(),
            body: "The lake was still. 🌊".into(),
            tags: vec!["water".into()],
            mood: Some(6),
            when: "2026-11-23T22:10:00+01:00[Europe/Berlin]".into(),
            ..EntryFields::default()
        };
        vec![fields.into()]
    } else {
        sheet_edits()
    };
    let made = document.edit(&first, AT).expect("a first edit");
    let changes = made.into_iter().collect();
    (document, changes)
}

fn sheet_edits() -> Vec<Edit> {
    let item = ItemId::from_bytes([3; 8]);
    let edits = [
        SheetEdit::Define {
            definition: "step-04-inventory".into(),
            version: 1,
            journey: String::new(),
        },
        SheetEdit::Text {
            place: Place::field("note"),
            text: "words".into(),
        },
        SheetEdit::Set {
            place: Place::field("when"),
            value: Scalar::Line("2026-11-23".into()),
        },
        SheetEdit::Choose {
            place: Place::field("which"),
            choice: "one".into(),
            on: true,
        },
        SheetEdit::Count {
            place: Place::field("times"),
            by: 3,
        },
        SheetEdit::Rank {
            place: Place::field("order"),
            order: vec!["one".into(), "two".into()],
        },
        SheetEdit::Add {
            list: "people".into(),
            item,
            order: journal::order_between(None, None),
            at: None,
        },
        SheetEdit::Text {
            place: Place::item("people", item, "name"),
            text: "somebody".into(),
        },
    ];
    edits.map(Edit::from).into()
}

/// Edits that other devices make, each knowing the document as it was begun.
fn further(kind: Kind, number: u8) -> Vec<Edit> {
    if kind != Kind::Entry {
        let mut edits = sheet_edits();
        edits.rotate_left(usize::from(number) % 4);
        edits.push(Edit::from(SheetEdit::Count {
            place: Place::field("times"),
            by: i64::from(number) + 1,
        }));
        edits.push(Edit::from(SheetEdit::Text {
            place: Place::field("note"),
            text: format!("other words {number}"),
        }));
        return edits;
    }
    let edits: Vec<EntryEdit> = match number % 4 {
        0 => vec![
            EntryEdit::Body("The lake was not still at all, and cold.".into()),
            EntryEdit::Tag("cold".into(), true),
        ],
        1 => vec![
            EntryEdit::Title("Another walk".into()),
            EntryEdit::Tag("water".into(), false),
        ],
        2 => vec![EntryEdit::Delete],
        _ => vec![
            EntryEdit::Mood(None),
            EntryEdit::Star(true),
            EntryEdit::Body(String::new()),
        ],
    };
    edits.into_iter().map(Edit::from).collect()
}

/// The change that device `number` makes of a document as it was begun.
fn change_of(kind: Kind, base: &[Vec<u8>], number: u8) -> Vec<u8> {
    let base: Vec<&[u8]> = base.iter().map(Vec::as_slice).collect();
    let document = Document::from_changes(kind, actor(number), &base);
    let mut document = document.expect("honest changes");
    let made = document.edit(&further(kind, number), AT + i64::from(number));
    made.expect("an honest edit").expect("it changes something")
}

/// Makes length and checksum of a chunk right.
fn made_right(bytes: &[u8]) -> Option<Vec<u8>> {
    let (front, chunk) = bytes.split_at_checked(FRONT)?;
    let (kind, rest) = chunk.split_first()?;
    let (_, data) = unsigned(rest)?;
    Some(chunk_of(front.get(..4)?, *kind, data))
}

fn chunk_of(magic: &[u8], kind: u8, data: &[u8]) -> Vec<u8> {
    let mut hashed = vec![kind];
    put_unsigned(data.len() as u64, &mut hashed);
    hashed.extend_from_slice(data);
    let hash = Sha256::digest(&hashed);
    [magic, &hash[..4], &hashed].concat()
}

pub fn change(bytes: &[u8]) {
    passes(bytes);
    if let Some(right) = made_right(bytes) {
        passes(&right);
    }
}

/// What must hold of any bytes that are offered as a change.
fn passes(bytes: &[u8]) {
    let Ok(meta) = gate::scan(bytes) else {
        for kind in [Kind::Entry, Kind::Worksheet] {
            assert!(Document::new(kind, actor(9)).apply(&[bytes]).is_err());
        }
        return;
    };
    let read = catch_unwind(|| Change::from_bytes(bytes.to_vec()).ok()).unwrap_or_default();
    if let Some(read) = &read {
        assert_eq!(read.hash().as_ref(), meta.hash.as_bytes());
        assert_eq!(read.actor_id().to_bytes(), meta.actor.as_bytes());
        assert_eq!(
            (read.seq(), read.start_op().get()),
            (meta.seq, meta.start_op)
        );
        assert_eq!(read.len() as u64, meta.ops);
        assert_eq!(read.timestamp(), meta.time);
    }
    for kind in [Kind::Entry, Kind::Worksheet] {
        let (begun, _) = begun(kind);
        for mut document in [begun, Document::new(kind, actor(9))] {
            let before = document.row();
            if document.apply(&[bytes]).is_err() {
                assert_eq!(document.row(), before);
                continue;
            }
            assert!(read.is_some(), "what Automerge cannot read was taken in");
            still_works(&document);
        }
    }
}

fn still_works(document: &Document) {
    let mut document = document.clone();
    let kind = document.kind();
    let row = document.row().to_json();
    assert!(row.len() <= gate::CHANGE_BYTES_MAX * 8);
    let _ = document.history(10);
    let edits: Vec<Edit> = if kind == Kind::Entry {
        vec![
            EntryEdit::Title("Honest".into()).into(),
            EntryEdit::Body("An honest text.".into()).into(),
            EntryEdit::Tag("honest".into(), true).into(),
        ]
    } else {
        sheet_edits()
    };
    let changed = document.edit(&edits, AT + 1_000);
    let changed = changed.expect("an honest edit works whatever was taken in");
    if let (Kind::Entry, journal::Row::Entry(row)) = (kind, document.row()) {
        assert_eq!(row.fields.title, "Honest");
        assert_eq!(row.fields.body, "An honest text.");
    }
    if let Some(changed) = changed {
        assert!(gate::scan(&changed).is_ok());
    }
}

// ---- changes taken apart and put together again

#[derive(Clone)]
struct Parts {
    /// From the count of dependencies to the other actors.
    head: Vec<u8>,
    columns: Vec<(u64, Vec<u8>)>,
}

fn unsigned(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0;
    for (place, byte) in bytes.iter().enumerate().take(9) {
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((number, &bytes[place + 1..]));
        }
    }
    None
}

fn put_unsigned(mut number: u64, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_signed(mut number: i64, out: &mut Vec<u8>) {
    loop {
        let byte = (number & 0x7f) as u8;
        number >>= 7;
        if (number == 0 && byte & 0x40 == 0) || (number == -1 && byte & 0x40 != 0) {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

fn skip(bytes: &[u8], count: u64) -> Option<&[u8]> {
    bytes.get(usize::try_from(count).ok()?..)
}

/// An honest change in its parts.
fn apart(bytes: &[u8]) -> Option<Parts> {
    let (_, data) = unsigned(&bytes[FRONT + 1..])?;
    let (deps, rest) = unsigned(data)?;
    let rest = skip(rest, deps * 32)?;
    let (length, rest) = unsigned(rest)?;
    let rest = skip(rest, length)?;
    let (_, rest) = unsigned(rest)?; // place in its line
    let (_, rest) = unsigned(rest)?; // first operation
    let (_, rest) = unsigned(rest)?; // time; its sign does not matter here
    let (length, rest) = unsigned(rest)?;
    let rest = skip(rest, length)?;
    let (others, mut rest) = unsigned(rest)?;
    for _ in 0..others {
        let (length, after) = unsigned(rest)?;
        rest = skip(after, length)?;
    }
    let head = data[..data.len() - rest.len()].to_vec();
    let (count, mut rest) = unsigned(rest)?;
    let mut table = Vec::new();
    for _ in 0..count {
        let (specification, after) = unsigned(rest)?;
        let (length, after) = unsigned(after)?;
        table.push((specification, usize::try_from(length).ok()?));
        rest = after;
    }
    let mut columns = Vec::new();
    for (specification, length) in table {
        let (column, after) = rest.split_at_checked(length)?;
        columns.push((specification, column.to_vec()));
        rest = after;
    }
    Some(Parts { head, columns })
}

fn together(parts: &Parts) -> Vec<u8> {
    let mut data = parts.head.clone();
    put_unsigned(parts.columns.len() as u64, &mut data);
    for (specification, column) in &parts.columns {
        put_unsigned(*specification, &mut data);
        put_unsigned(column.len() as u64, &mut data);
    }
    for (_, column) in &parts.columns {
        data.extend_from_slice(column);
    }
    chunk_of(&[0x85, 0x6f, 0x4a, 0x83], 1, &data)
}

const SPECIFICATIONS: [u64; 14] = [
    0x01, 0x02, 0x11, 0x13, 0x15, 0x34, 0x42, 0x56, 0x57, 0x70, 0x71, 0x73, 0x94, 0xa5,
];

/// Alters columns as choices say.
fn altered(choices: &mut Choices<'_>, mut parts: Parts, others: &[Parts]) -> Vec<u8> {
    for _ in 0..choices.below(4) + 1 {
        let at = choices.below(parts.columns.len());
        match choices.below(9) {
            0 => {
                // The same column of another change.
                let from = &others[choices.below(others.len())];
                let specification = parts.columns[at].0;
                if let Some((_, column)) = from
                    .columns
                    .iter()
                    .find(|(known, _)| *known == specification)
                {
                    parts.columns[at].1.clone_from(column);
                }
            }
            1 => drop(parts.columns.remove(at)),
            2 => {
                let specification = SPECIFICATIONS[choices.below(SPECIFICATIONS.len())];
                let count = choices.below(12);
                let column = choices.bytes(count).to_vec();
                match parts
                    .columns
                    .binary_search_by_key(&specification, |(known, _)| *known)
                {
                    Ok(at) => parts.columns[at].1 = column,
                    Err(at) => parts.columns.insert(at, (specification, column)),
                }
            }
            3 | 4 => {
                let column = &mut parts.columns[at].1;
                if !column.is_empty() {
                    let place = choices.below(column.len());
                    column[place] = choices.byte();
                }
            }
            5 => {
                // One run more.
                let count = i64::from(choices.byte()) - 8;
                let value = choices.number();
                let column = &mut parts.columns[at].1;
                put_signed(count, column);
                put_unsigned(value, column);
            }
            6 => {
                let column = &mut parts.columns[at].1;
                let place = choices.below(column.len() + 1);
                column.truncate(place);
            }
            7 => {
                let place = choices.below(parts.head.len());
                parts.head[place] = choices.byte();
            }
            _ => {
                // A whole column of one value.
                let column = &mut parts.columns[at].1;
                column.clear();
                put_signed(1 + i64::from(choices.byte() % 30), column);
                put_unsigned(choices.number(), column);
            }
        }
        if parts.columns.is_empty() {
            break;
        }
    }
    together(&parts)
}

/// Honest changes of both kinds whose columns are altered: everything but the checksum is a lie.
pub fn crafted(bytes: &[u8]) {
    let choices = &mut Choices::new(bytes);
    let kind = [Kind::Entry, Kind::Worksheet][choices.below(2)];
    let (_, base) = begun(kind);
    let honest: Vec<Parts> = (1..5)
        .filter_map(|number| apart(&change_of(kind, &base, number)))
        .chain(base.first().and_then(|first| apart(first)))
        .collect();
    let parts = honest[choices.below(honest.len())].clone();
    passes(&altered(choices, parts, &honest));
}

/// Two honest edits and one altered one, made apart and taken in in two orders: the same is refused, and the same counts.
pub fn order(bytes: &[u8]) {
    let choices = &mut Choices::new(bytes);
    let kind = [Kind::Entry, Kind::Worksheet][choices.below(2)];
    let (_, base) = begun(kind);
    let honest: Vec<Vec<u8>> = (1..5)
        .map(|number| change_of(kind, &base, number))
        .collect();
    let parts: Vec<Parts> = honest.iter().filter_map(|change| apart(change)).collect();
    let lying = altered(choices, parts[0].clone(), &parts);
    let mut changes = [lying, honest[1].clone(), honest[2].clone()];
    changes.rotate_left(choices.below(3));
    let taken = |order: [usize; 3]| {
        let base: Vec<&[u8]> = base.iter().map(Vec::as_slice).collect();
        let mut document = Document::from_changes(kind, actor(9), &base).expect("honest changes");
        let mut refused = Vec::new();
        for at in order {
            if document.apply(&[&changes[at]]).is_err() {
                refused.push(at);
            }
        }
        refused.sort_unstable();
        (refused, document.row())
    };
    let (first, second) = (taken([0, 1, 2]), taken([2, 1, 0]));
    assert_eq!(first.0, second.0, "other changes were refused");
    assert_eq!(first.1, second.1, "another value counts");
}

pub fn changes() -> Vec<Seed> {
    let mut seeds = Vec::new();
    for (kind, name) in [(Kind::Entry, "entry"), (Kind::Worksheet, "worksheet")] {
        let (_, base) = begun(kind);
        seeds.push((format!("{name}-first"), base[0].clone()));
        for number in 1..5 {
            seeds.push((format!("{name}-{number}"), change_of(kind, &base, number)));
        }
    }
    seeds
}
