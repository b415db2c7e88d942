//! What keeps its name in a share while its publications come and go: an item is named by a secret of the share and
//! the id of what is published, so that a reader can speak of it and nobody can tell which document it comes from.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use journal::{Definition, EntryRow, FieldValue, ITEM_FIELD, ITEM_KEY, Row, SheetRow};
use sha2::Sha256;

/// Bytes of an item's name; as text 16 characters.
const ITEM_BYTES: usize = 10;

/// The name of the item that publishes what has the id `source`, by the secret of its share.
pub(crate) fn item_name(secret: &[u8; 32], source: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(source);
    let name: [u8; 32] = mac.finalize().into_bytes().into();
    BASE32_NOPAD.encode(&name[..ITEM_BYTES]).to_lowercase()
}

/// Whether a worksheet of this definition can carry an item's name: not if it asks a question by that name itself.
pub(crate) fn carries_item(definition: Option<&Definition>) -> bool {
    definition.is_none_or(|definition| definition.field(ITEM_FIELD).is_none())
}

/// The item that a published entry is; `None` for publications of earlier programs.
pub(crate) fn of_entry(row: &EntryRow) -> Option<&str> {
    row.extra.get(ITEM_KEY)?.as_str()
}

/// Takes the item that a published worksheet is out of its answers.
pub(crate) fn take(row: &mut SheetRow, definition: Option<&Definition>) -> Option<String> {
    if !carries_item(definition) {
        return None;
    }
    match row.fields.0.remove(ITEM_FIELD)? {
        FieldValue::Line(item) => Some(item),
        _ => None,
    }
}

/// The row without its item's name, which makes no difference to what a reader sees.
pub(crate) fn without_item(mut row: Row, carries: bool) -> Row {
    match &mut row {
        Row::Entry(row) => {
            row.extra.remove(ITEM_KEY);
        }
        Row::Sheet(row) if carries => {
            row.fields.0.remove(ITEM_FIELD);
        }
        Row::Sheet(_) => {}
    }
    row
}
