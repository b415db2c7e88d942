//! Day One: JSON 1.0, in a zip or folder beside its photographs, or by itself. Its Markdown has backslashes before marks,
//! and places of photographs that lead nowhere else.

use std::collections::BTreeMap;

use jiff::{Timestamp, Zoned};
use serde_json::value::RawValue;

use super::{markdown, rich};
use crate::archive::{Archive, Member};
use crate::json::Object;
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};

/// The lists of attachments of an entry.
const LISTS: [&str; 4] = ["photos", "videos", "audios", "pdfAttachments"];

/// Reads every journal that is in it.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    let is_json = |member: &&Member| member.ending() == "json";
    let is_several = archive.members.iter().filter(is_json).count() > 1;
    let media = Media::of(archive);
    for member in &archive.members {
        if archive.is_alone || is_json(&member) {
            journal(taking, member, &media, is_several)?;
        } else if !is_media(&member.name) {
            taking.leave("files that no journal names", &member.name);
        }
    }
    if archive.is_alone && taking.report.files.missing.count > 0 {
        taking.changed(
            "a JSON file by itself: photographs are in the zip that Day One exports",
            "",
        );
    }
    Ok(())
}

fn is_media(name: &str) -> bool {
    let folders = ["photos/", "videos/", "audios/", "pdfs/"];
    folders
        .iter()
        .any(|folder| name.starts_with(folder) || name.contains(&format!("/{folder}")))
}

fn journal(
    taking: &mut Taking<'_>,
    member: &Member,
    media: &Media<'_>,
    is_several: bool,
) -> Result<(), Refusal> {
    let text = taking.json(member)?;
    let file = Object::parse(&text).map_err(|error| Refusal::of(&member.name, error))?;
    for (at, raw) in file.list("entries").into_iter().enumerate() {
        let place = match is_several {
            true => format!("{}, entry {}", member.base(), at + 1),
            false => format!("entry {}", at + 1),
        };
        let read = entry(taking, raw, media, &place);
        taking.take_or_refuse(&place, read)?;
    }
    if is_several {
        taking.leave("names of journals", member.stem());
    }
    Ok(())
}

/// The files of an archive by the checksum in their names.
struct Media<'a>(BTreeMap<String, &'a Member>);

impl<'a> Media<'a> {
    fn of(archive: &'a Archive) -> Self {
        let files = archive
            .members
            .iter()
            .filter(|member| is_media(&member.name));
        Self(
            files
                .map(|member| (member.stem().to_lowercase(), member))
                .collect(),
        )
    }
}

fn entry(
    taking: &mut Taking<'_>,
    raw: &RawValue,
    media: &Media<'_>,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let entry = Object::of(raw.get())?;
    let when = moment(taking, &entry, place)?;
    let written = entry.text("text")?;
    let rich = entry.raw("richText").unwrap_or_default();
    let text = if entry.has("text") && !written.trim().is_empty() {
        written
    } else {
        rich::text(rich)
    };
    let mut has_files = false;
    for list in LISTS {
        for file in entry.objects(list) {
            has_files = true;
            attachment(taking, &file, media, place)?;
        }
    }
    let (title, body) = markdown::split_heading(&without_media(&text));
    if body.contains("dayone://") || body.contains("dayone2://") {
        taking.leave("links to other entries, kept as text", place);
    }
    let starred = entry.yes("starred");
    let pinned = entry.yes("isPinned");
    if entry.yes("isAllDay") {
        taking.leave("days without a time of their own", place);
    }
    let draft = Draft {
        id: entry.id("uuid"),
        title: plain(&title),
        body: plain(body.trim_end()),
        tags: entry.words("tags"),
        star: starred || pinned,
        has_files: has_files || text.contains("dayone-moment:"),
        ..Draft::default()
    };
    taking.leave_rest(&entry, place);
    Ok((when, draft))
}

fn moment(taking: &mut Taking<'_>, entry: &Object<'_>, place: &str) -> Result<Zoned, String> {
    let written = entry.text("creationDate")?;
    let no_moment = || format!("“{}” is no moment that can be read", shown(&written));
    let at: Timestamp = written.parse().ok().ok_or_else(no_moment)?;
    let zone = entry.text("timeZone")?;
    taking
        .instant(at, &zone, place)
        .map_err(|why| format!("“{}”: {why}", shown(&written)))
}

fn attachment(
    taking: &mut Taking<'_>,
    file: &Object<'_>,
    media: &Media<'_>,
    place: &str,
) -> Result<(), String> {
    let md5 = file.id("md5");
    let name = [
        file.id("filename"),
        file.id("pdfName"),
        md5.clone(),
        file.id("identifier"),
    ];
    let name = name
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default();
    let is_hash = md5.len() == 32 && md5.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !md5.is_empty() && !is_hash {
        taking.leave(
            "attachments whose checksum is none",
            &format!("{} ({place})", shown(&md5)),
        );
        taking.is_absent("");
        return Ok(());
    }
    let found = media.0.get(&md5.to_lowercase()).copied();
    taking.file(found, &name, place);
    Ok(())
}

/// The text without the places of photographs.
fn without_media(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("![](dayone-moment:") {
        let Some(end) = rest[at..].find(')') else {
            break;
        };
        found.push_str(&rest[..at]);
        rest = &rest[at + end + 1..];
        // A photograph on a line of its own leaves no empty lines behind.
        if found.is_empty() || found.ends_with('\n') {
            rest = rest.trim_start_matches('\n');
        }
    }
    found.push_str(rest);
    found
}

/// Takes the backslashes off that Day One puts before marks, outside of code.
pub(super) fn plain(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut is_block = false;
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            found.push('\n');
        }
        if line.trim_start().starts_with("```") {
            is_block = !is_block;
            found.push_str(line);
            continue;
        }
        if is_block {
            found.push_str(line);
            continue;
        }
        let mut chars = line.chars().peekable();
        let mut is_code = false;
        while let Some(c) = chars.next() {
            is_code ^= c == '`';
            let next = chars.peek().filter(|next| next.is_ascii_punctuation());
            match (c, next) {
                ('\\', Some(next)) if !is_code => {
                    found.push(*next);
                    chars.next();
                }
                (c, _) => found.push(c),
            }
        }
    }
    found
}
