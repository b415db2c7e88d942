//! What was noticed while records came in, for whoever tells the person: documents that were changed on both sides, and
//! documents that a removal has hidden.

use jiff::Timestamp;
use journal::document::DocId;
use replica::DeviceId;

use super::{apart, hidden, run};
use crate::space::Space;
use crate::{Error, Snapshot, Vault, timestamp};

impl Snapshot {
    /// The documents that were changed by devices which did not know of each other's changes, and that nobody has looked
    /// at since; oldest first.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn changed_apart(&self) -> Result<Vec<apart::Note>, Error> {
        apart::read(self.tables(), self.space())
    }
}

impl Vault {
    /// Says that somebody has looked at documents which were [changed apart](Snapshot::changed_apart).
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn forget_changed_apart(&self, space: &Space, docs: &[DocId]) -> Result<(), Error> {
        self.on_writable_store(|store| {
            let mut writer = store.write()?;
            apart::forget(&mut writer, space, docs)?;
            Ok(writer.commit()?)
        })
    }
}

/// A document that is hidden since the device was removed that wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Its id.
    pub id: DocId,
    /// The words by which a person knows it again.
    pub words: String,
    /// Name of the removed device.
    pub device: String,
    /// When it went out of sight here.
    pub at: Timestamp,
    /// Whether somebody was told ([`Vault::told_of_hidden`]).
    pub told: bool,
}

impl Vault {
    /// Documents of a space that went out of sight with the removal of the device that wrote them, oldest first.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn hidden(&self, snapshot: &Snapshot) -> Result<Vec<Hidden>, Error> {
        let space = snapshot.space();
        let notes = hidden::read(snapshot.tables(), space, snapshot.dir())?.into_iter();
        let shown = notes.map(|note| Hidden {
            id: DocId::from_bytes(note.doc),
            words: note.words,
            device: self.name_of(space, DeviceId::from_bytes(note.device)),
            at: timestamp(note.at),
            told: note.told,
        });
        Ok(shown.collect())
    }

    /// Remembers that somebody was told of these documents.
    ///
    /// # Errors
    /// As [`Vault::hidden`], and what the disk says.
    pub fn told_of_hidden(&self, space: &Space, docs: &[DocId]) -> Result<(), Error> {
        self.on_writable_store(|store| {
            let mut writer = store.write()?;
            let opened = run::read_directory(&writer, space)?;
            let mut notes = hidden::read(&writer, space, &opened.dir)?;
            for note in &mut notes {
                note.told |= docs.contains(&DocId::from_bytes(note.doc));
            }
            hidden::write(&mut writer, space, &notes)?;
            Ok(writer.commit()?)
        })
    }
}
