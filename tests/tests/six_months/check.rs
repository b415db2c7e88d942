//! Comparing: mismatches are gathered, so that one wrong figure does not hide the next; two devices agree on all they
//! show; figures of insights as short lines that can be written out by hand.

use std::collections::BTreeMap;
use std::fmt::Debug;

use engine::insight::{Insight, Value};
use engine::views::{EntryRow, Query};
use engine::worksheet::{ItemId, STEPS};
use engine::{Days, Figures, InsightKind, SheetName, Vault};
use jiff::civil::Date;

use crate::life::{Device, Life};
pub(crate) use crate::topic::Topic;

/// How much of a mismatch is shown, and how much of it before the first difference.
const CHARS_SHOWN: usize = 400;
const CHARS_BEFORE: usize = 160;

/// What did not come out as it should, and how much was compared, by topic.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    compared: BTreeMap<Topic, usize>,
    wrong: Vec<(Topic, String)>,
}

impl Ledger {
    /// What is compared next is about this.
    pub(crate) fn on(&mut self, topic: Topic) -> Entry<'_> {
        Entry {
            ledger: self,
            topic,
        }
    }

    /// Fails if nothing was compared on a topic, or something of it was wrong.
    pub(crate) fn close_on(&self, topic: Topic) {
        assert!(self.compared.contains_key(&topic), "nothing was compared");
        let of_topic = self.wrong.iter().filter(|(of, _)| *of == topic);
        fail_with(&of_topic.map(|(_, text)| text.as_str()).collect::<Vec<_>>());
    }

    /// Fails if anything was wrong.
    pub(crate) fn close(&self) {
        let all = self.wrong.iter();
        fail_with(&all.map(|(_, text)| text.as_str()).collect::<Vec<_>>());
    }
}

fn fail_with(wrong: &[&str]) {
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A place in the ledger.
pub(crate) struct Entry<'l> {
    ledger: &'l mut Ledger,
    topic: Topic,
}

impl Entry<'_> {
    pub(crate) fn same<T: PartialEq + Debug>(mut self, what: &str, found: T, right: T) {
        self.compare(what, "found", &found, &right);
    }

    /// The same on both devices.
    pub(crate) fn both<T: PartialEq + Debug>(
        mut self,
        life: &Life,
        what: &str,
        of: impl Fn(&Device) -> T,
        right: T,
    ) {
        for (device, name) in [(&life.laptop, "laptop"), (&life.phone, "phone")] {
            self.compare(what, name, &of(device), &right);
        }
    }

    /// Notes a mismatch, from shortly before the place where the two begin to differ.
    fn compare<T: PartialEq + Debug>(&mut self, what: &str, by: &str, found: &T, right: &T) {
        *self.ledger.compared.entry(self.topic).or_default() += 1;
        if found == right {
            return;
        }
        let (found, right) = (format!("{found:?}"), format!("{right:?}"));
        let alike = found.chars().zip(right.chars()).take_while(|(a, b)| a == b);
        let from = alike.count().saturating_sub(CHARS_BEFORE);
        let part = |text: &str| {
            text.chars()
                .skip(from)
                .take(CHARS_SHOWN)
                .collect::<String>()
        };
        let (found, right) = (part(&found), part(&right));
        let text = format!("{what}\n    {by:6} …{found}\n    right  …{right}");
        self.ledger.wrong.push((self.topic, text));
    }
}

pub(crate) const KINDS: [InsightKind; 10] = [
    InsightKind::Days,
    InsightKind::Mood,
    InsightKind::Words,
    InsightKind::Pairs,
    InsightKind::Times,
    InsightKind::NoContact,
    InsightKind::Kept,
    InsightKind::Progress,
    InsightKind::OnThisDay,
    InsightKind::Week,
];

pub(crate) fn days(from: Date, to: Date) -> Days {
    Days {
        from: Some(from),
        to: Some(to),
    }
}

/// Everything that a device shows and both must show alike, by name.
fn shown(vault: &Vault) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |name: &str, value: &dyn Debug| all.push((name.to_owned(), format!("{value:?}")));
    add("today", &vault.programme().today().unwrap());
    add("promises", &vault.programme().promises().unwrap());
    add("journey", &vault.journeys().present().unwrap());
    add("journeys", &vault.journeys().list().unwrap());
    add("steps", &vault.programme().steps().unwrap());
    add("worksheets", &vault.worksheets().list().unwrap());
    for sheet in vault.worksheets().list().unwrap() {
        let name = match sheet.step {
            Some(step) => SheetName::Step(step),
            None => SheetName::Definition(sheet.id),
        };
        add(
            &format!("worksheet {name}"),
            &vault.worksheets().get(name.clone()).unwrap(),
        );
        add(
            &format!("flags of {name}"),
            &vault.flags().of_worksheet(&name).unwrap(),
        );
    }
    add("flags", &vault.flags().list(true).unwrap());
    add("urge help", &vault.programme().urge_help("wine").unwrap());
    add("entries", &vault.entries().list(&Query::default()).unwrap());
    for kind in KINDS {
        add(
            &format!("insight {kind:?}"),
            &vault.insights().get(kind, Days::default()).unwrap(),
        );
    }
    add(
        "summary",
        &vault.insights().summary(Days::default(), None).unwrap(),
    );
    for (step, list, field) in [
        (2, Some("urges"), "intensity"),
        (2, None, "target_days"),
        (3, Some("values"), "value"),
        (6, None, "who_i_am"),
        (9, Some("storms"), "answered"),
    ] {
        let asked = vault
            .insights()
            .question(&SheetName::Step(step), list, field, Days::default());
        // Where contact is not wanted, some questions are none.
        let asked = asked.map_err(|why| why.to_string());
        add(&format!("question {step} {field}"), &asked);
    }
    all
}

/// Both devices show the same and hold the same words.
pub(crate) fn agree(ledger: &mut Ledger, life: &Life, at: &str) {
    let (laptop, phone) = (shown(life.laptop.vault()), shown(life.phone.vault()));
    ledger.on(Topic::Agreement).same(
        &format!("{at}: how much there is"),
        laptop.len(),
        phone.len(),
    );
    for (laptop, phone) in laptop.into_iter().zip(phone) {
        ledger.on(Topic::Agreement).same(
            &format!("{at}: the phone as the laptop, {}", laptop.0),
            phone,
            laptop,
        );
    }
    let rows = |device: &Device| -> Vec<(String, EntryRow)> {
        let export = device
            .vault()
            .transfer()
            .export(true, &device.desk().confirmed())
            .unwrap();
        let mut rows: Vec<_> = export
            .entries
            .into_iter()
            .map(|entry| (entry.id.to_string(), entry.row))
            .collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows
    };
    ledger.on(Topic::Agreement).same(
        &format!("{at}: entries"),
        rows(&life.phone),
        rows(&life.laptop),
    );
}

/// All insights into all days, with the records behind each figure, are the same on both devices.
pub(crate) fn agree_on_all_days(ledger: &mut Ledger, life: &Life, whole: Days) {
    for kind in KINDS {
        let of = |device: &Device| device.vault().insights().get(kind, whole).unwrap();
        let laptop = of(&life.laptop);
        ledger
            .on(Topic::Agreement)
            .both(life, &format!("all days: {kind:?}"), of, laptop);
    }
    let of = |device: &Device| device.vault().insights().summary(whole, None).unwrap();
    ledger
        .on(Topic::Agreement)
        .both(life, "all days: summary", of, of(&life.laptop));
}

/// The pages of both devices are what their records give, and nothing was refused or deferred.
pub(crate) fn sound(ledger: &mut Ledger, life: &Life, at: &str) {
    for device in [&life.laptop, &life.phone] {
        device.desk().is_sound();
        let ward = device.vault().ward().unwrap();
        ledger.on(Topic::Soundness).same(
            &format!("{at}: nothing was refused"),
            ward.refused_total,
            0,
        );
        ledger.on(Topic::Soundness).same(
            &format!("{at}: nothing was set aside"),
            ward.deferred.len(),
            0,
        );
    }
}

/// A figure of an insight in words; bars of nothing are left out.
pub(crate) fn figure(insight: &Insight, id: &str) -> String {
    let found = insight.figures.iter().find(|figure| figure.id == id);
    let Some(figure) = found else {
        return format!("no figure {id}");
    };
    match &figure.value {
        Value::Count { value, unit } => format!("{value} {unit}"),
        Value::Mean(mean) | Value::Change(mean) => format!("{mean:.3}"),
        Value::Share { part, of } => format!("{part}/{of}"),
        Value::TooFew { have, need } => format!("{have}, {need} needed"),
        Value::Series(points) => {
            let point = |point: &engine::insight::Point| {
                let average = point
                    .average
                    .map_or(String::new(), |mean| format!("~{mean:.3}"));
                format!("{} {:.3}{average}", point.date, point.value)
            };
            points.iter().map(point).collect::<Vec<_>>().join(", ")
        }
        Value::Bars(bars) => {
            let words = bars.iter().filter(|bar| bar.count > 0).map(|bar| {
                assert_eq!(
                    bar.why.len(),
                    bar.count as usize,
                    "every bar has its records"
                );
                let mean = bar
                    .mean
                    .map_or(String::new(), |mean| format!(" ({mean:.3})"));
                format!("{} {}{mean}", bar.label, bar.count)
            });
            words.collect::<Vec<_>>().join(", ")
        }
        Value::Calendar(days) => {
            let kept: u32 = days.iter().map(|day| day.kept).sum();
            let missed: u32 = days.iter().map(|day| day.missed).sum();
            format!("{} days, {kept} kept, {missed} missed", days.len())
        }
        Value::Notes(notes) => {
            let words = notes.iter().map(|note| {
                let date = note.date.map_or(String::new(), |date| format!("{date} "));
                format!("{date}{}: {}", note.head, note.text.replace('\n', " | "))
            });
            words.collect::<Vec<_>>().join("; ")
        }
    }
}

/// Figures of an insight, one line each.
pub(crate) fn figures(device: &Device, kind: InsightKind, days: Days, ids: &[&str]) -> Vec<String> {
    let insight = device.vault().insights().get(kind, days).unwrap();
    ids.iter()
        .map(|id| format!("{id}: {}", figure(&insight, id)))
        .collect()
}

pub(crate) fn no_contact(device: &Device) -> engine::worksheet::NoContact {
    match device.vault().worksheets().get(2).unwrap().figures {
        Figures::NoContact(figures) => figures,
        other => panic!("{other:?}"),
    }
}

/// Promises, then habits.
pub(crate) fn kept(device: &Device) -> [engine::worksheet::Kept; 2] {
    match device.vault().worksheets().get(9).unwrap().figures {
        Figures::Kept { promises, habits } => [promises, habits],
        other => panic!("{other:?}"),
    }
}

/// The item of a promise or habit.
pub(crate) fn promise(device: &Device, words: &str) -> ItemId {
    let all = kept(device).into_iter().flat_map(|kept| kept.commitments);
    let mut named = all.filter(|one| one.promise.promise == words);
    named.next().unwrap().promise.item
}

/// The steps that are done.
pub(crate) fn done(device: &Device) -> Vec<u8> {
    let steps = device.vault().programme().steps().unwrap();
    assert_eq!(steps.len(), usize::from(STEPS));
    steps
        .iter()
        .filter(|step| step.done)
        .map(|step| step.number)
        .collect()
}

/// Lines of figures, written with semicolons between them.
pub(crate) fn lines(text: &str) -> Vec<String> {
    text.split("; ").map(str::to_owned).collect()
}

/// Figures of an insight on both devices against what was written out by hand.
pub(crate) fn by_hand(
    ledger: &mut Ledger,
    life: &Life,
    what: &str,
    (kind, days): (InsightKind, Days),
    right: &str,
) {
    let right = lines(right);
    let ids = right.iter().map(|line| line.split(": ").next().unwrap());
    let ids: Vec<&str> = ids.collect();
    let found = |device: &Device| figures(device, kind, days, &ids);
    ledger.on(Topic::of(kind)).both(
        life,
        &format!("{what}, by hand: {kind:?}"),
        found,
        right.clone(),
    );
}
