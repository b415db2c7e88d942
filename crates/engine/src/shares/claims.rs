//! Which shares this device keeps. Every device of the journal may claim that there is a share; one that turns against the
//! others may claim any number. What a device keeps is bounded, and those come first that nobody else can push out: its own,
//! then those of the devices nearest to the one that founded the journal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journal::{DocId, Kind, ShareDocument};
use vault::{Adoption, DeviceId, MemberState, RecordId, Role, Space, SpaceId, SpaceTag, limits};

use crate::error::is_of_one_share;
use crate::snapshot::Snapshot;
use crate::{Error, Vault};

/// Of each device so many are waited for before others'.
const AWAITED_PER_DEVICE: usize = 8;
/// Added to the rank of a device of which nobody can say whether it was removed, or that was let in by one which was.
const DOUBTFUL: u32 = 1_000_000;

/// A share as the journal claims it.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) id: SpaceId,
    /// The record that founds its space.
    pub(super) root: RecordId,
    /// The documents that name it, the one that counts first. None where somebody took the name out.
    pub(crate) documents: Vec<(DocId, ShareDocument)>,
    /// As it is here; `None` while nothing of it is.
    pub(crate) space: Option<Arc<Space>>,
    /// The device that made it.
    pub(crate) maker: Option<DeviceId>,
    /// How near the maker is; the nearest first. `None` of one that does not belong to the journal.
    rank: Option<u32>,
    /// Whether a device that belongs to the journal wrote the document that counts, or part of it.
    pub(crate) is_vouched_for: bool,
}

/// Why nothing is kept of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotKept {
    /// There are more shares than a device keeps.
    TooMany,
    /// The device that made it was removed, and nobody was let in to read it.
    MakerRemoved,
    /// Somebody said so.
    Dropped,
}

/// All shares that the journal claims.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    pub(crate) kept: Vec<Claim>,
    pub(crate) others: Vec<(Claim, NotKept)>,
}

impl Vault {
    /// Works out which shares are kept.
    pub(crate) fn share_claims(&self) -> Result<Claims, Error> {
        self.claims_in(&self.home_snapshot()?)
    }

    /// Takes up the shares that are kept, and forgets the others.
    pub(crate) fn adopt_shares(&self) -> Result<Claims, Error> {
        let snapshot = self.home_snapshot()?;
        let claims = self.claims_in(&snapshot)?;
        let all = || claims.others.iter();
        self.adopt(&Adoption {
            kept: claims
                .kept
                .iter()
                .map(|kept| (kept.id, kept.root))
                .collect(),
            forgotten: all()
                .filter(|(claim, _)| claim.space.is_some())
                .map(|(claim, _)| claim.id)
                .collect(),
            declined: all().map(|(claim, _)| claim.id).collect(),
            left_out: all().filter(|(_, why)| *why == NotKept::TooMany).count(),
            home: snapshot.examined(),
        })?;
        Ok(claims)
    }

    pub(super) fn claims_in(&self, snapshot: &Snapshot) -> Result<Claims, Error> {
        let ranks = ranks(snapshot.space(), self.device());
        let mut claims = self.held_shares(snapshot)?;
        let mut documents: BTreeMap<SpaceId, Vec<Named>> = BTreeMap::new();
        for sheet in snapshot.sheets_of(Kind::Share)? {
            if let Some(share) = ShareDocument::read(&sheet.row) {
                let id = SpaceId::from_bytes(share.space);
                let named = Named::new(sheet.id, share, &sheet.makers, &ranks);
                documents.entry(id).or_default().push(named);
            }
        }
        for (id, mut named) in documents {
            if id.tag() == snapshot.space().tag {
                continue;
            }
            let held = claims.remove(&id);
            let space = held.and_then(|claim| claim.space);
            let founder = space.as_ref().and_then(|space| space.membership.founder());
            // Whoever writes a second document about a share of another device says nothing that counts.
            named.sort_by_key(|named| named.order(founder));
            let first = &named[0];
            let maker = founder.or(first.maker);
            let claim = Claim {
                id,
                root: RecordId::from_bytes(first.share.root),
                rank: None,
                is_vouched_for: first.rank.is_some(),
                documents: named
                    .into_iter()
                    .map(|named| (named.id, named.share))
                    .collect(),
                space,
                maker,
            };
            claims.insert(id, claim);
        }
        for claim in claims.values_mut() {
            claim.rank = claim.maker.and_then(|maker| ranks.get(&maker).copied());
        }
        let dropped = self.dropped_here(snapshot)?;
        Ok(self.choose(snapshot, &dropped, claims.into_values()))
    }

    /// The spaces here that are no home space, and into which nobody let this device in.
    fn held_shares(&self, snapshot: &Snapshot) -> Result<BTreeMap<SpaceId, Claim>, Error> {
        let mut held = BTreeMap::new();
        for id in self.spaces()? {
            if id.tag() == snapshot.space().tag {
                continue;
            }
            let space = match self.space(snapshot.tables(), id) {
                Err(error) if is_of_one_share(&error) => continue,
                space => space?,
            };
            let membership = &space.membership;
            let reads =
                membership.root().is_none() || membership.role(self.device()) == Some(Role::Reader);
            if reads && self.was_invited_to(&space)? {
                continue;
            }
            let claim = Claim {
                id,
                root: membership.root().unwrap_or(RecordId::ZERO),
                documents: Vec::new(),
                maker: membership.founder(),
                rank: None,
                is_vouched_for: false,
                space: Some(space),
            };
            held.insert(id, claim);
        }
        Ok(held)
    }

    fn choose(
        &self,
        snapshot: &Snapshot,
        dropped: &BTreeSet<SpaceTag>,
        claims: impl Iterator<Item = Claim>,
    ) -> Claims {
        let (mut live, mut awaited, mut of_removed) = (Vec::new(), Vec::new(), Vec::new());
        let mut chosen = Claims::default();
        for claim in claims {
            let maker = claim
                .maker
                .and_then(|maker| snapshot.space().membership.member(maker));
            // What this device made itself ends, and its reader is told of it.
            if !claim.is_own() && (claim.is_dropped() || dropped.contains(&claim.id.tag())) {
                chosen.others.push((claim, NotKept::Dropped));
            } else if !claim.is_founded() && (claim.documents.is_empty() || claim.rank.is_none()) {
                chosen.others.push((claim, NotKept::MakerRemoved));
            } else if !claim.is_founded() {
                awaited.push(claim);
            } else if claim.rank.is_some() {
                live.push(claim);
            } else if maker.is_some() && (claim.is_vouched_for || claim.was_read(self.device())) {
                of_removed.push(claim);
            } else {
                chosen.others.push((claim, NotKept::MakerRemoved));
            }
        }
        // One that comes is of use only if there is room for it.
        let mut left_out = Vec::new();
        let (most, quota) = (
            limits::SHARES_PER_JOURNAL_MAX,
            limits::SHARES_PER_DEVICE_MAX,
        );
        live.append(&mut awaited);
        left_out.extend(cut(&mut live, quota, most));
        let (live, mut awaited): (Vec<_>, Vec<_>) = live.into_iter().partition(Claim::is_founded);
        left_out.extend(cut(
            &mut awaited,
            AWAITED_PER_DEVICE,
            limits::SHARES_AWAITED_MAX,
        ));
        let most = limits::SHARES_OF_REMOVED_MAX;
        left_out.extend(cut(&mut of_removed, most, most));
        chosen.kept = [live, of_removed, awaited].concat();
        let left_out = left_out.into_iter().map(|claim| (claim, NotKept::TooMany));
        chosen.others.extend(left_out);
        chosen
    }
}

impl Claim {
    pub(crate) fn is_founded(&self) -> bool {
        self.space
            .as_ref()
            .is_some_and(|space| space.membership.root().is_some())
    }

    /// Whether somebody was ever let in to read it, where `device` is one of its owners.
    fn was_read(&self, device: DeviceId) -> bool {
        let Some(space) = &self.space else {
            return false;
        };
        let mut members = space.membership.members();
        space.membership.role(device) == Some(Role::Owner)
            && members.any(|member| member.certificate.role == Role::Reader)
    }

    /// Whether the journal says that nothing is to be kept of it.
    pub(crate) fn is_dropped(&self) -> bool {
        let first = self.documents.first();
        first.is_some_and(|(_, share)| share.dropped)
    }

    /// Whether a device that belongs to the journal made it.
    pub(super) fn is_of_a_member(&self) -> bool {
        self.rank.is_some()
    }

    /// Whom it is for, as the journal says.
    pub(super) fn name(&self) -> &str {
        let first = self.documents.first();
        first.map_or("", |(_, share)| share.name.as_str())
    }

    /// When it was made, in unix seconds, as its maker says.
    pub(super) fn made(&self) -> i64 {
        let membership = self.space.as_ref().map(|space| &space.membership);
        let founding = membership.and_then(|membership| {
            let founder = membership.member(membership.founder()?)?;
            Some(founder.added_at)
        });
        let said = self.documents.first().map(|(_, share)| share.made);
        founding.or(said).unwrap_or(i64::MIN)
    }

    /// Whether it is here, and this device made it.
    fn is_own(&self) -> bool {
        self.rank == Some(0) && self.is_founded()
    }

    /// Among those of one device: what is here first, then what goes on, then what is newest.
    fn place(&self) -> (bool, bool, i64, SpaceId) {
        let closed = self
            .space
            .as_ref()
            .is_some_and(|space| space.membership.closed());
        let at = self.made().saturating_neg();
        (!self.is_founded(), closed, at, self.id)
    }
}

/// A document that names a share.
struct Named {
    id: DocId,
    share: ShareDocument,
    makers: BTreeSet<DeviceId>,
    /// The nearest of them, and how near.
    maker: Option<DeviceId>,
    rank: Option<u32>,
}

impl Named {
    fn new(
        id: DocId,
        share: ShareDocument,
        makers: &BTreeSet<DeviceId>,
        ranks: &BTreeMap<DeviceId, u32>,
    ) -> Self {
        let known = makers
            .iter()
            .filter_map(|maker| Some((*ranks.get(maker)?, *maker)));
        let nearest = known.min();
        Self {
            id,
            share,
            makers: makers.clone(),
            maker: nearest.map(|(_, maker)| maker).or(makers.first().copied()),
            rank: nearest.map(|(rank, _)| rank),
        }
    }

    fn order(&self, founder: Option<DeviceId>) -> (bool, u32, bool, DocId) {
        let foreign = founder.is_some_and(|founder| !self.makers.contains(&founder));
        (
            foreign,
            self.rank.unwrap_or(u32::MAX),
            !self.share.dropped,
            self.id,
        )
    }
}

/// Leaves the first `most`, and gives the others. What this device made comes first and always stays; then come the nearest
/// devices, each with no more than `quota` before the others had theirs.
fn cut(claims: &mut Vec<Claim>, quota: usize, most: usize) -> Vec<Claim> {
    claims.sort_by_cached_key(|claim| (claim.maker, claim.place()));
    let mut at = (None, 0);
    let keys = claims.iter().map(|claim| {
        at = (claim.maker, if at.0 == claim.maker { at.1 + 1 } else { 0 });
        (
            !claim.is_own(),
            at.1 >= quota,
            claim.rank,
            claim.maker,
            at.1,
        )
    });
    let mut ordered: Vec<_> = keys
        .collect::<Vec<_>>()
        .into_iter()
        .zip(claims.drain(..))
        .collect();
    ordered.sort_by_key(|(key, _)| *key);
    claims.extend(ordered.into_iter().map(|(_, claim)| claim));
    let own = claims.iter().take_while(|claim| claim.is_own()).count();
    claims.split_off(most.max(own).min(claims.len()))
}

/// The owners of the journal that are not removed, each with its distance from the one that founded it; this device is the
/// nearest.
fn ranks(home: &Space, me: DeviceId) -> BTreeMap<DeviceId, u32> {
    let membership = &home.membership;
    let mut ranks = BTreeMap::new();
    let founder = membership.founder();
    let mut next: Vec<(DeviceId, u32)> = founder.map(|founder| (founder, 1)).into_iter().collect();
    let mut added: BTreeMap<DeviceId, Vec<DeviceId>> = BTreeMap::new();
    for member in membership.members() {
        let device = member.certificate.device;
        if member.certificate.role == Role::Owner && Some(device) != founder {
            added.entry(member.added_by).or_default().push(device);
        }
    }
    let mut seen = BTreeSet::new();
    while let Some((device, rank)) = next.pop() {
        if !seen.insert(device) {
            continue;
        }
        let state = membership.member(device).map(|member| member.state);
        let doubtful = if state == Some(MemberState::Active) {
            0
        } else {
            DOUBTFUL
        };
        let rank = rank.saturating_add(doubtful);
        if state != Some(MemberState::Removed) {
            ranks.insert(device, rank);
        }
        let below = rank.saturating_add(1);
        let newcomers = added.remove(&device).unwrap_or_default();
        next.extend(newcomers.into_iter().map(|newcomer| (newcomer, below)));
    }
    // Whoever was let in by the recovery kit.
    for device in added.into_values().flatten() {
        if membership.role(device).is_some() {
            ranks.entry(device).or_insert(2);
        }
    }
    if membership.role(me).is_some() {
        ranks.insert(me, 0);
    }
    ranks
}
