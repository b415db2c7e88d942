//! The newest statement of each device about a space, as it is kept here.

use jiff::Timestamp;
use replica::{DeviceId, SpaceTag, Statement};
use store::Tables;

use crate::{Error, timestamp};

/// What a device said last of a space, or this one did.
pub(crate) fn last(
    tables: &impl Tables,
    tag: SpaceTag,
    device: DeviceId,
) -> Result<Option<Statement>, Error> {
    let bytes = tables.meta(&key(tag, device))?;
    Ok(bytes.and_then(|bytes| Statement::decode(&bytes).ok()))
}

/// When it said so, by its own clock.
pub(crate) fn last_at(
    tables: &impl Tables,
    tag: SpaceTag,
    device: DeviceId,
) -> Result<Option<Timestamp>, Error> {
    Ok(last(tables, tag, device)?.map(|said| timestamp(said.stated.at)))
}

pub(crate) fn key(tag: SpaceTag, device: DeviceId) -> String {
    format!("stated/{tag}/{device}")
}
