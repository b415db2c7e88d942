//! jrnl: its JSON, its plain files and folders, and the plain files of its first version. The way it writes dates is in its
//! settings and not in its files, so that it is found out.

use serde_json::value::RawValue;

use super::markdown::without_date;
use crate::archive::Member;
use crate::json::Object;
use crate::out::{bare_title, may_begin_an_entry, tags_line};
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};
use crate::words::{DateOrder, Figures, figures};

/// Reads whatever of jrnl there is.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    for member in &taking.archive.members {
        let head = taking.archive.head(member, 64)?;
        let is_json = head
            .iter()
            .find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte))
            == Some(&b'{');
        if is_json || head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
            json(taking, member)?;
        } else if taking.archive.is_alone
            || ["txt", "jrnl", "md"].contains(&member.ending().as_str())
        {
            plain(taking, member)?;
        } else {
            taking.leave("files that are no entries", &member.name);
        }
    }
    Ok(())
}

fn json(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let text = taking.json(member)?;
    let file = Object::parse(&text).map_err(|error| Refusal::of(&member.name, error))?;
    for (at, raw) in file.list("entries").into_iter().enumerate() {
        let place = format!("entry {}", at + 1);
        let read = entry(taking, raw, &place);
        taking.take_or_refuse(&place, read)?;
    }
    Ok(())
}

fn entry(
    taking: &mut Taking<'_>,
    raw: &RawValue,
    place: &str,
) -> Result<(jiff::Zoned, Draft), String> {
    let entry = Object::of(raw.get())?;
    let draft = Draft {
        title: entry.text("title")?,
        body: entry.text("body")?,
        tags: entry.words("tags"),
        star: entry.yes("starred"),
        ..Draft::default()
    };
    let (date, time) = (entry.text("date")?, entry.text("time")?);
    let written = format!("{date} {time}");
    let Some(Figures::Clear(day, clock)) = figures(&written) else {
        return Err(format!(
            "“{}” is no date that can be read",
            shown(written.trim())
        ));
    };
    let when = taking.day_at(day, clock, "", place)?;
    taking.leave_rest(&entry, place);
    Ok((when, draft))
}

/// An entry of a plain file: the line where it begins, its date, and its lines.
struct Plain<'a> {
    line: usize,
    stamp: Figures,
    written: &'a str,
    lines: Vec<&'a str>,
}

fn plain(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let text = taking.text(member)?;
    if is_sealed(&text) {
        return Err(sealed());
    }
    let found = entries(&text);
    if found.is_empty() {
        return Err(Refusal::of(
            &member.name,
            "has no entry that begins with a date",
        ));
    }
    let order = order(taking, &found, &text)?;
    let hashes = signs(&text);
    for plain in found {
        let place = match taking.archive.is_alone {
            true => format!("line {}", plain.line),
            false => format!("{}, line {}", member.name, plain.line),
        };
        let read = one(taking, &plain, order, hashes, &place);
        taking.take_or_refuse(&place, read)?;
    }
    Ok(())
}

fn one(
    taking: &mut Taking<'_>,
    plain: &Plain<'_>,
    order: DateOrder,
    hashes: bool,
    place: &str,
) -> Result<(jiff::Zoned, Draft), String> {
    let no_date = || format!("“{}” is no date that can be read", shown(plain.written));
    let (day, clock) = plain.stamp.date(order).ok_or_else(no_date)?;
    let when = taking.day_at(day, clock, "", place)?;
    let (first, rest) = plain.lines.split_first().unwrap_or((&"", &[]));
    let body = rest.join("\n");
    let body = body.trim_start_matches('\n').trim_end();
    // Tags that have no place in the text stand below it, as we write them.
    let (above, last) = body.rsplit_once('\n').unwrap_or(("", body));
    let own = tags_line(last);
    let body = if own.is_some() {
        above.trim_end()
    } else {
        body
    };
    let (mut title, mut star) = (first.trim_end(), false);
    if let Some(bare) = title
        .strip_suffix(" *")
        .or_else(|| title.strip_prefix("* "))
    {
        (title, star) = (bare.trim_end(), true);
    }
    let title = bare_title(title);
    let (title, body) = match body.is_empty() {
        true if own.is_none() => sentence(title),
        _ => (title.to_owned(), body.to_owned()),
    };
    let mut tags = own.unwrap_or_default();
    for line in first.lines().chain(body.lines()) {
        tags.extend(tags_of(line, hashes));
    }
    let draft = Draft {
        title: without_date(title.trim().to_owned(), when.date()),
        body,
        tags,
        star,
        ..Draft::default()
    };
    Ok((when, draft))
}

/// Where entries begin: a date in brackets at the beginning of a line, or, as the first version wrote, a date without them.
fn entries(text: &str) -> Vec<Plain<'_>> {
    let begins = |line: &str| bracketed(line).is_some();
    let has_brackets = text.lines().any(begins);
    let mut found: Vec<Plain<'_>> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let stamp = if has_brackets {
            bracketed(line)
        } else {
            bare(line)
        };
        if let Some((stamp, written, rest)) = stamp {
            found.push(Plain {
                line: at + 1,
                stamp,
                written,
                lines: vec![rest.trim()],
            });
        } else if let Some(last) = found.last_mut() {
            // One blank stands before a line that might begin an entry.
            let is_escaped = line.strip_prefix(' ');
            let is_escaped = is_escaped.filter(|line| has_brackets && may_begin_an_entry(line));
            last.lines.push(is_escaped.unwrap_or(line));
        }
    }
    found
}

fn bracketed(line: &str) -> Option<(Figures, &str, &str)> {
    let (written, rest) = line.strip_prefix('[')?.split_once(']')?;
    if written.chars().count() <= 6 || written.len() > 64 {
        return None;
    }
    Some((figures(written)?, written, rest))
}

fn bare(line: &str) -> Option<(Figures, &str, &str)> {
    let written = line.get(..16)?;
    let (_, time) = written.split_once(' ')?;
    let is_time = time.len() == 5 && time.as_bytes()[2] == b':';
    let stamp =
        figures(written).filter(|_| is_time && line.starts_with(|c: char| c.is_ascii_digit()))?;
    Some((stamp, written, &line[16..]))
}

/// Whether a plain file of jrnl may begin so.
pub(super) fn is_plain(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .next()
        .is_some_and(|line| bracketed(line).is_some() || bare(line).is_some())
}

/// Which of two numbers of a date is the day: as the person says, as other dates of the file show, or as clocks of twelve
/// hours are used with.
fn order(taking: &mut Taking<'_>, found: &[Plain<'_>], text: &str) -> Result<DateOrder, Refusal> {
    if let Some(order) = taking.options.dates {
        return Ok(order);
    }
    let mut needs = found.iter().filter_map(|plain| plain.stamp.needs());
    if let Some(order) = needs.next() {
        return Ok(order);
    }
    let is_open = |plain: &&Plain<'_>| matches!(plain.stamp, Figures::Either(..));
    let Some(open) = found.iter().find(is_open) else {
        return Ok(DateOrder::DayFirst);
    };
    let halves = ["am]", "pm]", "AM]", "PM]"];
    if halves.iter().any(|half| text.contains(half)) {
        let said = format!(
            "dates such as “{}” read with the month first",
            shown(open.written)
        );
        taking.changed(&said, &format!("line {}", open.line));
        return Ok(DateOrder::MonthFirst);
    }
    Err(Refusal::helped(
        format!(
            "line {}: “{}” can be read with the day first or with the month first, and no date of the file tells which",
            open.line,
            shown(open.written)
        ),
        "say it: --dates day-first, or --dates month-first",
    ))
}

/// jrnl takes the first sentence of a single line as the title.
fn sentence(line: &str) -> (String, String) {
    let mut rest = line;
    let mut at = 0;
    while let Some(end) = rest.find(['.', '!', '?', '…']) {
        let after = end + rest[end..].chars().next().map_or(1, char::len_utf8);
        let closes =
            rest[after..].trim_start_matches(['.', '!', '?', '"', '\'', '”', '’', ')', ']']);
        let end = at + rest.len() - closes.len();
        if closes.starts_with(char::is_whitespace) {
            return (line[..end].to_owned(), line[end..].trim().to_owned());
        }
        at = end;
        rest = closes;
    }
    (line.to_owned(), String::new())
}

/// Whether `#` begins tags too, which is in jrnl's settings: where hardly fewer words begin with it than with `@`.
fn signs(text: &str) -> bool {
    let count = |sign: char| {
        let words = text.split_whitespace();
        words
            .filter(|word| word.starts_with(sign) && word.len() > 1 && !word.starts_with("##"))
            .count()
    };
    let hashes = count('#');
    hashes > 0 && hashes * 2 >= count('@')
}

fn tags_of(line: &str, hashes: bool) -> impl Iterator<Item = String> {
    line.split_whitespace().filter_map(move |word| {
        let inner = word
            .strip_prefix('@')
            .or_else(|| word.strip_prefix('#').filter(|_| hashes))?;
        let is_part = |c: char| c.is_alphanumeric() || "_-+*#/".contains(c);
        let end = inner.find(|c| !is_part(c)).unwrap_or(inner.len());
        let tag = inner[..end].trim_end_matches(['-', '+', '*', '#', '/']);
        (!tag.is_empty()).then(|| tag.to_lowercase())
    })
}

pub(super) fn is_sealed(text: &str) -> bool {
    text.starts_with("JRNLv") || text.trim_start().starts_with("gAAAAA")
}

pub(super) fn sealed() -> Refusal {
    Refusal::helped(
        "this journal of jrnl is encrypted",
        "decrypt it with `jrnl --decrypt`, or write it out with `jrnl --format json > journal.json`",
    )
}
