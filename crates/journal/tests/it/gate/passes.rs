//! What must pass.

use super::*;

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
    let create = EntryFields {
        when: "2026-11-23T22:10:00+01:00[Europe/Berlin]".into(),
        title: "Tuesday".into(),
        body: "A long day.\n".repeat(300),
        mood: Some(4),
        emotions: vec!["tired".into()],
        triggers: vec![],
        tags: vec!["work".into(), "müde".into()],
        steps: vec![1, 2],
        star: true,
        ..EntryFields::default()
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
