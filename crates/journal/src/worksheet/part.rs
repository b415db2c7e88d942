//! Items as parts of a worksheet's document: whoever goes on with it need not have those that stay as they are.

use crate::definition::name::is_field_id;
use crate::document::Document;
use crate::worksheet::SheetEdit;
use crate::worksheet::id::{ItemId, Place, item_prefix};
use crate::worksheet::row::SheetRow;

/// The item that a key belongs to, as the start of its keys.
pub(crate) fn part_of(key: &str) -> Option<String> {
    let mut parts = key.strip_prefix("i/")?.splitn(3, '/');
    let (list, item, _) = (parts.next()?, parts.next()?, parts.next()?);
    is_field_id(list).then_some(())?;
    item_prefix(list, item.parse().ok()?).ok()
}

/// Whether a document has all that an edit looks at.
pub(crate) fn suffices_for(document: &Document, edit: &SheetEdit) -> bool {
    let (list, item) = match edit {
        SheetEdit::Set { place, .. }
        | SheetEdit::Text { place, .. }
        | SheetEdit::Choose { place, .. }
        | SheetEdit::Count { place, .. }
        | SheetEdit::Rank { place, .. }
        | SheetEdit::Asked { place, .. } => match place {
            Place::Field(_) => return true,
            Place::Item { list, item, .. } => (list, item),
        },
        SheetEdit::Add { list, item, .. }
        | SheetEdit::Move { list, item, .. }
        | SheetEdit::Remove { list, item } => (list, item),
        SheetEdit::Define { .. }
        | SheetEdit::Keep { .. }
        | SheetEdit::MarkDone(_)
        | SheetEdit::Delete
        | SheetEdit::Restore => return true,
    };
    !is_left_out(document, list, *item)
}

fn is_left_out(document: &Document, list: &str, item: ItemId) -> bool {
    item_prefix(list, item).is_ok_and(|part| document.leaves_out(&part))
}

/// The row of a document that leaves out items, which are as they are in the row `before`.
pub(crate) fn row_after(document: &Document, now: SheetRow, before: SheetRow) -> SheetRow {
    let mut row = now;
    for (list, items) in before.lists {
        let left_out = |item: &ItemId| is_left_out(document, &list, *item);
        let mut items: Vec<_> = items
            .into_iter()
            .filter(|item| left_out(&item.id))
            .collect();
        if let Some(here) = row.lists.get_mut(&list) {
            items.append(here);
            items.sort_by(|a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
        }
        if !items.is_empty() {
            row.lists.insert(list, items);
        }
    }
    for (place, version) in before.asked {
        if let Ok(Place::Item { list, item, .. }) = place.parse()
            && is_left_out(document, &list, item)
        {
            row.asked.insert(place, version);
        }
    }
    row
}
