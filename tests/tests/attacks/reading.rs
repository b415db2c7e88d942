//! What a reader can rely on: who shares, ids that stay, a copy that no wrong clock deletes; and what an owner can: that a
//! share is made whole or not at all, and is not silently out of date.

use engine::views::{EntryEdit, EntryFields, EntryRef};
use engine::{Lacking, ReadError, ShareNames, ShareRule, WriteError};
use journal::Target;
use testkit::{Desk, Insider, World, draft, meet};

use crate::sharing::{by_tag, first_share, is_gone, read, shared, tagged};

const DAY: i64 = 86_400;

/// One more share for a device that reads already.
async fn shared_with(owner: &Desk, reader: &Desk, from: &str) {
    let names = ShareNames {
        reader: "Dr Weber".into(),
        owner: from.into(),
    };
    let confirmed = owner.confirmed();
    let share = owner
        .vault
        .shares()
        .create(names, &by_tag(), None, &confirmed)
        .expect("a share is made");
    let invitation = owner
        .vault
        .shares()
        .invite(&share.short, Vec::new(), &confirmed)
        .expect("an owner invites");
    reader.joins(owner, invitation).await;
}

#[tokio::test]
async fn two_who_share_are_told_apart_by_the_names_they_gave() {
    let world = World::new(80);
    let (anna, bernd) = (world.first("anna"), world.first("bernd"));
    let practice = world.blank("practice");
    anna.vault
        .entries()
        .create(tagged("", "from Anna"))
        .expect("she writes");
    bernd
        .vault
        .entries()
        .create(tagged("", "from Bernd"))
        .expect("he writes");
    shared_with(&anna, &practice, "Anna K.").await;
    shared_with(&bernd, &practice, "").await;
    let names = || {
        let readings = practice
            .vault
            .readings()
            .list()
            .expect("they can be listed");
        let mut names: Vec<_> = readings.into_iter().map(|one| one.name).collect();
        names.sort();
        names
    };
    assert_eq!(names(), ["", "Anna K."]);
    let body = |share: Option<&str>| {
        let seen = practice.vault.readings().read(share)?;
        Ok::<_, ReadError>(seen.entries[0].body.clone())
    };
    assert_eq!(
        body(Some("anna")).expect("a beginning is enough"),
        "from Anna"
    );
    let said = body(None).expect_err("there are two").to_string();
    assert!(said.contains("Anna K. (") && !said.contains("“”"), "{said}");

    // A name given later arrives; one given by the reader stays with the reader.
    let share = first_share(&bernd);
    bernd
        .vault
        .shares()
        .name_owner(&share.short, "Bernd")
        .expect("a name is given");
    meet(&practice, &bernd).await;
    assert_eq!(names(), ["Anna K.", "Bernd"]);
    practice
        .vault
        .readings()
        .name(Some("Bernd"), "Tuesday at four")
        .expect("a name is given");
    meet(&practice, &bernd).await;
    assert_eq!(names(), ["Anna K.", "Tuesday at four"]);
    assert_eq!(
        body(Some("tuesday")).expect("it is known by that"),
        "from Bernd"
    );
    let share = first_share(&bernd);
    assert_eq!(share.from, "Bernd");
    // So are their devices, by the same names.
    let devices = practice.vault.devices().list().expect("they can be listed");
    let named = |name: &str| devices.iter().any(|device| device.name == name);
    assert!(named("Anna K.") && named("Tuesday at four"), "{devices:?}");
    let (report, _) = meet(&practice, &anna).await;
    assert_eq!(report.peer, "Anna K.");
}

type Seen = (
    Option<String>,
    Option<String>,
    std::collections::BTreeMap<String, String>,
);

/// The ids of the entry that stays, of the one that is edited, and of the worksheets.
fn ids_seen(reader: &Desk) -> Seen {
    let seen = reader.vault.readings().read(None).expect("it can be read");
    let of = |body: &str| {
        let entry = seen.entries.iter().find(|entry| entry.body == body);
        entry.map(|entry| entry.id.clone())
    };
    let edited = of("first words").or(of("second words"));
    (of("stays"), edited, seen.worksheet_ids.clone())
}

/// Seen to fail with the ids of the published documents.
#[tokio::test]
async fn an_item_keeps_its_id_when_the_entry_is_edited() {
    let world = World::new(81);
    let laptop = world.first("laptop");
    let write = |body: &str| {
        laptop
            .vault
            .entries()
            .create(tagged("", body))
            .expect("an owner writes")
            .id
    };
    let (id, other) = (write("first words"), write("stays"));
    let step = ShareRule {
        steps: [1].into(),
        ..by_tag()
    };
    laptop
        .vault
        .worksheets()
        .fill_json(1, &Target::Sheet, &serde_json::json!({ field(): "one" }))
        .expect("a step is filled in");
    let reader = shared(&world, &laptop, &step, None).await;
    let ids = || ids_seen(&reader);
    let before = ids();
    let named = before.1.clone().expect("it is there");
    assert_eq!(named.len(), 16);
    laptop
        .vault
        .entries()
        .change(
            &EntryRef::Prefix(id.clone()),
            vec![EntryEdit::Body("second words".into())],
        )
        .expect("an owner edits");
    laptop
        .vault
        .worksheets()
        .fill_json(1, &Target::Sheet, &serde_json::json!({ field(): "two" }))
        .expect("a step is filled in");
    meet(&reader, &laptop).await;
    assert_eq!(ids(), before);
    assert_eq!(before.2.len(), 1);
    let entry = reader
        .vault
        .readings()
        .entry(None, &EntryRef::Prefix(named[..6].into()));
    assert_eq!(entry.expect("the id stays").body, "second words");
    let hits = reader
        .vault
        .readings()
        .search(None, "second", 0)
        .expect("it can be searched")
        .hits;
    assert_eq!(hits[0].entry.id, named);
    // The owner sees the same ids, and they do not tell where the words come from.
    let share = first_share(&laptop).short;
    let (_, seen) = laptop.vault.shares().show(&share).expect("it can be shown");
    assert!(seen.entries.iter().any(|entry| entry.id == named));
    assert!(
        seen.worksheets
            .iter()
            .all(|row| row.fields.get("item").is_none())
    );
    assert!(named != id[..16] && named != other[..16]);
}

fn field() -> String {
    let definition = programme::definitions::of_step(1).expect("the steps are 1 to 11");
    let mut fields = definition.fields();
    let text = fields.find(|field| field.kind == journal::FieldKind::Text);
    text.expect("it asks for text").id.clone()
}

/// Two owners' devices and a reader meet again and again: nothing is published twice, nothing computed twice.
///
/// Seen to fail with the item in the comparison of two secrets, and without what was last compared.
#[tokio::test]
async fn nothing_is_published_or_computed_again_while_nothing_changes() {
    let world = World::new(82);
    let laptop = world.first("laptop");
    laptop
        .vault
        .entries()
        .create(tagged("", "words"))
        .expect("an owner writes");
    let phone = world.another(&laptop, "phone").await;
    let reader = shared(&world, &laptop, &by_tag(), None).await;
    meet(&phone, &laptop).await;
    meet(&reader, &phone).await;
    meet(&phone, &laptop).await;
    let held = |desk: &Desk| {
        let inside = Insider::of(desk);
        inside
            .spaces
            .iter()
            .map(|space| inside.heads(space.tag()))
            .collect::<Vec<_>>()
    };
    let (before, computed) = (held(&laptop), laptop.vault.shares().publications_computed());
    for _ in 0..3 {
        meet(&phone, &laptop).await;
        meet(&reader, &phone).await;
        meet(&reader, &laptop).await;
    }
    assert_eq!(held(&laptop), before);
    assert_eq!(held(&phone), before);
    assert_eq!(laptop.vault.shares().publications_computed(), computed);
    laptop
        .vault
        .entries()
        .create(tagged("", "more words"))
        .expect("an owner writes");
    meet(&reader, &laptop).await;
    assert_eq!(laptop.vault.shares().publications_computed(), computed + 1);
    assert_eq!(read(&reader), ["more words", "words"]);
}

/// Seen to fail when the date alone decided.
#[tokio::test]
async fn a_clock_that_jumps_hides_a_share_and_deletes_nothing() {
    let world = World::new(83);
    let laptop = world.first("laptop");
    laptop
        .vault
        .entries()
        .create(tagged("", "for two days"))
        .expect("an owner writes");
    let reader = shared(&world, &laptop, &by_tag(), Some(2 * DAY)).await;
    let spaces = Insider::of(&reader).spaces.clone();
    world.jump(3 * DAY);
    assert!(reader.vault.readings().read(None).is_err());
    assert_eq!(
        reader
            .vault
            .readings()
            .over()
            .expect("they can be listed")
            .len(),
        1
    );
    // Another jump is no day either. Both sides meet, and nobody ends anything.
    world.jump(5 * DAY);
    assert!(reader.vault.readings().read(None).is_err());
    meet(&reader, &laptop).await;
    assert!(laptop.vault.shares().list().expect("they can be listed")[0].over);
    world.jump(-8 * DAY);
    assert_eq!(read(&reader), ["for two days"]);
    assert!(!laptop.vault.shares().list().expect("they can be listed")[0].over);
    laptop
        .vault
        .entries()
        .create(tagged("", "still shared"))
        .expect("an owner writes");
    meet(&reader, &laptop).await;
    assert_eq!(read(&reader), ["for two days", "still shared"]);
    // What was seen under the wrong clock does not count when the end really comes.
    world.advance(2 * DAY);
    assert!(reader.vault.readings().read(None).is_err());
    assert!(!Insider::of(&reader).heads(spaces[0].tag()).is_empty());
    world.advance(DAY - 60);
    assert!(reader.vault.readings().read(None).is_err());
    assert!(!Insider::of(&reader).heads(spaces[0].tag()).is_empty());
    world.advance(60);
    is_gone(&reader, &spaces);
}

/// Stopped by its owner, a share that is past its end goes at the next contact, without a day's wait.
#[tokio::test]
async fn a_share_past_its_end_can_be_stopped_for_good() {
    let world = World::new(89);
    let laptop = world.first("laptop");
    laptop
        .vault
        .entries()
        .create(tagged("", "for a day"))
        .expect("an owner writes");
    let reader = shared(&world, &laptop, &by_tag(), Some(DAY)).await;
    let spaces = Insider::of(&reader).spaces.clone();
    world.advance(DAY);
    assert!(reader.vault.readings().read(None).is_err());
    let stop = || laptop.vault.shares().stop("zwilling", &laptop.confirmed());
    assert!(stop().expect("it can be stopped").over);
    assert!(stop().expect("it stays as it is").over);
    meet(&reader, &laptop).await;
    is_gone(&reader, &spaces);
}

/// What `search tag:x` finds is what a share of `x` shows, and what nothing goes by is said.
#[tokio::test]
async fn a_share_compares_tags_as_search_does_and_says_what_is_misspelt() {
    let world = World::new(84);
    let laptop = world.first("laptop");
    for tag in ["Session", "SÉSSION", "walk"] {
        let entry = EntryFields {
            tags: vec![tag.into()],
            ..draft(tag)
        };
        laptop
            .vault
            .entries()
            .create(entry)
            .expect("an owner writes");
    }
    let rule = |tag: &str| ShareRule {
        tags: [tag.to_owned()].into(),
        ..ShareRule::default()
    };
    for tag in ["session", "SESSION", "séssion", "Walk", "sesion"] {
        let found = laptop
            .vault
            .entries()
            .search(&format!("tag:{tag}"), 0)
            .expect("it can be searched");
        let seen = laptop
            .vault
            .shares()
            .preview(&rule(tag))
            .expect("a preview");
        assert_eq!(seen.entries.len(), found.total, "{tag}");
    }
    let shares = laptop.vault.shares();
    let lacks = |rule: &ShareRule| shares.lacks(rule).expect("it can be looked up");
    assert_eq!(lacks(&rule("session")), []);
    let [Lacking::Tag { tag, near }] = &lacks(&rule("sesion"))[..] else {
        panic!("the tag is misspelt");
    };
    assert_eq!((tag.as_str(), near.len(), near[0].1), ("sesion", 1, 2));
    let nothing = ShareRule {
        steps: [3].into(),
        ..ShareRule::default()
    };
    assert_eq!(lacks(&nothing), [Lacking::Step(3)]);
    let none = ShareRule {
        to: Some(jiff::civil::date(2000, 1, 1)),
        ..rule("walk")
    };
    assert_eq!(lacks(&none), [Lacking::Entries]);
    let reader = shared(&world, &laptop, &rule("session"), None).await;
    assert_eq!(read(&reader), ["Session", "SÉSSION"]);
}

/// The rule of this share is longer than a document's text may be, which comes to light last of all.
///
/// Seen to fail with a transaction for the space and one for the journal.
#[tokio::test]
async fn a_share_that_cannot_be_made_leaves_nothing_behind() {
    let world = World::new(85);
    let laptop = world.first("laptop");
    laptop.writes("words");
    let before = Insider::of(&laptop);
    let rule = ShareRule {
        entries: (0..40_000).map(|n| format!("{n:026}")).collect(),
        ..ShareRule::default()
    };
    let made = laptop
        .vault
        .shares()
        .create("Dr Weber", &rule, None, &laptop.confirmed());
    assert!(made.is_err());
    let after = Insider::of(&laptop);
    assert_eq!(after.spaces, before.spaces);
    assert_eq!(
        after.heads(after.home().tag()),
        before.heads(before.home().tag())
    );
    assert_eq!(laptop.vault.shares().list().ok(), Some(Vec::new()));
    laptop.is_sound();
}

/// Tags added apart can be more than one new document may have.
#[tokio::test]
async fn a_share_that_cannot_be_published_is_shown_to_its_owner() {
    let world = World::new(86);
    let laptop = world.first("laptop");
    let id = laptop
        .vault
        .entries()
        .create(tagged("", "words"))
        .expect("an owner writes")
        .id;
    let phone = world.another(&laptop, "phone").await;
    let mut rule = by_tag();
    rule.parts = engine::EntryPart::ALL.into();
    let reader = shared(&world, &laptop, &rule, None).await;
    meet(&phone, &laptop).await;
    let entry = EntryRef::Prefix(id);
    let tags = |desk: &Desk, on: bool| {
        let tag = |n: usize| EntryEdit::Tag(format!("{}{n}", desk.name), on);
        desk.vault
            .entries()
            .change(&entry, (0..40).map(tag).collect())
            .expect("an owner edits");
    };
    let mut publishings = laptop.vault.shares().publishings();
    tags(&laptop, true);
    tags(&phone, true);
    meet(&phone, &laptop).await;
    meet(&reader, &laptop).await;
    let share = || first_share(&laptop);
    let problem = share().problem.expect("it cannot be published");
    assert_eq!(crate::unwanted::problems(&laptop), [Some(problem.clone())]);
    // Told once, however often it is tried.
    while publishings.next().await.problem.as_ref() != Some(&problem) {}
    meet(&reader, &laptop).await;
    assert!(problem.contains("64"), "{problem}");
    assert!(!read(&reader).is_empty(), "the reader keeps what there was");
    tags(&laptop, false);
    meet(&reader, &laptop).await;
    assert_eq!(crate::unwanted::problems(&laptop), []);
    assert_eq!(publishings.next().await.problem, None);
    assert_eq!(read(&reader), ["words"]);
}

const CARD: &str = include_str!("../../fixtures/card.toml");

/// A worksheet of one's own may ask `item` itself: there it is an answer, and no name.
#[tokio::test]
async fn a_worksheet_that_asks_item_keeps_its_answer() {
    let world = World::new(87);
    let laptop = world.first("laptop");
    let import = CARD.replace("\"evening\"", "\"item\"");
    laptop
        .vault
        .worksheets()
        .import(&import)
        .expect("it is taken in");
    let answer = |words: &str| {
        let answers = serde_json::json!({ "item": words });
        laptop
            .vault
            .worksheets()
            .fill_json("card", &Target::Sheet, &answers)
            .expect("it is filled in");
    };
    answer("a lamp");
    let rule = ShareRule {
        worksheets: ["card".to_owned()].into(),
        ..ShareRule::default()
    };
    let reader = shared(&world, &laptop, &rule, None).await;
    let seen = || {
        let seen = reader.vault.readings().read(None).expect("it can be read");
        let answers = seen
            .worksheets
            .iter()
            .map(|row| row.fields.words("item").to_owned());
        (answers.collect::<Vec<_>>(), seen.worksheet_ids.len())
    };
    assert_eq!(seen(), (vec!["a lamp".to_owned()], 0));
    let held = Insider::of(&laptop).heads(Insider::of(&reader).spaces[0].tag());
    meet(&reader, &laptop.reopened()).await;
    assert_eq!(
        Insider::of(&reader).heads(Insider::of(&reader).spaces[0].tag()),
        held
    );
    assert_eq!(seen(), (vec!["a lamp".to_owned()], 0));
}

/// A share that goes on is meant by a name that one which is over bears too.
#[tokio::test]
async fn a_name_means_the_share_that_goes_on() {
    let world = World::new(88);
    let laptop = world.first("laptop");
    laptop.writes("words");
    let rule = by_tag();
    let (shares, confirmed) = (laptop.vault.shares(), laptop.confirmed());
    let new = || {
        let made = shares.create("Dr Weber", &rule, None, &confirmed);
        made.expect("a share is made").short
    };
    let stop = |share: &str| shares.stop(share, &confirmed);
    let first = new();
    assert_eq!(stop("weber").expect("it is stopped").short, first);
    let second = new();
    assert_ne!(first, second);
    assert_eq!(stop("Dr Weber").expect("it is stopped").short, second);
    assert!(matches!(stop("Dr Weber"), Err(WriteError::Resolve(_))));
    let saved = laptop.env.times_saved();
    assert!(stop(&first).expect("it is over already").over);
    assert_eq!(laptop.env.times_saved(), saved, "nothing is written again");
}
