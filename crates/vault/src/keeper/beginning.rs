//! Making a keeper's folder: all of it or nothing, as a vault's.

use std::path::Path;
use std::sync::Arc;

use replica::{LinkId, SigningKey};
use seal::DeviceKeys;

use super::{Keeper, KeeperSettings, NoDocuments, files};
use crate::disk::create_store;
use crate::folder::Folder;
use crate::folder::beginning::{Aim, Beginning, claim, hex};
use crate::folder::high_water::HighWaterFile;
use crate::vault::{Meta, Vault};
use crate::{Env, Error, OpenError};

impl Keeper {
    /// Makes the folder of a keeper that is about to join; it is nobody's until [`Vault::join`] succeeds, and counts once
    /// the beginning is settled.
    ///
    /// # Errors
    /// As [`Vault::init`].
    pub fn init_to_join(
        path: &Path,
        settings: &KeeperSettings,
        env: Env,
    ) -> Result<(Self, Beginning), OpenError> {
        let seeds: [[u8; 32]; 2] = [env.random(), env.random()];
        let [device_seed, link_seed] = seeds;
        let device = DeviceKeys::generate(device_seed, env.random()).device();
        let link = SigningKey::from_bytes(&link_seed).verifying_key();
        let link = LinkId::from_bytes(link.to_bytes());
        let high_water = HighWaterFile::new(&env, device.as_bytes());
        let beginning = claim(path, high_water, &env, Aim::Join)?;
        let folder = beginning.folder().clone();
        files::write_settings(&folder, settings)?;
        make_database(&folder, &Meta::new(device, link, 0))?;
        // The keys come last: with them and the database there is all that a keeper needs.
        let keys = seeds.map(|seed| hex(&seed)).concat();
        folder.write_small(&folder.keeper_file(), &keys)?;
        let mode = crate::OpenMode::Write;
        let vault = Vault::open_in(folder, None, mode, env, Arc::new(NoDocuments))?;
        let keeper = Keeper {
            vault: Arc::new(vault),
        };
        Ok((keeper, beginning))
    }
}

/// It signs no records, so that it has no log that could be continued twice: its incarnation says nothing.
fn make_database(folder: &Folder, meta: &Meta) -> Result<(), Error> {
    let store = create_store(folder.disk(), &folder.database())?;
    let mut writer = store.write()?;
    meta.write(&mut writer)?;
    Ok(writer.commit()?)
}
