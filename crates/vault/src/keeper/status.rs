//! How it stands with a keeper, in what it knows: short ids and numbers.

use std::collections::BTreeMap;

use jiff::Timestamp;
use replica::{LinkId, MemberState, Role};
use store::Tables;

use super::Keeper;
use crate::Error;
use crate::members::devices::short;
use crate::vault::Meta;

/// The state of a keeper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeeperStatus {
    /// Whether it carries a journal.
    pub joined: bool,
    /// Shares that it carries, those that are over included.
    pub shares: usize,
    /// Records held.
    pub records: u64,
    /// Size of the database file in bytes.
    pub bytes: u64,
    /// Records refused.
    pub refused: u64,
    /// Who belongs to what it carries, itself left out.
    pub peers: Vec<KeeperPeer>,
}

/// A device, reader or keeper that belongs to what a keeper carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeeperPeer {
    /// The beginning of its device id, as owners see it beside its name.
    pub short: String,
    /// What it may do.
    pub role: Role,
    /// When an exchange with it last ended well.
    pub last_seen: Option<Timestamp>,
}

impl Keeper {
    /// How it stands.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn status(&self) -> Result<KeeperStatus, Error> {
        let view = self.view()?;
        let meta = Meta::read(&view)?;
        let mut peers: BTreeMap<LinkId, KeeperPeer> = BTreeMap::new();
        let mut records = 0;
        for carried in meta.carried() {
            records += crate::doctor::held(&view, carried.tag())?;
            let space = self.space_of(&view, &meta, carried.tag())?;
            for member in space.membership.members() {
                let certificate = &member.certificate;
                if certificate.device == self.device() || member.state != MemberState::Active {
                    continue;
                }
                let peer = KeeperPeer {
                    short: short(certificate.device.as_bytes()),
                    role: certificate.role,
                    last_seen: self.last_seen(&view, certificate.link)?,
                };
                peers.entry(certificate.link).or_insert(peer);
            }
        }
        let size = self.store.size_on_disk();
        Ok(KeeperStatus {
            joined: !meta.carried().is_empty(),
            shares: meta.carried().len().saturating_sub(1),
            records,
            bytes: size.map_err(|error| Error::io("measuring the database", error))?,
            refused: view.quarantine_totals()?.values().sum(),
            peers: peers.into_values().collect(),
        })
    }
}
