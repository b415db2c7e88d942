//! A document with all its changes in one piece: several times faster to load than change by change.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{ActorId, Automerge, LoadOptions, TextEncoding};

use crate::document::id::{Actor, ChangeHash};
use crate::document::lineage::Lineage;
use crate::document::{Document, DocumentKind};

impl Document {
    /// All that the document holds, for [`Document::restored`]; `None` if it cannot be put together.
    pub fn saved(&self) -> Option<Vec<u8>> {
        catch_unwind(AssertUnwindSafe(|| self.doc.save_nocompress())).ok()
    }

    /// A document as it was saved, to be continued by `actor`. `None` unless it ends with these changes: their hashes are
    /// computed from what was saved, and each names all that it follows, so what they name has passed the gate once.
    pub fn restored(
        kind: impl DocumentKind,
        actor: Actor,
        saved: &[u8],
        heads: &[ChangeHash],
    ) -> Option<Self> {
        let options = || LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
        let load = || Automerge::load_with_options(saved, options()).ok();
        let doc = catch_unwind(AssertUnwindSafe(load)).ok()??;
        let mut document = Self::new(kind, actor);
        document.doc = doc.with_actor(ActorId::from(actor.as_bytes().as_slice()));
        document.lineage = Lineage::of(&document.doc);
        let ends = document.lineage.heads().iter().eq(heads);
        (ends && document.is_consistent()).then_some(document)
    }

    /// The changes that it holds, by name.
    pub const fn lineage(&self) -> &Lineage {
        &self.lineage
    }
}
