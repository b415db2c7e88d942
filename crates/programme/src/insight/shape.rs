//! The one form of all insights.

use jiff::civil::{Date, DateTime};
use journal::{DocId, ItemId};

pub use crate::records::RECORDS_MIN;

/// Where a part of a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// An entry.
    Entry(DocId),
    /// An item of a list or log of a worksheet.
    Item {
        /// The worksheet's definition.
        definition: String,
        /// The list or log.
        list: String,
        /// The item.
        item: ItemId,
    },
    /// A field of a worksheet.
    Field {
        /// The worksheet's definition.
        definition: String,
        /// The field.
        field: String,
    },
}

/// A record behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// The civil moment it is about; `None` where it has none.
    pub at: Option<DateTime>,
    /// What it is.
    pub source: Source,
}

/// One insight: a few figures about a stretch of days.
#[derive(Clone, Debug, PartialEq)]
pub struct Insight {
    /// Its name for programs, such as `mood`.
    pub id: &'static str,
    /// Its name for people.
    pub title: String,
    /// First day looked at.
    pub from: Date,
    /// Last day looked at.
    pub to: Date,
    /// What was found, in reading order.
    pub figures: Vec<Figure>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its name for programs, unique in its insight, such as `longest_run`.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// One more sentence for people; often empty.
    pub note: String,
    /// The figure itself.
    pub value: Value,
    /// The ends of the axis on which numbers by day are drawn, where their scale has ends, such as 1 and 10.
    pub axis: Option<(u32, u32)>,
    /// What the means of its bars are means of, in one word that can head a column: `mood`, or `strength`.
    pub means: &'static str,
    /// The records behind it; where its parts have records of their own, these are left to the parts.
    pub why: Vec<Record>,
}

/// What a figure shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number of something; the unit is a plural such as `days`, or empty.
    Count {
        /// The number.
        value: i64,
        /// What is counted.
        unit: String,
    },
    /// A mean, shown with one decimal.
    Mean(f64),
    /// How much a mean changed, shown with its sign.
    Change(f64),
    /// A part of a whole, shown as a percentage too.
    Share {
        /// The part.
        part: u32,
        /// The whole; 0 when there is nothing yet.
        of: u32,
    },
    /// Numbers by day, oldest first: a line.
    Series(Vec<Point>),
    /// Numbers by name: bars, in the order given.
    Bars(Vec<Bar>),
    /// Kept and missed by day, oldest first: a heat map.
    Calendar(Vec<CalendarDay>),
    /// Sentences, some with a date, in the order given.
    Notes(Vec<Note>),
    /// Not enough records to conclude anything.
    TooFew {
        /// How many there are.
        have: u32,
        /// How many are needed.
        need: u32,
    },
}

/// One day of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The day.
    pub date: Date,
    /// The value of that day (a mean where there were several).
    pub value: f64,
    /// The moving average up to that day; `None` where there are too few days before it.
    pub average: Option<f64>,
    /// The records of that day.
    pub why: Vec<Record>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// How often.
    pub count: u32,
    /// A mean that goes with it, of what `Figure::means` says; `None` where it means nothing.
    pub mean: Option<f64>,
    /// The records counted.
    pub why: Vec<Record>,
}

/// One day of a heat map.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarDay {
    /// The day.
    pub date: Date,
    /// Promises kept on it.
    pub kept: u32,
    /// Promises missed on it.
    pub missed: u32,
    /// Promises for that very day of which nothing was said, once the day is over.
    pub unsaid: u32,
    /// The check-ins.
    pub why: Vec<Record>,
}

/// One sentence or answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The day it belongs to.
    pub date: Option<Date>,
    /// A few words that name it: a title, a question, a step.
    pub head: String,
    /// The text; may be long, may be empty.
    pub text: String,
    /// The records it comes from.
    pub why: Vec<Record>,
}
