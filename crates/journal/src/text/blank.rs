//! When a text is empty: one rule for writing, changing, taking in and drafts.

use super::unseen::is_unseen;

/// Whether nothing of a text can be seen: it has only white space (also what does not break lines), control characters,
/// and characters without width.
pub fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || c.is_control() || is_unseen(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_blank_and_all_else_is_not() {
        for text in [
            "",
            " \t\r\n",
            "\u{a0}",
            "\u{2003}\u{3000}\u{2028}",
            "\u{200b}\u{200d}\u{feff}",
            "\u{202e}\u{2066}\u{ad}",
            "\u{2800}\u{3164}\u{fe0f}",
            "\0\u{1b}",
        ] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in [
            "a",
            ".",
            "\u{a0}é\u{a0}",
            "日",
            "🙂",
            "\u{200b}-",
            "\u{301}",
        ] {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
