//! Between the engine, which knows no network, and the link, which knows no journal: opening a link as a journal's
//! settings say, meeting its devices, pairing, and staying connected.

mod line;
mod live;
mod meet;
mod open;
mod pairing;
mod report;

pub(crate) use line::{ask as ask_line, ask_afresh as ask_line_afresh};
pub(crate) use live::stay;
pub(crate) use meet::{Met, Outcome, meet_all};
pub(crate) use open::{open_vault, run_async};
pub(crate) use pairing::{Joined, invite, join};
pub(crate) use report::{Exchanged, exchanged_line};

/// Binds an exchange to its connection.
const EXCHANGE_LABEL: &str = "still/v1/exchange";
/// Binds a pairing to its connection.
const PAIR_LABEL: &str = "still/v1/pair";
