//! The blame check at the facade: marked sentences of worksheets and entries, and keeping one as it is.

use journal::{Definition, DocId, Edit, EntryEdit, Kind, Place, SheetEdit};
use programme::{BLAME_STEPS, ContactPolicy, Mark, definitions};

use crate::Error;
use crate::Vault;
use crate::blocking::Flags;
use crate::edits::WriteEdits;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::shelf::{SheetName, Shelf};
use crate::views::EntryView;

/// Hex digits of a mark's name that are shown.
const SHORT_CHARS: usize = 5;

/// A marked sentence and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkView {
    /// The beginning of its name; the same sentence has the same name everywhere.
    pub short: String,
    /// Where it stands.
    pub stands_in: MarkPlace,
    /// The sentence and its rule.
    pub mark: Mark,
}

/// Where a marked sentence stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkPlace {
    /// In a worksheet.
    Sheet {
        /// Its name.
        name: SheetName,
        /// Its title.
        title: String,
        /// The field.
        place: Place,
    },
    /// In an entry.
    Entry {
        /// Its whole id.
        id: String,
        /// Its date, as written.
        date: String,
    },
}

impl Flags<'_> {
    /// Marked sentences in the present journey's worksheets and in the entries that belong to the steps that are
    /// looked at, kept ones only if wanted; worksheets first, then entries from the newest to the oldest.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn list(&self, with_kept: bool) -> Result<Vec<MarkView>, ReadError> {
        Ok(Vault::marks_on(&self.vault.shelf()?, with_kept)?)
    }

    /// Marked sentences of one worksheet, kept ones included.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub fn of_worksheet(&self, name: &SheetName) -> Result<Vec<MarkView>, ReadError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(name)?;
        Ok(sheet_marks(&shelf, &definition))
    }

    /// Marked sentences of one entry, if it belongs to a step that is looked at.
    pub fn of_entry(&self, entry: &EntryView) -> Vec<MarkView> {
        if !is_checked(&entry.steps) {
            return Vec::new();
        }
        let is_kept = |key: &str| entry.kept_sentences.iter().any(|kept| kept == key);
        let marks = programme::marks_in(&entry.body, &is_kept);
        marks
            .into_iter()
            .map(|mark| entry_mark(&entry.id, &entry.moment().date().to_string(), mark))
            .collect()
    }

    /// Keeps a marked sentence as it is wherever it stands, or (`on` is false) has it marked again.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub fn keep(&self, short: &str, on: bool) -> Result<MarkView, WriteError> {
        let wanted = short.to_lowercase();
        let mut fits = self.list(true)?;
        fits.retain(|view| view.mark.key.starts_with(&wanted));
        let Some(first) = fits.first().cloned() else {
            return Err(ResolveError::missing(NameKind::Sentence, short).into());
        };
        if fits.iter().any(|view| view.mark.key != first.mark.key) {
            let mut candidates: Vec<String> = fits.into_iter().map(|view| view.mark.key).collect();
            candidates.dedup();
            return Err(ResolveError::several(NameKind::Sentence, short, candidates).into());
        }
        let shelf = self.vault.shelf()?;
        let sentence = first.mark.key.clone();
        for view in &fits {
            match &view.stands_in {
                MarkPlace::Sheet { name, .. } => {
                    let definition = shelf.definition(name)?.into_owned();
                    let sentence = sentence.clone();
                    self.vault.edit_sheet(&shelf, &definition, |_| {
                        Ok(vec![SheetEdit::Keep { sentence, on }])
                    })?;
                }
                MarkPlace::Entry { id, .. } => {
                    let (doc, _) = DocId::prefix_bounds(id)
                        .map_err(|_| ResolveError::missing(NameKind::Entry, id))?;
                    let edit = Edit::Entry(EntryEdit::Keep(sentence.clone(), on));
                    self.vault
                        .write_in(shelf.home, |write| write.edit(doc, Kind::Entry, &[edit]))?;
                }
            }
        }
        Ok(MarkView {
            mark: Mark {
                kept: on,
                ..first.mark
            },
            ..first
        })
    }
}

impl Vault {
    pub(crate) fn marks_on(shelf: &Shelf, with_kept: bool) -> Result<Vec<MarkView>, Error> {
        let mut found: Vec<MarkView> = definitions(shelf)
            .flat_map(|definition| sheet_marks(shelf, definition))
            .collect();
        found.extend(Self::entry_marks(shelf)?.into_iter().rev().flatten());
        found.retain(|view| with_kept || !view.mark.kept);
        Ok(found)
    }

    /// By entry, oldest first.
    fn entry_marks(shelf: &Shelf) -> Result<Vec<Vec<MarkView>>, Error> {
        let mut found = Vec::new();
        shelf.snapshot.each_entry(|item, entry| {
            if entry.deleted.is_some() || !is_checked(&entry.steps) {
                return;
            }
            let id = item.id().to_string();
            let date = entry.when.get(..10).unwrap_or_default();
            let is_kept = |key: &str| entry.kept_sentences.iter().any(|kept| kept == key);
            let marks = programme::marks_in(entry.body, &is_kept);
            let marks = marks.into_iter().map(|mark| entry_mark(&id, date, mark));
            found.push(marks.collect());
        })?;
        Ok(found)
    }
}

/// Whether an entry of these steps is looked at.
fn is_checked(steps: &[u8]) -> bool {
    steps.iter().any(|step| BLAME_STEPS.contains(step))
}

fn definitions(shelf: &Shelf) -> impl Iterator<Item = &Definition> {
    let contact = ContactPolicy::of_switch(shelf.present().journey.do_not_contact);
    let steps = definitions::of_steps().map(|definition| -> &Definition { definition });
    let steps = steps.filter(move |it| it.step.is_none_or(|step| contact.closes(step).is_none()));
    steps.chain(shelf.definitions.iter())
}

fn sheet_marks(shelf: &Shelf, definition: &Definition) -> Vec<MarkView> {
    let Some(row) = shelf.row(definition) else {
        return Vec::new();
    };
    let name = match definition.step {
        Some(step) => SheetName::Step(step),
        None => SheetName::Definition(definition.id.clone()),
    };
    programme::sheet_marks(definition, row)
        .into_iter()
        .filter_map(|mark| {
            Some(MarkView {
                short: mark.key.get(..SHORT_CHARS)?.to_owned(),
                stands_in: MarkPlace::Sheet {
                    name: name.clone(),
                    title: definition.title.clone(),
                    place: mark.place.clone()?,
                },
                mark,
            })
        })
        .collect()
}

fn entry_mark(id: &str, date: &str, mark: Mark) -> MarkView {
    MarkView {
        short: mark.key.chars().take(SHORT_CHARS).collect(),
        stands_in: MarkPlace::Entry {
            id: id.to_owned(),
            date: date.to_owned(),
        },
        mark,
    }
}
