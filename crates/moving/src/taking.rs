//! What readers hand over becomes entries here, by one set of rules; and is counted.

use std::collections::BTreeSet;

use data_encoding::HEXLOWER;
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};
use journal::{
    BODY_BYTES_MAX, EntryFields, FILE_BYTES_MAX, FILES_BYTES_MAX, FILES_MAX, LABELS_MAX, Label,
    MOOD_MAX, MOOD_MIN, TITLE_CHARS_MAX,
};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use crate::archive::{Archive, Member};
use crate::json::Object;
use crate::limits::{ENTRIES_MAX, ID_BYTES_MAX, PASSED_OVER_BYTES_MAX, TEXTS_BYTES_MAX};
use crate::moved::{Attachment, Entry, Sheet};
use crate::options::Options;
use crate::refusal::{Refusal, shown};
use crate::report::{Report, count};
use crate::text::{decode, decode_json};

/// An entry as a reader found it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// Its id there; empty where there is none, and then what it says is its id.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) tags: Vec<String>,
    pub(crate) star: bool,
    /// Taken only if the person wants it.
    pub(crate) mood: Option<u8>,
    /// Taken only if the person wants it.
    pub(crate) emotions: Vec<String>,
    pub(crate) deleted: bool,
    /// Whether it has attachments, which make an entry of it where nothing else is said.
    pub(crate) has_files: bool,
}

impl Draft {
    fn is_empty(&self) -> bool {
        let says = !self.title.trim().is_empty() || !self.body.trim().is_empty();
        let is_word = |word: &String| !word.trim().is_empty();
        let labels = self.tags.iter().any(is_word) || self.emotions.iter().any(is_word);
        !(says || labels || self.star || self.mood.is_some() || self.has_files)
    }
}

/// What is collected of an archive.
pub(crate) struct Taking<'a> {
    pub(crate) options: &'a Options,
    pub(crate) archive: &'a Archive,
    pub(crate) report: Report,
    pub(crate) entries: Vec<Entry>,
    pub(crate) worksheets: Vec<Sheet>,
    pub(crate) definitions: Vec<Sheet>,
    pub(crate) journeys: Vec<Sheet>,
    pub(crate) notes: Vec<Sheet>,
    /// Files of the entry that is read now.
    files: Vec<Attachment>,
    /// The names of those that cannot come along.
    absent: Vec<String>,
    ids: BTreeSet<String>,
    bytes: u64,
    /// Bytes that will be unpacked only to come to attachments.
    passed_over: u64,
}

impl<'a> Taking<'a> {
    pub(crate) fn new(options: &'a Options, archive: &'a Archive) -> Self {
        let zone = options.zone();
        let report = Report {
            zone: zone.iana_name().map_or_else(
                || {
                    options
                        .now
                        .with_time_zone(zone.clone())
                        .offset()
                        .to_string()
                },
                str::to_owned,
            ),
            ..Report::default()
        };
        Self {
            options,
            archive,
            report,
            entries: Vec::new(),
            worksheets: Vec::new(),
            definitions: Vec::new(),
            journeys: Vec::new(),
            notes: Vec::new(),
            files: Vec::new(),
            absent: Vec::new(),
            ids: BTreeSet::new(),
            bytes: 0,
            passed_over: 0,
        }
    }

    pub(crate) fn zone_here(&self) -> TimeZone {
        self.options.zone()
    }

    /// Something was taken otherwise than it stands there.
    pub(crate) fn changed(&mut self, how: &str, place: &str) {
        count(&mut self.report.changed, how, place);
    }

    /// Something has no place here.
    pub(crate) fn leave(&mut self, what: &str, place: &str) {
        count(&mut self.report.not_carried, what, place);
    }

    /// What of an object nobody asked for has no place here.
    pub(crate) fn leave_rest(&mut self, object: &Object<'_>, place: &str) {
        for key in object.rest() {
            self.leave(&key, place);
        }
    }

    /// An entry cannot be taken.
    pub(crate) fn refuse(&mut self, place: &str, why: &str) {
        self.report.refuse(place, why);
    }

    /// Takes an entry, or says why not.
    pub(crate) fn take_or_refuse(
        &mut self,
        place: &str,
        read: Result<(Zoned, Draft), String>,
    ) -> Result<(), Refusal> {
        match read {
            Ok((when, draft)) => self.take(place, &when, draft),
            Err(why) => {
                self.files.clear();
                self.absent.clear();
                self.refuse(place, &why);
                Ok(())
            }
        }
    }

    /// Takes an entry.
    pub(crate) fn take(
        &mut self,
        place: &str,
        when: &Zoned,
        mut draft: Draft,
    ) -> Result<(), Refusal> {
        let files = std::mem::take(&mut self.files);
        let mut absent = std::mem::take(&mut self.absent);
        if draft.deleted && !self.options.deleted {
            self.leave("entries in the bin there", place);
            return Ok(());
        }
        if draft.is_empty() {
            self.leave("entries with nothing in them", place);
            return Ok(());
        }
        let (title, body) = titled(&draft.title, std::mem::take(&mut draft.body));
        let mut fields = EntryFields {
            title,
            star: draft.star,
            tags: self.tags(&draft.tags, place),
            mood: self.mood(draft.mood, place),
            emotions: self.emotions(&draft.emotions, place),
            ..EntryFields::default()
        };
        let mut rest = body.as_str();
        let mut part = 0_i64;
        loop {
            let (piece, after) = cut(rest);
            let id = match part {
                0 => draft.id.clone(),
                _ if draft.id.is_empty() => String::new(),
                part => format!("{}/{}", draft.id, part + 1),
            };
            let moment = when.saturating_add(part.milliseconds());
            fields.body = piece.to_owned();
            fields.when = (&moment).into();
            if part == 0 {
                self.files = self.fitting(&files, place);
                absent.append(&mut self.absent);
                // An entry of files alone is not empty without them: it says which it had.
                if fields.is_empty() && self.files.is_empty() {
                    fields.body = absent.join("\n");
                }
            }
            self.push(place, &moment, id, fields.clone(), draft.deleted)?;
            if after.is_empty() {
                return Ok(());
            }
            if part == 0 {
                self.changed("a text above 1 MiB, divided into several entries", place);
                fields.title = String::new();
            }
            rest = after;
            part += 1;
        }
    }

    /// Takes in an entry as it is.
    pub(crate) fn push(
        &mut self,
        place: &str,
        when: &Zoned,
        id: String,
        fields: EntryFields,
        deleted: bool,
    ) -> Result<&mut Entry, Refusal> {
        self.bytes += (fields.body.len() + fields.title.len()) as u64;
        if self.bytes > TEXTS_BYTES_MAX || self.entries.len() >= ENTRIES_MAX {
            return Err(Refusal::helped(
                "there is too much in it: 192 MiB of text and 200 000 entries are the most",
                "take it in in parts, by year or by folder",
            ));
        }
        let hash = likeness(&fields);
        let mut id = match id.len() {
            // Whatever zone is believed of a journal that names none, its entries are the same.
            0 => HEXLOWER.encode(&hash_of(&when.datetime().to_string(), &fields)[..16]),
            ID_BYTES_MAX.. => HEXLOWER.encode(&Sha256::digest(&id)),
            _ => id,
        };
        // What stands there twice is two entries, and the second one of them again the next time.
        let mut again = 1;
        let plain = id.clone();
        while !self.ids.insert(id.clone()) {
            again += 1;
            id = format!("{plain}#{again}");
        }
        self.report.count_entry(when.date());
        let files = std::mem::take(&mut self.files);
        self.report.files.found += files.len();
        self.report.files.bytes += files.iter().map(|file| file.bytes).sum::<u64>();
        let at = self.entries.len();
        self.entries.push(Entry {
            id,
            hash,
            fields,
            deleted,
            kept_sentences: Vec::new(),
            files,
            place: place.to_owned(),
        });
        Ok(&mut self.entries[at])
    }

    /// An attachment of the entry that is read now, and taken next.
    pub(crate) fn file(&mut self, member: Option<&Member>, name: &str, place: &str) {
        let Some(member) = member else {
            self.report.files.missing.add(&format!("{name} ({place})"));
            self.is_absent(name);
            return;
        };
        // A name without its ending opens in no program.
        let name = if name.trim().is_empty() || name == member.stem() {
            member.base()
        } else {
            name
        };
        // What an entry names twice it has once.
        if self.files.iter().any(|known| known.member == member.name) {
            return;
        }
        self.attach(Attachment {
            name: name.to_owned(),
            bytes: member.size,
            caption: String::new(),
            sha256: None,
            member: member.name.clone(),
            base64: None,
        });
    }

    /// The same, of which more is known.
    pub(crate) fn attach(&mut self, file: Attachment) {
        self.files.push(file);
    }

    /// The same, of one that stands in a text of others; whether it is not too far in it to be come to.
    pub(crate) fn attach_within(&mut self, file: Attachment, member: &Member, at: u64) -> bool {
        let passed_over = self.passed_over + self.archive.passed_over(member, at);
        let is_near = passed_over <= PASSED_OVER_BYTES_MAX;
        if is_near {
            self.passed_over = passed_over;
            self.attach(file);
        }
        is_near
    }

    /// A file of the entry that is read now that cannot come along.
    pub(crate) fn is_absent(&mut self, name: &str) {
        let name = if name.trim().is_empty() { "file" } else { name };
        self.absent.push(format!("[{}]", shown(name)));
    }

    /// What is said of an entry with nothing in it but files that cannot come along.
    pub(crate) fn only_absent(&mut self) -> String {
        let absent = std::mem::take(&mut self.absent);
        match self.files.is_empty() {
            true => absent.join("\n"),
            false => String::new(),
        }
    }

    /// Those files that one entry can have.
    fn fitting(&mut self, files: &[Attachment], place: &str) -> Vec<Attachment> {
        let mut fit: Vec<Attachment> = Vec::new();
        let mut bytes = 0;
        for file in files {
            let where_it_is = format!("{} ({place})", file.name);
            if file.bytes > FILE_BYTES_MAX {
                self.leave("attachments above 100 MiB", &where_it_is);
                self.is_absent(&file.name);
            } else if fit.len() >= FILES_MAX || bytes + file.bytes > FILES_BYTES_MAX {
                self.leave("attachments above 64, or 1 GiB, of one entry", &where_it_is);
                self.is_absent(&file.name);
            } else {
                bytes += file.bytes;
                fit.push(file.clone());
            }
        }
        fit
    }

    /// The text of a member, however it is encoded.
    pub(crate) fn text(&mut self, member: &Member) -> Result<String, Refusal> {
        let decoded = decode(self.archive.read(member)?, &member.name)?;
        if let Some(line) = decoded.guessed {
            let said = format!("characters guessed as Windows-1252, such as in “{line}”");
            self.changed(&said, &member.name);
        }
        Ok(decoded.text)
    }

    /// The text of a member that is JSON.
    pub(crate) fn json(&mut self, member: &Member) -> Result<String, Refusal> {
        decode_json(self.archive.read(member)?, &member.name)
    }

    fn tags(&mut self, tags: &[String], place: &str) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for tag in tags {
            let words: Vec<&str> = tag.split_whitespace().collect();
            let joined: String = words.join("-").nfc().collect();
            let bare = joined.trim_start_matches(['#', '@']);
            if bare.is_empty() || Label::Tag.is_among(&kept, bare) {
                continue;
            }
            match Label::Tag.checked(bare) {
                Ok(tag) if kept.len() < LABELS_MAX => kept.push(tag),
                _ => self.leave("tags above 64, or of more than 64 characters", place),
            }
        }
        kept
    }

    fn mood(&mut self, mood: Option<u8>, place: &str) -> Option<u8> {
        let mood = mood.filter(|mood| (MOOD_MIN..=MOOD_MAX).contains(mood))?;
        count(&mut self.report.proposed, &format!("mood {mood}"), place);
        self.options.moods.then_some(mood)
    }

    fn emotions(&mut self, emotions: &[String], place: &str) -> Vec<String> {
        let mut kept = Vec::new();
        for emotion in emotions {
            if let Ok(emotion) = Label::Emotion.checked(&emotion.to_lowercase())
                && kept.len() < LABELS_MAX
            {
                count(
                    &mut self.report.proposed,
                    &format!("feeling “{emotion}”"),
                    place,
                );
                kept.push(emotion);
            }
        }
        if self.options.moods { kept } else { Vec::new() }
    }
}

/// A title that an entry can have; one that is too long goes to the beginning of the text.
fn titled(title: &str, mut body: String) -> (String, String) {
    let title = title.replace(char::is_control, " ").trim().to_owned();
    let begins = body.len() - body.trim_start_matches('\n').len();
    body.drain(..begins);
    body.truncate(body.trim_end().len());
    if title.chars().count() <= TITLE_CHARS_MAX {
        return (title, body);
    }
    (String::new(), format!("{title}\n\n{body}"))
}

/// As much of a text as an entry holds, and the rest.
fn cut(text: &str) -> (&str, &str) {
    if text.len() <= BODY_BYTES_MAX {
        return (text, "");
    }
    let end = text.floor_char_boundary(BODY_BYTES_MAX);
    let line = text[..end].rfind('\n').filter(|at| *at > end / 2);
    text.split_at(line.map_or(end, |at| at + 1))
}

/// What makes two entries the same: a hash of what they say.
pub fn likeness(fields: &EntryFields) -> [u8; 32] {
    hash_of(fields.when.as_str(), fields)
}

fn hash_of(when: &str, fields: &EntryFields) -> [u8; 32] {
    let mut tags = fields.tags.clone();
    tags.sort_unstable();
    let mut hash = Sha256::new();
    let parts = [when, &fields.title, &fields.body];
    for part in parts.into_iter().chain(tags.iter().map(String::as_str)) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.update([u8::from(fields.star)]);
    hash.finalize().into()
}
