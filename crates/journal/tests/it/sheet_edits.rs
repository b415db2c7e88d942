//! What tests of worksheets write and read.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{Actor, DocId, Document, ItemId, Kind, Place, SheetEdit, SheetRow};

pub(crate) fn sheet(log: &[u8]) -> Document {
    let actor = Actor::derive(log, DocId::from_bytes([1; 16]));
    Document::new(Kind::Worksheet, actor)
}

pub(crate) fn row(document: &Document) -> SheetRow {
    document.row().as_sheet().unwrap().clone()
}

pub(crate) fn text(place: Place, text: &str) -> SheetEdit {
    let text = text.to_owned();
    SheetEdit::Text { place, text }
}

pub(crate) fn add(list: &str, item: ItemId, order: &str) -> SheetEdit {
    SheetEdit::Add {
        list: list.into(),
        item,
        order: order.into(),
        at: None,
    }
}

pub(crate) fn remove(list: &str, item: ItemId) -> SheetEdit {
    let list = list.into();
    SheetEdit::Remove { list, item }
}
