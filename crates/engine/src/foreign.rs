//! Decoders of the engine's own values that are private otherwise, for the fuzz bodies: bytes in, and what the encoder
//! makes of what was read out; `None` for what is refused.

use vault::StoredKind;

use crate::replies::file;
use crate::rows::{Entries, PageEntry};

/// An entry's value as it lies in a page.
pub fn page_entry(bytes: &[u8]) -> Option<Vec<u8>> {
    PageEntry::read(bytes)?;
    let row = vault::Row {
        bytes: bytes.to_vec(),
        ..vault::Row::default()
    };
    let travelled = Entries.encode_row(&row);
    Entries.decode_row(&travelled).map(|row| row.bytes)
}

/// The value of an entry as it travels, as it lies in a page.
pub fn travelled_entry(json: &[u8]) -> Option<Vec<u8>> {
    Entries.decode_row(json).map(|row| row.bytes)
}

/// The notes of an opened reply, each with the name of its item.
pub fn reply(plain: &[u8]) -> Option<Vec<(String, String)>> {
    let notes = file::parse(plain).ok()?.notes.into_iter();
    Some(notes.map(|note| (note.item, note.text)).collect())
}
