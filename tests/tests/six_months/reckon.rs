//! One checkpoint: what the facade says on both devices against what is counted from the script alone.

use engine::InsightKind;

use crate::check::{Ledger, Topic, days, figures, kept, no_contact};
use crate::count::{Past, bars, mean, row};
use crate::life::{Device, Life};
use crate::script::{Cadence, PROMISES, Urge, date_of, weekday};

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const HOURS: [&str; 8] = [
    "00:00–02:59",
    "03:00–05:59",
    "06:00–08:59",
    "09:00–11:59",
    "12:00–14:59",
    "15:00–17:59",
    "18:00–20:59",
    "21:00–23:59",
];

/// What is not in the script but told by hand.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    /// The days with a slip.
    pub(crate) slips: &'a [i32],
    /// How many slips there were.
    pub(crate) counted: u32,
    pub(crate) necessary: u32,
}

/// Compares everything that can be counted. `today` is the number of the day both devices should be on.
pub(crate) fn reckon(ledger: &mut Ledger, life: &Life, at: &str, today: i32, told: Told<'_>) {
    let past = Past::up_to(&life.laptop.now(), today);
    let right = past.no_contact(told.slips, told.counted, told.necessary);
    ledger.on(Topic::NoContact).both(
        life,
        &format!("{at}: no contact"),
        no_contact,
        right.clone(),
    );
    ledger.on(Topic::NoContact).both(
        life,
        &format!("{at}: no contact of the day"),
        |device| device.vault().programme().today().unwrap().no_contact,
        Some(right),
    );
    ledger.on(Topic::Journeys).both(
        life,
        &format!("{at}: date and days of the journey"),
        |device| {
            let days = device.vault().journeys().present().unwrap().days;
            (device.vault().programme().today().unwrap().date, days)
        },
        (date_of(today), Some(u32::try_from(today).unwrap())),
    );
    promises(ledger, life, at, &past);
    for (kind, right) in [
        (InsightKind::Days, journaled(&past)),
        (InsightKind::Mood, moods(&past)),
        (InsightKind::Words, words(&past)),
        (InsightKind::Pairs, pairs(&past)),
        (InsightKind::Times, times(&past)),
        (InsightKind::Kept, check_ins(&past)),
    ] {
        let whole = days(date_of(1), date_of(today));
        let ids: Vec<&str> = right
            .iter()
            .map(|line| line.split(": ").next().unwrap())
            .collect();
        ledger.on(Topic::of(kind)).both(
            life,
            &format!("{at}: insight {kind:?}"),
            |device| figures(device, kind, whole, &ids),
            right.clone(),
        );
    }
}

/// Each promise and habit week by week, its rate in the insight, and the good weeks.
fn promises(ledger: &mut Ledger, life: &Life, at: &str, past: &Past) {
    let whole = days(date_of(1), date_of(past.today));
    let shown = |device: &Device| {
        let [promises, habits] = kept(device);
        let good_weeks = (promises.good_weeks, promises.longest_good_weeks);
        let all: Vec<_> = promises
            .commitments
            .into_iter()
            .chain(habits.commitments)
            .collect();
        let ids: Vec<String> = all
            .iter()
            .map(|one| format!("rate_{}", one.promise.item))
            .collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let rates = figures(device, InsightKind::Kept, whole, &ids);
        let shown = all.into_iter().zip(rates).map(|(one, rate)| {
            let over = one.weeks.iter().filter(|week| week.over);
            Shown {
                promise: one.promise.promise,
                weeks: over.map(|week| (week.due, week.kept)).collect(),
                rate: rate.split(": ").nth(1).unwrap().to_owned(),
                streaks: (one.streak, one.longest_streak),
            }
        });
        (good_weeks, shown.collect::<Vec<_>>())
    };
    let right = PROMISES.iter().enumerate().map(|(number, told)| {
        let count = past.count(number);
        let weeks: Vec<_> = past.weeks_over().map(|w| past.week(number, w)).collect();
        // Weeks are shown from the first in which something was due.
        let from = weeks
            .iter()
            .position(|(due, _)| *due > 0)
            .unwrap_or(weeks.len());
        Shown {
            promise: told.words.to_owned(),
            weeks: weeks[from..].to_vec(),
            rate: format!("{}/{}", count.kept, count.due),
            streaks: (count.streak, count.longest),
        }
    });
    let right = (past.good_weeks(), right.collect());
    ledger
        .on(Topic::Promises)
        .both(life, &format!("{at}: promises and habits"), shown, right);
}

/// How a promise is shown.
#[derive(Debug, PartialEq)]
struct Shown {
    promise: String,
    /// Due and kept in each week that is over.
    weeks: Vec<(u32, u32)>,
    rate: String,
    streaks: (u32, u32),
}

fn journaled(past: &Past) -> Vec<String> {
    let days = past.entry_days(1, past.today);
    let mut streaks = vec![0];
    for n in 1..=past.today {
        match days.contains(&n) {
            true => *streaks.last_mut().unwrap() += 1,
            // Today is still open.
            false if n < past.today => streaks.push(0),
            false => {}
        }
    }
    vec![
        format!("days_journaled: {} days", days.len()),
        format!("share: {}/{}", days.len(), past.today),
        format!("entries: {} entries", past.entries(1, past.today).len()),
        format!("current_streak: {} days", streaks.last().unwrap()),
        format!("longest_streak: {} days", streaks.iter().max().unwrap()),
    ]
}

fn moods(past: &Past) -> Vec<String> {
    let moods = past.moods(1, past.today);
    let all: Vec<i32> = moods.iter().map(|(_, mood)| *mood).collect();
    let of_day = |n: i32| {
        let here = moods
            .iter()
            .filter(|(day, _)| *day == n)
            .map(|(_, mood)| f64::from(*mood));
        let here: Vec<f64> = here.collect();
        (!here.is_empty()).then(|| here.iter().sum::<f64>() / here.len() as f64)
    };
    let point = |n: i32| {
        let value = of_day(n)?;
        let week: Vec<f64> = (n - 6..=n).filter_map(of_day).collect();
        let average = week.iter().sum::<f64>() / week.len() as f64;
        let records = moods.iter().filter(|(day, _)| (n - 6..=n).contains(day));
        let average = if records.count() < 5 {
            String::new()
        } else {
            format!("~{average:.3}")
        };
        Some(format!("{} {value:.3}{average}", date_of(n)))
    };
    let line: Vec<String> = (1..=past.today).filter_map(point).collect();
    let placed: Vec<(usize, Option<i32>)> = moods
        .iter()
        .map(|(n, mood)| (usize::try_from(weekday(*n)).unwrap(), Some(*mood)))
        .collect();
    vec![
        format!("mean: {}", mean(&all).unwrap()),
        format!("daily: {}", line.join(", ")),
        format!("by_weekday: {}", row(&WEEKDAYS, &placed)),
    ]
}

fn words(past: &Past) -> Vec<String> {
    let mut emotions = Vec::new();
    let mut triggers = Vec::new();
    for (_, plan) in past.entries(1, past.today) {
        let mood = plan.mood.map(i32::from);
        let told = |word: &&str| (past.spelled(word), mood);
        emotions.extend(plan.emotions.iter().map(told));
        triggers.extend(plan.triggers.iter().map(told));
    }
    vec![
        format!("emotions: {}", bars(&emotions, 1)),
        format!("triggers: {}", bars(&triggers, 1)),
    ]
}

fn label(channel: &str) -> &'static str {
    match channel {
        "messages" => "write a message",
        _ => "look at their social media",
    }
}

fn enough(records: usize, found: String) -> String {
    if records < 5 {
        format!("{records}, 5 needed")
    } else {
        found
    }
}

fn pairs(past: &Past) -> Vec<String> {
    let mut in_entries = Vec::new();
    for (_, plan) in past.entries(1, past.today) {
        let mood = plan.mood.map(i32::from);
        for trigger in &plan.triggers {
            let trigger = past.spelled(trigger);
            let pair = |emotion: &&str| (format!("{trigger} → {}", past.spelled(emotion)), mood);
            in_entries.extend(plan.emotions.iter().map(pair));
        }
    }
    let urges = past.urges(1, past.today);
    let helped = |urge: &Urge| !urge.gave_in && !urge.instead.is_empty();
    let in_urges: Vec<_> = urges
        .iter()
        .filter(|(.., urge)| helped(urge))
        .map(|(.., urge)| {
            let pair = format!("{} → {}", past.spelled(urge.trigger), urge.instead);
            (pair, Some(urge.intensity))
        })
        .collect();
    let storms = past.storms(1, past.today);
    let in_storms: Vec<_> = storms
        .iter()
        .map(|(.., storm)| {
            let pair = format!("{} → {}", storm.trigger, storm.answered);
            (pair, Some(storm.intensity))
        })
        .collect();
    vec![
        format!("entry_pairs: {}", bars(&in_entries, 2)),
        format!("urge_pairs: {}", enough(in_urges.len(), bars(&in_urges, 2))),
        format!("storm_pairs: {}", enough(storms.len(), bars(&in_storms, 2))),
    ]
}

fn times(past: &Past) -> Vec<String> {
    let place = |number: i32| usize::try_from(number).unwrap();
    let urges = past.urges(1, past.today);
    let storms = past.storms(1, past.today);
    let by_hour: Vec<_> = urges
        .iter()
        .map(|(_, hour, urge)| (place(i32::from(*hour)) / 3, Some(urge.intensity)))
        .collect();
    let by_weekday: Vec<_> = urges
        .iter()
        .map(|(n, _, urge)| (place(weekday(*n)), Some(urge.intensity)))
        .collect();
    let by_trigger: Vec<_> = urges
        .iter()
        .map(|(.., urge)| (past.spelled(urge.trigger), Some(urge.intensity)))
        .collect();
    let by_channel: Vec<_> = urges
        .iter()
        .map(|(.., urge)| (label(urge.channel).to_owned(), Some(urge.intensity)))
        .collect();
    let strength: Vec<i32> = urges.iter().map(|(.., urge)| urge.intensity).collect();
    let storm_hours: Vec<_> = storms
        .iter()
        .map(|(_, hour, storm)| (place(i32::from(*hour)) / 3, Some(storm.intensity)))
        .collect();
    vec![
        format!("urges_by_hour: {}", row(&HOURS, &by_hour)),
        format!("urges_by_weekday: {}", row(&WEEKDAYS, &by_weekday)),
        format!("urges_by_trigger: {}", bars(&by_trigger, 1)),
        format!("urges_by_channel: {}", bars(&by_channel, 1)),
        format!("urges_strength: {}", mean(&strength).unwrap()),
        format!(
            "storms_by_hour: {}",
            enough(storms.len(), row(&HOURS, &storm_hours))
        ),
    ]
}

fn check_ins(past: &Past) -> Vec<String> {
    let said: Vec<_> = (0..PROMISES.len())
        .flat_map(|number| past.said(number))
        .collect();
    let kept = said.iter().filter(|(_, kept)| *kept).count();
    let mut days: std::collections::BTreeSet<i32> = said.iter().map(|(n, _)| *n).collect();
    // A day that is over and on which nothing was said of what is due every day stands there as well.
    let daily = PROMISES.iter().filter(|it| it.cadence == Cadence::Daily);
    days.extend(daily.flat_map(|it| it.from..past.today));
    let missed = said.len() - kept;
    let (good, longest) = past.good_weeks();
    vec![
        format!("check_ins: {kept}/{}", said.len()),
        format!("good_weeks: {good} weeks"),
        format!("longest_good_weeks: {longest} weeks"),
        format!(
            "calendar: {} days, {kept} kept, {missed} missed",
            days.len()
        ),
    ]
}
