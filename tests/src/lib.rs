//! What the tests of whole vaults share: vaults in temporary folders with a clock and randomness of our own, streams
//! that break, peers that do not keep to the rules, and a look behind the facade with a device's own keys.
//!
//! Tests of the facade alone need [`World`] and [`Desk`]; [`Insider`] forges what a dishonest device could write, and
//! [`Puppet`] sends what no honest program would.

mod insider;
mod puppet;
mod stream;
mod world;

pub use insider::{Insider, Slot, kinds, payload};
pub use puppet::Puppet;
pub use stream::Frayed;
pub use world::{BINDING, Desk, Dice, World, draft, meet, meet_over, passphrase};
