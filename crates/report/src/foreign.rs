//! Text that somebody else may have written: what of it a report carries.

use std::borrow::Cow;

use programme::hidden_chars;

/// Foreign text as a report may carry it: nothing in it is hidden and nothing reorders what is read.
///
/// Characters that nobody sees (direction marks, tags, fillers, soft hyphens …) are left out, other control characters
/// become `�`, and line ends are `\n`. What scripts and emoji need stays.
pub(crate) fn seen(text: &str) -> Cow<'_, str> {
    let acts =
        |(c, hidden): (char, bool)| hidden || (c.is_control() && c != '\n') || is_line_end(c);
    if text.is_ascii() && !text.contains(|c: char| c.is_control() && c != '\n')
        || !hidden_chars(text).any(acts)
    {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let mut kept = String::with_capacity(text.len());
    for (c, _) in hidden_chars(&text).filter(|(_, hidden)| !hidden) {
        match c {
            '\n' => kept.push('\n'),
            '\t' => kept.push_str("    "),
            c if is_line_end(c) => kept.push('\n'),
            c if c.is_control() => kept.push('\u{fffd}'),
            c => kept.push(c),
        }
    }
    Cow::Owned(kept)
}

/// [`seen`] on one line: line ends become spaces.
pub(crate) fn seen_line(text: &str) -> String {
    seen(text).replace('\n', " ").trim().to_owned()
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(
            seen("a\u{202e}b\u{200f}c\u{e0041}d\u{ad}\u{3164}\u{2800}e\u{feff}"),
            "abcde"
        );
        assert_eq!(seen("a\r\nb\rc\u{2028}d\te"), "a\nb\nc\nd    e");
        assert_eq!(seen("a\u{1b}[2J\0"), "a\u{fffd}[2J\u{fffd}");
        assert_eq!(
            seen("👩\u{200d}👧 می\u{200c}خواهم"),
            "👩\u{200d}👧 می\u{200c}خواهم"
        );
        assert_eq!(seen_line(" a\nb "), "a b");
    }
}
