//! Records of a journal out of several places, in any order and with any of them missing: copies of vaults, backups, files of
//! folders that the journal was carried through. What a kit opens of them says which spaces there are; what follows from one
//! record to the next, and is signed, is put into a database in memory.

use std::collections::{BTreeMap, BTreeSet};

use replica::{
    Class, Control, ControlRecord, DeviceId, Head, LinkId, LogId, Membership, Purpose, Record,
    RecordId, SpaceId, SpaceTag,
};
use seal::{RecoveryKit, SpaceKeys};
use store::{Store, Tables, View};

use crate::Error;
use crate::exchange::branches::branches;
use crate::space::{READ_BYTES, control_records, pin_root, root};
use crate::vault::Meta;
use crate::write::payload::{Payload, bytes_max};

/// Bytes of records that are taken in at once.
const BATCH_BYTES: usize = READ_BYTES;
/// So many records of a space are tried with what the kit opens.
const TRIED_MAX: usize = 1_000;

/// The records of one space, each at the place that it names. Several at one place are histories of one log.
type Records = BTreeMap<(LogId, u64), BTreeMap<RecordId, Record>>;

/// Records of any spaces, none of them verified.
#[derive(Default)]
pub(crate) struct Gathered {
    spaces: BTreeMap<SpaceTag, Records>,
    /// Spaces that are known by their ids.
    ids: BTreeSet<SpaceId>,
    home: Option<SpaceId>,
    /// The founding records that a copy of a vault believed.
    roots: BTreeMap<SpaceTag, RecordId>,
    /// What is no record.
    pub(crate) void: u64,
}

impl Gathered {
    /// Adds records as they lay in a file.
    pub(crate) fn add(&mut self, records: impl IntoIterator<Item = impl AsRef<[u8]>>) {
        for bytes in records {
            match Record::decode(bytes.as_ref()) {
                Ok(record) => self.put(record),
                Err(_) => self.void += 1,
            }
        }
    }

    fn put(&mut self, record: Record) {
        let of = self.spaces.entry(record.header.space).or_default();
        let place = (record.log(), record.header.number);
        of.entry(place).or_default().insert(record.id(), record);
    }

    /// Adds all that a copy of a vault holds of a journal.
    pub(crate) fn add_copy(&mut self, view: &View) -> Result<(), Error> {
        let meta = Meta::read(view)?;
        let other = |home| self.home.is_some_and(|known| known != home);
        if meta.home().is_some_and(other) {
            return Err(Error::Refused(
                "the copies are of different journals: name those of one".into(),
            ));
        }
        self.home = self.home.or_else(|| meta.home());
        // A keeper knows the tags of what it carries alone: the ids stand in what the kit opens.
        self.ids.extend(meta.spaces());
        for tag in meta.tags() {
            if let Some(root) = root(view, tag)? {
                self.roots.insert(tag, root);
            }
            let second = branches(view, tag)?;
            for (log, head) in view.heads(tag)? {
                let mut next = second.first(log);
                while next <= head.number {
                    let batch = view.records(tag, log, next, READ_BYTES)?;
                    if batch.is_empty() {
                        break;
                    }
                    next += batch.len() as u64;
                    self.add(batch);
                }
            }
        }
        Ok(())
    }

    /// Finds out which spaces there are, by what the kit opens.
    pub(crate) fn find_spaces(&mut self, kit: &RecoveryKit) {
        let known: BTreeSet<SpaceTag> = self.ids.iter().map(|id| id.tag()).collect();
        for (tag, records) in &self.spaces {
            if !known.contains(tag)
                && let Some(id) = id_of(*tag, records, kit)
            {
                self.ids.insert(id);
            }
        }
        if self.home.is_none() {
            let mut ids = self.ids.iter().copied();
            self.home = ids.find(|id| {
                let records = self.spaces.get(&id.tag()).into_iter().flatten();
                let mut ops = records.filter_map(|((log, number), at)| {
                    (log.class == Class::Control && *number == 1).then_some(at.values())
                });
                ops.any(|mut at| at.any(|record| purpose(record) == Some(Purpose::Home)))
            });
        }
    }

    pub(crate) const fn home(&self) -> Option<SpaceId> {
        self.home
    }

    /// What follows from the first record of each log on, verified, as a database; that of `device`, if it was one device's.
    pub(crate) fn store(
        &self,
        device: DeviceId,
        counts: impl Fn(&Membership) -> bool,
    ) -> Result<Store, Error> {
        let store = Store::in_memory()?;
        let mut writer = store.write()?;
        let mut meta = Meta::new(device, LinkId::from_bytes([0; 32]), 0);
        for id in &self.ids {
            meta.add_space(*id, self.home == Some(*id));
            for record in followed(self.spaces.get(&id.tag())) {
                writer.append(record)?;
            }
        }
        meta.write(&mut writer)?;
        for id in &self.ids {
            let believed = match self.roots.get(&id.tag()) {
                Some(root) => Some(*root),
                None => founding(&control_records(&writer, id.tag())?, &counts)?,
            };
            if let Some(root) = believed {
                pin_root(&mut writer, id.tag(), root)?;
            }
        }
        writer.commit()?;
        Ok(store)
    }

    /// All records of a space in batches, control first, each log ascending; and whether some log has several histories, so
    /// that they are to be offered once more.
    pub(crate) fn batches(&self, id: SpaceId) -> (Vec<Vec<Vec<u8>>>, bool) {
        let Some(records) = self.spaces.get(&id.tag()) else {
            return (Vec::new(), false);
        };
        let several = records.values().any(|at| at.len() > 1);
        let mut batches: Vec<Vec<Vec<u8>>> = Vec::new();
        for class in [Class::Control, Class::Data] {
            let (mut batch, mut bytes) = (Vec::new(), 0);
            let of_class = records.iter().filter(|((log, _), _)| log.class == class);
            for record in of_class.flat_map(|(_, at)| at.values()) {
                let record = record.encode();
                bytes += record.len();
                batch.push(record);
                if bytes >= BATCH_BYTES {
                    batches.push(std::mem::take(&mut batch));
                    bytes = 0;
                }
            }
            if !batch.is_empty() {
                batches.push(batch);
            }
        }
        (batches, several)
    }
}

/// The spaces that a kit opens among these records, by their ids.
///
/// Nothing of the records is verified, nor whether the kit counts there.
pub fn spaces_opened_by(kit: &RecoveryKit, records: &[Vec<u8>]) -> Vec<SpaceId> {
    let mut gathered = Gathered::default();
    gathered.add(records);
    gathered.find_spaces(kit);
    gathered.ids.into_iter().collect()
}

fn op(record: &Record) -> Option<Control> {
    let control = ControlRecord::from_record(record).ok()?;
    Some(control.body.op)
}

fn purpose(record: &Record) -> Option<Purpose> {
    match op(record)? {
        Control::Create { purpose, .. } => Some(purpose),
        _ => None,
    }
}

/// The id that stands in what was written into a space, opened with the keys that the kit opens.
fn id_of(tag: SpaceTag, records: &Records, kit: &RecoveryKit) -> Option<SpaceId> {
    let of = |class: Class| {
        let of_class = records
            .iter()
            .filter(move |((log, _), _)| log.class == class);
        of_class.flat_map(|(_, at)| at.values())
    };
    let mut keys: Option<SpaceKeys> = None;
    for record in of(Class::Control) {
        if let Some(Control::Keys { sealed, .. }) = op(record)
            && let Ok(opened) = SpaceKeys::unwrap_with_kit(&sealed, kit)
        {
            match &mut keys {
                Some(keys) => keys.merge(opened),
                none => *none = Some(opened),
            }
        }
    }
    let keys = keys?;
    of(Class::Data).take(TRIED_MAX).find_map(|record| {
        let plain = keys.open(&record.body, bytes_max(record.body.len())).ok()?;
        let payload = Payload::decode(plain.as_bytes()).ok()?;
        (payload.space.tag() == tag).then_some(payload.space)
    })
}

/// The records that follow one another, from the first of each log on. Of several that could, the one with the smallest id.
fn followed(records: Option<&Records>) -> Vec<&Record> {
    let mut followed = Vec::new();
    let mut last: Option<(LogId, Head)> = None;
    for ((log, number), at) in records.into_iter().flatten() {
        let before = last.filter(|(of, _)| of == log).map(|(_, head)| head);
        if *number != before.map_or(1, |head| head.number + 1) {
            continue;
        }
        let mut fits = at.values().filter_map(|record| {
            let run = std::slice::from_ref(record);
            Some((record, replica::verify_run(before, run).ok()?))
        });
        if let Some((record, head)) = fits.next() {
            followed.push(record);
            last = Some((*log, head));
        }
    }
    followed
}

/// The founding record under which whoever recovers counts. Anybody who belonged to the journal can write one more that names
/// its kit; which of them is the true one nobody can tell then.
fn founding(
    records: &[ControlRecord],
    counts: &impl Fn(&Membership) -> bool,
) -> Result<Option<RecordId>, Error> {
    let founds = |record: &&ControlRecord| {
        record.number == 1 && matches!(record.body.op, Control::Create { .. })
    };
    let mut found = Vec::new();
    for record in records.iter().filter(founds) {
        if counts(&Membership::evaluate_from(Some(record.id), records)) {
            found.push(record.id);
        }
    }
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err(Error::Refused(
            "two foundings of this journal lie here, and one of them is forged: a backup, or a copy of a device's folder, tells \
             which"
                .into(),
        )),
    }
}
