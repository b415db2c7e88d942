//! What happened since the last talk, for somebody who helps, to be read in three minutes. Of entries,
//! only those that are shared speak; a letter that is not sent is silent unless it is shared itself.

use journal::DocId;

use crate::contact::Standing;
use crate::insight::days::journaled_share;
use crate::insight::figure::{count, counted, day_words, figure, insight, note, number_of};
use crate::insight::kept::Promised;
use crate::insight::mood::{change, daily, mean_of, moods, moods_before};
use crate::insight::no_contact::Stand;
use crate::insight::progress::{PREPARED, in_worksheet};
use crate::insight::shape::{Figure, Insight, Record, Value};
use crate::insight::told::{missed, shared_answers, slips, steps_touched, storms, urges_strength};
use crate::insight::view::{EntryFacts, Life, Period, step_title};
use crate::insight::week::{TOP, urges_resisted};
use crate::insight::words::{emotions, triggers};
use crate::journey_view::JourneyView;
use crate::progress::progress;
use crate::readiness::readiness;

/// What a summary needs besides the journal.
#[derive(Clone, Copy, Debug)]
pub struct Since<'a> {
    /// Steps whose worksheets were changed in the period, with the number of changes.
    pub touched: &'a [(u8, u32)],
    /// The steps that were done before the period.
    pub done_before: &'a [u8],
    /// The journey as it was when the period ended; `None` where it is as it was.
    pub then: Option<&'a JourneyView<'a>>,
    /// The steps that are shared; the answers of those that were changed in the period are told.
    pub shared_steps: &'a [u8],
    /// The entries that are shared.
    pub shared: &'a [DocId],
}

/// The period as somebody who helps should see it.
pub fn summary(life: &Life<'_>, period: Period, since: &Since<'_>) -> Insight {
    let told = told(life, since.shared);
    let told = &Life {
        entries: &told,
        ..life.clone()
    };
    let then = &Life {
        journey: since.then.unwrap_or(&told.journey).clone(),
        today: told.today.min(period.to),
        ..told.clone()
    };
    let entries = told.entries_in(period);
    let now = moods(&entries);
    let before = moods_before(told, period);
    let with_mood = |figure: Figure| {
        let note = format!("How often, and the mood of these entries. {}", figure.note);
        figure.noted(note.trim_end())
    };
    // Whoever reads this has not seen the program: every label says by itself what it counts.
    let mut figures = Vec::from_iter(contact_not_wanted(told));
    figures.extend([
        days(told, period),
        Figure {
            why: journaled_share(told, period).why,
            ..journaled_share(life, period)
        }
        .labelled("Days with an entry"),
        mean_of("mood", "Mood on average, 1 to 10", &now),
        change(
            "mood_change",
            "Mood against as many days before",
            &before,
            &now,
        ),
        daily("mood_daily", told, period).labelled("Mood, day by day"),
        with_mood(emotions(told, &entries, TOP)),
        with_mood(triggers(told, &entries, TOP)),
        Stand::on(told, period.to)
            .day_figure("no_contact_day")
            .labelled("Without contact, this run"),
        slips(told, period).labelled("Slips: contact after all"),
    ]);
    figures.extend(Stand::on(told, period.to).contact_in(period));
    figures.extend([
        urges_resisted(told, period, "urges_resisted").labelled("Urges to reach out, resisted"),
        urges_strength(told, period),
        storms(told, period).labelled("Storms: moments that were hard to stay calm in"),
        steps_touched(told, period, since.touched),
        newly_done(then, since.done_before).labelled("Steps newly done"),
    ]);
    let promised = Promised::of(told);
    figures.push(missed(&promised, told, period));
    let rates = promised.rates(period).into_iter();
    figures.extend(rates.map(|rate| {
        let label = format!("Kept: {}", rate.label);
        rate.labelled(&label)
    }));
    figures.extend(ready_or_not(then));
    let touched = since.touched.iter().map(|(step, _)| *step);
    let answered = touched.filter(|step| since.shared_steps.contains(step));
    figures.extend(answered.filter_map(|step| shared_answers(told, period, step)));
    figures.push(shared_entries(told, period, since.shared));
    insight("summary", "Since the last time", period, figures)
}

/// The entries with no words but those that are shared, and without letters that are not. Everything but
/// the number of days is computed from these, so nothing else can slip in.
fn told(life: &Life<'_>, shared: &[DocId]) -> Vec<EntryFacts> {
    let told = life.entries.iter().filter_map(|entry| {
        if shared.contains(&entry.id) {
            return Some(entry.clone());
        }
        (!entry.letter).then(|| EntryFacts {
            title: String::new(),
            text: String::new(),
            ..entry.clone()
        })
    });
    told.collect()
}

/// What must be known before all else: that the journey's do-not-contact switch is on.
fn contact_not_wanted(life: &Life<'_>) -> Option<Figure> {
    let standing = life.journey.contact().standing();
    let standing = standing.filter(|standing| *standing == Standing::DoNotContact)?;
    let notes = vec![note(None, "", standing.words(), Vec::new())];
    Some(figure(
        "do_not_contact",
        "Do not contact",
        Value::Notes(notes),
        Vec::new(),
    ))
}

fn days(life: &Life<'_>, period: Period) -> Figure {
    let come = period.up_to(life.today);
    let note = format!("{} to {}.", day_words(come.from), day_words(come.to));
    let value = counted(come.days(), "days");
    let days = figure("days", "Days", value, Vec::new());
    if come.days() == 0 {
        days
    } else {
        days.noted(note)
    }
}

fn newly_done(life: &Life<'_>, before: &[u8]) -> Figure {
    let steps = (1..=crate::definitions::STEPS).filter(|step| !before.contains(step));
    let found = steps.filter_map(|step| progress(step, &life.journey));
    let notes = found.filter(|found| found.done).map(|found| {
        let why = in_worksheet(life, found.step);
        let text = if found.prepared { PREPARED } else { "" };
        note(None, &step_title(found.step), text, why)
    });
    figure(
        "newly_done",
        "Newly done",
        Value::Notes(notes.collect()),
        Vec::new(),
    )
}

/// Readiness in one line, once step 7 was begun and while contact is wanted.
fn ready_or_not(life: &Life<'_>) -> Option<Figure> {
    let begun = life.row(7).filter(|_| !life.journey.contact().unwanted())?;
    let report = readiness(&life.journey);
    let text = match report.reasons.as_slice() {
        // There is nothing to be ready for.
        [only, ..] if report.standing.is_some() => only.text.clone(),
        [] => "Ready.".to_owned(),
        [only] => format!("Not yet. {}", only.text),
        [first, rest @ ..] => {
            let more = number_of(count(rest.len()), "more reason", "more reasons");
            format!("Not yet. {} And {more}.", first.text)
        }
    };
    let why: Vec<Record> = if report.reasons.is_empty() {
        let fields = begun.fields.0.keys();
        fields
            .filter_map(|field| life.field_record(7, field))
            .collect()
    } else {
        let reasons = report.reasons.iter();
        reasons
            .filter_map(|reason| match reason.item {
                Some(item) => {
                    let item = life.row(reason.step)?.item(&reason.field, item)?;
                    let come = item.date().is_none_or(|day| day <= life.today);
                    come.then(|| life.item_record(reason.step, &reason.field, item))
                }
                None => life.field_record(reason.step, &reason.field),
            })
            .collect()
    };
    let line = note(None, &step_title(7), &text, why);
    Some(figure(
        "readiness",
        "Ready, or not yet",
        Value::Notes(vec![line]),
        Vec::new(),
    ))
}

/// The shared entries of the period, as far as their text was given; of older ones it is only said that they are there.
fn shared_entries(life: &Life<'_>, period: Period, shared: &[DocId]) -> Figure {
    let is_shared = |entry: &&EntryFacts| shared.contains(&entry.id);
    let entries = life.entries_in(period).into_iter().filter(is_shared);
    let notes = entries.map(|entry| {
        let why = vec![entry.record()];
        note(Some(entry.day), entry.head(), &entry.text, why)
    });
    let value = Value::Notes(notes.collect());
    let older = life.entries.iter().filter(is_shared);
    let older = count(older.filter(|entry| entry.day < period.from).count());
    let figure = figure("entries", "Entries shared", value, Vec::new());
    if older == 0 {
        return figure;
    }
    let older = number_of(older, "older entry is", "older entries are");
    figure.noted(format!("{older} shared too."))
}
