//! What lies in the folder of a backup: its database, and the parts that were added to it since.

use std::collections::BTreeMap;

use replica::{Branches, Head, LogId, Record, SpaceId, SpaceTag};
use store::{Store, Tables, View, Writer};

use super::parts;
use crate::Error;
use crate::exchange::branches::{append, branches, filed_under, keep};
use crate::folder::Folder;
use crate::space::{READ_BYTES, pin_root, root};
use crate::vault::Meta;

/// So many parts are added before the whole is written anew.
const PARTS_MAX: usize = 64;

/// The logs of one space.
pub(super) struct Logs {
    pub(super) branches: Branches,
    pub(super) heads: BTreeMap<LogId, Head>,
}

impl Logs {
    /// The log that a record goes on; `None` if it is held, or follows nothing that is.
    fn followed(&self, record: &Record) -> Result<Option<(LogId, Option<Head>)>, Error> {
        let header = &record.header;
        let mut is_held = false;
        for log in self.branches.histories(record.log()) {
            let head = self.heads.get(&log).copied();
            let follows = match head {
                Some(head) => head.number + 1 == header.number && head.id == header.prev,
                None => header.number == 1,
            };
            if follows {
                return Ok(Some((log, head)));
            }
            is_held |= head.is_some_and(|head| header.number <= head.number);
        }
        match is_held {
            true => Ok(None),
            false => Err(Error::damaged("a record that follows nothing")),
        }
    }
}

/// A backup, as far as it can be read.
pub(crate) struct Kept {
    store: Store,
    pub(super) meta: Meta,
    pub(super) logs: BTreeMap<SpaceTag, Logs>,
    /// The numbers of its parts, ascending.
    pub(super) parts: Vec<u32>,
    /// Those of them that cannot be read.
    pub(crate) damaged: Vec<u32>,
    /// Whether there are parts with nothing that goes on: they were about to be removed.
    left_over: bool,
}

/// What is done with a record that goes on a log of a backup, and where that log ended before.
type EachGoingOn<'a> = dyn FnMut(&Logs, LogId, Option<Head>, &Record) -> Result<(), Error> + 'a;

impl Kept {
    /// Reads the database, every page of it, and not yet the parts.
    fn database(folder: &Folder) -> Result<Self, Error> {
        let store = Store::inspect(&folder.database())?;
        let view = store.read()?;
        let meta = Meta::read(&view)?;
        let mut logs = BTreeMap::new();
        for id in meta.spaces() {
            let of = Logs {
                branches: branches(&view, id.tag())?,
                heads: view.heads(id.tag())?.into_iter().collect(),
            };
            logs.insert(id.tag(), of);
        }
        drop(view);
        let parts = match meta.home() {
            Some(_) => parts::numbers(folder)?,
            None => Vec::new(),
        };
        Ok(Self {
            store,
            meta,
            logs,
            parts,
            damaged: Vec::new(),
            left_over: false,
        })
    }

    /// Hands over each record of the parts that goes on a log, with where that ended before.
    fn each(&mut self, folder: &Folder, with: &mut EachGoingOn<'_>) -> Result<(), Error> {
        let Some(home) = self.meta.home() else {
            return Ok(());
        };
        for number in self.parts.clone() {
            let mut goes_on = false;
            let read = parts::read(folder, home, number).and_then(|records| {
                for record in records {
                    let logs = self.logs.get_mut(&record.header.space);
                    let logs = logs.ok_or_else(|| Error::damaged("a part of the backup"))?;
                    if let Some((log, before)) = logs.followed(&record)? {
                        with(logs, log, before, &record)?;
                        let head = Head {
                            number: record.header.number,
                            id: record.header.id(),
                        };
                        logs.heads.insert(log, head);
                        goes_on = true;
                    }
                }
                Ok(())
            });
            match read {
                Err(Error::Damaged { .. }) => self.damaged.push(number),
                read => {
                    read?;
                    self.left_over |= !goes_on;
                }
            }
        }
        Ok(())
    }

    /// Reads where all logs end.
    pub(super) fn look(folder: &Folder) -> Result<Self, Error> {
        let mut kept = Self::database(folder)?;
        kept.each(folder, &mut |_, _, _, _| Ok(()))?;
        Ok(kept)
    }

    /// The same, and verifies every record of the parts with its signature and its place.
    pub(super) fn verified(folder: &Folder) -> Result<Self, Error> {
        let mut kept = Self::database(folder)?;
        kept.each(folder, &mut |_, _, before, record| {
            let checked = replica::verify_run(before, std::slice::from_ref(record));
            let checked = checked.map(drop);
            checked.map_err(|_| Error::damaged("a record of the backup"))
        })?;
        Ok(kept)
    }

    /// All of it as one database: that of the folder, or one in memory where there are parts; and how many of those are
    /// damaged.
    pub(crate) fn whole(folder: &Folder) -> Result<(Store, usize), Error> {
        let mut kept = Self::database(folder)?;
        if kept.parts.is_empty() {
            return Ok((kept.store, 0));
        }
        let whole = Store::in_memory()?;
        let mut writer = whole.write()?;
        let view = kept.store.read()?;
        kept.meta.write(&mut writer)?;
        for id in kept.meta.spaces() {
            if let Some(root) = root(&view, id.tag())? {
                pin_root(&mut writer, id.tag(), root)?;
            }
            copy_space(&view, &mut writer, id, &mut |_| {})?;
        }
        kept.each(folder, &mut |logs, log, _, record| {
            Ok(append(&mut writer, &logs.branches, log, record)?)
        })?;
        writer.commit()?;
        Ok((whole, kept.damaged.len()))
    }

    /// The database without the parts.
    pub(super) fn view(&self) -> Result<View, Error> {
        Ok(self.store.read()?)
    }

    /// How many records there are.
    pub(super) fn records(&self) -> u64 {
        let logs = self.logs.values();
        let each = logs.flat_map(|of| {
            let heads = of.heads.iter();
            heads.map(|(log, head)| (head.number + 1).saturating_sub(of.branches.first(*log)))
        });
        each.sum()
    }

    /// Whether what is new can be added as a part: the same spaces and histories, nothing damaged, and not too much added
    /// already.
    pub(super) fn can_grow(
        &self,
        folder: &Folder,
        view: &View,
        spaces: &[SpaceId],
    ) -> Result<bool, Error> {
        let is_same = self.meta.device() == Meta::read(view)?.device()
            && self.meta.home().is_some()
            && self.meta.spaces().eq(spaces.iter().copied());
        if !is_same || self.left_over || !self.damaged.is_empty() || self.parts.len() >= PARTS_MAX {
            return Ok(false);
        }
        for (tag, logs) in &self.logs {
            if branches(view, *tag)? != logs.branches {
                return Ok(false);
            }
        }
        let added: u64 = self
            .parts
            .iter()
            .map(|part| parts::size(folder, *part))
            .sum();
        let database = folder.disk().size(&folder.database());
        Ok(added < database.map_err(|error| Error::io("reading the backup", error))?)
    }
}

/// Copies the records of a space, and which of its logs have several histories. `count` hears after each log how many records it
/// had.
pub(super) fn copy_space(
    view: &View,
    writer: &mut Writer,
    id: SpaceId,
    count: &mut dyn FnMut(u64),
) -> Result<(), Error> {
    let second = branches(view, id.tag())?;
    if !second.is_empty() {
        keep(writer, id.tag(), &second)?;
    }
    for of_log in view.heads(id.tag())? {
        count(copy_log(view, writer, id, &second, of_log, 0)?);
    }
    Ok(())
}

/// Copies the records of a log, and gives how many were done with them.
pub(crate) fn copy_log(
    view: &impl Tables,
    writer: &mut Writer,
    id: SpaceId,
    second: &Branches,
    (log, head): (LogId, Head),
    mut done: u64,
) -> Result<u64, Error> {
    let mut next = second.first(log);
    while next <= head.number {
        let batch = view.records(id.tag(), log, next, READ_BYTES)?;
        if batch.is_empty() {
            return Err(missing(next));
        }
        for bytes in batch {
            let record = Record::decode(&bytes).map_err(|_| missing(next))?;
            append(writer, second, log, &record)?;
            (next, done) = (next + 1, done + 1);
        }
    }
    Ok(done)
}

/// How many records are held of these spaces.
pub(super) fn held_in(view: &View, spaces: &[SpaceId]) -> Result<u64, Error> {
    let mut total = 0;
    for id in spaces {
        total += crate::doctor::held(view, id.tag())?;
    }
    Ok(total)
}

pub(crate) fn missing(number: u64) -> Error {
    Error::damaged(format!("record {number} of a log"))
}

/// What lies where a backup is to be written.
pub(super) enum Before {
    Nothing,
    Whole(Box<Kept>),
    /// The parts that cannot be read; none of them, if the database is damaged.
    Damaged(Vec<u32>),
    /// One with so many changes that are not here.
    More(u64),
}

/// The backup in a folder, compared with `view`.
pub(super) fn before(folder: &Folder, view: &View) -> Result<Before, Error> {
    let path = folder.database();
    match folder.disk().examine(&path, false) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Before::Nothing),
        Err(error) => {
            return Err(Error::Refused(format!(
                "{} cannot be replaced: {error}",
                path.display()
            )));
        }
    }
    let kept = Kept::look(folder)?;
    let mut only_there = 0;
    let (own, other) = (Meta::read(view)?, &kept.meta);
    if own.home() != other.home() || own.device() != other.device() && own.home().is_none() {
        return Err(Error::Refused(
            "the backup there is one of another journal: it was not replaced".into(),
        ));
    }
    let spaces: Vec<SpaceTag> = own.spaces().map(|id| id.tag()).collect();
    // A share that was read here and is over was dropped on purpose.
    for (tag, logs) in kept.logs.iter().filter(|(tag, _)| spaces.contains(tag)) {
        let here_too = branches(view, *tag)?;
        for (log, head) in &logs.heads {
            let named = logs.branches.named_by(*log);
            if filed_under(view, *tag, &here_too, named, *head)?.is_none() {
                let here = view.head(*tag, *log)?.map_or(0, |head| head.number);
                only_there += head.number.saturating_sub(here).max(1);
            }
        }
    }
    if only_there > 0 {
        return Ok(Before::More(only_there));
    }
    Ok(match kept.damaged.is_empty() {
        true => Before::Whole(Box::new(kept)),
        false => Before::Damaged(kept.damaged),
    })
}
