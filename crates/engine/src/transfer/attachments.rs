//! Files of imported entries: read from the archive, sealed, and counted where they cannot be taken.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read};

use journal::{EntryFile, FileHash, ItemId};
use moving::{Attachment, Attachments};

use super::rows::Imported;
use crate::files::{AsItCame, FileSource, name_of};
use crate::{Error, Vault};

/// What taking files in goes by.
pub(super) struct TakingFiles<'a> {
    vault: &'a Vault,
    archive: &'a Attachments,
    /// Files that are here whole, by their hash and length.
    here: RefCell<BTreeMap<(FileHash, u64), EntryFile>>,
}

/// A reader that remembers what went wrong with it.
struct Watched<'r> {
    inner: Box<dyn Read + 'r>,
    failed: Option<String>,
}

impl Read for Watched<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf);
        if let Err(error) = &read {
            self.failed = Some(error.to_string());
        }
        read
    }
}

impl<'a> TakingFiles<'a> {
    /// `has_files` is whether there are any.
    pub(super) fn new(
        vault: &'a Vault,
        archive: &'a Attachments,
        has_files: bool,
    ) -> Result<Self, Error> {
        let mut here = BTreeMap::new();
        if has_files {
            vault.home_snapshot()?.each_entry(|_, entry| {
                for file in entry.files() {
                    if vault.files().missing(&file) == 0 {
                        here.insert((file.sha256, file.bytes), file);
                    }
                }
            })?;
        }
        Ok(Self {
            vault,
            archive,
            here: RefCell::new(here),
        })
    }

    /// Takes in the files of an entry that are not among those that it has; what cannot be taken is listed.
    pub(super) fn of(
        &self,
        entry: &moving::Entry,
        has: &[EntryFile],
        done: &mut Imported,
    ) -> Result<Vec<EntryFile>, Error> {
        let mut taken: Vec<EntryFile> = Vec::new();
        let mut order = has.iter().map(|file| file.order + 1).max().unwrap_or(0);
        for attachment in &entry.files {
            match self.one(attachment, done)? {
                Ok(file) => {
                    let is_here = |known: &&EntryFile| known.sha256 == file.sha256;
                    if has.iter().any(|known| is_here(&known)) {
                        continue;
                    }
                    let caption = attachment.caption.clone();
                    taken.push(EntryFile {
                        order,
                        caption,
                        ..file
                    });
                    order += 1;
                    done.files += 1;
                }
                Err(why) => {
                    let place = format!("{} ({})", attachment.name, entry.place);
                    done.files_left.push((place, why));
                }
            }
        }
        Ok(taken)
    }

    /// Seals one; or says why it cannot be taken.
    fn one(
        &self,
        attachment: &Attachment,
        done: &mut Imported,
    ) -> Result<Result<EntryFile, String>, Error> {
        let expected = attachment.sha256.map(FileHash::from_bytes);
        // Those very bytes need not be read again.
        if let Some(expected) = expected
            && let Some(known) = self.here.borrow().get(&(expected, attachment.bytes))
        {
            let id = ItemId::from_bytes(self.vault.env().random()).to_string();
            let name = name_of(&attachment.name);
            return Ok(Ok(EntryFile {
                id,
                name,
                ..known.clone()
            }));
        }
        let inner = match self.archive.open(attachment) {
            Ok(inner) => inner,
            Err(refusal) => return Ok(Err(refusal.to_string())),
        };
        let mut bytes = Watched {
            inner,
            failed: None,
        };
        let mut source = FileSource {
            name: &attachment.name,
            bytes: &mut bytes,
            keep_metadata: attachment.sha256.is_some(),
        };
        let known = |sha256, bytes| Ok(self.here.borrow().get(&(sha256, bytes)).cloned());
        let taken = self.vault.take_in_knowing(&mut source, &mut |_| {}, &known);
        let taken = match taken {
            Ok(taken) => taken,
            Err(Error::Invalid(why)) => return Ok(Err(why)),
            Err(error) => return bytes.failed.map(Err).ok_or(error),
        };
        done.files_as_they_came +=
            usize::from(matches!(taken.as_it_came, Some(AsItCame::NotClean(_))));
        let file = taken.file;
        if expected.is_some_and(|expected| expected != file.sha256) {
            return Ok(Err("its bytes are not those that were taken out".to_owned()));
        }
        let place = (file.sha256, file.bytes);
        self.here.borrow_mut().insert(place, file.clone());
        Ok(Ok(file))
    }
}
