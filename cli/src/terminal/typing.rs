//! The text that somebody is typing: what the keys do to it. The cursor and Backspace step over what is read as one
//! character; line breaks and limits are the caller's business.

use unicode_segmentation::UnicodeSegmentation as _;

use super::keys::Key;
use super::rows::{Row, cells_between, place_of, rows};

/// Changes that can be taken back.
const UNDO_STEPS: usize = 1000;

/// One change: at this byte, so much was taken out and so much put in.
#[derive(Debug, Clone)]
struct Change {
    at: usize,
    removed: String,
    inserted: String,
}

/// A text with a cursor.
#[derive(Debug, Default)]
pub(crate) struct Typing {
    text: String,
    at: usize,
    /// The column that Up and Down keep to.
    goal: Option<usize>,
    cut: String,
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl Typing {
    /// Starts from `text`, with the cursor behind it.
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            at: text.len(),
            ..Self::default()
        }
    }

    /// The text as it is now.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The cursor, as a byte of the text.
    pub(crate) fn cursor(&self) -> usize {
        self.at
    }

    /// Puts `new` in at the cursor.
    pub(crate) fn insert(&mut self, new: &str) {
        if !new.is_empty() {
            self.replace(self.at..self.at, new);
        }
    }

    /// Does what `key` means for a text that is shown `width` cells wide with `indent` cells before its first row.
    /// False when the key means nothing here.
    pub(crate) fn press(&mut self, key: Key, width: usize, indent: usize) -> bool {
        let goal = self.goal.take();
        match key {
            Key::Left | Key::Control('b') => self.at -= self.before(),
            Key::Right | Key::Control('f') => self.at += self.after(),
            Key::WordLeft => self.at = self.word_start(),
            Key::WordRight => self.at = self.word_end(),
            Key::Home | Key::Control('a') => self.at = self.line_start(),
            Key::End | Key::Control('e') => self.at = self.line_end(),
            Key::Top => self.at = 0,
            Key::Bottom => self.at = self.text.len(),
            Key::Up | Key::Control('p') => self.step_rows(goal, -1, width, indent),
            Key::Down | Key::Control('n') => self.step_rows(goal, 1, width, indent),
            Key::Backspace => self.replace(self.at - self.before()..self.at, ""),
            Key::Delete | Key::Control('d') => self.replace(self.at..self.at + self.after(), ""),
            Key::WordBackspace | Key::Control('w') => self.cut(self.word_start()..self.at),
            Key::WordDelete => self.cut(self.at..self.word_end()),
            Key::Control('u') => self.cut(self.line_start()..self.at),
            Key::Control('k') => self.cut(self.at..self.line_end()),
            Key::Control('y') => {
                let cut = self.cut.clone();
                self.insert(&cut);
            }
            Key::Control('z') => self.undo(),
            Key::Control('r') => self.redo(),
            _ => return false,
        }
        true
    }

    /// Moves the cursor up (below zero) or down by so many rows, as they are shown.
    pub(crate) fn move_rows(&mut self, by: isize, width: usize, indent: usize) {
        let goal = self.goal.take();
        self.step_rows(goal, by, width, indent);
    }

    fn step_rows(&mut self, goal: Option<usize>, by: isize, width: usize, indent: usize) {
        let rows = rows(&self.text, width, indent);
        let (row, column) = place_of(&rows, &self.text, self.at, indent);
        let goal = goal.unwrap_or(column);
        let Some(wanted) = row.checked_add_signed(by) else {
            self.at = if by < -1 { 0 } else { self.at };
            self.goal = Some(goal);
            return;
        };
        let target = wanted.min(rows.len() - 1);
        let start = if target == 0 { indent } else { 0 };
        self.at = byte_at(&rows[target], &self.text, goal.saturating_sub(start));
        self.goal = Some(goal);
    }

    /// Bytes of what is read as one character before the cursor.
    fn before(&self) -> usize {
        let last = self.text[..self.at].graphemes(true).next_back();
        last.map_or(0, str::len)
    }

    fn after(&self) -> usize {
        let first = self.text[self.at..].graphemes(true).next();
        first.map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let mut words = self.text[..self.at].unicode_word_indices();
        words.next_back().map_or(0, |(start, _)| start)
    }

    fn word_end(&self) -> usize {
        let next = self.text[self.at..].unicode_word_indices().next();
        next.map_or(self.text.len(), |(start, word)| {
            self.at + start + word.len()
        })
    }

    fn line_start(&self) -> usize {
        self.text[..self.at].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        let end = self.text[self.at..].find('\n');
        end.map_or(self.text.len(), |at| self.at + at)
    }

    fn cut(&mut self, range: std::ops::Range<usize>) {
        if !range.is_empty() {
            self.text[range.clone()].clone_into(&mut self.cut);
            self.replace(range, "");
        }
    }

    fn replace(&mut self, range: std::ops::Range<usize>, new: &str) {
        if range.is_empty() && new.is_empty() {
            return;
        }
        let change = Change {
            at: range.start,
            removed: self.text[range.clone()].to_owned(),
            inserted: new.to_owned(),
        };
        self.text.replace_range(range.clone(), new);
        self.at = range.start + new.len();
        self.undone.clear();
        self.remember(change);
    }

    /// Characters typed one after the other are one change, word by word.
    fn remember(&mut self, change: Change) {
        let goes_on = |last: &Change| {
            last.removed.is_empty()
                && change.removed.is_empty()
                && last.at + last.inserted.len() == change.at
                && change.inserted.chars().nth(1).is_none()
                && !change.inserted.contains(char::is_whitespace)
        };
        match self.done.last_mut() {
            Some(last) if goes_on(last) => last.inserted.push_str(&change.inserted),
            _ => self.done.push(change),
        }
        if self.done.len() > UNDO_STEPS {
            self.done.remove(0);
        }
    }

    fn undo(&mut self) {
        if let Some(change) = self.done.pop() {
            let end = change.at + change.inserted.len();
            self.text.replace_range(change.at..end, &change.removed);
            self.at = change.at + change.removed.len();
            self.undone.push(change);
        }
    }

    fn redo(&mut self) {
        if let Some(change) = self.undone.pop() {
            let end = change.at + change.removed.len();
            self.text.replace_range(change.at..end, &change.inserted);
            self.at = change.at + change.inserted.len();
            self.done.push(change);
        }
    }
}

/// The byte of a row that is shown at `column`, or its last place.
fn byte_at(row: &Row, text: &str, column: usize) -> usize {
    let line = &text[row.start..row.end];
    let mut at = row.start;
    for (start, grapheme) in line.grapheme_indices(true) {
        let behind = row.start + start + grapheme.len();
        if cells_between(text, row.start, behind) > column {
            return at;
        }
        at = behind;
    }
    // Behind the last character of a row that goes on is the beginning of the next one.
    if row.goes_on {
        let last = line.graphemes(true).next_back().map_or(0, str::len);
        return row.end - last;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(text: &str, keys: &[Key]) -> Typing {
        let mut typing = Typing::new(text);
        for key in keys {
            match key {
                Key::Char(c) => typing.insert(c.encode_utf8(&mut [0; 4])),
                key => assert!(typing.press(*key, 20, 0), "{key:?}"),
            }
        }
        typing
    }

    #[test]
    fn the_cursor_and_backspace_step_over_what_is_read_as_one() {
        let family = "a👩‍👧e\u{301}";
        assert_eq!(typed(family, &[Key::Backspace]).text(), "a👩‍👧");
        assert_eq!(typed(family, &[Key::Backspace; 2]).text(), "a");
        let typing = typed(family, &[Key::Left, Key::Left, Key::Char('x')]);
        assert_eq!(typing.text(), "ax👩‍👧e\u{301}");
        let typing = typed(family, &[Key::Home, Key::Right, Key::Delete]);
        assert_eq!(typing.text(), "ae\u{301}");
        assert_eq!(
            typed("", &[Key::Backspace, Key::Delete, Key::Left]).text(),
            ""
        );
    }

    #[test]
    fn words_are_walked_over_and_cut() {
        let words = "one two, drei";
        assert_eq!(typed(words, &[Key::WordLeft]).cursor(), 9);
        assert_eq!(typed(words, &[Key::WordLeft; 2]).cursor(), 4);
        assert_eq!(typed(words, &[Key::Home, Key::WordRight]).cursor(), 3);
        assert_eq!(typed(words, &[Key::Control('w')]).text(), "one two, ");
        let back = [Key::Control('w'), Key::Home, Key::Control('y')];
        assert_eq!(typed(words, &back).text(), "dreione two, ");
    }

    #[test]
    fn lines_are_cut_up_to_their_ends() {
        let lines = "first\nsecond";
        assert_eq!(typed(lines, &[Key::Control('u')]).text(), "first\n");
        let keys = [Key::WordLeft, Key::Right, Key::Right, Key::Control('k')];
        assert_eq!(typed(lines, &keys).text(), "first\nse");
        assert_eq!(typed(lines, &[Key::Top, Key::End]).cursor(), 5);
    }

    #[test]
    fn rows_keep_their_column() {
        let lines = "a long line\nb\nanother line";
        assert_eq!(typed(lines, &[Key::Up]).cursor(), 13);
        assert_eq!(typed(lines, &[Key::Up, Key::Up]).cursor(), 11);
        assert_eq!(
            typed(lines, &[Key::Up, Key::Up, Key::Down, Key::Down]).cursor(),
            26
        );
        assert_eq!(typed("one", &[Key::Home, Key::Up]).cursor(), 0);
        assert_eq!(typed("one", &[Key::Home, Key::Down]).cursor(), 0);
        // Twenty cells: the second row begins with “walk”.
        let soft = "we went for another walk";
        assert_eq!(typed(soft, &[Key::Up]).cursor(), 4);
    }

    #[test]
    fn what_was_done_is_taken_back_word_by_word_and_done_again() {
        let keys = "go on".chars().map(Key::Char).collect::<Vec<_>>();
        let mut typing = typed("", &keys);
        typing.press(Key::Control('z'), 20, 0);
        assert_eq!(typing.text(), "go");
        typing.press(Key::Control('z'), 20, 0);
        assert_eq!(typing.text(), "");
        typing.press(Key::Control('r'), 20, 0);
        typing.press(Key::Control('r'), 20, 0);
        assert_eq!(typing.text(), "go on");
    }

    proptest! {
        #[test]
        fn any_keys_leave_the_cursor_between_characters_and_undo_leads_back(
            start in "[a-z é日👩\u{301}\n]{0,30}",
            keys in proptest::collection::vec(0_usize..24, 0..40),
            width in 1_usize..12,
        ) {
            let all = [
                Key::Left, Key::Right, Key::WordLeft, Key::WordRight, Key::Home, Key::End, Key::Top, Key::Bottom,
                Key::Up, Key::Down, Key::Backspace, Key::Delete, Key::WordBackspace, Key::WordDelete,
                Key::Control('u'), Key::Control('k'), Key::Control('y'), Key::Char('x'), Key::Char('日'),
                Key::Char('\u{301}'), Key::Char('\n'), Key::Char(' '), Key::Control('z'), Key::Control('r'),
            ];
            let mut typing = Typing::new(&start);
            for key in keys {
                match all[key] {
                    Key::Char(c) => typing.insert(c.encode_utf8(&mut [0; 4])),
                    key => { typing.press(key, width, 3); }
                }
                prop_assert!(typing.text.is_char_boundary(typing.at));
            }
            while !typing.done.is_empty() {
                typing.undo();
            }
            prop_assert_eq!(typing.text(), start);
        }
    }
}
