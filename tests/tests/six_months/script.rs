//! The script of the six months: what happens on which day, as data and short rules. Nothing here asks the program
//! anything, so that what is counted from the script alone (see `count`) can be held against what the program says.
//!
//! Days are numbered: day 1 is 1 March 2026, a Sunday, and day 184 is 31 August, a Monday. April begins with day 32,
//! May with 62, June with 93, July with 123, August with 154. Weeks are numbered too: week 0 is the one of Monday,
//! 2 March (day 2), week 25 that of 24 August, and day 184 begins week 26.

use jiff::civil::{Date, DateTime, Time, date, time};
use jiff::{ToSpan, Zoned};

/// The last day.
pub(crate) const LAST: i32 = 184;
/// 21 June, which nobody lives: the flight from Los Angeles to Tokyo goes from the 20th to the 22nd.
pub(crate) const SKIPPED: i32 = 113;
/// Days on which the devices do not meet: two weeks in April, five weeks in May, twelve days in August.
const APART: [(i32, i32); 3] = [(37, 50), (58, 92), (158, 169)];
/// Days with a letter that is not sent.
pub(crate) const LETTERS: [i32; 6] = [10, 40, 70, 104, 130, 160];

pub(crate) const BERLIN: &str = "Europe/Berlin";
pub(crate) const TOKYO: &str = "Asia/Tokyo";
pub(crate) const ANGELES: &str = "America/Los_Angeles";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Laptop,
    Phone,
}

/// Something that happens by rule.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// The number of its civil day.
    pub(crate) n: i32,
    pub(crate) at: Zoned,
    pub(crate) who: Who,
    pub(crate) what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    Entry(Plan),
    Urge(Urge),
    Storm(Storm),
    CheckIn { promise: usize, kept: bool },
    Meet,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) mood: Option<u8>,
    pub(crate) emotions: Vec<&'static str>,
    pub(crate) triggers: Vec<&'static str>,
    pub(crate) therapy: bool,
    pub(crate) star: bool,
    pub(crate) letter: bool,
    pub(crate) step_2: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Urge {
    pub(crate) channel: &'static str,
    pub(crate) trigger: &'static str,
    pub(crate) intensity: i32,
    pub(crate) instead: &'static str,
    pub(crate) gave_in: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Storm {
    pub(crate) trigger: &'static str,
    pub(crate) intensity: i32,
    pub(crate) answered: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cadence {
    Daily,
    Days(u32),
    Weekly,
    Monthly,
    Once,
}

pub(crate) struct Promise {
    pub(crate) words: &'static str,
    /// `commitments` of step 9, `care` of step 3 or `health` of step 6.
    pub(crate) list: &'static str,
    pub(crate) cadence: Cadence,
    /// Its first and last day.
    pub(crate) from: i32,
    pub(crate) until: Option<i32>,
}

/// The promises of step 9, then the habits of steps 3 and 6.
pub(crate) const PROMISES: [Promise; 8] = [
    promise("Ten quiet minutes", "commitments", Cadence::Daily, 2, None),
    promise("Run by the river", "commitments", Cadence::Days(3), 2, None),
    promise("Call my brother", "commitments", Cadence::Weekly, 2, None),
    promise(
        "Write to Grandmother",
        "commitments",
        Cadence::Monthly,
        1,
        None,
    ),
    // From 1 April, by 15 May; and by 30 April.
    promise(
        "Give the drill back",
        "commitments",
        Cadence::Once,
        32,
        Some(76),
    ),
    promise(
        "Say it about the money",
        "commitments",
        Cadence::Once,
        32,
        Some(61),
    ),
    // From 1 June.
    promise("In bed by eleven", "care", Cadence::Daily, 93, None),
    promise("Swim", "health", Cadence::Days(2), 2, None),
];

/// Check-ins beside the rule, made on both devices while they are apart: day, promise, device, time, kept. On day 66
/// (5 May) the phone says *kept* later than the laptop says *missed*; on day 68 it is the other way round; on day 71
/// both say *kept*.
pub(crate) const EXTRA_CHECKINS: [(i32, usize, Who, Time, bool); 3] = [
    (66, 0, Who::Laptop, time(20, 0, 0, 0), false),
    (68, 0, Who::Laptop, time(21, 50, 0, 0), false),
    (71, 0, Who::Phone, time(21, 0, 0, 0), true),
];

const fn promise(
    words: &'static str,
    list: &'static str,
    cadence: Cadence,
    from: i32,
    until: Option<i32>,
) -> Promise {
    Promise {
        words,
        list,
        cadence,
        from,
        until,
    }
}

pub(crate) fn date_of(n: i32) -> Date {
    date(2026, 3, 1).saturating_add((n - 1).days())
}

/// The number of a day.
pub(crate) fn number_of(day: Date) -> i32 {
    date(2026, 3, 1).until(day).unwrap().get_days() + 1
}

/// 0 for a Monday to 6 for a Sunday.
pub(crate) fn weekday(n: i32) -> i32 {
    (n - 2).rem_euclid(7)
}

pub(crate) fn week_of(n: i32) -> i32 {
    (n - 2).div_euclid(7)
}

/// Berlin; Tokyo 9 to 15 June; Los Angeles 16 to 20 June; Tokyo 22 and 23 June; Berlin.
pub(crate) fn zone_on(n: i32) -> &'static str {
    match n {
        101..=107 | 114..=115 => TOKYO,
        108..=113 => ANGELES,
        _ => BERLIN,
    }
}

pub(crate) fn moment(civil: DateTime, zone: &str) -> Zoned {
    civil.in_tz(zone).unwrap()
}

fn on(n: i32, at: Time) -> Zoned {
    moment(date_of(n).to_datetime(at), zone_on(n))
}

pub(crate) fn has_entry(n: i32) -> bool {
    n != SKIPPED && (n % 6 != 0 || (100..=125).contains(&n))
}

/// Every tenth, third and so on: n mod 10 gives 0 → 1, 1 → 4, 2 → 7, 3 → 10, 4 → 3, 5 → 6, 6 → 9, 7 → 2, 8 → 5, 9 → 8;
/// every ninth day has none.
fn mood(n: i32) -> Option<u8> {
    (n % 9 != 4).then(|| u8::try_from(1 + 3 * n % 10).unwrap())
}

fn plan(n: i32) -> Plan {
    let mut emotions = vec![["sad", "calm", "angry"][usize::try_from(n % 3).unwrap()]];
    emotions.extend((n % 5 == 0).then_some("hopeful"));
    let triggers = match n % 8 {
        0 => vec!["A Song"],
        4 => vec!["a song"],
        2 | 6 => vec!["Work"],
        _ => Vec::new(),
    };
    Plan {
        mood: mood(n),
        emotions,
        triggers,
        therapy: n % 15 == 7,
        star: n % 20 == 2,
        letter: false,
        step_2: n % 7 == 0,
    }
}

fn entries(n: i32, events: &mut Vec<Event>) {
    let who = if n % 2 == 0 { Who::Phone } else { Who::Laptop };
    let at = match n {
        // Written in Tokyo after midnight, before the flight to Los Angeles, which lands on the day before.
        108 => moment(date_of(n).at(0, 20, 0, 0), TOKYO),
        _ if n % 2 == 0 => on(n, time(18, 30, 0, 0)),
        _ => on(n, time(21, 0, 0, 0)),
    };
    if has_entry(n) {
        events.push(Event {
            n,
            at,
            who,
            what: What::Entry(plan(n)),
        });
    }
    if LETTERS.contains(&n) {
        let letter = Plan {
            emotions: vec!["longing"],
            therapy: true,
            star: true,
            letter: true,
            ..Plan::default()
        };
        let what = What::Entry(letter);
        events.push(Event {
            n,
            at: on(n, time(22, 10, 0, 0)),
            who: Who::Phone,
            what,
        });
    }
    if n == 107 {
        // In Los Angeles, after the entry that says 16 June.
        let at = moment(date_of(n).at(20, 0, 0, 0), ANGELES);
        let what = What::Entry(Plan {
            mood: Some(7),
            ..Plan::default()
        });
        events.push(Event {
            n,
            at,
            who: Who::Phone,
            what,
        });
    }
}

fn urges(n: i32, events: &mut Vec<Event>) {
    const HOURS: [i8; 4] = [7, 13, 22, 23];
    const TRIGGERS: [&str; 3] = ["a song", "Sunday evening", "wine"];
    const CHANNELS: [&str; 2] = ["messages", "social_media"];
    let mut add = |at: Zoned, urge: Urge| {
        events.push(Event {
            n,
            at,
            who: Who::Phone,
            what: What::Urge(urge),
        });
    };
    if n % 4 == 1 && n != SKIPPED {
        let k = usize::try_from(n / 4).unwrap();
        let urge = Urge {
            channel: CHANNELS[k % 2],
            trigger: TRIGGERS[k % 3],
            intensity: 3 + n % 7,
            instead: if n % 8 == 1 {
                "I walked to the bridge."
            } else {
                ""
            },
            gave_in: false,
        };
        add(on(n, time(HOURS[k % 4], 0, 0, 0)), urge);
    }
    let urge = |trigger, intensity, gave_in| Urge {
        channel: "messages",
        trigger,
        intensity,
        instead: "",
        gave_in,
    };
    match n {
        20 => add(on(n, time(23, 0, 0, 0)), urge("wine", 10, true)),
        45 => add(on(n, time(23, 40, 0, 0)), urge("wine", 9, true)),
        107 => {
            let at = moment(date_of(n).at(20, 30, 0, 0), ANGELES);
            add(at, urge("a song", 5, false));
        }
        _ => {}
    }
}

fn storms(n: i32, events: &mut Vec<Event>) {
    if n % 12 == 3 {
        let odd = usize::try_from(n / 12 % 2).unwrap();
        let storm = Storm {
            trigger: ["deadline", "traffic"][odd],
            intensity: 2 + n % 8,
            answered: ["Counted to ten.", "Left the room."][odd],
        };
        let hour = i8::try_from(18 + n % 5).unwrap();
        let at = on(n, time(hour, 0, 0, 0));
        events.push(Event {
            n,
            at,
            who: Who::Laptop,
            what: What::Storm(storm),
        });
    }
}

/// What is said about a promise on a day by rule: kept, missed, or nothing.
fn said(promise: usize, n: i32) -> Option<bool> {
    if n == SKIPPED || n < PROMISES[promise].from.max(2) {
        return None;
    }
    let day = date_of(n);
    match promise {
        0 => match n % 10 {
            0 => None,
            5 => Some(false),
            _ => Some(true),
        },
        1 => match weekday(n) {
            1 | 3 => Some(true),
            5 if week_of(n) % 3 != 2 => Some(true),
            _ => None,
        },
        2 => (weekday(n) == 6).then_some(week_of(n) % 4 != 3),
        3 => match (day.day(), day.month()) {
            (15, 3 | 4 | 6 | 8) => Some(true),
            (15, 7) => Some(false),
            _ => None,
        },
        4 => (n == 73).then_some(true),
        6 => (n % 4 != 2).then_some(true),
        7 => matches!(weekday(n), 0 | 4).then_some(true),
        _ => None,
    }
}

fn check_ins(n: i32, events: &mut Vec<Event>) {
    let mut add = |promise: usize, who: Who, at: Time, kept: bool| {
        let what = What::CheckIn { promise, kept };
        events.push(Event {
            n,
            at: on(n, at),
            who,
            what,
        });
    };
    for promise in 0..PROMISES.len() {
        let odd = (usize::try_from(n).unwrap() + promise) % 2 == 1;
        let who = if odd { Who::Laptop } else { Who::Phone };
        let at = time(20, 45, i8::try_from(promise).unwrap() * 2, 0);
        if let Some(kept) = said(promise, n) {
            add(promise, who, at, kept);
        }
    }
    for (_, promise, who, at, kept) in EXTRA_CHECKINS.iter().filter(|extra| extra.0 == n) {
        add(*promise, *who, *at, *kept);
    }
}

/// Everything that happens by rule, in the order in which it happens.
pub(crate) fn events() -> Vec<Event> {
    let mut events = Vec::new();
    for n in 1..=LAST {
        entries(n, &mut events);
        urges(n, &mut events);
        storms(n, &mut events);
        check_ins(n, &mut events);
        let apart = APART.iter().any(|(from, to)| (*from..=*to).contains(&n));
        if weekday(n) == 6 && n != SKIPPED && !apart {
            let at = on(n, time(22, 45, 0, 0));
            events.push(Event {
                n,
                at,
                who: Who::Laptop,
                what: What::Meet,
            });
        }
    }
    events.sort_by_key(|event| event.at.timestamp());
    events
}
