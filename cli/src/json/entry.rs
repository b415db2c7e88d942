//! The JSON of entries: one, a list, and what a search found.

use engine::views::{EntryView, Found, Hit, Listing, Printed};
use serde::Serialize;

/// One entry.
#[derive(Serialize)]
pub(crate) struct EntryShape<'a> {
    id: &'a str,
    short: &'a str,
    /// Each under its own key; `when` is RFC 9557, with the writer's zone.
    #[serde(flatten)]
    fields: Printed<'a>,
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
            fields: entry.printed(|_| true),
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
