//! One small archive of each journal, written after its format.

use super::archives::{file, folder, read_folder, tar, zip};
use super::{first, has, line, lines, options, read};
use moving::{Kind, Moved, read_from};

fn unpacked(bytes: &[u8]) -> Moved {
    read_from(bytes, &options()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

#[test]
fn jrnl_plain_files_say_how_they_write_dates() {
    let plain = "[2019-06-01 08:31:00 AM] At the lock. *\nSeven ducks. @Walk #lock\n\n[2019-06-01 12:00:00 AM] One line. And a second.\n";
    assert_eq!(
        lines(&read(plain)),
        [
            "2019-06-01T08:31:00+02:00[Europe/Berlin] | At the lock. | Seven ducks. @Walk #lock | lock walk | *",
            "2019-06-01T00:00:00+02:00[Europe/Berlin] | One line. | And a second. |  | ",
        ]
    );
    let old = "2013-06-09 15:39 A walk.\nRain.\n1999 was another year.\n";
    assert_eq!(
        line(&first(old)),
        "2013-06-09T15:39:00+02:00[Europe/Berlin] | A walk. | Rain.\n1999 was another year. |  | "
    );
    let days = folder(&[("2021/03/14.txt", "[2021-03-14 07:00] In a folder.\n")]);
    assert_eq!(read_folder(days.path()).kind, Kind::Jrnl);
}

#[test]
fn day_one_escapes_are_undone_and_photographs_counted() {
    let json = r##"{"metadata":{"version":"1.0"},"entries":[{"uuid":"A1","creationDate":"2024-07-05T18:23:11Z","timeZone":"Asia/Tokyo","starred":true,
      "text":"![](dayone-moment://P1)\n\n# Far\\. Away\\!\n\nWe saw \\[two\\] `a\\.b`","tags":["two words"],
      "photos":[{"identifier":"P1","md5":"0123456789abcdef0123456789abcdef","type":"jpeg"}],"location":{"latitude":1}},
      {"uuid":"A2","creationDate":"2024-07-06T18:23:11Z","richText":"{\"contents\":[{\"text\":\"Only rich.\\n\"},{\"attributes\":{\"line\":{\"listStyle\":\"bulleted\",\"indentLevel\":1}},\"text\":\"one\"}]}"}]}"##;
    let packed = zip(&[
        file("Journal.json", json),
        file("photos/0123456789ABCDEF0123456789ABCDEF.jpeg", "bytes"),
    ]);
    let moved = unpacked(&packed);
    assert_eq!(
        lines(&moved),
        [
            "2024-07-06T03:23:11+09:00[Asia/Tokyo] | Far. Away! | We saw [two] `a\\.b` | two-words | *",
            "2024-07-06T20:23:11+02:00[Europe/Berlin] |  | Only rich.\n- one |  | ",
        ]
    );
    assert_eq!(moved.report.files.found, 1);
    assert!(has(&moved.report.not_carried, "location"));
    assert_eq!(moved.entries[0].id, "A1");
}

#[test]
fn joplin_notes_have_their_own_moment_and_tags() {
    let note = "To the lock\n\nSeven ducks. ![](:/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee)\n\nMore.\n\nid: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nparent_id: \ncreated_time: 2026-11-27T15:00:50.957Z\nlatitude: 48.1\nuser_created_time: 2019-06-01T06:30:12.000Z\nmarkup_language: 1\ntype_: 1";
    let tag = "two words\n\nid: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\ntype_: 5";
    let link = "id: cccccccccccccccccccccccccccccccc\nnote_id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\ntag_id: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\ntype_: 6";
    let picture = "duck.jpg\n\nid: eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\nfile_extension: jpg\ntype_: 4";
    let jex = tar(&[
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md", b'0', note),
        ("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.md", b'0', tag),
        ("cccccccccccccccccccccccccccccccc.md", b'0', link),
        ("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.md", b'0', picture),
        (
            "resources/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.jpg",
            b'0',
            "bytes",
        ),
    ]);
    let moved = unpacked(&jex);
    assert_eq!(moved.kind, Kind::Joplin);
    let entry = &moved.entries[0];
    assert!(
        line(entry).starts_with("2019-06-01T08:30:12+02:00[Europe/Berlin] | To the lock | Seven")
    );
    assert_eq!(entry.fields.tags, ["two-words"]);
    assert!(has(&moved.report.not_carried, "places"));
    assert_eq!(moved.report.files.found, 1);
}

// Seen to fail: with words of front matter read as YAML reads them, and with the name of a file taken before its date.
#[test]
fn notes_say_their_day_above_them_or_in_their_names() {
    let vault = folder(&[
        (
            ".obsidian/daily-notes.json",
            r#"{"folder":"Days","format":"YYYY/MM-MMMM/DD"}"#,
        ),
        (
            "Days/2023/04-April/01.md",
            "---\ntags: [walk, \"two words\"]\nmood: 7\n---\n# Slow\n\nSaw a `#none`. #été ![[Duck.JPG|300]]\n",
        ),
        ("2023-04-02 A title.md", "Text."),
        (
            "far.md",
            "---\ndate: 2023-04-03T22:15:00+09:00\ntitle: no\ntags: yes, 1_000\nstarred: true\n---\nText.\n",
        ),
        ("files/duck.jpg", "bytes"),
        ("Places/Lock.md", "A page, not a day."),
    ]);
    let moved = read_folder(vault.path());
    assert_eq!(
        lines(&moved),
        [
            "2023-04-02T12:00:00+02:00[Europe/Berlin] | A title | Text. |  | ",
            "2023-04-01T12:00:00+02:00[Europe/Berlin] | Slow | Saw a `#none`. #été ![[Duck.JPG|300]] | two-words walk été | ",
            "2023-04-03T22:15:00+09:00[+09:00] | no | Text. | 1_000 yes | *",
        ]
    );
    let report = &moved.report;
    assert!(has(&report.proposed, "mood 7") && has(&report.not_carried, "without a date"));
    assert_eq!((report.files.found, report.files.missing.count), (1, 0));
    assert_eq!(moved.entries[0].fields.mood, None);
}

#[test]
fn moods_are_taken_when_they_are_wanted() {
    let options = moving::Options {
        moods: true,
        ..options()
    };
    let table = "full_date,date,weekday,time,mood,activities,note_title,note\n2023-04-01,April 1,Saturday,07:30,awful,tea | long walk,T,<b>Bold</b> &amp; tired\n";
    let moved = read_from(table.as_bytes(), &options).unwrap();
    assert_eq!(
        line(&moved.entries[0]),
        "2023-04-01T07:30:00+02:00[Europe/Berlin] | T | **Bold** & tired | long-walk tea | "
    );
    assert_eq!(moved.entries[0].fields.mood, Some(1));
}

#[test]
fn daylio_backups_count_months_from_nothing() {
    let json = r#"{"customMoods":[{"id":3,"mood_group_id":2}],"tags":[{"id":1,"name":"long walk"}],"assets":[],"dayEntries":[{"id":1,"year":2019,"month":5,"day":1,"hour":8,"minute":31,"datetime":1559370660000,"timeZoneOffset":120,"mood":3,"note":"<div>Ducks</div><div>more</div>","note_title":"Lock","tags":[1],"assets":[],"isFavorite":true}]}"#;
    let packed = data_encoding::BASE64.encode(json.as_bytes());
    let moved = unpacked(&zip(&[file("backup.daylio", &packed)]));
    assert_eq!(
        lines(&moved),
        ["2019-06-01T08:31:00+02:00[+02:00] | Lock | Ducks\nmore | long-walk | *"]
    );
    assert!(has(&moved.report.proposed, "mood 7"));
}

#[test]
fn html_becomes_markdown() {
    let journey = r#"{"id":"j1","date_journal":1559370660000,"timezone":"Europe/Berlin","favourite":true,"type":"html","tags":null,"lat":1.7976931348623157e308,
      "text":"<p dir=\"auto\">To the lock &amp; back<br>then home</p>\n<p><strong>bold</strong> <em>slanted</em></p><ul><li>one<ul><li>two</li></ul></li></ul><script>alert(1)</script><a href=\"javascript:x\">link</a> <a href=\"https://example.org\">page</a>"}"#;
    let entry = first(journey);
    assert_eq!(
        entry.fields.body,
        "To the lock & back\nthen home\n\n**bold** *slanted*\n\n- one\n  - two\n\nlink [page](https://example.org)"
    );
    let diarium = r#"[{"date":"2019-06-01T08:31:00.48828","heading":"Lock","html":"<p>Ducks</p><p>Second</p>","people":["Ines K."],"rating":4}]"#;
    assert_eq!(
        line(&first(diarium)),
        "2019-06-01T08:31:00.488+02:00[Europe/Berlin] | Lock | Ducks\n\nSecond | Ines-K. | "
    );
}

#[test]
fn notes_of_keep_and_standard_notes_carry_their_labels() {
    let keep = r#"{"textContent":"Ducks.","title":"Lock","createdTimestampUsec":"1559370660000000","isPinned":true,"labels":[{"name":"two words"}],"listContent":[{"text":"bread","isChecked":true}]}"#;
    let bin = r#"{"isTrashed":true,"title":"gone","textContent":"x","createdTimestampUsec":1559370660000000}"#;
    let packed = zip(&[
        file("Takeout/Keep/Lock.json", keep),
        file("Takeout/Keep/gone.json", bin),
        file("Takeout/Keep/broken.json", "{\"createdTimestampUsec\":"),
        file("Takeout/Keep/Lock.html", "<html>"),
    ]);
    let moved = unpacked(&packed);
    assert_eq!(
        lines(&moved),
        ["2019-06-01T08:31:00+02:00[Europe/Berlin] | Lock | Ducks.\n- [x] bread | two-words | *"]
    );
    assert!(has(&moved.report.not_carried, "bin"));
    assert_eq!(moved.report.refused_count, 1);
    let notes = r#"{"version":"004","items":[{"uuid":"n1","content_type":"Note","content":{"title":"Lock","text":"Ducks."},"created_at":"2019-06-01T06:31:00.947Z"},
      {"uuid":"t1","content_type":"Tag","content":{"title":"walks","references":[]}},
      {"uuid":"t2","content_type":"Tag","content":{"title":"2019","references":[{"uuid":"t1","reference_type":"TagToParentTag"},{"uuid":"n1"}]}}]}"#;
    assert_eq!(
        line(&first(notes)),
        "2019-06-01T08:31:00.947+02:00[Europe/Berlin] | Lock | Ducks. | walks/2019 | "
    );
}

#[test]
fn evernote_notes_are_read_one_by_one() {
    let enex = "<?xml version=\"1.0\"?><en-export><note><title>Lock &amp; back</title><created>20190601T063100Z</created><tag>two words</tag><content><![CDATA[<en-note><div>Ducks <b>eight</b></div><div><br/></div><div><en-todo checked=\"true\"/>bread</div></en-note>]]></content><resource><data encoding=\"base64\">AAAA\nAAAA</data></resource></note><note><title>No date</title><content><![CDATA[<en-note>x</en-note>]]></content></note></en-export>";
    let moved = read(enex);
    assert_eq!(
        lines(&moved),
        [
            "2019-06-01T08:31:00+02:00[Europe/Berlin] | Lock & back | Ducks **eight**\n\n- [x] bread | two-words | "
        ]
    );
    assert_eq!((moved.report.files.found, moved.report.files.bytes), (1, 6));
    assert!(moved.report.refused[0].why.contains("has no date"));
    // Where there is nothing else, and that is damaged, the entry says what it had.
    let alone = "<?xml version=\"1.0\"?><en-export><note><title></title><created>20190601T063100Z</created><content><![CDATA[<en-note></en-note>]]></content><resource><data encoding=\"base64\">AA!A</data><mime>image/png</mime></resource></note></en-export>";
    assert_eq!(read(alone).entries[0].fields.body, "[attachment-1.png]");
}

#[test]
fn attachments_of_evernote_come_along_in_the_order_in_which_they_are_shown() {
    const DUCK: &str = "36846677e3a8f4c0b16d8bdf8ef18608";
    const GOOSE: &str = "615b3257271b98f658a5ec33cc5f20b0";
    let resource = |text: &str, name: &str| {
        let name = match name {
            "" => String::new(),
            name => {
                format!("<resource-attributes><file-name>{name}</file-name></resource-attributes>")
            }
        };
        format!(
            "<resource>\n<data encoding=\"base64\">\n{text}\n</data><mime>image/jpeg</mime>{name}<recognition><![CDATA[<x/>]]></recognition></resource>"
        )
    };
    // MD5 of `duck` and of `goose`, and of nothing that is there.
    let media = "<en-media hash=\"GOOSE\" type=\"image/jpeg\"/><en-media hash=\"DUCK\" type=\"image/jpeg\"/><en-media hash=\"00000000000000000000000000000000\" type=\"image/jpeg\"/>";
    let media = media.replace("GOOSE", GOOSE).replace("DUCK", DUCK);
    let enex = format!(
        "<?xml version=\"1.0\"?><en-export><note><title>Two</title><created>20190601T063100Z</created><content><![CDATA[<en-note>{media}</en-note>]]></content>{}{}{}{}</note></en-export>",
        resource("bG9vbg==", ""),
        resource("ZHV\njaw==", "duck.jpg"),
        resource("Z29vc2U=", "goose.jpg"),
        resource("ZHVjaw==", "again.jpg"),
    );
    // As a file, in a folder, and in archives, in one of which it cannot be read from a place on.
    let zipped = zip(&[file("notes.enex", &enex)]);
    let tarred = tar(&[("notes.enex", b'0', &enex)]);
    let within = folder(&[("notes.enex", &enex)]);
    let mut all: Vec<Moved> = [enex.as_bytes(), &zipped, &tarred].map(unpacked).into();
    all.push(read_folder(within.path()));
    for moved in all {
        let files = &moved.entries[0].files;
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["goose.jpg", "duck.jpg", "attachment-1.jpeg"]);
        let bytes = |at: usize| {
            let mut bytes = Vec::new();
            let mut reader = moved.attachments.open(&files[at]).unwrap();
            std::io::copy(&mut reader, &mut bytes).unwrap();
            assert_eq!(bytes.len() as u64, files[at].bytes);
            bytes
        };
        assert_eq!(
            [bytes(0), bytes(1), bytes(2)],
            [b"goose".to_vec(), b"duck".to_vec(), b"loon".to_vec()]
        );
        assert_eq!(moved.report.files.missing.count, 1);
    }
}

#[test]
fn days_of_outlines_and_headings() {
    let graph = folder(&[
        (
            "logseq/config.edn",
            "{:journal/file-name-format \"yyyy_MM_dd\"}",
        ),
        (
            "journals/2024_11_01.md",
            "- Woke #[[two words]]\n  mood:: 6\n  id:: 65f1\n\t- cold\n-\n",
        ),
        ("pages/Ines.md", "- a page"),
        ("logseq/bak/journals/2024_11_01/x.md", "- old"),
    ]);
    let moved = read_folder(graph.path());
    assert_eq!(moved.kind, Kind::Logseq);
    assert_eq!(
        lines(&moved),
        [
            "2024-11-01T12:00:00+01:00[Europe/Berlin] |  | - Woke #[[two words]]\n\t- cold | two-words | "
        ]
    );
    let org = "* Dienstag, 5. Januar 2021\n:PROPERTIES:\n:CREATED:  20210105\n:END:\n** 06:45 DONE Dark still :walk:\nA line.\n*** Below\n";
    let year = folder(&[("2021.org", org), ("2021.org.gpg", "sealed")]);
    let moved = read_folder(year.path());
    assert_eq!(
        lines(&moved),
        ["2021-01-05T06:45:00+01:00[Europe/Berlin] | Dark still | A line.\n*** Below | walk | "]
    );
    assert!(moved.report.refused[0].why.contains("encrypted"));
}

#[test]
fn months_days_and_pages() {
    let month = folder(&[(
        "2019-06.txt",
        "1:\n  Tags:\n    walk: null\n  text: 'Ducks //twice//.\n\n    It''s late. #lock'\n3: {text: !!python/unicode 'Drei.'}\n",
    )]);
    assert_eq!(
        lines(&read_folder(month.path())),
        [
            "2019-06-01T12:00:00+02:00[Europe/Berlin] |  | Ducks *twice*.\nIt's late. #lock | lock walk | ",
            "2019-06-03T12:00:00+02:00[Europe/Berlin] |  | Drei. |  | ",
        ]
    );
    let momento = "1 June 2019\r\n=====\r\n\r\n08:31\r\nDucks.\r\nWith: Ines K.\r\nAt: The Lock\r\n\r\n21:05\r\nLater.\r\n";
    assert_eq!(
        lines(&read(momento)),
        [
            "2019-06-01T08:31:00+02:00[Europe/Berlin] |  | Ducks. | Ines-K. | ",
            "2019-06-01T21:05:00+02:00[Europe/Berlin] |  | Later. |  | ",
        ]
    );
    let new =
        "===== ENTRY =====\n=== DATE: 2019-11-24 ===\n=== WORDS: 2 ===\n=== BODY ===\nNo ducks.\n";
    assert_eq!(
        lines(&read(new)),
        ["2019-11-24T12:00:00+01:00[Europe/Berlin] |  | No ducks. |  | "]
    );
    let apple = "<!DOCTYPE html><body><p><div class=\"pageHeader\">dimanche 3 novembre 2024</div><div id=S class=\"gridItem assetType_stateOfMind\"><div class=\"gridItemOverlayHeader\">Sad</div></div><div class='title'>Ducks</div><div class='bodyText'></p><p>One.</p><p>Two &amp; three.</p>";
    let moved = read(apple);
    assert_eq!(
        lines(&moved),
        ["2024-11-03T12:00:00+01:00[Europe/Berlin] | Ducks | One.\n\nTwo & three. |  | "]
    );
    assert!(has(&moved.report.proposed, "sad"));
}

#[test]
fn tables_of_diaro_and_lists_of_the_classic_day_one() {
    let diaro = "<data><table name=\"diaro_tags\"><r><uid>t1</uid><title>two words</title></r></table><table name=\"diaro_entries\"><r><uid>e1</uid><date>1559370660000</date><tz_offset>+02:00</tz_offset><title>Lock</title><text>Ducks &amp; more</text><tags>,t1,</tags></r></table></data>";
    assert_eq!(
        line(&first(diaro)),
        "2019-06-01T08:31:00+02:00[+02:00] | Lock | Ducks & more | two-words | "
    );
    let entry = "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>Creation Date</key><date>2019-06-01T06:31:00Z</date><key>Location</key><dict><key>Creation Date</key><string>x</string></dict><key>Entry Text</key><string># Lock\nDucks.</string><key>Starred</key><true/><key>Tags</key><array><string>walk</string></array><key>Time Zone</key><string>Asia/Tokyo</string></dict></plist>";
    assert_eq!(
        line(&first(entry)),
        "2019-06-01T15:31:00+09:00[Asia/Tokyo] | Lock | Ducks. | walk | *"
    );
}

// Seen to fail: with every second quotation mark left out.
#[test]
fn any_table_with_dates_and_texts() {
    let table =
        "Date;Notes;Pain\r\n24.12.2023;\"Two\nlines; \"\"quoted\"\"\";3\r\n25.12.2023;;2\r\n";
    let moved = read(table);
    assert_eq!(
        lines(&moved),
        ["2023-12-24T12:00:00+01:00[Europe/Berlin] |  | Two\nlines; \"quoted\" |  | "]
    );
    assert!(has(&moved.report.not_carried, "column “Pain”"));
    let options = moving::Options {
        columns: Some("date=When,text=What".into()),
        kind: Some(Kind::Csv),
        ..options()
    };
    let moved = read_from("When,What\n2020-01-01,x\n".as_bytes(), &options).unwrap();
    assert_eq!(moved.entries.len(), 1);
}

#[test]
fn the_same_archive_gives_the_same_ids() {
    let text = "[2019-06-01 08:31] Same.\n\n[2019-06-01 08:31] Same.\n";
    let ids =
        |moved: Moved| -> Vec<String> { moved.entries.into_iter().map(|entry| entry.id).collect() };
    let once = ids(read(text));
    assert_eq!(once, ids(read(text)));
    assert_ne!(once[0], once[1]);
}

#[test]
fn what_an_entry_cannot_hold_is_said_before_anything_is_saved() {
    let tags: Vec<String> = (0..65).map(|number| format!("\"t{number}\"")).collect();
    let when = "2026-11-23T22:10:00+01:00[Europe/Berlin]";
    let line = |fields: &str| format!(r#"{{"when":"{when}","body":"Ducks.",{fields}}}"#);
    let moved = read(
        &[
            line(r#""star":true"#),
            line(r#""title":"two\nlines""#),
            line(&format!(r#""title":"{}""#, "x".repeat(501))),
            line(r#""mood":11"#),
            line(r#""steps":[200]"#),
            line(r#""tags":["two words"]"#),
            line(&format!(r#""tags":[{}]"#, tags.join(","))),
        ]
        .join("\n"),
    );
    assert_eq!(moved.entries.len(), 1);
    let places: Vec<&str> = moved
        .report
        .refused
        .iter()
        .map(|refused| refused.place.as_str())
        .collect();
    assert_eq!(
        places,
        ["line 2", "line 3", "line 4", "line 5", "line 6", "line 7"]
    );
}
