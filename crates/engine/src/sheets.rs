//! Worksheets at the facade: the overview of the steps, one worksheet with its figures, and filling it in.

mod arrange;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use journal::{
    Definition, DocId, Edit, FieldKind, ItemId, ItemRow, Kind, Place, Row, Scalar, SheetEdit,
    SheetRow, Spellings, Target,
};
use programme::{BEFORE, ContactPolicy, Flag, JourneyView, Standing, definitions};

use crate::Error;
use crate::Vault;
use crate::blocking::{Entries, Programme, Worksheets};
use crate::edits::WriteEdits;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::labels::see_words;
use crate::rows::PageEntry;
use crate::shelf::{SheetName, Shelf, today};
use crate::views::Query;
use vault::Stamp;

pub use arrange::Towards;

/// One step in the overview.
#[derive(Debug, Clone, PartialEq)]
pub struct StepView {
    /// 1 to 11.
    pub number: u8,
    /// Its name.
    pub title: String,
    /// Done by its rule or by hand.
    pub done: bool,
    /// The user's own word, if given.
    pub done_by_hand: Option<bool>,
    /// Step 11 only: everything is prepared and the outcome is still open.
    pub prepared: bool,
    /// Step 3 only: changes whose evidence does not reach over eight weeks yet.
    pub young: Vec<String>,
    /// Fields that count and are filled.
    pub filled: usize,
    /// Fields that count.
    pub fields: usize,
    /// What is missing for the rule, in plain words.
    pub missing: Vec<String>,
    /// Why it waits for nothing although it is not done, if so: no contact is planned. Its answers are shown nevertheless.
    pub rests: Option<Standing>,
    /// Why it shows nothing but this reason, if so.
    pub closed: Option<Standing>,
}

/// One worksheet as it now is.
#[derive(Debug, Clone, PartialEq)]
pub struct WorksheetView {
    /// Its place in the overview; `None` for a worksheet of the person's own.
    pub step: Option<StepView>,
    /// Its questions, as far as they are shown.
    pub definition: Definition,
    /// Its answers, all of them; see [`WorksheetView::shown_row`].
    pub row: SheetRow,
    /// What is computed from it.
    pub figures: Figures,
    /// Flagged sentences, kept ones included.
    pub flags: Vec<Flag>,
    /// What its links point to, in words, by the link as it is stored.
    pub links: BTreeMap<String, String>,
    /// Where contact would be planned: why none is planned any more. Writing stays possible.
    pub standing: Option<Standing>,
    /// Questions and lists that are not asked because of that; those that are not shown either are not in `definition`.
    pub not_asked: Vec<String>,
    /// What holds about contact in the journey.
    pub contact: ContactPolicy,
    /// Answers of a later version of the program, which are kept and not shown.
    pub unknown: usize,
    /// Which version this is; what is written on it is handed back with it to [`Worksheets::fill_from`].
    pub stamp: Stamp,
}

/// Figures of a worksheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Figures {
    /// None for this step.
    None,
    /// Step 2.
    NoContact(programme::NoContact),
    /// Step 7.
    Readiness(programme::Readiness),
    /// Step 9.
    Kept {
        /// The promises of the step itself.
        promises: programme::Kept,
        /// The habits of steps 3 and 6, which are checked in here too.
        habits: programme::Kept,
    },
    /// Step 11.
    Attempts(programme::Attempts),
}

impl Programme<'_> {
    /// The eleven steps of the present journey.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn steps(&self) -> Result<Vec<StepView>, ReadError> {
        let shelf = self.vault.shelf()?;
        let (entries, today) = self.vault.entry_days_and_today(&shelf)?;
        Ok(step_views(&shelf.view(&entries, today)))
    }
}

impl Worksheets<'_> {
    /// One worksheet; empty if nothing was filled in yet.
    ///
    /// # Errors
    /// [`ReadError::Locked`]; [`ReadError::Resolve`] for a number outside 1 to 11 or an unknown definition.
    pub fn get(&self, name: impl Into<SheetName>) -> Result<WorksheetView, ReadError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&name.into())?;
        // Step 2 alone counts labels.
        let mut spellings = Spellings::default();
        let (entries, today) = self.vault.each_day(&shelf, |_, entry| {
            if definition.step == Some(2) {
                see_words(&mut spellings, entry);
            }
        })?;
        let row = shelf.row(&definition).cloned().unwrap_or_default();
        let stamp = shelf.stamp(&definition);
        let journey = shelf.view(&entries, today);
        let contact = match definition.step {
            Some(_) => journey.contact(),
            None => ContactPolicy::default(),
        };
        let figures = match definition.step {
            Some(step) if contact.closes(step).is_some() => Figures::None,
            Some(2) => Figures::NoContact(journey.no_contact().spelled(&spellings)),
            Some(7) => Figures::Readiness(programme::readiness(&journey)),
            Some(9) => Figures::Kept {
                promises: journey.promises_kept(),
                habits: journey.habits_kept(),
            },
            Some(11) if !contact.unwanted() => Figures::Attempts(programme::attempts(&row, today)),
            _ => Figures::None,
        };
        let not_asked = definition.fields().map(|field| field.id.clone());
        let asked = |field: &String| definition.step.is_none_or(|step| contact.asks(step, field));
        Ok(WorksheetView {
            step: step_view(&definition, &journey),
            flags: programme::sheet_flags(&contact.shown(&definition, &row), &row),
            links: self.vault.link_words(&shelf, &definition, &row),
            unknown: unknown(&definition, &row),
            standing: definition.step.and_then(|step| contact.said_in(step)),
            not_asked: not_asked.filter(|field| !asked(field)).collect(),
            definition: contact.shown(&definition, &row).into_owned(),
            row,
            figures,
            contact,
            stamp,
        })
    }

    /// Applies a JSON object to a worksheet, to a new item of a list or log, or to an item; see
    /// [`journal::edits_from_json`]. Links may be short, as people write them. Returns the new items.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] naming the field and what it allows; then nothing was saved.
    pub fn fill_json(
        &self,
        name: impl Into<SheetName>,
        target: &Target,
        json: &serde_json::Value,
    ) -> Result<Vec<ItemId>, WriteError> {
        self.fill_json_on(&self.vault.shelf()?, name, target, json)
    }

    /// The same for who has the shelf at hand.
    pub(crate) fn fill_json_on(
        &self,
        shelf: &Shelf,
        name: impl Into<SheetName>,
        target: &Target,
        json: &serde_json::Value,
    ) -> Result<Vec<ItemId>, WriteError> {
        let definition = shelf.definition(&name.into())?.into_owned();
        let present = shelf.present_at(self.vault.env().now());
        let json = &self.vault.full_links_in(shelf, &definition, target, json)?;
        let mut made = Vec::new();
        self.vault.edit_sheet(shelf, &definition, |row| {
            let mut ids = || {
                made.push(ItemId::from_bytes(self.vault.env().random()));
                made[made.len() - 1]
            };
            journal::edits_from_json(&definition, row, target, json, &mut ids, &present)
                .map_err(|error| Error::Invalid(error.to_string()))
        })?;
        Ok(made)
    }

    /// Adds an empty item to a list, or to a log as of now, and returns its id.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a list that the worksheet does not have.
    pub fn add_item(&self, name: impl Into<SheetName>, list: &str) -> Result<ItemId, WriteError> {
        let target = Target::NewItem(list.to_owned());
        let made = self.fill_json(name, &target, &serde_json::json!({}))?;
        Ok(made[0])
    }

    /// Removes an item.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub fn remove_item(
        &self,
        name: impl Into<SheetName>,
        list: &str,
        item: ItemId,
    ) -> Result<(), WriteError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&name.into())?.into_owned();
        Ok(self.vault.edit_sheet(&shelf, &definition, |row| {
            present(row, list, item)?;
            Ok(vec![SheetEdit::Remove {
                list: list.to_owned(),
                item,
            }])
        })?)
    }

    /// Says that two items of a log are the same occurrence, noted on two devices: from then on they count once.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Invalid`] for an item and itself, or where it is no log.
    pub fn same(
        &self,
        name: impl Into<SheetName>,
        log: &str,
        items: [ItemId; 2],
    ) -> Result<(), WriteError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&name.into())?.into_owned();
        if definition.list(log).map(|list| list.kind) != Some(FieldKind::Log) {
            return Err(WriteError::Invalid(format!(
                "“{log}” is no log of this worksheet"
            )));
        }
        let [item, other] = items;
        if item == other {
            return Err(WriteError::Invalid(
                "that is one and the same item already".into(),
            ));
        }
        Ok(self.vault.edit_sheet(&shelf, &definition, |row| {
            present(row, log, item)?;
            present(row, log, other)?;
            Ok(vec![SheetEdit::Set {
                place: Place::item(log, other, ItemRow::SAME_AS),
                value: Scalar::Line(item.to_string()),
            }])
        })?)
    }

    /// Marks a step done or open by hand; `None` leaves it to the rule.
    ///
    /// # Errors
    /// [`WriteError::Resolve`] for a number outside 1 to 11.
    pub fn mark_done(
        &self,
        name: impl Into<SheetName>,
        done: Option<bool>,
    ) -> Result<(), WriteError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&name.into())?.into_owned();
        Ok(self
            .vault
            .edit_sheet(&shelf, &definition, |_| Ok(vec![SheetEdit::MarkDone(done)]))?)
    }
}

impl Entries<'_> {
    /// How many entries there are and the newest one, for a short greeting.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn newest(&self) -> Result<(usize, Option<crate::views::EntryView>), ReadError> {
        let mut listing = self.list(&Query {
            limit: 1,
            ..Query::default()
        })?;
        Ok((listing.total, listing.entries.pop()))
    }
}

impl Vault {
    /// Applies what `edits` makes of the worksheet's present row, within one transaction.
    pub(crate) fn edit_sheet(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        edits: impl FnOnce(&SheetRow) -> Result<Vec<SheetEdit>, Error>,
    ) -> Result<(), Error> {
        self.edit_sheet_from(shelf, definition, None, edits)
    }

    /// The same with edits of a worksheet as it was at `base`: `edits` is given the row of that version.
    pub(crate) fn edit_sheet_from(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        base: Option<&Stamp>,
        edits: impl FnOnce(&SheetRow) -> Result<Vec<SheetEdit>, Error>,
    ) -> Result<(), Error> {
        let doc = shelf.worksheet(definition);
        let sheet = |row| match row {
            Some(Row::Sheet(row)) => row,
            _ => SheetRow::default(),
        };
        self.write_in(shelf.home, |write| {
            let row = sheet(write.row(doc)?);
            let mut edits = match base {
                Some(base) => edits(&sheet(Some(write.row_at(doc, Kind::Worksheet, base)?)))?,
                None => edits(&row)?,
            };
            if edits.is_empty() {
                return Ok(());
            }
            edits.extend(asked(definition, &row, &edits));
            edits.extend(self.earlier(shelf, definition, &row, &edits));
            if let Some(step) = definition.step {
                let today = shelf.present_at(self.env().now()).today();
                edits.extend(programme::begin_promises(step, &row, &edits, today));
            }
            if row.definition.is_empty() || row.version < definition.version {
                let define = SheetEdit::Define {
                    definition: definition.id.clone(),
                    version: definition.version,
                    journey: shelf.journey_of(definition).to_owned(),
                };
                edits.insert(0, define);
            }
            let edits: Vec<Edit> = edits.into_iter().map(Edit::Sheet).collect();
            match base {
                Some(base) => write.edit_from(doc, Kind::Worksheet, base, edits),
                None => write.edit(doc, Kind::Worksheet, &edits),
            }
            .map(|_| ())
        })
    }

    /// What is kept of what these edits change: a promise, a target and a limit hold from their day.
    pub(crate) fn earlier(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        row: &SheetRow,
        edits: &[SheetEdit],
    ) -> Vec<SheetEdit> {
        let today = shelf.present_at(self.env().now()).today();
        let step = definition.step;
        step.map_or(Vec::new(), |step| {
            programme::keep_earlier(step, row, edits, today)
        })
    }

    /// The entries and the days they are about, and the writer's date.
    pub(crate) fn entry_days_and_today(
        &self,
        shelf: &Shelf,
    ) -> Result<(BTreeMap<DocId, Date>, Date), Error> {
        self.each_day(shelf, |_, _| {})
    }

    /// The same, and hands every entry to `each` on the way, oldest first.
    pub(crate) fn each_day(
        &self,
        shelf: &Shelf,
        mut each: impl FnMut(DocId, &PageEntry<'_>),
    ) -> Result<(BTreeMap<DocId, Date>, Date), Error> {
        let present = shelf.present_at(self.env().now());
        let clock = present.today().to_string();
        let mut days = BTreeMap::new();
        let mut ahead = Vec::new();
        shelf.snapshot.each_entry(|item, entry| {
            if entry.deleted.is_none() {
                let date = entry.when.get(..10);
                if date.is_some_and(|date| date > clock.as_str()) {
                    ahead.push(entry.when.to_owned());
                }
                let date = shelf.day_ends.day_of_text(entry.when);
                days.extend(date.map(|date| (item.id(), date)));
                each(item.id(), entry);
            }
        })?;
        let moments = shelf.moments().chain(ahead.iter().map(String::as_str));
        Ok((days, today(&present, moments)))
    }
}

impl WorksheetView {
    /// Why nothing but the reason is shown; `None` for a worksheet that does show something.
    pub fn closed(&self) -> Option<Standing> {
        self.contact.closes(self.definition.step?)
    }

    /// The answers to the questions that are shown.
    pub fn shown_row(&self) -> SheetRow {
        self.contact.shown_row(&self.definition, &self.row)
    }
}

fn present(row: &SheetRow, list: &str, item: ItemId) -> Result<(), ResolveError> {
    row.item(list, item)
        .map(|_| ())
        .ok_or_else(|| ResolveError::none(NameKind::Place, format!("item {item}")))
}

/// Notes which version's question these edits answer, where that is another one than before.
fn asked(definition: &Definition, row: &SheetRow, edits: &[SheetEdit]) -> Vec<SheetEdit> {
    let place = |edit: &SheetEdit| match edit {
        SheetEdit::Set { place, .. }
        | SheetEdit::Text { place, .. }
        | SheetEdit::Choose { place, .. }
        | SheetEdit::Count { place, .. }
        | SheetEdit::Rank { place, .. } => Some(place.clone()),
        _ => None,
    };
    let places: BTreeSet<Place> = edits.iter().filter_map(place).collect();
    let before = |place: &Place| row.asked_by(&place.to_string());
    let version = definition.version;
    let changed = places.into_iter().filter(|place| before(place) != version);
    changed
        .map(|place| SheetEdit::Asked { place, version })
        .collect()
}

/// How many answers a definition does not know.
fn unknown(definition: &Definition, row: &SheetRow) -> usize {
    let fields = row
        .fields
        .0
        .keys()
        .filter(|id| *id != BEFORE && definition.field(id).is_none());
    let inside = row
        .lists
        .iter()
        .map(|(list, items)| match definition.list(list) {
            None => items.len(),
            Some(list) => items
                .iter()
                .flat_map(|item| item.fields.0.keys())
                .filter(|id| ![ItemRow::SAME_AS, BEFORE].contains(&id.as_str()))
                .filter(|id| list.field(id).is_none())
                .count(),
        });
    fields.count() + inside.sum::<usize>() + row.extra.len()
}

pub(crate) fn step_views(journey: &JourneyView<'_>) -> Vec<StepView> {
    definitions::of_steps()
        .filter_map(|definition| step_view(definition, journey))
        .collect()
}

fn step_view(definition: &Definition, journey: &JourneyView<'_>) -> Option<StepView> {
    let number = definition.step?;
    let empty = SheetRow::default();
    let row = journey.sheets.get(&number).copied().unwrap_or(&empty);
    let contact = journey.contact();
    let (filled, fields) = contact.shown(definition, row).filled(row);
    let progress = programme::progress(number, journey)?;
    Some(StepView {
        number,
        title: definition.title.clone(),
        done: progress.done,
        done_by_hand: progress.by_hand,
        prepared: progress.prepared,
        young: progress.young,
        filled,
        fields,
        missing: progress.missing,
        rests: progress.rests,
        closed: contact.closes(number),
    })
}
