//! What became of an entry or a worksheet over time: every saved state, who saved it, and what it changed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use journal::{
    Actor, ChangeHash, Definition, DocId, Document, Field, FieldChange, FieldValue, Fields,
    History, Place, Row, SheetRow,
};
use programme::BEFORE;
use vault::{Class, SpaceId};
use vault::{Tables, View};

use crate::Error;
use crate::Vault;
use crate::blocking::{Entries, Worksheets};
use crate::change_words::{SheetWords, Words, changed, name};
use crate::error::{NameKind, ReadError, ResolveError};
use crate::shelf::{SheetName, Shelf};
use crate::views::{ChangeView, EntryRef, LostTo, Version, Versions};
use vault::Space;

/// A document with the names of those who wrote it.
pub(crate) struct Past {
    pub(crate) document: Document,
    /// The devices by the actors they write as.
    authors: BTreeMap<[u8; 16], String>,
}

impl Entries<'_> {
    /// The newest saved states of an entry; 0 for all.
    ///
    /// # Errors
    /// As [`Entries::get`].
    pub fn history(&self, entry: &EntryRef, newest: usize) -> Result<Versions, ReadError> {
        let doc = self.vault.resolve(entry)?;
        let home = self.vault.own_space()?;
        let (past, history) = self.vault.newest_versions(home, doc, newest)?;
        Ok(Versions {
            name: self.get(entry)?.short,
            total: history.total,
            versions: past.entry_versions(&history),
        })
    }
}

impl Worksheets<'_> {
    /// The newest saved states of a worksheet; 0 for all.
    ///
    /// # Errors
    /// As [`Worksheets::get`].
    pub fn history(
        &self,
        name: impl Into<SheetName>,
        newest: usize,
    ) -> Result<Versions, ReadError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&name.into())?;
        let past = self
            .vault
            .past_of(shelf.home, shelf.worksheet(&definition))?;
        let (versions, total) = match past {
            None => (Vec::new(), 0),
            Some(past) => {
                let history = past.document.history(newest);
                let versions = self
                    .vault
                    .sheet_versions(&shelf, &definition, &past, &history);
                (versions, history.total)
            }
        };
        Ok(Versions {
            name: definition.title.clone(),
            versions,
            total,
        })
    }
}

impl Vault {
    /// Loads a document of a space to look into its past, with who wrote it; `None` if there is none.
    pub(crate) fn past_of(&self, space: SpaceId, id: DocId) -> Result<Option<Past>, Error> {
        let snapshot = self.snapshot(space)?;
        let Some(document) = snapshot.document(id)? else {
            return Ok(None);
        };
        self.past_with(&snapshot, id, document).map(Some)
    }

    /// The newest versions of an entry, and who wrote them: without its whole past, where its tip knows them.
    fn newest_versions(
        &self,
        space: SpaceId,
        id: DocId,
        newest: usize,
    ) -> Result<(Past, History), Error> {
        let snapshot = self.snapshot(space)?;
        if let Some((document, changes)) = snapshot.continued(id)?
            && let Some(history) = document.newest_versions(newest, changes)
        {
            return Ok((self.past_with(&snapshot, id, document)?, history));
        }
        let past = self.past_of(space, id)?.ok_or_else(|| missing(id))?;
        let history = past.document.history(newest);
        Ok((past, history))
    }

    /// The past of a document that was put together elsewhere.
    pub(crate) fn past_with(
        &self,
        snapshot: &vault::Snapshot,
        id: DocId,
        document: Document,
    ) -> Result<Past, Error> {
        let authors = self.authors(snapshot.tables(), snapshot.space(), id)?;
        Ok(Past { document, authors })
    }

    fn authors(
        &self,
        view: &View,
        space: &Space,
        doc: DocId,
    ) -> Result<BTreeMap<[u8; 16], String>, Error> {
        let logs = view.heads(space.tag)?.into_iter().map(|(log, _)| log);
        let data = logs.filter(|log| log.class == Class::Data);
        Ok(data
            .map(|log| {
                let actor = Actor::derive(&log.encode(), doc);
                (*actor.as_bytes(), self.name_of(space, log.device))
            })
            .collect())
    }

    /// The versions of a worksheet, in the words of its definition.
    pub(crate) fn sheet_versions(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        past: &Past,
        history: &History,
    ) -> Vec<Version> {
        let row = match past.document.row() {
            Row::Sheet(row) => row,
            Row::Entry(_) => SheetRow::default(),
        };
        let mut items: BTreeMap<_, Fields> = BTreeMap::new();
        for version in &history.versions {
            for change in &version.changes {
                let said = change.new.as_ref().or(change.old.as_ref());
                if let (Field::Answer(Place::Item { list, item, field }), Some(said)) =
                    (&change.field, said)
                {
                    let known = items.entry((list.clone(), *item)).or_default();
                    let place = known.0.entry(field.clone());
                    place.or_insert_with(|| said.clone());
                }
            }
        }
        let words = Words::Sheet(SheetWords {
            vault: self,
            shelf,
            definition,
            row: &row,
            items,
        });
        past.versions(history, |_| None, &words)
    }
}

/// Whether a change is one that somebody made; what a promise was before goes along with its change.
fn is_told(change: &FieldChange) -> bool {
    match &change.field {
        Field::Answer(Place::Field(field) | Place::Item { field, .. }) => field != BEFORE,
        _ => true,
    }
}

pub(crate) fn missing(doc: DocId) -> Error {
    ResolveError::none(NameKind::Entry, format!("entry {}", doc.shorten(8))).into()
}

impl Past {
    /// The versions of an entry.
    pub(crate) fn entry_versions(&self, history: &History) -> Vec<Version> {
        self.versions(history, sentences, &Words::Entry(BTreeMap::new()))
    }

    fn versions(
        &self,
        history: &History,
        own_words: impl Fn(&journal::Version) -> Option<Words<'static>>,
        words: &Words<'_>,
    ) -> Vec<Version> {
        let by_hash: BTreeMap<ChangeHash, &journal::Version> = history
            .versions
            .iter()
            .map(|version| (version.hash, version))
            .collect();
        let view = |version: &journal::Version| {
            let own = own_words(version);
            let words: &Words<'_> = match &own {
                Some(own) => own,
                None => words,
            };
            let lost_to = |change: &FieldChange| {
                let winner = by_hash.get(&change.lost_to?)?;
                Some(self.lost_to(winner, &change.field, words))
            };
            let told = || version.changes.iter().filter(|change| is_told(change));
            let changes: Vec<ChangeView> = told()
                .map(|change| change_view(change, lost_to(change), words))
                .collect();
            let text = changes.iter().find(|change| change.field == "text");
            let same = || journal::diff(&version.body, &version.body);
            Version {
                number: version.number,
                at: Timestamp::from_second(version.at).unwrap_or(Timestamp::UNIX_EPOCH),
                device: self.device(version.actor),
                changed: if version.begins {
                    vec!["written".to_owned()]
                } else {
                    told().map(changed).collect()
                },
                diff: text.map_or_else(same, |text| text.diff.clone()),
                changes,
                body: version.body.to_string(),
                title: version.title.to_string(),
            }
        };
        history.versions.iter().map(view).collect()
    }

    fn lost_to(&self, winner: &journal::Version, field: &Field, words: &Words<'_>) -> LostTo {
        let value = winner.changes.iter().find(|change| change.field == *field);
        LostTo {
            number: winner.number,
            device: self.device(winner.actor),
            words: value.map_or_else(String::new, |won| words.value(field, won.new.as_ref())),
        }
    }

    /// The name of the device that writes as this actor.
    pub(crate) fn device(&self, actor: Actor) -> String {
        let known = self.authors.get(actor.as_bytes());
        known.cloned().unwrap_or_else(|| "unknown".to_owned())
    }
}

/// The flagged sentences of an entry, where a version kept some.
fn sentences(version: &journal::Version) -> Option<Words<'static>> {
    let kept = version.changes.iter();
    if !kept.clone().any(|change| change.field == Field::Kept) {
        return None;
    }
    let flags = programme::flags_in(&version.body, &|_| true).into_iter();
    Some(Words::Entry(
        flags.map(|flag| (flag.key, flag.sentence)).collect(),
    ))
}

fn change_view(change: &FieldChange, lost_to: Option<LostTo>, words: &Words<'_>) -> ChangeView {
    let field = &change.field;
    let text = |value: &Option<FieldValue>| match value {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        None => Some(String::new()),
        Some(_) => None,
    };
    let is_text = [&change.old, &change.new]
        .into_iter()
        .any(|value| matches!(value, Some(FieldValue::Text(_))));
    let diff = match (is_text, text(&change.old), text(&change.new)) {
        (true, Some(old), Some(new)) => journal::diff(&old, &new),
        _ => Vec::new(),
    };
    ChangeView {
        field: name(field),
        label: words.label(field, change.asked),
        item: words.item(field),
        old_words: words.value(field, change.old.as_ref()),
        new_words: words.value(field, change.new.as_ref()),
        old: change.old.clone(),
        new: change.new.clone(),
        diff,
        lost_to,
    }
}
