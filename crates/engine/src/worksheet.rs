//! What worksheets are made of, for faces: their questions, their values, the places in them, and their figures. All of
//! it is plain data of the crate `journal`, named here so that a face needs no other crate than this one.

pub use journal::{
    Commitment, Definition, FieldDef, FieldKind, FieldValue, Fields, ItemId, ItemRow, Kept,
    NoContact, Place, Section, SheetRow, Target, WeekRate,
};
