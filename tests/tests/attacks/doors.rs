//! Frames that no honest program sends: the exchange ends with an error, nothing is kept, and the vault goes on.

use engine::ExchangeError;
use replica::{Frame, Version, limits};
use testkit::{Desk, Frayed, Insider, Puppet, World, meet, meet_over};

async fn two(world: &World) -> (Desk, Desk) {
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    laptop.writes("held");
    meet(&phone, &laptop).await;
    (laptop, phone)
}

/// The laptop survives `bytes` after a proper beginning, and exchanges with the honest phone afterwards.
async fn survives(laptop: &Desk, phone: &Desk, bytes: &[u8]) {
    let home = Insider::of(laptop).home().tag();
    let heads = Insider::of(laptop).heads(home);
    let (_, ended) = Puppet::against(laptop, phone.vault.link_id(), async |puppet| {
        puppet.opens(home, &heads).await;
        puppet.sends_bytes(bytes).await;
    })
    .await;
    let ended_badly = match &ended {
        Err(error) => matches!(error, ExchangeError::Connection(_)),
        Ok(report) => !report.in_step,
    };
    assert!(ended_badly, "{ended:?}");
    assert_eq!(Insider::of(laptop).heads(home), heads);
    let (one, other) = meet(phone, laptop).await;
    assert!(one.in_step && other.in_step);
}

/// The laptop does not wait for a frame of this length.
async fn hangs_up_on(laptop: &Desk, phone: &Desk, length: u32) {
    let (_, ended) = Puppet::against(laptop, phone.vault.link_id(), async |puppet| {
        puppet.sends_bytes(&length.to_be_bytes()).await;
        while puppet.hears().await.is_some() {}
    })
    .await;
    assert!(
        matches!(ended, Err(ExchangeError::Connection(_))),
        "{length}: {ended:?}"
    );
}

/// A frame with its length in front.
pub(crate) fn framed(frame: &[u8]) -> Vec<u8> {
    let length = u32::try_from(frame.len()).expect("small");
    [&length.to_be_bytes()[..], frame].concat()
}

// Seen to fail without the limit of a frame's length.
#[tokio::test]
async fn frames_of_impossible_length_or_shape_end_the_exchange() {
    let world = World::new(70);
    let (laptop, phone) = two(&world).await;
    let max = u32::try_from(limits::FRAME_BYTES_MAX).expect("small");
    for length in [max + 1, 1 << 30, 1 << 31, u32::MAX] {
        hangs_up_on(&laptop, &phone, length).await;
    }
    // Announced within the limit and never sent.
    survives(&laptop, &phone, &max.to_be_bytes()).await;
    let home = Insider::of(&laptop).home().tag();
    let huge = [&[4], &home.as_bytes()[..], &u32::MAX.to_be_bytes()].concat();
    for frame in [
        &b""[..],
        &[0],
        &[11],
        &[255; 100],
        &[4],
        &[2; 30],
        &[3, 0],
        &huge,
    ] {
        survives(&laptop, &phone, &framed(frame)).await;
    }
}

#[tokio::test]
async fn frames_out_of_place_end_the_exchange() {
    let world = World::new(71);
    let (laptop, phone) = two(&world).await;
    let home = Insider::of(&laptop).home().tag();
    for frame in [
        Frame::Hello {
            version: Version::Three.number(),
        },
        Frame::Records {
            space: home,
            records: Vec::new(),
        },
    ] {
        survives(&laptop, &phone, &framed(&frame.encode())).await;
    }
    // Far more offers than there can be spaces.
    let mut offers = Vec::new();
    for at in 0..=limits::OFFERS_PER_SESSION_MAX {
        let mut tag = [0; 16];
        tag[..8].copy_from_slice(&(at as u64).to_be_bytes());
        let space = replica::SpaceTag::from_bytes(tag);
        offers.extend(framed(
            &Frame::Offer {
                space,
                have: Vec::new(),
            }
            .encode(),
        ));
    }
    survives(&laptop, &phone, &offers).await;
}

#[tokio::test]
async fn a_peer_that_does_not_begin_with_hello_is_left() {
    let world = World::new(72);
    let (laptop, phone) = two(&world).await;
    for frame in [
        Frame::Ready,
        Frame::Ping,
        Frame::Bye { offers: 0 },
        Frame::Hello {
            version: Version::Three.number() + 1,
        },
    ] {
        let (_, ended) = Puppet::against(&laptop, phone.vault.link_id(), async |puppet| {
            puppet.sends(&frame).await;
            while puppet.hears().await.is_some() {}
        })
        .await;
        assert!(
            ended.is_err() || ended.is_ok_and(|report| !report.in_step),
            "{frame:?}"
        );
    }
    let (one, _) = meet(&phone, &laptop).await;
    assert!(one.in_step);
}

#[tokio::test]
async fn a_connection_cut_at_any_place_loses_nothing_and_the_next_one_finishes() {
    let world = World::new(73);
    let (laptop, phone) = two(&world).await;
    for at in 0..40 {
        laptop.writes(&format!("laptop {at}"));
        phone.writes(&format!("phone {at}"));
        let (here, there) = tokio::io::duplex(1 << 16);
        let (mine, theirs) = meet_over(
            &laptop,
            Frayed::new(here, Some(at * 97)),
            &phone,
            Frayed::new(there, None),
        )
        .await;
        assert!(
            mine.is_err() || theirs.is_err() || at > 20,
            "{mine:?} {theirs:?}"
        );
    }
    let (one, other) = meet(&laptop, &phone).await;
    assert!(one.in_step && other.in_step);
    assert_eq!(laptop.bodies().len(), 81);
    assert_eq!(laptop.bodies(), phone.bodies());
    laptop.is_sound();
    phone.is_sound();
}
