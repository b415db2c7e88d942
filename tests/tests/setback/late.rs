//! Devices that were set back, wrote on, and were removed before they could write anew what does not count.

use engine::late::LateState;
use testkit::{Desk, World};

use crate::histories::{edits, in_step, texts};
use crate::removals::removes;
use crate::{image, set_back};

/// A phone that wrote into one entry on both sides of a snapshot: the laptop knows the one side, the tablet the other.
async fn apart(world: &World) -> (Desk, Desk) {
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    let tablet = world.another(&laptop, "tablet").await;
    let id = phone.writes("The lake was still.");
    for desk in [&phone, &tablet] {
        in_step(desk, &laptop).await;
    }
    let (phone, before) = image(world, phone, "image");
    edits(&phone, &id, "The lake was still. Lost.");
    in_step(&phone, &laptop).await;
    let phone = set_back(world, phone, &before);
    edits(&phone, &id, "The lake was still. Anew.");
    phone.writes("by itself");
    in_step(&phone, &tablet).await;
    (laptop, tablet)
}

/// What can be kept of what nobody has decided about.
fn offered(desk: &Desk) -> Vec<usize> {
    let late = desk.vault.late().list().unwrap().late.into_iter();
    let open = late.filter(|one| one.state == LateState::Open && one.what.can_be_kept());
    open.map(|one| one.number).collect()
}

/// What the status says of it: how many records, how many of them beside what counts, and of how many nobody decided.
fn cut_off(desk: &Desk) -> Vec<(u64, u64, u64)> {
    let cuts = desk.vault.status().unwrap().store.cut_off.into_iter();
    cuts.map(|cut| (cut.records, cut.overruled, cut.undecided))
        .collect()
}

fn text(desk: &Desk) -> String {
    let texts = texts(desk);
    let text = texts.iter().find(|(_, body)| body.starts_with("The lake"));
    text.unwrap().1.clone()
}

/// Both histories are known where the phone is removed: one of them counts in the entry, the other is offered.
#[tokio::test]
async fn the_other_history_of_a_removed_device_is_offered() {
    for seed in 130..134 {
        let world = World::new(seed);
        let (laptop, tablet) = apart(&world).await;
        in_step(&laptop, &tablet).await;
        removes(&laptop, "phone");
        in_step(&laptop, &tablet).await;
        for desk in [&laptop, &tablet] {
            let text = text(desk);
            assert!(
                text.contains("Lost.") != text.contains("Anew."),
                "{seed}: {text}"
            );
            assert!(desk.bodies().contains(&"by itself".to_owned()), "{seed}");
            assert_eq!(offered(desk).len(), 1, "{seed} {}", desk.name);
            assert_eq!(cut_off(desk), [(1, 1, 1)], "{seed} {}", desk.name);
        }
        laptop.vault.late().keep(&offered(&laptop)).unwrap();
        in_step(&laptop, &tablet).await;
        for desk in [&laptop, &tablet] {
            let text = text(desk);
            assert!(
                text.contains("Lost.") && text.contains("Anew."),
                "{seed}: {text}"
            );
            assert_eq!(offered(desk), Vec::<usize>::new(), "{seed} {}", desk.name);
        }
    }
}

/// Whoever removes the phone has not seen the other history, which is held elsewhere: it does not count, whatever came
/// first, and is offered.
#[tokio::test]
async fn a_history_that_comes_after_the_removal_is_offered() {
    for seed in 140..144 {
        let world = World::new(seed);
        let (laptop, tablet) = apart(&world).await;
        removes(&laptop, "phone");
        in_step(&laptop, &tablet).await;
        for desk in [&laptop, &tablet] {
            assert_eq!(
                text(desk),
                "The lake was still. Lost.",
                "{seed} {}",
                desk.name
            );
            assert_eq!(desk.bodies().len(), 1, "{seed} {}", desk.name);
            assert_eq!(offered(desk).len(), 2, "{seed} {}", desk.name);
            desk.is_sound_but_waiting(2);
            assert!(desk.vault.status().unwrap().differing.is_empty());
        }
        tablet.vault.late().keep(&offered(&tablet)).unwrap();
        in_step(&laptop, &tablet).await;
        for desk in [&laptop, &tablet] {
            let text = text(desk);
            assert!(
                text.contains("Lost.") && text.contains("Anew."),
                "{seed}: {text}"
            );
            assert!(desk.bodies().contains(&"by itself".to_owned()), "{seed}");
            assert_eq!(offered(desk), Vec::<usize>::new(), "{seed} {}", desk.name);
        }
    }
}
