//! The imports of this device: a sealed list of them, and for each of its transactions which entries it brought. Neither
//! travels.

use journal::{DOC_ID_CHARS, DocId};
use serde::{Deserialize, Serialize};
use vault::{Plaintext, SpaceWriter};

use super::rows::ImportView;
use crate::Error;

/// The list.
pub(super) const LIST: &str = "imports";
/// Most imports that are remembered; the oldest go first.
const IMPORTS_MAX: usize = 1_000;
/// Bytes of the opened list, and of one part.
pub(super) const BYTES_MAX: usize = 1 << 20;

/// One import.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Import {
    pub(super) number: u32,
    pub(super) at: i64,
    pub(super) kind: String,
    /// A hash of all that was to be taken in, by which one that was broken off is known again.
    pub(super) digest: String,
    pub(super) entries: usize,
    pub(super) parts: u32,
    pub(super) finished: bool,
    pub(super) taken_back: bool,
}

impl Import {
    pub(super) fn view(&self) -> ImportView {
        ImportView {
            number: self.number,
            at: self.at,
            kind: self.kind.clone(),
            entries: self.entries,
            finished: self.finished,
            taken_back: self.taken_back,
        }
    }

    /// The names of its parts.
    pub(super) fn part_names(&self) -> impl Iterator<Item = String> {
        let number = self.number;
        (0..self.parts).map(move |part| part_name(number, part))
    }
}

fn part_name(number: u32, part: u32) -> String {
    format!("import/{number}/{part}")
}

/// The list as it was noted; empty where it cannot be read.
pub(super) fn list(noted: Option<&Plaintext>) -> Vec<Import> {
    noted
        .and_then(|noted| serde_json::from_slice(noted.as_bytes()).ok())
        .unwrap_or_default()
}

/// The entries of a part.
pub(super) fn documents(noted: Option<&Plaintext>) -> Vec<DocId> {
    let Some(noted) = noted else {
        return Vec::new();
    };
    let ids = noted.as_bytes().chunks_exact(16);
    ids.filter_map(|id| Some(DocId::from_bytes(id.try_into().ok()?)))
        .collect()
}

/// The import that goes on: one that was broken off, or a new one.
pub(super) fn go_on(write: &SpaceWriter<'_, '_>, begun: &Import) -> Result<Import, Error> {
    let all = list(write.note(LIST, BYTES_MAX)?.as_ref());
    let is_same = |known: &&Import| known.digest == begun.digest && !known.finished;
    if let Some(known) = all.iter().rev().find(is_same) {
        return Ok(known.clone());
    }
    let last = all.iter().map(|known| known.number).max();
    Ok(Import {
        number: last.unwrap_or(0) + 1,
        ..begun.clone()
    })
}

/// Writes an import into the list, and the entries that a transaction brought.
pub(super) fn keep(
    write: &mut SpaceWriter<'_, '_>,
    import: &mut Import,
    brought: &[DocId],
) -> Result<(), Error> {
    if !brought.is_empty() {
        let ids: Vec<u8> = brought.iter().flat_map(|id| *id.as_bytes()).collect();
        write.set_note(&part_name(import.number, import.parts), &ids)?;
        import.parts += 1;
        import.entries += brought.len();
    }
    let mut all = list(write.note(LIST, BYTES_MAX)?.as_ref());
    all.retain(|known| known.number != import.number);
    all.push(import.clone());
    let over = all.len().saturating_sub(IMPORTS_MAX);
    all.drain(..over);
    let noted = serde_json::to_vec(&all).map_err(|error| Error::Invalid(error.to_string()))?;
    write.set_note(LIST, &noted)
}

/// The document that a text names, if it can be the whole id of one.
pub(super) fn own_id(text: &str) -> Option<DocId> {
    if text.len() != DOC_ID_CHARS {
        return None;
    }
    match DocId::prefix_bounds(text) {
        Ok((first, last)) if first == last => Some(first),
        _ => None,
    }
}
