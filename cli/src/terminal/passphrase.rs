//! Where a passphrase comes from: typed on the terminal, or one line of a file descriptor the caller names. There is no
//! third way on purpose: arguments and variables can be read by others.

use std::fs::File;
use std::io::{self, BufRead as _, Read as _};

use engine::strength::passphrase_hint;
use zeroize::Zeroizing;

use super::notes::Notes;
use super::prompt::Tty;
use crate::failure::Failure;

/// Longest passphrase line in bytes.
const LINE_BYTES_MAX: usize = 4096;

/// The terminal or a descriptor; remembers how far the descriptor was read.
pub(crate) struct PassphraseSource {
    descriptor: Option<u32>,
    opened: Option<File>,
}

impl PassphraseSource {
    /// Reads from `descriptor` when one is given, else from the terminal.
    pub(crate) fn new(descriptor: Option<u32>) -> Self {
        Self {
            descriptor,
            opened: None,
        }
    }

    /// The passphrase of this device.
    pub(crate) fn current(&mut self, question: &str) -> Result<Zeroizing<String>, Failure> {
        match self.descriptor {
            Some(number) => self.next_line(number),
            None => terminal()?.ask_secret(question),
        }
    }

    /// A new passphrase: typed twice on the terminal, or the next line of the descriptor. How easily it is guessed is
    /// said; an easy one is used only if its owner wants it all the same.
    pub(crate) fn fresh(&mut self, notes: Notes) -> Result<Zeroizing<String>, Failure> {
        if let Some(number) = self.descriptor {
            let line = self.next_line(number)?;
            if line.is_empty() {
                return Err(Failure::usage("the new passphrase is empty"));
            }
            if let Some(hint) = passphrase_hint(&line) {
                notes.warn(hint);
            }
            return Ok(line);
        }
        let mut tty = terminal_for_a_new_one()?;
        loop {
            let first = tty.ask_secret("New passphrase: ")?;
            if first.is_empty() {
                tty.say("It cannot be empty. Ctrl-C leaves.")?;
                continue;
            }
            if let Some(hint) = passphrase_hint(&first) {
                tty.say(&hint)?;
                if !tty.ask_yes("Use it all the same?")? {
                    continue;
                }
            }
            if *first == *tty.ask_secret("The same again: ")? {
                return Ok(first);
            }
            tty.say("The two differ. Once more, please.")?;
        }
    }

    /// Fails where [`PassphraseSource::fresh`] would for want of a terminal.
    pub(crate) fn can_be_fresh(&self) -> Result<(), Failure> {
        match self.descriptor {
            Some(_) => Ok(()),
            None => terminal_for_a_new_one().map(drop),
        }
    }

    fn next_line(&mut self, number: u32) -> Result<Zeroizing<String>, Failure> {
        let unreadable = |e: io::Error| {
            Failure::usage(format!(
                "the passphrase cannot be read from descriptor {number}"
            ))
            .because(e)
            .help("open it for this command: still … --passphrase-fd 3 3< FILE")
        };
        let mut line: Zeroizing<Vec<u8>> = Zeroizing::new(Vec::with_capacity(LINE_BYTES_MAX + 1));
        if number == 0 {
            // Standard input is shared with the text that may follow, so its one buffer is used.
            let limit = u64::try_from(LINE_BYTES_MAX).unwrap_or(u64::MAX) + 1;
            io::stdin()
                .lock()
                .take(limit)
                .read_until(b'\n', &mut line)
                .map_err(unreadable)?;
        } else {
            if self.opened.is_none() {
                self.opened = Some(platform::process::descriptor(number).map_err(unreadable)?);
            }
            let file = self.opened.as_mut().expect("it was opened above");
            read_line(file, &mut line).map_err(unreadable)?;
        }
        take_text(line, number)
    }
}

/// Reads byte by byte, so that the next question finds the next line untouched.
fn read_line(file: &mut File, line: &mut Vec<u8>) -> io::Result<()> {
    let mut byte = [0];
    while line.len() <= LINE_BYTES_MAX && file.read(&mut byte)? == 1 {
        line.push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
    }
    Ok(())
}

fn take_text(mut line: Zeroizing<Vec<u8>>, number: u32) -> Result<Zeroizing<String>, Failure> {
    let failed = |why: &str| {
        Failure::locked(format!("descriptor {number} gave no passphrase")).because(why.to_owned())
    };
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.is_empty() {
        return Err(failed("it ended before a line came"));
    }
    if line.len() > LINE_BYTES_MAX {
        return Err(failed("the line is longer than 4096 bytes"));
    }
    let text = std::str::from_utf8(&line).map_err(|_| failed("the line is not UTF-8 text"))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Where there is nobody to choose one, for whom no journal is unlocked yet.
fn terminal_for_a_new_one() -> Result<Tty, Failure> {
    Tty::open().ok_or_else(|| {
        Failure::usage("there is no terminal on which a passphrase could be chosen").help(
            "run this in a terminal, or give the passphrase as one line of a descriptor: \
             still … --passphrase-fd 3 3< FILE",
        )
    })
}

fn terminal() -> Result<Tty, Failure> {
    Tty::open().ok_or_else(|| {
        Failure::locked("the passphrase cannot be asked for")
            .because("there is no terminal and no --passphrase-fd")
            .help("run `still unlock` in a terminal first, or give --passphrase-fd N")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn source_of(content: &[u8]) -> (tempfile::NamedTempFile, PassphraseSource) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content).unwrap();
        let opened = File::open(file.path()).unwrap();
        (
            file,
            PassphraseSource {
                descriptor: Some(9),
                opened: Some(opened),
            },
        )
    }

    #[test]
    fn successive_lines_answer_successive_questions() {
        let (_file, mut source) = source_of("alt pässword \nnew one\n".as_bytes());
        assert_eq!(*source.current("").unwrap(), "alt pässword ");
        assert_eq!(*source.fresh(Notes::new(true, true)).unwrap(), "new one");
        assert!(source.current("").is_err());
    }

    #[test]
    fn the_last_line_needs_no_line_break() {
        let (_file, mut source) = source_of(b"word");
        assert_eq!(*source.current("").unwrap(), "word");
    }

    #[test]
    fn binary_and_endless_lines_are_refused() {
        let (_file, mut source) = source_of(b"\xff\xfe\n");
        assert!(source.current("").is_err());
        let (_file, mut source) = source_of(&vec![b'x'; LINE_BYTES_MAX + 10]);
        assert!(source.current("").is_err());
    }

    #[test]
    fn an_empty_new_passphrase_is_refused() {
        let (_file, mut source) = source_of(b"\n");
        assert!(source.fresh(Notes::new(true, true)).is_err());
    }
}
