//! Every small history of a journal with two owners and its recovery kit: each order of a few operations, each of which knows of
//! all before it or of what was there at first. The verdict on each is the one that is defined, whatever arrives first, and keeps
//! to what people are told of the kit.

use replica::{
    Control, ControlRecord, Cut, DeviceCertificate, Have, KitCertificate, KitStanding, MemberState,
    Membership, Role,
};

use super::{founded, id, log, record, simple};
use crate::fixture::{Device, RECIPIENT};

/// What is done, by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    FirstAddsThird,
    FirstRemovesSecond,
    SecondRemovesFirst,
    KitRemovesFirst,
    KitRemovesSecond,
    KitAddsThird,
    FirstSignsKitIn,
    KitSignsKitIn,
    SecondRetiresNewKit,
    NewKitRemovesSecond,
}

use Act::{
    FirstAddsThird, FirstRemovesSecond, FirstSignsKitIn, KitAddsThird, KitRemovesFirst,
    KitRemovesSecond, KitSignsKitIn, NewKitRemovesSecond, SecondRemovesFirst, SecondRetiresNewKit,
};

struct Cast {
    first: Device,
    second: Device,
    third: DeviceCertificate,
    second_owner: DeviceCertificate,
    kit: Device,
    new: Device,
    new_kit: KitCertificate,
}

impl Cast {
    fn new() -> Self {
        let [first, second, third, kit, new] = [1, 2, 3, 50, 51].map(Device::new);
        Self {
            third: third.certificate(Role::Owner),
            second_owner: second.certificate(Role::Owner),
            new_kit: KitCertificate::sign(RECIPIENT.into(), &new.key),
            first,
            second,
            kit,
            new,
        }
    }

    fn author(&self, act: Act) -> &Device {
        match act {
            FirstAddsThird | FirstRemovesSecond | FirstSignsKitIn => &self.first,
            SecondRemovesFirst | SecondRetiresNewKit => &self.second,
            KitRemovesFirst | KitRemovesSecond | KitAddsThird | KitSignsKitIn => &self.kit,
            NewKitRemovesSecond => &self.new,
        }
    }

    /// The operation, standing by what is known of whom it ends.
    fn op(&self, act: Act, known: &Have) -> Control {
        let cuts = |device: &Device| {
            let of = log(device, false);
            let number = known.get(of);
            let cut = Cut {
                log: of,
                number,
                id: id(of, number),
            };
            (number > 0).then_some(cut).into_iter().collect()
        };
        let removes = |device: &Device| Control::Remove {
            device: device.id,
            cuts: cuts(device),
        };
        match act {
            FirstAddsThird | KitAddsThird => Control::Add {
                certificate: self.third.clone(),
            },
            FirstRemovesSecond | KitRemovesSecond | NewKitRemovesSecond => removes(&self.second),
            SecondRemovesFirst | KitRemovesFirst => removes(&self.first),
            FirstSignsKitIn | KitSignsKitIn => Control::Kit {
                kit: self.new_kit.clone(),
                cuts: Vec::new(),
            },
            SecondRetiresNewKit => Control::RetireKit {
                kit: self.new.id,
                cuts: cuts(&self.new),
            },
        }
    }

    /// The records of a history: `knows` has a bit for each operation that knows of all before it.
    fn history(&self, acts: &[Act], knows: u32) -> Vec<ControlRecord> {
        let add = Control::Add {
            certificate: self.second_owner.clone(),
        };
        let of = log(&self.first, false);
        let mut all = vec![
            founded(&self.first, &self.kit),
            record(of, 2, Have::default(), add),
        ];
        let begun: Have = [(of, 2)].into_iter().collect();
        let mut ends = begun.clone();
        for (at, act) in acts.iter().enumerate() {
            let of = log(self.author(*act), false);
            let known = match knows >> at & 1 {
                1 => &ends,
                _ => &begun,
            };
            let op = self.op(*act, known);
            let number = ends.get(of) + 1;
            let seen: Have = known.iter().filter(|(log, _)| *log != of).collect();
            all.push(record(of, number, seen, op));
            ends.set(of, number);
        }
        all
    }
}

/// Hands over every order of `most` of these, and of fewer.
fn orders(acts: &[Act], most: usize, with: &mut dyn FnMut(&[Act])) {
    fn go_on(chosen: &mut Vec<Act>, acts: &[Act], most: usize, with: &mut dyn FnMut(&[Act])) {
        with(chosen);
        if chosen.len() == most {
            return;
        }
        for act in acts {
            if !chosen.contains(act) {
                chosen.push(*act);
                go_on(chosen, acts, most, with);
                chosen.pop();
            }
        }
    }
    go_on(&mut Vec::new(), acts, most, with);
}

/// What people are told of the kit.
fn keeps_its_word(cast: &Cast, acts: &[Act], membership: &Membership) {
    let kit = |kit: &Device| {
        let known = membership.kit(*kit.id.as_bytes());
        known.map(|known| known.standing)
    };
    let state = |device| membership.member(device).map(|member| member.state);
    let has = |act| acts.contains(&act);
    if has(KitSignsKitIn) {
        return;
    }
    // No device takes the page out of force, and none that a device signed in takes its place.
    assert_eq!(kit(&cast.kit), Some(KitStanding::First));
    assert_ne!(kit(&cast.new), Some(KitStanding::First));
    // Whom the page removed is out, whatever it does; whom it let in, and nobody removed, belongs here.
    if has(KitRemovesFirst) {
        assert_eq!(state(cast.first.id), Some(MemberState::Removed));
    }
    if has(KitRemovesSecond) {
        assert_eq!(state(cast.second.id), Some(MemberState::Removed));
    }
    if has(KitAddsThird) {
        assert_eq!(state(cast.third.device), Some(MemberState::Active));
    }
}

#[test]
fn every_small_history_with_kits_comes_to_what_is_defined() {
    let cast = Cast::new();
    let mut histories = 0_u32;
    let mut check = |acts: &[Act]| {
        for knows in 0..1 << acts.len() {
            histories += 1;
            let mut all = cast.history(acts, knows);
            let membership = Membership::evaluate(&all);
            let (void, contested) = simple::void_and_contested(&all).expect("it is founded");
            assert_eq!(membership.void(), void, "{acts:?} {knows:b}");
            assert_eq!(membership.contested(), contested, "{acts:?} {knows:b}");
            all.reverse();
            assert_eq!(Membership::evaluate(&all), membership, "{acts:?} {knows:b}");
            keeps_its_word(&cast, acts, &membership);
        }
    };
    let any = [
        FirstAddsThird,
        FirstRemovesSecond,
        SecondRemovesFirst,
        KitRemovesFirst,
        KitAddsThird,
        FirstSignsKitIn,
        KitSignsKitIn,
        SecondRetiresNewKit,
        NewKitRemovesSecond,
    ];
    orders(&any, 3, &mut check);
    let five = [
        SecondRemovesFirst,
        KitRemovesSecond,
        FirstSignsKitIn,
        SecondRetiresNewKit,
        NewKitRemovesSecond,
    ];
    orders(&five, 5, &mut check);
    // One, 9 · 2, 72 · 4 and 504 · 8; then one, 5 · 2, 20 · 4, 60 · 8, 120 · 16 and 120 · 32.
    assert_eq!(histories, 4_339 + 6_331);
}
