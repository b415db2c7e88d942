//! What a person does at the terminal, read without trusting it: an end of file or a hang-up is the end of the
//! program, never a reason to read again.

use std::collections::VecDeque;
use std::io::{self, Read as _};
use std::time::Duration;

use platform::terminal::Terminal;
use zeroize::{Zeroize as _, Zeroizing};

use super::keys::{Decoder, Event, Key};
use super::session::{QUIET, Ready, take_again};
use super::signals::{HANGUP, SignalGuard};
use crate::failure::Failure;

/// How long a question waits before it looks for signals and for the size of the screen.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long the rest of a sequence may take.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(50);
/// How long a paste may be silent before it counts as broken off.
const PASTE_PATIENCE: Duration = Duration::from_secs(1);
/// Bytes that belong to a burst although nothing in it looks like a paste.
const BURST_BYTES: usize = 512;
/// Keys of one burst that are taken; more than any answer may have, so that its own limit speaks.
const KEYS_MAX: usize = 8 * 1024 * 1024;

/// Reads one terminal.
pub(crate) struct Input {
    tty: Terminal,
    decoder: Decoder,
}

impl Input {
    pub(crate) fn new(tty: Terminal) -> Self {
        Self {
            tty,
            decoder: Decoder::default(),
        }
    }

    /// What was typed or pasted within a fifth of a second, if anything was. A signal or the end of the terminal is a
    /// failure.
    pub(crate) fn events(&mut self, guard: &SignalGuard) -> Result<VecDeque<Event>, Failure> {
        Ok(gather(&self.keys(guard)?))
    }

    /// The same as single keys, which are wiped when they are dropped.
    pub(super) fn keys(&mut self, guard: &SignalGuard) -> Result<Zeroizing<Vec<Key>>, Failure> {
        if let Some(number) = guard.caught() {
            return Err(Failure::interrupted(number));
        }
        let keys = self.burst().and_then(|keys| {
            if keys.is_empty() {
                take_again(&self.tty)?;
            }
            Ok(keys)
        });
        keys.map_err(|e| {
            if e.kind() == io::ErrorKind::UnexpectedEof {
                Failure::interrupted(HANGUP)
            } else {
                Failure::terminal("reading from the terminal", e)
            }
        })
    }

    /// Everything that comes at once: a paste comes whole, whether the terminal marks it or not.
    fn burst(&mut self) -> io::Result<Zeroizing<Vec<Key>>> {
        let mut keys = Zeroizing::new(Vec::new());
        let mut patience = PATIENCE;
        let mut bytes = 0;
        loop {
            match self.tty.ready(patience)? {
                Ready::Bytes => {}
                Ready::Gone => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ready::Nothing if self.decoder.is_pasting() => {
                    keys.extend(self.decoder.finish());
                    keys.extend(self.decoder.end_paste());
                    return Ok(keys);
                }
                Ready::Nothing => {
                    keys.extend(self.decoder.finish());
                    return Ok(keys);
                }
            }
            bytes += self.read(&mut keys)?;
            patience = if self.decoder.is_pasting() {
                PASTE_PATIENCE
            } else if self.decoder.is_unfinished() {
                SEQUENCE_PATIENCE
            } else if bytes >= BURST_BYTES || is_like_a_paste(&keys) {
                QUIET
            } else {
                return Ok(keys);
            };
        }
    }

    fn read(&mut self, keys: &mut Zeroizing<Vec<Key>>) -> io::Result<usize> {
        let mut chunk = Zeroizing::new([0; 4096]);
        let read = match self.tty.read(chunk.as_mut_slice()) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => return Ok(0),
            Err(e) => return Err(e),
        };
        for byte in &chunk[..read] {
            if let Some(key) = self.decoder.take(*byte)
                && (keys.len() < KEYS_MAX || key == Key::PasteEnd)
            {
                grow(keys);
                keys.push(key);
            }
        }
        Ok(read)
    }
}

/// Makes room without leaving a copy of the keys behind.
fn grow(keys: &mut Zeroizing<Vec<Key>>) {
    if keys.len() == keys.capacity() {
        let mut larger = Vec::with_capacity((keys.len() * 2).max(256));
        larger.extend_from_slice(keys);
        let mut old = std::mem::replace(&mut **keys, larger);
        old.zeroize();
    }
}

fn is_break(key: Key) -> bool {
    matches!(key, Key::Enter | Key::LineFeed)
}

fn is_text(key: Key) -> bool {
    matches!(key, Key::Char(_) | Key::Tab)
}

/// Whether text follows a line break.
pub(super) fn is_like_a_paste(keys: &[Key]) -> bool {
    let last = keys.iter().rposition(|key| is_text(*key));
    last.is_some_and(|last| keys[..last].iter().any(|key| is_break(*key)))
}

/// What a burst of keys means.
fn gather(keys: &[Key]) -> VecDeque<Event> {
    let mut events = VecDeque::new();
    let mut rest = keys;
    while let Some(begin) = rest.iter().position(|key| *key == Key::PasteBegin) {
        unmarked(&rest[..begin], &mut events);
        rest = &rest[begin + 1..];
        let end = rest.iter().position(|key| *key == Key::PasteEnd);
        let end = end.unwrap_or(rest.len());
        events.push_back(Event::Paste(text_of(&rest[..end])));
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    unmarked(rest, &mut events);
    events
}

/// Keys that no terminal marked as a paste. Text after a line break, all at once, is one all the same: nobody types
/// that fast.
fn unmarked(keys: &[Key], events: &mut VecDeque<Event>) {
    let last_text = keys.iter().rposition(|key| is_text(*key)).unwrap_or(0);
    let inner = &keys[..last_text];
    let typed_breaks = !inner.contains(&Key::Enter) && keys.last() == Some(&Key::Enter);
    if !inner.iter().any(|key| is_break(*key)) {
        // A line feed behind a text is how some programs send Enter.
        let sends_line = keys.iter().any(|key| is_text(*key));
        events.extend(keys.iter().map(|key| match key {
            Key::LineFeed if sends_line => Event::Key(Key::Enter),
            key => Event::Key(*key),
        }));
    } else if typed_breaks {
        events.extend(keys.iter().map(|key| match key {
            Key::LineFeed => Event::Key(Key::Break),
            key => Event::Key(*key),
        }));
    } else {
        for run in keys.chunk_by(|a, b| is_pasted(*a) == is_pasted(*b)) {
            if is_pasted(run[0]) {
                events.push_back(Event::Paste(text_of(run)));
            } else {
                events.extend(run.iter().map(|key| Event::Key(*key)));
            }
        }
    }
}

fn is_pasted(key: Key) -> bool {
    is_text(key) || is_break(key)
}

/// The text of pasted keys. Sequences for terminals and control characters are no text.
fn text_of(keys: &[Key]) -> String {
    let mut text = String::new();
    let mut after_return = false;
    for key in keys {
        match key {
            Key::Char(c) | Key::Alt(c) => text.push(*c),
            Key::Tab => text.push('\t'),
            Key::LineFeed if after_return => {}
            Key::Enter | Key::LineFeed | Key::Break => text.push('\n'),
            Key::Unreadable => text.push(char::REPLACEMENT_CHARACTER),
            _ => {}
        }
        after_return = *key == Key::Enter;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(bytes: &[u8]) -> Vec<Event> {
        let mut decoder = Decoder::default();
        let keys: Vec<Key> = bytes
            .iter()
            .filter_map(|byte| decoder.take(*byte))
            .collect();
        gather(&keys).into()
    }

    fn paste(text: &str) -> Event {
        Event::Paste(text.to_owned())
    }

    #[test]
    fn a_marked_paste_is_one_text_and_typing_goes_on_around_it() {
        let bytes = b"a\x1b[200~one\r\ntwo\rthree\n\x1b[31m\x07\x1b[201~\r";
        let expected = [
            Event::Key(Key::Char('a')),
            paste("one\ntwo\nthree\n"),
            Event::Key(Key::Enter),
        ];
        assert_eq!(events(bytes), expected);
        // Nothing else ends a paste.
        assert_eq!(events(b"\x1b[200~x\x03\x04y\r"), [paste("xy\n")]);
    }

    #[test]
    fn lines_that_come_at_once_are_a_paste_without_any_mark() {
        assert_eq!(events(b"ls\rreboot\r"), [paste("ls\nreboot\n")]);
        assert_eq!(events(b"ls\nreboot\n"), [paste("ls\nreboot\n")]);
        let with_key = [paste("a\nb"), Event::Key(Key::Left), paste("c\n")];
        assert_eq!(events(b"a\rb\x1b[Dc\r"), with_key);
    }

    #[test]
    fn one_line_and_enter_is_typed() {
        for bytes in [b"7\r", b"7\n"] {
            let typed = [Event::Key(Key::Char('7')), Event::Key(Key::Enter)];
            assert_eq!(events(bytes), typed);
        }
        assert_eq!(
            events(b"\r\r"),
            [Event::Key(Key::Enter), Event::Key(Key::Enter)]
        );
        assert_eq!(events(b"\n"), [Event::Key(Key::LineFeed)]);
    }

    #[test]
    fn line_feeds_before_enter_were_typed() {
        let typed = [Key::Char('a'), Key::Break, Key::Char('b'), Key::Enter].map(Event::Key);
        assert_eq!(events(b"a\nb\r"), typed);
    }

    #[test]
    fn growing_keeps_the_keys() {
        let mut keys = Zeroizing::new(Vec::new());
        for _ in 0..1000 {
            grow(&mut keys);
            keys.push(Key::Enter);
        }
        assert_eq!(keys.len(), 1000);
    }
}
