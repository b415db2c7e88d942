//! Going on when every device is lost: a copy of a vault's folder and the recovery kit make a new device of the journal.
//!
//! The copy is only read. Its records are taken in as if another device had sent them, so each is verified; then the kit
//! signs that the new device belongs to the journal, and which of the others are gone. The kit outranks every device.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use replica::{
    Class, Control, ControlBody, Cut, DeviceId, LogId, MemberState, Membership, Purpose, Record,
    Role, SpaceId, SpaceTag,
};
use seal::{RecoveryKit, SpaceKeys};
use store::{Store, Tables, View, Writer};

use super::devices::short;
use crate::exchange::safety::written_at;
use crate::folder::Folder;
use crate::space::{READ_BYTES, Space};
use crate::vault::{Meta, Vault};
use crate::write::author::{next_after, seen_control};
use crate::{Env, Error, OpenError, timestamp};

/// A copy of a vault, opened with the recovery kit of its journal.
pub struct Recovery {
    kit: RecoveryKit,
    view: View,
    /// Kept open for as long as `view` is read.
    _store: Store,
    home: SpaceId,
    /// Home first. What is only read here belongs to others, whose kit is another.
    spaces: Vec<SpaceId>,
}

/// What a copy holds of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Changes of entries and worksheets, of every device.
    pub changes: u64,
    /// When the newest of them was written, by the clock of its device.
    pub newest: Option<Timestamp>,
    /// The devices of the journal that were not removed, by name.
    pub devices: Vec<CopiedDevice>,
}

/// A device of the journal as a copy knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedDevice {
    /// Its id.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// Whether the copy is one of this device's folder.
    pub copied: bool,
}

impl Recovery {
    /// Opens a copy of a vault's folder for reading; nobody may be writing to it. Every page is checked, and what a crash
    /// left undone is done in memory.
    ///
    /// # Errors
    /// [`OpenError::NoVault`] if there is none; [`OpenError::Refused`] if the kit is that of another journal;
    /// [`OpenError::Storage`] if the copy is damaged.
    pub fn open(copy: &Path, kit: RecoveryKit, env: &Env) -> Result<Self, OpenError> {
        Ok(Self::read(copy, kit, env)?)
    }

    fn read(copy: &Path, kit: RecoveryKit, env: &Env) -> Result<Self, Error> {
        let database = Folder::new(copy, env).database();
        if !database.exists() {
            return Err(Error::NoVault(copy.to_owned()));
        }
        let store = Store::inspect(&database)?;
        let view = store.read()?;
        let meta = Meta::read(&view)?;
        let Some(home) = meta.home() else {
            return Err(Error::Refused(
                "this is a copy of a device that only reads what others share: no kit belongs to it"
                    .into(),
            ));
        };
        let mut spaces = vec![home];
        for id in meta.spaces().filter(|id| *id != home) {
            if fits(&Space::opened_by_kit(&view, id, &kit)?.membership, &kit) {
                spaces.push(id);
            }
        }
        let found = Self {
            kit,
            view,
            _store: store,
            home,
            spaces,
        };
        let space = found.home()?;
        if space.membership.purpose() != Some(Purpose::Home) {
            return Err(Error::damaged(
                "the copy (it does not say who belongs to it)",
            ));
        }
        if !fits(&space.membership, &found.kit) {
            return Err(another());
        }
        space.keys()?;
        Ok(found)
    }

    fn home(&self) -> Result<Space, Error> {
        Space::opened_by_kit(&self.view, self.home, &self.kit)
    }

    /// What the copy holds.
    ///
    /// # Errors
    /// [`OpenError::Storage`] if the copy is damaged.
    pub fn look(&self) -> Result<Copied, OpenError> {
        Ok(self.count()?)
    }

    fn count(&self) -> Result<Copied, Error> {
        let space = self.home()?;
        let heads = self.view.heads(space.tag)?.into_iter();
        let data = heads.filter(|(log, _)| log.class == Class::Data);
        let changes = data.map(|(_, head)| head.number).sum();
        let newest = newest_of(&self.view, &space)?;
        let own = Meta::read(&self.view)?.device();
        let active = |state| state == MemberState::Active || state == MemberState::Suspended;
        let members = space.membership.members();
        let owners =
            members.filter(|member| member.certificate.role == Role::Owner && active(member.state));
        let mut devices: Vec<CopiedDevice> = owners
            .map(|member| CopiedDevice {
                device: member.certificate.device,
                name: space
                    .name_in(&member.certificate)
                    .unwrap_or_else(|| short(member.certificate.device.as_bytes())),
                added_at: timestamp(member.added_at),
                copied: member.certificate.device == own,
            })
            .collect();
        devices.sort_by(|a, b| (&a.name, a.device).cmp(&(&b.name, b.device)));
        Ok(Copied {
            changes,
            newest,
            devices,
        })
    }
}

/// Whether a space says that this kit is its own.
fn fits(membership: &Membership, kit: &RecoveryKit) -> bool {
    membership.recovery().is_some_and(|recovery| {
        recovery.key == kit.verifying_key() && recovery.recipient == kit.recipient()
    })
}

impl Vault {
    /// Takes in what a copy holds, verifying every record, and gives how many records did not hold.
    pub(crate) fn take_in(&self, copy: &Recovery) -> Result<u64, Error> {
        let mut writer = self.store.write()?;
        let mut meta = Meta::read(&writer)?;
        for id in &copy.spaces {
            let space = Space::opened_by_kit(&copy.view, *id, &copy.kit)?;
            let root = space.membership.root();
            let root = root.ok_or_else(|| Error::damaged("the copy"))?;
            crate::space::pin_root(&mut writer, id.tag(), root)?;
            meta.add_space(*id, *id == copy.home);
        }
        meta.write(&mut writer)?;
        writer.commit()?;
        let mut refused = 0;
        for id in &copy.spaces {
            let heads = copy.view.heads(id.tag())?;
            // Control first: it decides whose data may be kept.
            for class in [Class::Control, Class::Data] {
                for (log, head) in heads.iter().filter(|(log, _)| log.class == class) {
                    refused += self.take_in_log(copy, *id, *log, head.number)?;
                }
            }
        }
        Ok(refused)
    }

    fn take_in_log(&self, copy: &Recovery, id: SpaceId, log: LogId, to: u64) -> Result<u64, Error> {
        let (mut next, mut refused) = (1, 0);
        while next <= to {
            let batch = copy.view.records(id.tag(), log, next, READ_BYTES)?;
            if batch.is_empty() {
                return Err(Error::damaged(format!("record {next} of a log")));
            }
            next += batch.len() as u64;
            refused += u64::from(self.ingest(None, id, &batch)?.refused);
        }
        Ok(refused)
    }

    /// Lets the kit sign that this device belongs to the journal and all its open shares, and that the devices in `gone`
    /// do not any more, in one transaction.
    pub(crate) fn be_recovered(
        &self,
        copy: &Recovery,
        name: &str,
        gone: &BTreeSet<DeviceId>,
    ) -> Result<(), Error> {
        let (mut writer, meta) = self.begin()?;
        for id in &copy.spaces {
            let space = Space::opened_by_kit(&writer, *id, &copy.kit)?;
            if space.membership.closed() || self.is_past(&space) {
                continue;
            }
            let keys = space.keys()?;
            let certificate = self.certificate(Role::Owner, keys.seal(name.as_bytes()))?;
            let mut signer = KitLog::new(&copy.kit, self.env.random());
            signer.write(
                &mut writer,
                id.tag(),
                self.env.unix(),
                Control::Add { certificate },
            )?;
            let mut removed = false;
            for member in space.membership.members() {
                let device = member.certificate.device;
                if gone.contains(&device) && member.state != MemberState::Removed {
                    let cuts = held_of(&writer, id.tag(), device)?;
                    let op = Control::Remove { device, cuts };
                    signer.write(&mut writer, id.tag(), self.env.unix(), op)?;
                    removed = true;
                }
            }
            self.hand_on(&mut writer, &meta, *id, keys, removed)?;
        }
        self.commit(writer, &meta)
    }

    /// Hands the keys that the kit opened to everybody who belongs to the space now, under a new epoch if somebody was
    /// removed.
    fn hand_on(
        &self,
        writer: &mut Writer,
        meta: &Meta,
        id: SpaceId,
        keys: &SpaceKeys,
        removed: bool,
    ) -> Result<(), Error> {
        // As it is now that the kit has signed.
        let space = Space::load(writer, id, None, std::sync::Arc::default())?;
        if removed {
            self.rotate(writer, meta, &space, keys)
        } else {
            self.rewrap_as(writer, meta, &space, keys, None)
        }
    }
}

/// What a recovery kit opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KitCheck {
    /// When the record was written that it opened, the newest of this journal; `None` if there is none yet.
    pub opened: Option<Timestamp>,
}

impl Vault {
    /// Whether this device was made by [recovering](Vault::recover), so that a device which has not heard of it takes it for
    /// a stranger. It [joins](Vault::join) once more there.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn is_recovered(&self) -> Result<bool, Error> {
        let view = self.store.read()?;
        let Some(home) = Meta::read(&view)?.home() else {
            return Ok(false);
        };
        let membership = &self.space(&view, home)?.membership;
        let added_by = membership.member(self.device).map(|me| me.added_by);
        let kit = membership.recovery().map(|recovery| recovery.device());
        Ok(added_by.is_some() && added_by == kit)
    }

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
            return Err(another());
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
        })
    }
}

/// When the newest record of a space was written.
fn newest_of(view: &View, space: &Space) -> Result<Option<Timestamp>, Error> {
    let mut newest = None;
    for (log, head) in view.heads(space.tag)? {
        if log.class == Class::Data {
            newest = newest.max(written_at(view, space, log, head.number)?);
        }
    }
    Ok(newest)
}

fn another() -> Error {
    Error::Refused("this recovery kit belongs to another journal".into())
}

/// All that is held of a device's logs.
pub(crate) fn held_of(
    tables: &impl Tables,
    tag: SpaceTag,
    device: DeviceId,
) -> Result<Vec<Cut>, Error> {
    let heads = tables.heads(tag)?.into_iter();
    let own = heads.filter(|(log, _)| log.device == device);
    let mut cuts: Vec<Cut> = own
        .map(|(log, head)| Cut {
            log,
            number: head.number,
            id: head.id,
        })
        .collect();
    cuts.sort_by_key(|cut| cut.log);
    Ok(cuts)
}

/// The control log that a kit writes in one recovery: two recoveries apart do not fork it.
struct KitLog<'k> {
    kit: &'k RecoveryKit,
    log: LogId,
}

impl<'k> KitLog<'k> {
    fn new(kit: &'k RecoveryKit, incarnation: [u8; 8]) -> Self {
        let log = LogId {
            device: DeviceId::from_bytes(kit.verifying_key()),
            class: Class::Control,
            incarnation: u64::from_be_bytes(incarnation),
        };
        Self { kit, log }
    }

    fn write(
        &mut self,
        writer: &mut Writer,
        tag: SpaceTag,
        at: i64,
        op: Control,
    ) -> Result<(), Error> {
        let seen = seen_control(writer, tag)?;
        let body = ControlBody { at, seen, op }.encode();
        let (number, prev) = next_after(writer.head(tag, self.log)?);
        let record = Record::write(tag, self.log, number, prev, body, self.kit.signing())
            .map_err(|error| Error::Invalid(format!("the kit cannot sign this ({error})")))?;
        writer.append(&record)?;
        Ok(())
    }
}
