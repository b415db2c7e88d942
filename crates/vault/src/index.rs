//! The index: turns records into documents and rows, in causal order, behind the gate, and keeps the result in pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journal::document::DocId;
use replica::{Admission, Branches, Have, LogId, SpaceTag};
use store::{Tables, Writer};

use crate::exchange::branches::branches;
use crate::exchange::safety::{uncounted, vouched};
use crate::kind::Kinds;
use crate::opened::OpenPages;
use crate::space::Space;
use crate::write::payload::Payload;
use crate::{Env, Error};

pub(crate) mod apart;
mod apply;
mod catch_up;
mod clock;
mod contested;
pub(crate) mod deferred;
pub(crate) mod documents;
mod fitting;
mod gate;
pub(crate) mod hidden;
pub(crate) mod ids;
pub mod late;
mod masked;
mod needs;
mod new_tips;
pub(crate) mod noticed;
pub(crate) mod overruled;
pub(crate) mod page;
mod past;
mod pending;
mod progress;
mod provisional;
mod reconsider;
pub(crate) mod run;
mod saved;
mod schedule;
mod sealed_list;
pub(crate) mod size;
mod split;
mod tips;
mod vouch;

use apart::Notes;
use needs::Unapplied;
use new_tips::Tips;
use page::{Directory, Item};
use past::Pasts;
use pending::Pending;
use schedule::Schedule;
use split::Split;

/// Records that are brought in within the transaction of something else.
const AT_ONCE_MAX: u64 = 1_000;

/// What one catching-up did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CaughtUp {
    /// Records newly reflected.
    pub(crate) records: u64,
    /// Records whose causes have not arrived, or that are beyond what their author may write.
    pub(crate) waiting: u64,
    /// Documents touched.
    pub(crate) documents: usize,
    /// Whether there is more to be done.
    pub(crate) unfinished: bool,
}

/// The index of one space inside one transaction.
pub(crate) struct Index<'s> {
    space: &'s Space,
    kinds: &'s Kinds,
    pub(crate) dir: Directory,
    pub(crate) indexed: Have,
    vouched: Have,
    /// Second histories of logs.
    pub(crate) branches: Branches,
    /// What is known of histories that are not the only ones of their logs; read once.
    split: Option<Split>,
    /// Whether what counts in a document turned out to be another history than the one that was applied.
    flipped: bool,
    pending: Pending,
    /// Those of them whose rows are not computed from all that came, or may not stay what their authors say.
    claimed: BTreeSet<DocId>,
    /// Changes that turned out not to fit when their documents were loaded.
    set_aside: Vec<((LogId, u64, u16), Unapplied)>,
    /// Logs that this vault has written, where its own records are applied anew: it computed their rows.
    own: BTreeSet<LogId>,
    pasts: Pasts,
    /// The present in unix seconds, once it is known.
    now: Option<i64>,
    /// The record opened last: neighbouring documents of an import lie in the same one.
    opened: Option<(LogId, u64, Payload)>,
    /// Whether rows are computed anew before they are written.
    recompute: bool,
    /// Whether documents are loaded from nothing but records.
    pub(crate) from_records: bool,
    /// Whether what is learnt is going to be written.
    writes: bool,
    /// Documents that were loaded, to be written as they are.
    saves: BTreeMap<DocId, Vec<u8>>,
    /// Tips of documents that were edited, to be written.
    tips: Tips,
    /// Documents that turned out to have been changed on both sides; `None` while the index is made anew, as nothing in
    /// it is news then.
    both_sides: Option<Notes>,
    /// Which logs can go on.
    schedule: Schedule,
    /// Whether anything waits for changes that are not applied.
    any_waiting: bool,
    /// Records and parts of records that this step has looked at, and may look at.
    spent: u64,
    most: u64,
    /// Pages as they are until this is written.
    pub(crate) pages: Arc<OpenPages>,
}

impl CaughtUp {
    /// Adds what one more step did.
    pub(crate) fn add(&mut self, step: Self) {
        self.records += step.records;
        self.documents += step.documents;
        (self.waiting, self.unfinished) = (step.waiting, step.unfinished);
    }
}

impl<'s> Index<'s> {
    /// The index as it was last written; an unreadable one starts empty, as it is only a cache.
    pub(crate) fn load(
        tables: &impl Tables,
        space: &'s Space,
        kinds: &'s Kinds,
    ) -> Result<Self, Error> {
        let opened = run::read_directory(tables, space)?;
        let dir = opened.dir.clone();
        let is_anew = dir.progress.anew;
        Ok(Self {
            space,
            kinds,
            pages: opened.pages(),
            indexed: dir.indexed(),
            vouched: dir.vouched(),
            branches: branches(tables, space.tag)?,
            split: None,
            flipped: false,
            dir,
            pending: Pending::default(),
            claimed: BTreeSet::new(),
            set_aside: Vec::new(),
            own: BTreeSet::new(),
            pasts: Pasts::default(),
            now: None,
            opened: None,
            recompute: false,
            from_records: false,
            writes: false,
            saves: BTreeMap::new(),
            tips: Tips::default(),
            both_sides: (!is_anew).then(Notes::default),
            schedule: Schedule::default(),
            any_waiting: true,
            spent: 0,
            most: u64::MAX,
        })
    }

    /// An empty index that computes every row from its document instead of taking the author's word for it.
    pub(crate) fn rebuilding(
        writer: &mut Writer,
        space: &'s Space,
        kinds: &'s Kinds,
    ) -> Result<Self, Error> {
        let mut index = Self::load(writer, space, kinds)?;
        index.start_over(writer)?;
        index.recompute = true;
        Ok(index)
    }

    /// Whether every record held has been looked at: it is reflected, deferred, or known to wait.
    pub(crate) fn is_current(
        tables: &impl Tables,
        space: &Space,
        dir: &Directory,
    ) -> Result<bool, Error> {
        let held = held(tables, space.tag)?;
        let examined = held == dir.examined();
        let examined = examined && !dir.progress.unfinished;
        Ok(probe::planted!("index_held_current", examined, true)
            && !Self::exceeds_membership(space, &dir.indexed(), &dir.vouched()))
    }

    /// Whether more records have come than are brought in beside something else.
    pub(crate) fn is_far_behind(
        tables: &impl Tables,
        space: &Space,
        dir: &Directory,
    ) -> Result<bool, Error> {
        if Self::is_current(tables, space, dir)? {
            return Ok(false);
        }
        let anew = Self::exceeds_membership(space, &dir.indexed(), &dir.vouched());
        let examined = if anew {
            Have::default()
        } else {
            dir.examined()
        };
        let held = held(tables, space.tag)?;
        let more = held
            .iter()
            .map(|(log, number)| number.saturating_sub(examined.get(log)));
        Ok(dir.progress.unfinished || more.sum::<u64>() > AT_ONCE_MAX)
    }

    /// Whether something was applied that a later removal does not let stand.
    fn exceeds_membership(space: &Space, indexed: &Have, vouched: &Have) -> bool {
        indexed.iter().any(|(log, number)| {
            number > 0
                && space.membership.admits(log, number) != Admission::Yes
                && probe::planted!(
                    "not_made_anew_after_a_removal",
                    vouched.get(log) < number,
                    false
                )
        })
    }

    /// Forgets everything, who vouched for what too, so that all documents are built anew.
    fn start_over(&mut self, writer: &mut Writer) -> Result<(), Error> {
        let counts = |log, number| self.admitted(log, number);
        let at_stake = hidden::at_stake(writer, self.space, self.kinds, &self.dir, counts);
        let carried = std::mem::take(&mut self.dir.progress.at_stake);
        run::clear(writer, self.space.tag)?;
        uncounted::forget(writer, self.space.tag)?;
        self.pages = Arc::default();
        writer.clear_deferred(self.space.tag)?;
        self.dir = Directory::default();
        self.dir.progress.anew = true;
        self.dir.progress.at_stake = [carried, at_stake].concat();
        self.indexed = Have::default();
        self.vouched = Have::default();
        self.pasts = Pasts::default();
        self.pending = Pending::default();
        self.claimed.clear();
        self.set_aside.clear();
        self.saves.clear();
        self.tips = Tips::default();
        self.own.clear();
        for (log, _) in writer.heads(self.space.tag)? {
            if self.space.has_written(writer, log)? {
                self.own.insert(log);
            }
        }
        self.both_sides = None;
        self.split = None;
        Ok(())
    }

    /// Takes over the result of a local edit.
    pub(crate) fn put(&mut self, item: Item) {
        self.pending.insert(item);
    }

    /// Writes what changed to pages and the directory.
    pub(crate) fn flush(&mut self, writer: &mut Writer, env: &Env) -> Result<(), Error> {
        if self.recompute {
            self.claimed = self.pending.ids().collect();
            self.compute_claimed(writer, env)?;
        }
        self.write_pages(writer, env)
    }

    /// Writes what changed, with the rows that it has.
    fn write_pages(&mut self, writer: &mut Writer, env: &Env) -> Result<(), Error> {
        for (place, why) in std::mem::take(&mut self.set_aside) {
            self.defer(writer, env, place, why, env.unix())?;
        }
        let pending = std::mem::take(&mut self.pending);
        self.dir.set_examined(&held(writer, self.space.tag)?);
        self.dir.progress.stuck = self.schedule.stuck();
        self.dir.set_indexed(&self.indexed);
        self.dir.set_vouched(&self.vouched);
        if let Some(notes) = &mut self.both_sides {
            notes.keep(writer, self.space, env)?;
        }
        vouched::keep(writer, self.space, &self.vouched)?;
        let gone: Vec<DocId> = pending.gone().collect();
        self.write_tips(writer, env, &gone)?;
        self.write_saved(writer, env, gone)?;
        let pages = std::mem::take(&mut self.pages);
        run::merge(writer, self.space, env, &mut self.dir, pending, &pages)
    }

    /// Remembers which documents a removal has hidden.
    fn note_hidden(&mut self, writer: &mut Writer, env: &Env) -> Result<(), Error> {
        let mut gone = Vec::new();
        for document in std::mem::take(&mut self.dir.progress.at_stake) {
            if self.item(writer, document.doc())?.is_none() {
                gone.push(document);
            }
        }
        hidden::keep(writer, self.space, &self.dir, env, gone)
    }
}

/// How far every log of the space is held.
pub(crate) fn held(tables: &impl Tables, space: SpaceTag) -> Result<Have, Error> {
    let heads = tables.heads(space)?;
    Ok(heads
        .into_iter()
        .map(|(log, head)| (log, head.number))
        .collect())
}
