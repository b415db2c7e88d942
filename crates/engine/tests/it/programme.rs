//! The programme at the facade: journeys, promises, flags, worksheets of one's own and the writer's day, on one device
//! and on two.

mod evidence;
mod promises;

use engine::views::EntryFields;
use engine::worksheet::{Place, Target};
use engine::{CheckIn, Figures, JourneyChange, ReadError, SheetName, Standing, WriteError};
use jiff::{ToSpan as _, Zoned};
use serde_json::{Value, json};
use testkit::{Desk, World};

/// The clock of the fleet begins on 18 November 2026, 12:06:40 in Berlin.
fn now(device: &Desk) -> Zoned {
    device.vault.env().now()
}

fn add(device: &Desk, step: u8, list: &str, item: &Value) -> engine::worksheet::ItemId {
    let made = device
        .vault
        .worksheets()
        .fill_json(step, &Target::NewItem(list.into()), item);
    made.unwrap_or_else(|error| panic!("{error}"))[0]
}

fn set(device: &Desk, sheet: impl Into<SheetName>, field: &str, value: &str) {
    device
        .vault
        .worksheets()
        .fill(sheet, &Place::field(field), value)
        .unwrap_or_else(|error| panic!("{error}"));
}

fn write(device: &Desk, body: &str) -> engine::views::EntryView {
    let draft = EntryFields {
        body: body.into(),
        ..EntryFields::default()
    };
    device.vault.entries().create(draft).unwrap()
}

#[tokio::test]
async fn two_devices_that_begin_apart_begin_the_same_journey() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    let day = now(&laptop).date();
    set(&laptop, 2, "target_days", "45");
    phone.vault.journeys().begin("Anna", day).unwrap();
    set(&phone, 2, "start", "today");
    laptop.meets(&phone).await;
    for device in [&laptop, &phone] {
        let journeys = device.vault.journeys().list().unwrap();
        assert_eq!(journeys.len(), 1);
        assert_eq!(journeys[0].name, "Anna");
        let row = device.vault.worksheets().get(2).unwrap().row;
        assert_eq!(row.fields.number("target_days"), Some(45));
        assert_eq!(row.fields.date("start"), Some(day));
    }
}

#[tokio::test]
async fn steps_are_about_the_journey_chosen_last() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    set(&laptop, 1, "still_explaining", "the first");
    let first = laptop.vault.journeys().list().unwrap()[0].short.clone();
    world.advance(60);
    laptop
        .vault
        .journeys()
        .begin("second", now(&laptop).date())
        .unwrap();
    set(&laptop, 1, "still_explaining", "the second");
    laptop.meets(&phone).await;
    let told = |device: &Desk| {
        let sheet = device.vault.worksheets().get(1).unwrap();
        sheet.row.fields.words("still_explaining").to_owned()
    };
    assert_eq!(told(&phone), "the second");
    world.advance(60);
    phone
        .vault
        .journeys()
        .change(Some(&first), JourneyChange::Choose)
        .unwrap();
    laptop.meets(&phone).await;
    assert_eq!(
        (told(&laptop), told(&phone)),
        ("the first".into(), "the first".into())
    );
    // What is put aside gives way to the other, and comes back when it is chosen.
    let change = |journey, change| phone.vault.journeys().change(journey, change);
    let aside = change(Some(&first), JourneyChange::PutAside).unwrap();
    assert!(aside.put_aside && !aside.present);
    assert_eq!(told(&phone), "the second");
    let last = change(None, JourneyChange::PutAside);
    assert!(matches!(last, Err(WriteError::Refused(_))));
    world.advance(60);
    change(Some(&first), JourneyChange::Choose).unwrap();
    assert_eq!(told(&phone), "the first");
    let unknown = phone
        .vault
        .journeys()
        .change(Some("zzzz"), JourneyChange::Choose);
    assert!(matches!(unknown, Err(WriteError::Resolve(_))));
}

#[test]
fn no_contact_is_planned_after_a_no_or_when_attempts_are_used_up_and_writing_goes_on() {
    let device = World::new(1).first("laptop");
    set(&device, 11, "most", "1");
    assert_eq!(device.vault.worksheets().get(7).unwrap().standing, None);
    let attempt = add(
        &device,
        11,
        "attempts",
        &json!({ "channel": "letter", "answer": "no" }),
    );
    let sheet = device.vault.worksheets().get(7).unwrap();
    assert_eq!(sheet.standing, Some(Standing::SaidNo));
    let Figures::Readiness(report) = sheet.figures else {
        panic!("step 7 has the readiness report");
    };
    let from_attempt: Vec<&str> = report
        .reasons
        .iter()
        .filter(|reason| reason.item == Some(attempt))
        .map(|reason| reason.text.as_str())
        .collect();
    assert_eq!(from_attempt, ["They have said no. That is an answer."]);

    device
        .vault
        .journeys()
        .change(None, JourneyChange::DoNotContact(true))
        .unwrap();
    for step in [7, 8, 11] {
        let standing = device.vault.worksheets().get(step).unwrap().standing;
        assert_eq!(standing, Some(Standing::DoNotContact));
    }
    assert_eq!(
        device.vault.worksheets().get(7).unwrap().figures,
        Figures::None
    );
    assert_eq!(
        device
            .vault
            .programme()
            .today()
            .unwrap()
            .step
            .map(|step| step.number),
        Some(11)
    );
    set(&device, 7, "motive", "to say sorry");
    let written = device.vault.worksheets().get(7).unwrap().row;
    assert_eq!(written.fields.words("motive"), "to say sorry");
}

#[test]
fn the_last_word_about_a_day_counts() {
    let device = World::new(1).first("laptop");
    let yesterday = now(&device).saturating_sub(1.days());
    let from = yesterday.date();
    let promise = json!({ "promise": "walk", "cadence": "daily", "from": from.to_string() });
    add(&device, 9, "commitments", &promise);
    let noon = from
        .at(12, 0, 0, 0)
        .to_zoned(yesterday.time_zone().clone())
        .unwrap();
    let kept = || {
        let Figures::Kept { promises, .. } = device.vault.worksheets().get(9).unwrap().figures
        else {
            panic!("step 9 counts promises");
        };
        promises.commitments[0].days[&from]
    };
    // Each time at the same noon: what is said later goes.
    for said in [true, false, true, false] {
        let at = Some(noon.clone());
        let walk = CheckIn {
            at,
            ..CheckIn::now("walk", said)
        };
        device.vault.programme().check_in(&walk).unwrap();
        assert_eq!(kept(), said);
    }
    let unknown = device
        .vault
        .programme()
        .check_in(&CheckIn::now("swim", true));
    assert!(matches!(unknown, Err(WriteError::Resolve(_))));
}

#[test]
fn habits_are_checked_in_beside_promises() {
    let device = World::new(1).first("laptop");
    let today = now(&device).date().to_string();
    add(
        &device,
        3,
        "care",
        &json!({ "habit": "sleep early", "cadence": "daily", "from": today }),
    );
    add(
        &device,
        6,
        "health",
        &json!({ "habit": "run", "cadence": "weekly", "from": today, "kind": "exercise" }),
    );
    let due = |device: &Desk| -> Vec<String> {
        let today = device.vault.programme().today().unwrap();
        today
            .due
            .into_iter()
            .map(|view| view.due.promise.promise)
            .collect()
    };
    assert_eq!(due(&device), ["sleep early", "run"]);
    device
        .vault
        .programme()
        .check_in(&CheckIn::now("run", true))
        .unwrap();
    assert_eq!(due(&device), ["sleep early"]);
    let Figures::Kept { habits, .. } = device.vault.worksheets().get(9).unwrap().figures else {
        panic!("step 9 counts habits too");
    };
    let kept: Vec<usize> = habits
        .commitments
        .iter()
        .map(|habit| habit.days.len())
        .collect();
    assert_eq!(kept, [0, 1]);
}

#[tokio::test]
async fn a_sentence_kept_on_one_device_is_kept_on_the_other() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    let blaming = "I shouted, but you had been late all week.";
    set(&laptop, 8, "after", blaming);
    let entry = EntryFields {
        body: format!("Today again. {blaming} It was your fault."),
        steps: vec![4],
        ..EntryFields::default()
    };
    laptop.vault.entries().create(entry).unwrap();
    let flags = laptop.vault.flags().list(false).unwrap();
    let rules: Vec<&str> = flags.iter().map(|view| view.flag.rule.name()).collect();
    assert_eq!(rules, ["but_you", "but_you", "their_fault"]);
    laptop.meets(&phone).await;

    // One word for the sentence wherever it stands.
    phone.vault.flags().keep(&flags[0].short, true).unwrap();
    laptop.meets(&phone).await;
    let left = laptop.vault.flags().list(false).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].flag.sentence, "It was your fault.");
    assert_eq!(laptop.vault.flags().list(true).unwrap().len(), 3);
    laptop.vault.flags().keep(&flags[0].short, false).unwrap();
    assert_eq!(laptop.vault.flags().list(false).unwrap().len(), 3);
}

const CARD: &str = include_str!("../../../../tests/fixtures/card.toml");

#[test]
fn versions_come_in_in_any_order_and_none_twice() {
    let device = World::new(1).first("laptop");
    let second = CARD
        .replace("version = 1", "version = 2")
        .replace("How was the evening?", "What did you do?");
    let (card, new) = device.vault.worksheets().import(&second).unwrap();
    assert_eq!((card.version, new), (2, true));
    let (card, new) = device.vault.worksheets().import(CARD).unwrap();
    assert_eq!((card.version, new), (2, true));
    assert_eq!(
        card.field("evening").unwrap().asked_by(1).1,
        "How was the evening?"
    );
    let (_, new) = device.vault.worksheets().import(CARD.trim_end()).unwrap();
    assert!(!new, "a line break at the end makes no other text");
    let other = CARD.replace("Card", "Another");
    assert!(
        matches!(device.vault.worksheets().import(&other), Err(WriteError::Invalid(why)) if why.starts_with("line 3"))
    );

    set(&device, "card", "evening", "tea");
    assert_eq!(
        device
            .vault
            .worksheets()
            .get("card")
            .unwrap()
            .row
            .asked
            .get("evening"),
        Some(&2)
    );
    device.vault.worksheets().remove(&"card".into()).unwrap();
    assert!(matches!(
        device.vault.worksheets().get("card"),
        Err(ReadError::Resolve(_))
    ));
    device.vault.worksheets().import(CARD).unwrap();
    assert_eq!(
        device
            .vault
            .worksheets()
            .get("card")
            .unwrap()
            .row
            .fields
            .words("evening"),
        "tea"
    );
    let rule = engine::ShareRule {
        worksheets: ["nothing".to_owned()].into(),
        ..engine::ShareRule::default()
    };
    assert!(matches!(
        device.vault.shares().preview(&rule),
        Err(ReadError::Resolve(_))
    ));
}

#[test]
fn links_are_written_short_and_read_in_words() {
    let device = World::new(1).first("laptop");
    let root = add(&device, 3, "roots", &json!({ "issue": "jealousy" }));
    let urge = add(&device, 2, "urges", &json!({ "trigger": "a photo" }));
    write(&device, "A quiet evening.");
    let place = Place::item("roots", root, "evidence");
    let urge = urge.short();
    device
        .vault
        .worksheets()
        .fill(3, &place, &format!("@1 2/urges/{urge}"))
        .unwrap();
    let sheet = device.vault.worksheets().get(3).unwrap();
    let readable = sheet.readable();
    let shown: Vec<&str> = readable.items("roots")[0]
        .fields
        .chosen("evidence")
        .collect();
    assert!(
        shown
            .iter()
            .any(|words| words.ends_with(" A quiet evening.")),
        "{shown:?}"
    );
    assert!(
        shown.contains(&format!("urges/{urge} a photo").as_str()),
        "{shown:?}"
    );
    device.vault.worksheets().fill(3, &place, "-@1").unwrap();
    let sheet = device.vault.worksheets().get(3).unwrap();
    assert_eq!(
        sheet.row.items("roots")[0]
            .fields
            .chosen("evidence")
            .count(),
        1
    );
    let unknown = device.vault.worksheets().fill(3, &place, "2/urges/zzzzz");
    assert!(matches!(unknown, Err(WriteError::Resolve(_))));

    // Programs may write them as short, and as they are kept.
    let fills = |link: &str| {
        let target = Target::Item("roots".to_owned(), root);
        let json = json!({ "evidence": [link] });
        device.vault.worksheets().fill_json(3, &target, &json)
    };
    let here = format!(":roots:{}", root.short());
    for link in [
        "@1",
        &format!("2/urges/{urge}"),
        &here,
        &here[1..].replace(':', "/"),
    ] {
        fills(link).unwrap();
    }
    let sheet = device.vault.worksheets().get(3).unwrap();
    let kept: Vec<&str> = sheet.row.items("roots")[0]
        .fields
        .chosen("evidence")
        .collect();
    assert_eq!(kept, [format!(":roots:{root}")]);
    fills(kept[0]).unwrap();
    assert!(matches!(fills("roots/zzzz"), Err(WriteError::Resolve(_))));
}

/// Whoever flies west over the date line meets the day before once more; the count does not.
#[test]
fn the_day_does_not_go_back_by_flying() {
    let world = World::new(1);
    world.advance(2 * 3600);
    let device = world.first("laptop");
    set(&device, 2, "start", "2026-11-09");
    let day = || {
        let Figures::NoContact(figures) = device.vault.worksheets().get(2).unwrap().figures else {
            panic!("step 2 counts days");
        };
        (figures.day, figures.slips_counted)
    };
    assert_eq!(day(), (10, 0)); // 9 to 18 November
    // Written an hour ago in Auckland, where the 19th had begun.
    let auckland = jiff::tz::TimeZone::get("Pacific/Auckland").unwrap();
    let there = now(&device)
        .saturating_sub(1.hours())
        .with_time_zone(auckland);
    assert_eq!(there.date().to_string(), "2026-11-19");
    let entry = EntryFields {
        when: (&there).into(),
        body: "In the departure hall.".into(),
        ..EntryFields::default()
    };
    device.vault.entries().create(entry).unwrap();
    assert_eq!(day(), (11, 0));
    // A slip there counts at once, though it is dated later than this clock's day; one that is yet to come does not.
    add(
        &device,
        2,
        "slips",
        &json!({ "at": there.to_string(), "channel": "messages" }),
    );
    add(
        &device,
        2,
        "slips",
        &json!({ "at": "2026-11-25", "channel": "calls" }),
    );
    assert_eq!(day(), (0, 1));
}

#[tokio::test]
async fn what_was_said_holds_from_its_day_on_every_device() {
    let world = World::new(1);
    let (laptop, phone) = world.pair().await;
    let today = now(&laptop).date();
    let from = today.saturating_sub(21.days()).to_string();
    let promise = json!({ "promise": "walk", "cadence": "weekly", "from": from });
    let walk = add(&laptop, 9, "commitments", &promise);
    set(&laptop, 11, "most", "1");
    add(
        &laptop,
        11,
        "attempts",
        &json!({ "channel": "letter", "answer": "none" }),
    );
    let due = |device: &Desk| -> Vec<u32> {
        let Figures::Kept { promises, .. } = device.vault.worksheets().get(9).unwrap().figures
        else {
            panic!("step 9 counts promises");
        };
        promises
            .weeks
            .iter()
            .filter(|week| week.over)
            .map(|week| week.due)
            .collect()
    };
    let before = due(&laptop);
    assert!(
        before.len() >= 3 && before.iter().all(|due| *due == 1),
        "{before:?}"
    );
    let cadence = Place::item("commitments", walk, "cadence");
    laptop
        .vault
        .worksheets()
        .fill(9, &cadence, "daily")
        .unwrap();
    set(&laptop, 11, "most", "5");
    laptop.meets(&phone).await;
    for device in [&laptop, &phone] {
        assert_eq!(due(device), before);
        let sheet = device.vault.worksheets().get(11).unwrap();
        assert_eq!(sheet.standing, Some(Standing::AttemptsUsedUp));
        assert_eq!(sheet.unknown, 0);
        assert_eq!(sheet.row.fields.number("most"), Some(5));
        // The history tells of the change, and of nothing else.
        let past = device.vault.worksheets().history(11, 0).unwrap();
        let told = past.versions.iter().flat_map(|version| &version.changes);
        assert!(told.into_iter().all(|change| change.field != "before"));
    }
    // Going back is one more change of today, and takes nothing away from what is kept.
    let past = laptop.vault.worksheets().history(9, 0).unwrap();
    laptop
        .vault
        .worksheets()
        .go_back(9, past.total - 1, None)
        .unwrap();
    assert_eq!(due(&laptop), before);
}
