//! What tests share: whole vaults in temporary folders, devices that are real processes, and guards around both.
//!
//! ```
//! # async fn example() {
//! let world = testkit::World::new(7);
//! let (laptop, phone) = world.pair().await;
//! laptop.writes("On the train.");
//! laptop.meets(&phone).await;
//! assert_eq!(phone.bodies(), ["On the train."]);
//! # }
//! # let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
//! # runtime.block_on(example());
//! ```
//!
//! Of the facade, [`World`] and [`Desk`] are enough: a world has one clock, which moves when told to, and one seed.
//! A [`KeeperDesk`] is a keeper of one. [`Insider`] forges what a dishonest device could write, [`Puppet`] sends what no honest program would, [`Frayed`] is a
//! stream that breaks. [`loopback`] has devices with real endpoints.
//!
//! Of the program, [`Place`] has the folders of one machine and [`Journal`] one journal on it; [`Stage`] runs lines of
//! shell, [`Terminal`] a program on a terminal of its own.
//!
//! A dev-dependency only. How a vault is made and opened in tests is written in `desk.rs`, and nowhere else.

mod desk;
mod dice;
mod folders;
mod insider;
mod journal;
mod keeper;
mod limit;
pub mod loopback;
mod place;
pub mod processes;
mod puppet;
mod stage;
mod stream;
mod terminal;
mod world;

pub use desk::{BINDING, DESK_PASSPHRASE, Desk, draft, meet, meet_over, meet_speaking, passphrase};
pub use dice::Dice;
pub use folders::{copy_folder, files_below};
pub use insider::{Insider, Slot, documents, kinds, payload};
pub use journal::{Journal, joining};
pub use keeper::KeeperDesk;
pub use limit::Limit;
pub use place::{PASSPHRASE, Place, Ran, Running};
pub use puppet::Puppet;
pub use stage::Stage;
pub use stream::Frayed;
pub use terminal::Terminal;
pub use world::{World, env, zone};
