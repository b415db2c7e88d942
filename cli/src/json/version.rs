//! The JSON of the states of an entry or a worksheet, and of what changed from one to the next.

use engine::views::{ChangeView, DiffLine, DiffPart, FieldValue, Version};
use serde::Serialize;

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
