//! The review of one week. Words of letters that are not sent do not appear in it.

use crate::insight::days::{days_journaled, entries};
use crate::insight::figure::{count, counted, figure, insight, line, note, weekday_name};
use crate::insight::kept::Promised;
use crate::insight::mood::{Mood, change, mean_of, moods, moods_before};
use crate::insight::no_contact::{Stand, left_open};
use crate::insight::shape::{Bar, Figure, Insight, Record, Value};
use crate::insight::view::{EntryFacts, Life, Period, step_title};
use crate::insight::words::{emotions, triggers};
use crate::no_contact::UrgeEnd;

/// How many feelings and triggers are named.
pub(crate) const TOP: usize = 5;

/// The week, Monday to Sunday, that the last day of the period lies in; this week where that is ahead.
pub fn week(life: &Life<'_>, period: Period) -> Insight {
    let week = Period::week_of(period.to.min(life.today));
    let all = life.entries_in(week);
    let told: Vec<&EntryFacts> = all.iter().copied().filter(|entry| !entry.letter).collect();
    let now = moods(&all);
    let promised = Promised::of(life);
    let stand = Stand::on(life, week.to);
    let mut figures = vec![
        days_journaled(life, week),
        entries(life, week),
        mean_of("mood", "Mood on average", &now),
        change(
            "mood_change",
            "Against the week before",
            &moods_before(life, week),
            &now,
        ),
        emotions(life, &told, TOP),
        triggers(life, &told, TOP),
        urges_resisted(life, week, "urges_resisted"),
        slips(life, week),
    ];
    figures.extend(stand.contact_in(week));
    figures.extend([
        stand
            .day_figure("no_contact_day")
            .labelled("Without contact, this run"),
        promised.bars("kept", "Kept", true, week),
        promised.bars("missed", "Missed", false, week),
        steps(life, week),
        starred(&told),
        one_day("good_day", "A good day", &now, week, 1.0),
        one_day("hard_day", "A hard day", &now, week, -1.0),
    ]);
    insight("week", "Your week", week, figures)
}

/// Urges of these days that are known to have been resisted.
pub(crate) fn urges_resisted(life: &Life<'_>, period: Period, id: &str) -> Figure {
    let urges = life.log(2, "urges", period);
    let ended = |end: UrgeEnd| {
        let urges = urges.iter();
        urges.filter(move |urge| UrgeEnd::of(urge.item) == end)
    };
    let why: Vec<Record> = ended(UrgeEnd::Resisted)
        .map(|urge| urge.record.clone())
        .collect();
    let value = counted(count(why.len()), "urges");
    figure(id, "Urges resisted", value, why).noted(left_open(count(ended(UrgeEnd::Open).count())))
}

fn slips(life: &Life<'_>, period: Period) -> Figure {
    let slips = life.log(2, "slips", period).into_iter();
    let why: Vec<Record> = slips.map(|slip| slip.record).collect();
    let value = counted(count(why.len()), "slips");
    figure("slips", "Slips", value, why)
}

fn steps(life: &Life<'_>, period: Period) -> Figure {
    let steps = life.steps_worked_on(period).into_iter();
    let bars = steps.map(|(step, why)| Bar {
        label: step_title(step),
        count: count(why.len()),
        mean: None,
        why: why.into_iter().collect(),
    });
    figure(
        "steps",
        "Steps worked on",
        Value::Bars(bars.collect()),
        Vec::new(),
    )
}

fn starred(entries: &[&EntryFacts]) -> Figure {
    let starred = entries.iter().filter(|entry| entry.star);
    let notes = starred.map(|entry| {
        let why = vec![entry.record()];
        note(Some(entry.day), entry.head(), &entry.text, why)
    });
    figure(
        "starred",
        "Marked with a star",
        Value::Notes(notes.collect()),
        Vec::new(),
    )
}

/// The day with the highest mean mood, or with `side` -1 the lowest; of several the latest.
fn one_day(id: &str, label: &str, moods: &[Mood], week: Period, side: f64) -> Figure {
    let all = || moods.iter().map(|mood| mood.record.clone()).collect();
    let days = line(
        moods
            .iter()
            .map(|mood| (mood.date, mood.number, &mood.record)),
        week,
    );
    let Value::Series(days) = days else {
        return figure(id, label, days, all());
    };
    let most = days
        .iter()
        .map(|day| day.value * side)
        .fold(f64::MIN, f64::max);
    if days.iter().all(|day| day.value * side >= most) {
        return figure(id, label, Value::Notes(Vec::new()), all()).noted("Your days were alike.");
    }
    let found = days.into_iter().rev().find(|day| day.value * side >= most);
    let notes = found.map(|day| {
        let text = format!("Mood {:.1}.", day.value);
        note(Some(day.date), weekday_name(day.date), &text, day.why)
    });
    figure(
        id,
        label,
        Value::Notes(notes.into_iter().collect()),
        Vec::new(),
    )
}
