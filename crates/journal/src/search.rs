//! Searching entries: what a query means, and whether an entry answers it.
//!
//! There is no index: ten thousand entries are scanned faster than an index would be opened and
//! unsealed, and an index is one more thing that tells what somebody wrote.

pub(crate) mod query;
pub(crate) mod snippet;

use std::ops::Range;

use jiff::civil::Date;
use memchr::memmem::Finder;

use crate::day::DayEnds;
use crate::entry::row::EntryRow;
use crate::text::fold::{fold, fold_into};
use crate::text::script::{is_unspaced, is_word};

/// What an entry must be like to be found; made by [`Query::parse`].
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// All of them must hold.
    pub(crate) terms: Vec<Term>,
    /// When the days end that it asks for.
    pub(crate) day_ends: DayEnds,
}

/// One condition.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// Whether the condition must not hold.
    pub(crate) negated: bool,
    pub(crate) condition: Condition,
}

#[derive(Debug, Clone)]
pub(crate) enum Condition {
    /// Words in this order, folded.
    Text(Needle),
    /// Folded, as the following two.
    Tag(String),
    Emotion(String),
    Trigger(String),
    /// Lowest and highest mood.
    Mood(u8, u8),
    Step(u8),
    Star(bool),
    Letter(bool),
    /// First and last day; open where `None`.
    Days(Option<Date>, Option<Date>),
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
}

impl Query {
    /// Whether nothing was asked, so that every entry answers.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The day that a moment, as documents hold it, counts to.
    pub fn day_of(&self, when: &str) -> Option<Date> {
        self.day_ends.day_of_text(when)
    }

    /// Whether the entry answers the query.
    pub fn matches(&self, entry: &Searchable<'_>) -> bool {
        self.holds(entry, false) && self.holds(entry, true)
    }

    /// Whether the row answers the query; the text is not even folded where the rest says no.
    /// `buffer` is overwritten, see [`Searchable::of`].
    pub fn matches_row(&self, row: &EntryRow, buffer: &mut String) -> bool {
        if !self.holds(&Searchable::with_text(row, self.day_ends, ""), false) {
            return false;
        }
        !self.asks_text() || self.holds(&Searchable::of(row, self.day_ends, buffer), true)
    }

    fn asks_text(&self) -> bool {
        let mut terms = self.terms.iter();
        terms.any(|term| matches!(term.condition, Condition::Text(_)))
    }

    /// Whether all conditions on the text hold, or all others.
    fn holds(&self, entry: &Searchable<'_>, text: bool) -> bool {
        let terms = self.terms.iter();
        let mut asked = terms.filter(|term| matches!(term.condition, Condition::Text(_)) == text);
        asked.all(|term| term.condition.holds(entry) != term.negated)
    }

    /// Where the words that were asked for stand in a folded text, in order, not overlapping.
    pub(crate) fn hits(&self, folded: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for term in self.terms.iter().filter(|term| !term.negated) {
            if let Condition::Text(needle) = &term.condition {
                let mut from = 0;
                while let Some(hit) = needle.find(folded, from) {
                    from = hit.end;
                    found.push(hit);
                    if found.len() >= HITS_MAX {
                        break;
                    }
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
    fn holds(&self, entry: &Searchable<'_>) -> bool {
        match self {
            Self::Text(needle) => needle.find(entry.folded, 0).is_some(),
            Self::Tag(tag) => entry.tags.iter().any(|other| is_folded(other, tag)),
            Self::Emotion(feeling) => entry.emotions.iter().any(|other| is_folded(other, feeling)),
            Self::Trigger(trigger) => entry.triggers.iter().any(|other| is_folded(other, trigger)),
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

fn is_folded(text: &str, folded: &str) -> bool {
    if text.is_ascii() {
        text.eq_ignore_ascii_case(folded)
    } else {
        fold(text) == folded
    }
}

/// Words to be found one after the other, with nothing but blanks between them.
#[derive(Debug, Clone)]
pub(crate) struct Needle {
    /// The first word, folded and not empty.
    first: Box<Finder<'static>>,
    /// Those that must follow, folded and not empty.
    more: Vec<String>,
    /// Whether the last word must end where a word of the text ends.
    whole: bool,
}

impl Needle {
    /// A single word: it is found at the beginning of words, `walk` in `walking`.
    pub(crate) fn word(text: &str) -> Option<Self> {
        Self::new(text, false)
    }

    /// A phrase: found as it stands, however it is broken into lines.
    pub(crate) fn phrase(text: &str) -> Option<Self> {
        Self::new(text, true)
    }

    fn new(text: &str, whole: bool) -> Option<Self> {
        let folded = fold(text);
        let mut words = folded.split_whitespace();
        let first = Box::new(Finder::new(words.next()?).into_owned());
        Some(Self {
            first,
            more: words.map(str::to_owned).collect(),
            whole,
        })
    }

    /// The first place at or after `from`, in a folded text.
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        while let Some(found) = self.first.find(text.as_bytes().get(at..)?) {
            // Both are UTF-8, so where one is found in the other a letter begins.
            let start = at + found;
            let end = start + self.first.needle().len();
            if begins_word(text, start)
                && let Some(end) = follow(text, end, &self.more)
                && (!self.whole || ends_word(text, end))
            {
                return Some(start..end);
            }
            at = start + 1;
        }
        None
    }
}

/// Where the words that must follow end, if they do follow.
fn follow(text: &str, mut at: usize, words: &[String]) -> Option<usize> {
    for word in words {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        if blank == 0 || !rest[blank..].starts_with(word.as_str()) {
            return None;
        }
        at += blank + word.len();
    }
    Some(at)
}

/// Whether what starts here does not continue a word. Scripts without spaces have no beginnings.
fn begins_word(text: &str, at: usize) -> bool {
    joint_is_free(text[..at].chars().next_back(), text[at..].chars().next())
}

fn ends_word(text: &str, at: usize) -> bool {
    begins_word(text, at)
}

fn joint_is_free(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return true;
    };
    !is_word(before) || !is_word(after) || is_unspaced(before) || is_unspaced(after)
}
