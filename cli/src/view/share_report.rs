//! A share as a report: every entry with its day, mood and labels, and every worksheet with its questions, as notes of the
//! shape that reports draw.

use engine::insight::{Figure, Insight, Note, Value};
use engine::{Publication, SharedAnswer, SharedItem};
use jiff::civil::Date;

/// Everything in a share, under this title. `day` stands for the days of a share without entries.
pub(crate) fn insight(title: String, publication: &Publication, day: Date) -> Insight {
    let items = publication.items();
    let (entries, sheets): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.at.is_some());
    let days = || {
        entries
            .iter()
            .filter_map(|item| Some(item.at.as_ref()?.date()))
    };
    let mut figures = Vec::new();
    if !entries.is_empty() || sheets.is_empty() {
        // Read like a diary: from the first to the last.
        let notes = entries.iter().rev().map(|item| entry_note(item));
        figures.push(figure("entries", "Entries", "", notes.collect()));
    }
    for sheet in sheets {
        let answers = sheet.answers.iter().map(answer_note);
        figures.push(figure(
            &sheet.definition,
            &sheet.title,
            sheet.note,
            answers.collect(),
        ));
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
        means: "mean",
        why: Vec::new(),
    }
}

fn entry_note(entry: &SharedItem) -> Note {
    let time = entry.at.as_ref();
    let time = time.map(|at| at.strftime("%H:%M %Z").to_string());
    let facts: Vec<String> = time.into_iter().chain(entry.facts.clone()).collect();
    let text = match entry.text.as_str() {
        "" => facts.join(" · "),
        text => format!("{}\n\n{text}", facts.join(" · ")),
    };
    Note {
        date: entry.at.as_ref().map(jiff::Zoned::date),
        head: entry.title.clone(),
        text,
        why: Vec::new(),
    }
}

fn answer_note(answer: &SharedAnswer) -> Note {
    Note {
        date: answer.date,
        head: answer.question.clone(),
        text: answer.text.clone(),
        why: Vec::new(),
    }
}
