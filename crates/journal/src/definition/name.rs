//! Names as definitions give them to fields, lists and choices, and names in messages.

/// Longest id of a field or of a choice, in bytes.
const FIELD_ID_BYTES_MAX: usize = 48;

/// Whether `id` can name a field, a list or a choice: a letter, then letters, digits and `_`, all
/// lowercase ASCII.
pub(crate) fn is_field_id(id: &str) -> bool {
    id.len() <= FIELD_ID_BYTES_MAX
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// At most forty characters of something refused, for an error message.
pub(crate) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
