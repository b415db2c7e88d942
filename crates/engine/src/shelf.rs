//! The worksheets, journeys and definitions of the journal as they are at one moment: what every question about steps
//! and figures starts from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::PoisonError;

use jiff::Zoned;
use jiff::civil::Date;
use journal::{DayEnds, Definition, DocId, Kind, Present, SheetRow};
use programme::{ContactPolicy, Journey, JourneyView, definitions};
use vault::SpaceId;

use crate::Error;
use crate::Vault;
use crate::error::{NameKind, ResolveError};
use crate::snapshot::Snapshot;
use vault::Stamp;
use vault::id_of_kind;

/// Names a worksheet: a step of the present journey, or a definition of the person's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetName {
    /// A step of the programme, 1 to 11.
    Step(u8),
    /// The id of a definition.
    Definition(String),
}

impl From<u8> for SheetName {
    fn from(step: u8) -> Self {
        Self::Step(step)
    }
}

impl From<&str> for SheetName {
    /// A number is a step, anything else the id of a definition.
    fn from(text: &str) -> Self {
        match text.trim().parse() {
            Ok(step) => Self::Step(step),
            Err(_) => Self::Definition(text.trim().to_lowercase()),
        }
    }
}

impl std::fmt::Display for SheetName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Step(step) => write!(f, "{step}"),
            Self::Definition(id) => f.write_str(id),
        }
    }
}

/// A journey with the name its worksheets know it by.
pub(crate) struct ShelvedJourney {
    pub(crate) id: DocId,
    /// What [`SheetRow::journey`] says: empty for the first journey, else the id as text.
    pub(crate) key: String,
    pub(crate) journey: Journey,
    /// Whether a document says so; the first journey needs none.
    pub(crate) written: bool,
}

/// See the module.
pub(crate) struct Shelf {
    pub(crate) home: SpaceId,
    /// The moment that all of it is from.
    pub(crate) snapshot: Snapshot,
    /// By first day, then id; never empty.
    pub(crate) journeys: Vec<ShelvedJourney>,
    present: usize,
    pub(crate) worksheets: Vec<(DocId, SheetRow)>,
    /// The version of each document.
    stamps: BTreeMap<DocId, Stamp>,
    /// The person's own definitions, by id.
    pub(crate) definitions: Vec<Definition>,
    /// When the person's day ends.
    pub(crate) day_ends: DayEnds,
}

impl Vault {
    /// Reads the shelf.
    pub(crate) fn shelf(&self) -> Result<Shelf, Error> {
        let snapshot = self.home_snapshot()?;
        let home = snapshot.space().id()?;
        let mut journeys = Vec::new();
        let mut worksheets = Vec::new();
        let mut sources = Vec::new();
        let first = first_journey(home);
        let day_ends = snapshot.preferences()?.day_ends;
        *self.day_ends.lock().unwrap_or_else(PoisonError::into_inner) = day_ends;
        let reckoned = |row: &SheetRow| {
            let mut row = row.clone();
            row.reckon(day_ends);
            row
        };
        let mut stamps = BTreeMap::new();
        for sheet in snapshot.sheets()? {
            let (id, row) = (sheet.id, &sheet.row);
            stamps.insert(id, sheet.stamp.clone());
            match sheet.kind {
                Kind::Journey => journeys.push(ShelvedJourney {
                    id,
                    key: if id == first {
                        String::new()
                    } else {
                        id.to_string()
                    },
                    journey: Journey::read(&reckoned(row)),
                    written: true,
                }),
                Kind::Worksheet => worksheets.push((id, reckoned(row))),
                Kind::Definition => sources.push((id, row)),
                _ => {}
            }
        }
        let has_first = journeys.iter().any(|known| known.id == first);
        let begun = worksheets
            .iter()
            .any(|(_, row)| row.journey.is_empty() && is_step(row));
        if !has_first && (begun || journeys.is_empty()) {
            journeys.push(ShelvedJourney {
                id: first,
                key: String::new(),
                journey: Journey::default(),
                written: false,
            });
        }
        journeys.sort_by_key(|known| (known.journey.started, known.id));
        let present = (0..journeys.len()).max_by_key(|at| {
            let known = &journeys[*at];
            let journey = &known.journey;
            (
                !journey.put_aside,
                journey.chosen,
                std::cmp::Reverse(known.id),
            )
        });
        let definitions = crate::definitions::stored::newest(sources);
        Ok(Shelf {
            home,
            snapshot,
            journeys,
            present: present.unwrap_or_default(),
            worksheets,
            stamps,
            definitions,
            day_ends,
        })
    }
}

/// Whether a worksheet is one of the eleven steps.
fn is_step(row: &SheetRow) -> bool {
    definitions::by_id(&row.definition).is_some()
}

impl Shelf {
    /// The same with another journey as the present one: by what its worksheets call it.
    pub(crate) fn of_journey(mut self, key: &str) -> Self {
        let found = self.journeys.iter().position(|known| known.key == key);
        self.present = found.unwrap_or(self.present);
        self
    }

    /// The journey that steps are about now.
    pub(crate) fn present(&self) -> &ShelvedJourney {
        &self.journeys[self.present]
    }

    /// The definition that a name means.
    pub(crate) fn definition(&self, name: &SheetName) -> Result<Cow<'_, Definition>, ResolveError> {
        let found = match name {
            SheetName::Step(step) => definitions::of_step(*step).map(Cow::Borrowed),
            SheetName::Definition(id) => self.definition_by_id(id),
        };
        found.ok_or_else(|| match name {
            SheetName::Step(step) => {
                let what = format!("step {step}; the steps are 1 to 11");
                ResolveError::none(NameKind::Step, what)
            }
            SheetName::Definition(id) => ResolveError::missing(NameKind::Worksheet, id),
        })
    }

    /// The definition with this id, of a step or of the person's own.
    pub(crate) fn definition_by_id(&self, id: &str) -> Option<Cow<'_, Definition>> {
        let own = || self.definitions.iter().find(|own| own.id == id);
        definitions::by_id(id).or_else(own).map(Cow::Borrowed)
    }

    /// Which journey the worksheet of a definition belongs to now: steps to the present one, people's own to none.
    pub(crate) fn journey_of(&self, definition: &Definition) -> &str {
        match definition.step {
            Some(_) => &self.present().key,
            None => "",
        }
    }

    /// The document of a definition's worksheet.
    pub(crate) fn worksheet(&self, definition: &Definition) -> DocId {
        worksheet_id(self.home, &definition.id, self.journey_of(definition))
    }

    /// The answers to a definition; `None` before there are any.
    pub(crate) fn row(&self, definition: &Definition) -> Option<&SheetRow> {
        self.row_in(self.worksheet(definition), definition)
    }

    fn row_in(&self, id: DocId, definition: &Definition) -> Option<&SheetRow> {
        let mut rows = self.worksheets.iter();
        let found = rows.find(|(known, row)| *known == id && row.definition == definition.id);
        found.map(|(_, row)| row)
    }

    /// Which version the answers to a definition are.
    pub(crate) fn stamp(&self, definition: &Definition) -> Stamp {
        let stamp = self.stamps.get(&self.worksheet(definition));
        stamp.cloned().unwrap_or_default()
    }

    /// The steps begun in the present journey.
    pub(crate) fn steps(&self) -> BTreeMap<u8, &SheetRow> {
        self.steps_of(&self.present().key)
    }

    fn steps_of(&self, key: &str) -> BTreeMap<u8, &SheetRow> {
        let found = definitions::of_steps().filter_map(|definition| {
            let id = worksheet_id(self.home, &definition.id, key);
            Some((definition.step?, self.row_in(id, definition)?))
        });
        found.collect()
    }

    /// The present journey for the rules of the programme.
    pub(crate) fn view<'a>(
        &'a self,
        entries: &'a BTreeMap<DocId, Date>,
        today: Date,
    ) -> JourneyView<'a> {
        JourneyView {
            sheets: self.steps(),
            entries,
            started: self.present().journey.started,
            do_not_contact: self.present().journey.do_not_contact,
            today,
        }
    }

    /// The present as the person has it.
    pub(crate) fn present_at(&self, now: Zoned) -> Present {
        Present {
            now,
            day_ends: self.day_ends,
        }
    }

    /// The same with its worksheets and entries as they were on a day.
    pub(crate) fn view_of<'a>(
        &self,
        sheets: &'a BTreeMap<u8, SheetRow>,
        entries: &'a BTreeMap<DocId, Date>,
        day: Date,
    ) -> JourneyView<'a> {
        JourneyView {
            sheets: sheets.iter().map(|(step, row)| (*step, row)).collect(),
            entries,
            started: self.present().journey.started,
            do_not_contact: self.present().journey.do_not_contact,
            today: day,
        }
    }

    /// What holds about contact on a day in the journey that worksheets call so.
    pub(crate) fn contact_in(&self, key: &str, today: Date) -> ContactPolicy {
        let mut journeys = self.journeys.iter();
        let unwanted = journeys.any(|known| known.key == key && known.journey.do_not_contact);
        ContactPolicy::of(unwanted, &self.steps_of(key), today)
    }

    /// The moments in all worksheets.
    pub(crate) fn moments(&self) -> impl Iterator<Item = &str> {
        let items = self
            .worksheets
            .iter()
            .flat_map(|(_, row)| row.lists.values().flatten());
        items.filter_map(|item| item.at.as_deref())
    }
}

/// The writer's date. It never goes back: whoever wrote in Auckland and lands in Los Angeles on the day before is still
/// on the later of the two days. What is dated later than this very moment says nothing.
pub(crate) fn today<'m>(present: &Present, moments: impl Iterator<Item = &'m str>) -> Date {
    let clock = present.today();
    let shown = clock.to_string();
    let later = moments.filter(|moment| moment.get(..10).is_some_and(|date| date > shown.as_str()));
    later
        .filter(|moment| {
            moment
                .parse::<Zoned>()
                .is_ok_and(|at| at.timestamp() <= present.now.timestamp())
        })
        .filter_map(|moment| present.day_ends.day_of_text(moment))
        .max()
        .map_or(clock, |latest| latest.max(clock))
}

/// The same on every device, so that two that fill in the same worksheet apart write to one document.
pub(crate) fn worksheet_id(home: SpaceId, definition: &str, journey: &str) -> DocId {
    // No id of a definition has a slash, so no two pairs of names run together.
    let within = if journey.is_empty() {
        String::new()
    } else {
        format!("/{journey}")
    };
    let name = [definition.as_bytes(), within.as_bytes()].concat();
    derived(
        "still/v1/worksheet",
        &[home.as_bytes(), &name],
        Kind::Worksheet,
    )
}

/// The document of the first journey, the same on every device.
pub(crate) fn first_journey(home: SpaceId) -> DocId {
    derived("still/v1/journey", &[home.as_bytes()], Kind::Journey)
}

/// A document's id that every device works out alike.
pub(crate) fn derived(label: &str, parts: &[&[u8]], kind: Kind) -> DocId {
    let hash = vault::labelled_hash(label, parts);
    let (id, _) = hash.split_first_chunk().expect("a hash has 32 bytes");
    id_of_kind(*id, kind.to_byte())
}
