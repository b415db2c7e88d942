//! A vault: one person's folder on one device. Opening it, its keys, and what is current in its store.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use replica::{ChunkName, DeviceId, LinkId, SigningKey, SpaceId, SpaceTag};
use seal::{DeviceKeys, Passphrase, RecoveryKit};
use store::{Access, Check, Store, Tables, View};

use crate::disk::open_store;
use crate::error::Part;
use crate::folder::high_water::HighWaterFile;
use crate::folder::{Folder, Settings, file_name};
use crate::kind::StoredKind;
use crate::space::{Space, SpaceCache};
use crate::{Env, Error, OpenError, UnlockError};

pub(crate) use crate::meta::Meta;

/// Proof that the passphrase was given just now; dangerous operations ask for it even when the vault is unlocked.
#[derive(Debug, Clone)]
pub struct Confirmed(());

/// How to open a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenMode {
    /// For reading only; costs no disk flush. Falls back to writing where the store needs repair.
    Read,
    /// For reading and writing.
    Write,
    /// For reading and writing, after checking every page of the database against its checksum. Where nothing can be
    /// written, for reading, with the same check.
    Checked,
}

/// Who uses the store: the kinds of its documents, and what it does when devices meet.
pub trait Application: Send + Sync {
    /// The kinds that it knows. Documents of other kinds are kept and passed on, with an empty row.
    fn kinds(&self) -> &[&'static dyn StoredKind];

    /// Called before an exchange speaks of any space, and whenever something came or was written while it goes on: the
    /// moment to bring spaces in order that depend on others.
    ///
    /// # Errors
    /// What keeps the exchange from going on.
    fn prepare(&self, vault: &Arc<Vault>) -> Result<(), Error> {
        let _ = vault;
        Ok(())
    }

    /// What a member of a space that is only read here is called; `None` for the name in its certificate.
    ///
    /// # Errors
    /// What reading it says.
    fn name_of(
        &self,
        vault: &Vault,
        space: &Space,
        device: DeviceId,
    ) -> Result<Option<String>, Error> {
        let _ = (vault, space, device);
        Ok(None)
    }
}

/// An open vault.
pub struct Vault {
    pub(crate) folder: Folder,
    pub(crate) env: Env,
    pub(crate) store: Store,
    pub(crate) device: DeviceId,
    pub(crate) link: LinkId,
    pub(crate) cache: SpaceCache,
    pub(crate) high_water: HighWaterFile,
    pub(crate) application: Arc<dyn Application>,
    pub(crate) writable: bool,
    /// Chunks of files that an exchange has asked for: no other one asks for them meanwhile.
    pub(crate) asked_for: Mutex<BTreeSet<ChunkName>>,
    /// Inode of the database that is open; another one there is another database.
    pub(crate) place: Option<u64>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault")
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

/// The opened keys of a device, as the agent holds them.
pub use seal::DeviceKeys as OpenedKeys;

/// A passphrase about to be changed; the old one was right.
#[derive(Debug)]
pub struct PassphraseChange {
    folder: Folder,
    keys: DeviceKeys,
    /// The sealed keys as they were opened.
    sealed: Vec<u8>,
}

impl PassphraseChange {
    /// Seals the keys with the new passphrase. The old one stops opening them; copies of the old file still open with
    /// it.
    ///
    /// # Errors
    /// [`UnlockError::Storage`]: with [`Saved::No`](crate::Saved::No) the old passphrase stays. With
    /// [`Saved::Unknown`](crate::Saved::Unknown) the new one opens the keys, and the disk did not confirm it: after a
    /// power cut it may be the old one again. Its kind is [`Busy`](crate::ErrorKind::Busy) if another process changed it
    /// meanwhile.
    pub fn finish(self, new: &Passphrase, env: &Env) -> Result<(), UnlockError> {
        let sealed = self.keys.seal_file(new, env.work());
        self.folder.replace_keys(&self.sealed, &sealed)?;
        env.note_saved();
        Ok(())
    }
}

impl Vault {
    /// Opens a vault; with `keys` it is unlocked.
    ///
    /// # Errors
    /// [`OpenError::NoVault`], [`OpenError::NewerFormat`]; [`OpenError::Storage`] for damage, another process, or what
    /// the disk says.
    pub fn open(
        path: &Path,
        keys: Option<OpenedKeys>,
        mode: OpenMode,
        env: Env,
        application: Arc<dyn Application>,
    ) -> Result<Self, OpenError> {
        let folder = Folder::new(path, &env);
        folder.require(&env)?;
        Self::open_in(folder, keys, mode, env, application)
    }

    /// Opens what is in a folder that was looked at.
    pub(crate) fn open_in(
        folder: Folder,
        keys: Option<OpenedKeys>,
        mode: OpenMode,
        env: Env,
        application: Arc<dyn Application>,
    ) -> Result<Self, OpenError> {
        let (access, check) = match mode {
            OpenMode::Read => (Access::Read, Check::Quick),
            OpenMode::Write => (Access::Write, Check::Quick),
            OpenMode::Checked => (Access::Write, Check::Full),
        };
        let mut writable = mode != OpenMode::Read;
        let database = folder.database();
        let opened = open_store(folder.disk(), &database, access, check, env.waiting());
        let store = match opened {
            // It can still be looked at, as far as nothing has to be written for that.
            Err(store::OpenError::ReadOnly) if mode != OpenMode::Write => {
                writable = false;
                Store::inspect(&database).map_err(Error::from)?
            }
            opened => opened.map_err(|error| Error::opening(error, mode == OpenMode::Write))?,
        };
        let meta = Meta::read(&store.read().map_err(Error::from)?)?;
        let device = meta.device();
        if let Some(keys) = &keys {
            check_device(keys, device)?;
        }
        let vault = Self {
            high_water: HighWaterFile::new(&env, device.as_bytes()),
            device,
            link: meta.link(),
            cache: SpaceCache::new(keys),
            application,
            writable,
            asked_for: Mutex::default(),
            place: folder.place(),
            folder,
            env,
            store,
        };
        if mode != OpenMode::Read && writable {
            vault.finish_erasing();
            vault.folder.sweep_chunks();
        }
        Ok(vault)
    }

    /// Opens the device keys with the passphrase; takes about a second by design. Remembers when this was.
    ///
    /// # Errors
    /// [`UnlockError::WrongPassphrase`]; [`UnlockError::Storage`] for damage.
    pub fn unlock(
        path: &Path,
        passphrase: &Passphrase,
        env: &Env,
    ) -> Result<OpenedKeys, UnlockError> {
        let folder = Folder::new(path, env);
        let (keys, _) = open_keys(&folder, passphrase, env)?;
        folder.note_unlock(env.unix());
        Ok(keys)
    }

    /// As [`Vault::unlock`], where the same command also asks for a confirmation: one passphrase serves both.
    ///
    /// # Errors
    /// As [`Vault::unlock`].
    pub fn unlock_and_confirm(
        path: &Path,
        passphrase: &Passphrase,
        env: &Env,
    ) -> Result<(OpenedKeys, Confirmed), UnlockError> {
        Ok((Self::unlock(path, passphrase, env)?, Confirmed(())))
    }

    /// The sealed keys of the vault in this folder, as they lie there; they name its agent. `None` if they cannot be read.
    pub fn sealed_keys(path: &Path) -> Option<Vec<u8>> {
        let folder = Folder::real(path);
        folder.read_small(&folder.device_file()).ok()
    }

    /// When the keys in this folder were last opened with the passphrase, if that is known.
    pub fn last_unlock(path: &Path) -> Option<jiff::Timestamp> {
        Folder::real(path).last_unlock()
    }

    /// Checks the passphrase again for an operation that must not be done by whoever happens to sit here.
    ///
    /// # Errors
    /// [`UnlockError::WrongPassphrase`]; [`UnlockError::Storage`] for damage.
    pub fn confirm(&self, passphrase: &Passphrase) -> Result<Confirmed, UnlockError> {
        let (keys, _) = open_keys(&self.folder, passphrase, &self.env)?;
        if keys.device() == self.device {
            Ok(Confirmed(()))
        } else {
            Err(UnlockError::WrongPassphrase)
        }
    }

    /// Begins to change the passphrase by checking the old one.
    ///
    /// # Errors
    /// [`UnlockError::WrongPassphrase`]; [`UnlockError::Storage`] for damage.
    pub fn change_passphrase(
        path: &Path,
        old: &Passphrase,
        env: &Env,
    ) -> Result<PassphraseChange, UnlockError> {
        let folder = Folder::new(path, env);
        let (keys, sealed) = open_keys(&folder, old, env)?;
        Ok(PassphraseChange {
            folder,
            keys,
            sealed,
        })
    }

    /// Unlocks the open vault with the keys that [`Vault::unlock`] gave. An exchange that is going on reads what came
    /// while the vault was locked, and publishes.
    ///
    /// # Errors
    /// [`UnlockError::Storage`] for keys of another device.
    pub fn take_keys(&self, keys: OpenedKeys) -> Result<(), UnlockError> {
        check_device(&keys, self.device)?;
        self.cache.set_keys(Some(keys));
        Ok(())
    }

    /// Locks the open vault: forgets the keys and all that they opened. What is being read or written just now is
    /// finished, or fails with [`Error::Locked`] and saves nothing. An exchange that is going on carries sealed records
    /// from then on.
    pub fn forget_keys(&self) {
        probe::planted!("locked_keys_kept", self.cache.set_keys(None), ());
    }

    /// Whether the keys are open.
    pub fn is_unlocked(&self) -> bool {
        self.cache.keys().is_some()
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The door to time and randomness it was opened with.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The settings beside the vault.
    ///
    /// # Errors
    /// [`Error::Invalid`] if the file cannot be read as settings.
    pub fn settings(&self) -> Result<Settings, Error> {
        self.folder.settings()
    }

    /// Replaces the settings.
    ///
    /// # Errors
    /// What the disk says.
    pub fn set_settings(&self, settings: &Settings) -> Result<(), Error> {
        self.folder.write_settings(settings)?;
        self.env.note_saved();
        Ok(())
    }

    /// The secret of the transport: it names this device to others and opens nothing.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the file is missing or malformed.
    pub fn link_secret(&self) -> Result<[u8; 32], Error> {
        let file = match self.folder.is_of_keeper() {
            true => self.folder.keeper_file(),
            false => self.folder.link_file(),
        };
        let text = self.folder.read_small(&file)?;
        let text = text.trim_ascii_end();
        let secret = text.rsplit(|byte| *byte == b'\n').next().and_then(unhex);
        let is_ours = |secret: &[u8; 32]| {
            let public = SigningKey::from_bytes(secret).verifying_key();
            public.to_bytes() == *self.link.as_bytes()
        };
        secret
            .filter(is_ours)
            .ok_or_else(|| Error::damaged_part(Part::Opening, file_name(&file)))
    }

    /// The folder for drafts, beside the database. It may not be there.
    pub fn drafts_folder(&self) -> std::path::PathBuf {
        self.folder.drafts()
    }

    /// The device keys.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub fn device_keys(&self) -> Result<Arc<DeviceKeys>, Error> {
        self.cache.keys().ok_or(Error::Locked)
    }

    /// The tables of the store at this moment.
    ///
    /// # Errors
    /// What the disk says.
    pub fn view(&self) -> Result<View, Error> {
        Ok(self.store.read()?)
    }

    /// A space with its members and keys.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn space(&self, tables: &impl Tables, id: SpaceId) -> Result<Arc<Space>, Error> {
        self.cache.get(tables, id.tag(), Some(id))
    }

    /// The same by what is public of it. A keeper knows no more of what it carries.
    pub(crate) fn space_of(
        &self,
        tables: &impl Tables,
        meta: &Meta,
        tag: SpaceTag,
    ) -> Result<Arc<Space>, Error> {
        self.cache.get(tables, tag, meta.id_of(tag))
    }

    /// The id of the home space as it is in the store now.
    ///
    /// # Errors
    /// [`Error::Refused`] where there is none.
    pub fn own_space(&self) -> Result<SpaceId, Error> {
        Self::home_id(&self.store.read()?)
    }

    /// The id of the home space.
    ///
    /// # Errors
    /// As [`Vault::own_space`].
    pub fn home_id(tables: &impl Tables) -> Result<SpaceId, Error> {
        Meta::read(tables)?.home().ok_or(Error::NoHome)
    }

    /// The home space.
    ///
    /// # Errors
    /// As [`Vault::own_space`].
    pub fn home(&self, tables: &impl Tables) -> Result<Arc<Space>, Error> {
        self.space(tables, Self::home_id(tables)?)
    }

    /// Every space that this device is a member of.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn spaces(&self) -> Result<Vec<SpaceId>, Error> {
        Ok(Meta::read(&self.store.read()?)?.spaces().collect())
    }

    /// This device.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// Whether it was opened for writing.
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// Whether this vault has a journal of its own, and not only shares of others to read.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn has_home(&self) -> Result<bool, Error> {
        Ok(Meta::read(&self.store.read()?)?.home().is_some())
    }
}

fn check_device(keys: &DeviceKeys, device: DeviceId) -> Result<(), Error> {
    if keys.device() == device {
        return Ok(());
    }
    Err(Error::damaged_part(
        Part::Opening,
        "the journal (device.age and vault.redb belong to different devices)",
    ))
}

/// The keys, and the file they were in. A file that is cheaper to guess than is asked for today is sealed again.
fn open_keys(
    folder: &Folder,
    passphrase: &Passphrase,
    env: &Env,
) -> Result<(DeviceKeys, Vec<u8>), Error> {
    folder.require(env)?;
    let mut sealed = folder.read_small(&folder.device_file())?;
    let (keys, work) = DeviceKeys::open_file(&sealed, passphrase, env.accept())?;
    if work.log_n() < env.work().log_n() {
        let dearer = keys.seal_file(passphrase, env.work());
        // Where that fails the file stays as it is, and the next unlocking tries again.
        if folder.replace_keys(&sealed, &dearer).is_ok() {
            sealed = dearer;
        }
    }
    Ok((keys, sealed))
}

/// Recipient and verifying key of a recovery kit, as a space's first record names them.
pub(crate) fn kit_identity(kit: &RecoveryKit) -> (String, [u8; 32]) {
    (kit.recipient(), kit.verifying_key())
}

pub(crate) fn unhex(text: &[u8]) -> Option<[u8; 32]> {
    let text = std::str::from_utf8(text).ok()?.trim_end();
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}
