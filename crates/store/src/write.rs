//! Writing: one transaction, durable when `commit` returns, without a trace when it is dropped.

use std::ops::Bound;

use replica::{DeviceId, Have, Head, LogId, Record, SpaceTag};

use crate::backend::Flushes;
use crate::error::{AppendError, CommitError, StoreError, guarded};
use crate::read::{Deferred, Source, Tables};
use crate::tables::{self, Definition, Fields, starting_with};

/// A write transaction. There is one at a time among all processes that have the store open. Dropping it undoes it.
pub struct Writer {
    pub(crate) transaction: redb::WriteTransaction,
    pub(crate) flushes: Flushes,
}

impl Source for Writer {
    type Table<'a> = redb::Table<'a, &'static [u8], &'static [u8]>;

    fn table(&self, definition: Definition) -> Result<Self::Table<'_>, StoreError> {
        Ok(self.transaction.open_table(definition)?)
    }

    fn table_if_made(&self, definition: Definition) -> Result<Option<Self::Table<'_>>, StoreError> {
        self.table(definition).map(Some)
    }
}

impl Writer {
    /// Makes everything durable: when this returns, it survives the process and the power. An error says whether it does
    /// so all the same.
    pub fn commit(self) -> Result<(), CommitError> {
        let flushes = self.flushes;
        flushes.restart();
        guarded(|| Ok(self.transaction.commit()?)).map_err(|source| CommitError {
            saved: flushes.judge(),
            source,
        })
    }

    /// Keeps a fact of the vault's.
    pub fn set_meta(&mut self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        self.put(tables::META, name.as_bytes(), value)
    }

    /// Forgets a fact of the vault's.
    pub fn remove_meta(&mut self, name: &str) -> Result<(), StoreError> {
        self.take(tables::META, name.as_bytes())
    }

    /// Adds a record at the end of its log: it must have the next number and follow the log's last record. Signature and
    /// body must have been verified.
    pub fn append(&mut self, record: &Record) -> Result<Head, AppendError> {
        let (space, log) = (record.header.space, record.log());
        let held = self.head(space, log)?;
        let number = record.header.number;
        if number != held.map_or(0, |head| head.number).saturating_add(1) {
            return Err(AppendError::NotNext { head: held });
        }
        if let Some(head) = held.filter(|head| head.id != record.header.prev) {
            return Err(AppendError::Fork { head });
        }
        self.put_record(log, record).map_err(Into::into)
    }

    pub(crate) fn put_record(&mut self, log: LogId, record: &Record) -> Result<Head, StoreError> {
        let (space, head) = (record.header.space, record.head());
        self.put(
            tables::RECORDS,
            &tables::record_key(space, log, head.number),
            &record.encode(),
        )?;
        self.put(
            tables::HEADS,
            &tables::log_key(space, log),
            &tables::encode_head(head),
        )?;
        Ok(head)
    }

    /// Keeps a sealed cache. The key must start with the tag of its space, so that the cache goes when the space goes.
    pub fn put_cache(&mut self, key: &[u8], sealed: &[u8]) -> Result<(), StoreError> {
        self.put(tables::CACHES, key, sealed)
    }

    /// Removes a cache, if it is there.
    pub fn remove_cache(&mut self, key: &[u8]) -> Result<(), StoreError> {
        self.take(tables::CACHES, key)
    }

    /// Removes every cache whose key starts with `prefix`.
    pub fn clear_caches(&mut self, prefix: &[u8]) -> Result<(), StoreError> {
        self.clear(tables::CACHES, prefix)
    }

    /// Notes something of a document under a key that the vault chose.
    pub fn set_doc(
        &mut self,
        space: SpaceTag,
        key: [u8; 16],
        value: &[u8],
    ) -> Result<(), StoreError> {
        self.put(tables::DOCS, &tables::doc_key(space, key), value)
    }

    /// Forgets what was noted under such a key.
    pub fn remove_doc(&mut self, space: SpaceTag, key: [u8; 16]) -> Result<(), StoreError> {
        self.take(tables::DOCS, &tables::doc_key(space, key))
    }

    /// Forgets all that was noted of the documents of a space.
    pub fn clear_docs(&mut self, space: SpaceTag) -> Result<(), StoreError> {
        self.clear(tables::DOCS, space.as_bytes())
    }

    /// Notes what a device acknowledged, in place of what it acknowledged before.
    pub fn set_ack(
        &mut self,
        space: SpaceTag,
        device: DeviceId,
        have: &Have,
    ) -> Result<(), StoreError> {
        self.put(
            tables::ACKS,
            &tables::ack_key(space, device),
            &have.encode(),
        )
    }

    /// Notes that the document at `index` of a record is not applied.
    pub fn defer(
        &mut self,
        space: SpaceTag,
        log: LogId,
        number: u64,
        index: u16,
        deferred: Deferred,
    ) -> Result<(), StoreError> {
        self.put(
            tables::DEFERRED,
            &tables::deferred_key(space, log, number, index),
            &deferred.encode(),
        )
    }

    /// Takes such a note back: the document was applied after all.
    pub fn remove_deferred(
        &mut self,
        space: SpaceTag,
        log: LogId,
        number: u64,
        index: u16,
    ) -> Result<(), StoreError> {
        self.take(
            tables::DEFERRED,
            &tables::deferred_key(space, log, number, index),
        )
    }

    /// Notes that the document at a place (log, number, index in the record) is not applied before something else is, which
    /// goes by a key that the vault chose.
    pub fn wait(
        &mut self,
        space: SpaceTag,
        need: [u8; 16],
        place: (LogId, u64, u16),
        deferred: Deferred,
    ) -> Result<(), StoreError> {
        let key = tables::waiting_key(space, need, place);
        self.put(tables::WAITING, &key, &deferred.encode())
    }

    /// Takes such a note back.
    pub fn remove_waiting(
        &mut self,
        space: SpaceTag,
        need: [u8; 16],
        place: (LogId, u64, u16),
    ) -> Result<(), StoreError> {
        self.take(tables::WAITING, &tables::waiting_key(space, need, place))
    }

    /// Forgets all that was not applied in a space.
    pub fn clear_deferred(&mut self, space: SpaceTag) -> Result<(), StoreError> {
        self.clear(tables::DEFERRED, space.as_bytes())?;
        self.clear(tables::WAITING, space.as_bytes())
    }

    /// Removes everything held of a space: records, heads, caches, pages of documents, acknowledgements, what was
    /// deferred. The bytes may stay in the file until it is compacted.
    pub fn drop_space(&mut self, space: SpaceTag) -> Result<(), StoreError> {
        tables::OF_A_SPACE
            .into_iter()
            .try_for_each(|table| self.clear(table, space.as_bytes()))
    }

    pub(crate) fn counter(&self, key: &[u8]) -> Result<u64, StoreError> {
        self.value(tables::OWN, key)?
            .map_or(Ok(0), |value| Fields(&value).u64())
    }

    pub(crate) fn set_counter(&mut self, key: &[u8], count: u64) -> Result<(), StoreError> {
        self.put(tables::OWN, key, &count.to_be_bytes())
    }

    pub(crate) fn put(
        &mut self,
        definition: Definition,
        key: &[u8],
        value: &[u8],
    ) -> Result<(), StoreError> {
        guarded(|| Ok(self.table(definition)?.insert(key, value).map(drop)?))
    }

    pub(crate) fn take(&mut self, definition: Definition, key: &[u8]) -> Result<(), StoreError> {
        guarded(|| Ok(self.table(definition)?.remove(key).map(drop)?))
    }

    fn clear(&mut self, definition: Definition, prefix: &[u8]) -> Result<(), StoreError> {
        let (start, end) = starting_with(prefix);
        let bounds: (Bound<&[u8]>, Bound<&[u8]>) = (start, end.as_ref().map(Vec::as_slice));
        guarded(|| {
            Ok(self
                .table(definition)?
                .retain_in::<&[u8], _>(bounds, |_, _| false)?)
        })
    }
}
