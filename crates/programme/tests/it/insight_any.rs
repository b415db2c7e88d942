//! Whatever entries and worksheets hold: no insight fails, every record behind a figure exists and has
//! come, and figures about the period speak of the period.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::collections::{BTreeMap, BTreeSet};

use crate::insight_life::{Journal, entry, id, records};
use jiff::ToSpan;
use jiff::civil::Date;
use journal::{FieldKind, FieldValue, ItemId, ItemRow, Link, SheetRow};
use programme::insight::{
    Answer, EntryFacts, Figure, Insight, Life, Period, Question, RECORDS_MIN, Record, Since,
    Source, Value,
};
use programme::{definitions, insight};
use programme::{kept_of, promises};
use proptest::collection::vec;
use proptest::prelude::*;

const TODAY: &str = "2026-03-20";

/// Days around today, some of them far away.
fn days() -> impl Strategy<Value = Date> {
    let today: Date = TODAY.parse().unwrap();
    prop_oneof![
        12 => (-70_i64..20).prop_map(move |n| today + n.days()),
        2 => (-3_i64..1).prop_map(move |n| today + n.years()),
        1 => prop_oneof![Just(Date::MIN), Just(Date::MAX), Just(Date::ZERO)],
    ]
}

fn labels() -> impl Strategy<Value = Vec<String>> {
    let label = prop_oneof![
        Just("Sad"),
        Just("sad "),
        Just("rain"),
        Just("Müde"),
        Just(" ")
    ];
    vec(label.prop_map(str::to_owned), 0..3)
}

fn entries() -> impl Strategy<Value = Vec<EntryFacts>> {
    let one = (
        days(),
        0_i8..24,
        proptest::option::of(any::<u8>()),
        labels(),
        labels(),
        vec(0_u8..14, 0..3),
        any::<bool>(),
        any::<bool>(),
    );
    vec(one, 0..40).prop_map(|all| {
        let numbered = all.into_iter().zip(1_u64..);
        let mut entries: Vec<EntryFacts> = numbered
            .map(
                |((day, hour, mood, emotions, triggers, steps, star, letter), n)| EntryFacts {
                    at: day.at(hour, 30, 0, 0),
                    day,
                    mood,
                    emotions,
                    triggers,
                    steps,
                    star,
                    letter,
                    text: format!("unsaid {n}."),
                    title: format!("unnamed {n}."),
                    ..entry(n, TODAY)
                },
            )
            .collect();
        entries.sort_by_key(|entry| entry.at);
        entries
    })
}

/// An id that occurs in this list only.
fn item_id(list: &str) -> impl Strategy<Value = ItemId> + use<> {
    let of_list = [list.as_bytes()[0], list.as_bytes()[2]];
    (0_u8..12).prop_map(move |n| ItemId::from_bytes([of_list[0], of_list[1], 0, 0, 0, 0, 0, n]))
}

fn value() -> impl Strategy<Value = FieldValue> {
    let link = prop_oneof![
        (1_u64..40).prop_map(|n| id(n).to_string()),
        prop_oneof![Just("commitments"), Just("care"), Just("moments")].prop_flat_map(|list| {
            item_id(list).prop_map(move |item| Link::here(list, item).to_string())
        }),
    ];
    let word = prop_oneof![
        prop_oneof![
            Just("kept"),
            Just("missed"),
            Just("daily"),
            Just("weekly"),
            Just("monthly")
        ]
        .prop_map(str::to_owned),
        prop_oneof![
            Just("times_a_week"),
            Just("once"),
            Just("messages"),
            Just("a song")
        ]
        .prop_map(str::to_owned),
        days().prop_map(|day| day.to_string()),
        prop_oneof![item_id("urges"), item_id("slips")].prop_map(|item| item.to_string()),
        link.clone(),
        "[a-zÀ-ž \n]{0,60}",
    ];
    prop_oneof![
        4 => word.clone().prop_map(FieldValue::Line),
        1 => word.clone().prop_map(FieldValue::Text),
        2 => (-2_i64..12).prop_map(FieldValue::Number),
        1 => any::<i64>().prop_map(FieldValue::Number),
        1 => any::<bool>().prop_map(FieldValue::Check),
        2 => proptest::collection::btree_set(link, 0..3).prop_map(FieldValue::Chosen),
        1 => any::<i64>().prop_map(FieldValue::Count),
        1 => vec(word, 0..3).prop_map(FieldValue::Ranking),
    ]
}

fn moment() -> impl Strategy<Value = Option<String>> {
    let zones = prop_oneof![
        Just("+01:00[Europe/Berlin]"),
        Just("-08:00[America/Los_Angeles]"),
        Just("+09:00[Asia/Tokyo]"),
        Just("Z"),
    ];
    prop_oneof![
        8 => (days(), 0..24_i8, zones).prop_map(|(day, h, zone)| {
            Some(format!("{day}T{h:02}:15:00{zone}"))
        }),
        1 => Just(None),
        1 => Just(Some("one evening".to_owned())),
    ]
}

/// A worksheet with any of its fields and items filled by anything.
fn sheet(step: u8) -> impl Strategy<Value = SheetRow> {
    let definition = definitions::of_step(step).unwrap();
    let of = |fields: Vec<String>| {
        proptest::sample::subsequence(fields.clone(), 0..=fields.len()).prop_flat_map(|some| {
            let values = vec(value(), some.len());
            values.prop_map(move |values| {
                some.iter().cloned().zip(values).collect::<BTreeMap<_, _>>()
            })
        })
    };
    let (lists, plain): (Vec<_>, Vec<_>) = definition
        .fields()
        .partition(|field| field.kind.has_items());
    let plain = of(plain.into_iter().map(|field| field.id.clone()).collect());
    let lists: Vec<_> = lists
        .into_iter()
        .map(|list| {
            let mut fields: Vec<String> = list.fields.iter().map(|f| f.id.clone()).collect();
            fields.push(ItemRow::SAME_AS.to_owned());
            // Only what is logged has a moment.
            let logged = list.kind == FieldKind::Log;
            let item = (item_id(&list.id), moment(), of(fields));
            let item = item.prop_map(move |(id, at, fields)| ItemRow {
                id,
                order: String::new(),
                at: at.filter(|_| logged),
                fields: journal::Fields(fields),
                day_ends: journal::DayEnds::MIDNIGHT,
            });
            (Just(list.id.clone()), vec(item, 0..12).prop_map(once_each))
        })
        .collect();
    let by_hand = proptest::option::of(any::<bool>());
    (plain, lists, by_hand).prop_map(move |(fields, lists, done_by_hand)| SheetRow {
        definition: definition.id.clone(),
        version: definition.version,
        fields: journal::Fields(fields),
        lists: lists.into_iter().collect(),
        done_by_hand,
        ..SheetRow::default()
    })
}

/// An item's id is its own inside its list.
fn once_each(items: Vec<ItemRow>) -> Vec<ItemRow> {
    let by_id: BTreeMap<ItemId, ItemRow> = items.into_iter().map(|item| (item.id, item)).collect();
    by_id.into_values().collect()
}

fn journals() -> impl Strategy<Value = Journal> {
    let sheets: Vec<_> = (1..=11)
        .map(|step| proptest::option::weighted(0.8, sheet(step)))
        .collect();
    (entries(), sheets).prop_map(|(entries, sheets)| {
        let begun = (1..)
            .zip(sheets)
            .filter_map(|(step, sheet)| Some((step, sheet?)));
        Journal::new(entries, begun.collect())
    })
}

fn periods() -> impl Strategy<Value = Period> {
    (days(), days()).prop_map(|(from, to)| Period { from, to })
}

fn all(life: &Life<'_>, period: Period, since: &Since<'_>) -> Vec<Insight> {
    vec![
        insight::days(life, period),
        insight::mood(life, period),
        insight::words(life, period),
        insight::pairs(life, period),
        insight::times(life, period),
        insight::no_contact(life, period),
        insight::kept(life, period),
        insight::progress(life, period),
        insight::on_this_day(life, period),
        insight::week(life, period),
        insight::summary(life, period, since),
    ]
}

/// Whether a record is one of the input, and its moment the one it has there.
fn exists(life: &Life<'_>, record: &Record) -> bool {
    let sheet = |definition: &str| {
        let mut sheets = life.journey.sheets.values();
        sheets.find(|row| row.definition == definition)
    };
    match &record.source {
        Source::Entry(id) => {
            let entry = life.entries.iter().find(|entry| entry.id == *id);
            entry.is_some_and(|entry| record.at == Some(entry.at))
        }
        Source::Item {
            definition,
            list,
            item,
        } => {
            let item = sheet(definition).and_then(|row| row.item(list, *item));
            item.is_some_and(|item| record.at == item.civil())
        }
        Source::Field { definition, field } => {
            sheet(definition).is_some_and(|row| row.fields.filled(field))
        }
    }
}

/// The days a figure is about, where it is about days.
fn about(insight: &Insight, figure: &Figure, period: Period) -> Option<Period> {
    let whole_weeks = || Period {
        from: Period::week_of(period.from).from,
        ..period
    };
    match (insight.id, figure.id.as_str()) {
        ("mood", "mean_before" | "change") | (_, "no_contact_day") => None,
        ("days", "current_streak" | "longest_streak") => None,
        ("week", "mood_change") | ("summary", "mood_change" | "newly_done" | "readiness") => None,
        ("days" | "mood" | "words" | "pairs" | "times" | "week", _) => Some(period),
        ("summary", id) if id.starts_with("rate_") => Some(whole_weeks()),
        ("summary", _) | ("kept", "check_ins" | "calendar") => Some(period),
        ("kept", "weeks") => Some(whole_weeks()),
        ("kept", id) if id.starts_with("rate_") => Some(whole_weeks()),
        _ => None,
    }
}

/// What holds for every figure.
fn check(life: &Life<'_>, insight: &Insight, period: Period) -> Result<(), TestCaseError> {
    let period = if insight.id == "week" {
        Period {
            from: insight.from,
            to: insight.to,
        }
    } else {
        period
    };
    let mut ids = BTreeSet::new();
    for figure in &insight.figures {
        let name = format!("{} {}", insight.id, figure.id);
        prop_assert!(ids.insert(&figure.id), "{name} is there twice");
        prop_assert!(!figure.label.is_empty(), "{name} has no label");
        let id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        prop_assert!(figure.id.chars().all(id), "{name}");
        let about = about(insight, figure, period);
        for record in records(figure) {
            prop_assert!(exists(life, &record), "{name}: {record:?}");
            let Some(at) = record.at else { continue };
            prop_assert!(at.date() <= life.today, "{name}: {record:?} has not come");
            if let Some(about) = about {
                prop_assert!(about.contains(at.date()), "{name}: {record:?} lies outside");
            }
        }
        adds_up(&name, figure)?;
    }
    Ok(())
}

fn adds_up(name: &str, figure: &Figure) -> Result<(), TestCaseError> {
    let compares = ["change", "mood_change", "best_weekday", "hardest_weekday"];
    match &figure.value {
        Value::TooFew { have, need } => {
            prop_assert!(have < need, "{name}");
            if !compares.contains(&figure.id.as_str()) {
                prop_assert_eq!(*have as usize, figure.why.len(), "{}", name);
            }
        }
        Value::Mean(mean) | Value::Change(mean) => {
            prop_assert!(mean.is_finite(), "{name}");
            prop_assert!(figure.why.len() >= RECORDS_MIN as usize, "{name}");
        }
        Value::Bars(bars) => {
            for bar in bars.iter().filter(|_| figure.id != "steps_touched") {
                prop_assert_eq!(bar.count as usize, bar.why.len(), "{} {}", name, &bar.label);
                prop_assert!(bar.mean.is_none() || bar.count >= RECORDS_MIN, "{name}");
                let once: BTreeSet<_> = bar.why.iter().collect();
                prop_assert_eq!(once.len(), bar.why.len(), "{} {}", name, &bar.label);
            }
        }
        Value::Series(points) => {
            let in_order = points.is_sorted_by(|a, b| a.date < b.date);
            prop_assert!(in_order, "{name}");
            prop_assert!(points.iter().all(|point| point.value.is_finite()), "{name}");
        }
        Value::Calendar(days) => {
            for day in days {
                prop_assert_eq!((day.kept + day.missed) as usize, day.why.len(), "{}", name);
            }
        }
        Value::Share { part, of } => prop_assert!(part <= of, "{name}"),
        Value::Count { value, .. } => {
            let counts_records = ["entries", "urges_resisted", "slips", "necessary", "count"];
            if counts_records.contains(&figure.id.as_str()) {
                prop_assert_eq!(
                    usize::try_from(*value).unwrap(),
                    figure.why.len(),
                    "{}",
                    name
                );
            }
        }
        Value::Notes(_) => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_record_exists_and_lies_where_the_figure_speaks_of(
        kept in journals(),
        period in periods(),
        shared in vec(1_u64..40, 0..6),
    ) {
        let life = kept.life(TODAY);
        let shared: Vec<_> = shared.into_iter().map(id).collect();
        let since = Since { touched: &[(2, 3), (9, 0), (0, 1)], done_before: &[1], then: None, shared_steps: &[], shared: &shared };
        for insight in all(&life, period, &since) {
            check(&life, &insight, period)?;
        }
    }

    #[test]
    fn a_summary_never_says_what_is_not_shared(
        kept in journals(),
        shared in vec(1_u64..40, 0..6),
    ) {
        let life = kept.life(TODAY);
        let shared: Vec<_> = shared.into_iter().map(id).collect();
        let since = Since { touched: &[(3, 1)], done_before: &[], then: None, shared_steps: &[], shared: &shared };
        let period = Period { from: "2026-02-01".parse().unwrap(), to: life.today };
        let summary = insight::summary(&life, period, &since);
        let said = format!("{summary:?}");
        let behind: Vec<Record> = summary.figures.iter().flat_map(records).collect();
        for entry in life.entries.iter().filter(|entry| !shared.contains(&entry.id)) {
            prop_assert!(!said.contains(&entry.text) && !said.contains(&entry.title));
            let letter = entry.letter && behind.iter().any(|r| r.source == Source::Entry(entry.id));
            prop_assert!(!letter, "a letter that is not shared is named");
        }
    }

    #[test]
    fn streaks_and_weeks_of_promises_have_as_many_check_ins_as_they_say(kept in journals()) {
        let life = kept.life(TODAY);
        let period = Period { from: Date::MIN, to: Date::MAX };
        let found = insight::kept(&life, period);
        let Some(row) = kept.sheets.get(&9) else { return Ok(()) };
        let truth = kept_of(&promises(row), row, life.today);
        for commitment in &truth.commitments {
            let id = format!("streak_{}", commitment.promise.item);
            // An item of another list may have the same id; then the first is the promise.
            let Some(streak) = found.figures.iter().find(|figure| figure.id == id) else { continue };
            prop_assert!(streak.why.len() >= commitment.streak as usize, "{id}");
            prop_assert_eq!(streak.why.is_empty(), commitment.streak == 0, "{}", id);
        }
    }

    #[test]
    fn any_question_has_its_answers_in_order(
        kept in journals(),
        period in periods(),
        step in 1_u8..=11,
        pick in any::<prop::sample::Index>(),
        earlier in vec((days(), 0_u32..4, 0_i64..12), 0..8),
    ) {
        let life = kept.life(TODAY);
        let definition = definitions::of_step(step).unwrap();
        let mut fields = Vec::new();
        for field in definition.fields() {
            if field.kind.has_items() {
                fields.extend(field.fields.iter().map(|inner| (Some(field.id.as_str()), inner)));
            } else {
                fields.push((None, field));
            }
        }
        let (list, field) = fields[pick.index(fields.len())];
        let earlier: Vec<Answer> = earlier
            .into_iter()
            .map(|(date, version, n)| Answer { date, version, text: n.to_string() })
            .collect();
        let empty = SheetRow::default();
        let sheet = kept.sheets.get(&step).unwrap_or(&empty);
        let question = Question { definition, sheet, list, field, earlier: &earlier };
        let found = insight::question(&life, period, &question);
        let Value::Notes(answers) = &found.figures[1].value else { panic!("notes") };
        let dates: Vec<Date> = answers.iter().filter_map(|answer| answer.date).collect();
        prop_assert!(dates.is_sorted());
        prop_assert!(dates.iter().all(|day| period.contains(*day) && *day <= life.today));
        let dated = answers.iter().map(|answer| answer.date.is_none());
        prop_assert!(dated.is_sorted(), "those without a date come last");
        prop_assert_eq!(found.figures.len() == 3, field.kind == FieldKind::Scale);
        for figure in &found.figures {
            adds_up("question", figure)?;
        }
    }
}
