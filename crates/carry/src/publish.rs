//! Bringing what a folder lacks, in packs, and saying so in a manifest. Every file is made once and never changed; few files
//! stay, since packs become one of the next level.

use std::collections::{BTreeMap, BTreeSet};

use replica::{
    CarriedPlace, Class, DeviceId, KitStanding, LogId, Manifest, Pack, SigningKey, SpaceTag, limits,
};
use sha2::{Digest, Sha256};
use vault::{Tables, View};

use crate::coverage::{Range, ranges_of};
use crate::error::CarryError;
use crate::names::{FolderId, Kind, NUMBER_MAX, Token, WriterId, folder_name, writer_name};
use crate::run::Run;
use crate::state::{MANIFESTS_KEPT, OwnPack, Retired};
use crate::survey::Survey;
use crate::told::Told;

/// So many packs of a level become one of the next.
const MERGED: usize = 8;
/// The highest level whose packs are merged; what does not fit into one pack is above it.
const LEVEL_MAX: u8 = 4;
const LEVEL_FULL: u8 = LEVEL_MAX + 1;
/// A pack that is as large as this is not merged any more.
const FULL_BYTES: usize = limits::PACK_BYTES_MAX / MERGED;
/// How long what others wrote may lie in no pack before this device brings it, in seconds: its author may come.
const BRIDGED_AFTER: i64 = 24 * 3600;
/// How long what was merged is left for whoever has not said that it read the new pack, in seconds.
const RETIRED_FOR: i64 = 14 * 24 * 3600;
/// In how many later runs the new pack must have been read back then.
const READ_BACK: u8 = 2;
/// So many files that were merged are left at most, where nobody says that they were read: above it the oldest go as soon as
/// the new pack was read back.
const RETIRED_MAX: usize = 16;
/// Bytes of records that are read from the vault at once.
const READ_BYTES: usize = 1 << 20;

/// Records on their way into packs.
struct Filling {
    records: Vec<Vec<u8>>,
    places: Vec<(SpaceTag, LogId, u64)>,
    bytes: usize,
    level: u8,
}

impl Filling {
    fn new(level: u8) -> Self {
        Self {
            records: Vec::new(),
            places: Vec::new(),
            bytes: Pack::FRONT_BYTES,
            level,
        }
    }

    fn has_room(&self, record: &[u8]) -> bool {
        self.records.len() < limits::PACK_RECORDS_MAX
            && self.bytes + record.len() + 4 <= limits::PACK_BYTES_MAX
    }
}

impl Run<'_> {
    /// Brings records of this device that lie in no pack, and those of others that nobody else brings.
    pub(crate) fn bring(&mut self, all_read: bool) -> Result<(), CarryError> {
        let now = self.vault.env().unix();
        let covered = self.row.state.covered();
        let writers: BTreeSet<DeviceId> = {
            let known = self.row.state.known.iter();
            known
                .map(|known| DeviceId::from_bytes(known.device))
                .collect()
        };
        let since: BTreeMap<_, _> = {
            let uncovered = std::mem::take(&mut self.row.state.uncovered).into_iter();
            uncovered
                .map(|(tag, log, since)| ((tag, log), since))
                .collect()
        };
        let mut missing: Vec<(SpaceTag, LogId, u64, u64)> = Vec::new();
        let view = self.vault.view()?;
        for id in self.vault.carried_spaces()? {
            let tag = id.tag();
            for (log, head) in view.heads(tag).map_err(vault::Error::from)? {
                let (first, _) = self.vault.first_of(&view, tag, log)?;
                let gaps = covered.gaps((tag, log), first, head.number);
                if gaps.is_empty() {
                    continue;
                }
                if log.device != self.vault.device() {
                    let key = (*tag.as_bytes(), log.encode().to_vec());
                    let since = since.get(&key).copied().unwrap_or(now);
                    let comes = writers.contains(&log.device) && now - since < BRIDGED_AFTER;
                    if comes || !all_read {
                        self.row.state.uncovered.push((key.0, key.1, since));
                        continue;
                    }
                }
                missing.extend(gaps.into_iter().map(|(from, to)| (tag, log, from, to)));
            }
        }
        let counts = missing.iter().map(|(_, _, from, to)| to - from + 1);
        self.report.brought += counts.sum::<u64>();
        self.add_what_tells_the_journal(&view, &mut missing)?;
        // Whoever reads a pack from its beginning learns first who belongs to a space.
        missing.sort_by_key(|(_, log, ..)| log.class != Class::Control);
        let mut filling = Filling::new(0);
        for (tag, log, from, to) in missing {
            self.fill(&mut filling, (tag, log), (from, to))?;
        }
        self.close(filling)?;
        Ok(())
    }

    /// A record of the journal goes with what says who belongs to it: it names the journal to whoever has the recovery kit
    /// alone, whom the packs before do not open if they are from the time of another kit.
    fn add_what_tells_the_journal(
        &self,
        view: &View,
        missing: &mut Vec<(SpaceTag, LogId, u64, u64)>,
    ) -> Result<(), CarryError> {
        let home = self.home.tag();
        let of = |class: Class| {
            let mut of_home = missing.iter().filter(|(tag, ..)| *tag == home);
            of_home.any(|(_, log, ..)| log.class == class)
        };
        if !of(Class::Control) || of(Class::Data) {
            return Ok(());
        }
        let heads = view.heads(home).map_err(vault::Error::from)?;
        let data = heads.into_iter().find(|(log, _)| log.class == Class::Data);
        missing.extend(data.map(|(log, head)| (home, log, head.number, head.number)));
        Ok(())
    }

    fn fill(
        &mut self,
        filling: &mut Filling,
        (tag, log): (SpaceTag, LogId),
        (from, to): (u64, u64),
    ) -> Result<(), CarryError> {
        let mut next = from;
        while next <= to {
            let view = self.vault.view()?;
            let records = view.records(tag, log, next, READ_BYTES);
            let records = records.map_err(vault::Error::from)?;
            drop(view);
            if records.is_empty() {
                return Err(vault::Error::damaged(format!("record {next} of a log")).into());
            }
            for record in records {
                if next > to {
                    break;
                }
                if !filling.has_room(&record) {
                    let level = filling.level;
                    let full = std::mem::replace(filling, Filling::new(level));
                    self.close(full)?;
                }
                filling.bytes += record.len() + 4;
                filling.records.push(record);
                filling.places.push((tag, log, next));
                next += 1;
            }
        }
        Ok(())
    }

    /// Makes a pack of what was filled; nothing of nothing.
    fn close(&mut self, filling: Filling) -> Result<Option<Token>, CarryError> {
        if filling.records.is_empty() {
            return Ok(None);
        }
        let level = match filling.bytes >= FULL_BYTES {
            true => LEVEL_FULL,
            false => filling.level,
        };
        let number = self.row.state.pack_number + 1;
        let pack = Pack {
            place: self.place_of(u64::from(number)),
            records: filling.records,
        };
        let (token, bytes, sha256) = self.make(Kind::Pack, number, &pack.encode())?;
        self.row.state.packs.push(OwnPack {
            file: token.into(),
            bytes,
            sha256,
            level,
            ranges: ranges_of(filling.places),
        });
        self.row.save(self.vault)?;
        Ok(Some(token))
    }

    fn place_of(&self, counter: u64) -> CarriedPlace {
        CarriedPlace {
            folder: self.row.state.folder,
            writer: self.me,
            counter,
        }
    }

    /// Makes one file: noted first, then made, then read back.
    fn make(
        &mut self,
        kind: Kind,
        number: u32,
        plain: &[u8],
    ) -> Result<(Token, u64, [u8; 32]), CarryError> {
        if number > NUMBER_MAX {
            let why = "more files were made in this folder than there are names for";
            return Err(vault::Error::Refused(why.into()).into());
        }
        let kits: Vec<String> = {
            let view = self.vault.view()?;
            let home = self.vault.space(&view, self.home)?;
            let kits = home.membership.kits().iter();
            let open =
                kits.filter(|kit| matches!(kit.standing, KitStanding::First | KitStanding::Beside));
            open.map(|kit| kit.keys.recipient.clone()).collect()
        };
        let sealed = self.key.seal(plain, &kits);
        let sealed = sealed.map_err(|_| vault::Error::damaged("the recovery kit's recipient"))?;
        let token = Token {
            kind,
            number,
            random: self.vault.env().random(),
        };
        match kind {
            Kind::Pack => self.row.state.pack_number = number,
            Kind::Manifest => self.row.state.counter = u64::from(number),
        }
        self.row.state.writing.push(token.into());
        self.row.save(self.vault)?;
        let (folder, writer) = (folder_name(&self.row.state.folder), writer_name(&self.me));
        let name = token.name();
        let at = [&*folder, &*writer, &*name];
        let made = self
            .place
            .create_new(&at, &sealed)
            .and_then(|()| self.place.flush(&at[..2]))
            .and_then(|()| self.place.flush(&at[..1]));
        if let Err(error) = made {
            // The name is noted: what cannot be removed now is at the next run.
            let _ = self.place.remove(&at);
            return Err(CarryError::writing(error));
        }
        let back = self.place.read(&at, limits::CARRIED_FILE_BYTES_MAX)?;
        if back != sealed {
            return Err(CarryError::NotReadBack);
        }
        Ok((token, sealed.len() as u64, Sha256::digest(&sealed).into()))
    }

    /// Makes one pack of eight of a level, as often as there are eight. What they held is read from the vault.
    pub(crate) fn merge(&mut self) -> Result<(), CarryError> {
        for level in 0..=LEVEL_MAX {
            loop {
                let of_level = |pack: &&OwnPack| pack.level == level;
                let oldest: Vec<OwnPack> = {
                    let packs = self.row.state.packs.iter();
                    packs.filter(of_level).take(MERGED).cloned().collect()
                };
                if oldest.len() < MERGED {
                    break;
                }
                self.merge_these(&oldest, (level + 1).min(LEVEL_MAX))?;
            }
        }
        Ok(())
    }

    fn merge_these(&mut self, packs: &[OwnPack], level: u8) -> Result<(), CarryError> {
        let bytes: u64 = packs.iter().map(|pack| pack.bytes).sum();
        if bytes > (limits::PACK_BYTES_MAX - FULL_BYTES) as u64 {
            for pack in &mut self.row.state.packs {
                if packs.iter().any(|full| full.file == pack.file) {
                    pack.level = LEVEL_FULL;
                }
            }
            return Ok(());
        }
        let ranges: Vec<&Range> = packs.iter().flat_map(|pack| &pack.ranges).collect();
        let mut filling = Filling::new(level);
        let mut all = crate::coverage::Covered::of(ranges).all();
        all.sort_by_key(|(_, log, ..)| log.class != Class::Control);
        for (tag, log, from, to) in all {
            self.fill(&mut filling, (tag, log), (from, to))?;
        }
        let by = self.close(filling)?.map(Into::into);
        let (folder, writer, since) = (self.row.state.folder, self.me, self.vault.env().unix());
        let merged: BTreeSet<Token> = packs.iter().map(|pack| pack.file.token()).collect();
        let state = &mut self.row.state;
        state
            .packs
            .retain(|pack| !merged.contains(&pack.file.token()));
        for retired in &mut state.retired {
            // Its place was taken by what is merged now.
            if retired.by.is_some_and(|by| merged.contains(&by.token())) {
                (retired.by, retired.until, retired.read_back) = (by, 0, 0);
            }
        }
        state.retired.extend(packs.iter().map(|pack| Retired {
            folder,
            writer,
            file: pack.file,
            by,
            until: 0,
            since,
            read_back: 0,
        }));
        Ok(self.row.save(self.vault)?)
    }

    /// Makes a manifest, if there is anything new to say.
    pub(crate) fn say(&mut self) -> Result<(), CarryError> {
        let mut statements = Vec::new();
        let mut said = Sha256::new();
        for id in self.vault.carried_spaces()? {
            let statement = self.vault.state(id)?;
            for (log, head) in &statement.stated.heads {
                said.update(log.encode());
                said.update(head.id.as_bytes());
            }
            said.update(statement.stated.rest);
            statements.push(statement);
        }
        let state = &self.row.state;
        let mut packs: Vec<_> = state.packs.iter().map(OwnPack::kept).collect();
        packs.sort_unstable_by_key(|pack| pack.number);
        for pack in &packs {
            said.update(pack.sha256);
        }
        let said: [u8; 32] = said.finalize().into();
        let answers = state
            .known
            .iter()
            .any(|known| known.answered != known.read_packs);
        if said == state.said && !answers {
            return Ok(());
        }
        let mut read: Vec<(WriterId, u64)> = {
            let known = state.known.iter();
            let here = known.filter(|known| known.folder == state.folder && known.read > 0);
            here.map(|known| (known.writer, known.read)).collect()
        };
        read.sort_unstable();
        read.truncate(limits::WRITERS_PER_FOLDER_MAX);
        let counter = state.counter + 1;
        let manifest = Manifest {
            place: self.place_of(counter),
            device: self.vault.device(),
            incarnation: state.incarnation,
            at: self.vault.env().unix(),
            statements,
            packs,
            read,
        };
        let link = SigningKey::from_bytes(&self.vault.link_secret()?);
        let number = u32::try_from(counter).unwrap_or(u32::MAX);
        let (token, ..) = self.make(Kind::Manifest, number, &manifest.encode(&link))?;
        let state = &mut self.row.state;
        state.manifests.push(token.into());
        state.said = said;
        for known in &mut state.known {
            known.answered = known.read_packs;
        }
        for retired in state
            .retired
            .iter_mut()
            .filter(|retired| retired.until == 0)
        {
            retired.until = counter;
        }
        Ok(self.row.save(self.vault)?)
    }

    /// Removes this writer's files that others have taken the place of, once it is known that nobody needs them.
    pub(crate) fn tidy(&mut self, seen: &Survey, told: &[Told]) -> Result<(), CarryError> {
        self.row.state.writing.clear();
        while self.row.state.manifests.len() > MANIFESTS_KEPT {
            let oldest = self.row.state.manifests.remove(0).token();
            self.remove_all(&self.row.state.folder, &self.me, &oldest, seen)?;
        }
        self.row.save(self.vault)?;
        let answered = self.answered(told)?;
        let now = self.vault.env().unix();
        let mut left = Vec::new();
        let retired = std::mem::take(&mut self.row.state.retired);
        let mut read_back = BTreeMap::new();
        let mut over = retired.len().saturating_sub(RETIRED_MAX);
        for mut retired in retired {
            let replaced = retired.until > 0;
            let read = replaced && answered >= retired.until;
            // Who merged in this run has read back in this run.
            if replaced && !read && retired.read_back < READ_BACK && retired.since < now {
                let by = retired.by.map(|by| by.token());
                let again = match read_back.get(&by) {
                    Some(again) => *again,
                    None => *read_back.entry(by).or_insert(self.reads_back(&retired)?),
                };
                retired.read_back += u8::from(again);
            }
            let is_old = now - retired.since >= RETIRED_FOR || over > 0;
            let waited = is_old && retired.read_back >= READ_BACK;
            if !(read || replaced && waited) {
                left.push(retired);
                continue;
            }
            self.remove_retired(&retired, seen)?;
            over = over.saturating_sub(1);
        }
        self.row.state.retired = left;
        Ok(())
    }

    /// Whether the packs that took the place of a retired one are there as they were written.
    fn reads_back(&self, retired: &Retired) -> Result<bool, CarryError> {
        let (folder, writer) = (folder_name(&self.row.state.folder), writer_name(&self.me));
        for pack in &self.row.state.packs {
            if retired.by.is_some_and(|by| by != pack.file) {
                continue;
            }
            let name = pack.file.token().name();
            let read = self
                .place
                .read(&[&folder, &writer, &name], limits::CARRIED_FILE_BYTES_MAX);
            let whole = read.is_ok_and(|read| Sha256::digest(&read)[..] == pack.sha256);
            if !whole {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn remove_retired(&self, retired: &Retired, seen: &Survey) -> Result<(), CarryError> {
        let token = retired.file.token();
        self.remove_all(&retired.folder, &retired.writer, &token, seen)
    }

    /// Removes a file under its own name and under those that other programs have given to copies of it.
    fn remove_all(
        &self,
        folder: &FolderId,
        writer: &WriterId,
        token: &Token,
        seen: &Survey,
    ) -> Result<(), CarryError> {
        self.remove(folder, writer, &token.name())?;
        let mut writers = seen.writers.iter();
        let seen = writers.find(|seen| (&seen.folder, &seen.writer) == (folder, writer));
        let names = seen.and_then(|seen| seen.files.get(token));
        for (name, _) in names.into_iter().flatten() {
            self.remove(folder, writer, name)?;
        }
        Ok(())
    }

    /// The last manifest of this writer of which another device has said that it read all its packs.
    fn answered(&self, told: &[Told]) -> Result<u64, CarryError> {
        let mut answered = 0;
        for read in told
            .iter()
            .filter_map(|told| told.manifests.iter().find(|read| self.is_believed(read)))
        {
            let manifest = read.manifest();
            let counts = manifest.device != self.vault.device()
                && manifest.place.folder == self.row.state.folder
                && self.is_active(manifest.device)?;
            let mut said = manifest.read.iter().filter(|_| counts);
            if let Some((_, counter)) = said.find(|(writer, _)| *writer == self.me) {
                answered = answered.max(*counter);
            }
        }
        Ok(answered)
    }
}
