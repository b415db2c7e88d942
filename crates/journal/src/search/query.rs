//! What the pieces of a query mean: words, "phrases", and filters like `mood:<4`.

use crate::day::Present;
use crate::entry::label::Label;
use crate::entry::{MOOD_MAX, MOOD_MIN};
use crate::search::error::{FILTERS, QUERY_CHARS_MAX, QueryError};
use crate::search::grammar::{self, Piece, is_address, is_colon, is_name};
use crate::search::needle::{Needle, starred};
use crate::search::{Condition, Named, Query};

impl Query {
    /// Reads a query. All words and filters must hold, but for those with `OR` between them; `-` or `NOT` before one turns
    /// it round; parentheses group.
    ///
    /// A word is found anywhere in words, in any case and with or without accents; of fewer than three letters only at the
    /// beginning of words. `riv*` is the beginning of a word, `"by the river"` whole words together. Filters: `tag:`
    /// `emotion:` `trigger:` `mood:<4` `step:2` `star:yes` `letter:yes` `before:` `after:` `on:` `from:` `to:` (see
    /// [`Present::days`]).
    ///
    /// # Errors
    /// When a filter or operator does not exist, its value makes no sense, or the query is too long or too deep.
    pub fn parse(text: &str, present: &Present) -> Result<Self, QueryError> {
        if text.chars().count() > QUERY_CHARS_MAX {
            return Err(QueryError::TooLong);
        }
        let expr = grammar::parse(text, |piece| condition(piece, present))?;
        Ok(Self::new(expr, present.day_ends))
    }
}

fn condition(piece: &Piece, present: &Present) -> Result<Option<Condition>, QueryError> {
    let name_and_value = piece.plain.split_once(is_colon);
    match (name_and_value, &piece.quoted) {
        (Some((name, value)), quoted) if is_name(name) && !is_address(&piece.plain) => {
            let name = name.to_lowercase();
            if let Some(label) = label_of(&name) {
                return labelled(label, &name, value, quoted.as_deref()).map(Some);
            }
            let value = quoted.as_deref().unwrap_or(value);
            filter(&name, value.trim(), present).map(Some)
        }
        (_, Some(quoted)) => Ok(Needle::phrase(quoted).map(Condition::Text)),
        // As lists write a tag.
        (_, None) => match Label::Tag.after_sign(&piece.plain) {
            Some(tag) => labelled(Label::Tag, "tag", tag, None).map(Some),
            None => Ok(Needle::word(&piece.plain).map(Condition::Text)),
        },
    }
}

fn label_of(name: &str) -> Option<Label> {
    match name {
        "tag" => Some(Label::Tag),
        "emotion" => Some(Label::Emotion),
        "trigger" => Some(Label::Trigger),
        _ => None,
    }
}

/// A tag is one word and is meant as a whole, as in shares. Of the others any words may be given. A `*` alone is any label.
fn labelled(
    label: Label,
    name: &str,
    value: &str,
    quoted: Option<&str>,
) -> Result<Condition, QueryError> {
    let no_value = || QueryError::NoValue(name.to_owned());
    let (before, word, after) = match quoted {
        Some(quoted) => (false, quoted, false),
        None => starred(value),
    };
    let key = label.key(word);
    if key.is_empty() && !before {
        return Err(no_value());
    }
    if label != Label::Tag && !key.is_empty() {
        let needle = match quoted {
            Some(quoted) => Needle::phrase(quoted),
            None => Needle::in_label(value),
        };
        let needle = needle.ok_or_else(no_value)?;
        return Ok(Condition::InLabel(label, needle));
    }
    let named = Named { key, before, after };
    Ok(Condition::Label(label, named))
}

fn filter(name: &str, value: &str, present: &Present) -> Result<Condition, QueryError> {
    if !FILTERS.contains(&name) {
        return Err(QueryError::UnknownFilter(name.to_owned()));
    }
    if value.is_empty() {
        return Err(QueryError::NoValue(name.to_owned()));
    }
    let given = || value.to_owned();
    Ok(match name {
        "mood" => {
            let (low, high) = moods(value).ok_or_else(|| QueryError::Mood(given()))?;
            Condition::Mood(low, high)
        }
        "step" => Condition::Step(value.parse().map_err(|_| QueryError::Step(given()))?),
        "star" | "letter" => {
            let on = match value.to_lowercase().as_str() {
                "yes" | "y" | "true" | "1" => true,
                "no" | "n" | "false" | "0" => false,
                _ => return Err(QueryError::YesOrNo(given())),
            };
            if name == "star" {
                Condition::Star(on)
            } else {
                Condition::Letter(on)
            }
        }
        when => {
            let (first, last) = present.days(value).map_err(QueryError::Date)?;
            match when {
                "before" => Condition::Days(None, first.yesterday().ok()),
                "after" => Condition::Days(last.tomorrow().ok(), None),
                "from" => Condition::Days(Some(first), None),
                "to" => Condition::Days(None, Some(last)),
                _ => Condition::Days(Some(first), Some(last)),
            }
        }
    })
}

/// The lowest and highest mood meant by `3`, `<4`, `>=7` or `3-5`; `None` where no mood can be so.
fn moods(text: &str) -> Option<(u8, u8)> {
    bounds(text).filter(|(low, high)| low <= high)
}

fn bounds(text: &str) -> Option<(u8, u8)> {
    let mood = |text: &str| {
        let number: u8 = text.trim().parse().ok()?;
        (MOOD_MIN..=MOOD_MAX).contains(&number).then_some(number)
    };
    if let Some(text) = text.strip_prefix("<=") {
        return Some((MOOD_MIN, mood(text)?));
    }
    if let Some(text) = text.strip_prefix(">=") {
        return Some((mood(text)?, MOOD_MAX));
    }
    if let Some(text) = text.strip_prefix('<') {
        return Some((MOOD_MIN, mood(text)? - 1));
    }
    if let Some(text) = text.strip_prefix('>') {
        return Some((mood(text)? + 1, MOOD_MAX));
    }
    if let Some((low, high)) = text.split_once("..").or_else(|| text.split_once('-')) {
        return Some((mood(low)?, mood(high)?));
    }
    let one = mood(text.trim_start_matches('='))?;
    Some((one, one))
}
