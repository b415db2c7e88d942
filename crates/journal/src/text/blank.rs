//! When a text is empty: one rule for writing, changing, taking in and drafts.

/// Whether nothing of a text can be seen: it has only white space (also what does not break lines), control characters,
/// and characters without width.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_unseen)
}

fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        // What Unicode calls ignorable by default, and the blanks that count as letters or symbols.
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
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
