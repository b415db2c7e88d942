//! Reading what was just written: nothing counts as a backup before that.

use std::path::Path;

use replica::{Record, SpaceId, SpaceTag};
use store::{Store, Tables, View};

use super::kept::{Kept, missing};
use crate::Error;
use crate::exchange::branches::{branches, left_by};
use crate::folder::Folder;
use crate::space::READ_BYTES;
use crate::vault::Meta;

/// Reads a backup that was just written: every page of the database, and every record with its signature and its place.
pub(super) fn verify(
    view: &View,
    path: &Path,
    total: u64,
    count: &mut dyn FnMut(u64),
) -> Result<(), Error> {
    let store = Store::inspect(path)?;
    let written = store.read()?;
    let mut done = total;
    for tag in Meta::read(&written)?.tags() {
        if written.heads(tag)? != view.heads(tag)? {
            return Err(Error::damaged("the backup that was just written"));
        }
        done = verify_space(&written, tag, done, count)?;
    }
    Ok(())
}

/// Reads every record of a space in a database, with its signature and its place, to where each log says that it ends. `done`
/// is how many were read before, which `count` hears now and then; gives how many it is then.
pub(super) fn verify_space(
    written: &View,
    tag: SpaceTag,
    mut done: u64,
    count: &mut dyn FnMut(u64),
) -> Result<u64, Error> {
    let second = branches(written, tag)?;
    for (log, head) in written.heads(tag)? {
        let left = left_by(written, tag, &second, log)?;
        let (mut last, mut next) = (left.map(|(_, last)| last), second.first(log));
        while next <= head.number {
            let batch = written.records(tag, log, next, READ_BYTES)?;
            if batch.is_empty() {
                return Err(missing(next));
            }
            for bytes in batch {
                let record = Record::decode(&bytes).map_err(|_| missing(next))?;
                let checked = replica::verify_run(last, &[record]);
                last = Some(checked.map_err(|_| missing(next))?);
                (next, done) = (next + 1, done + 1);
            }
            count(done);
        }
        if last != Some(head) {
            return Err(missing(head.number));
        }
    }
    Ok(done)
}

/// Reads a backup that was just added to: every page of its database, every record of its parts with its signature and its
/// place, and that it holds all that the vault does.
pub(super) fn verify_all(view: &View, spaces: &[SpaceId], folder: &Folder) -> Result<(), Error> {
    let kept = Kept::verified(folder)?;
    for id in spaces {
        let there = kept.logs.get(&id.tag()).map(|logs| &logs.heads);
        let here = view.heads(id.tag())?.into_iter().collect();
        if there != Some(&here) {
            return Err(Error::damaged("the backup that was just written"));
        }
    }
    match kept.damaged.is_empty() {
        true => Ok(()),
        false => Err(Error::damaged("the backup that was just written")),
    }
}
