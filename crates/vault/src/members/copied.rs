//! What a copy of a vault holds, as plain data.

use jiff::Timestamp;
use replica::DeviceId;

/// What a copy holds of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Changes of entries and worksheets, of every device.
    pub changes: u64,
    /// When the newest of them was written, by the clock of its device.
    pub newest: Option<Timestamp>,
    /// The devices of the journal that were not removed, by name.
    pub devices: Vec<CopiedDevice>,
    /// Parts of a backup that cannot be read: what is in them is left out.
    pub damaged_parts: usize,
}

/// A device of the journal as a copy knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedDevice {
    /// Its id.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// Whether the copy is one of this device's folder.
    pub copied: bool,
}
