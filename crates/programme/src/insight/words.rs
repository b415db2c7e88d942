//! Which feelings and triggers come up, and which follow which. Counts of words are conclusions, so they
//! need five records.

use journal::fold;

use crate::insight::figure::{BARS_MAX, Tally, insight, on_scale, shortened, tidied};
use crate::insight::shape::{Figure, Insight, Value};
use crate::insight::view::{EntryFacts, Life, Period};
use crate::no_contact::UrgeEnd;

/// From how often on a pair recurs.
const PAIR_TIMES_MIN: usize = 2;
/// How much of an answer is compared and shown, in characters.
const REACTION_CHARS_MAX: usize = 40;

/// Feelings and triggers by how often they come up, with the mood of those entries.
pub fn words(life: &Life<'_>, period: Period) -> Insight {
    let entries = life.entries_in(period);
    let figures = vec![emotions(&entries, BARS_MAX), triggers(&entries, BARS_MAX)];
    insight("words", "Feelings and triggers", period, figures)
}

/// Feelings by how often they come up.
pub(crate) fn emotions(entries: &[&EntryFacts], most: usize) -> Figure {
    tally(entries, |entry| &entry.emotions).figure("emotions", "Feelings", most)
}

/// Triggers by how often they come up.
pub(crate) fn triggers(entries: &[&EntryFacts], most: usize) -> Figure {
    tally(entries, |entry| &entry.triggers).figure("triggers", "What set them off", most)
}

fn tally(entries: &[&EntryFacts], of: impl Fn(&EntryFacts) -> &[String]) -> Tally {
    let mut tally = Tally::default();
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
        ),
        (
            urge_pairs(life, period),
            "urge_pairs",
            "What you did instead",
        ),
        (storm_pairs(life, period), "storm_pairs", "How you answered"),
    ];
    let figures = figures.into_iter().map(|(pairs, id, label)| {
        let figure = pairs.at_least(PAIR_TIMES_MIN).figure(id, label, BARS_MAX);
        match &figure.value {
            Value::Bars(bars) if bars.is_empty() => figure.noted("Nothing has come up twice."),
            _ => figure,
        }
    });
    insight("pairs", "What follows what", period, figures.collect())
}

fn pair(trigger: &str, reaction: &str) -> Option<String> {
    let (trigger, reaction) = (tidied(trigger), tidied(reaction));
    let both = !trigger.is_empty() && !reaction.is_empty();
    both.then(|| format!("{trigger} → {reaction}"))
}

fn entry_pairs(life: &Life<'_>, period: Period) -> Tally {
    let mut tally = Tally::default();
    for entry in life.entries_in(period) {
        let triggers = entry.triggers.iter();
        let pairs = triggers.flat_map(|trigger| entry.emotions.iter().map(move |e| (trigger, e)));
        for pair in pairs.filter_map(|(trigger, emotion)| pair(trigger, emotion)) {
            tally.add(&pair, entry.mood.map(i64::from), &entry.record());
        }
    }
    tally
}

/// What was done instead of giving in.
fn urge_pairs(life: &Life<'_>, period: Period) -> Tally {
    let mut tally = Tally::default();
    let urges = life.log(2, "urges", period).into_iter();
    for urge in urges.filter(|urge| UrgeEnd::of(urge.item) == UrgeEnd::Resisted) {
        let fields = &urge.item.fields;
        let instead = shortened(&tidied(fields.words("instead")), REACTION_CHARS_MAX);
        if let Some(pair) = pair(fields.words("trigger"), &instead) {
            let strength = on_scale(fields.number("intensity"));
            tally.add_as(&fold(&pair), &pair, strength, &urge.record);
        }
    }
    tally
}

/// Answers are long texts: two are the same when they begin alike.
fn storm_pairs(life: &Life<'_>, period: Period) -> Tally {
    let mut tally = Tally::default();
    for storm in life.log(9, "storms", period) {
        let fields = &storm.item.fields;
        let answered = shortened(&tidied(fields.words("answered")), REACTION_CHARS_MAX);
        if let Some(pair) = pair(fields.words("trigger"), &answered) {
            let strength = on_scale(fields.number("intensity"));
            tally.add_as(&fold(&pair), &pair, strength, &storm.record);
        }
    }
    tally
}
