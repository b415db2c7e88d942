//! Pages and the directory: the sealed cache that lists, search and reading work from. A page is a part of the sorted run
//! of one kind's documents; the directory says which pages there are and which records they reflect. All of it can be
//! rebuilt.

use std::collections::BTreeMap;

use journal::document::{ClockSpan, DocId};
use replica::{Have, LogId, SpaceTag};
use serde::{Deserialize, Serialize};
use store::{Tables, Writer};

use super::ids::{Id, IdPage};
use super::masked::Secret;
use super::needs::Need;
use super::progress::Progress;
use crate::error::Part;
use crate::{Env, Error, Row};

/// Raw bytes of a full page. Sealed and compressed it stays below 32 KiB for ordinary prose, which fits redb's leaf.
pub(crate) const PAGE_BYTES: usize = 60 * 1024;
/// A page with one very long document may exceed [`PAGE_BYTES`]; nothing may exceed this, neither written nor opened.
pub(crate) const PAGE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// The same of the directory, which is enough for millions of pages.
pub(crate) const DIRECTORY_BYTES_MAX: usize = 128 * 1024 * 1024;

/// The layout of pages and directory. Pages of another layout are made anew from the records. The first layout had no
/// such number; where it stood was the length of a `Have`, which is never below four. The second holds the same, with rows
/// in which other values counted where devices wrote apart; with the third nothing was noted of records that do not count
/// as only here; the fifth has a run for each kind, the sixth also one of settings; the seventh shows each label of an entry
/// once; with the eighth nobody is vouched for but those who need it, the table `docs` tells nothing of a document, its ids
/// lie in pages in their order, and rows that were not computed here are marked; with the ninth what waits is found by
/// what it waits for, with the tenth rows that were not computed here are counted by page;
/// with the fourteenth rows say between which times of the clock they stay as they are.
pub(crate) const PAGES_FORMAT: u8 = 14;

/// Where a change is kept: index into [`Directory::logs`], record number, place in the record.
pub(crate) type Ref = (u16, u64, u16);

/// What is known of one document.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: DocId,
    /// Its kind.
    pub kind: u8,
    /// The changes that nothing here follows.
    pub heads: Vec<[u8; 32]>,
    /// Last sequence number of every actor.
    pub(crate) seqs: Vec<([u8; 16], u64)>,
    pub(crate) refs: Vec<Ref>,
    /// Bytes of all its changes.
    pub(crate) grown: u64,
    /// Whether its value is what its author says, and was not computed here.
    pub(crate) provisional: bool,
    /// When its value stays what it is; `None` where that hangs on no clock.
    pub(crate) clock_span: Option<ClockSpan>,
    /// Its value.
    pub row: Row,
}

impl Item {
    pub(crate) fn new(id: DocId, kind: u8) -> Self {
        Self {
            id,
            kind,
            heads: Vec::new(),
            seqs: Vec::new(),
            refs: Vec::new(),
            grown: 0,
            provisional: false,
            clock_span: None,
            row: Row::default(),
        }
    }

    /// How many records hold changes of it.
    pub fn saves(&self) -> usize {
        self.refs.len()
    }

    /// The same as it lies in a page.
    pub(crate) fn in_page(&self) -> PageItem<'_> {
        PageItem {
            id: *self.id.as_bytes(),
            kind: self.kind,
            order: self.row.order,
            deleted: self.row.deleted,
            heads: self.heads.clone(),
            seqs: self.seqs.clone(),
            refs: self.refs.clone(),
            grown: self.grown,
            provisional: self.provisional,
            clock_span: self.clock_span,
            row: &self.row.bytes,
        }
    }

    /// About how many bytes of memory it takes.
    pub(crate) fn weight(&self) -> usize {
        256 + self.row.bytes.len()
            + self.heads.len() * 32
            + self.seqs.len() * 24
            + self.refs.len() * 16
    }

    pub(crate) fn key(&self) -> (i64, [u8; 16]) {
        (self.row.order, *self.id.as_bytes())
    }

    pub(crate) fn seq(&self, actor: &[u8; 16]) -> u64 {
        self.seqs
            .iter()
            .find(|(known, _)| known == actor)
            .map_or(0, |(_, seq)| *seq)
    }

    pub(crate) fn set_seq(&mut self, actor: [u8; 16], seq: u64) {
        match self.seqs.iter_mut().find(|(known, _)| *known == actor) {
            Some(entry) => entry.1 = seq,
            None => self.seqs.push((actor, seq)),
        }
    }
}

/// An item as it lies in an opened page, without copies.
#[derive(Debug, Serialize, Deserialize)]
pub struct PageItem<'a> {
    pub(crate) id: [u8; 16],
    pub(crate) kind: u8,
    pub(crate) order: i64,
    /// See [`Row::deleted`].
    pub deleted: bool,
    /// As in [`Item`].
    pub heads: Vec<[u8; 32]>,
    pub(crate) seqs: Vec<([u8; 16], u64)>,
    pub(crate) refs: Vec<Ref>,
    pub(crate) grown: u64,
    pub(crate) provisional: bool,
    pub(crate) clock_span: Option<ClockSpan>,
    /// See [`Row::bytes`].
    pub row: &'a [u8],
}

impl PageItem<'_> {
    /// The document's id.
    pub fn id(&self) -> DocId {
        DocId::from_bytes(self.id)
    }

    /// The document's kind.
    pub fn kind(&self) -> u8 {
        self.kind
    }

    /// Whether its row is what its author says, and was not computed here.
    pub fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// How many records hold changes of it.
    pub fn saves(&self) -> usize {
        self.refs.len()
    }

    /// The same on its own.
    pub fn to_item(&self) -> Item {
        Item {
            id: self.id(),
            kind: self.kind(),
            heads: self.heads.clone(),
            seqs: self.seqs.clone(),
            refs: self.refs.clone(),
            grown: self.grown,
            provisional: self.provisional,
            clock_span: self.clock_span,
            row: Row {
                bytes: self.row.to_vec(),
                order: self.order,
                deleted: self.deleted,
            },
        }
    }
}

/// The bytes of one item in a page.
pub(crate) fn encode_item(item: &Item) -> Vec<u8> {
    postcard::to_stdvec(&item.in_page()).expect("a page's item always serialises")
}

/// Opens the items of a page's plain bytes, in order.
pub(crate) fn decode_page(mut bytes: &[u8]) -> Result<Vec<PageItem<'_>>, postcard::Error> {
    let mut items = Vec::new();
    while !bytes.is_empty() {
        let (item, rest) = postcard::take_from_bytes(bytes)?;
        items.push(item);
        bytes = rest;
    }
    Ok(items)
}

/// One page in the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageMeta {
    pub(crate) id: [u8; 16],
    /// Key of its first item.
    pub(crate) first: (i64, [u8; 16]),
    /// Documents in it that are not deleted.
    pub live: u32,
    /// Documents in it whose rows are what their authors say.
    pub(crate) provisional: u32,
    /// When all rows in it stay what they are.
    pub(crate) clock_span: Option<ClockSpan>,
}

/// Which runs of pages there are and what they reflect.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Directory {
    /// [`PAGES_FORMAT`] of the program that wrote it.
    pub(crate) format: u8,
    /// Encoded [`Have`] of the records reflected in the pages.
    indexed: Vec<u8>,
    /// Encoded [`Have`] of everything that was held when the pages were written, control logs included.
    examined: Vec<u8>,
    /// Encoded [`Have`] of how far logs of removed devices are vouched for beyond their cuts.
    vouched: Vec<u8>,
    /// Key epochs that were known when the pages were written.
    pub(crate) epochs: usize,
    /// Encoded log ids that [`Ref`]s point to.
    pub(crate) logs: Vec<Vec<u8>>,
    /// The pages of each kind, by its number, in the order of their documents.
    runs: BTreeMap<u8, Vec<PageMeta>>,
    /// By which the rows of the table `docs` are found; made when the first is written.
    secret: Option<Secret>,
    /// All ids, in order.
    pub(crate) ids: Vec<IdPage>,
    pub(crate) progress: Progress,
}

impl Directory {
    /// Whether this program can read it: a directory that says too much is none.
    pub(crate) fn is_readable(&self) -> bool {
        let have = [&self.indexed, &self.vouched];
        self.format == PAGES_FORMAT && have.iter().all(|have| Have::decode(have).is_ok())
    }

    pub(crate) fn indexed(&self) -> Have {
        Have::decode(&self.indexed).unwrap_or_default()
    }

    pub(crate) fn set_indexed(&mut self, have: &Have) {
        self.indexed = have.encode();
    }

    pub(crate) fn examined(&self) -> Have {
        Have::decode(&self.examined).unwrap_or_default()
    }

    pub(crate) fn set_examined(&mut self, have: &Have) {
        self.examined = have.encode();
    }

    pub(crate) fn vouched(&self) -> Have {
        Have::decode(&self.vouched).unwrap_or_default()
    }

    pub(crate) fn set_vouched(&mut self, have: &Have) {
        self.vouched = have.encode();
    }

    /// The pages of a kind, in the order of their documents.
    pub(crate) fn pages(&self, kind: u8) -> &[PageMeta] {
        let run = self.runs.get(&kind);
        run.map_or(&[], Vec::as_slice)
    }

    /// All pages.
    pub(crate) fn all_pages(&self) -> impl Iterator<Item = &PageMeta> {
        self.runs.values().flatten()
    }

    /// Documents whose rows are what their authors say.
    pub(crate) fn provisional(&self) -> u64 {
        self.all_pages()
            .map(|page| u64::from(page.provisional))
            .sum()
    }

    /// Whether all rows are what a clock that shows this time makes them.
    pub(crate) fn is_of_clock(&self, now: i64) -> bool {
        self.all_pages()
            .all(|page| page.clock_span.is_none_or(|span| span.holds(now)))
    }

    pub(crate) fn run_mut(&mut self, kind: u8) -> &mut Vec<PageMeta> {
        self.runs.entry(kind).or_default()
    }

    /// The page that holds a document's row; `None` if there is no such document.
    pub(crate) fn page_of(
        &self,
        tables: &impl Tables,
        space: SpaceTag,
        id: &Id,
    ) -> Result<Option<[u8; 16]>, Error> {
        let Some(secret) = &self.secret else {
            return Ok(None);
        };
        let value = tables.doc(space, secret.key(id))?;
        Ok(value.and_then(|value| secret.show(id, &value)))
    }

    /// Notes which page holds a document's row.
    pub(crate) fn set_page_of(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        space: SpaceTag,
        id: &Id,
        page: [u8; 16],
    ) -> Result<(), Error> {
        let secret = self.secret.get_or_insert_with(|| Secret::fresh(env));
        Ok(writer.set_doc(space, secret.key(id), &secret.hide(env, id, page))?)
    }

    /// The name under which a document is kept as it was saved; `None` where none can be.
    pub(super) fn saved_name(&self, id: &Id) -> Option<[u8; 16]> {
        Some(self.secret.as_ref()?.saved(id))
    }

    /// The name under which a document is to be kept.
    pub(super) fn saved_name_for(&mut self, env: &Env, id: &Id) -> [u8; 16] {
        let secret = self.secret.get_or_insert_with(|| Secret::fresh(env));
        secret.saved(id)
    }

    /// The key of what waits for this; `None` where nothing can be waiting.
    pub(super) fn need(&self, need: Need) -> Option<[u8; 16]> {
        Some(self.secret.as_ref()?.need(need))
    }

    /// The key under which something is to wait.
    pub(super) fn need_for(&mut self, env: &Env, need: Need) -> [u8; 16] {
        let secret = self.secret.get_or_insert_with(|| Secret::fresh(env));
        secret.need(need)
    }

    /// Forgets which page held a document's row.
    pub(crate) fn forget_page_of(
        &self,
        writer: &mut Writer,
        space: SpaceTag,
        id: &Id,
    ) -> Result<(), Error> {
        match &self.secret {
            Some(secret) => Ok(writer.remove_doc(space, secret.key(id))?),
            None => Ok(()),
        }
    }

    /// The index that stands for `log` in a [`Ref`].
    pub(crate) fn log_index(&mut self, log: LogId) -> u16 {
        let bytes = log.encode().to_vec();
        let at = self
            .logs
            .iter()
            .position(|known| *known == bytes)
            .unwrap_or_else(|| {
                self.logs.push(bytes);
                self.logs.len() - 1
            });
        u16::try_from(at).expect("the logs of a space are limited to fewer than 65 536")
    }

    pub(crate) fn log(&self, index: u16) -> Option<LogId> {
        LogId::decode(self.logs.get(usize::from(index))?).ok()
    }
}

pub(crate) fn damaged_page() -> Error {
    Error::damaged_part(
        Part::Index,
        "a page of the index (`still doctor --rebuild` makes it anew)",
    )
}
