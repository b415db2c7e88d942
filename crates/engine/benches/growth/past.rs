//! A past of many edits, written at once, each from the tip of the one before. What comes last is done by the device itself.

use engine::CheckIn;
use engine::views::EntryRef;
use engine::worksheet::Target;
use journal::document::{Document, Tip};
use journal::{Actor, DocId, Edit, EntryEdit, EntryFields, ItemId, Kind, Place, Scalar, SheetEdit};
use testkit::{Desk, Dice, Insider, Slot, World, documents};
use vault::{Class, Have};

/// Unix seconds at which the past was written.
const THEN: i64 = 1_790_000_000;

/// Words that nobody wrote, always the same for a seed.
pub(crate) fn prose(bytes: usize, seed: u64) -> String {
    const SYLLABLES: &[&str] = &[
        "ba", "ri", "ton", "el", "sha", "mi", "ver", "ond", "ka", "lu", "est", "on",
    ];
    let mut dice = Dice::new(seed);
    let mut text = String::with_capacity(bytes + 16);
    while text.len() < bytes {
        for _ in 0..1 + dice.below(3) {
            text.push_str(SYLLABLES[dice.below(SYLLABLES.len())]);
        }
        text.push_str(if dice.below(90) == 0 { "\n\n" } else { " " });
    }
    text.truncate(bytes);
    text
}

/// A text of which forty letters were replaced by others.
pub(crate) fn replaced(text: &str, run: usize) -> String {
    let at = run * 97 % (text.len() - 50);
    let words = prose(40, run as u64 + 7);
    [&text[..at], &words, &text[at + 40..]].concat()
}

/// An entry, edited so many times.
pub(crate) fn edits(world: &World, device: &Desk, count: usize) {
    let inside = earlier(device);
    let id = inside_id(Kind::Entry);
    let mut writer = Writer::new(Kind::Entry, actor(&inside, id));
    let mut text = prose(1_000, 0);
    let begun = EntryFields {
        when: world.now().into(),
        ..EntryFields::text(text.clone())
    };
    let mut changes = vec![writer.change(&[begun.into()])];
    for run in 0..count {
        text = replaced(&text, run);
        changes.push(writer.change(&[EntryEdit::Body(text.clone()).into()]));
    }
    keep(&inside, id, Kind::Entry, changes);
}

/// Goes on with the newest entry, as often as its history is asked for.
pub(crate) fn go_on(world: &World, device: &Desk) {
    for run in 10_000..10_012 {
        world.advance(60);
        let entry = EntryRef::Newest(1);
        let known = device
            .vault
            .entries()
            .get(&entry)
            .expect("there is an entry");
        let body = EntryEdit::Body(replaced(&known.fields.body, run));
        let changed = device.vault.entries().change(&entry, vec![body]);
        changed.expect("it can be edited");
    }
}

/// A promise that was checked in for so many times.
pub(crate) fn check_ins(world: &World, device: &Desk, count: usize) {
    let worksheets = device.vault.worksheets();
    let promise =
        serde_json::json!({ "promise": "walk", "cadence": "daily", "from": "2020-01-01" });
    let list = Target::NewItem("commitments".into());
    worksheets
        .fill_json(9, &list, &promise)
        .expect("a promise is made");
    let again = || {
        world.advance(60);
        let check_in = CheckIn {
            promise: "walk".into(),
            kept: true,
            ..CheckIn::default()
        };
        let done = device.vault.programme().check_in(&check_in);
        done.expect("it is checked in for");
    };
    again();
    let row = worksheets.get(9).expect("the worksheet is there").row;
    let first = &row.items("checkins")[0];
    let link = first.fields.words("commitment").to_owned();
    let inside = earlier(device);
    let payload = inside.plaintexts(inside.home().tag()).pop();
    let (id, _) = documents(&payload.expect("it was written"))[0];
    let id = DocId::from_bytes(id);
    let mut writer = Writer::new(Kind::Worksheet, actor(&inside, id));
    let mut dice = Dice::new(5);
    let mut order = first.order.clone();
    let changes = (0..count).map(|_| {
        let item = ItemId::from_bytes(std::array::from_fn(|_| dice.roll().to_le_bytes()[0]));
        order = journal::order_between(Some(&order), None);
        let set = |field: &str, value: &str| {
            Edit::from(SheetEdit::Set {
                place: Place::item("checkins", item, field),
                value: Scalar::Line(value.to_owned()),
            })
        };
        let add = SheetEdit::Add {
            list: "checkins".into(),
            item,
            order: order.clone(),
            at: first.at.clone(),
        };
        let edits = [add.into(), set("commitment", &link), set("kept", "kept")];
        writer.change(&edits)
    });
    let changes = changes.collect();
    keep(&inside, id, Kind::Worksheet, changes);
    again();
}

/// The keys of a device, for a log that it wrote before.
fn earlier(device: &Desk) -> Insider {
    let mut inside = Insider::of(device);
    inside.incarnation ^= 1;
    inside
}

fn actor(inside: &Insider, id: DocId) -> Actor {
    Actor::derive(&inside.log(Class::Data).encode(), id)
}

fn inside_id(kind: Kind) -> DocId {
    let mut bytes = [7; 16];
    bytes[15] = kind.to_byte();
    DocId::from_bytes(bytes)
}

/// Who writes one change after the other.
struct Writer {
    kind: Kind,
    actor: Actor,
    made: u64,
    tip: Option<Tip>,
}

impl Writer {
    const fn new(kind: Kind, actor: Actor) -> Self {
        Self {
            kind,
            actor,
            made: 0,
            tip: None,
        }
    }

    fn change(&mut self, edits: &[Edit]) -> Vec<u8> {
        let tip = self.tip.as_ref();
        let document = tip.map(|tip| Document::continued(self.kind, self.actor, tip, self.made));
        let begun = || Document::new(self.kind, self.actor);
        let mut document = document.map_or_else(begun, |known| known.expect("it is a tip"));
        let change = document.edit(edits, THEN).expect("it can be edited");
        self.tip = document.tip(|key| self.kind.part(key));
        self.made += 1;
        change.expect("something changes")
    }
}

/// Writes each change into a record of its own.
fn keep(inside: &Insider, id: DocId, kind: Kind, changes: Vec<Vec<u8>>) {
    let slot = |change| Slot {
        doc: *id.as_bytes(),
        kind: kind.to_byte(),
        changes: vec![change],
        row: Vec::new(),
    };
    let parts = changes.into_iter();
    let parts: Vec<_> = parts
        .map(|change| (Have::default(), vec![slot(change)]))
        .collect();
    let log = inside.log(Class::Data);
    inside.keep_all(&inside.begin_log(inside.home(), log, &parts));
}
