//! The gate in front of Automerge: reads a change without expanding anything, and refuses what an
//! honest program never writes.
//!
//! Automerge trusts its input far more than a journal can: a change of 113 bytes may expand to five
//! million operations, a compressed one to gigabytes, and one with an extreme operation number
//! applies cleanly and makes every later edit of that document panic. So nothing reaches Automerge
//! that did not pass here. The layout of a change chunk, all numbers LEB128:
//!
//! ```text
//! magic 85 6f 4a 83 · checksum 4 · type 1 · length · data
//! data: count of dependencies, 32 bytes each · own actor (length, bytes) · seq · first operation
//!       · time (signed) · message (length, UTF-8) · other actors (count, each length, bytes)
//!       · columns (count, each specification, length) · the columns' bytes
//! ```

mod columns;
mod limits;
mod reader;

use sha2::{Digest, Sha256};

use crate::document::id::{Actor, ChangeHash};
use columns::Column;
pub use limits::{
    CHANGE_BYTES_MAX, COLUMNS_MAX, DEPS_MAX, GateError, MESSAGE_BYTES_MAX, OP_NUMBER_MAX,
    OPS_BEYOND_MAX, OPS_MAX, OPS_PER_BYTE_MAX, OPS_PER_DOCUMENT_MAX, OTHER_ACTORS_MAX,
    PUTS_BEYOND_MAX, PUTS_PER_DOCUMENT_MAX, PUTS_PER_RECORD_MAX, TIME_MAX,
};
use reader::Reader;

/// Bytes of an actor.
const ACTOR_BYTES: u64 = 16;
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const PLAIN_CHANGE: u8 = 1;

/// What a change says about itself, read without applying it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeMeta {
    /// Its name, computed from its bytes.
    pub hash: ChangeHash,
    /// Who wrote it.
    pub actor: Actor,
    /// Its place in its actor's line of changes, from 1.
    pub seq: u64,
    /// The number of its first operation, from 1.
    pub start_op: u64,
    /// How many operations it holds.
    pub ops: u64,
    /// What it costs: its operations, or the values that they replace where those are more.
    pub work: u64,
    /// How many values and texts it puts at keys.
    pub puts: u64,
    /// At most so many bytes a document grows by with it.
    pub grows: u64,
    /// The changes it directly follows, in ascending order.
    pub deps: Vec<ChangeHash>,
    /// When its writer says it was written, in unix seconds. Not to be trusted.
    pub time: i64,
}

impl ChangeMeta {
    /// The number of its last operation.
    pub const fn last_op(&self) -> u64 {
        self.start_op + self.ops - 1
    }
}

/// Bytes that a character adds to a text at most, and that a value at a key is counted as beside what it says.
const CHARACTER_BYTES: u64 = 4;
pub(crate) const VALUE_BYTES: u64 = 64;

/// What a change costs, see [`ChangeMeta::work`], without looking at anything else of it.
///
/// # Errors
/// As [`scan`], of far fewer reasons.
pub fn work(bytes: &[u8]) -> Result<u64, GateError> {
    let chunk = bytes.get(8..).ok_or(GateError::Malformed)?;
    let mut data = Reader::new(chunk);
    data.byte()?;
    data.length()?;
    read_head(&mut data)?;
    Ok(columns::count_ops(&read_columns(&mut data)?)?.work)
}

/// Reads a change and checks it, in a few microseconds and without expanding anything.
///
/// What passes may still be refused by Automerge or by [`crate::Document::apply`], but cannot make
/// them use much time or memory.
///
/// # Errors
/// When the bytes are anything but one plain change within the limits above.
pub fn scan(bytes: &[u8]) -> Result<ChangeMeta, GateError> {
    if bytes.len() > CHANGE_BYTES_MAX {
        return Err(GateError::TooLong);
    }
    let mut chunk = Reader::new(bytes);
    if chunk.take(4)? != MAGIC {
        return Err(GateError::NotAPlainChange);
    }
    let checksum = chunk.take(4)?;
    let hashed = chunk.rest();
    if chunk.byte()? != PLAIN_CHANGE {
        return Err(GateError::NotAPlainChange);
    }
    let length = chunk.length()?;
    if length != chunk.rest().len() {
        return Err(if length < chunk.rest().len() {
            GateError::LeftOver
        } else {
            GateError::Malformed
        });
    }
    // The numbers are read strictly, so these bytes are exactly what Automerge hashes.
    let hash: [u8; 32] = Sha256::digest(hashed).into();
    if hash[..4] != *checksum {
        return Err(GateError::BadChecksum);
    }
    read_data(chunk, ChangeHash::from_bytes(hash))
}

/// What stands before the columns of a change.
struct ChangeHead {
    deps: Vec<ChangeHash>,
    actor: Actor,
    seq: u64,
    start_op: u64,
    time: i64,
}

fn read_head(data: &mut Reader<'_>) -> Result<ChangeHead, GateError> {
    let deps = read_deps(data)?;
    let actor = read_actor(data)?;
    let seq = data.unsigned()?;
    let start_op = data.unsigned()?;
    let time = data.signed()?;
    let message = data.unsigned()?;
    if message > MESSAGE_BYTES_MAX {
        return Err(GateError::Message);
    }
    let message = data.take(usize::try_from(message).map_err(|_| GateError::Message)?)?;
    if std::str::from_utf8(message).is_err() {
        return Err(GateError::Message);
    }
    let others = data.unsigned()?;
    if others > OTHER_ACTORS_MAX {
        return Err(GateError::Actors);
    }
    for _ in 0..others {
        read_actor(data)?;
    }
    Ok(ChangeHead {
        deps,
        actor,
        seq,
        start_op,
        time,
    })
}

fn read_data(mut data: Reader<'_>, hash: ChangeHash) -> Result<ChangeMeta, GateError> {
    let length = data.rest().len() as u64;
    let head = read_head(&mut data)?;
    let counted = columns::count_ops(&read_columns(&mut data)?)?;
    let ops = counted.ops;
    if !(1..=OP_NUMBER_MAX).contains(&head.seq)
        || !(1..=OP_NUMBER_MAX).contains(&head.start_op)
        || head.start_op + ops > OP_NUMBER_MAX
        || head.time.unsigned_abs() > TIME_MAX
    {
        return Err(GateError::Numbers);
    }
    if ops > OPS_BEYOND_MAX && head.start_op + ops > OPS_PER_DOCUMENT_MAX {
        return Err(GateError::DocumentFull);
    }
    Ok(ChangeMeta {
        hash,
        actor: head.actor,
        seq: head.seq,
        start_op: head.start_op,
        ops,
        work: counted.work,
        puts: counted.puts,
        grows: length + counted.inserts * CHARACTER_BYTES + counted.puts * VALUE_BYTES,
        deps: head.deps,
        time: head.time,
    })
}

fn read_deps(data: &mut Reader<'_>) -> Result<Vec<ChangeHash>, GateError> {
    let count = data.unsigned()?;
    if count > DEPS_MAX {
        return Err(GateError::Dependencies);
    }
    let mut deps: Vec<ChangeHash> = Vec::new();
    for _ in 0..count {
        let dep = ChangeHash::from_bytes(data.array()?);
        if deps.last().is_some_and(|last| *last >= dep) {
            return Err(GateError::Dependencies);
        }
        deps.push(dep);
    }
    Ok(deps)
}

fn read_actor(data: &mut Reader<'_>) -> Result<Actor, GateError> {
    if data.unsigned()? != ACTOR_BYTES {
        return Err(GateError::Actors);
    }
    Ok(Actor::from_bytes(data.array()?))
}

fn read_columns<'a>(data: &mut Reader<'a>) -> Result<Vec<Column<'a>>, GateError> {
    let count = data.unsigned()?;
    if count > COLUMNS_MAX {
        return Err(GateError::Columns);
    }
    let mut table: Vec<(u64, usize)> = Vec::new();
    for _ in 0..count {
        let specification = data.unsigned()?;
        if table.last().is_some_and(|(last, _)| *last >= specification) {
            return Err(GateError::Columns);
        }
        if !columns::is_known(specification) {
            return Err(GateError::Columns);
        }
        table.push((specification, data.length()?));
    }
    let mut columns = Vec::with_capacity(table.len());
    for (specification, length) in table {
        columns.push(Column {
            specification,
            bytes: data.take(length)?,
        });
    }
    if data.rest().is_empty() {
        Ok(columns)
    } else {
        Err(GateError::LeftOver)
    }
}
