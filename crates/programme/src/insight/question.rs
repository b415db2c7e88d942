//! One question over time: the answers to it side by side, by date.

use jiff::civil::{Date, DateTime};
use journal::{Definition, FieldDef, FieldKind, ItemRow, Place, SheetRow};

use crate::insight::answer::answer_words;
use crate::insight::figure::{count, counted, figure, insight, line, note, with_days_before};
use crate::insight::shape::{Figure, Insight, Note, Record, Source, Value};
use crate::insight::view::{Life, Period, item_record};

/// The question looked at.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The worksheet's definition.
    pub definition: &'a Definition,
    /// The worksheet. It is given here and not looked up by step, because people's own worksheets belong
    /// to none.
    pub sheet: &'a SheetRow,
    /// The list or log the question is asked in; `None` for one of the worksheet itself.
    pub list: Option<&'a str>,
    /// The question.
    pub field: &'a FieldDef,
    /// Earlier answers, out of the history; only for a question of the worksheet itself.
    pub earlier: &'a [Answer],
}

/// An answer that was given once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The day it was given.
    pub date: Date,
    /// The answer in words.
    pub text: String,
    /// The version of the definition that asked.
    pub version: u32,
}

/// An answer found.
struct Given {
    at: Option<DateTime>,
    date: Option<Date>,
    version: u32,
    words: String,
    number: Option<i64>,
    record: Record,
}

/// The answers to one question in the period, the oldest first and those without a date last, each under
/// the name the question had then.
pub fn question(life: &Life<'_>, period: Period, question: &Question<'_>) -> Insight {
    let mut given = match question.list {
        Some(list) => question.in_items(list),
        None => question.in_sheet(),
    };
    let days = period.up_to(life.today);
    given.retain(|one| !one.words.is_empty());
    let before: Vec<(Date, i64, Record)> = given
        .iter()
        .filter_map(|one| Some((one.date?, one.number?, one.record.clone())))
        .filter(|(date, ..)| with_days_before(days).contains(*date))
        .collect();
    given.retain(|one| one.date.is_none_or(|date| days.contains(date)));
    // Stable: answers of one day stay in their own order.
    given.sort_by_key(|one| (one.date.is_none(), one.date, one.at));
    let why = given.iter().map(|one| one.record.clone()).collect();
    let value = counted(count(given.len()), "answers");
    let mut figures = vec![
        figure("count", "Answers", value, why),
        question.answers(&given),
    ];
    if question.field.kind == FieldKind::Scale {
        let numbers = numbers(&before, days);
        let ends = [question.field.low, question.field.high].map(u32::try_from);
        figures.push(match ends {
            [Ok(low), Ok(high)] => numbers.on_axis(low, high),
            _ => numbers,
        });
    }
    insight("question", &question.field.label, period, figures)
}

/// Answers on a scale as a line.
fn numbers(dated: &[(Date, i64, Record)], days: Period) -> Figure {
    let numbers = dated
        .iter()
        .map(|(date, number, why)| (*date, *number, why));
    let value = line(numbers, days);
    let within = dated.iter().filter(|(date, ..)| days.contains(*date));
    let why = match value {
        Value::TooFew { .. } => within.map(|(.., record)| record.clone()).collect(),
        _ => Vec::new(),
    };
    figure("numbers", "Day by day", value, why).noted("With the average of the last seven days.")
}

impl Question<'_> {
    fn answers(&self, given: &[Given]) -> Figure {
        let notes: Vec<Note> = given
            .iter()
            .map(|one| {
                // What was asked then stands beside the answer where it was put in other words.
                let (label, asked) = self.field.asked_by(one.version);
                let label = if asked == self.field.prompt {
                    label
                } else {
                    asked
                };
                note(one.date, label, &one.words, vec![one.record.clone()])
            })
            .collect();
        figure(
            "answers",
            &self.field.prompt,
            Value::Notes(notes),
            Vec::new(),
        )
    }

    fn number(&self, number: Option<i64>) -> Option<i64> {
        number.filter(|number| (self.field.low..=self.field.high).contains(number))
    }

    fn in_items(&self, list: &str) -> Vec<Given> {
        let definition = self.definition.list(list);
        let is_log = definition.is_some_and(|list| list.kind == FieldKind::Log);
        let dates: Vec<&str> = definition
            .map_or(&[][..], |list| list.fields.as_slice())
            .iter()
            .filter(|field| field.kind == FieldKind::Date)
            .map(|field| field.id.as_str())
            .collect();
        let items: Vec<&ItemRow> = if is_log {
            self.sheet.distinct(list)
        } else {
            self.sheet.items(list).iter().collect()
        };
        let given = items.into_iter().filter_map(|item| {
            let value = item.fields.get(&self.field.id)?;
            let written = || dates.iter().find_map(|field| item.fields.date(field));
            Some(Given {
                at: item.civil(),
                date: item.date().or_else(written),
                version: self
                    .sheet
                    .asked_by(&Place::item(list, item.id, self.field.id.as_str()).to_string()),
                words: answer_words(self.field, value),
                number: self.number(item.fields.number(&self.field.id)),
                record: item_record(&self.definition.id, list, item),
            })
        });
        given.collect()
    }

    /// Earlier answers, then the present one. The history already holds that one if it ends with the
    /// same words, and then its date is known.
    fn in_sheet(&self) -> Vec<Given> {
        let record = Record {
            at: None,
            source: Source::Field {
                definition: self.definition.id.clone(),
                field: self.field.id.clone(),
            },
        };
        let earlier = self.earlier.iter().map(|answer| Given {
            at: None,
            date: Some(answer.date),
            version: answer.version,
            words: answer.text.trim().to_owned(),
            number: self.number(answer.text.trim().parse().ok()),
            record: record.clone(),
        });
        let mut given: Vec<Given> = earlier.collect();
        let value = self.sheet.fields.get(&self.field.id);
        let words = value.map_or(String::new(), |value| answer_words(self.field, value));
        let latest = given.iter().max_by_key(|one| one.date);
        if latest.is_none_or(|latest| latest.words != words) {
            given.push(Given {
                at: None,
                date: None,
                version: self.sheet.asked_by(&self.field.id),
                words,
                number: self.number(self.sheet.fields.number(&self.field.id)),
                record,
            });
        }
        given
    }
}
