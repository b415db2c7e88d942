//! A journal goes out to another program with its photographs, which say nothing of where they were taken.

use std::io;

use engine::moving::out::{self, Leaving, Photograph};
use engine::moving::{Options, read_from};
use engine::views::{EntryFields, Query};
use engine::{EntryFile, FileSource};
use testkit::{Desk, World, files_below};

/// A JPEG that says where it was taken.
const PHOTOGRAPH: &[u8] =
    b"\xff\xd8\xff\xfe\x00\x0aat home!\xff\xc0\x00\x04AB\xff\xda\x00\x04CDDRAWN\xff\xd9";

/// A file that is kept as it came.
fn file(desk: &Desk, name: &str, mut bytes: &[u8]) -> EntryFile {
    let source = FileSource {
        name,
        bytes: &mut bytes,
        keep_metadata: true,
    };
    let taken = desk.vault.files().take_in(source, &mut |_| {});
    taken.unwrap().file
}

#[test]
fn photographs_leave_without_what_they_say_or_not_at_all() {
    let world = World::new(840);
    let desk = world.first("laptop");
    let files = [
        file(&desk, "lake.jpg", PHOTOGRAPH),
        file(&desk, "cut.jpg", &PHOTOGRAPH[..30]),
        file(&desk, "far.heic", b"\0\0\0\x18ftypheic\0\0\0\0at home!"),
        file(&desk, "words.txt", b"words"),
    ];
    let photograph = |file| desk.vault.files().photograph(file).unwrap();
    let Photograph::Clean(clean) = photograph(&files[0]) else {
        panic!("a photograph that can be walked");
    };
    assert!(clean.ends_with(b"DRAWN\xff\xd9"));
    assert!(!clean.windows(7).any(|part| part == b"at home"));
    assert_eq!(photograph(&files[1]), Photograph::NotClean);
    assert_eq!(photograph(&files[2]), Photograph::NotClean);
    assert_eq!(photograph(&files[3]), Photograph::Other);
    for chunk in files_below(&desk.path.join("files")) {
        std::fs::remove_file(chunk).unwrap();
    }
    assert_eq!(photograph(&files[0]), Photograph::Absent);
}

#[test]
fn what_day_one_gets_comes_in_again_with_its_photograph() {
    let world = World::new(841);
    let desk = world.first("laptop");
    let fields = EntryFields {
        files: vec![
            file(&desk, "lake.jpg", PHOTOGRAPH),
            file(&desk, "words.txt", b"words"),
        ],
        ..EntryFields::text("1. By the *lake*.")
            .title("A walk")
            .tag("lake")
    };
    desk.vault.entries().create(fields).unwrap();
    let export = desk
        .vault
        .transfer()
        .export(false, &desk.confirmed())
        .unwrap();
    let leaving: Vec<_> = export
        .entries
        .iter()
        .map(|entry| Leaving {
            id: &entry.id,
            fields: &entry.row.fields,
        })
        .collect();
    let mut photograph = |file: &EntryFile| {
        let found = desk.vault.files().photograph(file);
        found.map_err(|_| io::Error::other("unread"))
    };
    let mut zip = Vec::new();
    let carried = out::day_one(&leaving, &mut photograph, &mut zip).unwrap();
    assert_eq!((carried.files, carried.not_carried.len()), (1, 1));
    assert!(!zip.windows(7).any(|part| part == b"at home"));

    let other = world.first("other");
    let now = "2026-11-23T22:10:00+01:00[Europe/Berlin]".parse().unwrap();
    let moved = read_from(zip.as_slice(), &Options::new(now)).unwrap();
    let done = other.vault.transfer().import(moved, &mut |_| {}).unwrap();
    assert_eq!((done.entries, done.files), (1, 1));
    let there = other
        .vault
        .entries()
        .list(&Query::default())
        .unwrap()
        .entries;
    let here = desk
        .vault
        .entries()
        .list(&Query::default())
        .unwrap()
        .entries;
    assert_eq!(
        (&there[0].title, &there[0].body),
        (&here[0].title, &here[0].body)
    );
    assert_eq!(
        (&there[0].when, &there[0].tags),
        (&here[0].when, &here[0].tags)
    );
    assert_eq!(there[0].files[0].name, "lake.jpg");
}
