//! What was changed on both sides, in words: by devices that did not know of each other's changes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use journal::{DocId, Kind, Row};

use vault::Note;

use crate::Error;
use crate::Vault;
use crate::blocking::BothSides;
use crate::error::{ReadError, WriteError};
use crate::links::entry_words;
use crate::preferences;
use crate::shelf::{SheetName, Shelf};
use crate::views::{
    ApartKind, ChangeView, ChangedApart, EntryRef, LostTo, LostValue, Side, Version,
};

impl BothSides<'_> {
    /// What was changed on both sides and not looked at since, oldest first. An entry counts whatever was changed in it;
    /// a worksheet, only if the same question was answered on both sides, as most of what is written into worksheets just
    /// comes together; the settings, only if one of them was chosen otherwise.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn list(&self) -> Result<Vec<ChangedApart>, ReadError> {
        self.since(Timestamp::MIN)
    }

    /// The same, of what was noticed at this moment or later.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn since(&self, since: Timestamp) -> Result<Vec<ChangedApart>, ReadError> {
        let home = self.vault.own_space()?;
        let snapshot = self.vault.snapshot(home)?;
        let space = snapshot.space();
        let mut notes = snapshot.changed_apart()?;
        notes.retain(|note| moment(note.at) >= since);
        if notes.is_empty() {
            return Ok(Vec::new());
        }
        let joined = space.membership.member(self.vault.device());
        let joined = joined.map_or(i64::MIN, |member| member.added_at);
        let shelf = self.vault.shelf()?;
        let mut found = Vec::new();
        let mut nothing = Vec::new();
        for note in &notes {
            match self.vault.changed_apart(&shelf, note, joined)? {
                Some(one) => found.push(one),
                None => nothing.push(note.doc()),
            }
        }
        // What just came together need not be worked out again. A vault that is open for reading leaves that to others.
        if self.vault.is_writable() && !nothing.is_empty() {
            self.vault.forget_changed_apart(space, &nothing)?;
        }
        Ok(found)
    }

    /// Says that somebody has looked at what became of an entry, from state `oldest` on. What was changed on both sides
    /// in an earlier state than that stays to be looked at.
    ///
    /// # Errors
    /// As [`Entries::get`](crate::blocking::Entries::get), and what the disk says.
    pub fn saw_entry(&self, entry: &EntryRef, oldest: usize) -> Result<(), WriteError> {
        Ok(self
            .vault
            .was_looked_at(self.vault.resolve(entry)?, oldest)?)
    }

    /// Says that somebody was told of all this. Of the settings nothing more is to be seen than that.
    ///
    /// # Errors
    /// What the disk says.
    pub fn told(&self, changed: &[ChangedApart]) -> Result<(), WriteError> {
        if changed.iter().any(|one| one.kind == ApartKind::Settings) {
            self.vault.settings_are_settled()?;
        }
        Ok(())
    }

    /// The same for a worksheet.
    ///
    /// # Errors
    /// As [`Worksheets::get`](crate::blocking::Worksheets::get), and what the disk says.
    pub fn saw_worksheet(
        &self,
        name: impl Into<SheetName>,
        oldest: usize,
    ) -> Result<(), WriteError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&name.into())?;
        Ok(self
            .vault
            .was_looked_at(shelf.worksheet(&definition), oldest)?)
    }
}

impl Vault {
    /// The person knows, or has chosen anew, what was chosen on both sides.
    pub(crate) fn settings_are_settled(&self) -> Result<(), Error> {
        self.was_looked_at(preferences::document_in(self.own_space()?), 0)
    }

    fn was_looked_at(&self, doc: DocId, oldest: usize) -> Result<(), Error> {
        let home = self.own_space()?;
        let snapshot = self.snapshot(home)?;
        let space = snapshot.space();
        let notes = snapshot.changed_apart()?;
        let Some(note) = notes.iter().find(|note| note.doc() == doc) else {
            return Ok(());
        };
        let past = self.past_of(home, doc)?;
        let apart = past.map(|past| past.document.made_apart(&note.hashes()));
        if apart
            .unwrap_or_default()
            .iter()
            .any(|number| *number < oldest)
        {
            return Ok(());
        }
        self.forget_changed_apart(space, &[doc])
    }

    fn changed_apart(
        &self,
        shelf: &Shelf,
        note: &Note,
        joined: i64,
    ) -> Result<Option<ChangedApart>, Error> {
        let doc = note.doc();
        let Some(past) = self.past_of(shelf.home, doc)? else {
            return Ok(None);
        };
        let apart = past.document.made_apart(&note.hashes());
        let Some(first_apart) = apart.first() else {
            return Ok(None);
        };
        let shown = past.document.version_count() + 1 - first_apart;
        let history = past.document.history(shown);
        // What was written apart before this device came is no news to it.
        let news =
            |version: &journal::Version| apart.contains(&version.number) && version.at >= joined;
        if !history.versions.iter().any(news) {
            return Ok(None);
        }
        let (kind, name, words, mut versions) = match past.document.row() {
            Row::Entry(row) => {
                let words = entry_words(&row.title, &row.body);
                let name = self.view_in(shelf.home, doc)?.short;
                let versions = past.entry_versions(&history);
                (ApartKind::Entry, name, words, versions)
            }
            Row::Sheet(_) if past.document.kind() == Kind::Settings => {
                let asked = preferences::definition()?;
                let versions = self.sheet_versions(shelf, &asked, &past, &history);
                (ApartKind::Settings, asked.id, asked.title, versions)
            }
            Row::Sheet(row) => {
                let Some(definition) = shelf.definition_by_id(&row.definition) else {
                    return Ok(None);
                };
                let name = definition
                    .step
                    .map_or_else(|| definition.id.clone(), |step| step.to_string());
                let versions = self.sheet_versions(shelf, &definition, &past, &history);
                (
                    ApartKind::Worksheet,
                    name,
                    definition.title.clone(),
                    versions,
                )
            }
        };
        versions.retain(|version| apart.contains(&version.number));
        versions.reverse();
        let mut lost = lost(&versions);
        let is_told = match kind {
            ApartKind::Entry => true,
            ApartKind::Worksheet => !lost.is_empty() || same_field(&versions),
            ApartKind::Settings => {
                lost.retain_mut(preferences::as_chosen);
                !lost.is_empty()
            }
        };
        if !is_told {
            return Ok(None);
        }
        Ok(Some(ChangedApart {
            name,
            kind,
            words,
            at: moment(note.at),
            sides: sides(&versions),
            lost,
        }))
    }
}

fn moment(at: i64) -> Timestamp {
    Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A field with its item, for people.
fn label(change: &ChangeView) -> String {
    match &change.item {
        Some(item) => format!("{item}: {}", change.label),
        None => change.label.clone(),
    }
}

/// What each device changed, in the order in which they began.
fn sides(versions: &[Version]) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for version in versions {
        let at = sides.iter().position(|side| side.device == version.device);
        let at = at.unwrap_or_else(|| {
            sides.push(Side {
                device: version.device.clone(),
                fields: Vec::new(),
            });
            sides.len() - 1
        });
        for field in version.changes.iter().map(label) {
            if !sides[at].fields.contains(&field) {
                sides[at].fields.push(field);
            }
        }
    }
    sides
}

fn lost(versions: &[Version]) -> Vec<LostValue> {
    let mut lost = Vec::new();
    for version in versions {
        for change in &version.changes {
            let Some(kept) = &change.lost_to else {
                continue;
            };
            lost.push(LostValue {
                label: label(change),
                words: change.new_words.clone(),
                number: version.number,
                device: version.device.clone(),
                kept: LostTo::clone(kept),
            });
        }
    }
    lost
}

/// Whether two devices changed one and the same field.
fn same_field(versions: &[Version]) -> bool {
    let mut changed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for version in versions {
        for change in &version.changes {
            let devices = changed.entry(&change.field).or_default();
            devices.insert(&version.device);
        }
    }
    changed.values().any(|devices| devices.len() > 1)
}
