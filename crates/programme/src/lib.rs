//! The programme: eleven steps, what their worksheets ask, when a step counts as done, which promises were kept,
//! how long there was no contact, what to write about, and what all of it shows over the weeks.
//!
//! Everything here is a function of rows: of entries and worksheets as plain data, and of the day it is for the
//! person. Nothing is stored, and nothing is read from a clock, a disk or a network.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use programme::{JourneyView, definitions, progress};
//!
//! let step = definitions::of_step(1).expect("the steps are 1 to 11");
//! assert_eq!(step.id, "own-your-part");
//!
//! // Nothing is written yet.
//! let journey = JourneyView {
//!     sheets: BTreeMap::new(),
//!     entries: &BTreeMap::new(),
//!     started: None,
//!     do_not_contact: false,
//!     today: jiff::civil::date(2026, 11, 27),
//! };
//! let first = progress(1, &journey).expect("the steps are 1 to 11");
//! assert!(!first.done);
//! assert!(!first.missing.is_empty());
//! ```

mod calendar;
mod contact;
pub mod definitions;
mod due;
mod earlier;
mod flags;
mod held;
mod help_lines;
pub mod insight;
mod journey;
mod journey_view;
mod kept;
mod no_contact;
mod progress;
mod prompts;
mod quiet;
mod readiness;
mod records;

pub use contact::{Attempts, ContactPolicy, LIMIT_STAYS, Standing, attempts, shared_standing};
pub use definitions::STEPS;
pub use due::{Due, due, left_open};
pub use earlier::BEFORE;
pub use flags::{BLAME_STEPS, Flag, flags_in, sheet_flags};
pub use held::{begin_promises, keep_earlier};
pub use help_lines::{HelpLine, HelpRegion, help_regions};
pub use journal::hidden_chars;
pub use journey::{JOURNEY_NAME_CHARS_MAX, Journey, JourneyEdit};
pub use journey_view::{Evidence, JourneyView};
pub use kept::{
    Cadence, Commitment, EarlierTerms, Kept, Promise, WeekRate, habits, kept, kept_of, promises,
    step_of_promises,
};
pub use no_contact::{NoContact, Run, UrgeEnd, no_contact};
pub use progress::{Progress, progress};
pub use prompts::{prompt_of, prompts, prompts_ask_about_contact, prompts_under};
pub use quiet::{QuietLine, Written};
pub use readiness::{Claim, REASONS_SHOWN, Readiness, Reason, readiness};
pub use records::RECORDS_MIN;
pub use wording::BlameRule;
