//! Two devices with clocks and zones that can be set, and the script played on them through the facade.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use engine::views::EntryFields;
use engine::worksheet::{ItemId, Place, Target};
use engine::{Env, SheetName, Vault};
use jiff::Zoned;
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};
use testkit::{Desk, Dice, Limit, meet};

use crate::check;
use crate::script::{self, BERLIN, Event, PROMISES, Plan, What, Who};

/// Items of logs are noted one by one in the first days and on the day of the long flight.
const DAYS_ONE_BY_ONE: i32 = 4;
const ALSO_ONE_BY_ONE: [i32; 2] = [107, 108];
/// The phone's clock is behind by so many seconds, always.
const PHONE_SLOW: i64 = 40;

/// A device whose clock is set from outside, and which is opened anew when it comes into another zone.
pub(crate) struct Device {
    desk: Option<Desk>,
    clock: Arc<AtomicI64>,
    dice: Arc<Mutex<Dice>>,
    zone: &'static str,
    slow: i64,
    high_water: std::path::PathBuf,
    /// How a check-in names each promise, once one was made here.
    links: [Option<String>; PROMISES.len()],
    /// Items of logs that are noted together, each with its own moment: every one that is noted alone costs the reading
    /// of all that were noted before.
    to_note: BTreeMap<(u8, &'static str), Vec<Json>>,
}

impl Device {
    fn new(folder: &std::path::Path, name: &str, slow: i64) -> Self {
        Self {
            desk: None,
            clock: Arc::new(AtomicI64::new(0)),
            dice: Arc::new(Mutex::new(Dice::new(u64::try_from(slow).unwrap() + 7))),
            zone: BERLIN,
            slow,
            high_water: folder.join(format!("{name}-high-water")),
            links: [const { None }; PROMISES.len()],
            to_note: BTreeMap::new(),
        }
    }

    fn env(&self) -> Env {
        let zone = TimeZone::get(self.zone).unwrap();
        testkit::env(&self.clock, &self.dice, zone, Some(&self.high_water))
    }

    fn set_clock(&self, at: &Zoned) {
        let second = at.timestamp().as_second() - self.slow;
        let before = self.clock.swap(second, Ordering::Relaxed);
        assert!(before <= second, "time goes on: {at}");
    }

    /// Comes into another zone, and is opened there.
    pub(crate) fn travels(&mut self, zone: &'static str) {
        if self.zone != zone {
            self.zone = zone;
            let env = self.env();
            let mut desk = self.desk.take().unwrap();
            desk.env = env;
            self.desk = Some(desk.reopened());
        }
    }

    pub(crate) fn desk(&self) -> &Desk {
        self.desk.as_ref().unwrap()
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.desk().vault
    }

    pub(crate) fn now(&self) -> Zoned {
        self.desk().env.now()
    }

    /// Notes the items that have collected.
    fn notes(&mut self) {
        for ((step, log), items) in std::mem::take(&mut self.to_note) {
            self.fills(step, &json!({log: items}));
        }
    }

    /// Notes an item of a log: with others later on, or (`now`) at once.
    fn logs(&mut self, step: u8, log: &'static str, item: Json, now: bool) {
        self.to_note.entry((step, log)).or_default().push(item);
        if now {
            self.notes();
        }
    }

    /// Checks in a promise now, and remembers how it is named there.
    fn checks_in(&mut self, n: i32, promise: usize, kept: bool) {
        let which = PROMISES[promise].words;
        let done = self
            .vault()
            .programme()
            .check_in(&engine::CheckIn::now(which, kept))
            .unwrap();
        assert_eq!(done.date, script::date_of(n));
        let item = check::promise(self, which).to_string();
        let row = self.vault().worksheets().get(9).unwrap().row;
        let links = row.items("checkins").iter();
        let link = links
            .map(|item| item.fields.words("commitment"))
            .find(|link| link.ends_with(&item));
        self.links[promise] = link.map(str::to_owned);
    }

    /// Fills fields of a worksheet.
    pub(crate) fn fills(&self, sheet: impl Into<SheetName>, json: &Json) {
        let made = self
            .vault()
            .worksheets()
            .fill_json(sheet, &Target::Sheet, json);
        made.unwrap_or_else(|error| panic!("{json}: {error}"));
    }

    /// Adds an item to a list or log.
    pub(crate) fn adds(&self, sheet: impl Into<SheetName>, list: &str, json: &Json) -> ItemId {
        let target = Target::NewItem(list.to_owned());
        let made = self.vault().worksheets().fill_json(sheet, &target, json);
        made.unwrap_or_else(|error| panic!("{json}: {error}"))[0]
    }

    /// Types into a field.
    pub(crate) fn types(&self, sheet: impl Into<SheetName>, place: &Place, text: &str) {
        self.vault().worksheets().fill(sheet, place, text).unwrap();
    }
}

/// The person, their devices, and what is still to happen.
pub(crate) struct Life {
    pub(crate) laptop: Device,
    pub(crate) phone: Device,
    to_come: VecDeque<Event>,
    /// The entries by day: ordinary ones, and letters.
    pub(crate) entries: BTreeMap<i32, String>,
    pub(crate) letters: BTreeMap<i32, String>,
    _folder: tempfile::TempDir,
    _limit: Limit,
}

impl Life {
    /// 1 March 2026, eight in the morning: a new journal on the laptop, and the phone joins.
    pub(crate) async fn begins() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut life = Self {
            laptop: Device::new(folder.path(), "laptop", 0),
            phone: Device::new(folder.path(), "phone", PHONE_SLOW),
            to_come: script::events().into(),
            entries: BTreeMap::new(),
            letters: BTreeMap::new(),
            _folder: folder,
            _limit: Limit::begin(),
        };
        life.set_clocks(&script::moment(script::date_of(1).at(6, 0, 0, 0), BERLIN));
        let root = life._folder.path().to_owned();
        let (path, env) = (root.join("laptop"), life.laptop.env());
        life.laptop.desk = Some(Desk::first("laptop", &path, &env));
        let (path, env) = (root.join("phone"), life.phone.env());
        life.phone.desk = Some(Desk::blank("phone", &path, &env));
        let laptop = life.laptop.desk();
        let invitation = laptop
            .vault
            .devices()
            .invite(Vec::new(), &laptop.confirmed());
        life.phone.desk().joins(laptop, invitation.unwrap()).await;
        life
    }

    fn set_clocks(&self, at: &Zoned) {
        self.laptop.set_clock(at);
        self.phone.set_clock(at);
    }

    pub(crate) fn device(&mut self, who: Who) -> &mut Device {
        match who {
            Who::Laptop => &mut self.laptop,
            Who::Phone => &mut self.phone,
        }
    }

    /// Nothing happens by the script any more.
    pub(crate) fn silent(&mut self) {
        self.to_come.clear();
    }

    pub(crate) async fn meet(&self) {
        let (mine, theirs) = meet(self.laptop.desk(), self.phone.desk()).await;
        assert!(mine.in_step && theirs.in_step, "{mine:?} {theirs:?}");
    }

    /// Both devices come into a zone.
    pub(crate) fn both_travel(&mut self, zone: &'static str) {
        self.laptop.travels(zone);
        self.phone.travels(zone);
    }

    /// Lives by the script up to a moment of the day's own zone, such as `2026-03-31T23:00`.
    pub(crate) async fn until(&mut self, civil: &str) {
        let civil: jiff::civil::DateTime = civil.parse().unwrap();
        let zone = script::zone_on(script::number_of(civil.date()));
        self.until_in(civil, zone).await;
    }

    pub(crate) async fn until_in(&mut self, civil: jiff::civil::DateTime, zone: &str) {
        let end = script::moment(civil, zone);
        while let Some(event) = self.to_come.pop_front() {
            if event.at.timestamp() > end.timestamp() {
                self.to_come.push_front(event);
                break;
            }
            self.play(event).await;
        }
        self.set_clocks(&end);
    }

    /// Both devices note what has collected, and meet.
    pub(crate) async fn settles(&mut self) {
        self.notes();
        self.meet().await;
    }

    /// Both devices note what has collected.
    pub(crate) fn notes(&mut self) {
        self.laptop.notes();
        self.phone.notes();
    }

    async fn play(&mut self, event: Event) {
        self.set_clocks(&event.at);
        let Event { n, at, who, what } = event;
        if let What::Meet = what {
            return self.settles().await;
        }
        let zone = match at.time_zone().iana_name() {
            Some(script::TOKYO) => script::TOKYO,
            Some(script::ANGELES) => script::ANGELES,
            _ => BERLIN,
        };
        let device = self.device(who);
        device.travels(zone);
        let now = n <= DAYS_ONE_BY_ONE || ALSO_ONE_BY_ONE.contains(&n);
        match what {
            What::Entry(plan) => {
                let id = writes(device, n, &plan);
                let kind = if plan.letter {
                    &mut self.letters
                } else {
                    &mut self.entries
                };
                kind.entry(n).or_insert(id);
            }
            What::Urge(urge) => {
                let mut item = json!({
                    "at": at.to_string(), "channel": urge.channel, "trigger": urge.trigger,
                    "intensity": urge.intensity, "gave_in": urge.gave_in,
                });
                if !urge.instead.is_empty() {
                    item["instead"] = urge.instead.into();
                }
                device.logs(2, "urges", item, now);
            }
            What::Storm(storm) => {
                let item = json!({
                    "at": at.to_string(), "trigger": storm.trigger, "intensity": storm.intensity,
                    "answered": storm.answered,
                });
                device.logs(9, "storms", item, now);
            }
            What::CheckIn { promise, kept } => match &device.links[promise] {
                Some(link) if !now => {
                    let kept = if kept { "kept" } else { "missed" };
                    let item = json!({"at": at.to_string(), "commitment": link, "kept": kept});
                    device.logs(9, "checkins", item, false);
                }
                _ => device.checks_in(n, promise, kept),
            },
            What::Meet => {}
        }
    }
}

fn writes(device: &Device, n: i32, plan: &Plan) -> String {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let body = if plan.letter {
        format!("Dear you, this is day {n}, and this stays here.")
    } else {
        format!("What day {n} was like.")
    };
    let draft = EntryFields {
        title: if plan.letter {
            String::new()
        } else {
            format!("Day {n}")
        },
        body,
        mood: plan.mood,
        emotions: words(&plan.emotions),
        triggers: words(&plan.triggers),
        tags: if plan.therapy {
            words(&["therapy"])
        } else {
            Vec::new()
        },
        steps: if plan.step_2 { vec![2] } else { Vec::new() },
        star: plan.star,
        letter: plan.letter,
        ..EntryFields::default()
    };
    device.vault().entries().create(draft).unwrap().id
}
