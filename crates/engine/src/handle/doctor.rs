//! Looking after a journal through the handle: how this device finds others, what was not believed, checking, rebuilding.

use vault::Settings;

use super::Journal;
use crate::devices::Ward;
use crate::error::{ReadError, WriteError};
use crate::{Rebuilt, Room, Vault, Verified};

impl Journal {
    /// How this device finds others. These settings stay on it. Works while locked.
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub async fn settings(&self) -> Result<Settings, ReadError> {
        self.owner.read(|vault| Ok(vault.settings()?)).await
    }

    /// Changes how this device finds others, from the next connection on.
    ///
    /// # Errors
    /// [`WriteError::Storage`].
    pub async fn set_settings(&self, settings: Settings) -> Result<(), WriteError> {
        let write = move |vault: &Vault| Ok(vault.set_settings(&settings)?);
        self.owner.write(write).await
    }

    /// What was refused, deferred, or waits. Works while locked.
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub async fn ward(&self) -> Result<Ward, ReadError> {
        self.owner.read(Vault::ward).await
    }

    /// What takes the space in the vault's file. Opens every record while unlocked, and works while locked.
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub async fn room(&self) -> Result<Room, ReadError> {
        self.owner.read(|vault| Ok(vault.room()?)).await
    }

    /// Checks every record and every page; pages only while unlocked. Takes as long as reading everything. `progress`
    /// hears how many records of how many are done, on another thread.
    ///
    /// # Errors
    /// Only what keeps it from looking; what it finds is in the answer.
    pub async fn verify(
        &self,
        mut progress: impl FnMut(u64, u64) + Send + 'static,
    ) -> Result<Verified, ReadError> {
        let verify = move |vault: &Vault| Ok(vault.verify(&mut progress)?);
        self.owner.read(verify).await
    }

    /// Makes the index anew from the records, and tells what differed. `progress` hears how many spaces of how many are
    /// done, on another thread.
    ///
    /// # Errors
    /// [`WriteError::Locked`]; [`WriteError::Storage`] if a record cannot be read.
    pub async fn rebuild(
        &self,
        mut progress: impl FnMut(usize, usize) + Send + 'static,
    ) -> Result<Rebuilt, WriteError> {
        let rebuild = move |vault: &Vault| Ok(vault.rebuild(&mut progress)?);
        self.owner.write(rebuild).await
    }
}
