//! Going on from a folder that the journal was carried through, with the recovery kit: alone, or together with a backup.

use std::path::{Path, PathBuf};

use engine::carry::{CarryOptions, Opened, RealFolder, carry, open_all};
use engine::{OpenError, Recovery, RecoveryKit};
use replica::{Class, Control, ControlBody, LogId, Purpose, Record, RecordId};
use testkit::{Desk, Insider, World, meet};

use crate::{all_bytes, copied, recovered, typed};

fn carries(desk: &Desk, stick: &Path) {
    std::fs::create_dir_all(stick).expect("it can be made");
    let place = RealFolder::open(stick).expect("it is there");
    carry(&desk.vault, stick, &place, &CarryOptions::default()).expect("it is carried");
}

fn found(stick: &Path, kit: &RecoveryKit) -> Opened {
    let place = RealFolder::open(stick).expect("it is there");
    open_all(&place, Some(kit), None).expect("it can be read")
}

fn gathered(
    world: &World,
    copies: &[PathBuf],
    stick: &Path,
    kit: &RecoveryKit,
) -> Result<Recovery, OpenError> {
    let records = found(stick, kit).records;
    Recovery::gather(copies, records, typed(kit), &world.env(None))
}

fn packs(stick: &Path) -> Vec<PathBuf> {
    let mut packs = testkit::files_below(stick);
    packs.retain(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('p'))
    });
    packs.sort();
    packs
}

#[tokio::test]
async fn the_kit_and_a_carried_folder_alone_give_back_the_journal() {
    let world = World::new(941);
    let (laptop, phone) = world.pair().await;
    let stick = world.path("stick");
    laptop.writes("on the laptop");
    carries(&laptop, &stick);
    phone.writes("on the phone");
    carries(&phone, &stick);
    carries(&laptop, &stick);
    laptop.writes("never carried");
    let kit = laptop.typed_kit();
    let before = all_bytes(&stick);
    let (old, tag) = (Insider::of(&laptop), Insider::of(&laptop).home().tag());
    let held = old.heads(tag);
    drop((laptop, phone));
    let opened = found(&stick, &kit);
    assert_eq!((opened.closed, opened.more_said), (0, 0));
    let copy = gathered(&world, &[], &stick, &kit).expect("the kit opens it");
    let look = copy.look().expect("it reads");
    assert_eq!((look.changes, look.devices.len()), (2, 2));
    let new = recovered(&world, &copy, &["laptop", "phone"], "new");
    assert_eq!(new.bodies(), ["on the laptop", "on the phone"]);
    new.writes("and on");
    new.is_sound();
    new.vault
        .check_kit(&kit)
        .expect("it opens what was written since");
    assert_eq!(all_bytes(&stick), before, "the folder is only read");
    // What it writes lies in logs that nobody wrote before.
    let own = Insider::of(&new);
    let devices: Vec<_> = held.iter().map(|(log, _)| log.device).collect();
    let fresh = own
        .heads(tag)
        .into_iter()
        .filter(|(log, _)| !devices.contains(&log.device));
    assert!(
        fresh
            .clone()
            .any(|(log, _)| log.device == own.keys.device())
    );
    let longer = own.heads(tag).into_iter().filter(|(log, head)| {
        held.iter()
            .any(|(known, before)| known == log && before.number < head.number)
    });
    assert_eq!(longer.count(), 0, "no log of a device before is continued");
}

#[tokio::test]
async fn a_page_that_was_renewed_opens_all_of_a_folder_and_the_one_before_what_was_there() {
    let world = World::new(942);
    let laptop = world.first("laptop");
    let stick = world.path("stick");
    laptop.writes("before");
    carries(&laptop, &stick);
    let old = laptop.typed_kit();
    let new = RecoveryKit::generate();
    laptop
        .vault
        .renew_kit(&laptop.confirmed(), &new, Some(&old))
        .expect("it can be renewed");
    let earlier = packs(&stick);
    // Nothing was written since.
    carries(&laptop, &stick);
    let copy = gathered(&world, &[], &stick, &new).expect("the new page opens it");
    assert_eq!(copy.look().expect("it reads").changes, 1);
    assert_eq!(
        recovered(&world, &copy, &["laptop"], "new").bodies(),
        ["before"]
    );
    let said = gathered(&world, &[], &stick, &old)
        .map(drop)
        .expect_err("it was replaced");
    assert!(said.to_string().contains("was replaced"), "{said}");
    // Where the files from before are all there is, it is the page of those.
    for path in packs(&stick).iter().filter(|path| !earlier.contains(path)) {
        std::fs::remove_file(path).expect("it is there");
    }
    let copy = gathered(&world, &[], &stick, &old).expect("it opens what was there");
    assert_eq!(copy.look().expect("it reads").changes, 1);
    let nothing = found(&stick, &RecoveryKit::generate());
    assert_eq!((nothing.files, nothing.records.len()), (0, 0));
}

#[tokio::test]
async fn a_backup_and_a_folder_are_put_together() {
    let world = World::new(943);
    let (laptop, phone) = world.pair().await;
    laptop.writes("in both");
    meet(&laptop, &phone).await;
    let stick = world.path("stick");
    carries(&laptop, &stick);
    phone.writes("in the folder");
    carries(&phone, &stick);
    laptop.writes("in the backup");
    let backup = world.path("backup");
    laptop
        .vault
        .back_up(&backup, &mut |_, _| {})
        .expect("it is made");
    let kit = laptop.typed_kit();
    drop((laptop, phone));
    let copy =
        gathered(&world, std::slice::from_ref(&backup), &stick, &kit).expect("the kit opens both");
    let new = recovered(&world, &copy, &["laptop", "phone"], "new");
    assert_eq!(new.bodies(), ["in both", "in the backup", "in the folder"]);
    new.is_sound();
    // The passphrase of the copied device does, too, with the key that its copy tells.
    let home = Recovery::home_of(&backup, &world.env(None)).expect("it reads");
    let place = RealFolder::open(&stick).expect("it is there");
    let records = open_all(&place, None, home)
        .expect("it can be read")
        .records;
    let copies = [backup];
    let env = world.env(None);
    let copy = Recovery::gather_unlocked(&copies, records, &testkit::passphrase(), &env);
    let new = recovered(
        &world,
        &copy.expect("it opens"),
        &["laptop", "phone"],
        "another",
    );
    assert_eq!(new.bodies().len(), 3);
}

#[tokio::test]
async fn what_is_missing_or_damaged_in_a_folder_takes_nothing_else_with_it() {
    let world = World::new(944);
    let laptop = world.first("laptop");
    let stick = world.path("stick");
    for text in ["one", "two", "three"] {
        laptop.writes(text);
        carries(&laptop, &stick);
    }
    let kit = laptop.typed_kit();
    let last = packs(&stick).pop().expect("there are three");
    let whole = std::fs::read(&last).expect("it reads");
    for length in [0, 1, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&last, &whole[..length]).expect("it can be cut");
        let copy = gathered(&world, &[], &stick, &kit).expect("the rest opens");
        assert_eq!(copy.look().expect("it reads").changes, 2, "{length}");
        assert_eq!(found(&stick, &kit).more_said, 1, "{length}");
    }
    // In the place of another one it is not where it says that it belongs.
    let first = packs(&stick).remove(0);
    std::fs::write(&last, std::fs::read(&first).expect("it reads")).expect("it can be written");
    let copy = gathered(&world, &[], &stick, &kit).expect("the rest opens");
    assert_eq!(copy.look().expect("it reads").changes, 2);
    // Without the beginning of a log nothing of it follows from anything.
    std::fs::write(&last, &whole).expect("it can be written");
    std::fs::remove_file(&first).expect("it is there");
    let nothing = gathered(&world, &[], &stick, &kit).map(drop);
    nothing.expect_err("nobody says whose journal it is");
}

#[tokio::test]
async fn a_folder_cannot_invent_a_journal_beside_the_true_one() {
    let world = World::new(945);
    let (laptop, phone) = world.pair().await;
    laptop.writes("true");
    let stick = world.path("stick");
    carries(&laptop, &stick);
    let kit = laptop.typed_kit();
    // A device that belonged to the journal founds it once more, with the same page.
    let inside = Insider::of(&phone);
    let tag = inside.home().tag();
    let members = inside.membership(tag);
    let me = members
        .member(inside.keys.device())
        .expect("it belongs here");
    let op = Control::Create {
        purpose: Purpose::Home,
        founder: me.certificate.clone(),
        recovery_recipient: kit.recipient(),
        recovery_key: kit.verifying_key(),
        ends_at: None,
    };
    let body = ControlBody {
        at: 0,
        seen: replica::Have::new(),
        op,
    };
    let log = LogId {
        device: inside.keys.device(),
        class: Class::Control,
        incarnation: 7,
    };
    let forged = Record::write(
        tag,
        log,
        1,
        RecordId::ZERO,
        body.encode(),
        inside.keys.signing(),
    );
    let forged = forged.expect("it can be signed").encode();
    let mut records = found(&stick, &kit).records;
    records.push(forged);
    let env = world.env(None);
    let said = Recovery::gather(&[], records.clone(), typed(&kit), &env).map(drop);
    assert!(
        said.expect_err("one of them is forged")
            .to_string()
            .contains("forged")
    );
    // A copy tells which was believed.
    let copy = copied(&world, &laptop, "copy");
    let copy = Recovery::gather(&[copy], records, kit, &env).expect("the copy tells");
    let new = recovered(&world, &copy, &["phone"], "new");
    assert_eq!(new.bodies(), ["true"]);
}
