//! How figures are made. Here stands the rule that nothing is concluded from too few records: means and
//! frequencies are made by these functions only, and each of them counts its records first.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use journal::{Label, Spellings};

use crate::insight::shape::{Bar, Figure, Insight, Note, Point, RECORDS_MIN, Record, Value};
use crate::insight::view::Period;

/// What means of bars are of: the mood of entries, from 1 to 10.
pub(crate) const MOOD: &str = "mood";
/// What means of bars are of: how strong urges and storms were, from 1 to 10.
pub(crate) const STRENGTH: &str = "strength";
/// Most bars shown of words and pairs.
pub(crate) const BARS_MAX: usize = 12;
/// A moving average looks at this many days of the calendar, also before the days that are shown.
const AVERAGE_DAYS: i64 = 7;

pub(crate) const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

pub(crate) fn insight(
    id: &'static str,
    title: &str,
    period: Period,
    figures: Vec<Figure>,
) -> Insight {
    Insight {
        id,
        title: title.to_owned(),
        from: period.from,
        to: period.to,
        figures,
    }
}

pub(crate) fn figure(id: &str, label: &str, value: Value, why: Vec<Record>) -> Figure {
    Figure {
        id: id.to_owned(),
        label: label.to_owned(),
        note: String::new(),
        value,
        axis: None,
        means: "mean",
        why,
    }
}

impl Figure {
    pub(crate) fn labelled(mut self, label: &str) -> Self {
        label.clone_into(&mut self.label);
        self
    }

    pub(crate) fn on_axis(mut self, low: u32, high: u32) -> Self {
        self.axis = Some((low, high));
        self
    }

    /// Says what the means of its bars are of.
    pub(crate) fn means(mut self, what: &'static str) -> Self {
        self.means = what;
        self
    }

    pub(crate) fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(crate) fn counted(value: u32, unit: &str) -> Value {
    Value::Count {
        value: i64::from(value),
        unit: unit.to_owned(),
    }
}

pub(crate) fn too_few(have: usize) -> Value {
    Value::TooFew {
        have: count(have),
        need: RECORDS_MIN,
    }
}

pub(crate) fn enough(records: usize) -> bool {
    count(records) >= RECORDS_MIN
}

/// The mean of numbers, one for each record; `None` when there are too few.
pub(crate) fn mean(numbers: &[i64]) -> Option<f64> {
    enough(numbers.len()).then(|| plain_mean(numbers))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sums of scales are far below 2^52"
)]
fn plain_mean(numbers: &[i64]) -> f64 {
    numbers.iter().sum::<i64>() as f64 / numbers.len() as f64
}

pub(crate) fn mean_value(numbers: &[i64]) -> Value {
    mean(numbers).map_or_else(|| too_few(numbers.len()), Value::Mean)
}

/// How strong something was, where that was said and is on the scale.
pub(crate) fn on_scale(number: Option<i64>) -> Option<i64> {
    number.filter(|number| (1..=10).contains(number))
}

/// The days whose numbers a line over these days needs: the averages of its first days look back.
pub(crate) fn with_days_before(period: Period) -> Period {
    let from = period.from.saturating_sub((AVERAGE_DAYS - 1).days());
    Period { from, ..period }
}

/// Numbers by day as a line over a stretch of days, with its moving average; each number comes with its record. Those of
/// [`with_days_before`] count for the average, so that no day depends on where the line begins.
pub(crate) fn line<'a>(
    numbers: impl Iterator<Item = (Date, i64, &'a Record)>,
    period: Period,
) -> Value {
    let mut days: BTreeMap<Date, (Vec<i64>, Vec<Record>)> = BTreeMap::new();
    for (date, number, record) in numbers {
        let day = days.entry(date).or_default();
        day.0.push(number);
        day.1.push(record.clone());
    }
    let shown = |date: &Date| period.contains(*date);
    let within = days.iter().filter(|(date, _)| shown(date));
    let records: usize = within.map(|(_, (_, why))| why.len()).sum();
    if !enough(records) {
        return too_few(records);
    }
    let means: BTreeMap<Date, (f64, usize)> = days
        .iter()
        .map(|(day, (numbers, _))| (*day, (plain_mean(numbers), numbers.len())))
        .collect();
    let points = days.into_iter().filter(|(date, _)| shown(date));
    let points = points.map(|(date, (numbers, why))| Point {
        date,
        value: plain_mean(&numbers),
        average: moving_average(&means, date),
        why,
    });
    Value::Series(points.collect())
}

/// The mean of the means of seven days, where these have enough records.
fn moving_average(means: &BTreeMap<Date, (f64, usize)>, day: Date) -> Option<f64> {
    let first = day.saturating_sub((AVERAGE_DAYS - 1).days());
    let values: Vec<(f64, usize)> = means.range(first..=day).map(|(_, mean)| *mean).collect();
    let number = u32::try_from(values.len()).ok()?;
    let sum: f64 = values.iter().map(|(mean, _)| mean).sum();
    let records = values.iter().map(|(_, records)| records).sum();
    enough(records).then(|| sum / f64::from(number))
}

/// Counts by name. Names that are one [label](Label) are one.
#[derive(Default)]
pub(crate) struct Tally {
    spellings: Spellings,
    named: BTreeMap<String, Named>,
    records: BTreeSet<Record>,
}

#[derive(Default)]
struct Named {
    label: String,
    numbers: Vec<i64>,
    why: Vec<Record>,
}

impl Tally {
    /// One that shows feelings and triggers in these spellings.
    pub(crate) fn spelled(spellings: Spellings) -> Self {
        Self {
            spellings,
            ..Self::default()
        }
    }

    /// Counts a record under a feeling or trigger, with a number that goes with it. An empty name is none.
    pub(crate) fn add(&mut self, label: &str, number: Option<i64>, record: &Record) {
        let key = Label::Trigger.key(label);
        if !key.is_empty() {
            let label = self.spellings.shown(Label::Trigger, label);
            self.count(key, label, number, record);
        }
    }

    /// Counts a record under what followed on what. Without one of the two it is none.
    pub(crate) fn add_pair(
        &mut self,
        (trigger, reaction): (&str, &str),
        number: Option<i64>,
        record: &Record,
    ) {
        let [trigger, reaction] = [trigger, reaction].map(|label| {
            let key = Label::Trigger.key(label);
            (!key.is_empty()).then(|| (key, self.spellings.shown(Label::Trigger, label)))
        });
        if let (Some(trigger), Some(reaction)) = (trigger, reaction) {
            let pair = |one: &str, other: &str| format!("{one} → {other}");
            let label = pair(&trigger.1, &reaction.1);
            self.count(pair(&trigger.0, &reaction.0), label, number, record);
        }
    }

    fn count(&mut self, key: String, label: String, number: Option<i64>, record: &Record) {
        let named = self.named.entry(key).or_default();
        named.label = label;
        if named.why.last() == Some(record) {
            return;
        }
        named.numbers.extend(number);
        named.why.push(record.clone());
        self.records.insert(record.clone());
    }

    /// Leaves out what occurred less often. The records still tell how many there are in all.
    pub(crate) fn at_least(mut self, times: usize) -> Self {
        self.named.retain(|_, named| named.why.len() >= times);
        self
    }

    /// The most frequent names first, ties by name; the note says how many more there are.
    pub(crate) fn figure(self, id: &str, label: &str, most: usize) -> Figure {
        if !enough(self.records.len()) {
            let have = self.records.len();
            return figure(id, label, too_few(have), self.records.into_iter().collect());
        }
        let mut named: Vec<(String, Named)> = self.named.into_iter().collect();
        named.sort_by(|(a, one), (b, other)| (other.why.len(), a).cmp(&(one.why.len(), b)));
        let rest = named.len().saturating_sub(most);
        named.truncate(most);
        let bars = named.into_iter().map(|(_, named)| named.into_bar());
        let bars = figure(id, label, Value::Bars(bars.collect()), Vec::new());
        match rest {
            0 => bars,
            1 => bars.noted("One more is not shown."),
            _ => bars.noted(format!("{rest} more are not shown.")),
        }
    }
}

impl Named {
    fn into_bar(self) -> Bar {
        Bar {
            label: self.label,
            count: count(self.why.len()),
            mean: mean(&self.numbers),
            why: self.why,
        }
    }
}

/// Counts in a fixed row of bars, such as the days of the week; each record says which bar, and may
/// bring a number.
pub(crate) fn bars_in_order(
    labels: &[String],
    records: &[(usize, Option<i64>, Record)],
) -> Vec<Bar> {
    let mut bars: Vec<Named> = labels
        .iter()
        .map(|label| Named {
            label: label.clone(),
            ..Named::default()
        })
        .collect();
    for (place, number, record) in records {
        if let Some(bar) = bars.get_mut(*place) {
            bar.numbers.extend(*number);
            bar.why.push(record.clone());
        }
    }
    bars.into_iter().map(Named::into_bar).collect()
}

pub(crate) fn weekday_labels() -> Vec<String> {
    WEEKDAYS.map(str::to_owned).to_vec()
}

pub(crate) fn weekday(day: Date) -> usize {
    usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0)
}

pub(crate) fn weekday_name(day: Date) -> &'static str {
    WEEKDAYS[weekday(day) % WEEKDAYS.len()]
}

pub(crate) fn note(date: Option<Date>, head: &str, text: &str, why: Vec<Record>) -> Note {
    Note {
        date,
        head: head.to_owned(),
        text: text.to_owned(),
        why,
    }
}

/// A day for people, such as `9 March 2026`.
pub(crate) fn day_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// `1 day`, `2 days`.
pub(crate) fn number_of(number: u32, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// Words without spaces at the ends, and with one between them.
pub(crate) fn tidied(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most so many characters; `…` shows that more was written.
pub(crate) fn shortened(words: &str, chars_max: usize) -> String {
    let words = words.trim();
    match words.char_indices().nth(chars_max) {
        None => words.to_owned(),
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
    }
}
