//! Going on when every device is lost: a copy of a vault's folder, or a backup, makes a new device of the journal, with the
//! recovery kit or with the passphrase of the device that was copied.
//!
//! The copy is only read. Its records are taken in as if another device had sent them, so each is verified; then the kit,
//! or the copied device, signs that the new device belongs to the journal, and which of the others are gone. It signs in a
//! log of its own, so that none is continued by two. The kit outranks every device.

mod pages;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use replica::{
    Class, Control, DeviceId, LogId, MemberState, Membership, Purpose, Role, SigningKey, SpaceId,
    Version,
};
use seal::{DeviceKeys, Passphrase, RecoveryKit, SpaceKeys};
use store::{Store, Tables, View, Writer};

use super::copied::{Copied, CopiedDevice};
use super::devices::short;
use super::gathered::Gathered;
use super::kit_check::newest_of;
use super::kit_log::{OwnLog, fits, held_of, refused_kit};
use crate::backup::{copy_chunk, kept::Kept};
use crate::exchange::branches::branches;
use crate::folder::Folder;
use crate::space::{READ_BYTES, Space};
use crate::vault::{Meta, Vault};
use crate::{Env, Error, OpenError, UnlockError, timestamp};

/// There on a device that was made by recovering.
pub(super) const RECOVERED: &str = "recovered";

/// What opens a copy, and signs for the new device.
enum Authority {
    Kit(RecoveryKit),
    Device(DeviceKeys),
}

impl Authority {
    fn author(&self) -> DeviceId {
        match self {
            Self::Kit(kit) => DeviceId::from_bytes(kit.verifying_key()),
            Self::Device(keys) => keys.device(),
        }
    }

    fn signing(&self) -> &SigningKey {
        match self {
            Self::Kit(kit) => kit.signing(),
            Self::Device(keys) => keys.signing(),
        }
    }

    fn open(&self, tables: &impl Tables, id: SpaceId) -> Result<Space, Error> {
        match self {
            Self::Kit(kit) => Space::opened_by_kit(tables, id, kit),
            Self::Device(keys) => {
                Space::load(tables, (id.tag(), Some(id)), Some(keys), Arc::default())
            }
        }
    }

    /// Whether it may let a device into this space.
    fn counts_in(&self, membership: &Membership) -> bool {
        match self {
            Self::Kit(kit) => fits(membership, kit),
            Self::Device(keys) => membership.role(keys.device()) == Some(Role::Owner),
        }
    }
}

/// A copy of a vault, opened with the recovery kit of its journal or with the passphrase of its device.
pub struct Recovery {
    by: Authority,
    /// Where parts of files lie.
    pub(crate) folders: Vec<Folder>,
    /// Records of several places, all of which are taken in; those of one copy are read from `view`.
    gathered: Option<Gathered>,
    view: View,
    /// Kept open for as long as `view` is read.
    _store: Store,
    home: SpaceId,
    /// Home first. What is only read here belongs to others, whose kit is another.
    spaces: Vec<SpaceId>,
    damaged_parts: usize,
}

impl Recovery {
    /// Opens a copy of a vault's folder for reading; nobody may be writing to it. Every page is checked, and what a crash
    /// left undone is done in memory.
    ///
    /// # Errors
    /// [`OpenError::NoVault`] if there is none; [`OpenError::Refused`] if the kit is that of another journal;
    /// [`OpenError::Storage`] if the copy is damaged.
    pub fn open(copy: &Path, kit: RecoveryKit, env: &Env) -> Result<Self, OpenError> {
        Ok(Self::read(copy, Authority::Kit(kit), env).map_err(|error| error.elsewhere(copy))?)
    }

    /// The same with the passphrase of the device that was copied, as it was then.
    ///
    /// # Errors
    /// [`UnlockError::WrongPassphrase`]; [`UnlockError::Storage`], also where [`Recovery::open`] has another name for it.
    pub fn unlock(copy: &Path, passphrase: &Passphrase, env: &Env) -> Result<Self, UnlockError> {
        let by = Self::device(copy, passphrase, env)?;
        Ok(Self::read(copy, by, env).map_err(|error| error.elsewhere(copy))?)
    }

    fn device(copy: &Path, passphrase: &Passphrase, env: &Env) -> Result<Authority, Error> {
        let folder = Folder::new(copy, env);
        let here = |error: Error| error.elsewhere(copy);
        let sealed = folder.read_small(&folder.device_file()).map_err(here)?;
        let opened = DeviceKeys::open_file(&sealed, passphrase, env.accept());
        let (keys, _) = opened.map_err(Error::from).map_err(here)?;
        Ok(Authority::Device(keys))
    }

    /// The same out of several places: copies of folders of vaults or backups, and records that lay in folders which the
    /// journal was carried through. All of it is taken in.
    ///
    /// # Errors
    /// As [`Recovery::open`]; [`OpenError::Refused`] also where the kit opens nothing of it, and for copies of different
    /// journals.
    pub fn gather(
        copies: &[PathBuf],
        carried: Vec<Vec<u8>>,
        kit: RecoveryKit,
        env: &Env,
    ) -> Result<Self, OpenError> {
        Ok(Self::read_all(copies, carried, Authority::Kit(kit), env)?)
    }

    /// The same with the passphrase of the device of the first copy, as it was then.
    ///
    /// # Errors
    /// As [`Recovery::unlock`] and [`Recovery::gather`].
    pub fn gather_unlocked(
        copies: &[PathBuf],
        carried: Vec<Vec<u8>>,
        passphrase: &Passphrase,
        env: &Env,
    ) -> Result<Self, UnlockError> {
        let first = copies.first().ok_or(Error::NoHome)?;
        let by = Self::device(first, passphrase, env)?;
        Ok(Self::read_all(copies, carried, by, env)?)
    }

    /// The journal that a copy is of, without opening it; `None` for one that only reads what others share.
    ///
    /// # Errors
    /// [`OpenError::NoVault`]; [`OpenError::Storage`].
    pub fn home_of(copy: &Path, env: &Env) -> Result<Option<SpaceId>, OpenError> {
        let folder = Folder::new(copy, env);
        let home = || {
            examine(&folder, copy)?;
            Ok(Meta::read(&Store::inspect(&folder.database())?.read()?)?.home())
        };
        Ok(home().map_err(|error: Error| error.elsewhere(copy))?)
    }

    fn read_all(
        copies: &[PathBuf],
        carried: Vec<Vec<u8>>,
        by: Authority,
        env: &Env,
    ) -> Result<Self, Error> {
        let mut gathered = Gathered::default();
        let (mut folders, mut damaged_parts) = (Vec::new(), 0);
        let mut device = DeviceId::from_bytes([0; 32]);
        for copy in copies {
            let folder = Folder::new(copy, env);
            let read = whole(&folder, copy).and_then(|(store, damaged)| {
                let view = store.read()?;
                gathered.add_copy(&view)?;
                Ok((Meta::read(&view)?.device(), damaged))
            });
            let (of, damaged) = read.map_err(|error| error.elsewhere(copy))?;
            if folders.is_empty() {
                device = of;
            }
            damaged_parts += damaged;
            folders.push(folder);
        }
        gathered.add(carried);
        if let Authority::Kit(kit) = &by {
            gathered.find_spaces(kit);
        }
        if gathered.home().is_none() {
            return Err(Error::Refused(
                "this recovery kit opens nothing of a journal in what lies there: it is another journal's page, or nothing \
                 was written yet when it was carried"
                    .into(),
            ));
        }
        let store = gathered.store(device, |membership| by.counts_in(membership))?;
        let mut found = Self::checked(by, folders, store, damaged_parts)?;
        found.gathered = Some(gathered);
        Ok(found)
    }

    fn read(copy: &Path, by: Authority, env: &Env) -> Result<Self, Error> {
        let folder = Folder::new(copy, env);
        let (store, damaged_parts) = whole(&folder, copy)?;
        if !Meta::read(&store.read()?)?.carried().is_empty() {
            // A keeper does not know what its spaces are called: the kit has to find out.
            return Self::read_all(&[copy.to_owned()], Vec::new(), by, env);
        }
        Self::checked(by, vec![folder], store, damaged_parts)
    }

    fn checked(
        by: Authority,
        folders: Vec<Folder>,
        store: Store,
        damaged_parts: usize,
    ) -> Result<Self, Error> {
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
            if by.counts_in(&by.open(&view, id)?.membership) {
                spaces.push(id);
            }
        }
        let found = Self {
            by,
            folders,
            gathered: None,
            view,
            _store: store,
            home,
            spaces,
            damaged_parts,
        };
        let space = found.home()?;
        if space.membership.purpose() != Some(Purpose::Home) {
            return Err(Error::damaged(
                "the copy (it does not say who belongs to it)",
            ));
        }
        if !found.by.counts_in(&space.membership) {
            return Err(match found.by {
                Authority::Kit(kit) => refused_kit(&space.membership, &kit),
                Authority::Device(_) => Error::Refused(
                    "this device was removed from the journal: its recovery kit opens the copy"
                        .into(),
                ),
            });
        }
        space.keys()?;
        Ok(found)
    }

    fn home(&self) -> Result<Space, Error> {
        self.by.open(&self.view, self.home)
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
        let branches = branches(&self.view, space.tag)?;
        let changes = data.map(|(log, head)| (head.number + 1).saturating_sub(branches.first(log)));
        let changes = changes.sum();
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
            damaged_parts: self.damaged_parts,
        })
    }
}

/// All of a copy as one database, and how many parts of it are damaged.
fn whole(folder: &Folder, copy: &Path) -> Result<(Store, usize), Error> {
    examine(folder, copy)?;
    Kept::whole(folder)
}

/// Refuses what is no database of a vault, and what must not be opened.
fn examine(folder: &Folder, copy: &Path) -> Result<(), Error> {
    let database = folder.database();
    match folder.disk().examine(&database, false) {
        Err(error) if error.kind() == std::io::ErrorKind::InvalidInput => Err(Error::Refused(
            format!("{} cannot be used: {error}", database.display()),
        )),
        Err(_) => Err(Error::NoVault(copy.to_owned())),
        Ok(()) => Ok(()),
    }
}

impl Vault {
    /// Takes in what a copy holds, verifying every record, and gives how many records did not hold.
    pub(crate) fn take_in(&self, copy: &Recovery) -> Result<u64, Error> {
        let mut writer = self.store.write()?;
        let mut meta = Meta::read(&writer)?;
        for id in &copy.spaces {
            let space = copy.by.open(&copy.view, *id)?;
            let root = space.membership.root();
            let root = root.ok_or_else(|| Error::damaged("the copy"))?;
            crate::space::pin_root(&mut writer, id.tag(), root)?;
            meta.add_space(*id, *id == copy.home);
        }
        meta.write(&mut writer)?;
        writer.commit()?;
        let mut refused = 0;
        for id in &copy.spaces {
            refused += match &copy.gathered {
                Some(gathered) => self.take_in_gathered(gathered, *id)?,
                None => self.take_in_space(&copy.view, *id)?.1,
            };
        }
        Ok(refused + copy.gathered.as_ref().map_or(0, |gathered| gathered.void))
    }

    /// Takes in all records of a space that follow one another, and gives how many did not hold.
    fn take_in_gathered(&self, gathered: &Gathered, id: SpaceId) -> Result<u64, Error> {
        let (batches, several) = gathered.batches(id);
        let mut refused = 0;
        for batch in &batches {
            refused += u64::from(self.ingest(None, id.tag(), batch, Version::Two)?.refused);
        }
        // A second history is filed once the first is there; what follows it is taken in by offering it again.
        let mut new = u64::from(several);
        while new > 0 {
            new = 0;
            for batch in &batches {
                new += self.ingest(None, id.tag(), batch, Version::Two)?.appended;
            }
        }
        Ok(refused)
    }

    /// Takes in what a copy holds of a space; gives how many records are new, and how many did not hold.
    pub(crate) fn take_in_space(&self, copy: &View, id: SpaceId) -> Result<(u64, u64), Error> {
        let (mut new, mut refused) = (0, 0);
        let mut heads = copy.heads(id.tag())?;
        let branches = branches(copy, id.tag())?;
        // A branch comes after what it leaves.
        heads.sort_by_key(|(log, _)| (branches.contains(*log), branches.first(*log)));
        // Control first: it decides whose data may be kept.
        for class in [Class::Control, Class::Data] {
            for (log, head) in heads.iter().filter(|(log, _)| log.class == class) {
                let numbers = branches.first(*log)..=head.number;
                let done = self.take_in_log(copy, id, *log, numbers)?;
                (new, refused) = (new + done.0, refused + done.1);
            }
        }
        Ok((new, refused))
    }

    /// Takes in the chunks of files that a copy holds, also in place of damaged ones, and gives how many came. One that is
    /// damaged there is left out.
    pub(crate) fn take_in_chunks(&self, copy: &Folder) -> Result<u64, Error> {
        let mut came = 0;
        for (name, _) in copy.chunks()? {
            let is_whole = matches!(self.folder.chunk(&name), Ok(Some(_)));
            if !is_whole && copy_chunk(copy, &self.folder, &name)? {
                came += 1;
            }
        }
        Ok(came)
    }

    fn take_in_log(
        &self,
        copy: &View,
        id: SpaceId,
        log: LogId,
        numbers: RangeInclusive<u64>,
    ) -> Result<(u64, u64), Error> {
        let (mut next, mut new, mut refused) = (*numbers.start(), 0, 0);
        while next <= *numbers.end() {
            let batch = copy.records(id.tag(), log, next, READ_BYTES)?;
            if batch.is_empty() {
                return Err(Error::damaged(format!("record {next} of a log")));
            }
            next += batch.len() as u64;
            let done = self.ingest(None, id.tag(), &batch, Version::One)?;
            (new, refused) = (new + done.appended, refused + u64::from(done.refused));
        }
        Ok((new, refused))
    }

    /// Whether this device was made by [recovering](Vault::recover), so that a device which has not heard of it takes it for
    /// a stranger. It [joins](Vault::join) once more there.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn is_recovered(&self) -> Result<bool, Error> {
        Ok(self.store.read()?.meta(RECOVERED)?.is_some())
    }

    /// Lets the kit, or the copied device, sign that this device belongs to the journal and all its open shares, and that the devices in `gone`
    /// do not any more, in one transaction. Where the kit signs, pages that those made end, too.
    pub(crate) fn be_recovered(
        &self,
        copy: &Recovery,
        name: &str,
        gone: &BTreeSet<DeviceId>,
    ) -> Result<(), Error> {
        let (mut writer, meta) = self.begin()?;
        writer.set_meta(RECOVERED, b"1")?;
        for id in &copy.spaces {
            let space = copy.by.open(&writer, *id)?;
            if self.is_over(&space) {
                continue;
            }
            let keys = space.keys()?;
            let certificate = self.certificate(
                &*self.device_keys()?,
                Role::Owner,
                keys.seal(name.as_bytes()),
            )?;
            let mut signer = OwnLog::new(copy.by.author(), copy.by.signing(), self.env.random());
            signer.write(
                &mut writer,
                id.tag(),
                self.env.unix(),
                Control::Add { certificate },
            )?;
            let mut removed = self.end_pages(&mut writer, &space, copy, gone, &mut signer)?;
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
        let space = Space::load(writer, (id.tag(), Some(id)), None, Arc::default())?;
        if removed {
            self.rotate(writer, meta, &space, keys)
        } else {
            self.rewrap_as(writer, meta, &space, keys, &[])
        }
    }
}
