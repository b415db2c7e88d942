//! Documents that go on from their tips: made, continued and compared.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{ActorId, Change, ChangeHash as Hash, ExpandedChange, ROOT, ReadDoc};
use sha2::{Digest, Sha256};

use crate::document::id::{Actor, ChangeHash};
use crate::document::lineage::Lineage;
use crate::document::present::Present;
use crate::document::reading::{DELETED, Reading};
use crate::document::tip::{Continued, LeftOut, Stump, Tip};
use crate::document::{Document, DocumentKind, WriteError};

/// Changes that are written to a stump before it is put together anew, as it keeps what they replaced.
const WRITTEN_MAX: usize = 32;
/// Changes that a stump still has after that, where no parts are left out: for who asks what became of the document last.
const NEWEST: usize = 12;

/// By which a part is known. Should two share one, a part is taken for left out that is there, which only costs time.
fn name(part: &str) -> [u8; 8] {
    let hash: [u8; 32] = Sha256::digest(part).into();
    std::array::from_fn(|at| hash[at])
}

impl Tip {
    /// Whether it says of a whole document what that says of itself; `part` as in [`Document::tip`].
    pub fn is_of(&self, document: &Document, part: impl Fn(&str) -> Option<String>) -> bool {
        let head = self.head();
        let is_last =
            document.heads() == [head] && document.lineage().last_op(&head) == Some(self.last_op);
        let left_out = &self.left_out;
        let here = |key: &str| part(key).is_none_or(|part| !left_out.names.contains(&name(&part)));
        let whole = || Present::of(document.automerge(), here);
        let stump = || Present::of(&self.stump.load()?, |_| true);
        let bytes = || document.reading().size_at(|key| !here(key)) as u64;
        let same = AssertUnwindSafe(|| {
            bytes() == left_out.bytes
                && whole().is_some_and(|whole| Some(whole) == stump())
                && self.tells_of(document).unwrap_or_default()
        });
        is_last && catch_unwind(same).unwrap_or_default()
    }

    /// Whether the newest changes of a whole document are in the stump, with what they left.
    fn tells_of(&self, document: &Document) -> Option<bool> {
        let Stump { changes, written } = &self.stump;
        if !self.left_out.names.is_empty() {
            return Some(true);
        }
        let newest = changes.get(changes.len().checked_sub(written.len())?..)?;
        let stump = self.stump.load()?;
        for (change, name) in newest.iter().zip(written) {
            let change = Change::from_bytes(change.clone()).ok()?;
            let there = Reading::at(&stump, true, vec![change.hash()], None);
            let here = document.reading_of(vec![Hash(*name)]);
            let keys = here.keys();
            let same = |key: &String| here.plain(key) == there.plain(key);
            if !document.has(&ChangeHash::from_bytes(*name))
                || keys != there.keys()
                || !keys.iter().all(same)
            {
                return Some(false);
            }
        }
        Some(written.last().is_none_or(|name| *name == self.head))
    }
}

impl Document {
    /// The document's tip, if it has one. The values at keys of one part, which `part` names, may be left out together.
    pub fn tip(&self, part: impl Fn(&str) -> Option<String>) -> Option<Tip> {
        let made = AssertUnwindSafe(|| self.new_tip(part));
        catch_unwind(made).unwrap_or_default()
    }

    fn new_tip(&self, part: impl Fn(&str) -> Option<String>) -> Option<Tip> {
        let mut heads = self.lineage().heads().iter();
        let (Some(head), None) = (heads.next(), heads.next()) else {
            return None;
        };
        if self.reading().holds(DELETED) {
            return None;
        }
        let last_op = self.lineage().last_op(head)?;
        let doc = self.automerge();
        let known = self.continued.as_ref();
        let (left_out, stump) = match known {
            Some(known) if known.stump.written.len() < WRITTEN_MAX => {
                (known.left_out.clone(), known.stump.clone())
            }
            _ => {
                let mut left_out =
                    known.map_or_else(LeftOut::default, |known| known.left_out.clone());
                let parts = doc.keys(ROOT).filter_map(|key| part(&key));
                left_out.names.extend(parts.map(|part| name(&part)));
                left_out.bytes += self.reading().size_at(|key| part(key).is_some()) as u64;
                let present = Present::of(doc, |key| part(key).is_none())?;
                // What does not say what it was made of is none.
                let says = |stump: &Stump| {
                    let said = stump.load().and_then(|doc| Present::of(&doc, |_| true));
                    said.as_ref() == Some(&present)
                };
                let whole = known.filter(|_| left_out.names.is_empty());
                let newest = whole.and_then(|known| known.stump.with_newest(NEWEST));
                let anew = || Stump::of(&present, last_op).filter(says);
                (left_out, newest.filter(says).or_else(anew)?)
            }
        };
        Some(Tip {
            head: *head.as_bytes(),
            last_op,
            left_out,
            stump,
        })
    }

    /// A document to be continued by `actor`, whose last change was the one with the number `seq`, or none. It reads and takes
    /// edits like the whole document, as far as nothing is [left out](Document::leaves_out), and knows nothing of
    /// its past. `None` for what is no tip.
    pub fn continued(kind: impl DocumentKind, actor: Actor, tip: &Tip, seq: u64) -> Option<Self> {
        let load = AssertUnwindSafe(|| tip.stump.load());
        let doc = catch_unwind(load).unwrap_or_default()?;
        let mut document = Self::new(kind, actor);
        document.doc = doc.with_actor(ActorId::from(actor.as_bytes().as_slice()));
        document.lineage = Lineage::ending_with(tip.head(), tip.last_op, actor, seq);
        document.continued = Some(Continued {
            left_out: tip.left_out.clone(),
            stump: tip.stump.clone(),
        });
        Some(document)
    }

    /// Whether its past is here.
    pub const fn has_past(&self) -> bool {
        self.continued.is_none()
    }

    /// Whether some of what it holds now is not here.
    pub fn lacks_parts(&self) -> bool {
        let continued = self.continued.as_ref();
        continued.is_some_and(|continued| !continued.left_out.names.is_empty())
    }

    /// Its newest changes in their order, by what they are called in the whole document, as far as they are here with all that
    /// they touched.
    pub(crate) fn newest(&self) -> &[[u8; 32]] {
        let continued = self.continued.as_ref().filter(|_| !self.lacks_parts());
        continued.map_or(&[], |continued| &continued.stump.written)
    }

    /// Bytes of all that it holds now, as [`Reading::size`](crate::document::Reading::size) counts them, with what is
    /// [left out](Document::leaves_out).
    pub fn size(&self) -> usize {
        let continued = self.continued.as_ref();
        let left_out = continued.map_or(0, |continued| continued.left_out.bytes);
        let left_out = usize::try_from(left_out).unwrap_or(usize::MAX);
        self.reading().size().saturating_add(left_out)
    }

    /// Whether a part is not here, see [`Document::tip`]: nothing may be written or read there.
    pub fn leaves_out(&self, part: &str) -> bool {
        let continued = self.continued.as_ref();
        continued.is_some_and(|continued| continued.left_out.names.contains(&name(part)))
    }

    /// A change that was written to the stump, as one of the whole document.
    pub(super) fn of_whole(&mut self, change: &Change) -> Result<Vec<u8>, WriteError> {
        let Some(continued) = &mut self.continued else {
            return Ok(change.raw_bytes().to_vec());
        };
        let actor = change.actor_id().to_bytes().try_into();
        let actor = Actor::from_bytes(actor.map_err(|_| WriteError::Damaged)?);
        let heads = self.lineage.heads().iter();
        let whole = ExpandedChange {
            hash: None,
            seq: self.lineage.seq(&actor) + 1,
            deps: heads.map(|head| Hash(*head.as_bytes())).collect(),
            ..change.decode()
        };
        let whole = Change::from(whole);
        continued.stump.changes.push(change.raw_bytes().to_vec());
        continued.stump.written.push(whole.hash().0);
        Ok(whole.raw_bytes().to_vec())
    }
}
