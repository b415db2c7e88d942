//! A share as a report: every entry with its day, mood and labels, and every worksheet with its questions, as notes of the
//! shape that reports draw.

use crate::view::entry::tags;
use engine::Publication;
use engine::insight::{Figure, Insight, Note, Value};
use engine::views::{EntryField, EntryView};
use engine::worksheet::{
    Definition, FieldDef, FieldKind, FieldValue, Fields, ItemRow, Place, SheetRow, shared_standing,
};
use jiff::civil::Date;

/// Everything in a share, under this title. `day` stands for the days of a share without entries.
pub(crate) fn insight(title: String, publication: &Publication, day: Date) -> Insight {
    let days = || {
        publication
            .entries
            .iter()
            .map(|entry| entry.moment().date())
    };
    let mut figures = Vec::new();
    if !publication.entries.is_empty() || publication.worksheets.is_empty() {
        // Read like a diary: from the first to the last.
        let entries = publication.entries.iter().rev().map(entry_note);
        figures.push(figure("entries", "Entries", "", entries.collect()));
    }
    for row in &publication.worksheets {
        figures.push(match publication.definition(row) {
            Some(definition) => sheet_figure(definition, row),
            None => figure(
                &row.definition,
                &format!("Worksheet {}", row.definition),
                "A newer version of the program can show it.",
                Vec::new(),
            ),
        });
    }
    Insight {
        id: "share",
        title,
        from: days().min().unwrap_or(day),
        to: days().max().unwrap_or(day),
        figures,
    }
}

fn figure(id: &str, label: &str, note: &str, notes: Vec<Note>) -> Figure {
    Figure {
        id: id.to_owned(),
        label: label.to_owned(),
        note: note.to_owned(),
        value: Value::Notes(notes),
        axis: None,
        why: Vec::new(),
    }
}

fn note(date: Option<Date>, head: String, text: String) -> Note {
    Note {
        date,
        head,
        text,
        why: Vec::new(),
    }
}

fn entry_note(entry: &EntryView) -> Note {
    let mut facts = vec![entry.moment().strftime("%H:%M %Z").to_string()];
    let mut said = entry.values().to_vec();
    said.retain(|(_, value)| value.is_filled());
    // How it was first, the tags last.
    said.sort_by_key(|(field, _)| match field {
        EntryField::Mood => 0,
        EntryField::Star => 1,
        EntryField::Letter => 2,
        EntryField::Tags => 4,
        _ => 3,
    });
    facts.extend(said.into_iter().filter_map(|(field, value)| {
        let words = value.words();
        Some(match field {
            EntryField::When | EntryField::Title | EntryField::Text => return None,
            EntryField::Mood => format!("mood {words} of 10"),
            EntryField::Emotions => format!("felt: {words}"),
            EntryField::Triggers => format!("set off by: {words}"),
            EntryField::Tags => tags(entry).join(" · "),
            EntryField::Star => "starred".into(),
            EntryField::Letter => "a letter that was not sent".into(),
            _ => format!("{}: {words}", field.name()),
        })
    }));
    let body = entry.body.trim_end();
    let text = match body {
        "" => facts.join(" · "),
        body => format!("{}\n\n{body}", facts.join(" · ")),
    };
    note(Some(entry.moment().date()), entry.title.clone(), text)
}

fn sheet_figure(definition: &Definition, row: &SheetRow) -> Figure {
    let label = match definition.step {
        Some(step) => format!("Step {step}: {}", definition.title),
        None => definition.title.clone(),
    };
    let mut notes = Vec::new();
    for field in definition
        .sections
        .iter()
        .flat_map(|section| &section.fields)
    {
        if field.kind.has_items() {
            notes.extend(items(field, row));
        } else {
            let asked = row.asked_by(&field.id);
            notes.extend(
                answer(field, &row.fields, asked)
                    .map(|(question, words)| note(None, question, words)),
            );
        }
    }
    let why = shared_standing(row).map_or("", engine::Standing::words);
    figure(&definition.id, &label, why, notes)
}

/// A question as it was asked, and its answer; `None` where there is none.
fn answer(field: &FieldDef, fields: &Fields, asked: u32) -> Option<(String, String)> {
    let value = fields.get(&field.id).filter(|value| value.is_filled())?;
    let (label, prompt) = field.asked_by(asked);
    let question = if prompt.is_empty() { label } else { prompt };
    let words = match value {
        FieldValue::Text(text) => text.clone(),
        value => value.words(field),
    };
    Some((question.to_owned(), words))
}

/// One note for each item of a list or log.
fn items(field: &FieldDef, row: &SheetRow) -> Vec<Note> {
    let items: Vec<&ItemRow> = match field.kind {
        FieldKind::Log => row.newest_first(&field.id),
        _ => row.items(&field.id).iter().collect(),
    };
    let one = |item: &ItemRow| {
        let answers = field.fields.iter().filter_map(|inner| {
            let place = Place::item(&field.id, item.id, &inner.id).to_string();
            let (_, words) = answer(inner, &item.fields, row.asked_by(&place))?;
            let (label, _) = inner.asked_by(row.asked_by(&place));
            Some(format!("{label}: {words}"))
        });
        let lines: Vec<String> = answers.collect();
        note(item.date(), field.label.clone(), lines.join("\n"))
    };
    items.into_iter().map(one).collect()
}
