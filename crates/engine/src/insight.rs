//! What insights are made of, for faces. All of it is plain data of the crate `programme`, named here so that a face
//! needs no other crate than this one.

pub use journal::DocId;
pub use programme::insight::{
    Bar, CalendarDay, Figure, Insight, Note, Point, Record, Source, Value, decimal,
};
