//! Standard Notes: a decrypted backup, one document of JSON with notes and with tags that name their notes.

use std::collections::BTreeMap;

use jiff::{Timestamp, Zoned};

use super::rich;
use crate::archive::Member;
use crate::html;
use crate::json::Object;
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};

/// The document in a backup. What else is in it repeats it.
pub(super) const DOCUMENT: &str = "Standard Notes Backup and Import File.txt";
/// Tags within each other.
const DEPTH_MAX: usize = 16;

/// Reads the backup.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    let document = archive.by_base(DOCUMENT).or_else(|| {
        let mut members = archive.members.iter();
        members
            .find(|member| archive.is_alone || ["txt", "json"].contains(&member.ending().as_str()))
    });
    let Some(document) = document else {
        return Err(Refusal::new("there is no backup of Standard Notes in it"));
    };
    backup(taking, document)
}

/// A tag: its name, the one it is in, and the notes that it names.
struct Tag {
    name: String,
    parent: String,
}

fn backup(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let text = taking.json(member)?;
    let file = Object::parse(&text).map_err(|error| Refusal::of(&member.name, error))?;
    let items = file.list("items");
    let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
    let mut links: Vec<(String, String)> = Vec::new();
    let mut sealed = 0;
    for raw in &items {
        let Ok(item) = Object::parse(raw.get()) else {
            continue;
        };
        let kind = item.text("content_type").unwrap_or_default();
        let content = item.object("content");
        if kind == "Note" && content.is_none() && !item.yes("deleted") {
            sealed += 1;
        }
        let Some(content) = content else { continue };
        if kind == "Tag" {
            let id = item.id("uuid");
            let mut parent = String::new();
            for reference in content.objects("references") {
                match reference
                    .text("reference_type")
                    .unwrap_or_default()
                    .as_str()
                {
                    "TagToParentTag" => parent = reference.id("uuid"),
                    _ => links.push((reference.id("uuid"), id.clone())),
                }
            }
            let name = content.text("title").unwrap_or_default();
            tags.insert(id, Tag { name, parent });
        } else if kind == "SN|File" {
            let name = content.text("name").unwrap_or_default();
            taking.file(
                None,
                &format!("{name}: its bytes are not in such a backup"),
                "",
            );
        } else if kind != "Note" && !kind.starts_with("SN|") {
            taking.leave(&kind, "");
        }
    }
    if sealed > 0 {
        return Err(Refusal::helped(
            format!("this backup of Standard Notes is encrypted ({sealed} notes)"),
            "choose “Decrypted” when you make the backup",
        ));
    }
    let mut of_note: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (note, tag) in links {
        of_note.entry(note).or_default().push(path(&tags, &tag));
    }
    for (at, raw) in items.iter().enumerate() {
        let place = format!("item {}", at + 1);
        let read = match Object::of(raw.get()) {
            Ok(item)
                if item.text("content_type").is_ok_and(|kind| kind == "Note")
                    && !item.yes("deleted") =>
            {
                note(taking, &item, &of_note, &place)
            }
            Ok(_) => continue,
            Err(why) => Err(why),
        };
        taking.take_or_refuse(&place, read)?;
    }
    Ok(())
}

/// The name of a tag with those it is in.
fn path(tags: &BTreeMap<String, Tag>, id: &str) -> String {
    let mut names = Vec::new();
    let mut next = tags.get(id);
    while let Some(tag) = next.filter(|_| names.len() < DEPTH_MAX) {
        names.insert(0, tag.name.as_str());
        next = tags.get(&tag.parent);
    }
    names.join("/")
}

fn note(
    taking: &mut Taking<'_>,
    item: &Object<'_>,
    tags: &BTreeMap<String, Vec<String>>,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let written = item.text("created_at")?;
    let at: Timestamp = written
        .parse()
        .map_err(|_| format!("“{}” is no moment that can be read", shown(&written)))?;
    let when = taking.instant(at, "", place)?;
    let content = item.object("content").ok_or("it has no content")?;
    let text = content.text("text")?;
    let body = match content.text("noteType").unwrap_or_default().as_str() {
        "super" => rich::lexical(&text).unwrap_or(text),
        "rich-text" => html::maybe(&text).text,
        _ => text,
    };
    let data = content.object("appData");
    let data = data.and_then(|data| data.object("org.standardnotes.sn"));
    let is_pinned = data.is_some_and(|data| data.yes("pinned"));
    let id = item.id("uuid");
    let draft = Draft {
        title: content.text("title")?,
        body,
        tags: tags.get(&id).cloned().unwrap_or_default(),
        star: is_pinned || content.yes("starred"),
        deleted: content.yes("trashed"),
        id,
        ..Draft::default()
    };
    for key in [
        "references",
        "preview_plain",
        "preview_html",
        "editorIdentifier",
        "spellcheck",
        "hidePreview",
    ] {
        content.raw(key);
    }
    taking.leave_rest(&content, place);
    Ok((when, draft))
}
