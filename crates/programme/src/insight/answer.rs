//! Answers of worksheets in words, as they are shown beside each other.

use jiff::civil::Date;
use journal::{FieldDef, FieldKind, FieldValue, ItemRow};

use crate::insight::figure::{day_words, number_of};

/// The answer to a question in words; empty when there is none.
pub fn answer_words(field: &FieldDef, value: &FieldValue) -> String {
    if !value.is_filled() {
        return String::new();
    }
    match value {
        FieldValue::Text(text) | FieldValue::Line(text) => line(field, text),
        FieldValue::Number(number) | FieldValue::Count(number) => number.to_string(),
        FieldValue::Check(_) => "yes".to_owned(),
        FieldValue::Chosen(chosen) if field.kind == FieldKind::Links => {
            let number = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
            number_of(number, "record", "records")
        }
        FieldValue::Chosen(chosen) => in_words(field, chosen.iter()),
        FieldValue::Ranking(order) => in_words(field, order.iter()),
    }
}

fn line(field: &FieldDef, text: &str) -> String {
    match field.kind {
        FieldKind::Choice => field.choice_label(text).to_owned(),
        FieldKind::Date => text
            .parse::<Date>()
            .map_or_else(|_| text.to_owned(), day_words),
        FieldKind::Links => number_of(1, "record", "records"),
        _ => text.trim().to_owned(),
    }
}

fn in_words<'a>(field: &FieldDef, ids: impl Iterator<Item = &'a String>) -> String {
    let labels: Vec<&str> = ids.map(|id| field.choice_label(id)).collect();
    labels.join(", ")
}

/// What was written about an item in one's own words, a line for each question. Chosen things go along;
/// an item with nothing but those has no words.
pub(crate) fn item_words(list: &FieldDef, item: &ItemRow) -> String {
    let own = |field: &&FieldDef| matches!(field.kind, FieldKind::Text | FieldKind::Line);
    let mut questions = list.fields.iter();
    if !questions.any(|field| own(&field) && item.fields.filled(&field.id)) {
        return String::new();
    }
    let lines = list.fields.iter().filter_map(|field| {
        let value = item.fields.get(&field.id)?;
        let words = answer_words(field, value);
        let said = !words.is_empty() && field.kind != FieldKind::Links;
        said.then(|| format!("{}: {words}", field.label))
    });
    lines.collect::<Vec<_>>().join("\n")
}
