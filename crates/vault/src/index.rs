//! The index: turns records into documents and rows, in causal order, behind the gate, and keeps the result in pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journal::document::DocId;
use replica::{Admission, Class, Have, LogId};
use store::{Tables, Writer};

use crate::exchange::safety::{uncounted, vouched};
use crate::kind::Kinds;
use crate::opened::OpenPages;
use crate::space::{READ_BYTES, Space};
use crate::write::payload::Payload;
use crate::{Env, Error};

pub(crate) mod apart;
mod apply;
mod claimed;
pub(crate) mod deferred;
mod documents;
mod gate;
pub(crate) mod hidden;
pub(crate) mod ids;
pub mod late;
mod loaded;
mod masked;
pub(crate) mod noticed;
pub(crate) mod page;
mod reconsider;
pub(crate) mod run;
mod sealed_list;
pub(crate) mod size;
mod vouch;

use apart::Notes;
use hidden::AtStake;
use loaded::Loaded;
use page::{Directory, Item};

/// Documents kept in memory before they are written to pages.
const PENDING_MAX: usize = 20_000;

/// What one catching-up did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CaughtUp {
    /// Records newly reflected.
    pub(crate) records: u64,
    /// Records whose causes have not arrived, or that are beyond what their author may write.
    pub(crate) waiting: u64,
    /// Documents touched.
    pub(crate) documents: usize,
}

/// The index of one space inside one transaction.
pub(crate) struct Index<'s> {
    space: &'s Space,
    kinds: &'s Kinds,
    pub(crate) dir: Directory,
    pub(crate) indexed: Have,
    vouched: Have,
    pending: BTreeMap<DocId, Item>,
    /// Those of them whose rows are still what their authors say.
    claimed: BTreeSet<DocId>,
    loaded: Loaded,
    /// The present in unix seconds, once it is known.
    now: Option<i64>,
    /// The record opened last: neighbouring documents of an import lie in the same one.
    opened: Option<(LogId, u64, Payload)>,
    /// Whether rows are computed anew before they are written.
    recompute: bool,
    /// Documents that turned out to have been changed on both sides; `None` while the index is made anew, as nothing in
    /// it is news then.
    both_sides: Option<Notes>,
    /// Documents that were here and that a removal may hide.
    at_stake: Vec<AtStake>,
    /// Pages as they are until this is written.
    pub(crate) pages: Arc<OpenPages>,
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
        Ok(Self {
            space,
            kinds,
            pages: opened.pages(),
            indexed: dir.indexed(),
            vouched: dir.vouched(),
            dir,
            pending: BTreeMap::new(),
            claimed: BTreeSet::new(),
            loaded: Loaded::default(),
            now: None,
            opened: None,
            recompute: false,
            both_sides: Some(Notes::default()),
            at_stake: Vec::new(),
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
        let held = held(tables, space)?;
        let examined = held == dir.examined();
        Ok(probe::planted!("index_held_current", examined, true)
            && !Self::exceeds_membership(space, &dir.indexed(), &dir.vouched()))
    }

    /// Whether something was applied that a later removal does not let stand.
    fn exceeds_membership(space: &Space, indexed: &Have, vouched: &Have) -> bool {
        indexed.iter().any(|(log, number)| {
            number > 0
                && space.membership.admits(log, number) != Admission::Yes
                && vouched.get(log) < number
        })
    }

    /// Applies every record that can be applied. Call [`Index::flush`] afterwards.
    pub(crate) fn catch_up(&mut self, writer: &mut Writer, env: &Env) -> Result<CaughtUp, Error> {
        self.now = Some(env.unix());
        // Without a directory whatever pages there are cannot be trusted.
        let unknown = self.indexed.is_empty();
        if unknown || Self::exceeds_membership(self.space, &self.indexed, &self.vouched) {
            self.start_over(writer)?;
        }
        let mut done = CaughtUp::default();
        let epochs = self.space.keys()?.epochs().count();
        loop {
            self.catch_up_logs(writer, env, &mut done)?;
            let new_keys = std::mem::replace(&mut self.dir.epochs, epochs) != epochs;
            // What was tried again and held may be what a waiting log was waiting for.
            if !(new_keys || done.records > 0) || !self.reconsider(writer, env, new_keys)? {
                break;
            }
        }
        self.compute_claimed(writer)?;
        self.note_hidden(writer, env)?;
        done.documents = self.pending.len();
        Ok(done)
    }

    /// Applies the logs in turn until none can go on.
    fn catch_up_logs(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        done: &mut CaughtUp,
    ) -> Result<(), Error> {
        loop {
            let before = (done.records, self.vouched.clone());
            done.waiting = 0;
            for (log, head) in writer.heads(self.space.tag)? {
                if log.class == Class::Data {
                    done.records += self.catch_up_log(writer, env, log, head.number)?;
                    done.waiting += head.number.saturating_sub(self.indexed.get(log));
                }
            }
            if (done.records, &self.vouched) == (before.0, &before.1) {
                return Ok(());
            }
        }
    }

    /// Forgets everything, who vouched for what too, so that all documents are built anew.
    fn start_over(&mut self, writer: &mut Writer) -> Result<(), Error> {
        let counts = |log, number| self.admitted(log, number);
        let at_stake = hidden::at_stake(writer, self.space, self.kinds, &self.dir, counts);
        self.at_stake.extend(at_stake);
        run::clear(writer, self.space.tag)?;
        uncounted::forget(writer, self.space.tag)?;
        self.pages = Arc::default();
        for (log, number, place, _) in writer.deferred(self.space.tag)? {
            writer.remove_deferred(self.space.tag, log, number, place)?;
        }
        self.dir = Directory::default();
        self.indexed = Have::default();
        self.vouched = Have::default();
        self.loaded = Loaded::default();
        self.pending.clear();
        self.claimed.clear();
        self.both_sides = None;
        Ok(())
    }

    fn catch_up_log(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        to: u64,
    ) -> Result<u64, Error> {
        let start = self.indexed.get(log);
        let mut next = start + 1;
        while next <= to {
            let batch = writer.records(self.space.tag, log, next, READ_BYTES)?;
            if batch.is_empty() {
                return Err(Error::damaged(format!("record {next} of a log")));
            }
            for bytes in batch {
                if !self.admitted(log, next)
                    || !self.apply_record(writer, env, log, next, &bytes)?
                {
                    return Ok(next - 1 - start);
                }
                self.indexed.raise(log, next);
                next += 1;
            }
            if self.pending.len() > PENDING_MAX {
                self.compute_claimed(writer)?;
                self.flush(writer, env)?;
            }
        }
        Ok(to.saturating_sub(start))
    }

    /// Takes over the result of a local edit.
    pub(crate) fn put(&mut self, item: Item) {
        self.pending.insert(item.id, item);
    }

    /// Writes what changed to pages and the directory.
    pub(crate) fn flush(&mut self, writer: &mut Writer, env: &Env) -> Result<(), Error> {
        if self.recompute {
            self.claimed = self.pending.keys().copied().collect();
            self.compute_claimed(writer)?;
        }
        let pending = std::mem::take(&mut self.pending);
        self.dir.set_examined(&held(writer, self.space)?);
        self.dir.set_indexed(&self.indexed);
        self.dir.set_vouched(&self.vouched);
        if let Some(notes) = &mut self.both_sides {
            notes.keep(writer, self.space, env)?;
        }
        vouched::keep(writer, self.space, &self.vouched)?;
        let pages = std::mem::take(&mut self.pages);
        run::merge(writer, self.space, env, &mut self.dir, pending, &pages)
    }

    /// Remembers which documents a removal has hidden.
    fn note_hidden(&mut self, writer: &mut Writer, env: &Env) -> Result<(), Error> {
        let mut gone = Vec::new();
        for document in std::mem::take(&mut self.at_stake) {
            if self.item(writer, document.doc)?.is_none() {
                gone.push(document);
            }
        }
        hidden::keep(writer, self.space, &self.dir, env, gone)
    }
}

/// How far every log of the space is held.
fn held(tables: &impl Tables, space: &Space) -> Result<Have, Error> {
    let heads = tables.heads(space.tag)?;
    Ok(heads
        .into_iter()
        .map(|(log, head)| (log, head.number))
        .collect())
}
