//! How far removed devices are vouched for beyond their cuts, in the clear: a locked vault counts as one that is open does.

use replica::{Admission, Class, Have, SpaceTag};
use store::{Tables, Writer};

use crate::Error;
use crate::space::Space;

/// What was kept last.
pub(super) fn read(tables: &impl Tables, tag: SpaceTag) -> Result<Have, Error> {
    let bytes = tables.meta(&key(tag))?;
    let vouched = bytes.and_then(|bytes| Have::decode(&bytes).ok());
    Ok(vouched.unwrap_or_default())
}

/// Keeps how far `vouched` reaches beyond the cuts.
pub(crate) fn keep(writer: &mut Writer, space: &Space, vouched: &Have) -> Result<(), Error> {
    let mut beyond = Have::new();
    for (log, head) in writer.heads(space.tag)? {
        let counts = space.membership.admits(log, head.number) == Admission::Yes;
        if log.class == Class::Data && !counts {
            beyond.set(log, vouched.get(log).min(head.number));
        }
    }
    let key = key(space.tag);
    let before = writer.meta(&key)?;
    if before.is_some() || !beyond.is_empty() {
        let now = beyond.encode();
        if before.as_ref() != Some(&now) {
            writer.set_meta(&key, &now)?;
        }
    }
    Ok(())
}

fn key(tag: SpaceTag) -> String {
    format!("vouched/{tag}")
}
