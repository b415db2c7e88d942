//! Reading: the same questions, asked of a snapshot or within a write transaction.

use std::collections::BTreeMap;
use std::ops::Bound;

use redb::{ReadableTable, ReadableTableMetadata, TableHandle};
use replica::{DeviceId, Have, Head, LinkId, LogId, SpaceTag};

use crate::error::{StoreError, guarded};
use crate::tables::{self, Definition, Fields, starting_with};

/// Bytes of a need.
const NEED_LEN: usize = 16;

/// Why and since when part of a record that was appended is not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deferred {
    /// The vault's code for the reason.
    pub reason: u8,
    /// Unix seconds.
    pub at: i64,
}

impl Deferred {
    pub(crate) fn encode(self) -> Vec<u8> {
        [&[self.reason][..], &self.at.to_be_bytes()].concat()
    }
}

/// Something a peer sent that was not appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Counts up from 1; the order of arrival.
    pub seq: u64,
    /// The vault's code for the reason.
    pub reason: u8,
    /// Who sent it, where that is known.
    pub peer: Option<LinkId>,
    /// Unix seconds.
    pub at: i64,
    /// What came, as it came.
    pub bytes: Vec<u8>,
}

/// Where tables come from: a snapshot or a write transaction.
pub trait Source {
    /// An open table.
    type Table<'a>: ReadableTable<&'static [u8], &'static [u8]>
    where
        Self: 'a;

    /// Opens a table.
    fn table(&self, definition: Definition) -> Result<Self::Table<'_>, StoreError>;

    /// Opens a table; `None` for one that earlier programs did not make, if it is not there.
    fn table_if_made(&self, definition: Definition) -> Result<Option<Self::Table<'_>>, StoreError>;

    /// Reads one value, copied.
    fn value(&self, definition: Definition, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        guarded(|| {
            Ok(self
                .table(definition)?
                .get(key)?
                .map(|value| value.value().to_vec()))
        })
    }

    /// The last bytes of one value, if it has as many.
    fn value_end<const N: usize>(
        &self,
        definition: Definition,
        key: &[u8],
    ) -> Result<Option<[u8; N]>, StoreError> {
        guarded(|| {
            let table = self.table(definition)?;
            let value = table.get(key)?;
            Ok(value.and_then(|value| value.value().last_chunk().copied()))
        })
    }

    /// Shows the rows of a range to `each`, in order, until it answers `false`.
    fn scan(
        &self,
        definition: Definition,
        range: (Bound<&[u8]>, Bound<Vec<u8>>),
        mut each: impl FnMut(&[u8], &[u8]) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let bounds = (range.0, range.1.as_ref().map(Vec::as_slice));
        guarded(|| {
            let Some(table) = self.table_if_made(definition)? else {
                return Ok(());
            };
            for row in table.range::<&[u8]>(bounds)? {
                let (key, value) = row?;
                if !each(key.value(), value.value())? {
                    break;
                }
            }
            Ok(())
        })
    }
}

/// What a store can be asked. All of it may fail with [`StoreError::Damaged`] or [`StoreError::Io`].
pub trait Tables: Source {
    /// A fact of the vault's.
    fn meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.value(tables::META, name.as_bytes())
    }

    /// The names of all facts of the vault's, ascending.
    fn meta_names(&self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        self.scan(tables::META, starting_with(&[]), |name, _| {
            names.extend(String::from_utf8(name.to_vec()));
            Ok(true)
        })?;
        Ok(names)
    }

    /// Where every log of a space ends, in the order of the logs.
    fn heads(&self, space: SpaceTag) -> Result<Vec<(LogId, Head)>, StoreError> {
        let mut heads = Vec::new();
        self.scan(
            tables::HEADS,
            starting_with(space.as_bytes()),
            |key, value| {
                let log = Fields(&key[SpaceTag::LEN..]).log()?;
                heads.push((log, tables::decode_head(value)?));
                Ok(true)
            },
        )?;
        Ok(heads)
    }

    /// Where one log ends.
    fn head(&self, space: SpaceTag, log: LogId) -> Result<Option<Head>, StoreError> {
        let value = self.value(tables::HEADS, &tables::log_key(space, log))?;
        value.map(|value| tables::decode_head(&value)).transpose()
    }

    /// The bytes of one record.
    fn record(
        &self,
        space: SpaceTag,
        log: LogId,
        number: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.value(tables::RECORDS, &tables::record_key(space, log, number))
    }

    /// The records of a log from number `from` on, as many as fit `budget_bytes`, but at least one if there is one.
    fn records(
        &self,
        space: SpaceTag,
        log: LogId,
        from: u64,
        budget_bytes: usize,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let (mut records, mut bytes) = (Vec::new(), 0);
        let first = tables::record_key(space, log, from);
        let last = tables::record_key(space, log, u64::MAX);
        let range = (Bound::Included(&first[..]), Bound::Included(last));
        self.scan(tables::RECORDS, range, |_, value| {
            bytes += value.len();
            let fits = records.is_empty() || bytes <= budget_bytes;
            if fits {
                records.push(value.to_vec());
            }
            Ok(fits)
        })?;
        Ok(records)
    }

    /// A sealed cache. The key starts with the tag of its space.
    fn cache(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.value(tables::CACHES, key)
    }

    /// How a sealed cache ends, as [`Tables::cache`] gives it.
    fn cache_end(&self, key: &[u8]) -> Result<Option<[u8; 16]>, StoreError> {
        self.value_end(tables::CACHES, key)
    }

    /// What the vault noted of a document under this key.
    fn doc(&self, space: SpaceTag, key: [u8; 16]) -> Result<Option<Vec<u8>>, StoreError> {
        self.value(tables::DOCS, &tables::doc_key(space, key))
    }

    /// What a device last acknowledged.
    fn ack(&self, space: SpaceTag, device: DeviceId) -> Result<Option<Have>, StoreError> {
        let value = self.value(tables::ACKS, &tables::ack_key(space, device))?;
        value
            .map(|value| Have::decode(&value).map_err(|_| StoreError::Damaged))
            .transpose()
    }

    /// What every device last acknowledged.
    fn acks(&self, space: SpaceTag) -> Result<Vec<(DeviceId, Have)>, StoreError> {
        let mut acks = Vec::new();
        self.scan(
            tables::ACKS,
            starting_with(space.as_bytes()),
            |key, value| {
                let device = DeviceId::from_bytes(Fields(&key[SpaceTag::LEN..]).array()?);
                acks.push((
                    device,
                    Have::decode(value).map_err(|_| StoreError::Damaged)?,
                ));
                Ok(true)
            },
        )?;
        Ok(acks)
    }

    /// What was appended but is not applied, in the order of records: log, number, index of the document in the record.
    fn deferred(&self, space: SpaceTag) -> Result<Vec<(LogId, u64, u16, Deferred)>, StoreError> {
        let mut deferred = self.not_waiting(space)?;
        self.scan(
            tables::WAITING,
            starting_with(space.as_bytes()),
            |key, value| {
                let place = key.get(SpaceTag::LEN + NEED_LEN..).unwrap_or_default();
                deferred.push(decode_deferred(place, value)?);
                Ok(true)
            },
        )?;
        deferred.sort_unstable_by_key(|(log, number, index, _)| (*log, *number, *index));
        Ok(deferred)
    }

    /// The same without what waits for something else to be applied.
    fn not_waiting(&self, space: SpaceTag) -> Result<Vec<(LogId, u64, u16, Deferred)>, StoreError> {
        let mut deferred = Vec::new();
        self.scan(
            tables::DEFERRED,
            starting_with(space.as_bytes()),
            |key, value| {
                deferred.push(decode_deferred(&key[SpaceTag::LEN..], value)?);
                Ok(true)
            },
        )?;
        Ok(deferred)
    }

    /// What waits for this need, at most so many, in the order of records.
    fn waiting(
        &self,
        space: SpaceTag,
        need: [u8; 16],
        most: usize,
    ) -> Result<Vec<(LogId, u64, u16, Deferred)>, StoreError> {
        let mut waiting = Vec::new();
        let prefix = tables::needs_key(space, need);
        self.scan(tables::WAITING, starting_with(&prefix), |key, value| {
            if waiting.len() < most {
                waiting.push(decode_deferred(&key[prefix.len()..], value)?);
            }
            Ok(waiting.len() < most)
        })?;
        Ok(waiting)
    }

    /// Whether anything waits in a space.
    fn any_waiting(&self, space: SpaceTag) -> Result<bool, StoreError> {
        let mut any = false;
        self.scan(tables::WAITING, starting_with(space.as_bytes()), |_, _| {
            any = true;
            Ok(false)
        })?;
        Ok(any)
    }

    /// What was refused and is still kept, oldest first.
    fn quarantine(&self) -> Result<Vec<Quarantined>, StoreError> {
        let mut kept = Vec::new();
        self.scan(
            tables::QUARANTINE,
            (Bound::Unbounded, Bound::Unbounded),
            |key, value| {
                kept.push(decode_quarantined(key, value)?);
                Ok(true)
            },
        )?;
        Ok(kept)
    }

    /// How much was ever refused, by reason, dropped rows included.
    fn quarantine_totals(&self) -> Result<BTreeMap<u8, u64>, StoreError> {
        let mut totals = BTreeMap::new();
        let prefix = tables::QUARANTINE_TOTAL_PREFIX;
        self.scan(tables::OWN, starting_with(prefix), |key, value| {
            let [reason] = Fields(&key[prefix.len()..]).array()?;
            totals.insert(reason, Fields(value).u64()?);
            Ok(true)
        })?;
        Ok(totals)
    }

    /// Every row of the table with this name, as it lies in the file. For tests of what a file tells.
    #[doc(hidden)]
    fn raw(&self, table: &str) -> Result<Vec<RawRow>, StoreError> {
        let mut rows = Vec::new();
        for definition in tables::ALL {
            if definition.name() == table {
                self.scan(definition, starting_with(&[]), |key, value| {
                    rows.push((key.to_vec(), value.to_vec()));
                    Ok(true)
                })?;
            }
        }
        Ok(rows)
    }

    /// Shows every cache of a space to `each`: what follows the space's tag in its key, and its sealed bytes.
    fn each_cache(
        &self,
        space: SpaceTag,
        mut each: impl FnMut(&[u8], &[u8]),
    ) -> Result<(), StoreError> {
        let range = starting_with(space.as_bytes());
        self.scan(tables::CACHES, range, |key, sealed| {
            each(&key[SpaceTag::LEN..], sealed);
            Ok(true)
        })
    }

    /// What each table takes in the file. Looks at every page of the file.
    fn taken(&self) -> Result<Vec<Taken>, StoreError> {
        guarded(|| {
            let mut taken = Vec::new();
            for definition in tables::ALL {
                let Some(table) = self.table_if_made(definition)? else {
                    continue;
                };
                let stats = table.stats()?;
                taken.push(Taken {
                    table: definition.name().to_owned(),
                    rows: table.len()?,
                    bytes: stats.stored_bytes() + stats.metadata_bytes() + stats.fragmented_bytes(),
                });
            }
            Ok(taken)
        })
    }

    /// How many records are held, all spaces together.
    fn record_count(&self) -> Result<u64, StoreError> {
        guarded(|| Ok(self.table(tables::RECORDS)?.len()?))
    }
}

impl<S: Source> Tables for S {}

/// A key and a value.
#[doc(hidden)]
pub type RawRow = (Vec<u8>, Vec<u8>);

/// What one table takes in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its name.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// Bytes of its pages, with what is unused in them.
    pub bytes: u64,
}

/// A snapshot: what was committed when it was taken. Keeping one for long makes the file grow.
pub struct View {
    pub(crate) snapshot: redb::ReadTransaction,
}

impl Source for View {
    type Table<'a> = redb::ReadOnlyTable<&'static [u8], &'static [u8]>;

    fn table(&self, definition: Definition) -> Result<Self::Table<'_>, StoreError> {
        Ok(self.snapshot.open_table(definition)?)
    }

    fn table_if_made(&self, definition: Definition) -> Result<Option<Self::Table<'_>>, StoreError> {
        match self.snapshot.open_table(definition) {
            Err(redb::TableError::TableDoesNotExist(_))
                if definition.name() == tables::WAITING.name() =>
            {
                Ok(None)
            }
            opened => Ok(Some(opened?)),
        }
    }
}

/// Reads a row of what is not applied; the key without what stands before the log.
fn decode_deferred(key: &[u8], value: &[u8]) -> Result<(LogId, u64, u16, Deferred), StoreError> {
    let mut place = Fields(key);
    let (log, number) = (place.log()?, place.u64()?);
    let index = u16::from_be_bytes(place.array()?);
    let mut fields = Fields(value);
    let [reason] = fields.array()?;
    let at = fields.i64()?;
    Ok((log, number, index, Deferred { reason, at }))
}

pub(crate) fn decode_quarantined(key: &[u8], value: &[u8]) -> Result<Quarantined, StoreError> {
    let seq = Fields(key).u64()?;
    let mut fields = Fields(value);
    let [reason] = fields.array()?;
    let [known] = fields.array()?;
    let peer = LinkId::from_bytes(fields.array()?);
    let peer = (known == 1).then_some(peer);
    Ok(Quarantined {
        seq,
        reason,
        peer,
        at: fields.i64()?,
        bytes: fields.rest().to_vec(),
    })
}
