//! jrnl's plain file: `[date time] title *`, the text below it, an empty line. What jrnl would misread is written so that it does not: a
//! line that looks like the beginning of an entry has a blank before it, and a title that ends with a star of its own has a character behind
//! it that takes no room. `still import` takes both away again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use jiff::civil::DateTime;
use journal::{EntryField, EntryFields};
use unicode_normalization::char::is_combining_mark;

use super::carried::{Carried, LINE_ENDS, Leaving, unix};
use crate::words::figures;

/// What keeps a title's own `*` from being jrnl's mark of a star. It is not seen.
const JOINER: char = '\u{2060}';
/// What the line of tags begins with, which stands below a text that does not have all of them in it.
const TAGS: &str = "Tags: ";
/// jrnl takes nothing in brackets for a date that is no longer than this, in characters.
const BRACKETS_MIN: usize = 6;
/// What has a place in a plain file.
const PLACES: [EntryField; 5] = [
    EntryField::When,
    EntryField::Title,
    EntryField::Text,
    EntryField::Tags,
    EntryField::Star,
];

/// Writes entries as a plain file of jrnl.
///
/// # Errors
/// Those of `out`.
pub fn jrnl(entries: &[Leaving<'_>], out: &mut dyn Write) -> io::Result<Carried> {
    let mut carried = Carried::default();
    for entry in entries {
        let Some(at) = clock(entry) else {
            carried.leaves("entries whose moment cannot be read", 1);
            continue;
        };
        if carried.entries > 0 {
            out.write_all(b"\n")?;
        }
        out.write_all(written(entry.fields, at, &mut carried).as_bytes())?;
        carried.leaves_rest(entry.fields, &PLACES);
        carried.entries += 1;
    }
    carried.leaves("time zones: the time is that of the clock", carried.entries);
    Ok(carried)
}

/// The same for a folder of jrnl: the entries of each file by what that is called, from the folder on. Of one without a day that jrnl
/// could read nothing would be written.
pub fn jrnl_days<'a>(entries: &[Leaving<'a>]) -> BTreeMap<String, Vec<Leaving<'a>>> {
    let mut days: BTreeMap<String, Vec<Leaving<'a>>> = BTreeMap::new();
    for entry in entries {
        let day = clock(entry).map(|at| at.strftime("%Y/%m/%d.txt").to_string());
        let day = day.unwrap_or_else(|| "undated.txt".to_owned());
        days.entry(day).or_default().push(*entry);
    }
    days
}

/// What the clock showed, if jrnl can read it.
fn clock(entry: &Leaving<'_>) -> Option<DateTime> {
    let at = entry.fields.when.civil()?;
    (1000..=9999).contains(&at.year()).then_some(at)
}

/// One entry, with the end of its last line.
fn written(fields: &EntryFields, at: DateTime, carried: &mut Carried) -> String {
    let (body, ends) = unix(&fields.body);
    carried.changes(LINE_ENDS, ends);
    carried.changes(
        "fractions of seconds, left out",
        usize::from(at.subsec_nanosecond() != 0),
    );
    let (title, body) = headed(fields, &body, carried);
    let title: String = title
        .chars()
        .map(|c| {
            if c.is_control() || is_line_end(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    let title = guarded(title.trim(), carried);
    let star = if fields.star { " *" } else { "" };
    let mut text = format!("[{}] {title}{star}\n", at.strftime("%Y-%m-%d %H:%M:%S"));
    let body = body.trim_end();
    for line in body.lines() {
        if may_begin_an_entry(line) {
            carried.changes(
                "lines that look like a date of jrnl, with a blank before them",
                1,
            );
            text.push(' ');
        }
        text.push_str(line);
        text.push('\n');
    }
    let tags = tags(fields, &format!("{title}\n{body}"), carried);
    if !tags.is_empty() {
        if !body.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{TAGS}{tags}\n"));
    }
    text
}

/// The title, and the text below it. An entry without a title is headed with its first line, as jrnl does.
fn headed<'t>(fields: &EntryFields, body: &'t str, carried: &mut Carried) -> (String, &'t str) {
    if !fields.title.trim().is_empty() {
        return (fields.title.clone(), body.trim_start_matches('\n'));
    }
    let body = body.trim_start();
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    if !first.is_empty() {
        carried.changes("texts without a title, whose first line is one in jrnl", 1);
        return (first.to_owned(), rest);
    }
    carried.changes("entries without words, headed with what they have", 1);
    let mood = fields.mood.map(|mood| format!("Mood {mood}"));
    let files = fields.files.iter().map(|file| file.name.clone());
    let has: Vec<String> = mood.into_iter().chain(files).collect();
    let has = has.join(", ");
    (
        if has.is_empty() {
            "…".to_owned()
        } else {
            has
        },
        "",
    )
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// A title whose own stars are not jrnl's.
fn guarded(title: &str, carried: &mut Carried) -> String {
    let mut guarded = title.to_owned();
    if title.starts_with('*') {
        guarded.insert(0, JOINER);
    }
    if title.ends_with('*') {
        guarded.push(JOINER);
    }
    if guarded.len() > title.len() {
        carried.changes(
            "titles that begin or end with *, with an unseen character beside it",
            1,
        );
    }
    guarded
}

/// A title of a plain file without what keeps its own stars.
pub(crate) fn bare_title(title: &str) -> &str {
    let title = match title.strip_prefix(JOINER) {
        Some(bare) if bare.starts_with('*') => bare,
        _ => title,
    };
    match title.strip_suffix(JOINER) {
        Some(bare) if bare.ends_with('*') => bare,
        _ => title,
    }
}

/// Whether jrnl may take a line for the beginning of an entry, were it not for the blanks before it. jrnl guesses at dates, and looks for
/// the closing bracket on later lines too.
pub(crate) fn may_begin_an_entry(line: &str) -> bool {
    let Some(inner) = line.trim_start_matches(' ').strip_prefix('[') else {
        return false;
    };
    let Some((written, rest)) = inner.split_once(']') else {
        return true;
    };
    let is_long = written.chars().count() > BRACKETS_MIN;
    is_long && (rest.starts_with(' ') || figures(written).is_some())
}

/// Characters of jrnl's tags.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c) || "_-+*#/".contains(c)
}

/// The words of the line of tags; empty where the text has all of them. One that jrnl cannot hold stands there as a word.
fn tags(fields: &EntryFields, text: &str, carried: &mut Carried) -> String {
    let said = text.split_whitespace().filter_map(|word| {
        let inner = word.strip_prefix('@')?;
        let end = inner.find(|c| !is_part(c)).unwrap_or(inner.len());
        (end > 0).then(|| inner[..end].to_lowercase())
    });
    let said: BTreeSet<String> = said.collect();
    let is_own = |said: &&String| fields.tags.iter().any(|tag| tag.to_lowercase() == **said);
    carried.changes(
        "words of texts that begin with @, which jrnl takes for tags",
        said.iter().filter(|said| !is_own(said)).count(),
    );
    let missing = fields.tags.iter().filter(|tag| !said.contains(*tag));
    let mut words: Vec<String> = Vec::new();
    for tag in missing {
        if tag.chars().all(is_part) {
            words.push(format!("@{tag}"));
        } else {
            carried.changes("tags that jrnl cannot hold, written as words", 1);
            words.push(tag.clone());
        }
    }
    // A text that ends like such a line keeps its own below it.
    let last = text.lines().next_back().unwrap_or_default();
    if words.is_empty() && tags_line(last).is_none() {
        return String::new();
    }
    if !words.iter().any(|word| word.starts_with('@')) {
        words.insert(0, "@".to_owned());
    }
    words.join(" ")
}

/// The tags of a line that [`jrnl`] puts below a text; `None` of every other line.
pub(crate) fn tags_line(line: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = line.strip_prefix(TAGS)?.split(' ').collect();
    let is_one =
        |word: &&str| word.starts_with('@') || !(word.is_empty() || word.chars().all(is_part));
    if !words.iter().all(is_one) || !words.iter().any(|word| word.starts_with('@')) {
        return None;
    }
    let tags = words
        .iter()
        .map(|word| word.strip_prefix('@').unwrap_or(word));
    Some(
        tags.filter(|tag| !tag.is_empty())
            .map(str::to_owned)
            .collect(),
    )
}
