//! What somebody sends costs no more work than it is worth, whatever it says. Work is counted, and no time taken.

use store::Tables;

use crate::meeting::Ended;
use crate::world::{Held, World};

/// Work that a device did since it was opened: documents loaded, memberships worked out, and what it holds.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    documents: u64,
    memberships: u64,
    /// Records that it holds.
    held: u64,
}

/// Documents that a device may load in one exchange, beside three for each record that came.
const DOCUMENTS: u64 = 150;
/// Memberships that it may work out, beside one for each batch.
const MEMBERSHIPS: u64 = 60;

impl World {
    /// What a device has done so far.
    pub fn work_of(&self, at: usize) -> Work {
        let vault = self.devices[at].vault();
        Work {
            documents: vault.loaded_documents(),
            memberships: vault.memberships_evaluated(),
            held: self.records_on(at),
        }
    }

    fn records_on(&self, at: usize) -> u64 {
        let vault = self.devices[at].vault();
        let Ok(view) = vault.view() else {
            return 0;
        };
        let spaces = vault.spaces().unwrap_or_default().into_iter();
        let heads = spaces.flat_map(|space| view.heads(space.tag()).unwrap_or_default());
        heads.map(|(_, head)| head.number).sum()
    }

    /// An exchange, and reading what came of it, cost an honest device what they may.
    ///
    /// # Errors
    /// If they cost more.
    pub fn is_no_more_work_than_it_is_worth(&self, at: usize, before: Work, ended: &Ended) -> Held {
        let device = &self.devices[at];
        if device.hostile || device.disk.is_dead() {
            return Ok(());
        }
        let received = match ended {
            Some(Ok(report)) => report.received,
            // What came before the connection broke has come.
            _ => self.records_on(at).saturating_sub(before.held),
        };
        if !device.locked && !device.faulty && device.arrived {
            self.words_on(at);
        }
        let now = self.work_of(at);
        let documents = now.documents.saturating_sub(before.documents);
        let memberships = now.memberships.saturating_sub(before.memberships);
        if documents > DOCUMENTS + 3 * received || memberships > MEMBERSHIPS + received {
            let what = format!(
                "{received} records came, {documents} documents were loaded and {memberships} \
                 memberships worked out"
            );
            return Err(self.broken("budget", at, what));
        }
        Ok(())
    }
}
