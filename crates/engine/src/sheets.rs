//! Worksheets at the facade: the overview of the steps, one worksheet with its figures, and filling it in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use journal::{
    Definition, DocId, Edit, ItemId, JourneyView, Kind, Place, Row, SheetEdit, SheetRow, Target,
};
use replica::SpaceId;

use crate::page::PageRow;
use crate::vault::Vault;
use crate::views::ListFilter;
use crate::write::{Draft, id_of_kind};
use crate::{Error, run};

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
    /// Fields that count and are filled.
    pub filled: usize,
    /// Fields that count.
    pub fields: usize,
    /// What is missing for the rule, in plain words.
    pub missing: Vec<String>,
}

/// One worksheet as it now is.
#[derive(Debug, Clone, PartialEq)]
pub struct WorksheetView {
    /// Its place in the overview.
    pub step: StepView,
    /// Its questions.
    pub definition: &'static Definition,
    /// Its answers.
    pub row: SheetRow,
    /// What is computed from it.
    pub figures: Figures,
}

/// Figures of a worksheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Figures {
    /// None for this step.
    None,
    /// Step 2.
    NoContact(journal::NoContact),
    /// Step 9.
    Kept(journal::Kept),
}

impl Vault {
    /// The eleven steps.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub fn steps(&self) -> Result<Vec<StepView>, Error> {
        let home = self.own_space()?;
        let rows = self.worksheet_rows(home)?;
        let days = self.entry_days(home)?;
        let today = self.env.now().date();
        Ok(Definition::builtins()
            .map(|definition| step_view(definition, &rows, &days, today))
            .collect())
    }

    /// One step's worksheet; empty if nothing was filled in yet.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::NotFound`] for a number outside 1 to 11.
    pub fn step(&self, number: u8) -> Result<WorksheetView, Error> {
        let definition = builtin(number)?;
        let home = self.own_space()?;
        let rows = self.worksheet_rows(home)?;
        let days = self.entry_days(home)?;
        let today = self.env.now().date();
        let row = row_of(&rows, definition);
        let figures = match number {
            2 => {
                let dates: BTreeSet<Date> = days.values().copied().collect();
                Figures::NoContact(journal::no_contact(&row, &dates, today))
            }
            9 => Figures::Kept(journal::kept(&row, today)),
            _ => Figures::None,
        };
        Ok(WorksheetView {
            step: step_view(definition, &rows, &days, today),
            definition,
            row,
            figures,
        })
    }

    /// Fills one field with what was typed; see [`journal::FieldDef::parse_input`] for what each kind takes.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what the field expects; then nothing was saved.
    pub fn step_type(&self, number: u8, place: &Place, text: &str) -> Result<(), Error> {
        let definition = builtin(number)?;
        let today = self.env.now().date();
        self.edit_step(definition, |_, row| {
            let (field, current) = match place {
                Place::Field(id) => (definition.field(id), row.fields.get(id)),
                Place::Item { list, item, field } => (
                    definition.list(list).and_then(|list| list.field(field)),
                    row.item(list, *item)
                        .and_then(|item| item.fields.get(field)),
                ),
            };
            let field = field.ok_or_else(|| Error::NotFound {
                what: format!("field “{place}”"),
            })?;
            field
                .parse_input(place, text, current, today)
                .map_err(|error| Error::Invalid(error.to_string()))
        })
    }

    /// Applies a JSON object to a worksheet, to a new item of a list or log, or to an item; see
    /// [`journal::edits_from_json`].
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field and what it allows; then nothing was saved.
    pub fn step_json(
        &self,
        number: u8,
        target: &Target,
        json: &serde_json::Value,
    ) -> Result<(), Error> {
        let definition = builtin(number)?;
        let now = self.env.now();
        self.edit_step(definition, |_, row| {
            let mut ids = || ItemId::from_bytes(self.env.random());
            journal::edits_from_json(definition, row, target, json, &mut ids, &now)
                .map_err(|error| Error::Invalid(error.to_string()))
        })
    }

    /// Adds an empty item to a list, or to a log as of now, and returns its id.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a list that the worksheet does not have.
    pub fn step_add_item(&self, number: u8, list: &str) -> Result<ItemId, Error> {
        let definition = builtin(number)?;
        let field = definition
            .list(list)
            .ok_or_else(|| no_list(definition, list))?;
        let item = ItemId::from_bytes(self.env.random());
        let at = (field.kind == journal::FieldKind::Log).then(|| self.env.now().to_string());
        self.edit_step(definition, |_, row| {
            let last = row.items(list).last().map(|item| item.order.as_str());
            let order = journal::order_between(last.filter(|order| !order.is_empty()), None);
            Ok(vec![SheetEdit::Add {
                list: list.to_owned(),
                item,
                order,
                at: at.clone(),
            }])
        })?;
        Ok(item)
    }

    /// Removes an item.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn step_remove_item(&self, number: u8, list: &str, item: ItemId) -> Result<(), Error> {
        self.edit_step(builtin(number)?, |_, row| {
            row.item(list, item).ok_or_else(|| Error::NotFound {
                what: format!("item {item}"),
            })?;
            Ok(vec![SheetEdit::Remove {
                list: list.to_owned(),
                item,
            }])
        })
    }

    /// Marks a step done or open by hand; `None` leaves it to the rule.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a number outside 1 to 11.
    pub fn step_mark(&self, number: u8, done: Option<bool>) -> Result<(), Error> {
        self.edit_step(builtin(number)?, |_, _| Ok(vec![SheetEdit::MarkDone(done)]))
    }

    /// Applies what `edits` makes of the worksheet's present row, within one transaction.
    fn edit_step(
        &self,
        definition: &Definition,
        edits: impl FnOnce(&Draft<'_, '_>, &SheetRow) -> Result<Vec<SheetEdit>, Error>,
    ) -> Result<(), Error> {
        let home = self.own_space()?;
        let doc = worksheet_id(home, definition);
        self.write_in(home, |write| {
            let row = match write.row(doc)? {
                Some(Row::Sheet(row)) => row,
                _ => SheetRow::default(),
            };
            let mut edits = edits(write, &row)?;
            if edits.is_empty() {
                return Ok(());
            }
            if row.definition.is_empty() || row.version < definition.version {
                let define = SheetEdit::Define {
                    definition: definition.id.clone(),
                    version: definition.version,
                    journey: String::new(),
                };
                edits.insert(0, define);
            }
            let edits: Vec<Edit> = edits.into_iter().map(Edit::Sheet).collect();
            write.edit(doc, Kind::Worksheet, &edits).map(|_| ())
        })
    }

    fn worksheet_rows(&self, home: SpaceId) -> Result<Vec<SheetRow>, Error> {
        Ok(self
            .sheets_in(home)?
            .into_iter()
            .filter(|(kind, ..)| *kind == Kind::Worksheet)
            .map(|(.., row)| row)
            .collect())
    }

    /// The entries and the days they are about.
    fn entry_days(&self, home: SpaceId) -> Result<BTreeMap<DocId, Date>, Error> {
        let (view, space) = self.current_view(home)?;
        let dir = run::read_directory(&view, &space)?;
        let mut days = BTreeMap::new();
        run::each_item(&view, &space, &dir.entries, |item| {
            if let PageRow::Entry(entry) = &item.row
                && entry.deleted.is_none()
            {
                let date = entry
                    .when
                    .get(..10)
                    .and_then(|date| date.parse::<Date>().ok());
                days.extend(date.map(|date| (DocId::from_bytes(item.id), date)));
            }
        })?;
        Ok(days)
    }

    /// How many entries there are and the newest one, for a short greeting.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub fn newest(&self) -> Result<(usize, Option<crate::views::EntryView>), Error> {
        let mut listing = self.list(&ListFilter {
            limit: 1,
            ..ListFilter::default()
        })?;
        Ok((listing.total, listing.entries.pop()))
    }
}

/// The same on every device, so that two that fill in the same worksheet apart write to one document.
pub(crate) fn worksheet_id(home: SpaceId, definition: &Definition) -> DocId {
    let name = [home.as_bytes().as_slice(), definition.id.as_bytes()].concat();
    let hash = replica::labelled_hash("still/v1/worksheet", &[&name]);
    let (id, _) = hash.split_first_chunk().expect("a hash has 32 bytes");
    id_of_kind(*id, Kind::Worksheet)
}

fn builtin(number: u8) -> Result<&'static Definition, Error> {
    Definition::builtin(number).ok_or_else(|| Error::NotFound {
        what: format!("step {number}; the steps are 1 to 11"),
    })
}

fn no_list(definition: &Definition, list: &str) -> Error {
    let lists: Vec<_> = definition
        .fields()
        .filter(|field| field.kind.has_items())
        .map(|field| field.id.as_str())
        .collect();
    Error::Invalid(format!(
        "this worksheet has no list “{list}”; it has {}",
        lists.join(", ")
    ))
}

fn row_of(rows: &[SheetRow], definition: &Definition) -> SheetRow {
    rows.iter()
        .find(|row| row.definition == definition.id)
        .cloned()
        .unwrap_or_default()
}

fn step_view(
    definition: &Definition,
    rows: &[SheetRow],
    entries: &BTreeMap<DocId, Date>,
    today: Date,
) -> StepView {
    let row = row_of(rows, definition);
    let (filled, fields) = definition.filled(&row);
    let number = definition.step.unwrap_or_default();
    let sheets = rows
        .iter()
        .filter_map(|row| Some((Definition::builtin_by_id(&row.definition)?.step?, row)))
        .collect();
    let journey = JourneyView {
        sheets,
        entries,
        do_not_contact: false,
        today,
    };
    let progress = journal::progress(number, &journey);
    StepView {
        number,
        title: definition.title.clone(),
        done: progress.as_ref().is_some_and(|progress| progress.done),
        done_by_hand: row.done_by_hand,
        filled,
        fields,
        missing: progress
            .map(|progress| progress.missing)
            .unwrap_or_default(),
    }
}
