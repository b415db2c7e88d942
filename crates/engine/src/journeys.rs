//! Journeys at the facade: which there are, which one steps are about, and the do-not-contact switch.

use jiff::civil::Date;
use journal::{DocId, Edit, ItemId, Kind, SHORT_ID_CHARS, SheetEdit};
use programme::{JOURNEY_NAME_CHARS_MAX, JourneyEdit};

use crate::Error;
use crate::Vault;
use crate::blocking::Journeys;
use crate::edits::WriteEdits;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::sheets::StepView;
use crate::shelf::{Shelf, ShelvedJourney};

/// A journey in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneyListing {
    /// The beginning of its id.
    pub short: String,
    /// Its name; may be empty.
    pub name: String,
    /// Its first day, if it was said.
    pub started: Option<Date>,
    /// Whether steps are about this one now.
    pub present: bool,
    /// Whether contact is not wanted, for good.
    pub do_not_contact: bool,
    /// Whether it was put aside.
    pub put_aside: bool,
}

/// The present journey and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyReport {
    /// The journey.
    pub journey: JourneyListing,
    /// How many days it has lasted, the first one included; `None` without a first day.
    pub days: Option<u32>,
    /// The eleven steps.
    pub steps: Vec<StepView>,
    /// The days of talks with somebody who helps, oldest first.
    pub sessions: Vec<Date>,
}

impl Journeys<'_> {
    /// All journeys, by their first day.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn list(&self) -> Result<Vec<JourneyListing>, ReadError> {
        let shelf = self.vault.shelf()?;
        let present = shelf.present().id;
        Ok(shelf
            .journeys
            .iter()
            .map(|known| listing(known, present))
            .collect())
    }

    /// The present journey with its steps.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn present(&self) -> Result<JourneyReport, ReadError> {
        let shelf = self.vault.shelf()?;
        let (entries, today) = self.vault.entry_days_and_today(&shelf)?;
        let known = shelf.present();
        let started = known.journey.started.or_else(|| {
            let plan = shelf.steps().get(&2).map(|row| row.fields.date("start"));
            plan.flatten()
        });
        let days = started.and_then(|first| today.since(first).ok());
        let days = days.and_then(|span| u32::try_from(span.get_days() + 1).ok());
        Ok(JourneyReport {
            journey: JourneyListing {
                started,
                ..listing(known, known.id)
            },
            days: days.filter(|days| *days > 0),
            steps: crate::sheets::step_views(&shelf.view(&entries, today)),
            sessions: known.journey.sessions.clone(),
        })
    }

    /// Whether a session with a therapist is noted on this day in the present journey.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn has_session(&self, day: Date) -> Result<bool, ReadError> {
        let shelf = self.vault.shelf()?;
        Ok(shelf.present().journey.sessions.contains(&day))
    }

    /// Begins a journey and makes it the present one. The first journey is there from the beginning; this says its
    /// name and first day as long as nothing is in it.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a name that is too long, and for a first day that has not come yet.
    pub fn begin(&self, name: &str, started: Date) -> Result<JourneyListing, WriteError> {
        let shelf = self.vault.shelf()?;
        self.has_come(&shelf, started)?;
        let first = shelf
            .journeys
            .iter()
            .find(|known| known.key.is_empty() && !known.written && shelf.is_untouched(known));
        let mut edits = name_edits(name)?;
        edits.extend(JourneyEdit::Started(started).into_edits());
        edits.extend(JourneyEdit::Choose(shelf.after_all(self.vault.env().unix())).into_edits());
        let id = self.vault.write_in(shelf.home, |write| {
            let fresh = write.fresh_id(Kind::Journey.to_byte());
            let (id, key) = match first {
                Some(first) => (first.id, String::new()),
                None => (fresh, fresh.to_string()),
            };
            write
                .edit(id, Kind::Journey, &defined(edits, key))
                .map(|_| id)
        })?;
        Ok(self
            .vault
            .journey_listing(id)
            .map_err(Error::after_commit)?)
    }

    /// A journey that begins later would have no day yet.
    fn has_come(&self, shelf: &Shelf, day: Date) -> Result<(), WriteError> {
        if day > shelf.present_at(self.vault.env().now()).today() {
            return Err(WriteError::Invalid(format!(
                "{day} has not come yet; a journey has begun today, or before"
            )));
        }
        Ok(())
    }

    /// Changes a journey: the present one, or the one whose id begins like this.
    ///
    /// # Errors
    /// [`WriteError::Resolve`], [`WriteError::Invalid`] for a name that is too long, and for a first day that has not come
    /// yet.
    pub fn change(
        &self,
        journey: Option<&str>,
        change: JourneyChange,
    ) -> Result<JourneyListing, WriteError> {
        let shelf = self.vault.shelf()?;
        let known = shelf.find_journey(journey)?;
        let chosen = known.id == shelf.present().id && known.written && !known.journey.put_aside;
        if matches!(change, JourneyChange::Choose) && chosen {
            return Ok(listing(known, known.id));
        }
        let edits = match change {
            JourneyChange::Name(name) => name_edits(&name)?,
            JourneyChange::Started(day) => {
                self.has_come(&shelf, day)?;
                JourneyEdit::Started(day).into_edits()
            }
            JourneyChange::DoNotContact(on) => JourneyEdit::DoNotContact(on).into_edits(),
            JourneyChange::Choose => {
                let mut edits = JourneyEdit::PutAside(false).into_edits();
                edits.extend(
                    JourneyEdit::Choose(shelf.after_all(self.vault.env().unix())).into_edits(),
                );
                edits
            }
            JourneyChange::PutAside => {
                let left =
                    |other: &&ShelvedJourney| !other.journey.put_aside && other.id != known.id;
                if !shelf.journeys.iter().any(|other| left(&other)) {
                    return Err(WriteError::Refused(
                        "this is the only journey; begin another one first".into(),
                    ));
                }
                JourneyEdit::PutAside(true).into_edits()
            }
            JourneyChange::Session => JourneyEdit::Session {
                item: ItemId::from_bytes(self.vault.env().random()),
                at: self.vault.env().now().to_string(),
            }
            .into_edits(),
        };
        let (id, key) = (known.id, known.key.clone());
        self.vault.write_in(shelf.home, |write| {
            write
                .edit(id, Kind::Journey, &defined(edits, key))
                .map(|_| ())
        })?;
        Ok(self
            .vault
            .journey_listing(id)
            .map_err(Error::after_commit)?)
    }
}

impl Vault {
    fn journey_listing(&self, id: DocId) -> Result<JourneyListing, Error> {
        let shelf = self.shelf()?;
        let present = shelf.present().id;
        let known = shelf.journeys.iter().find(|known| known.id == id);
        known
            .map(|known| listing(known, present))
            .ok_or_else(|| Error::damaged("the journey"))
    }
}

/// What can be changed about a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JourneyChange {
    /// Its name, at most 80 characters on one line.
    Name(String),
    /// Its first day.
    Started(Date),
    /// The do-not-contact switch.
    DoNotContact(bool),
    /// It becomes the present one, also if it was put aside.
    Choose,
    /// It is put aside, with all that is in it; the one chosen before it is present then.
    PutAside,
    /// A talk with somebody who helps took place today.
    Session,
}

impl Shelf {
    /// A moment after every one at which a journey was chosen: now, unless two are chosen in one second or by clocks that
    /// differ.
    fn after_all(&self, now: i64) -> i64 {
        let chosen = self.journeys.iter().map(|known| known.journey.chosen);
        chosen
            .max()
            .map_or(now, |last| now.max(last.saturating_add(1)))
    }

    /// Whether nothing is filled in yet.
    fn is_untouched(&self, known: &ShelvedJourney) -> bool {
        self.worksheets.iter().all(|(_, row)| {
            row.journey != known.key || programme::definitions::by_id(&row.definition).is_none()
        })
    }

    pub(crate) fn find_journey(
        &self,
        prefix: Option<&str>,
    ) -> Result<&ShelvedJourney, ResolveError> {
        let Some(prefix) = prefix else {
            return Ok(self.present());
        };
        let wanted = prefix.to_lowercase();
        let fits: Vec<_> = self
            .journeys
            .iter()
            .filter(|known| {
                known.id.to_string().starts_with(&wanted)
                    || known.journey.name.to_lowercase() == wanted
            })
            .collect();
        match fits.as_slice() {
            [one] => Ok(one),
            [] => Err(ResolveError::missing(NameKind::Journey, prefix)),
            several => {
                let ids = several.iter().map(|known| known.id.shorten(8));
                Err(ResolveError::several(NameKind::Journey, prefix, ids))
            }
        }
    }
}

fn listing(known: &ShelvedJourney, present: DocId) -> JourneyListing {
    JourneyListing {
        short: known.id.shorten(SHORT_ID_CHARS),
        name: known.journey.name.clone(),
        started: known.journey.started,
        present: known.id == present,
        do_not_contact: known.journey.do_not_contact,
        put_aside: known.journey.put_aside,
    }
}

fn name_edits(name: &str) -> Result<Vec<Edit>, Error> {
    let name = name.trim();
    if name.chars().count() > JOURNEY_NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Invalid(format!(
            "a journey is named with at most {JOURNEY_NAME_CHARS_MAX} characters on one line"
        )));
    }
    Ok(JourneyEdit::Name(name.to_owned()).into_edits())
}

/// The edits with what the document is: `key` is what its worksheets call it.
fn defined(mut edits: Vec<Edit>, key: String) -> Vec<Edit> {
    let define = SheetEdit::Define {
        definition: programme::Journey::DEFINITION.into(),
        version: 1,
        journey: key,
    };
    edits.insert(0, define.into());
    edits
}
