//! What people type, as edits: one field at a time, understood the same way on every face.

use std::collections::BTreeSet;

use jiff::civil::Date;
use thiserror::Error;

use crate::day::Present;
use crate::definition::name::shown;
use crate::definition::{FieldDef, FieldKind};
use crate::moment::WhenError;
use crate::worksheet::id::Place;
use crate::worksheet::link::Link;
use crate::worksheet::row::FieldValue;
use crate::worksheet::{COUNT_STEP_MAX, LINE_CHARS_MAX, Scalar, SheetEdit, TEXT_CHARS_MAX};

/// What could not be understood; every message names the field and what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InputError {
    /// No such field.
    #[error("there is no field \"{field}\" here; the fields are {known}")]
    UnknownField {
        /// What was given.
        field: String,
        /// The ids of the fields there are.
        known: String,
    },
    /// Not one of the choices, or not clear which.
    #[error("{field}: \"{given}\" is none of the choices: {allowed}")]
    Choice {
        /// The field's id.
        field: String,
        /// What was given.
        given: String,
        /// The ids that can be given.
        allowed: String,
    },
    /// Not a number of the scale.
    #[error("{field}: a whole number from {low} to {high} is needed")]
    Scale {
        /// The field's id.
        field: String,
        /// Smallest number.
        low: i64,
        /// Largest number.
        high: i64,
    },
    /// Not a day.
    #[error("{field}: {}", why.in_full())]
    Date {
        /// The field's id.
        field: String,
        /// What is wrong with it.
        why: Box<WhenError>,
    },
    /// Neither yes nor no.
    #[error("{field}: yes or no is needed")]
    Check {
        /// The field's id.
        field: String,
    },
    /// Not a count.
    #[error("{field}: a number is needed, or +1 to count one more")]
    Count {
        /// The field's id.
        field: String,
    },
    /// Not a single line, or too long a text.
    #[error("{field}: {allowed}")]
    Words {
        /// The field's id.
        field: String,
        /// What can be given.
        allowed: String,
    },
    /// Not all the choices, each once.
    #[error("{field}: name each of these once, first place first: {allowed}")]
    Ranking {
        /// The field's id.
        field: String,
        /// The ids to be ranked.
        allowed: String,
    },
    /// A day to come where only one that was can be meant.
    #[error("{field}: {day} has not come yet; what has happened has a day up to today")]
    Ahead {
        /// The field's id.
        field: String,
        /// The day.
        day: Date,
    },
    /// Not a link.
    #[error("{field}: \"{given}\" is no link to an entry or an item")]
    Link {
        /// The field's id.
        field: String,
        /// What was given.
        given: String,
    },
    /// A list was given where a value is needed, or the other way round.
    #[error("{field}: {expected} is needed here")]
    Shape {
        /// The field's id.
        field: String,
        /// What is needed.
        expected: &'static str,
    },
    /// Not a moment.
    #[error("at: {}", .0.in_full())]
    Moment(Box<WhenError>),
}

impl FieldDef {
    /// The edits that make this field, at `place`, hold what was typed. `current` is its value now.
    ///
    /// Nothing typed (only spaces) changes nothing; a single `-` empties the field. Choices are
    /// given by number (from 1), id or the beginning of the label, several separated by commas;
    /// links in full, separated by spaces, `-<link>` takes one away; a count as the new number or
    /// as a step (`+1`); a ranking as all choices, first place first.
    ///
    /// # Errors
    /// When the text is no answer to this field. Lists and logs take items, not text.
    pub fn parse_input(
        &self,
        place: &Place,
        text: &str,
        current: Option<&FieldValue>,
        present: &Present,
    ) -> Result<Vec<SheetEdit>, InputError> {
        let typed = text.trim();
        if typed.is_empty() && !self.kind.has_items() {
            return Ok(Vec::new());
        }
        if typed == "-" {
            return self.emptied(place, current);
        }
        match self.kind {
            FieldKind::Text => self.to_text(place, text),
            FieldKind::Line => self.to_line(place, typed),
            FieldKind::Choice => Ok(self.set(place, Scalar::Line(self.choice(typed)?))),
            FieldKind::Choices => {
                let chosen = self.several(typed)?;
                Ok(choose_exactly(place, &chosen, current))
            }
            FieldKind::Scale => {
                let number = typed.parse().map_err(|_| self.scale_error())?;
                self.to_scale(place, number)
            }
            FieldKind::Date => {
                let date = self.date(typed, present)?;
                Ok(self.set(place, Scalar::Line(date.to_string())))
            }
            FieldKind::Check => {
                let on = parse_check(typed).ok_or_else(|| self.check_error())?;
                Ok(self.set(place, Scalar::Check(on)))
            }
            FieldKind::Count => self.to_count(place, typed, current),
            FieldKind::Links => self.typed_links(place, typed),
            FieldKind::Ranking => {
                let order = self.several(typed)?;
                self.to_ranking(place, order)
            }
            FieldKind::List | FieldKind::Log => Err(self.items_needed()),
        }
    }

    /// The edits that empty this field.
    pub(crate) fn emptied(
        &self,
        place: &Place,
        current: Option<&FieldValue>,
    ) -> Result<Vec<SheetEdit>, InputError> {
        Ok(match self.kind {
            FieldKind::Text => vec![SheetEdit::Text {
                place: place.clone(),
                text: String::new(),
            }],
            FieldKind::Choices => choose_exactly(place, &BTreeSet::new(), current),
            FieldKind::Links if !self.one => choose_exactly(place, &BTreeSet::new(), current),
            FieldKind::Count => self.to_count(place, "0", current)?,
            FieldKind::Ranking => vec![SheetEdit::Rank {
                place: place.clone(),
                order: Vec::new(),
            }],
            FieldKind::List | FieldKind::Log => return Err(self.items_needed()),
            FieldKind::Line
            | FieldKind::Choice
            | FieldKind::Scale
            | FieldKind::Date
            | FieldKind::Check
            | FieldKind::Links => self.set(place, Scalar::Empty),
        })
    }

    #[expect(clippy::unused_self, reason = "reads like its neighbours")]
    pub(crate) fn set(&self, place: &Place, value: Scalar) -> Vec<SheetEdit> {
        vec![SheetEdit::Set {
            place: place.clone(),
            value,
        }]
    }

    pub(crate) fn to_text(&self, place: &Place, text: &str) -> Result<Vec<SheetEdit>, InputError> {
        if text.chars().count() > TEXT_CHARS_MAX {
            return Err(InputError::Words {
                field: self.id.clone(),
                allowed: format!("a text has at most {TEXT_CHARS_MAX} characters"),
            });
        }
        Ok(vec![SheetEdit::Text {
            place: place.clone(),
            text: text.trim_end().to_owned(),
        }])
    }

    pub(crate) fn to_line(&self, place: &Place, line: &str) -> Result<Vec<SheetEdit>, InputError> {
        if line.chars().count() > LINE_CHARS_MAX || line.chars().any(char::is_control) {
            return Err(InputError::Words {
                field: self.id.clone(),
                allowed: format!("one line of at most {LINE_CHARS_MAX} characters is needed"),
            });
        }
        Ok(self.set(place, Scalar::Line(line.to_owned())))
    }

    pub(crate) fn to_scale(
        &self,
        place: &Place,
        number: i64,
    ) -> Result<Vec<SheetEdit>, InputError> {
        if !(self.low..=self.high).contains(&number) {
            return Err(self.scale_error());
        }
        Ok(self.set(place, Scalar::Number(number)))
    }

    /// A count: `+2` and `-2` are steps, a plain number is what it should be.
    pub(crate) fn to_count(
        &self,
        place: &Place,
        typed: &str,
        current: Option<&FieldValue>,
    ) -> Result<Vec<SheetEdit>, InputError> {
        let refused = || InputError::Count {
            field: self.id.clone(),
        };
        let number: i64 = typed.parse().map_err(|_| refused())?;
        let by = if typed.starts_with(['+', '-']) {
            number
        } else {
            let now = current.and_then(FieldValue::as_number).unwrap_or(0);
            number.checked_sub(now).ok_or_else(refused)?
        };
        if !(-COUNT_STEP_MAX..=COUNT_STEP_MAX).contains(&by) {
            return Err(refused());
        }
        Ok(vec![SheetEdit::Count {
            place: place.clone(),
            by,
        }])
    }

    pub(crate) fn to_ranking(
        &self,
        place: &Place,
        order: Vec<String>,
    ) -> Result<Vec<SheetEdit>, InputError> {
        let distinct: BTreeSet<&String> = order.iter().collect();
        if order.len() != self.choices.len() || distinct.len() != order.len() {
            return Err(InputError::Ranking {
                field: self.id.clone(),
                allowed: self.allowed(),
            });
        }
        Ok(vec![SheetEdit::Rank {
            place: place.clone(),
            order,
        }])
    }

    fn typed_links(&self, place: &Place, typed: &str) -> Result<Vec<SheetEdit>, InputError> {
        if self.one {
            return Ok(self.set(place, Scalar::Line(self.link(typed)?)));
        }
        typed
            .split_whitespace()
            .map(|word| {
                let (link, on) = match word.strip_prefix('-') {
                    Some(link) => (link, false),
                    None => (word, true),
                };
                Ok(SheetEdit::Choose {
                    place: place.clone(),
                    choice: self.link(link)?,
                    on,
                })
            })
            .collect()
    }

    /// A link in its stored form.
    pub(crate) fn link(&self, text: &str) -> Result<String, InputError> {
        match text.parse::<Link>() {
            Ok(link) => Ok(link.to_string()),
            Err(_) => Err(InputError::Link {
                field: self.id.clone(),
                given: shown(text),
            }),
        }
    }

    /// Several choices in the order given, separated by commas (numbers and ids also by spaces).
    fn several<C: FromIterator<String>>(&self, typed: &str) -> Result<C, InputError> {
        let words: Vec<&str> = typed
            .split([',', '\n'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect();
        let by_comma: Result<C, InputError> = words.iter().map(|word| self.choice(word)).collect();
        by_comma.or_else(|error| {
            typed
                .split([' ', ',', '\n'])
                .filter(|word| !word.is_empty())
                .map(|word| self.choice(word))
                .collect::<Result<C, InputError>>()
                .map_err(|_| error)
        })
    }

    /// The id of the choice meant by a number, an id, or the only label that begins so.
    pub(crate) fn choice(&self, typed: &str) -> Result<String, InputError> {
        let number = typed.parse::<usize>().ok();
        let by_number = number.and_then(|n| self.choices.get(n.checked_sub(1)?));
        let by_id = || self.choices.iter().find(|choice| choice.id == typed);
        if let Some(choice) = by_number.or_else(by_id) {
            return Ok(choice.id.clone());
        }
        let wanted = typed.to_lowercase();
        let labels = || self.choices.iter().map(|c| (c, c.label.to_lowercase()));
        let whole: Option<_> = labels().find(|(_, label)| *label == wanted);
        let mut starting = labels().filter(|(_, label)| label.starts_with(&wanted));
        match (whole, starting.next(), starting.next()) {
            (Some((choice, _)), _, _) | (None, Some((choice, _)), None) => Ok(choice.id.clone()),
            _ => Err(InputError::Choice {
                field: self.id.clone(),
                given: shown(typed),
                allowed: self.allowed(),
            }),
        }
    }

    fn allowed(&self) -> String {
        let ids: Vec<&str> = self.choices.iter().map(|c| c.id.as_str()).collect();
        ids.join(", ")
    }

    pub(crate) fn scale_error(&self) -> InputError {
        InputError::Scale {
            field: self.id.clone(),
            low: self.low,
            high: self.high,
        }
    }

    /// A day as people write it.
    pub(crate) fn date(&self, typed: &str, present: &Present) -> Result<Date, InputError> {
        let day = match (self.past, self.ahead) {
            (true, _) => present.day(typed),
            (false, true) => present.day_ahead(typed),
            (false, false) => present.planned_day(typed),
        };
        let day = day.map_err(|why| InputError::Date {
            field: self.id.clone(),
            why: Box::new(why),
        })?;
        if self.past && day > present.today() {
            return Err(InputError::Ahead {
                field: self.id.clone(),
                day,
            });
        }
        Ok(day)
    }

    pub(crate) fn check_error(&self) -> InputError {
        InputError::Check {
            field: self.id.clone(),
        }
    }

    fn items_needed(&self) -> InputError {
        InputError::Shape {
            field: self.id.clone(),
            expected: "an item with fields of its own",
        }
    }
}

/// The edits that leave exactly `wanted` chosen.
pub(crate) fn choose_exactly(
    place: &Place,
    wanted: &BTreeSet<String>,
    current: Option<&FieldValue>,
) -> Vec<SheetEdit> {
    let none = BTreeSet::new();
    let now = match current {
        Some(FieldValue::Chosen(chosen)) => chosen,
        _ => &none,
    };
    let choose = |choice: &String, on| SheetEdit::Choose {
        place: place.clone(),
        choice: choice.clone(),
        on,
    };
    let added = wanted.difference(now).map(|choice| choose(choice, true));
    let taken = now.difference(wanted).map(|choice| choose(choice, false));
    added.chain(taken).collect()
}

fn parse_check(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "y" | "yes" | "true" | "on" | "x" => Some(true),
        "n" | "no" | "false" | "off" => Some(false),
        _ => None,
    }
}
