//! Going back to an earlier state: what an entry or a worksheet said then, as one edit that everybody sees.

use journal::{DocId, Edit, EntryField, Kind, Row, SheetRow};
use vault::SpaceId;

use crate::Error;
use crate::Vault;
use crate::blocking::{Entries, Worksheets};
use crate::edits::WriteEdits;
use crate::error::{NameKind, ResolveError, WriteError};
use crate::shelf::SheetName;
use crate::versions::missing;
use crate::views::{EntryRef, WentBack};

pub(crate) mod sheet;

impl Entries<'_> {
    /// Makes an entry say what it said after one of its versions, as the writer of that version saw it: everything, or
    /// only one field (as [`crate::views::ChangeView::field`] names it). Whether it is in the bin stays as it is.
    ///
    /// # Errors
    /// As [`Entries::change`], and [`WriteError::Resolve`] for a number or a field that there is not.
    pub fn go_back(
        &self,
        entry: &EntryRef,
        number: usize,
        only: Option<&str>,
    ) -> Result<WentBack, WriteError> {
        let only = only.map(entry_field).transpose()?;
        let id = self.vault.resolve(entry)?;
        let home = self.vault.own_space()?;
        self.vault.check_listed(home, id, &[])?;
        let Row::Entry(then) = self.vault.row_numbered(home, id, number)? else {
            return Err(missing(id).into());
        };
        Ok(self.vault.write_in(home, |write| {
            let Some(Row::Entry(now)) = write.row(id)? else {
                return Err(missing(id));
            };
            let mut back = WentBack::default();
            let mut edits: Vec<Edit> = Vec::new();
            for field in fields() {
                if only.is_some_and(|only| only != field) {
                    continue;
                }
                let changed = now.edits_to(&then, field);
                if !changed.is_empty() {
                    back.changed.push(field.name().to_owned());
                    edits.extend(changed.into_iter().map(Edit::Entry));
                }
            }
            write.edit(id, Kind::Entry, &edits)?;
            Ok(back)
        })?)
    }
}

impl Worksheets<'_> {
    /// Makes a worksheet say what it said after one of its versions: every answer and every item that was there then,
    /// or only one field, one list, one item or one of its fields. Items that came later stay, unless their list is
    /// named.
    ///
    /// # Errors
    /// As [`Worksheets::fill_json`], and [`WriteError::Resolve`] for a number or a field that there is not.
    pub fn go_back(
        &self,
        name: impl Into<SheetName>,
        number: usize,
        only: Option<&str>,
    ) -> Result<WentBack, WriteError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&name.into())?.into_owned();
        let id = shelf.worksheet(&definition);
        let Row::Sheet(then) = self.vault.row_numbered(shelf.home, id, number)? else {
            return Err(missing(id).into());
        };
        Ok(self.vault.write_in(shelf.home, |write| {
            let now = match write.row(id)? {
                Some(Row::Sheet(row)) => row,
                _ => SheetRow::default(),
            };
            let (mut edits, back) = sheet::go_back(&definition, &then, &now, only)?;
            // Going back is a change of its own, which holds from today.
            edits.extend(self.vault.earlier(&shelf, &definition, &now, &edits));
            let edits: Vec<Edit> = edits.into_iter().map(Edit::Sheet).collect();
            write.edit(id, Kind::Worksheet, &edits)?;
            Ok(back)
        })?)
    }
}

impl Vault {
    fn row_numbered(&self, space: SpaceId, id: DocId, number: usize) -> Result<Row, Error> {
        let none = |what: String| ResolveError::none(NameKind::Version, what);
        let document = self.snapshot(space)?.document(id)?;
        let document =
            document.ok_or_else(|| none("earlier state: nothing is written there yet".into()))?;
        let change = document.change_numbered(number);
        let row = change.and_then(|change| document.row_at_heads(&[change]));
        let row = row.ok_or_else(|| {
            let versions = document.version_count();
            none(format!("state {number}; the states are 1 to {versions}"))
        });
        Ok(row?)
    }
}

/// The fields of an entry that can be taken back, as people read them.
fn fields() -> Vec<EntryField> {
    let mut fields: Vec<EntryField> = EntryField::all().collect();
    fields.sort_unstable();
    fields
}

fn entry_field(text: &str) -> Result<EntryField, Error> {
    let wanted = text.trim().to_lowercase();
    let found = fields().into_iter().find(|field| field.name() == wanted);
    found.ok_or_else(|| {
        let names: Vec<&str> = fields().into_iter().map(EntryField::name).collect();
        Error::Invalid(format!(
            "“{text}” is no field that can be taken back; those are {}",
            names.join(", ")
        ))
    })
}
