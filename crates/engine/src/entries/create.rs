//! Making many entries at once, on all cores.

use std::num::NonZero;

use journal::{DocId, Edit, Kind};
use vault::{Blank, Made, SpaceWriter};

use crate::Error;
use crate::cores::on_all_cores;
use crate::edits::made;

/// New entries that are made before they are packed into records.
const MADE_AT_ONCE: usize = 256;

/// Makes one new entry for each list of edits, on all cores; `progress` hears how many are made.
///
/// # Errors
/// Says which of them cannot be made, and why.
pub(crate) fn create_all(
    write: &mut SpaceWriter<'_, '_>,
    new: &[Vec<Edit>],
    progress: &mut dyn FnMut(usize),
) -> Result<Vec<DocId>, (usize, Error)> {
    let mut ids = Vec::with_capacity(new.len());
    for block in new.chunks(MADE_AT_ONCE) {
        let blanks: Vec<_> = block
            .iter()
            .map(|_| write.blank(Kind::Entry.to_byte()))
            .collect();
        let fresh: Vec<DocId> = blanks.iter().map(Blank::id).collect();
        for (made, id) in make_all(write.cores(), blanks, block)
            .into_iter()
            .zip(fresh)
        {
            let kept = made.and_then(|made| match made {
                Some(made) => write.keep(made),
                None => Ok(()),
            });
            kept.map_err(|error| (ids.len(), error))?;
            ids.push(id);
        }
        progress(ids.len());
    }
    Ok(ids)
}

/// Makes a block of entries, a part of it on each of `cores`.
pub(crate) fn make_all(
    cores: NonZero<usize>,
    blanks: Vec<Blank<'_>>,
    edits: &[Vec<Edit>],
) -> Vec<Result<Option<Made>, Error>> {
    let new: Vec<_> = blanks.into_iter().zip(edits).collect();
    let made = on_all_cores(cores, new, |part| -> Vec<_> {
        let part = part.into_iter();
        part.map(|(blank, edits)| blank.make(|document, at| made(document, edits, at)))
            .collect()
    });
    made.into_iter().flatten().collect()
}
