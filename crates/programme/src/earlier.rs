//! What a promise, a target or a limit was before it was changed. A change holds from its day: what was asked for before
//! stays what it was, and a limit that was reached stays reached. `held` keeps it when something is changed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use journal::Fields;

/// The field of a worksheet or an item that holds what it said before: `DAY:FIELD.VALUE:…`, until that day. No definition
/// asks it.
pub const BEFORE: &str = "before";

/// What was said until a change, by the day of the change; oldest first.
pub(crate) type Earlier = BTreeMap<Date, BTreeMap<String, String>>;

/// Reads what was said before.
pub(crate) fn earlier(fields: &Fields) -> Earlier {
    let mut found = Earlier::new();
    for text in fields.chosen(BEFORE) {
        let mut words = text.split(':');
        let Some(day) = words.next().and_then(|day| day.parse().ok()) else {
            continue;
        };
        let said = words.filter_map(|word| word.split_once('.'));
        let said = said.map(|(field, value)| (field.to_owned(), value.to_owned()));
        // What two devices noted apart on one day is the same; if not, the order of the texts decides everywhere alike.
        found.entry(day).or_insert_with(|| said.collect());
    }
    found
}

/// Everything that was said of a field before it was changed, also where it was changed more than once on one day.
pub(crate) fn ever_said<'f>(fields: &'f Fields, field: &str) -> impl Iterator<Item = &'f str> {
    let words = fields
        .chosen(BEFORE)
        .flat_map(|text| text.split(':').skip(1));
    words.filter_map(move |word| {
        let (named, value) = word.split_once('.')?;
        (named == field).then_some(value)
    })
}

/// What was said before about some fields only.
pub(crate) fn only(said: &BTreeSet<String>, keeps: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let kept = said.iter().filter_map(|text| {
        let (day, words) = text.split_once(':')?;
        let names_one = |word: &&str| word.split_once('.').is_some_and(|(field, _)| keeps(field));
        let words: Vec<&str> = words.split(':').filter(names_one).collect();
        (!words.is_empty()).then(|| format!("{day}:{}", words.join(":")))
    });
    kept.collect()
}

/// What was said on a day, if it was changed since.
pub(crate) fn said_on(earlier: &Earlier, day: Date) -> Option<&BTreeMap<String, String>> {
    let tomorrow = day.tomorrow().ok()?;
    earlier.range(tomorrow..).next().map(|(_, said)| said)
}

/// A value without spaces: a number, a day, or the id of a choice.
pub(crate) fn written(fields: &Fields, field: &str) -> String {
    match fields.number(field) {
        Some(number) => number.to_string(),
        None => fields.words(field).to_owned(),
    }
}
