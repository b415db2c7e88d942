//! Shares that have ended.

use super::*;

#[tokio::test]
async fn a_stopped_share_leaves_no_copy_with_its_reader() {
    let world = World::new(62);
    let laptop = world.first("laptop");
    laptop
        .vault
        .entries()
        .create(tagged("", "while it lasts"))
        .expect("an owner writes");
    let reader = shared(&world, &laptop, &by_tag(), None).await;
    let spaces = Insider::of(&reader).spaces.clone();
    assert_eq!(read(&reader), ["while it lasts"]);
    let share = laptop
        .vault
        .shares()
        .list()
        .expect("shares can be listed")
        .remove(0)
        .short;
    laptop
        .vault
        .shares()
        .stop(&share, &laptop.confirmed())
        .expect("an owner stops it");
    laptop
        .vault
        .entries()
        .create(tagged("", "canary after the end"))
        .expect("an owner writes");
    let (mine, theirs) = meet(&reader, &laptop).await;
    assert!(mine.in_step && theirs.in_step);
    is_gone(&reader, &spaces);
    assert!(!holds(&everything(&reader), "canary after the end"));
    // A second contact brings nothing back.
    let (here, there) = tokio::io::duplex(1 << 16);
    let _ = testkit::meet_over(&reader, here, &laptop, there).await;
    is_gone(&reader, &spaces);
}

/// At once unreadable; deleted when the end was seen for a day.
///
/// Seen to fail without the look at the end date.
#[tokio::test]
async fn a_share_that_reaches_its_end_goes_without_any_contact() {
    let world = World::new(63);
    let laptop = world.first("laptop");
    laptop
        .vault
        .entries()
        .create(tagged("", "for a day"))
        .expect("an owner writes");
    let reader = shared(&world, &laptop, &by_tag(), Some(86_400)).await;
    let spaces = Insider::of(&reader).spaces.clone();
    world.advance(86_399);
    assert_eq!(read(&reader), ["for a day"]);
    world.advance(2);
    assert!(reader.vault.readings().read(None).is_err());
    assert!(
        reader
            .vault
            .readings()
            .list()
            .expect("they can be listed")
            .is_empty()
    );
    let over = reader.vault.readings().over().expect("they can be listed");
    assert_eq!(over.len(), 1);
    world.advance(86_400);
    is_gone(&reader, &spaces);
    assert!(
        laptop
            .vault
            .shares()
            .list()
            .expect("shares can be listed")
            .remove(0)
            .over
    );
}

#[tokio::test]
async fn a_reader_that_was_away_gets_nothing_written_after_the_end() {
    let world = World::new(64);
    let laptop = world.first("laptop");
    laptop
        .vault
        .entries()
        .create(tagged("", "published"))
        .expect("an owner writes");
    let reader = shared(&world, &laptop, &by_tag(), Some(86_400)).await;
    world.advance(90_000);
    laptop
        .vault
        .entries()
        .create(tagged("", "canary after the end"))
        .expect("an owner writes");
    // The reader's clock is set back, so that it still asks.
    world.advance(-90_000);
    let before = Insider::of(&reader);
    let space = before.spaces[0];
    let held = before.heads(space.tag());
    world.advance(90_000);
    let (here, there) = tokio::io::duplex(1 << 16);
    let _ = testkit::meet_over(&reader, here, &laptop, there).await;
    assert!(!held.is_empty());
    assert!(!holds(&everything(&reader), "canary after the end"));
    assert!(reader.vault.readings().read(None).is_err());
    // Nothing is owed any more, so the two agree.
    let (mine, theirs) = meet(&reader, &laptop).await;
    assert!(mine.in_step && theirs.in_step);
    // A day later both are certain: the copy goes, and the share is over whatever the clock says from then on.
    world.advance(86_400);
    let (here, there) = tokio::io::duplex(1 << 16);
    let _ = testkit::meet_over(&reader, here, &laptop, there).await;
    is_gone(&reader, &[space]);
    world.jump(-400_000);
    let share = first_share(&laptop);
    assert!(share.over);
}
