//! What other programs and other people do to a folder.

use std::path::Path;

use engine::carry::{CarryError, CarryOptions, RealFolder, carry, check, forget, take_out};
use testkit::World;

use crate::folder::{MemoryFolder, carries, only_here, refused, tries};

#[tokio::test]
async fn absence_deletes_nothing() {
    let world = World::new(1241);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes("one");
    carries(&laptop, &stick);
    carries(&phone, &stick);
    carries(&laptop, &stick);
    let before = stick.files.borrow().clone();
    stick.files.borrow_mut().clear();
    for desk in [&laptop, &phone] {
        let said = tries(desk, &stick).expect_err("it is not the same folder");
        assert!(matches!(said, CarryError::NotThatFolder { .. }), "{said}");
        assert_eq!(desk.bodies(), ["one"]);
        assert!(stick.files.borrow().is_empty(), "nothing is made there");
    }
    // Another journal's folder in its place is no better.
    let other = world.first("other");
    carries(&other, &stick);
    assert!(tries(&laptop, &stick).is_err());
    stick.files.replace(before);
    carries(&laptop, &stick);
    // Packs of one device go missing, or all but one's own: they are made again, and nothing else happens.
    let packs = stick.of_kind('p');
    stick
        .files
        .borrow_mut()
        .retain(|path, _| !packs.contains(path));
    let again = carries(&laptop, &stick);
    assert!(again.made_again > 0 && again.brought > 0);
    carries(&phone, &stick);
    assert_eq!((laptop.bodies().len(), phone.bodies().len()), (1, 1));
    // Where it is meant, one begins anew.
    stick.files.borrow_mut().clear();
    let options = CarryOptions {
        again: true,
        ..CarryOptions::default()
    };
    let path = Path::new("/media/stick");
    let anew = carry(&laptop.vault, path, &stick, &options).expect("it is meant");
    assert!(anew.is_new && anew.brought > 0);
    assert_eq!(only_here(&laptop), 0);
}

#[tokio::test]
async fn every_cut_is_waited_for() {
    let world = World::new(1251);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes(&"many words ".repeat(2_000));
    carries(&laptop, &stick);
    let packs = stick.of_kind('p');
    let [pack] = packs.as_slice() else {
        panic!("one pack: {packs:?}");
    };
    let whole = stick.files.borrow()[pack].clone();
    let mut spoiled: Vec<Vec<u8>> = (2..whole.len())
        .step_by(1024)
        .map(|at| whole[..at].to_vec())
        .collect();
    spoiled.extend((0..whole.len()).step_by(499).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    }));
    spoiled.push([whole.clone(), vec![0]].concat());
    for bytes in spoiled {
        stick.files.borrow_mut().insert(pack.clone(), bytes);
        let carried = carries(&phone, &stick);
        assert_eq!(
            (carried.taken, carried.unfinished, carried.refused),
            (0, 1, 0)
        );
    }
    // A program that has not fetched it left an empty file.
    stick.files.borrow_mut().insert(pack.clone(), Vec::new());
    let carried = carries(&phone, &stick);
    assert_eq!((carried.taken, carried.not_fetched), (0, 1));
    stick.files.borrow_mut().insert(pack.clone(), whole.clone());
    assert_eq!(carries(&phone, &stick).unfinished, 0);
    assert_eq!((phone.bodies().len(), refused(&phone)), (1, 0));
    // Its writer finds it damaged, and makes it again under another name.
    stick
        .files
        .borrow_mut()
        .insert(pack.clone(), whole[..100].to_vec());
    let again = carries(&laptop, &stick);
    assert_eq!(again.made_again, 1);
    assert!(!stick.files.borrow().contains_key(pack));
    let mut flipped = stick.files.borrow()[&stick.of_kind('p')[0]].clone();
    flipped[whole.len() / 2] ^= 1;
    let name = stick.of_kind('p')[0].clone();
    stick.files.borrow_mut().insert(name.clone(), flipped);
    let checked = check(&laptop.vault, "stick", &stick).expect("it can be checked");
    assert_eq!((checked.damaged, checked.own_damaged), (1, 1));
    carries(&laptop, &stick);
    assert!(!stick.files.borrow().contains_key(&name));
    let checked = check(&laptop.vault, "stick", &stick).expect("it can be checked");
    assert_eq!((checked.damaged, checked.own_gone), (0, 0));
}

#[tokio::test]
async fn one_bad_writer_stops_nobody() {
    let world = World::new(1261);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes("good words");
    carries(&laptop, &stick);
    let good = stick.of_kind('p')[0].clone();
    let (journal, _) = good.split_once('/').expect("it lies in a journal's folder");
    let (writer, _) = good.rsplit_once('/').expect("and in a writer's");
    for number in 0..300 {
        // One with names that come before the good ones, and another writer.
        for folder in [writer, &format!("{journal}/waaaaaaaaaaaaa")] {
            let name = format!("{folder}/p0000000{:0>16}.bin", "a".repeat(1 + number % 16));
            let name = name.replace("0000000000", "0000000aaa").replace('1', "b");
            let name = format!("{name}-{number}");
            stick.files.borrow_mut().insert(name, vec![7; 5_000]);
        }
        let name = format!("{writer}/p{number:07}aaaaaaaaaaaaaaaa.bin");
        stick.files.borrow_mut().insert(name, vec![7; 5_000]);
    }
    let carried = carries(&phone, &stick);
    assert!(carried.more && carried.unfinished >= 64, "{carried:?}");
    assert_eq!(carried.bad, [laptop.vault.device()]);
    assert_eq!((phone.bodies().len(), refused(&phone)), (1, 0));
    phone.writes("back");
    carries(&phone, &stick);
    carries(&laptop, &stick);
    assert_eq!(laptop.bodies(), ["back", "good words"]);
}

#[tokio::test]
async fn two_journals_share_one_folder() {
    let world = World::new(1271);
    let (laptop, phone) = world.pair().await;
    let other = world.first("other");
    let stick = MemoryFolder::default();
    laptop.writes("ours");
    other.writes("theirs");
    for desk in [&laptop, &other, &phone, &other, &laptop] {
        carries(desk, &stick);
    }
    assert_eq!(phone.bodies(), ["ours"]);
    assert_eq!(other.bodies(), ["theirs"]);
    assert_eq!(only_here(&laptop), 0);
    let journals: std::collections::BTreeSet<_> = stick
        .files
        .borrow()
        .keys()
        .filter_map(|path| path.split('/').next().map(str::to_owned))
        .collect();
    assert_eq!(journals.len(), 2);
}

/// Two devices begin in a folder apart, and a program puts both beginnings together.
#[tokio::test]
async fn two_beginnings_become_one() {
    let world = World::new(1272);
    let (laptop, phone) = world.pair().await;
    let (here, there) = (MemoryFolder::default(), MemoryFolder::default());
    laptop.writes("on the laptop");
    phone.writes("on the phone");
    carries(&laptop, &here);
    carries(&phone, &there);
    let mut both = here.files.borrow().clone();
    both.extend(there.files.borrow().clone());
    here.files.replace(both);
    for _ in 0..4 {
        carries(&laptop, &here);
        carries(&phone, &here);
    }
    assert_eq!(laptop.bodies(), phone.bodies());
    assert_eq!((only_here(&laptop), only_here(&phone)), (0, 0));
    let in_use: Vec<_> = here.writers().into_keys().collect();
    assert_eq!(in_use.len(), 2, "the other one was emptied: {in_use:?}");
}

#[tokio::test]
async fn copies_that_other_programs_make_are_one_file() {
    let world = World::new(1281);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes("words");
    carries(&laptop, &stick);
    let pack = stick.of_kind('p')[0].clone();
    let bytes = stick.files.borrow()[&pack].clone();
    let copies = [
        pack.replace(".bin", " (Ada's conflicted copy 2026-11-28).bin"),
        pack.replace(".bin", ".sync-conflict-20261128-101112-ABCDEFG.bin"),
        pack.replace(".bin", " (2).bin"),
    ];
    // Under its own name there is less of it than under the others.
    stick
        .files
        .borrow_mut()
        .insert(pack.clone(), bytes[..9].to_vec());
    for copy in &copies {
        stick.files.borrow_mut().insert(copy.clone(), bytes.clone());
    }
    let carried = carries(&phone, &stick);
    assert_eq!((phone.bodies().len(), carried.unfinished), (1, 0));
    stick.files.borrow_mut().insert(pack.clone(), bytes);
    let carried = carries(&laptop, &stick);
    assert_eq!((carried.brought, carried.made_again), (0, 0));
    assert_eq!(
        stick
            .of_kind('p')
            .iter()
            .filter(|path| copies.contains(path))
            .count(),
        0
    );
    assert!(stick.files.borrow().contains_key(&pack));
}

#[tokio::test]
async fn copies_of_manifests_go_with_them() {
    let world = World::new(1282);
    let (laptop, _) = world.pair().await;
    let stick = MemoryFolder::default();
    for round in 0..8 {
        laptop.writes(&format!("words {round}"));
        carries(&laptop, &stick);
        let manifests = stick.of_kind('m');
        let newest = manifests.last().expect("there is one").clone();
        let bytes = stick.files.borrow()[&newest].clone();
        let copy = newest.replace(".bin", " (conflicted copy).bin");
        stick.files.borrow_mut().insert(copy, bytes);
    }
    carries(&laptop, &stick);
    assert!(stick.of_kind('m').len() <= 7, "{:?}", stick.of_kind('m'));
}

#[tokio::test]
async fn a_run_that_finds_nothing_new_writes_nothing() {
    let world = World::new(1283);
    let (laptop, _) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes("words");
    carries(&laptop, &stick);
    let noted = || laptop.vault.carriers().expect("the vault can be read");
    let (files, before) = (stick.files.borrow().clone(), noted());
    world.advance(30);
    carries(&laptop, &stick);
    assert_eq!((&*stick.files.borrow(), noted()), (&files, before.clone()));
    // That it was there is noted once that is more than a moment ago.
    world.advance(3600);
    carries(&laptop, &stick);
    assert_eq!(*stick.files.borrow(), files);
    assert_ne!(noted(), before);
}

#[tokio::test]
#[cfg(unix)]
async fn a_folder_of_rubbish_ends_in_a_sentence() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    let world = World::new(1291);
    let (laptop, phone) = world.pair().await;
    let place = world.path("place");
    std::fs::create_dir(&place).expect("it can be made");
    let through = |desk: &testkit::Desk| {
        let folder = RealFolder::open(&place).expect("it is there");
        carry(&desk.vault, &place, &folder, &CarryOptions::default()).expect("it ends")
    };
    laptop.writes("good words");
    through(&laptop);
    let names = |path: &Path| -> Vec<String> {
        let names = std::fs::read_dir(path).expect("it can be read");
        names
            .map(|name| {
                name.expect("it can")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect()
    };
    let journal = place.join(&names(&place)[0]);
    let writer = names(&journal)
        .into_iter()
        .find(|name| name.starts_with('w'));
    let writer = journal.join(writer.expect("there is one"));
    let token = |number: u32| format!("p{number:07}bbbbbbbbbbbbbbbb.bin");
    for folder in [&place, &journal, &writer] {
        symlink("/dev/zero", folder.join(token(1))).expect("a link");
        symlink("..", folder.join("waaaaaaaaaaaaa")).expect("a link");
        symlink("/", folder.join("kaaaaaaaaaaaaaaaaaaaaaaaaaa")).expect("a link");
        std::fs::create_dir(folder.join(token(2))).expect("a folder called like a pack");
        let pipe = folder.join(token(3));
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|made| made.success()));
        let sparse = std::fs::File::create(folder.join(token(4))).expect("a file");
        sparse.set_len(1 << 40).expect("a sparse one");
        let name = std::ffi::OsStr::from_bytes(b"\xff\xfe\x1b[2J");
        std::fs::write(folder.join(name), b"x").expect("a name that is no text");
    }
    for number in 0..10_000 {
        std::fs::write(writer.join(format!("rubbish {number}")), b"").expect("a name");
    }
    let carried = through(&phone);
    assert!(carried.strange > 0 && carried.more, "{carried:?}");
    assert_eq!((phone.bodies().len(), refused(&phone)), (1, 0));
    phone.writes("back");
    through(&phone);
    through(&laptop);
    assert_eq!(laptop.bodies(), ["back", "good words"]);
    assert_eq!(only_here(&laptop), 0);
}

#[tokio::test]
async fn a_folder_is_forgotten_and_taken_out_of() {
    let world = World::new(1295);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes("words");
    carries(&laptop, &stick);
    carries(&phone, &stick);
    carries(&laptop, &stick);
    let files = stick.files.borrow().len();
    forget(&laptop.vault, "stick").expect("it is known");
    assert_eq!(stick.files.borrow().len(), files);
    assert!(forget(&laptop.vault, "stick").is_err());
    // Known again, it is the same writer, which was neither set back nor is there twice.
    let again = carries(&laptop, &stick);
    assert!(again.is_new && !again.set_back && again.brought == 0);
    take_out(&laptop.vault, "stick", &stick).expect("it is known");
    assert_eq!(stick.writers().len(), 1, "what the phone wrote stays");
    take_out(&phone.vault, "stick", &stick).expect("it is known");
    assert!(stick.files.borrow().is_empty());
    assert_eq!(phone.bodies(), ["words"]);
}
