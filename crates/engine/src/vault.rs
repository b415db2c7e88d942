//! A vault: one person's folder on one device. Making it, opening it, and the transaction that every write goes through.

use std::path::Path;
use std::sync::Arc;

use replica::{DeviceId, LinkId, Purpose, SigningKey, SpaceId};
use seal::{DeviceKeys, Passphrase, RecoveryKit, SpaceKeys};
use serde::{Deserialize, Serialize};
use store::{Access, Check, Store, Tables, View, Writer};

use crate::folder::{Folder, NetworkProfile, Settings};
use crate::mark::MarkFile;
use crate::space::{Space, SpaceCache};
use crate::{Env, Error};

const META: &str = "vault";

/// What the store keeps about the vault itself. Nothing here is secret but the space ids, which only name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Meta {
    device: [u8; 32],
    link: [u8; 32],
    pub(crate) incarnation: u64,
    home: Option<[u8; 32]>,
    /// Every space this device is a member of, home included.
    spaces: Vec<[u8; 32]>,
}

impl Meta {
    fn new(device: DeviceId, link: LinkId, incarnation: u64) -> Self {
        Self {
            device: *device.as_bytes(),
            link: *link.as_bytes(),
            incarnation,
            home: None,
            spaces: Vec::new(),
        }
    }

    pub(crate) fn read(tables: &impl Tables) -> Result<Self, Error> {
        let bytes = tables
            .meta(META)?
            .ok_or_else(|| Error::damaged("vault.redb"))?;
        postcard::from_bytes(&bytes).map_err(|_| Error::damaged("vault.redb"))
    }

    pub(crate) fn write(&self, writer: &mut Writer) -> Result<(), Error> {
        let bytes = postcard::to_stdvec(self).expect("the vault's meta always serialises");
        Ok(writer.set_meta(META, &bytes)?)
    }

    pub(crate) fn spaces(&self) -> impl Iterator<Item = SpaceId> {
        self.spaces.iter().map(|id| SpaceId::from_bytes(*id))
    }

    pub(crate) fn home(&self) -> Option<SpaceId> {
        self.home.map(SpaceId::from_bytes)
    }

    pub(crate) fn add_space(&mut self, id: SpaceId, home: bool) {
        if !self.spaces.contains(id.as_bytes()) {
            self.spaces.push(*id.as_bytes());
        }
        if home {
            self.home = Some(*id.as_bytes());
        }
    }

    pub(crate) fn remove_space(&mut self, id: SpaceId) {
        self.spaces.retain(|known| known != id.as_bytes());
    }
}

/// Proof that the passphrase was given just now; dangerous operations ask for it even when the vault is unlocked.
#[derive(Debug)]
pub struct Confirmed(());

/// How to open a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenMode {
    /// For reading only; costs no disk flush. Falls back to writing where the store needs repair.
    Read,
    /// For reading and writing.
    Write,
    /// For reading and writing, after checking every page of the database against its checksum.
    Checked,
}

/// An open vault.
pub struct Vault {
    pub(crate) folder: Folder,
    pub(crate) env: Env,
    pub(crate) store: Store,
    pub(crate) device: DeviceId,
    pub(crate) link: LinkId,
    pub(crate) keys: Option<DeviceKeys>,
    pub(crate) cache: SpaceCache,
    pub(crate) mark: MarkFile,
    pub(crate) published: crate::publish::Published,
    writable: bool,
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

/// A new vault and what its owner must write down.
#[derive(Debug)]
pub struct NewVault {
    /// The vault, unlocked.
    pub vault: Vault,
    /// To be shown once, printed or copied by hand, and never stored.
    pub kit: RecoveryKit,
}

/// A passphrase about to be changed; the old one was right.
#[derive(Debug)]
pub struct PassphraseChange {
    folder: Folder,
    keys: DeviceKeys,
}

impl PassphraseChange {
    /// Seals the keys with the new passphrase. The old one stops opening them; copies of the old file still open with
    /// it.
    ///
    /// # Errors
    /// [`Error::Write`]: with [`Saved::No`](crate::Saved::No) the old passphrase stays. With
    /// [`Saved::Unknown`](crate::Saved::Unknown) the new one opens the keys, and the disk did not confirm it: after a
    /// power cut it may be the old one again.
    pub fn finish(self, new: &Passphrase, env: &Env) -> Result<(), Error> {
        let sealed = self.keys.seal_file(new, env.work());
        self.folder
            .write_small(&self.folder.device_file(), &sealed)?;
        env.note_saved();
        Ok(())
    }
}

impl Vault {
    /// Makes a vault in a folder that does not exist or is empty.
    ///
    /// # Errors
    /// [`Error::NotEmpty`], or what the disk says; then nothing stays behind.
    pub fn init(
        path: &Path,
        passphrase: &Passphrase,
        device_name: &str,
        env: Env,
    ) -> Result<NewVault, Error> {
        let vault = Self::create(path, passphrase, env)?;
        let kit = RecoveryKit::generate();
        let id = SpaceId::from_bytes(vault.env.random());
        let keys = SpaceKeys::generate();
        vault.found_space(id, &keys, Purpose::Home, &kit_card(&kit), device_name, None)?;
        Ok(NewVault { vault, kit })
    }

    /// Makes the folder, its keys and an empty database: a device that is not yet a member of anything.
    pub(crate) fn create(path: &Path, passphrase: &Passphrase, env: Env) -> Result<Self, Error> {
        let folder = Folder::new(path);
        folder.create()?;
        // Half a vault could neither be opened nor made again.
        Self::fill(folder.clone(), passphrase, env).inspect_err(|_| folder.remove())
    }

    fn fill(folder: Folder, passphrase: &Passphrase, env: Env) -> Result<Self, Error> {
        let keys = DeviceKeys::generate(env.random());
        let link_secret: [u8; 32] = env.random();
        let link = LinkId::from_bytes(
            SigningKey::from_bytes(&link_secret)
                .verifying_key()
                .to_bytes(),
        );
        let settings = Settings {
            network: NetworkProfile::Lan,
            port: Some(draw_port(&env)),
            relay: None,
        };
        folder.write_settings(&settings)?;
        folder.write_small(&folder.link_file(), &hex(&link_secret))?;
        folder.write_small(
            &folder.device_file(),
            &keys.seal_file(passphrase, env.work()),
        )?;
        let store = Store::create(&folder.database())?;
        let mut writer = store.write()?;
        let incarnation = u64::from_be_bytes(env.random());
        Meta::new(keys.device(), link, incarnation).write(&mut writer)?;
        writer.commit()?;
        Ok(Self {
            mark: MarkFile::new(env.marks(), keys.device().as_bytes()),
            device: keys.device(),
            link,
            keys: Some(keys),
            cache: SpaceCache::default(),
            published: crate::publish::Published::default(),
            writable: true,
            folder,
            env,
            store,
        })
    }

    /// Opens a vault; with `keys` it is unlocked.
    ///
    /// # Errors
    /// [`Error::NoVault`], [`Error::Damaged`], [`Error::NewerFormat`], [`Error::Busy`], or what the disk says.
    pub fn open(
        path: &Path,
        keys: Option<OpenedKeys>,
        mode: OpenMode,
        env: Env,
    ) -> Result<Self, Error> {
        let folder = Folder::new(path);
        folder.require()?;
        let (access, check) = match mode {
            OpenMode::Read => (Access::Read, Check::Quick),
            OpenMode::Write => (Access::Write, Check::Quick),
            OpenMode::Checked => (Access::Write, Check::Full),
        };
        let store = Store::open(&folder.database(), access, check)?;
        let meta = Meta::read(&store.read()?)?;
        let device = DeviceId::from_bytes(meta.device);
        if keys.as_ref().is_some_and(|keys| keys.device() != device) {
            return Err(Error::damaged(
                "the journal (device.age and vault.redb belong to different devices)",
            ));
        }
        Ok(Self {
            mark: MarkFile::new(env.marks(), device.as_bytes()),
            device,
            link: LinkId::from_bytes(meta.link),
            keys,
            cache: SpaceCache::default(),
            published: crate::publish::Published::default(),
            writable: mode != OpenMode::Read,
            folder,
            env,
            store,
        })
    }

    /// Takes a freshly made vault away again, with everything in its folder that belongs to it.
    pub fn discard(self) {
        let Self {
            folder,
            mark,
            store,
            ..
        } = self;
        drop(store);
        folder.remove();
        mark.remove();
    }

    /// Opens the device keys with the passphrase; takes about a second by design. Remembers when this was.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::Damaged`].
    pub fn unlock(path: &Path, passphrase: &Passphrase, env: &Env) -> Result<OpenedKeys, Error> {
        let folder = Folder::new(path);
        let keys = open_keys(&folder, passphrase, env)?;
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
    ) -> Result<(OpenedKeys, Confirmed), Error> {
        Ok((Self::unlock(path, passphrase, env)?, Confirmed(())))
    }

    /// When the keys in this folder were last opened with the passphrase, if that is known.
    pub fn last_unlock(path: &Path) -> Option<jiff::Timestamp> {
        Folder::new(path).last_unlock()
    }

    /// Checks the passphrase again for an operation that must not be done by whoever happens to sit here.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::Damaged`].
    pub fn confirm(&self, passphrase: &Passphrase) -> Result<Confirmed, Error> {
        let keys = open_keys(&self.folder, passphrase, &self.env)?;
        if keys.device() == self.device {
            Ok(Confirmed(()))
        } else {
            Err(Error::WrongPassphrase)
        }
    }

    /// Begins to change the passphrase by checking the old one.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::Damaged`].
    pub fn change_passphrase(
        path: &Path,
        old: &Passphrase,
        env: &Env,
    ) -> Result<PassphraseChange, Error> {
        let folder = Folder::new(path);
        let keys = open_keys(&folder, old, env)?;
        Ok(PassphraseChange { folder, keys })
    }

    /// Whether the keys are open.
    pub fn is_unlocked(&self) -> bool {
        self.keys.is_some()
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
        let text = self.folder.read_small(&self.folder.link_file())?;
        let secret = unhex(&text).ok_or_else(|| Error::damaged("link.key"))?;
        let public = SigningKey::from_bytes(&secret).verifying_key().to_bytes();
        if public == *self.link.as_bytes() {
            Ok(secret)
        } else {
            Err(Error::damaged("link.key"))
        }
    }

    /// The device keys, or [`Error::Locked`].
    pub(crate) fn device_keys(&self) -> Result<&DeviceKeys, Error> {
        self.keys.as_ref().ok_or(Error::Locked)
    }

    pub(crate) fn space(&self, tables: &impl Tables, id: SpaceId) -> Result<Arc<Space>, Error> {
        self.cache.get(tables, id, self.keys.as_ref())
    }

    /// The id of the home space as it is in the store now.
    pub(crate) fn own_space(&self) -> Result<SpaceId, Error> {
        Self::home_id(&self.store.read()?)
    }

    pub(crate) fn home_id(tables: &impl Tables) -> Result<SpaceId, Error> {
        Meta::read(tables)?.home().ok_or_else(|| {
            Error::Refused(
                "this device only reads what others share; it has no journal of its own".into(),
            )
        })
    }

    pub(crate) fn home(&self, tables: &impl Tables) -> Result<Arc<Space>, Error> {
        self.space(tables, Self::home_id(tables)?)
    }

    /// Whether this vault has a journal of its own, and not only shares of others to read.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn has_home(&self) -> Result<bool, Error> {
        Ok(Meta::read(&self.store.read()?)?.home().is_some())
    }

    /// A view of the store whose index reflects every record that can be read. If it does not yet, the index is
    /// brought up to date first.
    pub(crate) fn current_view(&self, id: SpaceId) -> Result<(View, Arc<Space>), Error> {
        let view = self.store.read()?;
        let space = self.space(&view, id)?;
        let dir = crate::run::read_directory(&view, &space)?;
        if crate::index::Index::is_current(&view, &space, &dir)? {
            return Ok((view, space));
        }
        drop(view);
        if self.writable {
            self.catch_up(id)?;
        } else {
            let writable = Store::open(&self.folder.database(), Access::Write, Check::Quick)?;
            self.catch_up_in(&writable, id)?;
        }
        let view = self.store.read()?;
        let space = self.space(&view, id)?;
        Ok((view, space))
    }

    /// Brings the index of a space up to date with its records.
    pub(crate) fn catch_up(&self, id: SpaceId) -> Result<crate::index::CaughtUp, Error> {
        self.catch_up_in(&self.store, id)
    }

    /// As [`Vault::catch_up`], and nothing where the keys are not at hand.
    pub(crate) fn catch_up_if_readable(&self, id: SpaceId) -> Result<(), Error> {
        if self.space(&self.store.read()?, id)?.keys.is_some() {
            self.catch_up(id)?;
        }
        Ok(())
    }

    fn catch_up_in(&self, store: &Store, id: SpaceId) -> Result<crate::index::CaughtUp, Error> {
        let mut writer = store.write()?;
        let space = self.space(&writer, id)?;
        let mut index = crate::index::Index::load(&writer, &space)?;
        let done = index.catch_up(&mut writer, &self.env)?;
        index.flush(&mut writer, &self.env)?;
        writer.commit()?;
        Ok(done)
    }
}

fn open_keys(folder: &Folder, passphrase: &Passphrase, env: &Env) -> Result<DeviceKeys, Error> {
    folder.require()?;
    let sealed = folder.read_small(&folder.device_file())?;
    let (keys, work) = DeviceKeys::open_file(&sealed, passphrase, env.accept())?;
    if work.log_n() < env.work().log_n() {
        let sealed = keys.seal_file(passphrase, env.work());
        folder.write_small(&folder.device_file(), &sealed)?;
    }
    Ok(keys)
}

/// Recipient and verifying key of a recovery kit, as a space's first record names them.
pub(crate) fn kit_card(kit: &RecoveryKit) -> (String, [u8; 32]) {
    (kit.recipient(), kit.verifying_key())
}

/// A port from the range that no service is registered in.
fn draw_port(env: &Env) -> u16 {
    49_152 + u16::from_be_bytes(env.random()) % 16_000
}

fn hex(bytes: &[u8; 32]) -> Vec<u8> {
    let mut text: Vec<u8> = bytes
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect();
    text.push(b'\n');
    text
}

fn unhex(text: &[u8]) -> Option<[u8; 32]> {
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
