//! From when on a promise holds, where nobody says it; and keeping what a promise, a target or a limit was, when it is
//! changed, which `earlier` reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use journal::{Fields, Place, Scalar, SheetEdit, SheetRow};

use crate::contact::attempts;
use crate::earlier::{BEFORE, earlier, written};
use crate::kept::step_of_promises;

/// The answers of which it is kept what they were, by step, list (none for the worksheet itself) and field.
const KEPT: [(u8, Option<&str>, &[&str]); 5] = [
    (2, None, &["target_days"]),
    (3, Some("care"), PROMISE),
    (6, Some("health"), PROMISE),
    (9, Some("commitments"), PROMISE),
    (ATTEMPTS, None, &["most"]),
];

/// The step whose answer is a limit.
const ATTEMPTS: u8 = 11;

/// The longest value that is kept.
const SAID_BYTES_MAX: usize = 24;

const PROMISE: &[&str] = &["cadence", "times", "until"];

/// The edits that keep what these edits of a step's worksheet change, where it matters later.
pub fn keep_earlier(step: u8, row: &SheetRow, edits: &[SheetEdit], today: Date) -> Vec<SheetEdit> {
    let mut kept: BTreeMap<Place, String> = BTreeMap::new();
    for edit in edits {
        let SheetEdit::Set { place, value } = edit else {
            continue;
        };
        let (list, field) = match place {
            Place::Field(field) => (None, field),
            Place::Item { list, field, .. } => (Some(list.as_str()), field),
        };
        let known = KEPT.iter().find(|(of, at, fields)| {
            *of == step && *at == list && fields.contains(&field.as_str())
        });
        let fields = match place {
            Place::Field(_) => Some(&row.fields),
            Place::Item { list, item, .. } => row.item(list, *item).map(|item| &item.fields),
        };
        let (Some((_, _, watched)), Some(fields)) = (known, fields) else {
            continue;
        };
        let same = written(fields, field) == scalar(value);
        // Every limit that was reached stays, however many there were on one day.
        let said_today = step != ATTEMPTS && earlier(fields).contains_key(&today);
        if same || said_today || !held(step, fields, row, today) {
            continue;
        }
        let mut text = today.to_string();
        for name in *watched {
            let said = written(fields, name);
            if is_plain(&said) {
                // Writing to a String cannot fail.
                let _ = write!(text, ":{name}.{said}");
            }
        }
        let at = match place {
            Place::Field(_) => Place::field(BEFORE),
            Place::Item { list, item, .. } => Place::item(list.as_str(), *item, BEFORE),
        };
        kept.insert(at, text);
    }
    let edits = kept.into_iter().map(|(place, choice)| SheetEdit::Choose {
        place,
        choice,
        on: true,
    });
    edits.collect()
}

/// The first day of the promises and habits of which these edits of a step's worksheet say for the first time how often,
/// and not from when: they hold from `today`.
pub fn begin_promises(
    step: u8,
    row: &SheetRow,
    edits: &[SheetEdit],
    today: Date,
) -> Vec<SheetEdit> {
    let set = |edit: &SheetEdit, wanted: &str| match edit {
        SheetEdit::Set {
            place: Place::Item { list, item, field },
            value,
        } if field == wanted && *value != Scalar::Empty => Some((list.clone(), *item)),
        _ => None,
    };
    let is_promise = |list: &str| step_of_promises(list) == Some(step);
    let begins = edits.iter().filter_map(|edit| set(edit, "cadence"));
    let begins = begins.filter(|(list, item)| {
        let said = row.item(list, *item).map(|item| &item.fields);
        let known = said.is_some_and(|it| it.filled("cadence") || it.filled("from"));
        let here = Some((list.clone(), *item));
        is_promise(list) && !known && !edits.iter().any(|edit| set(edit, "from") == here)
    });
    let first_day = |(list, item): (String, _)| SheetEdit::Set {
        place: Place::item(list, item, "from"),
        value: Scalar::Line(today.to_string()),
    };
    begins.map(first_day).collect()
}

/// Whether what was said held on a day before this one. What is put right before it ever held is not kept.
fn held(step: u8, fields: &Fields, row: &SheetRow, today: Date) -> bool {
    match step {
        // A limit that is not reached by an attempt may be set anew.
        ATTEMPTS => {
            let attempts = attempts(row, today);
            attempts.used_up() && attempts.made > 0
        }
        2 => {
            let begun = fields.date("start").is_some_and(|start| start < today);
            begun && fields.filled("target_days")
        }
        _ => fields.filled("cadence") && fields.date("from").is_none_or(|from| from < today),
    }
}

/// Whether a value is the id of a choice, a number or a day, as an answer of such a field is.
fn is_plain(said: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b);
    (1..=SAID_BYTES_MAX).contains(&said.len()) && said.bytes().all(plain)
}

fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Empty => String::new(),
        Scalar::Line(line) => line.clone(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Check(on) => on.to_string(),
    }
}
