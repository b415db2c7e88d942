//! Taking a journal out, and taking one in.
//!
//! Out goes everything as plain `rows`; `records` are our own lines, `markdown` files for reading, `photograph` what may leave for other
//! programs. In comes what the crate
//! `moving` makes of an archive: `import` saves it, `table` remembers what each import brought, so that it can go on after
//! it was broken off and be taken back, `sheets` are worksheets, definitions and journeys.

mod archive;
mod attachments;
mod import;
mod markdown;
mod photograph;
mod records;
mod rows;
mod secret;
mod sheets;
mod table;

use journal::Kind;

use crate::Confirmed;
use crate::blocking::Transfer;
use crate::error::ReadError;
use crate::replies;

pub use archive::{ExportError, ReadFile, Written};
pub use rows::{Export, ExportedEntry, ExportedSheet, ImportView, Imported, TakenBack};

impl Transfer<'_> {
    /// The whole journal in the clear, with deleted entries only if wanted. Takes as much memory as the text has.
    ///
    /// # Errors
    /// [`ReadError::Locked`], [`ReadError::Storage`].
    pub fn export(&self, with_deleted: bool, _: &Confirmed) -> Result<Export, ReadError> {
        let mut export = Export::default();
        let snapshot = self.vault.home_snapshot()?;
        snapshot.compute_entries();
        snapshot.each_entry(|item, entry| {
            if with_deleted || entry.deleted.is_none() {
                let (id, row) = (item.id().to_string(), entry.to_row());
                export.entries.push(ExportedEntry { id, row });
            }
        })?;
        export.entries.sort_unstable_by(|a, b| {
            (a.row.when.as_str(), &a.id).cmp(&(b.row.when.as_str(), &b.id))
        });
        for sheet in snapshot.sheets()? {
            let (id, row) = (sheet.id.to_string(), sheet.row.clone());
            let kept = match sheet.kind {
                Kind::Worksheet => &mut export.worksheets,
                Kind::Definition => &mut export.definitions,
                Kind::Journey => &mut export.journeys,
                _ => continue,
            };
            kept.push(ExportedSheet { id, row });
        }
        for (id, row) in snapshot.notes_and_pages()? {
            if row.definition == replies::DEFINITION {
                let id = id.to_string();
                export.notes.push(ExportedSheet { id, row });
            }
        }
        for sheets in [
            &mut export.worksheets,
            &mut export.definitions,
            &mut export.journeys,
            &mut export.notes,
        ] {
            sheets.sort_unstable_by(|a, b| {
                (&a.row.definition, &a.id).cmp(&(&b.row.definition, &b.id))
            });
        }
        Ok(export)
    }
}
