//! What somebody with bad intentions can try, and that it comes to nothing: each test is one attack.

mod brought_in;
mod change;
mod claims;
mod copies;
mod doors;
mod floods;
mod hostile_owner;
mod keys;
mod late;
mod left_behind;
mod membership;
mod mutual;
mod order;
mod reading;
mod records;
mod removal;
mod replies;
mod share_rules;
mod sharing;
mod size;
mod spaces;
mod tickets;
mod unwanted;
mod vouching;
mod waits;
mod work;
