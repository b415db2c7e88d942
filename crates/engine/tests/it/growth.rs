//! What grows with the past of a journal, and what does not: bytes and what is opened are counted after few edits and
//! after many, never time.

use engine::CheckIn;
use engine::views::{EntryEdit, EntryRef, Version};
use engine::worksheet::Target;
use journal::document::Document;
use journal::{Actor, DocId, Edit, ItemId, Kind, Place, Scalar, SheetEdit};
use serde_json::json;
use testkit::{Desk, Insider, Slot, World, documents};
use vault::{Class, Have};

/// A journal with a promise to check in for.
fn promised(world: &World) -> Desk {
    let device = world.first("laptop");
    let from = (world.now().date() - jiff::Span::new().days(300)).to_string();
    let promise = json!({ "promise": "walk", "cadence": "daily", "from": from });
    let worksheets = device.vault.worksheets();
    let list = Target::NewItem("commitments".into());
    worksheets.fill_json(9, &list, &promise).unwrap();
    device
}

fn check_in(world: &World, device: &Desk) {
    world.advance(60);
    let check_in = CheckIn {
        promise: "walk".into(),
        kept: true,
        ..CheckIn::default()
    };
    device.vault.programme().check_in(&check_in).unwrap();
}

/// Bytes of the payload that a device wrote last; how long its record is besides is drawn.
fn last_payload(device: &Desk) -> usize {
    let inside = Insider::of(device);
    inside.plaintexts(inside.home().tag()).pop().unwrap().len()
}

/// Numbers of operations take a few bytes more once they are large.
fn assert_alike(few: usize, many: usize) {
    assert!(many <= few + 32, "{few} bytes have become {many}");
}

#[test]
fn a_check_in_weighs_the_same_however_many_there_are() {
    let world = World::new(31);
    let device = promised(&world);
    let weight = |more: usize| {
        (0..more).for_each(|_| check_in(&world, &device));
        last_payload(&device)
    };
    assert_alike(weight(5), weight(60));
    let sheet = device.vault.worksheets().get(9).unwrap().row;
    assert_eq!(sheet.items("checkins").len(), 65);
}

#[test]
fn an_edit_of_a_long_text_weighs_what_it_changed() {
    let world = World::new(32);
    let device = world.first("laptop");
    let numbers = |count: usize| (0..count).map(|at| format!("{at} ")).collect::<String>();
    let change = |count: usize| {
        let id = device.writes(&numbers(count));
        world.advance(60);
        let body = EntryEdit::Body(numbers(count) + "and one more");
        let entry = EntryRef::Prefix(id);
        device.vault.entries().change(&entry, vec![body]).unwrap();
        last_payload(&device)
    };
    assert_alike(change(2_000), change(20_000));
}

#[tokio::test]
async fn what_a_record_does_not_say_is_computed_and_is_no_conflict() {
    let world = World::new(33);
    let laptop = promised(&world);
    let long = laptop.writes(&"word after word ".repeat(1_000));
    let phone = world.another(&laptop, "phone").await;
    for turn in 0..3 {
        let (here, there) = if turn % 2 == 0 {
            (&laptop, &phone)
        } else {
            (&phone, &laptop)
        };
        check_in(&world, here);
        let body = "word after word ".repeat(1_000) + &turn.to_string();
        let edit = vec![EntryEdit::Body(body.clone())];
        let entry = EntryRef::Prefix(long.clone());
        here.vault.entries().change(&entry, edit).unwrap();
        here.meets(there).await;
        let sheets = [here, there].map(|desk| desk.vault.worksheets().get(9).unwrap().row);
        assert_eq!(sheets[0], sheets[1]);
        assert_eq!(there.vault.entries().get(&entry).unwrap().body, body);
        // Later a change also names the one that its writer made before, and whether that is known is looked up.
        let noted = there.vault.home_snapshot().unwrap().changed_apart();
        assert!(turn == 2 || noted.unwrap().is_empty());
        assert_eq!(there.vault.both_sides().list().unwrap(), []);
    }
    laptop.is_sound();
    phone.is_sound();
}

/// An entry that was edited so many times, and what it reads.
fn edited(world: &World, device: &Desk, times: usize) -> (EntryRef, String) {
    let entry = EntryRef::Prefix(device.writes("begun"));
    let mut body = String::new();
    for at in 0..times {
        world.advance(60);
        body = format!("begun, and gone on {at} times");
        let edit = vec![EntryEdit::Body(body.clone())];
        device.vault.entries().change(&entry, edit).unwrap();
    }
    (entry, body)
}

/// How many records something opens in a vault that was just opened.
fn records_opened(device: &Desk, does: impl FnOnce(&Desk)) -> u64 {
    let fresh = Desk::at(&device.name, &device.path, &device.env);
    let before = fresh.vault.indexing_work()[1];
    does(&fresh);
    fresh.vault.indexing_work()[1] - before
}

#[test]
fn what_a_document_is_loaded_from_is_bounded() {
    let world = World::new(34);
    let device = world.first("laptop");
    let (entry, body) = edited(&world, &device, 150);
    let of_history = records_opened(&device, |device| {
        let history = device.vault.entries().history(&entry, 40).unwrap();
        assert_eq!((history.versions.len(), history.total), (40, 151));
        assert_eq!(history.versions[0].body, body);
    });
    let of_an_edit = records_opened(&device, |device| {
        let edit = vec![EntryEdit::Mood(Some(4))];
        device.vault.entries().change(&entry, edit).unwrap();
    });
    for opened in [of_history, of_an_edit] {
        assert!(opened <= 66, "{opened} of 151 records are opened");
    }
    device.is_sound();
}

#[test]
fn the_newest_versions_load_nothing_however_many_there_are() {
    let world = World::new(40);
    let device = world.first("laptop");
    let (entry, body) = edited(&world, &device, 60);
    let history = |device: &Desk, newest| device.vault.entries().history(&entry, newest).unwrap();
    let mut newest = None;
    let work = loaded(&device, |device| newest = Some(history(device, 10)));
    assert_eq!(work, (0, 0));
    let newest = newest.unwrap();
    let all = history(&device, 0);
    assert_eq!((newest.total, all.versions.len()), (61, 61));
    assert_eq!(newest.versions[0].body, body);
    let told = |versions: &[Version]| format!("{versions:#?}");
    assert_eq!(told(&newest.versions), told(&all.versions[..10]));
    device.is_sound();
}

#[test]
fn a_saved_document_that_does_not_open_is_made_again() {
    let world = World::new(35);
    let device = world.first("laptop");
    let (entry, body) = edited(&world, &device, 70);
    let (other, _) = edited(&world, &device, 70);
    let inside = Insider::of(&device);
    let saved = || inside.caches(inside.home().tag(), b"s");
    let [(one, ours), (another, theirs)] = saved().try_into().expect("two documents are saved");
    let tips = || inside.caches(inside.home().tag(), b"t");
    // Each in the other's place, then neither. An edit looks at them where it has no tip to go on with.
    let spoils: [[&[u8]; 2]; 2] = [[&theirs, &ours], [b"spoilt", b""]];
    for bytes in spoils {
        inside.caches_as(&one, bytes[0]);
        inside.caches_as(&another, bytes[1]);
        for (tip, _) in tips() {
            inside.caches_as(&tip, b"spoilt");
        }
        for entry in [&entry, &other] {
            let history = device.vault.entries().history(entry, 0).unwrap();
            assert_eq!(history.total, 71 + usize::from(bytes[0] == b"spoilt"));
            let edit = vec![EntryEdit::Star(bytes[0] != b"spoilt")];
            device.vault.entries().change(entry, edit).unwrap();
        }
    }
    device.is_sound();
    let opened = records_opened(&device, |device| {
        let history = device.vault.entries().history(&entry, 0).unwrap();
        assert_eq!((history.total, &history.versions[0].body), (73, &body));
    });
    assert!(opened <= 66, "{opened} records are opened");
    // Made anew with the pages, under other names.
    device.vault.rebuild(&mut |_, _| {}).unwrap();
    let keys = saved().into_iter().map(|(key, _)| key);
    assert!(keys.clone().count() == 2 && keys.clone().all(|key| key != one && key != another));
    assert_eq!(device.vault.entries().get(&entry).unwrap().body, body);
}

/// How many documents are loaded, and records opened, by something in a vault that was just opened.
fn loaded(device: &Desk, does: impl FnOnce(&Desk)) -> (u64, u64) {
    let fresh = Desk::at(&device.name, &device.path, &device.env);
    let work = || {
        (
            fresh.vault.loaded_documents(),
            fresh.vault.indexing_work()[1],
        )
    };
    let before = work();
    does(&fresh);
    let after = work();
    (after.0 - before.0, after.1 - before.1)
}

#[tokio::test]
async fn what_is_often_changed_is_gone_on_with_without_its_past() {
    let world = World::new(37);
    let laptop = promised(&world);
    let (entry, _) = edited(&world, &laptop, 20);
    (0..20).for_each(|_| check_in(&world, &laptop));
    let edit = |device: &Desk, body: &str| {
        world.advance(60);
        let edit = vec![EntryEdit::Body(body.to_owned()), EntryEdit::Mood(Some(4))];
        device.vault.entries().change(&entry, edit).unwrap();
    };
    assert_eq!(
        loaded(&laptop, |laptop| edit(laptop, "begun, and more")),
        (0, 0)
    );
    assert_eq!(loaded(&laptop, |laptop| check_in(&world, laptop)), (0, 0));
    let phone = world.another(&laptop, "phone").await;
    // What another device wrote has to be loaded once, and what was written apart as well.
    let heard = |device: &Desk| loaded(device, |device| edit(device, "begun, and heard")).0;
    edit(&phone, "begun there, and more");
    check_in(&world, &phone);
    phone.meets(&laptop).await;
    assert_eq!(heard(&laptop), 1);
    edit(&laptop, "begun here, and heard");
    edit(&phone, "begun there, and heard");
    phone.meets(&laptop).await;
    assert_eq!(heard(&phone), 1);
    assert_eq!(
        loaded(&phone, |phone| edit(phone, "begun, and all of it")),
        (0, 0)
    );
    phone.meets(&laptop).await;
    for device in [&laptop, &phone] {
        assert_eq!(
            device.vault.entries().get(&entry).unwrap().body,
            "begun, and all of it"
        );
        let sheet = device.vault.worksheets().get(9).unwrap().row;
        assert_eq!(sheet.items("checkins").len(), 22);
        device.is_sound();
    }
}

/// Check-ins of long ago about which somebody changed their mind again and again: twelve in each of some records.
fn long_ago(device: &Desk, records: u64) {
    let sheet = device.vault.worksheets().get(9).unwrap().row;
    let last = sheet.items("checkins").last().unwrap().clone();
    let mut inside = Insider::of(device);
    let home = inside.home();
    let written = inside.plaintexts(home.tag()).pop().unwrap();
    let (id, _) = documents(&written)[0];
    inside.incarnation ^= 1;
    let log = inside.log(Class::Data);
    let actor = Actor::derive(&log.encode(), DocId::from_bytes(id));
    let mut document = Document::new(Kind::Worksheet, actor);
    let parts: Vec<_> = (0..records)
        .map(|record| {
            let edits = (record * 12..(record + 1) * 12).flat_map(|at| {
                let item = ItemId::from_bytes(at.to_be_bytes());
                let set = |field: &str, value: &str| SheetEdit::Set {
                    place: Place::item("checkins", item, field),
                    value: Scalar::Line(value.to_owned()),
                };
                let add = SheetEdit::Add {
                    list: "checkins".into(),
                    item,
                    order: format!("5{at:05}5"),
                    at: last.at.clone(),
                };
                let promise = last.fields.words("commitment");
                let said = (0..100).map(|mind| set("kept", &format!("word {mind} of {at}")));
                let said = said.collect::<Vec<_>>();
                let all = [add, set("commitment", promise)].into_iter().chain(said);
                all.map(Edit::from).collect::<Vec<_>>()
            });
            let edits: Vec<Edit> = edits.collect();
            let change = document.edit(&edits, 1_790_000_000).unwrap().unwrap();
            let slot = Slot {
                doc: id,
                kind: Kind::Worksheet.to_byte(),
                changes: vec![change],
                row: Vec::new(),
            };
            (Have::default(), vec![slot])
        })
        .collect();
    inside.keep_all(&inside.begin_log(home, log, &parts));
}

#[test]
fn a_check_in_loads_nothing_however_many_there_are() {
    let world = World::new(39);
    let device = promised(&world);
    check_in(&world, &device);
    // More was ever written than one document can hold, and less stands in it.
    long_ago(&device, 16);
    check_in(&world, &device);
    for _ in 0..2 {
        assert_eq!(loaded(&device, |device| check_in(&world, device)), (0, 0));
    }
    let sheet = device.vault.worksheets().get(9).unwrap().row;
    assert_eq!(sheet.items("checkins").len(), 196);
    device.is_sound();
}

#[test]
fn a_tip_that_is_not_its_documents_is_made_again() {
    let world = World::new(38);
    let device = world.first("laptop");
    let (entry, _) = edited(&world, &device, 20);
    let (other, _) = edited(&world, &device, 20);
    let inside = Insider::of(&device);
    let tips = || inside.caches(inside.home().tag(), b"t");
    let [(one, ours), (another, theirs)] = tips().try_into().expect("both have tips");
    let star = |device: &Desk, entry: &EntryRef, on: bool| {
        let edit = vec![EntryEdit::Star(on)];
        device.vault.entries().change(entry, edit).unwrap();
    };
    let loads = |entry: &EntryRef, on: bool| loaded(&device, |device| star(device, entry, on));
    // Each in the other's place, none at all, and one that was true before.
    for (at, [here, there]) in [[&theirs[..], &ours], [b"", b"spoilt"], [&ours, &theirs]]
        .into_iter()
        .enumerate()
    {
        inside.caches_as(&one, here);
        inside.caches_as(&another, there);
        let on = at % 2 == 0;
        for entry in [&entry, &other] {
            assert_eq!(loads(entry, on).0, 1, "turn {at}");
            assert_eq!(device.vault.entries().get(entry).unwrap().star, on);
        }
    }
    assert_eq!(loads(&entry, false), (0, 0));
    device.is_sound();
}

#[test]
fn what_takes_the_space_is_all_of_the_file() {
    let world = World::new(36);
    let device = world.first("laptop");
    edited(&world, &device, 70);
    let room = device.vault.room().unwrap();
    let known = room.records.bytes + room.pages.bytes + room.saved.bytes;
    assert_eq!(known + room.other + room.free, room.file);
    let file = std::fs::metadata(device.path.join("vault.redb")).unwrap();
    assert_eq!(room.file, file.len());
    let inside = Insider::of(&device);
    let records = inside.all_records(inside.home().tag()).len();
    assert_eq!(room.records.count, records as u64);
    // With the tip.
    assert!(room.saved.count == 2 && room.pages.count > 1);
    let (rows, all) = room.rows.unwrap();
    assert!(rows.count >= 71 && rows.bytes < all, "{rows:?} of {all}");
    device.vault.forget_keys();
    assert_eq!(device.vault.room().unwrap().rows, None);
}
