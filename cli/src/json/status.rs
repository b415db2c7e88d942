//! The JSON of the journal's state and of its devices.

use engine::views::{CutOff, DeviceView, FolderView, Role, SplitView, Status};
use engine::{Full, KitUse, LastBackup, ToFetch};
use serde::Serialize;

use crate::view::standing::documents;

/// The state of the journal.
#[derive(Serialize)]
pub(crate) struct StatusShape<'a> {
    folder: String,
    unlocked: bool,
    /// Seconds until the agent forgets the keys.
    locks_in_s: Option<u64>,
    device: Option<&'a str>,
    entries: Option<usize>,
    records: u64,
    /// Names of devices that a recovery page made, and nobody here has answered for.
    kit_uses: Vec<&'a str>,
    only_here: u64,
    only_here_since: Option<String>,
    /// What the changes that are only here are about; zero of everything while locked, and where there are too many to look.
    only_here_documents: serde_json::Value,
    /// Files that are not, or not whole, on this device; null while locked.
    files_to_fetch: Option<serde_json::Value>,
    /// Texts that were not saved; null while locked.
    drafts: Option<usize>,
    last_unlock: Option<String>,
    /// When the last backup was made, and how many records are newer.
    backup: Option<serde_json::Value>,
    bytes: u64,
    /// What files of entries take, as they lie on the disk.
    files_bytes: u64,
    devices: Vec<DeviceShape<'a>>,
    /// Folders that the journal is carried through.
    folders: Vec<serde_json::Value>,
    quarantined: u64,
    /// Shares that somebody should look at.
    unwanted_shares: usize,
    waiting: u64,
    cut_off: Vec<serde_json::Value>,
    set_back: bool,
    differing: &'a [String],
    disputed: &'a [String],
    split: Vec<serde_json::Value>,
    waited_for: &'a [String],
}

impl<'a> StatusShape<'a> {
    /// The shape of `status`.
    pub(crate) fn new(
        folder: String,
        status: &'a Status,
        locks_in_s: Option<u64>,
        backup: Option<&LastBackup>,
        uses: &'a [KitUse],
    ) -> Self {
        Self {
            folder,
            unlocked: status.unlocked,
            locks_in_s,
            device: status.device.as_deref(),
            entries: status.entries,
            records: status.records,
            kit_uses: uses.iter().map(|used| used.name.as_str()).collect(),
            only_here: status.only_here,
            only_here_since: status.only_here_since.map(|at| at.to_string()),
            only_here_documents: documents(&status.only_here_documents),
            files_to_fetch: status.unlocked.then(|| to_fetch_shape(&status.to_fetch)),
            drafts: status.drafts,
            last_unlock: status.last_unlock.map(|at| at.to_string()),
            backup: backup.map(backup_shape),
            bytes: status.bytes,
            files_bytes: status.files_bytes,
            devices: status.devices.iter().map(DeviceShape::new).collect(),
            folders: status.folders.iter().map(folder_shape).collect(),
            quarantined: status.quarantined,
            unwanted_shares: status.unwanted_shares,
            waiting: status.waiting,
            cut_off: status.cut_off.iter().map(cut_off_shape).collect(),
            set_back: status.set_back,
            differing: &status.differing,
            disputed: &status.disputed,
            split: status.split.iter().map(split_shape).collect(),
            waited_for: &status.waited_for,
        }
    }
}

/// Files that are still to come, and why they do not.
pub(crate) fn to_fetch_shape(to_fetch: &ToFetch) -> serde_json::Value {
    let full = to_fetch.full.map(|full| match full {
        Full::Limit(_) => "limit",
        Full::Disk => "disk",
    });
    serde_json::json!({ "files": to_fetch.files, "bytes": to_fetch.bytes, "full": full })
}

/// A folder that the journal is carried through.
pub(crate) fn folder_shape(folder: &FolderView) -> serde_json::Value {
    serde_json::json!({
        "name": folder.name, "path": folder.path.display().to_string(),
        "last": folder.last.map(|at| at.to_string()), "lacks": folder.lacks.changes,
        "lacks_since": folder.lacks.since.map(|at| at.to_string()), "lacks_documents": documents(&folder.lacks.documents),
    })
}

fn backup_shape(last: &LastBackup) -> serde_json::Value {
    serde_json::json!({
        "at": last.at.to_string(), "newer": last.lacks.changes, "newer_since": last.lacks.since.map(|at| at.to_string()),
        "newer_documents": documents(&last.lacks.documents), "folder": last.folder, "there": last.is_there,
    })
}

/// A device that was set back, or exists twice.
pub(crate) fn split_shape(split: &SplitView) -> serde_json::Value {
    serde_json::json!({
        "device": split.device, "this": split.this, "at": split.at.to_string(),
    })
}

/// What a removal cut off.
pub(crate) fn cut_off_shape(cut: &CutOff) -> serde_json::Value {
    serde_json::json!({
        "device": cut.device, "removed_by": cut.removed_by, "records": cut.records,
        "overruled": cut.overruled, "undecided": cut.undecided,
    })
}

/// One device or reader.
#[derive(Serialize)]
pub(crate) struct DeviceShape<'a> {
    short: &'a str,
    name: &'a str,
    role: &'static str,
    this: bool,
    added_at: String,
    added_by: &'a str,
    new: bool,
    removed: bool,
    removed_by: Option<&'a str>,
    disputed: bool,
    awaited: bool,
    last_seen: Option<String>,
    said_at: Option<String>,
    behind: u64,
    lacks_since: Option<String>,
    share: Option<&'a str>,
}

impl<'a> DeviceShape<'a> {
    /// The shape of `device`.
    pub(crate) fn new(device: &'a DeviceView) -> Self {
        Self {
            short: &device.short,
            name: &device.name,
            role: role_name(device.role),
            this: device.this,
            added_at: device.added_at.to_string(),
            added_by: &device.added_by,
            new: device.new,
            removed: device.removed,
            removed_by: device.removed_by.as_deref(),
            disputed: device.disputed,
            awaited: device.awaited,
            last_seen: device.last_seen.map(|at| at.to_string()),
            said_at: device.said_at.map(|at| at.to_string()),
            behind: device.behind,
            lacks_since: device
                .lacks
                .as_ref()
                .and_then(|lacks| Some(lacks.since?.to_string())),
            share: device.share.as_deref(),
        }
    }
}

/// The word for a role, the same for people and programs.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Reader => "reader",
        Role::Keeper => "keeper",
    }
}
