//! Documents that are gone on with from their tips: whatever was written, wherever and in whatever order, it is the same as
//! if all of the document had been there.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::cell::Cell;

use journal::document::Tip;
use journal::{
    Actor, DocId, Document, Edit, EntryEdit, EntryFields, ItemId, Kind, Place, Row, Scalar,
    SheetEdit, SheetRow, order_between,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// What one device does: it hears of all that another one knows, or writes; two numbers say what.
#[derive(Clone, Debug)]
enum Act {
    Hear(usize),
    Write(Vec<(u8, u16, u16)>),
}

fn acts() -> impl Strategy<Value = Vec<(usize, Act)>> {
    let writes = prop::collection::vec((any::<u8>(), any::<u16>(), any::<u16>()), 1..3);
    let act = prop_oneof![
        2 => (0usize..3).prop_map(Act::Hear),
        5 => writes.prop_map(Act::Write),
    ];
    // Most is written by the same one.
    let device = prop_oneof![1 => Just(0usize), 1 => 0usize..3];
    prop::collection::vec((device, act), 1..30)
}

struct Device {
    actor: Actor,
    document: Document,
    tip: Option<Tip>,
    changes: Vec<Vec<u8>>,
}

/// How often tips were there to be used, and how often not.
#[derive(Default)]
struct Counts {
    from_tips: Cell<usize>,
    from_all: Cell<usize>,
}

fn count(cell: &Cell<usize>) {
    cell.set(cell.get() + 1);
}

impl Device {
    fn new(kind: Kind, log: u8) -> Self {
        let actor = Actor::derive(&[log], DocId::from_bytes([7; 16]));
        Self {
            actor,
            document: Document::new(kind, actor),
            tip: None,
            changes: Vec::new(),
        }
    }

    fn seq(&self) -> u64 {
        let mut seqs = self.document.lineage().seqs();
        seqs.find(|(actor, _)| *actor == self.actor)
            .map_or(0, |(_, seq)| seq)
    }

    /// What the vault does: a tip counts if the document ends with nothing but the change that it knows.
    fn continued(&self, edits: &[Edit]) -> Option<Document> {
        let tip = self.tip.as_ref()?;
        if self.document.heads() != [tip.head()] {
            return None;
        }
        let continued = Document::continued(self.document.kind(), self.actor, tip, self.seq());
        continued.filter(|document| document.suffices_for(edits))
    }

    fn write(&mut self, edits: &[Edit], at: i64, counts: &Counts) {
        let kind = self.document.kind();
        let part = |key: &str| kind.part(key);
        let before = self.document.row();
        let mut whole = self.document.clone();
        let by_all = whole.edit(edits, at);
        let change = match self.continued(edits) {
            Some(mut continued) => {
                count(&counts.from_tips);
                let change = continued.edit(edits, at);
                assert_eq!(change.is_ok(), by_all.is_ok());
                let change = change.ok().flatten();
                if let Some(bytes) = &change {
                    self.document.apply(&[bytes]).unwrap();
                    assert_eq!(continued.row_after(before), self.document.row());
                    assert_eq!(continued.heads(), self.document.heads());
                    self.tip = continued.tip(part);
                }
                change
            }
            None => {
                count(&counts.from_all);
                let change = self.document.edit(edits, at).ok().flatten();
                self.tip = self.document.tip(part);
                change
            }
        };
        assert_eq!(change.is_some(), by_all.is_ok_and(|made| made.is_some()));
        assert_eq!(self.document.row(), whole.row());
        if let Some(tip) = &self.tip
            && self.document.heads() == [tip.head()]
        {
            assert!(
                tip.is_of(&self.document, part),
                "a tip is not that of its document"
            );
            self.tells_the_same(tip);
        }
        self.changes.extend(change);
    }

    /// The newest versions that a tip knows are those of its document. Answers how many were looked at.
    fn tells_the_same(&self, tip: &Tip) -> usize {
        let kind = self.document.kind();
        let continued = Document::continued(kind, self.actor, tip, self.seq()).unwrap();
        let total = self.document.version_count();
        assert_eq!(continued.newest_versions(0, total), None);
        let mut most = [31, 20, 12, 6, 2, 1].into_iter();
        let told = most.find_map(|newest| continued.newest_versions(newest, total));
        told.map_or(0, |told| {
            let known = told.versions.len();
            let whole = self.document.history(known);
            assert_eq!((told.versions, told.total), (whole.versions, whole.total));
            known
        })
    }

    fn hear(&mut self, changes: &[Vec<u8>]) {
        let heard: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
        self.document.apply(&heard).unwrap();
        for change in changes {
            if !self.changes.contains(change) {
                self.changes.push(change.clone());
            }
        }
    }
}

/// Does all of it, and has all devices hear of each other in the end.
fn play(
    kind: Kind,
    acts: &[(usize, Act)],
    counts: &Counts,
    edit: impl Fn(&Row, (u8, u16, u16)) -> Edit,
) {
    let mut devices = [1, 2, 3].map(|log| Device::new(kind, log));
    for (at, (device, act)) in (1_790_000_000..).zip(acts) {
        match act {
            Act::Hear(other) => {
                let changes = devices[*other].changes.clone();
                devices[*device].hear(&changes);
            }
            Act::Write(edits) => {
                let device = &mut devices[*device];
                let row = device.document.row();
                let mut edits: Vec<Edit> = edits.iter().map(|said| edit(&row, *said)).collect();
                if kind == Kind::Entry && device.changes.is_empty() {
                    edits.insert(0, begun());
                }
                device.write(&edits, at, counts);
            }
        }
    }
    for (one, other) in [(0, 1), (0, 2), (1, 0), (2, 0)] {
        let changes = devices[other].changes.clone();
        devices[one].hear(&changes);
    }
    let rows = devices.map(|device| device.document.row());
    assert!(rows[0] == rows[1] && rows[1] == rows[2]);
}

fn begun() -> Edit {
    EntryFields {
        when: "2026-11-23T22:10:00+01:00[Europe/Berlin]".into(),
        ..EntryFields::text("It was still.")
    }
    .into()
}

const WORDS: [&str; 6] = ["", "a", " lake", "é👩\u{200d}🚀", "会議", "one\n\ntwo "];

/// A text with something else in one place.
fn changed(text: &str, (a, b): (u16, u16)) -> String {
    let letters: Vec<char> = text.chars().collect();
    let from = usize::from(a) % (letters.len() + 1);
    let to = (from + usize::from(b >> 8) % 6).min(letters.len());
    let word = WORDS[usize::from(b) % WORDS.len()];
    let (start, end) = (&letters[..from], &letters[to..]);
    start
        .iter()
        .copied()
        .chain(word.chars())
        .chain(end.iter().copied())
        .collect()
}

fn entry_edit(row: &Row, (what, a, b): (u8, u16, u16)) -> Edit {
    let body = row.as_entry().map_or("", |row| &row.body);
    let on = b.is_multiple_of(2);
    let tag = format!("tag{}", a % 3);
    match what % 16 {
        0 => EntryEdit::Title(format!("title {a}")),
        1 => EntryEdit::Mood(on.then_some((a % 10) as u8 + 1)),
        2 => EntryEdit::Tag(tag, on),
        3 => EntryEdit::Star(on),
        4 => EntryEdit::Step((a % 11) as u8 + 1, on),
        5 => EntryEdit::Keep(format!("{:016x}", a % 4), on),
        6 if a < 8_000 => EntryEdit::Delete,
        7 => EntryEdit::Restore,
        8 if a < 8_000 => EntryEdit::Body(String::new()),
        _ => EntryEdit::Body(changed(body, (a, b))),
    }
    .into()
}

fn sheet_edit(row: &Row, (what, a, b): (u8, u16, u16)) -> Edit {
    let row = row.as_sheet().unwrap();
    let items = row.items("checkins");
    let item = items.get(usize::from(a) % (items.len() + 1));
    let place = |field: &str| match item {
        Some(item) => Place::item("checkins", item.id, field),
        None => Place::field(field),
    };
    let on = b.is_multiple_of(2);
    let text = |place: Place| SheetEdit::Text {
        text: changed(
            row.value(&place)
                .and_then(|said| said.as_str())
                .unwrap_or(""),
            (a, b),
        ),
        place,
    };
    let edit = match what % 20 {
        0 => SheetEdit::Set {
            place: Place::field("kept"),
            value: Scalar::Number(i64::from(a)),
        },
        1 => SheetEdit::Set {
            place: place("kept"),
            value: Scalar::Line(format!("{b}")),
        },
        2 => SheetEdit::Set {
            place: place("kept"),
            value: Scalar::Empty,
        },
        3 => text(place("note")),
        4 => text(Place::field("note")),
        5 => SheetEdit::Choose {
            place: Place::field("why"),
            choice: format!("c{}", a % 3),
            on,
        },
        6 if b < 4_000 => SheetEdit::Count {
            place: Place::field("times"),
            by: 1,
        },
        7 => SheetEdit::Count {
            place: place("times"),
            by: i64::from(a % 5),
        },
        8 => SheetEdit::Rank {
            place: place("order"),
            order: vec![format!("c{}", a % 3)],
        },
        _ => return structure_edit(row, (what, a, b), place("kept")).into(),
    };
    edit.into()
}

/// An edit of what stands around the answers.
fn structure_edit(row: &SheetRow, (what, a, b): (u8, u16, u16), place: Place) -> SheetEdit {
    let items = row.items("checkins");
    let on = b.is_multiple_of(2);
    match what % 20 {
        9 => SheetEdit::Remove {
            list: "checkins".into(),
            item: items
                .first()
                .map_or(ItemId::from_bytes([9; 8]), |item| item.id),
        },
        10 => SheetEdit::Asked {
            place,
            version: u32::from(a % 5) + 1,
        },
        11 => SheetEdit::Keep {
            sentence: format!("{:016x}", a % 4),
            on,
        },
        12 => SheetEdit::MarkDone(on.then_some(a.is_multiple_of(2))),
        13 if a < 4_000 => SheetEdit::Delete,
        14 => SheetEdit::Restore,
        15 => SheetEdit::Define {
            definition: "step9".into(),
            version: u32::from(a % 3) + 1,
            journey: String::new(),
        },
        _ => SheetEdit::Add {
            list: "checkins".into(),
            item: ItemId::from_bytes(
                [a.to_be_bytes(), b.to_be_bytes(), [1; 2], [2; 2]]
                    .concat()
                    .try_into()
                    .unwrap(),
            ),
            order: order_between(items.last().map(|item| item.order.as_str()), None),
            at: on.then(|| "2026-11-23T22:10:00+01:00[Europe/Berlin]".into()),
        },
    }
}

/// `PROPTEST_CASES` asks for more.
fn cases() -> u32 {
    let said = std::env::var("PROPTEST_CASES").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(24)
}

fn alike(kind: Kind, edit: impl Fn(&Row, (u8, u16, u16)) -> Edit) {
    let counts = Counts::default();
    let config = Config {
        failure_persistence: None,
        ..Config::with_cases(cases())
    };
    let played = TestRunner::new(config).run(&acts(), |acts| {
        play(kind, &acts, &counts, &edit);
        Ok(())
    });
    played.unwrap();
    let (tips, all) = (counts.from_tips.get(), counts.from_all.get());
    assert!(
        tips > all / 4 && all > tips / 20,
        "{tips} from tips and {all} from all"
    );
}

#[test]
fn an_entry_reads_the_same_from_its_tip() {
    alike(Kind::Entry, entry_edit);
}

#[test]
fn a_worksheet_reads_the_same_from_its_tip() {
    alike(Kind::Worksheet, sheet_edit);
}

#[test]
fn a_tip_tells_the_newest_versions_however_many_there_are() {
    let mut device = Device::new(Kind::Entry, 1);
    let counts = Counts::default();
    device.write(&[begun()], 1_790_000_000, &counts);
    for at in 1..70_u16 {
        let row = device.document.row();
        let what = [15, 0, 15, 1, 2, 4][usize::from(at % 6)];
        let edit = entry_edit(&row, (what, at.wrapping_mul(7_919), at * 611));
        device.write(&[edit], 1_790_000_000 + i64::from(at), &counts);
        let known = device.tells_the_same(device.tip.as_ref().unwrap());
        let made = device.document.version_count();
        assert!(known >= 12 || made <= 12, "{known} of {made} are known");
    }
}
