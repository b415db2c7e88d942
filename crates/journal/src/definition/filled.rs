//! How far a worksheet is filled in.

use crate::definition::{Definition, FieldDef};
use crate::worksheet::row::SheetRow;

impl Definition {
    /// How many of the fields that count are filled in `row`, and how many there are.
    pub fn filled(&self, row: &SheetRow) -> (usize, usize) {
        let counts = |field: &&FieldDef| field.counts && !field.former;
        let counting: Vec<&FieldDef> = self.fields().filter(counts).collect();
        let filled = counting
            .iter()
            .filter(|field| {
                if field.kind.has_items() {
                    !row.items(&field.id).is_empty()
                } else {
                    row.fields.filled(&field.id)
                }
            })
            .count();
        (filled, counting.len())
    }
}
