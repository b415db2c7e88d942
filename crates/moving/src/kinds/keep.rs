//! Google Keep, from Takeout: one JSON document for each note. The pages beside them say the same.

use jiff::Zoned;

use crate::archive::Member;
use crate::html;
use crate::json::Object;
use crate::refusal::Refusal;
use crate::taking::{Draft, Taking};
use crate::when::milliseconds;

/// Reads every note.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        if !archive.is_alone && member.ending() != "json" {
            continue;
        }
        let place = member.base();
        // A broken document is that note and no other.
        let text = match taking.json(member) {
            Ok(text) => text,
            Err(refusal) => {
                taking.refuse(place, &refusal.to_string());
                continue;
            }
        };
        let read = Object::of(&text).and_then(|note| {
            match note.has("createdTimestampUsec") || note.has("userEditedTimestampUsec") {
                true => note_of(taking, &note, member, place).map(Some),
                false => Ok(None),
            }
        });
        match read {
            Ok(None) => taking.leave("files that are no notes", &member.name),
            Ok(Some((when, draft))) => taking.take(place, &when, draft)?,
            Err(why) => taking.refuse(place, &why),
        }
    }
    Ok(())
}

fn note_of(
    taking: &mut Taking<'_>,
    note: &Object<'_>,
    member: &Member,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let edited = note.number("userEditedTimestampUsec")?;
    let created = note.number("createdTimestampUsec")?;
    let at = created.or(edited).ok_or("it has no moment")?;
    let when = taking.instant(milliseconds(at.div_euclid(1_000))?, "", place)?;
    let mut body = note.text("textContent")?;
    let html = note.text("textContentHtml")?;
    if body.is_empty() {
        body = html::maybe(&html).text;
    }
    for line in note.objects("listContent") {
        let mark = if line.yes("isChecked") { "[x]" } else { "[ ]" };
        if !body.is_empty() {
            body.push('\n');
        }
        body.push_str(&format!("- {mark} {}", line.text("text")?));
    }
    for page in note.objects("annotations") {
        let url = page.text("url").unwrap_or_default();
        if !url.is_empty() {
            let title = page.text("title").unwrap_or_default();
            body.push_str(&format!("\n\n{title} <{url}>"));
        }
    }
    let attachments = note.objects("attachments");
    for attachment in &attachments {
        let path = attachment.text("filePath")?;
        let base = path.rsplit('/').next().unwrap_or(&path);
        let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
        let archive = taking.archive;
        // Named `.jpeg` in the document and `.jpg` in the archive.
        let other = ["jpg", "jpeg", "png"]
            .iter()
            .find_map(|ending| archive.by_base(&format!("{stem}.{ending}")));
        taking.file(archive.by_base(base).or(other), base, place);
    }
    let draft = Draft {
        id: member.stem().to_owned(),
        title: note.text("title")?,
        body: body.trim().to_owned(),
        tags: note.words("labels"),
        star: note.yes("isPinned"),
        deleted: note.yes("isTrashed"),
        has_files: !attachments.is_empty(),
        ..Draft::default()
    };
    if note.text("color").unwrap_or_default() != "DEFAULT" && note.has("color") {
        taking.leave("colours", place);
    }
    if note.yes("isArchived") {
        taking.leave("that a note is archived", place);
    }
    taking.leave_rest(note, place);
    Ok((when, draft))
}
