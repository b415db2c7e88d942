//! The structure tree of the PDF: headings, paragraphs and charts in reading order, so that the file can be read aloud,
//! reflowed and searched by heading.

use pdf_writer::types::StructRole;
use pdf_writer::writers::StructTreeRoot;
use pdf_writer::{Finish as _, Pdf, Ref, TextStr};

use crate::pdf::blocks::Role;
use crate::pdf::pages::{Page, Piece};

/// Hands out the numbers of objects.
pub(crate) struct Refs(i32);

impl Refs {
    /// From 1 on.
    pub(crate) fn new() -> Self {
        Self(0)
    }

    /// The next number.
    pub(crate) fn take(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// What a role is called in the file.
pub(crate) fn kind(role: Role) -> StructRole {
    match role {
        Role::Title => StructRole::H1,
        Role::Part => StructRole::H2,
        Role::Figure => StructRole::H3,
        Role::Question => StructRole::H4,
        Role::Text => StructRole::P,
        Role::Chart(_) => StructRole::Figure,
    }
}

/// The pieces of a page; those that belong to an element have a number on their page.
pub(crate) fn numbered(page: &Page) -> impl Iterator<Item = (&Piece, Option<i32>)> {
    let mut next = 0;
    page.pieces.iter().map(move |piece| {
        let number = piece.element.map(|_| next);
        next += i32::from(number.is_some());
        (piece, number)
    })
}

/// Writes the tree; `ids` are the pages' objects.
pub(crate) fn write(
    pdf: &mut Pdf,
    refs: &mut Refs,
    root: Ref,
    elements: &[Role],
    pages: &[Page],
    ids: &[Ref],
) {
    let document = refs.take();
    let element_refs: Vec<Ref> = elements.iter().map(|_| refs.take()).collect();
    let mut parts: Vec<Vec<(Ref, i32)>> = vec![Vec::new(); elements.len()];
    let mut owners_of_pages = Vec::new();
    for (page, id) in pages.iter().zip(ids) {
        let mut owners = Vec::new();
        for (piece, number) in numbered(page) {
            let (Some(element), Some(number)) = (piece.element, number) else {
                continue;
            };
            if let (Some(part), Some(owner)) = (parts.get_mut(element), element_refs.get(element)) {
                part.push((*id, number));
                owners.push(*owner);
            }
        }
        let list = refs.take();
        pdf.indirect(list).array().items(owners);
        owners_of_pages.push(list);
    }
    let mut writer: StructTreeRoot<'_> = pdf.indirect(root).start();
    writer.child(document);
    let mut tree = writer.parent_tree();
    let mut numbers = tree.nums();
    for (number, owners) in (0..).zip(owners_of_pages) {
        numbers.insert(number, owners);
    }
    numbers.finish();
    tree.finish();
    writer.parent_tree_next_key(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    writer.finish();
    let mut writer = pdf.struct_element(document);
    writer.kind(StructRole::Document).parent(root);
    let mut children = writer.children();
    for element in &element_refs {
        children.struct_element(*element);
    }
    children.finish();
    writer.finish();
    for ((role, id), parts) in elements.iter().zip(&element_refs).zip(&parts) {
        let mut writer = pdf.struct_element(*id);
        writer.kind(kind(*role)).parent(document);
        if let Role::Chart(says) = role {
            writer.alt(TextStr(says));
        }
        let mut children = writer.children();
        for (page, number) in parts {
            children
                .marked_content_ref()
                .page(*page)
                .marked_content_id(*number);
        }
    }
}
