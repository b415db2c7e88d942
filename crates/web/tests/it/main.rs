//! The page over raw sockets: what is answered to whom, and what is never lost.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod begin;
mod browser;
mod drafts;
mod files;
mod forms;
mod gate;
mod limits;
mod lock;
mod pairing;
mod questions;
mod reader;
mod reads;
mod replies;
mod screens;
mod settings;
mod sharing;
mod write;
