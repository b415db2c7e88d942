//! The JSON of files of entries.

use engine::HeldFile;
use serde_json::{Value, json};

/// Files with the entries that have them, without what opens them.
pub(crate) fn files_shape(files: &[HeldFile]) -> Value {
    let shape = |held: &HeldFile| {
        json!({
            "entry": held.entry.id, "id": held.file.id, "name": held.file.name,
            "type": held.file.media_type, "bytes": held.file.bytes,
            "sha256": held.file.sha256.to_string(), "caption": held.file.caption,
            "here": held.missing == 0,
        })
    };
    files.iter().map(shape).collect()
}
