//! Checking a run: every hash, the links between the records, and one signature at the end.
//!
//! A signature costs some thirty times as much as the rest, and the chain lets the last one
//! vouch for every header before it.

use crate::ids::RecordId;
use crate::log::Head;
use crate::record::Record;

/// Checks that `records` continue a log that ends at `head` (`None` for an empty log), and says
/// where the log ends then.
///
/// The first record's space is not compared with anything: that is the caller's part.
///
/// # Errors
/// The first thing that is wrong; nothing of the run is to be believed then. A
/// [`RunError::Fork`] is a proof: the contradicting record carries its author's signature.
pub fn verify_run(head: Option<Head>, records: &[Record]) -> Result<Head, RunError> {
    let (Some(first), Some(last)) = (records.first(), records.last()) else {
        return Err(RunError::Empty);
    };
    let (mut number, mut prev) = head.map_or((0, RecordId::ZERO), |head| (head.number, head.id));
    verify_join(number, prev, first)?;
    for record in records {
        let header = &record.header;
        if record.log() != first.log() || header.space != first.header.space {
            return Err(RunError::WrongLog);
        }
        let found = header.number;
        // Nothing follows the highest number that there is.
        if number.checked_add(1) != Some(found) {
            let expected = number.saturating_add(1);
            return Err(RunError::Gap { expected, found });
        }
        number = found;
        if header.prev != prev {
            return Err(RunError::BrokenChain {
                number: header.number,
            });
        }
        record.verify_body().map_err(|_| RunError::BadHash {
            number: header.number,
        })?;
        prev = record.id();
    }
    last.verify_signature()
        .map_err(|_| RunError::BadSignature {
            number: last.header.number,
        })?;
    Ok(Head {
        number: last.header.number,
        id: prev,
    })
}

/// Checks the seam between what is held and the first record of the run.
fn verify_join(held: u64, id: RecordId, first: &Record) -> Result<(), RunError> {
    let number = first.header.number;
    let expected = held.saturating_add(1);
    if number > expected {
        return Err(RunError::Gap {
            expected,
            found: number,
        });
    }
    let contradicts = if number > held {
        first.header.prev != id
    } else {
        number == held && first.id() != id
    };
    if contradicts {
        first
            .verify_signature()
            .map_err(|_| RunError::BadSignature { number })?;
        return Err(RunError::Fork { number: held });
    }
    if number <= held {
        return Err(RunError::Overlap {
            expected,
            found: number,
        });
    }
    Ok(())
}

/// Why a run of records does not continue a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// There is no record.
    #[error("an empty run")]
    Empty,
    /// Records are missing in between.
    #[error("record {expected} is missing before {found}")]
    Gap {
        /// The number that should come next.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// The run begins with what is held already.
    #[error("record {found} is held already, {expected} is next")]
    Overlap {
        /// The number that should come next.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// The author signed two histories: theirs differs from ours at this number or before.
    #[error("the log split at record {number} or before")]
    Fork {
        /// The last number we hold.
        number: u64,
    },
    /// Two neighbours in the run do not fit each other.
    #[error("record {number} does not follow the one before it")]
    BrokenChain {
        /// The number of the later one.
        number: u64,
    },
    /// A body is not the one its header names.
    #[error("the body of record {number} is not the one its header names")]
    BadHash {
        /// Whose body.
        number: u64,
    },
    /// The signature that vouches for the run is wrong.
    #[error("the signature of record {number} is not its author's")]
    BadSignature {
        /// Whose signature.
        number: u64,
    },
    /// Records of several logs or spaces.
    #[error("the run mixes logs")]
    WrongLog,
}
