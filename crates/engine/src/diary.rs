//! The journal on top of its store: making and opening one, and what it does when devices meet.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use vault::DeviceId;
use vault::{
    Application, BackedUp, Beginning, Confirmed, Env, Found, KitCheck, KitUse, KitView, LastBackup,
    OpenMode, OpenedKeys, Passphrase, PassphraseChange, Recovery, RecoveryKit, Space, StoredKind,
};

use crate::blocking::Vault;
use crate::published::Published;
use crate::rows::KINDS;
use crate::{Error, OpenError, UnlockError, WriteError};

/// A new journal and what its owner must write down.
#[derive(Debug)]
pub struct NewVault {
    /// The journal, unlocked.
    pub vault: Vault,
    /// To be shown once, printed or copied by hand, and never stored.
    pub kit: RecoveryKit,
}

/// The journal as its store knows it.
struct Journal(Arc<Published>);

impl Application for Journal {
    fn kinds(&self) -> &[&'static dyn StoredKind] {
        KINDS
    }

    fn prepare(&self, vault: &Arc<vault::Vault>) -> Result<(), Error> {
        let journal = Vault {
            store: Arc::clone(vault),
            published: Arc::clone(&self.0),
            day_ends: Arc::default(),
        };
        journal.prepare_spaces()
    }

    fn name_of(
        &self,
        vault: &vault::Vault,
        space: &Space,
        _: DeviceId,
    ) -> Result<Option<String>, Error> {
        let name = crate::reading::name_in(vault, space)?;
        Ok(Some(name).filter(|name| !name.is_empty()))
    }
}

impl Vault {
    fn of(published: Arc<Published>, store: vault::Vault) -> Self {
        Self {
            store: Arc::new(store),
            published,
            day_ends: Arc::default(),
        }
    }

    /// As [`vault::Vault::open`].
    ///
    /// # Errors
    /// As there.
    pub fn open(
        path: &Path,
        keys: Option<OpenedKeys>,
        mode: OpenMode,
        env: Env,
    ) -> Result<Self, OpenError> {
        let published = Arc::default();
        let journal = Arc::new(Journal(Arc::clone(&published)));
        let store = vault::Vault::open(path, keys, mode, env, journal)?;
        Ok(Self::of(published, store))
    }

    /// As [`vault::Vault::init`].
    ///
    /// # Errors
    /// As there.
    pub fn init(
        path: &Path,
        passphrase: &Passphrase,
        device_name: &str,
        env: Env,
    ) -> Result<NewVault, OpenError> {
        let kit = RecoveryKit::generate();
        let (vault, beginning) = Self::init_with(path, passphrase, device_name, &kit, env)?;
        beginning.settle()?;
        Ok(NewVault { vault, kit })
    }

    /// As [`vault::Vault::init_with`].
    ///
    /// # Errors
    /// As there.
    pub fn init_with(
        path: &Path,
        passphrase: &Passphrase,
        device_name: &str,
        kit: &RecoveryKit,
        env: Env,
    ) -> Result<(Self, Beginning), OpenError> {
        let published = Arc::default();
        let journal = Arc::new(Journal(Arc::clone(&published)));
        let (store, beginning) =
            vault::Vault::init_with(path, passphrase, device_name, kit, env, journal)?;
        Ok((Self::of(published, store), beginning))
    }

    /// As [`vault::Vault::init_to_join`].
    ///
    /// # Errors
    /// As there.
    pub fn init_to_join(
        path: &Path,
        passphrase: &Passphrase,
        env: Env,
    ) -> Result<(Self, Beginning), OpenError> {
        let published = Arc::default();
        let journal = Arc::new(Journal(Arc::clone(&published)));
        let (store, beginning) = vault::Vault::init_to_join(path, passphrase, env, journal)?;
        Ok((Self::of(published, store), beginning))
    }

    /// As [`vault::Vault::recover`].
    ///
    /// # Errors
    /// As there.
    pub fn recover(
        path: &Path,
        passphrase: &Passphrase,
        device_name: &str,
        copy: &Recovery,
        gone: &BTreeSet<DeviceId>,
        env: Env,
    ) -> Result<(Self, Beginning, u64), OpenError> {
        let published = Arc::default();
        let journal = Arc::new(Journal(Arc::clone(&published)));
        let (store, beginning, refused) =
            vault::Vault::recover(path, passphrase, device_name, copy, gone, env, journal)?;
        Ok((Self::of(published, store), beginning, refused))
    }

    /// As [`vault::Vault::check_kit`].
    ///
    /// # Errors
    /// As there.
    pub fn check_kit(&self, kit: &RecoveryKit) -> Result<KitCheck, OpenError> {
        self.store.check_kit(kit)
    }

    /// As [`vault::Vault::kit_uses`].
    ///
    /// # Errors
    /// As there.
    pub fn kit_uses(&self) -> Result<Vec<KitUse>, OpenError> {
        self.store.kit_uses()
    }

    /// As [`vault::Vault::answer_for_kit_use`].
    ///
    /// # Errors
    /// As there.
    pub fn answer_for_kit_use(
        &self,
        confirmed: &Confirmed,
        device: DeviceId,
    ) -> Result<(), WriteError> {
        Ok(self.store.answer_for_kit_use(confirmed, device)?)
    }

    /// As [`vault::Vault::kits`].
    ///
    /// # Errors
    /// As there.
    pub fn kits(&self) -> Result<Vec<KitView>, OpenError> {
        self.store.kits()
    }

    /// As [`vault::Vault::new_kit_waits_for`].
    ///
    /// # Errors
    /// As there.
    pub fn new_kit_waits_for(&self) -> Result<Vec<String>, OpenError> {
        self.store.new_kit_waits_for()
    }

    /// As [`vault::Vault::renew_kit`].
    ///
    /// # Errors
    /// As there; [`WriteError::Locked`].
    pub fn renew_kit(
        &self,
        confirmed: &Confirmed,
        new: &RecoveryKit,
        old: Option<&RecoveryKit>,
    ) -> Result<(), WriteError> {
        Ok(self.store.renew_kit(confirmed, new, old)?)
    }

    /// As [`vault::Vault::back_up`].
    ///
    /// # Errors
    /// As there.
    pub fn back_up(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BackedUp, OpenError> {
        self.store.back_up(to, progress)
    }

    /// As [`vault::Vault::back_up_without_erased`].
    ///
    /// # Errors
    /// As there.
    pub fn back_up_without_erased(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BackedUp, OpenError> {
        self.store.back_up_without_erased(to, progress)
    }

    /// As [`vault::Vault::last_backup`].
    ///
    /// # Errors
    /// As there.
    pub fn last_backup(&self) -> Result<Option<LastBackup>, OpenError> {
        self.store.last_backup()
    }

    /// As [`vault::Vault::look`].
    ///
    /// # Errors
    /// As there.
    pub fn look(path: &Path, env: &Env) -> Result<Found, OpenError> {
        vault::Vault::look(path, env)
    }

    /// As [`vault::Vault::unlock`].
    ///
    /// # Errors
    /// As there.
    pub fn unlock(
        path: &Path,
        passphrase: &Passphrase,
        env: &Env,
    ) -> Result<OpenedKeys, UnlockError> {
        vault::Vault::unlock(path, passphrase, env)
    }

    /// As [`vault::Vault::unlock_and_confirm`].
    ///
    /// # Errors
    /// As there.
    pub fn unlock_and_confirm(
        path: &Path,
        passphrase: &Passphrase,
        env: &Env,
    ) -> Result<(OpenedKeys, Confirmed), UnlockError> {
        vault::Vault::unlock_and_confirm(path, passphrase, env)
    }

    /// As [`vault::Vault::sealed_keys`].
    pub fn sealed_keys(path: &Path) -> Option<Vec<u8>> {
        vault::Vault::sealed_keys(path)
    }

    /// As [`vault::Vault::last_unlock`].
    pub fn last_unlock(path: &Path) -> Option<jiff::Timestamp> {
        vault::Vault::last_unlock(path)
    }

    /// As [`vault::Vault::change_passphrase`].
    ///
    /// # Errors
    /// As there.
    pub fn change_passphrase(
        path: &Path,
        old: &Passphrase,
        env: &Env,
    ) -> Result<PassphraseChange, UnlockError> {
        vault::Vault::change_passphrase(path, old, env)
    }
}
