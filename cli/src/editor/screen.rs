//! The built-in editor: alternate screen, soft wrap, a title above and the few keys below. Whatever ends it, the
//! terminal is put back and the scrollback cleared of what was on the screen.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers,
};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::Print;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui_textarea::{TextArea, WrapMode};

use super::keeping::{Keeping, Kept};
use super::words;
use crate::failure::Failure;
use crate::terminal::SignalGuard;

/// How often a signal is looked for while nobody types.
const PATIENCE: Duration = Duration::from_millis(200);
/// Steps that can be undone.
const UNDO_STEPS: usize = 1000;
const KEYS: &str = "Ctrl-S save and leave   Ctrl-Q leave   Ctrl-Z undo   Ctrl-R redo";
const QUESTION: &str = "Leave without saving? y = leave, any other key = go on writing";

/// Shows the editor. `None` when it was left without saving.
pub(super) fn edit(
    title: &str,
    text: &str,
    mut keeping: Keeping<'_>,
) -> Result<Option<String>, Failure> {
    let failed = |e| Failure::io("using the terminal", e);
    let tty = OpenOptions::new()
        .read(true)
        .write(true)
        .open("/dev/tty")
        .map_err(|e| {
            Failure::usage("the editor needs a terminal")
                .because(e)
                .help("pipe the text in instead")
        })?;
    let guard = SignalGuard::hold();
    let screen = Screen::enter(tty.try_clone().map_err(failed)?).map_err(failed)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(tty)).map_err(failed)?;
    let mut page = Page::new(title, text);
    let outcome = loop {
        terminal.draw(|frame| page.draw(frame)).map_err(failed)?;
        if let Some(number) = guard.caught() {
            keeping.finish(&page.text());
            drop(screen);
            return Err(Failure::interrupted(number));
        }
        if let Some(kept) = keeping.look(&page.text()) {
            page.kept(kept);
            continue;
        }
        if event::poll(PATIENCE).map_err(failed)? {
            match page.handle(event::read().map_err(failed)?) {
                Next::Stay => {}
                Next::Save => break Some(page.text()),
                Next::Discard => break None,
            }
        }
    };
    drop(screen);
    Ok(outcome)
}

/// The terminal in full-screen mode; as before when dropped, also while panicking.
struct Screen {
    tty: File,
}

impl Screen {
    fn enter(tty: File) -> io::Result<Self> {
        enable_raw_mode()?;
        let mut screen = Self { tty };
        execute!(screen.tty, EnterAlternateScreen, EnableBracketedPaste)?;
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Erase the alternate screen before leaving it, and the scrollback (CSI 3 J) after, for terminals that keep it.
        let _ = execute!(
            self.tty,
            DisableBracketedPaste,
            Print("\x1b[2J"),
            LeaveAlternateScreen,
            Print("\x1b[3J"),
            Show
        );
        let _ = disable_raw_mode();
        let _ = self.tty.flush();
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
    area: TextArea<'static>,
    asking: bool,
    words: usize,
    draft: String,
}

impl Page {
    fn new(title: &str, text: &str) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_max_histories(UNDO_STEPS);
        area.set_cursor_line_style(Style::new());
        area.set_tab_length(4);
        area.move_cursor(ratatui_textarea::CursorMove::Bottom);
        area.move_cursor(ratatui_textarea::CursorMove::End);
        let words = words::count(text);
        Self {
            title: title.to_owned(),
            before: text.to_owned(),
            area,
            asking: false,
            words,
            draft: String::new(),
        }
    }

    /// Says what became of the text that was handed over.
    fn kept(&mut self, kept: Kept) {
        self.draft = match kept {
            Kept::Not => String::new(),
            Kept::Yes => jiff::Zoned::now()
                .strftime("   draft kept %H:%M")
                .to_string(),
            Kept::Failed(why) => format!("   NO DRAFT: {why}"),
        };
    }

    fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    fn draw(&self, frame: &mut ratatui::Frame<'_>) {
        let rows = [
            Constraint::Length(1),
            Constraint::Min(1),
            Constraint::Length(1),
        ];
        let [top, middle, bottom] = Layout::vertical(rows).areas(frame.area());
        let bar = Style::new().add_modifier(Modifier::REVERSED);
        let status = if self.asking {
            QUESTION.to_owned()
        } else {
            let plural = if self.words == 1 { "word" } else { "words" };
            format!("{KEYS}   {} {plural}{}", self.words, self.draft)
        };
        frame.render_widget(Line::from(self.title.as_str()).style(bar), top);
        frame.render_widget(&self.area, middle);
        frame.render_widget(Line::from(status).style(bar), bottom);
    }

    fn handle(&mut self, event: Event) -> Next {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Event::Paste(pasted) if !self.asking => {
                // Terminals send pasted line ends as carriage returns; other control characters have no place in text.
                let text = pasted.replace("\r\n", "\n").replace('\r', "\n");
                self.area.insert_str(
                    text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', ""),
                );
                self.recount();
                Next::Stay
            }
            _ => Next::Stay,
        }
    }

    fn key(&mut self, key: KeyEvent) -> Next {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        if self.asking {
            self.asking = false;
            let leave = matches!(key.code, KeyCode::Char('y' | 'Y')) && !control;
            return if leave { Next::Discard } else { Next::Stay };
        }
        match key.code {
            KeyCode::F(2) => return Next::Save,
            KeyCode::Char('s') if control => return Next::Save,
            KeyCode::Esc => return self.leave(),
            KeyCode::Char('q' | 'c') if control => return self.leave(),
            KeyCode::Char('z') if control => {
                self.area.undo();
            }
            _ => {
                self.area.input(key);
            }
        }
        self.recount();
        Next::Stay
    }

    fn leave(&mut self) -> Next {
        if self.text() == self.before {
            return Next::Discard;
        }
        self.asking = true;
        Next::Stay
    }

    fn recount(&mut self) {
        self.words = self
            .area
            .lines()
            .iter()
            .map(|line| words::count(line))
            .sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(page: &mut Page, code: KeyCode, modifiers: KeyModifiers) -> Next {
        page.handle(Event::Key(KeyEvent::new(code, modifiers)))
    }

    fn type_in(page: &mut Page, text: &str) {
        for c in text.chars() {
            press(page, KeyCode::Char(c), KeyModifiers::NONE);
        }
    }

    #[test]
    fn what_is_typed_and_pasted_is_saved() {
        let mut page = Page::new("", "");
        type_in(&mut page, "a walk");
        press(&mut page, KeyCode::Enter, KeyModifiers::NONE);
        page.handle(Event::Paste("two\r\nlines\x1b[2J".into()));
        assert_eq!(
            press(&mut page, KeyCode::Char('s'), KeyModifiers::CONTROL),
            Next::Save
        );
        assert_eq!(page.text(), "a walk\ntwo\nlines[2J");
        assert_eq!(page.words, 4);
    }

    #[test]
    fn leaving_asks_only_when_something_changed() {
        let mut page = Page::new("", "as it was\n");
        assert_eq!(page.text(), "as it was\n");
        assert_eq!(
            press(&mut page, KeyCode::Esc, KeyModifiers::NONE),
            Next::Discard
        );

        type_in(&mut page, "x");
        assert_eq!(
            press(&mut page, KeyCode::Char('q'), KeyModifiers::CONTROL),
            Next::Stay
        );
        assert_eq!(
            press(&mut page, KeyCode::Char('n'), KeyModifiers::NONE),
            Next::Stay
        );
        assert_eq!(page.text(), "as it was\nx");
        press(&mut page, KeyCode::Esc, KeyModifiers::NONE);
        assert_eq!(
            press(&mut page, KeyCode::Char('y'), KeyModifiers::NONE),
            Next::Discard
        );
    }

    #[test]
    fn undo_takes_back() {
        let mut page = Page::new("", "kept");
        type_in(&mut page, "!");
        press(&mut page, KeyCode::Char('z'), KeyModifiers::CONTROL);
        assert_eq!(page.text(), "kept");
    }

    #[test]
    fn hostile_text_does_not_reach_the_terminal_as_commands() {
        let page = Page::new("", "a\x1b[2J\u{202e}b");
        let backend = ratatui::backend::TestBackend::new(60, 5);
        let mut terminal = Terminal::new(backend).unwrap();
        terminal.draw(|frame| page.draw(frame)).unwrap();
        let cells = terminal.backend().buffer().content.iter();
        let shown: String = cells.map(ratatui::buffer::Cell::symbol).collect();
        assert!(!shown.contains(['\x1b', '\u{202e}']), "{shown:?}");
    }
}
