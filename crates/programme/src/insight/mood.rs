//! Mood over time: means, a line, weekdays, and the period before. Means only, so five records or more.

use jiff::civil::Date;

use crate::insight::figure::{
    MOOD, bars_in_order, count, enough, figure, insight, line, mean, mean_value, number_of,
    too_few, weekday, weekday_labels, with_days_before,
};
use crate::insight::shape::{Bar, Figure, Insight, RECORDS_MIN, Record, Value};
use crate::insight::view::{EntryFacts, Life, Period};

/// The mood of one entry.
pub(crate) struct Mood {
    pub(crate) date: Date,
    pub(crate) number: i64,
    pub(crate) record: Record,
}

/// Mood over the period: its mean, day by day, by weekday, and against as many days before.
pub fn mood(life: &Life<'_>, period: Period) -> Insight {
    let now = moods(&life.entries_in(period));
    let before = moods_before(life, period);
    let weekdays = by_weekday(&now);
    let figures = vec![
        mean_of("mean", "On average", &now),
        daily("daily", life, period),
        on_weekdays(&now, &weekdays),
        one_weekday("best_weekday", "Best day of the week", &weekdays, 1.0),
        one_weekday(
            "hardest_weekday",
            "Hardest day of the week",
            &weekdays,
            -1.0,
        ),
        mean_before(&before),
        change("change", "Since then", &before, &now),
    ];
    insight("mood", "Mood", period, figures)
}

fn mean_before(before: &[Mood]) -> Figure {
    let mean = mean_of("mean_before", "On average in the days before", before);
    let note = format!("As many days, right before these. {}", mean.note);
    mean.noted(note.trim_end())
}

pub(crate) fn moods(entries: &[&EntryFacts]) -> Vec<Mood> {
    let mood = |entry: &&EntryFacts| {
        Some(Mood {
            date: entry.day,
            number: i64::from(entry.mood?),
            record: entry.record(),
        })
    };
    entries.iter().filter_map(mood).collect()
}

pub(crate) fn moods_before(life: &Life<'_>, period: Period) -> Vec<Mood> {
    let before = period.before();
    before.map_or(Vec::new(), |before| moods(&life.entries_in(before)))
}

fn numbers(moods: &[Mood]) -> Vec<i64> {
    moods.iter().map(|mood| mood.number).collect()
}

fn records(moods: &[Mood]) -> Vec<Record> {
    moods.iter().map(|mood| mood.record.clone()).collect()
}

/// The mean of moods. Each entry counts alike, however many there are of a day, and how many there are is said.
pub(crate) fn mean_of(id: &str, label: &str, moods: &[Mood]) -> Figure {
    let mean = figure(id, label, mean_value(&numbers(moods)), records(moods));
    match mean.value {
        Value::Mean(_) => {
            let entries = number_of(count(moods.len()), "entry", "entries");
            mean.noted(format!("Over {entries}."))
        }
        _ => mean,
    }
}

/// Day by day, with the average of seven days.
pub(crate) fn daily(id: &str, life: &Life<'_>, period: Period) -> Figure {
    let moods = moods(&life.entries_in(with_days_before(period)));
    let numbers = moods
        .iter()
        .map(|mood| (mood.date, mood.number, &mood.record));
    let value = line(numbers, period);
    let why = match &value {
        Value::TooFew { .. } => {
            let within = moods.iter().filter(|mood| period.contains(mood.date));
            within.map(|mood| mood.record.clone()).collect()
        }
        _ => Vec::new(),
    };
    figure(id, "Day by day", value, why)
        .on_axis(1, 10)
        .noted("Each day with the mean of its entries, and the average of the last seven days.")
}

/// How much the mean changed; both sides need enough.
pub(crate) fn change(id: &str, label: &str, before: &[Mood], now: &[Mood]) -> Figure {
    // Each is rounded once, as it is shown, so that the two and their difference fit together.
    let shown = |moods: &[Mood]| mean(&numbers(moods)).map(|mean| (mean * 10.0).round() / 10.0);
    let means = shown(before).zip(shown(now));
    let value = match means {
        Some((before, now)) => Value::Change(now - before),
        None => too_few(before.len().min(now.len())),
    };
    let why = before.iter().chain(now).map(|mood| mood.record.clone());
    let figure = figure(id, label, value, why.collect());
    match means {
        Some((before, now)) => figure.noted(format!("{before:.1} then, {now:.1} now.")),
        None => figure.noted("Each of the two needs five."),
    }
}

fn unless_in_parts(value: &Value, moods: &[Mood]) -> Vec<Record> {
    match value {
        Value::TooFew { .. } => records(moods),
        _ => Vec::new(),
    }
}

fn by_weekday(moods: &[Mood]) -> Vec<Bar> {
    let placed: Vec<_> = moods
        .iter()
        .map(|mood| (weekday(mood.date), Some(mood.number), mood.record.clone()))
        .collect();
    bars_in_order(&weekday_labels(), &placed)
}

fn on_weekdays(moods: &[Mood], weekdays: &[Bar]) -> Figure {
    let value = if enough(moods.len()) {
        Value::Bars(weekdays.to_vec())
    } else {
        too_few(moods.len())
    };
    let why = unless_in_parts(&value, moods);
    figure("by_weekday", "By day of the week", value, why)
        .means(MOOD)
        .noted("A mean stands where a weekday has five entries or more.")
}

/// How many weekdays are compared before one of them is called the best or the hardest.
const WEEKDAYS_MIN: usize = 5;
/// How many entries these have together at the least.
const WEEKDAYS_NEED: u32 = 5 * RECORDS_MIN;

/// The weekdays with the highest mean, or with `side` -1 the lowest. Only weekdays with enough entries
/// are compared, and there must be five of them.
fn one_weekday(id: &str, label: &str, weekdays: &[Bar], side: f64) -> Figure {
    let mut counts: Vec<u32> = weekdays.iter().map(|bar| bar.count).collect();
    counts.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
    counts.truncate(WEEKDAYS_MIN);
    counts.resize(WEEKDAYS_MIN, 0);
    let why = || weekdays.iter().flat_map(|bar| bar.why.clone());
    if counts.iter().any(|count| *count < RECORDS_MIN) {
        // What is missing is missing of each of the five.
        let have = counts.iter().map(|count| (*count).min(RECORDS_MIN)).sum();
        let value = Value::TooFew {
            have,
            need: WEEKDAYS_NEED,
        };
        return figure(id, label, value, why().collect())
            .noted("It takes five weekdays with five entries each.");
    }
    let means = || weekdays.iter().filter_map(|bar| bar.mean);
    let most = means().map(|mean| mean * side).fold(f64::MIN, f64::max);
    let is_most = |mean: f64| mean * side >= most;
    if means().all(is_most) {
        let alike = figure(id, label, Value::Bars(Vec::new()), why().collect());
        return alike.noted("The weekdays are alike.");
    }
    let found = weekdays.iter().filter(|bar| bar.mean.is_some_and(is_most));
    figure(id, label, Value::Bars(found.cloned().collect()), Vec::new()).means(MOOD)
}
