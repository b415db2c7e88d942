//! Searching entries: what a query means, and whether an entry answers it.
//!
//! There is no index: ten thousand entries are scanned faster than an index would be opened and
//! unsealed, and an index is one more thing that tells what somebody wrote.

pub(crate) mod error;
pub(crate) mod grammar;
pub(crate) mod needle;
pub(crate) mod query;
pub(crate) mod snippet;

use std::ops::Range;

use jiff::civil::Date;

use crate::day::DayEnds;
use crate::entry::label::Label;
use crate::entry::row::EntryRow;
use crate::search::needle::Needle;
use crate::text::fold::{fold, fold_into};

/// What an entry must be like to be found; made by [`Query::parse`].
#[derive(Debug, Clone, Default)]
pub struct Query {
    expr: Expr,
    /// When the days end that it asks for.
    day_ends: DayEnds,
}

/// A query as a tree, of bounded depth.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    /// Every one must hold; none asks nothing.
    All(Vec<Expr>),
    /// One at least must hold.
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Is(Condition),
}

#[derive(Debug, Clone)]
pub(crate) enum Condition {
    /// Words in this order in title or text.
    Text(Needle),
    /// A label with this key.
    Label(Label, Named),
    /// Words in one of the labels.
    InLabel(Label, Needle),
    /// Lowest and highest mood.
    Mood(u8, u8),
    Step(u8),
    Star(bool),
    Letter(bool),
    /// First and last day; open where `None`.
    Days(Option<Date>, Option<Date>),
}

/// The key of a label, or a part of it.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) key: String,
    /// Whether anything may stand before it.
    pub(crate) before: bool,
    /// Whether anything may follow.
    pub(crate) after: bool,
}

/// An entry as the query looks at it.
#[derive(Debug, Clone, Copy)]
pub struct Searchable<'a> {
    /// The day it counts to, if it has one; see [`Query::day_of`].
    pub when: Option<Date>,
    /// Title, line break and body, [folded](crate::fold).
    pub folded: &'a str,
    /// Its mood.
    pub mood: Option<u8>,
    /// Whether it has a star.
    pub star: bool,
    /// Whether it is a letter that is not sent.
    pub letter: bool,
    /// Its steps.
    pub steps: &'a [u8],
    /// Its tags, as written.
    pub tags: &'a [String],
    /// Its emotions, as written.
    pub emotions: &'a [String],
    /// Its triggers, as written.
    pub triggers: &'a [String],
}

impl<'a> Searchable<'a> {
    /// A row made ready to be looked at. `buffer` is overwritten; given the same one for each row,
    /// a scan allocates nothing.
    pub fn of(row: &'a EntryRow, day_ends: DayEnds, buffer: &'a mut String) -> Self {
        buffer.clear();
        fold_into(&row.title, buffer);
        buffer.push('\n');
        fold_into(&row.body, buffer);
        Self::with_text(row, day_ends, buffer)
    }

    fn with_text(row: &'a EntryRow, day_ends: DayEnds, folded: &'a str) -> Self {
        Self {
            when: row.when.day(day_ends),
            folded,
            mood: row.mood,
            star: row.star,
            letter: row.letter,
            steps: &row.steps,
            tags: &row.tags,
            emotions: &row.emotions,
            triggers: &row.triggers,
        }
    }

    fn labels(&self, label: Label) -> &'a [String] {
        label.pick(self.tags, self.emotions, self.triggers)
    }
}

impl Default for Expr {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Expr {
    pub(crate) fn asks_nothing(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// Whether it holds; without a text, `None` where that depends on the text.
    fn holds(&self, entry: &Searchable<'_>, folded: Option<&str>) -> Option<bool> {
        match self {
            Self::Not(one) => one.holds(entry, folded).map(|holds| !holds),
            Self::Is(Condition::Text(needle)) => {
                folded.map(|folded| needle.find(folded, 0).is_some())
            }
            Self::Is(condition) => Some(condition.holds(entry)),
            Self::All(parts) => decided(parts, entry, folded, false),
            Self::Any(parts) => decided(parts, entry, folded, true),
        }
    }

    /// The steps that are named, whether asked for or left out.
    fn steps(&self, found: &mut Vec<u8>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.steps(found)),
            Self::Not(one) => one.steps(found),
            Self::Is(Condition::Step(step)) => found.push(*step),
            Self::Is(_) => {}
        }
    }

    /// The words that are asked for, and not those that must not be there.
    fn needles<'e>(&'e self, found: &mut Vec<&'e Needle>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.needles(found));
            }
            Self::Is(Condition::Text(needle)) => found.push(needle),
            Self::Is(_) | Self::Not(_) => {}
        }
    }
}

/// The value that one of the parts alone decides, if one has it; else the other, if it is certain.
fn decided(
    parts: &[Expr],
    entry: &Searchable<'_>,
    folded: Option<&str>,
    value: bool,
) -> Option<bool> {
    let mut is_certain = true;
    for part in parts {
        match part.holds(entry, folded) {
            Some(holds) if holds == value => return Some(value),
            Some(_) => {}
            None => is_certain = false,
        }
    }
    is_certain.then_some(!value)
}

impl Query {
    /// The steps that are named in it. A number may be that of no step of the programme.
    pub fn steps(&self) -> Vec<u8> {
        let mut found = Vec::new();
        self.expr.steps(&mut found);
        found
    }

    pub(crate) fn new(expr: Expr, day_ends: DayEnds) -> Self {
        Self { expr, day_ends }
    }

    /// Whether nothing was asked, so that every entry answers.
    pub fn is_empty(&self) -> bool {
        self.expr.asks_nothing()
    }

    /// The day that a moment, as documents hold it, counts to.
    pub fn day_of(&self, when: &str) -> Option<Date> {
        self.day_ends.day_of_text(when)
    }

    /// Whether the entry answers the query.
    pub fn matches(&self, entry: &Searchable<'_>) -> bool {
        self.expr.holds(entry, Some(entry.folded)) == Some(true)
    }

    /// Whether an entry answers the query, where its text makes no difference. Cheap; `folded` is not looked at.
    pub fn matches_whatever_text(&self, entry: &Searchable<'_>) -> Option<bool> {
        self.expr.holds(entry, None)
    }

    /// Whether the row answers the query; the text is not even folded where the rest decides.
    /// `buffer` is overwritten, see [`Searchable::of`].
    pub fn matches_row(&self, row: &EntryRow, buffer: &mut String) -> bool {
        let without = Searchable::with_text(row, self.day_ends, "");
        self.matches_whatever_text(&without)
            .unwrap_or_else(|| self.matches(&Searchable::of(row, self.day_ends, buffer)))
    }

    /// Where the words that were asked for stand in a folded text, in order, not overlapping.
    pub(crate) fn hits(&self, folded: &str) -> Vec<Range<usize>> {
        let mut needles = Vec::new();
        self.expr.needles(&mut needles);
        let mut found = Vec::new();
        for needle in needles {
            let mut from = 0;
            while let Some(hit) = needle.find(folded, from) {
                from = hit.end;
                found.push(hit);
                if found.len() >= HITS_MAX {
                    break;
                }
            }
        }
        found.sort_by_key(|hit| (hit.start, hit.end));
        let mut end = 0;
        found.retain(|hit| {
            let free = hit.start >= end;
            end = end.max(hit.end);
            free
        });
        found
    }
}

/// Most hits looked for in one text.
const HITS_MAX: usize = 1_000;

impl Condition {
    /// Whether it holds for an entry; those on the text are not asked here.
    fn holds(&self, entry: &Searchable<'_>) -> bool {
        match self {
            Self::Text(needle) => needle.find(entry.folded, 0).is_some(),
            Self::Label(label, named) => entry
                .labels(*label)
                .iter()
                .any(|other| named.is_of(*label, other)),
            Self::InLabel(label, needle) => entry
                .labels(*label)
                .iter()
                .any(|other| needle.find(&fold(other), 0).is_some()),
            Self::Mood(low, high) => entry
                .mood
                .is_some_and(|mood| (*low..=*high).contains(&mood)),
            Self::Step(step) => entry.steps.contains(step),
            Self::Star(star) => entry.star == *star,
            Self::Letter(letter) => entry.letter == *letter,
            Self::Days(first, last) => entry.when.is_some_and(|day| {
                first.is_none_or(|first| day >= first) && last.is_none_or(|last| day <= last)
            }),
        }
    }
}

impl Named {
    fn is_of(&self, label: Label, text: &str) -> bool {
        match (self.before, self.after) {
            (false, false) => label.has_key(text, &self.key),
            (false, true) => label.key(text).starts_with(&self.key),
            (true, false) => label.key(text).ends_with(&self.key),
            (true, true) => label.key(text).contains(&self.key),
        }
    }
}
