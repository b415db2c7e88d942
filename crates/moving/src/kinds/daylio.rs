//! Daylio: its backup, which is a zip with a document in it, and its table. Moods are words of the person's own; how good
//! each is says the backup, and of the table's only the five that Daylio begins with.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use jiff::Zoned;
use jiff::civil::DateTime;

use super::csv::plain;
use super::table::{Row, rows};
use crate::archive::Member;
use crate::html;
use crate::json::Object;
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};
use crate::when::milliseconds;
use crate::words;

/// The first line of the table.
pub(super) const HEADER: [&str; 4] = ["full_date", "weekday", "time", "mood"];
/// What Daylio calls its five moods, in several languages, each with the mood that is proposed.
const MOODS: [(&[&str], u8); 5] = [
    (&["rad", "super", "genial", "fantastisch"], 9),
    (&["good", "gut", "bien", "bene", "bom", "goed"], 7),
    (&["meh", "so lala", "normal", "così così"], 5),
    (
        &["bad", "schlecht", "mal", "male", "mau", "slecht", "mauvais"],
        3,
    ),
    (
        &[
            "awful",
            "lausig",
            "horrible",
            "terribile",
            "horrível",
            "vreselijk",
        ],
        1,
    ),
];

/// Reads a backup or a table.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    if let Some(backup) = archive
        .by_base("backup.daylio")
        .filter(|_| !archive.is_alone)
    {
        return backup_of(taking, backup);
    }
    for member in &archive.members {
        if archive.is_alone || member.ending() == "csv" {
            table(taking, member)?;
        }
    }
    Ok(())
}

fn backup_of(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let mut packed = taking.archive.read(member)?;
    packed.retain(|byte| !byte.is_ascii_whitespace());
    let bytes = match packed.first() {
        Some(b'{') => packed,
        _ => BASE64
            .decode(&packed)
            .map_err(|_| Refusal::of(&member.name, "is no backup of Daylio: it is not base64"))?,
    };
    let text = String::from_utf8(bytes)
        .map_err(|_| Refusal::of(&member.name, "is no backup of Daylio: it is no text"))?;
    let backup = Object::parse(&text).map_err(|error| Refusal::of(&member.name, error))?;
    let book = Book::of(&backup);
    for (at, raw) in backup.list("dayEntries").into_iter().enumerate() {
        let place = format!("entry {}", at + 1);
        let read = Object::of(raw.get()).and_then(|entry| day(taking, &entry, &book, &place));
        taking.take_or_refuse(&place, read)?;
    }
    for key in [
        "goals",
        "goalEntries",
        "reminders",
        "tag_groups",
        "achievements",
    ] {
        let several = backup.list(key).len();
        for _ in 0..several {
            taking.leave(key, "");
        }
    }
    Ok(())
}

/// What entries name by number.
struct Book {
    moods: BTreeMap<i64, (i64, String)>,
    tags: BTreeMap<i64, String>,
    assets: BTreeMap<i64, String>,
}

impl Book {
    fn of(backup: &Object<'_>) -> Self {
        let number = |object: &Object<'_>, key| object.number(key).ok().flatten();
        let moods = backup
            .objects("customMoods")
            .into_iter()
            .filter_map(|mood| {
                let name = mood.text("custom_name").unwrap_or_default();
                Some((
                    number(&mood, "id")?,
                    (number(&mood, "mood_group_id")?, name),
                ))
            });
        let named = |list: &'static str, key: &'static str| {
            let objects = backup.objects(list).into_iter();
            objects
                .filter_map(|tag| Some((number(&tag, "id")?, tag.text(key).ok()?)))
                .collect()
        };
        Self {
            moods: moods.collect(),
            tags: named("tags", "name"),
            assets: named("assets", "checksum"),
        }
    }
}

fn day(
    taking: &mut Taking<'_>,
    entry: &Object<'_>,
    book: &Book,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let when = moment(taking, entry, place)?;
    let number = |raw: &&serde_json::value::RawValue| raw.get().parse::<i64>().ok();
    let tags = entry
        .list("tags")
        .iter()
        .filter_map(number)
        .collect::<Vec<_>>();
    let assets: Vec<i64> = entry.list("assets").iter().filter_map(number).collect();
    for id in &assets {
        let checksum = book.assets.get(id);
        let file = checksum.and_then(|checksum| taking.archive.by_base(checksum));
        taking.file(file, &format!("asset {id}"), place);
    }
    let mood = entry.number("mood")?.and_then(|id| book.moods.get(&id));
    if let Some((_, name)) = mood.filter(|(_, name)| !name.is_empty()) {
        taking.leave(&format!("the name of a mood: “{name}”"), place);
    }
    let draft = Draft {
        id: entry.id("id"),
        title: entry.text("note_title")?,
        body: html::maybe(&entry.text("note")?).text,
        tags: tags
            .iter()
            .filter_map(|id| book.tags.get(id).cloned())
            .collect(),
        star: entry.yes("isFavorite"),
        mood: mood.and_then(|(group, _)| u8::try_from(11 - 2 * group).ok()),
        has_files: !assets.is_empty(),
        ..Draft::default()
    };
    entry.raw("datetime");
    taking.leave_rest(entry, place);
    Ok((when, draft))
}

/// The civil fields, which are believed before the number; months count from 0.
fn moment(taking: &mut Taking<'_>, entry: &Object<'_>, place: &str) -> Result<Zoned, String> {
    let mut parts = [0_i64; 5];
    for (part, key) in parts
        .iter_mut()
        .zip(["year", "month", "day", "hour", "minute"])
    {
        *part = entry
            .number(key)?
            .ok_or_else(|| format!("it has no “{key}”"))?;
    }
    let small = |number: i64| i8::try_from(number).unwrap_or(-1);
    let [year, month, day, hour, minute] = parts;
    let year = i16::try_from(year).unwrap_or(0);
    let civil = DateTime::new(
        year,
        small(month.saturating_add(1)),
        small(day),
        small(hour),
        small(minute),
        0,
        0,
    );
    let civil = civil
        .map_err(|_| format!("{year}-{month}-{day} {hour}:{minute} is no moment that there was"))?;
    let Some(offset) = entry.number("timeZoneOffset")? else {
        return taking.local(civil, "", place);
    };
    // Milliseconds; earlier programs wrote minutes.
    let seconds = if offset.abs() <= 18 * 60 {
        offset * 60
    } else {
        offset / 1_000
    };
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    let zone = format!("{sign}{:02}{:02}", minutes / 60, minutes % 60);
    let moment = taking.local(civil, &zone, place)?;
    if let Some(at) = entry.number("datetime")? {
        let said = milliseconds(at)?;
        if (said.as_second() - moment.timestamp().as_second()).abs() >= 60 {
            taking.changed(
                "two times that contradict each other: the one that was shown is taken",
                place,
            );
        }
    }
    Ok(moment)
}

fn table(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let text = taking.text(member)?;
    let all =
        rows(&text).map_err(|why| Refusal::new(format!("the table cannot be read: {why}")))?;
    let Some((header, rows)) = all.split_first() else {
        return Ok(());
    };
    // Newest first.
    for row in rows.iter().rev() {
        let place = format!("line {}", row.line);
        let read = line(taking, header, row, &place);
        taking.take_or_refuse(&place, read)?;
    }
    Ok(())
}

fn line(
    taking: &mut Taking<'_>,
    header: &Row,
    row: &Row,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let get = |name: &str| {
        let at = header.fields.iter().position(|field| field.trim() == name);
        at.and_then(|at| row.fields.get(at))
            .map_or("", |field| field.trim())
    };
    let (written, clock) = (get("full_date"), get("time"));
    let (day, _) =
        words::leading_date(written).ok_or_else(|| format!("“{}” is no date", shown(written)))?;
    let when = taking.day_at(day, words::time(clock), "", place)?;
    let called = get("mood");
    let known = MOODS
        .iter()
        .find(|(names, _)| names.contains(&called.to_lowercase().as_str()));
    if known.is_none() && !called.is_empty() {
        taking.leave(
            &format!("the mood “{called}”, whose place among the others is not in the table"),
            place,
        );
    }
    let activities = get("activities").split('|');
    let draft = Draft {
        title: get("note_title").to_owned(),
        body: plain(get("note")),
        tags: activities.map(|tag| tag.trim().to_owned()).collect(),
        mood: known.map(|(_, mood)| *mood),
        ..Draft::default()
    };
    Ok((when, draft))
}
