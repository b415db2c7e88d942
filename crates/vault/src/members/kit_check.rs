//! Whether a recovery kit is that of a journal: it really opens something.

use jiff::Timestamp;
use replica::{Class, KitStanding};
use seal::{RecoveryKit, SpaceKeys};
use store::{Tables, View};

use super::kit_log::{fits, refused_kit};
use crate::exchange::safety::written_at;
use crate::space::Space;
use crate::vault::{Meta, Vault};
use crate::{Error, OpenError};

/// What a recovery kit opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KitCheck {
    /// When the record was written that it opened, the newest of this journal; `None` if there is none yet.
    pub opened: Option<Timestamp>,
    /// Whether it outranks the devices. A kit that a device signed in while its page before was lost does not.
    pub outranks: bool,
}

impl Vault {
    /// Whether a recovery kit is that of this journal, and opens it: the newest keys and a real record. Works while locked.
    ///
    /// # Errors
    /// [`OpenError::Refused`] if it is another journal's, or there is no journal here but only what others share;
    /// [`OpenError::Storage`].
    pub fn check_kit(&self, kit: &RecoveryKit) -> Result<KitCheck, OpenError> {
        Ok(self.try_kit(kit)?)
    }

    fn try_kit(&self, kit: &RecoveryKit) -> Result<KitCheck, Error> {
        let view = self.store.read()?;
        let Some(home) = Meta::read(&view)?.home() else {
            return Err(Error::Refused(
                "there is no journal here but only what others share, and no kit belongs to that"
                    .into(),
            ));
        };
        let space = Space::opened_by_kit(&view, home, kit)?;
        if !fits(&space.membership, kit) {
            return Err(refused_kit(&space.membership, kit));
        }
        let newest = space.membership.keys().first().map(|wrap| wrap.epoch);
        if newest.is_none() || space.keys.as_ref().map(SpaceKeys::epoch) != newest {
            return Err(Error::Refused(
                "this is the journal's recovery kit, but what was written last does not open with it"
                    .into(),
            ));
        }
        Ok(KitCheck {
            opened: newest_of(&view, &space)?,
            outranks: space
                .membership
                .kit(kit.verifying_key())
                .is_some_and(|kit| kit.standing == KitStanding::First),
        })
    }
}

/// When the newest record of a space was written.
pub(super) fn newest_of(view: &View, space: &Space) -> Result<Option<Timestamp>, Error> {
    let mut newest = None;
    for (log, head) in view.heads(space.tag)? {
        if log.class == Class::Data {
            newest = newest.max(written_at(view, space, log, head.number)?);
        }
    }
    Ok(newest)
}
