//! The index: turns records into documents and rows, in causal order, behind the gate, and keeps the result in pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journal::document::{Actor, DocId, Document};
use replica::{Admission, Class, Have, LogId, Record};
use store::{Deferred, Tables, Writer};

use crate::error::Part;
use crate::exchange::safety::{self, uncounted};
use crate::snapshot::OpenPages;
use crate::space::{READ_BYTES, Space};
use crate::write::payload::{PAYLOAD_BYTES_MAX, Payload, Slot};
use crate::{Application, Env, Error, kind};

pub(crate) mod apart;
mod claimed;
pub(crate) mod deferred;
mod gate;
pub(crate) mod hidden;
pub(crate) mod page;
mod reconsider;
pub(crate) mod run;
mod sealed_list;

use apart::Notes;
use deferred::Reason;
use gate::gate;
use hidden::AtStake;
use page::{Directory, Item, PageItem, decode_page};

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
    application: &'s dyn Application,
    pub(crate) dir: Directory,
    pub(crate) indexed: Have,
    vouched: Have,
    pending: BTreeMap<DocId, Item>,
    /// Those of them whose rows are still what their authors say.
    claimed: BTreeSet<DocId>,
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
    pages: Arc<OpenPages>,
}

impl<'s> Index<'s> {
    /// The index as it was last written; an unreadable one starts empty, as it is only a cache.
    pub(crate) fn load(
        tables: &impl Tables,
        space: &'s Space,
        application: &'s dyn Application,
    ) -> Result<Self, Error> {
        let opened = run::read_directory(tables, space)?;
        let dir = opened.dir.clone();
        Ok(Self {
            space,
            application,
            pages: opened.pages(),
            indexed: dir.indexed(),
            vouched: dir.vouched(),
            dir,
            pending: BTreeMap::new(),
            claimed: BTreeSet::new(),
            now: None,
            opened: None,
            recompute: false,
            both_sides: Some(Notes::default()),
            at_stake: Vec::new(),
        })
    }

    /// An empty index that keeps who vouched for what, and that computes every row from its document instead of taking
    /// the author's word for it.
    pub(crate) fn rebuilding(
        writer: &mut Writer,
        space: &'s Space,
        application: &'s dyn Application,
    ) -> Result<Self, Error> {
        let mut index = Self::load(writer, space, application)?;
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
        Ok(held == dir.examined()
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

    /// Forgets everything but who vouched for what, so that all documents are built anew.
    fn start_over(&mut self, writer: &mut Writer) -> Result<(), Error> {
        let counts = |log, number| self.admitted(log, number);
        // What cannot be read cannot be named, which must not keep it from being made anew.
        let at_stake = hidden::at_stake(writer, self.space, self.application, &self.dir, counts);
        self.at_stake.extend(at_stake.unwrap_or_default());
        run::clear(writer, self.space.tag)?;
        uncounted::forget(writer, self.space.tag)?;
        self.pages = Arc::default();
        for (log, number, place, _) in writer.deferred(self.space.tag)? {
            writer.remove_deferred(self.space.tag, log, number, place)?;
        }
        self.dir = Directory::default();
        self.indexed = Have::default();
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

    fn admitted(&self, log: LogId, number: u64) -> bool {
        self.space.membership.admits(log, number) == Admission::Yes
            || self.vouched.get(log) >= number
    }

    /// Applies one record; `false` if its causes are not here yet.
    fn apply_record(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        number: u64,
        bytes: &[u8],
    ) -> Result<bool, Error> {
        let record = Record::decode(bytes)
            .map_err(|_| Error::damaged(format!("record {number} of a log")))?;
        let payload = match self.open(&record) {
            Ok(payload) => payload,
            Err(reason) => {
                self.defer(writer, env, log, number, 0, reason)?;
                return Ok(true);
            }
        };
        // Vouching comes first: what this record builds on may be waiting for nothing but that.
        if self.admitted(log, number) {
            self.vouched.merge(&payload.after);
        }
        if !self.indexed.covers(&payload.after) {
            return Ok(false);
        }
        self.apply_payload(writer, env, payload)?;
        Ok(true)
    }

    /// Applies every document of a record; what cannot be applied is deferred.
    fn apply_payload(
        &mut self,
        writer: &mut Writer,
        env: &Env,
        payload: Payload,
    ) -> Result<(), Error> {
        let (log, number) = (payload.log, payload.number);
        uncounted::note(
            writer,
            self.space,
            self.application,
            log,
            number,
            &payload.docs,
        )?;
        for (place, slot) in payload.docs.iter().enumerate() {
            let place = u16::try_from(place).expect("a payload holds at most 4 096 documents");
            if let Err(reason) = self.apply_slot(writer, log, number, place, slot)? {
                self.defer(writer, env, log, number, place, reason)?;
            }
        }
        self.opened = Some((log, number, payload));
        Ok(())
    }

    fn defer(
        &self,
        writer: &mut Writer,
        env: &Env,
        log: LogId,
        number: u64,
        place: u16,
        reason: Reason,
    ) -> Result<(), Error> {
        tracing::warn!(
            number,
            reason = reason as u8,
            "part of a record was set aside"
        );
        let deferred = Deferred {
            reason: reason as u8,
            at: env.unix(),
        };
        Ok(writer.defer(self.space.tag, log, number, place, deferred)?)
    }

    /// Opens a record's body and checks that it says it belongs where its header puts it.
    fn open(&self, record: &Record) -> Result<Payload, Reason> {
        let keys = self.space.keys.as_ref().ok_or(Reason::NoKey)?;
        let plain = keys
            .open(&record.body, PAYLOAD_BYTES_MAX)
            .map_err(|error| match error {
                seal::OpenError::NotForUs => Reason::NoKey,
                seal::OpenError::Damaged | seal::OpenError::TooLarge => Reason::Unreadable,
            })?;
        let payload = Payload::decode(plain.as_bytes()).map_err(|_| Reason::Malformed)?;
        let in_place = payload.space == self.space.id
            && payload.log == record.log()
            && payload.number == record.header.number;
        if in_place {
            Ok(payload)
        } else {
            Err(Reason::Malformed)
        }
    }

    /// Applies the changes of one document, or says why not.
    fn apply_slot(
        &mut self,
        tables: &impl Tables,
        log: LogId,
        number: u64,
        place: u16,
        slot: &Slot,
    ) -> Result<Result<(), Reason>, Error> {
        if slot.id.as_bytes()[15] != slot.kind {
            return Ok(Err(Reason::Malformed));
        }
        let mut item = match self.item(tables, slot.id)? {
            Some(item) => item,
            None => Item::new(slot.id, slot.kind),
        };
        let heads = match gate(&mut item, log, slot) {
            Ok(heads) => heads,
            Err(reason) => return Ok(Err(reason)),
        };
        let adopted = match heads {
            Some(head) => kind::of(self.application, slot.kind)
                .and_then(|kind| kind.decode_row(&slot.row))
                .map(|row| (vec![head], row)),
            None => None,
        };
        let (heads, row) = match adopted {
            Some(adopted) => {
                // Where several devices wrote, what counts may be seen otherwise by another program or clock.
                if item.seqs.len() > 1 {
                    self.claimed.insert(slot.id);
                }
                adopted
            }
            None => {
                self.claimed.remove(&slot.id);
                if let Some(notes) = &mut self.both_sides {
                    notes.meet(tables, self.space, self.application, &item)?;
                }
                let mut document = self.document(tables, &item, log)?;
                let changes: Vec<&[u8]> = slot.changes.iter().map(Vec::as_slice).collect();
                if let Err(error) = document.apply(&changes) {
                    return Ok(Err(Reason::of(&error)));
                }
                (
                    document
                        .heads()
                        .iter()
                        .map(|hash| *hash.as_bytes())
                        .collect(),
                    kind::row(self.application, &document),
                )
            }
        };
        item.heads = heads;
        item.row = row;
        item.refs.push((self.dir.log_index(log), number, place));
        self.pending.insert(slot.id, item);
        Ok(Ok(()))
    }

    /// The document's item as it now is, if there is one.
    pub(crate) fn item(&self, tables: &impl Tables, id: DocId) -> Result<Option<Item>, Error> {
        if let Some(item) = self.pending.get(&id) {
            return Ok(Some(item.clone()));
        }
        let Some(page) = tables.doc_page(self.space.tag, *id.as_bytes())? else {
            return Ok(None);
        };
        let plain = self.pages.get(tables, self.space, &page, true)?;
        let items = decode_page(plain.as_bytes())
            .map_err(|_| Error::damaged_part(Part::Index, "a page"))?;
        Ok(items
            .iter()
            .find(|item| item.id == *id.as_bytes())
            .map(PageItem::to_item))
    }

    /// Loads the Automerge document behind an item; `author` is the log that edits will be written to.
    pub(crate) fn document(
        &mut self,
        tables: &impl Tables,
        item: &Item,
        author: LogId,
    ) -> Result<Document, Error> {
        let mut changes = Vec::new();
        for (log, number, place) in &item.refs {
            let log = self
                .dir
                .log(*log)
                .ok_or_else(|| Error::damaged_part(Part::Index, "the directory"))?;
            changes.extend(self.slot(tables, log, *number, *place)?.changes);
        }
        let actor = Actor::derive(&author.encode(), item.id);
        let kind = kind::Numbered::new(self.application, item.kind);
        let borrowed: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
        let on_time = |document: Document| match self.now {
            Some(now) => document.read_at(now),
            None => document,
        };
        if let Ok(document) = Document::from_changes(kind, actor, &borrowed) {
            return Ok(on_time(document));
        }
        // One change among them may have passed the gate and still be malformed: keep all that do apply.
        let mut document = Document::new(kind, actor);
        for change in borrowed {
            let _ = document.apply(&[change]);
        }
        Ok(on_time(document))
    }

    fn slot(
        &mut self,
        tables: &impl Tables,
        log: LogId,
        number: u64,
        place: u16,
    ) -> Result<Slot, Error> {
        let is_open = matches!(&self.opened, Some((l, n, _)) if *l == log && *n == number);
        if !is_open {
            let bytes = tables
                .record(self.space.tag, log, number)?
                .ok_or_else(|| Error::damaged(format!("record {number} of a log")))?;
            let record = Record::decode(&bytes)
                .map_err(|_| Error::damaged(format!("record {number} of a log")))?;
            let payload = self
                .open(&record)
                .map_err(|_| Error::damaged(format!("record {number} of a log")))?;
            self.opened = Some((log, number, payload));
        }
        self.opened
            .as_ref()
            .and_then(|(_, _, payload)| payload.docs.get(usize::from(place)))
            .cloned()
            .ok_or_else(|| Error::damaged(format!("record {number} of a log")))
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
        safety::keep_vouched(writer, self.space, &self.vouched)?;
        let pages = std::mem::take(&mut self.pages);
        run::merge(writer, self.space, env, &mut self.dir, pending, &pages)
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
