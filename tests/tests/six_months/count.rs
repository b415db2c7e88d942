//! What the program should say, counted from the script in the simplest way there is: day by day, with no help from
//! the program.

use std::collections::{BTreeMap, BTreeSet};

use engine::worksheet::NoContact;
use jiff::Zoned;

use crate::script::{Cadence, Event, LAST, PROMISES, Plan, Storm, Urge, What, date_of, events};
use crate::script::{week_of, weekday};

/// The days of attempts: they end a run.
const ATTEMPTS: [i32; 2] = [135, 136];
/// 10 August, on which do-not-contact is turned on: 31 + 30 + 31 + 30 + 31 days, and 10.
const UNWANTED_SINCE: i32 = 163;

/// The script up to a moment.
pub(crate) struct Past {
    events: Vec<Event>,
    /// The number of the day.
    pub(crate) today: i32,
}

/// How a promise was kept.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Count {
    /// In whole weeks.
    pub(crate) due: u32,
    pub(crate) kept: u32,
    pub(crate) streak: u32,
    pub(crate) longest: u32,
}

impl Past {
    /// What happened up to now; `today` is told because in Los Angeles it may be a later day than the clock shows.
    pub(crate) fn up_to(now: &Zoned, today: i32) -> Self {
        let mut events = events();
        events.retain(|event| event.at.timestamp() <= now.timestamp());
        assert!(today <= LAST);
        Self { events, today }
    }

    /// A feeling or trigger as the latest entry has it, or else the latest urge or storm.
    pub(crate) fn spelled(&self, word: &str) -> String {
        let is_same = |other: &&str| other.to_lowercase() == word.to_lowercase();
        let entries = self.entries(1, self.today).into_iter();
        let mut labels = entries
            .flat_map(|(_, plan)| [&plan.emotions[..], &plan.triggers].concat())
            .filter(is_same);
        let urges = self.urges(1, self.today).into_iter();
        let mut urges = urges.map(|(.., urge)| urge.trigger).filter(is_same);
        let found = labels.next_back().or_else(|| urges.next_back());
        found.unwrap_or(word).to_owned()
    }

    fn between(&self, from: i32, to: i32) -> impl Iterator<Item = &Event> {
        self.events
            .iter()
            .filter(move |event| (from..=to).contains(&event.n))
    }

    /// Entries of these days, letters too, by the moment their clock showed.
    pub(crate) fn entries(&self, from: i32, to: i32) -> Vec<(i32, &Plan)> {
        let mut found: Vec<_> = self
            .between(from, to)
            .filter_map(|event| match &event.what {
                What::Entry(plan) => Some((event.at.datetime(), event.n, plan)),
                _ => None,
            })
            .collect();
        found.sort_by_key(|(at, ..)| *at);
        found.into_iter().map(|(_, n, plan)| (n, plan)).collect()
    }

    pub(crate) fn entry_days(&self, from: i32, to: i32) -> BTreeSet<i32> {
        self.entries(from, to).into_iter().map(|(n, _)| n).collect()
    }

    /// Urges of these days with the hour the clock showed, those given in to as well.
    pub(crate) fn urges(&self, from: i32, to: i32) -> Vec<(i32, i8, Urge)> {
        let urge = |event: &Event| match event.what {
            What::Urge(urge) => Some((event.n, event.at.hour(), urge)),
            _ => None,
        };
        let mut found: Vec<_> = self.between(from, to).filter_map(urge).collect();
        found.sort_by_key(|(n, hour, _)| (*n, *hour));
        found
    }

    pub(crate) fn storms(&self, from: i32, to: i32) -> Vec<(i32, i8, Storm)> {
        let storm = |event: &Event| match event.what {
            What::Storm(storm) => Some((event.n, event.at.hour(), storm)),
            _ => None,
        };
        self.between(from, to).filter_map(storm).collect()
    }

    /// Moods of entries of these days.
    pub(crate) fn moods(&self, from: i32, to: i32) -> Vec<(i32, i32)> {
        let entries = self.entries(from, to).into_iter();
        let mood = |(n, plan): (i32, &Plan)| Some((n, i32::from(plan.mood?)));
        entries.filter_map(mood).collect()
    }

    /// No contact from day 1 with a target of 45, where slips are on these days.
    pub(crate) fn no_contact(&self, slips: &[i32], counted: u32, necessary: u32) -> NoContact {
        let mut runs = Vec::new();
        let contacts: Vec<i32> = ATTEMPTS.into_iter().filter(|n| *n <= self.today).collect();
        let last_slip = slips.last().map_or(0, |slip| *slip);
        let mut tries = Vec::new();
        let tried = |first: i32, last: i32| {
            let days = u32::try_from(last - first + 1).unwrap();
            let journaled = u32::try_from(self.entry_days(first, last).len()).unwrap();
            (first > last_slip).then_some((days, journaled))
        };
        let mut first = 1;
        let run = |first: i32, last: i32| programme::Run {
            start: date_of(first),
            end: date_of(last),
            days: u32::try_from(last - first + 1).unwrap(),
        };
        for n in 1..=self.today {
            if slips.contains(&n) || contacts.contains(&n) {
                if first < n {
                    tries.extend(tried(first, n - 1));
                    runs.push(run(first, n - 1));
                }
                first = n + 1;
            }
        }
        let current = u32::try_from(self.today - first + 1).unwrap();
        if current > 0 {
            tries.extend(tried(first, self.today));
            runs.push(run(first, self.today));
        }
        let journaled = self.entry_days(first, self.today).len();
        let journaled = u32::try_from(journaled).unwrap();
        let mut urges_by_hour = [0; 24];
        let mut urges_by_trigger = BTreeMap::new();
        let resisted = self
            .urges(1, self.today)
            .into_iter()
            .filter(|(.., urge)| !urge.gave_in);
        for (_, hour, urge) in resisted {
            urges_by_hour[usize::try_from(hour).unwrap()] += 1;
            *urges_by_trigger
                .entry(self.spelled(urge.trigger))
                .or_insert(0) += 1;
        }
        // Once contact is not wanted, no day is waited for.
        let aimed_at = (self.today < UNWANTED_SINCE).then_some(45);
        NoContact {
            day: current,
            target: aimed_at,
            proposed_target: aimed_at,
            target_needs_reason: false,
            current_run: current,
            longest_run: runs.iter().map(|run| run.days).max().unwrap(),
            total_days: runs.iter().map(|run| run.days).sum(),
            slips: slips.iter().map(|n| date_of(*n)).collect(),
            contacts: contacts.into_iter().map(date_of).collect(),
            tries,
            slips_counted: counted,
            necessary,
            urges_open: 0,
            urges_resisted: urges_by_hour.iter().sum(),
            urges_by_hour,
            urges_by_trigger,
            days_journaled: journaled,
            journaled_share: if current == 0 {
                0.0
            } else {
                f64::from(journaled) / f64::from(current)
            },
            runs,
        }
    }

    /// What was last said about a promise on each day.
    pub(crate) fn said(&self, promise: usize) -> BTreeMap<i32, bool> {
        let mut said = BTreeMap::new();
        for event in &self.events {
            match event.what {
                What::CheckIn { promise: of, kept } if of == promise => {
                    said.insert(event.n, kept);
                }
                _ => {}
            }
        }
        said
    }

    fn kept_days(&self, promise: usize) -> Vec<i32> {
        let said = self.said(promise).into_iter();
        said.filter(|(_, kept)| *kept).map(|(n, _)| n).collect()
    }

    /// The stretches in which a promise is due once, with whether it was kept in time: months or the single one.
    fn stretches(&self, promise: usize) -> Vec<(i32, Option<i32>)> {
        let kept = self.kept_days(promise);
        let first_kept =
            |from: i32, to: i32| kept.iter().copied().find(|n| (from..=to).contains(n));
        // March, April, May, June, July, August.
        const MONTHS: [(i32, i32); 6] = [
            (1, 31),
            (32, 61),
            (62, 92),
            (93, 122),
            (123, 153),
            (154, 184),
        ];
        match (PROMISES[promise].cadence, PROMISES[promise].until) {
            (Cadence::Monthly, _) => MONTHS
                .iter()
                .filter(|(from, _)| *from <= self.today)
                .map(|(from, to)| (*to, first_kept(*from, *to)))
                .collect(),
            (Cadence::Once, Some(until)) if PROMISES[promise].from <= self.today => {
                vec![(until, first_kept(PROMISES[promise].from, until))]
            }
            _ => Vec::new(),
        }
    }

    /// Due and kept in a week.
    pub(crate) fn week(&self, promise: usize, w: i32) -> (u32, u32) {
        let (monday, sunday) = (2 + 7 * w, 8 + 7 * w);
        let from = PROMISES[promise].from;
        let times = match PROMISES[promise].cadence {
            Cadence::Daily => 7,
            Cadence::Days(times) => times,
            Cadence::Weekly => 1,
            Cadence::Monthly | Cadence::Once => {
                let stretches = self.stretches(promise).into_iter();
                let here = stretches.filter(|(last, kept)| week_of(kept.unwrap_or(*last)) == w);
                return here.fold((0, 0), |(due, all), (_, kept)| {
                    (due + 1, all + u32::from(kept.is_some()))
                });
            }
        };
        // Every promise that comes round begins on a Monday.
        assert_eq!(weekday(from), 0);
        if monday < from {
            return (0, 0);
        }
        let kept = self.kept_days(promise);
        let kept = kept
            .iter()
            .filter(|n| (monday..=sunday).contains(*n))
            .count();
        (times, u32::try_from(kept).unwrap().min(times))
    }

    /// The weeks whose Sunday is past.
    pub(crate) fn weeks_over(&self) -> std::ops::Range<i32> {
        0..week_of(self.today)
    }

    pub(crate) fn count(&self, promise: usize) -> Count {
        let weeks: Vec<_> = self.weeks_over().map(|w| self.week(promise, w)).collect();
        let counted: Vec<(u32, u32)> = self
            .weeks_over()
            .filter(|w| self.is_told(promise, *w))
            .map(|w| self.week(promise, w))
            .collect();
        let running = self.week(promise, week_of(self.today));
        let said = self.said(promise);
        let kept_on = |n: &i32| said.get(n) == Some(&true);
        let marks: Vec<bool> = match PROMISES[promise].cadence {
            Cadence::Daily => (PROMISES[promise].from..=self.today)
                .filter(|n| *n < self.today || kept_on(n))
                .map(|n| kept_on(&n))
                .collect(),
            Cadence::Days(_) | Cadence::Weekly => {
                let over = weeks.iter().filter(|(due, _)| *due > 0);
                let mut marks: Vec<bool> = over.map(|(due, kept)| kept == due).collect();
                marks.extend((running.0 == running.1).then_some(true));
                marks
            }
            Cadence::Monthly | Cadence::Once => self
                .stretches(promise)
                .into_iter()
                .filter(|(last, kept)| kept.is_some() || *last < self.today)
                .map(|(_, kept)| kept.is_some())
                .collect(),
        };
        let (streak, longest) = in_a_row(&marks);
        Count {
            due: counted.iter().map(|(due, _)| due).sum(),
            kept: counted.iter().map(|(_, kept)| kept).sum(),
            streak,
            longest,
        }
    }

    /// A week without any word says nothing of what comes round in it.
    fn is_told(&self, promise: usize, week: i32) -> bool {
        let by_weeks = !matches!(PROMISES[promise].cadence, Cadence::Monthly | Cadence::Once);
        let told = self.said(promise);
        !by_weeks || told.range(2 + 7 * week..=8 + 7 * week).next().is_some()
    }

    /// Good weeks of the promises of step 9 in a row now, and the most so far.
    pub(crate) fn good_weeks(&self) -> (u32, u32) {
        let good = |w: i32| {
            let told = (0..6).filter(|promise| self.is_told(*promise, w));
            let all = told.map(|promise| self.week(promise, w));
            let (due, kept) = all.fold((0, 0), |(d, k), (due, kept)| (d + due, k + kept));
            kept * 5 >= due * 4
        };
        in_a_row(&self.weeks_over().map(good).collect::<Vec<_>>())
    }
}

fn in_a_row(marks: &[bool]) -> (u32, u32) {
    let (mut now, mut longest) = (0, 0);
    for mark in marks {
        now = if *mark { now + 1 } else { 0 };
        longest = longest.max(now);
    }
    (now, longest)
}

/// The mean with three decimals of five numbers or more.
pub(crate) fn mean(numbers: &[i32]) -> Option<String> {
    let mean = || f64::from(numbers.iter().sum::<i32>()) / numbers.len() as f64;
    (numbers.len() >= 5).then(|| format!("{:.3}", mean()))
}

/// Bars in words, the most frequent first, those of the same count by name.
pub(crate) fn bars(named: &[(String, Option<i32>)], at_least: usize) -> String {
    let mut by_name: BTreeMap<String, (String, usize, Vec<i32>)> = BTreeMap::new();
    for (label, number) in named {
        let bar = by_name.entry(label.to_lowercase()).or_default();
        bar.0.clone_from(label);
        bar.1 += 1;
        bar.2.extend(*number);
    }
    let mut all: Vec<_> = by_name
        .into_iter()
        .filter(|(_, bar)| bar.1 >= at_least)
        .collect();
    all.sort_by_key(|(name, bar)| (std::cmp::Reverse(bar.1), name.clone()));
    all.truncate(12);
    let words = all.into_iter().map(|(_, (label, count, numbers))| {
        mean(&numbers).map_or(format!("{label} {count}"), |mean| {
            format!("{label} {count} ({mean})")
        })
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Bars in the order given, without those of nothing.
pub(crate) fn row(labels: &[&str], placed: &[(usize, Option<i32>)]) -> String {
    let bar = |(place, label): (usize, &&str)| {
        let here: Vec<_> = placed.iter().filter(|(at, _)| *at == place).collect();
        let numbers: Vec<i32> = here.iter().filter_map(|(_, number)| *number).collect();
        let mean = mean(&numbers).map_or(String::new(), |mean| format!(" ({mean})"));
        (!here.is_empty()).then(|| format!("{label} {}{mean}", here.len()))
    };
    let bars = labels.iter().enumerate().filter_map(bar);
    bars.collect::<Vec<_>>().join(", ")
}
