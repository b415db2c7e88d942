//! The program as people and scripts meet it: real processes, on terminals and without, alone and with others.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    reason = "a failed expectation ends the test, in its helpers too"
)]

mod carry;
mod contact;
mod drafts;
mod faults;
mod fill;
mod keeper;
mod leaks;
mod memory;
mod narrow;
mod owner;
mod pager;
mod recover;
mod report;
mod seal;
mod staged;
mod terminal;
mod truth;
mod two_devices;
mod web;

/// The program as people have it.
const STILL: &str = env!("CARGO_BIN_EXE_still");
/// The same with passphrases that cost next to nothing, for tests of anything else.
const STAGED: &str = env!("CARGO_BIN_EXE_staged");
