//! Chunks of files, between two owners of a space. Each side asks for what it lacks, a few at a time, and only while there is
//! nothing else to do: words come first. What comes is believed if it hashes to the name that was asked for.

use super::{CloseReason, Input, Output, ProtocolError, Refusal, Session};
use crate::frame::{ChunkName, Frame, Version};
use crate::hash::plain_hash;
use crate::ids::SpaceTag;
use crate::limits::{BATCHES_REFUSED_MAX, CHUNKS_WANTED_MAX};

impl Session {
    /// The caller says something about chunks.
    pub(super) fn take_of_chunks(&mut self, input: Input) {
        if let Input::ChunksNamed { space } = input {
            self.files.entry(space).or_default().through = false;
        } else if let Input::ChunksChosen { space, names } = input {
            self.chosen(space, names);
        } else if let Input::ChunkLoaded {
            space,
            name,
            sealed,
        } = input
            && let Some(files) = self.files.get_mut(&space)
            && files.loading.remove(&name)
        {
            self.send(Frame::Chunk {
                space,
                name,
                sealed,
            });
        }
    }

    /// Lets the caller choose what to ask for, where nothing else is under way.
    pub(super) fn ask_for_chunks(&mut self) {
        if self.version < Version::Three || !self.is_settled() || self.unacked() > 0 {
            return;
        }
        for (space, shared) in &self.spaces {
            let files = self.files.entry(*space).or_default();
            if files.choosing || files.through || !shared.is_between_owners() {
                continue;
            }
            let most = CHUNKS_WANTED_MAX - files.asked.len();
            files.choosing = most > 0;
            if files.choosing {
                self.outputs.push_back(Output::ChooseChunks {
                    space: *space,
                    most,
                });
            }
        }
    }

    /// Whether nothing is to be asked for, and no answer is awaited.
    pub(super) fn has_all_chunks(&self) -> bool {
        self.version < Version::Three
            || self.spaces.iter().all(|(space, shared)| {
                let files = self.files.get(space);
                let through = files.is_some_and(|files| files.through && files.asked.is_empty());
                through || !shared.is_between_owners()
            })
    }

    fn chosen(&mut self, space: SpaceTag, mut names: Vec<ChunkName>) {
        let Some(files) = self.files.get_mut(&space) else {
            return;
        };
        if !std::mem::take(&mut files.choosing) {
            return;
        }
        names.retain(|name| !files.asked.contains(name));
        names.truncate(CHUNKS_WANTED_MAX - files.asked.len());
        names.sort_unstable();
        names.dedup();
        files.asked.extend(&names);
        files.through = names.is_empty();
        if !names.is_empty() {
            self.send(Frame::Want { space, names });
        }
    }

    /// The peer asks for chunks. Only an owner of the space is given any.
    pub(super) fn wanted(
        &mut self,
        space: SpaceTag,
        names: Vec<ChunkName>,
    ) -> Result<(), CloseReason> {
        if self.version < Version::Three || names.is_empty() {
            return Err(ProtocolError::Unexpected.into());
        }
        let why = match self.spaces.get(&space) {
            None => Some(Refusal::NotShared),
            Some(shared) if shared.is_between_owners() => None,
            Some(shared) => shared.refuses().or(Some(Refusal::NotAWriter)),
        };
        if let Some(why) = why {
            self.refused += 1;
            if self.refused > BATCHES_REFUSED_MAX {
                return Err(ProtocolError::TooManyRefused.into());
            }
            self.outputs.push_back(Output::Refused { space, why });
            for name in names {
                self.send(Frame::Chunk {
                    space,
                    name,
                    sealed: Vec::new(),
                });
            }
            return Ok(());
        }
        let files = self.files.entry(space).or_default();
        if files.loading.len() + names.len() > CHUNKS_WANTED_MAX {
            return Err(ProtocolError::TooManyWanted.into());
        }
        for name in names {
            files.loading.insert(name);
            self.outputs.push_back(Output::LoadChunk { space, name });
        }
        Ok(())
    }

    /// The peer sends a chunk, or says that it has none of that name.
    pub(super) fn chunk(
        &mut self,
        space: SpaceTag,
        name: ChunkName,
        sealed: Vec<u8>,
    ) -> Result<(), CloseReason> {
        let files = self.files.get_mut(&space);
        if !files.is_some_and(|files| files.asked.remove(&name)) {
            return Err(ProtocolError::Unexpected.into());
        }
        let shared = self.spaces.get(&space);
        if !shared.is_some_and(super::Shared::is_between_owners) {
            return Ok(()); // It was an owner when it was asked.
        }
        if sealed.is_empty() {
            self.outputs.push_back(Output::ChunkAbsent { space, name });
        } else if plain_hash(&sealed) == name {
            self.outputs.push_back(Output::KeepChunk {
                space,
                name,
                sealed,
            });
        } else {
            return Err(ProtocolError::WrongChunk.into());
        }
        Ok(())
    }
}
