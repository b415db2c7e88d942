//! One moment of the journal or of a share, with its documents as plain data.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use journal::{DocId, Kind, Row, SheetRow};
use vault::{DeviceId, Item, PageItem, SpaceId};

use crate::rows::{self, PageEntry, SHEETS};
use crate::{Error, Stamp, Vault};

/// A document that is no entry and not in the bin.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) id: DocId,
    pub(crate) kind: Kind,
    pub(crate) row: SheetRow,
    /// Its version.
    pub(crate) stamp: Stamp,
    /// Of a share, the devices that wrote it.
    pub(crate) makers: BTreeSet<DeviceId>,
}

/// See the module.
pub(crate) struct Snapshot {
    inner: vault::Snapshot,
    sheets: OnceLock<Arc<Vec<Sheet>>>,
    /// Whether entries are read more than once.
    keeps_entries: Cell<bool>,
    /// Whether entries are read as they are, whatever their authors say.
    computes_entries: Cell<bool>,
}

impl Deref for Snapshot {
    type Target = vault::Snapshot;

    fn deref(&self) -> &vault::Snapshot {
        &self.inner
    }
}

impl Vault {
    /// A space as it is now.
    pub(crate) fn snapshot(&self, id: SpaceId) -> Result<Snapshot, Error> {
        Ok(Snapshot {
            inner: self.store().snapshot(id)?,
            sheets: OnceLock::new(),
            keeps_entries: Cell::new(false),
            computes_entries: Cell::new(false),
        })
    }

    /// The journal as it is now.
    pub(crate) fn home_snapshot(&self) -> Result<Snapshot, Error> {
        self.snapshot(self.own_space()?)
    }
}

impl Snapshot {
    /// How many entries are not in the bin.
    pub(crate) fn entry_count(&self) -> usize {
        self.count(Kind::Entry.to_byte())
    }

    /// Hands every entry to `each`, oldest first, those in the bin too.
    pub(crate) fn each_entry(
        &self,
        mut each: impl FnMut(&PageItem<'_>, &PageEntry<'_>),
    ) -> Result<(), Error> {
        let each = |item: &PageItem<'_>| {
            if let Some(entry) = PageEntry::read(item.row) {
                each(item, &entry);
            }
        };
        let kind = Kind::Entry.to_byte();
        if self.computes_entries.get() && self.provisional() > 0 {
            self.each_computed(kind, |_| true, each)
        } else if self.keeps_entries.get() {
            self.each_kept(kind, each)
        } else {
            self.each(kind, each)
        }
    }

    /// Says that entries are read to be handed on: what is only known from what another device said of it is computed first.
    pub(crate) fn compute_entries(&self) {
        self.computes_entries.set(true);
    }

    /// Says that all entries are read more than once: what is opened for the first reading serves the others.
    pub(crate) fn keep_entries(&self) {
        self.keeps_entries.set(true);
    }

    /// Every document that is no entry and not in the bin, by id.
    pub(crate) fn sheets(&self) -> Result<&[Sheet], Error> {
        if self.sheets.get().is_none() {
            let sheets = self.inner.kept(read_sheets)?;
            let _ = self.sheets.set(sheets);
        }
        Ok(self.sheets.get().map_or(&[], |sheets| sheets.as_slice()))
    }

    /// Those of one kind.
    pub(crate) fn sheets_of(&self, kind: Kind) -> Result<impl Iterator<Item = &Sheet>, Error> {
        let sheets = self.sheets()?.iter();
        Ok(sheets.filter(move |sheet| sheet.kind == kind))
    }
}

fn read_sheets(snapshot: &vault::Snapshot) -> Result<Vec<Sheet>, Error> {
    let mut sheets = Vec::new();
    for kind in SHEETS {
        // Whoever answers a worksheet reads its page again.
        snapshot.each_kept(kind.to_byte(), |item| {
            if !item.deleted
                && let Row::Sheet(row) = rows::decode(kind, item.row)
            {
                sheets.push(Sheet {
                    id: item.id(),
                    kind,
                    row,
                    stamp: Stamp::of(&item.heads),
                    makers: match kind {
                        Kind::Share => snapshot.makers(item),
                        _ => BTreeSet::new(),
                    },
                });
            }
        })?;
    }
    sheets.sort_by_key(|sheet| sheet.id);
    Ok(sheets)
}

/// The value of a document.
pub(crate) fn row_of(item: &Item) -> Row {
    rows::decode(Kind::from_byte(item.kind), &item.row.bytes)
}
