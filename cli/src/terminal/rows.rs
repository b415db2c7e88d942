//! How a text that is being typed lies on the screen: rows broken between words, control and direction characters made
//! visible, and where the cursor is.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use engine::escape::show_line;

/// What a tab looks like.
const TAB: &str = "    ";

/// One row of the screen: the bytes of the text that it shows, without its line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether the line was broken here only because the screen ends.
    pub(crate) goes_on: bool,
}

/// What one character, as read, looks like on the screen.
fn shown(grapheme: &str) -> Cow<'_, str> {
    match grapheme {
        "\t" => Cow::Borrowed(TAB),
        _ if grapheme.is_ascii() && !grapheme.contains(|c: char| c.is_ascii_control()) => {
            Cow::Borrowed(grapheme)
        }
        _ => Cow::Owned(show_line(grapheme)),
    }
}

/// The part of the text that a row shows, safe to print.
pub(crate) fn show_row(text: &str, row: &Row) -> String {
    text[row.start..row.end]
        .graphemes(true)
        .map(shown)
        .collect()
}

/// Cells that the text between two bytes of one row needs.
pub(crate) fn cells_between(text: &str, start: usize, end: usize) -> usize {
    let part = text[start..end].graphemes(true);
    part.map(|grapheme| shown(grapheme).width()).sum()
}

/// Breaks `text` into rows of at most `width` cells, the first of which has `indent` cells less. There is always one.
///
/// A blank that no longer fits stays at the end of its row, where nobody sees it.
pub(crate) fn rows(text: &str, width: usize, indent: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let indent = if start == 0 { indent } else { 0 };
        line_rows(line, start, width.max(1), indent, &mut rows);
        start += line.len() + 1;
    }
    rows
}

fn line_rows(line: &str, offset: usize, width: usize, indent: usize, rows: &mut Vec<Row>) {
    let mut start = 0;
    let mut used = indent;
    // Behind the last blank of this row, and the cells up to there.
    let mut blank: Option<(usize, usize)> = None;
    for (at, grapheme) in line.grapheme_indices(true) {
        let cells = shown(grapheme).width();
        if grapheme == " " {
            used += cells;
            blank = Some((at + 1, used));
            continue;
        }
        while used + cells > width && (at > start || used > 0) {
            let (end, taken) = match blank {
                Some((end, taken)) if end > start => (end, taken),
                // A word too long for the row breaks inside; a first row that is all indent holds nothing.
                _ => (at, used),
            };
            rows.push(Row {
                start: offset + start,
                end: offset + end,
                goes_on: true,
            });
            start = end;
            used -= taken;
            blank = None;
        }
        used += cells;
    }
    rows.push(Row {
        start: offset + start,
        end: offset + line.len(),
        goes_on: false,
    });
}

/// The row and the column of the byte `at`.
pub(crate) fn place_of(rows: &[Row], text: &str, at: usize, indent: usize) -> (usize, usize) {
    let row = rows
        .partition_point(|row| row.start <= at)
        .saturating_sub(1);
    let start = if row == 0 { indent } else { 0 };
    (row, start + cells_between(text, rows[row].start, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown_rows(text: &str, width: usize, indent: usize) -> Vec<String> {
        let rows = rows(text, width, indent);
        rows.iter().map(|row| show_row(text, row)).collect()
    }

    #[test]
    fn rows_break_between_words() {
        assert_eq!(shown_rows("one two three", 8, 0), ["one two ", "three"]);
        assert_eq!(shown_rows("one two three", 8, 4), ["one ", "two ", "three"]);
        assert_eq!(shown_rows("one\n\ntwo\n", 8, 0), ["one", "", "two", ""]);
        assert_eq!(shown_rows("", 8, 0), [""]);
        assert_eq!(shown_rows("abcdefgh", 3, 0), ["abc", "def", "gh"]);
        assert_eq!(shown_rows("日本語", 4, 0), ["日本", "語"]);
        assert_eq!(shown_rows("word", 8, 6), ["wo", "rd"]);
    }

    #[test]
    fn what_acts_on_a_terminal_is_shown_and_counted() {
        assert_eq!(shown_rows("a\u{202e}b\tc", 40, 0), ["a\\u{202e}b    c"]);
        assert_eq!(cells_between("a\u{202e}b", 0, 4), 9);
    }

    #[test]
    fn the_cursor_after_a_full_row_is_on_the_next() {
        let text = "one two three";
        let rows = rows(text, 8, 0);
        assert_eq!(place_of(&rows, text, 7, 0), (0, 7));
        assert_eq!(place_of(&rows, text, 8, 0), (1, 0));
        assert_eq!(place_of(&rows, text, 13, 0), (1, 5));
    }

    proptest! {
        #[test]
        fn every_byte_is_in_one_row_and_no_row_is_too_wide(
            text in "[a-z  日👩\u{202e}\u{301}\t\n]{0,60}", width in 12_usize..40, indent in 0_usize..8,
        ) {
            let rows = rows(&text, width, indent);
            let mut at = 0;
            for (number, row) in rows.iter().enumerate() {
                prop_assert_eq!(row.start, at);
                at = if row.goes_on { row.end } else { row.end + 1 };
                let start = if number == 0 { indent } else { 0 };
                let seen = show_row(&text, row);
                prop_assert!(start + seen.trim_end_matches(' ').width() <= width, "{:?}", rows);
            }
            prop_assert_eq!(at, text.len() + 1);
        }
    }
}
