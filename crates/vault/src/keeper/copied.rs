//! What the recovery kit makes of a copy of a keeper's folder. The keeper was not told the ids of its spaces: they stand
//! inside of what the kit opens.

use replica::{Class, Record, SpaceId};
use seal::RecoveryKit;
use store::{Tables, View};

use crate::Error;
use crate::meta::Meta;
use crate::space::{READ_BYTES, Space};

/// The ids of the spaces that a keeper carried, of those in which something was written that the kit opens.
pub(crate) fn ids_carried(
    view: &View,
    meta: &Meta,
    kit: &RecoveryKit,
) -> Result<Vec<SpaceId>, Error> {
    let mut ids = Vec::new();
    for carried in meta.carried() {
        let space = Space::opened_by_kit(view, (carried.tag(), None), kit)?;
        ids.extend(id_of(view, &space)?);
    }
    Ok(ids)
}

fn id_of(view: &View, space: &Space) -> Result<Option<SpaceId>, Error> {
    for (log, _) in view.heads(space.tag)? {
        if log.class != Class::Data {
            continue;
        }
        let records = view.records(space.tag, log, 1, READ_BYTES)?;
        let records = records
            .iter()
            .filter_map(|bytes| Record::decode(bytes).ok());
        if let Some(id) = records.into_iter().find_map(|record| space.id_in(&record)) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}
