//! A device that was set back meets another one.

use engine::views::SplitView;
use node::{Events, NodeEvent};

use crate::place::{in_step, pair, wait_for};

async fn told(events: &mut Events) -> SplitView {
    match wait_for(events, |event| matches!(event, NodeEvent::SetBack(_))).await {
        NodeEvent::SetBack(split) => split,
        other => panic!("{other:?}"),
    }
}

// Seen to fail where only what was changed on both sides was looked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_devices_tell_that_one_was_set_back() {
    let (laptop, phone) = pair().await;
    let image = phone.image();
    phone.write("lost");
    let here = laptop.start().await;
    let mut events = here.events();
    let there = phone.start_beside(&laptop, &here).await;
    in_step(&mut events).await;
    there.stop().await.unwrap();
    assert_eq!(laptop.bodies(), ["before", "lost"]);

    let phone = phone.set_back(&image);
    phone.write("anew");
    let mut here_events = here.events();
    let there = phone.start_beside(&laptop, &here).await;
    let mut there_events = there.events();
    let said = told(&mut here_events).await;
    assert_eq!((said.device.as_str(), said.this), ("phone", false));
    let said = told(&mut there_events).await;
    assert!(said.this);
    for device in [&laptop, &phone] {
        assert_eq!(device.bodies(), ["anew", "before", "lost"]);
    }
    there.stop().await.unwrap();
    here.stop().await.unwrap();
}
