//! The reader's side of a share: what others have published for this device.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use journal::{Kind, Row, SHARE_NAME_CHARS_MAX, SHORT_ID_CHARS, ShareAbout};
use vault::{Role, SpaceId};

use crate::Vault;
use crate::blocking::Readings;
use crate::error::{NameKind, ReadError, ResolveError, WriteError, is_of_one_share};
use crate::resolve::{self, Named};
use crate::rows::decode;
use crate::shares::{Publication, about, timestamp};
use crate::views::{EntryRef, EntryView, Found};
use crate::{Error, share_items};
use vault::{Space, Tables, short};

/// Where the name is noted that a share was given on this device.
const CALLED: &str = "called";

/// A share that this device reads.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingView {
    /// The beginning of its id.
    pub short: String,
    /// Who shares: the name given on this device, else the one that the owner gave; empty without either.
    pub name: String,
    /// How the owner wants to be named; may be empty.
    pub from: String,
    /// For whom the owner made it, in the owner's words.
    pub title: String,
    /// When it ends by itself.
    pub ends_at: Option<Timestamp>,
    /// Entries and worksheets in it.
    pub published: usize,
    /// When something was last fetched.
    pub fetched_at: Option<Timestamp>,
    /// Why it cannot be read here; the others can.
    pub problem: Option<String>,
}

/// A share that is past its end by this device's clock. Its copy is kept, and cannot be read, until the end is certain.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingOver {
    /// The beginning of its id.
    pub short: String,
    /// As in [`ReadingView`].
    pub name: String,
    /// When it ended.
    pub ended_at: Timestamp,
}

impl Readings<'_> {
    /// The shares that this device reads.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn list(&self) -> Result<Vec<ReadingView>, ReadError> {
        let mut readings = Vec::new();
        for id in self.vault.reading_ids()? {
            readings.push(match self.vault.reading_view(id) {
                Err(error) if is_of_one_share(&error) => ReadingView {
                    short: short(id.tag().as_bytes()),
                    name: String::new(),
                    from: String::new(),
                    title: String::new(),
                    ends_at: None,
                    published: 0,
                    fetched_at: None,
                    problem: Some(error.to_string()),
                },
                view => view?,
            });
        }
        Ok(readings)
    }

    /// One of them, by its name or id, or the beginning of either.
    ///
    /// # Errors
    /// As [`Readings::read`].
    pub fn get(&self, share: &str) -> Result<ReadingView, ReadError> {
        let short = short(self.vault.reading(Some(share))?.tag().as_bytes());
        let mut readings = self.list()?.into_iter();
        let found = readings.find(|reading| reading.short == short);
        let missing = || ResolveError::missing(NameKind::Share, share);
        Ok(found.ok_or_else(missing)?)
    }

    /// Shares that are past their end by this device's clock, and not certainly over.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn over(&self) -> Result<Vec<ReadingOver>, ReadError> {
        let mut over = Vec::new();
        for id in self.vault.kept_ids()? {
            let view = self.vault.view()?;
            let space = self.vault.space(&view, id)?;
            let Some(ended_at) = space
                .membership
                .ends_at()
                .filter(|_| self.vault.is_past(&space))
            else {
                continue;
            };
            over.push(ReadingOver {
                short: short(space.tag.as_bytes()),
                name: self.vault.name_of_reading(&view, &space)?,
                ended_at: timestamp(ended_at),
            });
        }
        Ok(over)
    }

    /// Gives a share that this device reads a name of its own here, or takes that away. Nobody else learns of it.
    ///
    /// # Errors
    /// As [`Readings::read`]; [`WriteError::Invalid`].
    pub fn name(&self, share: Option<&str>, name: &str) -> Result<ReadingView, WriteError> {
        crate::share_new::check_name(name)?;
        let id = self.vault.reading(share)?;
        let space = self.vault.space(&self.vault.view()?, id)?;
        let given = Some(name.as_bytes()).filter(|_| !name.is_empty());
        self.vault.set_note(&space, CALLED, given)?;
        Ok(self.get(&short(space.tag.as_bytes()))?)
    }

    /// Everything in a share that this device reads; `share` may be left out if there is only one.
    ///
    /// # Errors
    /// [`ReadError::Resolve`], [`ReadError::Locked`].
    pub fn read(&self, share: Option<&str>) -> Result<Publication, ReadError> {
        Ok(self.vault.publication(self.vault.reading(share)?)?)
    }

    /// One entry of a share that this device reads.
    ///
    /// # Errors
    /// As [`Readings::read`].
    pub fn entry(&self, share: Option<&str>, entry: &EntryRef) -> Result<EntryView, ReadError> {
        let id = self.vault.reading(share)?;
        let EntryRef::Prefix(prefix) = entry else {
            let mut found = vec![self.vault.view_in(id, self.vault.resolve_in(id, entry)?)?];
            self.vault.name_items(id, &mut found)?;
            return Ok(found.remove(0));
        };
        let mut entries = self.vault.publication(id)?.entries;
        // One item twice for a moment, where two devices published apart: the newest counts.
        let mut known = BTreeSet::new();
        entries.retain(|entry| known.insert(entry.id.clone()));
        let named = entries.into_iter().map(|entry| Named {
            short: entry.id.clone(),
            name: String::new(),
            thing: entry,
        });
        Ok(resolve::one(
            NameKind::SharedEntry,
            prefix,
            named.collect(),
        )?)
    }

    /// Searches a share that this device reads.
    ///
    /// # Errors
    /// As [`Readings::read`].
    pub fn search(
        &self,
        share: Option<&str>,
        query: &str,
        limit: usize,
    ) -> Result<Found, ReadError> {
        let id = self.vault.reading(share)?;
        let mut found = self.vault.search_in(id, query, limit)?;
        let names = self.vault.item_names(id)?;
        for hit in &mut found.hits {
            rename(&mut hit.entry, &names);
        }
        Ok(found)
    }
}

impl Vault {
    /// Ids of the shares whose copy is here, also of those that are past their end.
    fn kept_ids(&self) -> Result<Vec<SpaceId>, Error> {
        self.purge_ended()?;
        let view = self.view()?;
        let mut ids = Vec::new();
        for id in self.spaces()? {
            if self.space(&view, id)?.membership.role(self.device()) == Some(Role::Reader) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Ids of the shares that this device reads.
    pub(crate) fn reading_ids(&self) -> Result<Vec<SpaceId>, Error> {
        let mut ids = self.kept_ids()?;
        let view = self.view()?;
        let mut past = BTreeSet::new();
        for id in &ids {
            if self.is_past(&*self.space(&view, *id)?) {
                past.insert(*id);
            }
        }
        ids.retain(|id| !past.contains(id));
        Ok(ids)
    }

    fn reading_view(&self, id: SpaceId) -> Result<ReadingView, Error> {
        let snapshot = self.snapshot(id)?;
        let (view, space) = (snapshot.tables(), snapshot.space());
        let about = about(&snapshot)?.unwrap_or_default();
        let mut fetched = None;
        for member in space.membership.members() {
            fetched = fetched.max(self.last_seen(view, member.certificate.link)?);
        }
        let given = given_name(self.store(), view, space)?;
        Ok(ReadingView {
            short: short(space.tag.as_bytes()),
            name: given.unwrap_or_else(|| about.from.clone()),
            from: about.from,
            title: about.title,
            ends_at: space.membership.ends_at().map(timestamp),
            published: crate::shares::published(&snapshot)?,
            fetched_at: fetched,
            problem: None,
        })
    }

    /// The name given here, else the owner's; empty without either, and where the owner's cannot be read.
    fn name_of_reading(&self, tables: &impl Tables, space: &Space) -> Result<String, Error> {
        if let Some(given) = given_name(self.store(), tables, space)? {
            return Ok(given);
        }
        match self
            .snapshot(space.id()?)
            .and_then(|snapshot| about(&snapshot))
        {
            Err(error) if is_of_one_share(&error) => Ok(String::new()),
            about => Ok(about?.unwrap_or_default().from),
        }
    }

    fn reading(&self, share: Option<&str>) -> Result<SpaceId, Error> {
        let view = self.view()?;
        let mut known = Vec::new();
        for id in self.reading_ids()? {
            let space = self.space(&view, id)?;
            known.push(Named {
                short: short(space.tag.as_bytes()),
                name: self.name_of_reading(&view, &space)?,
                thing: id,
            });
        }
        match share {
            Some(share) => Ok(resolve::one(NameKind::Share, share, known)?),
            None => Ok(resolve::only(NameKind::Share, known)?),
        }
    }

    /// Gives published entries the ids that stay when they are edited.
    pub(crate) fn name_items(&self, id: SpaceId, entries: &mut [EntryView]) -> Result<(), Error> {
        let names = self.item_names(id)?;
        for entry in entries {
            rename(entry, &names);
        }
        Ok(())
    }

    /// For every published entry, by the id of its document: its item's id, and as much of that as is clear.
    fn item_names(&self, id: SpaceId) -> Result<BTreeMap<String, (String, String)>, Error> {
        let mut items = BTreeMap::new();
        self.snapshot(id)?.each_entry(|item, entry| {
            if entry.deleted.is_none() {
                let document = item.id().to_string();
                let row = entry.to_row();
                let named = share_items::of_entry(&row).unwrap_or(&document).to_owned();
                items.insert(document, named);
            }
        })?;
        let all: BTreeSet<&String> = items.values().collect();
        let short = |item: &String| {
            let beside = [
                all.range::<&String, _>(..item).next_back(),
                all.range::<&String, _>((
                    std::ops::Bound::Excluded(item),
                    std::ops::Bound::Unbounded,
                ))
                .next(),
            ];
            let shared = beside
                .into_iter()
                .flatten()
                .map(|other| common(item, other));
            let needed = shared.max().map_or(0, |shared| shared + 1);
            item[..needed.clamp(SHORT_ID_CHARS.min(item.len()), item.len())].to_owned()
        };
        Ok(items
            .iter()
            .map(|(document, item)| (document.clone(), (item.clone(), short(item))))
            .collect())
    }
}

fn rename(entry: &mut EntryView, names: &BTreeMap<String, (String, String)>) {
    if let Some((id, short)) = names.get(&entry.id) {
        entry.id.clone_from(id);
        entry.short.clone_from(short);
    }
}

/// How many letters two ids begin with alike.
fn common(one: &str, other: &str) -> usize {
    let both = one.bytes().zip(other.bytes());
    both.take_while(|(a, b)| a == b).count()
}

fn given_name(
    vault: &vault::Vault,
    tables: &impl Tables,
    space: &Space,
) -> Result<Option<String>, Error> {
    let note = vault.note(tables, space, CALLED, SHARE_NAME_CHARS_MAX * 4)?;
    Ok(note.and_then(|note| String::from_utf8(note.as_bytes().to_vec()).ok()))
}

/// Who shares a space: the name given here, else the owner's; empty without either.
pub(crate) fn name_in(vault: &vault::Vault, space: &Space) -> Result<String, Error> {
    let snapshot = vault.snapshot(space.id()?)?;
    if let Some(given) = given_name(vault, snapshot.tables(), space)? {
        return Ok(given);
    }
    let mut from = None;
    snapshot.each(Kind::Share.to_byte(), |item| {
        if !item.deleted
            && from.is_none()
            && let Row::Sheet(row) = decode(Kind::Share, item.row)
        {
            from = Some(ShareAbout::read(&row).from);
        }
    })?;
    Ok(from.unwrap_or_default())
}
