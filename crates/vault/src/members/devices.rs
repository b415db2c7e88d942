//! Who else is there: devices and readers, what each has acknowledged, where it was last reached, and the status line.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;

use jiff::Timestamp;
use replica::{
    DeviceId, LinkId, Member, MemberState, PeerRole, Purpose, Role, SpaceId, SpaceTag, SpaceView,
};
use store::{Tables, View, Writer};

use super::stated;
use super::views::DeviceView;
use crate::Error;
use crate::exchange::branches::branches;
use crate::exchange::confirmed::Confirmed;
use crate::exchange::safety::note_differing;
use crate::space::Space;
use crate::vault::{Meta, Vault};

/// How long a new device is shown prominently, in seconds.
const NEW_FOR: i64 = 14 * 24 * 3600;
/// Addresses remembered of one device.
const ADDRESSES_MAX: usize = 8;

/// What the members of a space find each other by on a local network.
pub struct DiscoveryKey {
    /// The secret, which only members can work out.
    pub secret: [u8; 32],
    /// The other members.
    pub peers: Vec<LinkId>,
}

impl Vault {
    /// The home space, if this device has a journal or carries one.
    pub(crate) fn journal(&self, view: &View) -> Result<Option<Arc<Space>>, Error> {
        let meta = Meta::read(view)?;
        let home = meta.home_tag();
        home.map(|home| self.space_of(view, &meta, home))
            .transpose()
    }

    /// What a session needs to know of a space in order to speak with `peer` about it; `None` if it is none of the
    /// peer's business.
    pub(crate) fn space_view(
        &self,
        view: &View,
        journal: Option<&Space>,
        space: &Space,
        peer: LinkId,
    ) -> Result<Option<SpaceView>, Error> {
        let membership = &space.membership;
        let heads = view.heads(space.tag)?;
        let branches = branches(view, space.tag)?;
        if heads.is_empty() && self.may_introduce(view, journal, space.tag, peer)? {
            return Ok(Some(SpaceView {
                space: space.tag,
                heads,
                branches,
                peer: PeerRole::Owner,
                me: Role::Reader,
            }));
        }
        if belongs_to(journal, peer) == Some(false) {
            return Ok(None);
        }
        let Some(member) = membership.by_link(peer) else {
            // Two that were recovered apart, of which one has let the other in: its own admission is on its way. So is that of
            // whoever tells of a share in several batches, while this device is not named either.
            let is_new = membership.member(self.device).is_none() && !self.is_over(space);
            if self.inviter(view, space.tag)? == Some(peer)
                || is_new && self.may_introduce(view, journal, space.tag, peer)?
            {
                return Ok(Some(SpaceView {
                    space: space.tag,
                    heads,
                    branches,
                    peer: PeerRole::Owner,
                    me: membership.role(self.device).unwrap_or(Role::Reader),
                }));
            }
            return Ok(self.came_after(journal, space, peer).then_some(SpaceView {
                space: space.tag,
                heads,
                branches,
                peer: PeerRole::Former,
                me: Role::Owner,
            }));
        };
        // A device that this vault does not know as a member yet has only just joined.
        let me = membership.role(self.device).unwrap_or(Role::Reader);
        // Past its end nothing more is handed out, though the end may not be certain yet.
        let over = self.is_over(space) || membership.role(member.certificate.device).is_none();
        let peer = match member.certificate.role {
            // A removed owner or keeper is not spoken with at all; a former reader is told, so that it can tidy up.
            Role::Owner | Role::Keeper if member.state != MemberState::Active => return Ok(None),
            Role::Owner => PeerRole::Owner,
            _ if over => PeerRole::Former,
            Role::Reader => PeerRole::Reader,
            Role::Keeper => PeerRole::Keeper,
        };
        Ok(Some(SpaceView {
            space: space.tag,
            heads,
            branches,
            peer,
            me,
        }))
    }

    /// Whether `peer` is one to ask for a space of which nothing has arrived yet: whoever brought this device into it.
    /// Nobody did into a share of this journal: there it is another device of the journal, which has told of it.
    fn may_introduce(
        &self,
        view: &View,
        journal: Option<&Space>,
        tag: SpaceTag,
        peer: LinkId,
    ) -> Result<bool, Error> {
        Ok(match self.inviter(view, tag)? {
            Some(inviter) => inviter == peer,
            None => belongs_to(journal, peer) == Some(true),
        })
    }

    /// Whether `peer` is a device of this journal that came when a share of it was over. The home space
    /// tells it of the share, for which it would wait for ever, so it is told of the end, as a former reader is.
    fn came_after(&self, journal: Option<&Space>, space: &Space, peer: LinkId) -> bool {
        let me = space.membership.member(self.device);
        let reading = me.is_some_and(|me| me.certificate.role != Role::Owner);
        self.is_over(space) && !reading && belongs_to(journal, peer) == Some(true)
    }

    /// Every transport id that may connect: members of any space, and former readers, who are told that it is over.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn allowed_links(&self) -> Result<BTreeSet<LinkId>, Error> {
        let view = self.store.read()?;
        let mut links = BTreeSet::new();
        let meta = Meta::read(&view)?;
        for tag in meta.tags() {
            links.extend(self.inviter(&view, tag)?);
            for member in self.space_of(&view, &meta, tag)?.membership.members() {
                let gone =
                    member.certificate.role != Role::Reader && member.state != MemberState::Active;
                if member.certificate.device != self.device && !gone {
                    links.insert(member.certificate.link);
                }
            }
        }
        let journal = self.journal(&view)?;
        links.retain(|link| belongs_to(journal.as_deref(), *link) != Some(false));
        Ok(links)
    }

    /// The discovery key of every space that others belong to, and of those that keepers carry the key by which they are
    /// found: they are told no other.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn discovery_keys(&self) -> Result<Vec<DiscoveryKey>, Error> {
        let view = self.store.read()?;
        let meta = Meta::read(&view)?;
        let mut keys = Vec::new();
        let mut push = |secret, peers: Vec<LinkId>| {
            if !peers.is_empty() {
                keys.push(DiscoveryKey { secret, peers });
            }
        };
        for id in meta.spaces() {
            let space = self.space(&view, id)?;
            let secret = replica::labelled_hash("still/v1/meet", &[id.as_bytes()]);
            push(secret, self.others_in(&space, |_| true));
            // Keepers of a journal are found by its home space, by whoever has it.
            if meta.home().is_none_or(|home| home == id) {
                let is_keeper = |member: &Member| member.certificate.role == Role::Keeper;
                push(keeper_meet(id), self.others_in(&space, is_keeper));
            }
        }
        for carried in meta.carried() {
            if let Some(secret) = carried.meet {
                let space = self.space_of(&view, &meta, carried.tag())?;
                push(secret, self.others_in(&space, |_| true));
            }
        }
        Ok(keys)
    }

    fn others_in(&self, space: &Space, wanted: impl Fn(&Member) -> bool) -> Vec<LinkId> {
        let others = space
            .membership
            .members()
            .filter(|member| member.certificate.device != self.device && wanted(member));
        others.map(|member| member.certificate.link).collect()
    }

    /// This device's transport id.
    pub fn link_id(&self) -> LinkId {
        self.link
    }

    /// Addresses where a peer was reached or named itself, best first.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn addresses_of(&self, peer: LinkId) -> Result<Vec<SocketAddr>, Error> {
        let bytes = self
            .store
            .read()?
            .meta(&address_key(peer))?
            .unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        Ok(text
            .split_ascii_whitespace()
            .filter_map(|address| address.parse().ok())
            .collect())
    }

    /// Remembers where a peer can be reached; the newest come first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn remember_addresses(&self, peer: LinkId, addresses: &[SocketAddr]) -> Result<(), Error> {
        let known = self.addresses_of(peer)?;
        let mut all: Vec<SocketAddr> = addresses.to_vec();
        all.extend(known.iter().filter(|address| !addresses.contains(address)));
        all.truncate(ADDRESSES_MAX);
        if all == known {
            return Ok(());
        }
        let text: Vec<String> = all.iter().map(ToString::to_string).collect();
        let mut writer = self.store.write()?;
        writer.set_meta(&address_key(peer), text.join(" ").as_bytes())?;
        Ok(writer.commit()?)
    }

    /// Keeps what an exchange has brought to light about a peer, and when it was seen.
    pub(crate) fn remember_contact(
        &self,
        peer: LinkId,
        confirmed: &Confirmed,
        version: replica::Version,
    ) -> Result<(), Error> {
        let mut writer: Writer = self.store.write()?;
        let meta = Meta::read(&writer)?;
        // First what differs in any space, as it makes void what was known before, in all of them.
        for tag in meta.tags() {
            for (log, number) in confirmed.of(tag).iter().flat_map(|k| &k.differing) {
                note_differing(&mut writer, tag, *log, *number)?;
            }
        }
        for tag in meta.tags() {
            let Some(known) = confirmed.of(tag) else {
                continue;
            };
            let space = self.space_of(&writer, &meta, tag)?;
            if let Some(member) = space.membership.by_link(peer) {
                let device = member.certificate.device;
                let before = writer.ack(tag, device)?.unwrap_or_default();
                writer.set_ack(tag, device, &known.added_to(&before))?;
            }
        }
        writer.set_meta(&seen_key(peer), self.env.unix().to_string().as_bytes())?;
        if confirmed.was_heard() {
            writer.remove_meta(&awaited_key(peer))?;
            let speaks = version.number().to_string();
            writer.set_meta(&speaks_key(peer), speaks.as_bytes())?;
        }
        Ok(writer.commit()?)
    }

    /// The name that a peer's certificate carries, as far as it can be read; its short id otherwise.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn peer_name(&self, peer: LinkId) -> Result<String, Error> {
        let view = self.store.read()?;
        let meta = Meta::read(&view)?;
        for tag in meta.tags() {
            let space = self.space_of(&view, &meta, tag)?;
            if let Some(member) = space.membership.by_link(peer) {
                return self.name_here(&view, &space, member.certificate.device);
            }
        }
        Ok(short(peer.as_bytes()))
    }

    /// The name of a member, as far as it can be read; its short id otherwise.
    pub fn name_of(&self, space: &Space, device: DeviceId) -> String {
        let member = space.membership.member(device);
        member
            .and_then(|member| space.name_in(&member.certificate))
            .unwrap_or_else(|| short(device.as_bytes()))
    }

    /// The name of a member of any space: the one it has in the journal, if it is a device of it; of an owner of a share
    /// that is read here, the name of who shares.
    pub(super) fn name_here(
        &self,
        view: &View,
        space: &Space,
        device: DeviceId,
    ) -> Result<String, Error> {
        if space.membership.kit(*device.as_bytes()).is_some() {
            return Ok("the recovery kit".to_owned());
        }
        if let Some(home) = Meta::read(view)?.home() {
            let home = self.space(view, home)?;
            if home.membership.member(device).is_some() {
                return Ok(self.name_of(&home, device));
            }
        }
        let role = |device| space.membership.role(device);
        if role(self.device) == Some(Role::Reader)
            && role(device) == Some(Role::Owner)
            && space.keys.is_some()
            && let Some(name) = self.application.name_of(self, space, device)?
        {
            return Ok(name);
        }
        Ok(self.name_of(space, device))
    }

    /// All devices of the journal and readers of its shares, this one first, then by name.
    ///
    /// # Errors
    /// [`Error::Damaged`]. A locked vault shows short ids instead of names.
    pub fn devices(&self) -> Result<Vec<DeviceView>, Error> {
        let view = self.store.read()?;
        let meta = Meta::read(&view)?;
        let mut devices = Vec::new();
        for id in meta.spaces() {
            let space = self.space(&view, id)?;
            let share = (space.membership.purpose() == Some(Purpose::Share))
                .then(|| short(space.tag.as_bytes()));
            for member in space.membership.members() {
                // Owners and keepers of a share are those of the home space, which are listed there.
                let listed_at_home = share.is_some()
                    && member.certificate.role != Role::Reader
                    && meta.home().is_some();
                // Whoever reads a share that was over before this device came has nothing to do with it.
                let known = share.is_none() || space.membership.member(self.device).is_some();
                if !listed_at_home && known {
                    devices.push(self.device_view(&view, &space, member, share.clone())?);
                }
            }
        }
        devices.sort_by(|a, b| (!a.this, a.removed, &a.name).cmp(&(!b.this, b.removed, &b.name)));
        Ok(devices)
    }

    fn device_view(
        &self,
        view: &View,
        space: &Space,
        member: &Member,
        share: Option<String>,
    ) -> Result<DeviceView, Error> {
        let device = member.certificate.device;
        let this = device == self.device;
        let removed = member.state != MemberState::Active;
        // Nothing is owed to whoever reads what is over.
        let over = member.certificate.role == Role::Reader && self.is_over(space);
        let behind = if this || removed || over {
            0
        } else {
            self.behind(view, space, device)?
        };
        let age = self.env.unix().saturating_sub(member.added_at);
        Ok(DeviceView {
            device,
            short: short(device.as_bytes()),
            link: member.certificate.link,
            name: self.name_here(view, space, device)?,
            role: member.certificate.role,
            this,
            added_at: Timestamp::from_second(member.added_at).unwrap_or(Timestamp::UNIX_EPOCH),
            added_by: self.name_here(view, space, member.added_by)?,
            added_by_device: member.added_by,
            new: !this
                && !removed
                && !over
                && space.membership.role(self.device) == Some(Role::Owner)
                && (0..NEW_FOR).contains(&age)
                && member.added_by != device,
            removed,
            disputed: member.state == MemberState::Suspended,
            removed_by: member
                .removed_by
                .map(|by| self.name_here(view, space, by))
                .transpose()?,
            awaited: view.meta(&awaited_key(member.certificate.link))?.is_some(),
            last_seen: self.last_seen(view, member.certificate.link)?,
            said_at: stated::last_at(view, space.tag, device)?,
            behind,
            lacks: None,
            share,
            over,
        })
    }

    /// The name of a device of any space.
    pub(crate) fn name_anywhere(&self, view: &View, device: DeviceId) -> Result<String, Error> {
        for id in Meta::read(view)?.spaces() {
            let space = self.space(view, id)?;
            if space.membership.member(device).is_some() {
                return self.name_here(view, &space, device);
            }
        }
        Ok(short(device.as_bytes()))
    }
}

/// Of a device of the journal, whether it belongs there now. One that does not any more is not spoken with about anything,
/// also not about shares that were over before it was removed.
pub(crate) fn belongs_to(journal: Option<&Space>, peer: LinkId) -> Option<bool> {
    let member = journal?.membership.by_link(peer)?;
    let active = member.state == MemberState::Active;
    (member.certificate.role == Role::Owner).then_some(active)
}

/// By this the members of a space and the keepers that carry it find each other. It tells nothing of the space's id.
pub(crate) fn keeper_meet(id: SpaceId) -> [u8; 32] {
    replica::labelled_hash("still/v1/keeper-meet", &[id.as_bytes()])
}

/// The beginning of an id, for people.
pub fn short(id: &[u8]) -> String {
    id.iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn address_key(peer: LinkId) -> String {
    format!("address/{peer}")
}

/// There from a device's admission until it has shown that it knows of it.
pub(crate) fn awaited_key(peer: LinkId) -> String {
    format!("awaited/{peer}")
}

/// The newest version of the exchange that a peer has spoken.
pub(super) fn speaks_key(peer: LinkId) -> String {
    format!("speaks/{peer}")
}

fn seen_key(peer: LinkId) -> String {
    format!("seen/{peer}")
}

impl Vault {
    /// When an exchange with a peer last took place.
    ///
    /// # Errors
    /// What the disk says.
    pub fn last_seen(&self, view: &View, peer: LinkId) -> Result<Option<Timestamp>, Error> {
        let seen = view.meta(&seen_key(peer))?;
        let seen = seen.and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok());
        Ok(seen.and_then(|at| Timestamp::from_second(at).ok()))
    }
}
