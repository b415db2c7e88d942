//! No contact: the figures of step 2 with the records they come from. How it stood on the last day of the
//! period, today at the latest; runs and counts go back to the first day.

use std::collections::BTreeSet;

use jiff::civil::Date;
use journal::{ItemRow, SheetRow};

use crate::contact::{CONTACT_LISTS, contact_days};
use crate::insight::figure::{
    BARS_MAX, Tally, counted, day_words, figure, insight, note, number_of, on_scale,
};
use crate::insight::shape::{Figure, Insight, Record, Value};
use crate::insight::times::by_hour;
use crate::insight::view::{Life, Logged, Period};
use crate::no_contact::{self as rules, NoContact, Run, TARGET_DAYS_MIN, UrgeEnd};

/// Days without contact, runs, slips and urges, as they stood at the end of the period.
pub fn no_contact(life: &Life<'_>, period: Period) -> Insight {
    let stand = Stand::on(life, period.to);
    let mut figures = stand.days();
    figures.extend(stand.events());
    figures.extend(stand.urges());
    insight("no_contact", "No contact", period, figures)
}

/// No contact as it stood on one day.
pub(crate) struct Stand<'a, 'b> {
    life: &'b Life<'a>,
    pub(crate) day: Date,
    pub(crate) figures: NoContact,
}

/// What days with contact that is no slip are called, also where none is wanted, and where they are told.
const CONTACT: &str = "Days with contact";
const CONTACT_TOLD: &str = "Told in steps 8 and 11.";

impl<'a, 'b> Stand<'a, 'b> {
    /// How it stood on a day, today at the latest.
    pub(crate) fn on(life: &'b Life<'a>, day: Date) -> Self {
        let day = day.min(life.today);
        let entries = life.entries.iter().map(|entry| entry.day);
        let dates: BTreeSet<Date> = entries.filter(|date| *date <= day).collect();
        let empty = SheetRow::EMPTY;
        let row = life.row(2).unwrap_or(&empty);
        let contacts = contact_days(&life.journey.sheets, day);
        let figures = rules::no_contact(row, &contacts, &dates, day);
        let figures = figures.under(life.journey.contact());
        Self { life, day, figures }
    }

    fn start(&self) -> Vec<Record> {
        self.life.field_record(2, "start").into_iter().collect()
    }

    fn current(&self) -> Option<&Run> {
        let runs = self.figures.runs.last();
        runs.filter(|_| self.figures.current_run > 0)
    }

    /// The slips that count, or those of one day.
    fn slips(&self) -> Vec<Logged<'a>> {
        let first = self.figures.slips.first();
        let days = first.map(|from| Period {
            from: *from,
            to: self.day,
        });
        days.map_or(Vec::new(), |days| self.life.log(2, "slips", days))
    }

    fn slips_on(&self, day: Option<Date>) -> Vec<Record> {
        let slips = self.slips().into_iter();
        slips
            .filter(|slip| Some(slip.day) == day)
            .map(|slip| slip.record)
            .collect()
    }

    /// The attempts and conversations of these days. Where contact is not wanted they are shown nowhere, and still count.
    fn contacts(&self, days: Option<Period>) -> Vec<Record> {
        let contact = self.life.journey.contact();
        let lists = CONTACT_LISTS.into_iter();
        let shown = lists.filter(|(step, list)| contact.asks(*step, list));
        let logged = shown.flat_map(|(step, list)| {
            days.map_or(Vec::new(), |days| self.life.log(step, list, days))
        });
        logged.map(|it| it.record).collect()
    }

    /// What of a day ends a run.
    fn contact_on(&self, day: Option<Date>) -> Vec<Record> {
        let mut found = self.slips_on(day);
        found.extend(self.contacts(day.map(|day| Period { from: day, to: day })));
        found
    }

    /// Why a run began when it did: the first day as written, or the contact of the day before.
    fn began(&self, run: &Run) -> Vec<Record> {
        let contact = self.contact_on(run.start.yesterday().ok());
        if contact.is_empty() {
            self.start()
        } else {
            contact
        }
    }

    fn contact_today(&self) -> bool {
        let days = [self.figures.slips.last(), self.figures.contacts.last()];
        days.contains(&Some(&self.day))
    }

    /// Which day it was of how many.
    pub(crate) fn day_figure(&self, id: &str) -> Figure {
        let figures = &self.figures;
        let started = self.life.row(2).and_then(|row| row.fields.date("start"));
        let why = match self.current() {
            Some(run) => self.began(run),
            None if self.contact_today() => self.contact_on(Some(self.day)),
            None => self.start(),
        };
        let note = match started {
            None => "No first day is written yet.".to_owned(),
            Some(first) if self.day < first => format!("Day 1 is {}.", day_words(first)),
            Some(_) if figures.slips.last() == Some(&self.day) => {
                "There was a slip on this day. The next day is day 1.".to_owned()
            }
            Some(_) if figures.current_run == 0 => {
                "There was contact on this day. The next day is day 1.".to_owned()
            }
            Some(_) => match figures.target {
                None => String::new(),
                Some(target) if figures.target_reached() => {
                    format!(
                        "The {} you aimed at are reached.",
                        number_of(target, "day", "days")
                    )
                }
                Some(target) => format!("Of {}.", number_of(target, "day", "days")),
            },
        };
        figure(id, "Day", counted(figures.day, "days"), why).noted(note)
    }

    fn target(&self, days: u32) -> Figure {
        let figures = &self.figures;
        let fields = ["target_days", "target_reason", "ending"];
        let why = fields
            .into_iter()
            .filter_map(|field| self.life.field_record(2, field));
        let value = counted(days, "days");
        let target = figure("target", "Aimed at", value, why.collect());
        if figures.target_needs_reason {
            target.noted(format!(
                "Fewer than {TARGET_DAYS_MIN} days need a written reason."
            ))
        } else if let Some(proposed) = figures.proposed_target.filter(|proposed| days < *proposed) {
            target.noted(format!(
                "After an ending like this, {proposed} are proposed."
            ))
        } else {
            target
        }
    }

    fn days(&self) -> Vec<Figure> {
        let figures = &self.figures;
        let current = || self.current().map_or(Vec::new(), |run| self.began(run));
        // Of runs of the same length the later one is shown, as with streaks.
        let longest = figures.runs.iter().max_by_key(|run| run.days);
        let longest_why = longest.map_or(Vec::new(), |run| {
            let mut why = self.began(run);
            why.extend(self.contact_on(run.end.tomorrow().ok()));
            why
        });
        let mut all = self.start();
        all.extend(self.slips().into_iter().map(|slip| slip.record));
        all.extend(self.contacts(self.since_start()));
        let mut found = vec![self.day_figure("day")];
        if let Some(target) = figures.target {
            found.push(self.target(target));
            let share = Value::Share {
                part: figures.current_run.min(target),
                of: target,
            };
            found.push(figure("reached", "Of the days aimed at", share, current()));
        }
        found.extend([
            figure(
                "current_run",
                "This run",
                counted(figures.current_run, "days"),
                current(),
            ),
            figure(
                "longest_run",
                "Longest run",
                counted(figures.longest_run, "days"),
                longest_why,
            ),
            figure(
                "total_days",
                "All runs together",
                counted(figures.total_days, "days"),
                all,
            )
            .noted("A slip takes none of these away."),
            figure("runs", "Run by run", self.runs(), Vec::new()),
        ]);
        found
    }

    /// The days with contact that is no slip of a period, where there are any.
    pub(crate) fn contact_in(&self, period: Period) -> Option<Figure> {
        let period = period.up_to(self.day);
        let days = self
            .figures
            .contacts
            .iter()
            .filter(|day| period.contains(**day))
            .count();
        let days = u32::try_from(days).unwrap_or(u32::MAX);
        (days > 0).then(|| {
            let why = self.contacts(Some(period));
            figure("contacts", CONTACT, counted(days, "days"), why).noted(CONTACT_TOLD)
        })
    }

    /// The runs, newest first.
    fn runs(&self) -> Value {
        let runs = self.figures.runs.iter().rev().map(|run| {
            let mut why = self.began(run);
            why.extend(self.contact_on(run.end.tomorrow().ok()));
            let days = number_of(run.days, "day", "days");
            let text = if run.end == self.day {
                "Still going.".to_owned()
            } else {
                format!("Until {}.", day_words(run.end))
            };
            note(Some(run.start), &days, &text, why)
        });
        Value::Notes(runs.collect())
    }

    fn events(&self) -> Vec<Figure> {
        let figures = &self.figures;
        let slips: Vec<Record> = self.slips().into_iter().map(|slip| slip.record).collect();
        let days = u32::try_from(figures.slips.len()).unwrap_or(u32::MAX);
        let share = Value::Share {
            part: figures.days_journaled,
            of: figures.current_run,
        };
        let run = self.current().map(|run| Period {
            from: run.start,
            to: run.end,
        });
        let entries = run.map_or(Vec::new(), |run| self.life.entries_in(run));
        let mut found = vec![
            figure(
                "slips",
                "Slips",
                counted(figures.slips_counted, "slips"),
                slips.clone(),
            ),
            figure(
                "slip_days",
                "Days with a slip",
                counted(days, "days"),
                slips,
            ),
            figure(
                "necessary",
                "Talks that had to be",
                counted(figures.necessary, "talks"),
                self.records("necessary", |_| true),
            )
            .noted("They break no run."),
            figure(
                "days_journaled",
                "Days of this run with an entry",
                share,
                entries.iter().map(|entry| entry.record()).collect(),
            ),
        ];
        found.extend(self.contact());
        found
    }

    fn since_start(&self) -> Option<Period> {
        let from = self.life.row(2)?.fields.date("start")?;
        Some(Period { from, to: self.day })
    }

    /// The days with contact that is no slip, where there are any.
    fn contact(&self) -> Option<Figure> {
        let days = u32::try_from(self.figures.contacts.len()).unwrap_or(u32::MAX);
        (days > 0).then(|| {
            let why = self.contacts(self.since_start());
            let figure = figure("contacts", CONTACT, counted(days, "days"), why);
            figure.noted(format!("{CONTACT_TOLD} They end a run, and are no slips."))
        })
    }

    /// What a log holds up to the day; what has no moment counts too.
    fn items(&self, log: &str) -> Vec<&'a ItemRow> {
        let row = self.life.row(2);
        let items = row.map_or(Vec::new(), |row| row.distinct(log)).into_iter();
        items
            .filter(|item| item.date().is_none_or(|date| date <= self.day))
            .collect()
    }

    fn records(&self, log: &str, which: impl Fn(&ItemRow) -> bool) -> Vec<Record> {
        let items = self.items(log).into_iter().filter(|item| which(item));
        items
            .map(|item| self.life.item_record(2, log, item))
            .collect()
    }

    fn urges(&self) -> Vec<Figure> {
        let mut resisted = self.items("urges");
        resisted.retain(|urge| UrgeEnd::of(urge) == UrgeEnd::Resisted);
        let mut dated = Vec::new();
        let mut triggers = Tally::spelled(self.life.spellings());
        let mut why = Vec::new();
        for item in resisted {
            let record = self.life.item_record(2, "urges", item);
            let strength = on_scale(item.fields.number("intensity"));
            triggers.add(item.fields.words("trigger"), strength, &record);
            why.push(record.clone());
            if let (Some(at), Some(day)) = (item.civil(), item.date()) {
                dated.push(Logged {
                    at,
                    day,
                    item,
                    record,
                });
            }
        }
        let number = counted(self.figures.urges_resisted, "urges");
        let hours = "Resisted, by time of day";
        vec![
            figure("urges_resisted", "Urges resisted", number, why)
                .noted(left_open(self.figures.urges_open)),
            by_hour("urges_by_hour", hours, &dated),
            triggers.figure(
                "urges_by_trigger",
                "Resisted, by what came before",
                BARS_MAX,
            ),
        ]
    }
}

/// What is said of urges whose end nobody wrote down.
pub(crate) fn left_open(urges: u32) -> String {
    match urges {
        0 => String::new(),
        1 => "Of one more it is not said how it ended.".to_owned(),
        more => format!("Of {more} more it is not said how they ended."),
    }
}
