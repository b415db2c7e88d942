//! Clocks that differ are said on both sides, whichever way two devices meet, and change nothing.

use engine::views::Query;
use jiff::SignedDuration;
use node::{Met, Node, NodeEvent, Owner, OwnerError, Ownership, Profile};

use crate::place::{Device, in_step, pair, wait_for};
use crate::round::LONG;

async fn told(events: &mut node::Events) -> (Option<String>, SignedDuration) {
    let is_it = |event: &NodeEvent| matches!(event, NodeEvent::ClocksDiffer { .. });
    match wait_for(events, is_it).await {
        NodeEvent::ClocksDiffer { peer, ahead } => (peer.name, ahead),
        other => unreachable!("{other:?}"),
    }
}

/// Whether what was measured is so many minutes, but for what a slow machine needs.
fn is_about(ahead: Option<SignedDuration>, minutes: i64) -> bool {
    ahead.is_some_and(|ahead| (ahead - SignedDuration::from_mins(minutes)).abs().as_secs() < 120)
}

fn only(met: &[Met]) -> Option<SignedDuration> {
    assert_eq!(met.len(), 1, "{met:?}");
    met[0].clock_ahead
}

fn whens(device: &Device) -> Vec<String> {
    let listed = device.vault.entries().list(&Query::default()).unwrap();
    let entries = listed.entries.into_iter();
    entries.map(|entry| entry.when.to_string()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clocks_that_differ_are_said_on_both_sides_however_two_meet() {
    let (laptop, phone) = pair().await;
    let laptop = laptop.ahead(SignedDuration::from_hours(3));
    laptop.write("by a clock that is ahead");
    let before = whens(&laptop);
    let owned = Ownership::take(laptop.runtime(), &laptop.vault)
        .unwrap()
        .unwrap();
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    let (name, ahead) = told(&mut here.events()).await;
    assert_eq!(name.as_deref(), Some("phone"));
    assert!(is_about(Some(ahead), -180), "{ahead}");
    let mut events = there.events();
    let (name, ahead) = told(&mut events).await;
    assert_eq!(name.as_deref(), Some("laptop"));
    assert!(is_about(Some(ahead), 180), "{ahead}");
    in_step(&mut events).await;
    assert_eq!((whens(&laptop), whens(&phone)), (before.clone(), before));

    // Over the connection that is there, by itself and for another process.
    let met = here.round(LONG).await.unwrap();
    assert!(is_about(only(&met), -180), "{met:?}");
    let asking = async {
        let owner = Owner::of(laptop.runtime(), &laptop.vault).unwrap();
        loop {
            match owner.round(&laptop.vault, LONG).await {
                // The socket is about to be there.
                Err(OwnerError::Away) => tokio::task::yield_now().await,
                done => break done.unwrap(),
            }
        }
    };
    let met = tokio::select! {
        served = owned.serve(&here) => unreachable!("{served:?}"),
        met = asking => met,
    };
    assert!(is_about(only(&met), -180), "{met:?}");

    // One that comes by.
    there.stop().await.unwrap();
    let met = Node::meet(&phone.vault, Profile::Manual, LONG).await;
    let met = met.unwrap();
    assert!(is_about(only(&met), 180), "{met:?}");
    here.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clocks_that_nearly_agree_are_not_spoken_of() {
    let (laptop, phone) = pair().await;
    let laptop = laptop.ahead(SignedDuration::from_mins(2));
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    let mut events = there.events();
    let not_told = |event: &NodeEvent| {
        assert!(
            !matches!(event, NodeEvent::ClocksDiffer { .. }),
            "{event:?}"
        );
        matches!(event, NodeEvent::InStep { .. })
    };
    wait_for(&mut events, not_told).await;
    let met = there.round(LONG).await.unwrap();
    assert_eq!(only(&met), None);
    there.stop().await.unwrap();
    here.stop().await.unwrap();
}
