//! Making many entries at once, on all cores.

use journal::{DocId, Edit, Kind};
use vault::{Blank, Made, SpaceWriter};

use crate::Error;
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
        for (made, id) in make_all(blanks, block).into_iter().zip(fresh) {
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

/// Makes a block of entries, a part of it on each core.
fn make_all(mut blanks: Vec<Blank<'_>>, edits: &[Vec<Edit>]) -> Vec<Result<Option<Made>, Error>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let part = edits.len().div_ceil(cores);
    let make = |blanks: Vec<Blank<'_>>, edits: &[Vec<Edit>]| -> Vec<_> {
        let both = blanks.into_iter().zip(edits);
        both.map(|(blank, edits)| blank.make(|document, at| made(document, edits, at)))
            .collect()
    };
    let others = blanks.split_off(part);
    let (mine, rest) = edits.split_at(part);
    if others.is_empty() {
        return make(blanks, mine);
    }
    std::thread::scope(|scope| {
        let mut others = others.into_iter();
        let running: Vec<_> = rest
            .chunks(part)
            .map(|edits| {
                let blanks = others.by_ref().take(edits.len()).collect();
                scope.spawn(move || make(blanks, edits))
            })
            .collect();
        let mut all = make(blanks, mine);
        for part in running {
            let part = part.join();
            all.extend(part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    })
}
