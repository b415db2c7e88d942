//! Which characters make up a word.

use unicode_normalization::char::is_combining_mark;

/// Whether the character is part of a word: a letter, a digit, `_`, or an accent that stands for itself.
pub(crate) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || is_combining_mark(letter)
}

/// Whether the character only changes the one before it: accents, joiners, skin tones.
pub(crate) fn is_attached(letter: char) -> bool {
    is_combining_mark(letter)
        || matches!(letter, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}
