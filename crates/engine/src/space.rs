//! A space as this device sees it: its members, worked out from the control records, and its keys, if they can be opened.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use replica::{Class, ControlRecord, Head, LogId, Membership, Record, RecordId, SpaceId, SpaceTag};
use seal::{DeviceKeys, SpaceKeys};
use store::Tables;

use crate::Error;
use crate::snapshot::{Opened, Opens};

/// Bytes of records read at once.
pub(crate) const READ_BYTES: usize = 1024 * 1024;

/// A space, its members and its keys at one moment.
#[derive(Debug)]
pub(crate) struct Space {
    pub(crate) id: SpaceId,
    pub(crate) tag: SpaceTag,
    pub(crate) membership: Membership,
    /// `None` while locked, or where this device was never given a key.
    pub(crate) keys: Option<SpaceKeys>,
    locked: bool,
    /// The directory opened last.
    pub(crate) opened: Mutex<Arc<Opened>>,
    pub(crate) opens: Arc<Opens>,
}

impl Space {
    /// The keys; without them either the vault is locked or the space has not arrived here.
    pub(crate) fn keys(&self) -> Result<&SpaceKeys, Error> {
        self.keys.as_ref().ok_or_else(|| {
            if self.locked {
                Error::Locked
            } else {
                Error::Refused("the journal has not arrived on this device yet".into())
            }
        })
    }

    /// Works the space out of the records in `tables`.
    pub(crate) fn load(
        tables: &impl Tables,
        id: SpaceId,
        device: Option<&DeviceKeys>,
        opens: Arc<Opens>,
    ) -> Result<Self, Error> {
        let tag = id.tag();
        let membership = membership(tables, tag)?;
        let keys = device.and_then(|device| open_keys(&membership, device));
        Ok(Self {
            id,
            tag,
            membership,
            keys,
            locked: device.is_none(),
            opened: Mutex::default(),
            opens,
        })
    }
}

/// Who belongs to a space. The founding record that this device was told of when it joined is the only one that counts.
pub(crate) fn membership(tables: &impl Tables, tag: SpaceTag) -> Result<Membership, Error> {
    let root = tables.meta(&root_key(tag))?;
    let root = root
        .and_then(|bytes| bytes.try_into().ok())
        .map(RecordId::from_bytes);
    Ok(Membership::evaluate_from(
        root,
        &control_records(tables, tag)?,
    ))
}

/// Pins the founding record of a space.
pub(crate) fn pin_root(
    writer: &mut store::Writer,
    tag: SpaceTag,
    root: RecordId,
) -> Result<(), Error> {
    Ok(writer.set_meta(&root_key(tag), root.as_bytes())?)
}

fn root_key(tag: SpaceTag) -> String {
    format!("root/{tag}")
}

/// All control records held of a space.
pub(crate) fn control_records(
    tables: &impl Tables,
    tag: SpaceTag,
) -> Result<Vec<ControlRecord>, Error> {
    let mut records = Vec::new();
    for (log, head) in tables.heads(tag)? {
        if log.class == Class::Control {
            for record in read_log(tables, tag, log, 1, head.number)? {
                let record = ControlRecord::from_record(&record);
                records.push(record.map_err(|_| Error::damaged("a control record"))?);
            }
        }
    }
    Ok(records)
}

/// Records `from..=to` of one log.
pub(crate) fn read_log(
    tables: &impl Tables,
    tag: SpaceTag,
    log: LogId,
    from: u64,
    to: u64,
) -> Result<Vec<Record>, Error> {
    let mut records = Vec::new();
    let mut next = from;
    while next <= to {
        let batch = tables.records(tag, log, next, READ_BYTES)?;
        if batch.is_empty() {
            return Err(Error::damaged(format!("record {next} of a log")));
        }
        for bytes in batch {
            if next > to {
                break;
            }
            let record = Record::decode(&bytes)
                .map_err(|_| Error::damaged(format!("record {next} of a log")))?;
            if record.header.number != next {
                return Err(Error::damaged(format!("record {next} of a log")));
            }
            records.push(record);
            next += 1;
        }
    }
    Ok(records)
}

fn open_keys(membership: &Membership, device: &DeviceKeys) -> Option<SpaceKeys> {
    let mut opened: Option<SpaceKeys> = None;
    let mut epochs = std::collections::BTreeSet::new();
    for wrap in membership.keys() {
        if epochs.contains(&wrap.epoch) {
            continue;
        }
        if let Ok(keys) = SpaceKeys::unwrap(&wrap.sealed, device) {
            epochs.insert(wrap.epoch);
            match &mut opened {
                None => opened = Some(keys),
                Some(known) => known.merge(keys),
            }
        }
    }
    opened
}

/// Spaces already worked out, valid as long as their control logs have not grown.
#[derive(Debug, Default)]
pub(crate) struct SpaceCache {
    known: Mutex<BTreeMap<SpaceTag, Cached>>,
    opens: Arc<Opens>,
}

#[derive(Debug)]
struct Cached {
    control: Vec<(LogId, Head)>,
    space: Arc<Space>,
}

impl SpaceCache {
    pub(crate) fn opens(&self) -> &Opens {
        &self.opens
    }

    /// The space as `tables` show it.
    pub(crate) fn get(
        &self,
        tables: &impl Tables,
        id: SpaceId,
        device: Option<&DeviceKeys>,
    ) -> Result<Arc<Space>, Error> {
        let tag = id.tag();
        let mut control = tables.heads(tag)?;
        control.retain(|(log, _)| log.class == Class::Control);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cached) = known.get(&tag)
            && cached.control == control
        {
            return Ok(Arc::clone(&cached.space));
        }
        let space = Arc::new(Space::load(tables, id, device, Arc::clone(&self.opens))?);
        known.insert(
            tag,
            Cached {
                control,
                space: Arc::clone(&space),
            },
        );
        Ok(space)
    }
}
