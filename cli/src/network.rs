//! The network commands' share: what people and programs are told of it, and what they are asked. The network itself is
//! in `node`.

mod ask;
mod beside;
mod exchanged;
mod failures;
mod owner;
mod pairing;
mod run_async;
mod signals;
mod stay;
mod tell;

pub(crate) use ask::{ask as ask_line, ask_afresh as ask_line_afresh};
pub(crate) use beside::Beside;
pub(crate) use exchanged::Exchanged;
pub(crate) use owner::meet;
pub(crate) use pairing::{Joined, invite, join};
pub(crate) use run_async::{open_vault, run_async};
pub(crate) use signals::Signals;
pub(crate) use stay::stay;
