//! When a day ends: one setting for all devices, by which everything counts its days.

use engine::views::{ApartKind, EntryFields, EntryRef};
use engine::when::DayEnds;
use engine::worksheet::{Place, Target};
use engine::{
    AfterUrge, CheckIn, Days, Figures, InsightKind, Preference, Preferences, Query, ShareRule,
    Slip, Urge,
};
use jiff::Zoned;
use jiff::civil::Date;
use serde_json::json;
use testkit::{Desk, World};

const FOUR: &str = "04:00";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn at(text: &str) -> Zoned {
    format!("{text}[Europe/Berlin]").parse().unwrap()
}

fn ends(device: &Desk, time: &str) {
    let ends = time.parse().unwrap();
    let set = device.vault.set_preference(Preference::DayEnds(ends));
    set.unwrap();
}

fn quiet(device: &Desk, on: bool) {
    let set = device.vault.set_preference(Preference::QuietLine(on));
    set.unwrap();
}

fn write(device: &Desk, when: &str, body: &str) -> engine::Entry {
    let entry = EntryFields {
        when: at(when).into(),
        ..EntryFields::text(body)
    };
    device.vault.entries().create(entry.mood(7)).unwrap()
}

/// A device on which it is the 19th, one in the morning.
fn at_one_in_the_night() -> (World, Desk) {
    let world = World::new(1);
    // The clock begins on 18 November 2026, 12:06:40 in Berlin.
    world.advance(12 * 3600 + 53 * 60 + 20);
    let device = world.first("laptop");
    assert_eq!(device.vault.env().now(), at("2026-11-19T01:00:00"));
    (world, device)
}

#[test]
fn what_happens_before_the_day_ends_counts_to_the_day_before() {
    let (_world, device) = at_one_in_the_night();
    let vault = &device.vault;
    let (entries, worksheets) = (vault.entries(), vault.worksheets());
    for (step, field, value) in [(2, "start", "2026-11-10"), (2, "ending", "ordinary")] {
        worksheets.fill(step, &Place::field(field), value).unwrap();
    }
    let walk = json!({"promise": "walk", "cadence": "daily", "from": "2026-11-10"});
    let list = Target::NewItem("commitments".into());
    worksheets.fill_json(9, &list, &walk).unwrap();
    write(&device, "2026-11-17T23:00:00", "on the 17th");
    let late = write(&device, "2026-11-19T00:30:00", "cannot sleep");
    let slip = Slip {
        at: Some(at("2026-11-18T02:00:00")),
        ..Slip::default()
    };
    vault.programme().slip(&slip).unwrap();
    let urge = Urge {
        at: Some(at("2026-11-19T00:40:00")),
        ..Urge::now()
    };
    vault.programme().log_urge(&urge).unwrap();
    let figures = || {
        let Figures::NoContact(figures) = worksheets.get(2).unwrap().figures else {
            panic!("step 2 counts days");
        };
        (figures.day, figures.slips[0])
    };
    assert_eq!(figures(), (1, day("2026-11-18")));
    assert_eq!(vault.programme().today().unwrap().date, day("2026-11-19"));

    ends(&device, FOUR);
    // The slip at two in the morning of the 18th was on the 17th, and the night has not ended.
    assert_eq!(figures(), (1, day("2026-11-17")));
    let today = vault.programme().today().unwrap();
    assert_eq!(today.date, day("2026-11-18"));
    assert_eq!((today.written, today.streak), ((true, true), 2));
    let walked = CheckIn {
        at: Some(at("2026-11-19T00:50:00")),
        ..CheckIn::now("walk", true)
    };
    let kept = vault.programme().check_in(&walked);
    assert_eq!(kept.unwrap().date, day("2026-11-18"));
    let found = |query: &str| entries.list(&Query::matching(query)).unwrap().entries;
    assert_eq!(found("on:2026-11-18").len(), 1);
    assert_eq!(found("on:2026-11-19").len(), 0);
    assert_eq!(found("on:today")[0].id, late.id);
    let named = entries.get(&EntryRef::Yesterday).unwrap();
    assert_eq!(named.body, "on the 17th");
    let days = entries.days(day("2026-11-18"), day("2026-11-18")).unwrap();
    assert_eq!(days[0].entries, 1);
    let insight = vault
        .insights()
        .get(InsightKind::Days, Days::default())
        .unwrap();
    assert_eq!(insight.to, day("2026-11-18"));
    let shared = |from: &str| {
        let rule = ShareRule {
            from: Some(day(from)),
            ..ShareRule::default()
        };
        vault.shares().preview(&rule).unwrap().entries.len()
    };
    assert_eq!((shared("2026-11-18"), shared("2026-11-19")), (1, 0));
    // What is typed is read by the same day.
    worksheets.fill(2, &Place::field("start"), "today").unwrap();
    let start = worksheets.get(2).unwrap().row.fields.date("start");
    assert_eq!(start, Some(day("2026-11-18")));
    // What a clock showed stays what it was.
    assert_eq!(entries.get(&EntryRef::Newest(1)).unwrap().when, late.when);
}

#[tokio::test]
async fn settings_travel_and_those_chosen_apart_both_stand() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    assert_eq!(laptop.vault.preferences().unwrap(), Preferences::default());
    ends(&laptop, FOUR);
    let quiet = Preference::QuietLine(false);
    phone.vault.set_preference(quiet).unwrap();
    laptop.meets(&phone).await;
    for device in [&laptop, &phone] {
        let chosen = device.vault.preferences().unwrap();
        assert_eq!(chosen.day_ends.to_string(), FOUR);
        assert!(!chosen.quiet_line);
    }
    // What says the same again is no record, once the document holds what was read of both sides.
    phone.vault.set_preference(quiet).unwrap();
    let saved = phone.vault.env().times_saved();
    phone.vault.set_preference(quiet).unwrap();
    ends(&phone, FOUR);
    assert_eq!(phone.vault.env().times_saved(), saved);
}

// Seen to fail where settings are not noted as changed apart: nothing was said, and the earlier choice was gone.
#[tokio::test]
async fn a_setting_chosen_on_both_sides_is_the_later_one_and_both_are_told_once() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    let apart = |device: &Desk| device.vault.both_sides().list().unwrap();
    // The phone chooses later, whoever meets whom.
    ends(&laptop, "03:00");
    world.advance(60);
    ends(&phone, FOUR);
    quiet(&phone, false);
    laptop.meets(&phone).await;
    for device in [&laptop, &phone] {
        assert_eq!(
            device.vault.preferences().unwrap().day_ends.to_string(),
            FOUR
        );
        let told = apart(device);
        let [one] = told.as_slice() else {
            panic!("{}: {told:?}", device.name);
        };
        assert_eq!(
            (one.kind, one.name.as_str()),
            (ApartKind::Settings, "settings")
        );
        let [lost] = one.lost.as_slice() else {
            panic!("{one:?}");
        };
        let told = [
            &lost.label,
            &lost.words,
            &lost.device,
            &lost.kept.words,
            &lost.kept.device,
        ];
        assert_eq!(told, ["day-ends", "03:00", "laptop", FOUR, "phone"]);
    }
    let told = apart(&laptop);
    laptop.vault.both_sides().told(&told).unwrap();
    assert_eq!(apart(&laptop), []);
    assert_eq!(apart(&phone).len(), 1);
    // Who chooses anew needs not be told any more, and the other one is not told again.
    ends(&phone, "05:00");
    assert_eq!(apart(&phone), []);
    laptop.meets(&phone).await;
    assert_eq!((apart(&laptop), apart(&phone)), (vec![], vec![]));

    // The same choice on both sides is none to speak of; a switch is told as it is typed.
    ends(&laptop, "02:00");
    ends(&phone, "02:00");
    laptop.meets(&phone).await;
    assert_eq!((apart(&laptop), apart(&phone)), (vec![], vec![]));
    quiet(&phone, true);
    laptop.meets(&phone).await;
    quiet(&laptop, false);
    quiet(&laptop, true);
    world.advance(60);
    quiet(&phone, false);
    laptop.meets(&phone).await;
    let [one] = apart(&laptop).try_into().unwrap();
    let lost = &one.lost[0];
    let told = [&lost.label, &lost.words, &lost.kept.words];
    assert_eq!(told, ["quiet-line", "on", "off"], "{one:?}");
    assert!(!laptop.vault.preferences().unwrap().quiet_line);
}

// Seen to fail: both were asked about.
#[tokio::test]
async fn who_gave_in_is_not_asked_what_they_did_instead() {
    let (_world, device) = at_one_in_the_night();
    let programme = device.vault.programme();
    let yesterday = || Urge {
        at: Some(at("2026-11-18T20:00:00")),
        ..Urge::now()
    };
    let urge = programme.log_urge(&yesterday()).unwrap();
    programme.log_urge(&yesterday()).unwrap();
    assert_eq!(programme.today().unwrap().open_urges.len(), 2);
    let gave_in = AfterUrge {
        gave_in: Some(true),
        ..AfterUrge::default()
    };
    programme.urge_passed(urge, &gave_in).unwrap();
    let open = programme.today().unwrap().open_urges;
    assert_eq!(open.len(), 1);
    assert_ne!(open[0], urge.short());
}

#[test]
fn a_day_ends_in_the_night_or_in_the_morning() {
    for text in ["12:00", "23:59", "24:00", "4", "04:00:30", "soon", ""] {
        assert!(text.parse::<DayEnds>().is_err(), "{text}");
    }
    let ends: DayEnds = "04:30".parse().unwrap();
    for (shown, counts) in [
        ("2026-11-19T04:29:59", "2026-11-18"),
        ("2026-11-19T04:30", "2026-11-19"),
        ("2026-11-19T23:59", "2026-11-19"),
        ("2027-01-01T00:00", "2026-12-31"),
    ] {
        assert_eq!(ends.day_of(shown.parse().unwrap()), day(counts));
        assert_eq!(ends.day_of_text(shown), Some(day(counts)));
    }
    let on = |time: &str| ends.on(day("2026-11-19"), time.parse().unwrap());
    assert_eq!(on("01:00").to_string(), "2026-11-20T01:00:00");
    assert_eq!(on("22:00").to_string(), "2026-11-19T22:00:00");
}

#[test]
fn what_has_not_come_is_counted_last() {
    let (_world, device) = at_one_in_the_night();
    let first = write(&device, "2026-11-17T23:00:00", "first");
    let second = write(&device, "2026-11-18T23:00:00", "second");
    let far = write(&device, "2062-11-27T10:00:00", "far");
    let near = write(&device, "2026-11-20T10:00:00", "near");
    let named = |n| device.vault.entries().get(&EntryRef::Newest(n));
    let ids = [1, 2, 3, 4].map(|n| named(n).unwrap().id);
    assert_eq!(ids, [second.id, first.id, near.id, far.id]);
    assert!(named(5).is_err());
    let listed = device.vault.entries().list(&Query::newest(1)).unwrap();
    assert_eq!(listed.entries[0].body, "far");
}
