//! The list of logs that split, and where the records of each history lie.

use replica::{Branches, DeviceId, Head, LogId, RecordId, SpaceTag, limits};
use store::{Tables, Writer};

use crate::Error;

/// The branches of a space's logs.
pub(crate) fn branches(tables: &impl Tables, tag: SpaceTag) -> Result<Branches, Error> {
    match tables.meta(&key(tag))? {
        Some(bytes) => {
            Branches::decode(&bytes).map_err(|_| Error::damaged("the list of second histories"))
        }
        None => Ok(Branches::default()),
    }
}

/// Keeps them.
pub(crate) fn keep(writer: &mut Writer, tag: SpaceTag, branches: &Branches) -> Result<(), Error> {
    Ok(writer.set_meta(&key(tag), &branches.encode())?)
}

fn key(tag: SpaceTag) -> String {
    format!("branches/{tag}")
}

/// The id of the record that is filed under a log at a number.
pub(crate) fn id_at(
    tables: &impl Tables,
    tag: SpaceTag,
    log: LogId,
    number: u64,
) -> Result<Option<RecordId>, Error> {
    let bytes = tables.record(tag, log, number)?;
    let header = bytes.and_then(|bytes| replica::Header::decode_prefix(&bytes).ok());
    Ok(header.map(|header| header.id()))
}

/// Under which log a record with this id lies, among all histories of the log that it names.
pub(crate) fn filed_under(
    tables: &impl Tables,
    tag: SpaceTag,
    branches: &Branches,
    named: LogId,
    place: Head,
) -> Result<Option<LogId>, Error> {
    for log in branches.histories(named) {
        if id_at(tables, tag, log, place.number)? == Some(place.id) {
            return Ok(Some(log));
        }
    }
    Ok(None)
}

/// The log that a branch leaves, and the last record that both have; `None` for one that begins with the first record.
pub(crate) fn left_by(
    tables: &impl Tables,
    tag: SpaceTag,
    branches: &Branches,
    branch: LogId,
) -> Result<Option<(LogId, Head)>, Error> {
    let first = branches.first(branch);
    let bytes = tables.record(tag, branch, first)?;
    let header = bytes.and_then(|bytes| replica::Header::decode_prefix(&bytes).ok());
    let header = header.ok_or_else(|| Error::damaged("the beginning of a second history"))?;
    if first == 1 {
        return Ok(None);
    }
    let last = Head {
        number: first - 1,
        id: header.prev,
    };
    let log = filed_under(tables, tag, branches, branches.named_by(branch), last)?;
    let log = log.ok_or_else(|| Error::damaged("what a second history begins with"))?;
    Ok(Some((log, last)))
}

/// The way to the end of a log: itself, then the logs that it left, each with the last number that counts of it.
pub(crate) fn way(
    tables: &impl Tables,
    tag: SpaceTag,
    branches: &Branches,
    log: LogId,
) -> Result<Vec<(LogId, u64)>, Error> {
    let mut way = vec![(log, u64::MAX)];
    let mut at = log;
    while branches.contains(at) && way.len() <= limits::BRANCHES_PER_LOG_MAX + 1 {
        let Some((left, last)) = left_by(tables, tag, branches, at)? else {
            break;
        };
        way.push((left, last.number));
        at = left;
    }
    Ok(way)
}

/// Notes when it was noticed that a device was set back, or that its history exists twice: people are told for a while.
pub(super) fn note_noticed(writer: &mut Writer, device: DeviceId, at: i64) -> Result<(), Error> {
    Ok(writer.set_meta(&noticed_key(device), at.to_string().as_bytes())?)
}

/// When that was last noticed, in unix seconds.
pub(super) fn noticed_at(tables: &impl Tables, device: DeviceId) -> Result<Option<i64>, Error> {
    let at = tables.meta(&noticed_key(device))?;
    Ok(at.and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok()))
}

fn noticed_key(device: DeviceId) -> String {
    format!("split/{device}")
}
