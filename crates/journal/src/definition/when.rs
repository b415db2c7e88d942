//! When a question applies: what the answer to an earlier one must be.

use serde::Deserialize;

use crate::definition::name::shown;
use crate::definition::{Condition, FieldDef, FieldKind, Test};

pub(super) const YES: &str = "yes";
pub(super) const NO: &str = "no";

/// As it stands in a definition.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWhen {
    field: String,
    is: Option<Vec<String>>,
    below: Option<i64>,
    above: Option<i64>,
}

impl RawWhen {
    /// Checks it against the questions that stand before it; what is wrong comes back in words.
    pub(super) fn checked(self, before: &[&FieldDef]) -> Result<Condition, String> {
        let Some(field) = before.iter().find(|field| field.id == self.field) else {
            let field = shown(&self.field);
            return Err(format!(
                "\"{field}\" is no question that stands before this one"
            ));
        };
        let test = match (self.is, self.below, self.above) {
            (Some(is), None, None) => Test::Is(is),
            (None, Some(below), None) => Test::Below(below),
            (None, None, Some(above)) => Test::Above(above),
            _ => return Err("\"when\" takes one of is, below and above".to_owned()),
        };
        let fits = match (&test, field.kind) {
            (Test::Is(wanted), FieldKind::Choice | FieldKind::Choices) => {
                let offered = |id: &String| field.choices.iter().any(|choice| choice.id == *id);
                !wanted.is_empty() && wanted.iter().all(offered)
            }
            (Test::Is(wanted), FieldKind::Check) => {
                !wanted.is_empty() && wanted.iter().all(|word| word == YES || word == NO)
            }
            (Test::Below(_) | Test::Above(_), FieldKind::Scale | FieldKind::Count) => true,
            _ => false,
        };
        if fits {
            return Ok(Condition {
                field: self.field,
                test,
            });
        }
        let takes = match field.kind {
            FieldKind::Choice | FieldKind::Choices => "is, with ids of its choices",
            FieldKind::Check => "is, with \"yes\" or \"no\"",
            FieldKind::Scale | FieldKind::Count => "below or above, with a number",
            _ => "nothing: only choices, checks, scales and counts can be looked at",
        };
        Err(format!("\"when\" about \"{}\" takes {takes}", field.id))
    }
}
