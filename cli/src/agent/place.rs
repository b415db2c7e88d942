//! Where the agent's socket lies: `<16 hex>.sock` in the runtime folder.

use std::io;
use std::path::{Path, PathBuf};

use platform::private_folder::PrivateFolder;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::runtime::{self, PlaceError};

/// The hidden subcommand under which the program starts itself as the agent.
pub(crate) const SUBCOMMAND: &str = "hold";

/// Names the agent of one vault: eight bytes in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VaultKey(String);

impl VaultKey {
    /// From the bytes of the vault's sealed device keys, which differ for every vault, device and passphrase: an agent
    /// of a vault that was since replaced, or of an old passphrase, is not found.
    pub(crate) fn of(device_file: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update(b"still/v1/agent\0")
            .chain_update(device_file)
            .finalize();
        Self(
            digest[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }
}

/// The runtime folder, and the socket's name in it.
#[derive(Debug)]
pub(crate) struct Place {
    folder: PrivateFolder,
    name: String,
}

impl Place {
    /// The usual place for the agent of `key`. `None` when there is no folder and none is wanted.
    pub(crate) fn find(key: &VaultKey, create: bool) -> Result<Option<Self>, PlaceError> {
        Ok(runtime::find(create)?.map(|folder| Self::in_it(folder, key)))
    }

    /// The place for `key` in this very folder.
    pub(crate) fn within(
        folder: &Path,
        key: &VaultKey,
        create: bool,
    ) -> Result<Option<Self>, PlaceError> {
        Ok(runtime::at(folder, create)?.map(|folder| Self::in_it(folder, key)))
    }

    fn in_it(folder: PrivateFolder, key: &VaultKey) -> Self {
        Self {
            folder,
            name: key.0.clone(),
        }
    }

    /// The socket's path.
    pub(crate) fn socket(&self) -> PathBuf {
        self.entry(&format!("{}.sock", self.name))
    }

    /// Where the agent notes which process it is.
    pub(crate) fn record(&self) -> PathBuf {
        self.entry(&format!("{}.pid", self.name))
    }

    /// A path for something that will replace [`Place::socket`] or [`Place::record`] by renaming.
    pub(crate) fn fresh(&self, what: &str) -> PathBuf {
        self.entry(&format!("{}.{what}.{}", self.name, std::process::id()))
    }

    /// The folder itself, to be locked or handed on.
    pub(crate) fn folder(&self) -> &PrivateFolder {
        &self.folder
    }

    /// The folder's path as it is now, for the agent to open again.
    pub(crate) fn folder_path(&self) -> io::Result<PathBuf> {
        self.folder.real_path()
    }

    fn entry(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_differ_by_vault() {
        let key = || VaultKey::of(b"sealed");
        assert_eq!(key().0.len(), 16);
        assert_eq!(key(), VaultKey::of(b"sealed"));
        assert_ne!(key(), VaultKey::of(b"other"));
    }
}
