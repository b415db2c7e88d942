//! The rule of each step, as the list of what it still misses.

use std::collections::BTreeSet;

use jiff::civil::Date;
use journal::{ItemRow, Link};

use crate::calendar::days_between;
use crate::contact::{Standing, attempts_need_reason};
use crate::definitions;
use crate::flags::open_flags;
use crate::journey_view::{Evidence, JourneyView};
use crate::kept::{GOOD_WEEK_PERCENT_MIN, habits, kept_of};
use crate::no_contact::{JOURNALED_PERCENT_MIN, NoContact};

/// Whether a step is done, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The step, 1 to 11.
    pub step: u8,
    /// Whether it counts as done: the person's word, else the rule.
    pub done: bool,
    /// The person's word. It says nothing about a step that is closed.
    pub by_hand: Option<bool>,
    /// Step 11 only: everything is prepared, and the outcome is still open.
    pub prepared: bool,
    /// Step 3 only: changes whose evidence does not reach over eight weeks yet. They are shown as
    /// young, never as failed.
    pub young: Vec<String>,
    /// What the rule still misses, as sentences; empty when it is satisfied.
    pub missing: Vec<String>,
    /// Why it waits for nothing, although it is not done: no contact is planned.
    pub rests: Option<Standing>,
}

impl Progress {
    /// A step that is closed under the journey's contact policy, or else what its rule finds missing.
    pub(crate) fn of(step: u8, journey: &JourneyView<'_>, rule: impl FnOnce(&mut Self)) -> Self {
        let contact = journey.contact();
        let is_open = contact.closes(step).is_none();
        let by_hand = journey.sheet(step).done_by_hand;
        let mut found = Self {
            step,
            done: false,
            by_hand: by_hand.filter(|_| is_open),
            prepared: false,
            young: Vec::new(),
            missing: Vec::new(),
            rests: None,
        };
        if is_open {
            rule(&mut found);
        }
        let resting = contact.rests(step);
        let by_rule = found.missing.is_empty() && is_open;
        found.done = found.by_hand.unwrap_or(by_rule);
        // An answer is nothing that is missing.
        if resting.is_some() && !found.done {
            found.missing.clear();
            found.rests = resting;
        }
        found
    }
}

/// How a step stands, for every step but the seventh, which looks at the others. `None` for that and for a step that
/// does not exist.
pub(crate) fn by_rule(step: u8, journey: &JourneyView<'_>) -> Option<Progress> {
    let rule: fn(&JourneyView<'_>) -> Vec<String> = match step {
        1 => own_your_part,
        2 => |journey| no_contact_kept(&journey.no_contact()),
        3 => {
            return Some(Progress::of(step, journey, |found| {
                (found.missing, found.young) = change_from_inside(journey);
            }));
        }
        4 => what_went_wrong,
        5 => listen_and_speak,
        6 => my_own_life,
        8 => honest_conversation,
        9 => show_it_over_time,
        10 => core_issues,
        11 => {
            return Some(Progress::of(step, journey, |found| {
                (found.missing, found.prepared) = any_answer(journey);
            }));
        }
        _ => return None,
    };
    Some(Progress::of(step, journey, |found| {
        found.missing = rule(journey);
    }))
}

/// Evidence must reach over this many days before a change counts as more than young.
const EVIDENCE_DAYS_MIN: i64 = 8 * 7;
const GOOD_WEEKS_MIN: u32 = 8;
const HABIT_WEEKS_MIN: u32 = 4;

/// What is missing, when fewer than `needed` are there.
fn fewer(missing: &mut Vec<String>, found: usize, needed: usize, what: &str) {
    if found < needed {
        missing.push(format!("{what}: {found} of {needed} so far."));
    }
}

fn have(items: &[ItemRow], fields: &[&str]) -> usize {
    let filled = |item: &&ItemRow| fields.iter().all(|field| item.fields.filled(field));
    items.iter().filter(filled).count()
}

/// Items whose date field names a day of the journey that has come.
fn dated(items: &[ItemRow], field: &str, journey: &JourneyView<'_>) -> usize {
    let days = journey.begun()..=journey.today;
    let on_time = |item: &&ItemRow| {
        item.fields
            .date(field)
            .is_some_and(|day| days.contains(&day))
    };
    items.iter().filter(on_time).count()
}

pub(crate) fn own_your_part(journey: &JourneyView<'_>) -> Vec<String> {
    let row = journey.sheet(1);
    let mut missing = Vec::new();
    fewer(
        &mut missing,
        have(row.items("inventory"), &["effect", "now"]),
        3,
        "Things you did, each with what it did to them and what you would do now",
    );
    fewer(
        &mut missing,
        dated(row.items("actions"), "done_on", journey),
        1,
        "Something you have done that shows it",
    );
    unflagged(&mut missing, 1, journey);
    missing
}

/// No sentence may be flagged and neither written anew nor kept.
fn unflagged(missing: &mut Vec<String>, step: u8, journey: &JourneyView<'_>) {
    let open = definitions::of_step(step)
        .map_or(0, |definition| open_flags(definition, journey.sheet(step)));
    if open > 0 {
        missing.push(format!(
            "Marked sentences to write anew, or to keep on purpose: {open}."
        ));
    }
}

pub(crate) fn no_contact_kept(figures: &NoContact) -> Vec<String> {
    let mut missing = Vec::new();
    if figures.target_needs_reason {
        missing.push("A target of fewer than 30 days needs a written reason.".to_owned());
    }
    match figures.target {
        Some(target) if !figures.target_reached() => missing.push(format!(
            "{target} days without contact: this is day {}.",
            figures.current_run
        )),
        None if figures.current_run == 0 => missing.push("A run without contact.".to_owned()),
        _ => {}
    }
    if !figures.journaled_enough() {
        let (journaled, of) = figures.journaled();
        missing.push(format!(
            "An entry on {JOURNALED_PERCENT_MIN} % of these days: {journaled} of {of} so far."
        ));
    }
    missing
}

/// What is missing, and the names of the young changes.
pub(crate) fn change_from_inside(journey: &JourneyView<'_>) -> (Vec<String>, Vec<String>) {
    let row = journey.sheet(3);
    let mut missing = Vec::new();
    let mut young = Vec::new();
    let mut proven = 0;
    for root in row.items("roots") {
        let evidence = journey.evidence(&root.fields, "evidence");
        if span(&evidence, journey.begun()) >= EVIDENCE_DAYS_MIN {
            proven += 1;
        } else {
            young.push(root.fields.words("issue").to_owned());
        }
    }
    fewer(
        &mut missing,
        proven,
        1,
        "A change with evidence spread over eight weeks or more",
    );
    fewer(
        &mut missing,
        have(row.items("values"), &["value"]),
        3,
        "Values",
    );
    (missing, young)
}

/// Days from the first to the last piece of evidence that is dated in the journey.
fn span(evidence: &[Evidence], begun: Date) -> i64 {
    let dates = evidence.iter().filter_map(|e| e.date);
    let days: BTreeSet<Date> = dates.filter(|date| *date >= begun).collect();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => days_between(*first, *last),
        _ => 0,
    }
}

pub(crate) fn what_went_wrong(journey: &JourneyView<'_>) -> Vec<String> {
    let row = journey.sheet(4);
    let mut missing = Vec::new();
    fewer(
        &mut missing,
        have(row.items("moments"), &["differently"]),
        5,
        "Moments with what you would do differently",
    );
    let linked = row.items("areas").iter().filter(|area| {
        let targets = area.fields.chosen("moments").filter_map(|text| {
            let link: Link = text.parse().ok()?;
            let (list, item) = link.target()?;
            (list == "moments" && row.item(list, item).is_some()).then_some(item)
        });
        targets.collect::<BTreeSet<_>>().len() >= 2
    });
    fewer(
        &mut missing,
        linked.count().min(1),
        1,
        "A growth area that comes from two moments or more",
    );
    unflagged(&mut missing, 4, journey);
    missing
}

pub(crate) fn listen_and_speak(journey: &JourneyView<'_>) -> Vec<String> {
    let row = journey.sheet(5);
    let skills = definitions::of_step(5)
        .and_then(|definition| definition.list("practice"))
        .and_then(|practice| practice.field("skill"))
        .map_or(&[][..], |skill| skill.choices.as_slice());
    let mut missing = Vec::new();
    for skill in skills {
        let days: BTreeSet<Date> = row
            .items("practice")
            .iter()
            .filter(|item| item.fields.words("skill") == skill.id)
            .filter_map(ItemRow::date)
            .filter(|day| *day <= journey.today)
            .collect();
        let what = format!("Different days on which you practised \"{}\"", skill.label);
        fewer(&mut missing, days.len(), 3, &what);
    }
    missing
}

pub(crate) fn my_own_life(journey: &JourneyView<'_>) -> Vec<String> {
    let row = journey.sheet(6);
    let mut missing = Vec::new();
    fewer(
        &mut missing,
        dated(row.items("people"), "last_met", journey),
        2,
        "Friends you have met",
    );
    let most = row
        .items("interests")
        .iter()
        .filter_map(|item| item.fields.number("times"))
        .max();
    fewer(
        &mut missing,
        most.and_then(|times| usize::try_from(times).ok())
            .unwrap_or(0),
        3,
        "Times you did one of your interests",
    );
    let health = habits(row);
    let weeks = kept_of(&health, journey.sheet(9), journey.today)
        .commitments
        .iter()
        .map(|habit| longest_good_weeks(&habit.weeks))
        .max()
        .unwrap_or(0);
    if weeks < HABIT_WEEKS_MIN {
        missing.push(format!(
            "Weeks in a row in which you kept a health habit: {weeks} of {HABIT_WEEKS_MIN} so far."
        ));
    }
    missing
}

fn longest_good_weeks(weeks: &[crate::WeekRate]) -> u32 {
    let (mut current, mut longest) = (0, 0);
    for week in weeks.iter().filter(|week| week.over && week.due > 0) {
        current = if week.is_good() { current + 1 } else { 0 };
        longest = longest.max(current);
    }
    longest
}

pub(crate) fn honest_conversation(journey: &JourneyView<'_>) -> Vec<String> {
    let row = journey.sheet(8);
    let reflected = row.fields.filled("after")
        || row.up_to("conversations", journey.today).any(|talk| {
            ["heard", "said", "agreed"]
                .iter()
                .any(|f| talk.fields.filled(f))
        });
    let mut missing = Vec::new();
    fewer(
        &mut missing,
        usize::from(reflected),
        1,
        "A conversation you have written about afterwards",
    );
    missing
}

pub(crate) fn show_it_over_time(journey: &JourneyView<'_>) -> Vec<String> {
    let weeks = journey.promises_kept().longest_good_weeks;
    if weeks >= GOOD_WEEKS_MIN {
        return Vec::new();
    }
    vec![format!(
        "Weeks in a row with {GOOD_WEEK_PERCENT_MIN} % or more kept: {weeks} of {GOOD_WEEKS_MIN} so far."
    )]
}

pub(crate) fn core_issues(journey: &JourneyView<'_>) -> Vec<String> {
    let row = journey.sheet(10);
    let contact = journey.contact();
    let patterns = row.items("patterns");
    let changed = patterns
        .iter()
        .filter(|pattern| pattern.fields.filled("change"))
        .filter(|pattern| !journey.evidence(&pattern.fields, "evidence").is_empty())
        .count();
    let mut missing = Vec::new();
    fewer(
        &mut missing,
        changed,
        patterns.len().max(1),
        "Patterns with a concrete change and evidence for it",
    );
    for (field, what) in [
        ("me_then", "for you, then"),
        ("me_now", "for you, now"),
        ("them_then", "for them, then"),
        ("them_now", "for them, now"),
    ] {
        if contact.asks(10, field) && !row.fields.filled(field) {
            missing.push(format!("The order in which love arrives {what}."));
        }
    }
    missing
}

/// Said where many attempts are allowed without a reason.
pub(crate) const MANY_ATTEMPTS: &str = "More than three attempts need a written reason.";

/// What is missing, and whether everything but the outcome is there. Where contact is not wanted, no outcome is open.
pub(crate) fn any_answer(journey: &JourneyView<'_>) -> (Vec<String>, bool) {
    let row = journey.sheet(11);
    let known = row
        .fields
        .date("outcome_date")
        .is_some_and(|day| day <= journey.today);
    if known && row.fields.filled("outcome_answer") {
        return (Vec::new(), false);
    }
    let contact = journey.contact();
    let in_any_case = if contact.unwanted() {
        "Something that happens in any case"
    } else {
        "Something that happens whatever the answer is"
    };
    let mut missing = Vec::new();
    if contact.asks(11, "most") && row.fields.number("most").is_none() {
        missing.push("The most attempts you will make.".to_owned());
    }
    if contact.asks(11, "most_reason") && attempts_need_reason(row) {
        missing.push(MANY_ATTEMPTS.to_owned());
    }
    let lists = [
        (
            "if_no",
            &["they_say", "i_answer"][..],
            "Something they might say, and your answer",
        ),
        ("support", &["who"], "Somebody who is there for you"),
        ("plans", &["what"], in_any_case),
    ];
    for (list, fields, what) in lists {
        if contact.asks(11, list) {
            fewer(&mut missing, have(row.items(list), fields).min(1), 1, what);
        }
    }
    if contact.asks(11, "open_to") && !row.fields.filled("open_to") {
        missing.push("What you would be open to.".to_owned());
    }
    let prepared = missing.is_empty() && !contact.unwanted();
    (missing, prepared)
}
