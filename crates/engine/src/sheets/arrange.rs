//! The order of a list in a worksheet, and the moment of an item of a log.

use jiff::Zoned;
use journal::{FieldKind, ItemId, ItemRow, SheetEdit, Target};

use crate::blocking::Worksheets;
use crate::error::{NameKind, ResolveError, WriteError};
use crate::shelf::SheetName;

/// Which way an item goes in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// Before the item that stands before it.
    Start,
    /// After the item that stands after it.
    End,
}

impl Worksheets<'_> {
    /// Moves an item of a list by one place. At the end of the list that it goes towards, it stays. Items of a log stand
    /// by their moments and are not moved.
    ///
    /// # Errors
    /// [`WriteError::Resolve`] for an item that there is not; [`WriteError::Invalid`] where it is no list.
    pub fn move_item(
        &self,
        name: impl Into<SheetName>,
        list: &str,
        item: ItemId,
        towards: Towards,
    ) -> Result<(), WriteError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&name.into())?.into_owned();
        if definition.list(list).map(|list| list.kind) != Some(FieldKind::List) {
            return Err(WriteError::Invalid(format!(
                "“{list}” is no list of this worksheet"
            )));
        }
        Ok(self.vault.edit_sheet(&shelf, &definition, |row| {
            let items = row.items(list);
            let at = items.iter().position(|known| known.id == item);
            let at =
                at.ok_or_else(|| ResolveError::none(NameKind::Place, format!("item {item}")))?;
            let order = |at: Option<usize>| {
                at.and_then(|at| items.get(at))
                    .map(|item: &ItemRow| item.order.as_str())
            };
            // Its neighbours afterwards.
            let (before, after) = match towards {
                Towards::Start if at == 0 => return Ok(Vec::new()),
                Towards::End if at + 1 == items.len() => return Ok(Vec::new()),
                Towards::Start => (order(at.checked_sub(2)), order(at.checked_sub(1))),
                Towards::End => (order(Some(at + 1)), order(Some(at + 2))),
            };
            Ok(vec![SheetEdit::Move {
                list: list.to_owned(),
                item,
                order: Some(journal::order_between(before, after)),
                at: None,
            }])
        })?)
    }

    /// Says when an item of a log happened.
    ///
    /// # Errors
    /// [`WriteError::Resolve`] for an item that there is not; [`WriteError::Invalid`] where it is no log.
    pub fn date_item(
        &self,
        name: impl Into<SheetName>,
        log: &str,
        item: ItemId,
        at: &Zoned,
    ) -> Result<(), WriteError> {
        let target = Target::Item(log.to_owned(), item);
        let json = serde_json::json!({ "at": at.to_string() });
        self.fill_json(name, &target, &json).map(drop)
    }
}
