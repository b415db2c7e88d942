//! Why records are not taken in, and how many logs are too many.

use std::collections::BTreeMap;

use replica::{Class, DeviceId, Head, LogId, SpaceTag, limits};
use store::{Tables, Writer};

use crate::Error;

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
    /// There is no room for more of its author's logs or control records.
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
            106 => "was one for which there was no room",
            _ => "was refused",
        }
    }
}

/// How many logs a space holds, and how many control records. Counted once a batch, which may go over from log to log at
/// each record.
#[derive(Debug, Default)]
pub(super) struct Held {
    of: BTreeMap<DeviceId, Own>,
    /// Beyond those for which devices have room of their own.
    logs_shared: usize,
    control_shared: u64,
}

/// What is held of one device.
#[derive(Debug, Default, Clone, Copy)]
struct Own {
    control_logs: usize,
    data_logs: usize,
    control: u64,
}

impl Own {
    const fn logs(&self, class: Class) -> usize {
        match class {
            Class::Control => self.control_logs,
            Class::Data => self.data_logs,
        }
    }

    const fn all_logs(&self) -> usize {
        self.control_logs + self.data_logs
    }

    const fn logs_shared(&self) -> usize {
        self.all_logs().saturating_sub(limits::LOGS_OWN)
    }

    const fn control_shared(&self) -> u64 {
        self.control
            .saturating_sub(limits::CONTROL_RECORDS_OWN as u64)
    }
}

impl Held {
    pub(super) fn count(writer: &Writer, tag: SpaceTag) -> Result<Self, Error> {
        Ok(Self::of(&writer.heads(tag)?))
    }

    /// What these logs are.
    pub(super) fn of(heads: &[(LogId, Head)]) -> Self {
        let mut held = Self::default();
        for (log, head) in heads {
            held.add(*log, true, head.number);
        }
        held
    }

    /// Records were appended to a log, which may have begun with them.
    pub(super) fn add(&mut self, log: LogId, begins: bool, records: u64) {
        let own = self.of.entry(log.device).or_default();
        let (logs, control) = (own.logs_shared(), own.control_shared());
        match log.class {
            Class::Control => {
                own.control_logs += usize::from(begins);
                own.control = own.control.saturating_add(records);
            }
            Class::Data => own.data_logs += usize::from(begins),
        }
        self.logs_shared += own.logs_shared() - logs;
        self.control_shared += own.control_shared() - control;
    }

    /// How many of so many records there is room for in a log, which may begin with them. Each device has some room that
    /// nobody else can take, and who is near the founder has it however many others there are.
    pub(super) fn room(&self, log: LogId, begins: bool, more: u64, is_near: bool) -> u64 {
        let own = self.of.get(&log.device).copied().unwrap_or_default();
        if begins {
            let is_new = own.all_logs() == 0;
            let crowded = is_new && !is_near && self.of.len() >= limits::WRITERS_UNASKED_MAX;
            let shares = own.all_logs() >= limits::LOGS_OWN;
            if crowded
                || own.logs(log.class) >= limits::LOGS_PER_DEVICE_MAX
                || shares && self.logs_shared >= limits::LOGS_SHARED_MAX
            {
                return 0;
            }
        }
        if log.class == Class::Data {
            return more;
        }
        let most = limits::CONTROL_RECORDS_PER_DEVICE_MAX as u64;
        let alone = (limits::CONTROL_RECORDS_OWN as u64).saturating_sub(own.control);
        let shared =
            (limits::CONTROL_RECORDS_SHARED_MAX as u64).saturating_sub(self.control_shared);
        more.min(alone + shared)
            .min(most.saturating_sub(own.control))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(device: usize, class: Class, incarnation: u64) -> LogId {
        let mut id = [0; 32];
        id[..8].copy_from_slice(&device.to_be_bytes());
        LogId {
            device: DeviceId::from_bytes(id),
            class,
            incarnation,
        }
    }

    /// So many devices, each with as much as it gets.
    fn crowd(devices: usize, logs: u64, records: u64, is_near: bool) -> Held {
        let mut held = Held::default();
        for device in 0..devices {
            for incarnation in 0..logs {
                let log = log(device, Class::Control, incarnation);
                let room = held.room(log, true, records, is_near);
                if room > 0 {
                    held.add(log, true, room);
                }
            }
        }
        held
    }

    #[test]
    fn whatever_accomplices_fill_others_have_room_of_their_own() {
        let mut filled = crowd(20, 1, u64::MAX, false);
        let control = |held: &Held| held.of.values().map(|own| own.control).sum::<u64>();
        let most = limits::CONTROL_RECORDS_SHARED_MAX + 20 * limits::CONTROL_RECORDS_OWN;
        assert_eq!(control(&filled), most as u64);
        let other = log(1_000, Class::Control, 0);
        let own = limits::CONTROL_RECORDS_OWN as u64;
        assert_eq!(filled.room(other, true, u64::MAX, false), own);
        filled.add(other, true, own);
        assert_eq!(filled.room(other, false, 1, true), 0);

        let filled = crowd(100, 100, 1, false);
        let logs = filled.of.values().map(Own::all_logs).sum::<usize>();
        assert_eq!(logs, limits::LOGS_SHARED_MAX + 100 * limits::LOGS_OWN);
        for (at, class) in [Class::Control, Class::Data].into_iter().enumerate() {
            assert_eq!(filled.room(log(1_000, class, at as u64), true, 1, false), 1);
        }
    }

    #[test]
    fn whoever_is_near_has_room_however_many_there_are() {
        let filled = crowd(10_000, 1, 1, false);
        assert_eq!(filled.of.len(), limits::WRITERS_UNASKED_MAX);
        let newcomer = log(20_000, Class::Control, 0);
        assert_eq!(filled.room(newcomer, true, 1, false), 0);
        assert_eq!(filled.room(newcomer, true, 1, true), 1);
        // Who was there before goes on, and begins another log.
        assert_eq!(filled.room(log(0, Class::Control, 0), false, 1, false), 1);
        assert_eq!(filled.room(log(0, Class::Data, 0), true, 1, false), 1);
    }

    #[test]
    fn one_device_has_no_more_than_its_part() {
        let most = limits::CONTROL_RECORDS_PER_DEVICE_MAX as u64;
        let one = crowd(1, 1, u64::MAX, true);
        assert_eq!(one.room(log(0, Class::Control, 0), false, 1, true), 0);
        assert_eq!(one.of.values().map(|own| own.control).sum::<u64>(), most);
        let many = crowd(1, 1_000, 1, true);
        let logs = limits::LOGS_PER_DEVICE_MAX;
        assert_eq!(many.of.values().map(Own::all_logs).sum::<usize>(), logs);
        assert_eq!(many.room(log(0, Class::Data, 0), true, 1, true), 1);
    }

    #[test]
    fn all_rooms_together_are_what_a_space_holds() {
        let near = 2 * (1 + 16 + 256);
        let devices = limits::WRITERS_UNASKED_MAX + near;
        let logs = limits::LOGS_SHARED_MAX + devices * limits::LOGS_OWN;
        assert_eq!(logs, limits::LOGS_PER_SPACE_MAX);
        let records = limits::CONTROL_RECORDS_SHARED_MAX + devices * limits::CONTROL_RECORDS_OWN;
        assert_eq!(records, limits::CONTROL_RECORDS_PER_SPACE_MAX);
    }
}
