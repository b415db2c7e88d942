//! Rows that came with a record: taken as they are where one device alone wrote the document, and otherwise computed
//! here, once for all that came together.

use store::Writer;

use super::Index;
use crate::{Error, kind};

impl Index<'_> {
    /// Computes the rows that are still what their authors say.
    pub(super) fn compute_claimed(&mut self, writer: &Writer) -> Result<(), Error> {
        for id in std::mem::take(&mut self.claimed) {
            let Some(mut item) = self.pending.remove(&id) else {
                continue;
            };
            let (document, bytes) = self.loaded(writer, &item)?;
            let heads = document.heads().into_iter();
            item.heads = heads.map(|hash| *hash.as_bytes()).collect();
            item.row = kind::row(self.kinds, &document);
            item.provisional = false;
            self.loaded.keep(id, item.heads.clone(), document, bytes);
            self.pending.insert(id, item);
        }
        Ok(())
    }
}
