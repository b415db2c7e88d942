//! Insights: figures computed from entries and worksheets, never stored. Every figure, and every part of one, names the
//! records it comes from. All insights have one form, so that each face draws them with one piece of code.

mod answer;
mod days;
mod figure;
mod kept;
mod memory;
mod mood;
mod no_contact;
mod plain;
mod progress;
mod question;
mod shape;
mod summary;
mod times;
mod told;
mod view;
mod week;
mod words;

pub use answer::answer_words;
pub use days::days;
pub use journal::{DocId, ItemId};
pub use kept::kept;
pub use memory::on_this_day;
pub use mood::mood;
pub use no_contact::no_contact;
pub use plain::decimal;
pub use progress::{progress, steps_done};
pub use question::{Answer, Question, question};
pub use shape::{
    Bar, CalendarDay, Figure, Insight, Note, Point, RECORDS_MIN, Record, Source, Value,
};
pub use summary::{Since, summary};
pub use times::times;
pub use view::{EntryFacts, Life, Period};
pub use week::week;
pub use words::{pairs, words};
