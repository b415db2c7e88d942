//! Text that somebody else may have written: what of it a report carries.

use std::borrow::Cow;

/// Foreign text as a report may carry it: nothing in it is hidden and nothing reorders what is read.
///
/// Characters that nobody sees (direction marks, tags, byte order marks, soft hyphens …) are left out, other control
/// characters become `�`, and line ends are `\n`. The two joiners stay: scripts and emoji need them.
pub(crate) fn seen(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_unseen(c) || (c.is_control() && c != '\n') || is_line_end(c)) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let mut kept = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
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

fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}'                        // soft hyphen
        | '\u{61c}'                     // Arabic letter mark
        | '\u{180e}'                    // Mongolian vowel separator
        | '\u{200b}'                    // zero width space
        | '\u{200e}'..='\u{200f}'       // direction marks
        | '\u{202a}'..='\u{202e}'       // embeddings and overrides
        | '\u{2060}'..='\u{206f}'       // word joiner, isolates, deprecated format characters
        | '\u{feff}'                    // byte order mark
        | '\u{fff9}'..='\u{fffb}'       // interlinear annotation
        | '\u{e0000}'..='\u{e0fff}') // tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(
            seen("a\u{202e}b\u{200f}c\u{e0041}d\u{ad}e\u{feff}"),
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
