//! Logs that split: where the records of a second history are filed, and how two devices find out where their histories
//! part. The rule is that of [`Branches`]: of two records that follow the same one, the smaller id stays.

use std::collections::BTreeMap;

use replica::{Branches, Class, ControlRecord, Head, History, LogId, Record, SpaceTag, limits};
use store::{StoreError, Tables, Writer};

use super::branches::{self, append, filed_under, id_at, on_way, way};
use super::refusal::{Refusal, is_too_much};
use super::safety::forget_differing;
use crate::Error;
use crate::index::run;

/// What became of one record of a log that split, or is about to.
pub(super) enum Filed {
    /// It was held already, under this log.
    Held(LogId),
    /// It was added to this log.
    Added(LogId),
    /// What it follows is not held.
    Astray,
    Refused(Refusal),
}

/// Files one record by what it follows, whatever else is held of that log.
pub(super) fn file(
    writer: &mut Writer,
    branches: &mut Branches,
    record: &Record,
    at: i64,
) -> Result<Filed, Error> {
    let (tag, named, number) = (record.header.space, record.log(), record.header.number);
    if let Some(log) = filed_under(writer, tag, branches, named, record.head())? {
        return Ok(Filed::Held(log));
    }
    let before = match number {
        0 => return Ok(Filed::Refused(Refusal::Malformed)),
        1 => Some(named),
        _ => {
            let last = Head {
                number: number - 1,
                id: record.header.prev,
            };
            filed_under(writer, tag, branches, named, last)?
        }
    };
    if record.verify_body().is_err() || record.verify_signature().is_err() {
        return Ok(Filed::Refused(Refusal::Forged));
    }
    let is_control = named.class == Class::Control;
    if is_control && ControlRecord::from_record(record).is_err() {
        return Ok(Filed::Refused(Refusal::Malformed));
    }
    let Some(before) = before else {
        return Ok(Filed::Astray);
    };
    if is_control && is_too_much(writer, &mut None, tag, before, (false, 1))? {
        return Ok(Filed::Refused(Refusal::TooMany));
    }
    let Some(rival) = id_at(writer, tag, before, number)? else {
        append(writer, branches, before, record)?;
        return Ok(Filed::Added(before));
    };
    if branches.of(named).count() >= limits::BRANCHES_PER_LOG_MAX {
        return Ok(Filed::Refused(Refusal::Fork));
    }
    let branch = Branches::name(named, record.id().max(rival));
    if writer.head(tag, branch)?.is_some() {
        return Ok(Filed::Refused(Refusal::Fork));
    }
    if is_too_much(writer, &mut None, tag, branch, (true, 1))? {
        return Ok(Filed::Refused(Refusal::TooMany));
    }
    let filed = if record.id() < rival {
        if writer.refile(before, record)?.is_none() {
            return Err(Error::damaged("the history of a device"));
        }
        move_acks(writer, tag, before, branch, number)?;
        branches.insert(branch, named, number);
        append(writer, branches, before, record)?;
        if !is_control {
            // The pages show records where they were.
            run::clear(writer, tag)?;
        }
        before
    } else {
        branches.insert(branch, named, number);
        append(writer, branches, branch, record)?;
        branch
    };
    branches::keep(writer, tag, branches)?;
    branches::note_noticed(writer, named.device, at)?;
    forget_differing(writer, tag, named)?;
    tracing::warn!("a log has two histories; both are kept");
    Ok(Filed::Added(filed))
}

/// What others acknowledged of the end of a log that became a branch, they acknowledged of the branch.
fn move_acks(
    writer: &mut Writer,
    tag: SpaceTag,
    log: LogId,
    branch: LogId,
    first: u64,
) -> Result<(), StoreError> {
    for (device, mut have) in writer.acks(tag)? {
        let number = have.get(log);
        if number >= first {
            have.set(log, first - 1);
            have.raise(branch, number);
            writer.set_ack(tag, device, &have)?;
        }
    }
    Ok(())
}

/// All histories of some logs, by their last records and others at doubling distances before them.
pub(super) fn describe(
    tables: &impl Tables,
    tag: SpaceTag,
    branches: &Branches,
    logs: &[LogId],
) -> Result<Vec<History>, Error> {
    let mut histories = Vec::new();
    for log in logs.iter().flat_map(|log| branches.histories(*log)) {
        let Some(head) = tables.head(tag, log)? else {
            continue;
        };
        if histories.len() == limits::HISTORIES_PER_FRAME_MAX {
            break;
        }
        let way = way(tables, tag, branches, log)?;
        let (mut places, mut number, mut step) = (Vec::new(), head.number, 1_u64);
        while number > 0 && places.len() < limits::PLACES_PER_HISTORY_MAX {
            if let Some(id) = id_at(tables, tag, on_way(&way, number), number)? {
                places.push(Head { number, id });
            }
            if number == 1 {
                break;
            }
            number = number.saturating_sub(step).max(1);
            step = step.saturating_mul(2);
        }
        histories.push(History {
            log: branches.named_by(log),
            places,
        });
    }
    Ok(histories)
}

/// For each of our histories of the logs that are described: up to which number the other side holds the same.
pub(super) fn compare(
    tables: &impl Tables,
    tag: SpaceTag,
    branches: &Branches,
    theirs: &[History],
) -> Result<Vec<(LogId, u64)>, Error> {
    let mut common = BTreeMap::new();
    for history in theirs {
        for log in branches.histories(history.log) {
            if tables.head(tag, log)?.is_none() {
                continue;
            }
            // One with nothing in common is told, too.
            let same: &mut u64 = common.entry(log).or_default();
            let way = way(tables, tag, branches, log)?;
            for place in &history.places {
                let on = on_way(&way, place.number);
                if id_at(tables, tag, on, place.number)? == Some(place.id) {
                    *same = place.number.max(*same);
                    break;
                }
            }
        }
    }
    Ok(common.into_iter().collect())
}
