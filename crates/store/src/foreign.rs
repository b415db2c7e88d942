//! Decoders of the store's values that are private otherwise, for the fuzz bodies.

use replica::Head;

use crate::read::decode_quarantined;
use crate::tables::{decode_head, encode_head};

/// The head of a log as its table holds it; `None` for what is refused.
pub fn head(bytes: &[u8]) -> Option<Head> {
    decode_head(bytes).ok()
}

/// The inverse of [`head`].
pub fn head_bytes(head: Head) -> Vec<u8> {
    encode_head(head)
}

/// How many bytes a row of the quarantine holds of what was refused; `None` where the row itself is.
pub fn quarantined(key: &[u8], value: &[u8]) -> Option<usize> {
    decode_quarantined(key, value)
        .ok()
        .map(|row| row.bytes.len())
}
