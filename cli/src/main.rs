//! scratch
mod agent;
mod editor;
mod failure;
mod terminal;
mod time;
fn main() {}
