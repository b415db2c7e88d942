//! Sorted runs of pages in the store: reading them, and merging changed items into them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use journal::document::{ClockSpan, DocId};
use replica::SpaceTag;
use seal::Plaintext;
use store::{Tables, Writer};

use crate::index::ids::{self, IdPage};
use crate::index::page::{
    DIRECTORY_BYTES_MAX, Directory, Item, PAGE_BYTES, PAGE_BYTES_MAX, PAGES_FORMAT, PageItem,
    PageMeta, damaged_page, decode_page, encode_item,
};
use crate::index::pending::Pending;
use crate::opened::{OpenPages, Opened, Opens, Page};
use crate::space::Space;
use crate::{Env, Error};

fn directory_key(tag: SpaceTag) -> Vec<u8> {
    [tag.as_bytes().as_slice(), b"d"].concat()
}

fn page_key(tag: SpaceTag, page: &[u8; 16]) -> Vec<u8> {
    [tag.as_bytes().as_slice(), b"p", page].concat()
}

/// The directory of a space; empty if there is none, or if it does not open (it is a cache).
/// It is opened once for as long as the same lies in the store.
pub(crate) fn read_directory(tables: &impl Tables, space: &Space) -> Result<Arc<Opened>, Error> {
    let keys = space.keys()?;
    let sealed = tables.cache(&directory_key(space.tag))?;
    let mut last = space.opened.lock().unwrap_or_else(PoisonError::into_inner);
    if last.is_of(sealed.as_ref()) {
        return Ok(Arc::clone(&last));
    }
    Opens::count(&space.opens.directories);
    let plain = sealed
        .as_ref()
        .and_then(|sealed| keys.open(sealed, DIRECTORY_BYTES_MAX).ok());
    let dir = plain.and_then(|plain| postcard::from_bytes::<Directory>(plain.as_bytes()).ok());
    let dir = dir.filter(Directory::is_readable);
    *last = Arc::new(Opened::new(sealed, dir.unwrap_or_default()));
    Ok(Arc::clone(&last))
}

/// Whether there is a directory that cannot be read: another thing than one that was not made yet.
pub(crate) fn directory_is_damaged(tables: &impl Tables, space: &Space) -> Result<bool, Error> {
    let Some(sealed) = tables.cache(&directory_key(space.tag))? else {
        return Ok(false);
    };
    let opened = space.keys()?.open(&sealed, DIRECTORY_BYTES_MAX);
    Ok(opened.map_or(true, |plain| {
        let plain = plain.as_bytes();
        // One of another layout is made anew at the next reading, which is no damage.
        plain.first() == Some(&PAGES_FORMAT) && postcard::from_bytes::<Directory>(plain).is_err()
    }))
}

/// The sealed bytes of a page.
pub(crate) fn sealed_page(
    tables: &impl Tables,
    space: &Space,
    page: &[u8; 16],
) -> Result<Vec<u8>, Error> {
    tables
        .cache(&page_key(space.tag, page))?
        .ok_or_else(damaged_page)
}

/// How the sealed bytes of a page end.
pub(crate) fn end_of_page(
    tables: &impl Tables,
    space: &Space,
    page: &[u8; 16],
) -> Result<[u8; 16], Error> {
    tables
        .cache_end(&page_key(space.tag, page))?
        .ok_or_else(damaged_page)
}

/// The plain bytes of a page.
pub(crate) fn read_page(
    tables: &impl Tables,
    space: &Space,
    page: &[u8; 16],
) -> Result<Plaintext, Error> {
    open_page(space, &sealed_page(tables, space, page)?)
}

/// Opens the sealed bytes of a page.
pub(crate) fn open_page(space: &Space, sealed: &[u8]) -> Result<Plaintext, Error> {
    Opens::count(&space.opens.pages);
    space
        .keys()?
        .open(sealed, PAGE_BYTES_MAX)
        .map_err(|_| damaged_page())
}

impl OpenPages {
    /// The plain bytes of a page, which stays open if `keep` says so. Where every page is read just once, keeping them
    /// would only cost memory, and the time to get it.
    pub(crate) fn get(
        &self,
        tables: &impl Tables,
        space: &Space,
        page: &[u8; 16],
        keep: bool,
    ) -> Result<Arc<Plaintext>, Error> {
        if let Some(known) = self.find(page) {
            return Ok(known);
        }
        let plain = Arc::new(read_page(tables, space, page)?);
        if keep {
            self.keep(*page, &plain);
        }
        Ok(plain)
    }

    /// The ids that stand before and after one among all ids in the pages of a space.
    pub(crate) fn beside(
        &self,
        tables: &impl Tables,
        space: &Space,
        dir: &Directory,
        id: DocId,
    ) -> Result<[Option<DocId>; 2], Error> {
        let open = |page: &[u8; 16]| self.get(tables, space, page, true).map(Page::new);
        let beside = ids::beside(&dir.ids, id.as_bytes(), open)?;
        Ok(beside.map(|id| id.map(DocId::from_bytes)))
    }
}

impl Space {
    /// Opens the sealed bytes of a page, see [`Snapshot::sealed_page`](crate::Snapshot::sealed_page).
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Locked`].
    pub fn open_page(&self, sealed: &[u8]) -> Result<Page, Error> {
        open_page(self, sealed).map(|plain| Page::new(Arc::new(plain)))
    }
}

/// Drops all pages and the directory of a space.
pub(crate) fn clear(writer: &mut Writer, tag: SpaceTag) -> Result<(), Error> {
    writer.clear_caches(tag.as_bytes())?;
    Ok(writer.clear_docs(tag)?)
}

/// Documents of one kind that changed.
#[derive(Default)]
struct Changed {
    /// As they now are.
    items: Vec<Item>,
    /// The pages in which they lay, by their ids; also of those that are gone.
    places: BTreeMap<[u8; 16], [u8; 16]>,
}

/// Merges changed items into the pages, takes those away that are gone, and writes the directory.
pub(crate) fn merge(
    writer: &mut Writer,
    space: &Space,
    env: &Env,
    dir: &mut Directory,
    pending: Pending,
    open: &OpenPages,
) -> Result<(), Error> {
    let (items, gone) = pending.into_parts();
    let mut by_kind: BTreeMap<u8, Changed> = BTreeMap::new();
    let mut new = BTreeSet::new();
    for item in items.into_values() {
        let id = *item.id.as_bytes();
        let changed = by_kind.entry(item.kind).or_default();
        match dir.page_of(writer, space.tag, &id)? {
            Some(page) => _ = changed.places.insert(id, page),
            None => _ = new.insert(id),
        }
        changed.items.push(item);
    }
    let mut left = BTreeSet::new();
    for id in gone {
        let id = *id.as_bytes();
        if let Some(page) = dir.page_of(writer, space.tag, &id)? {
            // The last byte of an id is its kind, else nothing of it was ever applied.
            by_kind.entry(id[15]).or_default().places.insert(id, page);
            dir.forget_page_of(writer, space.tag, &id)?;
            left.insert(id);
        }
    }
    add_ids(writer, space, env, &mut dir.ids, new, open)?;
    remove_ids(writer, space, &mut dir.ids, &left)?;
    for (kind, changed) in by_kind {
        merge_run(writer, space, env, dir, kind, &changed, open)?;
    }
    dir.format = PAGES_FORMAT;
    let plain = postcard::to_stdvec(dir).expect("a directory always serialises");
    let sealed = seal_to_be_read(space, &plain, DIRECTORY_BYTES_MAX)?;
    Ok(writer.put_cache(&directory_key(space.tag), &sealed)?)
}

/// Seals what will be opened again, and nothing that would be refused then.
fn seal_to_be_read(space: &Space, plain: &[u8], bytes_max: usize) -> Result<Vec<u8>, Error> {
    if plain.len() > bytes_max {
        return Err(Error::Invalid(
            "the index of this journal has become too large to be kept".into(),
        ));
    }
    Ok(space.keys()?.seal(plain))
}

/// Takes the ids of documents that are gone out of the order of ids.
fn remove_ids(
    writer: &mut Writer,
    space: &Space,
    pages: &mut Vec<IdPage>,
    gone: &BTreeSet<[u8; 16]>,
) -> Result<(), Error> {
    let mut changed = Vec::new();
    ids::remove(
        pages,
        gone,
        |page| Ok(ids::decode(read_page(writer, space, page)?.as_bytes())?.to_vec()),
        |page, plain| {
            let sealed = (!plain.is_empty()).then(|| space.keys().map(|keys| keys.seal(plain)));
            changed.push((page_key(space.tag, page), sealed.transpose()?));
            Ok(())
        },
    )?;
    for (key, sealed) in changed {
        match sealed {
            Some(sealed) => writer.put_cache(&key, &sealed)?,
            None => writer.remove_cache(&key)?,
        }
    }
    Ok(())
}

/// Puts the ids of new documents in their places.
fn add_ids(
    writer: &mut Writer,
    space: &Space,
    env: &Env,
    pages: &mut Vec<IdPage>,
    new: BTreeSet<[u8; 16]>,
    open: &OpenPages,
) -> Result<(), Error> {
    let mut changed = Vec::new();
    ids::insert(
        pages,
        new,
        |page| Ok(ids::decode(open.get(writer, space, page, true)?.as_bytes())?.to_vec()),
        || env.random(),
        |page, plain| {
            changed.push((page_key(space.tag, page), space.keys()?.seal(plain)));
            Ok(())
        },
    )?;
    for (key, sealed) in changed {
        writer.put_cache(&key, &sealed)?;
    }
    Ok(())
}

/// An item of a page being rewritten.
struct Encoded {
    key: (i64, [u8; 16]),
    /// The page that the store says it is in, if that is known.
    page: Option<[u8; 16]>,
    live: bool,
    provisional: bool,
    clock_span: Option<ClockSpan>,
    bytes: Vec<u8>,
}

fn merge_run(
    writer: &mut Writer,
    space: &Space,
    env: &Env,
    dir: &mut Directory,
    kind: u8,
    Changed { items, places }: &Changed,
    open: &OpenPages,
) -> Result<(), Error> {
    let mut pages = std::mem::take(dir.run_mut(kind));
    let changed = items.iter().map(|item| *item.id.as_bytes());
    let changed: BTreeSet<[u8; 16]> = changed.chain(places.keys().copied()).collect();
    let mut touched: BTreeMap<[u8; 16], Vec<Encoded>> = BTreeMap::new();
    for page in places.values() {
        if !touched.contains_key(page) {
            touched.insert(*page, unchanged_items(writer, space, page, &changed, open)?);
        }
    }
    if pages.is_empty() {
        pages.push(PageMeta {
            id: env.random(),
            first: (i64::MIN, [0; 16]),
            live: 0,
            provisional: 0,
            clock_span: None,
        });
        touched.insert(pages[0].id, Vec::new());
    }
    for item in items {
        let key = item.key();
        let at = pages
            .partition_point(|page| page.first <= key)
            .saturating_sub(1);
        let page = pages[at].id;
        if let Entry::Vacant(untouched) = touched.entry(page) {
            untouched.insert(unchanged_items(writer, space, &page, &changed, open)?);
        }
        let encoded = Encoded {
            key,
            page: None,
            live: !item.row.deleted,
            provisional: item.provisional,
            clock_span: item.clock_span,
            bytes: encode_item(item),
        };
        touched.entry(page).or_default().push(encoded);
    }
    for (page, mut items) in touched {
        items.sort_unstable_by_key(|item| item.key);
        rewrite_page(writer, space, env, dir, &mut pages, &page, &items)?;
    }
    pages.sort_unstable_by_key(|page| page.first);
    *dir.run_mut(kind) = pages;
    Ok(())
}

fn unchanged_items(
    writer: &Writer,
    space: &Space,
    page: &[u8; 16],
    changed: &BTreeSet<[u8; 16]>,
    open: &OpenPages,
) -> Result<Vec<Encoded>, Error> {
    let plain = open.get(writer, space, page, true)?;
    let items = decode_page(plain.as_bytes()).map_err(|_| damaged_page())?;
    Ok(items
        .iter()
        .filter(|item| {
            let stays = !changed.contains(&item.id);
            probe::planted!("item_left_in_its_old_page", stays, true)
        })
        .map(|item: &PageItem<'_>| {
            let bytes = postcard::to_stdvec(item).expect("a page's item always serialises");
            Encoded {
                key: (item.order, item.id),
                page: Some(*page),
                live: !item.deleted,
                provisional: item.provisional,
                clock_span: item.clock_span,
                bytes,
            }
        })
        .collect())
}

/// Replaces one page by as many full ones as its items need; none if there are no items.
fn rewrite_page(
    writer: &mut Writer,
    space: &Space,
    env: &Env,
    dir: &mut Directory,
    pages: &mut Vec<PageMeta>,
    old: &[u8; 16],
    items: &[Encoded],
) -> Result<(), Error> {
    pages.retain(|page| page.id != *old);
    if items.is_empty() {
        writer.remove_cache(&page_key(space.tag, old))?;
        return Ok(());
    }
    let mut id = *old;
    let mut start = 0;
    while start < items.len() {
        let mut end = start;
        let mut bytes = Vec::with_capacity(PAGE_BYTES);
        while end < items.len()
            && (end == start || bytes.len() + items[end].bytes.len() <= PAGE_BYTES)
        {
            bytes.extend_from_slice(&items[end].bytes);
            end += 1;
        }
        let sealed = seal_to_be_read(space, &bytes, PAGE_BYTES_MAX)?;
        writer.put_cache(&page_key(space.tag, &id), &sealed)?;
        let (mut live, mut provisional, mut clock_span) = (0, 0, None::<ClockSpan>);
        for item in &items[start..end] {
            live += u32::from(item.live);
            provisional += u32::from(item.provisional);
            let spans = clock_span.into_iter().chain(item.clock_span);
            clock_span = spans.reduce(ClockSpan::and);
            if item.page != Some(id) {
                dir.set_page_of(writer, env, space.tag, &item.key.1, id)?;
            }
        }
        pages.push(PageMeta {
            id,
            first: items[start].key,
            live,
            provisional,
            clock_span,
        });
        id = env.random();
        if end < items.len() {
            probe::reached!("a page is split");
        }
        start = probe::planted!("item_lost_in_a_split", end, end + 1);
    }
    Ok(())
}
