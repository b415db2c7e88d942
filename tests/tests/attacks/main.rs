//! What somebody with bad intentions can try, and that it comes to nothing: each test is one attack.

mod copies;
mod records;
mod tickets;
