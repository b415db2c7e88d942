//! Carrying over: what a device wrote on one side of being set back, in documents where what it wrote on the other side
//! counts, it writes anew as an edit.

use vault::Overruled;
use vault::late::{LateChange, LateRecords};

use super::{Opened, Rows, rows_before};
use crate::Error;
use crate::blocking::Late;
use crate::edits::made;

impl Late<'_> {
    /// Writes anew what this device wrote in a history that does not count, in documents where another one does.
    pub(crate) fn carry_over(&self) -> Result<(), Error> {
        let snapshot = self.vault.store().home_snapshot()?;
        let overruled = self.vault.store().overruled(&snapshot)?;
        if overruled.is_empty() {
            return Ok(());
        }
        let opened = Opened {
            shelf: self.vault.shelf()?,
            late: LateRecords::default(),
        };
        let home = self.vault.own_space()?;
        for Overruled {
            doc,
            kind,
            before,
            changes,
            document: left,
        } in overruled
        {
            let change = LateChange {
                doc,
                kind,
                before,
                changes: left.heads(),
                history: None,
            };
            if let Some(before) = rows_before(&change, &left) {
                let rows = Rows {
                    before,
                    after: left.row(),
                };
                self.vault.write_in(home, |write| {
                    write.change(doc, kind, |document, at| {
                        made(document, &opened.edits(document, &change, &rows)?, at)
                    })
                })?;
            }
            let space = opened.shelf.snapshot.space();
            self.vault.store().note_carried(space, &changes)?;
        }
        Ok(())
    }
}
