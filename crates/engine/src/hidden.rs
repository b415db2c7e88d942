//! Entries that went out of sight with the removal of the device that wrote them.

use journal::{DocId, SHORT_ID_CHARS};
use vault::Hidden;

use crate::blocking::Entries;
use crate::error::{ReadError, WriteError};
use crate::snapshot::Snapshot;
use crate::views::HiddenEntry;
use crate::{Error, Vault};

impl Entries<'_> {
    /// Entries that went out of sight with the removal of the device that wrote them, oldest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`]; [`ReadError::Refused`] without a journal of its own.
    pub fn hidden(&self) -> Result<Vec<HiddenEntry>, ReadError> {
        let hidden = self
            .vault
            .hidden(&*self.vault.home_snapshot()?)?
            .into_iter();
        let shown = hidden.map(|hidden| HiddenEntry {
            short: hidden.id.shorten(SHORT_ID_CHARS),
            id: hidden.id.to_string(),
            words: hidden.words,
            device: hidden.device,
            at: hidden.at,
            told: hidden.told,
        });
        Ok(shown.collect())
    }

    /// Remembers that somebody was told of these entries.
    ///
    /// # Errors
    /// As [`Entries::hidden`], and what the disk says.
    pub fn told_of_hidden(&self, entries: &[HiddenEntry]) -> Result<(), WriteError> {
        if entries.iter().all(|entry| entry.told) {
            return Ok(());
        }
        let whole = |entry: &HiddenEntry| Some(DocId::prefix_bounds(&entry.id).ok()?.0);
        let docs: Vec<DocId> = entries.iter().filter_map(whole).collect();
        let snapshot = self.vault.home_snapshot()?;
        Ok(self.vault.store().told_of_hidden(snapshot.space(), &docs)?)
    }
}

impl Vault {
    /// The device whose removal hid an entry between these ids, if one did.
    pub(crate) fn hidden_by(
        &self,
        snapshot: &Snapshot,
        low: DocId,
        high: DocId,
    ) -> Result<Option<String>, Error> {
        let mut hidden = self.hidden(snapshot)?.into_iter();
        let named = hidden.find(|Hidden { id, .. }| (low..=high).contains(id));
        Ok(named.map(|hidden| hidden.device))
    }
}
