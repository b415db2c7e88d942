//! Whose control records are kept here, and which logs may differ for ever.

use replica::{Class, LogId, MemberState, Reach, SpaceTag};
use store::Tables;

use super::refusal::Held;
use super::{Drive, ExchangeEvent};
use crate::Error;
use crate::space::{control_records, root};
use crate::vault::{Meta, Vault};

impl Vault {
    /// Whose control records of a space are kept.
    pub(super) fn reach(&self, tables: &impl Tables, tag: SpaceTag) -> Result<Reach, Error> {
        let root = root(tables, tag)?;
        let work_out = || Ok(Reach::of(root, &control_records(tables, tag)?));
        self.reached.take(tag, tables.heads(tag)?, root, work_out)
    }

    /// Whether logs may differ for ever, as nothing in which they differ counts here or can come here: control logs of devices
    /// that nobody added; of removed devices, logs of which no removal lets anything stand, and control logs that are held
    /// as far as one does, or for which there is no room.
    pub(super) fn is_moot(&self, tag: SpaceTag, logs: &[LogId]) -> Result<bool, Error> {
        let view = self.store.read()?;
        let space = self.space_of(&view, &Meta::read(&view)?, tag)?;
        let heads = view.heads(tag)?;
        let reach = self.reach(&view, tag)?;
        let held = Held::of(&heads);
        let is_moot = |log: &LogId| {
            let is_control = log.class == Class::Control;
            let Some(member) = space.membership.member(log.device) else {
                return is_control && !reach.has(log.device);
            };
            let here = heads.iter().find(|(known, _)| known == log);
            let here = here.map_or(0, |(_, head)| head.number);
            let no_room = || held.room(*log, here == 0, 1, reach.is_near(log.device)) == 0;
            member.state == MemberState::Removed
                && space
                    .membership
                    .cut(*log)
                    .is_none_or(|cut| is_control && (here >= cut.number || no_room()))
        };
        let moot = logs.iter().all(is_moot);
        self.reached.keep(tag, &heads, reach);
        Ok(moot)
    }
}

impl Drive<'_> {
    /// Logs differ, and all was sent.
    pub(super) fn diverged(&mut self, space: SpaceTag, logs: &[LogId]) -> Result<(), Error> {
        self.save_soon();
        if self.vault.is_moot(space, logs)? {
            self.agreement.reached(space);
            return Ok(());
        }
        self.agreement.lost(space);
        if self.differing.insert(space, logs.len()) != Some(logs.len()) {
            self.tell(ExchangeEvent::Differs(logs.len() as u64));
        }
        Ok(())
    }
}
