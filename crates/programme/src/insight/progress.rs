//! How the eleven steps stand, each with what is in its worksheet. Worksheets are looked at as they are
//! today, whatever the period.

use std::collections::BTreeSet;

use journal::{FieldValue, Fields, Link};

use crate::definitions::{self, STEPS};
use crate::insight::figure::{count, figure, insight, note};
use crate::insight::shape::{Insight, Note, Record, Value};
use crate::insight::view::{Life, Period, item_record, step_title};
use crate::journey_view::JourneyView;
use crate::progress::{self as rules, Progress};

/// Sentences on what a step misses that are told; the step itself tells all.
const MISSING_TOLD: usize = 3;

/// How step 11 stands when everything is there but the answer: done, and not called so.
pub(crate) const PREPARED: &str = "Prepared: only the outcome is open.";

/// How many of the steps are done, and for each what is there and what is missing.
pub fn progress(life: &Life<'_>, period: Period) -> Insight {
    let all: Vec<Progress> = (1..=STEPS)
        .filter_map(|step| rules::progress(step, &life.journey))
        .collect();
    // What is about contact waits for nothing where none is planned.
    let open = all.iter().filter(|step| step.rests.is_none());
    let open: Vec<&Progress> = open.collect();
    let done: Vec<&Progress> = open.iter().copied().filter(|step| step.done).collect();
    let share = Value::Share {
        part: count(done.len()),
        of: count(open.len()),
    };
    let why: BTreeSet<Record> = done
        .iter()
        .flat_map(|found| in_worksheet(life, found.step))
        .collect();
    let steps = all.iter().map(|found| step(life, found)).collect();
    let figures = vec![
        figure("done", "Steps done", share, why.into_iter().collect()),
        figure("steps", "Step by step", Value::Notes(steps), Vec::new()),
    ];
    insight("progress", "The eleven steps", period, figures)
}

/// The steps of a journey that are done, for saying later which are newly so.
pub fn steps_done(journey: &JourneyView<'_>) -> Vec<u8> {
    (1..=STEPS)
        .filter(|step| rules::progress(*step, journey).is_some_and(|found| found.done))
        .collect()
}

/// A step as a note.
fn step(life: &Life<'_>, found: &Progress) -> Note {
    let title = step_title(found.step);
    match (found.rests, life.journey.contact().closes(found.step)) {
        (Some(standing), Some(_)) => note(None, &title, standing.words(), Vec::new()),
        (Some(standing), None) => note(
            None,
            &title,
            standing.words(),
            in_worksheet(life, found.step),
        ),
        (None, _) => note(None, &title, &text(found), in_worksheet(life, found.step)),
    }
}

fn text(found: &Progress) -> String {
    let stand = match (found.by_hand, found.done) {
        (Some(true), _) => "Done, as you marked it.",
        (Some(false), _) => "Open, as you marked it.",
        (None, true) if found.prepared => PREPARED,
        (None, true) => "Done.",
        (None, false) => "Open.",
    };
    let mut sentences = vec![stand.to_owned()];
    let named = |young: &&String| !young.trim().is_empty();
    let young: Vec<&str> = found.young.iter().filter(named).map(|y| y.trim()).collect();
    if !young.is_empty() {
        sentences.push(format!("Young, and growing: {}.", young.join(", ")));
    }
    sentences.extend(found.missing.iter().take(MISSING_TOLD).cloned());
    let more = found.missing.len().saturating_sub(MISSING_TOLD);
    if more > 0 {
        sentences.push(format!("And {more} more."));
    }
    sentences.join(" ")
}

/// Everything a worksheet holds, and what it names as evidence.
pub(crate) fn in_worksheet(life: &Life<'_>, step: u8) -> Vec<Record> {
    let Some(row) = life.row(step) else {
        return Vec::new();
    };
    let contact = life.journey.contact();
    let shown = definitions::of_step(step).map(|definition| contact.shown_row(definition, row));
    let row = shown.as_ref().unwrap_or(row);
    let definition = life.definition_id(step);
    let mut records = BTreeSet::new();
    for field in row.fields.0.keys() {
        records.extend(life.field_record(step, field));
    }
    records.extend(evidence(life, &row.fields));
    for (list, items) in &row.lists {
        for item in items
            .iter()
            .filter(|item| item.date().is_none_or(|d| d <= life.today))
        {
            records.insert(item_record(&definition, list, item));
            records.extend(evidence(life, &item.fields));
        }
    }
    records.into_iter().collect()
}

fn evidence(life: &Life<'_>, fields: &Fields) -> Vec<Record> {
    let chosen = fields.0.values().filter_map(|value| match value {
        FieldValue::Chosen(chosen) => Some(chosen),
        _ => None,
    });
    let links = chosen
        .flatten()
        .filter_map(|text| text.parse::<Link>().ok());
    links.filter_map(|link| life.linked(&link)).collect()
}
