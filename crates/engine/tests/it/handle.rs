//! The asynchronous handle: live queries, locking, passphrases, errors.

use std::time::Duration;

use engine::views::{EntryChange, EntryRef};
use engine::{EntryFields, Journal, Passphrase, Query, ReadError, UnlockError, WriteError};
use testkit::{World, passphrase};

/// Fails instead of waiting for ever.
async fn soon<T>(coming: impl Future<Output = T>) -> T {
    let in_time = tokio::time::timeout(Duration::from_secs(60), coming).await;
    in_time.expect("it comes within a minute")
}

struct Here {
    journal: Journal,
    world: World,
}

impl Here {
    async fn new() -> Self {
        let world = World::new(1);
        let (path, env) = (world.path("laptop"), world.env(Some(&world.path("marks"))));
        let new = Journal::create_with(path, passphrase(), "laptop", env).await;
        let journal = new.unwrap().journal;
        Self { journal, world }
    }

    /// The same folder, as another process opens it.
    async fn elsewhere(&self) -> Journal {
        let env = self.world.env(Some(&self.world.path("marks")));
        let journal = Journal::open_with(self.journal.folder(), env)
            .await
            .unwrap();
        journal.unlock(passphrase()).await.unwrap();
        journal
    }
}

fn wrong() -> Passphrase {
    Passphrase::new("something else".into())
}

#[tokio::test]
async fn a_live_list_tells_each_other_value_once_whoever_writes() {
    let here = Here::new().await;
    let there = here.elsewhere().await;
    let mut newest = here.journal.entries().watch(Query::newest(2));
    assert_eq!(soon(newest.next()).await.unwrap().entries, []);

    let entries = here.journal.entries();
    let first = entries.create(EntryFields::text("One.")).await.unwrap();
    let listed = soon(newest.next()).await.unwrap();
    assert_eq!(listed.entries, std::slice::from_ref(&first));

    // Of another process. What the list does not show is not told: the next value is that of the second entry.
    here.world.advance(1);
    let elsewhere = there.entries();
    let second = elsewhere.create(EntryFields::text("Two.")).await.unwrap();
    let listed = soon(newest.next()).await.unwrap();
    assert_eq!(listed.entries, [second.clone(), first.clone()]);
    let mut only_first = here.journal.entries().watch_entry(&first);
    assert_eq!(soon(only_first.next()).await.unwrap(), first);
    elsewhere.delete(&second).await.unwrap();
    let starred = EntryFields::of(&first).star();
    elsewhere.update(&first, starred).await.unwrap();
    let seen = soon(only_first.next()).await.unwrap();
    assert!(seen.star && seen.deleted.is_none());
}

#[tokio::test]
async fn a_live_list_tells_what_another_device_wrote() {
    let world = World::new(2);
    let (laptop, phone) = world.pair().await;
    let journal = Journal::open_with(&phone.path, phone.env.clone()).await;
    let journal = journal.unwrap();
    journal.unlock(passphrase()).await.unwrap();
    let mut list = journal.entries().watch(Query::default());
    let before = soon(list.next()).await.unwrap().total;
    let written = EntryFields::text("From the laptop.").tag("lake");
    laptop.vault.write(written).unwrap();
    laptop.meets(&phone).await;
    let after = soon(list.next()).await.unwrap();
    assert_eq!(after.total, before + 1);
    assert_eq!(after.entries[0].tags, ["lake"]);
}

#[tokio::test]
async fn locked_a_live_query_says_so_once_and_goes_on_when_unlocked() {
    let here = Here::new().await;
    let journal = &here.journal;
    let mut list = journal.entries().watch(Query::newest(1));
    let mut status = journal.watch_status();
    assert!(soon(status.next()).await.unwrap().unlocked);
    soon(list.next()).await.unwrap();
    journal.lock().await;
    assert!(!journal.is_unlocked());
    assert!(matches!(soon(list.next()).await, Err(ReadError::Locked)));
    assert!(!soon(status.next()).await.unwrap().unlocked);
    let entries = journal.entries();
    let refused = entries.create(EntryFields::text("Not now.")).await;
    assert!(matches!(refused, Err(WriteError::Locked)));
    journal.unlock(passphrase()).await.unwrap();
    assert_eq!(soon(list.next()).await.unwrap().total, 0);
    assert!(soon(status.next()).await.unwrap().unlocked);
}

#[tokio::test]
async fn wrong_passphrases_are_told_apart_and_after_five_the_next_has_to_wait() {
    let here = Here::new().await;
    let journal = &here.journal;
    for _ in 0..5 {
        let tried = journal.confirm(wrong()).await;
        assert!(matches!(tried, Err(UnlockError::WrongPassphrase)));
    }
    let right = journal.confirm(passphrase()).await;
    let wait = Duration::from_secs(1);
    assert!(matches!(right, Err(UnlockError::TooManyAttempts { wait: w }) if w == wait));
    here.world.advance(1);
    journal.confirm(passphrase()).await.unwrap();
}

#[tokio::test]
async fn a_name_that_fits_nothing_is_an_error_that_says_the_name() {
    let here = Here::new().await;
    let missing = EntryRef::Prefix("zzzz".into());
    let Err(ReadError::Resolve(error)) = here.journal.entries().get(missing).await else {
        panic!("there is no such entry");
    };
    assert_eq!(error.kind, engine::NameKind::Entry);
    assert_eq!((error.name.as_str(), error.candidates.len()), ("zzzz", 0));
    assert_eq!(error.to_string(), "there is no entry “zzzz”");
}

#[tokio::test]
async fn what_was_typed_on_an_earlier_version_is_merged() {
    let here = Here::new().await;
    let entries = here.journal.entries();
    let begun = entries
        .create(EntryFields::text("Alpha.\nBeta.\n"))
        .await
        .unwrap();
    let typed = entries
        .type_text(&begun, &begun.stamp, "Alpha, quick.\nBeta.\n")
        .await
        .unwrap();
    let other = entries
        .type_text(&begun, &begun.stamp, "Alpha.\nBeta, slow.\n")
        .await
        .unwrap();
    assert_eq!(typed.body, "Alpha, quick.\nBeta.\n");
    assert_eq!(other.body, "Alpha, quick.\nBeta, slow.\n");
    let fields = EntryFields::of(&other).mood(4).tag("lake");
    let updated = entries.update(&other, fields).await.unwrap();
    assert_eq!((updated.mood, updated.tags.len()), (Some(4), 1));
    // What somebody else added stays, what this one took away goes.
    let more = vec![EntryChange::Tag("wind".into(), true)];
    entries.edit(&updated, &updated.stamp, more).await.unwrap();
    let mut fields = EntryFields::of(&updated);
    fields.tags.clear();
    let updated = entries.update(&updated, fields).await.unwrap();
    assert_eq!(updated.tags, ["wind"]);

    let days = entries
        .days(updated.when.date(), updated.when.date())
        .await
        .unwrap();
    assert_eq!(
        (days.len(), days[0].entries, days[0].mood),
        (1, 1, Some(4.0))
    );
}

#[tokio::test]
async fn a_write_is_carried_out_if_nobody_waits_and_the_last_handle_is_gone() {
    let here = Here::new().await;
    let entries = here.journal.entries();
    let mut write = Box::pin(entries.create(EntryFields::text("Unwaited.")));
    // Asked for, and left before the answer can have been taken.
    std::future::poll_fn(|cx| {
        let _ = write.as_mut().poll(cx);
        std::task::Poll::Ready(())
    })
    .await;
    drop(write);
    drop(entries);
    let there = here.elsewhere().await;
    drop(here.journal);
    let mut list = there.entries().watch(Query::newest(1));
    while soon(list.next()).await.unwrap().total == 0 {}
}

#[test]
fn a_handle_goes_anywhere() {
    fn anywhere<T: Clone + Send + Sync + 'static>() {}
    anywhere::<Journal>();
}
