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
