//! Loading a document of which not every change fits: as much of it as would have been applied had each been tried when it
//! came.

use std::collections::BTreeSet;

use journal::document::{Actor, ChangeHash, Document};
use journal::gate::ChangeMeta;
use replica::LogId;

use super::apply::Place;
use super::deferred::Reason;
use super::needs::{Need, Unapplied};
use super::page::{Item, Ref};

/// The changes of a document in one record.
#[derive(Debug)]
pub(super) struct Portion {
    pub(super) at: Ref,
    pub(super) log: LogId,
    pub(super) changes: Vec<Vec<u8>>,
}

impl Portion {
    pub(super) fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        self.changes.iter().map(Vec::as_slice)
    }

    fn scan(&self) -> Option<Vec<ChangeMeta>> {
        let scanned = self.bytes().map(journal::gate::scan);
        scanned.collect::<Result<_, _>>().ok()
    }
}

/// A document that takes in what it can.
#[derive(Debug)]
pub(super) struct Fitting {
    pub(super) document: Document,
    taken: Vec<Portion>,
    /// What did not fit, and why.
    pub(super) set_aside: Vec<(Place, Unapplied)>,
    /// Changes that are not here, and writers whose line ended with one of them: what follows need not be tried.
    missing: BTreeSet<ChangeHash>,
    ended: BTreeSet<Actor>,
}

impl Fitting {
    pub(super) fn new(document: Document) -> Self {
        Self {
            document,
            taken: Vec::new(),
            set_aside: Vec::new(),
            missing: BTreeSet::new(),
            ended: BTreeSet::new(),
        }
    }

    /// Takes in what fits of these portions, which are in the order in which they came. Halves are tried, so that what fits
    /// is taken in at once.
    pub(super) fn take(&mut self, portions: Vec<Portion>) {
        let mut portions = self.without_followers(portions);
        let changes: Vec<&[u8]> = portions.iter().flat_map(Portion::bytes).collect();
        match self.document.apply(&changes) {
            Ok(()) => self.taken.append(&mut portions),
            Err(_) if portions.len() == 1 => self.leave(&portions[0], Reason::Apply.into()),
            Err(_) => {
                let second = portions.split_off(portions.len() / 2);
                self.take(portions);
                self.take(second);
            }
        }
    }

    /// Leaves out what follows something that did not fit.
    fn without_followers(&mut self, portions: Vec<Portion>) -> Vec<Portion> {
        let mut left = Vec::with_capacity(portions.len());
        for portion in portions {
            match self.lacks(&portion) {
                Some(need) => self.leave(&portion, Unapplied::Until(need)),
                None => left.push(portion),
            }
        }
        left
    }

    /// What a portion follows that did not fit.
    fn lacks(&self, portion: &Portion) -> Option<Need> {
        let scanned = portion.scan()?;
        scanned.iter().find_map(|meta| {
            let dep = meta.deps.iter().find(|dep| self.missing.contains(dep));
            let own = self.ended.contains(&meta.actor);
            let own = own.then(|| Need::Own(*meta.actor.as_bytes(), meta.seq.saturating_sub(1)));
            own.or_else(|| dep.map(|dep| Need::Change(*dep.as_bytes())))
        })
    }

    fn leave(&mut self, portion: &Portion, why: Unapplied) {
        let (_, number, place) = portion.at;
        self.set_aside.push(((portion.log, number, place), why));
        for meta in portion.scan().unwrap_or_default() {
            self.missing.insert(meta.hash);
            self.ended.insert(meta.actor);
        }
    }

    /// Makes an item say what was taken in.
    pub(super) fn describe(&self, item: &mut Item) {
        item.refs = self.taken.iter().map(|portion| portion.at).collect();
        item.seqs.clear();
        for meta in self.taken.iter().filter_map(Portion::scan).flatten() {
            item.set_seq(*meta.actor.as_bytes(), meta.seq);
        }
        let bytes = self.taken.iter().flat_map(Portion::bytes);
        item.bytes = bytes.map(|change| change.len() as u64).sum();
        let heads = self.document.heads().into_iter();
        item.heads = heads.map(|hash| *hash.as_bytes()).collect();
    }
}
