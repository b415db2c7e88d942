//! April and May: two and five weeks with the devices apart, writing into the same worksheets.

use engine::worksheet::{ItemId, Place, Target};
use engine::{Days, InsightKind, JourneyChange};
use jiff::civil::date;
use serde_json::json;

use crate::check::{
    Ledger, Topic, agree, days, done, figure, figures, kept, lines, no_contact, sound,
};
use crate::life::{Device, Life};
use crate::reckon::{Told, reckon};
use crate::script::date_of;
use crate::sheets;

/// What is known from one chapter to the next.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) root: Option<ItemId>,
    pub(crate) interest: Option<ItemId>,
}

/// Two weeks apart; one slip noted on both devices, around midnight.
pub(crate) async fn april(life: &mut Life, ledger: &mut Ledger, known: &mut Known) {
    sheets::begins(life).await;
    life.until("2026-04-05T20:00").await;
    let laptop = &life.laptop;
    laptop.fills(6, &json!({"who_i_am": "I bake bread."}));
    known.interest = Some(laptop.adds(6, "interests", &json!({"what": "Pottery"})));
    let root = json!({"issue": "Fear of being left", "evidence": [life.entries[&1]]});
    known.root = Some(laptop.adds(3, "roots", &root));
    life.until("2026-04-08T12:00").await;
    let times = Place::item("interests", known.interest.unwrap(), "times");
    life.phone
        .types(6, &Place::field("who_i_am"), "I walk. I bake bread.");
    life.phone.types(6, &times, "+1");
    life.phone.adds(3, "values", &json!({"value": "Kindness"}));
    life.until("2026-04-09T12:00").await;
    life.laptop
        .types(6, &Place::field("who_i_am"), "I bake bread. I sing.");
    life.laptop.types(6, &times, "+1");
    life.laptop.adds(3, "values", &json!({"value": "Honesty"}));
    life.laptop.adds(3, "values", &json!({"value": "Patience"}));
    life.until("2026-04-10T12:00").await;
    life.notes();
    life.laptop.types(6, &times, "+1");
    life.until("2026-04-14T23:50").await;
    let on_phone = life.phone.adds(2, "slips", &json!({"channel": "calls"}));
    life.until("2026-04-15T00:10").await;
    let on_laptop = life.laptop.adds(2, "slips", &json!({"channel": "calls"}));
    life.until("2026-04-20T19:00").await;
    let days = (no_contact(&life.phone).day, no_contact(&life.laptop).day);
    ledger
        .on(Topic::NoContact)
        .same("apart: since 15 and since 16 April", days, (6, 5));
    life.settles().await;
    agree(ledger, life, "two weeks apart");
    sound(ledger, life, "two weeks apart");
    let told = Told {
        slips: &[20, 45, 46],
        counted: 3,
        necessary: 1,
    };
    reckon(ledger, life, "two weeks apart", 51, told);
    life.laptop
        .vault()
        .worksheets()
        .same(2, "slips", [on_laptop, on_phone])
        .unwrap();
    life.meet().await;
    agree(ledger, life, "one slip, not two");
    let told = Told {
        slips: &[20, 45],
        counted: 2,
        necessary: 1,
    };
    reckon(ledger, life, "one slip, not two", 51, told);
    april_by_hand(life, ledger, known);
}

/// Runs: 1 to 19 March 19 days; 21 March to 13 April 11 + 13 = 24; since 15 April 6: together 49 = 51 - 2.
fn april_by_hand(life: &Life, ledger: &mut Ledger, known: &Known) {
    let right = lines(
        "day: 6 days; reached: 6/45; longest_run: 24 days; total_days: 49 days; slips: \
        2 slips; slip_days: 2 days; days_journaled: 4/6",
    );
    let ids: Vec<&str> = right
        .iter()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    let found = |device: &Device| figures(device, InsightKind::NoContact, Days::default(), &ids);
    ledger
        .on(Topic::NoContact)
        .both(life, "no contact in April, by hand", found, right.clone());
    ledger.on(Topic::Worksheets).both(
        life,
        "what both wrote into the same worksheets",
        |device| {
            let own = device.vault().worksheets().get(6).unwrap().row;
            let mut values: Vec<String> = device
                .vault()
                .worksheets()
                .get(3)
                .unwrap()
                .row
                .items("values")
                .iter()
                .map(|item| item.fields.words("value").to_owned())
                .collect();
            values.sort();
            let times = own.item("interests", known.interest.unwrap()).unwrap();
            (
                own.fields.words("who_i_am").to_owned(),
                times.fields.number("times"),
                values.join(", "),
            )
        },
        (
            "I walk. I bake bread. I sing.".to_owned(),
            Some(3),
            "Honesty, Kindness, Patience".to_owned(),
        ),
    );
    // Weeks 0 to 6 are good: the first four as in March, then 5+3+1 of 11, 6+2+1 of 11, 5+3+1+1 of 12.
    ledger.on(Topic::Promises).both(
        life,
        "seven good weeks are not eight",
        |device| (kept(device)[0].good_weeks, done(device)),
        (7, vec![1]),
    );
    let young = |device: &Device| device.vault().programme().steps().unwrap()[2].young.clone();
    ledger
        .on(Topic::Steps)
        .both(life, "young", young, vec!["Fear of being left".to_owned()]);
}

/// Five weeks apart.
pub(crate) async fn may(life: &mut Life, ledger: &mut Ledger, known: &Known) {
    life.until("2026-04-26T22:50").await;
    life.until("2026-05-04T07:20").await;
    let urge = json!({"channel": "messages", "trigger": "Sunday evening", "intensity": 5});
    let again = life.laptop.adds(2, "urges", &urge);
    life.until("2026-05-06T12:00").await;
    life.laptop.adds(6, "people", &json!({"who": "Sam"}));
    life.laptop
        .types(1, &Place::field("still_explaining"), "The money.");
    life.until("2026-05-07T12:00").await;
    life.notes();
    life.phone.adds(6, "people", &json!({"who": "Noor"}));
    life.phone
        .types(1, &Place::field("still_explaining"), "The holidays.");
    sheets::two_versions(life).await;
    life.until("2026-06-01T09:00").await;
    life.settles().await;
    let row = life.phone.vault().worksheets().get(2).unwrap().row;
    let first = row.items("urges").iter().find(|item| {
        item.at
            .as_deref()
            .is_some_and(|at| at.starts_with("2026-05-04T07:00"))
    });
    let same = [first.unwrap().id, again];
    life.phone
        .vault()
        .worksheets()
        .same(2, "urges", same)
        .unwrap();
    let root = Target::Item("roots".into(), known.root.unwrap());
    let evidence = json!({"evidence": [life.entries[&1], life.entries[&50], life.entries[&92]]});
    life.phone
        .vault()
        .worksheets()
        .fill_json(3, &root, &evidence)
        .unwrap();
    life.meet().await;
    agree(ledger, life, "five weeks apart");
    sound(ledger, life, "five weeks apart");
    let told = Told {
        slips: &[20, 45],
        counted: 2,
        necessary: 1,
    };
    reckon(ledger, life, "five weeks apart", 93, told);
    may_by_hand(life, ledger);
    sheets::old_answers_keep_their_questions(life, ledger).await;
}

/// 1 June is day 93 - 45 = 48 since 15 April; no entry on 48, 54, … 90 (8 days), and today is still open: 39 of 48.
fn may_by_hand(life: &Life, ledger: &mut Ledger) {
    let right = lines(
        "day: 48 days; reached: 45/45; longest_run: 48 days; total_days: 91 days; \
        days_journaled: 39/48",
    );
    let ids: Vec<&str> = right
        .iter()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    let found = |device: &Device| figures(device, InsightKind::NoContact, Days::default(), &ids);
    ledger
        .on(Topic::NoContact)
        .both(life, "no contact in May, by hand", found, right.clone());
    ledger.on(Topic::Worksheets).both(
        life,
        "what both began to write",
        |device| {
            let text = device.vault().worksheets().get(1).unwrap().row;
            let text = text.fields.words("still_explaining").to_owned();
            let people = device
                .vault()
                .worksheets()
                .get(6)
                .unwrap()
                .row
                .items("people")
                .len();
            (
                text.contains("The money."),
                text.contains("The holidays."),
                people,
            )
        },
        (true, true, 2),
    );
    // Eight good weeks since 27 April, 45 days and 81 % of them since 29 May, evidence over 91 days.
    ledger
        .on(Topic::Steps)
        .both(life, "done by June", done, vec![1, 2, 3, 9]);
    let since = days(date(2026, 4, 20), date(2026, 6, 1));
    ledger.on(Topic::Summary).both(
        life,
        "newly done since 20 April",
        |device| {
            figure(
                &device.vault().insights().summary(since, None).unwrap(),
                "newly_done",
            )
        },
        "2 No contact: ; 3 Change from the inside: ; 9 Show it over time: ".to_owned(),
    );
    // Laptop and phone said different things on 5 and 7 May (days 66 and 68), and the same on 10 May (71).
    let quiet = |device: &Device| {
        let [promises, _] = kept(device);
        let days = &promises.commitments[0].days;
        [66, 68, 71].map(|n| days.get(&date_of(n)).copied())
    };
    let right = [Some(true), Some(false), Some(true)];
    ledger
        .on(Topic::Promises)
        .both(life, "the later word counts", quiet, right);
    // A journey says the same by its name.
    let journeys = life.laptop.vault().journeys().list().unwrap();
    let named = life
        .laptop
        .vault()
        .journeys()
        .change(Some("us"), JourneyChange::Started(date_of(1)));
    ledger
        .on(Topic::Journeys)
        .same("the journey", named.unwrap(), journeys[0].clone());
}
