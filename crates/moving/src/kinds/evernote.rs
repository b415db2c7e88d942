//! Evernote: ENEX, notes of XML with a page of another XML in each.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::enex::{Note, Notes};
use crate::archive::{Member, unreadable};
use crate::html::{self, Piece, pieces, unescape};
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};
use crate::text::decode;

/// Reads every file.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        if archive.is_alone || member.ending() == "enex" {
            file(taking, member)?;
        } else {
            taking.leave("files that are no notes", &member.name);
        }
    }
    Ok(())
}

fn file(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let head = taking.archive.head(member, 64 << 10)?;
    if head.windows(8).any(|window| window == b"<!ENTITY") {
        return Err(Refusal::of(
            &member.name,
            "has entities of its own, which are not read",
        ));
    }
    let mut notes = Notes::new(taking.archive.reader(member)?);
    let mut number = 0;
    loop {
        let next = notes
            .next()
            .map_err(|error| unreadable(&member.name, error))?;
        let Some(Note { bytes, files }) = next else {
            return Ok(());
        };
        number += 1;
        let place = format!("note {number}");
        let text = decode(bytes, &place)?.text;
        let read = note_of(taking, &text, &files, &place);
        taking.take_or_refuse(&place, read)?;
    }
}

fn note_of(
    taking: &mut Taking<'_>,
    text: &str,
    files: &[Option<u64>],
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let mut draft = Draft::default();
    let mut created = String::new();
    let mut content = String::new();
    let mut names = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces(text.strip_prefix('>').unwrap_or(text)) {
        match piece {
            Piece::Open(tag) if !tag.is_whole && open.len() < 256 => open.push(tag.name),
            Piece::Open(_) => {}
            Piece::Close(name) => {
                if let Some(at) = open.iter().rposition(|known| *known == name) {
                    open.truncate(at);
                }
            }
            Piece::Literal(words) => {
                if open.last() == Some(&"content") {
                    content.push_str(words);
                }
            }
            Piece::Text(words) => {
                let words = unescape(words);
                match open.as_slice() {
                    ["title"] => draft.title.push_str(words.trim()),
                    ["created"] => created.push_str(words.trim()),
                    ["tag"] => draft.tags.push(words),
                    ["content"] => content.push_str(&words),
                    ["resource", .., "file-name"] => names.push(words),
                    ["note-attributes", what] if !words.trim().is_empty() => {
                        taking.leave(what, place);
                    }
                    ["task", "title"] => taking.leave("tasks", &words),
                    _ => {}
                }
            }
        }
    }
    if content.contains("<!ENTITY") {
        return Err("it has entities of its own, which are not read".into());
    }
    let when = moment(taking, &created, &draft.title, place)?;
    let said = html::to_markdown(&content);
    for _ in 0..said.encrypted {
        taking.leave("parts that Evernote encrypted", place);
    }
    for (at, file) in files.iter().enumerate() {
        let name = names.get(at).map_or("", String::as_str);
        taking.is_absent(name);
        match file {
            Some(_) => taking.leave(
                "attachments inside Evernote's file, which are not carried yet",
                &format!("{name} ({place})"),
            ),
            None => taking.leave("attachments that are damaged", &format!("{name} ({place})")),
        }
    }
    draft.has_files = !files.is_empty();
    draft.body = said.text;
    Ok((when, draft))
}

/// `20190601T063100Z`
fn moment(
    taking: &mut Taking<'_>,
    created: &str,
    title: &str,
    place: &str,
) -> Result<Zoned, String> {
    if created.is_empty() {
        return Err(format!("“{}” has no date", shown(title)));
    }
    let read: Option<Timestamp> = DateTime::strptime("%Y%m%dT%H%M%SZ", created)
        .ok()
        .and_then(|at| at.to_zoned(TimeZone::UTC).ok())
        .map(|at| at.timestamp())
        .or_else(|| created.parse().ok());
    let at = read.ok_or_else(|| format!("“{}” is no moment that can be read", shown(created)))?;
    taking.instant(at, "", place)
}
