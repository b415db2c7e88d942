//! Our own lines: one object of JSON on each, as `still export --json` prints them.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _};

use data_encoding::HEXLOWER;
use journal::{EntryFields, SheetRow};
use serde::Deserialize;
use serde_json::Value;

use crate::archive::{Archive, Member};
use crate::json::said;
use crate::limits::{LINE_BYTES_MAX, LINES_BYTES_MAX};
use crate::moved::{Attachment, Sheet};
use crate::refusal::{Refusal, shown};
use crate::taking::Taking;
use crate::when::believed;

/// The list of checksums in our own archive.
const SUMS: &str = "SHA256SUMS";

/// What is read of a record of any kind before its fields.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Record {
    /// Empty or `entry`, which are read as [`EntryFields`]; other kinds as [`SheetRow`].
    kind: String,
    id: Option<String>,
    kept_sentences: Vec<String>,
    /// Whatever it says is a sign that it was deleted.
    deleted: Option<Value>,
}

/// What lies beside the lines: files of entries, each called by the SHA-256 of its bytes, whatever ending it has; and the list of
/// their checksums.
struct Files<'a>(BTreeMap<String, &'a Member>);

impl<'a> Files<'a> {
    fn of(archive: &'a Archive) -> Self {
        let stem = |member: &'a Member| {
            let base = member.base();
            let stem = base.split_once('.').map_or(base, |(stem, _)| stem);
            let is_hash = stem.len() == 64 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hash.then(|| (stem.to_owned(), member))
        };
        Self(archive.members.iter().filter_map(stem).collect())
    }

    fn has(&self, member: &Member) -> bool {
        let base = member.base();
        let stem = base.split_once('.').map_or(base, |(stem, _)| stem);
        base == SUMS || self.0.contains_key(stem)
    }

    fn find(&self, sha256: &[u8; 32]) -> Option<&'a Member> {
        self.0.get(&HEXLOWER.encode(sha256)).copied()
    }
}

/// Reads every line.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    let files = Files::of(archive);
    for member in &archive.members {
        if files.has(member) {
            continue;
        }
        let is_lines = archive.is_alone || ["jsonl", "json"].contains(&member.ending().as_str());
        if is_lines {
            lines(taking, member, &files)?;
        } else {
            taking.leave("files that are no lines of ours", &member.name);
        }
    }
    Ok(())
}

fn lines(taking: &mut Taking<'_>, member: &Member, files: &Files<'_>) -> Result<(), Refusal> {
    if member.size > LINES_BYTES_MAX {
        return Err(Refusal::new("it is too large: 1 GiB is the most"));
    }
    let mut input = BufReader::with_capacity(64 * 1024, taking.archive.reader(member)?);
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        (&mut input)
            .take(LINE_BYTES_MAX + 1)
            .read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(());
        }
        number += 1;
        let place = format!("line {number}");
        if line.len() as u64 > LINE_BYTES_MAX {
            taking.refuse(&place, "it is longer than 8 MiB");
            // The rest of it belongs to it.
            while !line.ends_with(b"\n") && !line.is_empty() {
                line.clear();
                (&mut input).take(1 << 20).read_until(b'\n', &mut line)?;
            }
            continue;
        }
        let bytes = line
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&line)
            .trim_ascii();
        if bytes.is_empty() {
            continue;
        }
        if let Some(why) = record(taking, bytes, files, &place)?.err() {
            taking.refuse(&place, &why);
        }
    }
}

/// The mistake by its column: the line that the parser counts is the one it was given.
fn no_json(error: &serde_json::Error) -> String {
    format!("{} at column {}", said(error), error.column())
}

fn record(
    taking: &mut Taking<'_>,
    line: &[u8],
    files: &Files<'_>,
    place: &str,
) -> Result<Result<(), String>, Refusal> {
    let read: Record = match serde_json::from_slice(line) {
        Ok(read) => read,
        Err(error) => return Ok(Err(no_json(&error))),
    };
    if !["", "entry"].contains(&read.kind.as_str()) {
        return Ok(sheet(taking, line, read));
    }
    let mut fields: EntryFields = match serde_json::from_slice(line) {
        Ok(fields) => fields,
        Err(error) => return Ok(Err(no_json(&error))),
    };
    let named = std::mem::take(&mut fields.files);
    let Some(when) = fields.when.zoned() else {
        let written = shown(fields.when.as_str());
        return Ok(Err(format!("“{written}” is no moment with its zone")));
    };
    if let Err(why) = believed(when.clone()) {
        return Ok(Err(why));
    }
    if let Err(why) = fields.check() {
        return Ok(Err(why.to_string()));
    }
    if fields.is_empty() && named.is_empty() && read.id.is_none() {
        taking.leave("entries with nothing in them", place);
        return Ok(Ok(()));
    }
    for file in named {
        match files.find(file.sha256.as_bytes()) {
            Some(member) => taking.attach(Attachment {
                name: file.name,
                bytes: member.size,
                caption: file.caption,
                sha256: Some(*file.sha256.as_bytes()),
                member: member.name.clone(),
                base64: None,
            }),
            None if taking.archive.is_alone => {
                taking.is_absent(&file.name);
                taking.leave(
                    "files of entries: `still export --archive` brings them along",
                    place,
                );
            }
            None => taking.file(None, &file.name, place),
        }
    }
    let absent = taking.only_absent();
    if fields.is_empty() {
        fields.body = absent;
    }
    let deleted = read.deleted.is_some();
    let id = read.id.unwrap_or_default();
    let entry = taking.push(place, &when, id, fields, deleted)?;
    entry.kept_sentences = read.kept_sentences;
    Ok(Ok(()))
}

fn sheet(taking: &mut Taking<'_>, line: &[u8], read: Record) -> Result<(), String> {
    let sheets = match read.kind.as_str() {
        "worksheet" => &mut taking.worksheets,
        "definition" => &mut taking.definitions,
        "journey" => &mut taking.journeys,
        "note" => &mut taking.notes,
        other => {
            return Err(format!(
                "“{}” is neither entry, worksheet, definition, journey nor note",
                shown(other)
            ));
        }
    };
    let row: SheetRow = serde_json::from_slice(line).map_err(|error| no_json(&error))?;
    let id = read.id.unwrap_or_default();
    sheets.push(Sheet { id, row });
    Ok(())
}
