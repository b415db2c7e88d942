//! Tips of documents that were often changed: what it takes to go on with one without loading its past. Sealed, on this
//! device, and made again from the records whenever one is missing or does not fit.

use journal::document::{DocId, Document, Tip};
use replica::{LogId, SpaceTag};
use serde::{Deserialize, Serialize};
use store::{Tables, Writer};

use super::Index;
use super::documents::actor;
use super::page::Item;
use super::saved::CHANGES_MAX;
use crate::{Env, Error, kind};

/// Records of a document from which on it has a tip: fewer are soon read.
const REFS_MIN: usize = 16;
/// Bytes of a tip; a document with a larger one is loaded.
const BYTES_MAX: usize = 1 << 20;
/// The layout of what is sealed.
const FORMAT: u8 = 3;

/// What lies under a document's name.
#[derive(Serialize, Deserialize)]
struct Kept {
    format: u8,
    id: [u8; 16],
    /// How many of its item's refs the [saved](super::saved) document holds.
    saved: usize,
    tip: Tip,
}

fn key(tag: SpaceTag, name: &[u8; 16]) -> Vec<u8> {
    [tag.as_bytes().as_slice(), b"t", name].concat()
}

/// How many changes may come to a document before what was saved of it is brought up to date: each of them is one more
/// record to be read where its past is looked at.
fn unsaved_max(saved: usize) -> usize {
    CHANGES_MAX.max(saved / 8)
}

impl Index<'_> {
    /// The document behind an item as far as its tip tells, to be edited by `author`; `None` where all of it has to be loaded.
    pub(crate) fn continued(
        &mut self,
        tables: &impl Tables,
        item: &Item,
        author: LogId,
    ) -> Result<Option<Document>, Error> {
        if self.from_records {
            return Ok(None);
        }
        // Whether all of its changes can be applied is not known of every item.
        if item.provisional || self.claimed.contains(&item.id) {
            return Ok(None);
        }
        let Some(kept) = self.kept_tip(tables, item)? else {
            return Ok(None);
        };
        if item.refs.len().saturating_sub(kept.saved) > unsaved_max(kept.saved) {
            return Ok(None);
        }
        let kind = kind::Numbered::new(self.kinds, item.kind);
        let actor = actor(author, item.id);
        let seq = item.seq(actor.as_bytes());
        self.tips.note_saved(item.id, kept.saved);
        Ok(Document::continued(kind, actor, &kept.tip, seq))
    }

    /// The tip that is kept of a document as the item describes it.
    fn kept_tip(&self, tables: &impl Tables, item: &Item) -> Result<Option<Kept>, Error> {
        let plain = match self.tips.plain.get(&item.id) {
            Some(plain) => Some(plain.clone()),
            None => self.read_tip(tables, item.id)?,
        };
        let kept = plain.and_then(|plain| postcard::from_bytes::<Kept>(&plain).ok());
        Ok(kept.filter(|kept| {
            let is_of_item = kept.format == FORMAT && kept.id == *item.id.as_bytes();
            let is_present = item.heads == [*kept.tip.head().as_bytes()];
            is_of_item && is_present
        }))
    }

    /// Whether what is kept to go on with a document is what all of it holds, or nothing is kept.
    pub(crate) fn is_tip_of(
        &self,
        tables: &impl Tables,
        item: &Item,
        document: &Document,
    ) -> Result<bool, Error> {
        let kept = self.kept_tip(tables, item)?;
        let kind = kind::of(self.kinds, item.kind);
        let part = |key: &str| kind?.part(key);
        Ok(kept.is_none_or(|kept| kept.tip.is_of(document, part)))
    }

    fn read_tip(&self, tables: &impl Tables, id: DocId) -> Result<Option<Vec<u8>>, Error> {
        let Some(name) = self.dir.saved_name(id.as_bytes()) else {
            return Ok(None);
        };
        let sealed = tables.cache(&key(self.space.tag, &name))?;
        let keys = self.space.keys()?;
        let plain = sealed.and_then(|sealed| keys.open(&sealed, 2 * BYTES_MAX).ok());
        Ok(plain.map(|plain| plain.as_bytes().to_vec()))
    }

    /// Keeps the tip of a document that was edited.
    pub(crate) fn keep_tip(&mut self, item: &Item, tip: Option<Tip>) {
        self.tips.plain.remove(&item.id);
        let saved = self.tips.last_saved.filter(|(id, _)| *id == item.id);
        let Some(tip) = tip.filter(|_| self.writes) else {
            return;
        };
        let kept = Kept {
            format: FORMAT,
            id: *item.id.as_bytes(),
            saved: saved.map_or(0, |(_, refs)| refs),
            tip,
        };
        let plain = postcard::to_stdvec(&kept).expect("a tip always serialises");
        if plain.len() <= BYTES_MAX {
            self.tips.plain.insert(item.id, plain);
        }
    }

    /// Writes what was to be kept, and takes along what is kept of documents that are gone.
    pub(super) fn write_tips(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        gone: &[DocId],
    ) -> Result<(), Error> {
        let mut tips = std::mem::take(&mut self.tips).plain;
        for id in gone {
            tips.remove(id);
            if let Some(name) = self.dir.saved_name(id.as_bytes()) {
                writer.remove_cache(&key(self.space.tag, &name))?;
            }
        }
        for (id, plain) in tips {
            let name = self.dir.saved_name_for(env, id.as_bytes());
            let sealed = self.space.keys()?.seal(&plain);
            writer.put_cache(&key(self.space.tag, &name), &sealed)?;
        }
        Ok(())
    }

    /// Whether an item's document is to have a tip.
    pub(crate) fn wants_tip(item: &Item) -> bool {
        item.refs.len() + 1 >= probe::tuned!("tip_refs", REFS_MIN)
    }
}
