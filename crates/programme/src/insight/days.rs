//! Days journaled and streaks: plain counts, shown however few there are.

use jiff::civil::Date;

use crate::calendar::days_between;
use crate::insight::figure::{count, counted, day_words, figure, insight};
use crate::insight::shape::{Figure, Insight, Record, Value};
use crate::insight::view::{Life, Period};

/// Days journaled in the period, and streaks of days in a row over the whole journal. A streak goes up
/// to today; a day that is still open does not break it.
pub fn days(life: &Life<'_>, period: Period) -> Insight {
    let all = Period {
        from: Date::MIN,
        to: life.today,
    };
    let streaks = streaks(&life.by_day(all));
    let longest = streaks.iter().max_by_key(|streak| streak.days);
    let current = streaks
        .last()
        .filter(|streak| days_between(streak.to, life.today) <= 1);
    let figures = vec![
        days_journaled(life, period),
        journaled_share(life, period),
        entries(life, period),
        streak("current_streak", "Days in a row now", current).noted(match current {
            Some(streak) if streak.to < life.today => "Today is still open.",
            _ => "",
        }),
        streak("longest_streak", "Most days in a row so far", longest).noted(longest.map_or(
            String::new(),
            |streak| {
                format!(
                    "From {} to {}.",
                    day_words(streak.from),
                    day_words(streak.to)
                )
            },
        )),
    ];
    insight("days", "Days with your journal", period, figures)
}

/// How many days of the period have an entry.
pub(crate) fn days_journaled(life: &Life<'_>, period: Period) -> Figure {
    let days = life.by_day(period);
    let value = counted(count(days.len()), "days");
    let why = days.into_values().flatten().collect();
    figure("days_journaled", "Days with an entry", value, why)
}

/// Days with an entry among the days of the period that have come.
pub(crate) fn journaled_share(life: &Life<'_>, period: Period) -> Figure {
    let days = life.by_day(period);
    let value = Value::Share {
        part: count(days.len()),
        of: period.up_to(life.today).days(),
    };
    let why = days.into_values().flatten().collect();
    figure("share", "Share of days", value, why)
}

/// How many entries there are in the period.
pub(crate) fn entries(life: &Life<'_>, period: Period) -> Figure {
    let entries = life.entries_in(period);
    let why: Vec<Record> = entries.iter().map(|entry| entry.record()).collect();
    let value = counted(count(why.len()), "entries");
    figure("entries", "Entries", value, why)
}

/// Days in a row with an entry.
struct Streak {
    from: Date,
    to: Date,
    days: u32,
    why: Vec<Record>,
}

/// All streaks, oldest first.
fn streaks(days: &std::collections::BTreeMap<Date, Vec<Record>>) -> Vec<Streak> {
    let mut streaks: Vec<Streak> = Vec::new();
    for (day, why) in days {
        match streaks.last_mut() {
            Some(streak) if days_between(streak.to, *day) == 1 => {
                streak.to = *day;
                streak.days += 1;
                streak.why.extend_from_slice(why);
            }
            _ => streaks.push(Streak {
                from: *day,
                to: *day,
                days: 1,
                why: why.clone(),
            }),
        }
    }
    streaks
}

fn streak(id: &str, label: &str, streak: Option<&Streak>) -> Figure {
    let days = streak.map_or(0, |streak| streak.days);
    let why = streak.map_or(Vec::new(), |streak| streak.why.clone());
    figure(id, label, counted(days, "days"), why)
}
