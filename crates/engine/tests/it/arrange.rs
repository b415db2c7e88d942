//! The order of lists in worksheets, and the moments of log items, through the handle.

use engine::worksheet::{ItemId, Place};
use engine::{EntryFields, Journal, Towards, WriteError};
use testkit::World;

async fn in_order(journal: &Journal) -> Vec<String> {
    let sheet = journal.worksheets().get(4).await.unwrap();
    let items = sheet.row.items("moments").iter();
    items
        .map(|item| item.fields.words("when").to_owned())
        .collect()
}

async fn added(journal: &Journal, when: &str) -> ItemId {
    let sheets = journal.worksheets();
    let id = sheets.add_item(4, "moments").await.unwrap();
    let seen = sheets.get(4).await.unwrap().stamp;
    let place = Place::item("moments", id, "when");
    sheets.answer(4, place, &seen, when).await.unwrap();
    id
}

// Seen to fail with a move that takes the neighbours before it instead of those afterwards.
#[tokio::test]
async fn items_of_a_list_go_up_and_down_by_one() {
    let world = World::new(1);
    let journal: Journal = world.first("laptop").vault.clone().into();
    let sheets = journal.worksheets();
    let mut ids = Vec::new();
    for when in ["a", "b", "c", "d"] {
        ids.push(added(&journal, when).await);
    }
    let steps = [
        (0, Towards::Start, "abcd"),
        (3, Towards::End, "abcd"),
        (3, Towards::Start, "abdc"),
        (3, Towards::Start, "adbc"),
        (3, Towards::Start, "dabc"),
        (0, Towards::End, "dbac"),
        (0, Towards::End, "dbca"),
        (1, Towards::Start, "bdca"),
    ];
    for (item, towards, order) in steps {
        let item = ids[item];
        sheets.move_item(4, "moments", item, towards).await.unwrap();
        assert_eq!(in_order(&journal).await.concat(), order);
    }
    let strange = ItemId::from_bytes([7; 8]);
    let missing = sheets.move_item(4, "moments", strange, Towards::End).await;
    assert!(matches!(missing, Err(WriteError::Resolve(_))));
    let urge = sheets.add_item(2, "urges").await.unwrap();
    let log = sheets.move_item(2, "urges", urge, Towards::End).await;
    assert!(matches!(log, Err(WriteError::Invalid(_))));
}

// Seen to fail with a door that saves nothing.
#[tokio::test]
async fn an_item_of_a_log_gets_the_moment_that_was_meant() {
    let world = World::new(1);
    let journal: Journal = world.first("laptop").vault.clone().into();
    let sheets = journal.worksheets();
    let urge = sheets.add_item(2, "urges").await.unwrap();
    let at = journal.present().await.unwrap().moment("yesterday 22:10");
    let at = at.unwrap().at;
    sheets
        .date_item(2, "urges", urge, at.clone())
        .await
        .unwrap();
    let sheet = sheets.get(2).await.unwrap();
    let item = sheet.row.item("urges", urge).unwrap();
    assert_eq!(item.civil(), Some(at.datetime()));
    // Of a list nothing has a moment.
    let moment = added(&journal, "a").await;
    let list = sheets.date_item(4, "moments", moment, at).await;
    assert!(matches!(list, Err(WriteError::Invalid(_))));
}

#[tokio::test]
async fn what_was_written_may_bring_the_quiet_line_and_marks() {
    let world = World::new(1);
    let journal: Journal = world.first("laptop").vault.clone().into();
    let line = |text: &str| journal.quiet_line(vec![text.to_owned()], None, false);
    assert_eq!(line("A song.").await.unwrap(), None);
    assert!(line("I want to die.").await.unwrap().is_some());
    let fields = EntryFields::text("She made me do it.").step(1);
    let entry = journal.entries().create(fields).await.unwrap();
    let flags = journal.flags().of_entry(&entry).await.unwrap();
    assert_eq!(flags[0].flag.sentence, "She made me do it.");
}
