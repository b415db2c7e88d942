//! All ids of a space in their order, in pages of their own: by which part of an id a document is found, and how much of
//! one is clear. The tables in the clear know no order that means anything.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::Part;

/// The bytes of a document's id.
pub(crate) type Id = [u8; 16];

/// Ids in a full page: 16 KiB, which random bytes are when sealed, too.
const IDS_PER_PAGE: usize = 1_024;

/// A page of ids, in the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IdPage {
    pub(crate) page: [u8; 16],
    /// The lowest id in it.
    first: Id,
}

/// Where the page lies that an id is in, or would be in.
fn place(pages: &[IdPage], id: &Id) -> usize {
    pages
        .partition_point(|page| page.first <= *id)
        .saturating_sub(1)
}

/// The ids of a page's plain bytes.
pub(crate) fn decode(plain: &[u8]) -> Result<&[Id], Error> {
    let (ids, rest) = plain.as_chunks();
    if rest.is_empty() && ids.is_sorted() {
        Ok(ids)
    } else {
        Err(Error::damaged_part(Part::Index, "a page of ids"))
    }
}

/// Adds ids. `open` gives the ids of a page, `fresh` the name of a new one, and `write` takes the plain bytes of those
/// that changed.
pub(crate) fn insert(
    pages: &mut Vec<IdPage>,
    new: BTreeSet<Id>,
    open: impl Fn(&[u8; 16]) -> Result<Vec<Id>, Error>,
    mut fresh: impl FnMut() -> [u8; 16],
    mut write: impl FnMut(&[u8; 16], &[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut groups: BTreeMap<usize, BTreeSet<Id>> = BTreeMap::new();
    for id in new {
        groups.entry(place(pages, &id)).or_default().insert(id);
    }
    let mut written = Vec::new();
    for (at, mut ids) in groups {
        let mut name = match pages.get(at) {
            Some(known) => {
                ids.extend(open(&known.page)?);
                known.page
            }
            None => fresh(),
        };
        let ids: Vec<Id> = ids.into_iter().collect();
        let parts = ids.len().div_ceil(IDS_PER_PAGE);
        let mut made = Vec::with_capacity(parts);
        for part in ids.chunks(ids.len().div_ceil(parts)) {
            write(&name, part.as_flattened())?;
            made.push(IdPage {
                page: name,
                first: part[0],
            });
            name = fresh();
        }
        written.push((at, made));
    }
    // From the last place on, so that those before it keep theirs.
    for (at, made) in written.into_iter().rev() {
        pages.splice(at..pages.len().min(at + 1), made);
    }
    Ok(())
}

/// Takes ids away. `write` takes the plain bytes of the pages that changed; of one that has none left, no bytes, and it is
/// no page any more.
pub(crate) fn remove(
    pages: &mut Vec<IdPage>,
    gone: &BTreeSet<Id>,
    open: impl Fn(&[u8; 16]) -> Result<Vec<Id>, Error>,
    mut write: impl FnMut(&[u8; 16], &[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let places: BTreeSet<usize> = gone.iter().map(|id| place(pages, id)).collect();
    // From the last place on, so that those before it keep theirs.
    for at in places.into_iter().rev() {
        let Some(page) = pages.get(at) else {
            continue;
        };
        let mut ids = open(&page.page)?;
        ids.retain(|id| !gone.contains(id));
        write(&page.page, ids.as_flattened())?;
        match ids.first() {
            Some(first) => pages[at].first = *first,
            None => _ = pages.remove(at),
        }
    }
    Ok(())
}

/// The first ids from this one on, ascending, at most `most`.
pub(crate) fn from<P: AsRef<[u8]>>(
    pages: &[IdPage],
    id: &Id,
    most: usize,
    open: impl Fn(&[u8; 16]) -> Result<P, Error>,
) -> Result<Vec<Id>, Error> {
    let mut found = Vec::new();
    for page in pages.iter().skip(place(pages, id)) {
        if found.len() >= most {
            break;
        }
        let plain = open(&page.page)?;
        let ids = decode(plain.as_ref())?;
        let start = ids.partition_point(|known| known < id);
        found.extend(ids[start..].iter().take(most - found.len()));
    }
    Ok(found)
}

/// The ids right before and right after one, whether that one is there or not.
pub(crate) fn beside<P: AsRef<[u8]>>(
    pages: &[IdPage],
    id: &Id,
    open: impl Fn(&[u8; 16]) -> Result<P, Error>,
) -> Result<[Option<Id>; 2], Error> {
    let at = place(pages, id);
    let Some(page) = pages.get(at) else {
        return Ok([None, None]);
    };
    let plain = open(&page.page)?;
    let ids = decode(plain.as_ref())?;
    let start = ids.partition_point(|known| known < id);
    let end = ids.partition_point(|known| known <= id);
    let before = match (start.checked_sub(1), at.checked_sub(1)) {
        (Some(before), _) => ids.get(before).copied(),
        (None, Some(page_before)) => {
            let plain = open(&pages[page_before].page)?;
            decode(plain.as_ref())?.last().copied()
        }
        (None, None) => None,
    };
    let after = ids.get(end).copied();
    let after = after.or_else(|| pages.get(at + 1).map(|page| page.first));
    Ok([before, after])
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn id(number: u64) -> Id {
        // Spread over the whole range, the same at every run.
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut id = [0; 16];
        id[..8].copy_from_slice(&mixed.to_be_bytes());
        id
    }

    #[test]
    fn ids_stand_in_their_order_whatever_order_they_came_in() {
        let store: RefCell<BTreeMap<[u8; 16], Vec<u8>>> = RefCell::default();
        let (mut pages, mut all, mut names) = (Vec::new(), BTreeSet::new(), 0_u128);
        let open = |page: &[u8; 16]| Ok(store.borrow()[page].clone());
        for batch in [1_u64, 1, 1_023, 5_000, 1, 7, 1_500] {
            let begin = all.len() as u64;
            let new: BTreeSet<Id> = (begin..begin + batch).map(id).collect();
            all.extend(new.iter().copied());
            insert(
                &mut pages,
                new,
                |page| Ok(decode(&open(page)?)?.to_vec()),
                || {
                    names += 1;
                    names.to_be_bytes()
                },
                |page, bytes| {
                    assert!(bytes.len() <= IDS_PER_PAGE * 16);
                    store.borrow_mut().insert(*page, bytes.to_vec());
                    Ok(())
                },
            )
            .unwrap();
        }
        let sorted: Vec<Id> = all.iter().copied().collect();
        assert_eq!(from(&pages, &[0; 16], usize::MAX, open).unwrap(), sorted);
        assert_eq!(
            from(&pages, &sorted[4_000], 3, open).unwrap(),
            sorted[4_000..4_003]
        );
        assert!(from(&pages, &[0; 16], 0, open).unwrap().is_empty());
        for at in 0..sorted.len() {
            let before = at.checked_sub(1).map(|at| sorted[at]);
            let after = sorted.get(at + 1).copied();
            assert_eq!(beside(&pages, &sorted[at], open).unwrap(), [before, after]);
        }
        let (mut between, last) = (sorted[9], sorted.last().copied());
        between[15] = 1;
        assert_eq!(
            beside(&pages, &between, open).unwrap(),
            [Some(sorted[9]), Some(sorted[10])]
        );
        assert_eq!(beside(&pages, &[0xff; 16], open).unwrap(), [last, None]);
        assert_eq!(beside(&[], &between, open).unwrap(), [None, None]);
    }
}
