//! Folders of Markdown: Obsidian's, Joplin's with front matter, nb's, our own, or anybody's. A file is an entry if it has a
//! date: above its text, or at the beginning of its name, or by the format that Obsidian keeps for daily notes. The times
//! of files are never used.

use jiff::Zoned;
use jiff::civil::Date;

use super::front::{self, Front};
use super::markdown;
use crate::archive::{Archive, Member};
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};
use crate::words;

const DATES: &[&str] = &[
    "when",
    "date",
    "created",
    "created_at",
    "date created",
    "created at",
    "creation date",
];
const TITLES: &[&str] = &["title"];
const TAGS: &[&str] = &["tags", "tag"];
const STARS: &[&str] = &["starred", "star", "favorite", "favourite", "pinned"];
const MOODS: &[&str] = &["mood"];
const FEELINGS: &[&str] = &["emotions"];
const IDS: &[&str] = &["id"];
/// What becomes part of an entry, or repeats it.
const KNOWN: &[&[&str]] = &[DATES, TITLES, TAGS, STARS, MOODS, FEELINGS, IDS];
/// Folders that hold no notes of the person.
const ASIDE: [&str; 6] = [
    ".obsidian/",
    ".trash/",
    ".git/",
    "templates/",
    "Templates/",
    "_templates/",
];

/// Whether a file lies where no notes are.
fn is_aside(name: &str) -> bool {
    let mut aside = ASIDE.iter();
    aside.any(|folder| name.starts_with(folder) || name.contains(&format!("/{folder}")))
        || name.split('/').any(|part| part.starts_with('.'))
}

/// How Obsidian names daily notes.
#[derive(Default)]
struct Daily {
    folder: String,
    /// In the letters of moment.js.
    format: String,
}

impl Daily {
    fn of(archive: &Archive) -> Self {
        let settings = archive
            .members
            .iter()
            .find(|member| member.name.ends_with(".obsidian/daily-notes.json"));
        let read = settings.and_then(|member| archive.read(member).ok());
        let Some(object) =
            read.and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
        else {
            return Self::default();
        };
        let text = |key: &str| {
            object[key]
                .as_str()
                .unwrap_or_default()
                .trim_matches('/')
                .to_owned()
        };
        Self {
            folder: text("folder"),
            format: text("format"),
        }
    }

    /// The day that a name says by this format.
    fn day(&self, name: &str) -> Option<Date> {
        if self.format.is_empty() {
            return None;
        }
        let below = name.strip_suffix(".md")?;
        let below = match below.find(&format!("{}/", self.folder)) {
            Some(at) if !self.folder.is_empty() => &below[at + self.folder.len() + 1..],
            _ => below,
        };
        by_format(below, &self.format)
            .or_else(|| by_format(below.rsplit('/').next()?, self.format.rsplit('/').next()?))
    }
}

/// The day that a text says in the letters of moment.js.
pub(super) fn by_format(text: &str, format: &str) -> Option<Date> {
    let (mut year, mut month, mut day) = (None, None, None);
    let (mut text, mut format) = (text, format);
    while !format.is_empty() {
        if let Some(quoted) = format.strip_prefix('[') {
            let (literal, after) = quoted.split_once(']')?;
            text = text.strip_prefix(literal)?;
            format = after;
            continue;
        }
        let letter = format.chars().next()?;
        let count = format.chars().take_while(|c| *c == letter).count();
        let after = &format[letter.len_utf8() * count..];
        let mut number = |max: usize| -> Option<i16> {
            let end = text
                .bytes()
                .take(max)
                .take_while(u8::is_ascii_digit)
                .count();
            let (digits, rest) = text.split_at(end);
            text = rest;
            digits.parse().ok()
        };
        match (letter, count) {
            ('Y' | 'y', 4) => year = Some(number(4)?),
            ('Y' | 'y', 2) => year = Some(2000 + number(2)?),
            ('M', 1 | 2) => month = Some(i8::try_from(number(2)?).ok()?),
            ('D' | 'd', 1 | 2) if letter == 'D' || format.contains("yy") || count == 2 => {
                day = Some(i8::try_from(number(2)?).ok()?);
            }
            ('M', 3 | 4) => {
                let end = text
                    .find(|c: char| !c.is_alphabetic())
                    .unwrap_or(text.len());
                let (word, rest) = text.split_at(end);
                month = Some(words::date_in_words(&format!("1 {word} 2000"))?.month());
                text = rest;
            }
            ('d' | 'E', 3 | 4) => {
                let end = text
                    .find(|c: char| !c.is_alphabetic())
                    .unwrap_or(text.len());
                text = &text[end..];
            }
            ('D' | 'd', _) | ('M' | 'Y' | 'y', _) => return None,
            _ => {
                let literal = &format[..letter.len_utf8() * count];
                text = text.strip_prefix(literal)?;
            }
        }
        format = after;
        // `Do` is the day with its ending.
        if let Some(after) = format.strip_prefix('o') {
            text = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            format = after;
        }
    }
    text.is_empty()
        .then(|| Date::new(year?, month?, day?).ok())
        .flatten()
}

/// Reads all notes.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    let daily = Daily::of(archive);
    let mut undated = 0;
    for member in &archive.members {
        let name = member.name.as_str();
        let is_note = ["md", "markdown", "txt"].contains(&member.ending().as_str());
        if archive.is_alone || is_note && !is_aside(name) && !is_other(member) {
            undated += usize::from(!note(taking, member, &daily)?);
        } else if is_aside(name) {
            let folder = name
                .split('/')
                .find(|part| part.starts_with('.') || part.eq_ignore_ascii_case("templates"));
            let folder = folder
                .filter(|folder| *folder != ".index")
                .unwrap_or_default();
            if !folder.is_empty() && folder != ".obsidian" {
                taking.leave(&format!("files of {folder}"), "");
            }
        } else if !is_attachment(member) {
            taking.leave("files that are no notes", name);
        }
    }
    if undated > 0 && taking.report.entries == 0 && taking.report.refused_count == 0 {
        return Err(Refusal::helped(
            "none of these notes has a date, neither above its text nor in its name",
            "the times of files are not used, as they are those of the last copy; put `date: 2019-06-01` above each text, or the day at the beginning of its name",
        ));
    }
    Ok(())
}

/// Files of nb that are no notes.
fn is_other(member: &Member) -> bool {
    let base = member.base();
    base.ends_with(".bookmark.md") || base.ends_with(".todo.md")
}

fn is_attachment(member: &Member) -> bool {
    const ENDINGS: [&str; 22] = [
        "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "svg", "bmp", "tif", "tiff",
        "pdf", "mp3", "m4a", "wav", "ogg", "aac", "mp4", "mov", "m4v", "webm",
    ];
    ENDINGS.contains(&member.ending().as_str())
}

/// Takes one note; `false` if it has no date.
fn note(taking: &mut Taking<'_>, member: &Member, daily: &Daily) -> Result<bool, Refusal> {
    let name = member.name.as_str();
    let text = taking.text(member)?;
    let (front, text) = match front::split(&text) {
        Ok(split) => split,
        Err(why) => {
            taking.refuse(name, &why);
            return Ok(true);
        }
    };
    let (title, body) = split_title(&front, text);
    let found = match moment(taking, &front, member, daily) {
        Ok(Some(found)) => found,
        Ok(None) => {
            taking.leave("notes without a date", name);
            return Ok(false);
        }
        Err(why) => {
            taking.refuse(name, &why);
            return Ok(true);
        }
    };
    let (when, name_left) = found;
    let title = match title.is_empty() {
        true => name_left,
        false => title,
    };
    let marks = markdown::marks(&body);
    let mut tags = tags_of(&front);
    tags.extend(marks.tags);
    for target in &marks.files {
        taking.file(find(taking.archive, member, target), target, name);
    }
    for target in &marks.elsewhere {
        let what =
            match target.contains("://") || target.starts_with(['/', '~']) || target.contains("..")
            {
                true => "pictures that are elsewhere, which nothing follows",
                false => "notes shown within others, kept as text",
            };
        taking.leave(what, &format!("{} ({name})", shown(target)));
    }
    // Our own pages say their moment once more, for Joplin.
    let is_ours = front.one(&["when"]).is_some();
    for key in front.others(KNOWN) {
        if key != "updated" || !is_ours {
            taking.leave(key, name);
        }
    }
    let draft = Draft {
        id: front
            .one(IDS)
            .map_or_else(|| taking.archive.id(member).to_owned(), str::to_owned),
        title: markdown::without_date(title, when.date()),
        mood: mood(taking, &front, name),
        star: STARS.iter().any(|key| {
            front
                .one(&[key])
                .is_some_and(|value| ["true", "yes", "1"].contains(&value))
        }),
        emotions: front.all(FEELINGS).unwrap_or_default().to_vec(),
        has_files: !marks.files.is_empty(),
        body,
        tags,
        ..Draft::default()
    };
    taking.take(name, &when, draft)?;
    Ok(true)
}

fn split_title(front: &Front, text: &str) -> (String, String) {
    let text = text.trim_start_matches('\n');
    match front.one(TITLES) {
        Some(title) => (title.to_owned(), text.to_owned()),
        None => markdown::split_heading(text),
    }
}

/// The moment of a note, and what of its name is a title.
fn moment(
    taking: &mut Taking<'_>,
    front: &Front,
    member: &Member,
    daily: &Daily,
) -> Result<Option<(Zoned, String)>, String> {
    let name = member.name.as_str();
    let stem = member.stem();
    let dated = words::leading_date(stem);
    let left = match dated {
        Some((_, rest)) => rest.trim_start_matches([' ', '-', '_', '.']).to_owned(),
        None => stem.replace('_', " "),
    };
    let left = if left.chars().all(|c| c.is_ascii_digit()) {
        String::new()
    } else {
        left
    };
    if let Some(written) = front.one(DATES) {
        // Our own file names end with an id.
        let left = if front.one(&["when"]).is_some() || taking.archive.is_alone {
            String::new()
        } else {
            left
        };
        return Ok(Some((taking.written(written, name)?, left)));
    }
    if let Some(date) = daily.day(name) {
        return Ok(Some((taking.day(date, name)?, String::new())));
    }
    if let Some((date, rest)) = dated {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if digits.len() == 6 || digits.len() == 4 {
            let clock = format!(
                "{}:{}:{:0>2}",
                &digits[..2],
                &digits[2..4],
                digits.get(4..).unwrap_or_default()
            );
            if let Some(time) = words::time(&clock) {
                let left = rest[digits.len()..]
                    .trim_start_matches([' ', '-', '_', '.'])
                    .to_owned();
                return Ok(Some((
                    taking.local(date.to_datetime(time), "", name)?,
                    left,
                )));
            }
        }
        return Ok(Some((taking.day(date, name)?, left)));
    }
    // A folder for each year, one for each month: 2019/06/01.md.
    let parts: Vec<&str> = name.trim_end_matches(".md").rsplit('/').take(3).collect();
    if let [day, month, year] = parts.as_slice()
        && let Some((date, "")) = words::leading_date(&format!("{year}-{month}-{day}"))
    {
        return Ok(Some((taking.day(date, name)?, String::new())));
    }
    Ok(None)
}

fn tags_of(front: &Front) -> Vec<String> {
    let values = front.all(TAGS).unwrap_or_default();
    match values {
        [one] if one.contains(',') => one.split(',').map(str::to_owned).collect(),
        [one] if one.contains('#') => one.split_whitespace().map(str::to_owned).collect(),
        values => values.to_vec(),
    }
}

fn mood(taking: &mut Taking<'_>, front: &Front, place: &str) -> Option<u8> {
    let value = front.one(MOODS)?;
    let mood = value.parse().ok().filter(|mood| (1..=10).contains(mood));
    if mood.is_none() {
        taking.leave(
            "moods that are no number from 1 to 10",
            &format!("{} ({place})", shown(value)),
        );
    }
    mood
}

/// The file that a note names: beside it, from the top, or by its name alone, whatever its case.
fn find<'a>(archive: &'a Archive, member: &Member, target: &str) -> Option<&'a Member> {
    let mut folders: Vec<&str> = member.name.split('/').collect();
    folders.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                folders.pop()?;
            }
            part => folders.push(part),
        }
    }
    let base = target.rsplit('/').next().unwrap_or(target);
    archive
        .get(&folders.join("/"))
        .or_else(|| archive.get(target))
        .or_else(|| archive.by_base(base))
}
