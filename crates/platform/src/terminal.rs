//! The terminal, as far as questions and an editor need one: bytes of keys in, text out, how large it is, whether it is there.
//!
//! Windows: the console on standard input and standard error or output. Its keys come as the same bytes as elsewhere.

use std::io::{self, Read, Write};
use std::time::Duration;

pub use crate::plain::{Reads, Ready};
#[cfg(unix)]
use crate::terminal_unix as system;
#[cfg(windows)]
use crate::terminal_windows as system;

/// A stream that may be a terminal.
pub use system::Stream;

/// The controlling terminal, or the one on standard input.
#[derive(Debug)]
pub struct Terminal(system::Terminal);

/// How a terminal was, to be given back like that.
#[derive(Debug)]
pub struct Modes(system::Modes);

impl Terminal {
    /// Opens it.
    ///
    /// # Errors
    /// There is none.
    pub fn open() -> io::Result<Self> {
        system::Terminal::open().map(Self)
    }

    /// Opens the controlling terminal alone, to see whether it is gone; `None` where that is not to be seen like this.
    pub fn to_watch() -> Option<Self> {
        system::Terminal::to_watch().map(Self)
    }

    /// The same terminal once more.
    ///
    /// # Errors
    /// What the system says.
    pub fn try_clone(&self) -> io::Result<Self> {
        self.0.try_clone().map(Self)
    }

    /// Columns and rows; 0 where it does not say.
    pub fn size(&self) -> (usize, usize) {
        self.0.size()
    }

    /// How it is now.
    ///
    /// # Errors
    /// What the system says.
    pub fn modes(&self) -> io::Result<Modes> {
        self.0.modes().map(Modes)
    }

    /// No echo, no lines, every key as it is. Output stays as it was `before`, so that others can print.
    ///
    /// # Errors
    /// What the system says.
    pub fn read_keys(&self, before: &Modes, reads: Reads) -> io::Result<()> {
        self.0.read_keys(&before.0, reads)
    }

    /// Gives it back as it was `before`; what came in the last moment is thrown away.
    ///
    /// # Errors
    /// What the system says.
    pub fn give_back(&self, before: &Modes) -> io::Result<()> {
        self.0.give_back(&before.0)
    }

    /// Whether this program may change it: one in the background would be stopped, and could not end any more.
    pub fn is_ours(&self) -> bool {
        self.0.is_ours()
    }

    /// Whether it gives whole lines, as a shell leaves it.
    pub fn gives_lines(&self) -> bool {
        self.0.gives_lines()
    }

    /// Waits for bytes, at most so long. A signal ends the wait.
    ///
    /// # Errors
    /// What the system says.
    pub fn ready(&self, patience: Duration) -> io::Result<Ready> {
        self.0.ready(patience)
    }
}

impl Read for Terminal {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.read(bytes)
    }
}

impl Write for Terminal {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Whether the terminal understands no more than text.
pub fn is_dumb() -> bool {
    system::is_dumb(std::env::var_os("TERM").as_deref())
}

/// Columns and rows of a stream, 0 where it does not say; `None` if it is no terminal.
pub fn size_of(stream: impl Stream) -> Option<(usize, usize)> {
    system::size_of(stream)
}

/// Input and output of the terminal for another program; `None` where they cannot be opened by name.
pub fn for_a_child() -> Option<(std::fs::File, std::fs::File)> {
    system::for_a_child()
}
