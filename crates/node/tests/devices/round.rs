//! Rounds: a node that stays connected is asked to bring everybody into step.

use std::time::Duration;

use node::{MeetOptions, NodeEvent, Outcome};

use crate::place::{Device, in_step, pair, wait_for};

pub(crate) const LONG: MeetOptions = MeetOptions {
    wait: Duration::from_secs(60),
};
pub(crate) const SOON: MeetOptions = MeetOptions {
    wait: Duration::from_millis(1),
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_round_ends_when_the_other_device_holds_what_was_written_before_it() {
    let (laptop, phone) = pair().await;
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    let mut events = here.events();
    in_step(&mut events).await;
    for n in 0..20 {
        laptop.write(&format!("written {n:02}"));
        let met = here.round(LONG).await.unwrap();
        assert!(
            matches!(
                met[0].outcome,
                Outcome::Kept {
                    in_step: true,
                    differing: 0,
                    ..
                }
            ),
            "{met:?}"
        );
        assert_eq!(met[0].device.name, "phone");
        assert_eq!(phone.bodies().len(), n + 2);
    }
    // Nothing to send is no news, and nothing was cut.
    let met = here.round(LONG).await.unwrap();
    let nothing = Outcome::Kept {
        sent: 0,
        received: 0,
        in_step: true,
        differing: 0,
    };
    assert_eq!(format!("{:?}", met[0].outcome), format!("{nothing:?}"));
    here.stop().await.unwrap();
    while let Some(event) = events.next().await {
        assert!(!matches!(event, NodeEvent::Left { .. }), "{event:?}");
    }
    there.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_round_dials_who_is_away_and_says_who_was_not_reached() {
    let (laptop, phone) = pair().await;
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    in_step(&mut there.events()).await;
    there.stop().await.unwrap();
    let mut events = here.events();
    wait_for(&mut events, |event| matches!(event, NodeEvent::Left { .. })).await;
    let met = here.round(SOON).await.unwrap();
    assert!(matches!(met[0].outcome, Outcome::NotReached), "{met:?}");

    laptop.write("for the phone");
    let (there, met) = tokio::join!(phone.start_beside(&laptop, &here), here.round(LONG));
    assert!(matches!(
        met.unwrap()[0].outcome,
        Outcome::Kept { in_step: true, .. }
    ),);
    assert_eq!(phone.bodies(), ["before", "for the phone"]);
    here.stop().await.unwrap();
    there.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_no_other_device_a_round_is_over_at_once() {
    let laptop = Device::first("laptop");
    let node = laptop.start().await;
    assert!(node.round(LONG).await.unwrap().is_empty());
    node.stop().await.unwrap();
}
