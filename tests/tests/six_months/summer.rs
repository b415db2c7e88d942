//! July and August: the attempts are used up, do-not-contact is turned on, letters stay at home, and the end is counted.

use engine::insight::Insight;
use engine::worksheet::{Attempts, Place};
use engine::{Days, Figures, InsightKind, JourneyChange, SheetName, Standing};
use serde_json::json;

use crate::check::{
    Ledger, Topic, agree, agree_on_all_days, by_hand, days, done, figure, figures, lines, sound,
};
use crate::letters;
use crate::life::{Device, Life};
use crate::reckon::{Told, reckon};
use crate::script::{LAST, date_of};

const TOLD: Told<'static> = Told {
    slips: &[20, 45],
    counted: 2,
    necessary: 1,
};

/// Why no contact is planned, on the day, in steps 7, 8 and 11; and the step that leads.
fn standing(device: &Device) -> (Vec<Option<Standing>>, Option<u8>) {
    let today = device.vault().programme().today().unwrap();
    let steps = [7, 8, 11].map(|step| device.vault().worksheets().get(step).unwrap().standing);
    let all = [today.standing].into_iter().chain(steps).collect();
    (all, today.step.map(|step| step.number))
}

fn attempts(device: &Device) -> Attempts {
    match device.vault().worksheets().get(11).unwrap().figures {
        Figures::Attempts(attempts) => attempts,
        other => panic!("{other:?}"),
    }
}

fn of_two(made: u32) -> Attempts {
    Attempts {
        most: Some(2),
        made,
        raised: false,
    }
}

/// Whether ready, how many reasons there are, and the last of them.
fn reasons(device: &Device) -> (bool, usize, String) {
    match device.vault().worksheets().get(7).unwrap().figures {
        Figures::Readiness(report) => {
            let last = report.reasons.last().map(|reason| reason.text.clone());
            (report.ready, report.reasons.len(), last.unwrap_or_default())
        }
        // Where contact is not wanted there is no report.
        Figures::None => (false, 0, String::new()),
        other => panic!("{other:?}"),
    }
}

/// Two attempts at most, one made on each device while they had not met: then they are used up.
pub(crate) async fn july(life: &mut Life, ledger: &mut Ledger) {
    life.until("2026-07-01T18:00").await;
    life.laptop.fills(11, &json!({"most": 2}));
    let said = json!({"they_say": "Please do not write.", "i_answer": "Thank you for telling me."});
    let answer = life.laptop.adds(11, "if_no", &said);
    let practised = Place::item("if_no", answer, "practised");
    life.until("2026-07-13T12:00").await;
    life.laptop.adds(
        11,
        "attempts",
        &json!({"channel": "letter", "answer": "none"}),
    );
    life.laptop.types(11, &practised, "+1");
    life.until("2026-07-14T12:00").await;
    life.phone.adds(
        11,
        "attempts",
        &json!({"channel": "email", "answer": "not_now"}),
    );
    life.phone.types(11, &practised, "+1");
    // Steps 1, 2, 3 and 9 are done, so that step 4 is next. The phone alone knows that the answer was: not now.
    let open = (vec![None; 4], Some(4));
    let not_now = (vec![Some(Standing::NotNow); 4], Some(11));
    for (device, right) in [(&life.laptop, open), (&life.phone, not_now)] {
        let topic = ledger.on(Topic::Attempts);
        topic.same("apart, each has one left", standing(device), right);
    }
    ledger
        .on(Topic::Attempts)
        .both(life, "apart", attempts, of_two(1));
    life.until("2026-07-15T12:00").await;
    life.settles().await;
    agree(ledger, life, "attempts");
    ledger
        .on(Topic::Attempts)
        .both(life, "used up", attempts, of_two(2));
    let used_up = (vec![Some(Standing::AttemptsUsedUp); 4], Some(11));
    ledger
        .on(Topic::Attempts)
        .both(life, "used up, everywhere", standing, used_up);
    // Where no contact is planned there is one reason, and nothing to be ready for.
    let last = "The attempts you allowed yourself are used up. No further contact is planned.";
    ledger.on(Topic::Readiness).both(
        life,
        "not ready in July",
        reasons,
        (false, 1, last.to_owned()),
    );
    let count = |device: &Device| {
        let row = device.vault().worksheets().get(11).unwrap().row;
        row.item("if_no", answer)
            .unwrap()
            .fields
            .number("practised")
    };
    ledger
        .on(Topic::Attempts)
        .both(life, "practised on both", count, Some(2));
    // Day 137 is 15 July; the entry of the evening is still to come.
    reckon(ledger, life, "attempts", 137, TOLD);
}

/// The laptop turns do-not-contact on while the phone works on steps 7 and 8 and turns it off, which it was.
pub(crate) async fn august(life: &mut Life, ledger: &mut Ledger) {
    life.until("2026-08-10T09:00").await;
    life.laptop
        .vault()
        .journeys()
        .change(None, JourneyChange::DoNotContact(true))
        .unwrap();
    let used_up = vec![Some(Standing::AttemptsUsedUp); 4];
    let stands = vec![Some(Standing::DoNotContact); 4];
    ledger.on(Topic::Attempts).same(
        "at once",
        standing(&life.laptop),
        (stands.clone(), Some(11)),
    );
    life.until("2026-08-11T12:00").await;
    let phone = &life.phone;
    ledger
        .on(Topic::Attempts)
        .same("not yet on the phone", standing(phone), (used_up, Some(11)));
    phone.fills(7, &json!({"motive": "To say thank you."}));
    phone.adds(
        8,
        "pains",
        &json!({"i_did": "I lied.", "pain": "They could not trust."}),
    );
    phone
        .vault()
        .journeys()
        .change(None, JourneyChange::DoNotContact(false))
        .unwrap();
    life.until("2026-08-17T20:00").await;
    life.settles().await;
    agree(ledger, life, "do not contact");
    ledger
        .on(Topic::Attempts)
        .both(life, "do not contact", standing, (stands, Some(11)));
    ledger.on(Topic::Readiness).both(
        life,
        "no report, since nothing is planned",
        reasons,
        (false, 0, String::new()),
    );
    ledger.on(Topic::Attempts).both(
        life,
        "what was written meanwhile stays",
        |device| {
            let row = |step| device.vault().worksheets().get(step).unwrap().row;
            let motive = row(7).fields.words("motive").to_owned();
            (motive, row(8).items("pains").len())
        },
        ("To say thank you.".to_owned(), 1),
    );
    reckon(ledger, life, "do not contact", 170, TOLD);
    life.until("2026-08-20T17:00").await;
    life.laptop
        .vault()
        .journeys()
        .change(None, JourneyChange::Session)
        .unwrap();
}

pub(crate) async fn the_end(life: &mut Life, ledger: &mut Ledger) {
    life.until("2026-08-31T23:00").await;
    life.settles().await;
    agree(ledger, life, "the end");
    sound(ledger, life, "the end");
    agree_on_all_days(ledger, life, days(date_of(1), date_of(LAST)));
    reckon(ledger, life, "the end", LAST, TOLD);
    all_days(life, ledger);
    rates_and_answers(life, ledger);
    last_day(life, ledger);
    summary(life, ledger);
    letters::stay_at_home(life, ledger);
    letters::shared(life, ledger).await;
}

/// 184 days, worked out on paper.
fn all_days(life: &Life, ledger: &mut Ledger) {
    let whole = days(date_of(1), date_of(LAST));
    for (kind, right) in [
        // Of 184 days, 30 are multiples of 6, 4 of which (102, 108, 114, 120) have an entry all the same; and 21 June.
        // 184 - 26 - 1 = 157. With 6 letters and the second entry of 15 June 164. From 5 to 20 June (97 to 112) 16 in a
        // row; since 28 August (181) 4.
        (
            InsightKind::Days,
            "days_journaled: 157 days; share: 157/184; entries: 164 entries; current_streak: 4 \
                days; longest_streak: 16 days",
        ),
        // Since the attempt of day 136: 184 - 136 = 48 days; 19 + 24 + 89 + 48 = 180. Without an entry: 138 to 180 by 6 are 8,
        // 48 - 8 = 40. Urges on days 1, 5, … 181 are 46, less 21 June, and one in Los Angeles.
        (
            InsightKind::NoContact,
            // No day is aimed at once contact is not wanted.
            "day: 48 days; target: no figure target; reached: no figure reached; current_run: 48 days; \
                longest_run: 89 days; total_days: 180 days; slips: 2 slips; slip_days: 2 days; \
                necessary: 1 talks; days_journaled: 40/48; urges_resisted: 46 urges",
        ),
        // Quiet minutes on 183 days less 18 with nothing and 21 June: 164, of which 18 and day 68 missed: 145 kept.
        // Runs: 26 weeks of 3 less 8 Saturdays: 70. Calls: 26 Sundays less 21 June: 25, of which 5 missed. Letters: 4
        // and one missed. The drill. Sleep: 92 days less 23 and 21 June: 68. Swimming: 52 and 31 August.
        // 164 + 70 + 25 + 5 + 1 + 68 + 53 = 386; 145 + 70 + 20 + 4 + 1 + 68 + 53 = 361. Good weeks: 0 to 7 (week 8 has
        // 9 of 12); at the end 24 (5+3+1 of 11) and 25 (6+3+1 of 11), after 23 (6+2+0+1 of 12).
        (
            InsightKind::Kept,
            "check_ins: 361/386; good_weeks: 2 weeks; longest_good_weeks: 8 weeks; calendar: \
                183 days, 361 kept, 25 missed",
        ),
        // Steps 1, 2, 3 and 9, of eleven without 7 and 8.
        (InsightKind::Progress, "done: 4/9"),
    ] {
        by_hand(ledger, life, "the end", (kind, whole), right);
    }
}

/// Rates of promises and habits, and answers over time.
fn rates_and_answers(life: &Life, ledger: &mut Ledger) {
    let whole = days(date_of(1), date_of(LAST));
    // Due and kept in 26 weeks: 182 days less 36 multiples of 5, day 68 and 21 June; 78 less 8; 26 less weeks 3, 7, 11,
    // 15, 19, 23, of one of which nothing was noted; months: March, April, June, August of 6; kept; never; 13 weeks of sleep: 91 less 23 and 21 June.
    let rates = [
        "144/182", "70/78", "20/25", "4/6", "1/1", "0/1", "67/91", "52/52",
    ];
    let past = crate::count::Past::up_to(&life.laptop.now(), LAST);
    let counted: Vec<String> = (0..8)
        .map(|number| past.count(number))
        .map(|count| format!("{}/{}", count.kept, count.due))
        .collect();
    ledger.on(Topic::Promises).same(
        "rates by hand and counted",
        counted,
        rates.map(str::to_owned).to_vec(),
    );
    ledger
        .on(Topic::Steps)
        .both(life, "done at the end", done, vec![1, 2, 3, 9]);
    // 45 by the rule, the one in Los Angeles, two given in to; what both devices noted on 4 May is one.
    let count = |device: &Device| {
        let name = SheetName::Step(2);
        let asked = device
            .vault()
            .insights()
            .question(&name, Some("urges"), "intensity", whole);
        figure(&asked.unwrap(), "count")
    };
    ledger
        .on(Topic::Questions)
        .both(life, "answers about urges", count, "48 answers".to_owned());
    let texts = |device: &Device| {
        let name = SheetName::Step(6);
        let asked = device
            .vault()
            .insights()
            .question(&name, None, "who_i_am", Days::default());
        let answers = figure(&asked.unwrap(), "answers");
        (
            answers.starts_with("2026-04-05 Who I am: I bake bread.; "),
            answers.ends_with("2026-04-09 Who I am: I walk. I bake bread. I sing."),
        )
    };
    ledger
        .on(Topic::Questions)
        .both(life, "a text over time", texts, (true, true));
}

/// Monday, 31 August. Running and a call are due this week; the truth about the money is late since April.
fn last_day(life: &Life, ledger: &mut Ledger) {
    let found = |device: &Device| {
        let today = device.vault().programme().today().unwrap();
        let due = |due: &engine::DueView| {
            let due = &due.due;
            format!(
                "{} {}/{} {}",
                due.promise.promise, due.kept, due.asked, due.late
            )
        };
        (
            today.due.iter().map(due).collect::<Vec<_>>().join(", "),
            today.left_open.len(),
            (
                today.written,
                today.streak,
                today.open_urges.len(),
                today.flags,
            ),
        )
    };
    let due =
        "Run by the river 0/3 false, Call my brother 0/1 false, Say it about the money 0/1 true";
    ledger.on(Topic::Today).both(
        life,
        "31 August",
        found,
        (due.to_owned(), 0, ((true, true), 4, 0, 0)),
    );
    // 31 July is day 153, with an urge at 22:00 (153 = 4 × 38 + 1) and an entry at 21:00; 31 May is day 92. There is no
    // 31 February, and the 28th is before the beginning.
    let months = "months: 2026-07-31 An urge: What I wanted to do: write a message | What set \
        it off: wine | How strong: 9 | What I did instead: I walked to the bridge.; 2026-07-31 Day \
        153: What day 153 was like.; 2026-05-31 Day 92: What day 92 was like.";
    let found = |device: &Device| {
        figures(
            device,
            InsightKind::OnThisDay,
            Days::default(),
            &["months", "years"],
        )
    };
    let right = vec![months.to_owned(), "years: ".to_owned()];
    ledger
        .on(Topic::OnThisDay)
        .both(life, "on this day", found, right);
}

fn of(insight: &Insight, ids: &[&str]) -> Vec<String> {
    ids.iter()
        .map(|id| format!("{id}: {}", figure(insight, id)))
        .collect()
}

/// Since the session of 20 August: 21 to 31 August, days 174 to 184. Entries on all but 174 and 180. Moods of 176 to 179
/// and 181 to 183: 9+2+5+8+4+7+10 = 45, / 7 = 6.429; of 163 to 173 without 166 and 168: 10+3+6+2+8+1+4+7+10 = 51, / 9 =
/// 5.667. calm 175, 178, 181, 184; angry 176, 179, 182; sad 177, 183; hopeful 175. Urges of 177 and 181.
fn summary(life: &Life, ledger: &mut Ledger) {
    let right = lines(
        "days: 11 days; share: 9/11; mood: 6.429; mood_change: 0.700; emotions: calm 4, \
        angry 3, sad 2, hopeful 1; triggers: 4, 5 needed; no_contact_day: 48 days; slips: ; \
        urges_resisted: 2 urges; newly_done: ; do_not_contact: : Contact is not wanted, so none is \
        planned here. That is an answer, and step 11 is there for it.; readiness: no figure readiness; \
        entries: ",
    );
    let ids: Vec<&str> = right
        .iter()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    let found = |device: &Device| {
        of(
            &device
                .vault()
                .insights()
                .summary(Days::default(), None)
                .unwrap(),
            &ids,
        )
    };
    ledger
        .on(Topic::Summary)
        .both(life, "since the last session", found, right.clone());
    let touched = |device: &Device| {
        let summary = device
            .vault()
            .insights()
            .summary(Days::default(), None)
            .unwrap();
        let touched = summary
            .figures
            .iter()
            .find(|figure| figure.id == "steps_touched");
        match &touched.unwrap().value {
            engine::insight::Value::Notes(notes) => notes
                .iter()
                .map(|note| note.head.clone())
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    let right = ["2 No contact", "9 Show it over time"]
        .map(str::to_owned)
        .to_vec();
    ledger
        .on(Topic::Summary)
        .both(life, "steps touched since", touched, right);
}
