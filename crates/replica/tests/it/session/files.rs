//! Chunks of files: they go after the records, once, between owners, and nothing comes that was not asked for.

use sha2::{Digest, Sha256};

use super::*;
use crate::fixture::net::view;

/// A chunk, by its name.
fn chunk(number: usize) -> ([u8; 32], Vec<u8>) {
    let sealed = vec![u8::try_from(number % 256).unwrap(); 10 + number];
    (Sha256::digest(&sealed).into(), sealed)
}

fn holding(mut store: Store, numbers: std::ops::Range<usize>) -> Store {
    store.chunks.extend(numbers.map(chunk));
    store
}

fn wanting(mut store: Store, numbers: std::ops::Range<usize>) -> Store {
    store.wants.extend(numbers.map(|number| chunk(number).0));
    store
}

fn some_records() -> Store {
    store(&[records(space(1), 1, Class::Data, 40, 20_000)])
}

fn wants_sent(side: &Side) -> usize {
    side.inbox.iter().filter(|frame| frame[0] == 18).count()
}

/// A session that has been greeted and knows what the peer holds, with nothing to exchange but chunks.
fn among_owners(peer: PeerRole, me: Role) -> Session {
    let config = SessionConfig {
        binding: [7; 32],
        version: Version::Three,
        live: true,
        initiator: true,
        spaces: vec![view(&Store::default(), belief(1, (peer, me)))],
    };
    let mut session = Session::new(config, 0);
    for frame in [
        Frame::Hello { version: 3 },
        Frame::Offer {
            space: space(1),
            have: Vec::new(),
        },
        Frame::Ready,
    ] {
        session.handle(Input::Frame(frame), 0);
    }
    session
}

/// One that has asked for these chunks.
fn asking(names: &[[u8; 32]]) -> Session {
    let mut session = among_owners(PeerRole::Owner, Role::Owner);
    let checks: Vec<_> = drain(&mut session)
        .into_iter()
        .filter(|output| matches!(output, Output::Send(Frame::Check { .. })))
        .collect();
    assert_eq!(checks.len(), 1);
    // The peer disagrees and says no more: nothing is under way then.
    for frame in [
        Frame::Check {
            space: space(1),
            digest: [0; 32],
        },
        Frame::Heads {
            space: space(1),
            heads: Vec::new(),
        },
    ] {
        session.handle(Input::Frame(frame), 0);
    }
    let asks = |output: &Output| matches!(output, Output::ChooseChunks { .. });
    assert!(drain(&mut session).iter().any(asks));
    let chosen = Input::ChunksChosen {
        space: space(1),
        names: names.to_vec(),
    };
    session.handle(chosen, 0);
    let mut names = names.to_vec();
    names.sort_unstable();
    let want = Frame::Want {
        space: space(1),
        names,
    };
    assert!(drain(&mut session).contains(&Output::Send(want)));
    session
}

fn answer(number: usize, sealed: Vec<u8>) -> Input {
    Input::Frame(Frame::Chunk {
        space: space(1),
        name: chunk(number).0,
        sealed,
    })
}

fn closes_with(session: &mut Session) -> Option<ProtocolError> {
    match drain(session).pop() {
        Some(Output::Close(CloseReason::Protocol(error))) => Some(error),
        _ => None,
    }
}

#[test]
fn chunks_go_both_ways_after_the_records_and_then_both_say_goodbye() {
    let a = wanting(holding(some_records(), 0..30), 30..50);
    let b = wanting(holding(Store::default(), 30..50), 0..30);
    let mut net = owners(a, b, false, &[1]);
    // Nobody asks for a chunk while records are to come.
    for _ in 0..100_000 {
        let asked = net.sides.iter().any(|side| wants_sent(side) > 0);
        if asked {
            assert_equal(&net, space(1));
        }
        let [a, b] = [0, 1].map(|to| net.deliver(to));
        if !a && !b {
            break;
        }
    }
    assert_done(&net);
    for side in &net.sides {
        assert_eq!(side.store.chunks.len(), 50);
        assert!(side.store.chunks.iter().all(|(name, sealed)| {
            *name == <[u8; 32]>::from(Sha256::digest(sealed)) // what it says
        }));
    }
}

#[test]
fn no_more_are_asked_for_than_may_be_under_way() {
    let a = holding(some_records(), 0..100);
    let mut net = owners(a, wanting(Store::default(), 0..100), false, &[1]);
    let mut most = 0;
    for _ in 0..100_000 {
        while net.deliver(0) {}
        let under_way = net.sides[1].inbox.iter().filter(|frame| frame[0] == 19);
        most = most.max(under_way.count());
        if !net.deliver(1) && net.sides[0].inbox.is_empty() {
            break;
        }
    }
    assert_eq!(most, limits::CHUNKS_WANTED_MAX);
    assert_eq!(net.sides[1].store.chunks.len(), 100);
    assert_done(&net);
}

#[test]
fn what_the_other_side_lacks_keeps_nobody() {
    let a = holding(some_records(), 0..3);
    let mut net = owners(a, wanting(Store::default(), 0..6), false, &[1]);
    net.run();
    assert_done(&net);
    let side = &net.sides[1];
    assert_eq!(side.store.chunks.len(), 3);
    assert_eq!(
        side.saw(|output| matches!(output, Output::ChunkAbsent { .. })),
        3
    );
}

#[test]
fn what_is_named_later_is_asked_for_on_a_connection_that_stays() {
    let a = holding(some_records(), 0..3);
    let mut net = owners(a, wanting(Store::default(), 0..1), true, &[1]);
    net.run();
    assert_eq!(net.sides[1].store.chunks.len(), 1);
    net.sides[1].store.wants = vec![chunk(2).0];
    net.run();
    assert_eq!(net.sides[1].store.chunks.len(), 1);
    net.give(1, Input::ChunksNamed { space: space(1) });
    net.run();
    assert_eq!(net.sides[1].store.chunks.len(), 2);
}

#[test]
fn a_program_that_knows_no_files_is_asked_for_none() {
    let mut sides = [
        Side::new(holding(some_records(), 0..3), true, false, &[]),
        Side::new(wanting(Store::default(), 0..3), false, false, &[]),
    ];
    for (side, initiator) in sides.iter_mut().zip([true, false]) {
        let config = SessionConfig {
            binding: [7; 32],
            version: Version::Two,
            live: false,
            initiator,
            spaces: vec![view(&side.store, belief(1, OWNERS))],
        };
        side.session = Session::new(config, 0);
    }
    let mut net = Net::new(sides);
    net.run();
    assert_done(&net);
    assert_equal(&net, space(1));
    assert!(net.sides[1].store.chunks.is_empty());
}

#[test]
fn nothing_is_kept_that_was_not_asked_for_or_is_not_what_its_name_says() {
    let names = [chunk(1).0, chunk(2).0];
    let kept = |session: &mut Session| {
        drain(session)
            .into_iter()
            .filter(|output| matches!(output, Output::KeepChunk { .. }))
            .count()
    };
    let mut session = asking(&names);
    session.handle(answer(1, chunk(1).1), 1);
    session.handle(answer(2, Vec::new()), 1);
    assert_eq!(kept(&mut session), 1);
    // Twice the same: the second was not asked for.
    session.handle(answer(1, chunk(1).1), 1);
    assert_eq!(closes_with(&mut session), Some(ProtocolError::Unexpected));
    for unasked in [chunk(3).1, Vec::new()] {
        let mut session = asking(&names);
        session.handle(answer(3, unasked), 1);
        assert_eq!(closes_with(&mut session), Some(ProtocolError::Unexpected));
    }
    let mut session = asking(&names);
    session.handle(answer(1, chunk(2).1), 1);
    assert_eq!(closes_with(&mut session), Some(ProtocolError::WrongChunk));
}

#[test]
fn only_an_owner_is_given_chunks() {
    let want = || Frame::Want {
        space: space(1),
        names: vec![chunk(1).0],
    };
    for (peer, me, given) in [
        (PeerRole::Owner, Role::Owner, true),
        (PeerRole::Owner, Role::Reader, false),
        (PeerRole::Reader, Role::Owner, false),
        (PeerRole::Keeper, Role::Owner, false),
        (PeerRole::Former, Role::Owner, false),
    ] {
        let mut session = among_owners(peer, me);
        drain(&mut session);
        session.handle(Input::Frame(want()), 1);
        let outputs = drain(&mut session);
        let asked = |output: &Output| matches!(output, Output::LoadChunk { .. });
        assert_eq!(outputs.iter().any(asked), given, "{peer:?}");
        let told = Frame::Chunk {
            space: space(1),
            name: chunk(1).0,
            sealed: Vec::new(),
        };
        assert_eq!(outputs.contains(&Output::Send(told)), !given, "{peer:?}");
        // Nor does it go on for ever.
        for _ in 0..limits::BATCHES_REFUSED_MAX {
            session.handle(Input::Frame(want()), 1);
            let loaded = Input::ChunkLoaded {
                space: space(1),
                name: chunk(1).0,
                sealed: chunk(1).1,
            };
            session.handle(loaded, 1);
        }
        assert_eq!(session.is_closed(), !given, "{peer:?}");
    }
    let mut session = among_owners(PeerRole::Owner, Role::Owner);
    drain(&mut session);
    let strange = Frame::Want {
        space: space(9),
        names: vec![chunk(1).0],
    };
    session.handle(Input::Frame(strange), 1);
    let refused = Output::Refused {
        space: space(9),
        why: Refusal::NotShared,
    };
    assert!(drain(&mut session).contains(&refused));
}

#[test]
fn whoever_asks_for_too_much_at_once_is_shown_the_door() {
    let mut session = among_owners(PeerRole::Owner, Role::Owner);
    let mut names: Vec<_> = (0..=limits::CHUNKS_WANTED_MAX)
        .map(|number| chunk(number).0)
        .collect();
    names.sort_unstable();
    let more = names.split_off(limits::CHUNKS_WANTED_MAX);
    for names in [names, more] {
        assert!(!session.is_closed());
        let want = Frame::Want {
            space: space(1),
            names,
        };
        session.handle(Input::Frame(want), 1);
    }
    assert_eq!(
        closes_with(&mut session),
        Some(ProtocolError::TooManyWanted)
    );
}
