//! Journey: one JSON document for each entry, with its photographs beside it.

use jiff::Zoned;

use super::markdown::split_heading;
use crate::archive::Member;
use crate::html;
use crate::json::Object;
use crate::refusal::Refusal;
use crate::taking::{Draft, Taking};
use crate::when::milliseconds;

/// A number below this is seconds rather than milliseconds: it would be in the first months of 1970.
const MILLISECONDS_MIN: i64 = 10_000_000_000;

/// Reads every entry.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        if !archive.is_alone && member.ending() != "json" {
            continue;
        }
        let text = taking.json(member)?;
        let place = if archive.is_alone {
            "entry 1"
        } else {
            member.base()
        };
        let read = Object::of(&text).and_then(|entry| entry_of(taking, &entry, member, place));
        taking.take_or_refuse(place, read)?;
    }
    Ok(())
}

fn entry_of(
    taking: &mut Taking<'_>,
    entry: &Object<'_>,
    member: &Member,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let at = entry
        .number("date_journal")?
        .ok_or("it has no “date_journal”")?;
    let zone = entry.text("timezone").unwrap_or_default();
    let when = taking.instant(milliseconds(at)?, &zone, place)?;
    if at.abs() < MILLISECONDS_MIN {
        taking.changed(
            "a year that is not plausible: seconds may stand where milliseconds belong",
            place,
        );
    }
    let written = entry.text("text")?;
    let is_markdown = entry.text("type").unwrap_or_default() == "markdown";
    let said = match is_markdown {
        true => html::Said {
            text: written,
            ..html::Said::default()
        },
        false => html::maybe(&written),
    };
    let (title, body) = match is_markdown {
        true => split_heading(&said.text),
        false => (String::new(), said.text),
    };
    let photos = entry.words("photos");
    for name in &photos {
        let file = taking.archive.by_base(name);
        taking.file(file, name, place);
    }
    let mood = entry.number("mood").ok().flatten().unwrap_or(0);
    if mood > 0 {
        taking.leave("moods, whose scale is not published", place);
    }
    let id = entry.id("id");
    let draft = Draft {
        id: if id.is_empty() {
            member.stem().to_owned()
        } else {
            id
        },
        title,
        body,
        tags: entry.words("tags"),
        star: entry.yes("favourite") || entry.yes("favorite"),
        has_files: !photos.is_empty(),
        ..Draft::default()
    };
    entry.raw("preview_text");
    let weather = entry.object("weather");
    let has_weather =
        weather.is_some_and(|weather| !weather.text("description").unwrap_or_default().is_empty());
    if has_weather {
        taking.leave("weather", place);
    }
    taking.leave_rest(entry, place);
    Ok((when, draft))
}
