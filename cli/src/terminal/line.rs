//! The answer to one question while it is typed: what each key does, and what is on the screen for it. Nothing here
//! reads or writes a terminal.

use unicode_width::UnicodeWidthStr as _;

use super::keys::{Event, Key};
use super::layout::{truncate, wrap};
use super::rows::{place_of, rows, show_row};
use super::typing::Typing;
use engine::escape::show_line;

/// A question for a text that is wider than this has its answer on the rows below.
const ASIDE_CELLS_MAX: usize = 48;
/// Cells that a decision needs beside its question.
const DECISION_CELLS: usize = 6;
/// Answers under such a question stand in by so much.
const MARGIN_BELOW: usize = 2;
/// Smaller screens are treated as if they had so many rows.
const SCREEN_ROWS_MIN: usize = 3;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// One line: pasted line breaks become blanks.
    Line,
    /// A text of any number of lines.
    Text,
    /// A decision: nothing that was pasted is an answer.
    Decision,
}

/// What the answer has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Stay,
    /// The answer is given.
    Done,
    /// Ctrl-D where nothing is typed.
    End,
    /// Ctrl-C.
    Stop,
}

/// One question with the answer so far.
pub(super) struct Line {
    question: Vec<String>,
    typing: Typing,
    recall: String,
    wanted: Wanted,
    limit: usize,
    remark: Option<String>,
    width: usize,
    height: usize,
}

/// What is on the screen for a question.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) rows: Vec<String>,
    /// Row and column of the cursor.
    pub(super) cursor: (usize, usize),
}

impl Line {
    /// `question` must be safe to print; `limit` is in characters.
    pub(super) fn new(question: &str, start: &str, wanted: Wanted, limit: usize) -> Self {
        Self {
            question: vec![question.to_owned()],
            typing: Typing::new(start),
            recall: String::new(),
            wanted,
            limit,
            remark: None,
            width: 79,
            height: 24,
        }
    }

    /// What the key Up puts into an empty answer.
    pub(super) fn recall(&mut self, text: &str) {
        text.clone_into(&mut self.recall);
    }

    /// The size of the screen. The last column stays free: terminals differ in what follows a full row.
    pub(super) fn fit(&mut self, columns: usize, lines: usize) {
        self.width = columns.saturating_sub(1).max(8);
        self.height = lines.max(SCREEN_ROWS_MIN);
        let whole = self.question.join(" ");
        self.question = wrap(&whole, Some(self.width));
        if self.question.is_empty() {
            self.question.push(String::new());
        }
        // Wrapping takes the blank between question and answer off.
        if whole.ends_with(' ')
            && let Some(last) = self.question.last_mut()
            && !last.ends_with(' ')
        {
            last.push(' ');
        }
    }

    pub(super) fn text(&self) -> &str {
        self.typing.text()
    }

    /// Does what the event asks for.
    pub(super) fn handle(&mut self, event: Event) -> Next {
        self.remark = None;
        match event {
            Event::Paste(text) => self.paste(&text),
            Event::Key(key) => return self.key(key),
        }
        Next::Stay
    }

    fn key(&mut self, key: Key) -> Next {
        let text = self.wanted == Wanted::Text;
        match key {
            Key::Enter => return Next::Done,
            // Nobody begins an answer with a line break, but programs send Enter like this.
            Key::LineFeed if !text || self.text().is_empty() => return Next::Done,
            Key::Break if !text => return Next::Done,
            Key::LineFeed | Key::Break => self.insert("\n"),
            Key::Control('c') => return Next::Stop,
            Key::Control('d') if self.text().is_empty() => return Next::End,
            Key::Up if self.text().is_empty() => self.typing.insert(&self.recall.clone()),
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Tab if text => self.insert("\t"),
            Key::Unreadable => {
                self.remark = Some("That was not UTF-8 text, so it was left out.".to_owned());
            }
            key => {
                let (width, indent) = self.room();
                self.typing.press(key, width, indent);
            }
        }
        Next::Stay
    }

    fn paste(&mut self, pasted: &str) {
        match self.wanted {
            Wanted::Decision => {
                self.remark = Some("What was pasted is not taken for an answer here.".to_owned());
            }
            Wanted::Text => self.insert(pasted),
            Wanted::Line => {
                let line = pasted.trim_end_matches('\n');
                if line.contains('\n') {
                    self.insert(&line.replace(['\n', '\t'], " "));
                    self.remark.get_or_insert_with(|| {
                        "One line is wanted here: the line breaks became blanks.".to_owned()
                    });
                } else {
                    self.insert(&line.replace('\t', " "));
                }
            }
        }
    }

    /// Takes all of `new` or, where it would be too long, nothing of it.
    fn insert(&mut self, new: &str) {
        let after = self.text().chars().count() + new.chars().count();
        if after > self.limit {
            let (limit, one) = (self.limit, new.chars().nth(1).is_none());
            self.remark = Some(if one {
                format!("{limit} characters are the most here.")
            } else {
                format!("{after} characters, {limit} are the most here: none of that was taken.")
            });
            return;
        }
        self.typing.insert(new);
    }

    /// The cells for the answer's rows, and how many of the first one are taken.
    fn room(&self) -> (usize, usize) {
        let margin = self.margin();
        let width = self.width.saturating_sub(margin).max(4);
        let indent = if self.is_below() {
            0
        } else {
            self.last_width().saturating_sub(margin)
        };
        (width, indent)
    }

    fn last_width(&self) -> usize {
        self.question.last().map_or(0, |last| last.width())
    }

    fn is_below(&self) -> bool {
        let room = match self.wanted {
            Wanted::Decision => self.width.saturating_sub(DECISION_CELLS),
            Wanted::Line => self.width * 3 / 4,
            Wanted::Text => ASIDE_CELLS_MAX.min(self.width / 2),
        };
        self.last_width() > room
    }

    fn margin(&self) -> usize {
        if self.is_below() {
            MARGIN_BELOW
        } else {
            self.last_width().min(4)
        }
    }

    /// What the screen shows. A long answer shows the rows around the cursor.
    pub(super) fn picture(&self) -> Picture {
        let (width, indent) = self.room();
        let (text, margin) = (self.text(), self.margin());
        let laid = rows(text, width, indent);
        let (row, column) = place_of(&laid, text, self.typing.cursor(), indent);
        let aside = usize::from(!self.is_below());
        let (above, beside) = self.question.split_at(self.question.len() - aside);
        let above = above.iter().map(|row| row.trim_end().to_owned());
        let mut shown: Vec<String> = above.collect();
        let mut cursor = (shown.len() + row, margin + column.min(width));
        for (at, row) in laid.iter().enumerate() {
            let before = match beside {
                [beside] if at == 0 => beside.clone(),
                _ => " ".repeat(margin),
            };
            let line = before + &show_row(text, row);
            shown.push(line.trim_end_matches(' ').to_owned());
        }
        let remark = self.remark.as_ref();
        let room = self.height - usize::from(remark.is_some());
        if shown.len() > room {
            let top = (cursor.0 + 1).saturating_sub(room);
            shown.drain(..top);
            shown.truncate(room);
            cursor.0 -= top;
        }
        shown.extend(remark.map(|remark| truncate(remark, self.width)));
        Picture {
            rows: shown,
            cursor,
        }
    }

    /// What a terminal that cannot move its cursor up shows: one row, before and behind the cursor.
    pub(super) fn one_row(&self) -> (String, String) {
        let question = self.question.last().cloned().unwrap_or_default();
        let room = self.width.saturating_sub(question.width() + 1).max(8);
        let (before, after) = self.text().split_at(self.typing.cursor());
        let (mut before, mut after) = (show_line(before), show_line(after));
        while before.width() > room {
            before.remove(0);
        }
        while before.width() + after.width() > room {
            after.pop();
        }
        (question + &before, after)
    }

    /// The remark of the moment, if there is one.
    pub(super) fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// Says something about the answer, until the next key.
    pub(super) fn remark_on(&mut self, remark: String) {
        self.remark = Some(remark);
    }

    /// Takes the remark away: the question is answered.
    pub(super) fn settle(&mut self) {
        self.remark = None;
        let (width, indent) = self.room();
        self.typing.press(Key::Bottom, width, indent);
    }

    /// Whether nothing is answered, and nothing is asked on the row of the answer itself.
    pub(super) fn is_bare(&self) -> bool {
        let asked = self.question.last().map_or("", |row| row.trim());
        self.question.len() == 1 && asked == ">" && self.text().is_empty()
    }

    /// The rows of the question above the one with the answer.
    pub(super) fn question_above(&self) -> &[String] {
        self.question.split_last().map_or(&[], |(_, above)| above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(question: &str, wanted: Wanted) -> Line {
        let mut line = Line::new(question, "", wanted, 30);
        line.fit(20, 6);
        line
    }

    fn type_in(line: &mut Line, text: &str) {
        for c in text.chars() {
            assert_eq!(line.handle(Event::Key(Key::Char(c))), Next::Stay);
        }
    }

    fn paste(line: &mut Line, text: &str) {
        assert_eq!(line.handle(Event::Paste(text.to_owned())), Next::Stay);
    }

    fn press(line: &mut Line, key: Key) -> Next {
        line.handle(Event::Key(key))
    }

    #[test]
    fn an_answer_wraps_beside_its_question() {
        let mut line = line("  > ", Wanted::Text);
        type_in(&mut line, "we went for a walk");
        let picture = line.picture();
        assert_eq!(picture.rows, ["  > we went for a", "    walk"]);
        assert_eq!(picture.cursor, (1, 8));
        press(&mut line, Key::Home);
        assert_eq!(line.picture().cursor, (0, 4));
        press(&mut line, Key::Down);
        assert_eq!(line.picture().cursor, (1, 4));
    }

    #[test]
    fn a_long_question_has_its_answer_below() {
        let mut line = line("What did you do instead? ", Wanted::Line);
        type_in(&mut line, "ran");
        let picture = line.picture();
        assert_eq!(picture.rows, ["What did you do", "instead? ran"]);
        assert_eq!(picture.cursor, (1, 12));
        let mut line = super::tests::line("Whatever happened? ", Wanted::Line);
        type_in(&mut line, "ran");
        let picture = line.picture();
        assert_eq!(picture.rows, ["Whatever happened? ".trim_end(), "  ran"]);
        assert_eq!(picture.cursor, (1, 5));
    }

    #[test]
    fn pasted_lines_stay_one_answer() {
        let mut text = line("> ", Wanted::Text);
        paste(&mut text, "one\ntwo\n");
        assert_eq!(text.text(), "one\ntwo\n");
        assert_eq!(text.picture().rows, ["> one", "  two", ""]);
        let mut single = line("> ", Wanted::Line);
        paste(&mut single, "one\ntwo\n");
        assert_eq!(single.text(), "one two");
        assert!(single.remark().unwrap().contains("blanks"));
        let mut decision = line("? ", Wanted::Decision);
        paste(&mut decision, "y");
        assert_eq!(decision.text(), "");
        assert!(decision.remark().is_some());
    }

    #[test]
    fn a_limit_is_said_and_nothing_is_cut() {
        let mut line = line("> ", Wanted::Text);
        paste(&mut line, &"x".repeat(29));
        paste(&mut line, "two");
        assert_eq!(line.text().len(), 29);
        assert!(
            line.remark()
                .unwrap()
                .contains("32 characters, 30 are the most")
        );
        type_in(&mut line, "y");
        assert_eq!(line.remark(), None);
        type_in(&mut line, "z");
        assert_eq!(line.text().len(), 30);
        assert!(line.remark().is_some());
    }

    #[test]
    fn keys_end_it_as_they_should() {
        let mut text = line("> ", Wanted::Text);
        assert_eq!(press(&mut text, Key::Control('d')), Next::End);
        assert_eq!(press(&mut text, Key::LineFeed), Next::Done);
        type_in(&mut text, "a");
        assert_eq!(press(&mut text, Key::LineFeed), Next::Stay);
        assert_eq!(press(&mut text, Key::Break), Next::Stay);
        assert_eq!(text.text(), "a\n\n");
        assert_eq!(press(&mut text, Key::Control('d')), Next::Stay);
        assert_eq!(press(&mut text, Key::Control('c')), Next::Stop);
        assert_eq!(press(&mut text, Key::Enter), Next::Done);
        let mut single = line("> ", Wanted::Line);
        type_in(&mut single, "a");
        assert_eq!(press(&mut single, Key::LineFeed), Next::Done);
    }

    #[test]
    fn up_takes_up_what_is_there() {
        let mut line = line("> ", Wanted::Text);
        line.recall("as it is");
        press(&mut line, Key::Up);
        press(&mut line, Key::Up);
        assert_eq!(line.text(), "as it is");
    }

    #[test]
    fn a_tall_answer_shows_the_rows_around_the_cursor() {
        let mut line = Line::new("> ", "", Wanted::Text, 1000);
        line.fit(20, 6);
        paste(&mut line, &"row\n".repeat(20));
        let picture = line.picture();
        assert_eq!((picture.rows.len(), picture.cursor), (6, (5, 2)));
        press(&mut line, Key::Top);
        let picture = line.picture();
        assert_eq!((picture.rows.len(), picture.cursor), (6, (0, 2)));
        assert_eq!(picture.rows[0], "> row");
    }

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        let mut line = line("> ", Wanted::Text);
        paste(&mut line, "a\u{202e}b");
        assert_eq!(line.picture().rows, ["> a\\u{202e}b"]);
        assert_eq!(line.picture().cursor, (0, 12));
        assert_eq!(line.one_row().0, "> a\\u{202e}b");
    }

    #[test]
    fn one_row_follows_the_cursor() {
        let mut line = line("> ", Wanted::Text);
        type_in(&mut line, "one two three four five");
        assert_eq!(
            line.one_row(),
            (">  three four five".to_owned(), String::new())
        );
        press(&mut line, Key::Top);
        assert_eq!(
            line.one_row(),
            ("> ".to_owned(), "one two three fo".to_owned())
        );
    }
}
