//! The gate passes what honest programs write and refuses what would hurt Automerge.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, Change, ObjType, ROOT, ReadDoc, ScalarValue};
use journal::gate::{self, OPS_MAX, scan};
use journal::{Actor, ApplyError, DocId, Document, EntryEdit, GateError, Kind};
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
fn a_change_made_by_hand_passes_and_applies() {
    let bytes = Raw::puts(3).bytes();
    let meta = scan(&bytes).unwrap();
    assert_eq!((meta.ops, meta.start_op, meta.seq), (3, 1, 1));
    assert_eq!(meta.last_op(), 3);
    let mut document = entry(b"me");
    document.apply(&[&bytes]).unwrap();
    assert!(document.has(&meta.hash));
    assert!(scan(&Raw::puts(OPS_MAX as i64).bytes()).is_ok());
}

fn same_as_automerge(bytes: &[u8]) {
    let change = Change::from_bytes(bytes.to_vec()).unwrap();
    let meta = scan(bytes).unwrap();
    assert_eq!(meta.hash.as_bytes(), &change.hash().0);
    assert_eq!(meta.actor.as_bytes(), change.actor_id().to_bytes());
    assert_eq!(meta.seq, change.seq());
    assert_eq!(meta.start_op, change.start_op().get());
    assert_eq!(meta.ops, change.len() as u64);
    assert_eq!(meta.time, change.timestamp());
    let deps: Vec<[u8; 32]> = change.deps().iter().map(|dep| dep.0).collect();
    let ours: Vec<[u8; 32]> = meta.deps.iter().map(|dep| *dep.as_bytes()).collect();
    assert_eq!(ours, deps);
}

/// One step of an ordinary Automerge user, on one of three replicas.
#[derive(Debug, Clone)]
enum Step {
    Put(u8, i64),
    Text(u8, String),
    Type(u8, usize, usize, String),
    Count(u8, i64),
    Nest(u8),
    Push(String),
    Mark(usize),
    Delete(u8),
    Merge(usize),
    Commit(i64),
}

fn step() -> impl Strategy<Value = (usize, Step)> {
    let step =
        prop_oneof![
            (any::<u8>(), any::<i64>()).prop_map(|(k, v)| Step::Put(k % 8, v)),
            (any::<u8>(), ".{0,40}").prop_map(|(k, t)| Step::Text(k % 3, t)),
            (any::<u8>(), 0..60usize, 0..20usize, ".{0,30}")
                .prop_map(|(k, at, del, t)| Step::Type(k % 3, at, del, t)),
            (any::<u8>(), -9..9i64).prop_map(|(k, by)| Step::Count(k % 2, by)),
            any::<u8>().prop_map(|k| Step::Nest(k % 4)),
            ".{0,12}".prop_map(Step::Push),
            (0..30usize).prop_map(Step::Mark),
            any::<u8>().prop_map(|k| Step::Delete(k % 8)),
            (0..3usize).prop_map(Step::Merge),
            (-(1i64 << 40)..1 << 40).prop_map(Step::Commit),
        ];
    (0..3usize, step)
}

fn take(step: &Step, at: usize, replicas: &mut [AutoCommit]) {
    let text_of = |doc: &AutoCommit, key: &str| {
        let found = doc.get(ROOT, key).unwrap();
        found
            .filter(|(value, _)| value.is_object())
            .map(|(_, id)| id)
    };
    if let Step::Merge(other) = step
        && *other != at
    {
        let mut other = replicas[*other].fork();
        replicas[at].merge(&mut other).unwrap();
    }
    let doc = &mut replicas[at];
    match step {
        Step::Put(key, value) => doc.put(ROOT, format!("k{key}"), *value).unwrap(),
        Step::Text(key, text) => {
            let object = doc
                .put_object(ROOT, format!("t{key}"), ObjType::Text)
                .unwrap();
            doc.splice_text(&object, 0, 0, text).unwrap();
        }
        Step::Type(key, place, delete, text) => {
            if let Some(object) = text_of(doc, &format!("t{key}")) {
                let length = doc.length(&object);
                let place = (*place).min(length);
                let delete = (*delete).min(length - place) as isize;
                doc.splice_text(&object, place, delete, text).unwrap();
            }
        }
        Step::Count(key, by) => {
            let key = format!("c{key}");
            if doc.get(ROOT, &key).unwrap().is_some() {
                doc.increment(ROOT, &key, *by).unwrap();
            } else {
                doc.put(ROOT, &key, ScalarValue::counter(*by)).unwrap();
            }
        }
        Step::Nest(key) => {
            let map = doc
                .put_object(ROOT, format!("m{key}"), ObjType::Map)
                .unwrap();
            doc.put(&map, "inside", vec![1u8, 2, 3]).unwrap();
        }
        Step::Push(text) => {
            let list = match text_of(doc, "list") {
                Some(list) => list,
                None => doc.put_object(ROOT, "list", ObjType::List).unwrap(),
            };
            doc.insert(&list, 0, text.as_str()).unwrap();
        }
        Step::Mark(end) => {
            if let Some(object) = text_of(doc, "t0") {
                let end = (*end).min(doc.length(&object));
                if end > 0 {
                    let mark = automerge::marks::Mark::new("bold".into(), true, 0, end);
                    let expand = automerge::marks::ExpandMark::Both;
                    doc.mark(&object, mark, expand).unwrap();
                }
            }
        }
        Step::Delete(key) => doc.delete(ROOT, format!("k{key}")).unwrap(),
        Step::Merge(_) => {}
        Step::Commit(time) => {
            let options = automerge::transaction::CommitOptions::default().with_time(*time);
            doc.commit_with(options);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn ordinary_changes_read_as_automerge_reads_them(
        steps in prop::collection::vec(step(), 1..60)
    ) {
        let mut replicas: Vec<AutoCommit> = (0..3u8)
            .map(|n| AutoCommit::new().with_actor(ActorId::from([n; 16])))
            .collect();
        for (at, step) in &steps {
            take(step, *at, &mut replicas);
        }
        for doc in &mut replicas {
            let changes = doc.get_changes(&[]);
            let bytes: Vec<&[u8]> = changes.iter().map(|change| change.raw_bytes()).collect();
            bytes.iter().for_each(|bytes| same_as_automerge(bytes));
            // And a document takes them in, in whatever order.
            let reversed: Vec<&[u8]> = bytes.iter().rev().copied().collect();
            let mut document = entry(b"someone else");
            document.apply(&reversed).unwrap();
        }
    }
}

#[test]
fn what_documents_write_passes() {
    let mut document = entry(b"me");
    let create = EntryEdit::Create {
        when: "2026-11-23T22:10:00+01:00[Europe/Berlin]".into(),
        title: "Tuesday".into(),
        body: "A long day.\n".repeat(300),
        mood: Some(4),
        emotions: vec!["tired".into()],
        triggers: vec![],
        tags: vec!["work".into(), "müde".into()],
        steps: vec![1, 2],
        star: true,
    };
    let bytes = document
        .edit(&[create.into()], 1_795_468_200)
        .unwrap()
        .unwrap();
    same_as_automerge(&bytes);
    let shorter = EntryEdit::Body("A long day.\n".repeat(250));
    same_as_automerge(
        &document
            .edit(&[shorter.into()], 1_795_468_300)
            .unwrap()
            .unwrap(),
    );
}

// ---- what must not pass

#[test]
fn a_hundred_bytes_cannot_hold_millions_of_operations() {
    let bomb = Raw::puts(5_000_001).bytes();
    assert!(bomb.len() < 120, "{} bytes", bomb.len());
    assert_eq!(scan(&bomb), Err(GateError::TooManyOps));
    assert_eq!(
        scan(&Raw::puts(1 << 40).bytes()),
        Err(GateError::TooManyOps)
    );
    assert_eq!(
        scan(&Raw::puts(i64::MAX).bytes()),
        Err(GateError::TooManyOps)
    );
    assert_eq!(
        scan(&Raw::puts(OPS_MAX as i64 + 1).bytes()),
        Err(GateError::TooManyOps)
    );
}

#[test]
fn many_runs_cannot_add_up_to_more() {
    let mut actions = Vec::new();
    for _ in 0..3 {
        actions.extend(run(i64::MAX, 1));
    }
    assert_eq!(
        refused(|raw| raw.columns[ACTION].1 = actions),
        GateError::TooManyOps
    );
    let mut nulls = vec![0];
    unsigned(u64::MAX, &mut nulls);
    assert_eq!(
        refused(|raw| raw.columns[ACTION].1 = nulls),
        GateError::TooManyOps
    );
    let mut literals = Vec::new();
    signed(i64::MIN, &mut literals);
    assert_eq!(
        refused(|raw| raw.columns[ACTION].1 = literals),
        GateError::TooManyOps
    );
}

#[test]
fn no_other_column_can_expand_either() {
    let long = GateError::ColumnLength;
    assert_eq!(
        refused(|raw| raw.columns[KEY_TEXT].1 = text_run(1 << 40, "a")),
        long
    );
    assert_eq!(refused(|raw| raw.columns[INSERT].1 = number(1 << 40)), long);
    assert_eq!(refused(|raw| raw.columns[VALUE].1 = run(1 << 40, 0)), long);
    assert_eq!(
        refused(|raw| raw.columns[PREDECESSORS].1 = run(1 << 40, 0)),
        long
    );
    // Few operations, each replacing very many values.
    assert_eq!(
        refused(|raw| raw.columns[PREDECESSORS].1 = run(3, 1 << 50)),
        GateError::TooManyOps
    );
    // More replaced values than the operations say.
    let more = |raw: &mut Raw| {
        raw.columns[PREDECESSORS].1 = run(3, 1);
        raw.columns.push((0x71, run(4, 0)));
        raw.columns.push((0x73, run(3, 1)));
    };
    assert_eq!(refused(more), long);
    // A value longer than the bytes there are.
    assert_eq!(
        refused(|raw| raw.columns[VALUE].1 = run(3, 1 << 44 | 6)),
        long
    );
    // A long key, repeated by a run.
    let key = "k".repeat(2000);
    assert_eq!(
        refused(|raw| raw.columns[KEY_TEXT].1 = text_run(3, &key)),
        long
    );
    // A run of nothing would be read forever.
    assert_eq!(refused(|raw| raw.columns[KEY_TEXT].1 = vec![0, 0]), long);
}

#[test]
fn operation_numbers_leave_room_for_later_edits() {
    for start in [
        u64::from(u32::MAX),
        u64::from(u32::MAX) - 1,
        1 << 31,
        1 << 40,
        u64::MAX,
        0,
    ] {
        assert_eq!(refused(|raw| raw.start_op = start), GateError::Numbers);
    }
    assert_eq!(
        refused(|raw| raw.start_op = (1 << 31) - 2),
        GateError::Numbers
    );
    for time in [i64::MIN, i64::MAX, 1 << 41] {
        assert_eq!(refused(|raw| raw.time = time), GateError::Numbers);
    }
    assert_eq!(refused(|raw| raw.seq = 0), GateError::Numbers);
    assert_eq!(refused(|raw| raw.seq = u64::MAX), GateError::Numbers);
}

#[test]
fn only_plain_changes_pass() {
    let mut doc = AutoCommit::new().with_actor(ActorId::from([1; 16]));
    let text = doc.put_object(ROOT, "t", ObjType::Text).unwrap();
    let letters: String = ('a'..='z').cycle().take(2000).collect();
    doc.splice_text(&text, 0, 0, &letters).unwrap();
    doc.commit();
    let whole = doc.save();
    let change = doc.get_last_local_change().unwrap();
    let mut compressible = change.clone();
    let compressed = compressible.bytes().to_vec();
    assert_eq!(compressed[8], 2, "the change should have been compressed");
    assert!(scan(change.raw_bytes()).is_ok());
    assert_eq!(scan(&compressed), Err(GateError::NotAPlainChange));
    assert_eq!(scan(&whole), Err(GateError::NotAPlainChange));
    for chunk_type in [0, 2, 3, 4, 255] {
        let refused = refused(|raw| raw.chunk_type = chunk_type);
        assert_eq!(refused, GateError::NotAPlainChange);
    }
    assert_eq!(scan(b""), Err(GateError::Malformed));
    assert_eq!(
        scan(b"age-encryption.org/v1"),
        Err(GateError::NotAPlainChange)
    );
}

#[test]
fn compressed_unknown_and_repeated_columns_are_refused() {
    let columns = GateError::Columns;
    assert_eq!(refused(|raw| raw.columns[ACTION].0 |= 8), columns);
    assert_eq!(refused(|raw| raw.columns.push((0xf2, vec![]))), columns);
    assert_eq!(refused(|raw| raw.columns.push((0x70, run(3, 0)))), columns);
    assert_eq!(refused(|raw| raw.columns.swap(0, 4)), columns);
    let many = |raw: &mut Raw| raw.columns = (0..65).map(|n| (n * 16, vec![])).collect();
    assert_eq!(refused(many), columns);
}

#[test]
fn headers_are_bounded_and_exact() {
    let deps = |raw: &mut Raw| raw.deps = (0..65u8).map(|n| [n; 32]).collect();
    assert_eq!(refused(deps), GateError::Dependencies);
    assert_eq!(
        refused(|raw| raw.deps = vec![[2; 32], [1; 32]]),
        GateError::Dependencies
    );
    assert_eq!(
        refused(|raw| raw.deps = vec![[2; 32], [2; 32]]),
        GateError::Dependencies
    );
    assert_eq!(refused(|raw| raw.actor = vec![1; 15]), GateError::Actors);
    assert_eq!(refused(|raw| raw.actor = vec![1; 17]), GateError::Actors);
    assert_eq!(refused(|raw| raw.actor = vec![]), GateError::Actors);
    assert_eq!(
        refused(|raw| raw.others = vec![vec![1; 16]; 65]),
        GateError::Actors
    );
    assert_eq!(
        refused(|raw| raw.others = vec![vec![1; 40]]),
        GateError::Actors
    );
    assert_eq!(
        refused(|raw| raw.message = vec![b'a'; 1025]),
        GateError::Message
    );
    assert_eq!(refused(|raw| raw.message = vec![0xff]), GateError::Message);
    assert_eq!(
        refused(|raw| raw.extra = vec![0, 1, 2]),
        GateError::LeftOver
    );
    let empty = |raw: &mut Raw| raw.columns.clear();
    assert_eq!(refused(empty), GateError::Empty);
    let mut twice = Raw::puts(1).bytes();
    twice.extend(Raw::puts(1).bytes());
    assert_eq!(scan(&twice), Err(GateError::LeftOver));
    let mut wrong = Raw::puts(1).bytes();
    wrong[5] ^= 1;
    assert_eq!(scan(&wrong), Err(GateError::BadChecksum));
    assert_eq!(
        scan(&vec![0; gate::CHANGE_BYTES_MAX + 1]),
        Err(GateError::TooLong)
    );
}

#[test]
fn announced_lengths_are_not_believed() {
    for length in [1u64 << 31, u64::from(u32::MAX), 1 << 63, u64::MAX] {
        let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 1];
        unsigned(length, &mut bytes);
        bytes.extend([0; 40]);
        assert_eq!(scan(&bytes), Err(GateError::Malformed));
        let mut data = number(length);
        data.extend([0; 64]);
        assert!(scan(&chunk(1, &data)).is_err());
    }
}

// ---- the line of changes, which the gate cannot see

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
    let mut edit = |document: &mut Document, edits: &[EntryEdit]| {
        let edits: Vec<_> = edits.iter().cloned().map(Into::into).collect();
        changes.push(document.edit(&edits, 1_795_468_200).unwrap().unwrap());
        changes.last().cloned().unwrap()
    };
    let create = EntryEdit::Create {
        when: "2026-11-23T22:10:00+01:00[Europe/Berlin]".into(),
        title: "Tuesday".into(),
        body: "The meeting. Ärger. 会議。".into(),
        mood: Some(4),
        emotions: vec!["tired".into()],
        triggers: vec!["meeting".into()],
        tags: vec!["work".into()],
        steps: vec![1],
        star: true,
    };
    let first = edit(&mut mine, &[create]);
    theirs.apply(&[&first]).unwrap();
    let body = "The long meeting. Ärger. 会議。 And then home.";
    let second = edit(
        &mut theirs,
        &[EntryEdit::Body(body.into()), EntryEdit::Star(false)],
    );
    edit(
        &mut mine,
        &[EntryEdit::Tag("work".into(), false), EntryEdit::Mood(None)],
    );
    mine.apply(&[&second]).unwrap();
    edit(
        &mut mine,
        &[EntryEdit::Body("Short.".into()), EntryEdit::Delete],
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
