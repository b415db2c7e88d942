//! The blame check at the facade: flagged sentences of worksheets and entries, and keeping one as it is.

use journal::{Definition, DocId, Edit, EntryEdit, Kind, Place, SheetEdit};
use programme::{BLAME_STEPS, ContactPolicy, Flag, definitions};

use crate::Error;
use crate::Vault;
use crate::blocking::Flags;
use crate::edits::WriteEdits;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::shelf::{SheetName, Shelf};
use crate::views::EntryView;

/// Hex digits of a flag's name that are shown.
const SHORT_CHARS: usize = 5;

/// A flagged sentence and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagView {
    /// The beginning of its name; the same sentence has the same name everywhere.
    pub short: String,
    /// Where it stands.
    pub stands_in: FlagPlace,
    /// The sentence and its rule.
    pub flag: Flag,
}

/// Where a flagged sentence stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlagPlace {
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
    /// Flagged sentences in the present journey's worksheets and in the entries that belong to the steps that are
    /// looked at, kept ones only if wanted; worksheets first, then entries from the newest to the oldest.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn list(&self, with_kept: bool) -> Result<Vec<FlagView>, ReadError> {
        Ok(Vault::flags_on(&self.vault.shelf()?, with_kept)?)
    }

    /// Flagged sentences of one worksheet, kept ones included.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub fn of_worksheet(&self, name: &SheetName) -> Result<Vec<FlagView>, ReadError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(name)?;
        Ok(sheet_flags(&shelf, &definition))
    }

    /// Flagged sentences of one entry, if it belongs to a step that is looked at.
    pub fn of_entry(&self, entry: &EntryView) -> Vec<FlagView> {
        if !is_checked(&entry.steps) {
            return Vec::new();
        }
        let is_kept = |key: &str| entry.kept_sentences.iter().any(|kept| kept == key);
        let flags = programme::flags_in(&entry.body, &is_kept);
        flags
            .into_iter()
            .map(|flag| entry_flag(&entry.id, &entry.moment().date().to_string(), flag))
            .collect()
    }

    /// Keeps a flagged sentence as it is wherever it stands, or (`on` is false) has it flagged again.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub fn keep(&self, short: &str, on: bool) -> Result<FlagView, WriteError> {
        let wanted = short.to_lowercase();
        let mut fits = self.list(true)?;
        fits.retain(|view| view.flag.key.starts_with(&wanted));
        let Some(first) = fits.first().cloned() else {
            return Err(ResolveError::missing(NameKind::Sentence, short).into());
        };
        if fits.iter().any(|view| view.flag.key != first.flag.key) {
            let mut candidates: Vec<String> = fits.into_iter().map(|view| view.flag.key).collect();
            candidates.dedup();
            return Err(ResolveError::several(NameKind::Sentence, short, candidates).into());
        }
        let shelf = self.vault.shelf()?;
        let sentence = first.flag.key.clone();
        for view in &fits {
            match &view.stands_in {
                FlagPlace::Sheet { name, .. } => {
                    let definition = shelf.definition(name)?.into_owned();
                    let sentence = sentence.clone();
                    self.vault.edit_sheet(&shelf, &definition, |_| {
                        Ok(vec![SheetEdit::Keep { sentence, on }])
                    })?;
                }
                FlagPlace::Entry { id, .. } => {
                    let (doc, _) = DocId::prefix_bounds(id)
                        .map_err(|_| ResolveError::missing(NameKind::Entry, id))?;
                    let edit = Edit::Entry(EntryEdit::Keep(sentence.clone(), on));
                    self.vault
                        .write_in(shelf.home, |write| write.edit(doc, Kind::Entry, &[edit]))?;
                }
            }
        }
        Ok(FlagView {
            flag: Flag {
                kept: on,
                ..first.flag
            },
            ..first
        })
    }
}

impl Vault {
    pub(crate) fn flags_on(shelf: &Shelf, with_kept: bool) -> Result<Vec<FlagView>, Error> {
        let mut found: Vec<FlagView> = definitions(shelf)
            .flat_map(|definition| sheet_flags(shelf, definition))
            .collect();
        found.extend(Self::entry_flags(shelf)?.into_iter().rev().flatten());
        found.retain(|view| with_kept || !view.flag.kept);
        Ok(found)
    }

    /// By entry, oldest first.
    fn entry_flags(shelf: &Shelf) -> Result<Vec<Vec<FlagView>>, Error> {
        let mut found = Vec::new();
        shelf.snapshot.each_entry(|item, entry| {
            if entry.deleted.is_some() || !is_checked(&entry.steps) {
                return;
            }
            let id = item.id().to_string();
            let date = entry.when.get(..10).unwrap_or_default();
            let is_kept = |key: &str| entry.kept_sentences.iter().any(|kept| kept == key);
            let flags = programme::flags_in(entry.body, &is_kept);
            let flags = flags.into_iter().map(|flag| entry_flag(&id, date, flag));
            found.push(flags.collect());
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

fn sheet_flags(shelf: &Shelf, definition: &Definition) -> Vec<FlagView> {
    let Some(row) = shelf.row(definition) else {
        return Vec::new();
    };
    let name = match definition.step {
        Some(step) => SheetName::Step(step),
        None => SheetName::Definition(definition.id.clone()),
    };
    programme::sheet_flags(definition, row)
        .into_iter()
        .filter_map(|flag| {
            Some(FlagView {
                short: flag.key.get(..SHORT_CHARS)?.to_owned(),
                stands_in: FlagPlace::Sheet {
                    name: name.clone(),
                    title: definition.title.clone(),
                    place: flag.place.clone()?,
                },
                flag,
            })
        })
        .collect()
}

fn entry_flag(id: &str, date: &str, flag: Flag) -> FlagView {
    FlagView {
        short: flag.key.chars().take(SHORT_CHARS).collect(),
        stands_in: FlagPlace::Entry {
            id: id.to_owned(),
            date: date.to_owned(),
        },
        flag,
    }
}
