//! Characters that nobody sees. Every place that shows text, writes it into a file or asks whether it is empty goes by
//! this one table.

/// What Unicode calls ignorable by default (`Default_Ignorable_Code_Point`), sorted. All marks that steer the direction
/// of reading (`Bidi_Control`) are among them.
const IGNORABLE: [(u32, u32); 17] = [
    (0xad, 0xad),       // soft hyphen
    (0x34f, 0x34f),     // combining grapheme joiner
    (0x61c, 0x61c),     // Arabic letter mark
    (0x115f, 0x1160),   // fillers of Hangul jamo
    (0x17b4, 0x17b5),   // inherent vowels of Khmer
    (0x180b, 0x180f),   // Mongolian variation selectors and vowel separator
    (0x200b, 0x200f),   // zero width space, joiners, direction marks
    (0x202a, 0x202e),   // embeddings and overrides
    (0x2060, 0x206f),   // word joiner, isolates, deprecated format characters
    (0x3164, 0x3164),   // Hangul filler
    (0xfe00, 0xfe0f),   // variation selectors
    (0xfeff, 0xfeff),   // byte order mark
    (0xffa0, 0xffa0),   // halfwidth Hangul filler
    (0xfff0, 0xfff8),   // unassigned
    (0x1bca0, 0x1bca3), // shorthand format controls
    (0x1d173, 0x1d17a), // musical format controls
    (0xe0000, 0xe0fff), // tags, more variation selectors
];

/// Blank or invisible as well, although Unicode counts them as symbols or as format characters to be shown.
const BLANK: [(u32, u32); 3] = [
    (0x2800, 0x2800),   // Braille pattern without dots
    (0xfff9, 0xfffb),   // interlinear annotation
    (0x1d159, 0x1d159), // musical note without a head
];

fn is_in(table: &[(u32, u32)], c: char) -> bool {
    let c = u32::from(c);
    table
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&c))
}

/// Whether a character has nothing to see of its own: it is invisible or without width, or it steers what others look
/// like. White space and control characters are not meant; see [`char::is_whitespace`] and [`char::is_control`].
pub fn is_unseen(c: char) -> bool {
    c >= '\u{ad}' && (is_in(&IGNORABLE, c) || is_in(&BLANK, c))
}

/// The characters of a text, each with whether it is hidden there: unseen, and without a part in how its neighbours are
/// written.
///
/// Scripts and emoji need some unseen characters: a joiner between two characters, a variation selector behind one, a
/// filler beside a jamo. Between letters of ASCII, at an edge of the text or after another of its kind they do nothing
/// but make two texts differ that look alike, and count as hidden.
pub fn hidden_chars(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    let mut rest = text.chars();
    std::iter::from_fn(move || {
        let c = rest.next()?;
        let hidden = is_unseen(c) && {
            let mut after = rest.clone();
            !has_part(before, c, after.next(), after.next())
        };
        before = Some(c);
        Some((c, hidden))
    })
}

/// Whether an unseen character changes how what stands beside it is written.
fn has_part(before: Option<char>, c: char, after: Option<char>, behind: Option<char>) -> bool {
    let is_seen = |c: char| !c.is_ascii() && !c.is_whitespace() && !c.is_control() && !is_unseen(c);
    match c {
        '\u{200c}' | '\u{200d}' => {
            let selected = |c: char| ('\u{fe00}'..='\u{fe0f}').contains(&c);
            before.is_some_and(|before| is_seen(before) || selected(before))
                && after.is_some_and(is_seen)
        }
        // A digit becomes a key of a telephone: 1️⃣.
        '\u{fe0f}' if matches!(before, Some('0'..='9' | '#' | '*')) => after == Some('\u{20e3}'),
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => before.is_some_and(is_seen),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => {
            before.is_some_and(|before| ('\u{1820}'..='\u{18aa}').contains(&before))
        }
        // Syllables of old Hangul that lack a first consonant or a vowel.
        '\u{115f}' => match after {
            Some('\u{1160}') => {
                behind.is_some_and(|last| ('\u{11a8}'..='\u{11ff}').contains(&last))
            }
            after => after.is_some_and(|vowel| ('\u{1161}'..='\u{11a7}').contains(&vowel)),
        },
        '\u{1160}' => {
            before.is_some_and(|first| ('\u{1100}'..='\u{115f}').contains(&first))
                && after.is_some_and(|last| ('\u{11a8}'..='\u{11ff}').contains(&last))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy as _, ValueTree as _};
    use proptest::string::string_regex;
    use proptest::test_runner::TestRunner;

    use super::*;

    fn hidden(text: &str) -> Vec<char> {
        let chars = hidden_chars(text);
        chars
            .filter_map(|(c, hidden)| hidden.then_some(c))
            .collect()
    }

    /// Many characters of a class of Unicode, chosen evenly enough that a small class is seen whole.
    fn drawn(class: &str) -> String {
        let mut runner = TestRunner::deterministic();
        let strategy = string_regex(&format!("{class}{{20000}}")).expect("the class is one");
        strategy.new_tree(&mut runner).expect("a text").current()
    }

    #[test]
    fn the_table_is_that_of_unicode() {
        // Without the large block, which would drown all others.
        let ignorable = drawn(r"[\p{Default_Ignorable_Code_Point}&&[^\x{e0000}-\x{e0fff}]]");
        let steering = drawn(r"\p{Bidi_Control}");
        let tags = drawn(r"[\p{Default_Ignorable_Code_Point}&&[\x{e0000}-\x{e0fff}]]");
        for c in [ignorable, steering, tags].concat().chars() {
            assert!(is_in(&IGNORABLE, c), "{:x}", u32::from(c));
        }
        let ranges = IGNORABLE.map(|(first, last)| format!(r"\x{{{first:x}}}-\x{{{last:x}}}"));
        // What is in the table and not in Unicode's property would be drawn beside the letter "x".
        let more = drawn(&format!(
            r"[x{}--\p{{Default_Ignorable_Code_Point}}]",
            ranges.concat()
        ));
        assert!(more.chars().all(|c| c == 'x'), "{more:?}");
        assert!(IGNORABLE.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    #[test]
    fn what_a_script_or_an_emoji_needs_is_not_hidden() {
        for text in [
            "Grüße, שלום, 日本語",
            "नमस्ते क्\u{200d}ष",
            "می\u{200c}خواهم",
            "👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}",
            "葛\u{e0100}",
            "\u{1820}\u{180b}",
            "\u{115f}\u{1161} \u{1100}\u{1160}\u{11a8} \u{115f}\u{1160}\u{11a8}",
        ] {
            assert_eq!(hidden(text), [], "{text:?}");
        }
    }

    #[test]
    fn what_only_makes_texts_differ_is_hidden() {
        for (text, expected) in [
            ("la\u{200d}ke", "\u{200d}"),
            ("\u{200d}👧", "\u{200d}"),
            ("👩\u{200d}", "\u{200d}"),
            ("👩\u{200d}\u{200d}👧", "\u{200d}\u{200d}"),
            ("❤\u{fe0f}\u{fe0f}", "\u{fe0f}"),
            ("a\u{fe0f} 1\u{fe0f}", "\u{fe0f}\u{fe0f}"),
            (
                "\u{3164}\u{2800}\u{115f}\u{1160}\u{ffa0}",
                "\u{3164}\u{2800}\u{115f}\u{1160}\u{ffa0}",
            ),
            (
                "a\u{34f}\u{17b4}\u{1d159}\u{1bca0}",
                "\u{34f}\u{17b4}\u{1d159}\u{1bca0}",
            ),
            (
                "a\u{202e}b\u{2066}\u{feff}\u{e0041}",
                "\u{202e}\u{2066}\u{feff}\u{e0041}",
            ),
        ] {
            assert_eq!(
                hidden(text),
                expected.chars().collect::<Vec<_>>(),
                "{text:?}"
            );
        }
    }
}
