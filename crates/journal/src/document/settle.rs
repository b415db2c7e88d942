//! What texts read that were edited apart, and how that becomes what the document holds.
//!
//! A document with one head is read as it is. Where several heads stand beside each other, every text is put together
//! from the texts at the heads and at their nearest common past, see [`crate::merge`]: earlier heads first, two at
//! a time. Nothing is written when changes arrive. The next edit, which follows all heads, brings along whatever makes
//! the document hold what was read.

use std::cell::Cell;

use automerge::transaction::Transactable;
use automerge::{ChangeHash as Hash, ObjId, ROOT, ReadDoc};

use crate::document::reading::{DELETED, Reading};
use crate::document::splice::{self, TEXT_CHARS_PER_CHANGE_MAX, splices};
use crate::document::texts;
use crate::document::writing::WriteError;
use crate::merge::merge;
use crate::text::blank::is_blank;

/// How many times the common past of heads may itself have several heads before it is taken as Automerge merges it. Two
/// devices that edit one document between any two meetings go one step deeper with each.
const DEPTH_MAX: usize = 8;

/// Most heads that are put together; honest devices leave one each.
const HEADS_MAX: usize = 16;
/// Most comparisons for one text. Whoever means harm could else make reading a document last for hours.
const MERGES_MAX: usize = 64;

impl Reading<'_> {
    /// The text at a key, put together from what several heads made of it.
    pub(crate) fn settled_text(&self, key: &str) -> Option<String> {
        let objects = texts::objects(self.get_all(key));
        (!objects.is_empty()).then(|| texts::joined(self.begun(&objects)))
    }

    /// What objects read, each with how it began.
    fn begun(&self, objects: &[ObjId]) -> Vec<texts::Begun> {
        texts::begun(self.doc, objects, |object| self.settled_object(object))
    }

    fn settled_object(&self, object: &ObjId) -> String {
        let left = Cell::new(MERGES_MAX);
        self.put_together(object, &self.graph().places_of(&self.heads), 0, &left)
    }

    /// A text object as the document holds it at certain changes; empty where it was not begun yet.
    pub(crate) fn object_as_it_is(&self, object: &ObjId, heads: &[Hash]) -> String {
        self.doc.text_at(object, heads).unwrap_or_default()
    }

    fn put_together(
        &self,
        object: &ObjId,
        heads: &[usize],
        depth: usize,
        left: &Cell<usize>,
    ) -> String {
        let graph = self.graph();
        let as_it_is = |heads: &[usize]| self.object_as_it_is(object, &graph.hashes_of(heads));
        let spent = depth == DEPTH_MAX || left.get() == 0;
        if spent || !(2..=HEADS_MAX).contains(&heads.len()) {
            return as_it_is(heads);
        }
        let mut heads = heads.to_vec();
        heads.sort_by_key(|head| (graph.times[*head], graph.hashes[*head]));
        let mut text = as_it_is(&heads[..1]);
        for (known, head) in heads.iter().enumerate().skip(1) {
            let other = as_it_is(&[*head]);
            if text == other {
                continue;
            }
            let mut common = graph.common(&heads[..known], *head);
            let mut base = self.put_together(object, &common, depth + 1, left);
            // Where both sides have gone on with a text that was emptied, it is what it was before that counts.
            for _ in 0..DEPTH_MAX {
                if !is_blank(&base) || is_blank(&text) || is_blank(&other) || common.is_empty() {
                    break;
                }
                common = graph.before(&common);
                base = self.put_together(object, &common, depth + 1, left);
            }
            if left.get() == 0 {
                return as_it_is(&heads);
            }
            left.set(left.get() - 1);
            text = merge(&base, &text, &other, &as_it_is(&heads[..=known]));
        }
        text
    }

    /// What the document has to be made to hold so that it holds what is read.
    pub(crate) fn settlement(&self) -> Settlement {
        let mut texts = Vec::new();
        if self.heads.len() > 1 {
            for key in self.keys() {
                let objects = texts::objects(self.get_all(&key));
                let read = texts::said_once(self.begun(&objects));
                for (object, read) in objects.into_iter().zip(read) {
                    let held = self.object_as_it_is(&object, &self.heads);
                    if held != read {
                        texts.push(SettledText { object, held, read });
                    }
                }
            }
        }
        Settlement {
            texts,
            restore: self.is_kept_from_the_bin(),
        }
    }
}

/// What makes a document hold what is read of it.
pub(crate) struct Settlement {
    pub(crate) texts: Vec<SettledText>,
    /// Whether the key of the bin has to go.
    restore: bool,
}

/// A text that reads otherwise than the document holds it.
pub(crate) struct SettledText {
    pub(crate) object: ObjId,
    held: String,
    pub(crate) read: String,
}

impl Settlement {
    /// Writes it.
    ///
    /// # Errors
    /// [`WriteError::TooMuchAtOnce`] where it does not fit into one change.
    pub(crate) fn write<T: Transactable>(&self, tx: &mut T) -> Result<(), WriteError> {
        let splices = self.texts.iter().map(|settled| {
            let splices = splices(&settled.held, &settled.read);
            (&settled.object, splices)
        });
        let splices: Vec<_> = splices.collect();
        let changed = splices.iter().map(|(_, splices)| splice::changed(splices));
        if changed.sum::<usize>() > TEXT_CHARS_PER_CHANGE_MAX {
            return Err(WriteError::TooMuchAtOnce);
        }
        for (object, splices) in &splices {
            splice::splice(tx, object, splices)?;
        }
        self.write_restore(tx)
    }

    /// Writes what is not text.
    pub(crate) fn write_restore<T: Transactable>(&self, tx: &mut T) -> Result<(), WriteError> {
        if self.restore {
            tx.delete(ROOT, DELETED)?;
        }
        Ok(())
    }
}
