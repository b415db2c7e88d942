//! Fitting text into columns: widths are counted in terminal cells, so that Chinese, emoji and combining accents line
//! up too.

use std::borrow::Cow;
use std::fmt::Display;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Narrower than this, lines are not squeezed further.
const COLUMNS_MIN: usize = 20;
/// Wider than this, prose is hard to read.
const COLUMNS_MAX: usize = 100;

/// How wide standard output is in cells; `None` when it is not a terminal and text should stay unbroken.
pub(crate) fn columns() -> Option<usize> {
    columns_of(std::io::stdout()).map(|cells| cells.clamp(COLUMNS_MIN, COLUMNS_MAX))
}

fn cells(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The beginning of `text` that fits `width` cells, ending in `…` when something was left out.
pub(crate) fn truncate(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for c in text.chars() {
        if used + cells(c) > width.saturating_sub(1) {
            break;
        }
        used += cells(c);
        kept.push(c);
    }
    if width > 0 {
        kept.truncate(kept.trim_end().len());
        kept.push('…');
    }
    kept
}

/// `text` filled with spaces on the right to `width` cells.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

/// A row that stands out on a full screen, over the whole width.
pub(crate) fn bar(text: &str, width: usize) -> String {
    format!("\x1b[7m{}\x1b[0m", pad(&truncate(text, width), width))
}

/// Breaks `text` into lines of at most `width` cells, between words where possible. Line breaks and the spaces a line
/// begins with are kept; `None` breaks only where the text does.
pub(crate) fn wrap(text: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width else {
        return text.lines().map(str::to_owned).collect();
    };
    text.lines()
        .flat_map(|line| wrap_line(line, width.max(1)))
        .collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut used = 0;
    for word in line.split_inclusive(' ') {
        let bare = word.trim_end_matches(' ');
        if used > 0 && used + bare.width() > width {
            lines.push(current.trim_end().to_owned());
            current.clear();
            used = 0;
        }
        for c in word.chars() {
            if used + cells(c) > width && used > 0 {
                // Spaces that do not fit end the line without starting the next one.
                if c == ' ' {
                    continue;
                }
                lines.push(std::mem::take(&mut current));
                used = 0;
            }
            current.push(c);
            used += cells(c);
        }
    }
    if !current.trim_end().is_empty() || lines.is_empty() {
        lines.push(current.trim_end().to_owned());
    }
    lines
}

/// Columns of a terminal, however many; `None` for everything else.
pub(crate) fn columns_of(stream: impl platform::terminal::Stream) -> Option<usize> {
    let (cells, _) = platform::terminal::size_of(stream)?;
    Some(if cells == 0 { 80 } else { cells })
}

/// What is printed on a terminal, broken between words before the terminal breaks it inside one. A broken line goes on
/// under its beginning. Colour takes no cells; words longer than a row, such as keys and tickets, stay whole for copying.
pub(crate) fn broken_at_words(text: &str, width: Option<usize>) -> Cow<'_, str> {
    let bare = |part: &str| anstream::adapter::strip_str(part).to_string();
    let seen = |part: &str| bare(part).width();
    let Some(width) = width.filter(|width| text.split('\n').any(|line| seen(line) > *width)) else {
        return Cow::Borrowed(text);
    };
    let lines = text.split('\n').map(|line| {
        let shown = bare(line);
        let start = shown.len() - shown.trim_start_matches(' ').len();
        let indent = " ".repeat(start.min(width / 2));
        let (mut broken, mut used) = (String::new(), 0);
        for word in line.split_inclusive(' ') {
            let cells = seen(word.trim_end_matches(' '));
            if used > indent.len() && used + cells > width {
                broken.truncate(broken.trim_end_matches(' ').len());
                broken.push('\n');
                broken.push_str(&indent);
                used = indent.len();
            }
            broken.push_str(word);
            used += seen(word);
        }
        broken
    });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// A number with the word that goes with it.
pub(crate) fn counted<N: Copy + Display + PartialEq + From<u8>>(
    n: N,
    one: &str,
    many: &str,
) -> String {
    let word = if n == N::from(1) { one } else { many };
    format!("{n} {word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncation_counts_cells() {
        assert_eq!(truncate("hello", 5), "hello");
        assert_eq!(truncate("hello there", 8), "hello t…");
        assert_eq!(truncate("hello there", 7), "hello…");
        assert_eq!(truncate("日本語です", 5), "日本…");
        assert_eq!(truncate("e\u{301}te\u{301}", 3), "e\u{301}te\u{301}");
        assert_eq!(truncate("hello", 0), "");
    }

    #[test]
    fn wrapping_breaks_between_words() {
        assert_eq!(wrap("one two three", Some(8)), ["one two", "three"]);
        assert_eq!(wrap("one\n\ntwo", Some(8)), ["one", "", "two"]);
        assert_eq!(
            wrap("  indented words here", Some(12)),
            ["  indented", "words here"]
        );
        assert_eq!(wrap("", Some(8)), Vec::<String>::new());
    }

    #[test]
    fn long_words_and_wide_characters_break_inside() {
        assert_eq!(wrap("abcdefghij", Some(4)), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("日本語です", Some(4)), ["日本", "語で", "す"]);
        assert_eq!(wrap("ab   cd", Some(2)), ["ab", "cd"]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "A walk along the river — 川辺を歩いた and it was good, really good.";
        for width in 2..40 {
            assert!(
                wrap(text, Some(width))
                    .iter()
                    .all(|line| line.width() <= width),
                "{width}"
            );
        }
    }

    #[test]
    fn without_a_width_lines_stay() {
        assert_eq!(wrap("a very long line\nb", None), ["a very long line", "b"]);
    }

    #[test]
    fn printed_lines_break_before_the_terminal_breaks_them() {
        let broken = |text, width| broken_at_words(text, width).into_owned();
        assert_eq!(
            broken("  missing: what you would do now", Some(20)),
            "  missing: what you\n  would do now"
        );
        assert_eq!(
            broken("fits\nthe second does not", Some(10)),
            "fits\nthe second\ndoes not"
        );
        assert_eq!(broken("never a terminal", None), "never a terminal");
        let bold = "\u{1b}[1mnine\u{1b}[0m cells";
        assert_eq!(broken(bold, Some(10)), bold);
        assert_eq!(
            broken("\u{1b}[2m  (two words)\u{1b}[0m", Some(8)),
            "\u{1b}[2m  (two\n  words)\u{1b}[0m"
        );
        let key = "  AGE-SECRET-KEY-1QQQQQQQQQQQQQQ";
        assert_eq!(broken(key, Some(12)), key);
    }

    #[test]
    fn padding_counts_cells() {
        assert_eq!(pad("日", 4), "日  ");
        assert_eq!(pad("long", 2), "long");
    }
}
