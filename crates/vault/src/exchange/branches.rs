//! The list of logs that split, and where the records of each history lie.

use replica::{Branches, DeviceId, Head, Header, LogId, Record, RecordId, SpaceTag, limits};
use store::{AppendError, Tables, Writer};

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

/// Adds a record to the log that it belongs to among the histories of the one that it names.
pub(crate) fn append(
    writer: &mut Writer,
    branches: &Branches,
    log: LogId,
    record: &Record,
) -> Result<(), AppendError> {
    if branches.contains(log) {
        writer.append_branch(log, record)?;
    } else {
        writer.append(record)?;
    }
    Ok(())
}

fn header_at(
    tables: &impl Tables,
    tag: SpaceTag,
    log: LogId,
    number: u64,
) -> Result<Option<Header>, Error> {
    let bytes = tables.record(tag, log, number)?;
    Ok(bytes.and_then(|bytes| Header::decode_prefix(&bytes).ok()))
}

/// The id of the record that is filed under a log at a number.
pub(crate) fn id_at(
    tables: &impl Tables,
    tag: SpaceTag,
    log: LogId,
    number: u64,
) -> Result<Option<RecordId>, Error> {
    Ok(header_at(tables, tag, log, number)?.map(|header| header.id()))
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

/// The log that a branch leaves, and the last record that both have; `None` for one that begins with the first record, and
/// for a log that is no branch.
pub(crate) fn left_by(
    tables: &impl Tables,
    tag: SpaceTag,
    branches: &Branches,
    log: LogId,
) -> Result<Option<(LogId, Head)>, Error> {
    if !branches.contains(log) {
        return Ok(None);
    }
    let first = branches.first(log);
    let header = header_at(tables, tag, log, first)?;
    let header = header.ok_or_else(|| Error::damaged("the beginning of a second history"))?;
    if first == 1 {
        return Ok(None);
    }
    let last = Head {
        number: first - 1,
        id: header.prev,
    };
    let left = filed_under(tables, tag, branches, branches.named_by(log), last)?;
    let left = left.ok_or_else(|| Error::damaged("what a second history begins with"))?;
    Ok(Some((left, last)))
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
    while way.len() <= limits::BRANCHES_PER_LOG_MAX + 1
        && let Some((left, last)) = left_by(tables, tag, branches, at)?
    {
        way.push((left, last.number));
        at = left;
    }
    Ok(way)
}

/// The log of a way that holds the record with this number.
pub(super) fn on_way(way: &[(LogId, u64)], number: u64) -> LogId {
    let on = way.iter().rev().find(|(_, last)| number <= *last);
    on.expect("a way begins with a log that counts to its end")
        .0
}

/// Notes when it was noticed that a device was set back, or that its history exists twice: people are told for a while.
pub(crate) fn note_noticed(writer: &mut Writer, device: DeviceId, at: i64) -> Result<(), Error> {
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
