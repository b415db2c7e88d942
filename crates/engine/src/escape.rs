//! Text that is safe to look at. What a vault holds may have been written by a hostile device. Before a face shows it, or
//! writes it into a file for reading, everything that could move a cursor, recolour a screen, reorder what is read or hide
//! text becomes visible as `\u{…}`.

use std::borrow::Cow;
use std::fmt::Write as _;

use journal::hidden_chars;

/// Whether a character would act on a terminal instead of being read, wherever it stands.
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Appends each character, or what `escape` makes of it where it would act or nobody would see it.
fn escaped<'a>(
    text: &'a str,
    keep: fn(char) -> bool,
    mut escape: impl FnMut(&mut String, char),
) -> Cow<'a, str> {
    let is_plain = |c: char| c.is_ascii() && (!acts(c) || keep(c));
    let harms = |(c, hidden): (char, bool)| (hidden || acts(c)) && !keep(c);
    if text.chars().all(is_plain) || !hidden_chars(text).any(harms) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for (c, hidden) in hidden_chars(text) {
        if harms((c, hidden)) {
            escape(&mut safe, c);
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// As people see it: `\u{…}`.
fn by_number(safe: &mut String, c: char) {
    // Writing to a String cannot fail.
    let _ = write!(safe, "\\u{{{:x}}}", u32::from(c));
}

/// As a parser of JSON reads it back: `\uXXXX`, two of them for a large character.
fn by_unit(safe: &mut String, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(safe, "\\u{unit:04x}");
    }
}

/// One line of foreign text made safe to print: line breaks and tabs become spaces, acting characters become visible.
pub fn show_line(text: &str) -> String {
    let flat = text.replace("\r\n", " ").replace(['\n', '\t', '\r'], " ");
    escaped(&flat, |_| false, by_number).into_owned()
}

/// Foreign text of several lines made safe to print: line breaks and tabs stay, acting characters become visible.
pub fn show_text(text: &str) -> String {
    let unix = if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    escaped(&unix, |c| matches!(c, '\n' | '\t'), by_number).into_owned()
}

/// JSON whose strings carry no acting character: they are written as `\uXXXX`, which means the same to every parser.
///
/// Expects valid JSON; outside strings JSON has no acting characters but line breaks and tabs, which stay.
pub fn safe_json(json: &str) -> Cow<'_, str> {
    escaped(json, |c| matches!(c, '\n' | '\t'), by_unit)
}

/// [`safe_json`] that can stand in a page that somebody reads: nothing in it begins HTML or a reference of HTML either.
///
/// Expects valid JSON whose keys are known; it means the same to every parser of JSON and of YAML.
pub fn json_in_text(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + 16);
    for c in safe_json(json).chars() {
        match c {
            '<' | '>' | '&' | '`' => by_unit(&mut safe, c),
            c => safe.push(c),
        }
    }
    safe
}

/// [`show_line`] for a page of Markdown: nothing in it becomes HTML, an image or the target of a link.
pub fn markdown_line(text: &str) -> String {
    inert(&show_line(text))
}

/// [`show_text`] for a page of Markdown: nothing in it becomes HTML, an image or the target of a link.
pub fn markdown_text(text: &str) -> String {
    inert(&show_text(text))
}

/// The text with a backslash before whatever would act in Markdown.
fn inert(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut before = ' ';
    // Whether a backslash of the text's own takes the power from what comes next.
    let mut is_escaped = false;
    for c in text.chars() {
        let acts = matches!(c, '<' | '&')
            || c == '[' && before == '!'
            || matches!(c, '(' | ':' | '[') && before == ']';
        if acts && !is_escaped {
            safe.push('\\');
        }
        safe.push(c);
        is_escaped = c == '\\' && !is_escaped;
        before = c;
    }
    safe
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
        assert_eq!(
            show_line("\u{3164}\u{2800}\u{115f}\u{34f}la\u{200d}ke"),
            "\\u{3164}\\u{2800}\\u{115f}\\u{34f}la\\u{200d}ke"
        );
    }

    #[test]
    fn lines_are_kept_only_in_texts() {
        assert_eq!(show_line("a\nb\tc\r\nd"), "a b c d");
        assert_eq!(show_text("a\nb\tc\r\nd"), "a\nb\tc\nd");
    }

    #[test]
    fn nothing_acts_in_a_viewer_of_markdown() {
        let hostile = "<script>x</script> ![a](http://b) [c](file:///d)\n[e]: javascript:f\n![g][e] a <b@c.d>";
        assert_eq!(
            markdown_text(hostile),
            "\\<script>x\\</script> !\\[a]\\(http://b) [c]\\(file:///d)\n[e]\\: javascript:f\n!\\[g]\\[e] a \\<b@c.d>"
        );
        // What the text escapes itself is not given its power back.
        assert_eq!(markdown_line(r"\<a> \\<b> \\\<c>"), r"\<a> \\\<b> \\\<c>");
        assert_eq!(markdown_line("&lt;i&gt;"), r"\&lt;i\&gt;");
        assert_eq!(
            markdown_line("1 > 2 (really) [sic] !"),
            "1 > 2 (really) [sic] !"
        );
    }

    #[test]
    fn json_keeps_its_meaning() {
        let value =
            serde_json::json!({ "body": "a\u{202e}\u{7f}\u{9b}\u{e0041}\nb <i>&amp;`\u{3164}" });
        let text = serde_json::to_string_pretty(&value).unwrap();
        let safe = safe_json(&text);
        assert!(!safe.contains(['\u{202e}', '\u{7f}', '\u{9b}', '\u{e0041}', '\u{3164}']));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&safe).unwrap(),
            value
        );
        let inert = json_in_text(&text);
        assert!(!inert.contains(['<', '>', '&', '`', '\u{202e}']));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&inert).unwrap(),
            value
        );
    }
}
