//! Where sentences begin and end in what a person typed, and the name by which a sentence is known
//! again after its spacing or typography changed.

use std::ops::Range;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// A line shorter than this was ended on purpose; a longer one may have been broken by an editor.
const WRAPPED_LINE_BYTES_MIN: usize = 40;

/// How many bytes of the hash name a sentence.
const KEY_BYTES: usize = 8;

/// Words that end in a point without ending a sentence.
const ABBREVIATED: [&str; 21] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "e.g", "i.e", "eg", "ie", "etc",
    "approx", "ca", "cf", "a.m", "p.m", "dept", "resp",
];

/// The name under which it is remembered that a sentence was kept: 16 hexadecimal characters.
///
/// It stays the same when only spacing, capitals, quotation marks, dashes or the closing punctuation
/// change.
pub fn sentence_key(sentence: &str) -> String {
    let digest = Sha256::digest(normal(sentence).as_bytes());
    HEXLOWER.encode(&digest[..KEY_BYTES])
}

fn normal(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    // Composing would make a blank and an accent of the accent some keyboards give for an apostrophe.
    let letters = sentence
        .chars()
        .map(|letter| if letter == '´' { '\'' } else { letter });
    // Lower case of a composed letter may be decomposed (İ).
    for letter in letters.nfkc().flat_map(char::to_lowercase).nfc() {
        let letter = match letter {
            '\u{00AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{FE0E}'
            | '\u{FE0F}' => {
                continue;
            }
            '‘' | '’' | '‚' | '‛' | 'ʼ' | '`' | '′' | '‹' | '›' => '\'',
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            other if other.is_whitespace() => ' ',
            other => other,
        };
        // One blank for many, and none around a dash.
        if letter == ' ' && (out.is_empty() || out.ends_with([' ', '-'])) {
            continue;
        }
        if letter == '-' {
            if out.ends_with(' ') {
                out.pop();
            }
            if out.ends_with('-') {
                continue;
            }
        }
        out.push(letter);
    }
    let end = out.trim_end_matches([' ', '.', '!', '?', ',', ';', ':', '-']);
    end.to_owned()
}

/// The sentences of the text, in order, trimmed, without bullets; what stands between them is blank
/// or punctuation. `quoted` are the text's quotations, which are never cut.
pub(crate) fn sentences(text: &str, quoted: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut line = 0;
    let mut quotes = quoted.iter().peekable();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let mut next = at + letter.len_utf8();
        let mut ends = false;
        if let Some(quote) = quotes.next_if(|quote| quote.start <= at) {
            next = quote.end;
            ends = ends_after_quotation(&text[quote.clone()], &text[next..]);
        } else if letter == '\n' || letter == '\r' {
            ends = !is_wrapped(&text[line..at], &text[next..]);
            line = next;
        } else if matches!(letter, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            let rest = text[next..].trim_start_matches(['.', '!', '?', '…', ')', ']', '*', '_']);
            next = text.len() - rest.len();
            ends = ends_here(&text[start..next], rest);
        }
        if ends {
            push_trimmed(text, start..next, &mut found);
            start = next;
        }
        at = next;
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

/// Whether a line break is only where an editor broke a long line: the sentence goes on in small
/// letters.
fn is_wrapped(line: &str, rest: &str) -> bool {
    let line = line.trim();
    line.len() >= WRAPPED_LINE_BYTES_MIN
        && !line.ends_with(['.', '!', '?', '…', ':', ';'])
        && rest
            .trim_start_matches([' ', '\t'])
            .starts_with(char::is_lowercase)
}

/// `She said "Go." I went.` ends after the quotation, `"Go!" she said.` does not.
fn ends_after_quotation(quote: &str, rest: &str) -> bool {
    let inside =
        quote.trim_end_matches(|letter: char| !letter.is_alphanumeric() && !is_stop(letter));
    let rest = rest.trim_start_matches([' ', '\t', '\u{A0}']);
    inside.ends_with(is_stop) && rest.starts_with(char::is_uppercase)
}

const fn is_stop(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '…')
}

/// Whether the stops at the end of `before` end the sentence.
fn ends_here(before: &str, rest: &str) -> bool {
    let Some(next) = rest.chars().next() else {
        return true;
    };
    if !next.is_whitespace() && !matches!(next, '"' | '“' | '„' | '«' | '—' | '–') {
        return before.ends_with(['。', '！', '？']);
    }
    let following = rest
        .trim_start_matches([' ', '\t', '\u{A0}'])
        .chars()
        .next();
    let goes_on = following.is_some_and(char::is_lowercase);
    let bare = before.trim_end_matches([')', ']', '*', '_']);
    if bare.ends_with('…') || bare.ends_with("..") {
        return !goes_on;
    }
    let Some(bare) = bare.strip_suffix('.') else {
        return true;
    };
    let word = bare
        .rsplit(|letter: char| letter.is_whitespace() || letter == '(')
        .next();
    let word = word.unwrap_or_default();
    let is_initial = word.chars().count() == 1
        && word.starts_with(char::is_uppercase)
        && word != "I"
        && !goes_on;
    // `Mr. Smith` goes on whatever follows; `etc.` and `p.m.` may also end a sentence.
    let short = ABBREVIATED
        .iter()
        .position(|short| word.eq_ignore_ascii_case(short));
    let numbered =
        word.eq_ignore_ascii_case("no") && following.is_some_and(|next| next.is_ascii_digit());
    match short {
        Some(place) if ABBREVIATED[place] == "etc" || ABBREVIATED[place].ends_with(".m") => {
            !goes_on
        }
        Some(_) => false,
        None => !is_initial && !numbered,
    }
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = text[range.clone()].trim_end();
    let end = range.start + piece.len();
    let body = without_bullet(piece);
    let start = end - body.len();
    if body.contains(char::is_alphabetic) {
        found.push(start..end);
    }
}

/// Without what opens a list item: `-`, `*`, `•`, `1.`, `2)`, `[ ]`.
fn without_bullet(piece: &str) -> &str {
    let mut rest = piece.trim_start();
    for _ in 0..3 {
        let bullet = rest
            .trim_start_matches(|letter: char| letter.is_ascii_digit())
            .trim_start_matches([
                '-', '–', '—', '*', '•', '·', '◦', '.', ')', '[', ']', '#', '+', '…',
            ]);
        let numbers = rest.len() - rest.trim_start_matches(|l: char| l.is_ascii_digit()).len();
        let signs = rest.len() - bullet.len() - numbers;
        if signs == 0 || !bullet.starts_with(char::is_whitespace) {
            break;
        }
        rest = bullet.trim_start();
        rest = rest.strip_prefix("x]").unwrap_or(rest);
    }
    rest.trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::quotations;

    fn cut(text: &str) -> Vec<&str> {
        let found = sentences(text, &quotations(text));
        found.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        assert_eq!(
            cut(
                "Mr. Hill paid 3.5 francs, e.g. for tea. I left! Did he? Well… maybe. So it went..."
            ),
            [
                "Mr. Hill paid 3.5 francs, e.g. for tea.",
                "I left!",
                "Did he?",
                "Well… maybe.",
                "So it went..."
            ]
        );
        assert_eq!(
            cut("So did I. i lied. she lied too."),
            ["So did I.", "i lied.", "she lied too."]
        );
        assert_eq!(
            cut("We met at 5 p.m. in the park. J. Smith came."),
            ["We met at 5 p.m. in the park.", "J. Smith came."]
        );
    }

    #[test]
    fn lines_and_bullets_end_sentences_but_not_where_an_editor_wrapped() {
        assert_eq!(
            cut("- I lied\n* I hid it\n1. I ran\n[ ] I paid"),
            ["I lied", "I hid it", "I ran", "I paid"]
        );
        assert_eq!(
            cut(
                "I shouted at her in the kitchen last night\nand then I left.\nshort line\nanother"
            ),
            [
                "I shouted at her in the kitchen last night\nand then I left.",
                "short line",
                "another"
            ]
        );
    }

    #[test]
    fn quotations_are_not_cut() {
        assert_eq!(
            cut("She said “Go. Now.” I went. \"Stop!\" she said."),
            ["She said “Go. Now.”", "I went.", "\"Stop!\" she said."]
        );
    }
}
