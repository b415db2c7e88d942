//! Applying records: each is opened, and each document of it held against the gate.

use replica::{LogId, Record};
use store::{Deferred, Tables, Writer};

use super::Index;
use super::deferred::Reason;
use super::gate::{Gated, gate};
use super::page::Item;
use super::size;
use crate::exchange::safety::uncounted;
use crate::kind::{ROW_BYTES_MAX, Row};
use crate::write::payload::{Payload, Slot};
use crate::{Env, Error, kind};

impl Index<'_> {
    /// Applies one record; `false` if its causes are not here yet.
    pub(super) fn apply_record(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        number: u64,
        bytes: &[u8],
    ) -> Result<bool, Error> {
        let record = Record::decode(bytes)
            .map_err(|_| Error::damaged(format!("record {number} of a log")))?;
        let payload = match self.space.payload(&record) {
            Ok(payload) => payload,
            Err(reason) => {
                self.defer(writer, env, log, number, 0, reason)?;
                return Ok(true);
            }
        };
        // Vouching comes first: what this record builds on may be waiting for nothing but that.
        self.vouch(writer, &payload)?;
        let covered = self.indexed.covers(&payload.after);
        if probe::planted!("causes_not_waited_for", !covered, false) {
            probe::reached!("a record waits for others");
            return Ok(false);
        }
        self.apply_payload(writer, env, payload)?;
        Ok(true)
    }

    /// Applies every document of a record; what cannot be applied is deferred.
    pub(super) fn apply_payload(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        payload: Payload,
    ) -> Result<(), Error> {
        let (log, number) = (payload.log, payload.number);
        uncounted::note(writer, self.space, self.kinds, log, number, &payload.docs)?;
        for (place, slot) in payload.docs.iter().enumerate() {
            let place = u16::try_from(place).expect("a payload holds at most 4 096 documents");
            if let Err(reason) = self.apply_slot(writer, log, number, place, slot)? {
                self.defer(writer, env, log, number, place, reason)?;
            }
        }
        self.opened = Some((log, number, payload));
        Ok(())
    }

    fn defer(
        &self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        number: u64,
        place: u16,
        reason: Reason,
    ) -> Result<(), Error> {
        tracing::warn!(
            number,
            reason = reason as u8,
            "part of a record was set aside"
        );
        let deferred = Deferred {
            reason: reason as u8,
            at: env.unix(),
        };
        Ok(writer.defer(self.space.tag, log, number, place, deferred)?)
    }

    /// Applies the changes of one document, or says why not.
    pub(super) fn apply_slot(
        &mut self,
        tables: &impl Tables,
        log: LogId,
        number: u64,
        place: u16,
        slot: &Slot,
    ) -> Result<Result<(), Reason>, Error> {
        if slot.id.as_bytes()[15] != slot.kind {
            return Ok(Err(Reason::Malformed));
        }
        let mut item = match self.item(tables, slot.id)? {
            Some(item) => item,
            None => Item::new(slot.id, slot.kind),
        };
        let Gated {
            seq,
            last,
            continues,
        } = match gate(&item, log, slot) {
            Ok(gated) => gated,
            Err(reason) => return Ok(Err(reason)),
        };
        let changes: Vec<&[u8]> = slot.changes.iter().map(Vec::as_slice).collect();
        let more: usize = changes.iter().map(|change| change.len()).sum();
        let is_small = size::is_small(&item, more);
        let adopted = if continues && is_small {
            self.row_of_author(&item, slot, more)
        } else {
            None
        };
        item.provisional = adopted.is_some();
        let (heads, row) = match adopted {
            Some(row) => {
                // Where several devices wrote, what counts may be seen otherwise by another program or clock.
                if item.seqs.len() > 1 || item.seqs.first().is_some_and(|(by, _)| *by != seq.0) {
                    self.claimed.insert(slot.id);
                }
                (vec![last], row)
            }
            None => {
                if !continues && let Some(notes) = &mut self.both_sides {
                    notes.meet(tables, self.space, self.kinds, &self.dir, &item)?;
                }
                let (mut document, bytes) = self.loaded(tables, &item)?;
                let before = (!is_small).then(|| document.clone());
                if let Err(error) = document.apply(&changes) {
                    self.loaded.keep(slot.id, item.heads, document, bytes);
                    return Ok(Err(Reason::of(&error)));
                }
                if let Some(before) = before
                    && size::was_too_large(&document, last)
                {
                    self.loaded.keep(slot.id, item.heads, before, bytes);
                    return Ok(Err(Reason::TooLarge));
                }
                let heads = document.heads().into_iter().map(|hash| *hash.as_bytes());
                let heads: Vec<_> = heads.collect();
                let row = kind::row(self.kinds, &document);
                self.loaded
                    .keep(slot.id, heads.clone(), document, bytes + more);
                (heads, row)
            }
        };
        if !size::is_countable(&item, heads.len()) {
            return Ok(Err(Reason::TooLarge));
        }
        if !item.provisional {
            self.claimed.remove(&slot.id);
        }
        item.set_seq(seq.0, seq.1);
        item.bytes += more as u64;
        item.heads = heads;
        item.row = row;
        item.refs.push((self.dir.log_index(log), number, place));
        self.pending.insert(slot.id, item);
        Ok(Ok(()))
    }

    /// The row that came with a slot which simply continues its document, if it may be taken as it is. A document that is
    /// loaded shows itself what it reads like now.
    fn row_of_author(&self, item: &Item, slot: &Slot, more: usize) -> Option<Row> {
        if self.loaded.holds(slot.id) || !size::is_plausible(&slot.row, item.bytes + more as u64) {
            return None;
        }
        let row = kind::of(self.kinds, slot.kind)?.decode_row(&slot.row)?;
        (row.bytes.len() <= ROW_BYTES_MAX).then_some(row)
    }
}
