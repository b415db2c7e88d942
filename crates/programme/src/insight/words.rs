//! Which feelings and triggers come up, and which follow which. Counts of words are conclusions, so they
//! need five records.

use journal::{Label, Spellings};

use crate::insight::figure::{
    BARS_MAX, MOOD, STRENGTH, Tally, insight, on_scale, shortened, tidied,
};
use crate::insight::shape::{Figure, Insight, Value};
use crate::insight::view::{EntryFacts, Life, Logged, Period};
use crate::no_contact::UrgeEnd;

/// From how often on a pair recurs.
const PAIR_TIMES_MIN: usize = 2;
/// How much of an answer is compared and shown, in characters.
const REACTION_CHARS_MAX: usize = 40;

/// Feelings and triggers by how often they come up, with the mood of those entries.
pub fn words(life: &Life<'_>, period: Period) -> Insight {
    let entries = life.entries_in(period);
    let figures = vec![
        emotions(life, &entries, BARS_MAX),
        triggers(life, &entries, BARS_MAX),
    ];
    insight("words", "Feelings and triggers", period, figures)
}

/// Feelings of these entries by how often they come up.
pub(crate) fn emotions(life: &Life<'_>, entries: &[&EntryFacts], most: usize) -> Figure {
    tally(life, entries, |entry| &entry.emotions)
        .figure("emotions", "Feelings", most)
        .means(MOOD)
}

/// Triggers of these entries by how often they come up.
pub(crate) fn triggers(life: &Life<'_>, entries: &[&EntryFacts], most: usize) -> Figure {
    tally(life, entries, |entry| &entry.triggers)
        .figure("triggers", "What set them off", most)
        .means(MOOD)
}

fn tally(life: &Life<'_>, entries: &[&EntryFacts], of: impl Fn(&EntryFacts) -> &[String]) -> Tally {
    let mut tally = Tally::spelled(life.spellings());
    for entry in entries {
        for word in of(entry) {
            tally.add(word, entry.mood.map(i64::from), &entry.record());
        }
    }
    tally
}

/// Pairs of a trigger and what followed that came up twice or more.
pub fn pairs(life: &Life<'_>, period: Period) -> Insight {
    let figures = [
        (
            entry_pairs(life, period),
            "entry_pairs",
            "What set off which feeling",
            MOOD,
        ),
        (
            urge_pairs(life, period),
            "urge_pairs",
            "What you did instead",
            STRENGTH,
        ),
        (
            storm_pairs(life, period),
            "storm_pairs",
            "How you answered",
            STRENGTH,
        ),
    ];
    let figures = figures.into_iter().map(|(pairs, id, label, means)| {
        let pairs = pairs.at_least(PAIR_TIMES_MIN);
        let figure = pairs.figure(id, label, BARS_MAX).means(means);
        match &figure.value {
            Value::Bars(bars) if bars.is_empty() => figure.noted("Nothing has come up twice."),
            _ => figure,
        }
    });
    insight("pairs", "What follows what", period, figures.collect())
}

fn entry_pairs(life: &Life<'_>, period: Period) -> Tally {
    let mut tally = Tally::spelled(life.spellings());
    for entry in life.entries_in(period) {
        let mood = entry.mood.map(i64::from);
        for trigger in &entry.triggers {
            for emotion in &entry.emotions {
                tally.add_pair((trigger, emotion), mood, &entry.record());
            }
        }
    }
    tally
}

/// What was done instead of giving in.
fn urge_pairs(life: &Life<'_>, period: Period) -> Tally {
    let mut urges = life.log(2, "urges", period);
    urges.retain(|urge| UrgeEnd::of(urge.item) == UrgeEnd::Resisted);
    log_pairs(life, &urges, "instead")
}

fn storm_pairs(life: &Life<'_>, period: Period) -> Tally {
    log_pairs(life, &life.log(9, "storms", period), "answered")
}

/// Answers are long texts: two are the same when they begin alike.
fn log_pairs(life: &Life<'_>, logged: &[Logged<'_>], reaction: &str) -> Tally {
    let answer = |one: &Logged<'_>| {
        let words = tidied(one.item.fields.words(reaction));
        shortened(&words, REACTION_CHARS_MAX)
    };
    // What was done is spelled as it was last, and the trigger as everywhere.
    let mut spellings = life.spellings();
    let mut answers = Spellings::default();
    for one in logged {
        answers.saw(Label::Trigger, &answer(one), Some(one.at));
    }
    spellings.add_unseen(answers);
    let mut tally = Tally::spelled(spellings);
    for one in logged {
        let fields = &one.item.fields;
        let pair = (fields.words("trigger"), answer(one));
        let strength = on_scale(fields.number("intensity"));
        tally.add_pair((pair.0, &pair.1), strength, &one.record);
    }
    tally
}
