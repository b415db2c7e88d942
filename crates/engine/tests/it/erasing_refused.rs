//! What keeps from erasing, and what does not bring back what was erased.

use engine::views::{EntryEdit, EntryRef, EntryView};
use engine::{Erased, WriteError};
use testkit::{Desk, World};

fn erase(desk: Desk, entries: &[EntryView]) -> Result<Erased, WriteError> {
    let confirmed = desk.confirmed();
    desk.vault.erase(entries, &confirmed, &mut |_, _| {})
}

fn refusal(done: Result<Erased, WriteError>) -> String {
    match done {
        Err(WriteError::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_changed_after_it_was_shown_is_not_erased() {
    let world = World::new(617);
    let desk = world.first("laptop");
    desk.writes("Shown.");
    let shown = desk.entries();
    let edit = vec![EntryEdit::Title("New words".into())];
    let first = EntryRef::Prefix(shown[0].id.clone());
    desk.vault.entries().change(&first, edit).unwrap();
    let (name, path, env) = (desk.name.clone(), desk.path.clone(), desk.env.clone());
    let why = refusal(erase(desk, &shown));
    assert!(why.contains("changed after it was shown"), "{why}");
    let desk = Desk::at(&name, &path, &env);
    assert_eq!(desk.entries()[0].fields.title, "New words");
    let shown = desk.entries();
    erase(desk, &shown).unwrap();
    assert!(Desk::at(&name, &path, &env).bodies().is_empty());
}

#[test]
fn a_folder_that_is_forgotten_keeps_from_erasing_still() {
    let world = World::new(618);
    let desk = world.first("laptop");
    desk.writes("Brought to a folder.");
    desk.vault.set_carrier("folder", Some(b"known")).unwrap();
    desk.vault.set_carrier("folder", None).unwrap();
    let why = desk.vault.entries().kept_from_erasing().unwrap().unwrap();
    assert!(why.contains("folder"), "{why}");
    let entries = desk.entries();
    assert!(refusal(erase(desk, &entries)).contains("folder"));
}

#[test]
fn a_backup_from_before_does_not_bring_back_what_was_erased() {
    let world = World::new(619);
    let desk = world.first("laptop");
    desk.writes("Kept.");
    let [early, late] = ["early", "late"].map(|name| world.path(name));
    desk.vault.back_up(&early, &mut |_, _| {}).unwrap();
    desk.writes("Erased.");
    desk.writes("Later.");
    desk.vault.back_up(&late, &mut |_, _| {}).unwrap();
    let mut entries = desk.entries();
    entries.retain(|entry| entry.fields.body == "Erased.");
    let (name, path, env) = (desk.name.clone(), desk.path.clone(), desk.env.clone());
    erase(desk, &entries).unwrap();
    let desk = Desk::at(&name, &path, &env);
    let taken = desk.vault.take_from_backup(&late).unwrap_err();
    assert!(taken.to_string().contains("erased"), "{taken}");
    // One that ends before the erased entry has nothing of it.
    assert_eq!(desk.vault.take_from_backup(&early).unwrap().new, 0);
    assert_eq!(desk.bodies(), ["Kept.", "Later."]);
    assert_eq!(desk.vault.entries().kept_from_erasing().unwrap(), None);
}
