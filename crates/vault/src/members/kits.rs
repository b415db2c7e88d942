//! Another recovery kit: signed in by the one before it, whose page somebody has, or by this device beside a page that is lost.

use std::sync::Arc;

use replica::{Control, KitCertificate, KitStanding, MemberState, Role};
use seal::RecoveryKit;
use store::Writer;

use super::kit_log::{OwnLog, control_of, fits, refused_kit};
use super::views::KitView;
use crate::space::Space;
use crate::vault::{Confirmed, Meta, Vault};
use crate::{Error, OpenError, timestamp};

impl Vault {
    /// The recovery kits of the journal: the one that it was founded with, then by time. None where there is no journal.
    ///
    /// # Errors
    /// [`OpenError::Storage`].
    pub fn kits(&self) -> Result<Vec<KitView>, OpenError> {
        Ok(self.list_kits()?)
    }

    fn list_kits(&self) -> Result<Vec<KitView>, Error> {
        let view = self.store.read()?;
        let Some(home) = self.journal(&view)? else {
            return Ok(Vec::new());
        };
        let mut kits = Vec::new();
        for (at, kit) in home.membership.kits().iter().enumerate() {
            let maker = home.membership.member(kit.made_by);
            kits.push(KitView {
                made_at: timestamp(kit.made_at),
                made_by: self.name_here(&view, &home, kit.made_by)?,
                maker_removed: maker.is_some_and(|maker| maker.state == MemberState::Removed),
                first: at == 0,
                standing: kit.standing,
            });
        }
        Ok(kits)
    }

    /// Names of the devices that another kit has to wait for: an earlier program refuses the record that signs it in, and
    /// all that comes after. None: it can be made.
    ///
    /// # Errors
    /// [`OpenError::Refused`] where there is no journal but only what others share; [`OpenError::Storage`].
    pub fn new_kit_waits_for(&self) -> Result<Vec<String>, OpenError> {
        Ok(self.kit_waits_for()?)
    }

    fn kit_waits_for(&self) -> Result<Vec<String>, Error> {
        let view = self.store.read()?;
        let home = self.home(&view)?;
        self.waited_for(&view, &home)
    }

    /// Makes `new` the recovery kit of the journal and of its open shares, and begins new keys in each, in one transaction.
    /// With `old`, the kit that outranks the devices, `new` stands in its place: `old` opens nothing that is written from
    /// now on, and decides nothing. Without it `new` stands beside it, with the weight of a device, in the place of others
    /// that devices had signed in.
    ///
    /// # Errors
    /// [`Error::Refused`] if `old` is another kit, while an earlier program runs on some device, and where this device
    /// does not belong to the journal; [`Error::Locked`]; what the disk says.
    pub fn renew_kit(
        self: &Arc<Self>,
        _: &Confirmed,
        new: &RecoveryKit,
        old: Option<&RecoveryKit>,
    ) -> Result<(), Error> {
        let waits = self.kit_waits_for()?;
        if !waits.is_empty() {
            return Err(Error::Refused(format!(
                "a new kit waits until {} {} been reached with this version of the program",
                waits.join(" and "),
                if waits.len() == 1 { "has" } else { "have" }
            )));
        }
        let home = self.own_space()?;
        let (mut writer, mut meta) = self.begin()?;
        for id in Meta::read(&writer)?.spaces().collect::<Vec<_>>() {
            let space = self.space(&writer, id)?;
            let member = space.membership.role(self.device) == Some(Role::Owner);
            if id == home {
                may_renew(&space, member, old)?;
            } else if !member || space.keys.is_none() || self.is_over(&space) {
                continue;
            }
            self.sign_in(&mut writer, &mut meta, &space, new, old)?;
            // As it is now that the kit is signed in.
            let now = Space::load(&writer, (id.tag(), Some(id)), None, Arc::default())?;
            self.rotate(&mut writer, &meta, &now, space.keys()?)?;
        }
        self.commit(writer, &meta)?;
        self.application.prepare(self).map_err(Error::after_commit)
    }

    fn sign_in(
        &self,
        writer: &mut Writer,
        meta: &mut Meta,
        space: &Space,
        new: &RecoveryKit,
        old: Option<&RecoveryKit>,
    ) -> Result<(), Error> {
        let kit = KitCertificate::sign(new.recipient(), new.signing());
        let stands = |kit: &&RecoveryKit| {
            let known = space.membership.kit(kit.verifying_key());
            known.is_some_and(|known| known.standing == KitStanding::First)
        };
        let mut ended = Vec::new();
        for known in space.membership.kits() {
            if known.standing == KitStanding::Beside {
                let kit = known.keys.device();
                let cuts = control_of(writer, space.tag, kit)?;
                ended.push(Control::RetireKit { kit, cuts });
            }
        }
        // What stands beside it ends by the page, where it is there: a device's word could be disputed.
        if let Some(old) = old.filter(stands) {
            let author = replica::DeviceId::from_bytes(old.verifying_key());
            let cuts = control_of(writer, space.tag, author)?;
            let mut log = OwnLog::new(author, old.signing(), self.env.random());
            ended.push(Control::Kit { kit, cuts });
            for op in ended {
                log.write(writer, space.tag, self.env.unix(), op)?;
            }
        } else {
            let cuts = Vec::new();
            self.author_control(writer, meta, space.tag, Control::Kit { kit, cuts })?;
            for op in ended {
                self.author_control(writer, meta, space.tag, op)?;
            }
        }
        Ok(())
    }
}

/// Whether another kit can be signed in, and by `old` if it is given.
fn may_renew(home: &Space, member: bool, old: Option<&RecoveryKit>) -> Result<(), Error> {
    if !member {
        return Err(Error::Refused(
            "this device does not belong to the journal, or is in doubt itself".into(),
        ));
    }
    home.keys()?;
    match old {
        Some(old) if !fits(&home.membership, old) => Err(refused_kit(&home.membership, old)),
        _ => Ok(()),
    }
}
