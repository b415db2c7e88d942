//! Text that is safe to look at. What a vault holds may have been written by a hostile device. Before a face shows it, or
//! writes it into a file for reading, everything that could move a cursor, recolour a screen, reorder what is read or hide
//! text becomes visible as `\u{…}`.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character would act on a terminal or the reading order instead of being read.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'                        // soft hyphen: invisible in most terminals
            | '\u{61c}'                     // Arabic letter mark
            | '\u{180e}'                    // Mongolian vowel separator
            | '\u{200b}'                    // zero width space (joiners stay: scripts and emoji need them)
            | '\u{200e}'..='\u{200f}'       // direction marks
            | '\u{2028}'..='\u{202e}'       // line and paragraph separator, embeddings and overrides
            | '\u{2060}'..='\u{206f}'       // word joiner, isolates, deprecated format characters
            | '\u{feff}'                    // byte order mark
            | '\u{fff9}'..='\u{fffb}'       // interlinear annotation
            | '\u{e0000}'..='\u{e0fff}') // tags
}

fn escaped<'a>(text: &'a str, keep: fn(char) -> bool) -> Cow<'a, str> {
    if !text.contains(|c| acts(c) && !keep(c)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) && !keep(c) {
            // Writing to a String cannot fail.
            let _ = write!(safe, "\\u{{{:x}}}", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// One line of foreign text made safe to print: line breaks and tabs become spaces, acting characters become visible.
pub fn show_line(text: &str) -> String {
    let flat = text.replace("\r\n", " ").replace(['\n', '\t', '\r'], " ");
    escaped(&flat, |_| false).into_owned()
}

/// Foreign text of several lines made safe to print: line breaks and tabs stay, acting characters become visible.
pub fn show_text(text: &str) -> String {
    let unix = if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    escaped(&unix, |c| matches!(c, '\n' | '\t')).into_owned()
}

/// JSON whose strings carry no acting character: they are written as `\uXXXX`, which means the same to every parser.
///
/// Expects valid JSON; outside strings JSON has no acting characters but line breaks and tabs, which stay.
pub fn safe_json(json: &str) -> Cow<'_, str> {
    if !json.contains(|c| acts(c) && !matches!(c, '\n' | '\t')) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if acts(c) && !matches!(c, '\n' | '\t') {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_in_any_script_stays() {
        for text in ["Grüße", "שלום", "नमस्ते", "👩‍👧 zusammen", "می‌خواهم", "日本語"]
        {
            assert_eq!(show_line(text), text);
            assert_eq!(show_text(text), text);
        }
    }

    #[test]
    fn escape_sequences_become_visible() {
        assert_eq!(show_line("a\x1b[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(show_text("a\x1b]0;title\x07"), "a\\u{1b}]0;title\\u{7}");
        assert_eq!(show_line("\u{9b}31m"), "\\u{9b}31m");
        assert_eq!(show_text("over\rwrite"), "over\\u{d}write");
    }

    #[test]
    fn direction_and_hidden_characters_become_visible() {
        assert_eq!(
            show_line("a\u{202e}b\u{2066}c\u{200f}"),
            "a\\u{202e}b\\u{2066}c\\u{200f}"
        );
        assert_eq!(show_line("\u{e0041}"), "\\u{e0041}");
        assert_eq!(show_text("a\u{2028}b"), "a\\u{2028}b");
    }

    #[test]
    fn lines_are_kept_only_in_texts() {
        assert_eq!(show_line("a\nb\tc\r\nd"), "a b c d");
        assert_eq!(show_text("a\nb\tc\r\nd"), "a\nb\tc\nd");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let value = serde_json::json!({ "body": "a\u{202e}\u{7f}\u{9b}\u{e0041}\nb" });
        let text = serde_json::to_string_pretty(&value).unwrap();
        let safe = safe_json(&text);
        assert!(!safe.contains(['\u{202e}', '\u{7f}', '\u{9b}', '\u{e0041}']));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&safe).unwrap(),
            value
        );
    }
}
