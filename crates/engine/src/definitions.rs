//! Definitions of the person's own: every version that was ever taken in is kept as a document of its own, so that old
//! answers keep their questions.

use journal::{Definition, DocId, Edit, Kind, Place, SheetEdit, SheetRow};
use programme::{Standing, definitions};

use crate::Error;
use crate::Vault;
use crate::blocking::Worksheets;
use crate::edits::WriteEdits;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::shelf::SheetName;

pub(crate) mod stored;

use stored::{DEFINITIONS_MAX, same_source, source_of};

/// A worksheet that there is, filled in or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetListing {
    /// The definition's id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// The step it belongs to; `None` for the person's own.
    pub step: Option<u8>,
    /// Its name.
    pub title: String,
    /// Fields that count and are filled.
    pub filled: usize,
    /// Fields that count.
    pub fields: usize,
    /// Items in its lists and logs.
    pub items: usize,
    /// Why it shows nothing, where no contact is planned.
    pub closed: Option<Standing>,
}

impl Worksheets<'_> {
    /// Takes in a definition of the person's own, or another version of it. Returns the definition as it then asks, and
    /// whether anything was new; the same text again is not.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] names the line that is wrong.
    pub fn import(&self, source: &str) -> Result<(Definition, bool), WriteError> {
        let wrong = |error: journal::DefinitionError| Error::Invalid(error.to_string());
        let known = self.vault.definition_documents()?;
        let given = Definition::parse(source).map_err(wrong)?;
        let is_new = !known
            .iter()
            .any(|(_, row)| same_source(source_of(row), source));
        if is_new {
            self.vault.add_definition(source, &given, &known)?;
        }
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&SheetName::Definition(given.id))?;
        Ok((definition.into_owned(), is_new))
    }

    /// The eleven steps and the person's own worksheets, with how far they are filled.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn list(&self) -> Result<Vec<SheetListing>, ReadError> {
        let shelf = self.vault.shelf()?;
        let empty = SheetRow::default();
        let contact = shelf.contact_in(
            &shelf.present().key,
            shelf.present_at(self.vault.env().now()).today(),
        );
        let listed = |definition: &Definition| {
            let row = shelf.row(definition).unwrap_or(&empty);
            let row = contact.shown_row(definition, row);
            let (filled, fields) = contact.shown(definition, &row).filled(&row);
            SheetListing {
                id: definition.id.clone(),
                version: definition.version,
                step: definition.step,
                title: definition.title.clone(),
                filled,
                fields,
                items: row.lists.values().map(Vec::len).sum(),
                closed: definition.step.and_then(|step| contact.closes(step)),
            }
        };
        let steps = definitions::of_steps().map(&listed);
        Ok(steps.chain(shelf.definitions.iter().map(&listed)).collect())
    }

    /// The definition's TOML, to be changed and taken in again as its next version.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub fn source(&self, name: &SheetName) -> Result<String, ReadError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(name)?;
        if let Some(step) = definition.step {
            let source = definitions::source(step);
            return Ok(source.unwrap_or_default().to_owned());
        }
        let known = self.vault.definition_documents()?;
        let newest = known
            .iter()
            .rev()
            .find(|(_, row)| row.definition == definition.id && row.version == definition.version);
        let (_, row) =
            newest.ok_or_else(|| ResolveError::missing(NameKind::Worksheet, name.to_string()))?;
        Ok(source_of(row).to_owned())
    }

    /// Takes a definition of the person's own away. Answers stay, and are there again when it is taken in again.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] for a step of the programme.
    pub fn remove(&self, name: &SheetName) -> Result<(), WriteError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(name)?;
        if definition.step.is_some() {
            return Err(WriteError::Refused(
                "the eleven steps belong to the program and stay".into(),
            ));
        }
        let known = self.vault.definition_documents()?;
        Ok(self.vault.write_in(shelf.home, |write| {
            for (id, _) in known
                .iter()
                .filter(|(_, row)| row.definition == definition.id)
            {
                write.edit(*id, Kind::Definition, &[Edit::Sheet(SheetEdit::Delete)])?;
            }
            Ok(())
        })?)
    }
}

impl Vault {
    fn add_definition(
        &self,
        source: &str,
        given: &Definition,
        known: &[(DocId, SheetRow)],
    ) -> Result<(), Error> {
        let wrong = |error: journal::DefinitionError| Error::Invalid(error.to_string());
        let versions = known.iter().filter(|(_, row)| row.definition == given.id);
        let versions = versions.filter_map(|(_, row)| Definition::parse(source_of(row)).ok());
        let versions: Vec<Definition> = versions.collect();
        let definition = definitions::parse_own(source, &versions).map_err(wrong)?;
        if known.len() >= DEFINITIONS_MAX {
            return Err(Error::Invalid(format!(
                "there are {DEFINITIONS_MAX} definitions already; remove one first"
            )));
        }
        let edits = [
            Edit::Sheet(SheetEdit::Define {
                definition: definition.id.clone(),
                version: definition.version,
                journey: String::new(),
            }),
            Edit::Sheet(SheetEdit::Text {
                place: Place::field(Definition::SOURCE_FIELD),
                text: source.to_owned(),
            }),
        ];
        let home = self.own_space()?;
        self.write_in(home, |write| {
            // A fresh document: texts begun in one document on two devices would stand there twice.
            let id = write.fresh_id(Kind::Definition.to_byte());
            write.edit(id, Kind::Definition, &edits).map(|_| ())
        })
    }

    /// The documents of all definitions and versions, in an order that every device knows.
    pub(crate) fn definition_documents(&self) -> Result<Vec<(DocId, SheetRow)>, Error> {
        let snapshot = self.home_snapshot()?;
        let known = snapshot.sheets_of(Kind::Definition)?;
        Ok(known.map(|known| (known.id, known.row.clone())).collect())
    }
}
