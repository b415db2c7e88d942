//! What a summary tells in words: slips, storms, promises that were missed, the steps that were worked on, and the
//! answers of steps that are shared. Long answers are cut; the person has the whole of them.

use std::collections::{BTreeMap, BTreeSet};

use journal::{FieldDef, FieldKind, Fields, ItemRow};

use crate::definitions;
use crate::insight::answer::answer_words;
use crate::insight::figure::{count, figure, mean_value, note, number_of, on_scale, shortened};
use crate::insight::kept::Promised;
use crate::insight::shape::{Figure, Note, Record, Source, Value};
use crate::insight::view::{Life, Logged, Period, inner_field, step_title};

/// How much of what was written is read out, in characters for each question.
const ANSWER_CHARS_MAX: usize = 240;

/// Slips of these days, with what was written about them.
pub(crate) fn slips(life: &Life<'_>, period: Period) -> Figure {
    let slip = |slip: Logged<'_>| {
        let channel = choice(2, "slips", "channel", &slip.item.fields);
        let head = if channel.is_empty() {
            "A slip"
        } else {
            channel
        };
        let text = answers(2, "slips", &["what", "learned"], &slip.item.fields);
        note(Some(slip.at.date()), head, &text, vec![slip.record])
    };
    let slips = life.log(2, "slips", period).into_iter().map(slip);
    notes("slips", "Slips", slips.collect())
}

/// How strong the urges of these days were, those included that were given in to.
pub(crate) fn urges_strength(life: &Life<'_>, period: Period) -> Figure {
    let urges = life.log(2, "urges", period).into_iter();
    let told = urges.filter_map(|urge| {
        let strength = on_scale(urge.item.fields.number("intensity"))?;
        Some((strength, urge.record))
    });
    let (numbers, why): (Vec<i64>, Vec<Record>) = told.unzip();
    let strongest = numbers.iter().max();
    let note = strongest.map_or(String::new(), |most| format!("The strongest was {most}."));
    let label = "How strong urges were, 1 to 10";
    figure("urges_strength", label, mean_value(&numbers), why).noted(note)
}

/// Storms of these days: how strong, how they were answered and how they ended.
pub(crate) fn storms(life: &Life<'_>, period: Period) -> Figure {
    let asked = ["intensity", "situation", "answered", "ended"];
    let storm = |storm: Logged<'_>| {
        let trigger = shortened(storm.item.fields.words("trigger"), ANSWER_CHARS_MAX);
        let head = if trigger.is_empty() {
            "A storm"
        } else {
            &trigger
        };
        let text = answers(9, "storms", &asked, &storm.item.fields);
        note(Some(storm.at.date()), head, &text, vec![storm.record])
    };
    let storms = life.log(9, "storms", period).into_iter().map(storm);
    notes("storms", "Storms", storms.collect())
}

/// Promises and habits that were missed in these days, with what was noted.
pub(crate) fn missed(promised: &Promised<'_, '_>, life: &Life<'_>, period: Period) -> Figure {
    let mut found: Vec<Note> = promised
        .missed(period)
        .into_iter()
        .map(|(day, label, record)| {
            let said = match &record.source {
                Source::Item { list, item, .. } => life.row(9).and_then(|it| it.item(list, *item)),
                Source::Entry(_) | Source::Field { .. } => None,
            };
            let said = said.map_or("", |item| item.fields.words("note"));
            let text = shortened(said, ANSWER_CHARS_MAX);
            note(Some(day), &label, &text, vec![record])
        })
        .collect();
    found.sort_by_key(|note| note.date);
    notes("missed", "Promises missed", found)
}

/// The steps whose worksheets were changed, each with what was written down in it in these days.
pub(crate) fn steps_touched(life: &Life<'_>, period: Period, touched: &[(u8, u32)]) -> Figure {
    let contact = life.journey.contact();
    let worked_on = life.steps_worked_on(period);
    let changed = touched.iter().filter(|(_, changes)| *changes > 0);
    // What was written down later about these days belongs to them, too.
    let mut steps: BTreeSet<u8> = changed.map(|(step, _)| *step).collect();
    let dated = |why: &BTreeSet<Record>| {
        let mut why = why.iter();
        why.any(|record| matches!(record.source, Source::Item { .. }))
    };
    steps.extend(
        worked_on
            .iter()
            .filter(|(_, why)| dated(why))
            .map(|(step, _)| *step),
    );
    let steps = steps.into_iter();
    let steps = steps.filter(|step| contact.closes(*step).is_none());
    let step = |step: u8| {
        let why: Vec<Record> = worked_on
            .get(&step)
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        note(None, &step_title(step), &noted(step, &why), why)
    };
    notes(
        "steps_touched",
        "Steps worked on",
        steps.map(step).collect(),
    )
}

/// What records of one step are, by list: `An urge 4×, 2 entries.`
fn noted(step: u8, why: &[Record]) -> String {
    let mut lists: BTreeMap<&str, u32> = BTreeMap::new();
    let mut entries = 0;
    for record in why {
        match &record.source {
            Source::Item { list, .. } => *lists.entry(list).or_default() += 1,
            Source::Entry(_) => entries += 1,
            Source::Field { .. } => {}
        }
    }
    let label = |list: &str| {
        let list = definitions::of_step(step).and_then(|definition| definition.list(list));
        list.map_or("Notes", |list| &list.label)
    };
    let mut parts: Vec<String> = lists
        .into_iter()
        .map(|(list, times)| format!("{} {times}×", label(list)))
        .collect();
    if entries > 0 {
        parts.push(number_of(entries, "entry", "entries"));
    }
    if parts.is_empty() {
        return "Answers were written or changed.".to_owned();
    }
    format!("{}.", parts.join(", "))
}

/// The answers of a step that is shared, as they are; of logs, those of these days.
pub(crate) fn shared_answers(life: &Life<'_>, period: Period, step: u8) -> Option<Figure> {
    let definition = definitions::of_step(step)?;
    let contact = life.journey.contact();
    let row = life.row(step).filter(|_| contact.closes(step).is_none())?;
    let row = contact.shown_row(definition, row);
    let mut found = Vec::new();
    // What a question that does not apply any more was answered is given to nobody.
    let asked = definition.fields().filter(|it| it.applies(&row.fields));
    for field in asked {
        match field.kind {
            FieldKind::List => found.extend(
                row.items(&field.id)
                    .iter()
                    .map(|it| item(life, step, field, it)),
            ),
            FieldKind::Log => {
                let logged = life.log(step, &field.id, period).into_iter();
                let logged = logged.filter(|it| row.item(&field.id, it.item.id).is_some());
                found.extend(logged.map(|it| item(life, step, field, it.item)));
            }
            _ => {
                let words = answer(field, &row.fields);
                let why = life.field_record(step, &field.id).into_iter().collect();
                found.extend((!words.is_empty()).then(|| note(None, &field.label, &words, why)));
            }
        }
    }
    found.retain(|note| !note.text.is_empty());
    let label = format!("Step {}", step_title(step));
    (count(found.len()) > 0).then(|| notes(&format!("step_{step}"), &label, found))
}

fn item(life: &Life<'_>, step: u8, list: &FieldDef, item: &ItemRow) -> Note {
    let asked = list.fields.iter();
    let asked = asked.filter(|field| field.applies(&item.fields));
    let lines = asked.filter_map(|field| {
        let words = answer(field, &item.fields);
        (!words.is_empty()).then(|| format!("{}: {words}", field.label))
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let why = vec![life.item_record(step, &list.id, item)];
    note(item.date(), &list.label, &text, why)
}

/// An answer in words; links are left out, since they would name what is not shared.
fn answer(field: &FieldDef, fields: &Fields) -> String {
    let value = fields
        .get(&field.id)
        .filter(|_| field.kind != FieldKind::Links);
    let words = value.map_or(String::new(), |value| answer_words(field, value));
    shortened(&words, ANSWER_CHARS_MAX)
}

fn answers(step: u8, list: &str, fields: &[&str], said: &Fields) -> String {
    let told = fields.iter().filter_map(|field| {
        let field = inner_field(step, list, field)?;
        let words = answer(field, said);
        (!words.is_empty()).then(|| format!("{}: {words}", field.label))
    });
    told.collect::<Vec<_>>().join("\n")
}

fn choice<'f>(step: u8, list: &str, field: &str, said: &'f Fields) -> &'f str {
    let id = said.words(field);
    inner_field(step, list, field).map_or(id, |field| field.choice_label(id))
}

fn notes(id: &str, label: &str, notes: Vec<Note>) -> Figure {
    figure(id, label, Value::Notes(notes), Vec::new())
}
