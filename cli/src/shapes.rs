//! The JSON that `--json` prints. These shapes are an interface: fields are added, never renamed or removed; they are
//! documented in `docs/cli.md`.

use engine::views::{
    ChangeView, CutOff, DeviceRole, DeviceView, DiffLine, DiffPart, EntryView, FieldValue, Found,
    Hit, Listing, Status, Version,
};
use serde::Serialize;

/// One entry.
#[derive(Serialize)]
pub(crate) struct EntryShape<'a> {
    id: &'a str,
    short: &'a str,
    /// RFC 9557, with the writer's zone.
    when: String,
    title: &'a str,
    body: &'a str,
    mood: Option<u8>,
    emotions: &'a [String],
    triggers: &'a [String],
    tags: &'a [String],
    steps: &'a [u8],
    star: bool,
    /// A letter that is not sent.
    letter: bool,
    /// RFC 3339 in UTC.
    deleted: Option<String>,
    versions: usize,
    /// Which version this is; `edit --base` takes it.
    stamp: String,
}

impl<'a> EntryShape<'a> {
    /// The shape of `entry`.
    pub(crate) fn new(entry: &'a EntryView) -> Self {
        Self {
            id: &entry.id,
            short: &entry.short,
            when: entry.when.to_string(),
            title: &entry.title,
            body: &entry.body,
            mood: entry.mood,
            emotions: &entry.emotions,
            triggers: &entry.triggers,
            tags: &entry.tags,
            steps: &entry.steps,
            star: entry.star,
            letter: entry.letter,
            deleted: entry.deleted.map(|at| at.to_string()),
            versions: entry.versions,
            stamp: entry.stamp.to_string(),
        }
    }
}

/// Entries and how many there are in all.
#[derive(Serialize)]
pub(crate) struct ListShape<'a> {
    entries: Vec<EntryShape<'a>>,
    total: usize,
}

impl<'a> ListShape<'a> {
    /// The shape of `listing`.
    pub(crate) fn new(listing: &'a Listing) -> Self {
        Self {
            entries: listing.entries.iter().map(EntryShape::new).collect(),
            total: listing.total,
        }
    }
}

/// What a search found.
#[derive(Serialize)]
pub(crate) struct FoundShape<'a> {
    hits: Vec<HitShape<'a>>,
    total: usize,
    searched: usize,
}

#[derive(Serialize)]
struct HitShape<'a> {
    entry: EntryShape<'a>,
    snippet: Vec<PartShape<'a>>,
}

#[derive(Serialize)]
struct PartShape<'a> {
    text: &'a str,
    hit: bool,
}

impl<'a> FoundShape<'a> {
    /// The shape of `found`.
    pub(crate) fn new(found: &'a Found) -> Self {
        let hit = |hit: &'a Hit| HitShape {
            entry: EntryShape::new(&hit.entry),
            snippet: hit
                .snippet
                .iter()
                .map(|p| PartShape {
                    text: &p.text,
                    hit: p.hit,
                })
                .collect(),
        };
        Self {
            hits: found.hits.iter().map(hit).collect(),
            total: found.total,
            searched: found.searched,
        }
    }
}

/// One saved state of an entry or a worksheet.
#[derive(Serialize)]
pub(crate) struct VersionShape<'a> {
    number: usize,
    /// RFC 3339 in UTC.
    at: String,
    device: &'a str,
    changed: &'a [String],
    title: &'a str,
    body: &'a str,
    diff: Vec<DiffShape<'a>>,
    changes: Vec<ChangeShape<'a>>,
}

/// What a saved state changed in one field.
#[derive(Serialize)]
struct ChangeShape<'a> {
    field: &'a str,
    label: &'a str,
    /// The item that the field is of.
    item: Option<&'a str>,
    /// `null` where there was none.
    old: Option<serde_json::Value>,
    new: Option<serde_json::Value>,
    lost_to: Option<LostToShape<'a>>,
}

/// The state whose value was kept instead.
#[derive(Serialize)]
struct LostToShape<'a> {
    number: usize,
    device: &'a str,
    value: &'a str,
}

impl<'a> ChangeShape<'a> {
    fn new(change: &'a ChangeView) -> Self {
        let plain = |value: &FieldValue| value.to_plain();
        Self {
            field: &change.field,
            label: &change.label,
            item: change.item.as_deref(),
            old: change.old.as_ref().map(plain),
            new: change.new.as_ref().map(plain),
            lost_to: change.lost_to.as_ref().map(|won| LostToShape {
                number: won.number,
                device: &won.device,
                value: &won.words,
            }),
        }
    }
}

/// One line of a difference, in the pieces it is made of.
#[derive(Serialize)]
struct DiffShape<'a> {
    change: &'static str,
    parts: Vec<DiffPartShape<'a>>,
}

#[derive(Serialize)]
struct DiffPartShape<'a> {
    text: &'a str,
    changed: bool,
}

impl<'a> DiffShape<'a> {
    fn new(line: &'a DiffLine) -> Self {
        let (change, parts): (_, &[DiffPart]) = match line {
            DiffLine::Same(text) => {
                return Self {
                    change: "same",
                    parts: vec![DiffPartShape {
                        text,
                        changed: false,
                    }],
                };
            }
            DiffLine::Added(parts) => ("added", parts),
            DiffLine::Removed(parts) => ("removed", parts),
        };
        let shape = |part: &'a DiffPart| DiffPartShape {
            text: &part.text,
            changed: part.changed,
        };
        Self {
            change,
            parts: parts.iter().map(shape).collect(),
        }
    }
}

impl<'a> VersionShape<'a> {
    /// The shape of `version`.
    pub(crate) fn new(version: &'a Version) -> Self {
        Self {
            number: version.number,
            at: version.at.to_string(),
            device: &version.device,
            changed: &version.changed,
            title: &version.title,
            body: &version.body,
            diff: version.diff.iter().map(DiffShape::new).collect(),
            changes: version.changes.iter().map(ChangeShape::new).collect(),
        }
    }
}

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
    only_here: u64,
    only_here_since: Option<String>,
    /// Texts that were not saved; null while locked.
    drafts: Option<usize>,
    last_unlock: Option<String>,
    bytes: u64,
    devices: Vec<DeviceShape<'a>>,
    quarantined: u64,
    waiting: u64,
    cut_off: Vec<serde_json::Value>,
    set_back: bool,
    differing: &'a [String],
}

impl<'a> StatusShape<'a> {
    /// The shape of `status`.
    pub(crate) fn new(folder: String, status: &'a Status, locks_in_s: Option<u64>) -> Self {
        Self {
            folder,
            unlocked: status.unlocked,
            locks_in_s,
            device: status.device.as_deref(),
            entries: status.entries,
            records: status.records,
            only_here: status.only_here,
            only_here_since: status.only_here_since.map(|at| at.to_string()),
            drafts: status.drafts,
            last_unlock: status.last_unlock.map(|at| at.to_string()),
            bytes: status.bytes,
            devices: status.devices.iter().map(DeviceShape::new).collect(),
            quarantined: status.quarantined,
            waiting: status.waiting,
            cut_off: status.cut_off.iter().map(cut_off_shape).collect(),
            set_back: status.set_back,
            differing: &status.differing,
        }
    }
}

/// What a removal cut off.
pub(crate) fn cut_off_shape(cut: &CutOff) -> serde_json::Value {
    serde_json::json!({
        "device": cut.device, "removed_by": cut.removed_by, "records": cut.records,
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
    awaited: bool,
    last_seen: Option<String>,
    behind: u64,
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
            awaited: device.awaited,
            last_seen: device.last_seen.map(|at| at.to_string()),
            behind: device.behind,
            share: device.share.as_deref(),
        }
    }
}

/// The word for a role, the same for people and programs.
pub(crate) fn role_name(role: DeviceRole) -> &'static str {
    match role {
        DeviceRole::Owner => "owner",
        DeviceRole::Reader => "reader",
        DeviceRole::Keeper => "keeper",
    }
}
