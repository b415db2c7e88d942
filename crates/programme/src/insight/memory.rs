//! On this day: what was written on the same day of earlier years, and some months ago.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::definitions;
use crate::insight::answer::item_words;
use crate::insight::figure::{figure, insight, note};
use crate::insight::shape::{Insight, Note, Value};
use crate::insight::view::{Life, Period};

/// How many months back is looked.
const MONTHS_BACK: [i64; 3] = [1, 3, 6];

/// Entries and log items of the same day in earlier years and one, three and six months before the last
/// day of the period, newest first. A month that is too short gives its last day. Letters that are not
/// sent are among them: this is the person's own screen.
pub fn on_this_day(life: &Life<'_>, period: Period) -> Insight {
    let day = period.up_to(life.today).to;
    let back = |months: i64| day.checked_sub(months.months()).ok();
    let months: BTreeSet<Date> = MONTHS_BACK.into_iter().filter_map(back).collect();
    let years = |date: Date| {
        date.year() < day.year() && (date.month(), date.day()) == (day.month(), day.day())
    };
    let figures = vec![
        figure(
            "months",
            "One, three and six months ago",
            Value::Notes(written(life, day, |date| months.contains(&date))),
            Vec::new(),
        ),
        figure(
            "years",
            "On this day in earlier years",
            Value::Notes(written(life, day, years)),
            Vec::new(),
        ),
    ];
    insight("on_this_day", "On this day", period, figures)
}

/// What was written on such days up to one day, newest first.
fn written(life: &Life<'_>, until: Date, on: impl Fn(Date) -> bool) -> Vec<Note> {
    let past = Period {
        from: Date::MIN,
        to: until,
    };
    let mut notes: Vec<(DateTime, Note)> = Vec::new();
    for entry in life.entries_in(past) {
        let date = entry.day;
        if on(date) {
            let why = vec![entry.record()];
            let entry_note = note(Some(date), entry.head(), &entry.text, why);
            notes.push((entry.at, entry_note));
        }
    }
    let contact = life.journey.contact();
    for (step, row) in &life.journey.sheets {
        let Some(definition) = definitions::of_step(*step) else {
            continue;
        };
        for list in row.lists.keys().filter(|list| contact.asks(*step, list)) {
            let Some(field) = definition.list(list) else {
                continue;
            };
            for logged in life.log(*step, list, past) {
                let date = logged.day;
                if !on(date) {
                    continue;
                }
                let words = item_words(field, logged.item);
                if !words.is_empty() {
                    let why = vec![logged.record];
                    notes.push((logged.at, note(Some(date), &field.label, &words, why)));
                }
            }
        }
    }
    notes.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    notes.into_iter().map(|(_, note)| note).collect()
}
