//! Joplin: a JEX, which is a tar of notes with their properties below them, or the same as a folder or zip. Its Markdown
//! with front matter is read as other Markdown is.

use std::collections::BTreeMap;

use jiff::{Timestamp, Zoned};

use crate::archive::Member;
use crate::html;
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};

/// A note, tag, notebook or attachment: its title, its text, and the properties below.
struct Item {
    title: String,
    body: String,
    properties: BTreeMap<String, String>,
}

impl Item {
    fn get(&self, key: &str) -> &str {
        self.properties.get(key).map_or("", String::as_str)
    }
}

/// Reads an item backwards from its last empty line.
fn item(text: &str) -> Option<Item> {
    let text = text.trim_end();
    let (above, below) = match text.rsplit_once("\n\n") {
        Some((above, below)) => (above, below),
        None => ("", text),
    };
    let properties: Option<BTreeMap<String, String>> = below
        .lines()
        .map(|line| {
            let (key, value) = line.split_once(':')?;
            let is_key = key
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            is_key.then(|| {
                (
                    key.to_owned(),
                    value.strip_prefix(' ').unwrap_or(value).to_owned(),
                )
            })
        })
        .collect();
    let properties = properties.filter(|properties| properties.contains_key("type_"))?;
    let (title, body) = above.split_once('\n').unwrap_or((above, ""));
    Some(Item {
        title: title.trim().to_owned(),
        body: body.trim_matches('\n').to_owned(),
        properties,
    })
}

/// Whether a file is an item of Joplin's.
pub(super) fn is_item(text: &str) -> bool {
    item(text).is_some()
}

/// Reads all notes, with their tags.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    let mut notes: Vec<(&Member, Item)> = Vec::new();
    let mut others: BTreeMap<String, Item> = BTreeMap::new();
    for member in &archive.members {
        if !archive.is_alone && member.ending() != "md" {
            continue;
        }
        let text = taking.text(member)?;
        let Some(item) = item(&text) else {
            taking.leave("files that are no notes", &member.name);
            continue;
        };
        if item.get("encryption_applied") == "1" {
            taking.refuse(
                &format!("“{}” ({})", item.title, member.base()),
                "it is encrypted by Joplin; unlock Joplin, and export a JEX from it",
            );
        } else if item.get("type_") == "1" {
            notes.push((member, item));
        } else {
            others.insert(format!("{} {}", item.get("type_"), item.get("id")), item);
        }
    }
    if notes.is_empty() && taking.report.refused_count > 0 {
        let refused = &taking.report.refused[0];
        return Err(Refusal::new(format!("{}: {}", refused.place, refused.why)));
    }
    let mut tags: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for link in others.values().filter(|item| item.get("type_") == "6") {
        if let Some(tag) = others.get(&format!("5 {}", link.get("tag_id"))) {
            tags.entry(link.get("note_id"))
                .or_default()
                .push(&tag.title);
        }
    }
    for (member, item) in &notes {
        let place = match item.title.is_empty() {
            true => member.base(),
            false => &item.title,
        };
        let tags = tags.get(item.get("id")).cloned().unwrap_or_default();
        let read = note(taking, item, &tags, &others, place);
        taking.take_or_refuse(place, read)?;
    }
    Ok(())
}

fn note(
    taking: &mut Taking<'_>,
    item: &Item,
    tags: &[&str],
    others: &BTreeMap<String, Item>,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    // `created_time` is when it was last imported or synchronised.
    let written = item.get("user_created_time");
    let at: Timestamp = written
        .parse()
        .map_err(|_| format!("“{}” is no moment that can be read", shown(written)))?;
    let when = taking.instant(at, "", place)?;
    let body = match item.get("markup_language") {
        "2" => html::to_markdown(&item.body).text,
        _ => item.body.clone(),
    };
    let mut has_files = false;
    let mut rest = item.body.as_str();
    while let Some(at) = rest.find("](:/") {
        let id: String = rest[at + 4..]
            .chars()
            .take_while(char::is_ascii_hexdigit)
            .collect();
        rest = &rest[at + 4..];
        match others.get(&format!("4 {id}")) {
            Some(resource) => {
                has_files = true;
                let file = resource_file(taking, &id, resource);
                taking.file(file, &resource.title, place);
            }
            None => taking.leave("links to other notes, kept as text", place),
        }
    }
    leave(taking, item, others, place);
    let draft = Draft {
        id: item.get("id").to_owned(),
        title: item.title.clone(),
        body,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        deleted: !["", "0"].contains(&item.get("deleted_time")),
        has_files,
        ..Draft::default()
    };
    Ok((when, draft))
}

fn resource_file<'a>(taking: &Taking<'a>, id: &str, resource: &Item) -> Option<&'a Member> {
    let archive = taking.archive;
    let ending = resource.get("file_extension");
    archive
        .by_base(&format!("{id}.{ending}"))
        .or_else(|| archive.by_base(id))
        .or_else(|| {
            archive
                .members
                .iter()
                .find(|member| member.stem() == id && member.ending() != "md")
        })
}

fn leave(taking: &mut Taking<'_>, item: &Item, others: &BTreeMap<String, Item>, place: &str) {
    let says = |key: &str| {
        let value = item.get(key);
        value
            .bytes()
            .any(|byte| byte.is_ascii_alphanumeric() && byte != b'0')
    };
    if says("latitude") || says("longitude") {
        taking.leave("places", place);
    }
    for key in ["author", "source_url", "application_data", "user_data"] {
        if says(key) {
            taking.leave(key, place);
        }
    }
    if item.get("is_todo") == "1" {
        taking.leave("to-do states and due dates", place);
    }
    if item.get("is_conflict") == "1" {
        taking.changed(
            "copies that Joplin made of a conflict, taken as entries",
            place,
        );
    }
    if let Some(folder) = others.get(&format!("2 {}", item.get("parent_id"))) {
        taking.leave("notebooks", &folder.title);
    }
}
