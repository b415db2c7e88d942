//! Diaro: a document of XML with tables of entries, tags and folders.

use std::collections::BTreeMap;

use jiff::Zoned;

use crate::html::{Piece, pieces, unescape};
use crate::refusal::Refusal;
use crate::taking::{Draft, Taking};
use crate::when::milliseconds;

/// The document in a backup.
pub(super) const DOCUMENT: &str = "DiaroBackup.xml";

type Row = BTreeMap<String, String>;

/// Reads the backup.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    let document = archive
        .by_base(DOCUMENT)
        .or_else(|| archive.members.first());
    let Some(document) = document else {
        return Err(Refusal::new("there is no backup of Diaro in it"));
    };
    let text = taking.text(document)?;
    if text.contains("<!ENTITY") {
        return Err(Refusal::of(
            &document.name,
            "has entities of its own, which are not read",
        ));
    }
    let tables = tables(&text);
    let rows = |name: &str| tables.get(name).map_or(&[][..], Vec::as_slice);
    let named = |name: &str| -> BTreeMap<&str, &str> {
        let rows = rows(name).iter();
        rows.filter_map(|row| Some((row.get("uid")?.as_str(), row.get("title")?.as_str())))
            .collect()
    };
    let (tags, folders) = (named("diaro_tags"), named("diaro_folders"));
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows("diaro_attachments") {
        if let (Some(entry), Some(name)) = (row.get("entry_uid"), row.get("filename")) {
            files.entry(entry).or_default().push(name);
        }
    }
    for (at, row) in rows("diaro_entries").iter().enumerate() {
        let place = format!("entry {}", at + 1);
        let get = |key: &str| row.get(key).map_or("", String::as_str);
        let of_entry = files.get(get("uid")).cloned().unwrap_or_default();
        for name in &of_entry {
            taking.file(archive.by_base(name), name, &place);
        }
        let ids = get("tags").split(',').filter_map(|id| tags.get(id));
        let draft = Draft {
            id: get("uid").to_owned(),
            title: get("title").to_owned(),
            body: get("text").to_owned(),
            tags: ids.map(|tag| (*tag).to_owned()).collect(),
            has_files: !of_entry.is_empty(),
            ..Draft::default()
        };
        if let Some(folder) = folders.get(get("folder_uid")) {
            taking.leave("folders", folder);
        }
        for key in ["location_uid", "weather_temperature", "mood"] {
            if !["", "0"].contains(&get(key)) {
                taking.leave(key, &place);
            }
        }
        let read = moment(taking, get("date"), get("tz_offset"), &place).map(|when| (when, draft));
        taking.take_or_refuse(&place, read)?;
    }
    Ok(())
}

fn moment(taking: &mut Taking<'_>, date: &str, zone: &str, place: &str) -> Result<Zoned, String> {
    let number = date
        .parse()
        .map_err(|_| "its date is no number".to_owned())?;
    taking.instant(milliseconds(number)?, zone, place)
}

fn tables(text: &str) -> BTreeMap<String, Vec<Row>> {
    let mut tables: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut table = String::new();
    let mut row: Option<Row> = None;
    let mut column = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Open(tag) if tag.is("table") => table = tag.get("name").unwrap_or_default(),
            Piece::Open(tag) if tag.is("r") => row = Some(Row::new()),
            Piece::Open(tag) => {
                column = if tag.is_whole {
                    String::new()
                } else {
                    tag.name.to_owned()
                }
            }
            Piece::Close("r") => tables.entry(table.clone()).or_default().extend(row.take()),
            Piece::Close(_) => column.clear(),
            Piece::Text(words) => add(&mut row, &column, &unescape(words)),
            Piece::Literal(words) => add(&mut row, &column, words),
        }
    }
    tables
}

fn add(row: &mut Option<Row>, column: &str, words: &str) {
    if let Some(row) = row.as_mut().filter(|_| !column.is_empty()) {
        row.entry(column.to_owned()).or_default().push_str(words);
    }
}
