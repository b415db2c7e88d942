//! Who may send and who may hear what.

use super::*;

#[test]
fn a_reader_gets_everything_and_gives_nothing() {
    let tag = space(1);
    let a = store(&[records(tag, 1, Class::Data, 5, 10)]);
    let b = store(&[records(tag, 2, Class::Data, 5, 10)]);
    let mut net = Net::new([
        Side::new(
            a,
            true,
            false,
            &[belief(1, (PeerRole::Reader, Role::Owner))],
        ),
        Side::new(
            b,
            false,
            false,
            &[belief(1, (PeerRole::Owner, Role::Reader))],
        ),
    ]);
    net.run();
    assert_eq!(net.sides[0].store.heads(tag).len(), 1);
    assert_eq!(net.sides[1].store.heads(tag).len(), 2);
    assert_eq!(
        net.sides[0].saw(|event| matches!(event, Output::Append { .. })),
        0
    );
    assert!(net.sides.iter().all(|side| side.diverged().is_empty()));
    assert_done(&net);
}

#[test]
fn a_reader_or_former_that_sends_records_is_refused() {
    let tag = space(1);
    for (peer, why) in [
        (PeerRole::Reader, Refusal::NotAWriter),
        (PeerRole::Former, Refusal::Former),
    ] {
        let a = store(&[records(tag, 1, Class::Data, 2, 10)]);
        let b = store(&[records(tag, 2, Class::Data, 5, 10)]);
        let mut net = Net::new([
            Side::new(a, true, false, &[belief(1, (peer, Role::Owner))]),
            Side::new(b, false, false, &[belief(1, OWNERS)]), // believes that it may write
        ]);
        net.run();
        let [honest, hostile] = &net.sides;
        assert!(honest.saw(|event| *event == Output::Refused { space: tag, why }) > 0);
        assert_eq!(
            honest.saw(|event| matches!(event, Output::Append { .. })),
            0
        );
        assert_eq!(honest.store.heads(tag).len(), 1);
        assert_eq!(honest.closed, Some(CloseReason::Done));
        assert_eq!(hostile.closed, Some(CloseReason::Done));
    }
}

#[test]
fn records_of_a_space_that_is_not_shared_are_refused() {
    let (mut session, _) = lone(false);
    let frame = Frame::Records {
        space: space(9),
        records: vec![vec![1]],
    };
    session.handle(Input::Frame(frame), 1);
    let outputs = drain(&mut session);
    assert!(outputs.contains(&Output::Refused {
        space: space(9),
        why: Refusal::NotShared
    }));
    assert!(
        !outputs
            .iter()
            .any(|output| matches!(output, Output::Append { .. }))
    );
}

#[test]
fn a_former_member_hears_of_control_only() {
    let tag = space(1);
    let a = store(&[
        records(tag, 1, Class::Control, 4, 10),
        records(tag, 1, Class::Data, 5, 10),
    ]);
    let mut net = Net::new([
        Side::new(
            a,
            true,
            false,
            &[belief(1, (PeerRole::Former, Role::Owner))],
        ),
        Side::new(Store::default(), false, false, &[belief(1, OWNERS)]),
    ]);
    net.run();
    let learned = net.sides[1].store.heads(tag);
    assert_eq!(learned.len(), 1);
    assert_eq!(learned[0].0.class, Class::Control);
    let spoken_of_data = net.sides[1].events.iter().any(|event| match event {
        Output::Append { records, .. } => records
            .iter()
            .any(|bytes| Record::decode(bytes).unwrap().log().class == Class::Data),
        _ => false,
    });
    assert!(!spoken_of_data);
    assert_eq!(
        net.sides[0].saw(|event| matches!(event, Output::Acked { .. })),
        0
    );
    assert_done(&net);
}

#[test]
fn a_role_lost_in_mid_session_counts_at_once() {
    let tag = space(1);
    let mut net = owners(Store::default(), Store::default(), true, &[1]);
    net.run();
    let former = (tag, PeerRole::Former, Role::Owner);
    let changed = view(&net.sides[0].store, former);
    net.give(0, Input::Space(changed));
    let new = records(tag, 2, Class::Data, 3, 10);
    net.sides[1].store.put(&new);
    let heads = net.sides[1].store.heads(tag);
    net.give(
        1,
        Input::Grew {
            space: tag,
            heads,
            branches: Branches::default(),
        },
    );
    net.run();
    assert!(net.sides[0].store.heads(tag).is_empty());
    let own = records(tag, 1, Class::Data, 3, 10);
    net.sides[0].store.put(&own);
    let heads = net.sides[0].store.heads(tag);
    net.give(
        0,
        Input::Grew {
            space: tag,
            heads,
            branches: Branches::default(),
        },
    );
    net.run();
    assert_eq!(net.sides[1].store.heads(tag).len(), 1);
}

#[test]
fn what_is_withheld_is_named() {
    let tag = space(1);
    let log = Device::new(1).log(Class::Data);
    let mut a = store(&[
        records(tag, 1, Class::Data, 9, 10),
        records(tag, 2, Class::Data, 3, 10),
    ]);
    a.withheld.insert(log, 4);
    let mut net = owners(a, Store::default(), false, &[1]);
    net.run();
    for side in &net.sides {
        assert_eq!(side.diverged(), [log].into());
        assert_eq!(in_step(side), 0);
    }
    assert_eq!(net.sides[1].store.have(tag).get(log), 3);
    assert_done(&net);
}

#[test]
fn two_histories_of_one_log_are_named() {
    let tag = space(1);
    let author = Device::new(1);
    let fork = |body: u8| chain(tag, &author, Class::Data, None, [vec![0], vec![body]]);
    let mut net = owners(store(&[fork(1)]), store(&[fork(2)]), false, &[1]);
    net.run();
    for side in &net.sides {
        assert_eq!(side.diverged(), [author.log(Class::Data)].into());
    }
    assert_done(&net);
}

#[test]
fn a_damaged_record_is_not_kept_and_the_rest_goes_on() {
    let tag = space(1);
    let mut a = store(&[
        records(tag, 1, Class::Data, 9, 10),
        records(tag, 2, Class::Data, 3, 10),
    ]);
    let log = Device::new(1).log(Class::Data);
    a.logs.get_mut(&(tag, log)).unwrap()[4].body[0] ^= 1;
    let mut net = owners(a, Store::default(), false, &[1]);
    net.run();
    let held = net.sides[1].store.have(tag);
    assert_eq!(held.get(log), 4);
    assert_eq!(held.get(Device::new(2).log(Class::Data)), 3);
    assert_eq!(net.sides[1].diverged(), [log].into());
    assert_done(&net);
}
