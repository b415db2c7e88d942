//! The console of Windows. It is told to give keys as the bytes that terminals send, which a thread reads: a console cannot be
//! waited for otherwise without unsafe code.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use winapi_util::HandleRef;
use winapi_util::console::{mode, screen_buffer_info, set_mode};
use zeroize::Zeroizing;

use crate::plain::{Reads, Ready};

pub use std::os::windows::io::AsHandle as Stream;

const PROCESSED_INPUT: u32 = 0x1;
const LINE_INPUT: u32 = 0x2;
const ECHO_INPUT: u32 = 0x4;
const KEYS_AS_BYTES: u32 = 0x200;
const PROCESSED_OUTPUT: u32 = 0x1;
const SEQUENCES: u32 = 0x4;
/// So many empty reads in a row are the end and no Ctrl-Z.
const EMPTY_READS_MAX: u32 = 64;

type Bytes = Zeroizing<Vec<u8>>;

/// What the thread has read, and what of it nobody took yet.
struct Keys {
    read: Receiver<Bytes>,
    left: Bytes,
}

static KEYS: OnceLock<Mutex<Keys>> = OnceLock::new();

#[derive(Debug, Clone, Copy)]
enum Output {
    Error,
    Out,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal(Output);

#[derive(Debug)]
pub(crate) struct Modes {
    input: u32,
    output: Option<u32>,
}

fn keys() -> MutexGuard<'static, Keys> {
    let keys = KEYS.get_or_init(|| {
        let (send, read) = channel();
        // It ends with the process, or with the console.
        std::thread::spawn(move || {
            let mut empty = 0;
            while empty < EMPTY_READS_MAX {
                let mut bytes = Zeroizing::new(vec![0; 4096]);
                match io::stdin().lock().read(&mut bytes) {
                    // A Ctrl-Z that was typed.
                    Ok(0) => {
                        empty += 1;
                        bytes.truncate(1);
                        bytes[0] = 0x1a;
                    }
                    Ok(length) => {
                        empty = 0;
                        bytes.truncate(length);
                    }
                    Err(_) => return,
                }
                if send.send(bytes).is_err() {
                    return;
                }
            }
        });
        let left = Zeroizing::default();
        Mutex::new(Keys { read, left })
    });
    keys.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Terminal {
    pub(crate) fn open() -> io::Result<Self> {
        if !io::stdin().is_terminal() {
            return Err(io::ErrorKind::NotFound.into());
        }
        if io::stderr().is_terminal() {
            Ok(Self(Output::Error))
        } else if io::stdout().is_terminal() {
            Ok(Self(Output::Out))
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    /// A console that is closed tells every program by a signal.
    pub(crate) fn to_watch() -> Option<Self> {
        None
    }

    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(crate) fn try_clone(self) -> io::Result<Self> {
        Ok(self)
    }

    fn handle(self) -> HandleRef {
        match self.0 {
            Output::Error => HandleRef::stderr(),
            Output::Out => HandleRef::stdout(),
        }
    }

    pub(crate) fn size(self) -> (usize, usize) {
        screen(self.handle())
    }

    pub(crate) fn modes(self) -> io::Result<Modes> {
        Ok(Modes {
            input: mode(HandleRef::stdin())?,
            output: mode(self.handle()).ok(),
        })
    }

    pub(crate) fn read_keys(self, before: &Modes, reads: Reads) -> io::Result<()> {
        let mut input = before.input & !(LINE_INPUT | ECHO_INPUT) | KEYS_AS_BYTES;
        input = match reads {
            Reads::Keys => input & !PROCESSED_INPUT,
            Reads::Nothing => input | PROCESSED_INPUT,
        };
        set_mode(HandleRef::stdin(), input)?;
        if let Some(output) = before.output {
            set_mode(self.handle(), output | PROCESSED_OUTPUT | SEQUENCES)?;
        }
        drop(keys());
        Ok(())
    }

    pub(crate) fn give_back(self, before: &Modes) -> io::Result<()> {
        if let Some(output) = before.output {
            let _ = set_mode(self.handle(), output);
        }
        set_mode(HandleRef::stdin(), before.input)
    }

    pub(crate) fn is_ours(self) -> bool {
        true
    }

    pub(crate) fn gives_lines(self) -> bool {
        mode(HandleRef::stdin()).is_ok_and(|modes| modes & LINE_INPUT != 0)
    }

    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(crate) fn ready(self, patience: Duration) -> io::Result<Ready> {
        let mut keys = keys();
        if !keys.left.is_empty() {
            return Ok(Ready::Bytes);
        }
        Ok(match keys.read.recv_timeout(patience) {
            Ok(bytes) => {
                keys.left = bytes;
                Ready::Bytes
            }
            Err(RecvTimeoutError::Timeout) => Ready::Nothing,
            Err(RecvTimeoutError::Disconnected) => Ready::Gone,
        })
    }
}

impl Read for Terminal {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut keys = keys();
        if keys.left.is_empty() {
            match keys.read.recv() {
                Ok(read) => keys.left = read,
                Err(_) => return Ok(0),
            }
        }
        let length = keys.left.len().min(bytes.len());
        bytes[..length].copy_from_slice(&keys.left[..length]);
        keys.left = Zeroizing::new(keys.left[length..].to_vec());
        Ok(length)
    }
}

impl Write for Terminal {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Not through a file: the standard streams turn UTF-8 into what a console shows.
        match self.0 {
            Output::Error => io::stderr().write(bytes),
            Output::Out => io::stdout().write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0 {
            Output::Error => io::stderr().flush(),
            Output::Out => io::stdout().flush(),
        }
    }
}

/// A console says nothing in `TERM`; other terminals on Windows may.
pub(crate) fn is_dumb(term: Option<&OsStr>) -> bool {
    term.is_some_and(|term| term == "dumb")
}

fn screen(handle: impl winapi_util::AsHandleRef) -> (usize, usize) {
    let Ok(screen) = screen_buffer_info(handle) else {
        return (0, 0);
    };
    let window = screen.window_rect();
    let cells = |from: i16, to: i16| usize::try_from(to - from + 1).unwrap_or(0);
    (
        cells(window.left, window.right),
        cells(window.top, window.bottom),
    )
}

pub(crate) fn size_of(stream: impl Stream) -> Option<(usize, usize)> {
    let handle = stream.as_handle();
    if !handle.is_terminal() {
        return None;
    }
    let file = handle.try_clone_to_owned().map(File::from);
    Some(file.map_or((0, 0), |file| screen(&file)))
}

pub(crate) fn for_a_child() -> Option<(File, File)> {
    None
}
