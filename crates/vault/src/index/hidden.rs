//! Documents that went out of sight with a removal: all that made them was written by the removed device, and nobody who
//! counts had seen it.
//!
//! Named once, at the moment when the index drops them, in a sealed list on this device only. A list that cannot be read
//! is empty: how many records are cut off is counted apart from it.

use std::collections::BTreeSet;

use journal::document::DocId;
use replica::{LogId, Purpose};
use serde::{Deserialize, Serialize};
use store::{Tables, Writer};

use super::page::{Directory, decode_page};
use super::progress::AtStake;
use super::{run, sealed_list};
use crate::kind::{self, Kinds};
use crate::space::Space;
use crate::{Env, Error};

/// Most documents that are remembered; the oldest go first.
const NOTES_MAX: usize = 1_000;
/// Bytes of the opened list.
const NOTES_BYTES_MAX: usize = 1 << 20;

/// A document that is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) doc: [u8; 16],
    /// Who wrote it.
    pub(super) device: [u8; 32],
    /// When it went, in unix seconds.
    pub(super) at: i64,
    /// Its title or first words.
    pub(super) words: String,
    /// Whether somebody was told.
    pub(super) told: bool,
}

/// The documents in these pages of which something does not count any more, kind by kind.
pub(super) fn at_stake(
    tables: &impl Tables,
    space: &Space,
    kinds: &Kinds,
    dir: &Directory,
    counts: impl Fn(LogId, u64) -> bool,
) -> Vec<AtStake> {
    let mut found = Vec::new();
    if space.membership.purpose() != Some(Purpose::Home) {
        return found;
    }
    for page in dir.all_pages() {
        // What cannot be read cannot be named, which must keep nothing else from it.
        let Ok(plain) = run::read_page(tables, space, &page.id) else {
            continue;
        };
        for item in decode_page(plain.as_bytes()).unwrap_or_default() {
            let refs = item.refs.iter();
            let mut logs = refs.filter_map(|(log, number, _)| Some((dir.log(*log)?, *number)));
            let Some((log, _)) = logs.find(|(log, number)| !counts(*log, *number)) else {
                continue;
            };
            let kind = kind::of(kinds, item.kind);
            let words = kind.and_then(|kind| kind.words(item.row));
            if let Some(words) = words.filter(|_| !item.deleted) {
                found.push(AtStake::new(item.id(), log.device, words));
            }
        }
    }
    found
}

/// Remembers documents that went.
pub(super) fn keep(
    writer: &mut Writer,
    space: &Space,
    dir: &Directory,
    env: &Env,
    gone: Vec<AtStake>,
) -> Result<(), Error> {
    if gone.is_empty() {
        return Ok(());
    }
    let mut notes = read(writer, space, dir)?;
    // One that had come back is told of again.
    let docs: BTreeSet<_> = gone.iter().map(AtStake::doc).collect();
    notes.retain(|note| !docs.contains(&DocId::from_bytes(note.doc)));
    notes.extend(gone.into_iter().map(|gone| Note {
        doc: *gone.doc().as_bytes(),
        device: *gone.device().as_bytes(),
        at: env.unix(),
        words: gone.words,
        told: false,
    }));
    let over = notes.len().saturating_sub(NOTES_MAX);
    notes.drain(..over);
    write(writer, space, &notes)
}

/// Those that are still out of sight, oldest first: whoever builds on one of them brings it back.
pub(super) fn read(
    tables: &impl Tables,
    space: &Space,
    dir: &Directory,
) -> Result<Vec<Note>, Error> {
    let mut hidden = Vec::new();
    for note in sealed_list::read::<Note>(tables, space.keys()?, &key(space), NOTES_BYTES_MAX)? {
        if dir.page_of(tables, space.tag, &note.doc)?.is_none() {
            hidden.push(note);
        }
    }
    Ok(hidden)
}

pub(super) fn write(writer: &mut Writer, space: &Space, notes: &[Note]) -> Result<(), Error> {
    sealed_list::write(writer, space.keys()?, &key(space), NOTES_BYTES_MAX, notes)
}

pub(crate) fn key(space: &Space) -> String {
    format!("hidden/{}", space.tag)
}
