//! Entries at the facade: writing, listing, showing, changing, searching, and what became of them over time.

use std::num::NonZero;

use jiff::Zoned;
use journal::{DocId, Edit, Kind, Present, Searchable};
use vault::SpaceId;

use crate::Error;
use crate::Vault;
use crate::blocking::Entries;
use crate::cores::on_all_cores;
use crate::edits::WriteEdits;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::rows::{self, PageEntry};
use crate::snapshot::Snapshot;
use crate::views::{EntryFields, EntryRef, EntryView, Found, Hit, Listing, Query};
use vault::{Item, PageItem, Space, Stamp};

pub(crate) mod create;
pub(crate) mod view;

pub(crate) use create::create_all;
use view::{FoundEntry, view, view_of};

/// Characters of a snippet.
const SNIPPET_CHARS: usize = 100;
/// Candidates named when a short id is not clear.
const CANDIDATES_MAX: usize = 8;

impl Entries<'_> {
    /// Writes one entry; it is on disk when this returns.
    ///
    /// # Errors
    /// [`WriteError::Locked`], [`WriteError::Invalid`] for values out of range, or what the disk says; then nothing was saved.
    pub fn create(&self, draft: EntryFields) -> Result<EntryView, WriteError> {
        let new = [self.vault.creation(draft)?];
        Ok(self.vault.write_in(self.vault.own_space()?, |write| {
            let made = create_all(write, &new, &mut |_| {});
            let made = made.map_err(|(_, error)| error)?;
            write.entry(made[0])
        })?)
    }

    /// Writes many entries as one transaction; `progress` hears how many are done.
    ///
    /// # Errors
    /// As [`Entries::create`]; on an error none of them was saved.
    pub fn create_all(
        &self,
        drafts: Vec<EntryFields>,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<EntryKey>, WriteError> {
        let new: Vec<_> = drafts
            .into_iter()
            .map(|draft| self.vault.creation(draft))
            .collect::<Result<_, Error>>()?;
        let home = self.vault.own_space()?;
        let ids = self.vault.write_in(home, |write| {
            create_all(write, &new, progress).map_err(|(_, error)| error)
        })?;
        Ok(ids.into_iter().map(EntryKey).collect())
    }

    /// Entries of the journal, newest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`]; [`ReadError::Invalid`] for a query that cannot be read.
    pub fn list(&self, filter: &Query) -> Result<Listing, ReadError> {
        let home = self.vault.own_space()?;
        Ok(self.vault.list_in(home, filter)?)
    }

    /// One entry.
    ///
    /// # Errors
    /// [`ReadError::Locked`], [`ReadError::Resolve`].
    pub fn get(&self, entry: &EntryRef) -> Result<EntryView, ReadError> {
        let home = self.vault.own_space()?;
        Ok(self
            .vault
            .view_in(home, self.vault.resolve_in(home, entry)?)?)
    }

    /// Entries that fit a query, newest first, with the place where each was found.
    ///
    /// # Errors
    /// [`ReadError::Locked`]; [`ReadError::Invalid`] for a query that cannot be read.
    pub fn search(&self, query: &str, limit: usize) -> Result<Found, ReadError> {
        let home = self.vault.own_space()?;
        Ok(self.vault.search_in(home, query, limit)?)
    }
}

impl Vault {
    pub(crate) fn creation(&self, draft: EntryFields) -> Result<Vec<Edit>, Error> {
        draft.steps.iter().try_for_each(|step| check_step(*step))?;
        if draft.is_empty() {
            return Err(Error::Invalid(
                "there is nothing to save: the entry is empty".into(),
            ));
        }
        Ok(vec![creation(draft, &self.env().now())])
    }

    pub(crate) fn list_in(&self, id: SpaceId, filter: &Query) -> Result<Listing, Error> {
        let snapshot = self.snapshot(id)?;
        let query = self.query(&snapshot, &filter.query)?;
        let limit = if filter.limit == 0 {
            usize::MAX
        } else {
            filter.limit
        };
        let plain = filter.query.trim().is_empty();
        // Without a filter the directory knows how many there are, and only the newest pages are opened.
        let known = (plain && !filter.deleted).then(|| snapshot.entry_count());
        let mut seen = 0;
        let mut buffer = String::new();
        let mut found = Vec::new();
        for page in snapshot.pages(Kind::Entry.to_byte()).iter().rev() {
            if known.is_some() && found.len() >= limit {
                break;
            }
            for item in snapshot.page(page)?.items()?.iter().rev() {
                let Some(entry) = PageEntry::read(item.row) else {
                    continue;
                };
                if entry.deleted.is_some() != filter.deleted
                    || !plain && !matches(&entry, &query, &mut buffer)
                {
                    continue;
                }
                if seen >= filter.offset && found.len() < limit {
                    found.push(found_entry(item, &entry));
                }
                seen += 1;
            }
        }
        let entries = views(&snapshot, found)?;
        Ok(Listing {
            entries,
            total: known.unwrap_or(seen),
        })
    }

    pub(crate) fn view_in(&self, id: SpaceId, doc: DocId) -> Result<EntryView, Error> {
        let snapshot = self.snapshot(id)?;
        let (written, _) = self.as_written(&snapshot, id, doc)?;
        view_of(&written, snapshot.beside(doc)?)
    }

    pub(crate) fn resolve(&self, entry: &EntryRef) -> Result<DocId, Error> {
        let home = self.own_space()?;
        self.resolve_in(home, entry)
    }

    pub(crate) fn resolve_in(&self, id: SpaceId, entry: &EntryRef) -> Result<DocId, Error> {
        let newest = |query: &str, what: &str| {
            let filter = Query::matching(query).limit(1);
            let found = self.list_in(id, &filter)?.entries.pop();
            let view = found.ok_or_else(|| ResolveError::none(NameKind::Entry, what))?;
            full_id(&view.id)
        };
        match entry {
            EntryRef::Newest(n) => {
                let found = self.counted_back(id, n.saturating_sub(1))?;
                let none = || ResolveError::none(NameKind::Entry, format!("entry @{n}"));
                Ok(found.ok_or_else(none)?)
            }
            EntryRef::Today => newest("on:today", "entry of today"),
            EntryRef::Yesterday => newest("on:yesterday", "entry of yesterday"),
            EntryRef::Prefix(prefix) => self.resolve_prefix(id, prefix),
        }
    }

    /// The entry so many places before the newest one up to now. What has not come yet is counted after all others, the
    /// next one first.
    fn counted_back(&self, id: SpaceId, places: usize) -> Result<Option<DocId>, Error> {
        let now = self.env().now().timestamp().as_millisecond();
        let snapshot = self.snapshot(id)?;
        let mut ahead = Vec::new();
        let mut left = places;
        let mut has_come = false;
        for page in snapshot.pages(Kind::Entry.to_byte()).iter().rev() {
            for item in snapshot.page(page)?.items()?.iter().rev() {
                let Some(entry) = PageEntry::read(item.row).filter(|it| it.deleted.is_none())
                else {
                    continue;
                };
                has_come = has_come || rows::order(&entry.when.into()) <= now;
                if !has_come {
                    ahead.push(item.id());
                } else if left == 0 {
                    return Ok(Some(item.id()));
                } else {
                    left -= 1;
                }
            }
        }
        Ok(ahead.into_iter().rev().nth(left))
    }

    fn resolve_prefix(&self, id: SpaceId, prefix: &str) -> Result<DocId, Error> {
        let missing = || ResolveError::missing(NameKind::Entry, prefix);
        let (low, high) = DocId::prefix_bounds(prefix).map_err(|_| missing())?;
        let snapshot = self.snapshot(id)?;
        let mut fits = Vec::new();
        for id in snapshot.ids_from(low, CANDIDATES_MAX + 1)? {
            let is_entry =
                |item: Option<Item>| item.is_some_and(|item| item.kind == Kind::Entry.to_byte());
            if id <= high && is_entry(snapshot.item(id)?) {
                fits.push(id);
            }
        }
        match fits.as_slice() {
            [] => match self.hidden_by(&snapshot, low, high)? {
                Some(device) => Err(ResolveError::hidden(prefix, device).into()),
                None => Err(missing().into()),
            },
            [one] => Ok(*one),
            several => {
                let ids = several.iter().map(|doc| doc.shorten(prefix.len() + 4));
                Err(ResolveError::several(NameKind::Entry, prefix, ids).into())
            }
        }
    }

    pub(crate) fn search_in(&self, id: SpaceId, text: &str, limit: usize) -> Result<Found, Error> {
        let snapshot = self.snapshot(id)?;
        let query = self.query(&snapshot, text)?;
        let (mut entries, searched) = scan(self.env().cores(), &snapshot, &query)?;
        let total = entries.len();
        entries.truncate(if limit == 0 { usize::MAX } else { limit });
        let hits = views(&snapshot, entries)?
            .into_iter()
            .map(|entry| {
                let snippet = journal::snippet(&entry.body, &query, SNIPPET_CHARS);
                Hit { entry, snippet }
            })
            .collect();
        Ok(Found {
            hits,
            total,
            searched,
        })
    }

    fn query(&self, snapshot: &Snapshot, text: &str) -> Result<journal::Query, Error> {
        let present = Present {
            now: self.env().now(),
            day_ends: snapshot.preferences()?.day_ends,
        };
        let query = journal::Query::parse(text, &present)
            .map_err(|error| Error::Invalid(error.to_string()))?;
        query.steps().into_iter().try_for_each(check_step)?;
        Ok(query)
    }
}

/// Names an entry that was just written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryKey(pub(crate) DocId);

impl std::fmt::Display for EntryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

fn found_entry(item: &PageItem<'_>, entry: &PageEntry<'_>) -> FoundEntry {
    FoundEntry {
        id: item.id(),
        row: entry.to_row(),
        versions: item.saves(),
        stamp: Stamp::of(&item.heads),
    }
}

pub(crate) fn full_id(text: &str) -> Result<DocId, Error> {
    DocId::prefix_bounds(text)
        .map(|(low, _)| low)
        .map_err(|_| ResolveError::missing(NameKind::Entry, text).into())
}

/// Whether an entry fits; `buffer` is only there to be used again.
fn matches(entry: &PageEntry<'_>, query: &journal::Query, buffer: &mut String) -> bool {
    let searchable = Searchable {
        when: query.day_of(entry.when),
        folded: "",
        mood: entry.mood,
        emotions: &entry.emotions,
        triggers: &entry.triggers,
        tags: &entry.tags,
        steps: &entry.steps,
        star: entry.star,
        letter: entry.letter,
    };
    if let Some(fits) = query.matches_whatever_text(&searchable) {
        return fits;
    }
    let folded = match entry.folded {
        Some(folded) => folded,
        None => {
            buffer.clear();
            journal::fold_into(entry.title, buffer);
            buffer.push('\n');
            journal::fold_into(entry.body, buffer);
            buffer.as_str()
        }
    };
    query.matches(&Searchable {
        folded,
        ..searchable
    })
}

/// Opens all pages, a part of them on each of `cores`, and collects what fits, newest first, with the number looked at.
fn scan(
    cores: NonZero<usize>,
    snapshot: &Snapshot,
    query: &journal::Query,
) -> Result<(Vec<FoundEntry>, usize), Error> {
    let space = snapshot.space();
    let mut sealed = Vec::new();
    for page in snapshot.pages(Kind::Entry.to_byte()) {
        sealed.push(snapshot.sealed_page(page)?);
    }
    let (mut found, mut count) = (Vec::new(), 0);
    for part in on_all_cores(cores, sealed, |pages| scan_pages(&pages, space, query)) {
        let (more, looked_at) = part?;
        found.extend(more);
        count += looked_at;
    }
    found.reverse();
    Ok((found, count))
}

fn scan_pages(
    pages: &[Vec<u8>],
    space: &Space,
    query: &journal::Query,
) -> Result<(Vec<FoundEntry>, usize), Error> {
    let mut found = Vec::new();
    let mut buffer = String::new();
    let mut count = 0;
    for sealed in pages {
        let page = space.open_page(sealed)?;
        for item in page.items()? {
            let Some(entry) = PageEntry::read(item.row) else {
                continue;
            };
            if entry.deleted.is_some() {
                continue;
            }
            count += 1;
            if matches(&entry, query, &mut buffer) {
                found.push(found_entry(&item, &entry));
            }
        }
    }
    Ok((found, count))
}

fn views(snapshot: &Snapshot, found: Vec<FoundEntry>) -> Result<Vec<EntryView>, Error> {
    let found = found.into_iter();
    found
        .map(|entry| {
            let beside = snapshot.beside(entry.id)?;
            Ok(view(entry, beside))
        })
        .collect()
}

/// Refuses a step that the programme does not have. Entries of other programmes may have others.
pub(crate) fn check_step(step: u8) -> Result<(), Error> {
    if (1..=programme::STEPS).contains(&step) {
        return Ok(());
    }
    Err(Error::Invalid(format!(
        "{step} is no step: give a number from 1 to {}",
        programme::STEPS
    )))
}

/// The edit that makes an entry, as of `now` unless it says when.
pub(crate) fn creation(fields: EntryFields, now: &Zoned) -> Edit {
    let when = fields.when.clone().or(now);
    EntryFields { when, ..fields }.into()
}
