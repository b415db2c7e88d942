//! What each kind of question takes as an answer.

use engine::worksheet::{FieldDef, FieldKind};

/// Whether the answer is words.
pub(super) fn takes_text(field: &FieldDef) -> bool {
    matches!(field.kind, FieldKind::Text | FieldKind::Line)
}

/// Whether it asks for one of the promises and habits.
pub(super) fn asks_promise(field: &FieldDef) -> bool {
    field.kind == FieldKind::Links && field.one && field.to.iter().any(|to| to == "commitments")
}

/// What can be answered, for kinds of which that is not plain.
pub(super) fn how(field: &FieldDef) -> Option<String> {
    Some(match field.kind {
        FieldKind::Choice => "one number".to_owned(),
        FieldKind::Choices => "numbers, separated by commas".to_owned(),
        FieldKind::Ranking => "all numbers, first place first, separated by commas".to_owned(),
        FieldKind::Scale => format!("{} to {}", field.low, field.high),
        FieldKind::Date if field.ahead => {
            "a day to come: friday, in 3 weeks or 2026-11-23".to_owned()
        }
        FieldKind::Date => "a day: today, yesterday or 2026-11-23".to_owned(),
        FieldKind::Check => "yes or no".to_owned(),
        FieldKind::Count => "a number, or +1 for one more".to_owned(),
        // Its promises are listed below it.
        FieldKind::Links if asks_promise(field) => return None,
        FieldKind::Links => {
            "@1, the day of an entry or the beginning of its id, or WORKSHEET/LIST/ITEM; several with commas"
                .to_owned()
        }
        FieldKind::Text | FieldKind::Line | FieldKind::List | FieldKind::Log => return None,
    })
}

/// Why an answer is none, with the names that stand on the screen instead of those for programs.
pub(super) fn in_labels(field: &FieldDef, answer: &str, why: &str) -> String {
    let label = &field.label;
    let count = field.choices.len();
    match field.kind {
        FieldKind::Choice => {
            format!("{label}: “{answer}” is none of the choices; one number from 1 to {count}")
        }
        FieldKind::Choices => {
            format!(
                "{label}: “{answer}” is not understood; numbers from 1 to {count}, separated by commas"
            )
        }
        FieldKind::Ranking => {
            format!(
                "{label}: each number from 1 to {count} once, first place first, separated by commas"
            )
        }
        FieldKind::Links if asks_promise(field) => {
            format!("{label}: “{answer}” is none of them; one number of the list")
        }
        _ => match why.strip_prefix(&format!("{}: ", field.id)) {
            Some(rest) => format!("{label}: {rest}"),
            None => why.to_owned(),
        },
    }
}
