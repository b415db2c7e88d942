//! Applying records: each is opened, and each document of it held against the gate.

use journal::document::ChangeHash;
use replica::{LogId, Record};
use store::{Deferred, Tables, Writer};

use super::Index;
use super::deferred::Reason;
use super::gate::{Gated, gate};
use super::needs::{Need, Unapplied, drawn};
use super::page::Item;
use super::progress::Cause;
use super::size;
use crate::exchange::safety::uncounted;
use crate::kind::{Kinds, ROW_BYTES_MAX, Row, StoredKind};
use crate::opened::Opens;
use crate::write::payload::{Payload, Slot};
use crate::{Env, Error, kind};

/// Where the changes of a document are: log, record number, place in the record.
pub(super) type Place = (LogId, u64, u16);

impl Index<'_> {
    /// Applies one record, or says what it waits for.
    pub(super) fn apply_record(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        number: u64,
        bytes: &[u8],
    ) -> Result<Option<Cause>, Error> {
        self.spent += 1;
        let record = Record::decode(bytes)
            .map_err(|_| Error::damaged(format!("record {number} of a log")))?;
        let payload = match self.space.payload(&record) {
            Ok(payload) => payload,
            Err(reason) => {
                self.defer(writer, env, (log, number, 0), reason.into(), env.unix())?;
                return Ok(None);
            }
        };
        // Vouching comes first: what this record builds on may be waiting for nothing but that.
        let vouches = self.vouch(writer, &payload)?;
        let missing = payload.after.iter();
        let missing = missing.filter(|(log, number)| !self.reflects(*log, *number));
        let cause = drawn(env, missing.collect());
        if let Some((log, number)) = probe::planted!("causes_not_waited_for", cause, None) {
            probe::reached!("a record waits for others");
            return Ok(Some(Cause {
                log,
                number,
                vouches,
            }));
        }
        self.apply_payload(writer, env, log, payload)?;
        Ok(None)
    }

    /// Applies every document of a record; what cannot be applied is deferred.
    pub(super) fn apply_payload(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        payload: Payload,
    ) -> Result<(), Error> {
        let number = payload.number;
        uncounted::note(writer, self.space, self.kinds, log, number, &payload.docs)?;
        for (place, slot) in payload.docs.iter().enumerate() {
            let place = u16::try_from(place).expect("a payload holds at most 4 096 documents");
            let place = (log, number, place);
            if let Err(why) = self.apply_slot(writer, env, place, slot)? {
                self.defer(writer, env, place, why, env.unix())?;
            }
        }
        self.opened = Some((log, number, payload));
        Ok(())
    }

    /// Notes that a part of a record is not applied, and since when, in unix seconds.
    pub(super) fn defer(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        place: Place,
        why: Unapplied,
        at: i64,
    ) -> Result<(), Error> {
        let reason = match why {
            Unapplied::For(reason) => reason,
            Unapplied::Until(_) => Reason::Dependency,
        };
        let (log, number, index) = place;
        tracing::debug!(
            number,
            reason = reason as u8,
            "part of a record was set aside"
        );
        let reason = reason as u8;
        let deferred = Deferred { reason, at };
        match why {
            Unapplied::For(_) => writer.defer(self.space.tag, log, number, index, deferred)?,
            Unapplied::Until(need) => {
                let need = self.dir.need_for(env, need);
                writer.wait(self.space.tag, need, place, deferred)?;
                self.any_waiting = true;
            }
        }
        Ok(())
    }

    /// Applies the changes of one document, or says why not.
    pub(super) fn apply_slot(
        &mut self,
        tables: &impl Tables,
        env: &Env,
        place: Place,
        slot: &Slot,
    ) -> Result<Result<(), Unapplied>, Error> {
        self.spent += 1;
        Opens::count(&self.space.opens.parts);
        if slot.id.as_bytes()[15] != slot.kind {
            return Ok(Err(Reason::Malformed.into()));
        }
        if self.sets_aside(tables, place.0, place.1, slot.id)? {
            return Ok(Err(Reason::OtherHistory.into()));
        }
        // Taken out and not copied: of a document with many changes each would cost as much as all before it.
        let pending = self.pending.take(slot.id);
        let was_pending = pending.is_some();
        let mut item = match pending {
            Some(item) => item,
            None => match self.item(tables, slot.id)? {
                Some(item) => item,
                None => Item::new(slot.id, slot.kind),
            },
        };
        let gated = gate(&item, self.branches.named_by(place.0), slot);
        let adopted = gated.as_ref().ok();
        let adopted = adopted.and_then(|gated| self.row_of_author(&item, slot, gated));
        if item.provisional && adopted.is_none() {
            // Whether this fits is judged by what the document holds, not by what its authors say.
            self.compute(tables, item)?;
            return self.apply_slot(tables, env, place, slot);
        }
        let gated = match gated {
            Ok(gated) => {
                self.apply_gated(tables, env, &mut item, (place.0, slot), gated, adopted)?
            }
            Err(why) => Err(why),
        };
        if let Ok(gated) = &gated {
            item.set_seq(gated.actor, gated.last.1);
            item.refs
                .push((self.dir.log_index(place.0), place.1, place.2));
        }
        if was_pending || gated.is_ok() {
            self.pending.insert(item);
        }
        match gated {
            Ok(gated) => {
                self.meet_needs(tables, &gated)?;
                Ok(Ok(()))
            }
            Err(why) => Ok(Err(why)),
        }
    }

    /// Gives a document its new value. Nothing of the item is changed where that cannot be.
    fn apply_gated(
        &mut self,
        tables: &impl Tables,
        env: &Env,
        item: &mut Item,
        (log, slot): (LogId, &Slot),
        gated: Gated,
        adopted: Option<Row>,
    ) -> Result<Result<Gated, Unapplied>, Error> {
        let changes: Vec<&[u8]> = slot.changes.iter().map(Vec::as_slice).collect();
        let more: usize = changes.iter().map(|change| change.len()).sum();
        let is_small = size::is_small(item, more);
        let provisional = adopted.is_some() && !self.own.contains(&log);
        let (heads, row) = match adopted {
            Some(row) => {
                // Where several devices wrote, what counts may be seen otherwise by another program or clock.
                let by_several = item.seqs.iter().any(|(by, _)| *by != gated.actor);
                let may_stay = !provisional || may_be_provisional(self.kinds, item);
                if by_several || !may_stay {
                    self.claimed.insert(slot.id);
                }
                (vec![gated.last.0], row)
            }
            None => {
                let (mut document, bytes) = self.loaded(tables, item)?;
                let missing = gated.deps.iter().copied();
                let missing = missing.filter(|hash| !document.has(&ChangeHash::from_bytes(*hash)));
                if let Some(hash) = drawn(env, missing.collect()) {
                    self.loaded
                        .keep(slot.id, item.heads.clone(), document, bytes);
                    self.flipped = self.flipped || self.flips(tables, item)?;
                    return Ok(Err(Unapplied::Until(Need::Change(hash))));
                }
                if !gated.continues
                    && let Some(notes) = &mut self.both_sides
                {
                    notes.meet(tables, self.space, self.kinds, &self.dir, item)?;
                }
                let before = (!is_small).then(|| document.clone());
                if document.apply(&changes).is_err() {
                    self.loaded
                        .keep(slot.id, item.heads.clone(), document, bytes);
                    return Ok(Err(Reason::Apply.into()));
                }
                if let Some(before) = before
                    && probe::planted!(
                        "large_document_taken",
                        size::was_too_large(&document, gated.last.0),
                        false
                    )
                {
                    self.loaded.keep(slot.id, item.heads.clone(), before, bytes);
                    return Ok(Err(Reason::TooLarge.into()));
                }
                let heads = document.heads().into_iter().map(|hash| *hash.as_bytes());
                let heads: Vec<_> = heads.collect();
                let row = kind::row(self.kinds, &document);
                self.loaded
                    .keep(slot.id, heads.clone(), document, bytes + more);
                (heads, row)
            }
        };
        if !size::is_countable(item, heads.len()) {
            return Ok(Err(Reason::TooLarge.into()));
        }
        if !provisional {
            self.claimed.remove(&slot.id);
        }
        item.provisional = provisional;
        item.bytes += more as u64;
        item.heads = heads;
        item.row = row;
        Ok(Ok(gated))
    }

    /// The row that came with a slot which simply continues its document, if it may be taken as it is. A document that is
    /// loaded shows itself what it reads like now.
    fn row_of_author(&self, item: &Item, slot: &Slot, gated: &Gated) -> Option<Row> {
        let more: usize = slot.changes.iter().map(Vec::len).sum();
        let is_plausible =
            size::is_small(item, more) && size::is_plausible(&slot.row, item.bytes + more as u64);
        if !gated.continues || self.loaded.holds(slot.id) || !is_plausible {
            return None;
        }
        let row = kind::of(self.kinds, slot.kind)?.decode_row(&slot.row)?;
        (row.bytes.len() <= ROW_BYTES_MAX).then_some(row)
    }
}

fn may_be_provisional(kinds: &Kinds, item: &Item) -> bool {
    kind::of(kinds, item.kind).is_some_and(StoredKind::may_be_provisional)
}
