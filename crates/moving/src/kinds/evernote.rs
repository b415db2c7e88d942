//! Evernote: ENEX, notes of XML with a page of another XML in each.

use std::collections::BTreeSet;

use data_encoding::HEXLOWER;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::enex::{Data, Note, Notes};
use crate::archive::{Member, unreadable};
use crate::html::{self, Piece, pieces, unescape};
use crate::moved::Attachment;
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
        let read = note_of(taking, member, &text, &files, &place);
        taking.take_or_refuse(&place, read)?;
    }
}

fn note_of(
    taking: &mut Taking<'_>,
    member: &Member,
    text: &str,
    files: &[Option<Data>],
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let mut draft = Draft::default();
    let mut created = String::new();
    let mut content = String::new();
    let mut resources: Vec<Resource> = Vec::new();
    let mut data = files.iter();
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces(text.strip_prefix('>').unwrap_or(text)) {
        match piece {
            Piece::Open(tag) => {
                match (tag.name, resources.last_mut()) {
                    ("resource", _) => resources.push(Resource::default()),
                    ("data", Some(resource)) => resource.data = data.next().copied().flatten(),
                    _ => {}
                }
                if !tag.is_whole && open.len() < 256 {
                    open.push(tag.name);
                }
            }
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
                    ["resource", inner @ ..] => {
                        if let Some(resource) = resources.last_mut() {
                            resource.says(inner, words.trim());
                        }
                    }
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
    draft.has_files = !resources.is_empty() || !said.media.is_empty();
    attach(taking, member, resources, &said.media, place);
    draft.body = said.text;
    Ok((when, draft))
}

/// An attachment as a note has it.
#[derive(Debug, Default)]
struct Resource {
    name: String,
    mime: String,
    /// `None` where it is damaged, or has none.
    data: Option<Data>,
}

impl Resource {
    fn says(&mut self, what: &[&str], words: &str) {
        match what {
            ["mime"] => self.mime.push_str(words),
            [.., "file-name"] => self.name.push_str(words),
            _ => {}
        }
    }

    /// What it is called: one without a name by its kind.
    fn name(&self, number: usize) -> String {
        let ending = self.mime.rsplit('/').next().unwrap_or_default();
        let is_ending = (1..=5).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match (self.name.as_str(), is_ending) {
            ("", true) => format!("attachment-{number}.{ending}"),
            ("", false) => format!("attachment-{number}"),
            (name, _) => name.to_owned(),
        }
    }
}

/// Attaches what a note has, in the order in which it shows it, and then the rest. What it shows twice it has once.
fn attach(
    taking: &mut Taking<'_>,
    member: &Member,
    resources: Vec<Resource>,
    shown: &[String],
    place: &str,
) {
    let sum = |resource: &Resource| resource.data.map(|data| HEXLOWER.encode(&data.md5));
    let at = |hash: &String| {
        shown
            .iter()
            .position(|known| known.eq_ignore_ascii_case(hash))
    };
    let mut sorted: Vec<(Option<usize>, usize, Resource)> = resources
        .into_iter()
        .enumerate()
        .map(|(number, resource)| (sum(&resource).as_ref().and_then(at), number + 1, resource))
        .collect();
    sorted.sort_by_key(|(at, number, _)| (at.unwrap_or(usize::MAX), *number));
    let mut known = BTreeSet::new();
    for (_, number, resource) in &sorted {
        let name = resource.name(*number);
        match resource.data {
            Some(data) if known.insert(data.md5) => {
                let file = Attachment {
                    name: name.clone(),
                    bytes: data.bytes,
                    caption: String::new(),
                    sha256: None,
                    member: member.name.clone(),
                    base64: Some((data.at, data.chars)),
                };
                if !taking.attach_within(file, member, data.at) {
                    taking.is_absent(&name);
                    taking.leave(
                        "attachments far inside of a packed file: unpack it, and take it in again",
                        &format!("{name} ({place})"),
                    );
                }
            }
            Some(_) => {}
            None => {
                taking.is_absent(&name);
                taking.leave("attachments that are damaged", &format!("{name} ({place})"));
            }
        }
    }
    let is_missing = |hash: &&String| {
        let is_sum = hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_sum
            && !known
                .iter()
                .any(|sum| HEXLOWER.encode(sum).eq_ignore_ascii_case(hash))
    };
    // One that is damaged may be what is shown, and was told.
    if sorted
        .iter()
        .all(|(_, _, resource)| resource.data.is_some())
    {
        for hash in shown.iter().filter(is_missing) {
            taking.file(None, hash, place);
        }
    }
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
