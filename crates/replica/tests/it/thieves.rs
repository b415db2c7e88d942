//! Two devices in a thief's hands, and those that he adds with them, against the page: whatever they sign, and whatever they say
//! they knew, what the page decided stands.

use crate::fixture::{Device, Knowledge, order_does_not_matter, space};
use replica::{ControlRecord, KitStanding, MemberState, Membership, RecordId, Role};

struct Cast {
    a: Device,
    b: Device,
    accomplices: [Device; 2],
    page: Device,
    /// The page in the place of the first one, where it was renewed.
    renewed: Device,
    /// A page that the thief makes.
    made: Device,
    newcomer: Device,
}

fn cast() -> Cast {
    let [a, b, one, two, page, renewed, made, newcomer] =
        [1, 2, 3, 4, 50, 51, 52, 60].map(Device::new);
    Cast {
        a,
        b,
        accomplices: [one, two],
        page,
        renewed,
        made,
        newcomer,
    }
}

type Act = fn(&Cast, &mut Knowledge) -> RecordId;

/// What devices that the thief has can try against the page and the device that was made with it, in the order in which
/// it helps him most.
const ACTS: [Act; 12] = [
    |cast, all| all.add(&cast.a, &cast.accomplices[0], Role::Owner),
    |cast, all| all.add(&cast.b, &cast.accomplices[1], Role::Owner),
    |cast, all| all.kit(&cast.a, &cast.made),
    |cast, all| all.kit(&cast.b, &cast.made),
    |cast, all| all.retire(&cast.a, &cast.renewed),
    |cast, all| all.retire(&cast.b, &cast.renewed),
    |cast, all| all.remove(&cast.a, &cast.newcomer),
    |cast, all| all.remove(&cast.b, &cast.newcomer),
    |cast, all| all.remove(&cast.accomplices[0], &cast.newcomer),
    |cast, all| all.remove(&cast.accomplices[1], &cast.newcomer),
    |cast, all| all.remove(&cast.made, &cast.newcomer),
    |cast, all| all.add(&cast.accomplices[0], &cast.a, Role::Owner),
];
/// The first of them that names the device made with the page, so that it comes after it.
const AGAINST_IT: usize = 6;

/// Makes a device with the page, which removes both that were stolen and all that they brought in, devices and pages, as far
/// as it is known.
fn recovers(cast: &Cast, page: &Device, all: &mut Knowledge) -> Vec<ControlRecord> {
    let before = all.have();
    let known = all.evaluate();
    all.add(page, &cast.newcomer, Role::Owner);
    let stolen = [&cast.a, &cast.b].into_iter().chain(&cast.accomplices);
    for device in stolen.filter(|device| known.member(device.id).is_some()) {
        all.remove(page, device);
    }
    if known.kit(*cast.made.id.as_bytes()).is_some() {
        all.retire(page, &cast.made);
    }
    let mut records = all.list();
    records.retain(|record| record.number > before.get(record.log));
    records
}

/// What the thief says he knew of the recovery, where his devices sign after it.
#[derive(Clone, Copy, Debug)]
enum Says {
    Nothing,
    ThatThereIsADevice,
    All,
}

/// Lets the thief act, before and after the recovery; gives what everybody hears in the end.
fn thieve(cast: &Cast, renewed: bool, early: &[Act], late: &[Act], says: Says) -> Knowledge {
    let mut all = Knowledge::found(space(1), &cast.a, &cast.page);
    all.add(&cast.a, &cast.b, Role::Owner);
    let mut page = &cast.page;
    if renewed {
        all.kit(page, &cast.renewed);
        page = &cast.renewed;
    }
    for act in early {
        act(cast, &mut all);
    }
    let mut theirs = all.clone();
    let recovery = recovers(cast, page, &mut all);
    let heard = match says {
        Says::Nothing => 0,
        Says::ThatThereIsADevice => 1,
        Says::All => recovery.len(),
    };
    let heard = recovery.into_iter().take(heard);
    let heard = heard.map(|record| ((record.log, record.number), record));
    theirs.records.extend(heard);
    for act in late {
        act(cast, &mut theirs);
    }
    all.learn(&theirs);
    all
}

fn the_page_has_its_way(cast: &Cast, renewed: bool, membership: &Membership) {
    let state = |device: &Device| membership.member(device.id).map(|member| member.state);
    assert_eq!(state(&cast.newcomer), Some(MemberState::Active));
    for device in [&cast.a, &cast.b] {
        assert_eq!(state(device), Some(MemberState::Removed));
    }
    for device in &cast.accomplices {
        assert!(matches!(state(device), None | Some(MemberState::Removed)));
    }
    let page = if renewed { &cast.renewed } else { &cast.page };
    let standing = membership.kit(*page.id.as_bytes());
    assert_eq!(standing.map(|kit| kit.standing), Some(KitStanding::First));
    let made = membership.kit(*cast.made.id.as_bytes());
    assert!(made.is_none_or(|kit| kit.standing == KitStanding::Retired));
    assert_eq!(
        membership.recovery().map(|kit| kit.key),
        Some(*page.id.as_bytes())
    );
    assert!(!membership.closed());
}

/// Each two of all that they can try, and all of it; before the recovery where that can be, and after it.
#[test]
fn two_stolen_devices_and_those_they_add_undo_nothing_that_the_page_decides() {
    let cast = cast();
    let mut chosen: Vec<Vec<usize>> = vec![(0..ACTS.len()).collect()];
    for first in 0..ACTS.len() {
        chosen.extend((first + 1..ACTS.len()).map(|second| vec![first, second]));
    }
    for acts in chosen {
        for renewed in [false, true] {
            for says in [Says::Nothing, Says::ThatThereIsADevice, Says::All] {
                for before in [0, AGAINST_IT] {
                    let (early, late): (Vec<usize>, Vec<usize>) =
                        acts.iter().partition(|act| **act < before);
                    if before > 0 && early.is_empty() {
                        continue;
                    }
                    let [early, late] = [early, late]
                        .map(|acts| acts.iter().map(|act| ACTS[*act]).collect::<Vec<_>>());
                    let all = thieve(&cast, renewed, &early, &late, says);
                    the_page_has_its_way(&cast, renewed, &all.evaluate());
                }
            }
        }
    }
}

/// The six records that matter most, in every order of arrival: both devices speak against the one that the page made, one of
/// them after it was removed itself.
#[test]
fn no_order_of_arrival_lets_two_devices_undo_it() {
    let cast = cast();
    let before = {
        let mut all = Knowledge::found(space(1), &cast.a, &cast.page);
        all.add(&cast.a, &cast.b, Role::Owner);
        all
    };
    let mut paper = before.clone();
    paper.add(&cast.page, &cast.newcomer, Role::Owner);
    paper.remove(&cast.page, &cast.a);
    for knows in [false, true] {
        let mut all = if knows { paper.clone() } else { before.clone() };
        all.remove(&cast.a, &cast.newcomer);
        let mut second = before.clone();
        second.remove(&cast.b, &cast.newcomer);
        all.learn(&second);
        all.learn(&paper);
        let state = |device: &Device| all.evaluate().member(device.id).map(|member| member.state);
        assert_eq!(state(&cast.newcomer), Some(MemberState::Active));
        assert_eq!(state(&cast.a), Some(MemberState::Removed));
        order_does_not_matter(&all);
    }
}
