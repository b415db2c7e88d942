//! What devices hold, record by record: each is as FORMAT.md says, what a removal cut off is not shown, what was written after a
//! removal does not open for who was removed, and a reader holds nothing but what was shared.

use std::collections::{BTreeMap, BTreeSet};

use seal::{DeviceKeys, SpaceKeys};
use store::Tables;

use crate::device::{Device, Part};
use crate::format::{Does, Header, Inside, LogName, Place, branch};
use crate::model::{Result as Said, words_in};
use crate::trace;
use crate::world::{Held, Shown, World};

/// Bytes of an opened payload.
const PAYLOAD_BYTES_MAX: usize = 8 << 20;

/// Where each log ended on an owner after it wrote something, its own included.
#[derive(Debug, Clone)]
pub struct Wrote {
    at: usize,
    /// How often it had been set back.
    life: u32,
    heads: BTreeMap<LogName, u64>,
}

/// Records of one space: its control records and the others.
type InSpace = (Vec<(Header, Does)>, Vec<Header>);

/// All records of the home space, as one device holds them.
struct Fleet {
    control: Vec<(Header, Does)>,
    data: Vec<(Header, Option<Inside>)>,
    /// Of each second history the log that its records name.
    branches: BTreeMap<LogName, LogName>,
}

impl Fleet {
    fn named(&self, filed: &LogName) -> LogName {
        self.branches.get(filed).copied().unwrap_or(*filed)
    }

    /// Every removal: its record, whom it removes, and its cuts.
    fn removals(&self) -> impl Iterator<Item = (&Header, &[u8; 32], &Vec<Place>)> {
        let control = self.control.iter();
        control.filter_map(|(header, does)| match does {
            Does::Removes(device, cuts) => Some((header, device, cuts)),
            _ => None,
        })
    }

    /// Whether somebody else than the device `gone` removed whoever wrote this control record, and did not know of it.
    fn is_undone(&self, header: &Header, gone: &[u8]) -> bool {
        self.removals().any(|(by, device, cuts)| {
            by.device() != gone
                && device[..] == *header.device()
                && cut(cuts, header) < header.number
        })
    }

    /// Whether a data record counts by itself: its author is a member, or some removal of it lets that record stand.
    fn stands(&self, header: &Header) -> bool {
        let of_author =
            |(_, device, _): &(&Header, &[u8; 32], &Vec<Place>)| device[..] == *header.device();
        let mut of_author = self.removals().filter(of_author).peekable();
        of_author.peek().is_none()
            || of_author.any(|(_, _, cuts)| cut(cuts, header) >= header.number)
    }
}

/// The last number that a removal lets stand of the log of a record.
fn cut(cuts: &[Place], header: &Header) -> u64 {
    let mut cuts = cuts.iter().filter(|(log, _)| *log == header.log);
    cuts.next().map_or(0, |(_, number)| *number)
}

impl Wrote {
    fn is_data_of(log: &LogName, device: &[u8]) -> bool {
        log[0] == 2 && log[1..33] == *device
    }

    /// Records of a device's own logs, together.
    fn own(&self, device: &[u8]) -> u64 {
        let own = self
            .heads
            .iter()
            .filter(|(log, _)| Self::is_data_of(log, device));
        own.map(|(_, number)| number).sum()
    }

    fn holds(&self, place: &Place) -> bool {
        self.heads
            .get(&place.0)
            .is_some_and(|held| *held >= place.1)
    }
}

impl World {
    /// Notes what a device holds, if it wrote since that was last noted.
    pub fn note_wrote(&mut self, at: usize) {
        let device = &self.devices[at];
        if device.part != Part::Owner || device.hostile || device.disk.is_dead() {
            return;
        }
        let own = device.vault().device();
        let Some(heads) = self.home_heads(at) else {
            return;
        };
        let heads = heads
            .into_iter()
            .map(|(log, head)| (log.encode(), head.number));
        let wrote = Wrote {
            at,
            life: device.lives,
            heads: heads.collect(),
        };
        let last = self.wrote.iter().rev().find(|wrote| wrote.at == at);
        if last.is_none_or(|last| last.own(own.as_bytes()) < wrote.own(own.as_bytes())) {
            self.wrote.push(wrote);
        }
    }

    /// Checks the records of the fleet, as one owner holds them.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn records_hold(&mut self, at: usize, shown: &Shown) -> Held {
        let mut checked = std::mem::take(&mut self.checked);
        let fleet = self.fleet(at, &mut checked);
        self.checked = checked;
        let fleet = fleet.map_err(|what| self.broken("records", at, what))?;
        self.what_was_cut_off_is_hidden(at, shown, &fleet)?;
        self.what_came_after_a_removal_is_closed(at, &fleet)?;
        self.readers_hold_what_is_shared()
    }

    /// Reads every record. Those of honest devices are as they must be.
    fn fleet(&self, at: usize, checked: &mut BTreeMap<u64, Header>) -> Result<Fleet, String> {
        let said = |error: &dyn std::fmt::Debug| format!("{error:?}");
        let vault = self.devices[at].vault();
        let home = vault.own_space().map_err(|error| said(&error))?;
        let view = vault.view().map_err(|error| said(&error))?;
        let tag = home.tag();
        let mut fleet = Fleet {
            control: Vec::new(),
            data: Vec::new(),
            branches: BTreeMap::new(),
        };
        let mut ids: BTreeMap<Place, Vec<[u8; 32]>> = BTreeMap::new();
        let mut ends: BTreeMap<LogName, u64> = BTreeMap::new();
        for (log, head) in view.heads(tag).map_err(|error| said(&error))? {
            let filed = log.encode();
            let (mut prev, mut next) = ([0; 32], 1);
            while next <= head.number {
                let records = view.records(tag, log, next, 1 << 20);
                for bytes in records.map_err(|error| said(&error))? {
                    let number = next;
                    let of = |what| format!("record {number} of {log:?}: {what}");
                    let known = checked.entry(trace::hash(&bytes));
                    let header = match known {
                        std::collections::btree_map::Entry::Occupied(known) => known.get().clone(),
                        std::collections::btree_map::Entry::Vacant(place) => {
                            let read = Header::read(&bytes, tag.as_bytes()).map_err(of)?;
                            place.insert(read).clone()
                        }
                    };
                    if next == 1 && header.log != filed {
                        // A second history goes on from where it left the first, and its name follows from its beginning.
                        if header.number == 0 || branch(&header) != filed {
                            return Err(of("it is filed under a wrong name".into()));
                        }
                        fleet.branches.insert(filed, header.log);
                        (prev, next) = (header.prev, header.number);
                    }
                    if fleet.named(&filed) != header.log
                        || header.number != next
                        || header.prev != prev
                    {
                        return Err(of("it does not follow the one before".into()));
                    }
                    ids.entry((header.log, next)).or_default().push(header.id);
                    (prev, next) = (header.id, next + 1);
                    if header.is_control() {
                        let does = header.does().map_err(of)?;
                        fleet.control.push((header, does));
                    } else {
                        fleet.data.push((header, None));
                    }
                }
            }
            if prev != *head.id.as_bytes() {
                return Err(format!("{log:?} ends in another record than it says"));
            }
            let end = ends.entry(fleet.named(&filed)).or_default();
            *end = head.number.max(*end);
        }
        let records = fleet.control.iter().map(|(header, _)| header);
        for header in records.chain(fleet.data.iter().map(|(header, _)| header)) {
            let before = ids.get(&(header.log, header.number - 1));
            if header.number > 1 && !before.is_some_and(|ids| ids.contains(&header.prev)) {
                return Err(format!(
                    "record {} begins where no history leaves",
                    header.number
                ));
            }
        }
        let hostile = self.ids_of(|device| device.hostile);
        let opens = opens(&fleet.control, &self.devices[at].device_keys());
        // What nobody who is left holds may be named, or be sealed with a key that is gone.
        let whole = self
            .devices
            .iter()
            .all(|device| !device.removed && !device.cloned);
        for (header, inside) in &mut fleet.data {
            let plain = opens
                .as_ref()
                .and_then(|keys| keys.open(&header.body, PAYLOAD_BYTES_MAX).ok());
            let read = match plain {
                Some(plain) => header.inside(plain.as_bytes(), home.as_bytes()),
                None if whole => Err("it does not open".into()),
                None => continue,
            };
            if hostile.contains(header.device()) {
                *inside = read.ok();
                continue;
            }
            let of = |what| format!("record {} of an honest log: {what}", header.number);
            let read = read.map_err(of)?;
            let there = |(log, number): &Place| ends.get(log).is_some_and(|end| end >= number);
            if whole && hostile.is_empty() && !read.after.iter().all(there) {
                return Err(of("it builds on what is nowhere".into()));
            }
            if !header.is_padded() {
                return Err(of("its length is none of Padmé".into()));
            }
            *inside = Some(read);
        }
        Ok(fleet)
    }

    fn ids_of(&self, which: impl Fn(&Device) -> bool) -> BTreeSet<Vec<u8>> {
        let devices = self.devices.iter().filter(|device| which(device));
        devices
            .map(|device| device.vault().device().as_bytes().to_vec())
            .collect()
    }

    /// Of what a removed device wrote, that is shown which its removal let stand, or which somebody else built upon before
    /// hearing of the removal. A device that turned builds on what it likes; while it belongs to the journal, nobody can tell.
    fn what_was_cut_off_is_hidden(&self, at: usize, shown: &Shown, fleet: &Fleet) -> Held {
        let there = shown.words();
        let hostile = self.ids_of(|device| device.hostile);
        for gone in self.ids_of(|device| device.removed && device.part == Part::Owner) {
            let removals: Vec<(Place, &Vec<Place>)> = fleet
                .removals()
                .filter(|(header, device, _)| {
                    device[..] == gone[..] && !fleet.is_undone(header, &gone)
                })
                .map(|(header, _, cuts)| ((header.log, header.number), cuts))
                .collect();
            // Its removal was itself undone with whoever removed it.
            if removals.is_empty() {
                continue;
            }
            let mut counts: BTreeMap<LogName, u64> = BTreeMap::new();
            let mut raise = |log: &LogName, number: u64| {
                let known = counts.entry(fleet.named(log)).or_default();
                *known = number.max(*known);
            };
            for (log, number) in removals.iter().flat_map(|(_, cuts)| *cuts) {
                raise(log, *number);
            }
            for wrote in &self.wrote {
                let other = self.devices[wrote.at].vault().device();
                let unaware = !removals.iter().any(|(place, _)| wrote.holds(place));
                if other.as_bytes()[..] != gone[..] && unaware {
                    for (log, number) in &wrote.heads {
                        raise(log, *number);
                    }
                }
            }
            for (header, inside) in &fleet.data {
                let turned = hostile.contains(header.device()) && header.device() != &gone[..];
                let Some(inside) = inside.as_ref().filter(|_| turned && fleet.stands(header))
                else {
                    continue;
                };
                for (log, number) in &inside.after {
                    raise(log, *number);
                }
            }
            let mut cut_off: BTreeSet<&str> = BTreeSet::new();
            let mut stands: BTreeSet<&str> = BTreeSet::new();
            for (header, inside) in &fleet.data {
                let Some(inside) = inside else { continue };
                let own = Wrote::is_data_of(&header.log, &gone);
                let beyond =
                    own && counts.get(&header.log).copied().unwrap_or_default() < header.number;
                let into = if beyond { &mut cut_off } else { &mut stands };
                into.extend(words_in(&inside.says));
            }
            if let Some(word) = cut_off
                .iter()
                .find(|word| there.contains(**word) && !stands.contains(**word))
            {
                let what = format!("{word} was cut off when its device was removed, and is shown");
                return Err(self.broken("cut off", at, what));
            }
        }
        Ok(())
    }

    /// Who was removed cannot open what others wrote who knew of it.
    fn what_came_after_a_removal_is_closed(&self, at: usize, fleet: &Fleet) -> Held {
        let removals: Vec<(Place, &[u8; 32])> = fleet
            .control
            .iter()
            .filter_map(|(header, does)| match does {
                Does::Removes(device, _) => Some(((header.log, header.number), device)),
                _ => None,
            })
            .collect();
        // Of removals made apart one may hand its new key to who was removed by the other, until somebody learns of both.
        let [(removal, gone)] = removals.as_slice() else {
            return Ok(());
        };
        let Some(removed) = self
            .devices
            .iter()
            .find(|device| device.removed && device.vault().device().as_bytes() == *gone)
        else {
            return Ok(());
        };
        let Some(keys) = opens(&fleet.control, &removed.device_keys()) else {
            return Ok(());
        };
        for (header, _) in &fleet.data {
            if self.knew(header, removal, fleet)
                && header.device() != &gone[..]
                && keys.open(&header.body, PAYLOAD_BYTES_MAX).is_ok()
            {
                let what = format!(
                    "{} can open record {} of somebody who knew that it was removed",
                    removed.name, header.number
                );
                return Err(self.broken("keys", at, what));
            }
        }
        Ok(())
    }

    /// Whether the author of a record had written something before it that it knew of another place.
    fn knew(&self, header: &Header, place: &Place, fleet: &Fleet) -> bool {
        let signs = |at: usize| {
            let device = self.devices[at].vault().device();
            *device.as_bytes() == *header.device()
        };
        let has = |wrote: &&Wrote| {
            let mut held = wrote.heads.iter();
            held.any(|(log, held)| fleet.named(log) == header.log && *held >= header.number)
        };
        let wrote: Vec<&Wrote> = self.wrote.iter().filter(|wrote| signs(wrote.at)).collect();
        let first = wrote.iter().position(has);
        // A device and its copy sign alike, and one may know what the other does not: who wrote it had it first. Of what was
        // written since, both might be the author.
        let authors: Vec<(usize, u32)> = match first {
            Some(first) => vec![(wrote[first].at, wrote[first].life)],
            None => {
                let all = self.devices.iter().enumerate();
                all.filter(|(at, _)| signs(*at))
                    .map(|(at, device)| (at, device.lives))
                    .collect()
            }
        };
        let before = &wrote[..first.unwrap_or(wrote.len())];
        !authors.is_empty()
            && authors.iter().all(|author| {
                let mut own = before.iter();
                own.any(|wrote| (wrote.at, wrote.life) == *author && wrote.holds(place))
            })
    }

    /// Nothing that a reader can open was never shared.
    fn readers_hold_what_is_shared(&self) -> Held {
        let private: BTreeSet<&str> = self
            .model
            .words
            .iter()
            .filter(|word| word.result != Said::Refused)
            .filter(|word| !self.opened.contains(&word.word))
            .filter(|word| {
                word.entry
                    .as_ref()
                    .is_none_or(|entry| !self.opened.contains(entry))
            })
            .map(|word| word.word.as_str())
            .collect();
        for (at, device) in self.devices.iter().enumerate() {
            if device.part != Part::Reader || device.locked {
                continue;
            }
            let held = device
                .vault()
                .view()
                .and_then(|view| Ok(view.raw("records")?));
            let held = held.map_err(|error| self.broken("reader", at, format!("{error:?}")))?;
            let mut spaces: BTreeMap<&[u8], InSpace> = BTreeMap::new();
            for (key, bytes) in &held {
                let Ok(header) = Header::read(bytes, &key[..16]) else {
                    return Err(self.broken("reader", at, "it holds what is no record"));
                };
                let space = spaces.entry(&key[..16]).or_default();
                match header.does() {
                    Ok(does) if header.is_control() => space.0.push((header, does)),
                    _ => space.1.push(header),
                }
            }
            for (control, data) in spaces.values() {
                let Some(keys) = opens(control, &device.device_keys()) else {
                    continue;
                };
                for header in data {
                    let Ok(plain) = keys.open(&header.body, PAYLOAD_BYTES_MAX) else {
                        continue;
                    };
                    let text = String::from_utf8_lossy(plain.as_bytes());
                    if let Some(word) = words_in(&text).find(|word| private.contains(word)) {
                        let what = format!("it holds {word}, which was never shared");
                        return Err(self.broken("reader", at, what));
                    }
                }
            }
        }
        Ok(())
    }
}

/// All keys that these device keys open.
fn opens(control: &[(Header, Does)], keys: &DeviceKeys) -> Option<SpaceKeys> {
    let mut opened = control.iter().filter_map(|(_, does)| match does {
        Does::Keys(sealed) => SpaceKeys::unwrap(sealed, keys).ok(),
        _ => None,
    });
    let mut all = opened.next()?;
    opened.for_each(|more| all.merge(more));
    Some(all)
}
