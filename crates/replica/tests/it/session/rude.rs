//! Peers that are silent, promise and never send, or do not keep to the protocol.

use super::*;

#[test]
fn silence_is_asked_about_and_then_ends_the_session() {
    let mut net = owners(Store::default(), Store::default(), true, &[1]);
    net.run();
    net.tick();
    assert_eq!(net.now, limits::SILENCE_BEFORE_PING_MS);
    net.run();
    assert_eq!(net.sides[0].closed, None);
    for _ in 0..10 {
        net.tick();
        net.sides.iter_mut().for_each(|side| side.inbox.clear()); // the line is dead
        if net.sides.iter().all(|side| side.closed.is_some()) {
            break;
        }
    }
    assert_eq!(net.sides[0].closed, Some(CloseReason::Silent));
    let patience = limits::SILENCE_BEFORE_PING_MS + limits::PING_ANSWER_MS_MAX;
    assert_eq!(net.now, limits::SILENCE_BEFORE_PING_MS + patience);
}

#[test]
fn a_peer_that_promises_and_never_sends_does_not_hold_us() {
    let (mut session, record) = lone(false);
    let have = vec![(record.log(), u64::MAX)];
    session.handle(
        Input::Frame(Frame::Offer {
            space: space(1),
            have,
        }),
        1,
    );
    session.handle(Input::Frame(Frame::Ready), 1);
    let mut now = 1;
    while !session.is_closed() {
        now += 1_000;
        session.handle(Input::Frame(Frame::Ping), now);
        session.handle(Input::Tick, now);
        assert!(now < 2 * limits::STALL_MS_MAX);
    }
    assert_eq!(
        drain(&mut session).last(),
        Some(&Output::Close(CloseReason::Stalled))
    );
}

#[test]
fn an_acknowledgement_beyond_what_we_hold_is_clamped() {
    let (mut session, record) = lone(true);
    let strange = Device::new(9).log(Class::Data);
    let have: Have = [(record.log(), 1_000), (strange, 5)].into_iter().collect();
    session.handle(
        Input::Frame(Frame::Ack {
            space: space(1),
            have,
        }),
        1,
    );
    let held = [(record.log(), 1)].into_iter().collect();
    let outputs = drain(&mut session);
    assert!(outputs.contains(&Output::Acked {
        space: space(1),
        have: held
    }));
}

#[test]
fn a_check_cannot_be_answered_by_sending_it_back() {
    let (mut session, record) = lone(true);
    let have = vec![(record.log(), 1)];
    session.handle(
        Input::Frame(Frame::Offer {
            space: space(1),
            have,
        }),
        1,
    );
    let check = drain(&mut session)
        .into_iter()
        .find_map(|output| match output {
            Output::Send(check @ Frame::Check { .. }) => Some(check),
            _ => None,
        })
        .unwrap();
    session.handle(Input::Frame(check), 2);
    let outputs = drain(&mut session);
    assert!(!outputs.contains(&Output::InStep { space: space(1) }));
}

#[test]
fn rude_peers_are_shown_the_door() {
    let batch = || Frame::Records {
        space: space(1),
        records: vec![vec![0; 10]],
    };
    let offer = |n: usize| {
        let mut tag = [0; 16];
        tag[..8].copy_from_slice(&n.to_be_bytes());
        Frame::Offer {
            space: SpaceTag::from_bytes(tag),
            have: Vec::new(),
        }
    };
    let cases: Vec<(Vec<Frame>, ProtocolError)> = vec![
        (vec![Frame::Hello { version: 3 }], ProtocolError::Unexpected),
        (vec![Frame::Ready, Frame::Ready], ProtocolError::Unexpected),
        (
            vec![Frame::Records {
                space: space(1),
                records: Vec::new(),
            }],
            ProtocolError::BadBatch,
        ),
        (
            (0..=limits::BATCHES_UNACKED_MAX).map(|_| batch()).collect(),
            ProtocolError::TooManyBatches,
        ),
        (
            (0..=limits::OFFERS_PER_SESSION_MAX).map(offer).collect(),
            ProtocolError::TooManySpaces,
        ),
        (
            (0..=limits::OFFERS_PER_SESSION_MAX)
                .map(|_| offer(1))
                .collect(),
            ProtocolError::TooManySpaces,
        ),
        (
            (0..=limits::BATCHES_REFUSED_MAX)
                .map(|_| Frame::Records {
                    space: space(9),
                    records: vec![vec![0; 10]],
                })
                .collect(),
            ProtocolError::TooManyRefused,
        ),
    ];
    for (frames, error) in cases {
        let (mut session, _) = lone(true);
        for frame in frames {
            assert!(!session.is_closed());
            session.handle(Input::Frame(frame), 1);
        }
        let last = drain(&mut session).pop();
        assert_eq!(last, Some(Output::Close(CloseReason::Protocol(error))));
    }
}

#[test]
fn the_greeting_comes_first_and_in_our_version() {
    let config = || SessionConfig {
        binding: [7; 32],
        version: Version::Three,
        live: true,
        initiator: true,
        spaces: Vec::new(),
    };
    let mut early = Session::new(config(), 0);
    early.handle(Input::Frame(Frame::Ready), 1);
    let unexpected = CloseReason::Protocol(ProtocolError::Unexpected);
    assert_eq!(drain(&mut early).pop(), Some(Output::Close(unexpected)));
    let mut newer = Session::new(config(), 0);
    newer.handle(Input::Frame(Frame::Hello { version: 9 }), 1);
    let other = CloseReason::OtherVersion { theirs: 9 };
    assert_eq!(drain(&mut newer).pop(), Some(Output::Close(other)));
}
