//! One day at a glance: what is due, how many days there are without contact, what stayed open yesterday, and a prompt;
//! and checking in promises.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{ToSpan as _, Zoned};
use journal::{ItemId, Link, Spellings, Target};
use programme::{Commitment, ContactPolicy, Due, NoContact, STEPS, Standing};

use crate::blocking::Programme;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::labels::see_words;
use crate::sheets::{StepView, step_views};
use crate::shelf::Shelf;
use crate::{Error, Vault};

/// How many days back the place is looked for in which something was last written.
const PLACE_DAYS_BACK: i64 = 3;
/// The fewest characters by which the id of a promise is meant.
const ID_CHARS_MIN: usize = 3;
/// So many hours of a day are enough to have lived it.
const LIVED_HOURS: i64 = 12;

/// One day.
#[derive(Debug, Clone, PartialEq)]
pub struct TodayView {
    /// The writer's date.
    pub date: Date,
    /// Where no contact stands; `None` before it has a first day, and once they are together again.
    pub no_contact: Option<NoContact>,
    /// Why no contact is planned any more, if so.
    pub standing: Option<Standing>,
    /// Promises and habits that are due.
    pub due: Vec<DueView>,
    /// What was left open yesterday.
    pub left_open: Vec<DueView>,
    /// Urges of yesterday of which it is not written what was done instead: the beginnings of their ids.
    pub open_urges: Vec<String>,
    /// Whether there is an entry of today, and of yesterday.
    pub written: (bool, bool),
    /// Days in a row with an entry, up to today; today may still be open.
    pub streak: u32,
    /// The first step that is not done; step 11, as long as its outcome is open, when no contact is planned any more. Step 7
    /// is it only while contact may be planned, step 8 only after a yes.
    pub step: Option<StepView>,
    /// Flagged sentences that are neither resolved nor kept.
    pub flags: usize,
    /// Something to write about.
    pub prompt: &'static str,
}

/// A promise or habit that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueView {
    /// The beginning of its id.
    pub short: String,
    /// The promise, and how far it is kept in its period.
    pub due: Due,
}

/// A promise or habit that can be checked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseView {
    /// The beginning of its id.
    pub short: String,
    /// Its own words.
    pub promise: String,
    /// What names it in a check-in of step 9.
    pub link: String,
}

/// That a promise or habit was kept or missed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CheckIn {
    /// Which one: the beginning of its id or of its words.
    pub promise: String,
    /// Kept, or missed.
    pub kept: bool,
    /// The moment it is about; now if left out.
    pub at: Option<Zoned>,
    /// May be empty.
    pub note: String,
}

/// A promise or habit that was checked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedIn {
    /// The promise.
    pub promise: String,
    /// The day it was checked in for.
    pub date: Date,
}

impl CheckIn {
    /// A promise that was kept or missed just now.
    pub fn now(promise: impl Into<String>, kept: bool) -> Self {
        Self {
            promise: promise.into(),
            kept,
            ..Self::default()
        }
    }
}

impl Programme<'_> {
    /// What holds about contact in the present journey today.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn contact(&self) -> Result<ContactPolicy, ReadError> {
        let shelf = self.vault.shelf()?;
        let (entries, today) = self.vault.entry_days_and_today(&shelf)?;
        Ok(shelf.view(&entries, today).contact())
    }

    /// The day as it now stands.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn today(&self) -> Result<TodayView, ReadError> {
        let shelf = self.vault.shelf()?;
        shelf.snapshot.keep_entries();
        let now = self.vault.env().now();
        let since = now
            .date()
            .saturating_sub(PLACE_DAYS_BACK.days())
            .to_string();
        let recent = |when: &str| when.get(..10).is_some_and(|day| day >= since.as_str());
        let mut moments: Vec<String> = Vec::new();
        let mut spellings = Spellings::default();
        let has_start = shelf
            .steps()
            .get(&2)
            .is_some_and(|row| row.fields.date("start").is_some());
        let (entries, today) = self.vault.each_day(&shelf, |_, entry| {
            moments.extend(recent(entry.when).then(|| entry.when.to_owned()));
            // Nothing else here names what people felt.
            if has_start {
                see_words(&mut spellings, entry);
            }
        })?;
        moments.extend(shelf.moments().filter(|at| recent(at)).map(str::to_owned));
        let journey = shelf.view(&entries, today);
        let commitments = commitments(&journey);
        let yesterday = today.yesterday().unwrap_or(today);
        let lived = lived(&shelf, yesterday, &now, &moments);
        let days: BTreeSet<Date> = entries.values().copied().collect();
        let view = |due: Due| DueView {
            short: due.promise.item.short(),
            due,
        };
        let steps = step_views(&journey);
        let contact = journey.contact();
        let stands = contact.standing();
        let open = |step: &&StepView| !step.done && contact.may_come_next(step.number);
        let last = steps.iter().find(|step| step.number == STEPS);
        // Where no attempt was made, no outcome comes.
        let waits = stands.is_some_and(|stands| stands != Standing::NonePlanned);
        let leads =
            last.filter(|step| stands.is_some() && (!step.done || (step.prepared && waits)));
        let next = leads.or_else(|| steps.iter().find(open));
        Ok(TodayView {
            date: today,
            no_contact: (has_start && contact.counts_days())
                .then(|| journey.no_contact().spelled(&spellings)),
            standing: stands,
            due: commitments
                .iter()
                .filter_map(|known| programme::due(known, today).map(view))
                .collect(),
            left_open: commitments
                .iter()
                .filter(|_| lived)
                .filter_map(|known| programme::left_open(known, yesterday).map(view))
                .collect(),
            open_urges: open_urges(&shelf, yesterday),
            written: (days.contains(&today), days.contains(&yesterday)),
            streak: streak(&days, today),
            step: next.cloned(),
            flags: Vault::flags_on(&shelf, false)?.len(),
            prompt: programme::prompt_of(today),
        })
    }

    /// The promises and habits that can be checked in, those that are due first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn promises(&self) -> Result<Vec<PromiseView>, ReadError> {
        let shelf = self.vault.shelf()?;
        let (entries, today) = self.vault.entry_days_and_today(&shelf)?;
        let mut known = commitments(&shelf.view(&entries, today));
        known.sort_by_key(|known| programme::due(known, today).is_none());
        Ok(known
            .into_iter()
            .map(|known| PromiseView {
                short: known.promise.item.short(),
                link: link_to(&shelf, &known.promise.list, known.promise.item),
                promise: known.promise.promise,
            })
            .collect())
    }

    /// Notes that a promise or habit was kept or missed.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub fn check_in(&self, check_in: &CheckIn) -> Result<CheckedIn, WriteError> {
        let shelf = self.vault.shelf()?;
        let (entries, today) = self.vault.entry_days_and_today(&shelf)?;
        let known = commitments(&shelf.view(&entries, today));
        let wanted = check_in.promise.trim().to_lowercase();
        // Its words come first: a letter or two are the beginning of some id by chance.
        let words = |known: &&Commitment| known.promise.promise.to_lowercase().starts_with(&wanted);
        let id = |known: &&Commitment| known.promise.item.to_string().starts_with(&wanted);
        let mut fits: Vec<&Commitment> = known.iter().filter(words).collect();
        if fits.is_empty() && wanted.chars().count() >= ID_CHARS_MIN {
            fits = known.iter().filter(id).collect();
        }
        let [one] = fits.as_slice() else {
            let named = &check_in.promise;
            let words = fits.iter().map(|known| {
                let promise = &known.promise;
                format!("{} {}", promise.item.short(), promise.promise)
            });
            let error = match fits.len() {
                0 => ResolveError::missing(NameKind::Promise, named),
                _ => ResolveError::several(NameKind::Promise, named, words),
            };
            return Err(error.into());
        };
        let link = link_to(&shelf, &one.promise.list, one.promise.item);
        let at = check_in.at.clone();
        let at = at.unwrap_or_else(|| self.vault.env().now());
        let day = shelf.day_ends.day_of(at.datetime());
        if let Some(from) = one.promise.from.filter(|from| day < *from) {
            return Err(Error::Invalid(format!(
                "“{}” begins on {from}: what was before that counts nowhere; its answer “From” says since when",
                one.promise.promise
            ))
            .into());
        }
        let at = after_earlier(&shelf, &link, &at);
        let mut item = serde_json::json!({
            "at": at.to_string(),
            "commitment": link,
            "kept": if check_in.kept { "kept" } else { "missed" },
        });
        let note = check_in.note.trim();
        if !note.is_empty() {
            item["note"] = note.into();
        }
        let target = Target::NewItem("checkins".into());
        self.vault
            .worksheets()
            .fill_json_on(&shelf, 9, &target, &item)?;
        Ok(CheckedIn {
            promise: one.promise.promise.clone(),
            date: shelf.day_ends.day_of(at.datetime()),
        })
    }
}

/// The promises of step 9, then the habits of steps 3 and 6.
fn commitments(journey: &programme::JourneyView<'_>) -> Vec<Commitment> {
    let mut all = journey.promises_kept().commitments;
    all.extend(journey.habits_kept().commitments);
    all
}

/// The moment, put right after what was said about that day before: the last word counts.
fn after_earlier(shelf: &Shelf, link: &str, at: &Zoned) -> Zoned {
    let day = |at: &Zoned| shelf.day_ends.day_of(at.datetime());
    let steps = shelf.steps();
    let earlier = steps
        .get(&9)
        .into_iter()
        .flat_map(|row| row.items("checkins"));
    let last = earlier
        .filter(|said| said.fields.words("commitment") == link && said.date() == Some(day(at)))
        .filter_map(|said| said.at.as_deref()?.parse::<Zoned>().ok())
        .max()
        .filter(|last| last >= at);
    let next = last.and_then(|last| last.checked_add(1.second()).ok());
    // At the very end of a day there is no later moment; then what stands further down counts.
    next.filter(|next| day(next) == day(at))
        .unwrap_or_else(|| at.clone())
}

/// Whether the day before this one was lived. Whoever flies over the date line misses most of one: where they were, it had
/// hardly begun when the next one began here.
fn lived(shelf: &Shelf, yesterday: Date, now: &Zoned, moments: &[String]) -> bool {
    let ends = shelf.day_ends;
    let until = moments.iter().filter_map(|at| at.parse::<Zoned>().ok());
    let until = until.filter(|at| ends.day_of(at.datetime()) <= yesterday);
    let Some(last) = until
        .max()
        .filter(|at| ends.day_of(at.datetime()) < yesterday)
    else {
        return true;
    };
    let Ok(tomorrow) = yesterday.tomorrow() else {
        return true;
    };
    let began = ends.begins(tomorrow).to_zoned(now.time_zone().clone());
    let enough = ends.begins(yesterday).checked_add(LIVED_HOURS.hours());
    match (began, enough) {
        (Ok(began), Ok(enough)) => {
            began.with_time_zone(last.time_zone().clone()).datetime() >= enough
        }
        _ => true,
    }
}

/// How a check-in names a promise or habit.
fn link_to(shelf: &Shelf, list: &str, item: ItemId) -> String {
    // A check-in stands in step 9 itself.
    let step = programme::step_of_promises(list).filter(|step| *step != 9);
    let elsewhere = step.and_then(programme::definitions::of_step);
    let link = match elsewhere {
        None => Link::here(list, item),
        Some(definition) => Link::Item {
            document: Some(shelf.worksheet(definition)),
            list: list.to_owned(),
            item,
        },
    };
    link.to_string()
}

fn open_urges(shelf: &Shelf, day: Date) -> Vec<String> {
    let steps = shelf.steps();
    let Some(row) = steps.get(&2) else {
        return Vec::new();
    };
    row.distinct("urges")
        .into_iter()
        // Who gave in did nothing instead, and is not asked.
        .filter(|urge| !urge.fields.checked("gave_in"))
        .filter(|urge| urge.date() == Some(day) && !urge.fields.filled("instead"))
        .map(|urge| urge.id.short())
        .collect()
}

/// Days in a row with an entry, up to today or (while today is still open) yesterday.
fn streak(days: &BTreeSet<Date>, today: Date) -> u32 {
    let mut day = today;
    if !days.contains(&day) {
        day = day.yesterday().unwrap_or(day);
    }
    let mut streak = 0;
    while days.contains(&day) {
        streak += 1;
        match day.yesterday() {
            Ok(before) => day = before,
            Err(_) => break,
        }
    }
    streak
}
