//! Files of entries: what comes in comes out again, sealed and whole.

use std::fs;
use std::path::PathBuf;

use engine::views::{EntryFields, EntryRef, EntryView, Query};
use engine::{AsItCame, EntryFile, FileSource, ReadError, TakenFile, WriteError};
use testkit::{Desk, World, files_below};

/// Bytes that no compression makes shorter, and that differ from chunk to chunk.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 7_u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..length).map(next).collect()
}

/// A JPEG with nothing to see, which names a place.
fn photograph() -> Vec<u8> {
    let parts: [&[u8]; 5] = [
        b"\xff\xd8\xff\xfe\x00\x0aat home!",
        b"\xff\xe1\x00\x31http://ns.adobe.com/xap/1.0/\0 exif:GPSLatitude ",
        b"\xff\xc0\x00\x04AB",
        b"\xff\xda\x00\x04CD",
        b"DRAWN\xff\xd9",
    ];
    parts.concat()
}

fn source<'a>(name: &'a str, bytes: &'a mut &[u8]) -> FileSource<'a> {
    FileSource {
        name,
        bytes,
        keep_metadata: false,
    }
}

fn taken(desk: &Desk, name: &str, mut bytes: &[u8]) -> TakenFile {
    let taken = desk
        .vault
        .files()
        .take_in(source(name, &mut bytes), &mut |_| {});
    taken.unwrap()
}

/// An entry with one file.
fn entry_with(desk: &Desk, name: &str, bytes: &[u8]) -> EntryView {
    let fields = EntryFields {
        files: vec![taken(desk, name, bytes).file],
        ..EntryFields::text("by the lake")
    };
    desk.vault.entries().create(fields).unwrap()
}

fn read(desk: &Desk, file: &EntryFile) -> Result<Vec<u8>, ReadError> {
    let mut read = Vec::new();
    let done = desk.vault.files().read(file, &mut |piece| {
        read.extend_from_slice(piece);
        Ok(())
    });
    done.map(|()| read)
}

fn chunk_files(desk: &Desk) -> Vec<PathBuf> {
    let folder = desk.path.join("files");
    if folder.exists() {
        files_below(&folder)
    } else {
        Vec::new()
    }
}

#[test]
fn a_file_comes_back_whole_whatever_its_length() {
    let world = World::new(501);
    let desk = world.first("laptop");
    for length in [0, 1, 600, 262_144, 262_145, 700_000] {
        let bytes = noise(length);
        let entry = entry_with(&desk, "noise.bin", &bytes);
        let file = &entry.files[0];
        assert_eq!(
            (file.bytes, file.chunks.len()),
            (length as u64, length.div_ceil(262_144))
        );
        assert_eq!(read(&desk, file).unwrap(), bytes, "{length}");
    }
    let desk = desk.reopened();
    let held = desk.vault.files().list(&Query::default()).unwrap();
    assert_eq!((held.len(), held[0].missing), (6, 0));
    desk.is_sound();
}

#[test]
fn what_lies_in_the_folder_is_sealed_padded_and_nobody_else_s() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new(502);
    let desk = world.first("laptop");
    let words = b"the words that nobody else may read ".repeat(10_000);
    let entry = entry_with(&desk, "words.txt", &words);
    assert_eq!(entry.files[0].media_type, "text/plain");
    let files = chunk_files(&desk);
    assert_eq!(files.len(), 2);
    for file in files {
        let sealed = fs::read(&file).unwrap();
        assert!(sealed.starts_with(b"age-encryption.org/v1\n"));
        assert!(!sealed.windows(9).any(|part| part == b"the words"));
        // Padded: 97 856 bytes are 98 304, and age adds a little.
        assert!(sealed.len() > 98_304 + 200, "{}", sealed.len());
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let name = file.file_name().unwrap().to_str().unwrap();
        assert_eq!(file.parent().unwrap().file_name().unwrap(), &name[..2]);
    }
    let database = fs::read(desk.path.join("vault.redb")).unwrap();
    let key = entry.files[0].key.as_bytes();
    assert!(!database.windows(key.len()).any(|part| part == key));
}

#[test]
fn equal_bytes_are_kept_once() {
    let world = World::new(503);
    let desk = world.first("laptop");
    let bytes = noise(300_000);
    let first = entry_with(&desk, "one.bin", &bytes);
    let before = chunk_files(&desk);
    let again = taken(&desk, "two.bin", &bytes);
    assert!(again.is_known);
    assert_eq!(again.file.chunks, first.files[0].chunks);
    assert_eq!(chunk_files(&desk), before);
    assert_eq!(read(&desk, &again.file).unwrap(), bytes);
    // Of one that is not all here and whole, everything is kept anew.
    let whole = fs::read(&before[1]).unwrap();
    fs::write(&before[1], &whole[1..]).unwrap();
    let healed = taken(&desk, "whole.bin", &bytes);
    assert!(!healed.is_known);
    assert_eq!(read(&desk, &healed.file).unwrap(), bytes);
    fs::remove_file(&before[0]).unwrap();
    assert!(!taken(&desk, "three.bin", &bytes).is_known);
}

#[test]
fn a_photograph_is_kept_without_what_it_says_unless_that_is_wished() {
    let world = World::new(504);
    let desk = world.first("laptop");
    let whole = photograph();
    let clean = taken(&desk, "lake.jpg", &whole);
    assert!(clean.told.place.is_some() && clean.as_it_came.is_none());
    let kept = read(&desk, &clean.file).unwrap();
    for said in [b"at home".as_slice(), b"GPSLatitude"] {
        assert!(!kept.windows(said.len()).any(|part| part == said));
    }
    let mut bytes = whole.as_slice();
    let wished = FileSource {
        keep_metadata: true,
        ..source("lake.jpg", &mut bytes)
    };
    let wished = desk.vault.files().take_in(wished, &mut |_| {}).unwrap();
    assert_eq!(wished.as_it_came, Some(AsItCame::Wished));
    assert_eq!(read(&desk, &wished.file).unwrap(), whole);
    // What cannot be walked to its end is not called clean.
    let cut = taken(&desk, "lake.jpg", &whole[..whole.len() - 2]);
    assert!(matches!(cut.as_it_came, Some(AsItCame::NotClean(_))));
    assert_eq!(read(&desk, &cut.file).unwrap(), whole[..whole.len() - 2]);
}

#[test]
fn a_damaged_exchanged_or_missing_chunk_is_never_read_as_the_file() {
    let world = World::new(505);
    let desk = world.first("laptop");
    let bytes = noise(600_000);
    let file = entry_with(&desk, "noise.bin", &bytes).files[0].clone();
    let of = |at: usize| {
        let name = file.chunks[at].to_string();
        desk.path.join("files").join(&name[..2]).join(name)
    };
    let whole = fs::read(of(1)).unwrap();
    let mut spoilt = whole.clone();
    spoilt[5_000] ^= 1;
    fs::write(of(1), &spoilt).unwrap();
    assert!(matches!(read(&desk, &file), Err(ReadError::Storage(_))));
    let found = desk.vault.verify(&mut |_, _| {}).unwrap();
    assert_eq!(
        (found.chunks, found.problems.len()),
        (2, 1),
        "{:?}",
        found.problems
    );
    fs::write(of(1), fs::read(of(0)).unwrap()).unwrap();
    assert!(matches!(read(&desk, &file), Err(ReadError::Storage(_))));
    fs::write(of(1), &whole).unwrap();
    assert_eq!(read(&desk, &file).unwrap(), bytes);
    // In another order it is another file.
    let mut turned = file.clone();
    turned.chunks.swap(0, 1);
    assert!(matches!(read(&desk, &turned), Err(ReadError::Storage(_))));
    fs::remove_file(of(2)).unwrap();
    assert_eq!(desk.vault.files().missing(&file), 1);
    let why = read(&desk, &file).unwrap_err();
    assert!(why.to_string().contains("not on this device"), "{why}");
    // Through a link nothing is read or written.
    fs::remove_file(of(1)).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", of(1)).unwrap();
    assert!(desk.vault.chunk(file.chunks[1].as_bytes()).is_err());
}

#[test]
fn chunks_are_not_kept_where_a_link_leads_to() {
    let world = World::new(506);
    let desk = world.first("laptop");
    let elsewhere = world.path("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, desk.path.join("files")).unwrap();
    let mut bytes: &[u8] = b"words";
    let refused = desk
        .vault
        .files()
        .take_in(source("a.txt", &mut bytes), &mut |_| {});
    let why = refused.unwrap_err().to_string();
    assert!(why.contains("it is a link"), "{why}");
    assert!(files_below(&elsewhere).is_empty());
}

#[test]
fn more_than_a_file_may_have_is_refused_and_nothing_of_it_stays() {
    let world = World::new(507);
    let desk = world.first("laptop");
    let mut endless = std::io::repeat(7);
    let endless = FileSource {
        name: "endless",
        bytes: &mut endless,
        keep_metadata: false,
    };
    let mut done = 0;
    let refused = desk
        .vault
        .files()
        .take_in(endless, &mut |bytes| done = bytes);
    assert!(
        matches!(refused, Err(WriteError::Invalid(why)) if why.contains("larger than 100 MiB"))
    );
    assert_eq!(done, 100 << 20);
    assert_eq!(chunk_files(&desk), Vec::<PathBuf>::new());
}

#[test]
fn an_earlier_version_brings_its_files_back() {
    let world = World::new(508);
    let desk = world.first("laptop");
    let entry = entry_with(&desk, "lake.txt", b"still");
    let named = EntryRef::from(&entry);
    let more = vec![taken(&desk, "sound.ogg", b"OggS and sound").file];
    let entry = desk.vault.files().attach(&named, more).unwrap();
    let names = |entry: &EntryView| -> Vec<String> {
        entry.files.iter().map(|file| file.name.clone()).collect()
    };
    assert_eq!(names(&entry), ["lake.txt", "sound.ogg"]);
    let entry = desk.vault.files().remove(&named, 1).unwrap();
    assert_eq!(names(&entry), ["sound.ogg"]);
    assert!(desk.vault.files().remove(&named, 2).is_err());
    desk.vault.entries().go_back(&named, 1, None).unwrap();
    let entry = desk.vault.entries().get(&named).unwrap();
    assert_eq!(names(&entry), ["lake.txt"]);
    assert_eq!(read(&desk, &entry.files[0]).unwrap(), b"still");
}

#[test]
fn a_name_is_no_path_and_one_line() {
    let world = World::new(509);
    let desk = world.first("laptop");
    let long = "é".repeat(300);
    let names = [
        ("../../etc/passwd", "passwd"),
        ("C:\\pictures\\lake.jpg", "lake.jpg"),
        ("a\nb\u{1b}[2J\u{202e}.jpg", "ab[2J.jpg"),
        ("/", "file"),
        (&long, &long[..254]),
    ];
    for (name, kept) in names {
        assert_eq!(taken(&desk, name, b"x").file.name, kept);
    }
}

#[test]
fn only_what_no_state_and_no_draft_names_is_freed_and_only_when_it_is_old() {
    let world = World::new(510);
    let desk = world.first("laptop");
    let files = desk.vault.files();
    let kept = entry_with(&desk, "kept.bin", &noise(300_000));
    let named = EntryRef::from(&kept);
    let gone = vec![taken(&desk, "gone.bin", &noise(600)).file];
    files.attach(&named, gone).unwrap();
    // An earlier state has it still.
    files.remove(&named, 2).unwrap();
    desk.vault.entries().delete(&named).unwrap();
    let drafted = taken(&desk, "drafted.bin", &noise(700)).file;
    let subject = engine::DraftSubject::Entry {
        options: Box::new(EntryFields {
            files: vec![drafted],
            ..EntryFields::default()
        }),
        first_line_is_title: false,
    };
    let mut draft = desk.vault.drafts().begin(subject).unwrap();
    let text = engine::DraftText {
        name: "text".into(),
        text: "words".into(),
    };
    draft.keep(vec![text]).unwrap();
    let left = taken(&desk, "left.bin", &noise(800)).file;
    let old = desk.env.unix() - 31 * 86_400;
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(old.try_into().unwrap());
    for file in chunk_files(&desk) {
        fs::File::options()
            .write(true)
            .open(file)
            .unwrap()
            .set_modified(old)
            .unwrap();
    }
    let young = taken(&desk, "young.bin", &noise(900)).file;
    let before = chunk_files(&desk).len();
    let unused: Vec<_> = files
        .unused()
        .unwrap()
        .iter()
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(unused, left.chunks);
    assert_eq!(files.free().unwrap().len(), 1);
    assert_eq!(chunk_files(&desk).len(), before - 1);
    assert_eq!((files.missing(&left), files.missing(&young)), (1, 0));
    desk.vault.entries().restore(&named).unwrap();
    desk.vault.entries().go_back(&named, 2, None).unwrap();
    let back = desk.vault.entries().get(&named).unwrap();
    assert_eq!(read(&desk, &back.files[1]).unwrap(), noise(600));
    drop(draft);
}

#[test]
fn what_an_entry_may_not_have_is_not_kept_and_what_was_cut_is_swept() {
    let world = World::new(512);
    let desk = world.first("laptop");
    let entry = entry_with(&desk, "one.bin", b"one");
    let before = chunk_files(&desk);
    let many: Vec<_> = (0..64)
        .map(|at: u8| taken(&desk, "more.bin", &[at, 2, 3]))
        .chain([taken(&desk, "one again.bin", b"one")])
        .collect();
    let refused = desk.vault.files().attach_taken(&(&entry).into(), &many);
    assert!(
        matches!(refused, Err(WriteError::Invalid(_))),
        "{refused:?}"
    );
    assert_eq!(chunk_files(&desk), before);
    // Half a chunk, of a process that is gone.
    let mut cut = before[0].clone().into_os_string();
    cut.push(".4000000.new");
    fs::write(&cut, b"half").unwrap();
    let desk = desk.reopened();
    assert_eq!(chunk_files(&desk), before);
}

#[test]
fn an_archive_is_made_without_a_damaged_file() {
    let world = World::new(513);
    let desk = world.first("laptop");
    entry_with(&desk, "lost.bin", b"lost");
    let lost = chunk_files(&desk);
    fs::write(&lost[0], b"damage").unwrap();
    entry_with(&desk, "kept.bin", b"kept");
    let export = desk.vault.transfer().export(false, &desk.confirmed());
    let folder = world.path("archive");
    let files = desk.vault.files();
    let written = export
        .unwrap()
        .write_archive(&folder, &mut |file, take| files.read(file, take));
    let written = written.unwrap();
    assert_eq!(
        (written.files, written.absent),
        (1, vec!["lost.bin".to_owned()])
    );
}
