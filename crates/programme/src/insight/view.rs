//! What insights look at: entries and the worksheets of a journey as they are on one day, and a stretch
//! of days. Nothing dated after today counts. Days are those of the writer's own calendar, and end when the
//! writer says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use journal::{DocId, FieldDef, ItemRow, Label, Link, SheetRow, Spellings};

use crate::calendar::days_between;
use crate::definitions;
use crate::insight::shape::{Record, Source};
use crate::journey_view::JourneyView;

/// What insights look at: a journal as it is on one day.
#[derive(Clone, Debug)]
pub struct Life<'a> {
    /// The entries, oldest first.
    pub entries: &'a [EntryFacts],
    /// The journey looked at.
    pub journey: JourneyView<'a>,
    /// The person's date.
    pub today: Date,
}

/// What insights need of one entry; those in the bin are left out by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryFacts {
    /// The entry.
    pub id: DocId,
    /// What the writer's clock showed.
    pub at: DateTime,
    /// The day it counts to.
    pub day: Date,
    /// Its title, or its first words.
    pub title: String,
    /// How it was, from 1 to 10.
    pub mood: Option<u8>,
    /// Feelings.
    pub emotions: Vec<String>,
    /// What set them off.
    pub triggers: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Steps it belongs to.
    pub steps: Vec<u8>,
    /// Whether it is marked with a star.
    pub star: bool,
    /// Whether it is a letter that is not sent.
    pub letter: bool,
    /// The first 400 characters of the body.
    pub text: String,
}

impl EntryFacts {
    /// The title, where the text does not begin with the same words: without one the first words name an entry.
    pub(crate) fn head(&self) -> &str {
        if self.text.trim_start().starts_with(&self.title) {
            ""
        } else {
            &self.title
        }
    }

    pub(crate) fn record(&self) -> Record {
        Record {
            at: Some(self.at),
            source: Source::Entry(self.id),
        }
    }
}

/// Days looked at, both ends included. It is empty when it ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Period {
    /// The week, Monday to Sunday, that a day lies in.
    pub fn week_of(day: Date) -> Self {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        let monday = day.saturating_sub(back.days());
        Self {
            from: monday,
            to: monday.saturating_add(6.days()),
        }
    }

    /// The days of the same number right before; `None` when it is empty or the calendar ends there.
    pub fn before(self) -> Option<Self> {
        let to = self.from.yesterday().ok()?;
        let days = i64::from(self.days()).checked_sub(1)?;
        let from = to.checked_sub(days.days()).ok()?;
        (days >= 0).then_some(Self { from, to })
    }

    /// How many days it has.
    pub fn days(self) -> u32 {
        u32::try_from(days_between(self.from, self.to) + 1).unwrap_or(0)
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The days of it that have come by `today`.
    pub(crate) fn up_to(self, today: Date) -> Self {
        Self {
            to: self.to.min(today),
            ..self
        }
    }
}

/// One occurrence in a log.
#[derive(Clone, Debug)]
pub(crate) struct Logged<'a> {
    pub(crate) at: DateTime,
    /// The day it counts to.
    pub(crate) day: Date,
    pub(crate) item: &'a ItemRow,
    pub(crate) record: Record,
}

impl<'a> Life<'a> {
    /// The entries of these days that have come, oldest first.
    pub(crate) fn entries_in(&self, period: Period) -> Vec<&'a EntryFacts> {
        let period = period.up_to(self.today);
        let entries = self.entries.iter();
        let mut found: Vec<_> = entries.filter(|entry| period.contains(entry.day)).collect();
        found.sort_by_key(|entry| (entry.at, entry.id));
        found
    }

    /// The entries up to today, by day.
    pub(crate) fn by_day(&self, period: Period) -> BTreeMap<Date, Vec<Record>> {
        let mut days: BTreeMap<Date, Vec<Record>> = BTreeMap::new();
        for entry in self.entries_in(period) {
            days.entry(entry.day).or_default().push(entry.record());
        }
        days
    }

    /// What happened on these days by one log, each occurrence once, oldest first.
    pub(crate) fn log(&self, step: u8, list: &str, period: Period) -> Vec<Logged<'a>> {
        let period = period.up_to(self.today);
        let row = self.row(step);
        let items = row.map_or(Vec::new(), |row| row.distinct(list));
        let mut found: Vec<Logged<'a>> = items
            .into_iter()
            .filter_map(|item| {
                let day = item.date().filter(|day| period.contains(*day))?;
                Some(Logged {
                    at: item.civil()?,
                    day,
                    item,
                    record: self.item_record(step, list, item),
                })
            })
            .collect();
        found.sort_by_key(|logged| (logged.at, logged.item.id));
        found
    }

    /// How feelings and triggers are spelled: as the latest entry has them, or else the latest urge, or else the latest storm.
    pub(crate) fn spellings(&self) -> Spellings {
        let mut found = Spellings::default();
        for entry in self.entries.iter().filter(|entry| entry.day <= self.today) {
            for label in entry.emotions.iter().chain(&entry.triggers) {
                found.saw(Label::Trigger, label, Some(entry.at));
            }
        }
        for (step, log) in [(2, "urges"), (9, "storms")] {
            let mut logged = Spellings::default();
            for item in self.row(step).map_or(&[][..], |row| row.items(log)) {
                if item.date().is_none_or(|day| day <= self.today) {
                    logged.saw(Label::Trigger, item.fields.words("trigger"), item.civil());
                }
            }
            found.add_unseen(logged);
        }
        found
    }

    /// The worksheet of a step, if it was begun.
    pub(crate) fn row(&self, step: u8) -> Option<&'a SheetRow> {
        self.journey.sheets.get(&step).copied()
    }

    /// The name of a step's definition.
    pub(crate) fn definition_id(&self, step: u8) -> String {
        let own = self.row(step).map(|row| row.definition.as_str());
        let builtin = || definitions::of_step(step).map(|definition| definition.id.as_str());
        let id = own.filter(|id| !id.is_empty()).or_else(builtin);
        id.unwrap_or_default().to_owned()
    }

    pub(crate) fn item_record(&self, step: u8, list: &str, item: &ItemRow) -> Record {
        item_record(&self.definition_id(step), list, item)
    }

    /// The record of a field, when it is filled.
    pub(crate) fn field_record(&self, step: u8, field: &str) -> Option<Record> {
        let filled = self.row(step).is_some_and(|row| row.fields.filled(field));
        filled.then(|| Record {
            at: None,
            source: Source::Field {
                definition: self.definition_id(step),
                field: field.to_owned(),
            },
        })
    }

    /// The record a link points to, if it exists and its day has come.
    pub(crate) fn linked(&self, link: &Link) -> Option<Record> {
        let (day, record) = match link {
            Link::Document(id) => {
                let entry = self.entries.iter().find(|entry| entry.id == *id)?;
                (Some(entry.day), entry.record())
            }
            Link::Item { list, item, .. } => {
                let mut sheets = self.journey.sheets.iter();
                sheets.find_map(|(step, row)| {
                    let item = row.item(list, *item)?;
                    Some((item.date(), self.item_record(*step, list, item)))
                })?
            }
        };
        let come = day.is_none_or(|day| day <= self.today);
        come.then_some(record)
    }

    /// The steps that entries and logs of these days belong to, with the records.
    pub(crate) fn steps_worked_on(&self, period: Period) -> BTreeMap<u8, BTreeSet<Record>> {
        let mut steps: BTreeMap<u8, BTreeSet<Record>> = BTreeMap::new();
        for entry in self.entries_in(period) {
            for step in &entry.steps {
                steps.entry(*step).or_default().insert(entry.record());
            }
        }
        let contact = self.journey.contact();
        for (step, row) in &self.journey.sheets {
            let logged = row
                .lists
                .keys()
                .filter(|list| !contact.unwanted() || contact.asks(*step, list))
                .flat_map(|list| self.log(*step, list, period));
            let records: Vec<Record> = logged.map(|logged| logged.record).collect();
            if !records.is_empty() {
                steps.entry(*step).or_default().extend(records);
            }
        }
        steps
    }
}

pub(crate) fn item_record(definition: &str, list: &str, item: &ItemRow) -> Record {
    Record {
        at: item.civil(),
        source: Source::Item {
            definition: definition.to_owned(),
            list: list.to_owned(),
            item: item.id,
        },
    }
}

/// A field of a list of one of the eleven worksheets.
pub(crate) fn inner_field(step: u8, list: &str, field: &str) -> Option<&'static FieldDef> {
    definitions::of_step(step)?.list(list)?.field(field)
}

/// The name of a step with its number, such as `2 No contact`.
pub(crate) fn step_title(step: u8) -> String {
    let title = definitions::of_step(step).map_or("", |definition| definition.title.as_str());
    format!("{step} {title}").trim_end().to_owned()
}
