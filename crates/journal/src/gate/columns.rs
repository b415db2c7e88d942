//! Counting what the columns of a change would expand to, from their run lengths alone.
//!
//! A column is a row of runs: a positive count and one value, a negative count and so many values,
//! or zero and a count of nulls. Booleans are counts that alternate. Any of them can claim 2^60
//! values in a few bytes, so each is held against the number of operations.

use crate::gate::limits::{GateError, OPS_MAX};
use crate::gate::reader::Reader;

/// Longest document key, in bytes. A run can repeat it for every operation.
pub(crate) const KEY_BYTES_MAX: usize = 1024;
/// Bytes of all keys of one change, each as often as it is repeated.
const KEYS_BYTES_MAX: u64 = 1 << 20;
/// Most values replaced by one change, all operations together.
const PREDECESSORS_MAX: u64 = 2 * OPS_MAX;

/// One column: what it is, and its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column<'a> {
    pub(crate) specification: u64,
    pub(crate) bytes: &'a [u8],
}

// A specification is the column's number × 16 + its type; 8 would mean compressed.
const OBJECT_ACTOR: u64 = 0x01;
const OBJECT_COUNTER: u64 = 0x02;
const KEY_ACTOR: u64 = 0x11;
const KEY_COUNTER: u64 = 0x13;
const KEY_TEXT: u64 = 0x15;
const INSERT: u64 = 0x34;
const ACTION: u64 = 0x42;
const VALUE_LENGTHS: u64 = 0x56;
const VALUE_BYTES: u64 = 0x57;
const PREDECESSOR_COUNTS: u64 = 0x70;
const PREDECESSOR_ACTOR: u64 = 0x71;
const PREDECESSOR_COUNTER: u64 = 0x73;

/// Operations that put no value.
const ACTION_DELETE: u64 = 3;
const ACTION_INCREMENT: u64 = 5;
/// The operation that marks a part of a text. This program writes none, and Automerge panics on some of them when the text
/// is edited later.
const ACTION_MARK: u64 = 7;

/// Whether ours is a program that writes such columns. Automerge would pass over unknown ones.
pub(crate) const fn is_known(specification: u64) -> bool {
    matches!(
        specification,
        OBJECT_ACTOR
            | OBJECT_COUNTER
            | KEY_ACTOR
            | KEY_COUNTER
            | KEY_TEXT
            | INSERT
            | ACTION
            | VALUE_LENGTHS
            | VALUE_BYTES
            | PREDECESSOR_COUNTS
            | PREDECESSOR_ACTOR
            | PREDECESSOR_COUNTER
    )
}

/// What the columns of a change expand to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    /// Operations.
    pub(crate) ops: u64,
    /// Operations, or the values that they replace where those are more.
    pub(crate) work: u64,
    /// Characters and other elements that come into texts.
    pub(crate) inserts: u64,
    /// Values and texts put at keys.
    pub(crate) puts: u64,
}

/// How many operations the columns hold, after checking that no column holds more.
pub(crate) fn count_ops(columns: &[Column<'_>]) -> Result<Counted, GateError> {
    let find = |specification| {
        let found = columns.iter().find(|c| c.specification == specification);
        Reader::new(found.map_or(&[], |column| column.bytes))
    };
    let actions = unsigned_runs(find(ACTION), OPS_MAX).map_err(|error| match error {
        GateError::ColumnLength => GateError::TooManyOps,
        other => other,
    })?;
    if actions.largest >= ACTION_MARK {
        return Err(GateError::Columns);
    }
    let ops = actions.count;
    if ops == 0 {
        return Err(GateError::Empty);
    }
    let predecessors = unsigned_runs(find(PREDECESSOR_COUNTS), ops)?.sum;
    if predecessors > u128::from(PREDECESSORS_MAX) {
        return Err(GateError::TooManyOps);
    }
    let predecessors = u64::try_from(predecessors).map_err(|_| GateError::TooManyOps)?;
    let mut inserts = 0;
    for column in columns {
        let reader = Reader::new(column.bytes);
        match column.specification {
            ACTION | PREDECESSOR_COUNTS | VALUE_BYTES => {}
            OBJECT_ACTOR | OBJECT_COUNTER | KEY_ACTOR => {
                unsigned_runs(reader, ops)?;
            }
            KEY_COUNTER => signed_runs(reader, ops)?,
            KEY_TEXT => text_runs(reader, ops)?,
            INSERT => inserts = boolean_runs(reader, ops)?,
            VALUE_LENGTHS => value_lengths(reader, ops, find(VALUE_BYTES).rest().len())?,
            PREDECESSOR_ACTOR => {
                unsigned_runs(reader, predecessors)?;
            }
            PREDECESSOR_COUNTER => signed_runs(reader, predecessors)?,
            _ => return Err(GateError::Columns),
        }
    }
    Ok(Counted {
        ops,
        work: ops.max(predecessors),
        inserts,
        puts: ops.saturating_sub(inserts + actions.putting_nothing),
    })
}

/// What a column of unsigned numbers would expand to.
struct Expanded {
    /// How many values.
    count: u64,
    /// All of them added up.
    sum: u128,
    /// The largest of them; 0 if there are none.
    largest: u64,
    /// How many of them are actions that put no value.
    putting_nothing: u64,
}

fn unsigned_runs(reader: Reader<'_>, most: u64) -> Result<Expanded, GateError> {
    let mut sum = 0u128;
    let (mut largest, mut putting_nothing) = (0, 0);
    let count = runs(reader, most, |reader, times| {
        let value = reader.unsigned()?;
        if [ACTION_DELETE, ACTION_INCREMENT].contains(&value) {
            putting_nothing += times;
        }
        largest = largest.max(value);
        sum = sum.saturating_add(u128::from(value) * u128::from(times));
        Ok(())
    })?;
    Ok(Expanded {
        count,
        sum,
        largest,
        putting_nothing,
    })
}

fn signed_runs(reader: Reader<'_>, most: u64) -> Result<(), GateError> {
    runs(reader, most, |reader, _| reader.signed().map(|_| ()))?;
    Ok(())
}

fn text_runs(reader: Reader<'_>, most: u64) -> Result<(), GateError> {
    let mut total = 0u64;
    runs(reader, most, |reader, times| {
        let length = reader.length()?;
        total = total.saturating_add((length as u64).saturating_mul(times));
        if length > KEY_BYTES_MAX || total > KEYS_BYTES_MAX {
            return Err(GateError::ColumnLength);
        }
        std::str::from_utf8(reader.take(length)?).map_err(|_| GateError::Malformed)?;
        Ok(())
    })?;
    Ok(())
}

/// Each value says its own length (above four bits of type); together they are the bytes there are.
fn value_lengths(reader: Reader<'_>, most: u64, bytes: usize) -> Result<(), GateError> {
    let mut total = 0u128;
    runs(reader, most, |reader, times| {
        let length = reader.unsigned()? >> 4;
        total = total.saturating_add(u128::from(length) * u128::from(times));
        Ok(())
    })?;
    if total == bytes as u128 {
        Ok(())
    } else {
        Err(GateError::ColumnLength)
    }
}

/// How many of the values are true: every other run, the first being of those that are not.
fn boolean_runs(mut reader: Reader<'_>, most: u64) -> Result<u64, GateError> {
    let (mut count, mut on, mut is_on) = (0u64, 0u64, false);
    while !reader.rest().is_empty() {
        let run = reader.unsigned()?;
        count = count.saturating_add(run);
        if count > most {
            return Err(GateError::ColumnLength);
        }
        on += if is_on { run } else { 0 };
        is_on = !is_on;
    }
    Ok(on)
}

/// Goes through the runs of a column. `value` reads one value and is told how often it is repeated.
fn runs(
    mut reader: Reader<'_>,
    most: u64,
    mut value: impl FnMut(&mut Reader<'_>, u64) -> Result<(), GateError>,
) -> Result<u64, GateError> {
    let mut count = 0u64;
    while !reader.rest().is_empty() {
        let run = reader.signed()?;
        let (times, single) = match run {
            0 => (reader.unsigned()?, false),
            1.. => (run.unsigned_abs(), false),
            _ => (run.unsigned_abs(), true),
        };
        count = count.saturating_add(times);
        if times == 0 || count > most {
            return Err(GateError::ColumnLength);
        }
        match (run, single) {
            (0, _) => {}
            (_, false) => value(&mut reader, times)?,
            (_, true) => {
                for _ in 0..times {
                    value(&mut reader, 1)?;
                }
            }
        }
    }
    Ok(count)
}
