//! Values written apart, and the bin.

use super::*;

#[test]
fn of_values_written_apart_the_later_one_counts_and_knowledge_comes_before_time() {
    let set = |n: i64| SheetEdit::Set {
        place: Place::field("scale"),
        value: Scalar::Number(n),
    };
    for (early, late) in [(b"a", b"b"), (b"b", b"a")] {
        let mut early = Device::new(Kind::Entry, early);
        early.write(create("Tuesday", "x"));
        let mut late = Device::new(Kind::Entry, late);
        late.hear(&early);
        // The earlier one writes more, so that Automerge alone would prefer it.
        for n in 1..5 {
            early.write_at([EntryEdit::Mood(Some(n))], NOW + i64::from(n));
        }
        early.write_at([EntryEdit::Title("early".into())], NOW + 5);
        late.write_at(
            [EntryEdit::Mood(Some(9)), EntryEdit::Title("late".into())],
            NOW + 9,
        );
        meet(&mut early, &mut late);
        let row = early.entry();
        assert_eq!((row.mood, row.title.as_str()), (Some(9), "late"));
        // Who knows both decides, whatever the clock says.
        early.write_at([EntryEdit::Mood(Some(2))], 7);
        meet(&mut early, &mut late);
        assert_eq!(late.entry().mood, Some(2));
        assert_eq!(late.entry().title, "late");
    }
    let (mut a, mut b) = (
        Device::new(Kind::Worksheet, b"a"),
        Device::new(Kind::Worksheet, b"b"),
    );
    a.write_at([set(1)], NOW + 2);
    b.write_at([set(2)], NOW + 1);
    meet(&mut a, &mut b);
    assert_eq!(a.sheet().fields.number("scale"), Some(1));
    // Equal times: the same one everywhere.
    let (mut a, mut b) = (
        Device::new(Kind::Worksheet, b"a"),
        Device::new(Kind::Worksheet, b"b"),
    );
    a.write(set(1));
    b.write(set(2));
    meet(&mut a, &mut b);
}

#[test]
fn a_time_more_than_a_day_ahead_of_the_readers_clock_counts_as_the_earliest() {
    let (mut a, mut b) = two("x");
    a.write_at([EntryEdit::Mood(Some(3))], NOW + 86_401);
    b.write_at([EntryEdit::Mood(Some(8))], NOW);
    meet(&mut a, &mut b);
    assert_eq!(
        a.entry().mood,
        Some(3),
        "without a clock every time is believed"
    );
    let read_at = |now: i64| a.document.clone().read_at(now).row();
    assert_eq!(read_at(NOW).as_entry().unwrap().mood, Some(8));
    assert_eq!(read_at(NOW + 1).as_entry().unwrap().mood, Some(3));
}

// ---- the bin

#[test]
fn an_edit_wins_against_a_deletion_elsewhere_until_somebody_who_knows_it_deletes() {
    let (mut a, mut b) = two("short");
    a.write(EntryEdit::Delete);
    b.write(body("short, and then a whole page more"));
    meet(&mut a, &mut b);
    assert_eq!(a.entry().deleted, None);
    assert_eq!(a.entry().extra, EntryRow::default().extra);
    // In the same second, too.
    assert!(a.write(EntryEdit::Delete));
    meet(&mut a, &mut b);
    assert_eq!(b.entry().deleted, Some(NOW));
    b.write(EntryEdit::Restore);
    meet(&mut a, &mut b);
    assert_eq!(a.entry().deleted, None);

    // Deleting twice, or deleting and restoring, is no edit.
    a.write(EntryEdit::Delete);
    b.write_at([EntryEdit::Delete], NOW + 5);
    meet(&mut a, &mut b);
    assert_eq!(a.entry().deleted, Some(NOW + 5));

    // An edit by somebody who does not know that it was deleted long ago.
    let (mut a, mut b) = two("short");
    a.write(EntryEdit::Delete);
    b.write(EntryEdit::Star(true));
    a.hear(&b);
    a.write(EntryEdit::Mood(Some(1)));
    let held = a.document.row();
    assert_eq!(held.deleted(), None);
    let mut newcomer = Device::new(Kind::Entry, b"c");
    newcomer.hear(&a);
    assert_eq!(newcomer.document.row(), held);
}

#[test]
fn a_worksheet_comes_back_and_what_a_share_shows_no_more_does_not() {
    let line = SheetEdit::Set {
        place: Place::field("a"),
        value: Scalar::Line("words".into()),
    };
    for (kind, deleted) in [(Kind::Worksheet, None), (Kind::Share, Some(NOW))] {
        let mut a = Device::new(kind, b"a");
        a.write(SheetEdit::MarkDone(Some(true)));
        let mut b = Device::new(kind, b"b");
        b.hear(&a);
        a.write(SheetEdit::Delete);
        b.write(line.clone());
        meet(&mut a, &mut b);
        assert_eq!(a.sheet().deleted, deleted, "{kind:?}");
    }
}

// ---- edits of an earlier version
