//! Dates and times for faces: when a person's day ends, and what they type as a day, a moment or a length of time. All of
//! it is plain data of the crate `journal`, named here so that a face needs no other crate than this one.

pub use journal::{
    ClockChange, DayEnds, DayEndsError, Moment, Present, WhenError, seconds_of, time_of_day,
};
