//! Taking in records from elsewhere. Nothing here needs a key: signatures, chains and membership are in the clear.

use std::collections::BTreeMap;
use std::sync::Arc;

use replica::{
    Class, ControlRecord, DeviceId, Head, LinkId, LogId, Membership, Record, Role, RunError,
    SpaceId, SpaceTag, limits,
};
use store::{Tables, Writer};

use crate::Error;
use crate::exchange::safety::note_differing;
use crate::space::Space;
use crate::vault::Vault;

/// Why a record was refused at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Refusal {
    /// Not laid out as a record, or of another space.
    Malformed = 101,
    /// The signature or a hash does not hold.
    Forged = 102,
    /// It does not follow the last record held of its log.
    Gap = 103,
    /// Another record with this number is already held.
    Fork = 104,
    /// Its author may not write here.
    NotAWriter = 105,
    /// The space, or the author, has as many logs as it may have.
    TooMany = 106,
    /// It was sent by somebody who may only read; nothing of it was looked at.
    NotASender = 107,
}

impl Refusal {
    /// The reason in plain words.
    pub(crate) fn words(code: u8) -> &'static str {
        match code {
            101 => "was not laid out as a record",
            102 => "was forged or damaged",
            103 => "did not follow the record before it",
            104 => "contradicts a record already held (a copied device, or tampering)",
            105 => "was written by somebody who may not write here",
            107 => "was sent by somebody who may only read",
            106 => "would have been one log too many",
            _ => "was refused",
        }
    }
}

/// What came of a batch.
#[derive(Debug, Default)]
pub(crate) struct Ingested {
    /// Records appended.
    pub(crate) appended: u64,
    /// Records refused and put in quarantine.
    pub(crate) refused: u32,
    /// Heads of all logs afterwards.
    pub(crate) heads: Vec<(LogId, Head)>,
}

impl Vault {
    /// Counts batches that were refused unread, since whoever sent them only reads, or does not belong to the space.
    pub(crate) fn note_refused_sender(&self, peer: LinkId, times: u64) -> Result<(), Error> {
        let mut writer = self.store.write()?;
        writer.add_unread(Refusal::NotASender as u8, peer, self.env.unix(), times)?;
        Ok(writer.commit()?)
    }

    /// Verifies and appends a batch in one durable transaction.
    pub(crate) fn ingest(
        &self,
        peer: Option<LinkId>,
        id: SpaceId,
        batch: &[Vec<u8>],
    ) -> Result<Ingested, Error> {
        let tag = id.tag();
        let mut writer = self.store.write()?;
        let mut done = Ingested::default();
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
                    Some(run) if run[0].log() == record.log() => run.push(record),
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
        let mut held: Option<Held> = None;
        for run in runs {
            if run[0].log().class == Class::Data {
                let known = match &mut space {
                    Some(known) => known,
                    unknown => unknown.insert(self.space(&writer, id)?),
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
            let kept = keep_run(&mut writer, members, &mut held, &run, &mut quarantine)?;
            done.appended += kept.0;
            done.refused += kept.1;
        }
        done.heads = writer.heads(tag)?;
        if done.appended > 0 || done.refused > 0 {
            probe::planted!("acknowledged_before_commit", writer.commit()?, drop(writer));
        }
        Ok(done)
    }
}

/// Appends what follows the log's head, skips what is already held, quarantines the rest.
fn keep_run(
    writer: &mut Writer,
    members: Option<&Membership>,
    known: &mut Option<Held>,
    run: &[Record],
    quarantine: &mut impl FnMut(&mut Writer, Refusal, &[u8]) -> Result<(), store::StoreError>,
) -> Result<(u64, u32), Error> {
    let tag = run[0].header.space;
    let log = run[0].log();
    let head = writer.head(tag, log)?;
    let held = head.map_or(0, |head| head.number);
    let mut new = run;
    while let Some((record, rest)) = new.split_first()
        && record.header.number <= held
    {
        let same = writer
            .record(tag, log, record.header.number)?
            .and_then(|bytes| Record::decode(&bytes).ok())
            .is_some_and(|held| held.id() == record.id());
        if !same && record.verify_signature().is_ok() {
            note_differing(writer, tag, log, record.header.number)?;
            quarantine(writer, Refusal::Fork, &record.encode())?;
            return Ok((0, u32::try_from(new.len()).unwrap_or(u32::MAX)));
        }
        new = rest;
    }
    if new.is_empty() {
        return Ok((0, 0));
    }
    let bad_control = log.class == Class::Control
        && new
            .iter()
            .any(|record| ControlRecord::from_record(record).is_err());
    let refusal = match replica::verify_run(head, new) {
        _ if bad_control => Refusal::Malformed,
        _ if is_too_much(writer, known, tag, log, (head.is_none(), new.len()))? => Refusal::TooMany,
        // A spoiled signature in the middle of a run would be noticed only by whoever it is passed on to.
        Ok(_) if new.iter().any(|record| record.verify_signature().is_err()) => Refusal::Forged,
        Ok(_) if members.is_some_and(|members| contradicts_cut(members, new)) => Refusal::Fork,
        Ok(_) => {
            for record in new {
                writer.append(record)?;
            }
            if let Some(known) = known {
                known.add(log, head.is_none(), new.len() as u64);
            }
            return Ok((new.len() as u64, 0));
        }
        Err(RunError::Gap { .. }) => Refusal::Gap,
        Err(RunError::Fork { .. }) => {
            // Its author signed that it follows another record than the one held here.
            if new[0].verify_signature().is_ok() {
                note_differing(writer, tag, log, held)?;
            }
            Refusal::Fork
        }
        Err(RunError::WrongLog) => Refusal::Malformed,
        Err(_) => Refusal::Forged,
    };
    for record in new {
        quarantine(writer, refusal, &record.encode())?;
    }
    Ok((0, u32::try_from(new.len()).unwrap_or(u32::MAX)))
}

/// How many logs a space holds, and how many control records. Counted once a batch, which may go over from log to log at
/// each record.
#[derive(Default)]
struct Held {
    logs: usize,
    control: u64,
    /// Logs and records of each class and device.
    of: BTreeMap<(Class, DeviceId), (usize, u64)>,
}

impl Held {
    fn count(writer: &Writer, tag: SpaceTag) -> Result<Self, Error> {
        let mut held = Self::default();
        for (log, head) in writer.heads(tag)? {
            held.add(log, true, head.number);
        }
        Ok(held)
    }

    /// Records were appended to a log, which may have begun with them.
    fn add(&mut self, log: LogId, begins: bool, records: u64) {
        let (logs, of) = self.of.entry((log.class, log.device)).or_default();
        *logs += usize::from(begins);
        *of = of.saturating_add(records);
        self.logs += usize::from(begins);
        if log.class == Class::Control {
            self.control = self.control.saturating_add(records);
        }
    }
}

/// Whether the space, or the log's device, has as many logs as it may have and this would be one more, or so many more
/// control records of a log would be too many, in a log that goes on too.
fn is_too_much(
    writer: &Writer,
    known: &mut Option<Held>,
    tag: SpaceTag,
    log: LogId,
    (begins, more): (bool, usize),
) -> Result<bool, Error> {
    let is_control = log.class == Class::Control;
    if !begins && !is_control {
        return Ok(false);
    }
    let held = match known {
        Some(held) => held,
        none => none.insert(Held::count(writer, tag)?),
    };
    let (logs, records) = held
        .of
        .get(&(log.class, log.device))
        .copied()
        .unwrap_or_default();
    if begins && (held.logs >= limits::LOGS_PER_SPACE_MAX || logs >= limits::LOGS_PER_DEVICE_MAX) {
        return Ok(true);
    }
    let (own, all) = [records, held.control]
        .map(|held| held.saturating_add(more as u64))
        .into();
    Ok(is_control
        && (own > limits::CONTROL_RECORDS_PER_DEVICE_MAX as u64
            || all > limits::CONTROL_RECORDS_PER_SPACE_MAX as u64))
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
