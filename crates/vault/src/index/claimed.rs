//! Rows that came with a record: taken as they are where one device alone wrote the document, and otherwise computed
//! here, once for all that came together.

use replica::{Class, DeviceId, LogId};
use store::Writer;

use super::Index;
use crate::{Error, kind};

impl Index<'_> {
    /// Computes the rows that are still what their authors say.
    pub(super) fn compute_claimed(&mut self, writer: &Writer) -> Result<(), Error> {
        // The author does not matter: nothing is written.
        let any = LogId {
            device: DeviceId::from_bytes([0; 32]),
            class: Class::Data,
            incarnation: 0,
        };
        for id in std::mem::take(&mut self.claimed) {
            let Some(mut item) = self.pending.remove(&id) else {
                continue;
            };
            let document = self.document(writer, &item, any)?;
            let heads = document.heads().into_iter();
            item.heads = heads.map(|hash| *hash.as_bytes()).collect();
            item.row = kind::row(self.application, &document);
            self.pending.insert(id, item);
        }
        Ok(())
    }
}
