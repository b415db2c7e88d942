//! What somebody sends costs no more work than it is worth, whatever it says. Work is counted, and no time taken.

use crate::meeting::Ended;
use crate::world::{Held, World};

/// Work that a device did since it was opened: documents loaded, memberships worked out.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    documents: u64,
    memberships: u64,
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
        }
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
            _ => 0,
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
