//! Diarium: a list of entries in JSON, with the time that was shown and no zone.

use jiff::Zoned;

use crate::archive::Member;
use crate::html;
use crate::json::Object;
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};
use crate::words;

/// Reads every list.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        if archive.is_alone || member.ending() == "json" {
            list(taking, member)?;
        }
    }
    Ok(())
}

fn list(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let text = taking.json(member)?;
    let entries: Vec<&serde_json::value::RawValue> = match text.trim_start().starts_with('[') {
        true => serde_json::from_str(&text).map_err(|error| Refusal::of(&member.name, error))?,
        false => {
            let file = Object::parse(&text).map_err(|error| Refusal::of(&member.name, error))?;
            file.list("entries")
        }
    };
    for (at, raw) in entries.into_iter().enumerate() {
        let place = format!("entry {}", at + 1);
        let read = Object::of(raw.get()).and_then(|entry| entry_of(taking, &entry, &place));
        taking.take_or_refuse(&place, read)?;
    }
    Ok(())
}

fn entry_of(
    taking: &mut Taking<'_>,
    entry: &Object<'_>,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let written = entry.text("date")?;
    let civil = words::civil(&written)
        .ok_or_else(|| format!("“{}” is no moment that can be read", shown(&written)))?;
    let when = taking.local(civil, "", place)?;
    let html = entry.text("html")?;
    let body = match html.is_empty() {
        true => entry.text("text")?,
        false => html::maybe(&html).text,
    };
    // Photographs lie in a folder named by date and time.
    let folder = format!("{}_{}/", civil.date(), civil.time().strftime("%H%M%S%3f"));
    let mut has_files = false;
    for member in &taking.archive.members {
        if member.name.contains(&folder) {
            taking.file(Some(member), "", place);
            has_files = true;
        }
    }
    let rating = entry.number("rating").ok().flatten();
    let mood = rating.filter(|rating| (1..=5).contains(rating));
    let mut tags = entry.words("tags");
    tags.extend(entry.words("people"));
    let draft = Draft {
        title: entry.text("heading")?,
        body,
        tags,
        mood: mood.and_then(|rating| u8::try_from(2 * rating - 1).ok()),
        has_files,
        ..Draft::default()
    };
    entry.raw("text");
    taking.leave_rest(entry, place);
    Ok((when, draft))
}
