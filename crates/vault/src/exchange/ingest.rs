//! Taking in records from elsewhere. Nothing here needs a key: signatures, chains and membership are in the clear.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use replica::{
    Branches, Class, ControlRecord, DeviceId, Have, Head, LinkId, LogId, Membership, Reach, Record,
    Role, RunError, SpaceTag, limits,
};
use store::{Tables, Writer};

use crate::Error;
use crate::exchange::branches;
use crate::exchange::filing::{self, Filed};
use crate::exchange::refusal::{Held, Refusal};
use crate::exchange::safety::note_differing;
use crate::space::Space;
use crate::vault::{Meta, Vault};

/// What came of a batch.
#[derive(Debug, Default)]
pub(crate) struct Ingested {
    /// Records appended.
    pub(crate) appended: u64,
    /// Records refused and put in quarantine.
    pub(crate) refused: u32,
    /// Records that may belong to a second history, of which it is not known yet where it begins.
    astray: u32,
    /// Control records of devices of which it is not known yet that anybody added them: to be tried again with what comes.
    pub(crate) strange: Vec<Vec<u8>>,
    /// Whose control records are kept; not asked of what comes from one's own copy.
    reach: Option<Reach>,
    /// Who is reached since the record before.
    newcomers: Vec<DeviceId>,
    /// How much the space holds, once it was counted.
    held: Option<Held>,
    /// Heads of all logs afterwards.
    pub(crate) heads: Vec<(LogId, Head)>,
    /// Second histories afterwards.
    pub(crate) branches: Branches,
    /// For each log under which records of the batch are held, the last of their numbers.
    pub(crate) filed: Have,
}

impl Vault {
    /// Counts batches that were refused unread, since whoever sent them only reads, or does not belong to the space.
    pub(crate) fn note_refused_sender(&self, peer: LinkId, times: u64) -> Result<(), Error> {
        let mut writer = self.store.write()?;
        writer.add_unread(Refusal::NotASender as u8, peer, self.env.unix(), times)?;
        Ok(writer.commit()?)
    }

    /// Verifies and appends a batch in one durable transaction. In [`Version::Two`](replica::Version::Two) what follows
    /// nothing that is held is left for the moment: the other side is about to be asked for what comes before it.
    pub(crate) fn ingest(
        &self,
        peer: Option<LinkId>,
        tag: SpaceTag,
        batch: &[Vec<u8>],
        version: replica::Version,
    ) -> Result<Ingested, Error> {
        let mut writer = self.store.write()?;
        let meta = Meta::read(&writer)?;
        if meta.tags().all(|held| held != tag) {
            // A share that is over was dropped meanwhile. What is still on its way stays out of the file.
            return Ok(Ingested::default());
        }
        let mut done = Ingested {
            branches: branches::branches(&writer, tag)?,
            reach: match peer {
                Some(_) => Some(self.reach(&writer, tag)?),
                None => None,
            },
            ..Ingested::default()
        };
        let (mut rows, at) = (0, self.env.unix());
        let mut quarantine = |writer: &mut Writer, why: Refusal, bytes: &[u8]| {
            rows += 1;
            if rows > limits::QUARANTINE_ROWS_PER_BATCH_MAX {
                return writer.count_refused(why as u8, 1);
            }
            writer
                .add_quarantine(why as u8, peer, at, bytes)
                .map(|_| ())
        };
        let mut runs: Vec<Vec<Record>> = Vec::new();
        for bytes in batch {
            match Record::decode(bytes) {
                Ok(record) if record.header.space == tag => match runs.last_mut() {
                    Some(run) if goes_on(run, &record) => run.push(record),
                    _ => runs.push(vec![record]),
                },
                _ => {
                    quarantine(&mut writer, Refusal::Malformed, bytes)?;
                    done.refused += 1;
                }
            }
        }
        let is_founded = done.reach.as_ref().is_some_and(Reach::is_founded);
        let waits = version >= replica::Version::Two;
        let how = (waits, at);
        let own_past = self.keep_runs(&mut writer, &meta, runs, how, &mut done, &mut quarantine)?;
        let left_log = self.leave_log_that_came_back(&mut writer, &own_past)?;
        done.heads = writer.heads(tag)?;
        if done.appended > 0 || done.refused > 0 || done.astray > 0 {
            probe::planted!("acknowledged_before_commit", writer.commit()?, drop(writer));
        }
        if left_log {
            self.record_high_water()?;
        }
        // What was kept before the founding record came was not followed.
        if let Some(reach) = done.reach.take().filter(|_| is_founded) {
            self.reached.keep(tag, &done.heads, reach);
        }
        Ok(done)
    }
}

impl Vault {
    /// Keeps runs as far as they may be kept; gives the incarnations of logs of this device that grew.
    fn keep_runs(
        &self,
        writer: &mut Writer,
        meta: &Meta,
        runs: Vec<Vec<Record>>,
        (waits, at): (bool, i64),
        done: &mut Ingested,
        quarantine: &mut Quarantine<'_>,
    ) -> Result<Vec<u64>, Error> {
        let mut own_past = Vec::new();
        let (mut ready, mut strange) = done.in_order(runs);
        // Who may write is worked out once, when the last control record of the batch is in.
        let mut space: Option<Arc<Space>> = None;
        while let Some(run) = ready.pop_front() {
            let log = run[0].log();
            if log.class == Class::Data {
                let known = match &mut space {
                    Some(known) => known,
                    unknown => unknown.insert(self.space_of(writer, meta, run[0].header.space)?),
                };
                if !was_writer(&known.membership, log.device) {
                    refuse(writer, Refusal::NotAWriter, &run, done, quarantine)?;
                    continue;
                }
            }
            let members = space.as_deref().map(|space| &space.membership);
            let keep = Keep { members, waits, at };
            let before = done.appended;
            keep.run(writer, &run, done, quarantine)?;
            if done.appended > before && log.device == self.device {
                own_past.push(log.incarnation);
            }
            if done.newcomers.is_empty() {
                continue;
            }
            self.follow(writer, run[0].header.space, done)?;
            let reached = strange.extract_if(.., |device, _| done.reaches(*device));
            let known: Vec<_> = reached.flat_map(|(_, runs)| runs).collect();
            known
                .into_iter()
                .rev()
                .for_each(|run| ready.push_front(run));
        }
        let strange = strange.into_values().flatten().flatten();
        done.strange = strange.map(|record| record.encode()).collect();
        Ok(own_past)
    }
}

impl Vault {
    /// Follows whom newcomers added themselves: what they wrote may have been kept before the founding record came.
    fn follow(&self, writer: &Writer, tag: SpaceTag, done: &mut Ingested) -> Result<(), Error> {
        let newcomers = std::mem::take(&mut done.newcomers);
        let heads = writer.heads(tag)?;
        let mut control = heads.iter().filter(|(log, _)| log.class == Class::Control);
        if control.any(|(log, _)| newcomers.contains(&log.device)) {
            done.reach = Some(self.reach(writer, tag)?);
        }
        Ok(())
    }
}

type Runs = VecDeque<Vec<Record>>;

impl Ingested {
    /// Control first, and of that the founding record: it decides whose data may be kept. Apart are control records of devices
    /// that nobody added so far.
    fn in_order(&self, runs: Vec<Vec<Record>>) -> (Runs, BTreeMap<DeviceId, Runs>) {
        let (mut ready, mut data) = (Runs::new(), Runs::new());
        let mut strange: BTreeMap<DeviceId, Runs> = BTreeMap::new();
        for run in runs {
            let log = run[0].log();
            if log.class == Class::Data {
                data.push_back(run);
            } else if self.is_founding(&run[0]) {
                ready.push_front(run);
            } else if self.reaches(log.device) {
                ready.push_back(run);
            } else {
                strange.entry(log.device).or_default().push_back(run);
            }
        }
        ready.append(&mut data);
        (ready, strange)
    }

    fn is_founding(&self, record: &Record) -> bool {
        let reach = self.reach.as_ref().filter(|_| record.header.number == 1);
        reach.is_some_and(|reach| {
            ControlRecord::from_record(record).is_ok_and(|op| reach.is_founding(&op))
        })
    }

    fn reaches(&self, device: DeviceId) -> bool {
        let reach = self.reach.as_ref();
        reach.is_none_or(|reach| reach.has(device))
    }

    fn is_near(&self, device: DeviceId) -> bool {
        let reach = self.reach.as_ref();
        reach.is_none_or(|reach| reach.is_near(device))
    }

    /// How many of some records of one log there is room for, which may begin with them.
    fn room(&mut self, writer: &Writer, records: &[Record], begins: bool) -> Result<usize, Error> {
        let (tag, log) = (records[0].header.space, records[0].log());
        let more = records.len();
        if !begins && log.class == Class::Data {
            return Ok(more);
        }
        let is_near = self.is_near(log.device) || self.is_founding(&records[0]);
        let held = match &mut self.held {
            Some(held) => held,
            none => none.insert(Held::count(writer, tag)?),
        };
        let room = held.room(log, begins, more as u64, is_near);
        Ok(usize::try_from(room).unwrap_or(more))
    }

    /// A record was appended.
    fn added(&mut self, record: &Record) {
        self.appended += 1;
        if let Some(reach) = &mut self.reach
            && record.log().class == Class::Control
            && let Ok(control) = ControlRecord::from_record(record)
        {
            self.newcomers.extend(reach.take(&control));
        }
    }
}

/// Whether a record may be of the same history as those before it.
fn goes_on(run: &[Record], record: &Record) -> bool {
    let last = run.last();
    last.is_some_and(|last| last.log() == record.log() && last.header.number < record.header.number)
}

type Quarantine<'q> = dyn FnMut(&mut Writer, Refusal, &[u8]) -> Result<(), store::StoreError> + 'q;

/// How runs of records are kept.
struct Keep<'m> {
    members: Option<&'m Membership>,
    /// Whether what follows nothing that is held may find its place later.
    waits: bool,
    /// The present in unix seconds.
    at: i64,
}

impl Keep<'_> {
    /// Appends what follows the log's head, skips what is already held, files second histories, quarantines the rest.
    fn run(
        &self,
        writer: &mut Writer,
        run: &[Record],
        done: &mut Ingested,
        quarantine: &mut Quarantine<'_>,
    ) -> Result<(), Error> {
        let tag = run[0].header.space;
        let log = run[0].log();
        if done.branches.contains(log) {
            // Only a place where records are filed that name another log.
            return refuse(writer, Refusal::Malformed, run, done, quarantine);
        }
        if done.branches.of(log).next().is_some() {
            return self.file(writer, run, done, quarantine);
        }
        let head = writer.head(tag, log)?;
        let (new, differs) = not_held(writer, head, run, done)?;
        let Some(first) = new.first() else {
            return Ok(());
        };
        let begins = head.is_none();
        let room = done.room(writer, new, begins)?;
        let (fits, beyond) = new.split_at(room);
        let refusal = match (differs, fits) {
            (true, _) => Some(Refusal::Fork),
            (false, []) => Some(Refusal::TooMany),
            (false, fits) => self.refusal(head, fits),
        };
        let Some(refusal) = refusal else {
            for record in fits {
                done.filed.raise(log, writer.append(record)?.number);
                done.added(record);
            }
            if let Some(known) = &mut done.held {
                known.add(log, begins, fits.len() as u64);
            }
            return refuse(writer, Refusal::TooMany, beyond, done, quarantine);
        };
        let follows_another = head.is_some_and(|head| first.header.prev != head.id);
        // Its author signed that it follows another record than the one held here, or takes the place of one.
        let forks = differs
            || (refusal == Refusal::Fork && follows_another && first.verify_signature().is_ok());
        if forks {
            let held = head.map_or(0, |head| head.number);
            note_differing(writer, tag, log, first.header.number.min(held))?;
            return self.file(writer, new, done, quarantine);
        }
        if refusal == Refusal::Gap && begins && done.reach.is_some() && log.class == Class::Control
        {
            // For what comes before it, which nobody could place, there may have been no room.
            done.astray += u32::try_from(new.len()).unwrap_or(u32::MAX);
            return Ok(());
        }
        refuse(writer, refusal, new, done, quarantine)
    }

    /// Why records may not follow the head of their log, if so.
    fn refusal(&self, head: Option<Head>, new: &[Record]) -> Option<Refusal> {
        let is_control = new[0].log().class == Class::Control;
        let mut control = new.iter().filter(|_| is_control);
        if control.any(|record| ControlRecord::from_record(record).is_err()) {
            return Some(Refusal::Malformed);
        }
        let forged = || new.iter().any(|record| record.verify_signature().is_err());
        let contradicts = |members| contradicts_cut(members, new);
        match replica::verify_run(head, new) {
            // A spoiled signature in the middle of a run would be noticed only by whoever it is passed on to.
            Ok(_) if forged() => Some(Refusal::Forged),
            Ok(_) if self.members.is_some_and(contradicts) => Some(Refusal::Fork),
            Ok(_) => None,
            Err(RunError::Gap { .. }) => Some(Refusal::Gap),
            Err(RunError::Fork { .. }) => Some(Refusal::Fork),
            Err(RunError::WrongLog) => Some(Refusal::Malformed),
            Err(_) => Some(Refusal::Forged),
        }
    }

    /// Files records of a log that split, each by the one that it follows.
    fn file(
        &self,
        writer: &mut Writer,
        run: &[Record],
        done: &mut Ingested,
        quarantine: &mut Quarantine<'_>,
    ) -> Result<(), Error> {
        // A branch may begin, and what it takes over is counted anew.
        done.held = None;
        for (at, record) in run.iter().enumerate() {
            let is_near = done.is_near(record.log().device);
            let filed = filing::file(writer, &mut done.branches, record, (self.at, is_near))?;
            let left = &run[at..];
            match filed {
                Filed::Held(log) => done.filed.raise(log, record.header.number),
                Filed::Added(log) => {
                    done.added(record);
                    done.filed.raise(log, record.header.number)
                }
                Filed::Astray if self.waits => {
                    done.astray += u32::try_from(left.len()).unwrap_or(u32::MAX);
                    return Ok(());
                }
                Filed::Astray => return refuse(writer, Refusal::Fork, left, done, quarantine),
                Filed::Refused(why) => return refuse(writer, why, left, done, quarantine),
            };
        }
        Ok(())
    }
}

/// Leaves out the records that are held; tells whether the first of the rest has the place of another one.
fn not_held<'r>(
    writer: &Writer,
    head: Option<Head>,
    run: &'r [Record],
    done: &mut Ingested,
) -> Result<(&'r [Record], bool), Error> {
    let held = head.map_or(0, |head| head.number);
    let mut new = run;
    while let Some((record, rest)) = new.split_first()
        && record.header.number <= held
    {
        let (log, number) = (record.log(), record.header.number);
        let id = branches::id_at(writer, record.header.space, log, number)?;
        if id == Some(record.id()) {
            done.filed.raise(log, number);
        } else if record.verify_signature().is_ok() {
            return Ok((new, true));
        }
        new = rest;
    }
    Ok((new, false))
}

/// Puts records into quarantine.
fn refuse(
    writer: &mut Writer,
    why: Refusal,
    records: &[Record],
    done: &mut Ingested,
    quarantine: &mut Quarantine<'_>,
) -> Result<(), Error> {
    for record in records {
        quarantine(writer, why, &record.encode())?;
    }
    done.refused += u32::try_from(records.len()).unwrap_or(u32::MAX);
    Ok(())
}

/// Whether a removed device's log differs from what its remover had seen of it. Of control logs this is judged where
/// membership is.
fn contradicts_cut(members: &Membership, new: &[Record]) -> bool {
    members.cut(new[0].log()).is_some_and(|cut| {
        new.iter()
            .any(|record| record.header.number == cut.number && record.id() != cut.id)
    })
}

/// Whether a device may write, or once might: what a removed one wrote before its removal still counts.
fn was_writer(members: &Membership, device: DeviceId) -> bool {
    let member = members.member(device);
    member.is_some_and(|member| member.certificate.role == Role::Owner)
}
