//! Another device comes in by a ticket and the words that it shows, and goes when it is removed.

use engine::{NetworkProfile, Settings};
use node::{Joining, Profile};
use testkit::{DESK_PASSPHRASE, Desk, World};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::browser::Stand;
use crate::reader::{Reader, between};

const BEGIN: [(&str, &str); 2] = [("do", "begin"), ("passphrase", DESK_PASSPHRASE)];

/// The page of a journal that looks around for nobody.
async fn quiet(desk: Desk) -> Reader {
    let settings = Settings {
        network: NetworkProfile::Manual,
        ..Settings::default()
    };
    desk.vault.set_settings(&settings).unwrap();
    Reader::of(Stand::of(desk).await).await
}

fn ticket(page: &str) -> engine::Ticket {
    let text = between(page, "id=\"ticket\">", "<").replace(' ', "");
    assert!(page.contains("role=\"img\"") && page.contains("data-copy=\"ticket\""));
    text.parse().unwrap()
}

/// Has a device come with a ticket: the words that it shows, and what becomes of it.
async fn comes(desk: &Desk, ticket: &engine::Ticket) -> (Vec<&'static str>, JoinHandle<bool>) {
    let (show, shown) = oneshot::channel();
    let joining = Joining::reach(&desk.vault, Profile::Manual, ticket)
        .await
        .unwrap();
    let name = desk.name.clone();
    let joined = tokio::spawn(async move {
        let joined = joining.join(&name, |showing| {
            let _ = show.send(showing.words.to_vec());
        });
        match joined.await {
            Ok(exchange) => exchange.exchange(None).await.is_ok(),
            Err(_) => false,
        }
    });
    (shown.await.unwrap(), joined)
}

/// The page once it says something.
async fn until(reader: &Reader, path: &str, says: &str) -> String {
    loop {
        let page = reader.page(path).await;
        if page.contains(says) {
            return page;
        }
        tokio::task::yield_now().await;
    }
}

fn typed<'w>(words: &[&'w str]) -> Vec<(&'static str, &'w str)> {
    let fields = ["w1", "w2", "w3", "w4"].into_iter();
    let typed = fields.zip(words.iter().copied());
    typed.chain([("do", "words")]).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_is_added_by_the_words_that_it_shows() {
    let world = World::new(61);
    let phone = world.blank("<i>phone</i>");
    let reader = quiet(world.first("laptop")).await;
    let wrong = [("do", "begin"), ("passphrase", "another one")];
    let read = reader.sends("/d/add", &wrong).await;
    assert!(
        read.status == 422 && !read.body.contains("id=\"ticket\""),
        "{}",
        read.body
    );
    let (_, page) = reader.follows("/d/add", &BEGIN).await;
    assert!(page.contains("10 minutes left."), "{page}");
    let (words, joined) = comes(&phone, &ticket(&page)).await;
    let page = until(&reader, "/d/add", "asks to become").await;
    assert!(page.contains("&lt;i&gt;phone&lt;/i&gt;"), "{page}");
    // A slip is told where it is, and nothing is answered yet.
    let slip = [words[0], words[1], "xyzzy", words[3]];
    let read = reader.sends("/d/add", &typed(&slip)).await;
    assert_eq!(read.status, 422);
    assert!(
        read.body.contains("The third word is not in our list."),
        "{}",
        read.body
    );
    assert_eq!(
        read.body.matches("aria-invalid=\"true\"").count(),
        1,
        "{}",
        read.body
    );
    let read = reader.sends("/d/add", &typed(&words[..3])).await;
    assert!(read.status == 422 && read.body.contains("Those are 3 words; it shows four."));
    assert_eq!(reader.sends("/d/add", &typed(&words)).await.status, 303);
    assert!(joined.await.unwrap());
    until(&reader, "/d/add", "is a device of this journal now").await;
    let page = reader.page("/d").await;
    assert!(page.contains("&lt;i&gt;phone&lt;/i&gt;"), "{page}");
    // The ticket is gone with its page.
    reader.sends("/d/add", &[("do", "stop")]).await;
    assert!(reader.page("/d/add").await.contains("Show a ticket"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_words_refuse_and_void_the_ticket() {
    let world = World::new(62);
    let phone = world.blank("phone");
    let laptop = world.first("laptop");
    let rule = engine::ShareRule {
        steps: [1].into(),
        ..Default::default()
    };
    let confirmed = laptop.confirmed();
    let share = laptop
        .vault
        .shares()
        .create("Dr Weber", &rule, None, &confirmed)
        .unwrap();
    let reader = quiet(laptop).await;
    let path = format!("/r/{}/invite", share.short);
    let named = [BEGIN[0], BEGIN[1], ("as", "Anna")];
    let (_, page) = reader.follows(&path, &named).await;
    let (words, joined) = comes(&phone, &ticket(&page)).await;
    let page = until(&reader, &path, "asks to become").await;
    assert!(page.contains("the reader of this share"), "{page}");
    // Another page asks for nothing.
    assert!(reader.page("/d/add").await.contains("Show a ticket"));
    let others = [words[1], words[0], words[2], words[3]];
    let others = if words[0] == words[1] {
        ["acid"; 4]
    } else {
        others
    };
    for left in ["twice", "once"] {
        let read = reader.sends(&path, &typed(&others)).await;
        assert!(
            read.status == 422 && read.body.contains(left),
            "{}",
            read.body
        );
    }
    assert_eq!(reader.sends(&path, &typed(&others)).await.status, 303);
    assert!(!joined.await.unwrap());
    until(&reader, &path, "Nobody joined.").await;
    let share = reader
        .stand
        .journal
        .shares()
        .list()
        .await
        .unwrap()
        .remove(0);
    assert_eq!((share.reader, share.from.as_str()), (None, "Anna"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_ends_with_the_keys_and_keeps_them_until_then() {
    let reader = quiet(World::new(63).first("laptop")).await;
    reader.follows("/d/add", &BEGIN).await;
    // Its owner is at the other device.
    reader.stand.advance(6 * 60);
    reader.stand.has_looked().await;
    assert!(reader.page("/d/add").await.contains("id=\"ticket\""));
    reader.stand.web.lock().await;
    let passphrase = engine::Passphrase::new(DESK_PASSPHRASE.into());
    reader.stand.journal.unlock(passphrase).await.unwrap();
    assert!(reader.page("/d/add").await.contains("Show a ticket"));
}

#[tokio::test]
async fn a_device_is_removed_with_the_passphrase_after_five_wrong_ones_not_at_once() {
    let world = World::new(64);
    let (laptop, _phone) = world.pair().await;
    let reader = quiet(laptop).await;
    let page = reader.page("/d").await;
    let before = page.split("#remove").next().unwrap();
    let path = before.rsplit("href=\"").next().unwrap().to_owned();
    assert!(!page.contains("id=\"removal\""));
    let page = reader.page(&path).await;
    assert!(
        page.contains("This cannot be taken back.") && page.contains("What it has, it keeps"),
        "{page}"
    );
    for _ in 0..5 {
        let read = reader.sends(&path, &[("passphrase", "another one")]).await;
        assert!(
            read.status == 422 && read.body.contains("This is not the passphrase"),
            "{}",
            read.body
        );
    }
    let right = [("passphrase", DESK_PASSPHRASE)];
    let read = reader.sends(&path, &right).await;
    assert!(
        read.status == 422 && !read.body.contains("This is not the passphrase"),
        "{}",
        read.body
    );
    world.advance(60);
    let (_, page) = reader.follows(&path, &right).await;
    assert!(
        page.contains("Removed: phone.") && !page.contains("#remove"),
        "{page}"
    );
    for gone in ["/d/zzzz", "/d/phone"] {
        assert_eq!(reader.goes(gone).await.status, 404);
        assert_eq!(reader.sends(gone, &right).await.status, 404);
    }
    let this = reader.stand.journal.devices().list().await.unwrap();
    let this = this
        .iter()
        .find(|device| device.this)
        .unwrap()
        .short
        .clone();
    assert_eq!(
        reader.sends(&format!("/d/{this}"), &right).await.status,
        403
    );
}
