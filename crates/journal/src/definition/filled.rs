//! Definitions beside answers: which questions apply, and how far a worksheet is filled in.

use crate::definition::when::{NO, YES};
use crate::definition::{Condition, Definition, FieldDef, Test};
use crate::worksheet::row::{FieldValue, Fields, SheetRow};

impl Condition {
    /// Whether these answers are such that the question applies.
    pub fn holds(&self, beside: &Fields) -> bool {
        let Some(answer) = beside.get(&self.field) else {
            return false;
        };
        match (&self.test, answer) {
            (Test::Below(most), answer) => answer.as_number().is_some_and(|n| n < *most),
            (Test::Above(least), answer) => answer.as_number().is_some_and(|n| n > *least),
            (Test::Is(wanted), FieldValue::Line(choice)) => wanted.contains(choice),
            (Test::Is(wanted), FieldValue::Chosen(chosen)) => {
                wanted.iter().any(|choice| chosen.contains(choice))
            }
            (Test::Is(wanted), FieldValue::Check(on)) => {
                wanted.iter().any(|word| word == if *on { YES } else { NO })
            }
            (Test::Is(_), _) => false,
        }
    }
}

impl FieldDef {
    /// Whether the question applies beside these answers: those of its worksheet, or of its item.
    pub fn applies(&self, beside: &Fields) -> bool {
        self.when.as_ref().is_none_or(|when| when.holds(beside))
    }
}

impl Definition {
    /// How many of the fields that count are filled in `row`, and how many there are. One that does not apply counts
    /// only where it is filled.
    pub fn filled(&self, row: &SheetRow) -> (usize, usize) {
        let is_filled = |field: &FieldDef| {
            if field.kind.has_items() {
                !row.items(&field.id).is_empty()
            } else {
                row.fields.filled(&field.id)
            }
        };
        let counts = |field: &&FieldDef| {
            field.counts && !field.former && (field.applies(&row.fields) || is_filled(field))
        };
        let counting: Vec<&FieldDef> = self.fields().filter(counts).collect();
        let filled = counting.iter().filter(|field| is_filled(field)).count();
        (filled, counting.len())
    }
}
