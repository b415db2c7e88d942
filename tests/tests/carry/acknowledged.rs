//! What a manifest acknowledges, and what of it is said to people.

use testkit::World;

use crate::folder::{MemoryFolder, carries, only_here, refused};

#[tokio::test]
async fn two_devices_come_into_step_and_know_it() {
    let world = World::new(1201);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes("on the laptop");
    phone.writes("on the phone");
    let first = carries(&laptop, &stick);
    assert!(first.is_new && first.brought > 0 && first.taken == 0);
    assert_eq!(first.name, "stick");
    // A stick alone is no second device: nobody has picked it up.
    assert_eq!(only_here(&laptop), 1);
    let folders = laptop.vault.status().expect("it can be read").folders;
    assert_eq!((folders.len(), folders[0].lacks.changes), (1, 0));
    let second = carries(&phone, &stick);
    assert!(second.taken > 0 && second.brought > 0);
    assert_eq!(phone.bodies(), ["on the laptop", "on the phone"]);
    assert_eq!(only_here(&phone), 1);
    let third = carries(&laptop, &stick);
    assert!(third.taken > 0);
    assert_eq!(laptop.bodies(), ["on the laptop", "on the phone"]);
    assert_eq!(only_here(&laptop), 0);
    carries(&phone, &stick);
    assert_eq!(only_here(&phone), 0);
    for desk in [&laptop, &phone] {
        assert_eq!(refused(desk), 0);
        desk.is_sound();
    }
    // Nothing new, nothing made.
    carries(&laptop, &stick);
    carries(&phone, &stick);
    let made = stick.made.borrow().len();
    for desk in [&laptop, &phone, &laptop, &phone] {
        let again = carries(desk, &stick);
        assert_eq!((again.taken, again.brought), (0, 0));
    }
    assert_eq!(stick.made.borrow().len(), made);
}
