//! Trying again what was deferred: what was missing may have come since.

use std::collections::BTreeMap;

use replica::{LogId, Record};
use store::{Tables, Writer};

use super::Index;
use super::apply::Place;
use super::gate::Gated;
use super::needs::{Need, Unapplied};
use crate::index::deferred::Reason;
use crate::{Env, Error};

/// Parts of records that are tried in one go, in the order of records, so that each record is opened once for all of its
/// parts; and needs that are remembered as met before that.
const TOGETHER_MAX: usize = 1 << 18;

impl Index<'_> {
    /// Remembers which needs these changes meet, if anything waits for them.
    pub(super) fn meet_needs(&mut self, tables: &impl Tables, gated: &Gated) -> Result<(), Error> {
        if probe::planted!("never_tried_again", !self.any_waiting, true) {
            return Ok(());
        }
        for meta in &gated.made {
            let hash = *meta.hash.as_bytes();
            for need in [Need::Change(hash), Need::Own(gated.actor, meta.seq)] {
                if let Some(need) = self.dir.need(need)
                    && !tables.waiting(self.space.tag, need, 1)?.is_empty()
                {
                    self.dir.progress.met.insert(need);
                }
            }
        }
        Ok(())
    }

    /// Whether so many needs are met that what waits for them must be tried before anything else.
    pub(super) fn meets_many(&self) -> bool {
        self.dir.progress.met.len() >= TOGETHER_MAX
    }

    /// Tries again what waited for something that is here now. What it meets in turn is left for the next time.
    pub(super) fn try_met(&mut self, writer: &mut Writer, env: &Env) -> Result<(), Error> {
        let tag = self.space.tag;
        let mut parts: BTreeMap<Place, i64> = BTreeMap::new();
        while parts.len() < TOGETHER_MAX
            && let Some(need) = self.dir.progress.met.first().copied()
        {
            let room = TOGETHER_MAX - parts.len();
            let rows = writer.waiting(tag, need, room)?;
            if rows.len() < room {
                self.dir.progress.met.remove(&need);
            }
            for (log, number, index, deferred) in rows {
                let place = (log, number, index);
                writer.remove_waiting(tag, need, place)?;
                parts.insert(place, deferred.at);
            }
        }
        for ((log, number, index), at) in parts {
            let slot = self.slot(writer, log, number, index)?;
            let place = (log, number, index);
            if let Err(why) = self.apply_slot(writer, env, place, &slot)? {
                self.defer(writer, env, place, why, at)?;
            }
        }
        Ok(())
    }

    /// Opens what was sealed to a key that was missing, if it is here now; `false` where there is more to be tried than
    /// this time allows.
    pub(super) fn try_new_keys(&mut self, writer: &mut Writer, env: &Env) -> Result<bool, Error> {
        let tried = self.dir.progress.tried.take();
        let tried = tried.and_then(|(log, number)| Some((LogId::decode(&log).ok()?, number)));
        let mut last = None;
        for (log, number, _, deferred) in writer.not_waiting(self.space.tag)? {
            let is_next = tried.is_none_or(|tried| tried < (log, number));
            if deferred.reason != Reason::NoKey as u8 || !is_next {
                continue;
            }
            if self.is_spent()
                && let Some((log, number)) = last
            {
                let log: LogId = log;
                self.dir.progress.tried = Some((log.encode().to_vec(), number));
                return Ok(false);
            }
            last = Some((log, number));
            self.open_at_last(writer, env, log, number, deferred.at)?;
        }
        Ok(true)
    }

    /// Applies a record whose key was missing, if it is here now. What it builds on is not waited for: a change that
    /// misses something is deferred by itself.
    fn open_at_last(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        number: u64,
        at: i64,
    ) -> Result<(), Error> {
        self.spent += 1;
        let damaged = || Error::damaged(format!("record {number} of a log"));
        let bytes = writer
            .record(self.space.tag, log, number)?
            .ok_or_else(damaged)?;
        let record = Record::decode(&bytes).map_err(|_| damaged())?;
        match self.space.payload(&record) {
            Err(Reason::NoKey) => Ok(()),
            Err(reason) => {
                let why = Unapplied::For(reason);
                self.defer(writer, env, (log, number, 0), why, at)
            }
            Ok(payload) => {
                writer.remove_deferred(self.space.tag, log, number, 0)?;
                self.vouch(writer, &payload)?;
                self.apply_payload(writer, env, log, payload)
            }
        }
    }
}
