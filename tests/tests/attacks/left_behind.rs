//! Readers of a device that is removed: what they have, what they get, and from whom.

use engine::unwanted::Unwanted;
use testkit::{World, meet, meet_over};

use crate::membership::removes;
use crate::sharing::{by_tag, read, shared, tagged};

// Seen to fail where the cut does not count for the reader.
#[tokio::test]
async fn what_only_a_removed_device_published_goes_with_it_for_the_reader_too() {
    let world = World::new(200);
    let (laptop, phone) = world.pair().await;
    let entry = laptop.vault.entries().create(tagged("", "first"));
    entry.expect("an owner writes");
    let reader = shared(&world, &laptop, &by_tag(), None).await;
    for _ in 0..2 {
        meet(&phone, &laptop).await;
    }
    // The phone has neither this entry nor what the laptop publishes of it.
    let entry = laptop.vault.entries().create(tagged("", "second"));
    entry.expect("an owner writes");
    meet(&reader, &laptop).await;
    assert_eq!(read(&reader), ["first", "second"]);
    removes(&phone, "laptop");
    for _ in 0..2 {
        meet(&reader, &phone).await;
    }
    assert_eq!(read(&reader), ["first"], "as the phone shows it");
    let entry = phone.vault.entries().create(tagged("", "third"));
    entry.expect("an owner writes");
    meet(&reader, &phone).await;
    assert_eq!(read(&reader), ["first", "third"]);
}

#[tokio::test]
async fn a_reader_that_nobody_else_heard_of_is_a_stranger_and_needs_another_share() {
    let world = World::new(201);
    let (laptop, phone) = world.pair().await;
    let entry = laptop.vault.entries().create(tagged("", "first"));
    entry.expect("an owner writes");
    let shares = laptop.vault.shares();
    let share = shares.create("Dr Weber", &by_tag(), None, &laptop.confirmed());
    let short = share.expect("a share is made").short;
    for _ in 0..2 {
        meet(&phone, &laptop).await;
    }
    let reader = world.reader(&laptop, &short, "unheard of").await;
    meet(&reader, &laptop).await;
    removes(&phone, "laptop");
    let (here, there) = tokio::io::duplex(1 << 16);
    let (mine, theirs) = meet_over(&reader, here, &phone, there).await;
    assert!(mine.is_err() && theirs.is_err(), "{mine:?} {theirs:?}");
    assert_eq!(read(&reader), ["first"], "what it was given it keeps");
    // The phone forgets a share that nobody reads, as far as it knows; the reader is let in to another one.
    let shares = phone.vault.shares();
    assert_eq!(shares.list().expect("they are listed"), []);
    let left = shares.unwanted().expect("they are listed").shares;
    assert_eq!((left.len(), left[0].why), (1, Unwanted::MakerRemoved));
    let again = shared(&world, &phone, &by_tag(), None).await;
    assert_eq!(read(&again), ["first"]);
}
