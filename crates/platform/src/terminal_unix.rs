//! The terminal on Unix.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal as _, Read, Write};
use std::os::fd::AsFd;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::getpgrp;
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, isatty, tcgetattr,
    tcgetpgrp, tcgetwinsize, tcsetattr,
};

use crate::plain::{Reads, Ready};

pub use std::os::fd::AsFd as Stream;

#[derive(Debug)]
pub(crate) struct Terminal(File);

#[derive(Debug)]
pub(crate) struct Modes(Termios);

fn controlling(write: bool) -> io::Result<File> {
    OpenOptions::new().read(true).write(write).open("/dev/tty")
}

impl Terminal {
    pub(crate) fn open() -> io::Result<Self> {
        let file = controlling(true).or_else(|error| {
            if io::stdin().is_terminal() {
                // Through its name, so that it can be written to.
                let own = crate::descriptor_unix::path(0);
                OpenOptions::new().read(true).write(true).open(own)
            } else {
                Err(error)
            }
        })?;
        Ok(Self(file))
    }

    pub(crate) fn to_watch() -> Option<Self> {
        controlling(false).ok().map(Self)
    }

    pub(crate) fn try_clone(&self) -> io::Result<Self> {
        self.0.try_clone().map(Self)
    }

    pub(crate) fn size(&self) -> (usize, usize) {
        size(&self.0)
    }

    pub(crate) fn modes(&self) -> io::Result<Modes> {
        Ok(Modes(tcgetattr(&self.0)?))
    }

    pub(crate) fn read_keys(&self, before: &Modes, reads: Reads) -> io::Result<()> {
        let mut modes = before.0.clone();
        modes.local_modes &=
            !(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON | LocalModes::IEXTEN);
        if reads == Reads::Keys {
            modes.local_modes &= !LocalModes::ISIG;
        }
        modes.input_modes &= !(InputModes::ICRNL
            | InputModes::INLCR
            | InputModes::IGNCR
            | InputModes::ISTRIP
            | InputModes::IXON);
        modes.special_codes[SpecialCodeIndex::VMIN] = 1;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        // A stopped program would leave the terminal like this to the shell.
        modes.special_codes[SpecialCodeIndex::VSUSP] = 0;
        Ok(tcsetattr(&self.0, OptionalActions::Now, &modes)?)
    }

    pub(crate) fn give_back(&self, before: &Modes) -> io::Result<()> {
        // Flush: what came in the last moment goes, too.
        Ok(tcsetattr(&self.0, OptionalActions::Flush, &before.0)?)
    }

    pub(crate) fn is_ours(&self) -> bool {
        match tcgetpgrp(&self.0) {
            Ok(group) => group == getpgrp(),
            // Not the terminal of our session: nobody else controls it.
            Err(error) => error == Errno::NOTTY,
        }
    }

    pub(crate) fn gives_lines(&self) -> bool {
        tcgetattr(&self.0).is_ok_and(|modes| modes.local_modes.contains(LocalModes::ICANON))
    }

    pub(crate) fn ready(&self, patience: Duration) -> io::Result<Ready> {
        let wait = Timespec {
            tv_sec: i64::try_from(patience.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: patience.subsec_nanos().into(),
        };
        let mut watched = [PollFd::new(&self.0, PollFlags::IN)];
        match poll(&mut watched, Some(&wait)) {
            Ok(0) | Err(Errno::INTR) => return Ok(Ready::Nothing),
            Ok(_) => {}
            Err(e) => return Err(e.into()),
        }
        let seen = watched[0].revents();
        // Once the terminal is gone, reading it gives its end again and again.
        Ok(
            if seen.contains(PollFlags::IN) && !seen.contains(PollFlags::HUP) {
                Ready::Bytes
            } else {
                Ready::Gone
            },
        )
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

pub(crate) fn is_dumb(term: Option<&OsStr>) -> bool {
    term.is_none_or(|term| term.is_empty() || term == "dumb")
}

fn size(stream: impl AsFd) -> (usize, usize) {
    tcgetwinsize(stream).map_or((0, 0), |size| {
        (usize::from(size.ws_col), usize::from(size.ws_row))
    })
}

pub(crate) fn size_of(stream: impl Stream) -> Option<(usize, usize)> {
    isatty(&stream).then(|| size(&stream))
}

pub(crate) fn for_a_child() -> Option<(File, File)> {
    Some((controlling(true).ok()?, controlling(true).ok()?))
}
