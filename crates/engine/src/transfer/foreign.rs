//! The JSON documents of jrnl and Day One.

use std::io::Read;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use journal::{LABELS_MAX, Label};
use serde::Deserialize;

use super::rows::{Import, ImportedEntry};
use super::unreadable::ImportError;
use crate::views::EntryFields;

/// Longest title of an entry; a longer one becomes the first lines of the text.
const TITLE_CHARS_MAX: usize = 500;

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

/// Reads a whole document.
pub(super) fn read(input: impl Read, now: &Zoned) -> Result<Import, ImportError> {
    let file: Foreign = serde_json::from_reader(input).map_err(ImportError::Format)?;
    let mut import = Import {
        counted_by: "entry",
        ..Import::default()
    };
    for (at, entry) in file.entries.into_iter().enumerate() {
        let place = at + 1;
        let when = entry.moment(now).ok_or(ImportError::Entry {
            entry: place,
            why: "its date cannot be read",
        })?;
        let (title, body) = match entry.text {
            Some(text) => split_heading(&text),
            None => one_line(&entry.title, entry.body),
        };
        let (tags, tags_left) = tags_of(&entry.tags);
        import.entries.push(ImportedEntry {
            id: None,
            draft: EntryFields {
                when: when.into(),
                title,
                body,
                tags,
                star: entry.starred,
                ..EntryFields::default()
            },
            deleted: false,
            kept_sentences: Vec::new(),
            tags_left,
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

/// The tags that can be tags here, each once, and how many cannot: one tag is no reason to leave out years.
fn tags_of(given: &[String]) -> (Vec<String>, usize) {
    let mut tags: Vec<String> = Vec::new();
    let mut left = 0;
    for tag in given.iter().filter_map(|tag| one_word(tag)) {
        if Label::Tag.is_among(&tags, &tag) {
            continue;
        }
        match Label::Tag.checked(&tag) {
            Ok(tag) if tags.len() < LABELS_MAX => tags.push(tag),
            _ => left += 1,
        }
    }
    (tags, left)
}

/// A tag without its sign and in one word.
fn one_word(tag: &str) -> Option<String> {
    let bare = tag.trim_start_matches(['@', '#', '+']);
    let words: Vec<&str> = bare.split_whitespace().collect();
    Some(words.join("-")).filter(|tag| !tag.is_empty())
}
