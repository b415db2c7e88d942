//! Keys as they were handed out, and those of them that do not count: whoever did not know of a removal may have written with
//! what the removed device handed out.

use std::collections::BTreeMap;

use crate::control::{Control, ControlRecord};
use crate::ids::{DeviceId, EpochId, RecordId};
use crate::limits;

/// An epoch's keys as an authorised device handed them out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeysOp {
    /// The record that carries them.
    pub record: RecordId,
    /// Who handed them out.
    pub author: DeviceId,
    /// When, as the author says, in unix seconds.
    pub at: i64,
    /// The epoch.
    pub epoch: EpochId,
    /// How many epochs came before it, plus one.
    pub height: u32,
    /// An age file for the members and the recovery kit.
    pub sealed: Vec<u8>,
}

impl KeysOp {
    pub(super) fn of(record: &ControlRecord) -> Option<Self> {
        let Control::Keys {
            epoch,
            height,
            sealed,
        } = &record.body.op
        else {
            return None;
        };
        Some(Self {
            record: record.id,
            author: record.log.device,
            at: record.body.at,
            epoch: *epoch,
            height: *height,
            sealed: sealed.clone(),
        })
    }
}

/// Of keys that do not count those that open what was sealed to them.
pub(super) fn former(
    mut records: Vec<&ControlRecord>,
    was_owner: impl Fn(DeviceId) -> bool,
) -> Vec<KeysOp> {
    records.retain(|record| was_owner(record.log.device));
    records.sort_by_key(|record| (record.log.device, record.log.incarnation, record.number));
    let mut of_author: BTreeMap<DeviceId, usize> = BTreeMap::new();
    let mut first: Vec<KeysOp> = Vec::new();
    for record in records {
        let count = of_author.entry(record.log.device).or_default();
        *count += 1;
        if *count <= limits::FORMER_KEYS_PER_DEVICE_MAX && first.len() < limits::FORMER_KEYS_MAX {
            first.extend(KeysOp::of(record));
        }
    }
    first
}
