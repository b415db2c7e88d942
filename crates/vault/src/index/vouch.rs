//! Who stands by what a removed device wrote beyond its cut: whoever counts and built upon it.

use replica::{Admission, Class, LogId};
use store::Tables;

use super::Index;
use crate::Error;
use crate::write::payload::Payload;

impl Index<'_> {
    /// Takes a record's word for what it builds upon. Its author must count by membership, not by somebody's word, and
    /// nobody vouches for a device of one's own. What is not held here was not seen by anybody that we can ask: it may
    /// be written yet. Only what needs somebody's word is remembered. Tells whether it would vouch for something that is not
    /// held.
    pub(super) fn vouch(&mut self, tables: &impl Tables, payload: &Payload) -> Result<bool, Error> {
        let membership = &self.space.membership;
        let mut more = false;
        if membership.admits(payload.log, payload.number) != Admission::Yes {
            return Ok(false);
        }
        for (log, number) in payload.after.iter() {
            let needs_it = log.class == Class::Data
                && probe::planted!("voucher_of_oneself", log.device != payload.log.device, true)
                && self.vouched.get(log) < number
                && membership.admits(log, number) == Admission::BeyondCut;
            if needs_it {
                let held = tables.head(self.space.tag, log)?;
                if held.is_some_and(|head| head.number >= number) {
                    self.vouched.raise(log, number);
                    self.schedule.may_go_on(log);
                } else {
                    more = true;
                }
            }
        }
        Ok(more)
    }

    /// Whether a record may be applied, as far as its author and number go.
    pub(super) fn admitted(&self, log: LogId, number: u64) -> bool {
        self.space.membership.admits(log, number) == Admission::Yes
            || self.vouched.get(log) >= number
    }
}
