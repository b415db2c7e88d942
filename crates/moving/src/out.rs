//! Journals on their way out, in forms that other programs read. A form is a function: it takes entries, writes them, and answers what
//! came along, what stands there otherwise than in the journal, and what the form has no place for.
//!
//! ```
//! use journal::EntryFields;
//! use moving::out::{self, Leaving};
//!
//! let fields = EntryFields::text("Seven ducks.").title("To the lock").tag("walk").mood(7);
//! let fields = fields.when("2019-06-01T08:31:05+02:00[Europe/Berlin]");
//! let entry = Leaving { id: "aa", fields: &fields };
//! let mut file = Vec::new();
//! let carried = out::jrnl(&[entry], &mut file)?;
//! let text = "[2019-06-01 08:31:05] To the lock\nSeven ducks.\n\nTags: @walk\n";
//! assert_eq!(String::from_utf8_lossy(&file), text);
//! assert_eq!(carried.not_carried["moods"], 1);
//! # Ok::<(), std::io::Error>(())
//! ```

mod carried;
mod csv;
mod day_one;
mod jrnl;
mod zip;

pub use self::carried::{Carried, Leaving};
pub use self::csv::csv;
pub(crate) use self::csv::unguarded;
pub use self::day_one::{Photograph, day_one};
pub(crate) use self::jrnl::{bare_title, may_begin_an_entry, tags_line};
pub use self::jrnl::{jrnl, jrnl_days};
