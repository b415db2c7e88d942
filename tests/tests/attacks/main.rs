//! What somebody with bad intentions can try, and that it comes to nothing: each test is one attack.

mod change;
mod copies;
mod hostile_owner;
mod records;
mod tickets;
