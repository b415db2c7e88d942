//! The files that can be taken in: our own JSON lines, and the JSON documents of jrnl and Day One. Everything is bounded,
//! and what cannot be used is named by its line or place.

use std::io::{BufRead, BufReader, Cursor, Read};

use engine::views::EntryDraft;
use engine::worksheet::SheetRow;
use engine::{ExportedSheet, Import, ImportedEntry};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::failure::Failure;

/// Largest file.
const FILE_BYTES_MAX: u64 = 1 << 30;
/// Longest line: the longest text of an entry, were every byte of it written as `\u00XX`, and much else beside it.
const LINE_BYTES_MAX: u64 = 8 << 20;
/// Longest title of an entry; a longer one becomes the first lines of the text.
const TITLE_CHARS_MAX: usize = 500;

/// Reads everything there is, or says what cannot be used. `now` lends its time zone to moments without one.
pub(super) fn read(input: impl Read, now: &Zoned) -> Result<Import, Failure> {
    let mut input = BufReader::with_capacity(64 * 1024, input.take(FILE_BYTES_MAX + 1));
    let mut first = Vec::new();
    read_line(&mut input, &mut first)?;
    if first.starts_with("\u{feff}".as_bytes()) {
        first.drain(..3);
    }
    let import = if is_ours(&first) {
        our_lines(first, &mut input)?
    } else {
        foreign(Cursor::new(first).chain(&mut input), now)?
    };
    if input.get_ref().limit() == 0 {
        return Err(Failure::usage("the file is too large").because("1 GiB is the most"));
    }
    let sheets = [&import.worksheets, &import.definitions, &import.journeys];
    if import.entries.is_empty() && sheets.iter().all(|sheets| sheets.is_empty()) {
        return Err(Failure::usage("there is nothing to take in"));
    }
    Ok(import)
}

fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<(), Failure> {
    line.clear();
    input
        .take(LINE_BYTES_MAX + 1)
        .read_until(b'\n', line)
        .map(|_| ())
        .map_err(|e| Failure::io("reading the file", e))
}

/// Whether a file that begins with this line is one of ours: each line is an object of its own.
fn is_ours(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        when: Option<IgnoredAny>,
        kind: Option<IgnoredAny>,
        entries: Option<IgnoredAny>,
    }
    serde_json::from_slice::<Probe>(line).is_ok_and(|probe| {
        probe.entries.is_none() && (probe.when.is_some() || probe.kind.is_some())
    })
}

/// One entry of our export.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Line {
    kind: String,
    id: Option<String>,
    when: String,
    title: String,
    body: String,
    mood: Option<u8>,
    emotions: Vec<String>,
    triggers: Vec<String>,
    tags: Vec<String>,
    steps: Vec<u8>,
    star: bool,
    letter: bool,
    kept_sentences: Vec<String>,
    deleted: Option<IgnoredAny>,
}

fn our_lines(mut line: Vec<u8>, input: &mut impl BufRead) -> Result<Import, Failure> {
    let mut import = Import {
        counted_by: "line",
        ..Import::default()
    };
    let mut number = 1;
    while !line.is_empty() {
        if line.len() as u64 > LINE_BYTES_MAX {
            return Err(unusable(number, "it is longer than 8 MiB"));
        }
        let text = line.trim_ascii();
        if !text.is_empty() {
            our_line(text, number, &mut import)?;
        }
        read_line(input, &mut line)?;
        number += 1;
    }
    Ok(import)
}

fn our_line(line: &[u8], number: usize, import: &mut Import) -> Result<(), Failure> {
    let read: Line = serde_json::from_slice(line).map_err(|e| no_json(number, &e))?;
    match read.kind.as_str() {
        "" | "entry" => {}
        kind @ ("worksheet" | "definition" | "journey") => {
            let row: SheetRow = serde_json::from_slice(line).map_err(|e| no_json(number, &e))?;
            let sheets = match kind {
                "worksheet" => &mut import.worksheets,
                "definition" => &mut import.definitions,
                _ => &mut import.journeys,
            };
            let id = read.id.unwrap_or_default();
            sheets.push(ExportedSheet { id, row });
            return Ok(());
        }
        other => {
            return Err(unusable(
                number,
                format!("“{other}” is neither entry, worksheet, definition nor journey"),
            ));
        }
    }
    let when: Zoned = read.when.parse().map_err(|_| {
        unusable(
            number,
            format!("“{}” is no moment with its zone", read.when),
        )
    })?;
    import.entries.push(ImportedEntry {
        id: read.id,
        draft: EntryDraft {
            when: Some(when),
            title: read.title,
            body: read.body,
            mood: read.mood,
            emotions: read.emotions,
            triggers: read.triggers,
            tags: read.tags,
            steps: read.steps,
            star: read.star,
            letter: read.letter,
        },
        deleted: read.deleted.is_some(),
        kept_sentences: read.kept_sentences,
        place: number,
    });
    Ok(())
}

/// What jrnl and Day One write.
#[derive(Deserialize)]
struct Foreign {
    entries: Vec<ForeignEntry>,
}

/// One entry of either; each uses its own half of the fields.
#[derive(Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[derive(Default)]
struct ForeignEntry {
    tags: Vec<String>,
    starred: bool,
    // jrnl
    title: String,
    body: String,
    date: Option<String>,
    time: Option<String>,
    // Day One
    creation_date: Option<String>,
    time_zone: Option<String>,
    text: Option<String>,
}

fn foreign(input: impl Read, now: &Zoned) -> Result<Import, Failure> {
    let file: Foreign = serde_json::from_reader(input).map_err(|e| {
        Failure::usage("this file cannot be taken in")
            .because(e)
            .help("it can be what `still export --json` printed, or the JSON export of jrnl or Day One")
    })?;
    let mut import = Import {
        counted_by: "entry",
        ..Import::default()
    };
    for (at, entry) in file.entries.into_iter().enumerate() {
        let place = at + 1;
        let when = entry.moment(now).ok_or_else(|| {
            Failure::usage(format!("entry {place} of the file cannot be taken in"))
                .because("its date cannot be read")
        })?;
        let (title, body) = match entry.text {
            Some(text) => split_heading(&text),
            None => one_line(&entry.title, entry.body),
        };
        import.entries.push(ImportedEntry {
            id: None,
            draft: EntryDraft {
                when: Some(when),
                title,
                body,
                tags: entry.tags.iter().filter_map(|tag| one_word(tag)).collect(),
                star: entry.starred,
                ..EntryDraft::default()
            },
            deleted: false,
            kept_sentences: Vec::new(),
            place,
        });
    }
    Ok(import)
}

impl ForeignEntry {
    fn moment(&self, now: &Zoned) -> Option<Zoned> {
        if let Some(created) = &self.creation_date {
            let zone = self
                .time_zone
                .as_deref()
                .and_then(|name| TimeZone::get(name).ok());
            let zone = zone.unwrap_or_else(|| now.time_zone().clone());
            return Some(created.parse::<Timestamp>().ok()?.to_zoned(zone));
        }
        let day: Date = self.date.as_deref()?.parse().ok()?;
        let time: Time = match self.time.as_deref() {
            Some(time) => time.parse().ok()?,
            None => Time::constant(12, 0, 0, 0),
        };
        day.to_datetime(time).to_zoned(now.time_zone().clone()).ok()
    }
}

/// Day One keeps a title as a Markdown heading on the first line.
fn split_heading(text: &str) -> (String, String) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.strip_prefix("# ") {
        Some(title) => one_line(title, rest.trim_start_matches('\n').to_owned()),
        None => (String::new(), text.to_owned()),
    }
}

/// A title that an entry can have; one that is too long goes to the beginning of the text.
fn one_line(title: &str, body: String) -> (String, String) {
    let title = title.replace(char::is_control, " ").trim().to_owned();
    if title.chars().count() <= TITLE_CHARS_MAX {
        return (title, body);
    }
    (String::new(), format!("{title}\n\n{body}"))
}

/// A tag without its sign and in one word.
fn one_word(tag: &str) -> Option<String> {
    let bare = tag.trim_start_matches(['@', '#', '+']);
    let words: Vec<&str> = bare.split_whitespace().collect();
    Some(words.join("-")).filter(|tag| !tag.is_empty())
}

/// The mistake by its column: the line that the parser counts is the one it was given.
fn no_json(line: usize, error: &serde_json::Error) -> Failure {
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or(&what);
    unusable(line, format!("{what} at column {}", error.column()))
}

fn unusable(line: usize, why: impl std::fmt::Display) -> Failure {
    Failure::usage(format!("line {line} of the file cannot be taken in")).because(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> Result<Import, Failure> {
        let now = "2026-11-23T22:10:00+01:00[Europe/Berlin]".parse().unwrap();
        read(text.as_bytes(), &now)
    }

    #[test]
    fn lines_keep_their_zones_and_say_where_they_fail() {
        let good = r#"{"id":"x","when":"2026-11-20T07:00:00-05:00[America/New_York]","body":"a","mood":3}"#;
        let import = taken(&format!("{good}\n\n{good}")).unwrap();
        assert_eq!(import.entries.len(), 2);
        assert_eq!(import.entries[1].place, 3);
        let when = import.entries[0].draft.when.as_ref().unwrap().to_string();
        assert_eq!(when, "2026-11-20T07:00:00-05:00[America/New_York]");
        let failure = taken(&format!("{good}\n{{\"when\":3}}")).unwrap_err();
        assert!(format!("{failure:?}").contains("line 2"), "{failure:?}");
        let failure = taken(&format!("{good}\n{{\"when\":\"monday\"}}")).unwrap_err();
        assert!(format!("{failure:?}").contains("monday"), "{failure:?}");
    }

    #[test]
    fn jrnl_entries_happened_here() {
        let file = r#"{"tags":{"@walk":1},"entries":[{"title":"A walk.","body":"Rain","date":"2024-01-05","time":"18:23","tags":["@walk"],"starred":true}]}"#;
        let import = taken(file).unwrap();
        let draft = &import.entries[0].draft;
        assert_eq!(
            draft.when.as_ref().unwrap().to_string(),
            "2024-01-05T18:23:00+01:00[Europe/Berlin]"
        );
        assert_eq!(
            (draft.title.as_str(), draft.body.as_str()),
            ("A walk.", "Rain")
        );
        assert_eq!(draft.tags, ["walk"]);
        assert!(draft.star);
    }

    #[test]
    fn day_one_entries_happened_where_they_say() {
        let file = "{\n \"metadata\": {\"version\":\"1.0\"},\n \"entries\": [{\"creationDate\":\"2024-07-05T18:23:11Z\",\"timeZone\":\"Asia\\/Tokyo\",\"text\":\"# Far\\n\\naway\",\"tags\":[\"two words\"],\"starred\":false}]}";
        let import = taken(file).unwrap();
        let draft = &import.entries[0].draft;
        assert_eq!(
            draft.when.as_ref().unwrap().to_string(),
            "2024-07-06T03:23:11+09:00[Asia/Tokyo]"
        );
        assert_eq!((draft.title.as_str(), draft.body.as_str()), ("Far", "away"));
        assert_eq!(draft.tags, ["two-words"]);
    }

    #[test]
    fn other_files_are_refused() {
        for text in [
            "",
            "hello",
            "[]",
            "{}",
            "{\"entries\":[]}",
            "{\"entries\":[{}]}",
        ] {
            assert!(taken(text).is_err(), "{text}");
        }
    }
}
