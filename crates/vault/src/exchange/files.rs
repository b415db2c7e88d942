//! Chunks of files in an exchange: which to ask for, keeping what comes, giving what is asked for. When that is done, and with
//! whom, is decided in `replica::Session`.

use std::collections::BTreeSet;
use std::sync::{MutexGuard, PoisonError};

use replica::limits::CHUNK_SEALED_BYTES_MAX;
use replica::{ChunkName, Input, PeerRole, Role, SpaceTag, Version};

use super::fetch::{AGAIN_AFTER, AGAIN_AFTER_MAX};
use super::{Drive, ExchangeEvent};
use crate::vault::{Meta, Vault};
use crate::{Error, ErrorKind};

impl Vault {
    fn asked_for(&self) -> MutexGuard<'_, BTreeSet<ChunkName>> {
        self.asked_for
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drive<'_> {
    /// The space in which files travel between these two; `None` if there is none. Shares name no files.
    fn space_of_files(&self) -> Result<Option<SpaceTag>, Error> {
        if self.options.version < Version::Three {
            return Ok(None);
        }
        let home = Meta::read(&self.vault.store.read()?)?.home();
        let home = home.map(|id| id.tag());
        let owners = (PeerRole::Owner, Role::Owner);
        Ok(home.filter(|tag| self.roles.get(tag) == Some(&owners)))
    }

    /// Looks which files documents name that are not here.
    pub(super) fn look_for_files(&mut self) -> Result<(), Error> {
        let Some(space) = self.space_of_files()? else {
            return Ok(());
        };
        if !self.vault.reads_home()? {
            return Ok(());
        }
        let named = self.vault.named_files(&self.vault.home_snapshot()?)?;
        let mut missing = Vec::new();
        for name in named.iter().flat_map(|file| &file.chunks) {
            if self.fetch.known.insert(*name) && !self.vault.has_chunk(name) {
                missing.push(*name);
            }
        }
        if !missing.is_empty() {
            self.fetch.next.extend(missing.iter().rev());
            self.input(Input::ChunksNamed { space });
        }
        Ok(())
    }

    /// Asks once more for what the other side did not have.
    pub(super) fn ask_for_files_again(&mut self) -> Result<(), Error> {
        self.fetch.again_after = AGAIN_AFTER_MAX.min(self.fetch.again_after * 2);
        self.fetch.room = None;
        let later = std::mem::take(&mut self.fetch.later);
        self.fetch.next.extend(later.iter().rev());
        if let Some(space) = self.space_of_files()? {
            self.input(Input::ChunksNamed { space });
        }
        Ok(())
    }

    /// Answers which chunks to ask for.
    pub(super) fn choose_chunks(&mut self, space: SpaceTag, most: usize) -> Result<(), Error> {
        let mut names = Vec::new();
        if self.space_of_files()? == Some(space) {
            while names.len() < most
                && let Some(name) = self.fetch.next.pop()
            {
                if self.vault.has_chunk(&name) {
                    continue;
                }
                if !self.has_room()? || !self.vault.asked_for().insert(name) {
                    self.fetch.later.push(name);
                    continue;
                }
                self.fetch.asked.insert(name);
                names.push(name);
            }
        }
        if names.is_empty() && self.fetch.asked.is_empty() {
            self.files_came();
        }
        self.input(Input::ChunksChosen { space, names });
        Ok(())
    }

    fn has_room(&mut self) -> Result<bool, Error> {
        let room = match self.fetch.room {
            Some(room) => room,
            None => self.vault.room_for_files()?.unwrap_or(0),
        };
        self.fetch.room = Some(room);
        // What was asked for comes, too.
        let to_come = self.fetch.asked.len() as u64 * CHUNK_SEALED_BYTES_MAX as u64;
        Ok(room > to_come)
    }

    /// Nothing more is to be asked for now.
    fn files_came(&mut self) {
        let bytes = std::mem::take(&mut self.fetch.untold);
        if bytes > 0 {
            self.tell(ExchangeEvent::Fetched(bytes));
        }
        self.fetch.asks_again = self.options.live && !self.fetch.later.is_empty();
    }

    /// A chunk came that was asked for. Where it cannot be kept no more are asked for, and the records go on.
    pub(super) fn keep_chunk(&mut self, name: ChunkName, sealed: &[u8]) {
        self.answered(&name);
        let bytes = sealed.len() as u64;
        if let Err(error) = self.vault.keep_chunk(sealed) {
            tracing::warn!(%error, "a part of a file is not kept");
            self.fetch.room = Some(0);
            self.fetch.later.push(name);
            return;
        }
        self.vault.env.note_saved();
        self.report.files_in += bytes;
        self.fetch.untold += bytes;
        self.fetch.again_after = AGAIN_AFTER;
        if let Some(room) = &mut self.fetch.room {
            *room = room.saturating_sub(bytes);
        }
    }

    /// The other side does not have a chunk.
    pub(super) fn chunk_absent(&mut self, name: ChunkName) {
        self.answered(&name);
        self.fetch.later.push(name);
    }

    fn answered(&mut self, name: &ChunkName) {
        self.fetch.asked.remove(name);
        self.vault.asked_for().remove(name);
    }

    /// Nobody waits any longer for what this exchange has asked for.
    pub(super) fn asks_no_more(&mut self) {
        let mut asked = self.vault.asked_for();
        for name in std::mem::take(&mut self.fetch.asked) {
            asked.remove(&name);
        }
    }

    /// Gives a chunk to the other side; one that is damaged is as good as none.
    pub(super) fn load_chunk(&mut self, space: SpaceTag, name: ChunkName) -> Result<(), Error> {
        let mut sealed = Vec::new();
        if self.space_of_files()? == Some(space) {
            sealed = match self.vault.chunk(&name) {
                Ok(found) => found.unwrap_or_default(),
                Err(error) => {
                    let damaged = error.kind() == ErrorKind::Damaged;
                    tracing::warn!(%error, damaged, "a part of a file cannot be given");
                    Vec::new()
                }
            };
        }
        self.report.files_out += sealed.len() as u64;
        self.input(Input::ChunkLoaded {
            space,
            name,
            sealed,
        });
        Ok(())
    }
}

impl Drop for Drive<'_> {
    fn drop(&mut self) {
        self.asks_no_more();
    }
}
