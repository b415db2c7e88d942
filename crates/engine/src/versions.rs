//! What became of an entry over time: every saved state, who saved it, and what it changed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use journal::{Actor, EntryRow, Row};
use replica::Class;
use store::Tables;

use crate::Error;
use crate::index::Index;
use crate::vault::Vault;
use crate::views::{EntryRef, Version};

impl Vault {
    /// Every saved state of an entry, newest first.
    ///
    /// # Errors
    /// As [`Vault::show`].
    pub fn history(&self, entry: &EntryRef) -> Result<Vec<Version>, Error> {
        let doc = self.resolve(entry)?;
        let home = self.own_space()?;
        let (view, space) = self.current_view(home)?;
        let mut index = Index::load(&view, &space)?;
        let item = index.item(&view, doc)?.ok_or_else(|| Error::NotFound {
            what: format!("entry {}", doc.shorten(8)),
        })?;
        let mut authors = BTreeMap::new();
        let mut any = None;
        for (log, _) in view.heads(space.tag)? {
            if log.class == Class::Data {
                authors.insert(*Actor::derive(&log.encode(), doc).as_bytes(), log.device);
                any = Some(log);
            }
        }
        let log = any.ok_or_else(|| Error::damaged("the journal"))?;
        let document = index.document(&view, &item, log)?;
        let mut before = EntryRow::default();
        let mut versions = Vec::new();
        for version in document.versions() {
            let Row::Entry(row) = version.row else {
                continue;
            };
            let device = authors.get(version.actor.as_bytes()).map_or_else(
                || "unknown".to_owned(),
                |device| self.name_of(&space, *device),
            );
            versions.push(version_view(&before, &row, version.at, device));
            before = row;
        }
        versions.reverse();
        Ok(versions)
    }
}

fn version_view(before: &EntryRow, after: &EntryRow, at: i64, device: String) -> Version {
    let first = before.when.is_empty();
    let mut changed = Vec::new();
    let mut note = |differs: bool, what: &str| {
        if differs {
            changed.push(what.to_owned());
        }
    };
    note(first, "written");
    note(!first && before.body != after.body, "text");
    note(!first && before.title != after.title, "title");
    note(!first && before.when != after.when, "date");
    note(!first && before.mood != after.mood, "mood");
    note(!first && before.tags != after.tags, "tags");
    note(!first && before.emotions != after.emotions, "emotions");
    note(!first && before.triggers != after.triggers, "triggers");
    note(!first && before.steps != after.steps, "steps");
    note(
        !first && before.star != after.star,
        if after.star { "starred" } else { "unstarred" },
    );
    note(
        before.deleted.is_none() && after.deleted.is_some(),
        "deleted",
    );
    note(
        before.deleted.is_some() && after.deleted.is_none(),
        "restored",
    );
    Version {
        at: Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH),
        device,
        changed,
        diff: journal::diff(&before.body, &after.body),
        body: after.body.clone(),
        title: after.title.clone(),
    }
}
