//! The command line `still`, to be run by a `main` that says where time and randomness come from.

mod agent;
mod app;
mod browser;
mod commands;
mod editor;
mod failure;
mod files;
mod json;
mod network;
mod pager;
mod queries;
mod runtime;
mod start;
mod suggestions;
mod terminal;
mod time;
mod tour;
mod view;
mod waiting;
mod writing;

pub use app::Door;
pub use start::run;
