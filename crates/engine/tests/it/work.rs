//! How much has to be opened for what: directories and pages are counted, never time.

use engine::views::{EntryFields, EntryRef, Query};
use engine::worksheet::{FieldKind, Target, definitions};
use engine::{Days, InsightKind, OpenMode, Vault};
use serde_json::json;
use testkit::{Desk, World, passphrase};

/// Entries of several pages, and two worksheets.
fn filled(device: &Desk) {
    let entry = |at: usize| EntryFields {
        title: format!("day {at}"),
        body: "They made me do it. ".repeat(200),
        steps: vec![1],
        ..EntryFields::default()
    };
    let entries = (0..60).map(entry).collect();
    device
        .vault
        .entries()
        .create_all(entries, &mut |_| {})
        .unwrap();
    for step in [1, 8] {
        let answer = answer(step, "A line.");
        device
            .vault
            .worksheets()
            .fill_json(step, &Target::Sheet, &answer)
            .unwrap();
    }
}

/// An answer to the first question of a step that takes a text.
fn answer(step: u8, text: &str) -> serde_json::Value {
    let definition = definitions::of_step(step).unwrap();
    let mut fields = definition
        .sections
        .iter()
        .flat_map(|section| &section.fields);
    let field = fields.find(|field| field.kind == FieldKind::Text).unwrap();
    json!({ field.id.as_str(): text })
}

/// What one command opens: the vault is opened for it, as the command line does.
fn opened(device: &Desk, command: impl FnOnce(&Vault)) -> (u64, u64) {
    let folder = device.vault.path();
    let keys = Vault::unlock(folder, &passphrase(), &device.env).unwrap();
    let vault = Vault::open(folder, Some(keys), OpenMode::Write, device.env.clone()).unwrap();
    command(&vault);
    vault.opened_directories_and_pages()
}

#[test]
fn a_command_opens_the_directory_once_and_no_page_twice() {
    let world = World::new(1);
    let device = world.first("laptop");
    filled(&device);
    let (_, all) = opened(&device, |vault| {
        vault.transfer().export(true, &device.confirmed()).unwrap();
    });
    assert!(all > 3, "{all} pages are too few to tell");
    let days = Days::default();
    for (name, counted) in [
        (
            "today",
            opened(&device, |vault| drop(vault.programme().today().unwrap())),
        ),
        (
            "marks",
            opened(&device, |vault| drop(vault.flags().list(true).unwrap())),
        ),
        (
            "step",
            opened(&device, |vault| drop(vault.worksheets().get(1).unwrap())),
        ),
        (
            "steps",
            opened(&device, |vault| drop(vault.programme().steps().unwrap())),
        ),
        (
            "review",
            opened(&device, |vault| {
                drop(vault.insights().get(InsightKind::Mood, days).unwrap());
            }),
        ),
        (
            "summary",
            opened(&device, |vault| {
                drop(vault.insights().summary(days, None).unwrap());
            }),
        ),
    ] {
        let (directories, pages) = counted;
        assert_eq!(directories, 1, "{name} opens the directory more than once");
        assert!(pages <= all, "{name} opens {pages} pages of {all}");
    }
}

#[test]
fn what_was_written_is_not_read_back() {
    let world = World::new(1);
    let device = world.first("laptop");
    filled(&device);
    let draft = EntryFields {
        body: "One more.".into(),
        ..EntryFields::default()
    };
    world.advance(60);
    // The page that the entry goes into, the one that its id goes into, and none after that.
    let counted = opened(&device, |vault| {
        drop(vault.entries().create(draft).unwrap());
    });
    assert_eq!(counted, (1, 2));
    let newest = |vault: &Vault| {
        let filter = Query {
            limit: 1,
            ..Query::default()
        };
        assert_eq!(
            vault.entries().list(&filter).unwrap().entries[0].body,
            "One more."
        );
    };
    // The page that it is in, and the one by which its id is shortened.
    assert_eq!(opened(&device, newest), (1, 2));
    let shown = |vault: &Vault| drop(vault.entries().get(&EntryRef::Newest(1)).unwrap());
    assert_eq!(opened(&device, shown).0, 1);
}

#[test]
fn an_answer_reads_the_shelf_once() {
    let world = World::new(1);
    let device = world.first("laptop");
    filled(&device);
    let counted = opened(&device, |vault| {
        let answer = answer(1, "Another line.");
        drop(
            vault
                .worksheets()
                .fill_json(1, &Target::Sheet, &answer)
                .unwrap(),
        );
    });
    assert_eq!(counted, (1, 1), "one page holds all worksheets here");
}
