//! Whether the two sides of an exchange ended with the same: in every space that either of them has spoken of.

use std::collections::{BTreeMap, BTreeSet};

use replica::{Class, Frame, LogId, PeerRole, Role, SpaceTag};

use crate::Error;
use crate::members::adoption::Declined;
use crate::vault::{Meta, Vault};

/// What is known so far of what both sides hold.
#[derive(Debug, Default)]
pub(super) struct Agreement {
    /// Spaces of which both sides hold the same.
    in_step: BTreeSet<SpaceTag>,
    /// Spaces that the other side offers, and whether it offers more than the news of their end.
    offered: BTreeMap<SpaceTag, bool>,
}

impl Agreement {
    /// The closing check of a space agrees.
    pub(super) fn reached(&mut self, space: SpaceTag) {
        self.in_step.insert(space);
    }

    /// One side has what the other does not have yet, or has something else.
    pub(super) fn lost(&mut self, space: SpaceTag) {
        self.in_step.remove(&space);
    }

    /// The other side offers a space.
    pub(super) fn offered(&mut self, space: SpaceTag, have: &[(LogId, u64)]) {
        // Of what it waits for itself it offers nothing at all.
        let more = have.iter().any(|(log, _)| log.class != Class::Control);
        self.offered.insert(space, more);
    }

    /// A frame goes out.
    pub(super) fn sent(&mut self, frame: &Frame) {
        if let Frame::Records { space, .. } = frame {
            self.lost(*space);
        }
    }

    /// Whether both sides hold the same of every space that either of them offered. Of a share that is over nothing is
    /// owed, and of what this side does not want neither. Where more shares are claimed than a device keeps, the two sides
    /// may have left out different ones: then those count that both speak of. `spaces` are those that this side offers,
    /// with what the other side is in them.
    pub(super) fn is_complete(
        &self,
        vault: &Vault,
        spaces: &BTreeSet<SpaceTag>,
        roles: &BTreeMap<SpaceTag, (PeerRole, Role)>,
    ) -> Result<bool, Error> {
        let view = vault.store.read()?;
        let meta = Meta::read(&view)?;
        let here: BTreeSet<SpaceTag> = meta.tags().collect();
        let declined = Declined::read(&view)?;
        // What a reader had of a stopped share may be gone by now.
        for tag in spaces.intersection(&here) {
            let space = vault.space_of(&view, &meta, *tag)?;
            let membership = &space.membership;
            let came_too_late =
                membership.closed() && membership.role(vault.device) != Some(Role::Owner);
            let former = matches!(roles.get(tag), Some((PeerRole::Former, _)));
            let left_out = declined.left_out > 0
                && meta.home_tag() != Some(*tag)
                && !self.offered.contains_key(tag);
            let owed = !former && !came_too_late && !left_out && !vault.is_past(&space);
            if owed && !self.in_step.contains(tag) {
                return Ok(false);
            }
        }
        let strange = self.offered.iter();
        for (tag, offers_more) in strange.filter(|(tag, _)| !spaces.contains(tag)) {
            // Either this side cannot read yet that it shares this, or it has not told the other side of it so far.
            let owed = match here.contains(tag) {
                true => !vault.is_over(&*vault.space_of(&view, &meta, *tag)?),
                false => *offers_more && !declined.contains(*tag),
            };
            if owed {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
