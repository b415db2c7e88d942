//! What must not pass.

use super::*;

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

// Seen to fail where operations are numbered up to 2^31, whatever their number.
#[test]
fn a_document_of_many_operations_goes_on_in_small_changes() {
    let at = |start_op: u64, ops: u64| {
        let mut raw = Raw::puts(ops as i64);
        raw.start_op = start_op;
        scan(&raw.bytes()).err()
    };
    let full = Some(GateError::DocumentFull);
    assert_eq!(at(OPS_PER_DOCUMENT_MAX - 60_000, 60_000), None);
    assert_eq!(at(OPS_PER_DOCUMENT_MAX - 60_000, 60_001), full);
    assert_eq!(at(OPS_PER_DOCUMENT_MAX, OPS_BEYOND_MAX), None);
    assert_eq!(at(OPS_PER_DOCUMENT_MAX, OPS_BEYOND_MAX + 1), full);
}

// Seen to fail where what comes into texts counts as values, and where a deletion does.
#[test]
fn what_a_change_costs_is_counted_without_expanding_it() {
    let counted = |ops: u64, insert: &[u8], action: u64| {
        let mut raw = Raw::puts(ops as i64);
        raw.columns[INSERT].1 = insert.to_vec();
        raw.columns[ACTION].1 = run(ops as i64, action);
        raw.columns[PREDECESSORS].1 = run(ops as i64, 2);
        let bytes = raw.bytes();
        let meta = scan(&bytes).expect("it passes");
        assert_eq!(journal::gate::work(&bytes), Ok(meta.work));
        (meta.ops, meta.work, meta.puts)
    };
    assert_eq!(counted(100, &number(100), 1), (100, 200, 100));
    assert_eq!(counted(100, &[10, 90], 1), (100, 200, 10));
    assert_eq!(counted(100, &number(100), 3), (100, 200, 0));
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

// Seen to fail: it was taken in, and every change that another device had made apart from it was refused from then on.
#[test]
fn what_replaces_a_value_that_is_not_there_is_refused() {
    let mut raw = Raw::puts(1);
    raw.columns[PREDECESSORS].1 = run(1, 1);
    raw.columns.push((0x71, run(1, 0)));
    raw.columns.push((0x73, run(1, 0)));
    let bytes = raw.bytes();
    assert!(scan(&bytes).is_ok());
    let refused = entry(b"me").apply(&[&bytes]);
    assert!(matches!(refused, Err(ApplyError::Breaks)), "{refused:?}");
}

// A later edit of a text with such a mark can make Automerge panic, and this program marks nothing.
#[test]
fn a_marked_text_does_not_pass() {
    let mut doc = AutoCommit::new().with_actor(ActorId::from([7u8; 16]));
    let text = doc.put_object(ROOT, "t", ObjType::Text).unwrap();
    doc.splice_text(&text, 0, 0, "still water").unwrap();
    doc.commit();
    let plain = doc.get_last_local_change().unwrap().raw_bytes().to_vec();
    assert!(scan(&plain).is_ok());
    let mark = automerge::marks::Mark::new("bold".into(), true, 0, 5);
    doc.mark(&text, mark, automerge::marks::ExpandMark::Both)
        .unwrap();
    doc.commit();
    let marked = doc.get_last_local_change().unwrap().raw_bytes().to_vec();
    assert_eq!(scan(&marked), Err(GateError::Columns));
    assert_eq!(
        refused(|raw| raw.columns[ACTION].1 = run(1, 7)),
        GateError::Columns
    );
}
