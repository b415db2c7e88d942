//! Opening one file and taking its records in. Whatever is in it, memory and work are bounded before anything is believed.

use std::collections::BTreeMap;
use std::io;

use replica::{Class, Header, LogId, Pack, Role, SpaceId, SpaceTag, limits};
use sha2::{Digest, Sha256};
use vault::{FolderKey, Tables, TakenIn};

use crate::coverage::ranges_of;
use crate::error::CarryError;
use crate::names::{FolderId, Token, WriterId, folder_name, writer_name};
use crate::run::Run;
use crate::state::{OwnPack, Taken};
use crate::survey::{Names, PLACEHOLDER_BYTES, Survey};
use crate::told::place;

/// What came of one file.
pub(crate) enum Opened {
    Yes {
        plain: Vec<u8>,
        bytes: u64,
        sha256: [u8; 32],
    },
    NotFetched,
    Unfinished {
        bytes: u64,
    },
}

/// What came of one pack.
pub(crate) enum Outcome {
    /// All of it is held, or was refused.
    Whole,
    /// Some of it builds on what has not come. Whether any of it was new.
    Waiting {
        new: bool,
    },
    NotFetched,
    Unfinished {
        bytes: u64,
    },
}

impl Run<'_> {
    /// Opens the first of these names that can be.
    pub(crate) fn open(&mut self, of: (FolderId, WriterId), names: &Names) -> Opened {
        let (folder, writer) = (folder_name(&of.0), writer_name(&of.1));
        let (mut fetched, mut bytes) = (false, 0);
        for (name, size) in names.iter().take(4) {
            if *size <= PLACEHOLDER_BYTES {
                continue;
            }
            let read = self
                .place
                .read(&[&folder, &writer, name], limits::CARRIED_FILE_BYTES_MAX);
            let sealed = match read {
                Ok(sealed) => sealed,
                Err(error) => {
                    fetched |= error.kind() == io::ErrorKind::FileTooLarge;
                    continue;
                }
            };
            fetched = true;
            bytes += sealed.len() as u64;
            self.budget.bytes = self.budget.bytes.saturating_sub(sealed.len() as u64);
            if let Ok(plain) = self.key.open(&sealed) {
                return Opened::Yes {
                    plain: plain.as_bytes().to_vec(),
                    bytes: sealed.len() as u64,
                    sha256: Sha256::digest(&sealed).into(),
                };
            }
        }
        match fetched {
            true => Opened::Unfinished { bytes },
            false => Opened::NotFetched,
        }
    }

    /// Finds out anew where the records in this writer's own packs are held.
    pub(crate) fn read_own_anew(&mut self, seen: &Survey) -> Result<(), CarryError> {
        let of = (self.row.state.folder, self.me);
        let mut writers = seen.writers.iter();
        let Some(mine) = writers.find(|writer| (writer.folder, writer.writer) == of) else {
            return Ok(());
        };
        let mut packs = std::mem::take(&mut self.row.state.packs);
        for pack in &mut packs {
            let token = pack.file.token();
            let Some(names) = mine.files.get(&token) else {
                continue;
            };
            if let Opened::Yes { plain, .. } = self.open(of, names)
                && let Ok((opened, _)) = Pack::decode(&plain)
            {
                let held = self.held(&by_space(opened.records).0)?;
                pack.ranges = ranges_of(held.into_iter().flatten());
            }
        }
        self.row.state.packs = packs;
        Ok(())
    }

    /// Takes in what is in one pack, as far as it follows what is held.
    pub(crate) fn read_pack(
        &mut self,
        of: (FolderId, WriterId),
        token: Token,
        names: &Names,
    ) -> Result<Outcome, CarryError> {
        let (plain, bytes, sha256) = match self.open(of, names) {
            Opened::Yes {
                plain,
                bytes,
                sha256,
            } => (plain, bytes, sha256),
            Opened::NotFetched => return Ok(Outcome::NotFetched),
            Opened::Unfinished { bytes } => return Ok(Outcome::Unfinished { bytes }),
        };
        let pack = match Pack::decode(&plain) {
            Ok((pack, used))
                if pack.place == place(of, token) && FolderKey::padded(used) == plain.len() =>
            {
                pack
            }
            _ => return Ok(Outcome::Unfinished { bytes }),
        };
        drop(plain);
        self.budget.records = self
            .budget
            .records
            .saturating_sub(pack.records.len() as u64);
        let (spaces, void) = by_space(pack.records);
        let (mut new, mut refused) = (0, 0);
        // Home first: it tells of shares.
        for id in self.vault.carried_spaces()? {
            if let Some(records) = spaces.get(&id.tag()) {
                let done = self.take_in(id, records)?;
                (new, refused) = (new + done.new, refused + done.refused);
            }
        }
        self.report.taken += new;
        self.report.refused += void + refused;
        let held = self.held(&spaces)?;
        let not_held = held.iter().filter(|held| held.is_none()).count() as u64;
        if not_held > refused {
            return Ok(Outcome::Waiting { new: new > 0 });
        }
        let ranges = ranges_of(held.into_iter().flatten());
        if of == (self.row.state.folder, self.me) {
            // This device made it, and has forgotten that it did.
            self.row.state.packs.push(OwnPack {
                file: token.into(),
                bytes,
                sha256,
                level: 0,
                ranges,
            });
        } else {
            self.row.state.taken.push(Taken {
                folder: of.0,
                writer: of.1,
                file: token.into(),
                bytes,
                ranges,
            });
        }
        Ok(Outcome::Whole)
    }

    /// Takes in what follows what is held, control first.
    fn take_in(
        &mut self,
        id: SpaceId,
        records: &[(Header, Vec<u8>)],
    ) -> Result<TakenIn, CarryError> {
        let mut all = TakenIn::default();
        for class in [Class::Control, Class::Data] {
            let view = self.vault.view()?;
            let space = self.vault.space(&view, id)?;
            let mut next: BTreeMap<LogId, Option<u64>> = BTreeMap::new();
            let (mut batch, mut bytes) = (Vec::new(), 0);
            for (header, record) in records
                .iter()
                .filter(|(header, _)| header.log().class == class)
            {
                let log = header.log();
                if let std::collections::btree_map::Entry::Vacant(unknown) = next.entry(log) {
                    let (_, several) = self.vault.first_of(&view, id.tag(), log)?;
                    let head = view.head(id.tag(), log).map_err(vault::Error::from)?;
                    let after = head.map_or(0, |head| head.number) + 1;
                    // Which history a record goes on is found out where it is taken in.
                    unknown.insert((!several).then_some(after));
                }
                // Whoever may write only by a record that has not come is waited for.
                let writes = class == Class::Control
                    || space
                        .membership
                        .member(log.device)
                        .is_some_and(|member| member.certificate.role == Role::Owner);
                let follows = next.get_mut(&log).is_none_or(|next| match next {
                    Some(next) if header.number > *next => false,
                    Some(next) => {
                        *next = (*next).max(header.number + 1);
                        true
                    }
                    None => true,
                });
                if writes && follows {
                    bytes += record.len();
                    batch.push(record.clone());
                }
                if bytes >= limits::BATCH_BYTES_MAX {
                    let done = self
                        .vault
                        .take_in_carried(id, &std::mem::take(&mut batch))?;
                    (all.new, all.refused, bytes) =
                        (all.new + done.new, all.refused + done.refused, 0);
                }
            }
            if !batch.is_empty() {
                let done = self.vault.take_in_carried(id, &batch)?;
                (all.new, all.refused) = (all.new + done.new, all.refused + done.refused);
            }
        }
        Ok(all)
    }

    /// Of each record where it is held.
    #[expect(clippy::type_complexity, reason = "a place of a record is these three")]
    fn held(
        &self,
        spaces: &BTreeMap<SpaceTag, Vec<(Header, Vec<u8>)>>,
    ) -> Result<Vec<Option<(SpaceTag, LogId, u64)>>, CarryError> {
        let view = self.vault.view()?;
        let mut held = Vec::new();
        for (tag, records) in spaces {
            let headers: Vec<Header> = records.iter().map(|(header, _)| *header).collect();
            let logs = self.vault.held_under(&view, *tag, &headers)?;
            let places = headers.iter().zip(logs);
            held.extend(places.map(|(header, log)| Some((*tag, log?, header.number))));
        }
        Ok(held)
    }
}

/// The records of each space, and how many were none.
#[expect(
    clippy::type_complexity,
    reason = "records by space, each with its header"
)]
fn by_space(records: Vec<Vec<u8>>) -> (BTreeMap<SpaceTag, Vec<(Header, Vec<u8>)>>, u64) {
    let (mut spaces, mut void) = (BTreeMap::<SpaceTag, Vec<_>>::new(), 0);
    for record in records {
        match Header::decode_prefix(&record) {
            Ok(header) => spaces
                .entry(header.space)
                .or_default()
                .push((header, record)),
            Err(_) => void += 1,
        }
    }
    (spaces, void)
}
