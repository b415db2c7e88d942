//! Lists that the index keeps of a space, sealed, on this device only.

use seal::SpaceKeys;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Tables, Writer};

use crate::Error;

/// The list under this key in the table `meta`. One that is not there or does not open is empty.
pub(super) fn read<T: DeserializeOwned>(
    tables: &impl Tables,
    keys: &SpaceKeys,
    key: &str,
    bytes_max: usize,
) -> Result<Vec<T>, Error> {
    let Some(sealed) = tables.meta(key)? else {
        return Ok(Vec::new());
    };
    let opened = keys.open(&sealed, bytes_max).ok();
    let list = opened.and_then(|plain| postcard::from_bytes(plain.as_bytes()).ok());
    Ok(list.unwrap_or_default())
}

/// Replaces the list; of one that is too long the newest that fit.
pub(super) fn write<T: Serialize>(
    writer: &mut Writer,
    keys: &SpaceKeys,
    key: &str,
    bytes_max: usize,
    mut list: &[T],
) -> Result<(), Error> {
    let plain = loop {
        let plain = postcard::to_stdvec(list).expect("such a list always serialises");
        if plain.len() <= bytes_max || list.is_empty() {
            break plain;
        }
        list = &list[list.len().div_ceil(2)..];
    };
    Ok(writer.set_meta(key, &keys.seal(&plain))?)
}
