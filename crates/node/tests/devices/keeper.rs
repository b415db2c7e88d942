//! A keeper on the network, between two devices that are never on together.

use std::sync::Arc;

use engine::{Keeper, KeeperSettings};
use node::{Inviting, Joining, KeeperNode, Node, Profile};

use crate::place::{admit, env, in_step, loopback, pair};

/// Waits until a device and whoever it reaches hold the same.
async fn meets(node: &Node) {
    in_step(&mut node.events()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_joins_and_serves_whoever_dials_it() {
    let (laptop, phone) = pair().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keeper");
    let (keeper, beginning) =
        Keeper::init_to_join(&path, &KeeperSettings::default(), env()).unwrap();
    beginning.settle().unwrap();
    let keeper = Arc::new(keeper);
    let confirmed = laptop.confirmed();
    let mut inviting = Inviting::open(&laptop.vault, Profile::Manual, |addresses| {
        let here = vec![loopback(&addresses)];
        laptop.vault.devices().invite_keeper(here, &confirmed)
    })
    .await
    .unwrap();
    let ticket = inviting.ticket().clone();
    let (show, shown) = tokio::sync::oneshot::channel();
    let join = async {
        let joining = Joining::reach(&keeper, Profile::Manual, &ticket).await?;
        let show = |showing: &engine::Showing| show.send(showing.words.join(" ")).unwrap();
        joining.join("server", show).await
    };
    let (newcomer, inviter) = tokio::join!(admit(&mut inviting, async { shown.await.ok() }), join);
    let (newcomer, inviter) = (newcomer.unwrap(), inviter.unwrap());
    let (sent, received) = tokio::join!(newcomer.exchange(None), inviter.exchange(None));
    assert!(sent.unwrap().in_step && received.unwrap().in_step);

    let mut serving = KeeperNode::start(Arc::clone(&keeper), Profile::Manual)
        .await
        .unwrap();
    let address = loopback(&serving.addresses());
    let link = keeper.link_id();
    // The phone hears of the keeper when the two meet for the last time.
    let there = laptop.start().await;
    let here = phone.start_beside(&laptop, &there).await;
    meets(&here).await;
    here.stop().await.unwrap();
    there.stop().await.unwrap();
    for (device, text) in [(&laptop, "from the laptop"), (&phone, "from the phone")] {
        device.vault.remember_addresses(link, &[address]).unwrap();
        device.write(text);
    }
    // One after the other: none is on together with the other.
    for device in [&laptop, &phone, &laptop] {
        let node = device.start().await;
        meets(&node).await;
        node.stop().await.unwrap();
        assert!(serving.next().await.is_some());
    }
    let all = ["before", "from the laptop", "from the phone"];
    assert_eq!(laptop.bodies(), all);
    assert_eq!(phone.bodies(), all);
    serving.stop().await.unwrap();
}
