//! Questions on the controlling terminal, never on standard input: the two may differ, and text may be piped.

use std::io::Write as _;
use std::time::{Duration, Instant};

use platform::terminal::Terminal;

use super::input::Input;
use super::keeping::{Keeping, Kept};
use super::keys::Key;
use super::layout::broken_at_words;
use super::line::{Line, Next, Wanted};
use super::painter::Painter;
use super::session::{self, Reads};
use super::signals::{INTERRUPT, SignalGuard, watch_signals};
use crate::failure::Failure;

/// Longest answer in characters where the question says nothing else.
const ANSWER_CHARS_MAX: usize = 4096;

/// A question of several: it can be gone back from, helped with, and left.
pub(crate) struct Question<'a> {
    /// What stands before the answer; safe to print and without colour.
    pub(crate) prompt: &'a str,
    /// What the answer starts from.
    pub(crate) start: &'a str,
    /// What the key Up puts into an empty answer; empty for nothing.
    pub(crate) recall: &'a str,
    /// What is asked for.
    pub(crate) wanted: Wanted,
    /// The most characters that are taken.
    pub(crate) limit: usize,
}

/// What is said of an answer that is neither.
pub(crate) const NO_DECISION: &str = "y for yes, n or Enter for no";

/// What an answer to a question of yes or no says; nothing at all is no. `None` for any other word: what somebody typed
/// with something else in mind is not taken for an answer.
pub(crate) fn decision(answer: &str) -> Option<bool> {
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" => Some(true),
        "" | "n" | "no" => Some(false),
        _ => None,
    }
}

/// What came of a question.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// The answer, without blanks around it.
    Text(String),
    /// `:b`: the question before.
    Back,
    /// `?`: what is this about?
    Help,
    /// `:e`: in the editor, please.
    Editor,
    /// `:q`.
    Leave,
    /// Ctrl-D where nothing is typed.
    End,
}

/// The controlling terminal.
pub(crate) struct Tty {
    pub(super) file: Terminal,
    plain: bool,
}

impl Tty {
    /// Opens the controlling terminal, or the terminal on standard input.
    pub(crate) fn open() -> Option<Self> {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
        Some(Self {
            file: Terminal::open().ok()?,
            plain: no_color || session::is_dumb(),
        })
    }

    /// How many columns the terminal has.
    pub(crate) fn columns(&self) -> usize {
        screen_size(&self.file).0
    }

    /// Prints one line on the terminal itself, which may not be where standard output goes.
    pub(crate) fn say(&mut self, line: &str) -> Result<(), Failure> {
        let line = broken_at_words(line, Some(screen_size(&self.file).0));
        if self.plain {
            self.put(&format!("{}\n", anstream::adapter::strip_str(&line)))
        } else {
            self.put(&format!("{line}\n"))
        }
    }

    /// Asks for one line, shown while typed. `None` at end of input (Ctrl-D).
    pub(crate) fn ask(&mut self, question: &str) -> Result<Option<String>, Failure> {
        self.line(question, Wanted::Line)
    }

    /// The same; what was typed before it was asked is no answer to it.
    pub(crate) fn ask_afresh(&mut self, question: &str) -> Result<Option<String>, Failure> {
        self.forget_ahead()?;
        self.ask(question)
    }

    /// Asks a question of several. `keep` gets the answer as it grows, at the latest three seconds after a change, and
    /// once more when a signal or the end of the terminal breaks it off.
    pub(crate) fn ask_of_several(
        &mut self,
        question: &Question<'_>,
        keep: &mut dyn FnMut(&str) -> Kept,
    ) -> Result<Reply, Failure> {
        loop {
            let mut line = Line::new(
                question.prompt,
                question.start,
                question.wanted,
                question.limit,
            );
            line.recall(question.recall);
            let mut keeping = Keeping::new(question.start, keep);
            if question.wanted == Wanted::Decision {
                self.forget_ahead()?;
            }
            if !self.typed(&mut line, &mut keeping)? {
                return Ok(Reply::End);
            }
            return Ok(match line.text().trim() {
                ":b" | ":B" => Reply::Back,
                "?" => Reply::Help,
                ":e" | ":E" => Reply::Editor,
                ":q" | ":Q" => Reply::Leave,
                text if nearly_command(text) => {
                    self.say(&format!(
                        "  {text} is no command here; they are :b back, :e editor, :q leave and ? help."
                    ))?;
                    let answer = self.decide("  Is it your answer? [y/N] ")?;
                    match answer.unwrap_or_default().trim() {
                        ":b" | ":B" => Reply::Back,
                        ":q" | ":Q" => Reply::Leave,
                        yes if decision(yes) == Some(true) => Reply::Text(text.to_owned()),
                        _ => continue,
                    }
                }
                text => Reply::Text(text.to_owned()),
            });
        }
    }

    /// Asks a question that is answered by yes or no; an empty answer means no. What was typed before it was asked is
    /// no answer to it.
    pub(crate) fn ask_yes(&mut self, question: &str) -> Result<bool, Failure> {
        loop {
            let answer = self.decide(&format!("{question} [y/N] "))?;
            if let Some(yes) = decision(&answer.unwrap_or_default()) {
                return Ok(yes);
            }
            self.say(&format!("  {NO_DECISION}"))?;
        }
    }

    /// Asks for a decision of another kind. What was typed before it was asked, or pasted, is no answer to it. `None`
    /// by Ctrl-D.
    pub(crate) fn decide(&mut self, question: &str) -> Result<Option<String>, Failure> {
        self.forget_ahead()?;
        self.line(question, Wanted::Decision)
    }

    /// Asks to type `word` to go on; anything else is a refusal.
    pub(crate) fn confirm(&mut self, question: &str, word: &str) -> Result<(), Failure> {
        self.forget_ahead()?;
        let word_shown = engine::escape::show_line(word);
        match self.ask(&format!("{question} Type {word_shown} to go on: "))? {
            Some(answer) if answer.eq_ignore_ascii_case(word) => Ok(()),
            _ => Err(Failure::refused("nothing was done").because("it was not confirmed")),
        }
    }

    /// Waits, showing how much is left, until the time is over or Enter is pressed.
    pub(crate) fn pause(&mut self, length: Duration) -> Result<(), Failure> {
        let end = Instant::now() + length;
        self.forget_ahead()?;
        let guard = SignalGuard::hold();
        let reading = Reading::begin(&self.file)?;
        let mut input = Input::new(self.copy()?);
        let mut shown = None;
        loop {
            // Rounded up, so that the last second is shown as one.
            let left = end
                .saturating_duration_since(Instant::now())
                .as_millis()
                .div_ceil(1000);
            if shown.replace(left) != Some(left) {
                self.put(&format!("\r  {:2}:{:02} ", left / 60, left % 60))?;
            }
            let keys = input.keys(&guard)?;
            if keys.contains(&Key::Control('c')) {
                self.put("\n")?;
                return Err(Failure::interrupted(INTERRUPT));
            }
            let enough = [Key::Enter, Key::LineFeed, Key::Control('d')];
            if left == 0 || keys.iter().any(|key| enough.contains(key)) {
                drop(reading);
                return self.put("\n");
            }
        }
    }

    fn line(&mut self, question: &str, wanted: Wanted) -> Result<Option<String>, Failure> {
        let mut line = Line::new(question, "", wanted, ANSWER_CHARS_MAX);
        let mut keep = |_: &str| Kept::Not;
        let mut keeping = Keeping::new("", &mut keep);
        let answered = self.typed(&mut line, &mut keeping)?;
        Ok(answered.then(|| line.text().trim().to_owned()))
    }

    /// Lets the answer be typed. False when it was left by Ctrl-D.
    fn typed(&mut self, line: &mut Line, keeping: &mut Keeping<'_>) -> Result<bool, Failure> {
        let guard = SignalGuard::hold();
        let _reading = Reading::begin(&self.file)?;
        let ended = self.keys_to(line, keeping, &guard);
        match ended {
            Ok(Next::Stop) => {
                keeping.finish(line.text());
                Err(Failure::interrupted(INTERRUPT))
            }
            Ok(next) => Ok(next == Next::Done),
            Err(failure) => {
                keeping.finish(line.text());
                Err(failure)
            }
        }
    }

    fn keys_to(
        &mut self,
        line: &mut Line,
        keeping: &mut Keeping<'_>,
        guard: &SignalGuard,
    ) -> Result<Next, Failure> {
        let lost = |e| Failure::terminal("writing to the terminal", e);
        let mut input = Input::new(self.copy()?);
        let mut painter = Painter::default();
        let mut events = session::take_ahead();
        let mut size = (0, 0);
        loop {
            let now = screen_size(&self.file);
            let mut changed = !events.is_empty() || now != size;
            if now != size {
                line.fit(now.0, now.1);
                painter.resized(now.0);
                size = now;
            }
            while let Some(event) = events.pop_front() {
                let next = line.handle(event);
                if next != Next::Stay {
                    session::keep_ahead(events);
                    line.settle();
                    painter.leave(line, &mut self.file).map_err(lost)?;
                    return Ok(next);
                }
            }
            if let Some(Kept::Failed(why)) = keeping.look(line.text()) {
                line.remark_on(format!("This could not be kept as a draft: {why}"));
                changed = true;
            }
            if changed {
                painter.draw(line, &mut self.file).map_err(lost)?;
            }
            events = input.events(guard)?;
        }
    }

    pub(super) fn forget_ahead(&mut self) -> Result<(), Failure> {
        // Taken first, so that nothing is echoed that comes from now on.
        drop(Reading::begin(&self.file)?);
        session::forget_ahead(&mut self.file);
        Ok(())
    }

    pub(super) fn copy(&self) -> Result<Terminal, Failure> {
        self.file
            .try_clone()
            .map_err(|e| Failure::io("using the terminal", e))
    }

    pub(super) fn put(&mut self, text: &str) -> Result<(), Failure> {
        let written = self
            .file
            .write_all(text.as_bytes())
            .and_then(|()| self.file.flush());
        written.map_err(|e| Failure::terminal("writing to the terminal", e))
    }
}

/// While this lives, the terminal's keys are read one by one.
pub(super) struct Reading(Terminal);

impl Reading {
    pub(super) fn begin(tty: &Terminal) -> Result<Self, Failure> {
        let failed = |e| Failure::terminal("using the terminal", e);
        watch_signals();
        session::take(tty, Reads::Keys).map_err(failed)?;
        tty.try_clone().map(Self).map_err(failed)
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        // Nothing better can be done when the terminal is gone.
        let _ = session::take(&self.0, Reads::Nothing);
    }
}

/// Columns and rows; 80 by 24 where the terminal does not say.
pub(super) fn screen_size(tty: &Terminal) -> (usize, usize) {
    let said = tty.size();
    let or = |cells, usual| if cells == 0 { usual } else { cells };
    (or(said.0, 80), or(said.1, 24))
}

/// Whether an answer looks like a command of an editor: a colon and one short word, as in `:B`, `:wq` or `:quit!`.
fn nearly_command(text: &str) -> bool {
    let word = text
        .strip_prefix(':')
        .map(|word| word.trim_end_matches('!'));
    word.is_some_and(|word| {
        (1..=5).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_alphabetic())
    })
}
