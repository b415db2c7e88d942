//! A device of the journal writes into the document of a share what this program cannot read.

use engine::StoreError;
use journal::{Edit, Kind, Place, SheetEdit};
use testkit::{Desk, Insider, World, meet};

use crate::sharing::{by_tag, first_share, read, shared, tagged};

/// Writes a text into every share's document in the home space.
fn writes_into_shares(desk: &Desk, field: &str, text: &str) {
    let kind = Kind::Share.to_byte();
    let home = desk.vault.own_space().expect("there is a journal");
    let mut shares = Vec::new();
    let snapshot = desk.vault.snapshot(home).expect("it can be read");
    let listed = snapshot.each(kind, |item| shares.push(item.id()));
    listed.expect("it can be read");
    let edit = Edit::Sheet(SheetEdit::Text {
        place: Place::field(field),
        text: text.to_owned(),
    });
    let written = desk.vault.write_in(home, |write| {
        shares.iter().try_for_each(|id| {
            let edits = [edit.clone()];
            let change = write.change(*id, kind, |document, at| {
                let made = document.edit_in_parts(&edits, at);
                made.map_err(|error| StoreError::Invalid(error.to_string()))
            });
            change.map(|_| ())
        })
    });
    written.expect("an owner writes");
}

#[tokio::test]
async fn a_rule_that_cannot_be_read_changes_nothing_for_the_reader() {
    let world = World::new(131);
    let laptop = world.first("laptop");
    laptop
        .vault
        .entries()
        .create(tagged("", "words"))
        .expect("an owner writes");
    let reader = shared(&world, &laptop, &by_tag(), None).await;
    meet(&reader, &laptop).await;
    assert_eq!(read(&reader), ["words"]);
    // As a later program might narrow it: without what is unknown here, more would be shown than was meant.
    let narrower = r#"{"tags":["open"],"mood_above":5}"#;
    for rule in [narrower, "", "{", "[]"] {
        writes_into_shares(&laptop, "rule", rule);
        let more = tagged("", &format!("not for a rule like {rule}"));
        let written = laptop.vault.entries().create(more);
        written.expect("an owner writes");
        meet(&reader, &laptop).await;
        assert_eq!(read(&reader), ["words"], "{rule}");
        let problem = first_share(&laptop).problem.expect("its owner is told");
        assert!(problem.contains("later version"), "{problem}");
    }
    writes_into_shares(&laptop, "rule", r#"{"tags":["open"]}"#);
    meet(&reader, &laptop).await;
    assert_eq!(first_share(&laptop).problem, None);
    assert_eq!(read(&reader).len(), 5);
}

#[tokio::test]
async fn what_a_publication_reflects_may_be_nonsense() {
    let world = World::new(132);
    let laptop = world.first("laptop");
    let create = |body: &str| {
        let written = laptop.vault.entries().create(tagged("", body));
        written.expect("an owner writes");
    };
    create("words");
    let reader = shared(&world, &laptop, &by_tag(), None).await;
    for nonsense in ["no base64", "AAAA", "/////w=="] {
        writes_into_shares(&laptop, "reflects", nonsense);
        create(nonsense);
        meet(&reader, &laptop).await;
        assert!(read(&reader).iter().any(|body| body == nonsense));
    }
}

// Seen to fail where one share keeps the exchange from going on.
#[tokio::test]
async fn a_share_that_cannot_be_read_holds_up_nothing_else() {
    let world = World::new(133);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    let create = |body: &str| {
        let written = laptop.vault.entries().create(tagged("", body));
        written.expect("an owner writes");
    };
    create("words");
    shared(&world, &laptop, &by_tag(), None).await;
    let inside = Insider::of(&laptop);
    let spoilt = inside.spaces.iter().find(|id| **id != inside.home());
    let spoilt = spoilt.expect("the share").tag();
    let shares = laptop.vault.shares();
    let made = shares.create("another", &by_tag(), None, &laptop.confirmed());
    let short = made.expect("a share is made").short;
    let second = world.reader(&laptop, &short, "second").await;
    meet(&second, &laptop).await;
    inside.spoils_pages(spoilt);
    create("more words");
    let (one, other) = meet(&second, &laptop).await;
    assert!(one.in_step && other.in_step);
    assert_eq!(read(&second).len(), 2);
    meet(&phone, &laptop).await;
    assert_eq!(phone.bodies(), ["more words", "words"]);
    let shares = laptop.vault.shares().list().expect("they are listed");
    let told = shares.iter().filter(|share| share.problem.is_some());
    assert_eq!((shares.len(), told.count()), (2, 1), "{shares:?}");
}
