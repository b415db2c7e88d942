//! What insights are made of, for faces. All of it is plain data of the crate `journal`, named here so that a face needs
//! no other crate than this one.

pub use journal::{
    Bar, CalendarDay, DocId, Figure, Insight, Note, Point, Record, Source, Value, decimal,
};
