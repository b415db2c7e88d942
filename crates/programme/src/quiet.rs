//! The one quiet line towards `still help-now`. Nothing is stopped by it, nothing is remembered of it, and one setting
//! turns it off.

use wording::{check, sounds_like_danger};

/// From which strength on an urge alone is reason enough.
const STRENGTH_MIN: u8 = 9;

/// What somebody has just written down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written<'a> {
    /// Their words.
    pub texts: &'a [&'a str],
    /// How strong the urge is, from 1 to 10.
    pub strength: Option<u8>,
    /// Whether the words are looked at by the blame check, so that it matters what is nobody's part.
    pub checked: bool,
}

/// Which line is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuietLine {
    /// Checked words tell of being hurt.
    Hurt,
    /// Somebody may be in danger.
    Danger,
}

impl QuietLine {
    /// The line.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hurt => {
                "What somebody did to hurt you is no part of yours. `still help-now` says who helps; it works offline."
            }
            Self::Danger => {
                "If it gets too much, or somebody is in danger: `still help-now` says who to call; it works offline."
            }
        }
    }

    /// The line for what was written, if there is reason for one.
    pub fn of(written: &Written<'_>) -> Option<Self> {
        let mut texts = written.texts.iter();
        if written.checked && texts.clone().any(|text| check(text).hurt) {
            return Some(Self::Hurt);
        }
        let strong = written
            .strength
            .is_some_and(|strength| strength >= STRENGTH_MIN);
        (strong || texts.any(|text| sounds_like_danger(text))).then_some(Self::Danger)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(texts: &[&str], strength: Option<u8>, checked: bool) -> Option<QuietLine> {
        let written = Written {
            texts,
            strength,
            checked,
        };
        QuietLine::of(&written)
    }

    #[test]
    fn strength_words_and_what_was_suffered_bring_one_line() {
        assert_eq!(line(&[], Some(8), false), None);
        assert_eq!(line(&[], Some(9), false), Some(QuietLine::Danger));
        assert_eq!(line(&["A song."], None, false), None);
        assert_eq!(
            line(&["A song.", "I want to die."], None, false),
            Some(QuietLine::Danger)
        );
        let hit = "He hit me and locked me in.";
        assert_eq!(line(&[hit], None, true), Some(QuietLine::Hurt));
        assert_eq!(line(&[hit], None, false), None);
    }
}
