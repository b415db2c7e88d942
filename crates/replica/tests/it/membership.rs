//! Membership: one answer whatever the order, and no authority out of nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::fixture::{Device, Knowledge, RECIPIENT, space};
use proptest::prelude::*;
use replica::{
    Admission, Class, Control, ControlRecord, Cut, MemberState, Membership, Purpose, RecordId, Role,
};

struct Cast {
    a: Device,
    b: Device,
    c: Device,
    d: Device,
    kit: Device,
}

fn cast() -> Cast {
    let [a, b, c, d, kit] = [1, 2, 3, 4, 50].map(Device::new);
    Cast { a, b, c, d, kit }
}

/// A space with the owners a (founder), b and c.
fn three_owners(cast: &Cast) -> Knowledge {
    let mut all = Knowledge::found(space(1), &cast.a, &cast.kit);
    all.add(&cast.a, &cast.b, Role::Owner);
    all.add(&cast.a, &cast.c, Role::Owner);
    all
}

fn state(membership: &Membership, device: &Device) -> Option<MemberState> {
    membership.member(device.id).map(|member| member.state)
}

/// Calls `check` with every order of the records.
fn permute(
    records: &mut Vec<ControlRecord>,
    from: usize,
    check: &mut impl FnMut(&[ControlRecord]),
) {
    if from == records.len() {
        return check(records);
    }
    for at in from..records.len() {
        records.swap(from, at);
        permute(records, from + 1, check);
        records.swap(from, at);
    }
}

fn assert_order_does_not_matter(all: &Knowledge) {
    let expected = all.evaluate();
    let mut records = all.list();
    assert!(records.len() <= 7);
    permute(&mut records, 0, &mut |records| {
        assert_eq!(Membership::evaluate(records), expected);
    });
}

#[test]
fn a_space_has_its_founder_and_whom_owners_add() {
    let cast = cast();
    let mut all = three_owners(&cast);
    all.add(&cast.b, &cast.d, Role::Reader);
    let membership = all.evaluate();
    assert_eq!(membership.purpose(), Some(Purpose::Home));
    assert_eq!(membership.recovery().unwrap().key, *cast.kit.id.as_bytes());
    assert_eq!(membership.members().count(), 4);
    assert_eq!(membership.role(cast.a.id), Some(Role::Owner));
    assert_eq!(membership.role(cast.d.id), Some(Role::Reader));
    assert_eq!(
        membership.by_link(cast.d.link_id()).unwrap().added_by,
        cast.b.id
    );
    assert_eq!(
        membership.admits(cast.b.log(Class::Data), 9),
        Admission::Yes
    );
    assert_eq!(
        membership.admits(cast.d.log(Class::Data), 1),
        Admission::NotAWriter
    );
    assert!(membership.void().is_empty());
    assert_order_does_not_matter(&all);
}

#[test]
fn nothing_is_nobody() {
    assert_eq!(Membership::evaluate(&[]), Membership::default());
}

#[test]
fn readers_keepers_and_strangers_decide_nothing() {
    let cast = cast();
    for role in [Some(Role::Reader), Some(Role::Keeper), None] {
        let mut all = Knowledge::found(space(1), &cast.a, &cast.kit);
        if let Some(role) = role {
            all.add(&cast.a, &cast.b, role);
        }
        let before = all.evaluate();
        let void = [
            all.add(&cast.b, &cast.d, Role::Owner),
            all.remove(&cast.b, &cast.a),
            all.keys(&cast.b, 1),
            all.write(&cast.b, Control::Close),
        ];
        let after = all.evaluate();
        assert_eq!(
            after.members().collect::<Vec<_>>(),
            before.members().collect::<Vec<_>>()
        );
        assert!(after.keys().is_empty() && !after.closed());
        assert!(void.iter().all(|id| after.void().contains(id)));
        assert_order_does_not_matter(&all);
    }
}

#[test]
fn a_second_founding_counts_for_nothing() {
    let cast = cast();
    let all = three_owners(&cast);
    let root = all.evaluate().root().unwrap();
    for number in 100..110 {
        let usurper = Device::new(number);
        let mut records = all.list();
        records.extend(Knowledge::found(space(1), &usurper, &usurper_kit()).list());
        let membership = Membership::evaluate_from(Some(root), &records);
        assert_eq!(membership.role(usurper.id), None);
        assert_eq!(membership.void().len(), 1);
    }
    let mut later = all.clone();
    later.write(&cast.b, create(&cast.b, &cast.kit));
    assert_eq!(later.evaluate().root(), Some(root));
}

fn usurper_kit() -> Device {
    Device::new(60)
}

fn create(founder: &Device, kit: &Device) -> Control {
    Control::Create {
        purpose: Purpose::Share,
        founder: founder.certificate(Role::Owner),
        recovery_recipient: RECIPIENT.into(),
        recovery_key: *kit.id.as_bytes(),
        ends_at: Some(5),
    }
}

#[test]
fn a_founding_needs_proof_and_the_right_author() {
    let cast = cast();
    let mut stolen = Knowledge {
        space: space(1),
        records: std::collections::BTreeMap::new(),
    };
    stolen.write(&cast.b, create(&cast.a, &cast.kit));
    assert_eq!(stolen.evaluate().root(), None);
}

#[test]
fn a_certificate_with_a_swapped_recipient_is_not_added() {
    let cast = cast();
    let mut all = three_owners(&cast);
    let mut certificate = cast.d.certificate(Role::Owner);
    certificate.recipient = RECIPIENT.replace("ql3z", "attk");
    let add = all.write(&cast.b, Control::Add { certificate });
    assert_eq!(state(&all.evaluate(), &cast.d), None);
    assert_eq!(all.evaluate().void(), [add]);
}

#[test]
fn a_removed_device_keeps_its_past_and_loses_its_future() {
    let cast = cast();
    let mut all = three_owners(&cast);
    all.add(&cast.b, &cast.d, Role::Owner);
    let data = cast.b.log(Class::Data);
    let control = cast.b.log(Class::Control);
    let seen = all.records[&(control, 1)].id;
    let cuts = vec![
        Cut {
            log: control,
            number: 1,
            id: seen,
        },
        Cut {
            log: data,
            number: 10,
            id: RecordId::from_bytes([1; 32]),
        },
    ];
    all.remove_at(&cast.a, &cast.b, cuts);
    let late = all.keys(&cast.b, 1);
    let membership = all.evaluate();
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Removed));
    assert_eq!(membership.role(cast.b.id), None);
    assert_eq!(membership.role(cast.d.id), Some(Role::Owner));
    assert_eq!(membership.admits(data, 10), Admission::Yes);
    assert_eq!(membership.admits(data, 11), Admission::BeyondCut);
    assert_eq!(membership.void(), [late]);
    assert_order_does_not_matter(&all);
}

#[test]
fn what_a_removed_device_decides_concurrently_is_void() {
    let cast = cast();
    let mut home = three_owners(&cast);
    let mut away = home.clone();
    let void = [
        away.add(&cast.b, &cast.d, Role::Owner),
        away.keys(&cast.b, 1),
        away.remove(&cast.b, &cast.c),
        away.keys(&cast.d, 2),
    ];
    home.remove(&cast.a, &cast.b);
    home.learn(&away);
    let membership = home.evaluate();
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Removed));
    assert_eq!(state(&membership, &cast.d), None);
    assert_eq!(state(&membership, &cast.c), Some(MemberState::Active));
    assert!(membership.keys().is_empty());
    assert!(void.iter().all(|id| membership.void().contains(id)));
}

#[test]
fn a_removed_device_needs_new_keys_to_return() {
    let cast = cast();
    let mut all = three_owners(&cast);
    all.remove(&cast.a, &cast.b);
    let again = all.add(&cast.c, &cast.b, Role::Owner);
    let by_kit = all.add(&cast.kit, &cast.b, Role::Owner);
    let membership = all.evaluate();
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Removed));
    assert!(membership.void().contains(&again));
    assert!(!membership.void().contains(&by_kit) || membership.role(cast.b.id).is_none());
    assert_eq!(membership.role(cast.b.id), None);
    let act = all.keys(&cast.b, 1);
    assert!(all.evaluate().void().contains(&act));
}

/// a and b have removed each other without knowing; returns what c knows of it.
fn mutual(cast: &Cast) -> Knowledge {
    let mut left = three_owners(cast);
    let mut right = left.clone();
    left.remove(&cast.a, &cast.b);
    right.remove(&cast.b, &cast.a);
    left.learn(&right);
    left
}

#[test]
fn two_that_remove_each_other_are_both_suspended() {
    let cast = cast();
    let all = mutual(&cast);
    let membership = all.evaluate();
    for device in [&cast.a, &cast.b] {
        assert_eq!(state(&membership, device), Some(MemberState::Suspended));
        assert_eq!(membership.role(device.id), None);
        assert_eq!(
            membership.admits(device.log(Class::Data), 1),
            Admission::BeyondCut
        );
    }
    assert_eq!(membership.contested().len(), 2);
    assert_eq!(state(&membership, &cast.c), Some(MemberState::Active));
    assert_order_does_not_matter(&all);
}

#[test]
fn a_third_device_decides_between_two() {
    let cast = cast();
    for (out, stays) in [(&cast.a, &cast.b), (&cast.b, &cast.a)] {
        let mut all = mutual(&cast);
        all.remove(&cast.c, out);
        let membership = all.evaluate();
        assert_eq!(state(&membership, out), Some(MemberState::Removed));
        assert_eq!(state(&membership, stays), Some(MemberState::Active));
        assert!(membership.contested().is_empty());
        assert_order_does_not_matter(&all);
    }
}

#[test]
fn the_recovery_kit_decides_and_outranks() {
    let cast = cast();
    let mut all = mutual(&cast);
    let against = all.remove(&cast.a, &cast.kit);
    all.remove(&cast.kit, &cast.a);
    let membership = all.evaluate();
    assert_eq!(state(&membership, &cast.a), Some(MemberState::Removed));
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Active));
    assert!(membership.void().contains(&against));
    assert_order_does_not_matter(&all);
}

#[test]
fn the_recovery_kit_wins_over_what_a_device_does_concurrently() {
    let cast = cast();
    let mut kit = three_owners(&cast);
    let mut hostile = kit.clone();
    kit.add(&cast.kit, &cast.d, Role::Owner);
    hostile.remove(&cast.b, &cast.d);
    hostile.remove(&cast.b, &cast.c);
    kit.remove(&cast.kit, &cast.b);
    kit.learn(&hostile);
    let membership = kit.evaluate();
    assert_eq!(state(&membership, &cast.d), Some(MemberState::Active));
    assert_eq!(state(&membership, &cast.c), Some(MemberState::Active));
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Removed));
    assert_order_does_not_matter(&kit);
}

#[test]
fn who_knew_of_its_removal_cannot_strike_back() {
    let cast = cast();
    let mut all = three_owners(&cast);
    all.remove(&cast.a, &cast.b);
    all.remove(&cast.b, &cast.a);
    let membership = all.evaluate();
    assert_eq!(state(&membership, &cast.a), Some(MemberState::Active));
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Removed));
}

#[test]
fn a_ring_of_removals_suspends_all_in_it() {
    let cast = cast();
    let start = three_owners(&cast);
    let ring = [(&cast.a, &cast.b), (&cast.b, &cast.c), (&cast.c, &cast.a)];
    let mut all = start.clone();
    for (remover, target) in ring {
        let mut own = start.clone();
        own.remove(remover, target);
        all.learn(&own);
    }
    let membership = all.evaluate();
    for device in [&cast.a, &cast.b, &cast.c] {
        assert_eq!(state(&membership, device), Some(MemberState::Suspended));
    }
    assert_order_does_not_matter(&all);
}

#[test]
fn leaving_is_removing_oneself() {
    let cast = cast();
    let mut all = three_owners(&cast);
    all.add(&cast.b, &cast.d, Role::Reader);
    all.remove(&cast.b, &cast.b);
    let late = all.write(&cast.b, Control::Close);
    let membership = all.evaluate();
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Removed));
    assert_eq!(state(&membership, &cast.d), Some(MemberState::Active));
    assert_eq!(membership.void(), [late]);
    assert!(!membership.closed());
}

#[test]
fn a_cut_of_another_history_lets_nothing_stand() {
    let cast = cast();
    let mut all = three_owners(&cast);
    let add = all.add(&cast.b, &cast.d, Role::Owner);
    let log = cast.b.log(Class::Control);
    let cut = Cut {
        log,
        number: 1,
        id: RecordId::from_bytes([3; 32]),
    };
    all.remove_at(&cast.a, &cast.b, vec![cut]);
    let membership = all.evaluate();
    assert_eq!(membership.void(), [add]);
    assert_eq!(state(&membership, &cast.d), None);
}

#[test]
fn keys_come_newest_first_and_leave_room_above() {
    let cast = cast();
    let mut all = three_owners(&cast);
    all.keys(&cast.a, 1);
    all.keys(&cast.b, 2);
    let jump = all.keys(&cast.b, u32::MAX);
    let membership = all.evaluate();
    let heights: Vec<_> = membership.keys().iter().map(|keys| keys.height).collect();
    assert_eq!(heights, [2, 1]);
    assert_eq!(membership.void(), [jump]);
}

#[test]
fn an_owner_ends_a_space() {
    let cast = cast();
    let mut all = three_owners(&cast);
    assert!(!all.evaluate().closed());
    all.write(&cast.c, Control::Close);
    assert!(all.evaluate().closed());
    assert_order_does_not_matter(&all);
}

#[test]
fn a_log_with_two_tongues_ends_where_it_split() {
    let cast = cast();
    let start = three_owners(&cast);
    let (mut left, mut right) = (start.clone(), start);
    left.add(&cast.b, &cast.d, Role::Owner);
    right.write(&cast.b, Control::Close);
    left.keys(&cast.b, 1);
    let mut records = left.list();
    records.extend(right.list());
    let one = Membership::evaluate(&records);
    records.reverse();
    assert_eq!(Membership::evaluate(&records), one);
    assert!(one.closed() != one.member(cast.d.id).is_some());
    assert!(one.keys().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Devices that act at random on what they happen to know: every order and every
    /// duplication of what they wrote gives the same answer.
    #[test]
    fn arrival_never_matters(
        steps in proptest::collection::vec((0usize..4, 0usize..4, 0u8..5, any::<bool>()), 1..14),
        seed in any::<u64>(),
    ) {
        let cast = cast();
        let devices = [&cast.a, &cast.b, &cast.c, &cast.d];
        let mut known = [0; 4].map(|_| three_owners(&cast));
        for (actor, target, action, hear) in steps {
            let (who, whom) = (devices[actor], devices[target]);
            if hear {
                let news = known[target].clone();
                known[actor].learn(&news);
            }
            match action {
                0 => known[actor].add(who, whom, Role::Owner),
                1 => known[actor].add(who, whom, Role::Reader),
                2 | 3 => known[actor].remove(who, whom),
                _ => known[actor].keys(who, 1),
            };
        }
        let mut all = known[0].clone();
        known.iter().for_each(|one| all.learn(one));
        let expected = all.evaluate();
        let mut records = all.list();
        let len = records.len();
        let mut state = seed | 1;
        for at in (1..len).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            records.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        records.extend_from_within(..len / 2);
        prop_assert_eq!(Membership::evaluate(&records), expected);
    }
}
