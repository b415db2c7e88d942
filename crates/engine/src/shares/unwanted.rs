//! Shares that the journal names and that a person may not want: nothing of them ever came, there is no room for them, or
//! the device that made them was removed. They are listed here, and dropped for good.

use std::collections::BTreeSet;

use jiff::Timestamp;
use journal::{Kind, ShareDocument, ShareEdit};
use vault::{MemberState, Role, Space, SpaceId, SpaceTag, limits};

use super::claims::{Claim, NotKept};
use super::timestamp;
use crate::blocking::Shares;
use crate::edits::WriteEdits;
use crate::error::{NameKind, ReadError, WriteError};
use crate::resolve::{self, Named};
use crate::snapshot::Snapshot;
use crate::{Confirmed, Error, Vault};

/// What was dropped here, as a note of the home space.
const DROPPED: &str = "dropped";
const TAG_BYTES: usize = 16;
/// For so long nothing is thought of a share of which nothing has come, in seconds.
const ON_ITS_WAY: i64 = 24 * 3600;
/// Shares that one write says to be dropped.
const AT_ONCE: usize = 256;

/// A share that may be unwanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnwantedShare {
    /// The beginning of its id.
    pub short: String,
    /// Whom it is for, as whoever made it says; may be empty.
    pub name: String,
    /// Name of the device that made it, if it is one of the journal.
    pub device: Option<String>,
    /// When it was made, as that device says.
    pub made_at: Timestamp,
    /// Why it is here.
    pub why: Unwanted,
    /// Name of its reader's device, if this device keeps the share and somebody was let in to read it.
    pub reader: Option<String>,
    /// Whether it goes on for that reader. It is stopped before it can be dropped.
    pub goes_on: bool,
}

/// Why a share may be unwanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwanted {
    /// The journal names it, and nothing of it has come.
    Awaited,
    /// There are more shares than this device keeps.
    NoRoom,
    /// The device that made it was removed. Nothing of it is kept.
    MakerRemoved,
    /// The same, and it is kept: somebody reads it, or another device of the journal has taken it on.
    Orphaned,
}

/// Shares that may be unwanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnwantedShares {
    /// By the device that made them, newest first.
    pub shares: Vec<UnwantedShare>,
    /// How many were dropped for good.
    pub dropped: usize,
}

impl Shares<'_> {
    /// Shares that nothing came of, that there is no room for, or that belong to removed devices.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn unwanted(&self) -> Result<UnwantedShares, ReadError> {
        let (mut found, dropped) = self.vault.unwanted_shares()?;
        found.sort_by(|(_, a), (_, b)| {
            (&a.device, b.made_at, &a.short).cmp(&(&b.device, a.made_at, &b.short))
        });
        let shares = found.into_iter().map(|(_, view)| view).collect();
        Ok(UnwantedShares { shares, dropped })
    }

    /// How many of them somebody should look at: without those that are kept, and those that may be on their way.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn unwanted_count(&self) -> Result<usize, ReadError> {
        let now = timestamp(self.vault.env().unix());
        let fresh = |share: &UnwantedShare| {
            let age = now.duration_since(share.made_at).as_secs();
            share.why == Unwanted::Awaited && age.abs() < ON_ITS_WAY
        };
        let (found, _) = self.vault.unwanted_shares()?;
        let found = found.iter().map(|(_, share)| share);
        Ok(found
            .filter(|share| share.why != Unwanted::Orphaned && !fresh(share))
            .count())
    }

    /// Those of them that are meant by these names, if all can be dropped.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for what is not among them; [`ReadError::Refused`] for one that goes on for its reader.
    pub fn droppable(&self, names: &[String]) -> Result<Vec<UnwantedShare>, ReadError> {
        let (found, _) = self.vault.unwanted_shares()?;
        let chosen = chosen(&found, names)?.into_iter();
        Ok(chosen.map(|(_, view)| view.clone()).collect())
    }

    /// Drops some of these for good: nothing of them is kept or asked for any more, on this device whatever becomes of the
    /// journal's words about them, on the person's others once they have heard of it. One that another device made is stopped
    /// there, so that its reader is told.
    ///
    /// # Errors
    /// As [`Shares::droppable`]. Then none is dropped.
    pub fn drop_unwanted(
        &self,
        names: &[String],
        _: &Confirmed,
    ) -> Result<Vec<UnwantedShare>, WriteError> {
        let (found, _) = self.vault.unwanted_shares()?;
        Ok(self.vault.drop_claims(chosen(&found, names)?)?)
    }

    /// The same with all of them that do not go on for a reader, whatever they are called.
    ///
    /// # Errors
    /// [`WriteError::Locked`], [`WriteError::Storage`].
    pub fn drop_all_unwanted(&self, _: &Confirmed) -> Result<Vec<UnwantedShare>, WriteError> {
        let (found, _) = self.vault.unwanted_shares()?;
        let chosen = found.iter().filter(|(_, view)| !view.goes_on);
        let chosen = chosen.map(|(claim, view)| (claim, view)).collect();
        Ok(self.vault.drop_claims(chosen)?)
    }
}

impl Vault {
    fn unwanted_shares(&self) -> Result<(Vec<(Claim, UnwantedShare)>, usize), Error> {
        let snapshot = self.home_snapshot()?;
        let claims = self.claims_in(&snapshot)?;
        let mut dropped = 0;
        let mut found = Vec::new();
        for (claim, why) in claims.others {
            let why = match why {
                NotKept::TooMany => Unwanted::NoRoom,
                NotKept::MakerRemoved => Unwanted::MakerRemoved,
                NotKept::Dropped => {
                    dropped += 1;
                    continue;
                }
            };
            found.push((claim, why));
        }
        for claim in claims.kept {
            if !claim.is_founded() {
                found.push((claim, Unwanted::Awaited));
            } else if !claim.is_of_a_member() {
                found.push((claim, Unwanted::Orphaned));
            }
        }
        let found = found.into_iter().map(|(claim, why)| {
            let view = self.unwanted_view(snapshot.space(), &claim, why);
            (claim, view)
        });
        Ok((found.collect(), dropped))
    }

    fn unwanted_view(&self, home: &Space, claim: &Claim, why: Unwanted) -> UnwantedShare {
        let maker = claim
            .maker
            .filter(|maker| home.membership.member(*maker).is_some());
        let held = claim.space.as_ref().filter(|_| why == Unwanted::Orphaned);
        let reader = held.and_then(|space| {
            let mut members = space.membership.members();
            let reads = members.find(|member| {
                member.certificate.role == Role::Reader && member.state == MemberState::Active
            });
            Some(self.name_of(space, reads?.certificate.device))
        });
        UnwantedShare {
            short: vault::short(claim.id.tag().as_bytes()),
            name: claim.name().to_owned(),
            device: maker.map(|maker| self.name_of(home, maker)),
            made_at: timestamp(claim.made()),
            goes_on: reader.is_some() && held.is_some_and(|space| !self.is_over(space)),
            reader,
            why,
        }
    }

    /// First what makes it certain for this device, then the word to the others.
    fn drop_claims(
        &self,
        chosen: Vec<(&Claim, &UnwantedShare)>,
    ) -> Result<Vec<UnwantedShare>, Error> {
        let claims: Vec<&Claim> = chosen.iter().map(|(claim, _)| *claim).collect();
        let home = self.own_space()?;
        let snapshot = self.snapshot(home)?;
        let mut dropped = self.dropped_here(&snapshot)?;
        dropped.extend(claims.iter().map(|claim| claim.id.tag()));
        let bytes: Vec<u8> = dropped
            .iter()
            .take(limits::SPACES_DECLINED_MAX)
            .flat_map(|tag| *tag.as_bytes())
            .collect();
        self.set_note(snapshot.space(), DROPPED, Some(&bytes))?;
        drop(snapshot);
        for some in claims.chunks(AT_ONCE) {
            self.tell_dropped(home, some).map_err(Error::after_commit)?;
        }
        self.adopt_shares().map_err(Error::after_commit)?;
        Ok(chosen.into_iter().map(|(_, view)| view.clone()).collect())
    }

    /// Says to the other devices that these are dropped. One that its maker made unfit for any edit keeps no other back.
    fn tell_dropped(&self, home: SpaceId, claims: &[&Claim]) -> Result<(), Error> {
        let told = self.write_in(home, |write| {
            for claim in claims {
                for (doc, _) in &claim.documents {
                    write.edit(*doc, Kind::Share, &[ShareEdit::Dropped.into()])?;
                }
                if claim.documents.is_empty() {
                    let fresh = write.fresh_id(Kind::Share.to_byte());
                    write.edit(fresh, Kind::Share, &unnamed(claim).creation())?;
                }
            }
            Ok(())
        });
        match told {
            Err(Error::Invalid(_)) if claims.len() > 1 => claims
                .iter()
                .try_for_each(|claim| self.tell_dropped(home, &[claim])),
            Err(Error::Invalid(why)) => {
                tracing::warn!(why, "the other devices cannot be told of a share");
                Ok(())
            }
            told => told,
        }
    }

    /// The spaces of shares that were dropped on this device.
    pub(crate) fn dropped_here(&self, snapshot: &Snapshot) -> Result<BTreeSet<SpaceTag>, Error> {
        let most = limits::SPACES_DECLINED_MAX * TAG_BYTES;
        let note = self.note(snapshot.tables(), snapshot.space(), DROPPED, most)?;
        let Some(note) = note else {
            return Ok(BTreeSet::new());
        };
        let (tags, _) = note.as_bytes().as_chunks::<TAG_BYTES>();
        Ok(tags.iter().map(|tag| SpaceTag::from_bytes(*tag)).collect())
    }
}

/// Those that are meant by these names.
fn chosen<'a>(
    found: &'a [(Claim, UnwantedShare)],
    names: &[String],
) -> Result<Vec<(&'a Claim, &'a UnwantedShare)>, ReadError> {
    let mut chosen = Vec::new();
    for typed in names {
        let named = found.iter().map(|(claim, view)| Named {
            short: view.short.clone(),
            name: view.name.clone(),
            thing: (claim, view),
        });
        let (claim, view) = resolve::one(NameKind::Share, typed, named.collect())?;
        if view.goes_on {
            return Err(ReadError::Refused(format!(
                "this share goes on for its reader; `still share stop {}` ends it",
                view.short
            )));
        }
        chosen.push((claim, view));
    }
    chosen.sort_by_key(|(claim, _)| claim.id);
    chosen.dedup_by_key(|(claim, _)| claim.id);
    Ok(chosen)
}

/// A document about a share that no document names any more.
fn unnamed(claim: &Claim) -> ShareDocument {
    ShareDocument {
        name: String::new(),
        space: *claim.id.as_bytes(),
        root: *claim.root.as_bytes(),
        made: 0,
        secret: None,
        rule: None,
        reflects: Vec::new(),
        dropped: true,
    }
}
