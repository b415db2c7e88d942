//! Exchanges between two replicas in memory: they end equal, whatever is cut, and a peer gets
//! nothing and gives nothing beyond its role.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod files;
mod roles;
mod rude;

use crate::fixture::net::{Belief, Net, Side, Store, view};
use crate::fixture::{Device, chain, space};
use proptest::prelude::*;
use replica::{
    Branches, Class, CloseReason, Frame, Have, Head, History, Input, LogId, Output, PeerRole,
    ProtocolError, Record, RecordId, Refusal, Role, Session, SessionConfig, SpaceTag, Version,
    limits,
};

const OWNERS: (PeerRole, Role) = (PeerRole::Owner, Role::Owner);

fn belief(number: u8, (peer, me): (PeerRole, Role)) -> Belief {
    (space(number), peer, me)
}

fn records(tag: SpaceTag, author: u8, class: Class, count: usize, bytes: usize) -> Vec<Record> {
    let bodies = (0..count).map(|n| vec![u8::try_from(n % 256).unwrap(); bytes]);
    chain(tag, &Device::new(author), class, None, bodies)
}

fn store(parts: &[Vec<Record>]) -> Store {
    let mut store = Store::default();
    parts.iter().for_each(|part| store.put(part));
    store
}

fn owners(a: Store, b: Store, live: bool, spaces: &[u8]) -> Net {
    let beliefs: Vec<_> = spaces
        .iter()
        .map(|number| belief(*number, OWNERS))
        .collect();
    Net::new([
        Side::new(a, true, live, &beliefs),
        Side::new(b, false, live, &beliefs),
    ])
}

fn in_step(side: &Side) -> usize {
    side.saw(|output| matches!(output, Output::InStep { .. }))
}

fn assert_equal(net: &Net, tag: SpaceTag) {
    let [a, b] = &net.sides;
    assert_eq!(a.store.heads(tag), b.store.heads(tag));
    assert!(!a.store.heads(tag).is_empty());
}

fn assert_done(net: &Net) {
    assert_eq!(
        [net.sides[0].closed, net.sides[1].closed],
        [Some(CloseReason::Done); 2]
    );
}

/// A session that has been greeted, sharing space 1 in which it holds one record.
fn lone(live: bool) -> (Session, Record) {
    let record = records(space(1), 1, Class::Data, 1, 10).remove(0);
    let beliefs = view(&store(&[vec![record.clone()]]), belief(1, OWNERS));
    let config = SessionConfig {
        binding: [7; 32],
        version: Version::Three,
        live,
        initiator: true,
        spaces: vec![beliefs],
    };
    let mut session = Session::new(config, 0);
    session.handle(Input::Frame(Frame::Hello { version: 3 }), 0);
    drain(&mut session);
    (session, record)
}

fn drain(session: &mut Session) -> Vec<Output> {
    std::iter::from_fn(|| session.poll()).collect()
}

#[test]
fn both_end_equal() {
    let tag = space(1);
    let common = records(tag, 1, Class::Control, 3, 50);
    let a = store(&[common.clone(), records(tag, 1, Class::Data, 40, 900)]);
    let b = store(&[
        common,
        records(tag, 2, Class::Data, 7, 300),
        records(tag, 2, Class::Control, 2, 9),
    ]);
    let mut net = owners(a, b, false, &[1]);
    net.run();
    assert_equal(&net, tag);
    assert_done(&net);
    for side in &net.sides {
        assert_eq!(in_step(side), 1);
        assert!(side.diverged().is_empty());
        let full = side.store.have(tag);
        let last = side.events.iter().rev().find_map(|event| match event {
            Output::Acked { have, .. } => Some(have),
            _ => None,
        });
        assert_eq!(last, Some(&full));
    }
}

#[test]
fn nothing_differs_costs_next_to_nothing() {
    let tag = space(1);
    let all: Vec<_> = (1..=3)
        .flat_map(|author| {
            [Class::Control, Class::Data].map(|class| records(tag, author, class, 5, 100))
        })
        .collect();
    let mut net = owners(store(&all), store(&all), false, &[1]);
    net.run();
    assert_done(&net);
    for side in &net.sides {
        assert_eq!(in_step(side), 1);
        assert!(side.bytes_sent <= 1024, "{} bytes", side.bytes_sent);
    }
}

#[test]
fn much_goes_in_batches_within_the_window() {
    let tag = space(1);
    let a = store(&[
        records(tag, 1, Class::Data, 40, 200_000),
        records(tag, 2, Class::Data, 3, 1 << 20),
    ]);
    let mut net = owners(a, Store::default(), false, &[1]);
    let mut most = 0;
    loop {
        let waiting = |inbox: &std::collections::VecDeque<Vec<u8>>| {
            inbox.iter().filter(|frame| frame[0] == 4).count()
        };
        while net.deliver(0) {}
        most = most.max(waiting(&net.sides[1].inbox));
        if !net.deliver(1) && net.sides[0].inbox.is_empty() {
            break;
        }
    }
    assert_eq!(most, limits::BATCHES_UNACKED_MAX);
    assert_equal(&net, tag);
    assert_done(&net);
}

#[test]
fn control_goes_before_data_and_never_with_it() {
    let tag = space(1);
    let a = store(&[
        records(tag, 1, Class::Data, 3, 10),
        records(tag, 2, Class::Control, 3, 10),
        records(tag, 3, Class::Control, 3, 10),
    ]);
    let mut net = owners(a, Store::default(), false, &[1]);
    net.run();
    let batches: Vec<Vec<Class>> = net.sides[1]
        .events
        .iter()
        .filter_map(|event| match event {
            Output::Append { records, .. } => Some(
                records
                    .iter()
                    .map(|bytes| Record::decode(bytes).unwrap().log().class)
                    .collect(),
            ),
            _ => None,
        })
        .collect();
    assert_eq!(batches, [vec![Class::Control; 6], vec![Class::Data; 3]]);
}

#[test]
fn a_live_session_pushes_what_grows_and_says_farewell() {
    let tag = space(1);
    let start = records(tag, 1, Class::Data, 2, 10);
    let both = store(std::slice::from_ref(&start));
    let mut net = owners(both.clone(), both, true, &[1]);
    net.run();
    let more = chain(
        tag,
        &Device::new(1),
        Class::Data,
        start.last().map(Record::head),
        [vec![9]],
    );
    net.sides[0].store.put(&more);
    let heads = vec![(more[0].log(), more[0].head())];
    net.give(
        0,
        Input::Grew {
            space: tag,
            heads,
            branches: Branches::default(),
        },
    );
    net.run();
    assert_equal(&net, tag);
    assert_eq!(net.sides.each_ref().map(in_step), [2, 2]);
    assert_eq!(net.sides[0].closed, None);
    net.give(1, Input::Finish);
    net.run();
    assert_done(&net);
}

#[test]
fn both_may_grow_at_once() {
    let tag = space(1);
    let mut net = owners(Store::default(), Store::default(), true, &[1]);
    net.run();
    for (side, author) in [(0, 1), (1, 2)] {
        let new = records(tag, author, Class::Data, 5, 100);
        net.sides[side].store.put(&new);
        let heads = net.sides[side].store.heads(tag);
        net.give(
            side,
            Input::Grew {
                space: tag,
                heads,
                branches: Branches::default(),
            },
        );
    }
    net.run();
    assert_equal(&net, tag);
    assert!(
        net.sides
            .iter()
            .all(|side| in_step(side) >= 1 && side.diverged().is_empty())
    );
}

#[test]
fn a_space_can_be_taken_up_while_the_session_runs() {
    let (one, two) = (space(1), space(2));
    let a = store(&[
        records(one, 1, Class::Data, 2, 10),
        records(two, 1, Class::Data, 3, 10),
    ]);
    let b = store(&[records(one, 1, Class::Data, 2, 10)]);
    for live in [true, false] {
        let beliefs = [belief(1, OWNERS), belief(2, OWNERS)];
        let mut net = Net::new([
            Side::new(a.clone(), true, live, &beliefs),
            Side::new(b.clone(), false, live, &beliefs[..1]),
        ]);
        while net.sides[1].saw(|event| *event == Output::Offered { space: two }) == 0 {
            assert!(net.deliver(1));
        }
        let taken = view(&net.sides[1].store, beliefs[1]);
        net.give(1, Input::Space(taken));
        net.run();
        assert_equal(&net, two);
        assert_eq!(in_step(&net.sides[0]), 2);
    }
}

#[test]
fn a_space_that_only_one_knows_stays_with_it() {
    let (one, two) = (space(1), space(2));
    let a = store(&[
        records(one, 1, Class::Data, 2, 10),
        records(two, 1, Class::Data, 3, 10),
    ]);
    let mut net = Net::new([
        Side::new(a, true, false, &[belief(1, OWNERS), belief(2, OWNERS)]),
        Side::new(Store::default(), false, false, &[belief(1, OWNERS)]),
    ]);
    net.run();
    assert_equal(&net, one);
    assert!(net.sides[1].store.heads(two).is_empty());
    assert_done(&net);
}

#[test]
fn a_peer_that_offers_too_many_spaces_is_served_with_the_others() {
    let a = store(&[records(space(1), 1, Class::Data, 3, 100)]);
    let mut beliefs = vec![belief(1, OWNERS)];
    beliefs.extend((0..1_000_u16).map(|at| {
        let mut tag = [0xEE; 16];
        tag[..2].copy_from_slice(&at.to_be_bytes());
        (SpaceTag::from_bytes(tag), OWNERS.0, OWNERS.1)
    }));
    let mut net = Net::new([
        Side::new(a, true, false, &beliefs),
        Side::new(Store::default(), false, false, &[belief(1, OWNERS)]),
    ]);
    net.run();
    assert_done(&net);
    assert_equal(&net, space(1));
    let noted = net.sides[1].saw(|output| matches!(output, Output::Offered { .. }));
    assert_eq!(noted, limits::SPACES_PER_SESSION_MAX - 1);
}

/// A frame about chunks of files.
fn of_chunks() -> impl Strategy<Value = Frame> {
    let tag = (1u8..4).prop_map(space);
    let names = proptest::collection::btree_set(any::<[u8; 32]>(), 1..8);
    let sealed = proptest::collection::vec(any::<u8>(), 0..50);
    prop_oneof![
        (tag.clone(), names).prop_map(|(space, names)| Frame::Want {
            space,
            names: names.into_iter().collect(),
        }),
        (tag, any::<[u8; 32]>(), sealed).prop_map(|(space, name, sealed)| Frame::Chunk {
            space,
            name,
            sealed,
        }),
    ]
}

fn frame() -> impl Strategy<Value = Frame> {
    let log = (1u8..4, any::<bool>(), 0u64..3).prop_map(|(author, data, incarnation)| LogId {
        incarnation,
        ..Device::new(author).log(if data { Class::Data } else { Class::Control })
    });
    let number = prop_oneof![1u64..6, any::<u64>().prop_map(|n| n.max(1))];
    let logs = proptest::collection::btree_map(log, number, 0..6);
    let tag = (1u8..4).prop_map(space);
    let have = logs
        .clone()
        .prop_map(|logs| logs.into_iter().collect::<Vec<_>>());
    let good = (1u8..4, 1usize..4)
        .prop_map(|(author, count)| records(space(1), author, Class::Data, count, 20))
        .prop_map(|records| records.iter().map(Record::encode).collect::<Vec<_>>());
    let bad = proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..250), 0..4);
    prop_oneof![
        any::<u16>().prop_map(|version| Frame::Hello { version }),
        (tag.clone(), have.clone()).prop_map(|(space, have)| Frame::Offer { space, have }),
        Just(Frame::Ready),
        (tag.clone(), prop_oneof![good, bad])
            .prop_map(|(space, records)| Frame::Records { space, records }),
        (tag.clone(), logs.clone()).prop_map(|(space, logs)| Frame::Ack {
            space,
            have: logs.into_iter().collect(),
        }),
        (tag.clone(), any::<[u8; 32]>()).prop_map(|(space, digest)| Frame::Check { space, digest }),
        of_chunks(),
        (tag.clone(), logs.clone()).prop_map(|(space, logs)| Frame::Fork {
            space,
            histories: logs
                .into_iter()
                .map(|(log, number)| History {
                    log,
                    places: (1..=number.min(3))
                        .rev()
                        .map(|number| Head {
                            number,
                            id: RecordId::from_bytes([6; 32]),
                        })
                        .collect(),
                })
                .collect(),
        }),
        (tag, logs).prop_map(|(space, logs)| Frame::Heads {
            space,
            heads: logs
                .into_iter()
                .map(|(log, number)| (
                    log,
                    Head {
                        number,
                        id: RecordId::from_bytes([5; 32])
                    }
                ))
                .collect(),
        }),
        Just(Frame::Ping),
        Just(Frame::Pong),
        any::<u32>().prop_map(|offers| Frame::Bye { offers }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn frames_round_trip(frame in frame()) {
        prop_assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
    }

    #[test]
    fn mutated_frames_reproduce_themselves_or_are_refused(
        frame in frame(), at: prop::sample::Index, value: u8, cut: bool,
    ) {
        let mut bytes = frame.encode();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
            prop_assert!(Frame::decode(&bytes).is_err());
        } else {
            bytes[at] = value;
            if let Ok(frame) = Frame::decode(&bytes) {
                prop_assert_eq!(frame.encode(), bytes);
            }
        }
    }

    /// Whatever a peer says, nothing panics and nothing unverified is kept.
    #[test]
    fn a_hostile_peer_changes_nothing_it_may_not(
        frames in proptest::collection::vec(frame(), 0..40), live: bool,
        peer in prop_oneof![Just(PeerRole::Owner), Just(PeerRole::Reader), Just(PeerRole::Former)],
    ) {
        let before = store(&[records(space(1), 9, Class::Data, 3, 20)]);
        let mut side = Side::new(before.clone(), true, live, &[belief(1, (peer, Role::Owner))]);
        side.give(Input::Frame(Frame::Hello { version: 3 }), 0);
        for (now, frame) in (1..).zip(frames) {
            side.give(Input::Frame(frame), now);
        }
        if peer != PeerRole::Owner {
            prop_assert_eq!(side.store.heads(space(1)), before.heads(space(1)));
        }
        prop_assert!(side.store.logs.values().flatten().all(|record| record.verify().is_ok()));
        prop_assert!(side.store.chunks.is_empty());
        prop_assert_eq!(side.events.iter().filter(|event| matches!(event, Output::Close(_))).count(),
            usize::from(side.closed.is_some()));
    }

    /// The line is cut after any number of frames, again and again, while both sides write;
    /// each new session goes on where the last one was, and at the end both are equal.
    #[test]
    fn any_cut_is_resumed(
        cuts in proptest::collection::vec((0usize..20, 0usize..2, 0usize..30), 0..6),
        live: bool,
    ) {
        let tag = space(1);
        let all = [1, 2].map(|author| records(tag, author, Class::Data, 400, 3_000));
        let control = records(tag, 1, Class::Control, 5, 40);
        let mut written = [1, 1];
        let mut stores = [store(&[control, all[0][..1].to_vec()]), store(&[all[1][..1].to_vec()])];
        for (frames, writer, more) in cuts {
            let [a, b] = stores;
            let mut net = owners(a, b, live, &[1]);
            for step in 0..frames {
                net.deliver((step + writer) % 2);
                let new = &all[writer][written[writer]..written[writer] + more / 10];
                written[writer] += new.len();
                net.sides[writer].store.put(new);
                let heads = net.sides[writer].store.heads(tag);
                net.give(writer, Input::Grew { space: tag, heads, branches: Branches::default() });
            }
            stores = net.sides.map(|side| side.store);
        }
        let [a, b] = stores;
        let mut net = Net::new([
            Side::new(a, true, live, &[belief(1, OWNERS)]),
            Side::new(b, false, false, &[belief(1, OWNERS)]),
        ]);
        net.run();
        assert_equal(&net, tag);
        assert_done(&net);
        for (side, author) in [1u8, 2].into_iter().enumerate() {
            let log = Device::new(author).log(Class::Data);
            prop_assert_eq!(net.sides[1 - side].store.have(tag).get(log), written[side] as u64);
        }
        prop_assert_eq!(net.sides.each_ref().map(in_step), [1, 1]);
        prop_assert!(net.sides.iter().all(|side| side.diverged().is_empty()));
    }
}
