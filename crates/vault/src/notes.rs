//! Small things that an application remembers of a space, sealed with the space's keys, on this device only.

use replica::SpaceTag;
use seal::Plaintext;
use store::Tables;

use crate::write::SpaceWriter;
use crate::{Error, Space, Vault};

impl Vault {
    /// What was noted of a space under this name, if it is there and opens: at most `bytes_max` bytes.
    ///
    /// # Errors
    /// What the disk says.
    pub fn note(
        &self,
        tables: &impl Tables,
        space: &Space,
        name: &str,
        bytes_max: usize,
    ) -> Result<Option<Plaintext>, Error> {
        let sealed = tables.meta(&key(name, space.tag))?.zip(space.keys.as_ref());
        Ok(sealed.and_then(|(sealed, keys)| keys.open(&sealed, bytes_max).ok()))
    }

    /// Notes something of a space, or (`None`) forgets it. Notes go with the space when it is dropped.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn set_note(&self, space: &Space, name: &str, note: Option<&[u8]>) -> Result<(), Error> {
        let mut writer = self.store.write()?;
        match note {
            Some(note) => writer.set_meta(&key(name, space.tag), &space.keys()?.seal(note))?,
            None => writer.remove_meta(&key(name, space.tag))?,
        }
        Ok(writer.commit()?)
    }
}

impl SpaceWriter<'_, '_> {
    /// What was noted of the space under this name; as [`Vault::note`].
    ///
    /// # Errors
    /// What the disk says.
    pub fn note(&self, name: &str, bytes_max: usize) -> Result<Option<Plaintext>, Error> {
        self.vault.note(&self.writer, self.space, name, bytes_max)
    }

    /// Notes something of the space, which becomes durable with the rest.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn set_note(&mut self, name: &str, note: &[u8]) -> Result<(), Error> {
        let sealed = self.space.keys()?.seal(note);
        Ok(self.writer.set_meta(&key(name, self.space.tag), &sealed)?)
    }
}

pub(crate) fn key(name: &str, tag: SpaceTag) -> String {
    format!("{name}/{tag}")
}
