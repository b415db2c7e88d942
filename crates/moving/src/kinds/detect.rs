//! Of which journal an archive is.

use super::{csv, daylio, diaro, joplin, jrnl, momento, rednotebook, standard_notes, words750};
use crate::archive::{Archive, Member};
use crate::html::{Piece, pieces};
use crate::kind::Kind;
use crate::refusal::Refusal;
use crate::text::decode;
use crate::words;

/// Bytes by which a text is judged.
const HEAD_BYTES: u64 = 64 << 10;
/// Files of one ending that are looked into.
const LOOKED_AT_MAX: usize = 20;

/// Of which journal an archive is.
pub(crate) fn kind_of(archive: &Archive) -> Result<Kind, Refusal> {
    if archive.is_alone {
        let member = archive.members.first();
        let member = member.ok_or_else(|| Refusal::new("there is nothing in it"))?;
        return alone(archive, member);
    }
    if let Some(kind) = by_names(archive) {
        return Ok(kind);
    }
    by_contents(archive)
}

fn refused(what: &str, help: &str) -> Refusal {
    Refusal::helped(format!("this is {what}"), help)
}

/// What is told from its first bytes and no journal that is read.
fn foreign(head: &[u8]) -> Option<Refusal> {
    let is = |magic: &[u8]| head.starts_with(magic);
    Some(if is(b"SQLite format 3\0") {
        refused(
            "a database (SQLite), which is not read",
            "let the program that made it write text: `dnote view BOOK`, or a table of two columns, date and text",
        )
    } else if is(b"\x1f\x8b") || is(b"BZh") || is(b"\xfd7zXZ") || is(b"7z\xbc\xaf") || is(b"Rar!") {
        refused(
            "a packed file of a kind that is not read",
            "unpack it, and name the folder",
        )
    } else if is(b"%PDF") {
        refused(
            "a PDF",
            "text cannot be taken out of it in good order; export JSON, Markdown or CSV instead",
        )
    } else if is(b"\xff\xd8\xff")
        || is(b"\x89PNG")
        || is(b"GIF8")
        || is(b"RIFF")
        || head.get(4..8) == Some(b"ftyp")
    {
        refused(
            "a picture or a film, and no journal",
            "`still attach ENTRY FILE` adds it to an entry; else name the journal that it belongs to",
        )
    } else if is(b"age-encryption.org/")
        || is(b"-----BEGIN AGE")
        || is(b"-----BEGIN PGP")
        || is(b"Salted__")
    {
        refused("encrypted", "decrypt it first")
    } else {
        return None;
    })
}

fn alone(archive: &Archive, member: &Member) -> Result<Kind, Refusal> {
    let bytes = archive.head(member, HEAD_BYTES)?;
    if bytes.is_empty() {
        return Err(Refusal::new("there is nothing in it"));
    }
    if let Some(refusal) = foreign(&bytes) {
        return Err(refusal);
    }
    let head = decode(whole(bytes), &member.name)?.text;
    let text = head.trim_start();
    if text.starts_with("JRNLv") || text.starts_with("gAAAAA") {
        return Err(jrnl::sealed());
    }
    if text.starts_with(['{', '[']) {
        if let Some(kind) = json(archive, member, text) {
            return Ok(kind);
        }
        if text.starts_with('{') || !text.starts_with("[2") && !jrnl::is_plain(text) {
            return Err(unknown());
        }
    }
    if text.starts_with('<') {
        return markup(text).ok_or_else(|| {
            refused(
                "a page (HTML or XML) of no journal that is known",
                "a page says no date that can be relied on; export JSON, Markdown or CSV instead",
            )
        });
    }
    if let Some(kind) = plain(text, member) {
        return Ok(kind);
    }
    Err(unknown())
}

fn unknown() -> Refusal {
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    Refusal::helped(
        "of which journal this is cannot be told",
        format!("say it with --as: {}", names.join(", ")),
    )
}

/// The first part of a text, without the last character if that was cut.
fn whole(mut bytes: Vec<u8>) -> Vec<u8> {
    let is_cut = bytes.len() as u64 == HEAD_BYTES;
    if let Err(error) = std::str::from_utf8(&bytes)
        && is_cut
        && error.error_len().is_none()
    {
        bytes.truncate(error.valid_up_to());
    }
    bytes
}

/// Which keys stand in the first part of a document, anywhere.
fn json(archive: &Archive, member: &Member, text: &str) -> Option<Kind> {
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    let first = text.lines().next().unwrap_or_default();
    let is_ours = |line: &str| {
        let record = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line);
        record.is_ok_and(|record| {
            !record.contains_key("entries")
                && (record.contains_key("when") || record.contains_key("kind"))
        })
    };
    let begins_ours = first.starts_with("{\"when\"")
        || first.starts_with("{\"id\"") && first.contains("\"when\"");
    if is_ours(first) || begins_ours || text.lines().skip(1).take(3).any(is_ours) && has("when") {
        return Some(Kind::Own);
    }
    Some(if has("creationDate") {
        Kind::DayOne
    } else if has("date_journal") {
        Kind::Journey
    } else if has("createdTimestampUsec") || has("userEditedTimestampUsec") {
        Kind::Keep
    } else if has("content_type") && has("items") {
        Kind::StandardNotes
    } else if has("dayEntries") {
        Kind::Daylio
    } else if has("html") || has("heading") {
        Kind::Diarium
    } else if has("entries") {
        let is_day_one = has("metadata") || has("text") || has("uuid") || has("richText");
        if is_day_one { Kind::DayOne } else { Kind::Jrnl }
    } else if text.starts_with('[') && has("date") {
        Kind::Diarium
    } else if archive.is_alone && member.ending() == "jsonl" || text.contains("\n{") {
        Kind::Own
    } else {
        return None;
    })
}

fn markup(text: &str) -> Option<Kind> {
    if text.contains("<en-export")
        || text.contains("<!DOCTYPE en-export")
        || text.contains("<note>")
    {
        return Some(Kind::Evernote);
    }
    if text.contains("<!ENTITY") && text.contains("en-export") {
        return Some(Kind::Evernote);
    }
    if text.contains("<plist") && text.contains("Creation Date") {
        return Some(Kind::DayOneClassic);
    }
    if text.contains("diaro_entries") || text.contains("diaro_folders") {
        return Some(Kind::Diaro);
    }
    let is_apple =
        pieces(text).any(|piece| matches!(piece, Piece::Open(tag) if tag.has_class("pageHeader")));
    is_apple.then_some(Kind::Apple)
}

fn plain(text: &str, member: &Member) -> Option<Kind> {
    let first = text.lines().next().unwrap_or_default();
    let is_heading = |line: &str| line.starts_with("* ") || line.starts_with("** ");
    let ending = member.ending();
    Some(if jrnl::is_plain(text) {
        Kind::Jrnl
    } else if words750::MARKS.contains(&first.trim()) {
        Kind::Words750
    } else if daylio::HEADER.iter().all(|name| first.contains(name)) {
        Kind::Daylio
    } else if csv::is_table(text) || ["csv", "tsv"].contains(&ending.as_str()) {
        Kind::Csv
    } else if momento::is_day(text) {
        Kind::Momento
    } else if rednotebook::month_of(member.stem()).is_some() && is_month(text) {
        Kind::RedNotebook
    } else if ending == "org" || is_heading(first) && text.contains("\n** ") {
        Kind::Org
    } else if joplin::is_item(text) {
        Kind::Joplin
    } else if is_note(first, member) {
        Kind::Markdown
    } else {
        return None;
    })
}

fn is_note(first: &str, member: &Member) -> bool {
    let ending = member.ending();
    ["---", "+++", ";;;"].contains(&first.trim())
        || ["md", "markdown"].contains(&ending.as_str())
        || ending == "txt" && words::leading_date(member.stem()).is_some()
}

fn is_month(text: &str) -> bool {
    let first = text.split(':').next().unwrap_or_default();
    !first.is_empty() && first.len() <= 2 && first.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the names in an archive tell by themselves.
fn by_names(archive: &Archive) -> Option<Kind> {
    let any = |is: &dyn Fn(&str) -> bool| archive.members.iter().any(|member| is(&member.name));
    let below =
        |name: &str, folder: &str| name.starts_with(folder) || name.contains(&format!("/{folder}"));
    let has_base = |base: &str| archive.by_base(base).is_some();
    Some(if has_base("backup.daylio") {
        Kind::Daylio
    } else if has_base(standard_notes::DOCUMENT) {
        Kind::StandardNotes
    } else if has_base(diaro::DOCUMENT) {
        Kind::Diaro
    } else if any(&|name| name.ends_with(".doentry")) {
        Kind::DayOneClassic
    } else if any(&|name| name.ends_with(".enex")) {
        Kind::Evernote
    } else if any(&|name| below(name, "Entries/") && name.ends_with(".html")) {
        Kind::Apple
    } else if any(&|name| below(name, "journals/"))
        && any(&|name| below(name, "logseq/") || below(name, "pages/"))
    {
        Kind::Logseq
    } else if any(&|name| below(name, ".obsidian/")) {
        Kind::Markdown
    } else {
        return None;
    })
}

/// What files of one ending tell, the telling ones first.
fn by_contents(archive: &Archive) -> Result<Kind, Refusal> {
    let of_ending = |ending: &'static str| {
        archive
            .members
            .iter()
            .filter(move |member| member.ending() == ending)
    };
    let head = |member: &Member| -> Result<String, Refusal> {
        let bytes = archive.head(member, HEAD_BYTES)?;
        Ok(decode(whole(bytes), &member.name)
            .map(|decoded| decoded.text)
            .unwrap_or_default())
    };
    for ending in ["json", "jsonl"] {
        for member in of_ending(ending).take(LOOKED_AT_MAX) {
            let text = head(member)?;
            let text = text.trim_start();
            if text.starts_with(['{', '['])
                && let Some(kind) = json(archive, member, text)
            {
                return Ok(kind);
            }
        }
    }
    let is_day = |member: &Member| {
        words::leading_date(member.base()).is_some_and(|(_, rest)| rest.is_empty())
    };
    let mut bare = archive.members.iter().filter(|member| is_day(member));
    if of_ending("org").next().is_some()
        || bare.next().is_some()
        || archive
            .members
            .iter()
            .any(|member| member.name.ends_with(".org.gpg"))
    {
        return Ok(Kind::Org);
    }
    for member in of_ending("txt").take(LOOKED_AT_MAX) {
        let text = head(member)?;
        let found = plain(text.trim_start(), member);
        if let Some(kind) = found.filter(|kind| *kind != Kind::Csv) {
            return Ok(kind);
        }
    }
    if let Some(member) = of_ending("csv").next() {
        let text = head(member)?;
        return Ok(plain(text.trim_start(), member).unwrap_or(Kind::Csv));
    }
    let is_hex = |member: &&Member| {
        let stem = member.stem();
        stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    for member in of_ending("md").filter(is_hex).take(LOOKED_AT_MAX) {
        if joplin::is_item(&head(member)?) {
            return Ok(Kind::Joplin);
        }
    }
    if of_ending("md").next().is_some() {
        return Ok(Kind::Markdown);
    }
    Err(nothing(archive))
}

/// Why there is no journal in an archive.
fn nothing(archive: &Archive) -> Refusal {
    let has = |ending: &str| {
        archive
            .members
            .iter()
            .any(|member| member.ending() == ending)
    };
    if has("zip") {
        return Refusal::helped(
            "there is no journal in it, but another zip, which is not opened",
            "unpack it, and name the zip that is within",
        );
    }
    if has("html") {
        return refused(
            "a folder of pages (HTML)",
            "export JSON, Markdown or CSV instead",
        );
    }
    unknown()
}
