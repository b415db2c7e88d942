//! Day One's zip: `Journal.json`, and `photos/` with files that are named by their MD5. A text is Markdown there: each mark of it has a
//! backslash before it, so that it reads as it was typed.

use std::collections::BTreeSet;
use std::io::{self, Write};

use data_encoding::{HEXLOWER, HEXUPPER};
use jiff::Zoned;
use journal::{EntryField, EntryFile};
use md5::Md5;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::carried::{Carried, LINE_ENDS, Leaving, unix};
use super::zip::Zip;

/// Marks that Markdown may act on.
const MARKS: &str = "\\`*_{}[]()#+-.!<>|~&=";
/// What has a place there; files are counted one by one.
const PLACES: [EntryField; 6] = [
    EntryField::When,
    EntryField::Title,
    EntryField::Text,
    EntryField::Tags,
    EntryField::Star,
    EntryField::Files,
];

/// A file of an entry, for a form that takes photographs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Photograph {
    /// The picture without what it says of place, camera and time.
    Clean(Vec<u8>),
    /// Not, or not whole, on this device.
    Absent,
    /// A picture from which that cannot be taken out, so that it does not leave.
    NotClean,
    /// No picture.
    Other,
}

#[derive(Serialize)]
struct Journal {
    metadata: Metadata,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Metadata {
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    uuid: String,
    /// UTC, in whole seconds.
    creation_date: String,
    time_zone: String,
    text: String,
    tags: Vec<String>,
    starred: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    photos: Vec<Photo>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Photo {
    identifier: String,
    md5: String,
    #[serde(rename = "type")]
    kind: &'static str,
    filename: String,
    order_in_entry: usize,
}

/// Writes entries as a zip of Day One. `photograph` gives what a file of an entry is; its bytes are not kept.
///
/// # Errors
/// Those of `out` and of `photograph`.
pub fn day_one(
    entries: &[Leaving<'_>],
    photograph: &mut dyn FnMut(&EntryFile) -> io::Result<Photograph>,
    out: &mut dyn Write,
) -> io::Result<Carried> {
    let mut carried = Carried::default();
    let mut zip = Zip::new(out);
    let mut known = BTreeSet::new();
    let mut written = Vec::new();
    for leaving in entries {
        let Some(at) = leaving.fields.when.zoned() else {
            carried.leaves("entries whose moment cannot be read", 1);
            continue;
        };
        let mut photos = Vec::new();
        for file in &leaving.fields.files {
            let Some(picture) = carried.photograph(file, photograph(file)?) else {
                continue;
            };
            let sum = HEXLOWER.encode(&Md5::digest(&picture));
            let kind = kind(&file.media_type);
            if known.insert(sum.clone()) {
                zip.add(&format!("photos/{sum}.{kind}"), &picture, false)?;
            }
            carried.leaves(
                "lines about photographs",
                usize::from(!file.caption.is_empty()),
            );
            photos.push(Photo {
                identifier: named(&[leaving.id, &file.id]),
                md5: sum,
                kind,
                filename: file.name.clone(),
                order_in_entry: photos.len(),
            });
        }
        carried.leaves_rest(leaving.fields, &PLACES);
        carried.entries += 1;
        written.push(entry(leaving, &at, photos, &mut carried));
    }
    let journal = Journal {
        metadata: Metadata { version: "1.0" },
        entries: written,
    };
    zip.add("Journal.json", &serde_json::to_vec_pretty(&journal)?, true)?;
    zip.finish()?;
    Ok(carried)
}

impl Carried {
    /// The bytes of a photograph that comes along; of everything else why it does not is counted.
    pub fn photograph(&mut self, file: &EntryFile, found: Photograph) -> Option<Vec<u8>> {
        match found {
            Photograph::Clean(picture) => {
                self.files += 1;
                return Some(picture);
            }
            Photograph::Absent => self.absent.push(file.name.clone()),
            Photograph::NotClean => self.leaves(
                "pictures from which place and camera cannot be taken out",
                1,
            ),
            Photograph::Other => self.leaves("files that are no photographs", 1),
        }
        None
    }
}

fn entry(leaving: &Leaving<'_>, at: &Zoned, photos: Vec<Photo>, carried: &mut Carried) -> Entry {
    let fields = leaving.fields;
    let (body, ends) = unix(&fields.body);
    carried.changes(LINE_ENDS, ends);
    carried.changes(
        "fractions of seconds, left out",
        usize::from(at.subsec_nanosecond() != 0),
    );
    let mut parts = Vec::new();
    if !fields.title.trim().is_empty() {
        parts.push(format!("# {}", escaped(fields.title.trim())));
    }
    let body = body.trim_start_matches('\n').trim_end();
    if !body.is_empty() {
        parts.push(escaped(body));
    }
    parts.extend(
        photos
            .iter()
            .map(|photo| format!("![](dayone-moment://{})", photo.identifier)),
    );
    let at_utc = at.timestamp();
    Entry {
        uuid: named(&[leaving.id]),
        creation_date: at_utc.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        time_zone: zone(at),
        text: parts.join("\n\n"),
        tags: fields.tags.clone(),
        starred: fields.star,
        photos,
    }
}

/// The zone by its name, or its hours as Day One writes them.
fn zone(at: &Zoned) -> String {
    if let Some(name) = at.time_zone().iana_name() {
        return name.to_owned();
    }
    let seconds = at.offset().seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("GMT{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// 32 digits that are the same whenever the same is written, so that nothing is there twice when it is taken in twice.
fn named(parts: &[&str]) -> String {
    HEXUPPER.encode(&Sha256::digest(parts.join("/"))[..16])
}

/// How Day One calls a kind of picture.
fn kind(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        _ => "jpeg",
    }
}

/// A text of which no character acts as Markdown.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        if MARKS.contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
