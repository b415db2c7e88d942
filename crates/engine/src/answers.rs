//! Answering one question of a worksheet with what was typed.

use journal::{Definition, FieldDef, FieldKind, Place};

use crate::Error;
use crate::Vault;
use crate::blocking::Worksheets;
use crate::error::{NameKind, ResolveError, WriteError};
use crate::sheets::WorksheetView;
use crate::shelf::SheetName;
use vault::Stamp;

impl Worksheets<'_> {
    /// Fills one field with what was typed; see [`journal::FieldDef::parse_input`] for what each kind takes. Links may
    /// be written short: `@1` or the beginning of an entry's id, and `LIST/ITEM` or `WORKSHEET/LIST/ITEM` for an item.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] with what the field expects; then nothing was saved.
    pub fn fill(
        &self,
        name: impl Into<SheetName>,
        place: &Place,
        text: &str,
    ) -> Result<(), WriteError> {
        Ok(self.vault.fill(&name.into(), place, None, text)?)
    }

    /// The same for what was typed by somebody who saw the worksheet as `base`: a text is merged with what came since;
    /// an answer that is what it was then changes nothing; of several chosen things, only those that were added or taken
    /// away are changed.
    ///
    /// # Errors
    /// As [`Worksheets::fill`], and [`WriteError::Resolve`] for a version that this worksheet never had; then nothing was
    /// saved.
    pub fn fill_from(
        &self,
        name: impl Into<SheetName>,
        place: &Place,
        base: &Stamp,
        text: &str,
    ) -> Result<(), WriteError> {
        Ok(self.vault.fill(&name.into(), place, Some(base), text)?)
    }

    /// The same, and answers the worksheet as it then is, with the version to go on with.
    ///
    /// # Errors
    /// As [`Worksheets::fill_from`].
    pub fn answer(
        &self,
        name: impl Into<SheetName>,
        place: &Place,
        base: &Stamp,
        text: &str,
    ) -> Result<WorksheetView, WriteError> {
        let name = name.into();
        self.fill_from(name.clone(), place, base, text)?;
        let read = self.get(name);
        Ok(read.map_err(|error| Error::from(error).after_commit())?)
    }
}

impl Vault {
    fn fill(
        &self,
        name: &SheetName,
        place: &Place,
        base: Option<&Stamp>,
        text: &str,
    ) -> Result<(), Error> {
        let shelf = self.shelf()?;
        let definition = shelf.definition(name)?.into_owned();
        let present = shelf.present_at(self.env().now());
        let field = field(&definition, place)
            .ok_or_else(|| ResolveError::missing(NameKind::Place, place.to_string()))?;
        let text = match field.kind {
            FieldKind::Links => self.full_links(&shelf, &definition, text, &present)?,
            _ => text.to_owned(),
        };
        self.edit_sheet_from(&shelf, &definition, base, |row| {
            field
                .parse_input(place, &text, row.value(place), &present)
                .map_err(|error| Error::Invalid(error.to_string()))
        })
    }
}

fn field<'a>(definition: &'a Definition, place: &Place) -> Option<&'a FieldDef> {
    match place {
        Place::Field(id) => definition.field(id),
        Place::Item { list, field, .. } => definition.list(list)?.field(field),
    }
}
