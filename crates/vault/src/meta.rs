//! What the store keeps about the vault itself. Nothing here is secret but the space ids, which only name.

use replica::{DeviceId, LinkId, SpaceId, SpaceTag};
use serde::{Deserialize, Serialize};
use store::{Tables, Writer};

use crate::Error;

pub(crate) const META: &str = "vault";
/// Where a keeper's store has what it carries; nobody else's has it.
const CARRIED: &str = "keeping";

/// See the module.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Meta {
    device: [u8; 32],
    link: [u8; 32],
    pub(crate) incarnation: u64,
    home: Option<[u8; 32]>,
    /// Every space this device is a member of, home included.
    spaces: Vec<[u8; 32]>,
    /// Spaces that a keeper carries, home first.
    #[serde(skip)]
    carried: Vec<Carried>,
}

/// A space as a keeper knows it: neither its id nor a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Carried {
    tag: [u8; 16],
    /// By this its members find the keeper nearby; `None` where nobody told it.
    pub(crate) meet: Option<[u8; 32]>,
}

impl Carried {
    pub(crate) fn new(tag: SpaceTag, meet: Option<[u8; 32]>) -> Self {
        let tag = *tag.as_bytes();
        Self { tag, meet }
    }

    pub(crate) fn tag(&self) -> SpaceTag {
        SpaceTag::from_bytes(self.tag)
    }
}

impl Meta {
    pub(crate) fn new(device: DeviceId, link: LinkId, incarnation: u64) -> Self {
        Self {
            device: *device.as_bytes(),
            link: *link.as_bytes(),
            incarnation,
            home: None,
            spaces: Vec::new(),
            carried: Vec::new(),
        }
    }

    pub(crate) fn read(tables: &impl Tables) -> Result<Self, Error> {
        let damaged = || Error::damaged("vault.redb");
        let bytes = tables.meta(META)?.ok_or_else(damaged)?;
        let mut meta: Self = postcard::from_bytes(&bytes).map_err(|_| damaged())?;
        if let Some(bytes) = tables.meta(CARRIED)? {
            meta.carried = postcard::from_bytes(&bytes).map_err(|_| damaged())?;
        }
        Ok(meta)
    }

    pub(crate) fn write(&self, writer: &mut Writer) -> Result<(), Error> {
        let bytes = postcard::to_stdvec(self).expect("the vault's meta always serialises");
        writer.set_meta(META, &bytes)?;
        if !self.carried.is_empty() {
            let bytes = postcard::to_stdvec(&self.carried).expect("a list always serialises");
            writer.set_meta(CARRIED, &bytes)?;
        }
        Ok(())
    }

    pub(crate) fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.device)
    }

    pub(crate) fn link(&self) -> LinkId {
        LinkId::from_bytes(self.link)
    }

    pub(crate) fn spaces(&self) -> impl Iterator<Item = SpaceId> {
        self.spaces.iter().map(|id| SpaceId::from_bytes(*id))
    }

    pub(crate) fn home(&self) -> Option<SpaceId> {
        self.home.map(SpaceId::from_bytes)
    }

    /// What is public of every space that is held here, whether it can be read or is carried only.
    pub(crate) fn tags(&self) -> impl Iterator<Item = SpaceTag> {
        let known = self.spaces().map(|id| id.tag());
        known.chain(self.carried.iter().map(Carried::tag))
    }

    /// The same of the journal.
    pub(crate) fn home_tag(&self) -> Option<SpaceTag> {
        let known = self.home().map(|id| id.tag());
        known.or_else(|| self.carried.first().map(Carried::tag))
    }

    /// The id of a space that this device was told of.
    pub(crate) fn id_of(&self, tag: SpaceTag) -> Option<SpaceId> {
        self.spaces().find(|id| id.tag() == tag)
    }

    /// What a keeper carries, home first; nothing on any other device.
    pub(crate) fn carried(&self) -> &[Carried] {
        &self.carried
    }

    pub(crate) fn add_space(&mut self, id: SpaceId, home: bool) {
        if !self.spaces.contains(id.as_bytes()) {
            self.spaces.push(*id.as_bytes());
        }
        if home {
            self.home = Some(*id.as_bytes());
        }
    }

    pub(crate) fn remove_space(&mut self, id: SpaceId) {
        self.spaces.retain(|known| known != id.as_bytes());
    }

    pub(crate) fn carry(&mut self, space: Carried) {
        if self.tags().all(|known| known != space.tag()) {
            self.carried.push(space);
        }
    }
}
