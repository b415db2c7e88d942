//! Putting the picture of a question on the terminal, over the one before it. A terminal that understands text only
//! gets one row that is written over.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use super::line::{Line, Picture};
use super::session::is_dumb;

/// What stands on the terminal for the present question.
#[derive(Debug, Default)]
pub(super) struct Painter {
    /// Cells of the rows above the cursor, and the cursor's column.
    above: Vec<usize>,
    column: usize,
    /// Rows above the cursor.
    up: usize,
    /// Cells of the one row of a simple terminal.
    cells: usize,
    said: usize,
    remark: Option<String>,
}

impl Painter {
    /// Draws the question as it is now.
    pub(super) fn draw(&mut self, line: &Line, out: &mut impl Write) -> io::Result<()> {
        let bytes = if is_dumb() {
            self.one_row(line)
        } else {
            self.picture(&line.picture())
        };
        out.write_all(bytes.as_bytes())?;
        out.flush()
    }

    /// Leaves the question as it is, with the cursor on a new row. Of one that was passed over no row stays with nothing on it
    /// but a sign.
    pub(super) fn leave(&mut self, line: &Line, out: &mut impl Write) -> io::Result<()> {
        self.draw(line, out)?;
        let passed_over = line.is_bare() && !is_dumb();
        let end: &[u8] = if passed_over { b"\r\x1b[J" } else { b"\r\n" };
        out.write_all(end)?;
        out.flush()
    }

    /// The screen has so many columns now: terminals break the rows that are there anew.
    pub(super) fn resized(&mut self, columns: usize) {
        let columns = columns.max(1);
        let broken = |cells: &usize| cells.max(&1).div_ceil(columns);
        self.up = self.above.iter().map(broken).sum::<usize>() + self.column / columns;
    }

    fn picture(&mut self, picture: &Picture) -> String {
        let mut bytes = String::new();
        if self.up > 0 {
            bytes.push_str(&format!("\x1b[{}A", self.up));
        }
        bytes.push_str("\r\x1b[J");
        bytes.push_str(&picture.rows.join("\r\n"));
        let (row, column) = picture.cursor;
        let below = picture.rows.len() - 1 - row.min(picture.rows.len() - 1);
        if below > 0 {
            bytes.push_str(&format!("\x1b[{below}A"));
        }
        bytes.push('\r');
        if column > 0 {
            bytes.push_str(&format!("\x1b[{column}C"));
        }
        let above = picture.rows.iter().take(row);
        self.above = above.map(|row| row.width()).collect();
        (self.up, self.column) = (row, column);
        bytes
    }

    fn one_row(&mut self, line: &Line) -> String {
        let mut bytes = String::new();
        for row in line.question_above().iter().skip(self.said) {
            bytes.push_str(&format!("{row}\r\n"));
            self.said += 1;
        }
        if self.remark.as_deref() != line.remark() {
            self.remark = line.remark().map(str::to_owned);
            if let Some(remark) = &self.remark {
                bytes.push_str(&format!("\r\n{remark}\r\n"));
            }
        }
        let (before, after) = line.one_row();
        let cells = before.width() + after.width();
        let gone = " ".repeat(self.cells.saturating_sub(cells));
        self.cells = cells;
        bytes.push_str(&format!("\r{before}{after}{gone}\r{before}"));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(rows: &[&str], cursor: (usize, usize)) -> Picture {
        Picture {
            rows: rows.iter().map(|row| (*row).to_owned()).collect(),
            cursor,
        }
    }

    #[test]
    fn each_picture_begins_where_the_one_before_began() {
        let mut painter = Painter::default();
        let first = painter.picture(&picture(&["> one", "  two"], (1, 5)));
        assert_eq!(first, "\r\x1b[J> one\r\n  two\r\x1b[5C");
        let second = painter.picture(&picture(&["> one", "  two", "note"], (0, 2)));
        assert_eq!(
            second,
            "\x1b[1A\r\x1b[J> one\r\n  two\r\nnote\x1b[2A\r\x1b[2C"
        );
        assert!(
            painter
                .picture(&picture(&[">"], (0, 0)))
                .starts_with("\r\x1b[J")
        );
    }

    #[test]
    fn a_narrower_screen_has_more_rows_above() {
        let mut painter = Painter::default();
        painter.picture(&picture(&["0123456789", "01234"], (1, 5)));
        painter.resized(4);
        assert_eq!(painter.up, 4);
    }
}
