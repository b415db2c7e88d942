//! Holds the borders between crates, the shape of each, and the habits of the tree. Every rule is a function over text,
//! so that each is also shown to fail on a bad example; every complaint says why the rule is there.

mod borders;
mod browser;
mod habits;
mod pages;
mod purity;
mod reading;
mod shape;
mod systems;
