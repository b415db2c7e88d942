//! The store through its public face: what it keeps, what it refuses, and what it survives.
#![allow(clippy::unwrap_used, reason = "a failing test says where")]
#![allow(
    clippy::print_stdout,
    reason = "the killed child reports through its output"
)]

mod crash;
mod damage;
mod fixture;
mod opening;
mod simulated;
mod tables;
