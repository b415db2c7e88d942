//! Follow-through: promises of step 9 and habits of steps 3 and 6, with the check-ins behind each figure.
//! Rates speak of whole weeks, Monday to Sunday, that ended in the period.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use journal::{ItemId, Link, SheetRow};

use crate::insight::figure::{
    count, counted, day_words, enough, figure, insight, number_of, tidied, too_few,
};
use crate::insight::shape::{Bar, CalendarDay, Figure, Insight, Point, Record, Value};
use crate::insight::view::{Life, Period};
use crate::kept::{
    Cadence, Commitment, Kept, Promise, WeekRate, habits, kept_of, promises, step_of_promises,
};

/// Kept rates and streaks by promise, weeks, good weeks in a row, and a calendar of check-ins.
pub fn kept(life: &Life<'_>, period: Period) -> Insight {
    let promised = Promised::of(life);
    let mut figures = promised.rates(period);
    for commitment in &promised.kept.commitments {
        figures.extend(promised.streak(commitment));
    }
    figures.push(promised.check_ins(period));
    figures.extend(promised.weeks(period));
    figures.push(promised.calendar(period));
    insight("kept", "Promises and habits", period, figures)
}

/// What a share of nothing reads as: nothing was noted.
const NOTHING_NOTED: Value = Value::Share { part: 0, of: 0 };

fn rate_id(promise: &Promise) -> String {
    format!("rate_{}", promise.item)
}

/// A promise or habit: its list and item.
type Name = (String, ItemId);

/// All promises and habits of a journey, how they were kept up to today, and each check-in that tells.
pub(crate) struct Promised<'a, 'b> {
    life: &'b Life<'a>,
    kept: Kept,
    /// Good weeks are those of step 9, where eight of them count as done; habits are left out there.
    of_step_9: Kept,
    check_ins: BTreeMap<Name, BTreeMap<Date, (bool, Record)>>,
}

impl<'a, 'b> Promised<'a, 'b> {
    pub(crate) fn of(life: &'b Life<'a>) -> Self {
        let none = SheetRow::default();
        let sheet = |step| life.row(step).unwrap_or(&none);
        let own = promises(sheet(9));
        let mut all = own.clone();
        all.extend(habits(sheet(3)));
        all.extend(habits(sheet(6)));
        Self {
            life,
            kept: kept_of(&all, sheet(9), life.today),
            of_step_9: kept_of(&own, sheet(9), life.today),
            check_ins: check_ins(life),
        }
    }

    /// The check-ins of a promise on these days: whether kept, and the record.
    fn on(&self, promise: &Promise, days: Period) -> impl Iterator<Item = (Date, &(bool, Record))> {
        let by_day = self.check_ins.get(&name(promise)).into_iter().flatten();
        by_day
            .filter(move |(day, _)| days.contains(**day))
            .map(|(day, check_in)| (*day, check_in))
    }

    fn records(&self, promise: &Promise, days: Period) -> Vec<Record> {
        self.on(promise, days)
            .map(|(_, (_, record))| record.clone())
            .collect()
    }

    fn promise_record(&self, promise: &Promise) -> Option<Record> {
        let step = step_of(promise);
        let item = self.life.row(step)?.item(&promise.list, promise.item)?;
        Some(self.life.item_record(step, &promise.list, item))
    }

    /// For each promise, how often it was kept of how often it was due.
    pub(crate) fn rates(&self, period: Period) -> Vec<Figure> {
        let commitments = self.kept.commitments.iter();
        commitments.map(|one| self.rate(one, period)).collect()
    }

    fn rate(&self, commitment: &Commitment, period: Period) -> Figure {
        let promise = &commitment.promise;
        let (mut part, mut of) = (0, 0);
        let mut why: Vec<Record> = self.promise_record(promise).into_iter().collect();
        let (mut weeks, mut silent) = (Vec::new(), 0);
        for week in ended(&commitment.weeks, period) {
            why.extend(self.records(promise, Period::week_of(week.monday)));
            match (week.due, week.noted) {
                (0, _) => {}
                (_, false) => silent += 1,
                (due, true) => {
                    part += week.kept;
                    of += due;
                    weeks.push(week.monday);
                }
            }
        }
        if of == 0 && silent > 0 {
            let rate = figure(&rate_id(promise), &label(promise), NOTHING_NOTED, why);
            return rate.noted("Nothing was noted of it in these weeks.");
        }
        let id = rate_id(promise);
        let of_weeks = of > 0;
        if !of_weeks {
            // What was said of it counts all the same.
            for (_, (kept, record)) in self.on(promise, period) {
                part += u32::from(*kept);
                of += 1;
                why.push(record.clone());
            }
        }
        let rate = figure(&id, &label(promise), Value::Share { part, of }, why);
        match (promise.cadence, of) {
            (None, _) => rate.noted("It is not said yet how often."),
            (Some(_), 0) => rate.noted("No whole week of it ended in these days."),
            (Some(_), _) if of_weeks => rate.noted(match (weeks.first(), weeks.last()) {
                (Some(first), Some(last)) => format!(
                    "In whole weeks, {} to {}.{}",
                    day_words(*first),
                    day_words(Period::week_of(*last).to),
                    match silent {
                        0 => String::new(),
                        1 => " Of one week nothing was noted.".to_owned(),
                        weeks => format!(" Of {weeks} weeks nothing was noted."),
                    }
                ),
                _ => String::new(),
            }),
            (Some(_), _) => rate.noted("By check-ins; no whole week of it ended in these days."),
        }
    }

    /// How often in a row it was kept, for what comes round.
    fn streak(&self, commitment: &Commitment) -> Option<Figure> {
        let promise = &commitment.promise;
        let (one, unit) = promise.cadence?.period()?;
        let id = format!("streak_{}", promise.item);
        let value = counted(commitment.streak, unit);
        let label = format!("{}: in a row", label(promise));
        let longest = number_of(commitment.longest_streak, one, unit);
        let why = self.behind_streak(commitment);
        Some(figure(&id, &label, value, why).noted(format!("The longest so far: {longest}.")))
    }

    /// The kept check-ins that make up the streak.
    fn behind_streak(&self, commitment: &Commitment) -> Vec<Record> {
        let promise = &commitment.promise;
        let asked = Period {
            from: promise.from.unwrap_or(Date::MIN),
            to: promise.until.unwrap_or(Date::MAX),
        };
        let weekly = matches!(
            promise.cadence,
            Some(Cadence::Weekly | Cadence::TimesAWeek(_))
        );
        // A week may be begun but not kept, so weeks are looked up; a day or month with a kept
        // check-in is kept.
        let due = |week: &&WeekRate| week.due > 0 && (week.over || week.kept >= week.due);
        let weeks = commitment.weeks.iter().rev().filter(due);
        let streak = usize::try_from(commitment.streak).unwrap_or(0);
        let mondays: BTreeSet<Date> = weeks.take(streak).map(|week| week.monday).collect();
        let kept: Vec<(Date, &Record)> = self
            .on(promise, asked)
            .filter(|(_, (kept, _))| *kept)
            .map(|(day, (_, record))| (day, record))
            .collect();
        let mut seen = BTreeSet::new();
        let mut why = Vec::new();
        for (day, record) in kept.into_iter().rev() {
            let part = if weekly {
                Period::week_of(day).from
            } else if promise.cadence == Some(Cadence::Monthly) {
                day.first_of_month()
            } else {
                day
            };
            let more = seen.contains(&part) || seen.len() < streak;
            if if weekly {
                mondays.contains(&part)
            } else {
                more
            } {
                seen.insert(part);
                why.push(record.clone());
            }
        }
        why.reverse();
        why
    }

    /// Kept among all check-ins of the period.
    fn check_ins(&self, period: Period) -> Figure {
        let mut why = Vec::new();
        let mut part = 0;
        for promise in self.promises() {
            for (_, (kept, record)) in self.on(promise, period) {
                part += u32::from(*kept);
                why.push(record.clone());
            }
        }
        let of = count(why.len());
        let share = Value::Share { part, of };
        figure("check_ins", "Kept, of all check-ins", share, why)
    }

    /// What was missed on these days: the day, the name of the promise, and the check-in.
    pub(crate) fn missed(&self, period: Period) -> Vec<(Date, String, Record)> {
        let mut missed = Vec::new();
        for promise in self.promises() {
            let on = self.on(promise, period).filter(|(_, (kept, _))| !*kept);
            missed.extend(on.map(|(day, (_, record))| (day, label(promise), record.clone())));
        }
        missed
    }

    fn promises(&self) -> impl Iterator<Item = &Promise> {
        self.kept.commitments.iter().map(|one| &one.promise)
    }

    /// The check-ins of the promises of step 9 in one week.
    fn of_week(&self, week: &WeekRate) -> Vec<Record> {
        let commitments = self.of_step_9.commitments.iter();
        commitments
            .flat_map(|one| self.records(&one.promise, Period::week_of(week.monday)))
            .collect()
    }

    fn weeks(&self, period: Period) -> [Figure; 3] {
        let all = &self.of_step_9.weeks;
        let point = |week: &WeekRate| {
            Some(Point {
                date: week.monday,
                value: week.rate()? * 100.0,
                average: None,
                why: self.of_week(week),
            })
        };
        let points: Vec<Point> = ended(all, period).filter_map(point).collect();
        let behind_points = points.iter().map(|point| point.why.len()).sum();
        let (week_by_week, why) = if enough(behind_points) {
            (Value::Series(points), Vec::new())
        } else {
            let why = points.into_iter().flat_map(|point| point.why).collect();
            (too_few(behind_points), why)
        };
        let (now, longest) = good_weeks(all);
        let behind = |weeks: Vec<&WeekRate>| {
            let weeks = weeks.into_iter();
            weeks.flat_map(|week| self.of_week(week)).collect()
        };
        [
            figure(
                "weeks",
                "Week by week, in percent",
                week_by_week,
                why,
            )
            .on_axis(0, 100)
            .noted("Promises of step 9 only, of each week those of which something was noted in it. Each week stands at its Monday."),
            figure(
                "good_weeks",
                "Good weeks in a row now",
                counted(self.of_step_9.good_weeks, "weeks"),
                behind(now),
            )
            .noted("A week is good with four out of five promises kept; habits do not count here."),
            figure(
                "longest_good_weeks",
                "Most good weeks in a row so far",
                counted(self.of_step_9.longest_good_weeks, "weeks"),
                behind(longest),
            ),
        ]
    }

    fn calendar(&self, period: Period) -> Figure {
        let mut days: BTreeMap<Date, CalendarDay> = BTreeMap::new();
        let empty = |date: Date| CalendarDay {
            date,
            kept: 0,
            missed: 0,
            unsaid: 0,
            why: Vec::new(),
        };
        for promise in self.promises() {
            for (date, (kept, record)) in self.on(promise, period) {
                let day = days.entry(date).or_insert(empty(date));
                day.kept += u32::from(*kept);
                day.missed += u32::from(!*kept);
                day.why.push(record.clone());
            }
        }
        // A day without any check-in is there for what was left without a word on it.
        for one in &self.kept.commitments {
            // As far back as weeks are looked at.
            let Some(first) = one.weeks.first() else {
                continue;
            };
            let mut date = first.monday.max(period.from);
            while date <= period.to && date < self.life.today {
                if left_unsaid(one, date) {
                    days.entry(date).or_insert(empty(date)).unsaid += 1;
                }
                match date.tomorrow() {
                    Ok(next) => date = next,
                    Err(_) => break,
                }
            }
        }
        let days = Value::Calendar(days.into_values().collect());
        figure("calendar", "Day by day", days, Vec::new())
    }

    /// How often each promise was checked in as kept, or as missed, in the period.
    pub(crate) fn bars(
        &self,
        id: &str,
        label_of_figure: &str,
        kept: bool,
        period: Period,
    ) -> Figure {
        let bars = self.promises().filter_map(|promise| {
            let on = self.on(promise, period);
            let why: Vec<Record> = on
                .filter(|(_, (was_kept, _))| *was_kept == kept)
                .map(|(_, (_, record))| record.clone())
                .collect();
            (!why.is_empty()).then(|| Bar {
                label: label(promise),
                count: count(why.len()),
                mean: None,
                why,
            })
        });
        figure(id, label_of_figure, Value::Bars(bars.collect()), Vec::new())
    }
}

/// Whether a promise for every day was due on this one and nothing was said of it.
fn left_unsaid(commitment: &Commitment, day: Date) -> bool {
    let promise = &commitment.promise;
    let covers = commitment.begins().is_some_and(|from| from <= day)
        && promise.until.is_none_or(|to| day <= to);
    covers && promise.cadence_on(day) == Some(Cadence::Daily) && !commitment.days.contains_key(&day)
}

fn name(promise: &Promise) -> Name {
    (promise.list.clone(), promise.item)
}

fn label(promise: &Promise) -> String {
    let words = tidied(&promise.promise);
    if words.is_empty() {
        "A promise without words".to_owned()
    } else {
        words
    }
}

fn step_of(promise: &Promise) -> u8 {
    step_of_promises(&promise.list).unwrap_or(9)
}

/// Weeks whose Sunday is past and lies in the period.
fn ended(weeks: &[WeekRate], period: Period) -> impl Iterator<Item = &WeekRate> {
    let sunday = |week: &WeekRate| Period::week_of(week.monday).to;
    weeks
        .iter()
        .filter(move |week| week.over && period.contains(sunday(week)))
}

/// The good weeks in a row up to now, and the most in a row, counted as [`Kept`] counts them.
fn good_weeks(weeks: &[WeekRate]) -> (Vec<&WeekRate>, Vec<&WeekRate>) {
    let (mut now, mut longest) = (Vec::new(), Vec::new());
    for week in weeks.iter().filter(|week| week.over && week.due > 0) {
        if week.is_good() {
            now.push(week);
        } else {
            now.clear();
        }
        if now.len() > longest.len() {
            longest.clone_from(&now);
        }
    }
    (now, longest)
}

/// The check-in that tells for each promise and day: of several on one day the latest.
fn check_ins(life: &Life<'_>) -> BTreeMap<Name, BTreeMap<Date, (bool, Record)>> {
    let mut found: BTreeMap<Name, BTreeMap<Date, (bool, Record)>> = BTreeMap::new();
    let mut items: Vec<_> = life
        .row(9)
        .map_or(&[][..], |row| row.items("checkins"))
        .iter()
        .collect();
    items.sort_by_key(|item| (item.instant(), item.id));
    for item in items {
        let link: Option<Link> = item.fields.words("commitment").parse().ok();
        let Some((list, of)) = link.as_ref().and_then(Link::target) else {
            continue;
        };
        let kept = match item.fields.words("kept") {
            "kept" => true,
            "missed" => false,
            _ => continue,
        };
        if let Some(day) = item.date().filter(|day| *day <= life.today) {
            let record = life.item_record(9, "checkins", item);
            let days = found.entry((list.to_owned(), of)).or_default();
            days.insert(day, (kept, record));
        }
    }
    found
}
