//! The world of one run: its devices, what was done in it, and what it must come to.

use std::collections::{BTreeMap, BTreeSet};

use engine::views::EntryView;
use engine::{Query, Vault};
use tokio::time::Instant;

use crate::device::{BEGINNING, Device, Part};
use crate::dice::Dice;
use crate::disk::Stop;
use crate::format::Header;
use crate::kept::Wrote;
use crate::model::{Model, words_in};
use crate::trace;

/// A rule that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The rule.
    pub oracle: &'static str,
    /// Where it was seen.
    pub device: String,
    /// What was seen.
    pub what: String,
}

/// Whether all rules hold.
pub type Held = Result<(), Broken>;

/// What one device shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub live: Vec<EntryView>,
    pub deleted: Vec<EntryView>,
    pub sheets: String,
}

impl Shown {
    /// All words of the model in it.
    pub fn words(&self) -> BTreeSet<String> {
        let entries = self.live.iter().chain(&self.deleted);
        let mut words: BTreeSet<String> = entries
            .flat_map(|entry| words_in(&entry.body))
            .map(str::to_owned)
            .collect();
        words.extend(words_in(&self.sheets).map(str::to_owned));
        words
    }
}

/// A share of the world.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The beginning of its id.
    pub short: String,
    /// The device that reads it.
    pub reader: usize,
    /// It was ended.
    pub over: bool,
    /// Whether it is over nobody can tell: who made or ended it was removed, or stopped meanwhile.
    pub unclear: bool,
    /// Who made it, and who ended it.
    pub hands: Vec<usize>,
}

/// The world.
pub struct World {
    pub devices: Vec<Device>,
    pub model: Model,
    pub shares: Vec<Shared>,
    pub story: Vec<String>,
    pub start: Instant,
    /// Logs that may have been begun beside the first, over all devices.
    pub renewals: u64,
    /// Entries that a reader may have been shown at some time.
    pub opened: BTreeSet<String>,
    /// The home space notes something of shares.
    pub noted: bool,
    /// Something went on without end.
    pub endless: std::cell::Cell<bool>,
    /// A hostile device wrote two histories of one log.
    pub forked: bool,
    /// A document of a hostile device, and the change of it that another one is to build on.
    pub unsaid: Option<([u8; 16], Vec<u8>)>,
    /// A reader flooded its owner.
    pub flooded: bool,
    /// What owners held when they wrote.
    pub wrote: Vec<Wrote>,
    /// Records that were read, by a number for their bytes.
    pub checked: BTreeMap<u64, Header>,
    /// Whether rules are looked at that change nothing on any device.
    pub looks: bool,
}

impl World {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            devices: Vec::new(),
            model: Model::default(),
            shares: Vec::new(),
            story: Vec::new(),
            start: Instant::now(),
            renewals: 0,
            opened: BTreeSet::new(),
            noted: false,
            endless: std::cell::Cell::new(false),
            forked: false,
            unsaid: None,
            flooded: false,
            wrote: Vec::new(),
            checked: BTreeMap::new(),
            looks: true,
        }
    }

    /// Adds a line to the story.
    pub fn tell(&mut self, line: &str) {
        let passed = i64::try_from(self.start.elapsed().as_secs()).unwrap_or_default();
        let now = jiff::Timestamp::from_second(BEGINNING + passed).expect("within the calendar");
        let time = now
            .to_zoned(jiff::tz::TimeZone::UTC)
            .strftime("%a %H:%M:%S")
            .to_string();
        self.story.push(format!("{time} {line}"));
    }

    /// Honest owners that nobody removed.
    pub fn owners(&self) -> Vec<usize> {
        let honest = |at: &usize| {
            let device = &self.devices[*at];
            device.part == Part::Owner && !device.removed && !device.hostile
        };
        (0..self.devices.len()).filter(honest).collect()
    }

    /// Whether a device ever turned against the journal.
    pub fn any_hostile(&self) -> bool {
        self.devices.iter().any(|device| device.hostile)
    }

    /// The owner that a number means.
    pub fn owner(&self, number: u8) -> usize {
        let owners = self.owners();
        owners[usize::from(number) % owners.len()]
    }

    /// The device that a number means, readers and removed ones included.
    pub fn any(&self, number: u8) -> usize {
        usize::from(number) % self.devices.len()
    }

    /// The owner that a number means, if it can be written on.
    pub fn writer(&self, number: u8) -> Option<usize> {
        Some(self.owner(number)).filter(|at| !self.devices[*at].locked)
    }

    /// What a device shows.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn shown(&self, at: usize) -> Result<Shown, Broken> {
        match shown(self.devices[at].vault()) {
            // Where joining was broken off there is nothing yet.
            Err(what) if !self.devices[at].arrived && what.contains("Refused") => Ok(Shown {
                live: Vec::new(),
                deleted: Vec::new(),
                sheets: String::new(),
            }),
            shown => shown.map_err(|what| self.broken("reading", at, what)),
        }
    }

    /// Words that a device shows; none if it is locked or cannot be read at the moment.
    pub fn words_on(&self, at: usize) -> BTreeSet<String> {
        match self.devices[at].locked {
            true => BTreeSet::new(),
            false => self
                .shown(at)
                .map(|shown| shown.words())
                .unwrap_or_default(),
        }
    }

    /// Words that a device would show if it were unlocked and its disk did what it should.
    pub fn words_held(&self, at: usize) -> BTreeSet<String> {
        let device = &self.devices[at];
        if !device.locked && !device.faulty {
            return self.words_on(at);
        }
        let mut seedling = device.seedling();
        seedling.image = device.disk.after(Stop::Kill, 0);
        let mut copy = Device::from(&seedling, Dice::new(0), self.start);
        let opened = copy.open().is_ok();
        opened
            .then(|| shown(copy.vault()).map(|shown| shown.words()))
            .and_then(Result::ok)
            .unwrap_or_default()
    }

    /// A rule that does not hold on a device.
    pub fn broken(&self, oracle: &'static str, at: usize, what: impl Into<String>) -> Broken {
        Broken {
            oracle,
            device: self.devices[at].name.clone(),
            what: what.into(),
        }
    }

    /// A device after something was done on it: if its disk stopped, it starts again from what is left.
    ///
    /// # Errors
    /// If it does not open, or does not show what it had acknowledged.
    pub fn settle(&mut self, at: usize, sub: u64) -> Held {
        if self.devices[at].disk.is_dead() {
            self.crash(at, self.devices[at].how, sub)?;
        }
        trace::note(self.devices[at].disk.operations());
        self.note_wrote(at);
        Ok(())
    }

    /// A device stops and starts again.
    ///
    /// # Errors
    /// As [`World::settle`].
    pub fn crash(&mut self, at: usize, how: Stop, sub: u64) -> Held {
        self.devices[at].shaken = true;
        let name = self.devices[at].name.clone();
        let operations = self.devices[at].disk.operations();
        self.tell(&match how {
            Stop::Power => format!("{name} loses power at disk operation {operations}"),
            Stop::Kill => format!("{name} is killed at disk operation {operations}"),
        });
        let image = self.devices[at].disk.after(how, sub);
        if how == Stop::Power {
            // The high-water file is not flushed: without it a device may not go on in its log.
            self.renewals += 1;
        }
        self.devices[at].put(&image);
        self.reopen(at)
    }

    /// Opens a vault again, and looks whether it shows what was acknowledged on it.
    ///
    /// # Errors
    /// If it does not.
    pub fn reopen(&mut self, at: usize) -> Held {
        if let Err(error) = self.devices[at].open() {
            if self.devices[at].disk.is_dead() {
                return self.crash(at, self.devices[at].how, 5);
            }
            if !self.devices[at].faulty {
                return Err(self.broken("opens again", at, format!("{error:?}")));
            }
            // Once more on a disk that does what it should.
            let image = self.devices[at].disk.after(Stop::Kill, 0);
            self.devices[at].put(&image);
            if let Err(error) = self.devices[at].open() {
                return Err(self.broken("opens again", at, format!("{error:?}")));
            }
        }
        self.shows_its_own(at)
    }

    /// What a device acknowledged is there after it was opened again.
    ///
    /// # Errors
    /// If not.
    pub fn shows_its_own(&self, at: usize) -> Held {
        let device = &self.devices[at];
        // Who was set back gets its past from the others.
        let other = device.cloned || device.hostile || device.part == Part::Reader;
        if device.locked || device.removed || other {
            return Ok(());
        }
        let shown = match self.shown(at) {
            Ok(shown) => shown,
            // The disk may stop, or fail, while this is read.
            Err(_) if device.faulty => return Ok(()),
            Err(broken) => return Err(broken),
        };
        let there = shown.words();
        let gone = self.model.words.iter().find(|word| {
            word.by == at
                && word.result == crate::model::Result::Acknowledged
                && !word.superseded
                && word.excused.is_none()
                && !there.contains(&word.word)
        });
        match gone {
            Some(word) => {
                let what = format!("{} was acknowledged here and is gone", word.word);
                Err(self.broken("own words", at, what))
            }
            None => Ok(()),
        }
    }
}

/// The number of the worksheet that is filled in, its list, and a field for text in it.
pub fn step_with_list() -> (u8, String, String) {
    let found = (1..=11)
        .filter_map(programme::definitions::of_step)
        .find_map(|definition| {
            let list = definition
                .fields()
                .find(|field| field.kind == journal::FieldKind::List)?;
            let text = list.fields.iter().find(|field| {
                matches!(
                    field.kind,
                    journal::FieldKind::Text | journal::FieldKind::Line
                )
            })?;
            Some((definition.step?, list.id.clone(), text.id.clone()))
        });
    found.expect("there is a worksheet with a list")
}

fn shown(vault: &Vault) -> Result<Shown, String> {
    let list = |deleted| {
        let query = Query {
            deleted,
            ..Query::default()
        };
        let listed = vault.entries().list(&query);
        listed.map_err(|error| format!("{error:?}"))
    };
    let (step, _, _) = step_with_list();
    let sheet = vault.worksheets().get(step);
    let sheet = sheet.map_err(|error| format!("{error:?}"))?;
    Ok(Shown {
        live: list(false)?.entries,
        deleted: list(true)?.entries,
        sheets: format!("{:?}", sheet.row),
    })
}
