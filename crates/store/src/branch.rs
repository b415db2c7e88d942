//! Branches of logs: a log that splits keeps one history, and the other is filed under another name.

use replica::{Branches, Head, LogId, Record, SpaceTag};

use crate::error::{AppendError, StoreError};
use crate::read::Tables;
use crate::tables;
use crate::write::Writer;

impl Writer {
    /// Adds a record at the end of a branch, or as its first one. Signature and body must have been verified, and of a
    /// first one that the record before it is held.
    pub fn append_branch(&mut self, branch: LogId, record: &Record) -> Result<Head, AppendError> {
        let space = record.header.space;
        if let Some(head) = self.head(space, branch)? {
            if Some(record.header.number) != head.number.checked_add(1) {
                return Err(AppendError::NotNext { head: Some(head) });
            }
            if record.header.prev != head.id {
                return Err(AppendError::Fork { head });
            }
        }
        self.put_record(branch, record).map_err(Into::into)
    }

    /// Files the end of a log as a branch, from the record on whose place `other` claims: another record of the same log
    /// that follows the same one. Nothing is moved for any other record. Gives the branch, and the number of its first
    /// record; `None` if nothing was moved.
    ///
    /// The signature of `other` must have been verified.
    pub fn refile(
        &mut self,
        log: LogId,
        other: &Record,
    ) -> Result<Option<(LogId, u64)>, StoreError> {
        let (space, first) = (other.header.space, other.header.number);
        let decode = |bytes: Vec<u8>| Record::decode(&bytes).map_err(|_| StoreError::Damaged);
        let Some(held) = self.record(space, log, first)?.map(decode).transpose()? else {
            return Ok(None);
        };
        let is_proof = held.id() != other.id()
            && held.log() == other.log()
            && held.header.prev == other.header.prev;
        let branch = Branches::name(held.log(), held.id());
        if !is_proof || self.head(space, branch)?.is_some() {
            return Ok(None);
        }
        let Some(head) = self.head(space, log)? else {
            return Ok(None);
        };
        for number in first..=head.number {
            let bytes = self
                .record(space, log, number)?
                .ok_or(StoreError::Damaged)?;
            self.take(tables::RECORDS, &tables::record_key(space, log, number))?;
            self.put(
                tables::RECORDS,
                &tables::record_key(space, branch, number),
                &bytes,
            )?;
        }
        self.put(
            tables::HEADS,
            &tables::log_key(space, branch),
            &tables::encode_head(head),
        )?;
        match self.last_before(space, log, first)? {
            Some(head) => self.put(
                tables::HEADS,
                &tables::log_key(space, log),
                &tables::encode_head(head),
            )?,
            None => self.take(tables::HEADS, &tables::log_key(space, log))?,
        }
        Ok(Some((branch, first)))
    }

    /// The last record that is left of a log.
    fn last_before(
        &self,
        space: SpaceTag,
        log: LogId,
        number: u64,
    ) -> Result<Option<Head>, StoreError> {
        let Some(number) = number.checked_sub(1).filter(|number| *number > 0) else {
            return Ok(None);
        };
        let Some(bytes) = self.record(space, log, number)? else {
            return Ok(None);
        };
        let record = Record::decode(&bytes).map_err(|_| StoreError::Damaged)?;
        Ok(Some(record.head()))
    }
}
