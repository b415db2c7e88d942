//! Documents of many changes, as they were when they were loaded from records: sealed, on this device, and made again
//! whenever they are missing. With one of them only what came since is read from records.

use journal::document::{Actor, ChangeHash, DocId, Document};
use replica::SpaceTag;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Tables, Writer};

use super::Index;
use super::page::{Item, Ref};
use super::past::Base;
use crate::{Env, Error, kind};

/// Changes that are read from records before a document is saved anew.
pub(super) const CHANGES_MAX: usize = 64;
/// Bytes of a saved document; a larger one is always loaded from its records.
const SAVED_BYTES_MAX: usize = 8 << 20;
/// The layout of what is sealed.
const FORMAT: u8 = 1;

/// What lies under a document's name.
#[derive(Serialize, Deserialize)]
struct Saved<'a> {
    format: u8,
    id: [u8; 16],
    /// How many of its item's refs it holds, and the hash of these.
    refs: usize,
    digest: [u8; 32],
    heads: Vec<[u8; 32]>,
    /// Values that its changes put at keys, and bytes that it grew by.
    puts: u64,
    grown: u64,
    document: &'a [u8],
}

fn key(tag: SpaceTag, name: &[u8; 16]) -> Vec<u8> {
    [tag.as_bytes().as_slice(), b"s", name].concat()
}

fn digest(refs: &[Ref]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for (log, number, place) in refs {
        hash.update(log.to_be_bytes());
        hash.update(number.to_be_bytes());
        hash.update(place.to_be_bytes());
    }
    hash.finalize().into()
}

impl Index<'_> {
    /// The document behind an item as it was saved, or empty: if there is none, if it does not open, or if the item did not
    /// grow out of it.
    pub(super) fn base(
        &self,
        tables: &impl Tables,
        item: &Item,
        actor: Actor,
    ) -> Result<Base, Error> {
        let kind = kind::Numbered::new(self.kinds, item.kind);
        Ok(self.saved(tables, item, actor)?.unwrap_or_else(|| Base {
            document: Document::new(kind, actor),
            refs: 0,
            puts: 0,
            grown: 0,
        }))
    }

    fn saved(
        &self,
        tables: &impl Tables,
        item: &Item,
        actor: Actor,
    ) -> Result<Option<Base>, Error> {
        let name = self.dir.saved_name(item.id.as_bytes());
        let Some(name) = name.filter(|_| !self.from_records) else {
            return Ok(None);
        };
        let Some(sealed) = tables.cache(&key(self.space.tag, &name))? else {
            return Ok(None);
        };
        let Ok(plain) = self.space.keys()?.open(&sealed, 2 * SAVED_BYTES_MAX) else {
            return Ok(None);
        };
        let Ok(saved) = postcard::from_bytes::<Saved<'_>>(plain.as_bytes()) else {
            return Ok(None);
        };
        let refs = item.refs.get(..saved.refs);
        let is_of_item = saved.format == FORMAT
            && saved.id == *item.id.as_bytes()
            && refs.is_some_and(|refs| digest(refs) == saved.digest);
        if !is_of_item {
            return Ok(None);
        }
        let kind = kind::Numbered::new(self.kinds, item.kind);
        let heads: Vec<ChangeHash> = saved
            .heads
            .iter()
            .map(|hash| ChangeHash::from_bytes(*hash))
            .collect();
        let document = Document::restored(kind, actor, saved.document, &heads);
        probe::reached!("a document is loaded as it was saved");
        Ok(document.map(|document| Base {
            document,
            refs: saved.refs,
            puts: saved.puts,
            grown: saved.grown,
        }))
    }

    /// Keeps a document that was loaded, if many changes of it came from records.
    pub(super) fn save(&mut self, item: &Item, document: &Document, changes: usize, puts: u64) {
        if changes <= probe::tuned!("saved_changes", CHANGES_MAX) || !self.writes {
            return;
        }
        let Some(bytes) = document
            .saved()
            .filter(|bytes| bytes.len() <= SAVED_BYTES_MAX)
        else {
            return;
        };
        let heads = document.heads().into_iter();
        let saved = Saved {
            format: FORMAT,
            id: *item.id.as_bytes(),
            refs: item.refs.len(),
            digest: digest(&item.refs),
            heads: heads.map(|hash| *hash.as_bytes()).collect(),
            puts,
            grown: item.grown,
            document: &bytes,
        };
        let plain = postcard::to_stdvec(&saved).expect("a saved document always serialises");
        self.saves.insert(item.id, plain);
    }

    /// Whether so much is held that it is time to write it.
    pub(super) fn is_full(&self) -> bool {
        let saved = self.saves.values().map(Vec::len).sum::<usize>();
        self.pending.is_full() || saved + self.tips.bytes() > 2 * SAVED_BYTES_MAX
    }

    /// Writes what was to be kept, and takes along what is kept of documents that are gone.
    pub(super) fn write_saved(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        gone: Vec<DocId>,
    ) -> Result<(), Error> {
        for id in gone {
            self.saves.remove(&id);
            if let Some(name) = self.dir.saved_name(id.as_bytes()) {
                writer.remove_cache(&key(self.space.tag, &name))?;
            }
        }
        for (id, plain) in std::mem::take(&mut self.saves) {
            let name = self.dir.saved_name_for(env, id.as_bytes());
            let sealed = self.space.keys()?.seal(&plain);
            writer.put_cache(&key(self.space.tag, &name), &sealed)?;
        }
        Ok(())
    }
}
