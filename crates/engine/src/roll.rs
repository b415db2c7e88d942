//! Which entries there are at one moment, to tell later what came since.

use std::collections::BTreeSet;

use crate::blocking::Entries;
use crate::error::ReadError;

/// Which entries there are, and which of them are in the bin.
#[derive(Debug, Clone, Default)]
pub struct EntryRoll {
    here: BTreeSet<[u8; 16]>,
    in_bin: BTreeSet<[u8; 16]>,
}

/// Entries that are here now and were not before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// Not even in the bin.
    pub new: usize,
    /// In the bin before: somebody brought them back.
    pub restored: usize,
}

impl Entries<'_> {
    /// The entries as they are now. Reads the whole journal.
    ///
    /// # Errors
    /// [`ReadError::Locked`]; [`ReadError::Refused`] without a journal of its own; [`ReadError::Storage`].
    pub fn roll(&self) -> Result<EntryRoll, ReadError> {
        let mut roll = EntryRoll::default();
        self.vault.home_snapshot()?.each_entry(|item, entry| {
            let list = match entry.deleted {
                None => &mut roll.here,
                Some(_) => &mut roll.in_bin,
            };
            list.insert(*item.id().as_bytes());
        })?;
        Ok(roll)
    }
}

impl EntryRoll {
    /// What came since an earlier moment.
    pub fn since(&self, earlier: &Self) -> Arrivals {
        let mut found = Arrivals::default();
        for id in self.here.difference(&earlier.here) {
            if earlier.in_bin.contains(id) {
                found.restored += 1;
            } else {
                found.new += 1;
            }
        }
        found
    }
}
