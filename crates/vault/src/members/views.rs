//! Who belongs to the spaces of a vault, and how it stands, as plain data.

use std::collections::BTreeMap;

use jiff::Timestamp;
use replica::{DeviceId, KitStanding, LinkId, Role};

use crate::{Missing, ToFetch};

/// One device of the journal, or one reader of a share.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceView {
    /// Its id.
    pub device: DeviceId,
    /// The beginning of its id.
    pub short: String,
    /// How the transport knows it.
    pub link: LinkId,
    /// Its name as given at pairing.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// This very device.
    pub this: bool,
    /// When it was added.
    pub added_at: Timestamp,
    /// The name of the device that added it.
    pub added_by: String,
    /// The id of that device, or of the recovery kit; its own, of the first device.
    pub added_by_device: DeviceId,
    /// Added within the last 14 days: shown prominently everywhere.
    pub new: bool,
    /// Removed from the journal, or in doubt.
    pub removed: bool,
    /// Nobody can say whether it belongs to the journal: it and another one removed each other, or one of those let it in.
    pub disputed: bool,
    /// The name of a device that removed it.
    pub removed_by: Option<String>,
    /// Adding it was broken off, so that nobody knows whether it has heard that it belongs here: it has not been heard
    /// from since.
    pub awaited: bool,
    /// When an exchange with it last ended well.
    pub last_seen: Option<Timestamp>,
    /// When it last said what it holds of the journal, by its clock: through a folder, where devices never meet.
    pub said_at: Option<Timestamp>,
    /// Live data records held here, of the journal or of the share that it reads, that it has not confirmed to hold.
    pub behind: u64,
    /// For another device of the journal, what of [`DeviceView::behind`] counts, and since when; only
    /// [`Vault::detailed_status`](crate::Vault::detailed_status) says it.
    pub lacks: Option<Missing>,
    /// For a reader: the share it reads.
    pub share: Option<String>,
    /// Whether the share that it reads is over: it gets nothing more.
    pub over: bool,
}

/// The state of the vault in a few numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// Whether the keys are open.
    pub unlocked: bool,
    /// Name of this device, if unlocked.
    pub device: Option<String>,
    /// Records held, of all devices.
    pub records: u64,
    /// Live data records of the journal that are held here, whoever wrote them, and that no other active device or keeper of
    /// it has confirmed to hold. What shares hold does not count.
    pub only_here: u64,
    /// When the oldest of those was written, if unlocked and known.
    pub only_here_since: Option<Timestamp>,
    /// How many documents of each kind they are about, if this is in detail; empty while locked, and where there are over 200.
    pub only_here_documents: BTreeMap<u8, u64>,
    /// When the keys were last opened with the passphrase, if known.
    pub last_unlock: Option<Timestamp>,
    /// Whether this device was made by recovering, so that there was something with what the journal held then.
    pub recovered: bool,
    /// Size of the database file in bytes.
    pub bytes: u64,
    /// Files of the journal that are not, or not whole, on this device while there are other devices that may have them; none
    /// is known while locked.
    pub to_fetch: ToFetch,
    /// Whether parts of files lie on this device. Which of them other devices have fetched is not known here.
    pub has_files: bool,
    /// Their sealed bytes, if this is in detail.
    pub files_bytes: u64,
    /// Other devices and readers.
    pub devices: Vec<DeviceView>,
    /// Records refused or deferred; `doctor` lists them.
    pub quarantined: u64,
    /// Records that wait for others to arrive.
    pub waiting: u64,
    /// What removals cut off, if unlocked.
    pub cut_off: Vec<CutOff>,
    /// Another device holds a different history of what was written here: this device was set back, or copied in a way
    /// that went unnoticed.
    pub set_back: bool,
    /// Names of other devices whose records differ between devices.
    pub differing: Vec<String>,
    /// Names of devices of which nobody can say whether they were removed: they removed each other. Nothing that they write
    /// counts until another device removes one of them.
    pub disputed: Vec<String>,
    /// Devices of which it was noticed in the last 14 days that they were set back, or exist twice. What was written on
    /// both sides is kept.
    pub split: Vec<SplitView>,
    /// While there are such devices, or logs differ: names of other devices whose program, as far as is known, keeps one
    /// history of a device only.
    pub waited_for: Vec<String>,
}

impl Status {
    /// Whether files lie here of which nobody can say that they are safe, although other devices confirm records.
    pub fn files_may_be_only_here(&self) -> bool {
        let confirms =
            |device: &DeviceView| !device.this && !device.removed && device.role != Role::Reader;
        self.has_files && self.devices.iter().any(confirms)
    }

    /// Whether another device has all records that are here, as far as can be said: never while logs differ. Files are not records:
    /// see [`Status::files_may_be_only_here`].
    pub fn nothing_is_only_here(&self) -> bool {
        self.only_here == 0 && !self.set_back && self.differing.is_empty()
    }
}

/// A recovery kit that the journal has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitView {
    /// When it was made.
    pub made_at: Timestamp,
    /// The name of the device that signed it in, or what a kit is called that did.
    pub made_by: String,
    /// Whether the device that signed it in was removed since.
    pub maker_removed: bool,
    /// Whether it is the one that the journal was founded with.
    pub first: bool,
    /// How it stands.
    pub standing: KitStanding,
}

/// A device that was set back, or exists twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitView {
    /// Its name.
    pub device: String,
    /// Whether it is this one.
    pub this: bool,
    /// When it was noticed here.
    pub at: Timestamp,
}

/// Records of a removed device that are held here and do not count: whoever removed it had not seen them, and nobody
/// built on them before they heard of the removal. They stay sealed and are not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutOff {
    /// Name of the device that wrote them.
    pub device: String,
    /// Name of a device that removed it, if known.
    pub removed_by: Option<String>,
    /// How many there are.
    pub records: u64,
    /// How many of them are not late: the device was set back, or existed twice, and what it wrote on the other side counts
    /// there.
    pub overruled: u64,
    /// For how many of them nobody on this device has decided what becomes of them ([`crate::Vault::late_records`]).
    pub undecided: u64,
}
