//! When urges and storms come: by time of day, weekday, trigger and channel.

use crate::insight::figure::{
    BARS_MAX, STRENGTH, Tally, bars_in_order, enough, figure, insight, mean_value, on_scale,
    too_few, weekday, weekday_labels,
};
use crate::insight::shape::{Figure, Insight, Value};
use crate::insight::view::{Life, Logged, Period, inner_field};

/// Hours of one bar. Eight bars read well on a narrow screen; the records keep the minute.
const HOURS_PER_BAR: usize = 3;

/// When urges and storms came in the period. Urges that were given in to came all the same.
pub fn times(life: &Life<'_>, period: Period) -> Insight {
    let urges = life.log(2, "urges", period);
    let storms = life.log(9, "storms", period);
    let figures = vec![
        by_hour("urges_by_hour", "Urges by time of day", &urges),
        by_weekday("urges_by_weekday", "Urges by day of the week", &urges),
        by_trigger(life, "urges_by_trigger", "What came just before", &urges),
        by_channel("urges_by_channel", "Which way they pulled", &urges),
        strength("urges_strength", "How strong urges were", &urges),
        by_hour("storms_by_hour", "Storms by time of day", &storms),
    ];
    insight("times", "When it gets hard", period, figures)
}

fn strength_of(logged: &Logged<'_>) -> Option<i64> {
    on_scale(logged.item.fields.number("intensity"))
}

/// How often in each three hours, with the mean strength.
pub(crate) fn by_hour(id: &str, label: &str, logged: &[Logged<'_>]) -> Figure {
    let labels: Vec<String> = (0..24)
        .step_by(HOURS_PER_BAR)
        .map(|hour| format!("{hour:02}:00–{:02}:59", hour + HOURS_PER_BAR - 1))
        .collect();
    let hour = |one: &Logged<'_>| usize::try_from(one.at.hour()).unwrap_or(0) / HOURS_PER_BAR;
    in_order(id, label, &labels, logged, hour)
}

fn by_weekday(id: &str, label: &str, logged: &[Logged<'_>]) -> Figure {
    in_order(id, label, &weekday_labels(), logged, |one| weekday(one.day))
}

fn in_order(
    id: &str,
    label: &str,
    labels: &[String],
    logged: &[Logged<'_>],
    place: impl Fn(&Logged<'_>) -> usize,
) -> Figure {
    if !enough(logged.len()) {
        let why = logged.iter().map(|one| one.record.clone()).collect();
        return figure(id, label, too_few(logged.len()), why);
    }
    let placed: Vec<_> = logged
        .iter()
        .map(|one| (place(one), strength_of(one), one.record.clone()))
        .collect();
    figure(
        id,
        label,
        Value::Bars(bars_in_order(labels, &placed)),
        Vec::new(),
    )
    .means(STRENGTH)
}

/// How often after each trigger, with the mean strength.
fn by_trigger(life: &Life<'_>, id: &str, label: &str, logged: &[Logged<'_>]) -> Figure {
    let mut tally = Tally::spelled(life.spellings());
    for one in logged {
        let trigger = one.item.fields.words("trigger");
        tally.add(trigger, strength_of(one), &one.record);
    }
    tally.figure(id, label, BARS_MAX).means(STRENGTH)
}

fn by_channel(id: &str, label: &str, urges: &[Logged<'_>]) -> Figure {
    let channel = inner_field(2, "urges", "channel");
    let mut tally = Tally::default();
    for urge in urges {
        let id = urge.item.fields.words("channel");
        let label = channel.map_or(id, |channel| channel.choice_label(id));
        tally.add(label, strength_of(urge), &urge.record);
    }
    tally.figure(id, label, BARS_MAX).means(STRENGTH)
}

fn strength(id: &str, label: &str, logged: &[Logged<'_>]) -> Figure {
    let told = logged
        .iter()
        .filter_map(|one| Some((strength_of(one)?, one.record.clone())));
    let (numbers, why): (Vec<i64>, Vec<_>) = told.unzip();
    figure(id, label, mean_value(&numbers), why).noted("From 1 to 10.")
}
