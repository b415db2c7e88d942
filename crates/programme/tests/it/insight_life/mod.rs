//! A journal made by hand, for tests of insights, and ways into what they found.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use journal::{DocId, SheetRow};
use programme::JourneyView;
use programme::insight::{EntryFacts, Figure, Insight, Life, Period, Record, Source, Value};

/// Entries and worksheets that a [`Life`] borrows.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    pub(crate) entries: Vec<EntryFacts>,
    pub(crate) dates: BTreeMap<DocId, Date>,
    pub(crate) sheets: BTreeMap<u8, SheetRow>,
}

impl Journal {
    pub(crate) fn new(entries: Vec<EntryFacts>, sheets: Vec<(u8, SheetRow)>) -> Self {
        let dates = entries.iter().map(|entry| (entry.id, entry.day));
        Self {
            dates: dates.collect(),
            entries,
            sheets: sheets.into_iter().collect(),
        }
    }

    pub(crate) fn life(&self, today: &str) -> Life<'_> {
        let today = today.parse().expect("a date");
        Life {
            entries: &self.entries,
            journey: JourneyView {
                sheets: self.sheets.iter().map(|(step, row)| (*step, row)).collect(),
                entries: &self.dates,
                started: None,
                do_not_contact: false,
                today,
            },
            today,
        }
    }
}

pub(crate) fn id(n: u64) -> DocId {
    DocId::from_bytes(u128::from(n).to_be_bytes())
}

/// An entry; `at` is a day (then it is noon there) or a moment.
pub(crate) fn entry(n: u64, at: &str) -> EntryFacts {
    let day = |at: &str| at.parse::<Date>().expect("a date").at(12, 0, 0, 0);
    let at = if at.len() == 10 {
        day(at)
    } else {
        at.parse::<DateTime>().expect("a moment")
    };
    EntryFacts {
        id: id(n),
        at,
        day: at.date(),
        title: format!("Title {n}"),
        mood: None,
        emotions: Vec::new(),
        triggers: Vec::new(),
        tags: Vec::new(),
        steps: Vec::new(),
        star: false,
        letter: false,
        text: format!("Text {n}"),
    }
}

/// Entries with moods, numbered from `first` on.
pub(crate) fn moods(first: u64, moods: &[(&str, u8)]) -> Vec<EntryFacts> {
    let numbered = moods.iter().zip(first..);
    let moods = numbered.map(|((at, mood), n)| EntryFacts {
        mood: Some(*mood),
        ..entry(n, at)
    });
    moods.collect()
}

pub(crate) fn labels(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub(crate) fn period(from: &str, to: &str) -> Period {
    Period {
        from: from.parse().expect("a date"),
        to: to.parse().expect("a date"),
    }
}

pub(crate) fn find<'a>(insight: &'a Insight, id: &str) -> &'a Figure {
    let mut found = insight.figures.iter().filter(|figure| figure.id == id);
    let figure = found.next();
    assert!(found.next().is_none(), "{id} is twice in {}", insight.id);
    figure.unwrap_or_else(|| panic!("{} has no {id}", insight.id))
}

pub(crate) fn count_of(insight: &Insight, id: &str) -> i64 {
    match &find(insight, id).value {
        Value::Count { value, .. } => *value,
        other => panic!("{id} is {other:?}"),
    }
}

pub(crate) fn share_of(insight: &Insight, id: &str) -> (u32, u32) {
    match &find(insight, id).value {
        Value::Share { part, of } => (*part, *of),
        other => panic!("{id} is {other:?}"),
    }
}

/// A mean, times a thousand and rounded.
pub(crate) fn milli(number: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "means are small")]
    let milli = (number * 1000.0).round() as i64;
    milli
}

pub(crate) fn mean_of(insight: &Insight, id: &str) -> i64 {
    match &find(insight, id).value {
        Value::Mean(mean) | Value::Change(mean) => milli(*mean),
        other => panic!("{id} is {other:?}"),
    }
}

/// How many records there are, where there are too few.
pub(crate) fn have(insight: &Insight, id: &str) -> u32 {
    match &find(insight, id).value {
        Value::TooFew { have, need: 5 } => *have,
        other => panic!("{id} is {other:?}"),
    }
}

/// Bars as name, count, and mean times a thousand.
pub(crate) fn bars(insight: &Insight, id: &str) -> Vec<(String, u32, Option<i64>)> {
    match &find(insight, id).value {
        Value::Bars(bars) => bars
            .iter()
            .map(|bar| (bar.label.clone(), bar.count, bar.mean.map(milli)))
            .collect(),
        other => panic!("{id} is {other:?}"),
    }
}

/// Points as day, value and average times a thousand.
pub(crate) fn points(insight: &Insight, id: &str) -> Vec<(String, i64, Option<i64>)> {
    match &find(insight, id).value {
        Value::Series(points) => points
            .iter()
            .map(|p| (p.date.to_string(), milli(p.value), p.average.map(milli)))
            .collect(),
        other => panic!("{id} is {other:?}"),
    }
}

/// Notes as day (empty without one), head and text.
pub(crate) fn notes(insight: &Insight, id: &str) -> Vec<(String, String, String)> {
    let day = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
    match &find(insight, id).value {
        Value::Notes(notes) => notes
            .iter()
            .map(|note| (day(note.date), note.head.clone(), note.text.clone()))
            .collect(),
        other => panic!("{id} is {other:?}"),
    }
}

/// The records of a figure and of its parts.
pub(crate) fn records(figure: &Figure) -> Vec<Record> {
    let mut records = figure.why.clone();
    match &figure.value {
        Value::Series(points) => points.iter().for_each(|p| records.extend(p.why.clone())),
        Value::Bars(bars) => bars.iter().for_each(|bar| records.extend(bar.why.clone())),
        Value::Calendar(days) => days.iter().for_each(|day| records.extend(day.why.clone())),
        Value::Notes(notes) => notes.iter().for_each(|n| records.extend(n.why.clone())),
        Value::Count { .. }
        | Value::Mean(_)
        | Value::Change(_)
        | Value::Share { .. }
        | Value::TooFew { .. } => {}
    }
    records
}

/// The entries among the records of a figure, by number.
pub(crate) fn entries_behind(insight: &Insight, figure: &str) -> Vec<u64> {
    let number = |id: DocId| {
        let bytes = *id.as_bytes();
        u64::from_be_bytes(bytes[8..].try_into().expect("eight bytes"))
    };
    let records = records(find(insight, figure)).into_iter();
    records
        .filter_map(|record| match record.source {
            Source::Entry(id) => Some(number(id)),
            Source::Item { .. } | Source::Field { .. } => None,
        })
        .collect()
}

/// The items among the records of a figure, by list and number.
pub(crate) fn items_behind(insight: &Insight, figure: &str) -> Vec<(String, u64)> {
    let records = records(find(insight, figure)).into_iter();
    records
        .filter_map(|record| match record.source {
            Source::Item { list, item, .. } => Some((list, u64::from_be_bytes(*item.as_bytes()))),
            Source::Entry(_) | Source::Field { .. } => None,
        })
        .collect()
}

pub(crate) fn fields_behind(insight: &Insight, figure: &str) -> Vec<String> {
    let records = records(find(insight, figure)).into_iter();
    records
        .filter_map(|record| match record.source {
            Source::Field { field, .. } => Some(field),
            Source::Entry(_) | Source::Item { .. } => None,
        })
        .collect()
}
