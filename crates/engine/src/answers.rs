//! Answering one question of a worksheet with what was typed.

use journal::{Definition, FieldDef, FieldKind, Place};

use crate::Error;
use crate::Vault;
use crate::shelf::SheetName;
use vault::Stamp;

impl Vault {
    /// Fills one field with what was typed; see [`journal::FieldDef::parse_input`] for what each kind takes. Links may
    /// be written short: `@1` or the beginning of an entry's id, and `LIST/ITEM` or `WORKSHEET/LIST/ITEM` for an item.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what the field expects; then nothing was saved.
    pub fn step_type(
        &self,
        name: impl Into<SheetName>,
        place: &Place,
        text: &str,
    ) -> Result<(), Error> {
        self.answer(&name.into(), place, None, text)
    }

    /// The same for what was typed by somebody who saw the worksheet as `base`: a text is merged with what came since;
    /// an answer that is what it was then changes nothing; of several chosen things, only those that were added or taken
    /// away are changed.
    ///
    /// # Errors
    /// As [`Vault::step_type`], and [`Error::NotFound`] for a version that this worksheet never had; then nothing was
    /// saved.
    pub fn step_type_from(
        &self,
        name: impl Into<SheetName>,
        place: &Place,
        base: &Stamp,
        text: &str,
    ) -> Result<(), Error> {
        self.answer(&name.into(), place, Some(base), text)
    }

    fn answer(
        &self,
        name: &SheetName,
        place: &Place,
        base: Option<&Stamp>,
        text: &str,
    ) -> Result<(), Error> {
        let shelf = self.shelf()?;
        let definition = shelf.definition(name)?.into_owned();
        let today = self.env().now().date();
        let field = field(&definition, place).ok_or_else(|| Error::NotFound {
            what: format!("field “{place}”"),
        })?;
        let text = match field.kind {
            FieldKind::Links => self.full_links(&shelf, &definition, text)?,
            _ => text.to_owned(),
        };
        self.edit_sheet_from(&shelf, &definition, base, |row| {
            field
                .parse_input(place, &text, row.value(place), today)
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
