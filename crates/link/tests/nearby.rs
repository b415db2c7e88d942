//! Finding each other without any address, and staying connected. Uses multicast on loopback.
#![allow(
    clippy::unwrap_used,
    reason = "a failed expectation ends the test, in its helpers too"
)]

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use link::{
    Channel, Closing, Event, Group, Link, LinkConfig, LinkId, Peer, Profile, Purpose, Supervisor,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc::Receiver;

async fn open(seed: u8, profile: Profile) -> Link {
    Link::open(LinkConfig {
        secret: [seed; 32],
        profile,
        port: None,
        groups: vec![],
    })
    .await
    .unwrap()
}

fn group(secret: u8, peers: &[LinkId]) -> Vec<Group> {
    vec![Group {
        secret: [secret; 32],
        peers: peers.to_vec(),
    }]
}

async fn connected(events: &mut Receiver<Event>) -> (Channel, bool) {
    match events.recv().await.unwrap() {
        Event::Connected { channel, dialled } => (channel, dialled),
        Event::Pairing(_) => panic!("nobody pairs here"),
    }
}

/// Whether the two channels are the ends of one connection that works.
async fn talk(a: &mut Channel, b: &mut Channel) -> bool {
    a.write_all(b"?").await.is_ok() && matches!(b.read_u8().await, Ok(b'?'))
}

#[tokio::test]
async fn a_peer_of_the_same_group_is_found_without_any_address() {
    let (a, b) = (open(31, Profile::Lan).await, open(32, Profile::Lan).await);
    b.set_allowed([a.id()].into());
    a.set_groups(group(1, &[b.id()]));
    b.set_groups(group(1, &[a.id()]));
    let (dialled, accepted) = tokio::join!(a.dial(b.id(), &[], Purpose::Exchange), b.accept());
    assert!(talk(&mut dialled.unwrap(), &mut accepted.unwrap().channel).await);
    assert!(!a.seen_at(b.id()).is_empty());
    tokio::join!(a.close(), b.close());
}

#[tokio::test]
async fn without_the_groups_secret_a_peer_is_not_recognised() {
    let (a, b, c) = (
        open(33, Profile::Lan).await,
        open(34, Profile::Lan).await,
        open(35, Profile::Lan).await,
    );
    b.set_allowed([a.id()].into());
    a.set_groups(group(2, &[b.id()]));
    b.set_groups(group(2, &[a.id()]));
    c.set_groups(group(3, &[a.id(), b.id()]));
    let (dialled, _accepted) = tokio::join!(a.dial(b.id(), &[], Purpose::Exchange), b.accept());
    dialled.unwrap();
    assert!(c.seen_at(a.id()).is_empty() && c.seen_at(b.id()).is_empty());
    tokio::join!(a.close(), b.close(), c.close());
}

/// A supervised link and the hint to reach it.
fn supervise(link: &Arc<Link>, peer: &Link) -> (Supervisor, Receiver<Event>) {
    link.set_allowed([peer.id()].into());
    let hint = SocketAddr::from((Ipv4Addr::LOCALHOST, peer.addresses()[0].port()));
    let hints = Arc::new(move || vec![hint]);
    Supervisor::start(
        Arc::clone(link),
        vec![Peer {
            id: peer.id(),
            hints,
        }],
    )
}

#[tokio::test]
async fn two_that_supervise_each_other_settle_on_one_connection() {
    let a = Arc::new(open(36, Profile::Manual).await);
    let b = Arc::new(open(37, Profile::Manual).await);
    let (_guard_a, mut events_a) = supervise(&a, &b);
    let (_guard_b, mut events_b) = supervise(&b, &a);
    let (mut at_a, mut at_b) = (
        connected(&mut events_a).await,
        connected(&mut events_b).await,
    );
    loop {
        let different = at_a.1 != at_b.1;
        if different && talk(&mut at_a.0, &mut at_b.0).await && talk(&mut at_b.0, &mut at_a.0).await
        {
            break;
        }
        // One of the two is about to be told of the connection that stays.
        tokio::select! {
            next = connected(&mut events_a) => at_a = next,
            next = connected(&mut events_b) => at_b = next,
        }
    }
    tokio::join!(a.close(), b.close());
}

#[tokio::test]
async fn a_supervised_peer_is_dialled_again_when_its_connection_ends() {
    let a = Arc::new(open(38, Profile::Manual).await);
    let b = open(39, Profile::Manual).await;
    let (_guard, mut events) = supervise(&a, &b);
    b.set_allowed([a.id()].into());
    for _ in 0..3 {
        let ((mut dialled, by_us), accepted) = tokio::join!(connected(&mut events), b.accept());
        let mut accepted = accepted.unwrap().channel;
        assert!(by_us && talk(&mut dialled, &mut accepted).await);
        accepted.close(Closing::Done);
    }
    tokio::join!(a.close(), b.close());
    while events.recv().await.is_some() {}
}

#[tokio::test]
async fn a_peer_that_comes_back_replaces_its_old_connection() {
    let a = Arc::new(open(40, Profile::Manual).await);
    let b = open(41, Profile::Manual).await;
    a.set_allowed([b.id()].into());
    let hints = Arc::new(Vec::new);
    let (_guard, mut events) = Supervisor::start(Arc::clone(&a), vec![Peer { id: b.id(), hints }]);
    let hint = [SocketAddr::from((
        Ipv4Addr::LOCALHOST,
        a.addresses()[0].port(),
    ))];
    // The first connection stays open at b, as one would that b has lost without a word.
    let mut first = b.dial(a.id(), &hint, Purpose::Exchange).await.unwrap();
    let (first_at_a, _) = connected(&mut events).await;
    let mut second = b.dial(a.id(), &hint, Purpose::Exchange).await.unwrap();
    let (mut second_at_a, _) = connected(&mut events).await;
    assert!(first_at_a.ended().is_some());
    first.read_u8().await.unwrap_err();
    assert!(talk(&mut second, &mut second_at_a).await);
    tokio::join!(a.close(), b.close());
}

#[tokio::test]
async fn those_who_want_to_pair_come_through_a_supervisor_too() {
    let a = Arc::new(open(42, Profile::Manual).await);
    let b = open(43, Profile::Manual).await;
    a.set_pairing(true);
    let (_guard, mut events) = Supervisor::start(Arc::clone(&a), vec![]);
    let hint = [SocketAddr::from((
        Ipv4Addr::LOCALHOST,
        a.addresses()[0].port(),
    ))];
    let (dialled, event) = tokio::join!(b.dial(a.id(), &hint, Purpose::Pair), events.recv());
    assert!(dialled.is_ok());
    assert!(matches!(event, Some(Event::Pairing(incoming)) if incoming.peer == b.id()));
    tokio::join!(a.close(), b.close());
}
