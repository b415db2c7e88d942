//! Bringing the index up to what is held, in steps: what a step has done stays done if the next one is cut off.

use replica::{Admission, Class, LogId};
use store::{Tables, Writer};

use super::schedule::Schedule;
use super::{CaughtUp, Index};
use crate::opened::Opens;
use crate::space::READ_BYTES;
use crate::{Env, Error};

/// Records and parts of records in the smallest step.
const STEP: u64 = 16_384;
/// Bytes of records read first of a log that goes on; it may be stuck again at the second.
const READ_BYTES_FIRST: usize = 4 * 1024;

impl Index<'_> {
    /// Applies every record that can be applied. Call [`Index::flush`] afterwards.
    pub(crate) fn catch_up(&mut self, writer: &mut Writer, env: &Env) -> Result<CaughtUp, Error> {
        self.catch_up_within(writer, env, u64::MAX)
    }

    /// Does one step of it, after which [`CaughtUp::unfinished`] says whether there is more. A step grows with what is
    /// there, so that a document which goes on through many of them is not loaded once for every few of its records.
    pub(crate) fn catch_up_step(
        &mut self,
        writer: &mut Writer,
        env: &Env,
    ) -> Result<CaughtUp, Error> {
        let indexed: u64 = self.indexed.iter().map(|(_, number)| number).sum();
        self.catch_up_within(writer, env, STEP.max(indexed / 4))
    }

    /// Whether a step may be spent.
    pub(super) fn is_spent(&self) -> bool {
        self.spent >= self.most
    }

    fn catch_up_within(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        most: u64,
    ) -> Result<CaughtUp, Error> {
        self.now = Some(env.unix());
        self.writes = true;
        (self.spent, self.most) = (0, most);
        // Without a directory whatever pages there are cannot be trusted.
        let unknown = self.indexed.is_empty();
        if unknown
            || Self::exceeds_membership(self.space, &self.indexed, &self.vouched)
            || self.split_anew(writer)?
        {
            self.start_over(writer)?;
        }
        self.schedule = self.scheduled(writer)?;
        self.any_waiting = writer.any_waiting(self.space.tag)?;
        let mut done = CaughtUp::default();
        let epochs = self.space.keys()?.epochs().count();
        let unfinished = loop {
            self.run_logs(writer, env, &mut done)?;
            if std::mem::take(&mut self.flipped) {
                self.start_over(writer)?;
                self.schedule = self.scheduled(writer)?;
                continue;
            }
            let met = !self.dir.progress.met.is_empty();
            let new_keys = self.dir.epochs != epochs;
            if self.schedule.is_idle() && !met && !new_keys {
                break false;
            }
            if self.is_spent() {
                break true;
            }
            if met {
                self.try_met(writer, env)?;
            } else if new_keys && self.try_new_keys(writer, env)? {
                self.dir.epochs = epochs;
            }
        };
        done.waiting = self.schedule.not_applied(|log| self.reached(log));
        self.compute_claimed(writer, env)?;
        self.dir.progress.unfinished = unfinished;
        done.unfinished = unfinished;
        if !unfinished {
            self.compute_for_clock(writer, env)?;
            self.note_hidden(writer, env)?;
            self.dir.progress.anew = false;
        }
        done.documents = self.pending.len();
        Ok(done)
    }

    /// What can go on. A log that was stuck is looked at again where its cause is there, or where what it says may be worth
    /// more than before: when membership grew, and if it would vouch for records of which some have come.
    fn scheduled(&self, writer: &Writer) -> Result<Schedule, Error> {
        let heads = writer.heads(self.space.tag)?;
        let examined = self.dir.examined();
        let mut grown = heads
            .iter()
            .filter(|(log, head)| head.number > examined.get(*log));
        let members = grown.clone().any(|(log, _)| log.class == Class::Control);
        let late = grown.any(|(log, head)| {
            self.space.membership.admits(*log, head.number) == Admission::BeyondCut
        });
        Ok(Schedule::new(
            &heads,
            |log| self.reached(log),
            &self.dir.progress.stuck,
            |cause| {
                let again = members || late && cause.vouches;
                !again && !self.reflects(cause.log, cause.number)
            },
        ))
    }

    /// Lets the logs go on until all are at their end or stuck, or the step is spent.
    fn run_logs(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        done: &mut CaughtUp,
    ) -> Result<(), Error> {
        while !self.is_spent()
            && !self.meets_many()
            && let Some((log, end)) = self.schedule.next()
        {
            let start = self.reached(log);
            self.run_log(writer, env, log, end)?;
            let reached = self.reached(log);
            done.records += reached - start;
            self.schedule.reached(log, reached);
            self.schedule.reached(self.branches.named_by(log), reached);
        }
        Ok(())
    }

    fn run_log(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        end: u64,
    ) -> Result<(), Error> {
        let mut next = self.reached(log) + 1;
        let mut read_bytes = READ_BYTES_FIRST;
        while next <= end {
            if !self.admitted(log, next) {
                return Ok(());
            }
            let batch = writer.records(self.space.tag, log, next, read_bytes)?;
            Opens::add(&self.space.opens.read, batch.len() as u64);
            if batch.is_empty() {
                return Err(Error::damaged(format!("record {next} of a log")));
            }
            for bytes in batch {
                if !self.admitted(log, next) {
                    return Ok(());
                }
                if let Some(cause) = self.apply_record(writer, env, log, next, &bytes)? {
                    self.schedule.wait(log, cause);
                    return Ok(());
                }
                self.indexed.raise(log, next);
                next += 1;
                self.note_held();
                if self.is_full() {
                    self.compute_claimed(writer, env)?;
                    self.flush(writer, env)?;
                }
                if self.is_spent() || self.meets_many() {
                    if next <= end {
                        self.schedule.put_back(log);
                    }
                    return Ok(());
                }
            }
            read_bytes = READ_BYTES.min(read_bytes * 2);
        }
        Ok(())
    }
}
