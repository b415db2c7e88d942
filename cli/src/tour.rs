//! The tour: three real vaults in a temporary folder, met over real connections on this machine. Nothing in it is
//! special to the tour: what it calls is what the commands call.

mod stage;
mod story;

pub(crate) use story::tell;
