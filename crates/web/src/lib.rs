//! The journal as a page in one's own browser.
//!
//! [`serve`] listens on this machine's loopback address alone and shows the journal to the browser that came in by the
//! [entrance](Web::entrance). The page keeps no rule of the journal: what it shows and writes is asked of [`engine::Journal`].
//!
//! ```
//! # async fn example(journal: engine::Journal) -> Result<(), web::StartError> {
//! let web = web::serve(&journal, web::Options::default()).await?;
//! println!("{}", web.entrance()); // good once, for a minute
//! web.lock().await;
//! web.stop().await;
//! # Ok(()) }
//! # let world = testkit::World::new(1);
//! # let desk = world.first("laptop");
//! # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
//! # runtime.block_on(example(desk.vault.clone().into())).unwrap();
//! ```
//!
//! Who else is on this machine, and what other pages in the same browser may try, is in docs/THREATS.md. In short: a name and
//! a port that are drawn at each start, the other end must run as the same user, and one gate (`server/gate.rs`) stands before
//! every route.
//!
//! Modules, in reading order: `look` what was chosen for the pages of this device, `uploads` a file on its way in, `session` who came in, `live` what open pages are told, `writing` texts in work, `app` what requests share, `screen` one
//! file for each page, `route` the table of all of them, `server` listening, the gate and the limits.

mod app;
mod assets;
mod beginning;
mod confirm;
mod entrance;
mod form;
mod handlers;
mod inviting;
mod kept;
mod live;
mod look;
mod markup;
mod page;
mod pairing;
mod part;
mod plan;
mod problem;
mod route;
mod screen;
mod server;
mod session;
mod uploads;
mod writing;

pub use app::{Clock, LetGo, Told};
pub use route::routes;
pub use server::{Options, StartError, Web, serve, serve_beginning};
