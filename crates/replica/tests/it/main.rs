//! Records, membership and the exchange, from outside: whatever comes, in whatever order.

mod carried;
mod codecs;
mod fixture;
mod kits;
mod limits;
mod membership;
mod records;
mod session;
mod thieves;
mod verdict;
