//! Day One Classic, which jrnl can write too: one property list for each entry.

use jiff::{Timestamp, Zoned};

use super::dayone::plain;
use super::markdown::split_heading;
use crate::archive::Member;
use crate::html::{Piece, pieces, unescape};
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};

/// Reads every entry.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        if !archive.is_alone && member.ending() != "doentry" {
            continue;
        }
        let text = taking.text(member)?;
        let read = entry(taking, &text, member);
        taking.take_or_refuse(member.base(), read)?;
    }
    Ok(())
}

fn entry(taking: &mut Taking<'_>, text: &str, member: &Member) -> Result<(Zoned, Draft), String> {
    if text.contains("<!ENTITY") {
        return Err("it has entities of its own, which are not read".into());
    }
    let place = member.base();
    let mut draft = Draft::default();
    let (mut written, mut zone, mut words) = (String::new(), String::new(), String::new());
    let (mut key, mut open, mut depth) = (String::new(), "", 0_usize);
    for piece in pieces(text) {
        match piece {
            Piece::Open(tag) => {
                depth += usize::from(tag.is("dict") && !tag.is_whole);
                open = if tag.is_whole { "" } else { tag.name };
                if tag.is("dict") && depth == 2 {
                    taking.leave(&key, place);
                }
                if depth == 1 && tag.is("true") && key == "Starred" {
                    draft.star = true;
                }
            }
            Piece::Close(name) => {
                depth = depth.saturating_sub(usize::from(name == "dict"));
                open = "";
            }
            Piece::Text(_) if depth != 1 => {}
            Piece::Text(text) => {
                let text = unescape(text);
                match (open, key.as_str()) {
                    ("key", _) => key = text,
                    ("date", "Creation Date") => written = text,
                    ("string", "Entry Text") => words = text,
                    ("string", "Time Zone") => zone = text,
                    ("string", "UUID") => draft.id = text,
                    ("string", "Tags") => draft.tags.push(text),
                    _ => {}
                }
            }
            Piece::Literal(_) => {}
        }
    }
    let at: Timestamp = written
        .trim()
        .parse()
        .map_err(|_| format!("“{}” is no moment that can be read", shown(&written)))?;
    let when = taking.instant(at, &zone, place)?;
    let (title, body) = split_heading(&words);
    (draft.title, draft.body) = (plain(&title), plain(&body));
    let archive = taking.archive;
    if let Some(photo) = archive.by_base(&format!("{}.jpg", member.stem())) {
        draft.has_files = true;
        taking.file(Some(photo), "", place);
    }
    Ok((when, draft))
}
