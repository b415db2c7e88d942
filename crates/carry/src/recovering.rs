//! What lies in a folder for whoever has lost every device: all packs that the recovery kit opens, or the key that follows from
//! what it opened. Nothing is remembered of the folder, and nothing in it is changed.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use replica::{
    CarriedPlace, Class, LogId, Manifest, Pack, Record, SignedManifest, SpaceId, SpaceTag, limits,
};
use vault::{FolderKey, Plaintext, RecoveryKit, spaces_opened_by};

use crate::error::CarryError;
use crate::folder::{CarrierFolder, EntryKind};
use crate::names::{self, FolderId, ID, Kind, Marks, Token, folder_name, writer_name};
use crate::survey::{Names, PLACEHOLDER_BYTES, Survey, survey};
use crate::told::place;

/// Folders of journals that are looked at in one place, whosesoever they are.
const JOURNALS_MAX: usize = 64;
/// Bytes of files that are read in all.
const BYTES_MAX: u64 = 1 << 30;

/// What was found in a folder.
#[derive(Debug, Default)]
pub struct Opened {
    /// The records, none of them verified.
    pub records: Vec<Vec<u8>>,
    /// Files that were opened.
    pub files: u64,
    /// Files that do not open: damaged, still arriving, or another journal's.
    pub closed: u64,
    /// Files that the folder's program has not fetched.
    pub not_fetched: u64,
    /// Changes that devices said, when they were here last, that they held, and that lie in none of these files.
    pub more_said: u64,
    /// Whether there is more than is looked at.
    pub more: bool,
}

/// Whether journals are carried through a folder.
///
/// # Errors
/// What the disk says.
pub fn is_carried_through(place: &dyn CarrierFolder) -> io::Result<bool> {
    let folders = folders(place)?;
    Ok(folders
        .iter()
        .any(|folder| place.read(&[&folder_name(folder), ID], 64).is_ok()))
}

fn folders(place: &dyn CarrierFolder) -> io::Result<Vec<FolderId>> {
    let listing = place.list(&[])?;
    let folders = listing
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Folder);
    let mut found: Vec<FolderId> = folders
        .filter_map(|entry| names::folder_id(&entry.name))
        .collect();
    found.sort_unstable();
    found.truncate(JOURNALS_MAX);
    Ok(found)
}

/// Opens everything in a folder that a recovery kit opens, and what belongs to that journal beside it. Where `home` is known from
/// elsewhere, the kit may be missing.
///
/// # Errors
/// [`CarryError::Folder`].
pub fn open_all(
    place: &dyn CarrierFolder,
    kit: Option<&RecoveryKit>,
    home: Option<SpaceId>,
) -> Result<Opened, CarryError> {
    let seen = survey(place, &folders(place)?)?;
    let mut reading = Reading {
        place,
        found: Opened {
            more: seen.more,
            ..Opened::default()
        },
        left: BYTES_MAX,
        done: BTreeSet::new(),
        said: BTreeMap::new(),
    };
    if let Some(kit) = kit {
        reading.all(&seen, &|sealed| kit.open_carried(sealed).ok());
    }
    let homes = match home {
        Some(home) => vec![home],
        None => kit.map_or_else(Vec::new, |kit| {
            spaces_opened_by(kit, &reading.found.records)
        }),
    };
    for home in homes {
        let key = FolderKey::of(home);
        let marks = Marks(&key);
        let of_it = seen.writers.iter().any(|writer| {
            let id = place.read(&[&folder_name(&writer.folder), ID], 64);
            id.is_ok_and(|id| id == marks.id(&writer.folder))
        });
        if of_it {
            reading.all(&seen, &|sealed| key.open(sealed).ok());
        }
    }
    Ok(reading.ended(&seen))
}

struct Reading<'p> {
    place: &'p dyn CarrierFolder,
    found: Opened,
    left: u64,
    /// Files that were opened.
    done: BTreeSet<CarriedPlace>,
    /// How far logs reach, as devices said.
    said: BTreeMap<(SpaceTag, LogId), u64>,
}

impl Reading<'_> {
    /// Opens all files that were not opened yet.
    fn all(&mut self, seen: &Survey, open: &dyn Fn(&[u8]) -> Option<Plaintext>) {
        for writer in &seen.writers {
            let of = (writer.folder, writer.writer);
            for (token, names) in &writer.files {
                let at = place(of, *token);
                let key = keyed(at, token.kind);
                if self.done.contains(&key) {
                    continue;
                }
                let (folder, writer) = (folder_name(&of.0), writer_name(&of.1));
                let plain = self.opened([&folder, &writer], names, open);
                let taken = plain.is_some_and(|plain| self.take(at, *token, plain.as_bytes()));
                if taken {
                    self.done.insert(key);
                }
            }
        }
    }

    fn opened(
        &mut self,
        [folder, writer]: [&str; 2],
        names: &Names,
        open: &dyn Fn(&[u8]) -> Option<Plaintext>,
    ) -> Option<Plaintext> {
        let fetched = names
            .iter()
            .take(4)
            .filter(|(_, bytes)| *bytes > PLACEHOLDER_BYTES);
        for (name, bytes) in fetched {
            if *bytes > self.left {
                self.found.more = true;
                return None;
            }
            let read = self
                .place
                .read(&[folder, writer, name], limits::CARRIED_FILE_BYTES_MAX);
            let Ok(sealed) = read else { continue };
            self.left = self.left.saturating_sub(sealed.len() as u64);
            if let Some(plain) = open(&sealed) {
                return Some(plain);
            }
        }
        None
    }

    fn take(&mut self, at: CarriedPlace, token: Token, plain: &[u8]) -> bool {
        match token.kind {
            Kind::Pack => match Pack::decode(plain) {
                Ok((pack, used)) if pack.place == at && FolderKey::padded(used) == plain.len() => {
                    self.found.records.extend(pack.records);
                    true
                }
                _ => false,
            },
            Kind::Manifest => {
                let fits = |signed: &SignedManifest| {
                    signed.manifest.place == at && FolderKey::padded(signed.used) == plain.len()
                };
                let Some(signed) = Manifest::decode(plain).ok().filter(fits) else {
                    return false;
                };
                for statement in &signed.manifest.statements {
                    for (log, head) in &statement.stated.heads {
                        let said = self.said.entry((statement.stated.space, *log)).or_default();
                        *said = head.number.max(*said);
                    }
                }
                true
            }
        }
    }

    fn ended(mut self, seen: &Survey) -> Opened {
        self.found.files = self.done.len() as u64;
        for writer in &seen.writers {
            for (token, names) in &writer.files {
                let key = keyed(place((writer.folder, writer.writer), *token), token.kind);
                if self.done.contains(&key) {
                    continue;
                }
                match names.iter().any(|(_, bytes)| *bytes > PLACEHOLDER_BYTES) {
                    true => self.found.closed += 1,
                    false => self.found.not_fetched += 1,
                }
            }
        }
        let mut held: BTreeMap<(SpaceTag, LogId), u64> = BTreeMap::new();
        for record in self
            .found
            .records
            .iter()
            .filter_map(|bytes| Record::decode(bytes).ok())
        {
            let number = held.entry((record.header.space, record.log())).or_default();
            *number = record.header.number.max(*number);
        }
        for ((space, log), said) in self.said {
            let held = held.get(&(space, log)).copied().unwrap_or(0);
            if log.class == Class::Data {
                self.found.more_said += said.saturating_sub(held);
            }
        }
        self.found
    }
}

/// Manifests and packs have numbers of their own.
fn keyed(at: CarriedPlace, kind: Kind) -> CarriedPlace {
    let counter = at.counter * 2 + u64::from(kind == Kind::Manifest);
    CarriedPlace { counter, ..at }
}
