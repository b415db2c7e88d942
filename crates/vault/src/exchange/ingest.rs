//! Taking in records from elsewhere. Nothing here needs a key: signatures, chains and membership are in the clear.

use std::sync::Arc;

use replica::{
    Branches, Class, ControlRecord, DeviceId, Have, Head, LinkId, LogId, Membership, Record, Role,
    RunError, SpaceTag, limits,
};
use store::{Tables, Writer};

use crate::Error;
use crate::exchange::branches;
use crate::exchange::filing::{self, Filed};
use crate::exchange::refusal::{Held, Refusal, is_too_much};
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
            ..Ingested::default()
        };
        let mut own_past = Vec::new();
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
        // Control first: it decides whose data may be kept.
        runs.sort_by_key(|run| run[0].log().class != Class::Control);
        // Who may write is worked out once, when the last control record of the batch is in.
        let mut space: Option<Arc<Space>> = None;
        for run in runs {
            if run[0].log().class == Class::Data {
                let known = match &mut space {
                    Some(known) => known,
                    unknown => unknown.insert(self.space_of(&writer, &meta, tag)?),
                };
                if !was_writer(&known.membership, run[0].log().device) {
                    for record in &run {
                        quarantine(&mut writer, Refusal::NotAWriter, &record.encode())?;
                    }
                    done.refused += u32::try_from(run.len()).unwrap_or(u32::MAX);
                    continue;
                }
            }
            let members = space.as_deref().map(|space| &space.membership);
            let keep = Keep {
                members,
                waits: version >= replica::Version::Two,
                at,
            };
            let before = done.appended;
            keep.run(&mut writer, &run, &mut done, &mut quarantine)?;
            if done.appended > before && run[0].log().device == self.device {
                own_past.push(run[0].log().incarnation);
            }
        }
        let left_log = self.leave_log_that_came_back(&mut writer, &own_past)?;
        done.heads = writer.heads(tag)?;
        if done.appended > 0 || done.refused > 0 || done.astray > 0 {
            probe::planted!("acknowledged_before_commit", writer.commit()?, drop(writer));
        }
        if left_log {
            self.record_high_water()?;
        }
        Ok(done)
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
        let refusal = match differs {
            true => Some(Refusal::Fork),
            false => self.refusal(writer, head, new, done)?,
        };
        let Some(refusal) = refusal else {
            for record in new {
                done.filed.raise(log, writer.append(record)?.number);
            }
            if let Some(known) = &mut done.held {
                known.add(log, head.is_none(), new.len() as u64);
            }
            done.appended += new.len() as u64;
            return Ok(());
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
        refuse(writer, refusal, new, done, quarantine)
    }

    /// Why records may not follow the head of their log, if so.
    fn refusal(
        &self,
        writer: &Writer,
        head: Option<Head>,
        new: &[Record],
        done: &mut Ingested,
    ) -> Result<Option<Refusal>, Error> {
        let (tag, log) = (new[0].header.space, new[0].log());
        let mut control = new.iter().filter(|_| log.class == Class::Control);
        if control.any(|record| ControlRecord::from_record(record).is_err()) {
            return Ok(Some(Refusal::Malformed));
        }
        let more = (head.is_none(), new.len());
        if is_too_much(writer, &mut done.held, tag, log, more)? {
            return Ok(Some(Refusal::TooMany));
        }
        let forged = || new.iter().any(|record| record.verify_signature().is_err());
        let contradicts = |members| contradicts_cut(members, new);
        Ok(match replica::verify_run(head, new) {
            // A spoiled signature in the middle of a run would be noticed only by whoever it is passed on to.
            Ok(_) if forged() => Some(Refusal::Forged),
            Ok(_) if self.members.is_some_and(contradicts) => Some(Refusal::Fork),
            Ok(_) => None,
            Err(RunError::Gap { .. }) => Some(Refusal::Gap),
            Err(RunError::Fork { .. }) => Some(Refusal::Fork),
            Err(RunError::WrongLog) => Some(Refusal::Malformed),
            Err(_) => Some(Refusal::Forged),
        })
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
            let filed = filing::file(writer, &mut done.branches, record, self.at)?;
            let left = &run[at..];
            match filed {
                Filed::Held(log) => done.filed.raise(log, record.header.number),
                Filed::Added(log) => {
                    done.appended += 1;
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
