//! Out in a form of another program, and in again: the same days, texts and tags, as far as the form has them.

use std::io;

use journal::{EntryFields, EntryFile, Label};
use moving::out::{self, Carried, Leaving, Photograph};
use moving::{Moved, Options, read_from};

use super::options;

/// What some program reads otherwise than as a text.
const NASTY: [&str; 34] = [
    "Grüße, 日本語, 👩‍👧, e\u{301}",
    "[2020-01-01 10:00] no entry",
    " [2020-01-01 10:00:00 AM] with a blank",
    "[2020-01-01 10:00]glued",
    "[tomorrow at noon] maybe",
    "[never closed",
    "here] it is",
    "[x] done",
    "  indented\ttab",
    "",
    "=1+1",
    "+49 171",
    "-5 degrees",
    "@ home",
    "'=quoted",
    "''@twice",
    "\t=tab",
    " =blank",
    "＝wide",
    "He said \"no\"; \"\", and: 'yes'",
    "\u{202e}bidi\u{2066}x",
    "# Not a title",
    "1. one",
    "```",
    "code *a* \\* \\\\",
    "`tick` ![](dayone-moment://ABC) [a](b) <b>&amp;</b> ~~x~~",
    "===",
    "| a | b |",
    "Tags: @ other.",
    "Tags: @",
    "# ",
    "*",
    "2020-01-01",
    "---",
];
const TITLES: [&str; 12] = [
    "",
    "To the lock",
    "**bold**",
    "5 *",
    "* item",
    "C#",
    "# hash #",
    "=cmd()",
    "\"quoted\", and; more",
    "[2020-01-01 10:00] in front",
    "Grüße 日本語 \u{202e}x",
    "\\_under_ `code`",
];
const MOMENTS: [&str; 5] = [
    "2019-06-01T08:31:05+02:00[Europe/Berlin]",
    "2019-06-01T23:59:59+09:00[Asia/Tokyo]",
    // The second of two such hours.
    "2018-10-28T02:30:00+01:00[Europe/Berlin]",
    "2020-02-29T00:00:30+05:30[+05:30]",
    "1969-12-31T22:00:00-05:00[America/New_York]",
];
const TAGS: [&str; 4] = ["walk", "Berlin", "über/unter", "a.b"];

/// Every two of the lines below each other, each time with another title, moment, star and other tags.
fn entries() -> Vec<EntryFields> {
    let mut entries = vec![EntryFields::text("x".repeat(200_000)).when(MOMENTS[0])];
    for (at, above) in NASTY.iter().enumerate() {
        for (off, below) in NASTY.iter().enumerate() {
            let seed = at * NASTY.len() + off;
            let mut fields = EntryFields::text(format!("{above}\n{below}"))
                .title(TITLES[seed % TITLES.len()])
                .when(MOMENTS[seed % MOMENTS.len()]);
            fields.star = (seed / 7).is_multiple_of(3);
            let has_tag = |(bit, _): &(usize, _)| seed >> bit & 1 == 1;
            let tags = TAGS.iter().enumerate().filter(has_tag);
            fields.tags = tags.map(|(_, tag)| (*tag).to_owned()).collect();
            entries.push(fields);
        }
    }
    entries
}

fn round(
    entries: &[EntryFields],
    write: impl Fn(&[Leaving<'_>], &mut Vec<u8>) -> io::Result<Carried>,
) -> (Moved, Carried) {
    let ids: Vec<String> = (0..entries.len()).map(|at| format!("id{at}")).collect();
    let leaving = entries.iter().zip(&ids);
    let leaving: Vec<_> = leaving.map(|(fields, id)| Leaving { id, fields }).collect();
    let mut file = Vec::new();
    let carried = write(&leaving, &mut file).unwrap();
    let options = Options {
        moods: true,
        ..options()
    };
    let moved =
        read_from(file.as_slice(), &options).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(moved.report.refused_count, 0, "{:?}", moved.report.refused);
    (moved, carried)
}

fn body(text: &str) -> &str {
    text.trim_start_matches('\n').trim_end()
}

/// Everything that an entry of these says, its text as every import keeps it.
fn said(fields: &EntryFields) -> EntryFields {
    EntryFields {
        body: body(&fields.body).to_owned(),
        ..fields.clone()
    }
}

fn no_photograph(_: &EntryFile) -> io::Result<Photograph> {
    Ok(Photograph::Absent)
}

#[test]
fn what_day_one_gets_comes_back_as_it_was() {
    let entries = entries();
    let (moved, carried) = round(&entries, |leaving, out| {
        out::day_one(leaving, &mut no_photograph, out)
    });
    assert_eq!(
        (moved.kind.name(), carried.entries),
        ("dayone", entries.len())
    );
    assert!(
        moved.report.not_carried.is_empty(),
        "{:?}",
        moved.report.not_carried
    );
    let kept: Vec<_> = entries
        .iter()
        .filter(|fields| !said(fields).is_empty())
        .collect();
    assert_eq!(moved.entries.len(), kept.len());
    for (there, here) in moved.entries.iter().zip(kept) {
        assert_eq!(there.fields, said(here));
    }
}

#[test]
fn what_a_table_gets_comes_back_as_it_was() {
    let mut entries = entries();
    let mut felt = EntryFields::text("7").when("2019-06-01T08:31:05.25+02:00[Europe/Berlin]");
    felt.mood = Some(7);
    felt.emotions = vec!["at ease".to_owned(), "sad".to_owned()];
    entries.push(felt);
    let (moved, carried) = round(&entries, |leaving, out| out::csv(leaving, out));
    assert_eq!((moved.kind.name(), carried.entries), ("csv", entries.len()));
    let kept: Vec<_> = entries
        .iter()
        .filter(|fields| !said(fields).is_empty())
        .collect();
    assert_eq!(moved.entries.len(), kept.len());
    for (there, here) in moved.entries.iter().zip(kept) {
        assert_eq!(there.fields, said(here));
        assert!(there.id.starts_with("id"));
    }
}

#[test]
fn no_cell_of_a_table_is_computed() {
    let entries = entries();
    let leaving: Vec<_> = entries
        .iter()
        .map(|fields| Leaving { id: "-1", fields })
        .collect();
    let mut file = Vec::new();
    out::csv(&leaving, &mut file).unwrap();
    let file = String::from_utf8(file).unwrap();
    for cell in file.split("\",\"").flat_map(|cell| cell.split("\r\n\"")) {
        let begins = cell.trim_start().chars().next().unwrap_or('"');
        assert!(!"=+-@＝\t\r".contains(begins), "{cell}");
    }
}

/// What jrnl has of an entry: the words in their lines, the first of which heads it.
fn lines(fields: &EntryFields) -> Vec<String> {
    let all = format!("{}\n{}", fields.title, body(&fields.body));
    let lines = all.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

#[test]
fn what_jrnl_gets_comes_back_with_its_words_days_and_tags() {
    let entries = entries();
    let (moved, carried) = round(&entries, out_jrnl);
    assert_eq!(
        (moved.kind.name(), carried.entries),
        ("jrnl", entries.len())
    );
    assert_eq!(moved.entries.len(), entries.len());
    for (there, here) in moved.entries.iter().zip(&entries) {
        let there = &there.fields;
        assert_eq!(there.when.civil(), here.when.civil());
        assert_eq!(there.star, here.star, "{here:?}");
        assert!(
            here.tags
                .iter()
                .all(|tag| Label::Tag.is_among(&there.tags, tag)),
            "{here:?}"
        );
        // A title that says the day of its entry is none there, and a line by itself is divided after its first sentence.
        let mut expected = lines(here);
        if expected.is_empty() {
            expected.push("…".to_owned());
        }
        // A title has no tabs.
        let words = |lines: &[String]| lines.join(" ").replace('\t', " ");
        assert_eq!(words(&lines(there)), words(&expected), "{here:?}");
        if !here.title.is_empty() && !body(&here.body).is_empty() {
            assert_eq!(
                *there,
                EntryFields {
                    when: there.when.clone(),
                    tags: there.tags.clone(),
                    ..said(here)
                }
            );
        }
    }
}

fn out_jrnl(leaving: &[Leaving<'_>], out: &mut Vec<u8>) -> io::Result<Carried> {
    out::jrnl(leaving, out)
}

#[test]
fn a_folder_of_jrnl_has_a_file_for_each_day() {
    let entries: Vec<_> = MOMENTS
        .map(|at| EntryFields::text("A line.").when(at))
        .to_vec();
    let leaving: Vec<_> = entries
        .iter()
        .map(|fields| Leaving { id: "a", fields })
        .collect();
    let days: Vec<(String, usize)> = out::jrnl_days(&leaving)
        .into_iter()
        .map(|(name, day)| (name, day.len()))
        .collect();
    let days: Vec<(&str, usize)> = days
        .iter()
        .map(|(name, day)| (name.as_str(), *day))
        .collect();
    assert_eq!(
        days,
        [
            ("1969/12/31.txt", 1),
            ("2018/10/28.txt", 1),
            ("2019/06/01.txt", 2),
            ("2020/02/29.txt", 1)
        ]
    );
}

#[test]
fn what_has_no_place_is_counted() {
    let mut fields =
        EntryFields::text("a\r\nb").when("2019-06-01T08:31:05.25+02:00[Europe/Berlin]");
    fields = fields
        .mood(7)
        .emotion("sad")
        .emotion("at ease")
        .trigger("a; b")
        .step(3)
        .letter();
    fields.files = vec![EntryFile {
        name: "song.mp3".into(),
        ..EntryFile::default()
    }];
    let unread = EntryFields::text("x").when("when?");
    let leaving = [
        Leaving {
            id: "a",
            fields: &fields,
        },
        Leaving {
            id: "b",
            fields: &unread,
        },
    ];
    let mut file = Vec::new();
    let jrnl = out::jrnl(&leaving, &mut file).unwrap();
    let count = |what: &str| jrnl.not_carried.get(what).copied().unwrap_or(0);
    assert_eq!(
        (
            count("moods"),
            count("feelings"),
            count("triggers"),
            count("steps")
        ),
        (1, 2, 1, 1)
    );
    assert_eq!(
        (
            count("files of entries"),
            count("entries whose moment cannot be read")
        ),
        (1, 1)
    );
    assert_eq!(jrnl.changed["fractions of seconds, left out"], 1);
    let day_one = out::day_one(&leaving, &mut no_photograph, &mut file).unwrap();
    assert_eq!(
        (day_one.entries, day_one.absent.as_slice()),
        (1, ["song.mp3".to_owned()].as_slice())
    );
    let csv = out::csv(&leaving, &mut file).unwrap();
    assert_eq!((csv.entries, csv.not_carried["files of entries"]), (2, 1));
    assert_eq!(
        csv.changed["feelings and triggers with ; in them, written with ,"],
        1
    );
}

#[test]
fn photographs_lie_once_in_the_zip_and_come_back_with_their_names() {
    let file = |name: &str, media_type: &str| EntryFile {
        id: name.to_owned(),
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        ..EntryFile::default()
    };
    let mut walk = EntryFields::default().when(MOMENTS[0]);
    walk.files = vec![
        file("duck.jpg", "image/jpeg"),
        file("goose.png", "image/png"),
    ];
    let mut again = EntryFields::text("Once more.").when(MOMENTS[1]);
    again.files = vec![
        file("same.jpg", "image/jpeg"),
        file("far.heic", "image/heic"),
        file("song.mp3", "audio/mpeg"),
    ];
    let (moved, carried) = round(&[walk, again], |leaving, out| {
        let mut photograph = |file: &EntryFile| {
            Ok(match file.media_type.as_str() {
                "image/heic" => Photograph::NotClean,
                "audio/mpeg" => Photograph::Other,
                kind => Photograph::Clean(kind.as_bytes().to_vec()),
            })
        };
        out::day_one(leaving, &mut photograph, out)
    });
    assert_eq!(
        (carried.files, carried.not_carried.values().sum::<usize>()),
        (3, 2)
    );
    let names: Vec<Vec<&str>> = moved
        .entries
        .iter()
        .map(|entry| entry.files.iter().map(|file| file.name.as_str()).collect())
        .collect();
    assert_eq!(names, [vec!["duck.jpg", "goose.png"], vec!["same.jpg"]]);
    let mut bytes = Vec::new();
    let mut reader = moved.attachments.open(&moved.entries[1].files[0]).unwrap();
    io::copy(&mut reader, &mut bytes).unwrap();
    assert_eq!(bytes, b"image/jpeg");
}
