//! Plain data that the same functions of every system give.

/// Which file it is, on this machine: survives renaming and tells a file from a copy of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The file system it lies on.
    pub volume: u64,
    /// Its number there. Windows: the 64 bits that NTFS has; ReFS, whose numbers are longer, can repeat them.
    pub number: u64,
}

/// What a name in a folder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A folder.
    Folder,
    /// A plain file of so many bytes.
    File(u64),
    /// A link, a pipe, a device.
    Other,
}

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// Something changed, or may have.
    Changed,
    /// The time is up. Time in which the machine sleeps counts, where the system can count it.
    TimeUp,
    /// [`Stop`] was called, or nothing can be waited for any more.
    Stopped,
}

/// Ends a wait for good.
pub type Stop = Box<dyn Fn() + Send + Sync>;

/// Who reads the terminal's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// A question or the editor: Ctrl-C is a key.
    Keys,
    /// Nobody just now: Ctrl-C ends the program.
    Nothing,
}

/// What waiting for the terminal brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// There is something to read.
    Bytes,
    /// Nothing came.
    Nothing,
    /// The terminal is gone.
    Gone,
}

/// A terminal that was closed.
pub const HANGUP: i32 = 1;
/// Ctrl-C.
pub const INTERRUPT: i32 = 2;
/// Ctrl-\ of a terminal.
pub const QUIT: i32 = 3;
/// The program is to end. Windows: Ctrl-Break, and the end of the session.
pub const TERMINATE: i32 = 15;

/// A process that another one waits for, as far as the system tells.
#[derive(Debug, Default)]
pub struct Described {
    /// Whether it is stopped.
    pub stopped: bool,
    /// The name of its program; empty where it is not told.
    pub name: String,
    /// Its command line, each word ended by a zero byte.
    pub command_line: String,
}
