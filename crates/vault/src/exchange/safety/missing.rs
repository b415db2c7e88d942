//! What somebody, or some place, lacks of the journal, counted as people count: by the entries and worksheets that it is about,
//! and since when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use journal::document::DocId;
use replica::{Have, LogId, Record};
use store::{Tables, View};

use super::{Stretch, live, uncounted, written_at};
use crate::Error;
use crate::exchange::branches::branches;
use crate::kind::{self, StoredKind};
use crate::space::Space;
use crate::vault::Vault;

/// So many changes are read to find out what they are about.
const READ_MAX: u64 = 200;

/// Live changes of the journal that are held here and are missing elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing {
    /// How many there are.
    pub changes: u64,
    /// When the oldest of them was written, by the clock of whoever wrote it; unknown while locked.
    pub since: Option<Timestamp>,
    /// How many documents of each kind they are about. Empty while locked, and where there are more than 200 changes.
    pub documents: BTreeMap<u8, u64>,
}

impl Vault {
    /// The live records of the home space that lie beyond what `have` holds.
    pub(crate) fn beyond(
        &self,
        view: &View,
        home: &Space,
        have: &Have,
    ) -> Result<Vec<Stretch>, Error> {
        let branches = branches(view, home.tag)?;
        let mut found = Vec::new();
        for (log, live) in &live(view, home)? {
            let confirmed = have.get(log).max(branches.first(log) - 1);
            if confirmed < live {
                found.push((log, confirmed + 1, live));
            }
        }
        Ok(found)
    }

    /// What these records of the home space are about. Those that change nothing that counts are left out.
    pub(crate) fn about(
        &self,
        view: &View,
        home: &Space,
        stretches: &[Stretch],
    ) -> Result<Missing, Error> {
        let (missing, counting) = self.counting(view, home, stretches)?;
        self.with_documents(view, home, missing, counting)
    }

    /// How many of these records there are, and since when. None is opened but the first of each stretch.
    pub(crate) fn counted(
        &self,
        view: &View,
        home: &Space,
        stretches: &[Stretch],
    ) -> Result<Missing, Error> {
        Ok(self.counting(view, home, stretches)?.0)
    }

    /// The same, and which records they are, as far as they are looked at one by one.
    fn counting(
        &self,
        view: &View,
        home: &Space,
        stretches: &[Stretch],
    ) -> Result<(Missing, Vec<(LogId, u64)>), Error> {
        let (mut missing, mut counting) = (Missing::default(), Vec::new());
        for (log, from, to) in stretches {
            let room = READ_MAX.saturating_sub(missing.changes) as usize;
            let others = uncounted::others(view, home.tag, *log, *from, *to, room)?;
            let Some(first) = others.first else { continue };
            missing.changes += others.count;
            counting.extend(others.numbers.into_iter().map(|number| (*log, number)));
            let at = written_at(view, home, *log, first)?;
            missing.since = match (missing.since, at) {
                (Some(before), Some(at)) => Some(before.min(at)),
                (before, at) => before.or(at),
            };
        }
        Ok((missing, counting))
    }

    fn with_documents(
        &self,
        view: &View,
        home: &Space,
        mut missing: Missing,
        counting: Vec<(LogId, u64)>,
    ) -> Result<Missing, Error> {
        if home.keys.is_none() || missing.changes > READ_MAX {
            return Ok(missing);
        }
        let mut documents: BTreeSet<(u8, DocId)> = BTreeSet::new();
        for (log, number) in counting {
            let payload = || {
                let bytes = view.record(home.tag, log, number).ok()??;
                home.payload(&Record::decode(&bytes).ok()?).ok()
            };
            let Some(payload) = payload() else {
                // What cannot be read is about something all the same.
                return Ok(missing);
            };
            let counts = |kind: u8| {
                let known = kind::of(self.application.kinds(), kind);
                known.is_none_or(StoredKind::counts_as_only_here)
            };
            let slots = payload.docs.iter().filter(|slot| counts(slot.kind));
            documents.extend(slots.map(|slot| (slot.kind, slot.id)));
        }
        for (kind, _) in documents {
            *missing.documents.entry(kind).or_default() += 1;
        }
        Ok(missing)
    }
}
