//! Recovery kits that come later: which of them decides, what an old page can still do, and that no order matters.

use crate::fixture::{Device, Knowledge, order_does_not_matter, space};
use replica::{Control, KitStanding, MemberState, Membership, RecordId, Role};

struct Cast {
    a: Device,
    b: Device,
    thief: Device,
    /// The page that the journal was founded with, in its owner's hands, and a copy of it in other hands.
    old: Device,
    stolen: Device,
    new: Device,
    newer: Device,
}

fn cast() -> Cast {
    let [a, b, thief, old, new, newer] = [1, 2, 9, 50, 51, 52].map(Device::new);
    let stolen = Device::apart(50);
    Cast {
        a,
        b,
        thief,
        old,
        stolen,
        new,
        newer,
    }
}

/// A space with the owners a (founder) and b.
fn two_owners(cast: &Cast) -> Knowledge {
    let mut all = Knowledge::found(space(1), &cast.a, &cast.old);
    all.add(&cast.a, &cast.b, Role::Owner);
    all
}

fn standing(membership: &Membership, kit: &Device) -> Option<KitStanding> {
    membership.kit(*kit.id.as_bytes()).map(|kit| kit.standing)
}

fn state(membership: &Membership, device: &Device) -> Option<MemberState> {
    membership.member(device.id).map(|member| member.state)
}

/// Whoever belongs here, and how: all that a record without effect must leave as it is.
fn standings(membership: &Membership) -> Vec<String> {
    let members = membership.members();
    let members =
        members.map(|member| format!("{:?} {:?}", member.certificate.device, member.state));
    let kits = membership.kits().iter();
    let kits = kits.map(|kit| format!("{:?} {:?}", kit.keys.key, kit.standing));
    members
        .chain(kits)
        .chain([format!("{}", membership.closed())])
        .collect()
}

#[test]
fn a_kit_that_signs_in_another_one_ends_and_the_other_outranks() {
    let cast = cast();
    let mut all = two_owners(&cast);
    all.kit(&cast.old, &cast.new);
    let late = all.remove(&cast.old, &cast.a);
    all.remove(&cast.new, &cast.b);
    let against = all.remove(&cast.b, &cast.new);
    let membership = all.evaluate();
    assert_eq!(
        standing(&membership, &cast.old),
        Some(KitStanding::Replaced)
    );
    assert_eq!(standing(&membership, &cast.new), Some(KitStanding::First));
    assert_eq!(
        membership.recovery().map(|kit| kit.key),
        Some(*cast.new.id.as_bytes())
    );
    assert_eq!(state(&membership, &cast.a), Some(MemberState::Active));
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Removed));
    let void = membership.void();
    assert!(void.contains(&late) && void.contains(&against));
    order_does_not_matter(&all);
}

#[test]
fn what_a_kit_did_before_it_was_replaced_stands() {
    let cast = cast();
    let mut all = two_owners(&cast);
    all.add(&cast.stolen, &cast.thief, Role::Owner);
    all.remove(&cast.stolen, &cast.a);
    all.kit(&cast.old, &cast.new);
    let membership = all.evaluate();
    assert_eq!(state(&membership, &cast.thief), Some(MemberState::Active));
    assert_eq!(state(&membership, &cast.a), Some(MemberState::Removed));
    assert_eq!(standing(&membership, &cast.new), Some(KitStanding::First));
    order_does_not_matter(&all);
}

/// Everything that somebody with the old page can sign, knowing of the renewal or pretending not to, beside everything that
/// happens meanwhile: nothing of it has an effect, as long as no other kit is signed in with it.
#[test]
fn the_old_page_can_do_nothing_after_it_was_replaced() {
    let cast = cast();
    let before = two_owners(&cast);
    let honest: [fn(&Cast, &mut Knowledge) -> RecordId; 4] = [
        |cast, all| all.remove(&cast.new, &cast.b),
        |cast, all| all.kit(&cast.new, &cast.newer),
        |cast, all| all.keys(&cast.a, 1),
        |cast, all| all.remove(&cast.b, &cast.a),
    ];
    let hostile: [fn(&Cast, &mut Knowledge) -> RecordId; 6] = [
        |cast, all| all.add(&cast.stolen, &cast.thief, Role::Owner),
        |cast, all| all.remove(&cast.stolen, &cast.a),
        |cast, all| all.remove(&cast.stolen, &cast.b),
        |cast, all| all.retire(&cast.stolen, &cast.new),
        |cast, all| all.write(&cast.stolen, Control::Close),
        |cast, all| all.kit(&cast.stolen, &cast.old),
    ];
    for chosen in 0..16_u32 {
        let mut good = before.clone();
        good.kit(&cast.old, &cast.new);
        for (at, act) in honest.iter().enumerate() {
            if chosen >> at & 1 == 1 {
                act(&cast, &mut good);
            }
        }
        let expected = standings(&good.evaluate());
        for first in hostile {
            for second in hostile {
                for pretends in [false, true] {
                    let mut bad = if pretends {
                        before.clone()
                    } else {
                        good.clone()
                    };
                    first(&cast, &mut bad);
                    second(&cast, &mut bad);
                    bad.learn(&good);
                    assert_eq!(standings(&bad.evaluate()), expected);
                }
            }
        }
    }
}

#[test]
fn of_two_kits_that_one_signed_in_apart_neither_outranks() {
    let cast = cast();
    let before = two_owners(&cast);
    let mut left = before.clone();
    left.kit(&cast.old, &cast.new);
    left.remove(&cast.new, &cast.b);
    let mut right = before;
    right.kit(&cast.stolen, &cast.newer);
    left.learn(&right);
    let membership = left.evaluate();
    assert_eq!(
        standing(&membership, &cast.old),
        Some(KitStanding::Replaced)
    );
    for kit in [&cast.new, &cast.newer] {
        assert_eq!(standing(&membership, kit), Some(KitStanding::Beside));
    }
    // What was decided meanwhile stands as if a device had decided it.
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Removed));
    order_does_not_matter(&left);
    // A device ends the one that is not its owner's.
    left.retire(&cast.a, &cast.newer);
    left.add(&cast.newer, &cast.thief, Role::Owner);
    let membership = left.evaluate();
    assert_eq!(
        standing(&membership, &cast.newer),
        Some(KitStanding::Retired)
    );
    assert_eq!(standing(&membership, &cast.new), Some(KitStanding::Beside));
    assert_eq!(state(&membership, &cast.thief), None);
}

/// Recovered apart with one page, and a page made on both sides.
#[test]
fn what_both_did_who_renewed_apart_stands_as_a_device_s() {
    let cast = cast();
    let before = two_owners(&cast);
    let mut left = before.clone();
    left.kit(&cast.old, &cast.new);
    let mut right = before;
    right.add(&cast.stolen, &cast.thief, Role::Owner);
    let late = right.kit(&cast.stolen, &cast.newer);
    right.learn(&left);
    let membership = right.evaluate();
    assert_eq!(state(&membership, &cast.thief), Some(MemberState::Active));
    assert!(!membership.void().contains(&late));
    order_does_not_matter(&right);
}

#[test]
fn a_kit_that_a_device_signs_in_weighs_what_a_device_weighs() {
    let cast = cast();
    let mut all = two_owners(&cast);
    all.kit(&cast.a, &cast.new);
    all.add(&cast.new, &cast.thief, Role::Owner);
    let membership = all.evaluate();
    assert_eq!(standing(&membership, &cast.old), Some(KitStanding::First));
    assert_eq!(standing(&membership, &cast.new), Some(KitStanding::Beside));
    assert_eq!(
        membership.recovery().map(|kit| kit.key),
        Some(*cast.old.id.as_bytes())
    );
    assert_eq!(state(&membership, &cast.thief), Some(MemberState::Active));
    order_does_not_matter(&all);
    // Any device ends it, and then it can do nothing more; what it had done stays.
    all.retire(&cast.b, &cast.new);
    let late = all.remove(&cast.new, &cast.b);
    let membership = all.evaluate();
    assert_eq!(standing(&membership, &cast.new), Some(KitStanding::Retired));
    assert_eq!(state(&membership, &cast.thief), Some(MemberState::Active));
    assert!(membership.void().contains(&late));
    order_does_not_matter(&all);
    // And the page that the journal was founded with is ended by no device.
    let none = all.retire(&cast.a, &cast.old);
    assert!(all.evaluate().void().contains(&none));
}

/// Two owners who sign the same kit in beside the paper do not end the paper: only the paper does.
#[test]
fn two_owners_do_not_outweigh_the_paper() {
    let cast = cast();
    let start = two_owners(&cast);
    let mut owners = start.clone();
    owners.kit(&cast.a, &cast.new);
    owners.kit(&cast.b, &cast.new);
    let membership = owners.evaluate();
    assert_eq!(standing(&membership, &cast.old), Some(KitStanding::First));
    assert_eq!(standing(&membership, &cast.new), Some(KitStanding::Beside));
    let mut paper = start;
    paper.remove(&cast.stolen, &cast.a);
    paper.add(&cast.stolen, &cast.thief, Role::Owner);
    owners.learn(&paper);
    let membership = owners.evaluate();
    assert_eq!(state(&membership, &cast.a), Some(MemberState::Removed));
    assert_eq!(state(&membership, &cast.thief), Some(MemberState::Active));
    // B signed it in, too, so that it stands.
    assert_eq!(standing(&membership, &cast.new), Some(KitStanding::Beside));
    order_does_not_matter(&owners);
}

#[test]
fn nobody_becomes_a_kit_or_is_made_one_to_escape() {
    let cast = cast();
    let mut all = two_owners(&cast);
    // B says of its own key that it is a kit, and of the founder's.
    let own = all.kit(&cast.b, &cast.b);
    let other = all.kit(&cast.b, &cast.a);
    all.remove(&cast.a, &cast.b);
    let membership = all.evaluate();
    assert_eq!(membership.kits().len(), 1);
    assert_eq!(state(&membership, &cast.b), Some(MemberState::Removed));
    assert!([own, other].iter().all(|id| membership.void().contains(id)));
    order_does_not_matter(&all);
    // A kit is no device, whoever adds it.
    let mut all = two_owners(&cast);
    all.kit(&cast.old, &cast.new);
    let add = all.add(&cast.old, &cast.old, Role::Owner);
    assert!(all.evaluate().void().contains(&add));
    assert_eq!(
        standing(&all.evaluate(), &cast.new),
        Some(KitStanding::First)
    );
}
