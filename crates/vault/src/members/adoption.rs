//! Which spaces this device keeps beside the home space, and which it does not want although others may offer them.

use std::collections::BTreeSet;

use replica::{Have, RecordId, SpaceId, SpaceTag, limits};
use serde::{Deserialize, Serialize};
use store::{Tables, View, Writer};

use crate::index::held;
use crate::space::{pin_root, root};
use crate::vault::{Meta, Vault};
use crate::{Error, Space};

/// Where the store keeps what it does not want.
const DECLINED: &str = "declined";

/// What becomes of the spaces that the journal names.
#[derive(Debug, Default)]
pub struct Adoption {
    /// Those to keep or to wait for, each with its founding record.
    pub kept: Vec<(SpaceId, RecordId)>,
    /// Those that are held here and to be forgotten.
    pub forgotten: Vec<SpaceId>,
    /// Those that are not wanted, whoever offers them; so many are remembered as a device may.
    pub declined: Vec<SpaceId>,
    /// How many of them are left out for want of room.
    pub left_out: usize,
    /// All that was held of the home space when this was worked out.
    pub home: Have,
}

/// What is not wanted, as the store keeps it.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Declined {
    /// How many spaces are left out for want of room.
    pub(crate) left_out: u64,
    /// Tags, ascending.
    tags: Vec<[u8; 16]>,
    /// Tags of spaces that were forgotten and hold records of this device, ascending.
    written: Vec<[u8; 16]>,
}

impl Declined {
    pub(crate) fn read(tables: &impl Tables) -> Result<Self, Error> {
        let bytes = tables.meta(DECLINED)?;
        Ok(bytes
            .and_then(|bytes| postcard::from_bytes(&bytes).ok())
            .unwrap_or_default())
    }

    /// Whether nothing of a space is wanted.
    pub(crate) fn contains(&self, tag: SpaceTag) -> bool {
        self.tags.binary_search(tag.as_bytes()).is_ok()
    }

    fn wrote_into(&self, tag: SpaceTag) -> bool {
        self.written.binary_search(tag.as_bytes()).is_ok()
    }

    fn write(&self, writer: &mut Writer) -> Result<(), Error> {
        if *self == Self::default() {
            return Ok(writer.remove_meta(DECLINED)?);
        }
        let bytes = postcard::to_stdvec(self).expect("a list of tags always serialises");
        Ok(writer.set_meta(DECLINED, &bytes)?)
    }
}

impl Vault {
    /// Becomes able to receive the spaces that are to be kept, and forgets others with all that is held of them. Where more
    /// of the home space has come since this was worked out, nothing is forgotten: it is worked out anew then.
    ///
    /// # Errors
    /// What the disk says.
    pub fn adopt(&self, adoption: &Adoption) -> Result<(), Error> {
        let view = self.store.read()?;
        let meta = Meta::read(&view)?;
        let known: Vec<SpaceId> = meta.spaces().collect();
        let mut kept = Vec::new();
        for (id, root) in &adoption.kept {
            if !known.contains(id) || self.waits_for_another(&view, *id, *root)? {
                kept.push((*id, *root));
            }
        }
        let declined = self.declined(&view, adoption)?;
        if kept.is_empty()
            && adoption.forgotten.iter().all(|id| !known.contains(id))
            && declined == Declined::read(&view)?
        {
            return Ok(());
        }
        drop((view, meta));
        let forgets = !adoption.forgotten.is_empty();
        let returns = |declined: &Declined| {
            let mut kept = kept.iter();
            kept.any(|(id, _)| declined.wrote_into(id.tag()))
        };
        let mut writer = self.store.write()?;
        let mut declined = self.declined(&writer, adoption)?;
        if !forgets && !returns(&declined) {
            let mut meta = Meta::read(&writer)?;
            take_up(&mut writer, &mut meta, &kept)?;
            declined.write(&mut writer)?;
            return Ok(writer.commit()?);
        }
        // What this device wrote counts in its high-water file.
        drop(writer);
        let (mut writer, mut meta) = self.begin()?;
        if let Some(home) = meta.home()
            && held(&writer, home.tag())? == adoption.home
        {
            self.note_written(&writer, &adoption.forgotten, &mut declined)?;
            drop_spaces(&mut writer, &mut meta, &adoption.forgotten)?;
        }
        if returns(&declined) {
            // The next record there would be a second one with its number.
            self.renew_incarnation(&mut writer, &mut meta)?;
            let tags = &mut declined.written;
            tags.retain(|tag| kept.iter().all(|(id, _)| id.tag().as_bytes() != tag));
        }
        take_up(&mut writer, &mut meta, &kept)?;
        declined.write(&mut writer)?;
        let written = self.written(&writer, &meta)?;
        writer.commit()?;
        self.high_water
            .record(&self.folder, meta.incarnation, written);
        Ok(())
    }

    /// Whether a space that is waited for is founded by another record than is believed so far.
    fn waits_for_another(
        &self,
        view: &View,
        id: SpaceId,
        founding: RecordId,
    ) -> Result<bool, Error> {
        let nothing = self.space(view, id)?.membership.root().is_none();
        let invited = self.inviter(view, id.tag())?.is_some();
        Ok(nothing && !invited && root(view, id.tag())? != Some(founding))
    }

    fn declined(&self, tables: &impl Tables, adoption: &Adoption) -> Result<Declined, Error> {
        let declined = adoption.declined.iter().take(limits::SPACES_DECLINED_MAX);
        let mut tags: Vec<_> = declined.map(|id| *id.tag().as_bytes()).collect();
        tags.sort_unstable();
        Ok(Declined {
            left_out: adoption.left_out as u64,
            tags,
            written: Declined::read(tables)?.written,
        })
    }

    /// Notes into which of these spaces this device wrote.
    fn note_written(
        &self,
        tables: &impl Tables,
        spaces: &[SpaceId],
        declined: &mut Declined,
    ) -> Result<(), Error> {
        for id in spaces {
            let heads = tables.heads(id.tag())?;
            let tag = *id.tag().as_bytes();
            if heads.iter().any(|(log, _)| log.device == self.device)
                && declined.written.len() < limits::SPACES_DECLINED_MAX
                && let Err(at) = declined.written.binary_search(&tag)
            {
                declined.written.insert(at, tag);
            }
        }
        Ok(())
    }

    /// How many of the spaces that the journal names are left out here for want of room.
    ///
    /// # Errors
    /// What the disk says.
    pub fn spaces_left_out(&self) -> Result<u64, Error> {
        Ok(Declined::read(&self.store.read()?)?.left_out)
    }

    /// Whether somebody let this device into a space, so that it is none which the journal names.
    ///
    /// # Errors
    /// What the disk says.
    pub fn was_invited_to(&self, space: &Space) -> Result<bool, Error> {
        Ok(self.inviter(&self.store.read()?, space.tag)?.is_some())
    }
}

fn take_up(
    writer: &mut Writer,
    meta: &mut Meta,
    spaces: &[(SpaceId, RecordId)],
) -> Result<(), Error> {
    for (id, root) in spaces {
        meta.add_space(*id, false);
        pin_root(writer, id.tag(), *root)?;
    }
    meta.write(writer)
}

/// Takes spaces out of every table, with all that was noted of them.
pub(crate) fn drop_spaces(
    writer: &mut Writer,
    meta: &mut Meta,
    spaces: &[SpaceId],
) -> Result<(), Error> {
    let tags: BTreeSet<String> = spaces.iter().map(|id| id.tag().to_string()).collect();
    for name in writer.meta_names()? {
        // Every name that is about one space has its tag as the second part.
        if name.split('/').nth(1).is_some_and(|tag| tags.contains(tag)) {
            writer.remove_meta(&name)?;
        }
    }
    for id in spaces {
        writer.drop_space(id.tag())?;
        meta.remove_space(*id);
    }
    meta.write(writer)
}
