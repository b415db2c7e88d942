//! What takes the space in a vault's file.

use replica::{Class, Record, SpaceId};
use store::{Tables, View};

use crate::Error;
use crate::exchange::branches::branches;
use crate::space::{READ_BYTES, Space};
use crate::vault::{Meta, Vault};
use crate::write::payload::Slot;

/// What something takes in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Takes {
    /// How many there are.
    pub count: u64,
    /// Bytes.
    pub bytes: u64,
}

impl Takes {
    fn add(&mut self, bytes: usize) {
        self.count += 1;
        self.bytes += bytes as u64;
    }
}

/// See the module. All of it are bytes of `vault.redb`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Room {
    /// The whole file.
    pub file: u64,
    /// Records of all spaces, with what the database adds.
    pub records: Takes,
    /// Of what data records hold once they are opened: rows that came along, and bytes of all of it. `None` while locked.
    pub rows: Option<(Takes, u64)>,
    /// Pages and directories.
    pub pages: Takes,
    /// Saved documents and tips.
    pub saved: Takes,
    /// Everything else that is held.
    pub other: u64,
    /// What the file has room for.
    pub free: u64,
}

impl Vault {
    /// What takes the space in the vault's file. Opens every record, if the vault is unlocked.
    ///
    /// # Errors
    /// [`Error::Damaged`]; what the disk says.
    pub fn room(&self) -> Result<Room, Error> {
        let view = self.store.read()?;
        let file = self.folder.disk().size(&self.folder.database());
        let mut room = Room {
            file: file.map_err(|error| Error::reading("vault.redb", error))?,
            rows: self.is_unlocked().then(Default::default),
            ..Room::default()
        };
        let mut held = 0;
        for table in view.taken()? {
            held += table.bytes;
            if table.table == "records" {
                room.records = Takes {
                    count: table.rows,
                    bytes: table.bytes,
                };
            }
        }
        let ids: Vec<SpaceId> = Meta::read(&view)?.spaces().collect();
        for id in ids {
            let space = self.space(&view, id)?;
            view.each_cache(space.tag, |key, sealed| match key.first() {
                Some(b's' | b't') => room.saved.add(sealed.len()),
                _ => room.pages.add(sealed.len()),
            })?;
            if let Some(rows) = &mut room.rows
                && space.keys.is_some()
            {
                add_rows(&view, &space, rows)?;
            }
        }
        let known = room.records.bytes + room.pages.bytes + room.saved.bytes;
        room.other = held.saturating_sub(known);
        room.free = room.file.saturating_sub(held);
        Ok(room)
    }
}

/// Adds what the data records of a space hold; those that do not open are passed over.
fn add_rows(view: &View, space: &Space, (rows, all): &mut (Takes, u64)) -> Result<(), Error> {
    let branches = branches(view, space.tag)?;
    for (log, head) in view.heads(space.tag)? {
        let mut next = branches.first(log);
        while log.class == Class::Data && next <= head.number {
            let batch = view.records(space.tag, log, next, READ_BYTES)?;
            if batch.is_empty() {
                break;
            }
            next += batch.len() as u64;
            for record in batch.iter().filter_map(|bytes| Record::decode(bytes).ok()) {
                let docs = space
                    .payload(&record)
                    .map_or_else(|_| Vec::new(), |payload| payload.docs);
                *all += docs.iter().map(Slot::size).sum::<usize>() as u64;
                let there = docs.iter().filter(|slot| !slot.row.is_empty());
                there.for_each(|slot| rows.add(slot.row.len()));
            }
        }
    }
    Ok(())
}
