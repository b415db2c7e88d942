//! One process of a vault is on the network, and does what others ask of it.

use std::path::PathBuf;

use node::{Outcome, Owner, OwnerError, Ownership};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;

use crate::place::{Device, in_step, pair};
use crate::round::{LONG, SOON};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_at_a_time_owns_the_network_of_a_vault() {
    let (laptop, other) = (Device::first("laptop"), Device::first("other"));
    let take = |device: &Device| Ownership::take(laptop.runtime(), &device.vault).unwrap();
    let owned = take(&laptop).expect("it is free");
    assert!(take(&laptop).is_none());
    assert!(take(&other).is_some(), "it is another vault");
    // Nobody listens before there is a node.
    let owner = Owner::of(laptop.runtime(), &laptop.vault).unwrap();
    let asked = owner.round(&laptop.vault, SOON).await;
    assert!(matches!(asked, Err(OwnerError::Away)), "{asked:?}");
    drop(owned);
    assert!(take(&laptop).is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_owner_does_what_others_ask() {
    let (laptop, phone) = pair().await;
    let owned = Ownership::take(laptop.runtime(), &laptop.vault)
        .unwrap()
        .unwrap();
    let here = laptop.start().await;
    let there = phone.start_beside(&laptop, &here).await;
    in_step(&mut here.events()).await;
    let asking = async {
        let owner = Owner::of(laptop.runtime(), &laptop.vault).unwrap();
        loop {
            laptop.write("one more");
            match owner.round(&laptop.vault, LONG).await {
                // The socket is about to be there.
                Err(OwnerError::Away) => tokio::task::yield_now().await,
                done => break done,
            }
        }
    };
    let met = tokio::select! {
        served = owned.serve(&here) => unreachable!("{served:?}"),
        met = asking => met.unwrap(),
    };
    let [only] = met.as_slice() else {
        panic!("one device is known, not {met:?}");
    };
    assert_eq!(only.device.name, "phone");
    assert!(matches!(only.outcome, Outcome::Kept { in_step: true, .. }));
    assert_eq!(phone.bodies(), laptop.bodies());

    // Whoever speaks another language is not answered.
    let socket = socket(&laptop);
    let strange = async {
        let mut said = Vec::new();
        let mut stream = connected(&laptop).await;
        stream.write_all(b"GET / HTTP/1.1\n").await.unwrap();
        // It may be closed with something unread.
        let _ = stream.read_to_end(&mut said).await;
        said
    };
    tokio::select! {
        served = owned.serve(&here) => unreachable!("{served:?}"),
        said = strange => assert_eq!(said, b""),
    }
    drop(owned);
    assert!(!socket.exists());
    here.stop().await.unwrap();
    there.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_that_ends_before_it_is_done_answers_no_end() {
    let (laptop, _phone) = pair().await;
    let owned = Ownership::take(laptop.runtime(), &laptop.vault)
        .unwrap()
        .unwrap();
    let node = laptop.start().await;
    let asking = async {
        let mut stream = connected(&laptop).await;
        stream.write_all(b"round 60000\n").await.unwrap();
        let mut here = [0; 5];
        stream.read_exact(&mut here).await.unwrap();
        assert_eq!(&here, b"here\n");
        stream
    };
    let mut stream = tokio::select! {
        served = owned.serve(&node) => unreachable!("{served:?}"),
        stream = asking => stream,
    };
    drop(owned);
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said).await;
    assert_eq!(said, b"");
    node.stop().await.unwrap();
}

/// A connection to the owner, as soon as it listens.
async fn connected(device: &Device) -> UnixStream {
    loop {
        match UnixStream::connect(socket(device)).await {
            Ok(stream) => return stream,
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

/// Beside the lock.
fn socket(device: &Device) -> PathBuf {
    let lock = Ownership::lock_file(device.runtime(), &device.vault).unwrap();
    lock.with_extension("network.sock")
}
