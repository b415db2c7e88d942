//! Applying records: each is opened, and each document of it held against the gate.

use journal::document::ChangeHash;
use replica::{LogId, Record};
use store::{Deferred, Tables, Writer};

use super::Index;
use super::deferred::Reason;
use super::gate::{Gated, gate};
use super::needs::{Need, Unapplied, drawn};
use super::page::Item;
use super::past::{Past, Portion};
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
        let gated = match (gated, adopted) {
            (Ok(gated), Some(row)) => {
                self.adopt(&mut item, place.0, &gated, row);
                Ok(gated)
            }
            (Ok(gated), None) => match self.past(tables, &item)? {
                Some(past) => self.line_up(tables, env, &mut item, (place, slot), gated, past)?,
                None if item.provisional => {
                    // Whether this fits is judged by what the document holds, not by what its authors say.
                    self.compute(tables, item)?;
                    return self.apply_slot(tables, env, place, slot);
                }
                None => Err(Reason::Apply.into()),
            },
            (Err(why), _) => Err(why),
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

    /// Takes the row of its author for a document that one more slot simply continues.
    fn adopt(&mut self, item: &mut Item, log: LogId, gated: &Gated, row: Row) {
        let provisional = !self.own.contains(&log);
        // Where several devices wrote, what counts may be seen otherwise by another program or clock.
        let by_several = item.seqs.iter().any(|(by, _)| *by != gated.actor);
        if by_several || provisional && !may_be_provisional(self.kinds, item) {
            self.claimed.insert(item.id);
        }
        item.provisional = provisional;
        item.clock_span = None;
        item.grown += gated.grows();
        item.heads = vec![gated.last.0];
        item.row = row;
    }

    /// Lines up a slot behind what is here of its document, which is expanded once all that came together is lined up.
    fn line_up(
        &mut self,
        tables: &impl Tables,
        env: &Env,
        item: &mut Item,
        (place, slot): (Place, &Slot),
        gated: Gated,
        mut past: Past,
    ) -> Result<Result<Gated, Unapplied>, Error> {
        let why = self.follow(tables, env, item, (place, slot), &gated, &mut past)?;
        if why.is_none() {
            item.heads = past.heads();
            item.grown += gated.grows();
            item.provisional = false;
            self.claimed.insert(item.id);
        }
        self.pasts.keep(item.id, past);
        Ok(why.map_or(Ok(gated), Err))
    }

    /// Why a slot does not follow what is here of its document.
    fn follow(
        &mut self,
        tables: &impl Tables,
        env: &Env,
        item: &Item,
        (place, slot): (Place, &Slot),
        gated: &Gated,
        past: &mut Past,
    ) -> Result<Option<Unapplied>, Error> {
        let missing = gated.deps.iter().copied();
        let missing = missing.filter(|hash| !past.lineage.has(&ChangeHash::from_bytes(*hash)));
        if let Some(hash) = drawn(env, missing.collect()) {
            self.flipped = self.flipped || self.flips(tables, item)?;
            return Ok(Some(Unapplied::Until(Need::Change(hash))));
        }
        let has_room = past.has_room_for(&gated.made) && size::is_countable(item, item.heads.len());
        if !has_room {
            return Ok(Some(Reason::TooLarge.into()));
        }
        if !gated.continues
            && let Some(notes) = &mut self.both_sides
        {
            notes.meet(tables, self.space, self.kinds, &self.dir, item)?;
        }
        let portion = Portion {
            at: (self.dir.log_index(place.0), place.1, place.2),
            log: place.0,
            changes: slot.changes.clone(),
        };
        let admitted = past.admit(portion, &gated.made);
        Ok(admitted.is_err().then_some(Reason::Apply.into()))
    }

    /// The row that came with a slot which simply continues its document, if it may be taken as it is. One to which something
    /// was lined up shows itself what it reads like.
    fn row_of_author(&self, item: &Item, slot: &Slot, gated: &Gated) -> Option<Row> {
        let more = gated.grows();
        let is_plausible =
            size::is_small(item, more) && size::is_plausible(&slot.row, item.grown + more);
        let is_plausible = is_plausible && size::is_countable(item, 1);
        let is_lined_up = self.pasts.holds(slot.id) || self.claimed.contains(&slot.id);
        if !gated.continues || is_lined_up || !is_plausible {
            return None;
        }
        let row = kind::of(self.kinds, slot.kind)?.decode_row(&slot.row)?;
        (row.bytes.len() <= ROW_BYTES_MAX).then_some(row)
    }
}

fn may_be_provisional(kinds: &Kinds, item: &Item) -> bool {
    kind::of(kinds, item.kind).is_some_and(StoredKind::may_be_provisional)
}
