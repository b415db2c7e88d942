//! What a word is, in scripts with and without spaces between words.

use unicode_normalization::char::is_combining_mark;

/// Whether the letter belongs to a script written without spaces between words: Chinese, Japanese,
/// Thai, Lao, Khmer, Burmese, Tibetan. Each such letter is looked at alone.
pub(crate) fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0E00}'..='\u{0EFF}'     // Thai, Lao
        | '\u{0F00}'..='\u{0FFF}'   // Tibetan
        | '\u{1000}'..='\u{109F}'   // Burmese
        | '\u{1780}'..='\u{17FF}'   // Khmer
        | '\u{19E0}'..='\u{19FF}'   // Khmer symbols
        | '\u{2E80}'..='\u{2FDF}'   // Han radicals
        | '\u{3005}'..='\u{3007}'   // Han iteration marks
        | '\u{3040}'..='\u{30FF}'   // Hiragana, Katakana
        | '\u{31F0}'..='\u{31FF}'   // Katakana extensions
        | '\u{3400}'..='\u{4DBF}'   // Han
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{A9E0}'..='\u{A9FF}'   // Burmese extensions
        | '\u{AA60}'..='\u{AA7F}'
        | '\u{F900}'..='\u{FAFF}'   // Han compatibility
        | '\u{FF66}'..='\u{FF9D}'   // Katakana, half width
        | '\u{1B000}'..='\u{1B16F}' // Kana supplements
        | '\u{20000}'..='\u{3FFFF}' // Han extensions
    )
}

/// Whether the letter is part of a word.
pub(crate) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || is_combining_mark(letter)
}

/// Whether the character only changes the one before it: accents, joiners, skin tones.
pub(crate) fn is_attached(letter: char) -> bool {
    is_combining_mark(letter)
        || matches!(letter, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// Cuts a text into words, runs of blanks, and single other characters; nothing is lost.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last: Option<(Class, char)> = None;
    for (at, letter) in text.char_indices() {
        let class = Class::of(letter);
        let joins = last.is_some_and(|(before, previous)| {
            is_attached(letter)
                || previous == '\u{200D}'
                || (class == before && matches!(class, Class::Word | Class::Blank))
        });
        if !joins && at > start {
            pieces.push(&text[start..at]);
            start = at;
        }
        // What is attached does not change what the piece is.
        let kept = match last {
            Some((before, _)) if joins => before,
            _ => class,
        };
        last = Some((kept, letter));
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Blank,
    Single,
}

impl Class {
    fn of(letter: char) -> Self {
        if letter == '\n' || is_unspaced(letter) {
            Self::Single
        } else if letter.is_whitespace() {
            Self::Blank
        } else if is_word(letter) {
            Self::Word
        } else {
            Self::Single
        }
    }
}
