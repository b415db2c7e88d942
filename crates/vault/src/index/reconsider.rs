//! Trying again what was deferred: what was missing may have come since.

use replica::{LogId, Record};
use store::{Tables, Writer};

use super::Index;
use crate::index::deferred::Reason;
use crate::{Env, Error};

/// Parts of records that are tried again at once; only a hostile device defers more.
const RECONSIDERED_MAX: usize = 4_096;

impl Index<'_> {
    /// Tries again what was deferred because something was missing: a change it builds on, or (with `new_keys`) its
    /// key. What has come since may be that, so the order of arrival makes no difference in the end. Tells whether
    /// anything could be applied.
    pub(super) fn reconsider(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        new_keys: bool,
    ) -> Result<bool, Error> {
        let mut any = false;
        loop {
            let mut progress = false;
            let all = writer.deferred(self.space.tag)?;
            for (log, number, place, deferred) in all.into_iter().take(RECONSIDERED_MAX) {
                if !self.admitted(log, number) {
                    continue;
                }
                if deferred.reason == Reason::Dependency as u8 {
                    let slot = self.slot(writer, log, number, place)?;
                    if self.apply_slot(writer, log, number, place, &slot)?.is_ok() {
                        writer.remove_deferred(self.space.tag, log, number, place)?;
                        progress = true;
                    }
                } else if new_keys && deferred.reason == Reason::NoKey as u8 {
                    progress |= self.open_at_last(writer, env, log, number)?;
                }
            }
            if !progress {
                return Ok(any);
            }
            any = true;
        }
    }

    /// Applies a record whose key was missing, if it is here now. What it builds on is not waited for: a change that
    /// misses something is deferred by itself.
    fn open_at_last(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        number: u64,
    ) -> Result<bool, Error> {
        let damaged = || Error::damaged(format!("record {number} of a log"));
        let bytes = writer
            .record(self.space.tag, log, number)?
            .ok_or_else(damaged)?;
        let record = Record::decode(&bytes).map_err(|_| damaged())?;
        let Ok(payload) = self.space.payload(&record) else {
            return Ok(false);
        };
        writer.remove_deferred(self.space.tag, log, number, 0)?;
        self.vouch(writer, &payload)?;
        self.apply_payload(writer, env, payload)?;
        Ok(true)
    }
}
