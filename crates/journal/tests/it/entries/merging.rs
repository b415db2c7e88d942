//! Entries that were edited apart.

use super::*;

#[test]
fn two_people_editing_one_text_both_keep_what_they_wrote() {
    let mut both = devices(2, "We met at noon. It rained.");
    let mine = write(
        &mut both[0],
        &[EntryEdit::Body("We met at noon in town. It rained.".into())],
    );
    let theirs = write(
        &mut both[1],
        &[EntryEdit::Body(
            "We met at noon. It snowed. Then home.".into(),
        )],
    );
    both[0].apply(&[&theirs]).unwrap();
    both[1].apply(&[&mine]).unwrap();
    assert_eq!(both[0].row(), both[1].row());
    assert_eq!(
        row(&both[0]).body,
        "We met at noon in town. It snowed. Then home."
    );
}

#[test]
fn two_people_replacing_one_word_do_not_mix_its_letters() {
    let mut both = devices(2, "I was sad today.");
    let mine = write(&mut both[0], &[EntryEdit::Body("I was glad today.".into())]);
    let theirs = write(
        &mut both[1],
        &[EntryEdit::Body("I was afraid today.".into())],
    );
    both[0].apply(&[&theirs]).unwrap();
    both[1].apply(&[&mine]).unwrap();
    let body = row(&both[0]).fields.body;
    assert_eq!(body, row(&both[1]).body);
    assert!(body.contains("glad") && body.contains("afraid"), "{body}");
}

#[test]
fn different_fields_merge_and_a_bin_does_not_swallow_an_edit() {
    let mut both = devices(2, "x");
    let mine = write(
        &mut both[0],
        &[EntryEdit::Delete, EntryEdit::Tag("a".into(), true)],
    );
    let theirs = write(
        &mut both[1],
        &[EntryEdit::Mood(Some(9)), EntryEdit::Tag("b".into(), true)],
    );
    both[0].apply(&[&theirs]).unwrap();
    both[1].apply(&[&mine]).unwrap();
    let merged = row(&both[0]);
    assert_eq!(merged, row(&both[1]));
    assert_eq!((merged.mood, merged.deleted), (Some(9), None));
    assert_eq!(merged.tags, ["a", "b", "work"]);
}

#[test]
fn a_text_begun_twice_is_read_whole_and_stays_editable() {
    let (mut mine, mut theirs) = (empty(b"laptop"), empty(b"phone"));
    let first = write(&mut mine, &[create("Mine.")]);
    let second = write(&mut theirs, &[create("Theirs.")]);
    mine.apply(&[&second]).unwrap();
    theirs.apply(&[&first]).unwrap();
    let body = row(&mine).fields.body;
    assert_eq!(body, row(&theirs).body);
    assert!(body.contains("Mine.") && body.contains("Theirs."), "{body}");
    let change = write(&mut mine, &[EntryEdit::Body(format!("{body} Ours."))]);
    theirs.apply(&[&change]).unwrap();
    assert_eq!(row(&theirs).body, format!("{body} Ours."));
}

/// What somebody does to a text: words put in, words taken out.
#[derive(Debug, Clone)]
enum Typing {
    Insert(usize, String),
    Remove(usize, usize),
}

fn typing() -> impl Strategy<Value = Vec<Typing>> {
    let one = prop_oneof![
        3 => (0..40usize, "[a-zäöüéяд]{1,6}").prop_map(|(at, word)| Typing::Insert(at, word)),
        1 => (0..40usize, 1..4usize).prop_map(|(at, count)| Typing::Remove(at, count)),
    ];
    prop::collection::vec(one, 1..6)
}

/// The words after the typing. Words put in are marked with who put them there, so that they are
/// told apart.
fn typed(words: &[String], typing: &[Typing], who: &str) -> (Vec<String>, Vec<String>) {
    let (mut words, mut new) = (words.to_vec(), Vec::new());
    for (n, step) in typing.iter().enumerate() {
        match step {
            Typing::Insert(at, word) => {
                let word = format!("{who}{n}{word}");
                new.push(word.clone());
                words.insert((*at).min(words.len()), word);
            }
            Typing::Remove(at, count) => {
                let at = (*at).min(words.len());
                let end = (at + count).min(words.len());
                let gone: Vec<String> = words.drain(at..end).collect();
                new.retain(|word| !gone.contains(word));
            }
        }
    }
    (words, new)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn edits_made_apart_end_equal_and_keep_every_word(
        start in prop::collection::vec("[a-zé会]{1,7}[,.\n]?", 0..30),
        first in typing(),
        second in typing(),
        third in typing(),
    ) {
        let mut devices = devices(3, &start.join(" "));
        let mut changes = Vec::new();
        let mut added = Vec::new();
        for (n, typing) in [first, second, third].iter().enumerate() {
            let (words, new) = typed(&start, typing, ["A", "B", "C"][n]);
            let edits = [EntryEdit::Body(words.join(" ")).into()];
            changes.extend(devices[n].edit(&edits, n as i64).unwrap());
            added.extend(new);
        }
        for (n, device) in devices.iter_mut().enumerate() {
            let mut order: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
            order.rotate_left(n.min(changes.len()));
            for change in order {
                device.apply(&[change]).unwrap();
            }
        }
        let body = row(&devices[0]).fields.body;
        for device in &devices {
            prop_assert_eq!(&row(device).body, &body);
        }
        for word in added {
            prop_assert!(body.contains(&word), "{word:?} is missing in {body:?}");
        }
    }

    #[test]
    fn any_edit_makes_the_text_read_exactly_so(
        old in "([a-c ]{1,9}|\n|[会議だ。]|\u{301}|👩\u{200d}🚀|é){0,20}",
        new in "([a-c ]{1,9}|\n|[会議だ。]|\u{301}|👩\u{200d}🚀|é){0,20}",
    ) {
        let mut entry = devices(1, &old).remove(0);
        let edits = [EntryEdit::Body(new.clone()).into()];
        let changed = entry.edit(&edits, 1).unwrap();
        prop_assert_eq!(changed.is_some(), old != new);
        prop_assert_eq!(&row(&entry).body, &new);
    }

    #[test]
    fn every_edit_gives_equal_rows_elsewhere(edits in prop::collection::vec(any_edit(), 1..20)) {
        let mut mine = devices(1, "start").remove(0);
        let mut changes = vec![];
        let mut theirs = empty(b"elsewhere");
        let first = mine.clone().row();
        prop_assert_eq!(first.as_entry().unwrap().title.as_str(), "Tuesday");
        for (at, edit) in edits.into_iter().enumerate() {
            if let Ok(Some(change)) = mine.edit(&[edit.into()], at as i64) {
                changes.push(change);
            }
        }
        let mut origin = empty(&[0]);
        let start = write(&mut origin, &[create("start")]);
        theirs.apply(&[&start]).unwrap();
        for change in &changes {
            theirs.apply(&[change]).unwrap();
        }
        prop_assert_eq!(theirs.row(), mine.row());
        prop_assert_eq!(theirs.heads(), mine.heads());
        let json = mine.row().to_json();
        prop_assert_eq!(Row::from_json(Kind::Entry, &json).unwrap(), mine.row());
    }

    #[test]
    fn a_restored_document_goes_on_like_the_one_that_was_saved(
        apart in prop::collection::vec((0..2usize, any_edit()), 1..12),
        after in prop::collection::vec(any_edit(), 1..6),
        spoilt in any::<prop::sample::Index>(),
    ) {
        let mut both = devices(2, "start");
        let mut changes = Vec::new();
        for (at, (who, edit)) in apart.into_iter().enumerate() {
            if let Ok(Some(change)) = both[who].edit(&[edit.into()], at as i64) {
                changes.push((who, change));
            }
        }
        for (who, change) in &changes {
            both[1 - who].apply(&[change]).unwrap();
        }
        let (mut one, actor) = (both.remove(0), Actor::derive(&[0], doc_id()));
        let (saved, heads) = (one.saved().unwrap(), one.heads());
        let restored = |saved: &[u8]| Document::restored(Kind::Entry, actor, saved, &heads);
        let mut other = saved.clone();
        other[spoilt.index(saved.len())] ^= 4;
        if let Some(other) = restored(&other) {
            prop_assert_eq!(other.row(), one.row());
        }
        prop_assert!(Document::restored(Kind::Entry, actor, &saved, &heads[1..]).is_none());
        let mut again = restored(&saved).unwrap();
        prop_assert_eq!(again.row(), one.row());
        prop_assert_eq!(again.history(0), one.history(0));
        for (at, edit) in after.into_iter().enumerate() {
            let edit = [edit.into()];
            prop_assert_eq!(again.edit(&edit, at as i64).ok(), one.edit(&edit, at as i64).ok());
        }
    }
}

fn any_edit() -> impl Strategy<Value = EntryEdit> {
    let label = "[a-c]{1,2}|ä|mü de";
    prop_oneof![
        "\\PC{0,30}".prop_map(EntryEdit::Title),
        "(\\PC|\n){0,60}".prop_map(EntryEdit::Body),
        prop::option::of(0..12u8).prop_map(EntryEdit::Mood),
        (label, any::<bool>()).prop_map(|(text, on)| EntryEdit::Tag(text, on)),
        (label, any::<bool>()).prop_map(|(text, on)| EntryEdit::Emotion(text, on)),
        (label, any::<bool>()).prop_map(|(text, on)| EntryEdit::Trigger(text, on)),
        (0..12u8, any::<bool>()).prop_map(|(step, on)| EntryEdit::Step(step, on)),
        any::<bool>().prop_map(EntryEdit::Star),
        Just(EntryEdit::Delete),
        Just(EntryEdit::Restore),
    ]
}

// ---- strangers
