//! The asynchronous handle: live queries, locking, passphrases, errors.

use std::time::Duration;

use engine::views::{EntryEdit, EntryRef};
use engine::worksheet::FieldValue;
use engine::{
    AfterUrge, Channel, CheckIn, DraftSubject, DraftText, EntryFields, ExchangeOptions, Journal,
    NameKind, Passphrase, Query, ReadError, Slip, UnlockError, Urge, WriteError,
};
use testkit::{BINDING, World, passphrase};

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
        let (path, env) = (
            world.path("laptop"),
            world.env(Some(&world.path("high-water"))),
        );
        let new = Journal::create_with(path, passphrase(), "laptop", env).await;
        let journal = new.unwrap().journal;
        Self { journal, world }
    }

    /// The same folder, as another process opens it.
    async fn elsewhere(&self) -> Journal {
        let env = self.world.env(Some(&self.world.path("high-water")));
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
    let starred = first.fields.clone().star();
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
    laptop.vault.entries().create(written).unwrap();
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
    let fields = other.fields.clone().mood(4).tag("lake");
    let updated = entries.update(&other, fields).await.unwrap();
    assert_eq!((updated.mood, updated.tags.len()), (Some(4), 1));
    // What somebody else added stays, what this one took away goes.
    let more = vec![EntryEdit::Tag("wind".into(), true)];
    entries.edit(&updated, &updated.stamp, more).await.unwrap();
    let mut fields = updated.fields.clone();
    fields.tags.clear();
    let updated = entries.update(&updated, fields).await.unwrap();
    assert_eq!(updated.tags, ["wind"]);

    let days = entries
        .days(updated.moment().date(), updated.moment().date())
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
    anywhere::<engine::Vault>();
}

#[tokio::test]
async fn an_urge_a_slip_and_a_promise_are_written_down_as_what_they_are() {
    let here = Here::new().await;
    let programme = here.journal.programme();
    let mut step = here.journal.worksheets().watch(2);
    soon(step.next()).await.unwrap();
    let urge = Urge {
        strength: Some(8),
        trigger: " a song ".into(),
        ..Urge::now()
    };
    let urge = programme.log_urge(urge).await.unwrap();
    let after = AfterUrge {
        strength: Some(3),
        channel: Some(Channel::SocialMedia),
        instead: "walked".into(),
        gave_in: Some(false),
    };
    programme.urge_passed(urge, after).await.unwrap();
    let letter = programme.urge_letter(urge, "Dear A.").await.unwrap();
    assert!(letter.letter);
    let row = here.journal.worksheets().get(2).await.unwrap().row;
    let fields = &row.item("urges", urge).unwrap().fields;
    let words = ["trigger", "channel", "instead"].map(|field| fields.words(field));
    assert_eq!(words, ["a song", "social_media", "walked"]);
    let numbers = ["intensity", "after"].map(|field| fields.get(field).cloned());
    assert_eq!(
        numbers,
        [8, 3].map(|number| Some(FieldValue::Number(number)))
    );
    let help = programme.urge_help("a song").await.unwrap();
    assert_eq!(
        (help.helped.as_slice(), help.resisted),
        (&["walked".to_owned()][..], 1)
    );

    let slip = Slip {
        channel: Some(Channel::Calls),
        ..Slip::default()
    };
    programme.slip(slip).await.unwrap();
    let seen = loop {
        let seen = soon(step.next()).await.unwrap();
        if !seen.row.items("slips").is_empty() {
            break seen;
        }
    };
    assert_eq!(seen.row.items("urges").len(), 1);

    let strong = Urge {
        strength: Some(11),
        ..Urge::now()
    };
    let refused = programme.log_urge(strong).await;
    assert!(
        matches!(refused, Err(WriteError::Invalid(_))),
        "{refused:?}"
    );
    let unknown = CheckIn {
        promise: "swim".into(),
        ..CheckIn::default()
    };
    let Err(WriteError::Resolve(error)) = programme.check_in(unknown).await else {
        panic!("there is no promise");
    };
    assert_eq!(
        (error.kind, error.name.as_str()),
        (NameKind::Promise, "swim")
    );
}

#[tokio::test]
async fn a_new_day_is_told_without_a_change() {
    let here = Here::new().await;
    let now = here.world.now();
    let left = now.duration_until(&now.tomorrow().unwrap().start_of_day().unwrap());
    here.world.advance(left.as_secs() - 1);
    // The wait for the end of the day begins with the second handle, a second before it.
    let there = here.elsewhere().await;
    let mut today = there.programme().watch_today();
    let date = soon(today.next()).await.unwrap().date;
    here.world.advance(2);
    assert_eq!(
        soon(today.next()).await.unwrap().date,
        date.tomorrow().unwrap()
    );
}

#[tokio::test]
async fn a_live_exchange_goes_on_while_the_journal_is_locked() {
    let world = World::new(3);
    let (laptop, phone) = world.pair().await;
    let journal = Journal::open_with(&phone.path, phone.env.clone()).await;
    let journal = journal.unwrap();
    let options = |peer, initiator| ExchangeOptions {
        peer,
        version: engine::Version::Three,
        binding: BINDING,
        initiator,
        live: true,
        look: None,
    };
    let (here, there) = tokio::io::duplex(1 << 16);
    let (devices, laptops) = (journal.devices(), laptop.vault.link_id());
    let live = devices.exchange(here, options(laptops, true), None);
    let other = laptop
        .vault
        .exchange(there, options(devices.link_id(), false), None);
    let script = async {
        let mut status = journal.watch_status();
        let before = soon(status.next()).await.unwrap();
        assert!(!before.unlocked);
        laptop.writes("Sent to a locked device.");
        while soon(status.next()).await.unwrap().records == before.records {}
        journal.unlock(passphrase()).await.unwrap();
        let mut list = journal.entries().watch(Query::newest(1));
        while soon(list.next()).await.unwrap().total == 0 {}
        // And back, without a word to the exchange.
        journal
            .entries()
            .create(EntryFields::text("Back."))
            .await
            .unwrap();
        journal.lock().await;
        let mut bodies = laptop.bodies();
        while bodies.len() < 2 {
            soon(status.next()).await.unwrap();
            bodies = laptop.bodies();
        }
        assert_eq!(bodies, ["Back.", "Sent to a locked device."]);
    };
    tokio::select! {
        ended = live => panic!("{ended:?}"),
        ended = other => panic!("{ended:?}"),
        () = script => {}
    }
}

#[tokio::test]
async fn a_draft_is_kept_while_locked_and_is_found_afterwards() {
    let here = Here::new().await;
    let drafts = here.journal.drafts();
    here.journal.lock().await;
    let subject = DraftSubject::Entry {
        options: Box::default(),
        first_line_is_title: false,
    };
    let draft = drafts.begin(subject).await.unwrap();
    let typed = |text: &str| {
        vec![DraftText {
            name: "text".into(),
            text: text.into(),
        }]
    };
    draft.keep(typed("The lake")).await.unwrap();
    draft.keep(typed("The lake was still")).await.unwrap();
    drop(draft);
    assert!(matches!(drafts.list().await, Err(ReadError::Locked)));
    here.journal.unlock(passphrase()).await.unwrap();
    let found = drafts.list().await.unwrap().drafts;
    assert_eq!(found[0].text("text"), "The lake was still");
    let (draft, _) = drafts.resume(&found[0].id).await.unwrap();
    draft.discard().await.unwrap();
    assert_eq!(drafts.list().await.unwrap().drafts, []);
}

#[tokio::test]
async fn a_worksheet_of_ones_own_is_taken_in_and_answered() {
    let here = Here::new().await;
    let worksheets = here.journal.worksheets();
    let source = r#"
id = "walks"
version = 1
title = "Walks"
intro = "Where I went."

[[sections]]
id = "all"
title = "All"

[[sections.fields]]
id = "where"
kind = "text"
label = "Where"
prompt = "Where to?"
help = "A word is enough."
"#;
    let (definition, is_new) = worksheets.import(source).await.unwrap();
    assert_eq!((definition.id.as_str(), is_new), ("walks", true));
    let listed = worksheets.list().await.unwrap();
    assert!(listed.iter().any(|sheet| sheet.id == "walks"));
    assert_eq!(worksheets.source("walks").await.unwrap(), source);
    let seen = worksheets.get("walks").await.unwrap();
    let place = "where".parse().unwrap();
    let answered = worksheets
        .answer("walks", place, &seen.stamp, "The lake")
        .await;
    assert_eq!(answered.unwrap().row.fields.words("where"), "The lake");
}

// Seen to fail with a door that saves nothing.
#[tokio::test]
async fn a_journal_is_set_up_checked_and_mended_through_its_handle() {
    let here = Here::new().await;
    let journal = &here.journal;
    let entry = EntryFields::text("The lake was still.");
    journal.entries().create(entry).await.unwrap();
    let mut settings = journal.settings().await.unwrap();
    settings.port = Some(40_404);
    journal.set_settings(settings.clone()).await.unwrap();
    assert_eq!(here.elsewhere().await.settings().await.unwrap(), settings);

    let (told, heard) = std::sync::mpsc::channel();
    let tell = move |done, of| told.send((done, of)).unwrap();
    let verified = journal.verify(tell).await.unwrap();
    assert_eq!(verified.problems, Vec::<String>::new());
    assert_eq!(
        heard.iter().last(),
        Some((verified.records, verified.records))
    );
    let rebuilt = journal.rebuild(|_, _| {}).await.unwrap();
    assert_eq!((rebuilt.documents, rebuilt.different), (1, Vec::new()));

    journal.lock().await;
    assert_eq!(journal.ward().await.unwrap().unreadable_drafts, 0);
    let locked = journal.rebuild(|_, _| {}).await;
    assert!(matches!(locked, Err(WriteError::Locked)));
}
