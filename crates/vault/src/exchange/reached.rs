//! Whose records are kept, remembered from one batch to the next: a flood of control records is read once and not at each.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use replica::{Class, Head, LogId, Reach, RecordId, SpaceTag};

use crate::Error;

/// What was worked out last of each space.
#[derive(Debug, Default)]
pub(crate) struct Reached(Mutex<BTreeMap<SpaceTag, Known>>);

/// With the control logs that it was worked out from.
type Known = (Vec<(LogId, Head)>, Reach);

impl Reached {
    /// Takes it out, or has it worked out, where these logs are held and this founding record is believed.
    pub(super) fn take(
        &self,
        tag: SpaceTag,
        heads: Vec<(LogId, Head)>,
        root: Option<RecordId>,
        work_out: impl FnOnce() -> Result<Reach, Error>,
    ) -> Result<Reach, Error> {
        let known = self.of().remove(&tag);
        let heads = control(heads);
        match known.filter(|(known, reach)| *known == heads && reach.root() == root) {
            Some((_, reach)) => Ok(reach),
            None => work_out(),
        }
    }

    /// Keeps what is true of these logs.
    pub(super) fn keep(&self, tag: SpaceTag, heads: &[(LogId, Head)], reach: Reach) {
        self.of().insert(tag, (control(heads.to_vec()), reach));
    }

    fn of(&self) -> MutexGuard<'_, BTreeMap<SpaceTag, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn control(mut heads: Vec<(LogId, Head)>) -> Vec<(LogId, Head)> {
    heads.retain(|(log, _)| log.class == Class::Control);
    heads
}
