//! What a share shows, in words: every entry with its facts and every worksheet with its questions. Reports and handouts
//! are made of this.

use jiff::Zoned;
use jiff::civil::Date;
use journal::{
    Definition, EntryField, FieldDef, FieldKind, FieldValue, Fields, ItemRow, Place, SheetRow,
};
use programme::{ContactPolicy, shared_standing};

use crate::shares::Publication;
use crate::views::EntryView;

/// One entry or worksheet of a share.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SharedItem {
    /// What the share calls it; `None` in a preview and for publications of earlier programs.
    pub id: Option<String>,
    /// The definition of a worksheet; empty for an entry.
    pub definition: String,
    /// The title; of an entry it may be empty.
    pub title: String,
    /// The moment that an entry is about.
    pub at: Option<Zoned>,
    /// What is said of an entry beside its text: mood, feelings, tags.
    pub facts: Vec<String>,
    /// The text of an entry.
    pub text: String,
    /// What is to be said about a worksheet; often empty.
    pub note: &'static str,
    /// The answers of a worksheet, in the order of its questions.
    pub answers: Vec<SharedAnswer>,
}

/// One answer of a worksheet, or one item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedAnswer {
    /// The question as it was asked, or the name of the list.
    pub question: String,
    /// The day of an item of a log.
    pub date: Option<Date>,
    /// The answer; for an item one line for each of its answers.
    pub text: String,
}

impl Publication {
    /// All of it in words: entries, the newest first, then worksheets.
    pub fn items(&self) -> Vec<SharedItem> {
        let entries = self.entries.iter().map(entry_item);
        let sheets = self.worksheets.iter().map(|row| {
            let item = match self.definition(row) {
                Some(definition) => sheet_item(definition, row),
                None => SharedItem {
                    definition: row.definition.clone(),
                    title: format!("Worksheet {}", row.definition),
                    note: "A newer version of the program can show it.",
                    ..SharedItem::default()
                },
            };
            let id = self.worksheet_ids.get(&row.definition).cloned();
            SharedItem { id, ..item }
        });
        entries.chain(sheets).collect()
    }
}

fn entry_item(entry: &EntryView) -> SharedItem {
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
    let facts = said.into_iter().filter_map(|(field, value)| {
        let words = value.words();
        Some(match field {
            EntryField::When | EntryField::Title | EntryField::Text => return None,
            EntryField::Mood => format!("mood {words} of 10"),
            EntryField::Emotions => format!("felt: {words}"),
            EntryField::Triggers => format!("set off by: {words}"),
            EntryField::Tags => {
                let tags = entry.tags.iter().map(|tag| format!("#{tag}"));
                tags.collect::<Vec<_>>().join(" · ")
            }
            EntryField::Star => "starred".into(),
            EntryField::Letter => "a letter that was not sent".into(),
            _ => format!("{}: {words}", field.name()),
        })
    });
    SharedItem {
        id: Some(entry.id.clone()).filter(|id| !id.is_empty()),
        title: entry.title.clone(),
        at: Some(entry.moment()),
        facts: facts.collect(),
        text: entry.body.trim_end().to_owned(),
        ..SharedItem::default()
    }
}

fn sheet_item(definition: &Definition, row: &SheetRow) -> SharedItem {
    let title = match definition.step {
        Some(step) => format!("Step {step}: {}", definition.title),
        None => definition.title.clone(),
    };
    let mut answers = Vec::new();
    let definition = ContactPolicy::of_shared(row).shown(definition, row);
    let sections = definition.sections.iter();
    for field in sections.flat_map(|section| &section.fields) {
        if field.kind.has_items() {
            answers.extend(items(field, row));
        } else {
            let asked = row.asked_by(&field.id);
            let answer = answer(field, &row.fields, asked);
            answers.extend(answer.map(|(question, text)| SharedAnswer {
                question,
                date: None,
                text,
            }));
        }
    }
    SharedItem {
        definition: definition.id.clone(),
        title,
        note: shared_standing(row).map_or("", crate::Standing::words),
        answers,
        ..SharedItem::default()
    }
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

/// One answer for each item of a list or log.
fn items(field: &FieldDef, row: &SheetRow) -> Vec<SharedAnswer> {
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
        SharedAnswer {
            question: field.label.clone(),
            date: item.date(),
            text: lines.join("\n"),
        }
    };
    items.into_iter().map(one).collect()
}
