//! A keeper: an always-on device that carries what a journal and its shares hold and cannot read any of it. It is told
//! neither the id of a space nor a key, only what stands in the header of every record. Devices that are never on together
//! come into step through it.
//!
//! It joins and exchanges as a [`Vault`] that stays locked and has no space of its own. What needs no key is checked as everywhere: headers,
//! signatures, chains, and who may write.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use seal::DeviceKeys;

use crate::disk::Lock;
use crate::error::Part;
use crate::folder::Folder;
use crate::kind::StoredKind;
use crate::members::pair_wire::refused;
use crate::vault::{Application, Meta, Vault};
use crate::{Env, Error, OpenError, OpenMode};

mod beginning;
mod files;
pub(crate) mod status;
mod taking_up;

pub use files::{KEEPER_PORT, KeeperSettings};

/// A keeper's folder, open. It joins by [`Vault::join`], with a ticket for a keeper.
#[derive(Debug)]
pub struct Keeper {
    vault: Arc<Vault>,
}

/// The right of this process to serve. Ends when it is dropped.
pub struct Serving(#[expect(dead_code, reason = "it is held, not looked at")] Lock);

/// A keeper knows no document.
struct NoDocuments;

impl Application for NoDocuments {
    fn kinds(&self) -> &[&'static dyn StoredKind] {
        &[]
    }
}

impl Keeper {
    /// Opens the keeper in a folder.
    ///
    /// # Errors
    /// [`OpenError::NoVault`]; [`OpenError::Refused`] for a folder with a journal; [`OpenError::Storage`] for damage, or
    /// what the disk says.
    pub fn open(path: &Path, mode: OpenMode, env: Env) -> Result<Self, OpenError> {
        let folder = Folder::new(path, &env);
        folder.require_any(&env)?;
        if !folder.is_of_keeper() {
            return Err(OpenError::Refused(format!(
                "{} holds a journal and no keeper",
                path.display()
            )));
        }
        let vault = Vault::open_in(folder, None, mode, env, Arc::new(NoDocuments))?;
        Ok(Self {
            vault: Arc::new(vault),
        })
    }

    /// Takes the right to serve; `None` while another process has it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn begin_serving(&self) -> Result<Option<Serving>, Error> {
        let folder = &self.vault.folder;
        let lock = folder.disk().lock(&folder.keeper_file(), false);
        let lock = lock.map_err(|error| Error::io("locking the keeper's folder", error))?;
        Ok(lock.map(Serving))
    }

    /// Its settings, in `keeper.toml`.
    ///
    /// # Errors
    /// [`Error::Invalid`] if the file cannot be read as settings.
    pub fn settings(&self) -> Result<KeeperSettings, Error> {
        files::settings(&self.vault.folder)
    }
}

impl Deref for Keeper {
    type Target = Arc<Vault>;

    fn deref(&self) -> &Arc<Vault> {
        &self.vault
    }
}

impl Vault {
    /// The keys that sign the certificate of a newcomer. What is sealed to a keeper nobody can open: the secret half is
    /// drawn and forgotten.
    pub(crate) fn keys_to_join(&self) -> Result<Arc<DeviceKeys>, Error> {
        if !self.folder.is_of_keeper() {
            return self.device_keys();
        }
        if !Meta::read(&self.store.read()?)?.carried().is_empty() {
            return Err(refused(
                "this keeper carries a journal already; make another one in a new folder",
            ));
        }
        let seed = files::device_seed(&self.folder)?;
        let keys = DeviceKeys::generate(seed, self.env.random());
        if keys.device() != self.device {
            return Err(Error::damaged_part(Part::Opening, files::KEEPER_KEY));
        }
        Ok(Arc::new(keys))
    }
}
