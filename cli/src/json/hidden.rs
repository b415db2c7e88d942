//! The JSON of entries that a removal hides.

use engine::views::HiddenEntry;
use serde_json::{Value, json};

/// The JSON of one of them.
pub(crate) fn shape(entry: &HiddenEntry) -> Value {
    json!({
        "id": entry.id, "short": entry.short, "words": entry.words, "device": entry.device,
        "at": entry.at.to_string(),
    })
}
