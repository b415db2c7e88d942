//! A space as this device sees it: its members, worked out from the control records, and its keys, if they can be opened.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use replica::{
    Branches, Class, ControlRecord, Cut, DeviceCertificate, DeviceId, Head, LogId, Membership,
    Record, RecordId, SpaceId, SpaceTag,
};
use seal::{DeviceKeys, RecoveryKit, SpaceKeys};
use store::Tables;
use tokio::sync::watch;

use crate::Error;
use crate::exchange::branches::{branches, filed_under, id_at, left_by, way};
use crate::index::deferred::Reason;
use crate::opened::{Opened, Opens};
use crate::write::payload::{Payload, bytes_max, work_max};

/// Bytes of a device's name.
pub const NAME_BYTES_MAX: usize = 64;
/// Bytes of records read at once.
pub(crate) const READ_BYTES: usize = 1024 * 1024;

/// A space, its members and its keys at one moment.
#[derive(Debug)]
pub struct Space {
    /// See [`Space::id`].
    id: Option<SpaceId>,
    /// What others see of the id.
    pub tag: SpaceTag,
    /// Who belongs to it.
    pub membership: Membership,
    /// `None` while locked, or where this device was never given a key.
    pub keys: Option<SpaceKeys>,
    locked: bool,
    /// This device; `None` while locked.
    device: Option<DeviceId>,
    /// The directory opened last.
    pub(crate) opened: Mutex<Arc<Opened>>,
    pub(crate) opens: Arc<Opens>,
}

impl Space {
    /// Its id, which its members know.
    ///
    /// # Errors
    /// [`Error::Refused`] on a keeper, which is not told.
    pub fn id(&self) -> Result<SpaceId, Error> {
        let unknown = || Error::Refused("a keeper does not know what it carries".into());
        self.id.ok_or_else(unknown)
    }

    /// Opens a record's body and checks that it says it belongs where its header puts it.
    pub(crate) fn payload(&self, record: &Record) -> Result<Payload, Reason> {
        let keys = self.keys.as_ref().ok_or(Reason::NoKey)?;
        Opens::count(&self.opens.records);
        let plain = keys
            .open(&record.body, bytes_max(record.body.len()))
            .map_err(|error| match error {
                seal::OpenError::NotForUs => Reason::NoKey,
                seal::OpenError::Damaged | seal::OpenError::TooLarge => Reason::Unreadable,
            })?;
        let payload = Payload::decode(plain.as_bytes()).map_err(|_| Reason::Malformed)?;
        let in_place = Some(payload.space) == self.id
            && payload.log == record.log()
            && payload.number == record.header.number;
        if !in_place {
            return Err(Reason::Malformed);
        }
        // Before anything is expanded: what a record costs is bounded by what it weighs.
        if payload.work() > work_max(record.body.len()) {
            return Err(Reason::TooLarge);
        }
        Ok(payload)
    }

    /// The keys; without them either the vault is locked or the space has not arrived here.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Refused`] while no keys have arrived.
    pub fn keys(&self) -> Result<&SpaceKeys, Error> {
        self.keys.as_ref().ok_or_else(|| {
            if self.locked {
                Error::Locked
            } else {
                Error::Refused("the journal has not arrived on this device yet".into())
            }
        })
    }

    /// Where it is noted what the last record of a log that this vault writes took into account.
    pub(crate) fn after_key(&self, log: LogId) -> String {
        format!("after/{}/{:016x}", self.tag, log.incarnation)
    }

    /// Whether this vault has written in a log. One of this device that it has not written is of a copy.
    pub(crate) fn has_written(&self, tables: &impl Tables, log: LogId) -> Result<bool, Error> {
        let own = log.class == Class::Data && Some(log.device) == self.device;
        Ok(own && tables.meta(&self.after_key(log))?.is_some())
    }

    /// Works the space out of the records in `tables`.
    pub(crate) fn load(
        tables: &impl Tables,
        (tag, id): (SpaceTag, Option<SpaceId>),
        device: Option<&DeviceKeys>,
        opens: Arc<Opens>,
    ) -> Result<Self, Error> {
        let membership = membership(tables, tag)?;
        let keys = device.and_then(|device| {
            open_keys(&membership, |sealed| SpaceKeys::unwrap(sealed, device).ok())
        });
        Ok(Self {
            id,
            tag,
            membership,
            keys,
            locked: device.is_none(),
            device: device.map(DeviceKeys::device),
            opened: Mutex::default(),
            opens,
        })
    }
}

impl Space {
    /// The space as whoever has the recovery kit sees it.
    pub(crate) fn opened_by_kit(
        tables: &impl Tables,
        id: SpaceId,
        kit: &RecoveryKit,
    ) -> Result<Self, Error> {
        let mut space = Self::load(tables, (id.tag(), Some(id)), None, Arc::default())?;
        space.keys = open_keys(&space.membership, |sealed| {
            SpaceKeys::unwrap_with_kit(sealed, kit).ok()
        });
        space.locked = false;
        Ok(space)
    }

    /// The name in a member's certificate, if it can be read.
    pub(crate) fn name_in(&self, certificate: &DeviceCertificate) -> Option<String> {
        let name = self.keys.as_ref()?.open(&certificate.name, NAME_BYTES_MAX);
        let name = String::from_utf8(name.ok()?.as_bytes().to_vec()).ok()?;
        Some(name).filter(|name| !name.is_empty())
    }
}

/// Who belongs to a space. The founding record that this device was told of when it joined is the only one that counts.
fn membership(tables: &impl Tables, tag: SpaceTag) -> Result<Membership, Error> {
    let records = control_records(tables, tag)?;
    let mut membership = Membership::evaluate_from(root(tables, tag)?, &records);
    let branches = branches(tables, tag)?;
    if !branches.is_empty() {
        membership.place_cuts(|cut| place(tables, tag, &branches, *cut))?;
    }
    Ok(membership)
}

/// Where a cut lies: in the history that holds its record, and in those that this one left, up to there.
fn place(
    tables: &impl Tables,
    tag: SpaceTag,
    branches: &Branches,
    cut: Cut,
) -> Result<Vec<Cut>, Error> {
    let last = Head {
        number: cut.number,
        id: cut.id,
    };
    let Some(log) = filed_under(tables, tag, branches, cut.log, last)? else {
        return Ok(vec![cut]);
    };
    let mut placed = Vec::new();
    for (log, to) in way(tables, tag, branches, log)? {
        let number = to.min(cut.number);
        if let Some(id) = id_at(tables, tag, log, number)? {
            placed.push(Cut { log, number, id });
        }
    }
    Ok(placed)
}

/// The founding record that is believed.
pub(crate) fn root(tables: &impl Tables, tag: SpaceTag) -> Result<Option<RecordId>, Error> {
    let root = tables.meta(&root_key(tag))?;
    Ok(root
        .and_then(|bytes| bytes.try_into().ok())
        .map(RecordId::from_bytes))
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
    let branches = branches(tables, tag)?;
    for (log, head) in tables.heads(tag)? {
        if log.class != Class::Control {
            continue;
        }
        let first = branches.first(log);
        for record in read_log(tables, tag, log, first, head.number)? {
            let record = ControlRecord::from_record(&record);
            let mut record = record.map_err(|_| Error::damaged("a control record"))?;
            record.log = log;
            if branches.contains(log) && record.number == first {
                let left = left_by(tables, tag, &branches, log)?;
                record.leaves = Some(left.map_or(branches.named_by(log), |(left, _)| left));
            }
            records.push(record);
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

fn open_keys(
    membership: &Membership,
    unwrap: impl Fn(&[u8]) -> Option<SpaceKeys>,
) -> Option<SpaceKeys> {
    let mut opened: Option<SpaceKeys> = None;
    let mut epochs = std::collections::BTreeSet::new();
    for wrap in membership.keys() {
        if epochs.contains(&wrap.epoch) {
            continue;
        }
        if let Some(keys) = unwrap(&wrap.sealed) {
            epochs.insert(wrap.epoch);
            match &mut opened {
                None => opened = Some(keys),
                Some(known) => known.merge(keys),
            }
        }
    }
    if let Some(known) = &mut opened {
        // What was written in good faith with keys of a device that was removed meanwhile stays readable.
        let former = membership.former_keys().iter();
        let former = former.filter(|wrap| !epochs.contains(&wrap.epoch));
        for keys in former.filter_map(|wrap| unwrap(&wrap.sealed)) {
            known.take_newest_of(keys);
        }
    }
    opened
}

/// The open keys of this device, and the spaces that were worked out with them. Both lie behind one lock, so that nothing
/// that the keys opened is kept after they went.
#[derive(Debug)]
pub(crate) struct SpaceCache {
    held: Mutex<Held>,
    opens: Arc<Opens>,
    keys_changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Held {
    /// `None` while locked.
    keys: Option<Arc<DeviceKeys>>,
    /// Valid as long as their control logs have not grown, nor logs with several histories, and they are believed to be
    /// founded by the same record.
    spaces: BTreeMap<SpaceTag, Cached>,
}

#[derive(Debug)]
struct Cached {
    heads: Vec<(LogId, Head)>,
    root: Option<RecordId>,
    space: Arc<Space>,
}

impl SpaceCache {
    pub(crate) fn new(keys: Option<DeviceKeys>) -> Self {
        let held = Held {
            keys: keys.map(Arc::new),
            ..Held::default()
        };
        Self {
            held: Mutex::new(held),
            opens: Arc::default(),
            keys_changed: watch::Sender::new(()),
        }
    }

    pub(crate) fn opens(&self) -> &Opens {
        &self.opens
    }

    /// The keys of this device; `None` while locked.
    pub(crate) fn keys(&self) -> Option<Arc<DeviceKeys>> {
        self.held().keys.clone()
    }

    /// Takes other keys, or none, and forgets what the ones before had opened. What is being worked on keeps what it
    /// holds to its end.
    pub(crate) fn set_keys(&self, keys: Option<DeviceKeys>) {
        *self.held() = Held {
            keys: keys.map(Arc::new),
            ..Held::default()
        };
        self.keys_changed.send_replace(());
    }

    /// Tells when the keys came or went.
    pub(crate) fn keys_changed(&self) -> watch::Receiver<()> {
        self.keys_changed.subscribe()
    }

    /// The space as `tables` show it.
    pub(crate) fn get(
        &self,
        tables: &impl Tables,
        tag: SpaceTag,
        id: Option<SpaceId>,
    ) -> Result<Arc<Space>, Error> {
        let branches = branches(tables, tag)?;
        let mut heads = tables.heads(tag)?;
        heads.retain(|(log, _)| log.class == Class::Control || branches.has_several(*log));
        let root = root(tables, tag)?;
        let mut held = self.held();
        if let Some(cached) = held.spaces.get(&tag)
            && cached.heads == heads
            && cached.root == root
        {
            return Ok(Arc::clone(&cached.space));
        }
        Opens::count(&self.opens.memberships);
        let keys = held.keys.as_deref();
        let space = Arc::new(Space::load(
            tables,
            (tag, id),
            keys,
            Arc::clone(&self.opens),
        )?);
        held.spaces.insert(
            tag,
            Cached {
                heads,
                root,
                space: Arc::clone(&space),
            },
        );
        Ok(space)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
