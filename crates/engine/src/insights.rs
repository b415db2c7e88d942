//! Insights at the facade: what is gathered for them, and which there are. Nothing of them is stored.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};
use journal::{
    DayEnds, Definition, DocId, Document, Field, FieldChange, FieldDef, FieldValue, Fields, Place,
    Row, SheetRow,
};
use programme::Standing;
use programme::definitions;
use programme::insight::{Answer, EntryFacts, Insight, Life, Period, Question, Since, Value};

use crate::Error;
use crate::Vault;
use crate::blocking::Insights;
use crate::error::{NameKind, ReadError, ResolveError};
use crate::rows::PageEntry;
use crate::shelf::{SheetName, Shelf};

/// Characters of an entry's text that insights may show.
const TEXT_CHARS: usize = 400;
/// The same of an entry that a share shows, in the summary.
const SHARED_TEXT_CHARS: usize = 4_000;
/// Characters of an entry without a title that name it.
const TITLE_CHARS: usize = 60;
/// Days looked back when nobody says how many.
const DAYS_BACK: i64 = 30;
/// The same for promises, whose heat map shows weeks.
const KEPT_DAYS_BACK: i64 = 12 * 7;

/// Which insight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsightKind {
    /// Days with an entry, and how many in a row.
    Days,
    /// Mood over time.
    Mood,
    /// Emotions and triggers by how often, and the mood that comes with them.
    Words,
    /// What follows on what, again and again.
    Pairs,
    /// When urges and storms come.
    Times,
    /// No contact.
    NoContact,
    /// Promises kept.
    Kept,
    /// The eleven steps.
    Progress,
    /// What was written on this day in other months and years.
    OnThisDay,
    /// One week.
    Week,
}

/// The days to look at; what is left out is chosen to fit the insight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
}

impl Insights<'_> {
    /// Computes an insight.
    ///
    /// # Errors
    /// [`ReadError::Locked`]; [`ReadError::Invalid`] when the last day comes before the first.
    pub fn get(&self, kind: InsightKind, days: Days) -> Result<Insight, ReadError> {
        let shelf = self.vault.shelf()?;
        let seen = self.vault.seen(&shelf, TEXT_CHARS)?;
        Ok(seen.insight(&shelf, kind, days)?)
    }

    /// The answers to one question of a worksheet side by side, earlier ones too. `list` is the list or log that the
    /// question is asked in, if it is one.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for an unknown worksheet, list or field.
    pub fn question(
        &self,
        name: &SheetName,
        list: Option<&str>,
        field: &str,
        days: Days,
    ) -> Result<Insight, ReadError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(name)?;
        let asked = find_field(&definition, list, field)?;
        let seen = self.vault.seen(&shelf, TEXT_CHARS)?;
        let life = seen.life(&shelf);
        let contact = life.journey.contact();
        let named = list.unwrap_or(field);
        if let (Some(step), true) = (definition.step, contact.unwanted())
            && !contact.asks(step, named)
        {
            return Err(ReadError::Refused(Standing::DoNotContact.words().into()));
        }
        let earlier = match list {
            Some(_) => Vec::new(),
            None => self.vault.earlier_answers(&shelf, &definition, asked)?,
        };
        let empty = SheetRow::default();
        let question = Question {
            definition: &definition,
            sheet: shelf.row(&definition).unwrap_or(&empty),
            list,
            field: asked,
            earlier: &earlier,
        };
        let all = period(days, Date::MIN, life.today)?;
        let mut found = programme::insight::question(&life, all, &question);
        if days.from.is_none() {
            // It begins with the first answer.
            let notes = found
                .figures
                .iter()
                .filter_map(|figure| match &figure.value {
                    Value::Notes(notes) => Some(notes),
                    _ => None,
                });
            let first = notes.flatten().filter_map(|note| note.date).min();
            found.from = first.unwrap_or(found.to);
        }
        Ok(found)
    }

    /// The summary for somebody who helps, from the day after the last session (or `days.from`) on. `share` names a
    /// share whose entries are listed; without it the only live share is taken, if there is just one.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for a share.
    pub fn summary(&self, days: Days, share: Option<&str>) -> Result<Insight, ReadError> {
        let shelf = self.vault.shelf()?;
        shelf.snapshot.keep_entries();
        let seen = self.vault.seen(&shelf, SHARED_TEXT_CHARS)?;
        let life = seen.life(&shelf);
        let sessions = &shelf.present().journey.sessions;
        let last = sessions.iter().rev().find(|day| **day < life.today);
        let from = match last {
            Some(day) => day.tomorrow().unwrap_or(*day),
            None => life.today.saturating_sub((14 - 1).days()),
        };
        let period = period(days, from, life.today)?;
        let touched = self.vault.changes_since(&shelf, period, life.today)?;
        let (shared, rule, why_none) = self.vault.shared_entries(share)?;
        // The steps of a share are those of its own journey.
        let here = rule.journey == shelf.present().key;
        let shared_steps: Vec<u8> = rule.steps.iter().copied().filter(|_| here).collect();
        let before = period.from.yesterday().unwrap_or(Date::MIN);
        let entries_before = seen.entries_until(before);
        let before = shelf.view_of(&touched.before, &entries_before, before);
        let then = period.to.min(life.today);
        let entries_then = seen.entries_until(then);
        let then = shelf.view_of(&touched.then, &entries_then, then);
        let since = Since {
            touched: &touched.steps,
            done_before: &programme::insight::steps_done(&before),
            then: Some(&then),
            shared_steps: &shared_steps,
            shared: &shared,
        };
        let mut summary = programme::insight::summary(&life, period, &since);
        if let Some(why) = why_none
            && let Some(entries) = summary.figures.iter_mut().find(|f| f.id == "entries")
        {
            why.clone_into(&mut entries.note);
        }
        Ok(summary)
    }
}

impl Vault {
    /// The figures that a share may show, of the journey that worksheets call so, as the worksheet that carries them.
    pub(crate) fn shared_insights(&self, journey: &str) -> Result<SheetRow, Error> {
        let definition = definitions::shared_insights();
        let mut fields = Fields::default();
        for (field, insight) in self.shared_figures(journey)? {
            let text = FieldValue::Text(insight.plain());
            fields.0.insert(field.to_owned(), text);
        }
        Ok(SheetRow {
            definition: definition.id.clone(),
            version: definition.version,
            fields,
            ..SheetRow::default()
        })
    }

    /// The same as figures, each with the question of that worksheet that it answers.
    pub(crate) fn shared_figures(
        &self,
        journey: &str,
    ) -> Result<Vec<(&'static str, Insight)>, Error> {
        let shelf = self.shelf()?.of_journey(journey);
        let seen = self.seen(&shelf, TEXT_CHARS)?;
        let figures = [
            ("mood", InsightKind::Mood),
            ("no_contact", InsightKind::NoContact),
            ("kept", InsightKind::Kept),
            ("progress", InsightKind::Progress),
        ];
        let computed = figures
            .into_iter()
            .map(|(field, kind)| Ok((field, seen.insight(&shelf, kind, Days::default())?)));
        computed.collect()
    }

    /// What insights need of all entries, and the writer's date.
    fn seen(&self, shelf: &Shelf, text_chars: usize) -> Result<Seen, Error> {
        let mut entries = Vec::new();
        shelf.snapshot.compute_entries();
        let (days, today) = self.each_day(shelf, |id, entry| {
            entries.extend(facts(id, entry, shelf.day_ends, text_chars));
        })?;
        Ok(Seen {
            entries,
            days,
            today,
        })
    }

    /// How often each step's worksheet was changed in the period, and how the worksheets were before and after it.
    fn changes_since(&self, shelf: &Shelf, period: Period, today: Date) -> Result<Touched, Error> {
        let zone = self.env().now().time_zone().clone();
        let begins = shelf.day_ends.begins(period.from).to_zoned(zone.clone());
        let begins = begins.map_or(i64::MIN, |at| at.timestamp().as_second());
        // Of a past day, the worksheets as they were when it ended; else as they are.
        let ends = period.to.tomorrow().ok().filter(|day| *day <= today);
        let ends = ends.and_then(|day| shelf.day_ends.begins(day).to_zoned(zone.clone()).ok());
        let ends = ends.map(|at| at.timestamp().as_second());
        let mut touched = Touched::default();
        let row_before = |document: &Document, at: i64| match document.row_before(at) {
            Row::Sheet(mut row) if !row.definition.is_empty() => {
                row.reckon(shelf.day_ends);
                Some(row)
            }
            _ => None,
        };
        for definition in definitions::of_steps() {
            let Some(step) = definition.step else {
                continue;
            };
            let Some(document) = shelf.snapshot.document(shelf.worksheet(definition))? else {
                continue;
            };
            let in_period = document.change_times().into_iter().filter(|at| {
                let at = Timestamp::from_second(*at).map(|at| at.to_zoned(zone.clone()));
                at.is_ok_and(|at| period.contains(shelf.day_ends.day_of(at.datetime())))
            });
            let changes = u32::try_from(in_period.count()).unwrap_or(u32::MAX);
            touched
                .steps
                .extend((changes > 0).then_some((step, changes)));
            let before = row_before(&document, begins);
            touched.before.extend(before.map(|row| (step, row)));
            let then = match ends {
                Some(ends) => row_before(&document, ends),
                None => shelf.row(definition).cloned(),
            };
            touched.then.extend(then.map(|row| (step, row)));
        }
        Ok(touched)
    }

    /// The answers that a field once had: the last one of each day.
    fn earlier_answers(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        field: &FieldDef,
    ) -> Result<Vec<Answer>, Error> {
        let Some(document) = shelf.snapshot.document(shelf.worksheet(definition))? else {
            return Ok(Vec::new());
        };
        let zone = self.env().now().time_zone().clone();
        let place = Field::Answer(Place::field(&field.id));
        let mut answers: BTreeMap<Date, Answer> = BTreeMap::new();
        let mut history = document.history(0).versions;
        history.reverse();
        for version in history {
            let mut changes = version.changes.iter();
            let stood = |one: &&FieldChange| one.field == place && one.lost_to.is_none();
            let Some(change) = changes.find(stood) else {
                continue;
            };
            let value = change.new.as_ref();
            let text = value.map_or(String::new(), |value| {
                programme::insight::answer_words(field, value)
            });
            if let Ok(at) = Timestamp::from_second(version.at) {
                let date = shelf.day_ends.day_of(at.to_zoned(zone.clone()).datetime());
                let answer = Answer {
                    date,
                    text,
                    version: change.asked,
                };
                answers.insert(date, answer);
            }
        }
        // What two devices wrote apart is no version of either: it reads as it is now.
        if let (Some(mut last), Row::Sheet(row)) = (answers.last_entry(), document.row()) {
            let present = row.fields.get(&field.id);
            last.get_mut().text = present.map_or(String::new(), |value| {
                programme::insight::answer_words(field, value)
            });
        }
        Ok(answers.into_values().collect())
    }
}

/// What was changed in a period.
#[derive(Default)]
struct Touched {
    /// How many changes, by step.
    steps: Vec<(u8, u32)>,
    /// The worksheets as they were before the period, and when it ended.
    before: BTreeMap<u8, SheetRow>,
    then: BTreeMap<u8, SheetRow>,
}

/// Everything that was read.
struct Seen {
    entries: Vec<EntryFacts>,
    days: BTreeMap<DocId, Date>,
    today: Date,
}

impl Seen {
    fn insight(&self, shelf: &Shelf, kind: InsightKind, days: Days) -> Result<Insight, Error> {
        let life = self.life(shelf);
        let begun = begun(shelf, &life);
        let back = |days: i64| life.today.saturating_sub((days - 1).days());
        let from = match kind {
            InsightKind::NoContact | InsightKind::Progress => begun,
            InsightKind::Kept => back(KEPT_DAYS_BACK).max(begun),
            InsightKind::Words | InsightKind::Pairs | InsightKind::Times => begun,
            InsightKind::OnThisDay | InsightKind::Week => life.today,
            InsightKind::Days | InsightKind::Mood => back(DAYS_BACK),
        };
        let period = period(days, from, life.today)?;
        Ok(match kind {
            InsightKind::Days => programme::insight::days(&life, period),
            InsightKind::Mood => programme::insight::mood(&life, period),
            InsightKind::Words => programme::insight::words(&life, period),
            InsightKind::Pairs => programme::insight::pairs(&life, period),
            InsightKind::Times => programme::insight::times(&life, period),
            InsightKind::NoContact => programme::insight::no_contact(&life, period),
            InsightKind::Kept => programme::insight::kept(&life, period),
            InsightKind::Progress => programme::insight::progress(&life, period),
            InsightKind::OnThisDay => programme::insight::on_this_day(&life, period),
            InsightKind::Week => programme::insight::week(&life, period),
        })
    }

    fn life<'a>(&'a self, shelf: &'a Shelf) -> Life<'a> {
        Life {
            entries: &self.entries,
            journey: shelf.view(&self.days, self.today),
            today: self.today,
        }
    }

    /// The entries up to a day.
    fn entries_until(&self, day: Date) -> BTreeMap<DocId, Date> {
        let earlier = self.days.iter().filter(|(_, date)| **date <= day);
        earlier.map(|(id, date)| (*id, *date)).collect()
    }
}

/// When the journey began: its first day, or that of no contact, or of the first entry.
fn begun(shelf: &Shelf, life: &Life<'_>) -> Date {
    let steps = shelf.steps();
    let plan = steps.get(&2).and_then(|row| row.fields.date("start"));
    let first = life.entries.iter().map(|entry| entry.day).min();
    let known = [shelf.present().journey.started, plan, first];
    let begun = known.into_iter().flatten().min();
    begun.unwrap_or(life.today).min(life.today)
}

fn period(days: Days, from: Date, today: Date) -> Result<Period, Error> {
    let to = days.to.unwrap_or(today);
    let period = Period {
        from: days.from.unwrap_or(from.min(to)),
        to,
    };
    if period.from > period.to {
        return Err(Error::Invalid(format!(
            "the last day, {}, comes before the first, {}",
            period.to, period.from
        )));
    }
    Ok(period)
}

fn facts(
    id: DocId,
    entry: &PageEntry<'_>,
    day_ends: DayEnds,
    text_chars: usize,
) -> Option<EntryFacts> {
    let end = entry.when.find('[').unwrap_or(entry.when.len());
    let at: DateTime = entry.when.get(..end)?.parse().ok()?;
    let text: String = entry.body.chars().take(text_chars).collect();
    let title = if entry.title.is_empty() {
        let first = text.lines().find(|line| !line.trim().is_empty());
        first
            .unwrap_or_default()
            .trim()
            .chars()
            .take(TITLE_CHARS)
            .collect()
    } else {
        entry.title.to_owned()
    };
    Some(EntryFacts {
        id,
        at,
        day: day_ends.day_of(at),
        title,
        mood: entry.mood,
        emotions: entry.emotions.clone(),
        triggers: entry.triggers.clone(),
        tags: entry.tags.clone(),
        steps: entry.steps.clone(),
        star: entry.star,
        letter: entry.letter,
        text,
    })
}

fn find_field<'d>(
    definition: &'d Definition,
    list: Option<&str>,
    field: &str,
) -> Result<&'d FieldDef, ResolveError> {
    let found = match list {
        None => definition
            .field(field)
            .filter(|field| !field.kind.has_items()),
        Some(list) => definition.list(list).and_then(|list| list.field(field)),
    };
    found.ok_or_else(|| {
        let place = list.map_or(String::new(), |list| format!("{list}/"));
        ResolveError::missing(NameKind::Place, format!("{place}{field}"))
    })
}
