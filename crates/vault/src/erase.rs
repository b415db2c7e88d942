//! Erasing: documents leave this device for good, with every version of them.
//!
//! The records of the journal are written anew into another database, without the documents that go; the numbers of the
//! records stay, so that whatever names one still does. The new database takes the place of the old one, which is
//! overwritten. Pages and all else that can be computed is left out, and made again when it is next needed.
//!
//! The records that follow an erased one get another signature. So this is only for a journal that no other device, folder
//! or reader ever got records of: they would hold another history of the same log.

mod put_away;
mod written_anew;

use std::collections::{BTreeMap, BTreeSet};

use journal::document::DocId;
use replica::Role;
use serde::{Deserialize, Serialize};
use store::Tables;

use crate::carrying::{CARRIED_ONCE, CARRIER};
use crate::disk;
use crate::exchange::branches::branches;
use crate::space::Space;
use crate::stamp::Stamp;
use crate::vault::{Confirmed, Meta, Vault};
use crate::{Error, ErrorKind};
use replica::ChunkName;

/// The sealed list of what was erased here.
pub(crate) const ERASED: &str = "erased";
/// Of how many times it tells; the oldest go first.
const ERASED_MAX: usize = 1_000;
/// Bytes of the opened list.
const ERASED_BYTES_MAX: usize = 64 * 1024;

/// What is to be erased.
#[derive(Debug, Clone, Default)]
pub struct ToErase {
    /// The documents, and which version of each was shown to whoever agreed to it.
    pub documents: BTreeMap<DocId, Stamp>,
    /// Chunks that stay whatever names them, as a draft does.
    pub kept_chunks: BTreeSet<ChunkName>,
}

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// Documents that were held and are not any more.
    pub documents: usize,
    /// Records that something of them was taken out of.
    pub records: u64,
    /// Chunks of their files.
    pub chunks: u64,
    /// Whether the old database was overwritten. Where not, this is tried whenever the vault is opened.
    pub overwritten: bool,
}

/// One time that something was erased on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// When, in unix seconds.
    pub at: i64,
    /// How many documents.
    pub documents: u64,
    /// When the vault was last backed up before, in unix seconds: that backup still holds them.
    pub backup: Option<i64>,
}

impl Vault {
    /// Why nothing can be erased here, in words; `None` where it can be.
    ///
    /// # Errors
    /// [`Error::NoHome`], or what the disk says.
    pub fn kept_from_erasing(&self) -> Result<Option<String>, Error> {
        let view = self.store.read()?;
        self.elsewhere(&view)
    }

    /// Erases documents with every version of them. The vault is closed with it.
    ///
    /// The passphrase was given for it. `first` takes away what the application keeps of them beside the store; it is called
    /// when the rest is certain to succeed, unless the disk fails. Killed at any moment, the vault is as it was, or all of it is done; what is left to
    /// overwrite then is overwritten when the vault is next opened.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Refused`] where other devices, folders or readers hold records of the journal, where not
    /// every record can be read, where a document is not as it was shown any more, or where another process has the journal
    /// open; or what the disk says. Nothing was erased then, unless the error says that it was saved.
    pub fn erase(
        self,
        what: &ToErase,
        _: &Confirmed,
        first: &mut dyn FnMut() -> Result<(), Error>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Erased, Error> {
        self.device_keys()?;
        let database = self.folder.database();
        drop(self.store);
        let store = disk::open_store_alone(self.folder.disk(), &database);
        let store = store.map_err(|error| in_use(error.into()))?;
        let vault = Self { store, ..self };
        // From here on nobody else can write.
        vault.check_shown(what).map_err(Error::unsaved)?;
        let written = vault.write_anew(what, progress)?;
        first().map_err(Error::unsaved)?;
        vault.take_its_place(&written)
    }

    /// Whoever agreed saw these versions, and may not have known of what was written since.
    fn check_shown(&self, what: &ToErase) -> Result<(), Error> {
        let snapshot = self.home_snapshot()?;
        for (document, shown) in &what.documents {
            let item = snapshot.item(*document)?;
            if item.is_some_and(|item| Stamp::of(&item.heads) != *shown) {
                return Err(Error::Refused(
                    "what was to be erased was changed after it was shown: look at it again".into(),
                ));
            }
        }
        Ok(())
    }

    /// What was erased on this device, the latest first.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn erasures(&self) -> Result<Vec<Erasure>, Error> {
        let view = self.store.read()?;
        let home = self.home(&view)?;
        home.keys()?;
        let mut all = self.noted_erasures(&view, &home)?;
        all.reverse();
        Ok(all)
    }

    fn noted_erasures(&self, tables: &impl Tables, home: &Space) -> Result<Vec<Erasure>, Error> {
        let noted = self.note(tables, home, ERASED, ERASED_BYTES_MAX)?;
        let noted = noted.and_then(|plain| postcard::from_bytes(plain.as_bytes()).ok());
        Ok(noted.unwrap_or_default())
    }

    /// Who else may hold records of the journal, in words.
    fn elsewhere(&self, tables: &impl Tables) -> Result<Option<String>, Error> {
        let meta = Meta::read(tables)?;
        let home = self.home(tables)?;
        let mut others = home
            .membership
            .members()
            .filter(|member| member.certificate.device != self.device);
        let is_foreign = |log: &replica::LogId| log.device != self.device;
        let heads = tables.heads(home.tag)?;
        if others.next().is_some() || heads.iter().any(|(log, _)| is_foreign(log)) {
            return Ok(Some(
                "other devices belong to this journal, or did: they hold what they received, and what is erased here \
                 would come back from them"
                    .into(),
            ));
        }
        if !branches(tables, home.tag)?.is_empty() {
            return Ok(Some(
                "this journal was set back or copied, and both of its histories are held".into(),
            ));
        }
        let names = tables.meta_names()?;
        let carried = |name: &String| name.starts_with(CARRIER) || name == CARRIED_ONCE;
        if names.iter().any(carried) {
            return Ok(Some(
                "this journal is carried through a folder, or was: the folder holds what was brought there, and a program that \
                 keeps it in step may hold it after it was removed"
                    .into(),
            ));
        }
        for id in meta.spaces().filter(|id| id.tag() != home.tag) {
            if self.space(tables, id)?.membership.role(self.device) == Some(Role::Owner) {
                return Ok(Some(SHARED.into()));
            }
        }
        Ok(None)
    }
}

/// Why a journal with shares erases nothing.
pub const SHARED: &str = "this journal has shares, or had: a reader holds what was published, and it lies in the share here, too";

fn in_use(error: Error) -> Error {
    match error.kind() {
        ErrorKind::Busy => Error::Refused(
            "another process has the journal open (`still run`, `still web`, an editor): end it first".into(),
        ),
        _ => error.unsaved(),
    }
}
