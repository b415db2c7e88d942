//! Chunks of files that nothing names any more, in no state of any document.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use replica::{Class, Record};
use store::Tables;

use crate::Error;
use crate::exchange::branches::branches;
use crate::space::READ_BYTES;
use crate::vault::Vault;
use crate::write::payload::bytes_max;
use replica::ChunkName;

/// Characters of a chunk's name in a document.
const NAME_CHARS: usize = 64;

impl Vault {
    /// Chunks that came before a moment (seconds since 1970) and that no record of the journal names, with their bytes. Whatever
    /// a record says counts, also what is deferred, cut off or of an earlier state.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Refused`] where not every record can be read, so that it is not known what they name.
    pub fn unused_chunks(&self, before: i64) -> Result<Vec<(ChunkName, u64)>, Error> {
        self.device_keys()?;
        let mut unused: BTreeMap<ChunkName, u64> = self.folder.chunks()?.into_iter().collect();
        unused.retain(|name, _| self.folder.chunk_came(name).is_some_and(|at| at < before));
        if unused.is_empty() {
            return Ok(Vec::new());
        }
        let view = self.store.read()?;
        let home = Self::home_id(&view)?;
        let space = self.space(&view, home)?;
        let keys = space.keys()?;
        let branches = branches(&view, space.tag)?;
        for (log, head) in view.heads(space.tag)? {
            let mut next = branches.first(log);
            while log.class == Class::Data && next <= head.number {
                let batch = view.records(space.tag, log, next, READ_BYTES)?;
                if batch.is_empty() {
                    return Err(Error::damaged(format!("record {next} of a log")));
                }
                for bytes in batch {
                    let opened = Record::decode(&bytes).ok().and_then(|record| {
                        keys.open(&record.body, bytes_max(record.body.len())).ok()
                    });
                    let opened = opened.ok_or_else(unknown)?;
                    forget_named(opened.as_bytes(), &mut unused);
                    next += 1;
                }
            }
        }
        Ok(unused.into_iter().collect())
    }
}

fn unknown() -> Error {
    let why = "some records cannot be read on this device, so that it is not known which files they name; nothing was removed";
    Error::Refused(why.into())
}

/// Takes out what is named in these bytes.
fn forget_named(bytes: &[u8], unused: &mut BTreeMap<ChunkName, u64>) {
    for name in names_in(bytes) {
        unused.remove(&name);
    }
}

/// All that may name a chunk in these bytes. Texts lie in a change as they are, so a name stands there with all its digits.
pub(crate) fn names_in(bytes: &[u8]) -> impl Iterator<Item = ChunkName> {
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let runs = bytes.split(move |byte| !is_digit(byte));
    let names = runs.flat_map(|run| run.windows(NAME_CHARS));
    names.filter_map(|name| ChunkName::try_from(HEXLOWER.decode(name).ok()?).ok())
}
