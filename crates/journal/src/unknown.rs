//! What a document holds that this version does not understand. It is kept in the document whatever it is; its row shows
//! a bounded part of it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// Bytes of JSON, keys included, that a row shows of what is not understood.
const BYTES_MAX: usize = 64 << 10;

/// Collects what is not understood, by document key.
#[derive(Debug, Default)]
pub(crate) struct Unknown {
    pub(crate) values: BTreeMap<String, Json>,
    bytes: usize,
}

impl Unknown {
    /// Takes in one value, unless it is too much.
    pub(crate) fn take(&mut self, key: &str, value: Json) {
        // A text of control characters is written with six bytes each, so that little is read of a long one.
        let bytes = key.len() + value.as_str().map_or(0, str::len);
        if self.bytes + bytes > BYTES_MAX {
            return;
        }
        let bytes = key.len() + value.to_string().len();
        if self.bytes + bytes <= BYTES_MAX {
            self.bytes += bytes;
            self.values.insert(key.to_owned(), value);
        }
    }
}
