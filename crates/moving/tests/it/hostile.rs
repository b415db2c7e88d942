//! Archives that lie, archives that lead elsewhere, texts that mean harm.

use std::os::unix::fs::symlink;

use super::archives::{Packed, file, folder, read_folder, tar, zip};
use super::{first, has, options, read, refused};
use moving::read_from;

const JOURNAL: &str =
    r#"{"metadata":{},"entries":[{"creationDate":"2020-01-01T10:00:00Z","text":"fine"}]}"#;

fn with(other: Packed<'_>) -> Vec<u8> {
    zip(&[file("Journal.json", JOURNAL), other])
}

// Seen to fail: with the check of ratio, length, names, encryption, checksum, headers or ends taken out, each by itself.
#[test]
fn a_zip_that_contradicts_itself_is_refused() {
    let bomb = Packed {
        bytes: vec![0; 32 << 20],
        ..file("photos/a.jpg", "")
    };
    assert!(refused(&with(bomb)).contains("“photos/a.jpg” has 32 MiB"));
    let lie = Packed {
        bytes: vec![7; 1 << 20],
        says_size: Some(10),
        ..file("photos/a.jpg", "")
    };
    assert!(refused(&with(lie)).contains("longer than it says"));
    let twice = file("Journal.json", JOURNAL);
    assert!(refused(&with(twice)).contains("stands in it twice"));
    let sealed = Packed {
        flags: 1,
        ..file("x.json", JOURNAL)
    };
    assert!(refused(&with(sealed)).contains("is encrypted"));
    let wrong = Packed {
        wrong_crc: true,
        ..file("Journal.json", JOURNAL)
    };
    assert!(refused(&zip(&[wrong])).contains("checksum"));
    let whole = zip(&[file("Journal.json", JOURNAL)]);
    assert!(refused(&whole[..whole.len() - 9]).contains("damaged"));
    let mut other = whole.clone();
    other[30] = b'j';
    assert!(refused(&other).contains("says other things"));
    let mut two = whole.clone();
    two.extend(&whole[whole.len() - 22..]);
    let end = whole.len() - 2;
    two[end..end + 2].copy_from_slice(&22_u16.to_le_bytes());
    assert!(refused(&two).contains("two ends"));
    let nested = zip(&[Packed {
        bytes: whole,
        ..file("a.zip", "")
    }]);
    assert!(refused(&nested).contains("another zip"));
}

#[test]
fn a_large_member_that_nothing_reads_costs_nothing() {
    let film = Packed {
        says_size: Some(3 << 30),
        bytes: Vec::new(),
        ..file("videos/film.mov", "")
    };
    // Of three declared gigabytes in no bytes nothing is believed either.
    assert!(refused(&with(film)).contains("packed so tightly"));
}

// Seen to fail: with names of any kind taken.
#[test]
fn names_that_lead_elsewhere_are_listed() {
    let names = [
        "../../evil.txt",
        "/etc/evil",
        "C:\\evil.txt",
        "a\\..\\b",
        "a/../b",
        "a//b",
    ];
    let mut members = vec![file("Journal.json", JOURNAL)];
    members.extend(names.map(|name| file(name, "x")));
    members.push(Packed {
        mode: 0o120_777,
        ..file("photos/x.jpg", "/etc/passwd")
    });
    let moved = read_from(zip(&members).as_slice(), &options()).unwrap();
    assert_eq!(moved.entries.len(), 1);
    let unused = &moved.report.not_carried["links, devices and names that are none"];
    assert_eq!(unused.count, names.len() + 1);
}

#[test]
fn links_and_devices_of_a_tar_are_listed() {
    let note = "t\n\nx\n\nid: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nuser_created_time: 2019-06-01T06:30:12.000Z\ntype_: 1";
    let members = [
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md", b'0', note),
        ("l.md", b'2', ""),
        ("h.md", b'1', ""),
        ("dev", b'3', ""),
        ("../x.md", b'0', note),
    ];
    let whole = tar(&members);
    let moved = read_from(whole.as_slice(), &options()).unwrap();
    assert_eq!(moved.entries.len(), 1);
    let unused = &moved.report.not_carried["links, devices and names that are none"];
    assert_eq!(unused.count, 4);
    assert!(refused(&whole[..700]).contains("cut off"));
}

// Seen to fail: with links opened as what they lead to.
#[test]
fn a_folder_is_never_left() {
    let outside = folder(&[("2020-01-02.md", "secret")]);
    let inside = folder(&[(
        "2020-01-01.md",
        "![[../../etc/passwd]] ![x](/etc/passwd) ![y](file:///etc/passwd) ![z](https://example.org/track.png)",
    )]);
    symlink(outside.path(), inside.path().join("linked")).unwrap();
    symlink(
        outside.path().join("2020-01-02.md"),
        inside.path().join("2020-01-02.md"),
    )
    .unwrap();
    symlink(inside.path(), inside.path().join("loop")).unwrap();
    let moved = read_folder(inside.path());
    assert_eq!(moved.entries.len(), 1);
    let elsewhere = &moved.report.not_carried["pictures that are elsewhere, which nothing follows"];
    assert_eq!(elsewhere.count, 4);
    let unused = &moved.report.not_carried["links, devices and names that are none"];
    assert_eq!(unused.count, 3);
}

#[test]
fn characters_are_guessed_once_and_said() {
    let bytes = b"[2020-01-01 10:00] Tr\xe4ume. \x93Stra\xdfe\x94 f\xfcr 5 \x80\n";
    let moved = read_from(bytes.as_slice(), &options()).unwrap();
    assert_eq!(moved.entries[0].fields.body, "“Straße” für 5 €");
    assert!(has(&moved.report.changed, "Windows-1252"));
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(JOURNAL.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(
        read_from(wide.as_slice(), &options())
            .unwrap()
            .entries
            .len(),
        1
    );
    let broken = JOURNAL.replace("fine", "f\u{1}ne").into_bytes();
    let broken: Vec<u8> = broken
        .into_iter()
        .map(|b| if b == 1 { 0xff } else { b })
        .collect();
    assert!(refused(&broken).contains("byte"));
}

// Seen to fail: with a second value of a key replacing the first.
#[test]
fn one_bad_entry_stops_no_other() {
    let two = |first: &str| {
        format!(r#"{{"entries":[{first},{{"creationDate":"2020-01-02T10:00:00Z","text":"two"}}]}}"#)
    };
    for (bad, why) in [
        (
            r#"{"creationDate":"2020-01-01T10:00:00Z","text":"a","text":"b"}"#,
            "stands twice",
        ),
        (
            r#"{"creationDate":"2020-01-01T10:00:00Z","text":"half \ud83d"}"#,
            "cannot be used",
        ),
        (
            r#"{"creationDate":"2020-01-01T10:00:00Z","text":[1]}"#,
            "cannot be used",
        ),
        (r#"{"text":"no date"}"#, "no moment"),
        ("7", "an object"),
    ] {
        let moved = read(&two(bad));
        assert_eq!(moved.entries.len(), 1, "{bad}");
        let refused = &moved.report.refused[0];
        assert!(refused.why.contains(why), "{refused:?}");
        assert!(moved.report.is_partial());
    }
    let deep = format!(
        r#"{{"creationDate":"2020-01-01T10:00:00Z","text":"x","richText":{}{}}}"#,
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    assert_eq!(read(&two(&deep)).entries.len(), 2);
}

#[test]
fn limits_of_entries_lose_no_entry() {
    let day = |text: &str, tags: &str| {
        format!(
            r#"{{"metadata":{{}},"entries":[{{"creationDate":"2020-01-01T10:00:00Z","text":"{text}","tags":[{tags}]}}]}}"#
        )
    };
    let long = read(&day(&"a".repeat((1 << 20) + 1), ""));
    assert_eq!(long.entries.len(), 2);
    assert!(has(&long.report.changed, "1 MiB"));
    let tags: Vec<String> = (0..65).map(|n| format!("\"t{n}\"")).collect();
    let many = read(&day("x", &tags.join(",")));
    assert_eq!(many.entries[0].fields.tags.len(), 64);
    assert!(has(&many.report.not_carried, "tags above 64"));
    let title = first(&day(&format!("# {}\\n\\nrest", "t".repeat(501)), ""));
    assert!(title.fields.title.is_empty() && title.fields.body.ends_with("rest"));
}

#[test]
fn front_matter_entities_and_open_quotations_are_refused() {
    let vault = folder(&[
        ("2020-01-01.md", "---\na: &a [x]\nb: *a\n---\nbody\n"),
        ("2020-01-02.md", "---\na: 1\na: 2\n---\nbody\n"),
        ("2020-01-03.md", "---\ntitle: no end\n\nbody\n"),
    ]);
    let moved = read_folder(vault.path());
    assert_eq!((moved.entries.len(), moved.report.refused_count), (1, 2));
    assert!(moved.entries[0].fields.body.starts_with("---"));
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\">]><en-export><note></note></en-export>";
    assert!(refused(laughs.as_bytes()).contains("entities of its own"));
    assert!(refused(b"date,text\n2020-01-01,\"open\n").contains("line 2"));
    let divs = format!(
        "{}deep{}",
        "<div>".repeat(150_000),
        "</div>".repeat(150_000)
    );
    let deep = format!(r#"{{"id":"x","date_journal":1559370660000,"text":"{divs}"}}"#);
    assert_eq!(first(&deep).fields.body, "deep");
}

#[test]
fn what_is_no_journal_is_told_by_name() {
    for (bytes, what) in [
        (b"SQLite format 3\0rest".as_slice(), "database"),
        (b"JRNLv3 abc", "jrnl --decrypt"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b\x08", "unpack"),
        (b"hello", "--as"),
        (b"{\"metadata\":{},\"entries\":[]}", "nothing to take in"),
        (b"", "nothing in it"),
    ] {
        assert!(refused(bytes).contains(what), "{what}: {}", refused(bytes));
    }
}

#[test]
fn a_line_of_ours_that_is_too_long_stops_no_other() {
    let long = format!("{{\"body\":\"{}\"}}", "a".repeat(9 << 20));
    let good = r#"{"when":"2020-01-01T10:00:00+01:00[Europe/Berlin]","body":"x","mood":5}"#;
    let moved = read(&format!("{good}\n{long}\n{good}\n"));
    assert_eq!(moved.entries.len(), 2);
    assert_eq!(moved.report.refused[0].place, "line 2");
}
