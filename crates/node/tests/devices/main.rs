//! Two devices in one process, each with a vault and an endpoint of its own: pairing, meeting, staying connected.
//! Nothing waits for time to pass, only for events.
#![allow(
    clippy::unwrap_used,
    reason = "a failed expectation ends the test, in its helpers too"
)]

mod clocks;
mod folders;
mod keeper;
mod looked_at;
mod ownership;
mod place;
mod round;
mod set_back;

use std::time::Duration;

use engine::views::EntryFields;
use node::{
    InviteError, InviteEvent, JoinError, MeetOptions, Node, NodeEvent, Outcome, Profile, StartError,
};
use place::{Device, admit, in_step, pair, status_with, wait_for};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_gets_the_journal_with_the_first_exchange() {
    let (laptop, phone) = pair().await;
    assert_eq!(phone.bodies(), ["before"]);
    assert_eq!(laptop.vault.devices().list().unwrap().len(), 2);
}

// Seen to fail: it was told that it may not write "any more".
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_whose_first_exchange_broke_is_told_how_it_is_finished() {
    let (laptop, phone) = (Device::first("laptop"), Device::blank("phone"));
    let mut inviting = laptop.invite().await;
    let ticket = inviting.ticket().clone();
    let (show, shown) = tokio::sync::oneshot::channel();
    let (newcomer, inviter) = tokio::join!(
        admit(&mut inviting, async { shown.await.ok() }),
        phone.join(&ticket, |words| show.send(words).unwrap())
    );
    drop((newcomer.unwrap(), inviter.unwrap()));
    let phone = phone.reopened(true);
    let said = phone.vault.entries().create(EntryFields::text("mine"));
    let said = said.unwrap_err().to_string();
    assert!(
        said.contains("has not heard yet that it was let in"),
        "{said}"
    );
    assert!(said.contains("`still sync`"), "{said}");

    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    in_step(&mut there.events()).await;
    phone.write("mine");
    there.stop().await.unwrap();
    here.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_words_make_the_ticket_void() {
    let (laptop, phone) = (Device::first("laptop"), Device::blank("phone"));
    let mut inviting = laptop.invite().await;
    let ticket = inviting.ticket().clone();
    let wrong = async { Some("no such words here".to_owned()) };
    let (admitted, joined) = tokio::join!(admit(&mut inviting, wrong), phone.join(&ticket, |_| {}));
    assert!(
        matches!(admitted, Err(InviteError::Spent(_))),
        "{admitted:?}"
    );
    assert!(matches!(joined, Err(JoinError::Pairing(_))), "{joined:?}");
    assert!(matches!(inviting.next().await, Err(InviteError::Over)));
    assert_eq!(laptop.vault.devices().list().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_with_another_ticket_is_turned_away_and_the_right_one_admitted() {
    let (laptop, stranger, phone) = (
        Device::first("laptop"),
        Device::blank("stranger"),
        Device::blank("phone"),
    );
    let mut inviting = laptop.invite().await;
    let ticket = inviting.ticket().clone();
    let confirmed = laptop.confirmed();
    let another = laptop
        .vault
        .devices()
        .invite(ticket.addresses.clone(), &confirmed);
    let another = another.unwrap().ticket().clone();
    let (turned_away, joined) = tokio::join!(inviting.next(), stranger.join(&another, |_| {}));
    assert!(matches!(turned_away.unwrap(), InviteEvent::TurnedAway(_)));
    assert!(joined.is_err());
    let (show, shown) = tokio::sync::oneshot::channel();
    let (admitted, joined) = tokio::join!(
        admit(&mut inviting, async { shown.await.ok() }),
        phone.join(&ticket, |words| show.send(words).unwrap())
    );
    assert_eq!(admitted.unwrap().name(), "phone");
    joined.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_on_one_connected_device_arrives_on_the_other() {
    let (laptop, phone) = pair().await;
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    let (mut here_events, mut there_events) = (here.events(), there.events());
    in_step(&mut here_events).await;
    in_step(&mut there_events).await;

    laptop.write("the lake was still");
    let received = wait_for(&mut there_events, |event| {
        matches!(event, NodeEvent::Received { .. })
    })
    .await;
    let NodeEvent::Received { peer, .. } = received else {
        unreachable!()
    };
    assert_eq!(peer.name.as_deref(), Some("laptop"));
    in_step(&mut there_events).await;
    assert_eq!(phone.bodies(), ["before", "the lake was still"]);
    let status = status_with(&here, |status| {
        status.only_here == 0 && status.peers[0].in_step
    })
    .await;
    assert_eq!(status.peers[0].device.name, "phone");
    assert!(status.peers[0].connected_since.is_some());
    assert_eq!(status.peers[0].problem, None);

    there.stop().await.unwrap();
    wait_for(&mut here_events, |event| {
        matches!(event, NodeEvent::Left { begun: true, .. })
    })
    .await;
    status_with(&here, |status| status.peers[0].connected_since.is_none()).await;
    here.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_device_comes_back_and_gets_what_it_missed() {
    let (laptop, phone) = pair().await;
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    in_step(&mut there.events()).await;
    there.stop().await.unwrap();

    laptop.write("written meanwhile");
    let there = phone.start_beside(&laptop, &here).await;
    let mut events = there.events();
    wait_for(&mut events, |event| {
        matches!(event, NodeEvent::InStep { received: 1.., .. })
    })
    .await;
    assert_eq!(phone.bodies(), ["before", "written meanwhile"]);
    there.stop().await.unwrap();
    // The events end with the node.
    while events.next().await.is_some() {}
    here.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removed_device_is_let_go_of() {
    let (laptop, phone) = pair().await;
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    let mut events = here.events();
    in_step(&mut events).await;

    laptop
        .vault
        .devices()
        .remove("phone", &laptop.confirmed())
        .unwrap();
    let (mut removed, mut left) = (false, false);
    wait_for(&mut events, |event| {
        removed |= matches!(event, NodeEvent::Removed(device) if device.name == "phone");
        left |= matches!(event, NodeEvent::Left { .. });
        removed && left
    })
    .await;
    let status = status_with(&here, |status| status.peers.is_empty()).await;
    assert_eq!(status.may_connect, 0);
    there.stop().await.unwrap();
    here.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_device_carries_records_and_reads_them_once_it_is_unlocked() {
    let (laptop, phone) = pair().await;
    let keys = phone.keys();
    let phone = phone.reopened(false);
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    assert!(!there.watch().borrow().unlocked);
    let mut events = there.events();
    in_step(&mut events).await;
    laptop.write("sealed on its way");
    wait_for(&mut events, |event| {
        matches!(event, NodeEvent::InStep { received: 1.., .. })
    })
    .await;

    // The connection outlasts the keys, either way.
    let mut without_end = async |wanted: fn(&NodeEvent) -> bool| {
        wait_for(&mut events, |event| {
            assert!(!matches!(event, NodeEvent::Left { .. }), "{event:?}");
            wanted(event)
        })
        .await
    };
    phone.journal.unlock_with(keys).await.unwrap();
    without_end(|event| *event == NodeEvent::Unlocked).await;
    assert!(there.watch().borrow().unlocked);
    assert_eq!(phone.bodies(), ["before", "sealed on its way"]);
    phone.journal.lock().await;
    without_end(|event| *event == NodeEvent::Locked).await;
    assert!(!there.watch().borrow().unlocked);
    laptop.write("sealed again");
    without_end(|event| matches!(event, NodeEvent::InStep { received: 1.., .. })).await;
    there.stop().await.unwrap();
    here.stop().await.unwrap();
    let phone = phone.reopened(true);
    assert_eq!(
        phone.bodies(),
        ["before", "sealed again", "sealed on its way"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_meeting_says_who_was_met_and_who_was_not() {
    let (laptop, phone) = pair().await;
    let soon = || MeetOptions {
        wait: Duration::from_millis(1),
    };
    let met = Node::meet(&phone.vault, Profile::Manual, soon())
        .await
        .unwrap();
    assert!(matches!(met[0].outcome, Outcome::NotReached), "{met:?}");

    laptop.write("to be fetched");
    let here = laptop.start().await;
    // Knows the address, and does not stay.
    let there = phone.start_beside(&laptop, &here).await;
    there.stop().await.unwrap();
    laptop.write("to be fetched, too");
    let long = MeetOptions {
        wait: Duration::from_secs(60),
    };
    let met = Node::meet(&phone.vault, Profile::Manual, long)
        .await
        .unwrap();
    let [only] = met.as_slice() else {
        panic!("one device is known, not {met:?}");
    };
    assert_eq!(only.device.name, "laptop");
    assert!(matches!(&only.outcome, Outcome::Met(report) if report.in_step));
    assert_eq!(
        phone.bodies(),
        ["before", "to be fetched", "to be fetched, too"]
    );
    here.stop().await.unwrap();
}

#[tokio::test]
async fn a_network_that_is_off_is_refused_with_its_source() {
    let laptop = Device::first("laptop");
    let refused = Node::start(&laptop.journal, Profile::Off)
        .await
        .unwrap_err();
    assert!(matches!(refused, StartError::Link(node::OpenError::Off)));
}

// Seen to fail where an error of one exchange ends the node.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exchange_that_fails_is_told_and_the_next_one_works() {
    let (laptop, phone) = pair().await;
    laptop.spoils_pages();
    phone.write("of which the laptop has no page");
    let here = laptop.start().await;
    let mut events = here.events();
    let there = phone.start_beside(&laptop, &here).await;
    let told = wait_for(&mut events, |event| {
        matches!(event, NodeEvent::Failed { .. })
    })
    .await;
    assert!(
        matches!(&told, NodeEvent::Failed { why, .. } if why.contains("damaged")),
        "{told:?}"
    );
    laptop.vault.rebuild(&mut |_, _| {}).unwrap();
    in_step(&mut events).await;
    assert_eq!(laptop.bodies(), phone.bodies());
    drop(there);
}
