//! The doctor: rebuilding every cache from records, verifying every hash, signature, chain and page, and listing what
//! was refused or deferred.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use replica::{Class, Record, SpaceId, SpaceTag};
use sha2::{Digest, Sha256};
use store::{Tables, View};

use crate::chunks::HeldChunks;
use crate::exchange::branches::{branches, left_by};
use crate::exchange::refusal::Refusal;
use crate::index::Index;
use crate::index::deferred::Reason;
use crate::index::page::{Item, damaged_page, decode_page};
use crate::index::{ids, run};
use crate::members::views::CutOff;
use crate::space::{READ_BYTES, Space};
use crate::vault::{Meta, Vault};
use crate::{Error, kind, timestamp};

/// Characters of an id that stand for a document.
const ID_CHARS: usize = 10;

/// Something that was not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What and why, in plain words.
    pub what: String,
    /// The device it came from or that wrote it, if known.
    pub device: Option<String>,
    /// When it was found.
    pub at: Timestamp,
}

/// What is in quarantine or waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Records refused at the door; the last thousand are kept.
    pub refused: Vec<Finding>,
    /// Records refused since the vault was made.
    pub refused_total: u64,
    /// Parts of records that were kept and not applied.
    pub deferred: Vec<Finding>,
    /// Records whose causes are not here.
    pub waiting: u64,
    /// What removals cut off; none is known while locked.
    pub cut_off: Vec<CutOff>,
    /// What the files of entries take on this device.
    pub files: HeldChunks,
}

/// What a rebuild found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Records read.
    pub records: u64,
    /// Documents built.
    pub documents: usize,
    /// Ids of documents that read differently afterwards: their cached value was wrong.
    pub different: Vec<String>,
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Records whose header, body, signature and chain were checked.
    pub records: u64,
    /// Pages opened and decoded.
    pub pages: usize,
    /// Chunks of files whose bytes are what their names say.
    pub chunks: u64,
    /// Records that the index does not reflect yet; the next reading brings them in.
    pub unread: u64,
    /// What does not hold, in plain words.
    pub problems: Vec<String>,
    /// Whether records of this device differ from what others hold of it ([`crate::Status::set_back`]).
    pub set_back: bool,
    /// Other devices that were set back ([`crate::Status::differing`]).
    pub differing: Vec<String>,
}

impl Vault {
    /// Whether the database was put away or replaced since it was opened. What is written then goes into a file that nobody
    /// finds any more.
    pub fn is_replaced(&self) -> bool {
        self.folder.place() != self.place
    }

    /// Why a copy of this vault, or one that was set back, would not be noticed: the folder outside the vault that is kept
    /// for that, and what is wrong with it. `None` where all is well.
    pub fn unnoticed_copies(&self) -> Option<(PathBuf, io::Error)> {
        self.high_water.unkept()
    }

    /// Lists what was refused, deferred, or waits.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn findings(&self) -> Result<Findings, Error> {
        let view = self.store.read()?;
        let mut findings = Findings {
            refused_total: view.quarantine_totals()?.values().sum(),
            files: self.held_chunks()?,
            ..Findings::default()
        };
        for row in view.quarantine()? {
            let device = match row.peer {
                Some(peer) => Some(self.peer_name(peer)?),
                None => None,
            };
            findings.refused.push(Finding {
                what: format!("a record {}", Refusal::words(row.reason)),
                device,
                at: timestamp(row.at),
            });
        }
        for id in Meta::read(&view)?.spaces() {
            let space = self.space(&view, id)?;
            for (log, number, _, deferred) in view.deferred(space.tag)? {
                findings.deferred.push(Finding {
                    what: format!("part of record {number} {}", Reason::words(deferred.reason)),
                    device: Some(self.name_of(&space, log.device)),
                    at: timestamp(deferred.at),
                });
            }
        }
        let status = self.status()?;
        findings.waiting = status.waiting;
        findings.cut_off = status.cut_off;
        Ok(findings)
    }

    /// Rebuilds all pages of all spaces from records and tells what differed; `progress` hears of each space.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Damaged`] if a record cannot be read.
    pub fn rebuild(&self, progress: &mut dyn FnMut(usize, usize)) -> Result<Rebuilt, Error> {
        self.device_keys()?;
        let ids: Vec<SpaceId> = Meta::read(&self.store.read()?)?.spaces().collect();
        let mut done = Rebuilt::default();
        for (at, id) in ids.iter().enumerate() {
            progress(at, ids.len());
            self.rebuild_space(*id, &mut done)?;
        }
        progress(ids.len(), ids.len());
        Ok(done)
    }

    fn rebuild_space(&self, id: SpaceId, done: &mut Rebuilt) -> Result<(), Error> {
        // What came, or became due by the clock, is no difference. What is damaged is made anew all the same.
        if let Err(error) = self.catch_up_if_readable(id) {
            tracing::debug!(%error, "the index could not be brought up to date");
        }
        let mut writer = self.store.write()?;
        let space = self.space(&writer, id)?;
        if space.keys.is_none() {
            return Ok(());
        }
        // Pages of another layout, or none, say nothing to compare with.
        let said = !run::read_directory(&writer, &space)?
            .dir
            .indexed()
            .is_empty();
        let before = all_rows(&writer, &space).unwrap_or_default();
        let mut index = Index::rebuilding(&mut writer, &space, self.application.kinds())?;
        let caught_up = index.catch_up(&mut writer, &self.env)?;
        index.flush(&mut writer, &self.env)?;
        let after = all_rows(&writer, &space)?;
        writer.commit()?;
        done.records += caught_up.records;
        done.documents += after.len();
        if !said {
            return Ok(());
        }
        for (doc, row) in &before {
            if after.get(doc) != Some(row) {
                done.different.push(doc.clone());
            }
        }
        done.different.extend(
            after
                .keys()
                .filter(|doc| !before.contains_key(*doc))
                .cloned(),
        );
        Ok(())
    }

    /// Checks every record (header, body, signature, chain) and opens every page. Works on a locked vault, which
    /// cannot open pages. Open the vault with [`crate::OpenMode::Checked`] to have the database's own pages checked.
    ///
    /// # Errors
    /// Only what keeps it from looking; what it finds is in the result.
    pub fn verify(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Verified, Error> {
        let view = self.store.read()?;
        let mut done = Verified::default();
        let ids: Vec<SpaceId> = Meta::read(&view)?.spaces().collect();
        let mut total = 0;
        for id in &ids {
            total += held(&view, id.tag())?;
        }
        let chunks = self.folder.chunks()?;
        total += chunks.len() as u64;
        for id in ids {
            let space = self.space(&view, id)?;
            verify_records(&view, &space, &mut done, total, progress)?;
            if space.keys.is_some() {
                self.verify_pages(&view, &space, &mut done)?;
            }
        }
        for (name, _) in chunks {
            match self.chunk(&name) {
                Ok(found) => done.chunks += u64::from(found.is_some()),
                Err(Error::Damaged { what, .. }) => done.problems.push(format!(
                    "{what} is damaged: a part of a file; remove it, and it comes from another device or a backup"
                )),
                Err(error) => return Err(error),
            }
            progress(done.records + done.chunks, total);
        }
        let differing = self.differing(&view)?;
        done.set_back = differing.own;
        if differing.own {
            done.problems.push(
                "another device holds different records of this device: it was set back or copied"
                    .into(),
            );
        }
        for device in differing.others {
            let name = self.name_anywhere(&view, device)?;
            done.problems.push(format!(
                "another device holds different records of “{name}”: that one was set back or copied"
            ));
            done.differing.push(name);
        }
        Ok(done)
    }
}

impl Vault {
    fn verify_pages(&self, view: &View, space: &Space, done: &mut Verified) -> Result<(), Error> {
        if run::directory_is_damaged(view, space)? {
            done.problems
                .push("the directory of the index is damaged; rebuild it".into());
            return Ok(());
        }
        let opened = run::read_directory(view, space)?;
        let dir = &opened.dir;
        for page in dir.all_pages() {
            let plain = run::read_page(view, space, &page.id).ok();
            let items = plain
                .as_ref()
                .and_then(|plain| decode_page(plain.as_bytes()).ok());
            let Some(items) = items else {
                done.problems
                    .push("a page of the index is damaged; rebuild it".into());
                continue;
            };
            done.pages += 1;
            for item in items {
                self.verify_row(view, space, item.to_item(), done)?;
            }
        }
        for page in &dir.ids {
            let opens = run::read_page(view, space, &page.page)
                .is_ok_and(|plain| ids::decode(plain.as_bytes()).is_ok());
            if opens {
                done.pages += 1;
            } else {
                done.problems
                    .push("a page of ids is damaged; rebuild it".into());
            }
        }
        let examined = dir.examined();
        let branches = branches(view, space.tag)?;
        for (log, head) in view.heads(space.tag)? {
            if log.class == Class::Data {
                let first = branches.first(log) - 1;
                done.unread += head.number.saturating_sub(examined.get(log).max(first));
            }
        }
        Ok(())
    }

    /// Compares what is shown of a document with what it holds.
    fn verify_row(
        &self,
        view: &View,
        space: &Space,
        mut item: Item,
        done: &mut Verified,
    ) -> Result<(), Error> {
        let (id, parts) = (item.id.shorten(ID_CHARS), item.refs.len());
        let mut index = Index::load(view, space, self.application.kinds())?;
        index.from_records = true;
        match index.loaded(view, &mut item) {
            Ok(document) => {
                // A row that is due to be computed for another time is not wrong.
                let now = self.env.unix();
                let now = item.clock_span.map_or(now, |span| {
                    now.clamp(span.from, span.until.saturating_sub(1))
                });
                let document = document.read_at(now);
                let row = kind::row(self.application.kinds(), &document);
                if item.refs.len() < parts {
                    done.problems.push(format!(
                        "part of {id} does not fit it; rebuild the index, and it is set aside"
                    ));
                } else if row != item.row {
                    done.problems.push(format!(
                        "{id} is shown otherwise than it reads; rebuild the index"
                    ));
                } else if !index.is_tip_of(view, &item, &document)? {
                    done.problems.push(format!(
                        "what {id} would be gone on with is not what it holds; rebuild the index"
                    ));
                }
            }
            Err(Error::Damaged { .. }) => done
                .problems
                .push(format!("{id} cannot be read: a record of it is damaged")),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Records that are held of a space.
pub(crate) fn held(tables: &impl Tables, tag: SpaceTag) -> Result<u64, Error> {
    let branches = branches(tables, tag)?;
    let heads = tables.heads(tag)?.into_iter();
    Ok(heads
        .map(|(log, head)| (head.number + 1).saturating_sub(branches.first(log)))
        .sum())
}

fn verify_records(
    view: &View,
    space: &Space,
    done: &mut Verified,
    total: u64,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), Error> {
    let branches = branches(view, space.tag)?;
    for (log, head) in view.heads(space.tag)? {
        let Ok(left) = left_by(view, space.tag, &branches, log) else {
            let name = log_name(log);
            let problem = format!("what {name} follows, a second history, is missing");
            done.problems.push(problem);
            continue;
        };
        let mut last = left.map(|(_, last)| last);
        let mut next = branches.first(log);
        'log: while next <= head.number {
            let batch = view.records(space.tag, log, next, READ_BYTES)?;
            if batch.is_empty() {
                done.problems
                    .push(format!("record {next} of {} is missing", log_name(log)));
                break;
            }
            for bytes in batch {
                let record = Record::decode(&bytes)
                    .ok()
                    .filter(|record| record.verify_signature().is_ok());
                let checked = record.and_then(|record| replica::verify_run(last, &[record]).ok());
                let Some(checked) = checked else {
                    done.problems
                        .push(format!("record {next} of {} is damaged", log_name(log)));
                    break 'log;
                };
                last = Some(checked);
                next += 1;
                done.records += 1;
            }
            progress(done.records, total);
        }
        if last.is_some_and(|last| last.number == head.number && last != head) {
            done.problems
                .push(format!("{} does not end where it should", log_name(log)));
        }
    }
    Ok(())
}

/// Every document of a space, by id, with a hash of what its page shows.
fn all_rows(tables: &impl Tables, space: &Space) -> Result<BTreeMap<String, [u8; 32]>, Error> {
    let opened = run::read_directory(tables, space)?;
    let dir = &opened.dir;
    let mut rows = BTreeMap::new();
    for page in dir.all_pages() {
        let plain = run::read_page(tables, space, &page.id)?;
        for item in decode_page(plain.as_bytes()).map_err(|_| damaged_page())? {
            let mut hash = Sha256::new();
            hash.update(item.order.to_be_bytes());
            hash.update([u8::from(item.deleted)]);
            hash.update(item.row);
            rows.insert(item.id().to_string(), hash.finalize().into());
        }
    }
    Ok(rows)
}

/// A log, for people: the device's short id and which of its logs.
fn log_name(log: replica::LogId) -> String {
    let class = match log.class {
        replica::Class::Control => "control log",
        replica::Class::Data => "log",
    };
    format!(
        "{class} {:04x} of device {}",
        log.incarnation >> 48,
        crate::members::devices::short(log.device.as_bytes())
    )
}
