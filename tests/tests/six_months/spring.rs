//! March: the beginning, a slip, a sentence that is flagged and kept, the change of the clocks, and the figures of the
//! first month worked out on paper.

use engine::{Days, Figures, InsightKind};
use serde_json::json;

use crate::check::{Ledger, Topic, agree, by_hand, days, done, figures, lines, no_contact};
use crate::life::{Device, Life};
use crate::reckon::{Told, reckon};
use crate::script::{Cadence, PROMISES, date_of};

/// A sentence that the blame check flags.
const EXCUSE: &str = "I had no choice but to lie to him.";

/// The plan, the promises, and things dated 24 December, which must never count.
async fn first_day(life: &mut Life) {
    life.until("2026-03-01T06:10").await;
    let laptop = &life.laptop;
    laptop.vault().journeys().begin("Us", date_of(1)).unwrap();
    laptop.fills(2, &json!({"start": "2026-03-01", "ending": "messy"}));
    assert_eq!(
        no_contact(laptop).target,
        Some(45),
        "45 days are proposed after a messy ending"
    );
    laptop.fills(
        2,
        &json!({"target_days": 45, "closed_channels": ["messages", "calls"]}),
    );
    for told in &PROMISES {
        let (sheet, words) = match told.list {
            "care" => (3, "habit"),
            "health" => (6, "habit"),
            _ => (9, "promise"),
        };
        let mut item = json!({"from": date_of(told.from).to_string()});
        item[words] = told.words.into();
        item["cadence"] = match told.cadence {
            Cadence::Daily => "daily",
            Cadence::Days(times) => {
                item["times"] = times.into();
                "times_a_week"
            }
            Cadence::Weekly => "weekly",
            Cadence::Monthly => "monthly",
            Cadence::Once => "once",
        }
        .into();
        if let Some(until) = told.until {
            item["until"] = date_of(until).to_string().into();
        }
        laptop.adds(sheet, told.list, &item);
    }
    dated_ahead(laptop);
    life.meet().await;
}

/// A slip, urges, a check-in, a storm and an entry of Christmas.
fn dated_ahead(device: &Device) {
    let at = "2026-12-24T20:00:00+01:00[Europe/Berlin]";
    let urge = json!({"at": at, "trigger": "a song", "channel": "calls", "intensity": 1});
    device.adds(2, "urges", &urge);
    device.adds(2, "slips", &json!({"at": at, "channel": "calls"}));
    device.adds(2, "necessary", &json!({"at": at, "about": "home"}));
    let storm = json!({"at": at, "trigger": "deadline", "intensity": 1, "answered": "Shouted."});
    device.adds(9, "storms", &storm);
    let at: jiff::Zoned = at.parse().unwrap();
    let quiet = engine::CheckIn {
        at: Some(at.clone()),
        ..engine::CheckIn::now("Ten quiet", true)
    };
    device.vault().programme().check_in(&quiet).unwrap();
    let entry = engine::views::EntryFields {
        when: at.into(),
        body: "Dated ahead.".into(),
        mood: Some(1),
        emotions: vec!["sad".into()],
        ..engine::views::EntryFields::default()
    };
    device.vault().entries().create(entry).unwrap();
}

pub(crate) async fn march(life: &mut Life, ledger: &mut Ledger) {
    first_day(life).await;
    life.until("2026-03-20T23:30").await;
    life.laptop.adds(
        2,
        "slips",
        &json!({"channel": "messages", "what": "I wrote after all."}),
    );
    ledger.on(Topic::NoContact).same(
        "the day of the slip is day 0",
        no_contact(&life.laptop).day,
        0,
    );
    life.until("2026-03-21T00:10").await;
    ledger
        .on(Topic::NoContact)
        .same("the next one is day 1", no_contact(&life.laptop).day, 1);
    life.until("2026-03-25T10:00").await;
    life.phone.adds(
        2,
        "necessary",
        &json!({"about": "home", "what": "The keys."}),
    );
    flags(life, ledger).await;
    // The night to 29 March has 23 hours. Run since 21 March: the 29th is day 9, the 30th day 10.
    for (civil, day) in [
        ("2026-03-29T00:30", 9),
        ("2026-03-29T03:10", 9),
        ("2026-03-29T23:50", 9),
        ("2026-03-30T00:30", 10),
    ] {
        life.until(civil).await;
        ledger
            .on(Topic::NoContact)
            .both(life, civil, |device| no_contact(device).day, day);
    }
    life.until("2026-03-31T23:00").await;
    life.settles().await;
    agree(ledger, life, "end of March");
    let told = Told {
        slips: &[20],
        counted: 1,
        necessary: 1,
    };
    reckon(ledger, life, "end of March", 31, told);
    march_by_hand(life, ledger);
    march_urges_by_hand(life, ledger);
    march_week(life, ledger);
    march_today(life, ledger);
}

/// Step 1 with a sentence that is flagged and kept on one device, and seen kept on the other.
async fn flags(life: &mut Life, ledger: &mut Ledger) {
    life.until("2026-03-26T19:00").await;
    for what in [
        EXCUSE,
        "I read their messages.",
        "I came late, again and again.",
    ] {
        let item = json!({"what": what, "effect": "They felt alone.", "now": "I tell it."});
        life.laptop.adds(1, "inventory", &item);
    }
    let action = json!({"what": "Paid the money back", "done_on": "2026-03-26"});
    life.laptop.adds(1, "actions", &action);
    life.meet().await;
    let open = |device: &Device| device.vault().flags().list(false).unwrap().len();
    ledger
        .on(Topic::Flags)
        .both(life, "one marked sentence", open, 1);
    ledger
        .on(Topic::Flags)
        .both(life, "step 1 waits for it", done, vec![]);
    let flag = life.laptop.vault().flags().list(false).unwrap().remove(0);
    life.laptop.vault().flags().keep(&flag.short, true).unwrap();
    ledger.on(Topic::Flags).same(
        "kept on the laptop",
        (open(&life.laptop), open(&life.phone)),
        (0, 1),
    );
    life.meet().await;
    ledger.on(Topic::Flags).both(
        life,
        "kept on the phone too",
        |device| {
            let all = device.vault().flags().list(true).unwrap();
            let all = all
                .into_iter()
                .map(|view| (view.flag.sentence, view.flag.kept));
            (open(device), all.collect::<Vec<_>>(), done(device))
        },
        (0, vec![(EXCUSE.to_owned(), true)], vec![1]),
    );
}

/// What 30 March days, 2 to 31, and the days since 1 March come to, worked out on paper.
fn march_by_hand(life: &Life, ledger: &mut Ledger) {
    for (kind, right) in [
        // No entry on 6, 12, 18, 24, 30: 30 - 5 = 25 days; the letter of the 10th makes 26 entries.
        (
            InsightKind::Days,
            "days_journaled: 25 days; share: 25/30; entries: 26 entries; \
                current_streak: 1 days; longest_streak: 5 days",
        ),
        // No mood on 4, 13, 22, 31 either: 21 moods. 7+10+6+2+5+8+1+4 (2, 3, 5, 7 to 11) = 43; 3+6+9+2 (14 to 17) = 20;
        // 8+1+4+10 (19, 20, 21, 23) = 23; 6+9+2+5+8 (25 to 29) = 30; together 116. 116 / 21 = 5.524. Before them there
        // is the mood of 1 March only. None of the weekdays has five; the five fullest have 4 + 4 + 3 + 3 + 3 of 25.
        (
            InsightKind::Mood,
            "mean: 5.524; by_weekday: Monday 4, Tuesday 3, Wednesday 2, Thursday 3, Friday 2, \
                Saturday 4, Sunday 3; best_weekday: 17, 25 needed; hardest_weekday: 17, 25 needed; \
                mean_before: 1, 5 needed; change: 1, 5 needed",
        ),
        // calm on 1, 4, 7, … 31: 11, moods 4+2+1+9+8+6+5 = 35, / 7. angry on 2, 5, … 29: 10, 55 / 10. hopeful on 5, 10,
        // 15, 20, 25: 6+1+6+1+6 = 20, / 5. sad on 3, 9, 15, 21, 27: 10+8+6+4+2 = 30, / 5. A song on 4, 8, 16, 20, 28.
        (
            InsightKind::Words,
            "emotions: calm 11 (5.000), angry 10 (5.500), hopeful 5 (4.000), sad 5 (6.000), \
                longing 1; triggers: a song 5, Work 5",
        ),
        // A song: calm on 4, 16, 28, angry on 8, 20, hopeful on 20 only. Work: angry on 2, 14, 26, calm on 10, 22. What was
        // done instead is written of the urges on 1, 9, 17, 25 only.
        (
            InsightKind::Pairs,
            "entry_pairs: a song → calm 3, Work → angry 3, a song → angry 2, Work → calm 2; \
                urge_pairs: 4, 5 needed; storm_pairs: 3, 5 needed",
        ),
    ] {
        by_hand(ledger, life, "March", (kind, Days::default()), right);
    }
    // 23, 25, 26, 27, 28, 29 March: (10+6+9+2+5+8) / 6 = 6.667.
    let daily = |device: &Device| {
        let line = figures(device, InsightKind::Mood, Days::default(), &["daily"]).remove(0);
        line.ends_with(", 2026-03-29 8.000~6.667")
    };
    ledger.on(Topic::Mood).both(
        life,
        "March by hand: the average of the last seven days",
        daily,
        true,
    );
}

/// What was hard in March, and what was kept.
fn march_urges_by_hand(life: &Life, ledger: &mut Ledger) {
    let run = "06:00–08:59 2, 12:00–14:59 2, 21:00–23:59";
    for (kind, right) in [
        // Urges on 1, 5, 9, … 29 at 7, 13, 22, 23 in turn, strength 4 8 5 9 6 3 7 4, and the one of the 20th at 23, with
        // strength 10, that was given in to. 9+13+25+29 and 20 in the evening: (5+9+7+4+10) / 5 = 7. All: 56 / 9.
        // Messages on 1, 9, 17, 25, 20: (4+5+6+7+10) / 5 = 6.4.
        (
            InsightKind::Times,
            format!(
                "urges_by_hour: {run} 5 (7.000); urges_by_weekday: Monday 1, Tuesday 1, \
                Wednesday 1, Thursday 1, Friday 2, Saturday 1, Sunday 2; urges_by_trigger: a song \
                3, Sunday evening 3, wine 3; urges_by_channel: write a message 5 (6.400), look at \
                their social media 4; urges_strength: 6.222; storms_by_hour: 3, 5 needed"
            ),
        ),
        // 1 to 19 March are 19 days, 21 to 31 March 11, with entries on all but 24 and 30.
        (
            InsightKind::NoContact,
            format!(
                "day: 11 days; target: 45 days; reached: 11/45; current_run: 11 days; \
                longest_run: 19 days; total_days: 30 days; slips: 1 slips; slip_days: 1 days; \
                necessary: 1 talks; days_journaled: 9/11; urges_resisted: 8 urges; urges_by_hour: \
                {run} 4; urges_by_trigger: a song 3, Sunday evening 3, wine 2"
            ),
        ),
        // Weeks: 6+3+1 of 7+3+1; 5+3+1+1 of 12 with the letter of the 15th; 6+2+1 of 11; 6+3+0 of 11. Check-ins: 24
        // kept and 3 missed of the quiet minutes, 12 runs, 3 calls and one missed, the letter, swimming on 9 days.
        (
            InsightKind::Kept,
            "check_ins: 49/53; weeks: 2026-03-02 90.909, 2026-03-09 83.333, 2026-03-16 81.818, \
                2026-03-23 81.818; good_weeks: 4 weeks; longest_good_weeks: 4 weeks; calendar: 30 \
                days, 49 kept, 4 missed"
                .to_owned(),
        ),
    ] {
        by_hand(ledger, life, "March", (kind, Days::default()), &right);
    }
    let runs = "runs: 2026-03-21 11 days: Still going.; 2026-03-01 19 days: Until 19 March 2026.";
    let found =
        |device: &Device| figures(device, InsightKind::NoContact, Days::default(), &["runs"]);
    ledger
        .on(Topic::NoContact)
        .both(life, "March by hand: runs", found, vec![runs.to_owned()]);
}

/// The week of 16 March. Entries on all days but the 18th: moods 9, 2, 8, 1, 4 make 24 / 5; the week before has 8, 1, 4,
/// 3, 6: 22 / 5. Step 2: the entry of the 21st, urges of 17, 20, 21, the slip. Step 9: check-ins, 6 + 2 + 1 + 2.
fn march_week(life: &Life, ledger: &mut Ledger) {
    let right = lines(
        "days_journaled: 6 days; entries: 6 entries; mood: 4.800; mood_change: 0.400; \
        emotions: calm 3, angry 2, hopeful 1, sad 1; triggers: 3, 5 needed; urges_resisted: 2 \
        urges; slips: 1 slips; no_contact_day: 2 days; kept: Ten quiet minutes 6, Run by the river \
        2, Call my brother 1, Swim 2; missed: ; steps: 2 No contact 5, 9 Show it over time 11; \
        starred: 2026-03-22 Day 22: What day 22 was like.; good_day: 2026-03-16 \
        Monday: Mood 9.0.; hard_day: 2026-03-20 Friday: Mood 1.0.",
    );
    let ids: Vec<&str> = right
        .iter()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    let week = days(date_of(22), date_of(22));
    let found = |device: &Device| figures(device, InsightKind::Week, week, &ids);
    ledger
        .on(Topic::Week)
        .both(life, "the week of 16 March", found, right.clone());
}

/// Tuesday, 31 March: running was checked in today, swimming once of two times this week, nobody was called yet, and
/// the quiet minutes of the 30th were left open.
fn march_today(life: &Life, ledger: &mut Ledger) {
    let found = |device: &Device| {
        let today = device.vault().programme().today().unwrap();
        let due = |due: &engine::DueView| {
            let due = &due.due;
            format!("{} {}/{}", due.promise.promise, due.kept, due.asked)
        };
        (
            today.due.iter().map(due).collect::<Vec<_>>().join(", "),
            today
                .left_open
                .iter()
                .map(due)
                .collect::<Vec<_>>()
                .join(", "),
            (
                today.written,
                today.streak,
                today.open_urges.len(),
                today.flags,
            ),
            (today.step.map(|step| step.number), today.standing),
        )
    };
    let right = (
        "Call my brother 0/1, Swim 1/2".to_owned(),
        "Ten quiet minutes 0/1".to_owned(),
        ((true, false), 1, 0, 0),
        (Some(2), None),
    );
    ledger
        .on(Topic::Today)
        .both(life, "the last day of March", found, right);
    // Steps 2 to 6 are open: 5. Three things for each of five claims: 15. Motive, a no, how, what for, when, and if no
    // answer comes: 6. The most attempts: 1.
    let reasons = |device: &Device| match device.vault().worksheets().get(7).unwrap().figures {
        Figures::Readiness(report) => {
            let step_2 = report
                .reasons
                .iter()
                .find(|reason| reason.step == 2)
                .cloned();
            (
                report.ready,
                report.reasons.len(),
                step_2.is_some_and(|r| r.item.is_some()),
            )
        }
        other => panic!("{other:?}"),
    };
    ledger
        .on(Topic::Readiness)
        .both(life, "not ready in March", reasons, (false, 27, true));
}
