//! What lies in a keeper's folder beside the database: `keeper.key` and `keeper.toml`.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::Part;
use crate::folder::{Folder, NetworkProfile};
use crate::vault::unhex;

/// The file that only a keeper has.
pub(super) const KEEPER_KEY: &str = "keeper.key";
const KEEPER_SETTINGS: &str = "keeper.toml";
/// The UDP port that a keeper listens on where nothing else is set.
pub const KEEPER_PORT: u16 = 17_417;

/// Settings of a keeper, in the clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeeperSettings {
    /// How it is found. It dials nobody.
    pub network: NetworkProfile,
    /// The UDP port that it listens on.
    pub port: u16,
    /// Address of an own relay for the `internet` profile; a public one is used if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relay: Option<String>,
}

impl Default for KeeperSettings {
    fn default() -> Self {
        Self {
            network: NetworkProfile::default(),
            port: KEEPER_PORT,
            relay: None,
        }
    }
}

impl Folder {
    pub(crate) fn keeper_file(&self) -> PathBuf {
        self.path().join(KEEPER_KEY)
    }

    pub(crate) fn keeper_settings_file(&self) -> PathBuf {
        self.path().join(KEEPER_SETTINGS)
    }

    /// Whether a keeper is here, and no journal.
    pub(crate) fn is_of_keeper(&self) -> bool {
        self.disk().exists(&self.keeper_file())
    }
}

pub(super) fn settings(folder: &Folder) -> Result<KeeperSettings, Error> {
    folder.read_toml(&folder.keeper_settings_file())
}

pub(super) fn write_settings(folder: &Folder, settings: &KeeperSettings) -> Result<(), Error> {
    folder.write_toml(&folder.keeper_settings_file(), settings)
}

/// The seed of the key that signed the keeper's certificate: the first line. The transport key is the last.
pub(super) fn device_seed(folder: &Folder) -> Result<[u8; 32], Error> {
    let text = folder.read_small(&folder.keeper_file())?;
    let line = text.split(|byte| *byte == b'\n').next();
    line.and_then(unhex)
        .ok_or_else(|| Error::damaged_part(Part::Opening, KEEPER_KEY))
}
