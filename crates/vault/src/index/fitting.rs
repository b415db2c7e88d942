//! Loading a document of which not every change fits: as much of it as would have been applied had each been tried when it
//! came.

use std::collections::BTreeSet;

use journal::document::{Actor, ChangeHash, Document};

use super::apply::Place;
use super::deferred::Reason;
use super::needs::{Need, Unapplied};
use super::page::{Item, Ref};
use super::past::Portion;
use super::size::was_too_large;

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
    /// What a document, empty or as it was saved, takes in of these portions, the first of which it was seen to take in
    /// before.
    pub(super) fn of(start: Document, portions: Vec<Portion>, judged: usize) -> Self {
        let all_judged = judged >= portions.len();
        let judged = portions.iter().take(judged);
        let judged: BTreeSet<Ref> = judged.map(|portion| portion.at).collect();
        let again = (!all_judged).then(|| start.clone());
        let mut fitting = Self::new(start);
        fitting.take(portions);
        let is_too_large = |portion: &Portion| {
            let last = portion.scan().and_then(|metas| Some(metas.last()?.hash));
            !judged.contains(&portion.at)
                && last.is_some_and(|last| was_too_large(&fitting.document, last))
        };
        let taken = fitting.taken.iter().filter(|_| !all_judged);
        let large = taken.filter(|portion| is_too_large(portion));
        let large: BTreeSet<Ref> = large.map(|portion| portion.at).collect();
        let Some(again) = again else {
            return fitting;
        };
        if probe::planted!("large_document_taken", large.is_empty(), true) {
            return fitting;
        }
        let taken = std::mem::take(&mut fitting.taken);
        fitting.document = again;
        let (large, small): (Vec<_>, Vec<_>) = taken
            .into_iter()
            .partition(|portion| large.contains(&portion.at));
        for portion in &large {
            fitting.leave(portion, Reason::TooLarge.into());
        }
        fitting.take(small);
        fitting
    }

    fn new(document: Document) -> Self {
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
    fn take(&mut self, portions: Vec<Portion>) {
        let mut portions = self.without_followers(portions);
        if portions.is_empty() {
            return;
        }
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
        if self.missing.is_empty() && self.ended.is_empty() {
            return portions;
        }
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

    /// Values that the changes it took in put at keys.
    pub(super) fn puts(&self) -> u64 {
        self.taken.iter().map(Portion::puts).sum()
    }

    /// Makes an item say what was taken in, after what was saved of it: refs, and bytes that it grew by.
    pub(super) fn describe(&self, item: &mut Item, (refs, grown): (usize, u64)) {
        item.refs.truncate(refs);
        let taken = self.taken.iter().map(|portion| portion.at);
        item.refs.extend(taken);
        let metas = self.taken.iter().filter_map(Portion::scan).flatten();
        item.grown = grown + metas.map(|meta| meta.grows).sum::<u64>();
        let seqs = self.document.lineage().seqs();
        item.seqs = seqs.map(|(actor, seq)| (*actor.as_bytes(), seq)).collect();
        let heads = self.document.heads().into_iter();
        item.heads = heads.map(|hash| *hash.as_bytes()).collect();
    }
}
