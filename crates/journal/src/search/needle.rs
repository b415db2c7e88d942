//! Words as they are looked for in a folded text.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::text::fold::fold;
use crate::text::script::{is_unspaced, is_word};

/// A word of fewer letters is found at the beginning of words only: inside of them it would be found everywhere.
const INSIDE_LETTERS_MIN: usize = 3;

/// Words to be found one after the other, with nothing but blanks between them.
#[derive(Debug, Clone)]
pub(crate) struct Needle {
    /// The first word, folded and not empty.
    first: Box<Finder<'static>>,
    /// Those that must follow, folded and not empty.
    more: Vec<String>,
    /// Whether the first word must begin where a word of the text begins.
    begins: bool,
    /// Whether the last word must end where a word of the text ends.
    ends: bool,
}

impl Needle {
    /// A word as somebody typed it: found anywhere in words, a short one at their beginning. With a `*` behind it is the
    /// beginning of a word, with one before it the end, with both any part. `None` where there is nothing to look for.
    pub(crate) fn word(text: &str) -> Option<Self> {
        let (before, word, after) = starred(text);
        match (before, after) {
            (false, false) => {
                let is_short = word.chars().count() < INSIDE_LETTERS_MIN;
                let is_short = is_short && !word.chars().any(is_syllable);
                Self::new(word, is_short, false)
            }
            (before, after) => Self::new(word, !before, !after),
        }
    }

    /// A phrase: found as it stands, however it is broken into lines, and not inside of words.
    pub(crate) fn phrase(text: &str) -> Option<Self> {
        Self::new(text, true, true)
    }

    /// Words inside a label: whole ones, or with a `*` as in [`Needle::word`].
    pub(crate) fn in_label(text: &str) -> Option<Self> {
        let (before, word, after) = starred(text);
        Self::new(word, !before, !after)
    }

    fn new(text: &str, begins: bool, ends: bool) -> Option<Self> {
        let folded = fold(text);
        let mut words = folded.split_whitespace();
        let first = Box::new(Finder::new(words.next()?).into_owned());
        Some(Self {
            first,
            more: words.map(str::to_owned).collect(),
            begins,
            ends,
        })
    }

    /// The first place at or after `from`, in a folded text.
    pub(crate) fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        while let Some(found) = self.first.find(text.as_bytes().get(at..)?) {
            // Both are UTF-8, so where one is found in the other a letter begins.
            let start = at + found;
            let end = start + self.first.needle().len();
            if (!self.begins || is_border(text, start))
                && let Some(end) = follow(text, end, &self.more)
                && (!self.ends || is_border(text, end))
            {
                return Some(start..end);
            }
            at = start + 1;
        }
        None
    }
}

/// A word without the stars before and behind it, with whether there are any.
pub(crate) fn starred(text: &str) -> (bool, &str, bool) {
    let word = text.trim_matches(is_star);
    (
        text.starts_with(is_star),
        word,
        text.ends_with(is_star) && !word.is_empty(),
    )
}

/// Whether the sign stands for any letters.
pub(crate) const fn is_star(letter: char) -> bool {
    matches!(letter, '*' | '＊' | '∗')
}

/// Korean is written with spaces, but each of its letters is a syllable.
const fn is_syllable(letter: char) -> bool {
    matches!(letter, '\u{AC00}'..='\u{D7A3}')
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

/// Whether no word goes on across this place. Scripts without spaces have borders everywhere.
fn is_border(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let (Some(before), Some(after)) = (before, text[at..].chars().next()) else {
        return true;
    };
    !is_word(before) || !is_word(after) || is_unspaced(before) || is_unspaced(after)
}
