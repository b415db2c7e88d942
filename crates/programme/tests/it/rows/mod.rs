//! Worksheets' rows made by hand, for tests of figures and rules.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeSet;

use jiff::civil::Date;
use journal::{FieldValue, Fields, ItemId, ItemRow, SheetRow};

/// A day as text.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("{text} is a date"))
}

/// Values by field id; texts, numbers, boxes.
pub(crate) fn fields(values: &[(&str, FieldValue)]) -> Fields {
    Fields(
        values
            .iter()
            .map(|(id, value)| ((*id).to_owned(), value.clone()))
            .collect(),
    )
}

pub(crate) fn words(text: &str) -> FieldValue {
    FieldValue::Line(text.to_owned())
}

pub(crate) fn number(number: i64) -> FieldValue {
    FieldValue::Number(number)
}

pub(crate) fn chosen(things: &[String]) -> FieldValue {
    FieldValue::Chosen(things.iter().cloned().collect::<BTreeSet<_>>())
}

/// An item with a number for an id. `at` is a day (then it is noon there), a moment, or empty.
pub(crate) fn item(n: u64, at: &str, values: &[(&str, FieldValue)]) -> ItemRow {
    let at = match at.len() {
        0 => None,
        10 => Some(format!("{at}T12:00:00+01:00[Europe/Berlin]")),
        _ => Some(at.to_owned()),
    };
    ItemRow {
        id: ItemId::from_bytes(n.to_be_bytes()),
        order: String::new(),
        at,
        fields: fields(values),
        day_ends: journal::DayEnds::MIDNIGHT,
    }
}

/// A worksheet with these values and lists.
pub(crate) fn row(values: &[(&str, FieldValue)], lists: &[(&str, Vec<ItemRow>)]) -> SheetRow {
    SheetRow {
        fields: fields(values),
        lists: lists
            .iter()
            .map(|(id, items)| ((*id).to_owned(), items.clone()))
            .collect(),
        ..SheetRow::default()
    }
}
