//! Journeys: the eleven worksheets of one relationship, with a start and the do-not-contact switch. A
//! journey is a document of its own, so that there can be more than one over the years.

use jiff::civil::Date;
use journal::{Edit, ItemId, Place, Scalar, SheetEdit, SheetRow};

/// Longest name of a journey, in characters.
pub const JOURNEY_NAME_CHARS_MAX: usize = 80;

const SWITCHES: &str = "switches";
const DO_NOT_CONTACT: &str = "do_not_contact";

/// What the document of a journey says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journey {
    /// Its name; may be empty.
    pub name: String,
    /// Its first day.
    pub started: Option<Date>,
    /// Whether contact is not wanted, for good.
    pub do_not_contact: bool,
    /// When it was last chosen as the present one, in unix seconds; 0 if it never was.
    pub chosen: i64,
    /// Whether it was put aside: begun by mistake, or long over. Nothing of it is lost.
    pub put_aside: bool,
    /// The days of talks with somebody who helps, such as a therapist, oldest first.
    pub sessions: Vec<Date>,
}

/// One change of a journey, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JourneyEdit {
    /// Names it.
    Name(String),
    /// Says its first day.
    Started(Date),
    /// Turns the do-not-contact switch. Where one device turns it on and another off apart, it is on.
    DoNotContact(bool),
    /// Makes it the present one, as of this moment in unix seconds.
    Choose(i64),
    /// Puts it aside, or takes it up again.
    PutAside(bool),
    /// Notes that a talk took place.
    Session {
        /// A fresh id.
        item: ItemId,
        /// When, as `2026-11-23T22:10:00+01:00[Europe/Berlin]`.
        at: String,
    },
}

impl Journey {
    /// The definition id of documents that describe journeys.
    pub const DEFINITION: &'static str = "journey";

    /// Reads the row of a journey's document.
    pub fn read(row: &SheetRow) -> Self {
        let mut sessions: Vec<Date> = row
            .items("sessions")
            .iter()
            .filter_map(journal::ItemRow::date)
            .collect();
        sessions.sort_unstable();
        sessions.dedup();
        Self {
            name: row.fields.words("name").to_owned(),
            started: row.fields.date("started"),
            do_not_contact: row.fields.chosen(SWITCHES).any(|on| on == DO_NOT_CONTACT),
            chosen: row.fields.number("chosen").unwrap_or(0),
            put_aside: row.fields.checked("put_aside"),
            sessions,
        }
    }
}

impl JourneyEdit {
    /// The edits of the document that say this.
    pub fn into_edits(self) -> Vec<Edit> {
        let set = |field: &str, value: Scalar| SheetEdit::Set {
            place: Place::field(field),
            value,
        };
        let edit = match self {
            Self::Name(name) => set("name", Scalar::Line(name)),
            Self::Started(day) => set("started", Scalar::Line(day.to_string())),
            Self::DoNotContact(on) => SheetEdit::Choose {
                place: Place::field(SWITCHES),
                choice: DO_NOT_CONTACT.to_owned(),
                on,
            },
            Self::Choose(at) => set("chosen", Scalar::Number(at)),
            Self::PutAside(aside) => set("put_aside", Scalar::Check(aside)),
            Self::Session { item, at } => SheetEdit::Add {
                list: "sessions".to_owned(),
                item,
                order: journal::order_between(None, None),
                at: Some(at),
            },
        };
        vec![edit.into()]
    }
}
