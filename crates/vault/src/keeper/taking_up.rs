//! Which spaces a keeper carries: those that it was told of when it joined, and shares that came later, which an owner of
//! the journal offers.

use replica::{LinkId, RecordId, Role, SpaceTag, limits};

use crate::Error;
use crate::members::devices::belongs_to;
use crate::members::pair::inviter_key;
use crate::members::pair_wire::{KeeperAdmission, protocol};
use crate::members::ticket::Ticket;
use crate::meta::{Carried, Meta};
use crate::space::{pin_root, root};
use crate::vault::Vault;

impl Vault {
    /// Becomes able to carry the spaces that a keeper was told of.
    pub(crate) fn begin_keeping(
        &self,
        ticket: &Ticket,
        admission: &KeeperAdmission,
    ) -> Result<(), Error> {
        let spaces = &admission.spaces;
        if spaces.is_empty() || spaces.len() > limits::SPACES_PER_SESSION_MAX {
            return Err(protocol());
        }
        let mut writer = self.store.write()?;
        let mut meta = Meta::read(&writer)?;
        for (tag, founding, meet) in spaces {
            let tag = SpaceTag::from_bytes(*tag);
            pin_root(&mut writer, tag, RecordId::from_bytes(*founding))?;
            meta.carry(Carried::new(tag, Some(*meet)));
            writer.set_meta(&inviter_key(tag), ticket.inviter.as_bytes())?;
        }
        meta.write(&mut writer)?;
        writer.commit()?;
        self.remember_addresses(ticket.inviter, &ticket.addresses)
    }

    /// Takes up a space that a peer offers, where this is a keeper and the peer an owner of its journal. Tells whether it is
    /// a new one.
    pub(crate) fn take_up_offered(&self, peer: LinkId, tag: SpaceTag) -> Result<bool, Error> {
        let is_new = |meta: &Meta| {
            let carried = meta.carried();
            (1..limits::SPACES_PER_SESSION_MAX).contains(&carried.len())
                && carried.iter().all(|known| known.tag() != tag)
        };
        let view = self.store.read()?;
        if !is_new(&Meta::read(&view)?)
            || belongs_to(self.journal(&view)?.as_deref(), peer) != Some(true)
        {
            return Ok(false);
        }
        drop(view);
        let mut writer = self.store.write()?;
        let mut meta = Meta::read(&writer)?;
        if is_new(&meta) {
            meta.carry(Carried::new(tag, None));
            writer.set_meta(&inviter_key(tag), peer.as_bytes())?;
            meta.write(&mut writer)?;
            writer.commit()?;
        }
        Ok(true)
    }

    /// Believes the founding record of a space that was taken up, once it is here, if an owner of the journal signed it. Only
    /// that one counts from then on.
    pub(crate) fn pin_founding(&self, tag: SpaceTag) -> Result<(), Error> {
        let view = self.store.read()?;
        let meta = Meta::read(&view)?;
        if meta.carried().is_empty() || root(&view, tag)?.is_some() {
            return Ok(());
        }
        let space = self.space_of(&view, &meta, tag)?;
        let (Some(founding), Some(founder)) = (space.membership.root(), space.membership.founder())
        else {
            return Ok(());
        };
        let journal = self.journal(&view)?;
        let of_journal = journal.and_then(|home| {
            let member = home.membership.member(founder)?;
            Some(member.certificate.role == Role::Owner)
        });
        if of_journal == Some(true) {
            drop(view);
            let mut writer = self.store.write()?;
            pin_root(&mut writer, tag, founding)?;
            writer.commit()?;
        }
        Ok(())
    }
}
