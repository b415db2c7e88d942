//! The gate passes what honest programs write and refuses what would hurt Automerge.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod passes;
mod refuses;

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, Change, ObjType, ROOT, ReadDoc, ScalarValue};
use journal::gate::{self, OPS_BEYOND_MAX, OPS_MAX, OPS_PER_DOCUMENT_MAX, scan};
use journal::{Actor, ApplyError, DocId, Document, Edit, EntryEdit, EntryFields, GateError, Kind};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

// ---- changes made by hand

fn unsigned(mut number: u64, out: &mut Vec<u8>) {
    loop {
        let byte = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

fn signed(mut number: i64, out: &mut Vec<u8>) {
    loop {
        let byte = (number & 0x7f) as u8;
        number >>= 7;
        if (number == 0 && byte & 0x40 == 0) || (number == -1 && byte & 0x40 != 0) {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

/// A run of `count` times the same number.
fn run(count: i64, value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    signed(count, &mut out);
    unsigned(value, &mut out);
    out
}

fn text_run(count: i64, text: &str) -> Vec<u8> {
    let mut out = run(count, text.len() as u64);
    out.extend(text.as_bytes());
    out
}

fn number(value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    unsigned(value, &mut out);
    out
}

#[derive(Clone)]
struct Raw {
    chunk_type: u8,
    deps: Vec<[u8; 32]>,
    actor: Vec<u8>,
    seq: u64,
    start_op: u64,
    time: i64,
    message: Vec<u8>,
    others: Vec<Vec<u8>>,
    columns: Vec<(u64, Vec<u8>)>,
    extra: Vec<u8>,
}

const KEY_TEXT: usize = 0;
const INSERT: usize = 1;
const ACTION: usize = 2;
const VALUE: usize = 3;
const PREDECESSORS: usize = 4;

impl Raw {
    /// `ops` operations that all set the key "a" to null.
    fn puts(ops: i64) -> Self {
        Self {
            chunk_type: 1,
            deps: vec![],
            actor: vec![9; 16],
            seq: 1,
            start_op: 1,
            time: 0,
            message: vec![],
            others: vec![],
            columns: vec![
                (0x15, text_run(ops, "a")),
                (0x34, number(ops as u64)),
                (0x42, run(ops, 1)),
                (0x56, run(ops, 0)),
                (0x70, run(ops, 0)),
            ],
            extra: vec![],
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut data = Vec::new();
        unsigned(self.deps.len() as u64, &mut data);
        self.deps.iter().for_each(|dep| data.extend(dep));
        unsigned(self.actor.len() as u64, &mut data);
        data.extend(&self.actor);
        unsigned(self.seq, &mut data);
        unsigned(self.start_op, &mut data);
        signed(self.time, &mut data);
        unsigned(self.message.len() as u64, &mut data);
        data.extend(&self.message);
        unsigned(self.others.len() as u64, &mut data);
        for other in &self.others {
            unsigned(other.len() as u64, &mut data);
            data.extend(other);
        }
        unsigned(self.columns.len() as u64, &mut data);
        for (specification, bytes) in &self.columns {
            unsigned(*specification, &mut data);
            unsigned(bytes.len() as u64, &mut data);
        }
        self.columns
            .iter()
            .for_each(|(_, bytes)| data.extend(bytes));
        data.extend(&self.extra);
        chunk(self.chunk_type, &data)
    }
}

/// A chunk with its right checksum.
fn chunk(chunk_type: u8, data: &[u8]) -> Vec<u8> {
    let mut hashed = vec![chunk_type];
    unsigned(data.len() as u64, &mut hashed);
    hashed.extend(data);
    let hash = Sha256::digest(&hashed);
    let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83];
    bytes.extend(&hash[..4]);
    bytes.extend(hashed);
    bytes
}

fn refused(change: impl FnOnce(&mut Raw)) -> GateError {
    let mut raw = Raw::puts(3);
    change(&mut raw);
    scan(&raw.bytes()).expect_err("must be refused")
}

fn entry(log: &[u8]) -> Document {
    let actor = Actor::derive(log, DocId::from_bytes([1; 16]));
    Document::new(Kind::Entry, actor)
}

// ---- what must pass

#[test]
fn a_change_must_continue_its_writers_line() {
    let first = Raw::puts(3);
    let hash = *scan(&first.bytes()).unwrap().hash.as_bytes();
    let mut document = entry(b"me");
    document.apply(&[&first.bytes()]).unwrap();
    let next = Raw {
        deps: vec![hash],
        seq: 2,
        start_op: 4,
        ..first.clone()
    };
    assert!(document.clone().apply(&[&next.bytes()]).is_ok());

    let gap = Raw {
        seq: 3,
        ..next.clone()
    };
    let leap = Raw {
        start_op: 1 << 30,
        ..next.clone()
    };
    let overlap = Raw {
        start_op: 3,
        ..next.clone()
    };
    let unaware = Raw {
        deps: vec![],
        start_op: 1,
        ..next.clone()
    };
    for bad in [gap, leap, overlap, unaware] {
        let error = document.apply(&[&bad.bytes()]).unwrap_err();
        assert!(matches!(error, ApplyError::OutOfLine(_)), "{error:?}");
    }
    let twin = Raw { time: 5, ..first };
    let error = document.apply(&[&twin.bytes()]).unwrap_err();
    assert!(matches!(error, ApplyError::SequenceTaken(_)), "{error:?}");
    let orphan = Raw {
        deps: vec![[5; 32]],
        ..next
    };
    let error = document.apply(&[&orphan.bytes()]).unwrap_err();
    assert!(
        matches!(error, ApplyError::MissingDependency(_)),
        "{error:?}"
    );
    // Nothing of all this has left a trace.
    assert_eq!(document.heads().len(), 1);
    let edit = EntryEdit::Title("still here".into());
    assert!(document.edit(&[edit.into()], 0).unwrap().is_some());
}

#[test]
fn a_change_that_breaks_automerge_is_refused_and_leaves_the_document_as_it_was() {
    let mut document = entry(b"me");
    document
        .edit(&[EntryEdit::Title("before".into()).into()], 0)
        .unwrap();
    let before = document.row();
    // Operations on objects that do not exist, and on actors that are not named.
    let no_object = |raw: &mut Raw| {
        raw.columns.insert(0, (0x01, run(3, 0)));
        raw.columns.insert(1, (0x02, run(3, 77)));
    };
    let no_actor = |raw: &mut Raw| {
        raw.columns.insert(0, (0x01, run(3, 9)));
        raw.columns.insert(1, (0x02, run(3, 1)));
    };
    let no_key = |raw: &mut Raw| raw.columns[KEY_TEXT].1 = vec![0, 3];
    let no_action = |raw: &mut Raw| raw.columns[ACTION].1 = run(3, 99);
    let no_predecessor = |raw: &mut Raw| {
        raw.columns[PREDECESSORS].1 = run(3, 1);
        raw.columns.push((0x71, run(3, 0)));
        raw.columns.push((0x73, run(3, 500)));
    };
    let bad: [&dyn Fn(&mut Raw); 5] = [&no_object, &no_actor, &no_key, &no_action, &no_predecessor];
    for change in bad {
        let mut raw = Raw::puts(3);
        change(&mut raw);
        let mut copy = document.clone();
        if copy.apply(&[&raw.bytes()]).is_ok() {
            // Taken in after all: then it must be harmless.
            let _ = copy.row();
            assert!(copy.edit(&[EntryEdit::Star(true).into()], 0).is_ok());
        } else {
            assert_eq!(copy.row(), before);
            assert!(
                copy.edit(&[EntryEdit::Star(true).into()], 0)
                    .unwrap()
                    .is_some()
            );
        }
    }
}

// ---- damaged changes

fn honest_changes() -> Vec<Vec<u8>> {
    let mut mine = entry(b"me");
    let mut theirs = entry(b"them");
    let mut changes = Vec::new();
    let mut edit = |document: &mut Document, edits: &[Edit]| {
        changes.push(document.edit(edits, 1_795_468_200).unwrap().unwrap());
        changes.last().cloned().unwrap()
    };
    let create = EntryFields {
        when: "2026-11-23T22:10:00+01:00[Europe/Berlin]".into(),
        title: "Tuesday".into(),
        body: "The meeting. Ärger. 会議。".into(),
        mood: Some(4),
        emotions: vec!["tired".into()],
        triggers: vec!["meeting".into()],
        tags: vec!["work".into()],
        steps: vec![1],
        star: true,
        ..EntryFields::default()
    };
    let first = edit(&mut mine, &[create.into()]);
    theirs.apply(&[&first]).unwrap();
    let body = "The long meeting. Ärger. 会議。 And then home.";
    let second = edit(
        &mut theirs,
        &[
            EntryEdit::Body(body.into()).into(),
            EntryEdit::Star(false).into(),
        ],
    );
    edit(
        &mut mine,
        &[
            EntryEdit::Tag("work".into(), false).into(),
            EntryEdit::Mood(None).into(),
        ],
    );
    mine.apply(&[&second]).unwrap();
    edit(
        &mut mine,
        &[
            EntryEdit::Body("Short.".into()).into(),
            EntryEdit::Delete.into(),
        ],
    );
    changes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_changes_never_panic(
        which in 0..4usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
        repair in prop::bool::weighted(0.8),
    ) {
        let changes = honest_changes();
        let mut bytes = changes[which].clone();
        // Behind the magic, checksum and type, so that what is damaged is the content.
        for (at, value) in &damage {
            let at = 9 + at.index(bytes.len() - 9);
            bytes[at] = *value;
        }
        if let Some(cut) = cut {
            bytes.truncate(9 + cut.index(bytes.len() - 9));
        }
        if repair {
            let hash = Sha256::digest(&bytes[8..]);
            bytes[4..8].copy_from_slice(&hash[..4]);
        }
        if scan(&bytes).is_ok() {
            let before: Vec<&[u8]> = changes[..which].iter().map(Vec::as_slice).collect();
            let actor = Actor::derive(b"third", DocId::from_bytes([1; 16]));
            let mut document = Document::from_changes(Kind::Entry, actor, &before).unwrap();
            let _ = document.apply(&[&bytes]);
            let _ = document.row();
            let edit = EntryEdit::Title("after".into());
            prop_assert!(document.edit(&[edit.into()], 0).unwrap().is_some());
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = scan(&bytes);
        let _ = scan(&chunk(1, &bytes));
    }
}
