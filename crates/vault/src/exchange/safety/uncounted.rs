//! Which records of the home space change nothing but documents of kinds that never count as only here.
//!
//! What a record is about is sealed, and a locked vault counts as one that is open does. So whoever could read a record
//! notes it: one bit for each, in the clear, that says nothing else.

use replica::{LogId, Purpose, SpaceTag};
use store::{Tables, Writer};

use crate::Error;
use crate::kind::{self, Kinds, StoredKind};
use crate::space::Space;
use crate::write::payload::Slot;

/// Records that one note speaks of.
const NOTED_TOGETHER: u64 = 4_096;

/// Notes a record that was read, or is about to be written, if there is nothing in it that counts.
pub(crate) fn note(
    writer: &mut Writer,
    space: &Space,
    kinds: &Kinds,
    log: LogId,
    number: u64,
    docs: &[Slot],
) -> Result<(), Error> {
    let is_home = space.membership.purpose() == Some(Purpose::Home);
    let counts =
        |slot: &Slot| kind::of(kinds, slot.kind).is_none_or(StoredKind::counts_as_only_here);
    if !is_home || docs.is_empty() || docs.iter().any(counts) {
        return Ok(());
    }
    let (key, at) = (key(space.tag, log, number), at(number));
    let mut bits = writer.meta(&key)?.unwrap_or_default();
    if bits.len() <= at.byte {
        bits.resize(at.byte + 1, 0);
    }
    bits[at.byte] |= at.bit;
    Ok(writer.set_meta(&key, &bits)?)
}

/// Forgets all notes of a space, as every record is going to be read again.
pub(crate) fn forget(writer: &mut Writer, tag: SpaceTag) -> Result<(), Error> {
    for (log, head) in writer.heads(tag)? {
        for first in (0..=head.number).step_by(NOTED_TOGETHER as usize) {
            writer.remove_meta(&key(tag, log, first))?;
        }
    }
    Ok(())
}

/// Records that count.
#[derive(Debug, Default)]
pub(crate) struct Others {
    /// The first one.
    pub(crate) first: Option<u64>,
    pub(crate) count: u64,
    /// The numbers of the first of them.
    pub(crate) numbers: Vec<u64>,
}

/// The records of `from..=to` that count, and the numbers of at most `most` of them.
pub(crate) fn others(
    tables: &impl Tables,
    tag: SpaceTag,
    log: LogId,
    from: u64,
    to: u64,
    most: usize,
) -> Result<Others, Error> {
    let mut found = Others::default();
    let mut bits = Vec::new();
    for number in from..=to {
        let at = at(number);
        if number == from || at.starts_a_note {
            bits = tables.meta(&key(tag, log, number))?.unwrap_or_default();
        }
        if bits.get(at.byte).is_none_or(|byte| byte & at.bit == 0) {
            found.first = found.first.or(Some(number));
            found.count += 1;
            if found.numbers.len() < most {
                found.numbers.push(number);
            }
        }
    }
    Ok(found)
}

/// Where a record is within its note.
struct At {
    byte: usize,
    bit: u8,
    starts_a_note: bool,
}

fn at(number: u64) -> At {
    let within = number % NOTED_TOGETHER;
    At {
        byte: (within / 8) as usize,
        bit: 1 << (within % 8),
        starts_a_note: within == 0,
    }
}

fn key(tag: SpaceTag, log: LogId, number: u64) -> String {
    let (device, incarnation) = (log.device, log.incarnation);
    format!(
        "uncounted/{tag}/{device}/{incarnation:016x}/{}",
        number / NOTED_TOGETHER
    )
}
