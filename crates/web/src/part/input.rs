//! The control of a question, by its kind, and what its form says as the engine takes it.

use engine::worksheet::{FieldDef, FieldKind, FieldValue};
use maud::{Markup, html};

use super::field::{self, Field};
use super::words;
use crate::form::Sent;

/// The name of the answer in the form.
const ANSWER: &str = "answer";
/// What the engine takes as emptying an answer.
const EMPTY: &str = "-";
/// The longest scale that is shown as numbers to tap; a longer one is typed.
const TAPS_MAX: i64 = 12;

/// What was typed and could not be taken.
#[derive(Default)]
pub(crate) struct Refused {
    pub(crate) typed: Vec<String>,
    pub(crate) wrong: String,
    /// The same of the moment of an item: what was typed, and why it is none.
    pub(crate) when: (String, String),
}

/// Something that can be named as evidence.
pub(crate) struct Offer {
    /// How the engine takes it.
    pub(crate) link: String,
    /// What is read.
    pub(crate) label: String,
    /// Whether it is named now.
    pub(crate) chosen: bool,
}

/// The control of a question.
pub(crate) struct Control<'a> {
    pub(crate) field: &'a FieldDef,
    pub(crate) current: Option<&'a FieldValue>,
    pub(crate) refused: &'a Refused,
    pub(crate) offers: &'a [Offer],
}

impl Control<'_> {
    /// The control, under the heading `question`.
    pub(crate) fn shown(&self) -> Markup {
        let field = self.field;
        let typed = self.refused.typed.first();
        let words_now = self
            .current
            .map(|value| value.words(field))
            .unwrap_or_default();
        let value = typed.unwrap_or(&words_now);
        let how = match field.kind {
            FieldKind::Date => "Today, yesterday, or for example 23 nov.".to_owned(),
            FieldKind::Count => "A number, or +1 for one more.".to_owned(),
            FieldKind::Scale => format!("A number from {} to {}.", field.low, field.high),
            _ => String::new(),
        };
        let help = format!("{} {how}", words::text(&field.help));
        let text = Field {
            value,
            help: help.trim(),
            wrong: &self.refused.wrong,
            ..Field::new(ANSWER, &field.label)
        };
        let is_long = field.kind == FieldKind::Scale && field.high - field.low >= TAPS_MAX;
        match field.kind {
            FieldKind::Text => text.text_under("question"),
            FieldKind::Line => text.line_under("question"),
            FieldKind::Date | FieldKind::Count => {
                html! { div.short-in { (text.line_under("question")) } }
            }
            _ if is_long => html! { div.short-in { (text.line_under("question")) } },
            _ => html! {
                @if !field.help.is_empty() { p.help { (words::of_programme(&field.help)) } }
                fieldset.f aria-labelledby="question" {
                    (field::wrong(ANSWER, &self.refused.wrong))
                    (self.choosing())
                }
            },
        }
    }

    fn choosing(&self) -> Markup {
        let field = self.field;
        let offered = |id: &str, label: &str, chosen| Choice {
            id: id.to_owned(),
            label: label.to_owned(),
            chosen,
        };
        match field.kind {
            FieldKind::Scale => {
                let now = self.current.and_then(FieldValue::as_number);
                html! {
                    (field::scale_alone(ANSWER, (field.low, field.high), now, ("", "")))
                    (self.none("radio"))
                }
            }
            FieldKind::Choice => {
                let now = self
                    .current
                    .and_then(FieldValue::as_str)
                    .unwrap_or_default();
                let choices = field
                    .choices
                    .iter()
                    .map(|choice| offered(&choice.id, &choice.label, choice.id == now));
                html! { (ticks("radio", choices)) (self.none("radio")) }
            }
            FieldKind::Choices => {
                let chosen = |id: &String| matches!(self.current, Some(FieldValue::Chosen(chosen)) if chosen.contains(id));
                ticks(
                    "checkbox",
                    field
                        .choices
                        .iter()
                        .map(|choice| offered(&choice.id, &choice.label, chosen(&choice.id))),
                )
            }
            FieldKind::Check => {
                let now = match self.current {
                    Some(FieldValue::Check(on)) => Some(*on),
                    _ => None,
                };
                ticks(
                    "radio",
                    [("yes", true), ("no", false)]
                        .map(|(word, on)| offered(word, word, now == Some(on))),
                )
            }
            FieldKind::Links => self.links(),
            FieldKind::Ranking => self.ranking(),
            _ => html! {},
        }
    }

    /// The way to take an answer back that has been given.
    fn none(&self, kind: &str) -> Markup {
        html! {
            @if self.current.is_some_and(FieldValue::is_filled) {
                label.tick { input type=(kind) name=(ANSWER) value=(EMPTY); span.soft { "No answer" } }
            }
        }
    }

    fn links(&self) -> Markup {
        let kind = if self.field.one { "radio" } else { "checkbox" };
        let offers = self.offers.iter();
        html! {
            @if self.offers.is_empty() { p.soft { "There is nothing yet that could be named here." } }
            (ticks(kind, offers.map(|offer| Choice { id: offer.link.clone(), label: offer.label.clone(), chosen: offer.chosen })))
            @if self.field.one { (self.none("radio")) }
        }
    }

    fn ranking(&self) -> Markup {
        let order: &[String] = match self.current {
            Some(FieldValue::Ranking(order)) => order,
            _ => &[],
        };
        let count = self.field.choices.len();
        html! {
            @for (index, choice) in self.field.choices.iter().enumerate() {
                @let place = order.iter().position(|id| *id == choice.id);
                @let name = format!("place-{index}");
                div.f {
                    label for=(name) { (words::line(&choice.label)) }
                    select.short id=(name) name=(name) autocomplete="off" {
                        option value="" selected[place.is_none()] { "–" }
                        @for number in 1..=count {
                            option value=(number) selected[place == Some(number - 1)] { (number) ". place" }
                        }
                    }
                }
            }
        }
    }
}

struct Choice {
    id: String,
    label: String,
    chosen: bool,
}

fn ticks(kind: &str, choices: impl IntoIterator<Item = Choice>) -> Markup {
    let choices: Vec<Choice> = choices.into_iter().collect();
    field::ticks(
        kind,
        ANSWER,
        choices.iter().map(|choice| field::Offer {
            value: &choice.id,
            label: &choice.label,
            chosen: choice.chosen,
        }),
    )
}

/// What a form says to a question, as the engine takes it; nothing where nothing was chosen. `chosen` are the links that
/// are named now.
pub(crate) fn typed(field: &FieldDef, sent: &Sent, current: Option<&FieldValue>) -> String {
    let was_filled = current.is_some_and(FieldValue::is_filled);
    let or_empty = |text: String| {
        if text.trim().is_empty() && was_filled {
            EMPTY.to_owned()
        } else {
            text
        }
    };
    match field.kind {
        FieldKind::Text | FieldKind::Line | FieldKind::Date => or_empty(sent.get(ANSWER)),
        FieldKind::Choices => {
            let chosen: Vec<&str> = sent.all(ANSWER).collect();
            or_empty(chosen.join(","))
        }
        FieldKind::Links if !field.one => links(sent, current),
        FieldKind::Ranking => {
            let places = field.choices.iter().enumerate().map(|(index, choice)| {
                let place = sent.get(&format!("place-{index}"));
                (place.parse::<usize>().ok(), choice.id.as_str())
            });
            let mut places: Vec<(Option<usize>, &str)> = places.collect();
            if places.iter().all(|(place, _)| place.is_none()) {
                return or_empty(String::new());
            }
            places.sort_by_key(|(place, _)| place.unwrap_or(usize::MAX));
            let alike = places.windows(2).any(|two| two[0].0 == two[1].0);
            let named = places.iter().filter(|(place, _)| place.is_some() && !alike);
            // Too few, or two on one place, are refused by the engine.
            named.map(|(_, id)| *id).collect::<Vec<_>>().join(",") + ","
        }
        _ => sent.get(ANSWER),
    }
}

/// Those that came, and those that went with a sign before them.
fn links(sent: &Sent, current: Option<&FieldValue>) -> String {
    let chosen: Vec<&str> = sent.all(ANSWER).collect();
    let now: Vec<&str> = match current {
        Some(FieldValue::Chosen(now)) => now.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let came = chosen
        .iter()
        .filter(|link| !now.contains(link))
        .map(|link| (*link).to_owned());
    let went = now
        .iter()
        .filter(|link| !chosen.contains(link))
        .map(|link| format!("-{link}"));
    came.chain(went).collect::<Vec<_>>().join(" ")
}
