//! Making a vault: all of it or nothing. While its folder is filled it holds a file `unfinished`, and with that file in it
//! the folder is no vault. Removing the file, in one step, makes the vault. What was broken off is taken away, or finished
//! if the device had joined already, when the folder is next looked at.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use replica::{DeviceId, LinkId, Purpose, SigningKey, SpaceId};
use seal::{DeviceKeys, Passphrase, RecoveryKit, SpaceKeys};
use store::{Access, Check};

use crate::disk::{self, Lock};
use crate::folder::high_water::HighWaterFile;
use crate::folder::small_file;
use crate::folder::{BACKUP_NOTE, Folder, NetworkProfile, Settings, file_name, unsafe_to_use};
use crate::members::recovery::Recovery;
use crate::space::{NAME_BYTES_MAX, SpaceCache};
use crate::vault::{Meta, Vault, kit_identity};
use crate::write::author::Founding;
use crate::{Application, Env, Error, OpenError};

/// Larger databases were not made by a beginning, so none of them is ever taken away.
const FRESH_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// A new vault and what its owner must write down.
#[derive(Debug)]
pub struct NewVault {
    /// The vault, unlocked.
    pub vault: Vault,
    /// To be shown once, printed or copied by hand, and never stored.
    pub kit: RecoveryKit,
}

/// What is in a folder that somebody wants to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing: it is empty, or not there.
    Nothing,
    /// A vault.
    Vault,
    /// Something else.
    Other,
}

/// What a folder is filled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// A journal of its own; counts when it is settled.
    New,
    /// A device that joins; counts from the admission on, which the database holds.
    Join,
}

/// A vault that is being made. Dropped before [`Beginning::settle`], it is taken away again with everything in it.
#[derive(Debug)]
pub struct Beginning {
    folder: Folder,
    high_water: HighWaterFile,
    aim: Aim,
    /// Locked for as long as this process is at work, so that another one can tell.
    _lock: Lock,
    /// Whether the folder was made for this.
    made: bool,
    settled: bool,
}

impl Beginning {
    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Makes the vault real. When this returns it survives the process and the power.
    ///
    /// # Errors
    /// What the disk says; then nothing stays behind. A device that has joined is real already, so that no error keeps it
    /// from being one.
    pub fn settle(mut self) -> Result<(), Error> {
        let unfinished = self.folder.unfinished_file();
        let disk = self.folder.disk();
        let removed = disk.remove(&unfinished);
        let lasting = removed.and_then(|()| small_file::sync_folder(disk, &unfinished));
        match lasting {
            Err(error) if self.aim == Aim::New => {
                // It may or may not last, so it must not: what is reported as failed is not there later.
                let _ = disk.create(&unfinished, &self.note(), true);
                Err(Error::io("making the journal", error).unsaved())
            }
            // The next look at the folder does what could not be done now.
            _ => {
                self.settled = true;
                Ok(())
            }
        }
    }

    /// What the file `unfinished` says.
    fn note(&self) -> Vec<u8> {
        format!("{}\n{}\n", self.aim.name(), self.high_water.name()).into_bytes()
    }
}

impl Drop for Beginning {
    fn drop(&mut self) {
        let stays = self.settled
            || self.aim == Aim::Join
                && matches!(state(&self.folder, &self.high_water), State::Joined);
        if !stays {
            clear(&self.folder, &self.high_water);
            if self.made {
                let _ = self.folder.disk().remove_folder(self.folder.path());
            }
        }
    }
}

impl Vault {
    /// Makes a vault in a folder that does not exist or is empty, with a new recovery kit.
    ///
    /// # Errors
    /// [`OpenError::NotEmpty`], [`OpenError::Storage`] if another process makes a vault there just now, or what the disk
    /// says; then nothing stays behind.
    pub fn init(
        path: &Path,
        passphrase: &Passphrase,
        device_name: &str,
        env: Env,
        application: Arc<dyn Application>,
    ) -> Result<NewVault, OpenError> {
        let kit = RecoveryKit::generate();
        let (vault, beginning) =
            Self::init_with(path, passphrase, device_name, &kit, env, application)?;
        beginning.settle()?;
        Ok(NewVault { vault, kit })
    }

    /// As [`Vault::init`], with a kit that its owner has written down already. The vault counts once the beginning is
    /// settled.
    ///
    /// # Errors
    /// As [`Vault::init`].
    pub fn init_with(
        path: &Path,
        passphrase: &Passphrase,
        device_name: &str,
        kit: &RecoveryKit,
        env: Env,
        application: Arc<dyn Application>,
    ) -> Result<(Self, Beginning), OpenError> {
        let (vault, beginning) = fill(path, passphrase, env, Aim::New, application)?;
        let id = SpaceId::from_bytes(vault.env.random());
        let keys = SpaceKeys::generate(vault.env.random());
        vault.found_space(&Founding {
            id,
            keys: &keys,
            purpose: Purpose::Home,
            recovery: &kit_identity(kit),
            device_name,
            ends_at: None,
        })?;
        Ok((vault, beginning))
    }

    /// Makes an empty vault for a device that is about to join; it is nobody's until [`Vault::join`] succeeds, and counts
    /// once the beginning is settled.
    ///
    /// # Errors
    /// As [`Vault::init`].
    pub fn init_to_join(
        path: &Path,
        passphrase: &Passphrase,
        env: Env,
        application: Arc<dyn Application>,
    ) -> Result<(Self, Beginning), OpenError> {
        Ok(fill(path, passphrase, env, Aim::Join, application)?)
    }

    /// Makes a new device of a journal of which a copy and the recovery kit are left; see [`Recovery`]. The devices in `gone`
    /// are removed in the same breath, so that they cannot remove the new one. Also gives how many records of the copy did
    /// not hold; they are in quarantine. The vault counts once the beginning is settled.
    ///
    /// # Errors
    /// As [`Vault::init`]; [`OpenError::Storage`] for what is damaged in the copy.
    pub fn recover(
        path: &Path,
        passphrase: &Passphrase,
        device_name: &str,
        copy: &Recovery,
        gone: &BTreeSet<DeviceId>,
        env: Env,
        application: Arc<dyn Application>,
    ) -> Result<(Self, Beginning, u64), OpenError> {
        if device_name.is_empty() || device_name.len() > NAME_BYTES_MAX {
            let why = format!("a device's name has 1 to {NAME_BYTES_MAX} bytes");
            return Err(OpenError::Invalid(why));
        }
        let (vault, beginning) = fill(path, passphrase, env, Aim::New, application)?;
        let refused = vault.take_in(copy)?;
        for folder in &copy.folders {
            vault.take_in_chunks(folder)?;
        }
        vault.be_recovered(copy, device_name, gone)?;
        Ok((vault, beginning, refused))
    }

    /// What is in a folder. A vault whose making was broken off is taken away, or finished, first.
    ///
    /// # Errors
    /// [`OpenError::Refused`] if the folder is not this user's alone; [`OpenError::Storage`] if another process makes a
    /// vault in it just now, or for what the disk says.
    pub fn look(path: &Path, env: &Env) -> Result<Found, OpenError> {
        Ok(look(path, env)?)
    }
}

fn look(path: &Path, env: &Env) -> Result<Found, Error> {
    let folder = Folder::new(path, env);
    match folder.require(env) {
        Ok(()) => return Ok(Found::Vault),
        Err(Error::NoVault(_)) => {}
        Err(error) => return Err(error),
    }
    match folder.disk().names(path).map(|names| names.is_empty()) {
        Ok(false) => Ok(Found::Other),
        Ok(true) => Ok(Found::Nothing),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
        Err(error) => Err(Error::io(format!("reading {}", path.display()), error)),
    }
}

/// Makes the folder and an empty database: a device that is not yet a member of anything. The keys are sealed, which takes
/// about a second by design, before anything is touched.
fn fill(
    path: &Path,
    passphrase: &Passphrase,
    env: Env,
    aim: Aim,
    application: Arc<dyn Application>,
) -> Result<(Vault, Beginning), Error> {
    let keys = DeviceKeys::generate(env.random(), env.random());
    let sealed = keys.seal_file(passphrase, env.work());
    let high_water = HighWaterFile::new(&env, keys.device().as_bytes());
    let beginning = claim(path, high_water.clone(), &env, aim)?;
    let folder = beginning.folder.clone();
    let link_secret: [u8; 32] = env.random();
    let settings = Settings {
        network: NetworkProfile::Lan,
        port: Some(draw_port(&env)),
        ..Settings::default()
    };
    folder.write_settings(&settings)?;
    folder.write_small(&folder.link_file(), &hex(&link_secret))?;
    // The keys come last: with them and the database there is all that a vault needs.
    let store = disk::create_store(folder.disk(), &folder.database())?;
    let mut writer = store.write()?;
    let incarnation = u64::from_be_bytes(env.random());
    let link = SigningKey::from_bytes(&link_secret)
        .verifying_key()
        .to_bytes();
    let link = LinkId::from_bytes(link);
    Meta::new(keys.device(), link, incarnation).write(&mut writer)?;
    writer.commit()?;
    folder.write_small(&folder.device_file(), &sealed)?;
    // A copy that is taken before the first word is known by this, too.
    high_water.record(&folder, incarnation, 0);
    let vault = Vault {
        high_water,
        device: keys.device(),
        link,
        cache: SpaceCache::new(Some(keys)),
        application,
        writable: true,
        asked_for: std::sync::Mutex::default(),
        place: folder.place(),
        folder,
        env,
        store,
    };
    Ok((vault, beginning))
}

/// Takes an empty folder, or makes it, and notes in it that what follows is unfinished.
pub(crate) fn claim(
    path: &Path,
    high_water: HighWaterFile,
    env: &Env,
    aim: Aim,
) -> Result<Beginning, Error> {
    let folder = Folder::new(path, env);
    if look(path, env)? != Found::Nothing {
        return Err(Error::NotEmpty(path.to_owned()));
    }
    let failed = |error| Error::io(format!("making {}", path.display()), error);
    let made = folder.disk().make_folder(path).map_err(failed)?;
    let lock = folder.disk().lock(path, true).map_err(failed)?;
    let Some(lock) = lock else {
        return Err(Error::InWork(path.to_owned()));
    };
    // From here on dropping it cleans up.
    let beginning = Beginning {
        folder,
        high_water,
        aim,
        _lock: lock,
        made,
        settled: false,
    };
    let unfinished = beginning.folder.unfinished_file();
    let disk = beginning.folder.disk();
    disk.create(&unfinished, &beginning.note(), true)
        .and_then(|()| small_file::sync_folder(disk, &unfinished))
        .and_then(|()| small_file::sync_folder(disk, path))
        .map_err(failed)?;
    Ok(beginning)
}

impl Aim {
    fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Join => "join",
        }
    }
}

impl Folder {
    /// Whether a journal's vault is here that this user alone can change. What was broken off while it was made is dealt
    /// with first.
    pub(crate) fn require(&self, env: &Env) -> Result<(), Error> {
        self.require_any(env)?;
        if self.is_of_keeper() {
            return Err(Error::Refused(format!(
                "{} is the folder of a keeper, in which no journal can be read: `still keeper run` serves it",
                self.path().display()
            )));
        }
        Ok(())
    }

    /// The same of a journal's vault or of a keeper.
    pub(crate) fn require_any(&self, env: &Env) -> Result<(), Error> {
        let there = |path: PathBuf| self.disk().exists(&path);
        if there(self.path().join(BACKUP_NOTE)) {
            return Err(Error::Refused(format!(
                "{} is a backup, which nothing is written into: `still recover --from` with it makes a journal of it",
                self.path().display()
            )));
        }
        let files = [self.device_file(), self.database()];
        // What holds no vault may belong to anybody.
        if !there(self.unfinished_file()) && !files.iter().cloned().any(there) {
            return Err(Error::NoVault(self.path().to_owned()));
        }
        self.disk()
            .examine(self.path(), true)
            .map_err(|error| match error.kind() {
                io::ErrorKind::InvalidInput => unsafe_to_use(self.path(), &error),
                _ => Error::io(format!("reading {}", self.path().display()), error),
            })?;
        resolve(self, env)?;
        let mut any = false;
        for file in files {
            match self.disk().examine(&file, false) {
                Ok(()) => any = true,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                    return Err(unsafe_to_use(&file, &error));
                }
                Err(error) => {
                    return Err(Error::io(format!("reading {}", file_name(&file)), error));
                }
            }
        }
        if any {
            Ok(())
        } else {
            Err(Error::NoVault(self.path().to_owned()))
        }
    }
}

/// Deals with a beginning that was broken off in this folder, if there is one: finishes it if the device had joined, and
/// takes it away otherwise.
fn resolve(folder: &Folder, env: &Env) -> Result<(), Error> {
    let unfinished = folder.unfinished_file();
    if !folder.disk().exists(&unfinished) {
        return Ok(());
    }
    let failed = |error| Error::io("taking away what was begun", error);
    let lock = folder.disk().lock(folder.path(), true).map_err(failed)?;
    let Some(_lock) = lock else {
        return Err(Error::InWork(folder.path().to_owned()));
    };
    let text = match small_file::read(folder.disk(), &unfinished) {
        Ok(text) => String::from_utf8_lossy(&text).into_owned(),
        // Settled or taken away just now.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    let mut lines = text.lines();
    let joins = lines.next() == Some(Aim::Join.name());
    let high_water = HighWaterFile::named(env, lines.next().unwrap_or_default());
    match state(folder, &high_water) {
        State::Joined if joins => remove_note(folder, &unfinished).map_err(failed),
        State::Foreign => remove_note(folder, &unfinished).map_err(failed),
        _ => {
            clear(folder, &high_water);
            let _ = folder.disk().remove_folder(folder.path());
            if folder.disk().exists(&unfinished) {
                return Err(Error::ReadOnly);
            }
            Ok(())
        }
    }
}

fn remove_note(folder: &Folder, unfinished: &Path) -> io::Result<()> {
    folder.disk().remove(unfinished)?;
    small_file::sync_folder(folder.disk(), unfinished)
}

/// How far a beginning came.
enum State {
    /// Its files are its own, and it is a member of nothing.
    Begun,
    /// It is a member of something, and has its keys.
    Joined,
    /// What lies here was put here by somebody else, a restored backup for example. It is none of our business.
    Foreign,
}

fn state(folder: &Folder, high_water: &HighWaterFile) -> State {
    let database = folder.database();
    let keys = folder.disk().exists(&folder.device_file()) || folder.is_of_keeper();
    let Ok(size) = folder.disk().size(&database) else {
        // The keys are written last.
        return if keys { State::Foreign } else { State::Begun };
    };
    let opened = disk::open_store(folder.disk(), &database, Access::Read, Check::Quick, None);
    let meta = opened
        .map_err(Error::from)
        .and_then(|store| Meta::read(&store.read()?));
    match meta {
        Ok(meta) if !high_water.is_of(meta.device().as_bytes()) => State::Foreign,
        Ok(meta) if keys && meta.tags().next().is_some() => State::Joined,
        Ok(_) => State::Begun,
        Err(_) if size <= FRESH_BYTES_MAX && !keys => State::Begun,
        Err(_) => State::Foreign,
    }
}

/// Removes the files of a beginning; the note that it is one goes last.
fn clear(folder: &Folder, high_water: &HighWaterFile) {
    let files: [PathBuf; 8] = [
        folder.device_file(),
        folder.keeper_file(),
        folder.keeper_settings_file(),
        folder.database(),
        folder.link_file(),
        folder.settings_file(),
        folder.unlocked_file(),
        folder.unfinished_file(),
    ];
    high_water.remove();
    folder.clear_chunks();
    for file in files {
        small_file::remove_unwritten(folder.disk(), &file);
        let _ = folder.disk().remove(&file);
    }
}

/// A port from the range that no service is registered in.
fn draw_port(env: &Env) -> u16 {
    49_152 + u16::from_be_bytes(env.random()) % 16_000
}

pub(crate) fn hex(bytes: &[u8; 32]) -> Vec<u8> {
    let mut text: Vec<u8> = bytes
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect();
    text.push(b'\n');
    text
}
