//! The reader's side of a share: what others have published for this device.

use jiff::Timestamp;
use journal::Kind;
use replica::{Role, SpaceId};

use crate::Error;
use crate::devices::short;
use crate::shares::{Publication, timestamp};
use crate::vault::{Meta, Vault};
use crate::views::{EntryRef, EntryView, Found};

/// A share that this device reads.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingView {
    /// The beginning of its id.
    pub short: String,
    /// What the owner called it.
    pub title: String,
    /// When it ends by itself.
    pub ends_at: Option<Timestamp>,
    /// Entries and worksheets in it.
    pub published: usize,
    /// When something was last fetched.
    pub fetched_at: Option<Timestamp>,
}

impl Vault {
    /// The shares that this device reads.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub fn readings(&self) -> Result<Vec<ReadingView>, Error> {
        let mut readings = Vec::new();
        for id in self.reading_ids()? {
            let about = self
                .sheets_in(id)?
                .into_iter()
                .find(|(kind, ..)| *kind == Kind::Share);
            let view = self.store.read()?;
            let space = self.space(&view, id)?;
            let mut fetched = None;
            for member in space.membership.members() {
                fetched = fetched.max(self.last_seen(&view, member.card.link)?);
            }
            readings.push(ReadingView {
                short: short(space.tag.as_bytes()),
                title: about
                    .map(|(.., row)| row.fields.words("title").to_owned())
                    .unwrap_or_default(),
                ends_at: space.membership.ends_at().map(timestamp),
                published: self.publication(id)?.len(),
                fetched_at: fetched,
            });
        }
        Ok(readings)
    }

    /// Ids of the shares that this device reads.
    pub(crate) fn reading_ids(&self) -> Result<Vec<SpaceId>, Error> {
        self.purge_ended()?;
        let view = self.store.read()?;
        let mut ids = Vec::new();
        for id in Meta::read(&view)?.spaces() {
            if self.space(&view, id)?.membership.role(self.device) == Some(Role::Reader) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    fn reading(&self, share: Option<&str>) -> Result<SpaceId, Error> {
        let ids = self.reading_ids()?;
        let fits: Vec<_> = ids
            .iter()
            .filter(|id| share.is_none_or(|s| short(id.tag().as_bytes()).starts_with(s)))
            .collect();
        match fits.as_slice() {
            [one] => Ok(**one),
            [] => Err(Error::NotFound {
                what: "share to read here".into(),
            }),
            several => Err(Error::Ambiguous {
                prefix: share.unwrap_or_default().to_owned(),
                candidates: several
                    .iter()
                    .map(|id| short(id.tag().as_bytes()))
                    .collect(),
            }),
        }
    }

    /// Everything in a share that this device reads; `share` may be left out if there is only one.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Ambiguous`], [`Error::Locked`].
    pub fn read_share(&self, share: Option<&str>) -> Result<Publication, Error> {
        self.publication(self.reading(share)?)
    }

    /// One entry of a share that this device reads.
    ///
    /// # Errors
    /// As [`Vault::read_share`].
    pub fn read_entry(&self, share: Option<&str>, entry: &EntryRef) -> Result<EntryView, Error> {
        let id = self.reading(share)?;
        self.view_in(id, self.resolve_in(id, entry)?)
    }

    /// Searches a share that this device reads.
    ///
    /// # Errors
    /// As [`Vault::read_share`].
    pub fn read_search(
        &self,
        share: Option<&str>,
        query: &str,
        limit: usize,
    ) -> Result<Found, Error> {
        self.search_in(self.reading(share)?, query, limit)
    }
}
