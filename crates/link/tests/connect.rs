//! Two links in one process, over loopback: who gets in, and what the stream does.
#![allow(
    clippy::unwrap_used,
    reason = "a failed expectation ends the test, in its helpers too"
)]

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

use iroh::endpoint::{Connection, presets};
use iroh::{Endpoint, EndpointAddr, EndpointId, SecretKey};
use link::{
    Channel, Closing, DialError, Ended, Incoming, Link, LinkConfig, LinkId, OpenError, Profile,
    Purpose, RelayChoice, Version,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

async fn open(seed: u8) -> Link {
    Link::open(config(seed, Profile::Manual)).await.unwrap()
}

fn config(seed: u8, profile: Profile) -> LinkConfig {
    LinkConfig {
        secret: [seed; 32],
        profile,
        port: None,
        groups: vec![],
    }
}

/// Where to dial a link on this machine, whatever its networks.
fn loopback(link: &Link) -> SocketAddr {
    let port = link.addresses().first().unwrap().port();
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// Both ends of a fresh connection: the dialler's, the acceptor's.
async fn connect(from: &Link, to: &Link) -> (Channel, Channel) {
    to.set_allowed([from.id()].into());
    let hints = [loopback(to)];
    let (dialled, accepted) =
        tokio::join!(from.dial(to.id(), &hints, Purpose::Exchange), to.accept());
    let Incoming {
        peer,
        purpose,
        channel,
    } = accepted.unwrap();
    assert_eq!((peer, purpose), (from.id(), Purpose::Exchange));
    (dialled.unwrap(), channel)
}

async fn read(channel: &mut Channel, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    channel.read_exact(&mut bytes).await.unwrap();
    bytes
}

/// Reads until the channel fails, which it must.
async fn ending(mut channel: Channel) -> Option<Ended> {
    channel.read_u8().await.unwrap_err();
    channel.ended()
}

#[tokio::test]
async fn a_number_goes_each_way_beside_the_stream_and_nothing_waits_for_it() {
    let (a, b) = (open(1).await, open(2).await);
    let (mut at_a, mut at_b) = connect(&a, &b).await;
    // Whoever says nothing is waited for, and the stream goes on meanwhile.
    let beside = at_a.beside();
    let mut waiting = std::pin::pin!(beside.swap(7));
    let stream = async {
        at_a.write_all(b"goes on").await.unwrap();
        read(&mut at_b, 7).await
    };
    tokio::select! {
        biased;
        said = &mut waiting => panic!("{said:?} was never said"),
        read = stream => assert_eq!(read, b"goes on"),
    }
    let beside = at_b.beside();
    assert_eq!(tokio::join!(waiting, beside.swap(9)), (Some(9), Some(7)));
    at_a.close(Closing::Done);
    assert_eq!(beside.swap(9).await, None);
    tokio::join!(a.close(), b.close());
}

#[tokio::test]
async fn bytes_go_both_ways_and_the_ends_know_each_other() {
    let (a, b) = (open(1).await, open(2).await);
    let (mut at_a, mut at_b) = connect(&a, &b).await;
    assert_eq!((at_a.peer(), at_b.peer()), (b.id(), a.id()));
    assert_eq!(
        at_a.address().map(|address| address.port()),
        Some(loopback(&b).port())
    );

    at_a.write_all(b"there").await.unwrap();
    assert_eq!(read(&mut at_b, 5).await, b"there");
    at_b.write_all(b"and back").await.unwrap();
    assert_eq!(read(&mut at_a, 8).await, b"and back");

    assert_eq!((at_a.ended(), at_b.ended()), (None, None));
    at_a.close(Closing::Refused);
    assert_eq!(ending(at_b).await, Some(Ended::ByPeer(Closing::Refused)));
    assert_eq!(ending(at_a).await, Some(Ended::Here));
    tokio::join!(a.close(), b.close());
    assert!(b.accept().await.is_none());
}

/// A device whose program knows these protocol names, the one that it likes best first.
async fn device_of(names: &[&[u8]], seed: u8) -> Endpoint {
    Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(&[seed; 32]))
        .alpns(names.iter().map(|name| name.to_vec()).collect())
        .bind()
        .await
        .unwrap()
}

/// What a link that dials such a device speaks on the connection, and the name that was chosen.
async fn dials(link: &Link, names: &[&[u8]]) -> (Version, Vec<u8>) {
    let device = device_of(names, 31).await;
    let port = device.bound_sockets()[0].port();
    let hints = [SocketAddr::from((Ipv4Addr::LOCALHOST, port))];
    let id = LinkId::from_bytes(*device.id().as_bytes());
    let accept = async { device.accept().await.unwrap().await.unwrap() };
    let (dialled, accepted) = tokio::join!(link.dial(id, &hints, Purpose::Exchange), accept);
    (dialled.unwrap().version(), accepted.alpn().to_vec())
}

/// The same where such a device dials the link, by one of its names.
async fn is_dialled(link: &Link, name: &'static [u8]) -> (Version, Vec<u8>) {
    let device = device_of(&[name], 31).await;
    link.set_allowed([LinkId::from_bytes(*device.id().as_bytes())].into());
    let id = EndpointId::from_bytes(link.id().as_bytes()).unwrap();
    let address = EndpointAddr::new(id).with_ip_addr(loopback(link));
    let dial = async {
        let dialled: Connection = device.connect(address, name).await.unwrap();
        let (mut send, _) = dialled.open_bi().await.unwrap();
        send.write_all(&[1]).await.unwrap();
        dialled
    };
    let (dialled, accepted) = tokio::join!(dial, link.accept());
    (accepted.unwrap().channel.version(), dialled.alpn().to_vec())
}

// Seen to fail where the older name was not offered, and where the version was not read from the name.
#[tokio::test]
async fn the_newest_protocol_name_that_both_know_decides_what_is_spoken() {
    let (a, b) = (open(29).await, open(30).await);
    let (at_a, at_b) = connect(&a, &b).await;
    assert_eq!(
        (at_a.version(), at_b.version()),
        (Version::Three, Version::Three)
    );
    let one = (Version::One, b"sx/1".to_vec());
    let two = (Version::Two, b"sx/2".to_vec());
    assert_eq!(dials(&a, &[b"sx/1"]).await, one);
    assert_eq!(is_dialled(&a, b"sx/1").await, one);
    assert_eq!(dials(&a, &[b"sx/2", b"sx/1"]).await, two);
    assert_eq!(is_dialled(&a, b"sx/2").await, two);
    let three = (Version::Three, b"sx/3".to_vec());
    assert_eq!(dials(&a, &[b"sx/4", b"sx/3", b"sx/2"]).await, three);
    assert_eq!(is_dialled(&a, b"sx/3").await, three);
    tokio::join!(a.close(), b.close());
}

#[tokio::test]
async fn bindings_are_shared_by_the_ends_and_by_nobody_else() {
    let (a, b) = (open(3).await, open(4).await);
    let (first_a, first_b) = connect(&a, &b).await;
    let (second_a, second_b) = connect(&a, &b).await;
    assert_eq!(first_a.binding("x"), first_b.binding("x"));
    assert_eq!(second_a.binding("x"), second_b.binding("x"));
    assert_ne!(first_a.binding("x"), second_a.binding("x"));
    assert_ne!(first_a.binding("x"), first_a.binding("y"));
    tokio::join!(a.close(), b.close());
}

#[tokio::test]
async fn a_stranger_is_refused_and_a_known_device_still_served() {
    let (known, stranger, host) = (open(5).await, open(6).await, open(7).await);
    host.set_allowed([known.id()].into());
    let hints = [loopback(&host)];
    let refused = stranger.dial(host.id(), &hints, Purpose::Exchange).await;
    let refused = match refused {
        Ok(channel) => ending(channel).await == Some(Ended::ByPeer(Closing::Refused)),
        // The refusal can arrive before the stream is opened.
        Err(DialError::Failed(_)) => true,
        Err(_) => false,
    };
    assert!(refused);
    connect(&known, &host).await;

    host.set_allowed([].into());
    let late = known.dial(host.id(), &hints, Purpose::Exchange).await;
    if let Ok(channel) = late {
        ending(channel).await;
    }
    tokio::join!(known.close(), stranger.close(), host.close());
}

#[tokio::test]
async fn pairing_is_open_to_anyone_but_only_while_it_is_open() {
    let (newcomer, host) = (open(8).await, open(9).await);
    let hints = [loopback(&host)];
    if let Ok(channel) = newcomer.dial(host.id(), &hints, Purpose::Pair).await {
        ending(channel).await;
    }

    host.set_pairing(true);
    let (mut dialled, accepted) = async {
        let both = tokio::join!(
            newcomer.dial(host.id(), &hints, Purpose::Pair),
            host.accept()
        );
        (both.0.unwrap(), both.1.unwrap())
    }
    .await;
    assert_eq!(
        (accepted.peer, accepted.purpose),
        (newcomer.id(), Purpose::Pair)
    );
    let mut channel = accepted.channel;
    dialled.write_all(b"hello").await.unwrap();
    assert_eq!(read(&mut channel, 5).await, b"hello");

    host.set_pairing(false);
    if let Ok(channel) = newcomer.dial(host.id(), &hints, Purpose::Pair).await {
        ending(channel).await;
    }
    // Being let in to pair lets nobody in to exchange.
    if let Ok(channel) = newcomer.dial(host.id(), &hints, Purpose::Exchange).await {
        ending(channel).await;
    }
    tokio::join!(newcomer.close(), host.close());
}

#[tokio::test]
async fn sixty_four_mebibytes_arrive_whole_and_in_order() {
    const TOTAL: usize = 64 * 1024 * 1024;
    let byte = |at: usize| (at % 251) as u8;
    let (a, b) = (open(10).await, open(11).await);
    let (mut at_a, mut at_b) = connect(&a, &b).await;
    let writing = async move {
        let block: Vec<u8> = (0..251 * 256).map(byte).collect();
        let mut left = TOTAL;
        while left > 0 {
            let len = left.min(block.len());
            at_a.write_all(&block[..len]).await.unwrap();
            left -= len;
        }
        at_a.finish().await;
    };
    let reading = async move {
        let mut read = 0;
        let mut block = vec![0; 64 * 1024];
        loop {
            let len = at_b.read(&mut block).await.unwrap();
            if len == 0 {
                break;
            }
            assert!(
                block[..len]
                    .iter()
                    .enumerate()
                    .all(|(i, got)| *got == byte(read + i))
            );
            read += len;
        }
        at_b.finish().await;
        read
    };
    let ((), read) = tokio::join!(writing, reading);
    assert_eq!(read, TOTAL);
    tokio::join!(a.close(), b.close());
}

#[tokio::test]
async fn dropping_a_channel_closes_the_connection() {
    let (a, b) = (open(12).await, open(13).await);
    let (at_a, at_b) = connect(&a, &b).await;
    drop(at_a);
    assert_eq!(ending(at_b).await, Some(Ended::ByPeer(Closing::Done)));
    tokio::join!(a.close(), b.close());
}

#[tokio::test]
async fn a_taken_port_is_replaced_and_the_fact_told() {
    let taken = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let config = |seed| LinkConfig {
        port: Some(port),
        ..config(seed, Profile::Manual)
    };
    let link = Link::open(config(14)).await.unwrap();
    assert!(link.port_taken());
    assert_ne!(loopback(&link).port(), port);
    link.close().await;

    drop(taken);
    let link = Link::open(config(15)).await.unwrap();
    assert!(!link.port_taken());
    assert_eq!(loopback(&link).port(), port);
    link.close().await;
}

#[tokio::test]
async fn dials_that_lead_nowhere_end() {
    let link = open(16).await;
    // Nobody listens there, and nobody has this key.
    let closed = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap();
    let nobody = open(17).await;
    let id = nobody.id();
    nobody.close().await;
    let dead = [closed];
    let around = Link::open(config(20, Profile::Lan)).await.unwrap();
    let (no_answer, not_nearby, no_address) = tokio::join!(
        link.dial(id, &dead, Purpose::Exchange),
        around.dial(id, &[], Purpose::Exchange),
        link.dial(id, &[], Purpose::Exchange),
    );
    assert!(matches!(
        no_answer,
        Err(DialError::NoAnswer | DialError::Failed(_))
    ));
    assert!(matches!(not_nearby, Err(DialError::NoAddress)));
    assert!(matches!(no_address, Err(DialError::NoAddress)));
    let own = link
        .dial(link.id(), &[loopback(&link)], Purpose::Exchange)
        .await;
    assert!(matches!(own, Err(DialError::Invalid)));
    let no_key = LinkId::from_bytes([2; 32]);
    let no_key = link.dial(no_key, &[closed], Purpose::Exchange).await;
    assert!(matches!(no_key, Err(DialError::Invalid)));

    // The right address, but another device lives there now.
    let other = open(18).await;
    let wrong = link.dial(id, &[loopback(&other)], Purpose::Exchange).await;
    assert!(matches!(
        wrong,
        Err(DialError::Failed(_) | DialError::NoAnswer)
    ));
    tokio::join!(link.close(), other.close(), around.close());
    let after = link.dial(id, &[closed], Purpose::Exchange).await;
    assert!(matches!(after, Err(DialError::Closed)));
}

#[tokio::test]
async fn profiles_that_cannot_work_are_refused() {
    assert!(matches!(
        Link::open(config(19, Profile::Off)).await,
        Err(OpenError::Off)
    ));
    let relay = RelayChoice::Own {
        url: "no url".into(),
        auth_token: None,
    };
    let opened = Link::open(config(19, Profile::Internet { relay })).await;
    assert!(matches!(opened, Err(OpenError::Relay { url }) if url == "no url"));
}

#[tokio::test]
async fn a_relay_that_is_away_does_not_hinder_direct_connections() {
    let relay = || RelayChoice::Own {
        url: "https://127.0.0.1:9".into(),
        auth_token: None,
    };
    let internet = |seed| config(seed, Profile::Internet { relay: relay() });
    let a = Link::open(internet(21)).await.unwrap();
    let b = Link::open(internet(22)).await.unwrap();
    let (mut at_a, mut at_b) = connect(&a, &b).await;
    at_a.write_all(b"direct").await.unwrap();
    assert_eq!(read(&mut at_b, 6).await, b"direct");
    tokio::join!(a.close(), b.close());
}

#[test]
fn secrets_are_not_printed() {
    let relay = RelayChoice::Own {
        url: "https://r".into(),
        auth_token: Some("canary".into()),
    };
    let group = link::Group {
        secret: [0xCA; 32],
        peers: vec![],
    };
    let config = LinkConfig {
        secret: [0xCA; 32],
        profile: Profile::Internet { relay },
        port: None,
        groups: vec![group],
    };
    let printed = format!("{config:?}");
    assert!(
        !printed.contains("canary") && !printed.contains("202"),
        "{printed}"
    );
}
