//! The built-in editor: the whole screen, soft wrap, a title above and the few keys below.

use unicode_width::UnicodeWidthStr as _;

use super::words;
use crate::failure::Failure;
use crate::terminal::{
    Event, FullScreen, Keeping, Kept, Key, Row, SignalGuard, Typing, bar, counted, pad, place_of,
    rows, show_row, truncate, wrap,
};

/// Rows a long title may take: a question of a worksheet is to be read whole.
const TITLE_ROWS_MAX: usize = 4;
/// Most bytes of a text; an entry takes so many.
const TEXT_BYTES_MAX: usize = 1 << 20;
/// What the Tab key puts in.
const TAB: &str = "    ";
const KEYS: &str = "Ctrl-S save and leave · Ctrl-Q leave · Ctrl-Z undo · Ctrl-R redo";
/// The same where there is little room.
const FEW_KEYS: &str = "Ctrl-S save · Ctrl-Q leave";
const QUESTION: &str = "Leave without saving? y = leave, any other key = go on writing";

/// Shows the editor. `None` when it was left without saving.
pub(super) fn edit(
    title: &str,
    text: &str,
    mut keeping: Keeping<'_>,
) -> Result<Option<String>, Failure> {
    // Held until the text is kept: a hang-up may come after the end of the terminal was seen.
    let _guard = SignalGuard::hold();
    let mut screen = FullScreen::enter()?;
    let mut page = Page::new(title, text);
    let ended = write(&mut screen, &mut page, &mut keeping);
    // The screen shows the text no longer than needed, and keeping may take a moment.
    drop(screen);
    if ended.is_err() {
        keeping.finish(page.typing.text());
    }
    Ok(match ended? {
        Next::Save => Some(page.typing.text().to_owned()),
        Next::Stay | Next::Discard => None,
    })
}

fn write(
    screen: &mut FullScreen,
    page: &mut Page,
    keeping: &mut Keeping<'_>,
) -> Result<Next, Failure> {
    loop {
        let (columns, lines) = screen.size();
        let (shown, cursor) = page.draw(columns, lines);
        screen.draw(&shown, cursor)?;
        let mut events = screen.events()?;
        // Nothing is drawn while nothing happens.
        while events.is_empty() && screen.size() == (columns, lines) {
            if let Some(kept) = keeping.look(page.typing.text()) {
                page.kept(kept);
                break;
            }
            events = screen.events()?;
        }
        for event in events {
            match page.handle(event) {
                Next::Stay => {}
                next => return Ok(next),
            }
        }
        if let Some(kept) = keeping.look(page.typing.text()) {
            page.kept(kept);
        }
    }
}

/// What to do after an event.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Stay,
    Save,
    Discard,
}

struct Page {
    title: String,
    before: String,
    typing: Typing,
    asking: bool,
    words: usize,
    draft: Option<Kept>,
    draft_at: String,
    remark: Option<String>,
    width: usize,
    height: usize,
    top: usize,
}

impl Page {
    fn new(title: &str, text: &str) -> Self {
        Self {
            title: title.to_owned(),
            before: text.to_owned(),
            typing: Typing::new(text),
            asking: false,
            words: words::count(text),
            draft: None,
            draft_at: String::new(),
            remark: None,
            width: 79,
            height: 22,
            top: 0,
        }
    }

    /// Says what became of the text that was handed over.
    fn kept(&mut self, kept: Kept) {
        self.draft_at = jiff::Zoned::now().strftime("%H:%M").to_string();
        self.draft = Some(kept);
    }

    /// The rows of the screen and where the cursor is.
    fn draw(&mut self, columns: usize, lines: usize) -> (Vec<String>, (usize, usize)) {
        // The last column stays free: the cursor stands there behind a full row.
        self.width = columns.saturating_sub(1).max(1);
        let mut shown = self.title_rows(columns, lines);
        let above = shown.len();
        let below = self.foot(columns, lines);
        self.height = lines.saturating_sub(above + below.len()).max(1);
        let laid = rows(self.typing.text(), self.width, 0);
        let cursor = self.typing.cursor();
        let (row, column) = place_of(&laid, self.typing.text(), cursor, 0);
        self.scroll_to(row, laid.len());
        let text = self.typing.text();
        let visible = laid.iter().skip(self.top).take(self.height);
        shown.extend(visible.map(|row: &Row| truncated(show_row(text, row), self.width)));
        shown.resize(self.height + above, String::new());
        shown.extend(below.iter().map(|row| bar(row, columns)));
        (shown, (above + row - self.top, column.min(self.width)))
    }

    fn title_rows(&self, columns: usize, lines: usize) -> Vec<String> {
        let rows = wrap(&self.title, Some(columns.max(2) - 1));
        let rows = fitting(rows, lines);
        rows.iter().map(|row| bar(row, columns)).collect()
    }

    /// What stands below the text: one row, or more in a narrow window.
    fn foot(&self, columns: usize, lines: usize) -> Vec<String> {
        let one = self.status(columns);
        if one.width() <= columns {
            return vec![one];
        }
        let words = counted(self.words, "word", "words");
        let texts = match &self.draft {
            _ if self.asking || self.remark.is_some() => [one, String::new()],
            None | Some(Kept::Not) => [FEW_KEYS.to_owned(), words],
            Some(Kept::Yes) => [
                FEW_KEYS.to_owned(),
                format!("{words} · draft {}", self.draft_at),
            ],
            Some(Kept::Failed(why)) => [FEW_KEYS.to_owned(), format!("NO DRAFT is kept: {why}")],
        };
        let rows = texts
            .iter()
            .flat_map(|text| wrap(text, Some(columns.max(1))));
        fitting(rows.collect(), lines)
    }

    /// Keeps the cursor on the screen, and the screen full of text where there is enough.
    fn scroll_to(&mut self, row: usize, count: usize) {
        let lowest = count.saturating_sub(self.height);
        self.top = self.top.min(row).min(lowest);
        self.top = self.top.max((row + 1).saturating_sub(self.height));
    }

    fn status(&self, columns: usize) -> String {
        if self.asking {
            return QUESTION.to_owned();
        }
        if let Some(remark) = &self.remark {
            return remark.clone();
        }
        let words = counted(self.words, "word", "words");
        let (left, right) = match &self.draft {
            None | Some(Kept::Not) => (KEYS.to_owned(), words),
            Some(Kept::Yes) => (
                KEYS.to_owned(),
                format!("{words} · all kept as a draft {}", self.draft_at),
            ),
            Some(Kept::Failed(why)) => (format!("NO DRAFT is kept: {why}"), words),
        };
        let room = columns.saturating_sub(right.width() + 4);
        let least = match &self.draft {
            Some(Kept::Failed(_)) => left.width(),
            _ => FEW_KEYS.width(),
        };
        if room < least {
            return format!("{left}  {right}");
        }
        // Whole keys only.
        let mut left = left;
        while left.width() > room {
            match left.rfind(" · ") {
                Some(at) => left.truncate(at),
                None => left = truncate(&left, room),
            }
        }
        format!("{}  {right}", pad(&left, room))
    }

    fn handle(&mut self, event: Event) -> Next {
        self.remark = None;
        match event {
            Event::Key(key) => return self.key(key),
            Event::Paste(_) if self.asking => {}
            Event::Paste(text) => self.insert(&text),
        }
        Next::Stay
    }

    fn key(&mut self, key: Key) -> Next {
        if self.asking {
            self.asking = false;
            let leave = matches!(key, Key::Char('y' | 'Y'));
            return if leave { Next::Discard } else { Next::Stay };
        }
        match key {
            Key::Save | Key::Control('s') => return Next::Save,
            Key::Escape | Key::Control('q' | 'c') => return self.leave(),
            Key::Enter | Key::LineFeed | Key::Break => self.insert("\n"),
            Key::Tab => self.insert(TAB),
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::PageUp => self.page(-1),
            Key::PageDown => self.page(1),
            Key::Unreadable => {
                self.remark = Some("That was not UTF-8 text, so it was left out.".to_owned());
            }
            key => {
                let before = self.typing.text().len();
                self.typing.press(key, self.width, 0);
                if self.typing.text().len() != before {
                    self.changed();
                }
            }
        }
        Next::Stay
    }

    fn page(&mut self, direction: isize) {
        let rows = isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(1);
        self.typing.move_rows(direction * rows, self.width, 0);
    }

    fn insert(&mut self, new: &str) {
        if self.typing.text().len() + new.len() > TEXT_BYTES_MAX {
            self.remark = Some("A text holds 1 MiB at most. Nothing of that was taken.".to_owned());
            return;
        }
        self.typing.insert(new);
        self.changed();
    }

    /// What is new is not kept yet, and the status must not say so.
    fn changed(&mut self) {
        self.words = words::count(self.typing.text());
        self.draft.take_if(|draft| *draft == Kept::Yes);
    }

    fn leave(&mut self) -> Next {
        if self.typing.text() == self.before {
            return Next::Discard;
        }
        self.asking = true;
        Next::Stay
    }
}

/// As many of these rows as leave room for the text; one at least.
fn fitting(mut rows: Vec<String>, lines: usize) -> Vec<String> {
    let room = TITLE_ROWS_MAX.min(lines / 3).max(1);
    if rows.len() > room {
        rows.truncate(room);
        if let Some(last) = rows.last_mut() {
            last.push('…');
        }
    }
    if rows.is_empty() {
        rows.push(String::new());
    }
    rows
}

/// Blanks at the end of a row may go beyond it.
fn truncated(mut row: String, width: usize) -> String {
    if row.width() > width {
        row.truncate(row.trim_end_matches(' ').len());
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(page: &mut Page, key: Key) -> Next {
        page.handle(Event::Key(key))
    }

    fn type_in(page: &mut Page, text: &str) {
        for c in text.chars() {
            press(page, Key::Char(c));
        }
    }

    fn paste(page: &mut Page, text: &str) {
        page.handle(Event::Paste(text.to_owned()));
    }

    #[test]
    fn what_is_typed_and_pasted_is_saved() {
        let mut page = Page::new("", "");
        type_in(&mut page, "a walk");
        press(&mut page, Key::Enter);
        paste(&mut page, "two\nlines");
        assert_eq!(press(&mut page, Key::Control('s')), Next::Save);
        assert_eq!(page.typing.text(), "a walk\ntwo\nlines");
        assert_eq!(page.words, 4);
    }

    #[test]
    fn leaving_asks_only_when_something_changed() {
        let mut page = Page::new("", "as it was\n");
        assert_eq!(press(&mut page, Key::Escape), Next::Discard);

        type_in(&mut page, "x");
        assert_eq!(press(&mut page, Key::Control('q')), Next::Stay);
        assert_eq!(press(&mut page, Key::Char('n')), Next::Stay);
        assert_eq!(page.typing.text(), "as it was\nx");
        press(&mut page, Key::Escape);
        // A paste is no answer.
        paste(&mut page, "y");
        assert_eq!(press(&mut page, Key::Char('y')), Next::Discard);
    }

    #[test]
    fn undo_takes_back() {
        let mut page = Page::new("", "kept");
        type_in(&mut page, "!");
        press(&mut page, Key::Control('z'));
        assert_eq!(page.typing.text(), "kept");
    }

    #[test]
    fn pages_never_scroll_the_text_away() {
        let text: Vec<String> = (1..=30).map(|n| format!("line {n}")).collect();
        let mut page = Page::new("", &text.join("\n"));
        let seen = |page: &mut Page| page.draw(40, 12).0[1..11].to_vec();
        assert_eq!(seen(&mut page)[9], "line 30");
        for _ in 0..5 {
            press(&mut page, Key::PageDown);
            assert_eq!(seen(&mut page)[9], "line 30");
        }
        press(&mut page, Key::Top);
        assert_eq!(seen(&mut page)[0], "line 1");
        press(&mut page, Key::PageUp);
        assert_eq!(seen(&mut page)[0], "line 1");
        press(&mut page, Key::PageDown);
        press(&mut page, Key::PageDown);
        assert_eq!(seen(&mut page)[9], "line 19");
        press(&mut page, Key::Bottom);
        assert_eq!(seen(&mut page)[9], "line 30");
        assert_eq!(page.draw(40, 12).1, (10, 7));
    }

    #[test]
    fn the_status_fits_and_tells_of_drafts() {
        let mut page = Page::new("", "two words");
        let status = page.status(80);
        assert!(status.width() <= 80 && status.ends_with("2 words") && status.contains("Ctrl-R"));
        page.kept(Kept::Yes);
        let status = page.status(80);
        assert!(
            status.width() <= 80 && status.contains("2 words · all kept as a draft"),
            "{status}"
        );
        assert!(
            status.contains("Ctrl-S save and leave · Ctrl-Q leave"),
            "{status}"
        );
        press(&mut page, Key::Char('s'));
        assert!(!page.status(80).contains("kept"), "newer words are not");
        page.kept(Kept::Failed("the disk is full".to_owned()));
        let status = page.status(80);
        assert!(
            status.contains("NO DRAFT is kept: the disk is full"),
            "{status}"
        );
    }

    #[test]
    fn in_a_narrow_window_what_stands_below_is_whole() {
        let mut page = Page::new("", "two words");
        page.kept(Kept::Yes);
        for columns in [30, 40, 80] {
            let foot = page.foot(columns, 24);
            assert!(foot.iter().all(|row| row.width() <= columns), "{foot:?}");
            let all = foot.join(" ");
            assert!(
                all.contains("Ctrl-Q leave") && all.contains("draft"),
                "{foot:?}"
            );
            assert!(!all.contains('…'), "{foot:?}");
            let (rows, _) = page.draw(columns, 24);
            assert_eq!(rows.len(), 24, "{columns}");
        }
        page.kept(Kept::Failed("the disk is full".to_owned()));
        assert!(
            page.foot(30, 24)
                .join(" ")
                .contains("kept: the disk is full")
        );
        type_in(&mut page, "!");
        press(&mut page, Key::Escape);
        assert_eq!(page.foot(30, 24).join(" "), QUESTION);
        assert_eq!(page.foot(80, 24), [QUESTION]);
    }

    #[test]
    fn a_text_that_is_too_long_is_said() {
        let mut page = Page::new("", "kept");
        paste(&mut page, &"x".repeat(TEXT_BYTES_MAX));
        assert_eq!(page.typing.text(), "kept");
        assert!(page.status(80).contains("1 MiB"));
    }

    #[test]
    fn hostile_text_does_not_reach_the_terminal_as_commands() {
        let mut page = Page::new("", "a\x1b[2J\u{202e}b");
        let (rows, _) = page.draw(60, 5);
        assert_eq!(rows[1], "a\\u{1b}[2J\\u{202e}b");
    }
}
