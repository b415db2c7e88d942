//! Questions on the controlling terminal, never on standard input: the two may differ, and text may be piped.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};
use zeroize::{Zeroize as _, Zeroizing};

use super::escape::show_line;
use super::signals::SignalGuard;
use crate::failure::Failure;

/// Longest answer in bytes; more than any passphrase or line needs.
const ANSWER_BYTES_MAX: usize = 4096;

/// The controlling terminal.
pub(crate) struct Tty {
    file: File,
}

impl Tty {
    /// Opens the controlling terminal, or the terminal on standard input.
    pub(crate) fn open() -> Option<Self> {
        let direct = OpenOptions::new().read(true).write(true).open("/dev/tty");
        let file = direct.or_else(|error| {
            if io::stdin().is_terminal() {
                OpenOptions::new()
                    .read(true)
                    .write(true)
                    .open("/proc/self/fd/0")
            } else {
                Err(error)
            }
        });
        Some(Self { file: file.ok()? })
    }

    /// Prints one line on the terminal itself, which may not be where standard output goes.
    pub(crate) fn say(&mut self, line: &str) -> Result<(), Failure> {
        writeln!(self.file, "{line}").map_err(|e| Failure::io("writing to the terminal", e))
    }

    /// Asks for one line, shown while typed. `None` at end of input (Ctrl-D).
    pub(crate) fn ask(&mut self, question: &str) -> Result<Option<String>, Failure> {
        self.put(question)?;
        let mut line = Vec::new();
        loop {
            let mut byte = [0];
            match self.file.read(&mut byte) {
                Ok(0) if line.is_empty() => {
                    self.put("\n")?;
                    return Ok(None);
                }
                Ok(0) => break,
                Ok(_) if byte[0] == b'\n' => break,
                Ok(_) if line.len() < ANSWER_BYTES_MAX => line.push(byte[0]),
                Ok(_) => {}
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(Failure::io("reading from the terminal", e)),
            }
        }
        let text = String::from_utf8(line)
            .map_err(|_| Failure::usage("what was typed is not UTF-8 text"))?;
        Ok(Some(text.trim().to_owned()))
    }

    /// Asks a question that is answered by yes or no; an empty answer means no.
    pub(crate) fn ask_yes(&mut self, question: &str) -> Result<bool, Failure> {
        let answer = self.ask(&format!("{question} [y/N] "))?.unwrap_or_default();
        Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes"))
    }

    /// Waits, showing how much is left, until the time is over or Enter is pressed.
    pub(crate) fn pause(&mut self, length: Duration) -> Result<(), Failure> {
        let end = Instant::now() + length;
        loop {
            // Rounded up, so that the last second is shown as one.
            let left = end
                .saturating_duration_since(Instant::now())
                .as_millis()
                .div_ceil(1000);
            self.put(&format!("\r  {:2}:{:02} ", left / 60, left % 60))?;
            if left == 0 {
                return self.put("\n");
            }
            let wait = Timespec {
                tv_sec: 1,
                tv_nsec: 0,
            };
            let mut watched = [PollFd::new(&self.file, PollFlags::IN)];
            match poll(&mut watched, Some(&wait)) {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                Ok(_) => return self.ask("").map(|_| ()),
                Err(e) => return Err(Failure::io("reading from the terminal", e.into())),
            }
        }
    }

    /// Asks to type `word` to go on; anything else is a refusal.
    pub(crate) fn confirm(&mut self, question: &str, word: &str) -> Result<(), Failure> {
        let asked = format!("{question} Type {} to go on: ", show_line(word));
        match self.ask(&asked)? {
            Some(answer) if answer.eq_ignore_ascii_case(word) => Ok(()),
            _ => Err(Failure::refused("nothing was done").because("it was not confirmed")),
        }
    }

    /// Asks for a secret: nothing is shown while it is typed, and the terminal is restored whatever happens.
    pub(crate) fn ask_secret(&mut self, question: &str) -> Result<Zeroizing<String>, Failure> {
        let guard = SignalGuard::hold();
        let quiet = Quiet::enter(&self.file)?;
        self.put(question)?;
        let answer = self.read_secret(&guard);
        drop(quiet);
        self.put("\n")?;
        answer
    }

    fn read_secret(&mut self, guard: &SignalGuard) -> Result<Zeroizing<String>, Failure> {
        let mut line: Zeroizing<Vec<u8>> = Zeroizing::new(Vec::with_capacity(ANSWER_BYTES_MAX));
        loop {
            if let Some(number) = guard.caught() {
                return Err(Failure::interrupted(number));
            }
            let Some(byte) = self.read_byte()? else {
                continue;
            };
            match byte {
                b'\n' | b'\r' => break,
                3 => return Err(Failure::interrupted(2)),
                4 if line.is_empty() => return Err(Failure::interrupted(2)),
                4 => break,
                8 | 127 => erase_last(&mut line),
                21 => line.zeroize(),
                byte if byte < 32 => {}
                byte if line.len() < ANSWER_BYTES_MAX => line.push(byte),
                _ => return Err(Failure::usage("what was typed is too long")),
            }
        }
        let text = std::str::from_utf8(&line)
            .map_err(|_| Failure::usage("what was typed is not UTF-8 text"))?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// One byte, or `None` after a quarter of a second so that signals are noticed.
    fn read_byte(&mut self) -> Result<Option<u8>, Failure> {
        let wait = Timespec {
            tv_sec: 0,
            tv_nsec: 250_000_000,
        };
        let mut watched = [PollFd::new(&self.file, PollFlags::IN)];
        match poll(&mut watched, Some(&wait)) {
            Ok(0) | Err(rustix::io::Errno::INTR) => return Ok(None),
            Ok(_) => {}
            Err(e) => return Err(Failure::io("reading from the terminal", e.into())),
        }
        let mut byte = [0];
        match self.file.read(&mut byte) {
            Ok(0) => Err(Failure::interrupted(1)),
            Ok(_) => Ok(Some(byte[0])),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => Ok(None),
            Err(e) => Err(Failure::io("reading from the terminal", e)),
        }
    }

    fn put(&mut self, text: &str) -> Result<(), Failure> {
        let written = self
            .file
            .write_all(text.as_bytes())
            .and_then(|()| self.file.flush());
        written.map_err(|e| Failure::io("writing to the terminal", e))
    }
}

/// Removes the last character, which may have several bytes.
fn erase_last(line: &mut Vec<u8>) {
    while let Some(byte) = line.pop() {
        if byte & 0xc0 != 0x80 {
            break;
        }
    }
}

/// The terminal without echo, line editing and signal keys; as before when dropped.
struct Quiet {
    file: File,
    before: Termios,
}

impl Quiet {
    fn enter(file: &File) -> Result<Self, Failure> {
        let failed = |e: io::Error| Failure::io("switching the terminal's echo off", e);
        let file = file.try_clone().map_err(failed)?;
        let before = tcgetattr(&file).map_err(|e| failed(e.into()))?;
        let mut quiet = before.clone();
        quiet.local_modes &= !(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
        quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
        // Flush: what was typed before the question is no answer to it, and was echoed.
        tcsetattr(&file, OptionalActions::Flush, &quiet).map_err(|e| failed(e.into()))?;
        Ok(Self { file, before })
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // Nothing better can be done when the terminal is gone.
        let _ = tcsetattr(&self.file, OptionalActions::Now, &self.before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backspace_takes_whole_characters() {
        let mut line = "aé日".as_bytes().to_vec();
        erase_last(&mut line);
        assert_eq!(line, "aé".as_bytes());
        erase_last(&mut line);
        assert_eq!(line, b"a");
        erase_last(&mut line);
        erase_last(&mut line);
        assert!(line.is_empty());
    }
}
