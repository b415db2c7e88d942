//! Entries that went out of sight with a removal: all that made them was written by the removed device, and nobody who
//! counts had seen it.
//!
//! Named once, at the moment when the index drops them, in a sealed list on this device only. A list that cannot be read
//! is empty: how many records are cut off is counted apart from it.

use jiff::Timestamp;
use journal::DocId;
use replica::{DeviceId, LogId, Purpose};
use serde::{Deserialize, Serialize};
use store::{Access, Check, Store, Tables, Writer};

use crate::links::first;
use crate::page::{Directory, PageEntry, PageRow, decode_page};
use crate::space::Space;
use crate::vault::Vault;
use crate::views::HiddenEntry;
use crate::{Env, Error, run};

/// Most entries that are remembered; the oldest go first.
const NOTES_MAX: usize = 1_000;
/// Bytes of the opened list.
const NOTES_BYTES_MAX: usize = 1 << 20;
/// Characters of an id that are shown.
const ID_CHARS: usize = 6;

/// An entry that is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    doc: [u8; 16],
    /// Who wrote it.
    device: [u8; 32],
    /// When it went, in unix seconds.
    at: i64,
    /// Its title or first words.
    words: String,
    /// Whether somebody was told.
    told: bool,
}

/// An entry that may go.
pub(crate) struct AtStake {
    pub(crate) doc: DocId,
    device: DeviceId,
    words: String,
}

/// The entries in these pages of which something does not count any more, in the order of the moments they are about.
pub(crate) fn at_stake(
    tables: &impl Tables,
    space: &Space,
    dir: &Directory,
    counts: impl Fn(LogId, u64) -> bool,
) -> Result<Vec<AtStake>, Error> {
    let mut found = Vec::new();
    if space.membership.purpose() != Some(Purpose::Home) {
        return Ok(found);
    }
    for page in &dir.entries {
        let plain = run::read_page(tables, space, &page.id)?;
        for item in decode_page(plain.as_bytes()).map_err(|_| run::damaged_page())? {
            let PageRow::Entry(entry) = &item.row else {
                continue;
            };
            let logs = item
                .refs
                .iter()
                .filter_map(|(log, number, _)| Some((dir.log(*log)?, *number)));
            let lost = logs
                .into_iter()
                .find(|(log, number)| !counts(*log, *number));
            if let Some((log, _)) = lost.filter(|_| entry.deleted.is_none()) {
                found.push(AtStake {
                    doc: DocId::from_bytes(item.id),
                    device: log.device,
                    words: words(entry),
                });
            }
        }
    }
    Ok(found)
}

fn words(entry: &PageEntry<'_>) -> String {
    let title = first(entry.title);
    if title.is_empty() {
        first(entry.body)
    } else {
        title
    }
}

/// Remembers entries that went.
pub(crate) fn keep(
    writer: &mut Writer,
    space: &Space,
    env: &Env,
    gone: Vec<AtStake>,
) -> Result<(), Error> {
    if gone.is_empty() {
        return Ok(());
    }
    let mut notes = read(writer, space)?;
    // One that had come back is told of again.
    notes.retain(|note| gone.iter().all(|entry| *entry.doc.as_bytes() != note.doc));
    notes.extend(gone.into_iter().map(|entry| Note {
        doc: *entry.doc.as_bytes(),
        device: *entry.device.as_bytes(),
        at: env.unix(),
        words: entry.words,
        told: false,
    }));
    let over = notes.len().saturating_sub(NOTES_MAX);
    notes.drain(..over);
    write(writer, space, &notes)
}

/// Those that are still out of sight, oldest first: whoever builds on one of them brings it back.
fn read(tables: &impl Tables, space: &Space) -> Result<Vec<Note>, Error> {
    let Some(sealed) = tables.meta(&key(space))? else {
        return Ok(Vec::new());
    };
    let opened = space.keys()?.open(&sealed, NOTES_BYTES_MAX).ok();
    let notes: Option<Vec<Note>> =
        opened.and_then(|plain| postcard::from_bytes(plain.as_bytes()).ok());
    let mut hidden = Vec::new();
    for note in notes.unwrap_or_default() {
        if tables.doc_page(space.tag, note.doc)?.is_none() {
            hidden.push(note);
        }
    }
    Ok(hidden)
}

fn write(writer: &mut Writer, space: &Space, notes: &[Note]) -> Result<(), Error> {
    let plain = postcard::to_stdvec(notes).expect("such a list always serialises");
    Ok(writer.set_meta(&key(space), &space.keys()?.seal(&plain))?)
}

fn key(space: &Space) -> String {
    format!("hidden/{}", space.tag)
}

/// The device whose removal hid an entry that goes by this beginning of an id, if one did.
pub(crate) fn hidden_by(
    vault: &Vault,
    tables: &impl Tables,
    space: &Space,
    low: DocId,
    high: DocId,
) -> Result<Option<String>, Error> {
    let mut notes = read(tables, space)?.into_iter();
    let named = notes.find(|note| (low..=high).contains(&DocId::from_bytes(note.doc)));
    Ok(named.map(|note| vault.name_of(space, DeviceId::from_bytes(note.device))))
}

impl Vault {
    /// Entries that went out of sight with the removal of the device that wrote them, oldest first.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Refused`] without a journal of its own.
    pub fn hidden_entries(&self) -> Result<Vec<HiddenEntry>, Error> {
        let snapshot = self.home_snapshot()?;
        let space = snapshot.space();
        let notes = read(snapshot.tables(), space)?.into_iter();
        let shown = notes.map(|note| {
            let doc = DocId::from_bytes(note.doc);
            HiddenEntry {
                id: doc.to_string(),
                short: doc.shorten(ID_CHARS),
                words: note.words,
                device: self.name_of(space, DeviceId::from_bytes(note.device)),
                at: Timestamp::from_second(note.at).unwrap_or(Timestamp::UNIX_EPOCH),
                told: note.told,
            }
        });
        Ok(shown.collect())
    }

    /// Remembers that somebody was told of these entries.
    ///
    /// # Errors
    /// As [`Vault::hidden_entries`], and what the disk says.
    pub fn told_of_hidden(&self, entries: &[HiddenEntry]) -> Result<(), Error> {
        if entries.iter().all(|entry| entry.told) {
            return Ok(());
        }
        let home = self.own_space()?;
        let tell = |store: &Store| {
            let mut writer = store.write()?;
            let space = self.space(&writer, home)?;
            let mut notes = read(&writer, &space)?;
            for note in &mut notes {
                let id = DocId::from_bytes(note.doc).to_string();
                note.told |= entries.iter().any(|entry| entry.id == id);
            }
            write(&mut writer, &space, &notes)?;
            Ok(writer.commit()?)
        };
        if self.writable {
            return tell(&self.store);
        }
        let (path, waiting) = (self.folder.database(), self.env.waiting());
        tell(&Store::open_with(
            &path,
            Access::Write,
            Check::Quick,
            waiting,
        )?)
    }
}
